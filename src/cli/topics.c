#include "cli/topics.h"

#include "base/asset.h"
#include "base/text.h"
#include "base/words.h"
#include "cli/rows.h"
#include "export/format.h"
#include "labs/hide.h"
#include "labs/kit/params.h"
#include "labs/kit/runners.h"
#include "labs/registry.h"
#include "scene/lecture.h"
#include "scene/shelf.h"

#include <string.h>

enum { NAME_COLUMN = 23, SYMBOL_COLUMN = 19 };

// ---- rows ---------------------------------------------------------------------------------------

void topics_option(FILE *out, const struct option_row *row)
{
    char left[128];
    snprintf(left, sizeof left, "%s%s%s", row->name, row->value ? " " : "",
             row->value ? words(row->value) : "");
    rows_print(out, TOPICS_USE_COLUMN, left, row->what);
}

static bool has_all(const char *name)
{
    (void)name;
    return true;
}

// The options of a command that `is_meant` says are.
static void print_options(FILE *out, enum command command, bool (*is_meant)(const char *name))
{
    for (const struct option_row *row = option_rows; row->name; row++)
        if (row->commands & 1u << command && is_meant(row->name))
            topics_option(out, row);
}

// "0.5 … 1, or all; 0.9 where not given", or the words of a choice.
static void describe_range(const struct param *param, bool differs, char *text, size_t size)
{
    char low[32], high[32], standard[64];
    text[0] = '\0';
    if (param->scale == PARAM_CHOICE) {
        for (size_t i = 0; param->choices[i]; i++)
            text_append(text, size, "%s%s", i ? " | " : "", param->choices[i]);
    } else {
        param_format(param, param->min, low, sizeof low);
        param_format(param, param->max, high, sizeof high);
        text_append(text, size, "%s … %s%s", low, high,
                    param->scale == PARAM_COUNT ? words(", or all") : "");
    }
    if (differs) {
        text_append(text, size, "%s", words("; of each rule where not given"));
        return;
    }
    param_format(param, param->standard, standard, sizeof standard);
    text_append(text, size, words("; %s where not given"), standard);
}

void topics_param(FILE *out, const struct param *param, bool differs)
{
    char left[128];
    snprintf(left, sizeof left, "%s", param->key);
    if (param->symbol) {
        rows_pad(left, sizeof left, SYMBOL_COLUMN - 2);
        text_append(left, sizeof left, "%s", param->symbol);
    }
    rows_print(out, TOPICS_PARAM_COLUMN, left, param->help);
    if (!param_has_slider(param))
        return;
    char range[1024];
    describe_range(param, differs, range, sizeof range);
    rows_say(out, TOPICS_PARAM_COLUMN, "%s", range);
}

void topics_keys(FILE *out, const struct scene_rule *rule)
{
    fprintf(out, "\n[%s%s]\n", rule->section, rule->named ? ".NAME" : "");
    if (rule->free)
        rows_print(out, TOPICS_PARAM_COLUMN, "NAME", rule->free);
    for (size_t i = 0; rule->param(i); i++)
        topics_param(out, rule->param(i),
                     rule->param == runner_param && runner_param_differs(rule->param(i)->key));
}

static const struct scene_rule *find_section(const struct lab_type *lab, const char *section)
{
    for (const struct scene_rule *rule = lab->sections; rule->section; rule++)
        if (strcmp(rule->section, section) == 0)
            return rule;
    return NULL;
}

static bool is_section(const char *word)
{
    for (size_t i = 0; lab_types[i]; i++)
        if (find_section(lab_types[i], word))
            return true;
    return false;
}

bool topics_section(const char *section, FILE *out)
{
    char titles[256] = "";
    const struct scene_rule *shown = NULL;
    for (size_t i = 0; lab_types[i]; i++) {
        const struct scene_rule *rule = find_section(lab_types[i], section);
        if (rule)
            text_append(titles, sizeof titles, "%s%s", *titles ? ", " : "", lab_types[i]->name);
        shown = shown ? shown : rule;
    }
    if (!shown)
        return false;
    rows_say(out, 0, "A section of scenes of these labs: %s; ravine help LAB has all of theirs.",
             titles);
    topics_keys(out, shown);
    return true;
}

// ---- scenes -------------------------------------------------------------------------------------

const char topics_scene[] = "[scene]\nlab = descent\ntitle = Two runners\n\n"
                            "[objective]\nsurface = rosenbrock\nstart = -1, 1\n\n"
                            "[run]\nsteps = 200\n\n"
                            "[runner.adam]\nrule = adam\nalpha = 0.05\n\n"
                            "[runner.plain]\nrule = gd\nalpha = 0.001 ; smaller: slower\n";

// Whether every lab's scenes have a key in a section and mean the same by it; *is_alike: it has the
// same range in all of them.
static bool is_everywhere(const char *section, const struct param *param, bool *is_alike)
{
    *is_alike = true;
    for (size_t i = 0; lab_types[i]; i++) {
        const struct scene_rule *rule = find_section(lab_types[i], section);
        const struct param *other = NULL;
        for (size_t k = 0; rule && (other = rule->param(k)); k++)
            if (strcmp(other->key, param->key) == 0)
                break;
        if (!other || strcmp(other->help, param->help) != 0)
            return false;
        *is_alike = *is_alike && other->max == param->max && other->scale == param->scale;
    }
    return true;
}

static bool print_scene(FILE *out, struct error *error)
{
    (void)error;
    rows_say(out, 0,
             "A scene is an INI file: [SECTION], then KEY = VALUE lines; ; begins a comment. It "
             "need not say what it leaves as it is. A lab's own sections and all keys: ravine help "
             "LAB.\n");
    rows_say(out, 2, "%s", topics_scene);
    rows_say(out, 0,
             "`ravine FILE.ini` opens it. `--set SECTION.KEY=VALUE` changes a scene from the "
             "command line, as --set runner.adam.alpha=0.1.\n");
    rows_say(out, 0, "Labs");
    for (size_t i = 0; lab_types[i]; i++)
        rows_print(out, TOPICS_PARAM_COLUMN, lab_types[i]->name, lab_types[i]->what);
    rows_say(out, 0, "\nSections and keys of every lab's scenes");
    for (const struct scene_rule *rule = lab_types[0]->sections; rule->section; rule++) {
        bool is_begun = false;
        for (size_t k = 0; rule->param(k); k++) {
            bool is_alike;
            if (!is_everywhere(rule->section, rule->param(k), &is_alike))
                continue;
            if (!is_begun)
                fprintf(out, "\n[%s]\n", rule->section);
            is_begun = true;
            if (is_alike)
                topics_param(out, rule->param(k), false);
            else
                rows_print(out, TOPICS_PARAM_COLUMN, rule->param(k)->key, rule->param(k)->help);
        }
    }
    rows_say(out, 0, "\n[claim]");
    rows_say(out, 2, "what the scene claims: ravine help claims");
    return true;
}

// ---- lectures -----------------------------------------------------------------------------------

static bool print_lectures(FILE *out, size_t column, struct error *error)
{
    char **names = shelf_lectures(error);
    bool done = names != NULL;
    for (size_t i = 0; done && names[i]; i++) {
        struct lecture lecture = {0};
        char text[256];
        done = lecture_read(&lecture, names[i], error);
        if (done) {
            const char *first = lecture.entry[0].title;
            const char *last = lecture.entry[lecture.count - 1].title;
            first = first ? first : lecture.entry[0].name;
            last = last ? last : lecture.entry[lecture.count - 1].name;
            if (lecture.count == 1) // it has one at least
                text_print(text, sizeof text, words("1 scene, “%s”"), first);
            else
                text_print(text, sizeof text, words("%zu scenes, from “%s” to “%s”"), lecture.count,
                           first, last);
            rows_print(out, column, names[i], text);
        }
        lecture_clear(&lecture);
    }
    asset_list_free(names);
    return done;
}

bool topics_lectures(FILE *out, struct error *error)
{
    return print_lectures(out, NAME_COLUMN, error);
}

static bool print_lecture(FILE *out, struct error *error)
{
    rows_say(out, 0, "ravine LECTURE|FOLDER\n");
    rows_say(
        out, 0,
        "A lecture is a folder of scenes, in the order of their file names, 2-… before 10-…; "
        "the window goes from one to the next and keeps what was changed in each. A file that "
        "does not read is named and left out. `try` and `notes` in [scene] say which key to "
        "press and what is for the speaker only.\n\n"
        "`ravine render LECTURE -o FILE.pdf` writes it as lecture notes, a page a scene; `ravine "
        "check FOLDER` measures what its scenes claim. ravine help keys names the keys of the "
        "show, of the black screen and of the speaker's notes.\n");
    if (!print_lectures(out, TOPICS_USE_COLUMN, error))
        return false;
    fputc('\n', out);
    print_options(out, COMMAND_RENDER, notes_is_option);
    return true;
}

// ---- parts of the window ------------------------------------------------------------------------

static bool print_hide(FILE *out, struct error *error)
{
    (void)error;
    rows_say(out, 0,
             "An exercise shows chosen knobs only: --hide NAMES of the window, of render and of "
             "link, &hide=NAMES in a link, or in a scene\n");
    rows_say(out, 2, "[view]\n%s = alpha, %s\n", HIDE_KEY, HIDE_PANEL);
    rows_say(out, 0, "Names have commas between them, and are\n");
    rows_print(out, NAME_COLUMN, HIDE_PANEL, "the panel; the legend stands in its place");
    rows_print(out, NAME_COLUMN, HIDE_SLIDERS, "all sliders");
    rows_print(out, NAME_COLUMN, "alpha", "every slider of a key: ravine help LAB has the keys");
    rows_print(out, NAME_COLUMN, "runner.adam.beta1", "the slider of one runner");
    rows_say(
        out, 0,
        "\nWhat is hidden is not shown, not reached by keys and not found by the palette; what "
        "follows from other changes follows. A wrong name is answered with those that there "
        "are.");
    return true;
}

static bool print_predict(FILE *out, struct error *error)
{
    (void)error;
    rows_say(
        out, 0,
        "A scene may ask before it is played for the first time. What is right is measured, in "
        "the words of claims (ravine help claims).\n");
    rows_say(out, 2,
             "[predict]\nkind = choice\nquestion = Who is lowest in the end?\n"
             "of = adam, plain\nanswer = least final(r)\n");
    rows_say(out, 0,
             "--answers FILE.csv of the window adds what is answered to a file, a row each. ravine "
             "help keys names the key that asks again.");
    return topics_section("predict", out);
}

static bool is_still(const struct format *format)
{
    return format->kind == FORMAT_PICTURE && !format->film && !format->is_sequence;
}

static bool is_taken(const char *option, bool (*by)(const struct format *format))
{
    for (size_t i = 0; formats[i]; i++)
        for (size_t k = 0; by(formats[i]) && formats[i]->options[k]; k++)
            if (strcmp(formats[i]->options[k], option) == 0)
                return true;
    return false;
}

static bool is_moving(const struct format *format)
{
    return format->kind == FORMAT_PICTURE && (format->film || format->is_sequence);
}

static bool is_of_films(const char *name)
{
    return is_taken(name, is_moving) && !is_taken(name, is_still);
}

static bool print_film(FILE *out, struct error *error)
{
    (void)error;
    rows_say(out, 0, "ravine render SCENE -o FILE\n");
    rows_say(
        out, 0,
        "The file's ending says what film it becomes; a figure's options (--size, --figure, "
        "--theme …) hold for films, too. In the window a key records one (ravine help keys).\n");
    for (size_t i = 0; formats[i]; i++)
        if (is_moving(formats[i]))
            rows_print(out, TOPICS_USE_COLUMN, formats[i]->endings[0], formats[i]->what);
    fputc('\n', out);
    print_options(out, COMMAND_RENDER, is_of_films);
    return true;
}

// ---- commands -----------------------------------------------------------------------------------

static const struct {
    const char *word;
    enum command command;
    const char *use, *what;
} commands[] = {
    {"render", COMMAND_RENDER, "ravine render SCENE|LECTURE -o FILE [OPTION…]",
     "Draws without a window. The file's ending says what becomes of it: a picture, a vector "
     "figure, a film (ravine help film), a page, and of a lecture a PDF with a page a scene "
     "(ravine help "
     "lecture). Figures for paper: ravine help figure; all endings: ravine help formats."},
    {"run", COMMAND_RUN, "ravine run SCENE [-o FILE] [OPTION…]",
     "Computes without drawing, and writes the numbers: CSV to standard output, or a file by its "
     "ending; .txt, .dat, .data and no ending are CSV. All endings: ravine help formats.\n\nA row "
     "is a step of a runner. The last columns count parameters from 0, so that the first of them "
     "is θ₁ of the screen; accuracies go from 0 to 1, where the screen and claims have percent."},
    {"tune", COMMAND_TUNE, "ravine tune SCENE [OPTION…]",
     "Finds for each runner the learning rate α with which it ends best, prints it with the "
     "scene's own and with the range of α that is nearly as good: the wider it is, the less the "
     "rule has to be tuned. [run] target in a scene asks for the fewest steps to that cost "
     "instead."},
    {"link", COMMAND_LINK, "ravine link SCENE [-o FILE] [OPTION…]",
     "Prints the address that opens the scene in a browser, with what --set changes. A link is a "
     "SCENE of every command, as is a file with one; in quotes, for it has & in it. Tables are "
     "named in it and not in it unless --data-inside is given; a page cannot read files of your "
     "machine."},
    {"list", COMMAND_LIST, "ravine list [WHAT]",
     "Lists what ships: names that commands take, and what each is."},
    {"help", COMMAND_HELP, "ravine help [TOPIC]",
     "Without a word all commands and options. A TOPIC is a command, a list's name, keys, scene, "
     "claims, figure, film, formula, hide, lecture, predict, a lab, a section of scenes, a rule, a "
     "surface or a schedule."},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static bool print_command(size_t index, FILE *out)
{
    rows_say(out, 0, "%s\n", words(commands[index].use));
    rows_say(out, 0, "%s\n", words(commands[index].what));
    print_options(out, commands[index].command, has_all);
    if (commands[index].command == COMMAND_RENDER || commands[index].command == COMMAND_RUN)
        rows_say(out, 0, "\nAn option that a file's format does not take is refused.");
    if (is_section(commands[index].word))
        rows_say(out, 0, words("\nThe keys of a scene's section [%s]: ravine help LAB."),
                 commands[index].word);
    return true;
}

static const struct {
    const char *word;
    bool (*print)(FILE *out, struct error *error);
} topics[] = {
    {"scene", print_scene},     {"lecture", print_lecture}, {"hide", print_hide},
    {"predict", print_predict}, {"film", print_film},
};
enum { TOPICS = sizeof topics / sizeof *topics };

const char *topics_word(size_t index)
{
    return index < TOPICS              ? topics[index].word
           : index < TOPICS + COMMANDS ? commands[index - TOPICS].word
                                       : NULL;
}

bool topics_print(const char *word, FILE *out, struct error *error)
{
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].word, word) == 0)
            return topics[i].print(out, error);
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].word, word) == 0)
            return print_command(i, out);
    return false;
}
