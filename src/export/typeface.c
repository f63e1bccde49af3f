#include "export/typeface.h"

#include "base/array.h"
#include "base/file.h"
#include "base/text.h"
#include "canvas/face.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool ends_in(const char *text, const char *ending)
{
    const size_t length = strlen(text), tail = strlen(ending);
    return length > tail && strcasecmp(text + length - tail, ending) == 0;
}

static bool is_file(const char *word)
{
    return strchr(word, '/') || ends_in(word, ".otf") || ends_in(word, ".ttf") ||
           ends_in(word, ".ttc") || ends_in(word, ".pfb");
}

static bool take_file(const char *word, struct font_files *files, struct error *error)
{
    if (!file_real_path(word, files->regular))
        return error_set(error, ERROR_INPUT, "--font: there is no file %s", word);
    if (!faces_can_open(files->regular))
        return error_set(error, ERROR_INPUT, "--font: %s is no font with outlines (.otf, .ttf)",
                         word);
    memcpy(files->bold, files->regular, sizeof files->bold);
    return true;
}

// ---- families -----------------------------------------------------------------------------------

// The file of a family at a weight; false where the family is not here.
static bool match(FcConfig *config, const char *family, int weight, char path[FONT_PATH_MAX])
{
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(wanted, FC_WEIGHT, weight);
    FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *found = FcFontMatch(config, wanted, &result);
    bool is_it = false;
    FcChar8 *name, *file;
    for (int i = 0; found && FcPatternGetString(found, FC_FAMILY, i, &name) == FcResultMatch; i++)
        is_it = is_it || strcasecmp((const char *)name, family) == 0;
    is_it = is_it && FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch &&
            text_print(path, FONT_PATH_MAX, "%s", (const char *)file) && faces_can_open(path);
    FcPatternDestroy(wanted);
    if (found)
        FcPatternDestroy(found);
    return is_it;
}

// The family here that is written most like the one that is not.
static bool refuse(FcConfig *config, const char *family, struct error *error)
{
    FcPattern *any = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
    FcFontSet *set = FcFontList(config, any, objects);
    const size_t count = set ? (size_t)set->nfont : 0;
    const char **names = count > 0 ? array_create(count, sizeof *names, NULL) : NULL;
    size_t used = 0;
    FcChar8 *name;
    for (size_t i = 0; names && i < count; i++)
        if (FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch)
            names[used++] = (const char *)name;
    const char *nearest = used > 0 ? text_nearest(family, names, used) : NULL;
    if (nearest)
        error_set(error, ERROR_INPUT, "--font: no typeface '%s' here; did you mean %s?", family,
                  nearest);
    else
        error_set(error, ERROR_INPUT,
                  "--font: no typeface '%s' here; fc-list : family names those that are", family);
    free(names);
    if (set)
        FcFontSetDestroy(set);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(any);
    return false;
}

bool typeface_find(const char *word, struct font_files *files, struct error *error)
{
    if (is_file(word))
        return take_file(word, files, error);
    FcConfig *config = FcInitLoadConfigAndFonts();
    if (!config)
        return error_set(error, ERROR_FAILED,
                         "--font: the list of this machine's typefaces cannot be read");
    const bool done = (match(config, word, FC_WEIGHT_REGULAR, files->regular) &&
                       match(config, word, FC_WEIGHT_DEMIBOLD, files->bold)) ||
                      refuse(config, word, error);
    FcConfigDestroy(config);
    return done;
}
