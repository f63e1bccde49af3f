#include "scene/keep.h"

#include "base/array.h"
#include "scene/edit.h"
#include "scene/ini.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- comparing ----------------------------------------------------------------------------------

// [runner.adam] is a runner even without keys; [view] without keys is nothing.
static bool says_something(const struct scene_section *section)
{
    return section->count > 0 || strchr(section->name, '.');
}

// The next section from *at on that counts, or NULL.
static const char *next_name(const struct scene *scene, size_t *at)
{
    while (*at < scene->count) {
        const struct scene_section *section = &scene->section[(*at)++];
        if (says_something(section))
            return section->name;
    }
    return NULL;
}

// True where a and b have the same sections in the same order.
static bool is_ordered_alike(const struct scene *a, const struct scene *b)
{
    size_t i = 0, j = 0;
    for (;;) {
        const char *x = next_name(a, &i), *y = next_name(b, &j);
        if (!x || !y)
            return !x && !y;
        if (strcmp(x, y) != 0)
            return false;
    }
}

// True where `b` has every key of `a`, with the same value, and in its order where that counts.
static bool has_all(const struct scene *a, const struct scene *b)
{
    for (size_t s = 0; s < a->count; s++) {
        const struct scene_section *same = scene_section(b, a->section[s].name);
        if (same && !scene_keys_are_alike(&a->section[s], same))
            return false;
        for (size_t e = 0; e < a->section[s].count; e++) {
            const struct scene_entry *entry = &a->section[s].entry[e];
            const char *other = scene_text(b, a->section[s].name, entry->key);
            if (!other || strcmp(other, entry->value) != 0)
                return false;
        }
    }
    return true;
}

// ---- the old text, line by line -----------------------------------------------------------------

struct line {
    struct ini_line at;
    char name[INI_SECTION_MAX + 1]; // of the section or key
};

struct lines {
    struct line *line;
    size_t count, capacity;
    const char *end; // of lines: "\n", "\r\n" or "\r"
};

static const char *end_of_lines(const char *text, size_t length)
{
    const char *newline = memchr(text, '\n', length), *back = memchr(text, '\r', length);
    return !back || (newline && newline < back) ? "\n" : newline == back + 1 ? "\r\n" : "\r";
}

static bool split(struct lines *lines, const char *text, size_t length, struct error *error)
{
    struct ini ini;
    struct ini_line at;
    lines->end = end_of_lines(text, length);
    for (ini_begin(&ini, text, length); ini_next(&ini, &at);) {
        if (!array_reserve(&lines->line, &lines->capacity, lines->count + 1, sizeof *lines->line,
                           error))
            return false;
        struct line *line = &lines->line[lines->count++];
        *line = (struct line){.at = at};
        snprintf(line->name, sizeof line->name, "%.*s", (int)at.name.length,
                 at.name.text ? at.name.text : "");
    }
    return true;
}

static bool is_remark(const struct line *line)
{
    return line->at.remark.text;
}

// ---- writing ------------------------------------------------------------------------------------

struct writer {
    FILE *out;
    const struct scene *scene;
    const struct scene *before; // what the old text says
    const struct lines *lines;
    bool is_apart; // the last line is empty, or there is none
    struct error *error;
};

// [from, to): the lines of one section, with the remarks right above its header.
struct chunk {
    size_t from, header, to;
};

static void write_line(struct writer *writer, const char *text, int length, const char *front)
{
    fprintf(writer->out, "%s%.*s%s", front, length, text, writer->lines->end);
    writer->is_apart = length == 0 && !*front;
}

static void copy_line(struct writer *writer, const struct line *line, const char *front)
{
    write_line(writer, line->at.whole.text, (int)line->at.whole.length, front);
}

// "key = value" in lines that are short enough, `tail` (a remark) behind the value where it has
// room, else above it, at the column where it stood.
static void write_entry(struct writer *writer, const char *key, const char *value, const char *tail,
                        int tail_length, int column)
{
    char *line = array_create(strlen(key) + strlen(value) + 8, 1, writer->error);
    if (!line)
        return;
    const int length = sprintf(line, "%s = %s", key, value);
    const int pad = column > length ? column - length : 1;
    if (length + (tail ? pad + tail_length : 0) <= INI_LINE_ROOM) {
        fprintf(writer->out, "%s%*s%.*s%s", line, tail ? pad : 0, "", tail ? tail_length : 0,
                tail ? tail : "", writer->lines->end);
        free(line);
        writer->is_apart = false;
        return;
    }
    if (tail)
        write_line(writer, tail, tail_length, "");
    for (const char *at = value; at == value || *at;) {
        const size_t cut = ini_fold(at, INI_LINE_ROOM - strlen(key));
        if (at == value)
            fprintf(writer->out, "%s = %.*s%s", key, (int)cut, at, writer->lines->end);
        else
            fprintf(writer->out, "    %.*s%s", (int)cut, at, writer->lines->end);
        at += cut + (at[cut] == ' ');
    }
    writer->is_apart = false;
    free(line);
}

// The lines of a key, from `at` on; returns the line behind them.
static size_t rewrite_key(struct writer *writer, const char *section, size_t at, size_t end)
{
    const struct line *line = &writer->lines->line[at];
    size_t last = at + 1;
    for (size_t i = at + 1; i < end && writer->lines->line[i].at.kind != INI_KEY; i++)
        if (writer->lines->line[i].at.kind == INI_MORE)
            last = i + 1;
    const char *old = scene_text(writer->before, section, line->name);
    const char *value = scene_text(writer->scene, section, line->name);
    if (old && value && strcmp(old, value) == 0) {
        for (size_t i = at; i < last; i++)
            copy_line(writer, &writer->lines->line[i], "");
        return last;
    }
    // What an author wrote about a scene that has become another stays as a remark.
    if (!value && strcmp(section, "scene") == 0) {
        for (size_t i = at; i < last; i++)
            copy_line(writer, &writer->lines->line[i],
                      writer->lines->line[i].at.kind == INI_REST ? "" : "; ");
        return last;
    }
    // Remarks inside a value of several lines go above it.
    for (size_t i = at + 1; i < last; i++) {
        const struct line *more = &writer->lines->line[i];
        if (is_remark(more) && value)
            write_line(writer, more->at.remark.text, (int)more->at.remark.length, "");
        else if (is_remark(more))
            copy_line(writer, more, more->at.kind == INI_REST ? "" : "; ");
    }
    const struct ini_part *tail = &line->at.remark;
    if (value)
        write_entry(writer, line->name, value, tail->text, (int)tail->length,
                    tail->text ? (int)(tail->text - line->at.whole.text) : 0);
    else if (tail->text)
        copy_line(writer, line, "; ");
    return last;
}

// The line behind the section's last key.
static size_t end_of_keys(const struct lines *lines, const struct chunk *chunk)
{
    size_t end = chunk->header + 1;
    for (size_t i = end; i < chunk->to; i++)
        if (lines->line[i].at.kind != INI_REST)
            end = i + 1;
    return end;
}

static void write_new_keys(struct writer *writer, const struct scene_section *section)
{
    for (size_t e = 0; e < section->count; e++)
        if (!scene_text(writer->before, section->name, section->entry[e].key))
            write_entry(writer, section->entry[e].key, section->entry[e].value, NULL, 0, 0);
}

// Whether the keys of the old lines, and new ones behind them, would stand in another order than
// the scene's, where that counts.
static bool is_reordered(const struct writer *writer, const struct scene_section *section,
                         const struct chunk *chunk)
{
    size_t next = 0;
    if (!scene_is_ordered(section->name))
        return false;
    for (size_t i = chunk->header + 1; i < chunk->to; i++) {
        const struct line *line = &writer->lines->line[i];
        if (line->at.kind != INI_KEY || !scene_text(writer->scene, section->name, line->name))
            continue;
        if (next == section->count || strcmp(section->entry[next++].key, line->name) != 0)
            return true;
    }
    return false;
}

// All remarks, then all keys.
static void write_reordered(struct writer *writer, const struct scene_section *section,
                            const struct chunk *chunk)
{
    for (size_t i = chunk->header + 1; i < chunk->to; i++) {
        const struct line *line = &writer->lines->line[i];
        if (is_remark(line))
            write_line(writer, line->at.remark.text, (int)line->at.remark.length, "");
    }
    for (size_t e = 0; e < section->count; e++)
        write_entry(writer, section->entry[e].key, section->entry[e].value, NULL, 0, 0);
}

static void keep_apart(struct writer *writer)
{
    if (!writer->is_apart)
        write_line(writer, "", 0, "");
}

static void write_chunk(struct writer *writer, const struct scene_section *section,
                        const struct chunk *chunk)
{
    const size_t keys = end_of_keys(writer->lines, chunk);
    keep_apart(writer);
    size_t i = chunk->from;
    while (i <= chunk->header)
        copy_line(writer, &writer->lines->line[i++], "");
    if (is_reordered(writer, section, chunk)) {
        write_reordered(writer, section, chunk);
        return;
    }
    while (i < keys) {
        if (writer->lines->line[i].at.kind == INI_KEY)
            i = rewrite_key(writer, section->name, i, keys);
        else
            copy_line(writer, &writer->lines->line[i++], "");
    }
    write_new_keys(writer, section);
    while (i < chunk->to)
        copy_line(writer, &writer->lines->line[i++], "");
}

// A section that the scene no longer has: nothing is left of it where nobody remarked on it.
static void write_gone(struct writer *writer, const struct chunk *chunk)
{
    bool has_remark = false;
    for (size_t i = chunk->from; i < chunk->to; i++)
        has_remark = has_remark || is_remark(&writer->lines->line[i]);
    if (!has_remark)
        return;
    keep_apart(writer);
    for (size_t i = chunk->from; i < chunk->to; i++)
        copy_line(writer, &writer->lines->line[i],
                  writer->lines->line[i].at.kind == INI_REST ? "" : "; ");
}

// Sections that are gone stay behind the one that they followed.
static void write_gone_from(struct writer *writer, const struct chunk chunk[], size_t count,
                            size_t at)
{
    while (at < count && !scene_section(writer->scene, writer->lines->line[chunk[at].header].name))
        write_gone(writer, &chunk[at++]);
}

// ---- the whole ----------------------------------------------------------------------------------

// Where the next section begins: at its header, or at the remarks right above that.
static size_t chunk_start(const struct lines *lines, size_t header)
{
    size_t from = header;
    while (from > 0 && lines->line[from - 1].at.kind == INI_REST &&
           is_remark(&lines->line[from - 1]))
        from--;
    // Remarks that follow a key without an empty line between belong to what is above them.
    return from > 0 && lines->line[from - 1].at.kind != INI_REST ? header : from;
}

// chunk[count]; returns false where memory ends. *first is the line of the first of them.
static struct chunk *find_chunks(const struct lines *lines, size_t *count, size_t *first,
                                 struct error *error)
{
    struct chunk *chunk = array_create(lines->count + 1, sizeof *chunk, error);
    *count = 0;
    *first = lines->count;
    for (size_t i = 0; chunk && i < lines->count; i++) {
        if (lines->line[i].at.kind != INI_HEADER)
            continue;
        // What stands above the first section speaks of the file.
        const size_t from = *count == 0 ? i : chunk_start(lines, i);
        if (*count > 0)
            chunk[*count - 1].to = from;
        else
            *first = i;
        chunk[(*count)++] = (struct chunk){from, i, lines->count};
    }
    return chunk;
}

static void write_all(struct writer *writer, const struct chunk chunk[], size_t count, size_t first)
{
    const struct scene *scene = writer->scene;
    for (size_t i = 0; i < first; i++)
        copy_line(writer, &writer->lines->line[i], "");
    writer->is_apart = true; // remarks right above the first section stay there
    write_gone_from(writer, chunk, count, 0);
    for (size_t s = 0; s < scene->count; s++) {
        size_t at = 0;
        while (at < count &&
               strcmp(writer->lines->line[chunk[at].header].name, scene->section[s].name) != 0)
            at++;
        if (at < count) {
            write_chunk(writer, &scene->section[s], &chunk[at]);
            write_gone_from(writer, chunk, count, at + 1);
        } else if (says_something(&scene->section[s])) {
            keep_apart(writer);
            fprintf(writer->out, "[%s]%s", scene->section[s].name, writer->lines->end);
            writer->is_apart = false;
            write_new_keys(writer, &scene->section[s]);
        }
    }
}

// The text is to read back as the scene.
static bool reads_back(const struct scene *scene, const char *text, size_t length,
                       struct error *why)
{
    struct scene back = {0};
    const bool is_same = scene_parse(&back, text, length, "", why) &&
                         is_ordered_alike(scene, &back) && has_all(scene, &back) &&
                         has_all(&back, scene);
    scene_clear(&back);
    return is_same;
}

// All remarks of the old text, then the scene: for a text that has no sections to be kept.
static char *format_below(const struct scene *scene, const struct lines *lines, struct error *error)
{
    char *text = NULL, *plain = scene_format(scene, error);
    size_t length = 0;
    FILE *out = plain ? open_memstream(&text, &length) : NULL;
    bool is_apart = true;
    for (size_t i = 0; out && i < lines->count; i++) {
        const struct line *line = &lines->line[i];
        is_apart = is_apart && !is_remark(line);
        if (is_remark(line))
            fprintf(out, "%s%.*s\n", line->at.kind == INI_REST ? "" : "; ",
                    (int)line->at.whole.length, line->at.whole.text);
    }
    if (out)
        fprintf(out, "%s%s", is_apart ? "" : "\n", plain);
    if (plain && (!out || fclose(out) != 0)) {
        error_memory(error);
        free(text);
        text = NULL;
    }
    free(plain);
    if (text && length > SCENE_BYTES_MAX) {
        error_set(error, ERROR_INPUT, "a scene has at most %d bytes", SCENE_BYTES_MAX);
        free(text);
        text = NULL;
    }
    return text;
}

char *scene_format_over(const struct scene *scene, const char *old, size_t length,
                        struct error *error)
{
    struct lines lines = {0};
    struct scene before = {0};
    char *text = NULL;
    size_t size = 0, count, first;
    struct chunk *chunk =
        split(&lines, old, length, error) ? find_chunks(&lines, &count, &first, error) : NULL;
    struct error why = {0};
    const bool is_scene = chunk && scene_parse(&before, old, length, "", &why);
    FILE *out = is_scene ? open_memstream(&text, &size) : NULL;
    if (out) {
        struct writer writer = {out, scene, &before, &lines, true, &why};
        write_all(&writer, chunk, count, first);
    }
    if (is_scene && (!out || fclose(out) != 0))
        error_memory(&why);
    const bool is_kept = text && why.kind == ERROR_NONE && reads_back(scene, text, size, &why);
    if (!is_kept) {
        free(text);
        text = NULL;
    }
    // Without memory nothing is written rather than a text that has lost its layout.
    if (error_is_memory(&why))
        error_pass(error, &why);
    else if (chunk && !is_kept)
        text = format_below(scene, &lines, error);
    scene_clear(&before);
    free(chunk);
    free(lines.line);
    return text;
}
