#include "scene/place.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] = "[scene]\nlab = descent\n[runner.a]\n  rule=gd\nschedule = formula\n"
                           "alpha = alpha0 * (\n    ½ + \n\tt) ; why\nalpha0 = 0.1\n";

struct wanted {
    const char *key;
    size_t character;
    int line;
    size_t column;
};

static void every_character_of_a_value_is_found_in_its_line(void **state)
{
    (void)state;
    static const struct wanted rows[] = {
        {"rule", 1, 4, 8},      {"rule", ERROR_AT_NAME, 4, 3}, {"alpha_t", 1, 6, 9},
        {"alpha_t", 10, 6, 18}, {"alpha_t", 12, 7, 5},         {"alpha_t", 14, 7, 7},
        {"alpha_t", 16, 8, 2},  {"alpha_t", 18, 8, 4},         {"alpha", 3, 9, 12},
    };
    char path[] = "/tmp/ravine-place-XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0 && write(file, text, sizeof text - 1) == sizeof text - 1);
    close(file);
    struct scene scene;
    struct error error = {0};
    if (!scene_parse(&scene, text, sizeof text - 1, path, &error))
        fail_msg("%s", error.text);
    const struct scene_section *section = scene_section(&scene, "runner.a");
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const struct scene_entry *entry = section->entry;
        while (strcmp(entry->key, rows[r].key) != 0)
            entry++;
        struct scene_place place;
        if (!scene_find_place(&scene, entry, rows[r].character, &place))
            fail_msg("%s, character %zu is not found", rows[r].key, rows[r].character);
        assert_int_equal(place.line, rows[r].line);
        assert_int_equal(place.column, rows[r].column);
        free(place.file);
    }
    // The file has changed since.
    FILE *out = fopen(path, "w");
    fputs("[scene]\n", out);
    fclose(out);
    struct scene_place place;
    assert_false(scene_find_place(&scene, &section->entry[0], 1, &place));
    out = fopen(path, "w"); // lines there are, of something else
    fputs("[scene]\nlab = descent\n[runner.a]\nno key\nschedule = formula\n"
          "alpha = alpha0 * (\nbeta = 1\n",
          out);
    fclose(out);
    assert_false(scene_find_place(&scene, &section->entry[0], 1, &place));
    assert_true(scene_find_place(&scene, &section->entry[2], 1, &place));
    free(place.file);
    assert_false(scene_find_place(&scene, &section->entry[2], 12, &place));
    unlink(path);
    assert_false(scene_find_place(&scene, &section->entry[0], 1, &place));
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_of_a_value_is_found_in_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
