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

static void a_figure_is_measured_in_paper_or_in_pixels(void **state)
{
    (void)state;
    static const double mm = 72 / 25.4;
    static const struct {
        const char *words;
        double wide, high;
        bool is_paper;
    } sizes[] = {
        {"160mmx90mm", 160 * mm, 90 * mm, true},
        {"160x90mm", 160 * mm, 90 * mm, true},
        {"86mm", 86 * mm, 0, true},
        {"8.6cm", 86 * mm, 0, true},
        {"5in×3in", 360, 216, true},
        {"240ptx10cm", 240, 100 * mm, true},
        {"800px", 800, 0, false},
        {"800x500px", 800, 500, false},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct options options;
        struct error error;
        char words[120];
        snprintf(words, sizeof words, "render adam -o a.png --size %s", sizes[i].words);
        if (!parse(&options, &error, words))
            fail_msg("%s", error.text);
        const struct figure_options *figure = &options.figure;
        assert_int_equal(figure->is_paper, sizes[i].is_paper);
        const double wide = figure->is_paper ? figure->width : options.width;
        const double high = figure->is_paper ? figure->height : options.height;
        assert_float_equal(wide, sizes[i].wide, 1e-9);
        assert_float_equal(high, sizes[i].high, 1e-9);
    }
}

static void what_a_figure_shows_is_read(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error,
                      "render adam -o a.png --no-title --figure both --text 9pt --legend beside "
                      "--labels=direct --step 2"));
    assert_int_equal(options.figure.part, FIGURE_BOTH);
    assert_int_equal(options.figure.legend, LEGEND_BESIDE);
    assert_int_equal(options.figure.labels, LABELS_DIRECT);
    assert_int_equal(options.figure.title, SWITCH_OFF);
    assert_float_equal(options.figure.text, 9, 1e-9);
    assert_true(parse(&options, &error, "render adam -o a.png --text 4mm"));
    assert_float_equal(options.figure.text, 4 * 72 / 25.4, 1e-9);
    assert_true(parse(&options, &error, "run adam --figure plot --every 10"));
    assert_int_equal(options.figure.part, FIGURE_PLOT);
    assert_int_equal(options.every, 10);
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
    static const char *const asked[] = {"--help",      "-h",         "--theme dark --help",
                                        "help --help", "run --help", "render adam -h"};
    static const char *const named[] = {NULL, NULL, NULL, NULL, "run", "render"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct options options;
        struct error error;
        assert_true(parse(&options, &error, asked[i]));
        assert_int_equal(options.command, COMMAND_HELP);
        if (named[i])
            assert_string_equal(options.word, named[i]);
        else
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
        {"render adam -o a.png --size 86", "86mm"},
        {"render adam -o a.png --size 86mmx50px", "160mmx90mm"},
        {"render adam -o a.png --size 0mm", "no room"},
        {"render adam -o a.png --size 86furlong", "mm, cm, in, pt, px"},
        {"--size 160mmx90mm adam", "the window has pixels"},
        {"render adam -o a.png --text 900pt", "--text must be from"},
        {"render adam -o a.png --text large", "9pt"},
        {"render adam -o a.png --figure plots", "did you mean plot?"},
        {"render adam -o a.png --legend left", "inside, beside"},
        {"render adam -o a.png --labels directly", "direct"},
        {"render adam -o a.png --no-title=yes", "--no-title takes nothing"},
        {"run adam --every 0", "--every"},
        {"run adam --text 9pt", "--text is not for run"},
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
        {"--theme dark check adam", "comes first: ravine check adam"},
        {"rendr adam", "no command 'rendr'; did you mean render?"},
        {"six-runners adam", "one word too many: 'adam'"},
        {"run adam --every 2.5", "--every must be a whole number, not '2.5'"},
        {"check adam --seeds 0", "--seeds must be a number from 1 to 1000"},
        {"run adam --zzzzzzzzzzzzzzzzzzzzzzz", "see ravine help"},
        {"data", "data needs a FILE"},
        {"link adam --base=", "--base needs the address of a page"},
        {"link adam --hide=", "--hide needs names"},
        {"run adam -o=", "-o needs the name of a file"},
        {"render adam -o a.pdf --font=", "--font needs"},
        {"render adam -o a.pdf --field picture", "image or contours, not 'picture'"},
        {"render adam -o a.svg --background #12345", "not '#12345'"},
        {"render adam -o a.svg --background #12345g", "not '#12345g'"},
        {"render adam -o a.svg --background 1234567", "not '1234567'"},
        {"render adam -o a.png --size 800.5x500", "not '800.5x500'"},
        {"render adam -o a.png --size 800x500.5", "not '800x500.5'"},
        {"--size 800px adam", "the window has pixels"},
        {"render adam -o a.png --page a4", "--page is for lectures"},
        {"render optimization", "-o FILE.pdf, or --figures FOLDER"},
        {"run optimization", "'optimization' is a lecture; run takes one of its scenes"},
        {"tune optimization", "'optimization' is a lecture; tune"},
        {"render optimization -o a.pdf --size 800x500", "no --size and no --no-title"},
        {"render optimization -o a.pdf --step 3", "--step is for one scene"},
        {"render optimization -o a.pdf --format svg", "--figures FOLDER"},
        {"adam --answers=", "--answers needs"},
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

static void a_lecture_is_rendered_with_what_is_for_lectures(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    if (!parse(&options, &error, "render optimization -o a.pdf"))
        fail_msg("%s", error.text);
    assert_true(options.is_lecture);
    if (!parse(&options, &error, "render optimization --figures figs"))
        fail_msg("%s", error.text);
    assert_true(parse(&options, &error, "render optimization --figures figs --format svg"));
    // What a folder of figures is drawn with is held against its format.
    assert_false(parse(&options, &error, "render optimization --figures figs --format csv"));
    assert_false(
        parse(&options, &error, "render optimization --figures f --format png --outlines"));
}

static void colours_commands_and_choices_are_read(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_true(parse(&options, &error, "render adam -o a.svg --background #0072b2 --outlines"));
    assert_true(options.figure.has_background && options.figure.has_outlines);
    assert_float_equal(options.figure.background.b, 178 / 255.0, 1e-6);
    assert_true(parse(&options, &error, "render adam -o a.svg --background black"));
    assert_true(options.figure.background.a == 1 && options.figure.background.r == 0);
    assert_true(parse(&options, &error, "render adam -o a.svg --background none"));
    assert_true(options.figure.background.a == 0);
    assert_true(parse(&options, &error, "render adam -o a.pdf --field contours --font Serif"));
    assert_true(options.figure.has_contours);
    assert_string_equal(options.font, "Serif");
    assert_true(parse(&options, &error, "render adam -o a.pdf --field image"));
    assert_false(options.figure.has_contours);
    assert_true(parse(&options, &error, "check adam --seeds 5"));
    assert_int_equal(options.seeds, 5);
    assert_true(parse(&options, &error, "adam --answers b.csv"));
    assert_string_equal(options.answers, "b.csv");
    assert_true(parse(&options, &error, "check a.ini b.ini c.ini"));
    assert_int_equal(options.more_count, 2);
    assert_string_equal(options.more[1], "c.ini");
    assert_true(parse(&options, &error, "link adam --data-inside --base x.org --hide alpha"));
    assert_true(options.has_tables);
    assert_string_equal(options.page, "x.org");
    assert_string_equal(options.hide, "alpha");
    assert_true(parse(&options, &error, "help adam --latex"));
    assert_true(options.latex && !options.as_rule);
    assert_true(parse(&options, &error, "help adam --as-rule"));
    assert_true(options.as_rule);
    assert_true(parse(&options, &error, "--size 800x600 adam"));
    assert_true(options.width == 800 && options.height == 600);
}

static void no_more_settings_than_there_is_room_for_are_taken(void **state)
{
    (void)state;
    char *argv[2 + 2 * SETS_MAX + 4] = {"ravine", "adam"};
    int argc = 2;
    for (int i = 0; i <= SETS_MAX; i++) {
        argv[argc++] = "--set";
        argv[argc++] = "run.seed=1";
    }
    struct options options;
    struct error error = {0};
    assert_true(options_parse(&options, argc - 2, argv, &error));
    assert_false(options_parse(&options, argc, argv, &error));
    assert_non_null(strstr(error.text, "more than"));
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

static void what_stands_alone_is_not_taken_for_a_typing_error_of_itself(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_false(parse(&options, &error, "help --version"));
    assert_string_equal(error.text, "--version is given alone; see ravine help");
    assert_false(parse(&options, &error, "help --versoin"));
    assert_non_null(strstr(error.text, "did you mean --version?"));
    assert_false(parse(&options, &error, "help adam --latex --as-rule"));
    assert_non_null(strstr(error.text, "give one of them"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_words_open_the_window),
        cmocka_unit_test(what_stands_alone_is_not_taken_for_a_typing_error_of_itself),
        cmocka_unit_test(every_option_of_a_figure_is_read),
        cmocka_unit_test(a_figure_is_measured_in_paper_or_in_pixels),
        cmocka_unit_test(what_a_figure_shows_is_read),
        cmocka_unit_test(a_place_is_given_in_steps_or_in_epochs_and_not_in_both),
        cmocka_unit_test(options_may_stand_before_the_scene_and_with_an_equals_sign),
        cmocka_unit_test(tune_takes_a_scene_and_what_changes_it),
        cmocka_unit_test(help_is_given_wherever_it_is_asked_for),
        cmocka_unit_test(what_is_wrong_is_named_with_what_would_be_right),
        cmocka_unit_test(a_lecture_is_rendered_with_what_is_for_lectures),
        cmocka_unit_test(colours_commands_and_choices_are_read),
        cmocka_unit_test(no_more_settings_than_there_is_room_for_are_taken),
        cmocka_unit_test(every_option_has_a_line_of_help_and_a_command),
        cmocka_unit_test(the_language_is_found_before_all_else_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
