#include "labs/training.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/training_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const activations[] = {"relu", "tanh", NULL};
static const char *const starts[] = {"random", "zeros", NULL};
static const char *const shows[] = {"costs",     "landscape",  "learned",
                                    "splitting", "batch-size", NULL};
static const char *const axes[] = {"steps", "epochs", "examples", "seconds", NULL};
static const char *const planes[] = {"pca", "random", NULL};
static const char *const alphas[] = {"same", "root", "linear", NULL};

enum { NETWORK_HIDDEN, NETWORK_ACTIVATION, NETWORK_L2, NETWORK_START, NETWORK_END };
enum { DATA_DATA, DATA_LABEL, DATA_FRACTION, DATA_END };
enum { RUN_EPOCHS, RUN_SEED, RUN_SCORES, RUN_END };
enum { VIEW_SHOW, VIEW_AXIS, VIEW_BETA, VIEW_PLANE, VIEW_LOG, VIEW_STEP, VIEW_END };
enum { SWEEP_TARGET, SWEEP_ALPHA, SWEEP_EPOCHS, SWEEP_SECONDS, SWEEP_END };

static const struct param network_params[] = {
    [NETWORK_HIDDEN] = {"hidden", NULL, "hidden",
                        "units of the hidden layers, such as 32 or 64,32; none = none", PARAM_TEXT,
                        .fallback = "32"},
    [NETWORK_ACTIVATION] = {"activation", NULL, "activation", "of the hidden units", PARAM_CHOICE,
                            .choices = activations},
    [NETWORK_L2] = {"l2", "λ", "weight penalty", "adds l2/2 · Σw² to the cost", PARAM_LINEAR, 0, 1,
                    0},
    [NETWORK_START] = {"start", NULL, "start",
                       "random (He, Xavier) or zeros, where all units stay alike", PARAM_CHOICE,
                       .choices = starts},
    [NETWORK_END] = {0},
};

static const struct param data_params[] = {
    [DATA_DATA] = {"data", NULL, "data", "digits, diamonds or a CSV file", PARAM_TEXT,
                   .fallback = "digits"},
    [DATA_LABEL] = {"label", NULL, "label", "the column of a CSV file that is predicted",
                    PARAM_TEXT},
    [DATA_FRACTION] = {"test_fraction", NULL, "test part",
                       "share of the rows that are kept for the test", PARAM_LINEAR, 0.01, 0.9,
                       0.2},
    [DATA_END] = {0},
};

static const struct param run_params[] = {
    [RUN_EPOCHS] = {"epochs", NULL, "epochs", "passes over the training set", PARAM_INTEGER, 1,
                    1000, 10},
    [RUN_SEED] = {"seed", NULL, "seed", "names the split, the start and the shuffles",
                  PARAM_INTEGER, 0, 1000000, 1},
    [RUN_SCORES] = {"evaluations", NULL, "evaluations",
                    "how often an epoch the full costs are found", PARAM_INTEGER, 1, 64, 4},
    [RUN_END] = {0},
};

static const struct param view_params[] = {
    [VIEW_SHOW] = {"show", NULL, "show",
                   "what the stage shows: cost curves, the path on the landscape, what has been "
                   "learned, the splitting into batches, or the choice of the batch size",
                   PARAM_CHOICE, .choices = shows},
    [VIEW_AXIS] = {"x_axis", NULL, "x axis", "what the cost curves are drawn against", PARAM_CHOICE,
                   .standard = AXIS_EPOCHS, .choices = axes},
    [VIEW_BETA] = {"beta", "β", "smoothing",
                   "of the average over the batch costs, about 1/(1−β) steps", PARAM_NEAR_ONE, 0,
                   0.9999, 0.9},
    [VIEW_PLANE] = {"plane", NULL, "plane",
                    "of the landscape: principal directions of the paths, or two random ones",
                    PARAM_CHOICE, .choices = planes},
    [VIEW_LOG] = {"log_cost", NULL, "log cost", "the cost axis is logarithmic", PARAM_CHOICE,
                  .standard = 1, .choices = lab_no_yes},
    [VIEW_STEP] = {"step", NULL, "step", "where the timeline stands: 64 an epoch", PARAM_LINEAR, 0,
                   64000, 0},
    [VIEW_END] = {0},
};

static const struct param sweep_params[] = {
    [SWEEP_TARGET] = {"target", NULL, "target cost", "cost of the training set to be reached",
                      PARAM_LOG, 1e-6, 100, 0.1},
    [SWEEP_ALPHA] = {"alpha", NULL, "α with b",
                     "how α changes with the batch size: same, root (∝ √b), linear (∝ b)",
                     PARAM_CHOICE, .standard = SWEEP_ALPHA_ROOT, .choices = alphas},
    [SWEEP_EPOCHS] = {"epochs", NULL, "epochs at most", "for each batch size", PARAM_INTEGER, 1,
                      10000, 100},
    [SWEEP_SECONDS] = {"seconds", NULL, "seconds at most", "for each batch size", PARAM_LOG, 0.01,
                       600, 2},
    [SWEEP_END] = {0},
};

#define PARAM_FUNCTION(name, table, end)                                                           \
    static const struct param *name(size_t index)                                                  \
    {                                                                                              \
        return index < (end) ? &(table)[index] : NULL;                                             \
    }
PARAM_FUNCTION(network_param, network_params, NETWORK_END)
PARAM_FUNCTION(data_param, data_params, DATA_END)
PARAM_FUNCTION(run_param, run_params, RUN_END)
PARAM_FUNCTION(sweep_param, sweep_params, SWEEP_END)

static const struct param *view_param(size_t index)
{
    if (index == VIEW_END)
        return &lab_theme_param;
    return index < VIEW_END ? &view_params[index] : NULL;
}

static const struct scene_rule sections[] = {
    {"scene", false, lab_scene_param}, {"network", false, network_param},
    {"data", false, data_param},       {"run", false, run_param},
    {"runner", true, runner_param},    {"sweep", false, sweep_param},
    {"view", false, view_param},       {0},
};

// ---- reading ------------------------------------------------------------------------------------

static int choice(const struct scene *scene, const char *section, const struct param *param)
{
    return (int)scene_number(scene, section, param);
}

// "64,32" into hidden[].
static bool read_hidden(const struct scene *scene, struct network_spec *spec, struct error *error)
{
    const char *text = scene_text(scene, "network", "hidden");
    if (!text)
        text = network_params[NETWORK_HIDDEN].fallback;
    if (strcmp(text, "none") == 0)
        return true;
    for (const char *rest = text; rest;) {
        char piece[32];
        const size_t length = strcspn(rest, ",");
        double units = 0;
        snprintf(piece, sizeof piece, "%.*s", length < 31 ? (int)length : 31, rest);
        if (!text_number(piece, &units) || units < 1 || units > 1e9 || units != floor(units)) {
            error_set(error, ERROR_INPUT,
                      "hidden must be numbers of units from 1 such as 64,32, or none, not '%.60s'",
                      text);
            return scene_blame(scene, "network", "hidden", error);
        }
        if (spec->hidden_count == NETWORK_LAYERS_MAX - 1) {
            error_set(error, ERROR_INPUT, "hidden: at most %d layers", NETWORK_LAYERS_MAX - 1);
            return scene_blame(scene, "network", "hidden", error);
        }
        spec->hidden[spec->hidden_count++] = (size_t)units;
        rest = rest[length] == ',' ? rest + length + 1 : NULL;
    }
    return true;
}

// Sections as text, what only concerns looks aside; the caller frees.
static char *describe(const struct scene *scene, const char *const names[], struct error *error)
{
    static const char *const cosmetic[] = {"name", "color", "hidden"};
    const size_t size = 32768;
    char *key = array_create(size, 1, error);
    for (size_t s = 0; key && s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        bool is_wanted = false;
        for (size_t i = 0; names[i]; i++)
            is_wanted = is_wanted || strncmp(section->name, names[i], strlen(names[i])) == 0;
        if (!is_wanted)
            continue;
        const bool is_runner = strncmp(section->name, "runner.", 7) == 0;
        text_append(key, size, "[%s]\n", section->name);
        for (size_t e = 0; e < section->count; e++) {
            bool matters = true;
            for (size_t c = 0; is_runner && c < 3; c++)
                matters = matters && strcmp(section->entry[e].key, cosmetic[c]) != 0;
            if (matters)
                text_append(key, size, "%s=%s\n", section->entry[e].key, section->entry[e].value);
        }
    }
    return key;
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

// ---- opening ------------------------------------------------------------------------------------

// What open() builds before it touches what is there.
struct opening {
    struct scene scene;
    struct examples examples;
    bool has_examples;          // new ones
    struct training_data *data; // NULL: the old one serves
    char *examples_key, *data_key, *training_key;
    struct network *network; // NULL: the old training goes on
    struct network_work work;
    float *start;
    struct runner_set runners;
    struct training *training;
};

static void opening_clear(struct opening *opening)
{
    training_destroy(opening->training);
    scene_clear(&opening->scene);
    examples_clear(&opening->examples);
    if (opening->data)
        training_data_clear(opening->data);
    free(opening->data);
    free(opening->network);
    network_work_clear(&opening->work);
    runner_set_clear(&opening->runners);
    free(opening->examples_key);
    free(opening->data_key);
    free(opening->training_key);
    free(opening->start);
}

static bool prepare_data(const struct training_lab *lab, struct opening *opening,
                         const struct scene *scene, struct error *error)
{
    const char *data = scene_text(scene, "data", "data");
    const char *label = scene_text(scene, "data", "label");
    data = data && *data ? data : data_params[DATA_DATA].fallback;
    const double fraction = scene_number(scene, "data", &data_params[DATA_FRACTION]);
    const double seed = scene_number(scene, "run", &run_params[RUN_SEED]);
    char key[9000];
    snprintf(key, sizeof key, "%s\n%s", data, label ? label : "");
    opening->examples_key = strdup(key);
    text_append(key, sizeof key, "\n%.17g %.0f", fraction, seed);
    opening->data_key = strdup(key);
    if (!opening->examples_key || !opening->data_key)
        return error_memory(error);
    const struct examples *examples = &lab->examples;
    if (!is_same(opening->examples_key, lab->examples_key)) {
        if (!examples_read(&opening->examples, data, scene->source, label, error))
            return scene_blame(scene, "data",
                               label && strstr(error->text, "column") ? "label" : "data", error);
        opening->has_examples = true;
        examples = &opening->examples;
    }
    if (!opening->has_examples && is_same(opening->data_key, lab->data_key))
        return true;
    opening->data = array_create(1, sizeof *opening->data, error);
    return opening->data &&
           (training_data_init(opening->data, examples, fraction, (uint64_t)seed, error) ||
            scene_blame(scene, "data", "data", error));
}

static bool prepare_network(struct opening *opening, const struct examples *examples,
                            struct error *error)
{
    const struct scene *scene = &opening->scene;
    struct network_spec spec = {
        .inputs = examples->inputs,
        .outputs = examples->is_classes ? examples->classes : 1,
        .loss = examples->is_classes ? LOSS_CLASSES : LOSS_NUMBER,
        .activation =
            (enum activation)choice(scene, "network", &network_params[NETWORK_ACTIVATION]),
        .l2 = (float)scene_number(scene, "network", &network_params[NETWORK_L2]),
    };
    if (!read_hidden(scene, &spec, error))
        return false;
    opening->network = array_create(1, sizeof *opening->network, error);
    if (!opening->network)
        return false;
    if (!network_init(opening->network, &spec, NULL, error))
        return scene_blame(scene, "network", "hidden", error);
    opening->start = array_create(opening->network->parameters, sizeof *opening->start, error);
    if (!opening->start || !network_work_init(&opening->work, opening->network, error))
        return false;
    if (choice(scene, "network", &network_params[NETWORK_START]) == 0)
        network_start(opening->network, (uint64_t)scene_number(scene, "run", &run_params[RUN_SEED]),
                      opening->start);
    return true;
}

static bool prepare(const struct training_lab *lab, struct opening *opening,
                    const struct scene *scene, struct error *error)
{
    static const char *const names[] = {"network", "data", "run", "runner.", NULL};
    if (!scene_copy(&opening->scene, scene, error) || !prepare_data(lab, opening, scene, error))
        return false;
    const struct examples *examples = opening->has_examples ? &opening->examples : &lab->examples;
    const size_t count = opening->data ? opening->data->train.count : lab->data->train.count;
    opening->training_key = describe(scene, names, error);
    if (!opening->training_key || !runner_set_init(&opening->runners, scene, count, error))
        return false;
    if (!opening->data && is_same(opening->training_key, lab->training_key))
        return true; // only looks changed: the training goes on
    return prepare_network(opening, examples, error);
}

static bool make_training(const struct training_lab *lab, struct opening *opening,
                          struct error *error)
{
    const struct scene *scene = &opening->scene;
    const struct training_data *data = opening->data ? opening->data : lab->data;
    const struct training_setup setup = {
        .network = opening->network,
        .train = &data->train,
        .test = &data->test,
        .start = opening->start,
        .seed = (uint64_t)scene_number(scene, "run", &run_params[RUN_SEED]),
        .epochs = (size_t)scene_number(scene, "run", &run_params[RUN_EPOCHS]),
        .scores = (size_t)scene_number(scene, "run", &run_params[RUN_SCORES]),
        .runners = opening->runners.runner,
        .runner_count = opening->runners.count,
        .threads = lab->threads,
    };
    opening->training = training_create(&setup, error);
    return opening->training != NULL;
}

// Whether a training of this scene can be made at all, before the old one is given up.
static bool check_steps(const struct opening *opening, size_t examples, struct error *error)
{
    const double epochs = scene_number(&opening->scene, "run", &run_params[RUN_EPOCHS]);
    for (size_t i = 0; i < opening->runners.count; i++) {
        const size_t batch = opening->runners.runner[i].batch;
        const double steps = epochs * (batch == 0 ? 1 : ceil((double)examples / (double)batch));
        if (steps <= 5e6)
            continue;
        error_set(error, ERROR_INPUT,
                  "%s: %.0f epochs of batches of %zu are %.0f steps; at most 5 million are made: "
                  "fewer epochs or larger batches",
                  opening->runners.entry[i].name, epochs, batch, steps);
        return scene_blame(&opening->scene, "run", "epochs", error);
    }
    return true;
}

static void take_looks(struct training_lab *lab, struct opening *opening)
{
    scene_clear(&lab->scene);
    lab->scene = opening->scene;
    memset(&opening->scene, 0, sizeof opening->scene);
    runner_set_clear(&lab->runners);
    lab->runners = opening->runners;
    memset(&opening->runners, 0, sizeof opening->runners);
    const struct scene *scene = &lab->scene;
    lab->show = (enum training_show)choice(scene, "view", &view_params[VIEW_SHOW]);
    lab->axis = (enum training_axis)choice(scene, "view", &view_params[VIEW_AXIS]);
    lab->beta = scene_number(scene, "view", &view_params[VIEW_BETA]);
    lab->epochs = (size_t)scene_number(scene, "run", &run_params[RUN_EPOCHS]);
    lab->log_cost = choice(scene, "view", &view_params[VIEW_LOG]) == 1;
    lab->random_plane = choice(scene, "view", &view_params[VIEW_PLANE]) == 1;
}

// Everything that looks at the network, its start or the data ends before they go.
static void take_training(struct training_lab *lab, struct opening *opening)
{
    training_destroy(lab->training);
    lab->training = opening->training;
    opening->training = NULL;
    training_clear_views(lab);
    training_clear_curves(lab);
    if (opening->has_examples) {
        examples_clear(&lab->examples);
        lab->examples = opening->examples;
        memset(&opening->examples, 0, sizeof opening->examples);
    }
    if (opening->data) {
        if (lab->data)
            training_data_clear(lab->data);
        free(lab->data);
        lab->data = opening->data;
        opening->data = NULL;
    }
    free(lab->examples_key);
    free(lab->data_key);
    free(lab->training_key);
    free(lab->start);
    free(lab->network);
    network_work_clear(&lab->work);
    lab->examples_key = opening->examples_key;
    lab->data_key = opening->data_key;
    lab->training_key = opening->training_key;
    lab->start = opening->start;
    lab->work = opening->work;
    lab->network = opening->network;
    opening->examples_key = opening->data_key = opening->training_key = NULL;
    opening->start = NULL;
    opening->network = NULL;
    memset(&opening->work, 0, sizeof opening->work);
    lab->generation++;
}

static bool training_open(struct lab *base, const struct scene *scene, struct error *error)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct opening opening = {0};
    bool done = prepare(lab, &opening, scene, error);
    if (done && opening.network) {
        const struct training_data *data = opening.data ? opening.data : lab->data;
        done =
            check_steps(&opening, data->train.count, error) && make_training(lab, &opening, error);
        // The old one ends first: it has the processors.
        if (done && lab->training)
            training_cancel(lab->training);
        done = done && training_start(opening.training, error);
        if (done)
            take_training(lab, &opening);
    }
    if (done)
        take_looks(lab, &opening);
    opening_clear(&opening);
    return done;
}

static void lab_destroy(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (!lab)
        return;
    training_destroy(lab->training);
    training_clear_views(lab);
    training_clear_curves(lab);
    examples_clear(&lab->examples);
    if (lab->data)
        training_data_clear(lab->data);
    free(lab->data);
    free(lab->network);
    network_work_clear(&lab->work);
    runner_set_clear(&lab->runners);
    scene_clear(&lab->scene);
    curve_points_clear(&lab->scratch);
    free(lab->examples_key);
    free(lab->data_key);
    free(lab->training_key);
    free(lab->start);
    free(lab);
}

static struct lab *lab_create(const struct scene *scene, int threads, struct error *error)
{
    struct training_lab *lab = array_create(1, sizeof *lab, error);
    if (!lab)
        return NULL;
    lab->head.type = &lab_training;
    lab->threads = threads;
    if (training_open(&lab->head, scene, error))
        return &lab->head;
    lab_destroy(&lab->head);
    return NULL;
}

// ---- the timeline -------------------------------------------------------------------------------

double training_epochs(const struct training_lab *lab, double step)
{
    return fmin(fmax(step, 0) / TICKS_AN_EPOCH, (double)lab->epochs);
}

double training_step(const struct training_lab *lab, size_t runner, double step)
{
    const struct course *course = training_course(lab->training, runner);
    const size_t length = atomic_load_explicit(&course->length, memory_order_acquire);
    return fmin(course_step(course, training_epochs(lab, step)), (double)length - 1);
}

size_t training_chosen(const struct training_lab *lab, const struct lab_view *view)
{
    if (view->is_selected && view->selected < lab->runners.count)
        return view->selected;
    for (size_t r = lab->runners.count; r-- > 0;)
        if (!lab->runners.entry[r].hidden)
            return r;
    return 0;
}

bool training_rises(const struct training_lab *lab, size_t runner, double step, size_t *at)
{
    const struct course *course = training_course(lab->training, runner);
    if (lab->runners.runner[runner].batch != 0)
        return false;
    const size_t end = (size_t)fmax(training_step(lab, runner, step), 0);
    for (size_t k = 2; k <= end; k++) {
        if (course->batch_cost[k] > course->batch_cost[k - 1] * (1 + 1e-5) + 1e-7) {
            *at = k;
            return true;
        }
    }
    return false;
}

static bool lab_wait(struct lab *base, double step, int milliseconds)
{
    struct training_lab *lab = (struct training_lab *)base;
    (void)step;
    const bool done = training_wait(lab->training, milliseconds);
    if (milliseconds < 0)
        training_begin_view(lab, true);
    return done;
}

static bool lab_busy(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return !training_done(lab->training) || training_view_busy(lab);
}

static size_t lab_steps(const struct lab *base)
{
    return ((const struct training_lab *)base)->epochs * TICKS_AN_EPOCH;
}

static size_t lab_tick(const struct lab *base)
{
    (void)base;
    return TICKS_AN_EPOCH;
}

static void lab_place(const struct lab *base, double step, char where[48], char detail[48])
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const double epochs = training_epochs(lab, step);
    snprintf(where, 48, "epoch %.1f", epochs);
    snprintf(detail, 48, "of %zu", lab->epochs);
}

// ---- groups and sliders -------------------------------------------------------------------------

enum { GROUP_NETWORK, GROUP_DATA, GROUP_RUN, GROUP_VIEW, GROUP_SWEEP };

static size_t lab_groups(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return lab->runners.count + (lab->show == SHOW_BATCH_SIZE ? 5 : 4);
}

static void runner_group(const struct training_lab *lab, size_t index, double step,
                         struct lab_group *group)
{
    const struct runner_entry *entry = &lab->runners.entry[index];
    const struct course *course = training_course(lab->training, index);
    snprintf(group->section, sizeof group->section, "%s", entry->section);
    snprintf(group->name, sizeof group->name, "%s", entry->name);
    group->is_runner = true;
    group->hidden = entry->hidden;
    group->look = entry->look;
    runner_summary(&lab->runners.runner[index], group->summary, sizeof group->summary);
    const char *asked = scene_text(&lab->scene, entry->section, "batch");
    double batch;
    if (asked && text_number(asked, &batch) && batch > (double)lab->data->train.count)
        text_append(group->summary, sizeof group->summary, " (%.0f is more than m)", batch);
    const double at = course_step(course, training_epochs(lab, step));
    const long shot = course_score(course, at);
    const size_t length = atomic_load_explicit(&course->length, memory_order_acquire);
    size_t rise;
    group->diverged = atomic_load(&course->diverged) && at >= (double)length - 1;
    if (group->diverged)
        snprintf(group->result, sizeof group->result, "diverged");
    else if (training_rises(lab, index, step, &rise))
        snprintf(group->result, sizeof group->result, "rising");
    else if (shot >= 0 && lab->examples.is_classes)
        snprintf(group->result, sizeof group->result, "%.1f %%", 100 * course->test_accuracy[shot]);
    else if (shot >= 0) {
        char number[32];
        text_show(course->test_cost[shot], 3, number, sizeof number);
        snprintf(group->result, sizeof group->result, "J = %s", number);
    }
}

static void describe_network(const struct training_lab *lab, char *text, size_t size)
{
    const struct network_spec *spec = &lab->network->spec;
    snprintf(text, size, "%zu", spec->inputs);
    for (size_t l = 0; l < spec->hidden_count; l++)
        text_append(text, size, "-%zu", spec->hidden[l]);
    text_append(text, size, "-%zu, %zu parameters", spec->outputs, lab->network->real);
}

static void lab_group(const struct lab *base, size_t index, double step, struct lab_group *group)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    memset(group, 0, sizeof *group);
    if (index < lab->runners.count) {
        runner_group(lab, index, step, group);
        return;
    }
    static const char *const names[] = {"network", "data", "run", "view", "sweep"};
    static const char *const titles[] = {"network", "data", "run", "picture", "batch sizes"};
    const size_t which = index - lab->runners.count;
    snprintf(group->section, sizeof group->section, "%s", names[which]);
    snprintf(group->name, sizeof group->name, "%s", titles[which]);
    if (which == GROUP_NETWORK)
        describe_network(lab, group->summary, sizeof group->summary);
    else if (which == GROUP_DATA)
        snprintf(group->summary, sizeof group->summary, "%.70s; m = %zu, test %zu",
                 lab->examples.found, lab->data->train.count, lab->data->test.count);
    else if (which == GROUP_RUN)
        snprintf(group->summary, sizeof group->summary, "%zu epochs, seed %.0f", lab->epochs,
                 scene_number(&lab->scene, "run", &run_params[RUN_SEED]));
    else if (which == GROUP_VIEW)
        snprintf(group->summary, sizeof group->summary, "%s, β = %g", shows[lab->show], lab->beta);
}

static const struct param *group_slider(const struct training_lab *lab, size_t group, size_t index)
{
    static const int network[] = {NETWORK_ACTIVATION, NETWORK_START, NETWORK_L2};
    static const int run[] = {RUN_EPOCHS, RUN_SEED, RUN_SCORES};
    if (group < lab->runners.count)
        return runner_slider(&lab->runners.runner[group], index);
    switch (group - lab->runners.count) {
    case GROUP_NETWORK:
        return index < 3 ? &network_params[network[index]] : NULL;
    case GROUP_DATA:
        return index < 1 ? &data_params[DATA_FRACTION] : NULL;
    case GROUP_RUN:
        return index < 3 ? &run_params[run[index]] : NULL;
    case GROUP_VIEW:
        return index <= VIEW_PLANE ? &view_params[index] : NULL;
    default:
        return index < SWEEP_END ? &sweep_params[index] : NULL;
    }
}

static size_t lab_sliders(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    size_t count = 0;
    for (size_t group = 0; group < lab_groups(base); group++)
        for (size_t i = 0; group_slider(lab, group, i); i++)
            count++;
    return count;
}

static void lab_slider(const struct lab *base, size_t index, struct lab_slider *slider)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    memset(slider, 0, sizeof *slider);
    for (size_t group = 0; group < lab_groups(base); group++) {
        const struct param *param;
        for (size_t i = 0; (param = group_slider(lab, group, i)); i++) {
            if (index-- == 0) {
                *slider = (struct lab_slider){.group = group, .param = param};
                return;
            }
        }
    }
}

// ---- commands and numbers -----------------------------------------------------------------------

static enum lab_effect put(struct scene *scene, const char *section, const char *key,
                           const char *value)
{
    return scene_put(scene, section, key, value, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

static enum lab_effect lab_command_do(struct lab *base, struct scene *scene,
                                      const struct lab_view *view, enum lab_command command)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    (void)view;
    switch (command) {
    case LAB_COMMAND_LOG:
        return put(scene, "view", "log_cost", lab_no_yes[!lab->log_cost]);
    case LAB_COMMAND_AXIS:
        return put(scene, "view", "x_axis", axes[(lab->axis + 1) % 4]);
    case LAB_COMMAND_VIEW:
        return put(scene, "view", "show", shows[(lab->show + 1) % 5]);
    case LAB_COMMAND_SEED: {
        const double seed = scene_number(scene, "run", &run_params[RUN_SEED]);
        char text[32];
        snprintf(text, sizeof text, "%.0f", seed >= run_params[RUN_SEED].max ? 0 : seed + 1);
        return put(scene, "run", "seed", text);
    }
    default:
        return LAB_NOTHING;
    }
}

static enum lab_effect lab_pointer_do(struct lab *base, struct scene *scene,
                                      const struct lab_layout *layout,
                                      const struct lab_pointer *pointer)
{
    (void)base, (void)scene, (void)layout, (void)pointer;
    return LAB_NOTHING;
}

static void write_course(const struct training_lab *lab, size_t runner, FILE *out)
{
    const struct course *course = training_course(lab->training, runner);
    const char *name = strchr(lab->runners.entry[runner].section, '.') + 1;
    const size_t length = atomic_load_explicit(&course->length, memory_order_acquire);
    size_t shot = 0;
    for (size_t k = 0; k < length; k++) {
        const size_t m = lab->data->train.count;
        const size_t epoch = k == 0 ? 0 : 1 + (k - 1) / course->epoch_steps;
        // The last batch of an epoch may be short.
        const size_t in_epoch = k == 0 ? 0 : (k - 1) % course->epoch_steps + 1;
        const size_t seen =
            k == 0
                ? 0
                : (epoch - 1) * m + (in_epoch * course->batch < m ? in_epoch * course->batch : m);
        fprintf(out, "%s,%zu,%zu,%zu", name, k, epoch, seen);
        lab_write_number(out, course->seconds[k]);
        lab_write_number(out, course->alpha[k]);
        lab_write_number(out, course->batch_cost[k]);
        while (shot < course->shot_capacity && course->shot_step[shot] < k)
            shot++;
        const bool has_shot = shot < course->shot_capacity && course->shot_step[shot] == k &&
                              atomic_load(&course->shot_scored[shot]) == 1;
        lab_write_number(out, has_shot ? course->train_cost[shot] : NAN);
        lab_write_number(out, has_shot ? course->test_cost[shot] : NAN);
        lab_write_number(out, has_shot ? course->test_accuracy[shot] : NAN);
        fputc('\n', out);
    }
}

static bool lab_table(struct lab *base, FILE *out, struct error *error)
{
    struct training_lab *lab = (struct training_lab *)base;
    (void)error;
    training_wait(lab->training, -1);
    fputs("runner,step,epoch,examples,seconds,alpha,batch_cost,train_cost,test_cost,"
          "test_accuracy\n",
          out);
    for (size_t r = 0; r < lab->runners.count; r++)
        write_course(lab, r, out);
    return true;
}

const struct lab_type lab_training = {
    .name = "training",
    .title = "Training",
    .what = "a small network on real data, trained by all runners at once",
    .scene = "digits",
    .sections = sections,
    .create = lab_create,
    .destroy = lab_destroy,
    .open = training_open,
    .wait = lab_wait,
    .busy = lab_busy,
    .steps = lab_steps,
    .tick = lab_tick,
    .place = lab_place,
    .groups = lab_groups,
    .group = lab_group,
    .sliders = lab_sliders,
    .slider = lab_slider,
    .draw = training_draw,
    .pointer = lab_pointer_do,
    .command = lab_command_do,
    .table = lab_table,
};
