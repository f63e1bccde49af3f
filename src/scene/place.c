#include "scene/place.h"

#include "base/caret.h"
#include "base/file.h"
#include "base/payload.h"

#include <stdlib.h>
#include <string.h>

static const size_t bytes_max = (size_t)1 << 20;

// One line of the file.
struct line {
    char *begin, *end, *at;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool find_line(char *text, int number, struct line *line)
{
    for (int i = 1; i < number; i++) {
        text = strchr(text, '\n');
        if (!text)
            return false;
        text++;
    }
    line->begin = line->at = text;
    line->end = text + strcspn(text, "\n");
    while (line->end > text && is_blank(line->end[-1]))
        line->end--;
    while (line->at < line->end && is_blank(*line->at))
        line->at++;
    return true;
}

// The key may have been spelled otherwise.
static bool pass_key(struct line *line)
{
    line->at += strcspn(line->at, "=:\n");
    if (line->at >= line->end)
        return false;
    line->at++;
    while (line->at < line->end && is_blank(*line->at))
        line->at++;
    return true;
}

// As much of the value as stands in this line.
static size_t common(const struct line *line, const char *value)
{
    size_t length = 0;
    while (line->at + length < line->end && value[length] && line->at[length] == value[length])
        length++;
    return length;
}

// Goes on from line to line: a value is the lines behind blanks, joined by one blank each.
static bool walk(char *file, const char *value, size_t byte, int *number, struct line *line)
{
    const size_t size = strlen(value);
    for (size_t done = 0;;) {
        const size_t here = common(line, value + done);
        if (byte <= done + here) {
            line->at += byte - done;
            return true;
        }
        done += here;
        while (done < size && value[done] == ' ')
            done++;
        if (done >= size || !find_line(file, ++*number, line) || line->at == line->begin)
            return false;
    }
}

bool scene_find_place(const struct scene *scene, const struct scene_entry *entry, size_t character,
                      struct scene_place *place)
{
    struct line line;
    size_t length;
    int number = entry->line;
    memset(place, 0, sizeof *place);
    if (number < 1 || !scene->source || payload_is_figure(scene->source) ||
        !file_read(scene->source, bytes_max, &place->file, &length, NULL))
        return false;
    const size_t byte = character == ERROR_AT_NAME ? 0 : caret_byte(entry->value, character);
    bool done = find_line(place->file, number, &line);
    if (done && character != ERROR_AT_NAME)
        done = pass_key(&line) && walk(place->file, entry->value, byte, &number, &line);
    if (!done) {
        free(place->file);
        place->file = NULL;
        return false;
    }
    place->line = number;
    place->text = line.begin;
    place->length = (size_t)(line.end - line.begin);
    place->at = (size_t)(line.at - line.begin);
    place->column = 1;
    for (const char *c = line.begin; c < line.at; c++)
        place->column += ((unsigned char)*c & 0xC0) != 0x80;
    return true;
}
