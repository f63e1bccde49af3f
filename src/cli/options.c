#include "cli/options.h"

#include "base/text.h"
#include "base/words.h"
#include "export/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ON(command) (1u << (command))

#define EVERYWHERE (~0u)

enum {
    DRAWING = ON(COMMAND_OPEN) | ON(COMMAND_RENDER),
    SCENES = DRAWING | ON(COMMAND_RUN) | ON(COMMAND_TUNE) | ON(COMMAND_CHECK),
};

enum {
    OPTION_OUTPUT,
    OPTION_SET,
    OPTION_THREADS,
    OPTION_SEEDS,
    OPTION_SIZE,
    OPTION_SCALE,
    OPTION_THEME,
    OPTION_STEP,
    OPTION_EPOCH,
    OPTION_ANSWERS,
    OPTION_LANGUAGE
};

const struct option_row option_rows[] = {
    [OPTION_OUTPUT] = {"-o", "FILE", "where to write; render needs it, run takes it",
                       ON(COMMAND_RENDER) | ON(COMMAND_RUN)},
    [OPTION_SET] = {"--set", "SECTION.KEY=VALUE",
                    "change one number of the scene; any number of times", SCENES},
    [OPTION_THREADS] = {"--threads", "N",
                        "threads to compute with (the numbers do not depend on it)",
                        SCENES | ON(COMMAND_DATA)},
    [OPTION_SEEDS] = {"--seeds", "N", "check on so many seeds, where noise or batches are in play",
                      ON(COMMAND_CHECK)},
    [OPTION_SIZE] = {"--size", "WIDTHxHEIGHT", "size of the picture or window, as 1280x720",
                     DRAWING},
    [OPTION_SCALE] = {"--scale", "FACTOR", "pixels per pixel of the size: 2 for print",
                      ON(COMMAND_RENDER)},
    [OPTION_THEME] = {"--theme", "light|dark", "colours", DRAWING},
    [OPTION_STEP] =
        {"--step", "N",
         "place on the timeline: a step, a day, in Training a 64th of an epoch; the end "
         "where not given",
         ON(COMMAND_RENDER)},
    [OPTION_EPOCH] = {"--epoch", "N", "the same in epochs: 3.5 is in the middle of the fourth",
                      ON(COMMAND_RENDER)},
    [OPTION_ANSWERS] = {"--answers", "FILE.csv",
                        "add what is answered to the questions of scenes to this file",
                        ON(COMMAND_OPEN)},
    [OPTION_LANGUAGE] = {"--language", "NAME|FILE",
                         "language of all texts; RAVINE_LANGUAGE where not given, else english",
                         EVERYWHERE},
    {0},
};

static const struct {
    const char *word;
    enum command command;
} commands[] = {
    {"render", COMMAND_RENDER}, {"run", COMMAND_RUN},           {"tune", COMMAND_TUNE},
    {"check", COMMAND_CHECK},   {"data", COMMAND_DATA},         {"list", COMMAND_LIST},
    {"help", COMMAND_HELP},     {"--version", COMMAND_VERSION}, {"--help", COMMAND_HELP},
    {"-h", COMMAND_HELP},
};
enum { COMMAND_WORDS = sizeof commands / sizeof *commands };

static const char *command_word(enum command command)
{
    for (size_t i = 0; i < COMMAND_WORDS; i++)
        if (commands[i].command == command)
            return commands[i].word;
    return "ravine";
}

bool options_is_command(const char *word)
{
    for (size_t i = 0; i < COMMAND_WORDS; i++)
        if (strcmp(commands[i].word, word) == 0)
            return true;
    return false;
}

// "1280x720" (or ×); false when it is not of that form.
static bool parse_size(const char *text, int *width, int *height)
{
    char *end;
    const long w = strtol(text, &end, 10);
    if (end == text)
        return false;
    if (strncmp(end, "×", strlen("×")) == 0)
        end += strlen("×");
    else if (*end == 'x' || *end == 'X')
        end++;
    else
        return false;
    const char *second = end;
    const long h = strtol(second, &end, 10);
    if (end == second || *end)
        return false;
    // Saturated, so that absurd sizes are refused as sizes and not wrapped into sensible ones.
    *width = w > 1000000 ? 1000000 : w < 1 ? -1 : (int)w;
    *height = h > 1000000 ? 1000000 : h < 1 ? -1 : (int)h;
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
        if (!parse_in("--threads", text, 1, 256, &number, error))
            return false;
        options->threads = (int)number;
        return number == floor(number) ||
               error_set(error, ERROR_INPUT, "--threads must be a whole number, not '%s'", text);
    case OPTION_SEEDS:
        if (!parse_in("--seeds", text, 1, 1000, &number, error))
            return false;
        options->seeds = (int)number;
        return number == floor(number) ||
               error_set(error, ERROR_INPUT, "--seeds must be a whole number, not '%s'", text);
    case OPTION_SIZE:
        if (!parse_size(text, &options->width, &options->height))
            return error_set(error, ERROR_INPUT,
                             "--size must be WIDTHxHEIGHT such as 1280x720, not '%s'", text);
        if (options->width < 1 || options->height < 1)
            return error_set(error, ERROR_INPUT, "--size %s has no pixels; 1280x720 is usual",
                             text);
        return true;
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
    case OPTION_ANSWERS:
        options->answers = text;
        return *text || error_set(error, ERROR_INPUT, "--answers needs the name of a file");
    case OPTION_LANGUAGE:
        return true; // options_language has read it
    }
    return false;
}

static bool unknown_option(const char *word, struct error *error)
{
    const char *names[16];
    size_t count = 0;
    for (; option_rows[count].name; count++)
        names[count] = option_rows[count].name;
    names[count++] = "--version";
    names[count++] = "--help";
    const char *nearest = text_nearest(word, names, count);
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
                                                              : command_word(options->command));
        if (!joined && *at + 1 >= argc)
            return error_set(error, ERROR_INPUT, "%s needs %s", row->name, words(row->value));
        options->given |= 1u << i;
        const char *text = joined ? word + length + 1 : argv[++*at];
        return take_option(options, i, text, error);
    }
    return unknown_option(word, error);
}

// Whether the file that is to be written, and every option that was given, fit each other.
static bool check_output(const struct options *options, struct error *error)
{
    const bool draws = options->command == COMMAND_RENDER;
    if (draws && !options->output) {
        char endings[256];
        format_endings(FORMAT_PICTURE, endings, sizeof endings);
        return error_set(error, ERROR_INPUT,
                         "render needs -o FILE; the file's ending says what to draw: %s", endings);
    }
    const struct format *format =
        format_choose(draws ? FORMAT_PICTURE : FORMAT_NUMBERS, options->output, error);
    if (!format)
        return false;
    for (size_t i = 0; option_rows[i].name; i++)
        if ((options->given & 1u << i) && !format_check_option(format, option_rows[i].name, error))
            return false;
    return true;
}

static bool check(const struct options *options, struct error *error)
{
    if (options->command == COMMAND_DATA && !options->word)
        return error_set(error, ERROR_INPUT,
                         "data needs a FILE: a table whose columns are looked at");
    const bool writes = options->command == COMMAND_RENDER || options->command == COMMAND_RUN;
    if (!writes && options->command != COMMAND_TUNE && options->command != COMMAND_CHECK)
        return true;
    if (!options->word)
        return error_set(
            error, ERROR_INPUT,
            "%s needs a SCENE: a name of ravine list scenes, an .ini file, a .png that "
            "Ravine wrote, or a .csv table",
            command_word(options->command));
    if (options->has_step && options->has_epoch)
        return error_set(error, ERROR_INPUT,
                         "--step and --epoch both say which place to show; give one of them");
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
            if (strcmp(argv[at], option_rows[i].name) == 0 && at + 1 < argc) {
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
    for (size_t i = 0; argc > 1 && i < COMMAND_WORDS && at == 1; i++) {
        if (strcmp(argv[1], commands[i].word) == 0) {
            options->command = commands[i].command;
            at = 2;
        }
    }
    for (; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
            *options = (struct options){.command = COMMAND_HELP};
            return true; // whatever else is said
        }
        if (argv[at][0] == '-' && argv[at][1]) {
            if (!parse_option(options, argc, argv, &at, error))
                return false;
        } else if (!options->word) {
            options->word = argv[at];
        } else if (options->command == COMMAND_CHECK && options->more_count < MORE_MAX) {
            options->more[options->more_count++] = argv[at];
        } else if (options->command == COMMAND_OPEN && options_is_command(options->word)) {
            return error_set(error, ERROR_INPUT, "the command comes first: ravine %s %s",
                             options->word, argv[at]);
        } else if (options->command == COMMAND_OPEN) {
            const char *names[COMMAND_WORDS];
            for (size_t i = 0; i < COMMAND_WORDS; i++)
                names[i] = commands[i].word;
            const char *nearest = text_nearest(options->word, names, COMMAND_WORDS);
            return error_set(error, ERROR_INPUT, "no command '%s'; did you mean %s?", options->word,
                             nearest ? nearest
                                     : words("render, run, tune, check, data, list or help"));
        } else {
            return error_set(error, ERROR_INPUT, "one word too many: '%s'", argv[at]);
        }
    }
    return check(options, error);
}
