// Reading scenes: shipped names, INI files, pictures that carry one.
#include "scene/scene.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"
#include "base/payload.h"
#include "base/text.h"
#include "base/words.h"
#include "scene/edit.h"
#include "scene/ini.h"
#include "scene/shelf.h"
#include "scene/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

// ---- INI ----------------------------------------------------------------------------------------

// What is more than this is refused where it is met, so that looking for what is there already
// takes no longer than reading.
enum { SECTIONS_MAX = 512, KEYS_MAX = 512 };

struct parser {
    struct scene *scene;
    const char *source;
    int line;
    char *value; // value[used] of the last entry, with all lines of it; NULL = there is none
    size_t used, capacity;
    struct error *error;
};

static bool fail(struct parser *parser, const char *what)
{
    return error_set(parser->error, ERROR_INPUT, "%s:%d: %s", parser->source, parser->line,
                     words(what));
}

static struct scene_section *last_section(const struct parser *parser)
{
    const size_t count = parser->scene->count;
    return count ? &parser->scene->section[count - 1] : NULL;
}

static bool append(struct parser *parser, const struct ini_part *part)
{
    const size_t blank = parser->used > 0 && part->length > 0;
    if (!array_reserve(&parser->value, &parser->capacity, parser->used + part->length + 2, 1,
                       parser->error))
        return false;
    if (blank)
        parser->value[parser->used] = ' ';
    memcpy(parser->value + parser->used + blank, part->text, part->length);
    parser->used += blank + part->length;
    parser->value[parser->used] = '\0';
    return true;
}

// Gives the last entry the value whose lines were gathered.
static bool end_value(struct parser *parser)
{
    const struct scene_section *section = last_section(parser);
    if (!section || section->count == 0 || !parser->value)
        return true;
    struct scene_entry *entry = &section->entry[section->count - 1];
    char *copy = strdup(parser->value);
    if (!copy)
        return error_memory(parser->error);
    free(entry->value);
    entry->value = copy;
    parser->used = 0;
    parser->value[0] = '\0';
    return true;
}

static bool begin_section(struct parser *parser, const struct ini_part *part)
{
    char name[INI_SECTION_MAX + 1];
    if (part->length == 0 || part->length > INI_SECTION_MAX)
        return fail(parser, "a section's name has 1 to 49 bytes");
    if (parser->scene->count == SECTIONS_MAX)
        return fail(parser, "a scene has at most 512 sections");
    snprintf(name, sizeof name, "%.*s", (int)part->length, part->text);
    const struct scene_section *before = scene_section(parser->scene, name);
    if (before) {
        char what[160];
        snprintf(what, sizeof what, words("section [%s] is there already, in line %d"), name,
                 before->line);
        return fail(parser, what);
    }
    return scene_add_section(parser->scene, name, parser->line, parser->error);
}

static bool begin_entry(struct parser *parser, const struct ini_line *line)
{
    char key[INI_KEY_MAX + 1];
    struct scene_section *section = last_section(parser);
    if (!section)
        return fail(parser, "a key stands before the first [section]");
    if (line->name.length == 0 || line->name.length > INI_KEY_MAX)
        return fail(parser, "a key has 1 to 48 bytes");
    if (section->count == KEYS_MAX)
        return fail(parser, "a section has at most 512 keys");
    snprintf(key, sizeof key, "%.*s", (int)line->name.length, line->name.text);
    for (size_t i = 0; i < section->count; i++) {
        if (strcmp(section->entry[i].key, key) == 0) {
            char what[160];
            snprintf(what, sizeof what, words("%s is there already, in line %d"), key,
                     section->entry[i].line);
            return fail(parser, what);
        }
    }
    return scene_add_entry(section, key, "", parser->line, parser->error) &&
           append(parser, &line->value);
}

static bool take(struct parser *parser, const struct ini_line *line)
{
    parser->line = line->number;
    switch (line->kind) {
    case INI_HEADER:
        return end_value(parser) && begin_section(parser, &line->name);
    case INI_KEY:
        return end_value(parser) && begin_entry(parser, line);
    case INI_MORE:
        return append(parser, &line->value);
    case INI_OPEN:
        return fail(parser, "a section is not closed; it should look like [runner.adam]");
    case INI_OTHER:
        return fail(parser, "neither [section] nor key = value; a comment begins with ;");
    default:
        return true;
    }
}

bool scene_parse(struct scene *scene, const char *text, size_t length, const char *source,
                 struct error *error)
{
    memset(scene, 0, sizeof *scene);
    int wrong;
    if (length > SCENE_BYTES_MAX)
        return error_set(error, ERROR_INPUT, "%s is larger than %zu bytes, the most that is read",
                         source, (size_t)SCENE_BYTES_MAX);
    if (!text_check(text, length, &wrong))
        return error_set(error, ERROR_INPUT, "%s:%d: not a scene: the line is not UTF-8 text",
                         source, wrong);
    struct parser parser = {.scene = scene, .source = source, .error = error};
    struct ini ini;
    struct ini_line line;
    scene->source = strdup(source);
    bool done = scene->source || error_memory(error);
    for (ini_begin(&ini, text, length); done && ini_next(&ini, &line);)
        done = take(&parser, &line);
    done = done && end_value(&parser);
    parser.line = 1;
    if (done && scene->count == 0)
        done = fail(&parser, "the scene is empty; it should begin with [scene]");
    free(parser.value);
    done = done && scene_respell(scene, error);
    if (!done)
        scene_clear(scene);
    return done;
}

// ---- by name ------------------------------------------------------------------------------------

static bool ends_in(const char *word, const char *ending)
{
    const size_t length = strlen(word), tail = strlen(ending);
    return length > tail && strcasecmp(word + length - tail, ending) == 0;
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static const char *find_nearest(const char *word, char *const names[])
{
    size_t count = 0;
    while (names[count])
        count++;
    return text_nearest(word, (const char *const *)names, count);
}

// Scenes come first, then lectures: wherever one of these may stand, the other may.
static bool unknown_scene(const char *word, struct error *error)
{
    char **names = shelf_names(error);
    if (!names)
        return false;
    const char *nearest = find_nearest(word, names);
    char **lectures = nearest ? NULL : shelf_lectures(error);
    if (lectures)
        nearest = find_nearest(word, lectures);
    if (nearest)
        error_set(error, ERROR_INPUT, "no scene '%s'; did you mean %s?", word, nearest);
    else if (lectures) // else it is said why they cannot be listed
        error_set(error, ERROR_INPUT, "no scene '%s'; ravine list scenes names them", word);
    asset_list_free(lectures);
    asset_list_free(names);
    return false;
}

// The path of a word: a file where it looks like one or is one, else a shipped scene.
static bool find_path(const char *word, char *path, size_t size, struct error *error)
{
    const bool is_file = strchr(word, '/') || ends_in(word, ".ini") || payload_is_figure(word);
    if (!is_file) {
        struct error why = {0};
        if (strlen(word) > 200)
            return error_set(error, ERROR_INPUT, "no scene '%.60s…'", word);
        if (shelf_find(word, path, size, &why))
            return true;
        if (why.kind != ERROR_NONE)
            return error_pass(error, &why);
        if (!exists(word))
            return unknown_scene(word, error);
    }
    if (snprintf(path, size, "%s", word) >= (int)size)
        return error_set(error, ERROR_INPUT, "the path %.60s… is too long", word);
    return true;
}

// "six-runners" from ".../13-six-runners.ini".
static char *name_of(const char *path)
{
    char name[256];
    const char *slash = strrchr(path, '/');
    shelf_scene_name(slash ? slash + 1 : path, name, sizeof name);
    return strdup(name);
}

// The text of the scene that a figure carries.
static bool read_figure(const char *path, char **bytes, size_t *length, struct error *error)
{
    struct payload payload = {.has_names_only = true};
    if (!payload_read_into(&payload, path, error))
        return false;
    *bytes = payload.scene;
    *length = strlen(payload.scene);
    payload.scene = NULL;
    payload_clear(&payload);
    return true;
}

bool scene_read(struct scene *scene, const char *word, struct error *error)
{
    memset(scene, 0, sizeof *scene);
    char path[4096];
    char *bytes;
    size_t length;
    if (!*word)
        return error_set(error, ERROR_INPUT, "the scene's name is empty; ravine list scenes");
    if (!find_path(word, path, sizeof path, error))
        return false;
    if (!(payload_is_figure(path) ? read_figure(path, &bytes, &length, error)
                                  : file_read(path, SCENE_BYTES_MAX, &bytes, &length, error)))
        return false;
    bool done = scene_parse(scene, bytes, length, path, error);
    free(bytes);
    if (done) {
        scene->name = name_of(path);
        done = scene->name || error_memory(error);
    }
    if (!done)
        scene_clear(scene);
    return done;
}
