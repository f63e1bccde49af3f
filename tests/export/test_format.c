#include "export/format.h"

#include "cli/options.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

static void every_format_is_whole_and_no_ending_is_there_twice(void **state)
{
    (void)state;
    for (size_t i = 0; formats[i]; i++) {
        const struct format *format = formats[i];
        assert_true(*format->name && *format->what && format->endings[0]);
        assert_true(!format->write != !format->film); // it stands still, or it moves
        for (size_t e = 0; format->endings[e]; e++) {
            const char *ending = format->endings[e];
            const char *point = format->is_sequence ? ending + strcspn(ending, ".") : ending;
            assert_true(point[0] == '.' && point[1]);
            assert_int_equal(strspn(point + 1, ".abcdefghijklmnopqrstuvwxyz0123456789"),
                             strlen(point) - 1);
            struct error error = {0};
            char path[64];
            snprintf(path, sizeof path, "a%s", ending);
            // Found by its own ending, so no other format has it.
            assert_ptr_equal(format_choose(format->kind, path, &error), format);
        }
    }
}

static void every_option_of_a_format_is_one_of_its_command(void **state)
{
    (void)state;
    for (size_t i = 0; formats[i]; i++) {
        for (size_t o = 0; formats[i]->options[o]; o++) {
            const struct option_row *row = option_rows;
            while (row->name && strcmp(row->name, formats[i]->options[o]) != 0)
                row++;
            const enum command command =
                formats[i]->kind == FORMAT_PICTURE ? COMMAND_RENDER : COMMAND_RUN;
            if (!row->name || !(row->commands & 1u << command))
                fail_msg("%s takes %s", formats[i]->name, formats[i]->options[o]);
        }
    }
}

static void an_ending_is_found_whatever_its_capitals(void **state)
{
    (void)state;
    struct error error = {0};
    assert_ptr_equal(format_choose(FORMAT_PICTURE, "folder.csv/A.PNG", &error), &format_png);
    assert_ptr_equal(format_choose(FORMAT_NUMBERS, "a.png/b.Csv", &error), &format_csv);
}

static void a_number_in_the_name_of_a_picture_asks_for_one_a_frame(void **state)
{
    (void)state;
    static const char *const sequences[] = {"frame-%04d.png", "a/%d.PNG", "%3d.png",
                                            "50%-%02d.png"};
    static const char *const pictures[] = {"a.png",       "50%.png",  "%s.png",
                                           "%04dpng.png", "%d/a.png", "%0004d.png"};
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        assert_ptr_equal(format_choose(FORMAT_PICTURE, sequences[i], NULL), &format_sequence);
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        assert_ptr_equal(format_choose(FORMAT_PICTURE, pictures[i], NULL), &format_png);
}

static void numbers_go_anywhere_but_into_a_picture(void **state)
{
    (void)state;
    struct error error = {0};
    static const char *const anywhere[] = {NULL,      "a",   "a.txt", "a.DAT", "/dev/full",
                                           "a.png/b", "png", "a.1",   ".ini",  "a."};
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        assert_ptr_equal(format_choose(FORMAT_NUMBERS, anywhere[i], &error), &format_csv);
    assert_null(format_choose(FORMAT_NUMBERS, "a.png", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "a.png: "));
    assert_non_null(strstr(error.text, "render"));
}

static void numbers_are_not_written_where_the_ending_says_another_thing(void **state)
{
    (void)state;
    static const struct {
        const char *path, *named[2];
    } wrong[] = {
        {"lecture/a.INI", {"a.INI: an .ini file is a scene", ".csv, .tsv"}},
        {"a.xlsx", {"a.xlsx: ", ".csv, .tsv"}},
        {"a.csv.gz", {"a.csv.gz: ", ".txt"}},
        {"a.cvs", {"a.cvs: ", "did you mean .csv?"}},
        {"a.svg", {"a.svg: ", "ravine render"}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error = {0};
        assert_null(format_choose(FORMAT_NUMBERS, wrong[i].path, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        for (int n = 0; n < 2; n++)
            if (!strstr(error.text, wrong[i].named[n]))
                fail_msg("%s: %s", wrong[i].path, error.text);
    }
}

static void a_wrong_ending_names_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *path, *named[2];
    } wrong[] = {
        {"a.pgn", {"did you mean .png?", ".png"}},
        {"a.csv", {"ravine run", ".csv"}},
        {"a", {"a: ", ".png"}},
        {"a.png/b", {"a.png/b: ", ".png"}},
        {"a.png.txt", {"a.png.txt", ".png"}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error = {0};
        assert_null(format_choose(FORMAT_PICTURE, wrong[i].path, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        for (int n = 0; n < 2; n++)
            if (!strstr(error.text, wrong[i].named[n]))
                fail_msg("%s: %s", wrong[i].path, error.text);
    }
}

static void an_option_that_a_format_does_not_take_is_refused_by_name(void **state)
{
    (void)state;
    static const struct format sketch = {.endings = {".sketch"}, .options = {"--size", "--theme"}};
    static const struct format bare = {.endings = {".bare"}};
    struct error error = {0};
    assert_true(format_check_option(&sketch, "--size", &error));
    assert_true(format_check_option(&sketch, "--threads", &error)); // nothing to do with formats
    assert_false(format_check_option(&sketch, "--scale", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.text, ".sketch takes no --scale; it takes --size, --theme");
    assert_false(format_check_option(&bare, "--step", &error));
    assert_string_equal(error.text, ".bare takes no --step");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_whole_and_no_ending_is_there_twice),
        cmocka_unit_test(every_option_of_a_format_is_one_of_its_command),
        cmocka_unit_test(an_ending_is_found_whatever_its_capitals),
        cmocka_unit_test(a_number_in_the_name_of_a_picture_asks_for_one_a_frame),
        cmocka_unit_test(numbers_go_anywhere_but_into_a_picture),
        cmocka_unit_test(numbers_are_not_written_where_the_ending_says_another_thing),
        cmocka_unit_test(a_wrong_ending_names_what_would_be_right),
        cmocka_unit_test(an_option_that_a_format_does_not_take_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
