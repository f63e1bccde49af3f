#include "labs/kit/rule_typed.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/kit/rule_list.h"
#include "sim/rule_as_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- lines --------------------------------------------------------------------------------------

// The lines of a text, each "NAME = FORMULA", taken apart; empty ones do not count.
struct typed {
    char *copy; // that the lines point into
    struct rule_line *line;
    size_t *row;         // in the text, from 0
    size_t *indentation; // characters before the formula
    size_t count;
};

static void typed_clear(struct typed *typed)
{
    free(typed->copy);
    free(typed->line);
    free(typed->row);
    free(typed->indentation);
}

static bool typed_init(struct typed *typed, const char *text, struct error *error)
{
    size_t rows = 1;
    memset(typed, 0, sizeof *typed);
    for (const char *c = text; *c; c++)
        rows += *c == '\n';
    typed->copy = array_create(strlen(text) + 1, 1, error);
    typed->line = array_create(rows, sizeof *typed->line, error);
    typed->row = array_create(rows, sizeof *typed->row, error);
    typed->indentation = array_create(rows, sizeof *typed->indentation, error);
    if (!typed->copy || !typed->line || !typed->row || !typed->indentation)
        return false;
    strcpy(typed->copy, text);
    return true;
}

static size_t characters(const char *from, const char *to)
{
    size_t count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

// Without the blanks at its ends, which are overwritten.
static char *trim(char *from, char *to)
{
    while (to > from && strchr(" \t\r", to[-1]))
        to--;
    *to = '\0';
    return from + strspn(from, " \t\r");
}

// One line; false where it has no "=".
static bool take_line(struct typed *typed, char *from, char *to, size_t row)
{
    char *equals = memchr(from, '=', (size_t)(to - from));
    if (!equals)
        return false;
    const size_t i = typed->count++;
    char *value = trim(equals + 1, to);
    typed->row[i] = row;
    typed->indentation[i] = characters(from, value);
    typed->line[i] = (struct rule_line){.name = trim(from, equals), .text = value};
    return true;
}

// False where a line is none; *row is its row then.
static bool take_apart(struct typed *typed, size_t *row, size_t *character, struct error *error)
{
    char *at = typed->copy;
    for (*row = 0; at; (*row)++) {
        char *newline = strchr(at, '\n'), *end = newline ? newline : at + strlen(at);
        const bool is_empty = at + strspn(at, " \t\r") >= end;
        *character = characters(at, end) + 1;
        if (!is_empty && !take_line(typed, at, end, *row))
            return error_set(error, ERROR_INPUT,
                             "a line of a rule is NAME = FORMULA, such as v = beta v + g");
        at = newline ? newline + 1 : NULL;
    }
    return true;
}

static void drop(struct typed *typed, size_t at)
{
    const size_t behind = --typed->count - at;
    memmove(typed->line + at, typed->line + at + 1, behind * sizeof *typed->line);
    memmove(typed->row + at, typed->row + at + 1, behind * sizeof *typed->row);
    memmove(typed->indentation + at, typed->indentation + at + 1,
            behind * sizeof *typed->indentation);
}

// The rule that the lines make; the caller releases it. Lines of numbers that no other uses are
// dropped: who types over a formula is not held up by what the one before had.
static const struct rule *compile(const struct lab_rule *rule, struct typed *typed,
                                  struct rule_fault *fault, struct error *error)
{
    for (;;) {
        *fault = (struct rule_fault){.line = typed->count};
        const struct rule *made =
            rule_compile(rule_list_name(rule->section), typed->line, typed->count, fault, error);
        if (made || !fault->is_idle)
            return made;
        drop(typed, fault->line);
    }
}

// ---- what a lab is asked for --------------------------------------------------------------------

static bool check_lines(const struct lab_rule *rule, struct typed *typed, size_t *row,
                        size_t *character, struct error *error)
{
    struct rule_fault fault;
    const struct rule *made = compile(rule, typed, &fault, error);
    *row = *character = 0;
    if (!made && fault.line < typed->count) {
        *row = typed->row[fault.line];
        *character = fault.character ? typed->indentation[fault.line] + fault.character : 1;
    }
    rule_release(made);
    return made != NULL;
}

static bool check(const struct lab_rule *rule, const char *text, size_t *row, size_t *character,
                  struct error *error)
{
    struct typed typed;
    const bool done = typed_init(&typed, text, error) &&
                      take_apart(&typed, row, character, error) &&
                      check_lines(rule, &typed, row, character, error);
    typed_clear(&typed);
    return done;
}

static bool put_lines(struct scene *scene, const char *section, const struct typed *typed,
                      struct error *error)
{
    const struct scene_section *found = scene_section(scene, section);
    while (found->count > 0)
        if (!scene_put(scene, section, found->entry[0].key, NULL, error))
            return false;
    for (size_t i = 0; i < typed->count; i++)
        if (!scene_put(scene, section, typed->line[i].name, typed->line[i].text, error))
            return false;
    return true;
}

static bool put(const struct lab_rule *rule, struct scene *scene, const char *text,
                struct error *error)
{
    struct typed typed;
    size_t row, character;
    const bool done = typed_init(&typed, text, error) &&
                      take_apart(&typed, &row, &character, error) &&
                      check_lines(rule, &typed, &row, &character, error) &&
                      (scene_section(scene, rule->section) ||
                       scene_insert(scene, rule->section, rule->group, error)) &&
                      put_lines(scene, rule->section, &typed, error) &&
                      scene_put(scene, rule->group, "rule", rule_list_name(rule->section), error);
    typed_clear(&typed);
    return done;
}

// ---- reading ------------------------------------------------------------------------------------

// A rule's name that is free: "my-adam", "my-adam-2" …
static void find_free(const struct scene *scene, const char *name, char section[72])
{
    snprintf(section, 72, "rule.my-%s", name);
    for (int number = 2; scene_section(scene, section); number++)
        snprintf(section, 72, "rule.my-%s-%d", name, number);
}

static void write_line(FILE *out, size_t index, const char *name, const char *text)
{
    fprintf(out, "%s%s = %s", index ? "\n" : "", name, text);
}

static void write_own(const struct scene_section *section, FILE *out)
{
    for (size_t e = 0; e < section->count; e++)
        write_line(out, e, section->entry[e].key, section->entry[e].value);
}

static void write_shipped(const struct runner *runner, FILE *out)
{
    struct rule_as_text as;
    rule_as_text(runner->rule, runner->number, &as);
    for (size_t i = 0; i < as.count; i++)
        write_line(out, i, as.line[i].name, as.line[i].text);
}

bool rule_typed_read(const struct runner_set *set, size_t runner, const struct scene *scene,
                     struct lab_rule *rule, struct error *error)
{
    const struct runner *of = &set->runner[runner];
    size_t size;
    *rule = (struct lab_rule){.check = check, .put = put};
    snprintf(rule->group, sizeof rule->group, "%s", set->entry[runner].section);
    FILE *out = open_memstream(&rule->text, &size);
    if (!out)
        return error_memory(error);
    if (rule_is_typed(of->rule)) {
        text_print(rule->section, sizeof rule->section, "rule.%s", of->rule->name);
        write_own(scene_section(scene, rule->section), out);
    } else {
        find_free(scene, of->rule->name, rule->section);
        write_shipped(of, out);
    }
    return fclose(out) == 0 || error_memory(error);
}
