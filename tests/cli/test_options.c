#include "cli/options.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

static bool parse(struct options *options, struct error *error, const char *words)
{
    static char copy[1000];
    char *argv[64] = {"ravine"};
    int argc = 1;
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    *error = (struct error){0};
    return options_parse(options, argc, argv, error);
}

static void no_words_open_the_window(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error, ""));
    assert_int_equal(options.command, COMMAND_OPEN);
    assert_null(options.word);
}

static void every_option_of_a_figure_is_read(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error,
                      "render adam -o a.png --size 800x500 --scale 2 --theme dark --step 12.5 "
                      "--threads 3 --set run.seed=2 --set run.steps=9"));
    assert_int_equal(options.command, COMMAND_RENDER);
    assert_string_equal(options.word, "adam");
    assert_string_equal(options.output, "a.png");
    assert_int_equal(options.width, 800);
    assert_int_equal(options.height, 500);
    assert_true(options.scale == 2 && options.has_step && options.step == 12.5);
    assert_ptr_equal(options.theme, &theme_dark);
    assert_int_equal(options.threads, 3);
    assert_int_equal(options.set_count, 2);
    assert_string_equal(options.set[1], "run.steps=9");
}

static void a_place_is_given_in_steps_or_in_epochs_and_not_in_both(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error, "render digits -o a.png --epoch 3.5"));
    assert_true(options.has_epoch && options.epoch == 3.5 && !options.has_step);
    assert_false(parse(&options, &error, "render digits -o a.png --epoch 3.5 --step 2"));
    assert_non_null(strstr(error.text, "--step and --epoch"));
    assert_false(parse(&options, &error, "run digits --epoch 3.5"));
}

static void options_may_stand_before_the_scene_and_with_an_equals_sign(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error, "render --size=640x480 -o b.png six-runners"));
    assert_string_equal(options.word, "six-runners");
    assert_int_equal(options.width, 640);
}

static void tune_takes_a_scene_and_what_changes_it(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error, "tune adam --set run.target=0.1 --threads 2"));
    assert_int_equal(options.command, COMMAND_TUNE);
    assert_string_equal(options.word, "adam");
    assert_string_equal(options.set[0], "run.target=0.1");
    assert_int_equal(options.threads, 2);
}

static void help_is_given_wherever_it_is_asked_for(void **state)
{
    (void)state;
    static const char *const asked[] = {
        "--help", "-h", "run --help", "render adam -h", "--theme dark --help", "help --help"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct options options;
        struct error error;
        assert_true(parse(&options, &error, asked[i]));
        assert_int_equal(options.command, COMMAND_HELP);
        assert_null(options.word);
    }
}

static void what_is_wrong_is_named_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *words, *named;
    } wrong[] = {
        {"tune", "SCENE"},
        {"tune adam -o a.csv", "-o is not for tune"},
        {"tune adam --theme dark", "--theme is not for tune"},
        {"render adam", "-o"},
        {"render adam -o", "-o"},
        {"render adam -o a.png --size 0x0", "0x0"},
        {"render adam -o a.png --size wide", "wide"},
        {"render adam -o a.png --thema dark", "--theme"},
        {"render adam -o a.png --theme drak", "dark"},
        {"render adam -o a.png --step nan", "nan"},
        {"run adam --size 800x500", "--size"},
        {"run adam --threads -1", "-1"},
        {"run adam twice", "twice"},
        {"run adam -o a.png", "render"},
        {"render adam -o a.csv", "ravine run"},
        {"render adam -o a.pgn", "did you mean .png"},
        {"help --language", "NAME|FILE"},
        {"--set run.steps=3 run adam", "comes first: ravine run adam"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct options options;
        struct error error;
        if (parse(&options, &error, wrong[i].words))
            fail_msg("accepted: %s", wrong[i].words);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (!strstr(error.text, wrong[i].named))
            fail_msg("%s: %s", wrong[i].words, error.text);
    }
}

static void every_option_has_a_line_of_help_and_a_command(void **state)
{
    (void)state;
    for (const struct option_row *row = option_rows; row->name; row++)
        assert_true(*row->what && row->commands != 0);
}

static void the_language_is_found_before_all_else_is_read(void **state)
{
    (void)state;
    static const struct {
        char *argv[8];
        const char *language;
    } cases[] = {
        {{"ravine"}, NULL},
        {{"ravine", "help", "--language", "turkish"}, "turkish"},
        {{"ravine", "--language=./a.txt", "--wrong"}, "./a.txt"},
        {{"ravine", "--language", "a", "adam", "--language=b"}, "b"},
        {{"ravine", "run", "adam", "-o", "--language", "c"}, NULL}, // a file of that name
        {{"ravine", "help", "--language"}, NULL},
        {{"ravine", "--languages", "a"}, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *argv[8];
        int argc = 0;
        memcpy(argv, cases[i].argv, sizeof argv);
        while (argv[argc])
            argc++;
        const char *language = options_language(argc, argv);
        if (!cases[i].language)
            assert_null(language);
        else
            assert_string_equal(language, cases[i].language);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_words_open_the_window),
        cmocka_unit_test(every_option_of_a_figure_is_read),
        cmocka_unit_test(a_place_is_given_in_steps_or_in_epochs_and_not_in_both),
        cmocka_unit_test(options_may_stand_before_the_scene_and_with_an_equals_sign),
        cmocka_unit_test(tune_takes_a_scene_and_what_changes_it),
        cmocka_unit_test(help_is_given_wherever_it_is_asked_for),
        cmocka_unit_test(what_is_wrong_is_named_with_what_would_be_right),
        cmocka_unit_test(every_option_has_a_line_of_help_and_a_command),
        cmocka_unit_test(the_language_is_found_before_all_else_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
