// The words of the command line.
#ifndef RAVINE_CLI_OPTIONS_H
#define RAVINE_CLI_OPTIONS_H

#include "base/error.h"
#include "cli/film.h"
#include "cli/notes.h"
#include "export/figure.h"
#include "plot/theme.h"

#include <stddef.h>
#include <stdint.h>

enum command {
    COMMAND_OPEN,   // [SCENE]
    COMMAND_RENDER, // render SCENE|LECTURE -o FILE
    COMMAND_RUN,    // run SCENE [-o FILE.csv]
    COMMAND_TUNE,   // tune SCENE
    COMMAND_CHECK,  // check SCENE…
    COMMAND_DATA,   // data FILE
    COMMAND_LINK,   // link SCENE
    COMMAND_LIST,   // list [WHAT]
    COMMAND_HELP,   // help [TOPIC]
    COMMAND_VERSION,
};

enum { SETS_MAX = 256, MORE_MAX = 256 };

struct options {
    enum command command;
    const char *word;           // the scene, the thing to list, the topic; NULL = none given
    const char *more[MORE_MAX]; // further words, of a command that takes several
    size_t more_count;
    const char *output;  // -o
    const char *answers; // --answers; NULL = not given
    const char *set[SETS_MAX];
    size_t set_count;
    int threads;       // 0 = one a core, unless OMP_NUM_THREADS says
    int seeds;         // 0 = not given
    int width, height; // pixels; 0 = not given, or lengths of paper
    // Part, texts and legend, and what --size says of paper; the rest stands beside it.
    struct figure_options figure;
    size_t every; // 0 = not given
    double scale; // 0 = not given
    const struct theme *theme;
    bool has_step;
    double step;
    bool has_epoch;
    double epoch;
    const char *font; // --font; NULL = not given
    struct film_options film;
    bool is_lecture; // render: the word is one
    struct notes_words notes;
    const char *hide; // --hide; NULL = not given
    const char *page; // --base; NULL = not given
    bool has_tables;  // --data-inside
    bool latex;       // --latex
    bool as_rule;     // --as-rule
    uint64_t given;   // bit i: option_rows[i] was there
};

// One option, for the parser and for the help page.
struct option_row {
    const char *name;  // "--size"
    const char *value; // "WIDTHxHEIGHT"; NULL = takes none
    const char *what;  // one line
    unsigned commands; // bit 1 << COMMAND_… of the commands that know it
};

// Ends with a NULL name.
extern const struct option_row option_rows[];

// What --language says (the last one, if there are several), or NULL. Asked before anything else is
// read, so that whatever is wrong with the other words is said in that language.
const char *options_language(int argc, char *argv[]);

// Reads argv[1…]. Errors are ERROR_INPUT and name the nearest valid word.
bool options_parse(struct options *options, int argc, char *argv[], struct error *error);

#endif
