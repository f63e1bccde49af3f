#include "cli/pages.h"

#include "app/keys.h"
#include "base/asset.h"
#include "base/text.h"
#include "base/words.h"
#include "cli/options.h"
#include "cli/rows.h"
#include "cli/rule_pages.h"
#include "cli/topics.h"
#include "data/dataset.h"
#include "export/format.h"
#include "labs/claims.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/runners.h"
#include "labs/registry.h"
#include "scene/scene.h"
#include "scene/shelf.h"
#include "sim/formula.h"
#include "sim/rule.h"
#include "sim/schedule.h"
#include "sim/surface.h"

#include <stdlib.h>
#include <string.h>

// Where the second column begins: of names, of keys, of parameters, of commands and options.
enum {
    NAME_COLUMN = 23,
    KEY_COLUMN = 27,
    PARAM_COLUMN = TOPICS_PARAM_COLUMN,
    USE_COLUMN = TOPICS_USE_COLUMN,
    MEASURE_COLUMN = 31
};

// ---- lists --------------------------------------------------------------------------------------

static bool list_scenes(FILE *out, struct error *error)
{
    char **names = shelf_names(error);
    if (!names)
        return false;
    bool done = true;
    for (size_t i = 0; names[i] && done; i++) {
        struct scene scene = {0};
        done = scene_read(&scene, names[i], error);
        const char *title = done ? scene_text(&scene, "scene", "title") : NULL;
        if (done)
            rows_print(out, NAME_COLUMN, names[i], title ? title : "");
        scene_clear(&scene);
    }
    asset_list_free(names);
    return done;
}

static bool list_surfaces(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; surfaces[i]; i++)
        rows_print(out, NAME_COLUMN, surfaces[i]->name, surfaces[i]->formula);
    return true;
}

static bool list_rules(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; rules[i]; i++)
        rows_print(out, NAME_COLUMN, rules[i]->name, rules[i]->formula);
    return true;
}

static bool list_schedules(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; schedules[i]; i++)
        rows_print(out, NAME_COLUMN, schedules[i]->name, schedules[i]->formula);
    return true;
}

static bool list_data(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; datasets[i]; i++)
        rows_print(out, NAME_COLUMN, datasets[i]->name, datasets[i]->what);
    return true;
}

static bool list_formats(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; formats[i]; i++) {
        char text[512] = "", endings[128] = "";
        const struct format *format = formats[i];
        for (size_t e = 0; format->endings[e]; e++)
            text_append(endings, sizeof endings, "%s%s", e ? " " : "", format->endings[e]);
        text_append(text, sizeof text, "ravine %s: %s", format_command(format->kind),
                    words(format->what));
        for (size_t o = 0; format->options[o]; o++)
            text_append(text, sizeof text, "%s %s", o ? "," : words("; takes"), format->options[o]);
        rows_print(out, NAME_COLUMN, endings, text);
    }
    return true;
}

static bool list_languages(FILE *out, struct error *error)
{
    char **names = asset_list("words", ".txt", error);
    if (!names)
        return false;
    rows_print(out, NAME_COLUMN, "english", "what the program says where no other is asked for");
    for (size_t i = 0; names[i]; i++)
        rows_print(out, NAME_COLUMN, names[i], "--language, or RAVINE_LANGUAGE");
    asset_list_free(names);
    return true;
}

static const struct {
    const char *what;
    bool (*print)(FILE *out, struct error *error);
} lists[] = {
    {"scenes", list_scenes},   {"lectures", topics_lectures}, {"surfaces", list_surfaces},
    {"rules", list_rules},     {"schedules", list_schedules}, {"data", list_data},
    {"formats", list_formats}, {"languages", list_languages},
};
enum { LISTS = sizeof lists / sizeof *lists };

// "scenes, surfaces …" for people.
static void name_lists(char *text, size_t size)
{
    text[0] = '\0';
    for (size_t i = 0; i < LISTS; i++)
        text_append(text, size, "%s%s", i ? ", " : "", lists[i].what);
}

bool pages_list(const char *what, FILE *out, struct error *error)
{
    const char *names[LISTS];
    bool found = false, done = true;
    for (size_t i = 0; i < LISTS && done; i++) {
        names[i] = lists[i].what;
        if (what && strcmp(what, lists[i].what) != 0)
            continue;
        fprintf(out, "%s%s\n", found ? "\n" : "", lists[i].what);
        found = true;
        done = lists[i].print(out, error);
    }
    if (!done || found)
        return done;
    const char *nearest = text_nearest(what, names, LISTS);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no list '%s'; did you mean %s?", what, nearest);
    char there[128];
    name_lists(there, sizeof there);
    return error_set(error, ERROR_INPUT, "no list '%s'; there are %s", what, there);
}

// ---- one thing in full --------------------------------------------------------------------------

static void print_params(FILE *out, const struct param params[])
{
    if (params->key)
        fputc('\n', out);
    for (; params->key; params++)
        topics_param(out, params, false);
}

static void help_rule(FILE *out, const struct rule *rule)
{
    rows_say(out, 0, "%s (rule = %s)\n", words(rule->title), rule->name);
    rows_say(out, 2, "%s", words(rule->formula));
    rows_say(out, 2, "%s", words(rule->source));
    print_params(out, rule->params);
}

static void help_surface(FILE *out, const struct surface *surface)
{
    rows_say(out, 0, "%s (surface = %s)\n", words(surface->title), surface->name);
    rows_say(out, 2, "f(x, y) = %s", words(surface->formula));
    rows_say(out, 2, "%s", words(surface->hint));
    rows_say(out, 2, "%s", words(surface->source));
    print_params(out, surface->params);
}

static void help_schedule(FILE *out, const struct schedule *schedule)
{
    rows_say(out, 0, "%s (schedule = %s)\n", words(schedule->title), schedule->name);
    rows_say(out, 2, "%s", words(schedule->formula));
    if (strstr(schedule->formula, "epoch"))
        rows_say(out, 2, "%s", words("decay_per = step counts steps in place of epochs"));
    print_params(out, schedule->params);
}

static void help_keys(FILE *out)
{
    rows_say(out, 0, "Keys in the window");
    const char *group = "";
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    for (size_t i = 0; i < count && i < HELP_MAX; i++) {
        if (strcmp(group, rows[i].group) != 0) {
            group = rows[i].group;
            rows_say(out, 0, "\n%s", words(group));
        }
        rows_print(out, KEY_COLUMN, rows[i].keys, rows[i].what);
    }
}

// "in the window Y does": the key of a command.
static void say_key(FILE *out, const char *format, const char *command)
{
    char name[64];
    if (key_of(command, name))
        rows_say(out, 0, format, name);
}

static void help_lab(FILE *out, const struct lab_type *lab)
{
    rows_say(out, 0, "%s lab ([scene] lab = %s): %s", words(lab->title), lab->name,
             words(lab->what));
    if (lab_pictures(lab) > 1)
        rows_say(out, 0, "\nPictures ([view] show = NAME)");
    else
        rows_say(out, 0, "\nPicture");
    for (size_t i = 0; lab->pictures[i]; i++)
        rows_print(out, PARAM_COLUMN, lab->pictures[i]->name, lab->pictures[i]->what);
    if (lab->commands && lab->commands->name)
        rows_say(out, 0, "\nCommands (ravine help keys tells how to give them)");
    for (const struct lab_command *command = lab->commands; command && command->name; command++)
        rows_print(out, PARAM_COLUMN, command->name, command->what);
    for (const struct scene_rule *rule = lab->sections; rule->section; rule++)
        topics_keys(out, rule);
}

static void help_figure(FILE *out)
{
    rows_say(out, 0,
             "Figures for paper: ravine render SCENE -o FILE with --figure, --text, --legend, "
             "--labels or a --size of paper, and the key F4 in the window, where a preview shows "
             "exactly what will be written.\n");
    rows_say(out, 0,
             "A scene may say how its figure looks in its section [figure]; options go before it. "
             "Lengths are of the paper, so that text and lines fit the notes around them whatever "
             "the size of the figure. Pictures that say none of this are the whole screen.");
    for (size_t i = 0; paper_param(i); i++)
        topics_param(out, paper_param(i), false);
    rows_say(out, 0,
             "\nravine run SCENE --figure plot -o FILE.csv writes the numbers of the curves that "
             "the plot shows: x and a column each, by the names of the scene's sections, as "
             "pgfplots and gnuplot read them. For paths on the stage: the step, and two columns "
             "each.");
}

// ---- formulas -----------------------------------------------------------------------------------

static void help_formula(FILE *out)
{
    rows_say(out, 0,
             "A function of one's own (surface = formula), in a scene of Descent or Decay:\n");
    rows_say(out, 2,
             "[objective]\nsurface = formula\nf = (a - x)^2 + b*(y - x^2)^2\n"
             "a = 1\nb = 100 in 0..200\n");
    rows_say(
        out, 0,
        "x and y are the two parameters, of which one has to stand in it. Every other name is a "
        "slider: its number is 1 where "
        "the scene says none, and its range is guessed where no `in LOW..HIGH` says it. Start, "
        "part of the plane and minima are found by a search; start, and x and y of [view], "
        "say others.\n");
    rows_say(
        out, 0,
        "It is written as on paper: 2x y, xy, x² or x^2, ½x, |x|, √x, sin² x, cos 2πx. ^ binds "
        "tightest and to the right, so that -x^2 is −(x²); 1/2x is (1/2)·x. The decimal sign is "
        "a point.");
    say_key(out, "In the window %s opens it.\n", "type-formula");
    for (const struct formula_word *word = formula_words; word->name; word++) {
        char left[64];
        snprintf(left, sizeof left, "%s%s", word->name, word->arguments);
        rows_print(out, MEASURE_COLUMN, left, word->what);
    }
    rows_say(
        out, 0,
        "\nThe gradient is exact, by forward differentiation. Where f has no value the picture "
        "is grey, and a runner that gets there has diverged.\n");
    rows_say(out, 0, "A model of one's own over two columns of a table:\n");
    rows_say(out, 2,
             "[objective]\nkind = fit\nmodel = a*exp(-b*x)\nloss = squares\ndata = seattle\n"
             "x = temp_max\ny = precipitation\n");
    rows_say(out, 0,
             "x is the column. The first two other names are the unknowns, the axes of the plane "
             "(unknowns = a, b names others); further ones are sliders. loss is squares, abs, "
             "huber (a square up to delta) or logistic: then the model is the log-odds of a 1, and "
             "y is 0 or 1, or whether it lies above a number (above = 0). Batches are rows; where "
             "x is standardized (standardize = yes) the axes say so.");
    rows_say(out, 0, "\nA learning rate of one's own, in every lab with runners:\n");
    rows_say(out, 2,
             "[runner.NAME]\nrule = gd\nalpha = 0.1\nschedule = formula\n"
             "alpha_t = alpha0 * min(1, epoch/rise) * 0.5*(1 + cos(pi*epoch/epochs))\n"
             "rise = 3 in 1..20\n");
    rows_say(out, 0,
             "alpha0 (or α₀) is what alpha says; epoch and step (or t) count from 1, to epochs "
             "and steps in the end. With decay_per = step, epoch is the step. A name that is a "
             "key of the rule, as beta1, is that number; every other name is a slider. What a "
             "warm-up and changes by hand do goes on top; epochs are counted behind the warm-up. "
             "`alpha = alpha0 * …` with `alpha0 = 0.1` is read as the same. Where α comes out "
             "below 0, or as no number, the runner has diverged.");
}

// ---- claims -------------------------------------------------------------------------------------

static void print_measures(FILE *out, const struct lab_measure *measure)
{
    for (; measure->name; measure++) {
        char left[128], what[256];
        const bool is_called = *measure->arguments;
        snprintf(left, sizeof left, "%s%s%s%s", measure->name, is_called ? "(" : "",
                 measure->arguments, is_called ? ")" : "");
        snprintf(what, sizeof what, "%s%s%s", words(measure->what),
                 measure->is_truth ? words(" (yes or no)") : "",
                 measure->is_clock ? words(" (by this machine's clock)") : "");
        rows_print(out, MEASURE_COLUMN, left, what);
    }
}

// Labs that measure the same share their rows.
static void help_claims(FILE *out)
{
    rows_say(out, 0, "What a scene claims, as lines of its section [claim]:\n");
    rows_say(out, 2, "NAME = EXPRESSION COMPARISON EXPRESSION : words for people");
    rows_say(
        out, 0,
        "\nSeveral comparisons are joined by 'and', 'not' turns one round, and a < b < c says "
        "two. COMPARISON is <, <=, >, >= (or ≤, ≥), = for equal to nine digits, ≈ or ~ for "
        "equal within 5 %%. A yes or no stands alone: diverged(plain); a number has to be "
        "compared. Comparisons with what "
        "has no value fail; the steps to a cost that is never reached are ∞.\n\n"
        "An expression is arithmetic, such as 0.5 * steps_to(plain, 0.01), with pi, sqrt, exp, "
        "ln and what stands below. r is the name of a runner or an average as its section has "
        "it, in quotes where it has blanks; axis is theta_1 or theta_2 (or w and b); what is "
        "in brackets may be left out. `ravine check SCENE` measures all of it. Axes are counted "
        "from "
        "1 as on the screen, and accuracies are percent; the columns of `ravine run` count "
        "parameters from 0 and have accuracies from 0 to 1.");
    rows_say(out, 0, "\nEverywhere");
    print_measures(out, claims_common);
    for (size_t i = 0; lab_types[i]; i++) {
        bool is_told = !lab_types[i]->measures;
        for (size_t k = 0; k < i; k++)
            is_told = is_told || lab_types[k]->measures == lab_types[i]->measures;
        if (is_told)
            continue;
        char title[256] = "";
        for (size_t k = i; lab_types[k]; k++)
            if (lab_types[k]->measures == lab_types[i]->measures)
                text_append(title, sizeof title, "%s%s", *title ? ", " : "",
                            words(lab_types[k]->title));
        rows_say(out, 0, "\n%s", title);
        print_measures(out, lab_types[i]->measures);
    }
}

// What can be said of tables, the same rows for every section that names one.
static void help_data(FILE *out)
{
    rows_say(out, 0, "ravine data FILE [--threads N]\n");
    rows_say(
        out, 0,
        "Looks at a table: what parts its fields, where header and rows begin, each column "
        "with its kind, range and gaps, what was passed over and why. FILE may be written with "
        "commas, semicolons, tabs, blanks or bars, in UTF-8, UTF-16 or Latin-1, and packed "
        "with gzip; or be the name of a data set that ships. `ravine FILE` opens a scene that "
        "fits it.\n\n"
        "What is found otherwise than it is meant, these keys say, in [series], [objective] "
        "and [data] of a scene:\n");
    for (size_t i = 0; i < KIT_DATA_KEYS; i++)
        topics_param(out, &kit_data_params[i], false);
    rows_say(out, 0,
             "\nA field is missing where it is empty, NA, N/A, NaN, null, none, -, ? or . "
             "and the like. At most 10,000,000 rows and 100,000 columns are read. "
             "`ravine list data` names the data sets that ship.");
}

static void help_check(FILE *out)
{
    rows_say(out, 0, "ravine check SCENE… [--seeds N] [--set SECTION.KEY=VALUE] [--threads N]\n");
    rows_say(out, 0,
             "Runs each scene, or all scenes of a folder or lecture, and measures what its section "
             "[claim] says: every claim with its words, both sides of its comparisons and a "
             "verdict. `ravine help claims` tells what can be claimed.\n\n"
             "--seeds N tries the scene's seed and the ones after it where noise or batches are in "
             "play, and shows the worst case of each claim. What depends on this machine's clock "
             "is measured once; where that does not hold it is 'not here', which is no failure.\n\n"
             "Exit status: 0 all hold, 1 a claim fails, 2 a scene is wrong.");
}

// ---- the overview -------------------------------------------------------------------------------

static void print_commands(FILE *out)
{
    char endings[128], text[256];
    rows_print(out, USE_COLUMN, "ravine [SCENE|LECTURE|FOLDER]",
               "open the window; without a word on the first lecture");
    format_endings(FORMAT_PICTURE, endings, sizeof endings);
    snprintf(text, sizeof text, words("draw without a window: %s"), endings);
    rows_print(out, USE_COLUMN, "ravine render SCENE -o FILE", text);
    rows_print(out, USE_COLUMN, "ravine render LECTURE -o FILE.pdf",
               "lecture notes: a page a scene; with --figures FOLDER a figure a scene for LaTeX");
    format_endings(FORMAT_NUMBERS, endings, sizeof endings);
    snprintf(text, sizeof text, words("compute without drawing: %s"), endings);
    rows_print(out, USE_COLUMN, "ravine run SCENE [-o FILE]", text);
    rows_print(out, USE_COLUMN, "ravine tune SCENE",
               "find each runner's best learning rate, and how wide the good range is");
    rows_print(out, USE_COLUMN, "ravine check SCENE…",
               "measure what scenes claim: true or not, of one, several or a folder");
    rows_print(out, USE_COLUMN, "ravine data FILE",
               "what is found in a table: columns, dates, gaps, what is passed over and why");
    rows_print(out, USE_COLUMN, "ravine link SCENE [-o FILE]",
               "the address that opens it in a browser, with what --set changes");
    name_lists(text, sizeof text);
    rows_print(out, USE_COLUMN, "ravine list [WHAT]", text);
    rows_print(out, USE_COLUMN, "ravine help [TOPIC]",
               "a command, keys, scene, claims, figure, film, formula, hide, lecture, predict, "
               "formats, or "
               "the name of a lab, section, rule, surface, schedule");
    rows_print(out, USE_COLUMN, "ravine --version", "");
}

static void help_overview(FILE *out)
{
    rows_say(out, 0, "Ravine shows how optimizers walk downhill.\n");
    print_commands(out);
    fputc('\n', out);
    for (const struct option_row *row = option_rows; row->name; row++)
        topics_option(out, row);
    rows_say(out, 0,
             "\nSCENE is a shipped scene's name, an .ini file, a figure (.png, .svg, .pdf) that "
             "Ravine wrote, a table (.csv, .tsv, .txt, .data, .dat), a link in quotes or a "
             "file with one.");
    rows_say(
        out, 0,
        "LECTURE is the name of one that ships, FOLDER has scenes in the order of their names.");
    rows_say(out, 0, "Exit status: 0 done, 1 failed, 2 bad usage or input.\n");
    rows_say(out, 0, "Start with");
    rows_print(out, USE_COLUMN, "ravine", "the lecture; F1 for the keys");
    rows_print(out, USE_COLUMN, "ravine six-runners", "six optimizers in one valley");
    rows_print(out, USE_COLUMN, "ravine diamonds", "the same on 53,940 real rows");
    rows_print(out, USE_COLUMN, "ravine digits", "a network, trained while you watch");
}

// ---- topics -------------------------------------------------------------------------------------

size_t pages_topics(const char *topics[], size_t max)
{
    size_t count = 0;
    const char *const *const registries[] = {rule_names, surface_names, schedule_names};
    static const char *const pages[] = {"keys", "claims", "check", "figure", "formula", "rule"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages && count < max; i++)
        topics[count++] = pages[i];
    for (size_t i = 0; topics_word(i) && count < max; i++)
        topics[count++] = topics_word(i);
    for (size_t i = 0; i < LISTS && count < max; i++)
        topics[count++] = lists[i].what;
    for (size_t i = 0; lab_types[i] && count < max; i++)
        topics[count++] = lab_types[i]->name;
    for (size_t r = 0; r < sizeof registries / sizeof *registries; r++)
        for (size_t i = 0; registries[r][i] && count < max; i++)
            topics[count++] = registries[r][i];
    return count;
}

static bool unknown_topic(const char *topic, struct error *error)
{
    const char *names[PAGES_TOPICS_MAX];
    const size_t count = pages_topics(names, PAGES_TOPICS_MAX);
    const char *nearest = text_nearest(topic, names, count);
    char path[4096];
    if (shelf_find(topic, path, sizeof path, NULL))
        return error_set(error, ERROR_INPUT, "'%s' is a scene: ravine %s opens it", topic, topic);
    if (dataset_find(topic))
        return error_set(error, ERROR_INPUT, "'%s' is data: ravine list data says of what", topic);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no help on '%s'; did you mean %s?", topic, nearest);
    return error_set(error, ERROR_INPUT,
                     "no help on '%s'; there is help on every command, on keys, scene, claims, "
                     "figure, film, formula, hide, lecture, predict, rule, formats, and on every "
                     "lab, section, rule, surface and schedule",
                     topic);
}

// The list of a word: "surfaces", or "surface".
static const char *list_of(const char *word)
{
    const size_t length = strlen(word);
    for (size_t i = 0; i < LISTS; i++)
        if (strncmp(lists[i].what, word, length) == 0 &&
            (lists[i].what[length] == '\0' || strcmp(lists[i].what + length, "s") == 0))
            return lists[i].what;
    return NULL;
}

bool pages_help(const char *topic, FILE *out, struct error *error)
{
    if (topic && strcmp(topic, "data") == 0) {
        help_data(out);
        return true;
    }
    struct error why = {0};
    if (!topic) {
        help_overview(out);
        return true;
    }
    if (topics_print(topic, out, &why) || why.kind != ERROR_NONE)
        return why.kind == ERROR_NONE || error_pass(error, &why);
    if (strcmp(topic, "keys") == 0)
        help_keys(out);
    else if (strcmp(topic, "claims") == 0)
        help_claims(out);
    else if (strcmp(topic, "check") == 0)
        help_check(out);
    else if (strcmp(topic, "figure") == 0)
        help_figure(out);
    else if (strcmp(topic, "formula") == 0)
        help_formula(out);
    else if (strcmp(topic, "rule") == 0) {
        rule_pages_language(out);
        say_key(out, "In the window %s opens the rule of the selected runner.", "type-rule");
    } else if (lab_find(topic))
        help_lab(out, lab_find(topic));
    else if (rule_find(topic))
        help_rule(out, rule_find(topic));
    else if (surface_find(topic))
        help_surface(out, surface_find(topic));
    else if (schedule_find(topic))
        help_schedule(out, schedule_find(topic));
    else if (list_of(topic))
        return pages_list(list_of(topic), out, error);
    else
        return topics_section(topic, out) || unknown_topic(topic, error);
    return true;
}
