// Opening a scene in the Training lab: what has not changed is kept.
#include "base/array.h"
#include "base/text.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/scene.h"
#include "labs/kit/target.h"
#include "labs/training/costs.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "labs/training/thin.h"
#include "labs/training/zoom.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        text = training_network_params[NETWORK_HIDDEN].fallback;
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

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

// ---- opening ------------------------------------------------------------------------------------

// What open() builds before it touches what is there.
struct opening {
    struct training_part part[ZOOM_COUNT];
    struct scene scene;
    struct examples examples;
    bool has_examples;          // new ones
    struct training_data *data; // NULL: the old one serves
    char *examples_key, *data_key, *training_key;
    struct network *network; // NULL: the old training goes on
    struct network_work work;
    float *start;
    struct runner_set runners;
    struct trainer *training;
};

static void opening_clear(struct opening *opening)
{
    trainer_destroy(opening->training);
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
    struct examples_source source = {
        .data = data && *data ? data : training_data_params[DATA_DATA].fallback,
        .beside = scene->source,
        .label = scene_text(scene, "data", "label"),
        .inputs = scene_text(scene, "data", "inputs"),
        .without = scene_text(scene, "data", "without"),
        .tables = lab->head.tables,
    };
    if (!kit_data_hints(scene, "data", &source.hints, error))
        return false;
    const double fraction = scene_number(scene, "data", &training_data_params[DATA_FRACTION]);
    const double seed = scene_number(scene, "run", &training_run_params[RUN_SEED]);
    char key[9000];
    snprintf(key, sizeof key, "%s\n%s\n%s\n%s", source.data, source.label ? source.label : "",
             source.inputs ? source.inputs : "", source.without ? source.without : "");
    kit_data_describe(scene, "data", key, sizeof key);
    opening->examples_key = strdup(key);
    text_append(key, sizeof key, "\n%.17g %.0f", fraction, seed);
    opening->data_key = strdup(key);
    if (!opening->examples_key || !opening->data_key)
        return error_memory(error);
    const struct examples *examples = &lab->examples;
    if (!is_same(opening->examples_key, lab->examples_key)) {
        if (!examples_read(&opening->examples, &source, error))
            return scene_blame(scene, "data",
                               opening->examples.blame ? opening->examples.blame : "data", error);
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

// Making the start of such a network takes longer than a frame: the threads that train do it.
static bool is_large(const struct network *network)
{
    return network->parameters > 100000;
}

static bool starts_at_zero(const struct scene *scene)
{
    return choice(scene, "network", &training_network_params[NETWORK_START]) != 0;
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
            (enum activation)choice(scene, "network", &training_network_params[NETWORK_ACTIVATION]),
        .l2 = (float)scene_number(scene, "network", &training_network_params[NETWORK_L2]),
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
    if (!is_large(opening->network) && !starts_at_zero(scene))
        network_start(opening->network,
                      (uint64_t)scene_number(scene, "run", &training_run_params[RUN_SEED]),
                      opening->start);
    return true;
}

static bool prepare(const struct training_lab *lab, struct opening *opening,
                    const struct scene *scene, struct error *error)
{
    static const char *const names[] = {"network", "data", "run", "runner.", "rule.", NULL};
    if (!scene_copy(&opening->scene, scene, error) ||
        !training_zoom_read(scene, opening->part, error) ||
        !prepare_data(lab, opening, scene, error))
        return false;
    const struct examples *examples = opening->has_examples ? &opening->examples : &lab->examples;
    const size_t count = opening->data ? opening->data->train.count : lab->data->train.count;
    opening->training_key = kit_describe(scene, names, "", error);
    if (!opening->training_key || !kit_target_check(scene, error) ||
        !runner_set_init(&opening->runners, &lab->runners, scene, count, error))
        return false;
    runner_set_length(&opening->runners, 0,
                      (size_t)scene_number(scene, "run", &training_run_params[RUN_EPOCHS]));
    if (!opening->data && is_same(opening->training_key, lab->training_key) &&
        !trainer_was_cancelled(lab->training))
        return true; // only looks changed: the training goes on
    return prepare_network(opening, examples, error);
}

static bool make_training(const struct training_lab *lab, struct opening *opening,
                          struct error *error)
{
    const struct scene *scene = &opening->scene;
    const struct training_data *data = opening->data ? opening->data : lab->data;
    const struct trainer_setup setup = {
        .network = opening->network,
        .train = &data->train,
        .test = &data->test,
        .start = opening->start,
        .drawn = is_large(opening->network) ? opening->start : NULL,
        .is_zero = starts_at_zero(scene),
        .seed = (uint64_t)scene_number(scene, "run", &training_run_params[RUN_SEED]),
        .epochs = (size_t)scene_number(scene, "run", &training_run_params[RUN_EPOCHS]),
        .scores = (size_t)scene_number(scene, "run", &training_run_params[RUN_SCORES]),
        .runners = opening->runners.runner,
        .runner_count = opening->runners.count,
        .threads = lab->head.threads,
        .refuse_start = lab->refuse_start,
    };
    opening->training = trainer_create(&setup, error);
    return opening->training != NULL;
}

// Whether a training of this scene can be made at all, before the old one is given up.
static bool check_steps(const struct opening *opening, size_t examples, struct error *error)
{
    const double epochs = scene_number(&opening->scene, "run", &training_run_params[RUN_EPOCHS]);
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
    lab_take(&lab->head, &opening->scene);
    runner_set_clear(&lab->runners);
    lab->runners = opening->runners;
    memset(&opening->runners, 0, sizeof opening->runners);
    const struct scene *scene = &lab->head.scene;
    lab->axis = (enum kit_axis)choice(scene, "view", &training_view_params[VIEW_AXIS]);
    lab->beta = scene_number(scene, "view", &training_view_params[VIEW_BETA]);
    lab->epochs = (size_t)scene_number(scene, "run", &training_run_params[RUN_EPOCHS]);
    lab->relief_view = kit_relief_read(scene);
    lab->log_cost = choice(scene, "view", &training_view_params[VIEW_LOG]) == 1;
    lab->is_raw = choice(scene, "view", &training_view_params[VIEW_CURVE]) == 1;
    memcpy(lab->part, opening->part, sizeof lab->part);
    lab->random_plane = choice(scene, "view", &training_view_params[VIEW_PLANE]) == 1;
    lab->shows_hood =
        choice(scene, "view", &kit_hood_param) == 1 && !kit_hood_is_hidden(lab->head.type, scene);
    lab->weight = (size_t)scene_number(scene, "view", &training_view_params[VIEW_WEIGHT]);
    lab->weight_slider = training_view_params[VIEW_WEIGHT];
    lab->weight_slider.max = (double)lab->network->real;
}

// Everything that looks at the network, its start or the data ends before they go.
static void take_training(struct training_lab *lab, struct opening *opening)
{
    training_hood_clear(lab);
    if (lab->training && lab->head.wants_ghost)
        training_ghost_keep(lab, lab);
    trainer_destroy(lab->training);
    lab->training = opening->training;
    opening->training = NULL;
    training_ghost_compare(lab);
    training_clear_pictures(lab);
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
    // Costs on other data tell nothing about these.
    if (lab->examples_key && strcmp(lab->examples_key, opening->examples_key) != 0)
        training_ghost_clear(lab);
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

bool training_open(struct lab *base, const struct scene *scene, struct error *error)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct opening opening = {0};
    bool done = prepare(lab, &opening, scene, error);
    if (done && opening.network) {
        const struct training_data *data = opening.data ? opening.data : lab->data;
        done =
            check_steps(&opening, data->train.count, error) && make_training(lab, &opening, error);
        // The old one goes on until the new one runs; it ends at once after that, for it has the
        // processors.
        done = done && trainer_start(opening.training, error);
        if (done)
            take_training(lab, &opening);
    }
    if (done)
        take_looks(lab, &opening);
    opening_clear(&opening);
    return done;
}
