// Every text that a lab shows is looked up: under a language that puts all texts into «», with the
// values that go into them outside, only names and the like stand outside of «».
#include "labs/registry.h"

#include "base/asset.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/training/state.h"
#include "labs/training/training.h"
#include "language.h"
#include "plot/recorder.h"
#include "scene/shelf.h"
#include "sim/schedule.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---- what need not be looked up -----------------------------------------------------------------

enum { NAMES_MAX = 200 };

struct allowed {
    const char *name[NAMES_MAX];
    size_t count;
};

static void allow(struct allowed *allowed, const char *name)
{
    assert_true(allowed->count < NAMES_MAX);
    if (name && *name)
        allowed->name[allowed->count++] = name;
}

// Words that a scene says: people read on the screen what they write in the file.
static void allow_scene_words(struct allowed *allowed, const struct lab_type *type)
{
    allow(allowed, "all");     // of `batch`
    allow(allowed, "squares"); // of `loss`
    for (size_t i = 0; schedule_names[i]; i++)
        allow(allowed, schedule_names[i]);
    for (size_t i = 0; type->pictures[i]; i++)
        allow(allowed, type->pictures[i]->name);
    allow(allowed, "on"); // of `bias_correction`
    allow(allowed, "off");
}

static const char *file_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path;
}

// Names that come from the scene and its data.
static void allow_names(struct allowed *allowed, const struct scene *scene)
{
    static const char *const keys[] = {"name",  "x",    "y",     "column",
                                       "label", "data", "model", "loss"};
    for (size_t s = 0; s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        if (strcmp(section->name, "view") == 0)
            continue; // numbers, which come and go
        const char *dot = strchr(section->name, '.');
        allow(allowed, dot ? dot + 1 : NULL); // twins are told apart by it
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            allow(allowed, file_name(scene_text(scene, section->name, keys[k])));
    }
    static const char *const columns[] = {"carat", "cut",   "color", "clarity",
                                          "depth", "table", "price", NULL};
    const char *learned = scene_text(scene, "data", "data");
    for (size_t i = 0; learned && strcmp(learned, "diamonds") == 0 && columns[i]; i++)
        allow(allowed, columns[i]); // of a network's inputs
    const char *data = scene_text(scene, "objective", "data");
    const struct dataset *dataset = data ? dataset_find(data) : NULL;
    allow(allowed, dataset ? dataset->x : NULL);
    allow(allowed, dataset ? dataset->y : NULL);
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

// The length of the name that stands at `at`, or 0.
static size_t allowed_at(const struct allowed *allowed, const char *at)
{
    for (size_t i = 0; i < allowed->count; i++) {
        const size_t length = strlen(allowed->name[i]);
        if (strncmp(at, allowed->name[i], length) == 0 && !is_letter(at[length]))
            return length;
    }
    return 0;
}

// Words of two letters or more outside of «» must be allowed; shorter ones are symbols.
static void check_text(const struct allowed *allowed, const char *text, const char *where)
{
    int inside = 0;
    for (const char *at = text; *at;) {
        size_t length = 1;
        if (strncmp(at, "«", 2) == 0) {
            inside++;
            length = 2;
        } else if (strncmp(at, "»", 2) == 0) {
            inside--;
            length = 2;
        } else if (is_letter(*at)) {
            while (is_letter(at[length]))
                length++;
            const size_t name = inside == 0 ? allowed_at(allowed, at) : 0;
            if (inside == 0 && length > 1 && name == 0)
                fail_msg("%s: '%.*s' is not looked up in '%s'", where, (int)length, at, text);
            length = name > 0 ? name : length;
        }
        at += length;
    }
}

// ---- asking a lab for everything ----------------------------------------------------------------

struct asked {
    struct lab *lab;
    struct scene scene; // the lab's, to be changed
    struct allowed allowed;
    const char *where; // the scene's name
};

static void open_scene(struct asked *asked)
{
    struct error error = {0};
    if (!asked->lab->type->open(asked->lab, &asked->scene, &error))
        fail_msg("%s: %s", asked->where, error.text);
}

// Classes and columns are called what the data calls them.
static struct allowed with_data(const struct asked *asked)
{
    struct allowed allowed = asked->allowed;
    if (asked->lab->type != &lab_training)
        return allowed;
    const struct examples *examples = &((const struct training_lab *)asked->lab)->examples;
    for (size_t i = 0; examples->input && i < examples->inputs; i++)
        allow(&allowed, examples->input[i]);
    for (size_t i = 0; i < examples->classes; i++)
        allow(&allowed, examples->name[i]);
    return allowed;
}

static void check_drawing(struct asked *asked, const struct lab_layout *layout, float width,
                          float height, const struct lab_view *view)
{
    struct recorder *recorder = recorder_create();
    recorder->head.width = width;
    recorder->head.height = height;
    lab_draw(asked->lab, &recorder->head, layout, view);
    const struct allowed allowed = with_data(asked);
    for (size_t i = 0; i < recorder->texts; i++)
        if (!rect_contains(&layout->title, recorder->text[i].at)) // title and caption
            check_text(&allowed, recorder->text[i].text, asked->where);
    canvas_destroy(&recorder->head);
}

// The picture with the pointer nowhere and at places all over stage and second plot.
static void check_view(struct asked *asked, double step, bool is_small)
{
    const float width = is_small ? 800 : 1280, height = is_small ? 500 : 720;
    const struct lab_layout layout = lab_layout(width, height, 44);
    struct lab_view view = {.theme = theme_find("light"), .step = step};
    check_drawing(asked, &layout, width, height, &view);
    const struct rect *boxes[] = {&layout.stage, &layout.second};
    view.has_pointer = true;
    for (int b = 0; b < 2; b++)
        for (int i = 1; i <= 2; i++)
            for (int k = 1; k <= 2; k++) {
                view.pointer = (struct point){boxes[b]->x + boxes[b]->width * (float)i / 3,
                                              boxes[b]->y + boxes[b]->height * (float)k / 3};
                check_drawing(asked, &layout, width, height, &view);
            }
}

static void check_words(struct asked *asked, double step)
{
    const struct lab_type *type = asked->lab->type;
    char where[48], detail[48];
    type->place(asked->lab, step, where, detail);
    check_text(&asked->allowed, where, asked->where);
    check_text(&asked->allowed, detail, asked->where);
    for (size_t i = 0; i < type->groups(asked->lab); i++) {
        struct lab_group group;
        type->group(asked->lab, i, step, &group);
        check_text(&asked->allowed, group.name, asked->where);
        check_text(&asked->allowed, group.summary, asked->where);
        check_text(&asked->allowed, group.result, asked->where);
    }
}

static void check_pictures(struct asked *asked)
{
    const struct lab_type *type = asked->lab->type;
    for (size_t p = 0; p < lab_pictures(type); p++) {
        check_view(asked, 1, true); // as far as it has come
        assert_true(lab_wait(asked->lab, (double)type->steps(asked->lab), -1));
        for (int i = 0; i <= 2; i++) {
            const double step = floor((double)(type->steps(asked->lab)) * i / 2);
            check_view(asked, step, i == 0);
            check_words(asked, step);
        }
        if (lab_next_picture(asked->lab, &asked->scene, 1) == LAB_CHANGED)
            open_scene(asked);
    }
}

// Every command, as often as there are x axes.
static void check_commands(struct asked *asked)
{
    const struct lab_type *type = asked->lab->type;
    for (int round = 0; round < 4; round++) {
        const double end = (double)type->steps(asked->lab);
        const struct lab_view view = {.theme = theme_find("dark"), .step = round == 0 ? end : 1};
        for (const struct lab_command *command = type->commands; command->name; command++) {
            if (round > 0 && strcmp(command->name, "new-seed") == 0)
                continue; // other numbers, not other words
            const char *reason =
                command->unavailable ? command->unavailable(asked->lab, &view) : NULL;
            if (reason)
                check_text(&asked->allowed, reason, asked->where);
            else if (command->act(asked->lab, &asked->scene, &view) == LAB_CHANGED)
                open_scene(asked);
        }
        assert_true(lab_wait(asked->lab, end, -1));
        check_view(asked, end, false);
        check_words(asked, end);
    }
}

// The words are the same after less work.
static void shorten(struct scene *scene)
{
    const char *examples = scene_text(scene, "objective", "examples");
    if (examples && strtod(examples, NULL) > 1000)
        assert_true(scene_put(scene, "objective", "examples", "1000", NULL));
    if (strcmp(scene_text(scene, "scene", "lab"), "training") == 0)
        assert_true(scene_put(scene, "run", "epochs", "1", NULL) &&
                    scene_put(scene, "run", "evaluations", "1", NULL) &&
                    scene_put(scene, "network", "hidden", "4", NULL) &&
                    scene_put(scene, "data", "test_fraction", "0.9", NULL) &&
                    scene_put(scene, "sweep", "epochs", "1", NULL) &&
                    scene_put(scene, "sweep", "seconds", "0.01", NULL));
}

// Empties the scene.
static void check_scene(struct scene *scene, const char *name)
{
    struct error error = {0};
    const struct lab_type *type = lab_for(scene, &error);
    if (!type)
        fail_msg("%s: %s", name, error.text);
    struct asked asked = {.scene = *scene, .where = name};
    memset(scene, 0, sizeof *scene);
    // On one thread: what goes on in the background while texts are looked at is for nothing.
    asked.lab = lab_create(type, &asked.scene, 1, &error);
    if (!asked.lab)
        fail_msg("%s: %s", name, error.text);
    allow_scene_words(&asked.allowed, type);
    allow_names(&asked.allowed, &asked.scene);
    check_pictures(&asked);
    check_commands(&asked);
    lab_destroy(asked.lab);
    scene_clear(&asked.scene);
}

// ---- the tests ----------------------------------------------------------------------------------

static void every_text_of_every_shipped_scene_is_looked_up(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    for (size_t i = 0; names[i]; i++) {
        struct scene scene = {0};
        if (!test_takes(i, 3))
            continue;
        if (!scene_read(&scene, names[i], &error))
            fail_msg("%s", error.text);
        shorten(&scene);
        check_scene(&scene, names[i]);
    }
    asset_list_free(names);
}

static void parse_or_fail(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error))
        fail_msg("%s", error.text);
}

// What no shipped scene shows: twins, changes by hand, what leaves the stage, bare surfaces.
static void every_text_of_odd_scenes_is_looked_up(void **state)
{
    (void)state;
    static const char *const scenes[] = {
        "[scene]\nlab = descent\n[objective]\nsurface = monkey-saddle\n[run]\nsteps = 1\n"
        "[runner.one]\nrule = gd\nalpha = 50\n[runner.two]\nrule = gd\nalpha = 50\n"
        "[runner.three]\nrule = gd\nalpha = 50\nmanual = 1:0.5\n",
        "[scene]\nlab = descent\n[objective]\nnoise = 0.3\n"
        "[runner.one]\nrule = adam\nbias_correction = off\nbatch = 32\n"
        "[runner.two]\nrule = adam\nbatch = 32\n[runner.three]\nrule = adam\n"
        "[runner.four]\nrule = gd\nbatch = 16\n[runner.five]\nrule = gd\nbatch = 64\n"
        "alpha = 0.01\n[runner.six]\nrule = gd\nbatch = 64\nalpha = 0.02\n",
        "[scene]\nlab = decay\n[objective]\nsurface = monkey-saddle\nnoise = 0.3\n"
        "[runner.one]\nrule = gd\nschedule = exponential\n"
        "[runner.two]\nrule = gd\nschedule = exponential\ndecay_per = step\n"
        "[runner.three]\nrule = gd\nschedule = exponential\nmanual = 3:0.5, 9:0.5\n",
        "[scene]\nlab = averages\n[series]\ndata = london\ndays = 20\n"
        "[average.one]\nbeta = 0\nkind = window\n[average.two]\nbeta = 0.5\nkind = window\n"
        "bias_correction = off\n[average.three]\nbias_correction = off\n[average.four]\n"
        "[average.five]\n",
        "[scene]\nlab = training\n[data]\ndata = diamonds\ntest_fraction = 0.9\n[run]\nepochs = "
        "12\n"
        "[network]\nhidden = none\n[runner.one]\nrule = gd\nalpha = 60\nbatch = 900000\n"
        "[runner.two]\nrule = gd\nalpha = 0.24\nbatch = all\n[runner.three]\nrule = gd\n"
        "batch = 512\n[sweep]\nepochs = 1\nseconds = 0.01\n[view]\nplane = random\n",
    };
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct scene scene = {0};
        char name[32];
        snprintf(name, sizeof name, "odd scene %zu", i);
        parse_or_fail(&scene, scenes[i]);
        check_scene(&scene, name);
    }
}

static void write_file(char path[], const char *line)
{
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    assert_non_null(out);
    fputs("level,kind\n", out);
    for (int i = 0; i < 40; i++)
        fprintf(out, line, i % 7 + i / 9, i % 3);
    fclose(out);
}

// Columns and files are called what their makers call them.
static void every_text_about_ones_own_data_is_looked_up(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *line;
    } own[] = {
        {"[scene]\nlab = averages\n[series]\ndata = %s\ncolumn = level\n[average.one]\n",
         "%d,%d\n"},
        {"[scene]\nlab = training\n[data]\ndata = %s\nlabel = kind\n[runner.one]\nrule = adam\n"
         "batch = 8\n",
         "%d,kind%d\n"},
        {"[scene]\nlab = training\n[data]\ndata = %s\nlabel = level\n[runner.one]\nrule = adam\n",
         "%d.5,%d\n"},
        {"[scene]\nlab = descent\n[objective]\nkind = regression\ndata = %s\nx = level\ny = kind\n"
         "[runner.one]\nrule = gd\n",
         "%d,%d\n"},
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        char path[] = "/tmp/ravine-words-XXXXXX", text[400];
        write_file(path, own[i].line);
        snprintf(text, sizeof text, own[i].scene, path);
        struct scene scene = {0};
        parse_or_fail(&scene, text);
        shorten(&scene);
        check_scene(&scene, strrchr(path, '/') + 1);
        unlink(path);
    }
}

static void errors_of_wrong_scenes_are_looked_up(void **state)
{
    (void)state;
    static const struct {
        const char *text, *names[6]; // what may stand outside of «»
    } wrong[] = {
        {"lab = trainin", {"trainin", "training"}},
        {"lab = descent", {0}},
        {"lab = averages", {0}},
        {"lab = averages\n[series]\ndata = seattle\ncolumn = temp_ma\n[average.a]",
         {"seattle", "temp_ma", "temp_max"}},
        {"lab = averages\n[series]\ndata = seattle\ncolumn = xyzzyxyzzy\n[average.a]",
         {"seattle", "xyzzyxyzzy"}},
        {"lab = averages\n[series]\ndays = 1\n[average.a]", {0}},
        {"lab = averages\n[view]\nx = 5, 2\n[average.a]", {0}},
        {"lab = descent\n[view]\nx = 5, 2\n[runner.a]\nrule = gd", {0}},
        {"lab = descent\n[runner.a]\nrule = gd\nbeta1 = 0.5",
         {"beta", "gd",
          "momentum, heavyball, nesterov, adam, adamax, amsgrad, nadam, radam, adamw, lion"}},
        {"lab = descent\n[runner.a]\nrule = gd\nevery = 5",
         {"every", "constant", "inverse-time, staircase"}},
        {"lab = descent\n[objective]\nsurface = booth\ncondition = 9\n[runner.a]\nrule = gd",
         {"condition", "booth", "ravine"}},
        {"lab = descent\n[objective]\nkind = regression\n[runner.a]\nrule = gd", {"regression"}},
        {"lab = descent\n[objective]\nkind = fit\ndata = seattle\nmodel = w x\n[runner.a]\nrule = "
         "gd",
         {"model", "w", "b", "x"}},
        {"lab = descent\n[objective]\nkind = fit\ndata = seattle\nloss = logistic\n[runner.a]\n"
         "rule = gd",
         {"loss", "logistic", "y", "above", "NUMBER"}},
        {"lab = descent\n[objective]\nkind = fit\ndata = seattle\nw = 3\n[runner.a]\nrule = gd",
         {"w", "start", "NUMBER"}},
        {"lab = descent\n[objective]\nkind = regression\ndata = diamonds\nnoise = 1\n[runner.a]\n"
         "rule = gd",
         {"noise", "regression"}},
        {"lab = descent\n[objective]\nlog = x\n[runner.a]\nrule = gd",
         {"log", "surface", "regression"}},
        {"lab = descent\n[runner.a]\nrule = gd\nmanual = 5:0.5, 3:0.5", {0}},
        {"lab = descent\n[runner.a]\nrule = gd\nmanual = hello", {"hello"}},
        {"lab = training\n[network]\nhidden = none,3\n[runner.a]\nrule = gd", {"none"}},
        {"lab = training\n[network]\nhidden = 1000000\n[runner.a]\nrule = gd", {0}},
        {"lab = training\n[data]\ndata = digist\n[runner.a]\nrule = gd", {"digist", "digits"}},
        {"lab = training\n[data]\ndata = diamonds\n[run]\nepochs = 1000\n[runner.a]\nrule = gd\n"
         "batch = 1",
         {0}},
        {"lab = training\n[runner.a]\nrule = gd\nalpha = fast", {"alpha", "fast"}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct scene scene = {0};
        struct error error = {0};
        struct allowed allowed = {0};
        char text[600];
        snprintf(text, sizeof text, "[scene]\n%s\n", wrong[i].text);
        parse_or_fail(&scene, text);
        const struct lab_type *type = lab_for(&scene, &error);
        if (type && lab_create(type, &scene, 1, &error))
            fail_msg("accepted: %s", text);
        assert_non_null(strstr(error.text, "«"));
        allow(&allowed, "test.ini");
        for (size_t k = 0; k < 6; k++)
            allow(&allowed, wrong[i].names[k]);
        check_text(&allowed, error.text, wrong[i].text);
        scene_clear(&scene);
    }
}

// Which key is to blame hangs on what happened, not on the words that say it.
static void the_line_of_a_wrong_column_is_found_in_any_language(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *place;
    } wrong[] = {
        {"[scene]\nlab = averages\n[series]\ndata = london\ncolumn = wind\n[average.one]\n", "5"},
        {"[scene]\nlab = averages\n[series]\ndata = %s\ncolumn = wind\n[average.one]\n", "5"},
        {"[scene]\nlab = averages\n[series]\ndata = %s\n[average.one]\n", "4"},
        {"[scene]\nlab = training\n[data]\ndata = %s\nlabel = wind\n[runner.one]\nrule = gd\n",
         "5"},
        {"[scene]\nlab = training\n[data]\ndata = %s\n[runner.one]\nrule = gd\n", "4"},
    };
    char path[] = "/tmp/ravine-column-XXXXXX";
    write_file(path, "%d,%d\n");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct scene scene = {0};
        struct error error = {0};
        char text[400], place[32];
        snprintf(text, sizeof text, wrong[i].scene, path);
        parse_or_fail(&scene, text);
        const struct lab_type *type = lab_for(&scene, &error);
        assert_non_null(type);
        assert_null(lab_create(type, &scene, 1, &error));
        snprintf(place, sizeof place, "test.ini:%s: ", wrong[i].place);
        if (strncmp(error.text, place, strlen(place)) != 0)
            fail_msg("not at line %s: %s", wrong[i].place, error.text);
        scene_clear(&scene);
    }
    unlink(path);
}

static int set_language(void **state)
{
    (void)state;
    return words_set(language_of_everything(true)) ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_of_every_shipped_scene_is_looked_up),
        cmocka_unit_test(every_text_of_odd_scenes_is_looked_up),
        cmocka_unit_test(every_text_about_ones_own_data_is_looked_up),
        cmocka_unit_test(errors_of_wrong_scenes_are_looked_up),
        cmocka_unit_test(the_line_of_a_wrong_column_is_found_in_any_language),
    };
    return cmocka_run_group_tests(tests, set_language, NULL);
}
