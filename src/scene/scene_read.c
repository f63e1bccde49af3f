// Reading scenes: shipped names, INI files, pictures that carry one.
#include "scene/scene.h"

#include "base/asset.h"
#include "base/file.h"
#include "base/payload.h"
#include "base/text.h"
#include "base/words.h"
#include "scene/edit.h"
#include "scene/shelf.h"
#include "scene/spelling.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const size_t ini_limit = (size_t)1 << 20;

// ---- INI ----------------------------------------------------------------------------------------
//
// inih divides lines into keys and values and knows comments. It tells neither lines nor sections
// without keys nor duplicates and cuts what is too long for it, so the reader that feeds it one
// line at a time takes care of those.

struct parser {
    struct scene *scene;
    const char *at, *end;
    const char *source;
    int line;
    bool is_continued; // the current line begins with a blank
    bool failed;
    struct error *error;
};

static bool fail(struct parser *parser, const char *what)
{
    if (!parser->failed)
        error_set(parser->error, ERROR_INPUT, "%s:%d: %s", parser->source, parser->line,
                  words(what));
    parser->failed = true;
    return false;
}

static bool begin_section(struct parser *parser, const char *text, size_t length)
{
    const char *close = memchr(text, ']', length);
    if (!close)
        return fail(parser, "a section is not closed; it should look like [runner.adam]");
    char name[72];
    const size_t size = (size_t)(close - text) - 1;
    if (size == 0 || size >= 50) // inih keeps 49 bytes
        return fail(parser, "a section's name has 1 to 49 bytes");
    memcpy(name, text + 1, size);
    name[size] = '\0';
    if (scene_section(parser->scene, name)) {
        char what[160];
        snprintf(what, sizeof what, words("section [%s] is there already, in line %d"), name,
                 scene_section(parser->scene, name)->line);
        return fail(parser, what);
    }
    struct error why = {0};
    if (scene_add_section(parser->scene, name, parser->line, &why))
        return true;
    return fail(parser, why.text);
}

// fgets for inih: the next line, or NULL at the end or after an error.
static char *read_line(char *into, int size, void *stream)
{
    struct parser *parser = stream;
    if (parser->failed || parser->at >= parser->end)
        return NULL;
    parser->line++;
    const char *start = parser->at;
    const char *newline = memchr(start, '\n', (size_t)(parser->end - start));
    const char *end = newline ? newline + 1 : parser->end;
    const size_t length = (size_t)(end - start);
    parser->at = end;
    if (length + 1 > (size_t)size) {
        char what[160];
        snprintf(what, sizeof what,
                 words("a line has at most %d bytes; go on in the next line, after a blank"),
                 size - 3);
        fail(parser, what);
        return NULL;
    }
    memcpy(into, start, length);
    into[length] = '\0';
    parser->is_continued = start[0] == ' ' || start[0] == '\t';
    const size_t blanks = strspn(into, " \t");
    if (into[blanks] == '[' && !begin_section(parser, into + blanks, length - blanks))
        return NULL;
    return into;
}

// Joins a continued line to the value before it.
static bool continue_value(struct parser *parser, struct scene_entry *entry, const char *value)
{
    const size_t size = strlen(entry->value) + strlen(value) + 2;
    char *joined = malloc(size);
    if (!joined)
        return fail(parser, "out of memory");
    snprintf(joined, size, "%s%s%s", entry->value, *entry->value ? " " : "", value);
    free(entry->value);
    entry->value = joined;
    return true;
}

static int take_value(void *user, const char *section_name, const char *key, const char *value)
{
    struct parser *parser = user;
    struct scene *scene = parser->scene;
    (void)section_name;
    if (parser->failed)
        return 0;
    if (scene->count == 0)
        return fail(parser, "a key stands before the first [section]");
    if (!key || !*key || strlen(key) >= 49)
        return fail(parser, "a key has 1 to 48 bytes");
    struct scene_section *section = &scene->section[scene->count - 1];
    struct scene_entry *last = section->count ? &section->entry[section->count - 1] : NULL;
    if (parser->is_continued && last && strcmp(last->key, key) == 0)
        return continue_value(parser, last, value ? value : "");
    for (size_t i = 0; i < section->count; i++) {
        if (strcmp(section->entry[i].key, key) == 0) {
            char what[160];
            snprintf(what, sizeof what, words("%s is there already, in line %d"), key,
                     section->entry[i].line);
            return fail(parser, what);
        }
    }
    struct error why = {0};
    if (!scene_add_entry(section, key, value ? value : "", parser->line, &why))
        return fail(parser, why.text);
    return 1;
}

bool scene_parse(struct scene *scene, const char *text, size_t length, const char *source,
                 struct error *error)
{
    memset(scene, 0, sizeof *scene);
    int line;
    if (!text_check(text, length, &line))
        return error_set(error, ERROR_INPUT, "%s:%d: not a scene: the line is not UTF-8 text",
                         source, line);
    scene->source = strdup(source);
    if (!scene->source)
        return error_memory(error);
    struct parser parser = {
        .scene = scene, .at = text, .end = text + length, .source = source, .error = error};
    const int wrong = ini_parse_stream(read_line, &parser, take_value, &parser);
    if (!parser.failed && wrong > 0) {
        parser.line = wrong;
        fail(&parser, "neither [section] nor key = value");
    }
    if (!parser.failed && wrong < 0) {
        parser.failed = true;
        error_memory(error);
    }
    if (!parser.failed && scene->count == 0) {
        parser.line = 1;
        fail(&parser, "the scene is empty; it should begin with [scene]");
    }
    if (!parser.failed && scene_respell(scene, error))
        return true;
    scene_clear(scene);
    return false;
}

// ---- by name ------------------------------------------------------------------------------------

static bool ends_in(const char *word, const char *ending)
{
    const size_t length = strlen(word), tail = strlen(ending);
    return length > tail && strcmp(word + length - tail, ending) == 0;
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static const char *find_nearest(const char *word, char *const names[])
{
    size_t count = 0;
    while (names && names[count])
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
    char **lectures = nearest ? NULL : shelf_lectures(NULL);
    if (!nearest)
        nearest = find_nearest(word, lectures);
    if (nearest)
        error_set(error, ERROR_INPUT, "no scene '%s'; did you mean %s?", word, nearest);
    else
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
            return error_set(error, why.kind, "%s", why.text);
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
                                  : file_read(path, ini_limit, &bytes, &length, error)))
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
