#include "cli/options.h"

#include "base/text.h"
#include "base/words.h"
#include "cli/size.h"
#include "cli/verbs.h"
#include "export/format.h"
#include "scene/lecture.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ON(command) (1u << (command))

#define EVERYWHERE (~0u)

enum {
    DRAWING = ON(COMMAND_OPEN) | ON(COMMAND_RENDER),
    SCENES = DRAWING | ON(COMMAND_RUN) | ON(COMMAND_TUNE) | ON(COMMAND_CHECK) | ON(COMMAND_LINK),
};

enum {
    OPTION_OUTPUT,
    OPTION_SET,
    OPTION_THREADS,
    OPTION_SEEDS,
    OPTION_SIZE,
    OPTION_SCALE,
    OPTION_FIGURE,
    OPTION_TEXT,
    OPTION_LEGEND,
    OPTION_LABELS,
    OPTION_NO_TITLE,
    OPTION_EVERY,
    OPTION_THEME,
    OPTION_STEP,
    OPTION_EPOCH,
    OPTION_DPI,
    OPTION_BACKGROUND,
    OPTION_FONT,
    OPTION_FIELD,
    OPTION_OUTLINES,
    OPTION_FPS,
    OPTION_SECONDS,
    OPTION_FROM,
    OPTION_TO,
    OPTION_HOLD,
    OPTION_HANDOUT,
    OPTION_NOTES,
    OPTION_PAGE,
    OPTION_FIGURES,
    OPTION_FORMAT,
    OPTION_ANSWERS,
    OPTION_HIDE,
    OPTION_BASE,
    OPTION_DATA_INSIDE,
    OPTION_LATEX,
    OPTION_AS_RULE,
    OPTION_LANGUAGE
};

const struct option_row option_rows[] = {
    [OPTION_OUTPUT] = {"-o", "FILE",
                       "where to write, - being standard output; render needs it, run and link "
                       "take it",
                       ON(COMMAND_RENDER) | ON(COMMAND_RUN) | ON(COMMAND_LINK)},
    [OPTION_SET] = {"--set", "SECTION.KEY=VALUE",
                    "change one number of the scene; any number of times", SCENES},
    [OPTION_THREADS] = {"--threads", "N",
                        "threads to compute with (the numbers do not depend on it)",
                        SCENES | ON(COMMAND_DATA)},
    [OPTION_SEEDS] = {"--seeds", "N", "check on so many seeds, where noise or batches are in play",
                      ON(COMMAND_CHECK)},
    [OPTION_SIZE] = {"--size", "WIDTHxHEIGHT",
                     "size of the picture or window, as 1280x720; of a picture as 160mmx90mm, or "
                     "86mm wide, in mm, cm, in, pt or px, too",
                     DRAWING},
    [OPTION_SCALE] = {"--scale", "FACTOR", "pixels per pixel of the size: 2 for print",
                      ON(COMMAND_RENDER)},
    [OPTION_FIGURE] = {"--figure", "stage|plot|both|all",
                       "part of the screen: the stage, the second plot, both side by side, or all; "
                       "of numbers, what it shows as columns",
                       ON(COMMAND_RENDER) | ON(COMMAND_RUN)},
    [OPTION_TEXT] = {"--text", "SIZE", "how high text is, as 9pt, whatever the figure's size",
                     ON(COMMAND_RENDER)},
    [OPTION_LEGEND] = {"--legend", "WHERE",
                       "where a figure says who is who: inside, beside, none, or auto: inside "
                       "where it covers nothing, else beside",
                       ON(COMMAND_RENDER)},
    [OPTION_LABELS] = {"--labels", "none|direct",
                       "direct: names at the curves' ends in place of a legend",
                       ON(COMMAND_RENDER)},
    [OPTION_NO_TITLE] = {"--no-title", NULL, "a picture without title and caption",
                         ON(COMMAND_RENDER)},
    [OPTION_EVERY] = {"--every", "N", "of each runner's numbers every N-th row, from the first on",
                      ON(COMMAND_RUN)},
    [OPTION_THEME] = {"--theme", "light|dark", "colours", DRAWING},
    [OPTION_STEP] =
        {"--step", "N",
         "place on the timeline: a step, a day, in Training a 64th of an epoch; the end "
         "where not given",
         ON(COMMAND_RENDER)},
    [OPTION_EPOCH] = {"--epoch", "N", "the same in epochs: 3.5 is in the middle of the fourth",
                      ON(COMMAND_RENDER)},
    [OPTION_DPI] = {"--dpi", "N",
                    "pixels an inch; of a picture whose size is in pixels, as the file says: 96 "
                    "times the scale where not given",
                    ON(COMMAND_RENDER)},
    [OPTION_BACKGROUND] = {"--background", "none|COLOUR",
                           "what the figure is drawn on: none, white, black or #RRGGBB; the "
                           "theme's where not given",
                           ON(COMMAND_RENDER)},
    [OPTION_FONT] =
        {"--font", "FILE|FAMILY",
         "typeface of the figure: a font's file or the name of a family of this machine",
         ON(COMMAND_RENDER)},
    [OPTION_FIELD] = {"--field", "image|contours",
                      "colours of a surface: an image at the resolution of print, or steps of "
                      "colour with sharp edges",
                      ON(COMMAND_RENDER)},
    [OPTION_OUTLINES] = {"--outlines", NULL,
                         "SVG: text as shapes, for programs that do not know the fonts in the file",
                         ON(COMMAND_RENDER)},
    [OPTION_FPS] = {"--fps", "N", "frames of a film a second; 30, of a GIF 20, where not given",
                    ON(COMMAND_RENDER)},
    [OPTION_SECONDS] = {"--seconds", "N",
                        "how long a film takes from its first step to its last; 8 where not given",
                        ON(COMMAND_RENDER)},
    [OPTION_FROM] = {"--from", "STEP", "the first step of a film; 0 where not given",
                     ON(COMMAND_RENDER)},
    [OPTION_TO] = {"--to", "STEP", "the last step of a film; the end where not given",
                   ON(COMMAND_RENDER)},
    [OPTION_HOLD] = {"--hold", "SECONDS",
                     "how long a film stays on its last frame; 1 where not given",
                     ON(COMMAND_RENDER)},
    [OPTION_HANDOUT] = {"--handout", NULL, "of a lecture: what to try stands below each figure",
                        ON(COMMAND_RENDER)},
    [OPTION_NOTES] = {"--notes", NULL, "of a lecture: the notes for the speaker stand there, too",
                      ON(COMMAND_RENDER)},
    [OPTION_PAGE] = {"--page", "a4|letter|slides", "the pages of a lecture; a4 where not given",
                     ON(COMMAND_RENDER)},
    [OPTION_FIGURES] = {"--figures", "FOLDER",
                        "a figure a scene of a lecture, and figures.tex, which includes them",
                        ON(COMMAND_RENDER)},
    [OPTION_FORMAT] = {"--format", "pdf|pgf|svg|png", "what those figures are; pdf where not given",
                       ON(COMMAND_RENDER)},
    [OPTION_ANSWERS] = {"--answers", "FILE.csv",
                        "add what is answered to the questions of scenes to this file",
                        ON(COMMAND_OPEN)},
    [OPTION_HIDE] = {"--hide", "NAMES",
                     "what of the window is neither shown nor reached by keys: panel, sliders, or "
                     "keys with a slider, as alpha or runner.adam.beta1",
                     DRAWING | ON(COMMAND_LINK)},
    [OPTION_BASE] = {"--base", "URL",
                     "of a link: the page that it leads to; RAVINE_PAGE where not given, else "
                     "where ./run web shows it",
                     ON(COMMAND_LINK)},
    [OPTION_DATA_INSIDE] = {"--data-inside", NULL,
                            "of a link: tables that do not ship are in it, up to 1 MB",
                            ON(COMMAND_LINK)},
    [OPTION_LATEX] = {"--latex", NULL, "help on a rule or a schedule: its formula alone, as LaTeX",
                      ON(COMMAND_HELP)},
    [OPTION_AS_RULE] = {"--as-rule", NULL,
                        "help on a rule: its lines alone, as a scene has them where it is typed",
                        ON(COMMAND_HELP)},
    [OPTION_LANGUAGE] = {"--language", "NAME|FILE",
                         "language of all texts; RAVINE_LANGUAGE where not given, else english",
                         EVERYWHERE},
    {0},
};

static bool is_whole(double side)
{
    return side < 0 || side == floor(side);
}

// Of the window, and of pictures of pixels, or of paper.
static bool take_size(struct options *options, const char *text, struct error *error)
{
    double side[2];
    bool is_paper;
    const bool is_window = options->command == COMMAND_OPEN;
    if (!size_parse(text, side, &is_paper) ||
        (!is_paper && !(is_whole(side[0]) && is_whole(side[1]))))
        return error_set(error, ERROR_INPUT,
                         is_window ? "--size must be WIDTHxHEIGHT such as 1280x720, not '%s'"
                                   : "--size must be WIDTHxHEIGHT such as 1280x720 or 160mmx90mm, "
                                     "or 86mm (mm, cm, in, pt, px), not '%s'",
                         text);
    if (is_window && (is_paper || side[1] < 0))
        return error_set(error, ERROR_INPUT, "the window has pixels: --size 1280x720, not '%s'",
                         text);
    if (side[0] == 0 || side[1] == 0)
        return error_set(error, ERROR_INPUT,
                         is_paper ? "--size %s has no room; 86mm is a column of text"
                                  : "--size %s has no pixels; 1280x720 is usual",
                         text);
    // Saturated, so that absurd sizes are refused as sizes and not wrapped into sensible ones.
    for (int i = 0; i < 2; i++)
        side[i] = fmin(fmax(side[i], 0), 1e6);
    options->figure.is_paper = is_paper;
    options->figure.width = is_paper ? side[0] : 0;
    options->figure.height = is_paper ? side[1] : 0;
    options->width = is_paper ? 0 : (int)side[0];
    options->height = is_paper ? 0 : (int)side[1];
    return true;
}

// "9pt"; points where no unit is there.
static bool take_text(struct options *options, const char *text, struct error *error)
{
    const bool is_length = size_parse_text(text, &options->figure.text);
    const struct param *row = paper_param(PAPER_TEXT);
    if (is_length && options->figure.text >= row->min && options->figure.text <= row->max)
        return true;
    return error_set(error, ERROR_INPUT, "--text must be from %gpt to %gpt, such as 9pt, not '%s'",
                     row->min, row->max, text);
}

// A word of a row of [figure], as its index behind: nothing is said.
static bool take_choice(const char *option, enum paper_key key, const char *text, int *choice,
                        struct error *error)
{
    double value;
    struct error why = {0};
    if (!param_parse(paper_param(key), text, &value, &why))
        return error_wrap(error, &why, "%s: %s", option, why.text);
    *choice = 1 + (int)value;
    return true;
}

static bool parse_in(const char *name, const char *text, double low, double high, double *value,
                     struct error *error)
{
    if (text_number(text, value) && *value >= low && *value <= high)
        return true;
    return error_set(error, ERROR_INPUT, "%s must be a number from %g to %g, not '%s'", name, low,
                     high, text);
}

// "none", a word for a colour or "#0072B2".
static bool parse_background(struct options *options, const char *text, struct error *error)
{
    static const struct {
        const char *word;
        struct color color;
    } colors[] = {{"none", {0, 0, 0, 0}}, {"white", {1, 1, 1, 1}}, {"black", {0, 0, 0, 1}}};
    options->figure.has_background = true;
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
        if (strcmp(text, colors[i].word) == 0) {
            options->figure.background = colors[i].color;
            return true;
        }
    }
    if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return error_set(error, ERROR_INPUT,
                         "--background must be none, white, black or a colour such as #F4F1EA, not "
                         "'%s'",
                         text);
    const unsigned long hex = strtoul(text + 1, NULL, 16);
    options->figure.background = COLOR_HEX(hex);
    return true;
}

static bool take_whole(const char *name, const char *text, double high, double *number,
                       struct error *error)
{
    if (!parse_in(name, text, 1, high, number, error))
        return false;
    return *number == floor(*number) ||
           error_set(error, ERROR_INPUT, "%s must be a whole number, not '%s'", name, text);
}

// Options of figures and of what is written of one.
static bool take_figure_option(struct options *options, size_t option, const char *text,
                               struct error *error)
{
    int choice = 0;
    double number = 0;
    bool done = false;
    switch (option) {
    case OPTION_FIGURE:
        done = take_choice("--figure", PAPER_FIGURE, text, &choice, error);
        options->figure.part = (enum figure_part)choice;
        return done;
    case OPTION_LEGEND:
        done = take_choice("--legend", PAPER_LEGEND, text, &choice, error);
        options->figure.legend = (enum figure_legend)choice;
        return done;
    case OPTION_LABELS:
        done = take_choice("--labels", PAPER_LABELS, text, &choice, error);
        options->figure.labels = (enum figure_labels)choice;
        return done;
    case OPTION_TEXT:
        return take_text(options, text, error);
    case OPTION_HIDE:
        options->hide = text;
        return *text || error_set(error, ERROR_INPUT, "--hide needs names, such as alpha,panel");
    case OPTION_BASE:
        options->page = text;
        return *text || error_set(error, ERROR_INPUT, "--base needs the address of a page");
    case OPTION_DATA_INSIDE:
        options->has_tables = true;
        return true;
    case OPTION_LATEX:
        options->latex = true;
        return true;
    case OPTION_AS_RULE:
        options->as_rule = true;
        return true;
    case OPTION_NO_TITLE:
        options->figure.title = SWITCH_OFF;
        return true;
    case OPTION_EVERY:
        done = take_whole("--every", text, 1e9, &number, error);
        options->every = (size_t)number;
        return done;
    }
    bool is_known;
    done = notes_option(&options->notes, option_rows[option].name, text, &is_known, error);
    return is_known ? done : film_option(&options->film, option_rows[option].name, text, error);
}

static bool take_option(struct options *options, size_t option, const char *text,
                        struct error *error)
{
    double number;
    switch (option) {
    case OPTION_OUTPUT:
        options->output = text;
        return *text || error_set(error, ERROR_INPUT, "-o needs the name of a file");
    case OPTION_SET:
        if (options->set_count == SETS_MAX)
            return error_set(error, ERROR_INPUT, "more than %d --set", SETS_MAX);
        options->set[options->set_count++] = text;
        return true;
    case OPTION_THREADS:
        if (!take_whole("--threads", text, 256, &number, error))
            return false;
        options->threads = (int)number;
        return true;
    case OPTION_SEEDS:
        if (!take_whole("--seeds", text, 1000, &number, error))
            return false;
        options->seeds = (int)number;
        return true;
    case OPTION_SIZE:
        return take_size(options, text, error);
    case OPTION_SCALE:
        return parse_in("--scale", text, 0.1, 16, &options->scale, error);
    case OPTION_THEME:
        options->theme = theme_find(text);
        return options->theme ||
               error_set(error, ERROR_INPUT, "--theme must be light or dark, not '%s'", text);
    case OPTION_STEP:
        options->has_step = true;
        return parse_in("--step", text, 0, 1e9, &options->step, error);
    case OPTION_EPOCH:
        options->has_epoch = true;
        return parse_in("--epoch", text, 0, 1e9, &options->epoch, error);
    case OPTION_BACKGROUND:
        return parse_background(options, text, error);
    case OPTION_FONT:
        options->font = text;
        return *text || error_set(error, ERROR_INPUT, "--font needs a file or a family's name");
    case OPTION_FIELD:
        options->figure.has_contours = strcmp(text, "contours") == 0;
        return options->figure.has_contours || strcmp(text, "image") == 0 ||
               error_set(error, ERROR_INPUT, "--field must be image or contours, not '%s'", text);
    case OPTION_OUTLINES:
        options->figure.has_outlines = true;
        return true;
    case OPTION_ANSWERS:
        options->answers = text;
        return *text || error_set(error, ERROR_INPUT, "--answers needs the name of a file");
    case OPTION_LANGUAGE:
        return true; // options_language has read it
    default:
        return take_figure_option(options, option, text, error);
    }
}

static bool unknown_option(const char *word, struct error *error)
{
    const char *names[sizeof option_rows / sizeof *option_rows + 2];
    size_t count = 0;
    for (; option_rows[count].name; count++)
        names[count] = option_rows[count].name;
    names[count++] = "--version";
    names[count++] = "--help";
    const char *nearest = text_nearest(word, names, count);
    if (nearest && strcmp(nearest, word) == 0)
        return error_set(error, ERROR_INPUT, "%s is given alone; see ravine help", word);
    return nearest ? error_set(error, ERROR_INPUT, "no option %s; did you mean %s?", word, nearest)
                   : error_set(error, ERROR_INPUT, "no option %s; see ravine help", word);
}

// Reads the option at argv[*at]; "--size=1280x720" and "--size 1280x720" are the same.
static bool parse_option(struct options *options, int argc, char *argv[], int *at,
                         struct error *error)
{
    const char *word = argv[*at];
    for (size_t i = 0; option_rows[i].name; i++) {
        const struct option_row *row = &option_rows[i];
        const size_t length = strlen(row->name);
        const bool joined = strncmp(word, row->name, length) == 0 && word[length] == '=';
        if (!joined && strcmp(word, row->name) != 0)
            continue;
        if (!(row->commands & ON(options->command)))
            return error_set(error, ERROR_INPUT, "%s is not for %s; see ravine help", row->name,
                             options->command == COMMAND_OPEN ? words("the window")
                                                              : verb_word(options->command));
        if (joined && !row->value)
            return error_set(error, ERROR_INPUT, "%s takes nothing behind it", row->name);
        if (!joined && row->value && *at + 1 >= argc)
            return error_set(error, ERROR_INPUT, "%s needs %s", row->name, words(row->value));
        options->given |= (uint64_t)1 << i;
        const char *text = joined ? word + length + 1 : row->value ? argv[++*at] : "";
        return take_option(options, i, text, error);
    }
    return unknown_option(word, error);
}

// Whether every option that was given fits a file of a format.
static bool check_options(const struct options *options, const struct format *format,
                          struct error *error)
{
    for (size_t i = 0; option_rows[i].name; i++)
        if ((options->given & (uint64_t)1 << i) &&
            !format_check_option(format, option_rows[i].name, error))
            return false;
    return true;
}

// Whether what is given is for a lecture where that is one, and for a scene where it is not.
static bool check_lecture(const struct options *options, struct error *error)
{
    for (size_t i = 0; option_rows[i].name; i++) {
        const char *name = option_rows[i].name;
        if (!(options->given & (uint64_t)1 << i))
            continue;
        if (!options->is_lecture && notes_is_option(name))
            return error_set(error, ERROR_INPUT, "%s is for lectures, and '%s' is none", name,
                             options->word);
        if (options->is_lecture && notes_is_for_scenes(name))
            return error_set(error, ERROR_INPUT, "%s is for one scene, not for a lecture", name);
    }
    const uint64_t unfit = (uint64_t)1 << OPTION_SIZE | (uint64_t)1 << OPTION_NO_TITLE;
    if (options->is_lecture && options->output && options->given & unfit)
        return error_set(
            error, ERROR_INPUT,
            "a lecture's pages have their size (--page), their titles and captions: no "
            "--size and no --no-title");
    if (options->notes.format && !options->notes.folder)
        return error_set(error, ERROR_INPUT, "--format says what --figures FOLDER writes");
    const struct format *figures = options->notes.format;
    if (!figures && options->notes.folder)
        figures = figures_format("pdf", error);
    return !figures || check_options(options, figures, error);
}

// Whether the file that is to be written, and every option that was given, fit each other.
static bool check_output(const struct options *options, struct error *error)
{
    const bool draws = options->command == COMMAND_RENDER;
    if (!check_lecture(options, error))
        return false;
    if (draws && options->is_lecture && !options->output)
        return options->notes.folder ||
               error_set(error, ERROR_INPUT,
                         "render of a lecture needs -o FILE.pdf, or --figures FOLDER");
    if (draws && !options->output) {
        char endings[256];
        format_endings(FORMAT_PICTURE, endings, sizeof endings);
        return error_set(error, ERROR_INPUT,
                         "render needs -o FILE; the file's ending says what to draw: %s", endings);
    }
    const struct format *format =
        format_choose(draws ? FORMAT_PICTURE : FORMAT_NUMBERS, options->output, error);
    return format && check_options(options, format, error);
}

static bool check(struct options *options, struct error *error)
{
    if (options->latex && options->as_rule)
        return error_set(error, ERROR_INPUT,
                         "--latex and --as-rule are two ways to print a rule; give one of them");
    if (options->command == COMMAND_DATA && !options->word)
        return error_set(error, ERROR_INPUT,
                         "data needs a FILE: a table whose columns are looked at");
    const bool writes = options->command == COMMAND_RENDER || options->command == COMMAND_RUN;
    const bool shares = options->command == COMMAND_LINK;
    if (!writes && !shares && options->command != COMMAND_TUNE && options->command != COMMAND_CHECK)
        return true;
    if (!options->word)
        return error_set(
            error, ERROR_INPUT,
            "%s needs a SCENE: a name of ravine list scenes, an .ini file, a figure that "
            "Ravine wrote, a .csv table or a link",
            verb_word(options->command));
    if (options->has_step && options->has_epoch)
        return error_set(error, ERROR_INPUT,
                         "--step and --epoch both say which place to show; give one of them");
    if (lecture_is_meant(options->word) &&
        (options->command == COMMAND_RUN || options->command == COMMAND_TUNE || shares))
        return error_set(error, ERROR_INPUT, "'%s' is a lecture; %s takes one of its scenes",
                         options->word, verb_word(options->command));
    options->is_lecture = options->command == COMMAND_RENDER && lecture_is_meant(options->word);
    return !writes || check_output(options, error);
}

const char *options_language(int argc, char *argv[])
{
    static const char name[] = "--language";
    const char *language = NULL;
    for (int at = 1; at < argc; at++) {
        if (strncmp(argv[at], name, sizeof name - 1) == 0 && argv[at][sizeof name - 1] == '=')
            language = argv[at] + sizeof name;
        for (size_t i = 0; option_rows[i].name; i++) {
            if (strcmp(argv[at], option_rows[i].name) == 0 && option_rows[i].value &&
                at + 1 < argc) {
                at++; // its value, which is no option whatever it looks like
                if (i == OPTION_LANGUAGE)
                    language = argv[at];
                break;
            }
        }
    }
    return language;
}

bool options_parse(struct options *options, int argc, char *argv[], struct error *error)
{
    *options = (struct options){.command = COMMAND_OPEN};
    int at = 1;
    if (argc > 1 && verb_find(argv[1], &options->command))
        at = 2;
    for (; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
            const enum command asked = options->command;
            const bool is_command = asked != COMMAND_OPEN && asked != COMMAND_VERSION;
            *options = (struct options){.command = COMMAND_HELP};
            options->word = is_command && asked != COMMAND_HELP ? verb_word(asked) : NULL;
            return true; // whatever else is said
        }
        if (argv[at][0] == '-' && argv[at][1]) {
            if (!parse_option(options, argc, argv, &at, error))
                return false;
        } else if (!options->word) {
            options->word = argv[at];
        } else if (options->command == COMMAND_CHECK && options->more_count < MORE_MAX) {
            options->more[options->more_count++] = argv[at];
        } else if (options->command == COMMAND_OPEN &&
                   verb_find(options->word, &(enum command){0})) {
            return error_set(error, ERROR_INPUT, "the command comes first: ravine %s %s",
                             options->word, argv[at]);
        } else if (options->command == COMMAND_OPEN) {
            return verb_refuse(options->word, argv[at], error);
        } else {
            return error_set(error, ERROR_INPUT, "one word too many: '%s'", argv[at]);
        }
    }
    return check(options, error);
}
