#include "scene/ini.h"

#include "scene/keep.h"
#include "scene/scene.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_BYTES = 3000 };

// The whole of a text as "KIND name|value|remark" a line.
static void lines_are(const char *text, const char *wanted)
{
    static const char *const kinds[] = {"rest", "header", "open", "key", "more", "other"};
    char got[2000] = "";
    struct ini ini;
    struct ini_line line;
    for (ini_begin(&ini, text, strlen(text)); ini_next(&ini, &line);)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%d %s %.*s|%.*s|%.*s\n", line.number,
                 kinds[line.kind], (int)line.name.length, line.name.text ? line.name.text : "",
                 (int)line.value.length, line.value.text ? line.value.text : "",
                 (int)line.remark.length, line.remark.text ? line.remark.text : "");
    assert_string_equal(got, wanted);
}

static void a_line_is_what_it_looks_like(void **state)
{
    (void)state;
    lines_are(
        "[a] ; one\nb = 1;2 ; two\n\n  # three\n c [d] # e\nf:g=h\n=\n[open\nnothing\ni =;j\n",
        "1 header a||; one\n2 key b|1;2|; two\n3 rest ||\n4 rest ||# three\n"
        "5 more |c [d] # e|\n6 key f|g=h|\n7 key ||\n8 open ||\n9 other ||\n10 key i||;j\n");
    lines_are("[a]\n  b = 1\n", "1 header a||\n2 key b|1|\n");
}

static void lines_end_as_any_system_ends_them(void **state)
{
    (void)state;
    const char *const wanted = "1 header a||\n2 key b|1|\n3 rest ||\n4 more |2|\n";
    lines_are("[a]\nb = 1\n\n 2\n", wanted);
    lines_are("[a]\r\nb = 1\r\n\r\n 2", wanted);
    lines_are("[a]\rb = 1\r\r 2\r", wanted);
    lines_are("\xef\xbb\xbf[a]\nb = 1\n\n 2\n", wanted);
}

static void no_name_is_taken_that_a_file_cannot_hold(void **state)
{
    (void)state;
    static const char *const sections[] = {"",        "runner.a]b", "a\nb", "a\rb",
                                           "\x1b[2J", "\xff.a",     " a",   "a "};
    static const char *const keys[] = {"",   "a=b",  "a:b",  "[a",   "#a",
                                       ";a", "a ;b", "a\nb", "\xc3", "a\x01"};
    static const char *const values[] = {"a\nb", "a ;b", "a\t;b", ";a", "\xff", "a\rb"};
    struct scene scene = {0};
    struct error error;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        assert_false(scene_put(&scene, sections[i], "key", "1", &error));
        assert_false(scene_insert(&scene, sections[i], NULL, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_false(scene_put(&scene, "a", keys[i], "1", &error));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_false(scene_put(&scene, "a", "key", values[i], &error));
    assert_int_equal(scene.count, 0);
    char name[60] = "runner.";
    memset(name + 7, 'x', 43);
    assert_false(scene_put(&scene, name, "key", "1", &error));
    name[49] = '\0';
    assert_true(scene_put(&scene, name, "key", "1", &error));
    scene_clear(&scene);
}

// ---- what is written is read --------------------------------------------------------------------

static unsigned below(unsigned *chance, unsigned count)
{
    *chance = *chance * 1664525u + 1013904223u;
    return (*chance >> 8) % count;
}

// Words that mean something elsewhere in a file, double blanks, signs of two and three bytes, words
// longer than a line.
static void random_text(unsigned *chance, char *text, size_t size)
{
    static const char *const pieces[] = {"#",   ";",    "[",   "]",  "=",          ":",    " ",
                                         " ",   " ",    "  ",  "\t", "β",          "词语", "word",
                                         "[x]", "#f0f", "a;b", "\\", "\"quoted\"", "−1.5", "."};
    const unsigned count = below(chance, 4) ? below(chance, 12) : below(chance, 300);
    *text = '\0';
    for (unsigned i = 0; i < count; i++) {
        const char *piece = pieces[below(chance, sizeof pieces / sizeof *pieces)];
        const unsigned times = below(chance, 60) ? 1 : 80;
        for (unsigned n = 0; n < times && strlen(text) + 20 < size; n++)
            strcat(text, piece);
    }
}

static void random_scene(unsigned *chance, struct scene *scene)
{
    static char text[VALUE_BYTES];
    char section[80], key[80]; // some are too long
    struct error error;
    // What is no scene is refused, and then nothing of it is there.
    for (unsigned s = below(chance, 4) + 1; s > 0; s--) {
        random_text(chance, text, 30);
        snprintf(section, sizeof section, "%s.%.60s", below(chance, 2) ? "runner" : "a", text);
        for (unsigned e = below(chance, 5); e > 0; e--) {
            random_text(chance, key, below(chance, 2) ? 50 : 24);
            random_text(chance, text, sizeof text);
            scene_put(scene, section, key, text, &error);
        }
    }
    scene_put(scene, "scene", "lab", "descent", &error);
}

static void is_the_same(const struct scene *scene, const char *text)
{
    struct scene again = {0};
    struct error error = {0};
    if (!scene_parse(&again, text, strlen(text), "again.ini", &error))
        fail_msg("%s in\n%s", error.text, text);
    if (again.count != scene->count || scene_differs(scene, &again, NULL))
        fail_msg("it reads as another scene:\n%s", text);
    scene_clear(&again);
}

static void any_scene_written_is_read_as_the_same(void **state)
{
    (void)state;
    struct error error;
    unsigned chance = 1;
    for (int i = 0; i < 1500; i++) {
        struct scene scene = {0}, other = {0};
        random_scene(&chance, &scene);
        random_scene(&chance, &other);
        char *text = scene_format(&scene, &error), *old = scene_format(&other, &error);
        assert_non_null(text);
        is_the_same(&scene, text);
        // What somebody else wrote in the file is no obstacle, nor is how that ends its lines.
        for (char *at = old; i % 3 == 0 && *at; at++)
            *at = *at == '\n' ? '\r' : *at;
        char *over = scene_format_over(&scene, old, strlen(old), &error);
        assert_non_null(over);
        is_the_same(&scene, over);
        free(text);
        free(old);
        free(over);
        scene_clear(&scene);
        scene_clear(&other);
    }
}

// Where a value is broken, every sign may stand at the beginning of the next line.
static void no_sign_is_lost_at_a_fold(void **state)
{
    (void)state;
    static const char *const signs[] = {"# x", "[x] y", "[ x", ";x", " two", "\tx", "= 1", "x"};
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        for (size_t length = 150; length < 200; length++) {
            struct scene scene = {0};
            struct error error;
            char value[700];
            memset(value, 'a', length);
            value[3] = ' ';
            snprintf(value + length, sizeof value - length, " %s %0300d", signs[s], 1);
            if (!scene_put(&scene, "scene", "caption", value, &error)) {
                assert_int_equal(signs[s][0], ';');
                continue;
            }
            char *text = scene_format(&scene, &error);
            is_the_same(&scene, text);
            free(text);
            scene_clear(&scene);
        }
    }
}

// ---- limits -------------------------------------------------------------------------------------

static void refused(char *text, size_t length, const char *part)
{
    struct scene scene;
    struct error error = {0};
    assert_false(scene_parse(&scene, text, length, "large.ini", &error));
    if (!strstr(error.text, part))
        fail_msg("'%s' is not in '%s'", part, error.text);
    free(text);
}

// What is read or written again and again would take minutes.
static void what_is_too_much_is_refused_where_it_is_met(void **state)
{
    (void)state;
    enum { BYTES = 1 << 20 };
    char *keys = malloc(BYTES), *sections = malloc(BYTES), *more = malloc(BYTES + 2);
    size_t used = (size_t)sprintf(keys, "[scene]\n"), named = 0;
    for (int i = 0; i < 60000; i++) {
        used += (size_t)sprintf(keys + used, "k%d = 1\n", i);
        named += (size_t)sprintf(sections + named, "[runner.%d]\n", i);
    }
    refused(keys, used, "large.ini:514: a section has at most 512 keys");
    refused(sections, named, "large.ini:513: a scene has at most 512 sections");
    memset(more, ' ', BYTES + 1);
    refused(more, BYTES + 1, "larger than 1048576 bytes");
    struct scene scene = {0};
    struct error error;
    for (char name[] = "a"; *name <= 'c'; (*name)++) {
        char *value = calloc(1, 400001);
        memset(value, 'x', 400000);
        assert_true(scene_put(&scene, "scene", name, value, &error));
        free(value);
    }
    assert_null(scene_format(&scene, &error));
    assert_non_null(strstr(error.text, "at most 1048576 bytes"));
    scene_clear(&scene);
}

static void a_value_of_many_lines_is_read_in_one_go(void **state)
{
    (void)state;
    enum { LINES = 300000 };
    char *text = malloc(LINES * 3 + 30), *at = text;
    struct scene scene;
    struct error error;
    at += sprintf(at, "[scene]\ncaption = b");
    for (int i = 1; i < LINES; i++)
        at += sprintf(at, "\n b");
    if (!scene_parse(&scene, text, (size_t)(at - text), "long.ini", &error))
        fail_msg("%s", error.text);
    assert_int_equal(strlen(scene_text(&scene, "scene", "caption")), LINES * 2 - 1);
    scene_clear(&scene);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_what_it_looks_like),
        cmocka_unit_test(lines_end_as_any_system_ends_them),
        cmocka_unit_test(no_name_is_taken_that_a_file_cannot_hold),
        cmocka_unit_test(any_scene_written_is_read_as_the_same),
        cmocka_unit_test(no_sign_is_lost_at_a_fold),
        cmocka_unit_test(what_is_too_much_is_refused_where_it_is_met),
        cmocka_unit_test(a_value_of_many_lines_is_read_in_one_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
