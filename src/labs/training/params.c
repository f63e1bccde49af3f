#include "labs/training/params.h"

#include "data/dataset.h"
#include "labs/kit/bands.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/kit/runners.h"
#include "labs/kit/target.h"
#include "labs/quiz.h"
#include "labs/training/pictures.h"
#include "labs/training/zoom.h"
#include "sim/kernels.h"

static const char *const starts[] = {"random", "zeros", NULL};
static const char *const planes[] = {"pca", "random", NULL};
static const char *const alphas[] = {"same", "root", "linear", NULL};

const struct param training_network_params[] = {
    [NETWORK_HIDDEN] = {"hidden", NULL, "hidden",
                        "units of the hidden layers, such as 32 or 64,32; none = none", PARAM_TEXT,
                        .fallback = "32"},
    [NETWORK_ACTIVATION] = {"activation", NULL, "activation", "of the hidden units", PARAM_CHOICE,
                            .choices = activation_names},
    [NETWORK_L2] = {"l2", "λ", "weight penalty", "adds l2/2 · Σw² to the cost", PARAM_LINEAR, 0, 1,
                    0},
    [NETWORK_START] = {"start", NULL, "start",
                       "random (He, Xavier) or zeros, where all units stay alike", PARAM_CHOICE,
                       .choices = starts},
    [NETWORK_END] = {0},
};

const struct param training_data_params[] = {
    [DATA_DATA] = {"data", NULL, "data", "digits, diamonds or a CSV file", PARAM_TEXT,
                   .fallback = "digits"},
    [DATA_LABEL] = {"label", NULL, "label", "the column of a CSV file that is predicted",
                    PARAM_TEXT},
    [DATA_INPUTS] = {"inputs", NULL, "inputs",
                     "the columns it is predicted from, with commas between; all others where not "
                     "given",
                     PARAM_TEXT},
    [DATA_WITHOUT] = {"without", NULL, "without", "columns that it is not predicted from",
                      PARAM_TEXT},
    [DATA_FRACTION] = {"test_fraction", NULL, "test part",
                       "share of the rows that are kept for the test", PARAM_LINEAR, 0.01, 0.9,
                       0.2},
    [DATA_END] = {0},
};

const struct param training_data_choice = {.key = "data",
                                           .label = "data",
                                           .help = "one of the shipped data sets",
                                           .scale = PARAM_CHOICE,
                                           .choices = dataset_example_names};

const struct param training_run_params[] = {
    [RUN_EPOCHS] = {"epochs", NULL, "epochs", "passes over the training set", PARAM_INTEGER, 1,
                    1000, 10},
    [RUN_SEED] = {"seed", NULL, "seed", "names the split, the start and the shuffles",
                  PARAM_INTEGER, 0, 1000000, 1},
    [RUN_SCORES] = {"evaluations", NULL, "evaluations",
                    "how often an epoch the full costs are found", PARAM_INTEGER, 1, 64, 4},
};

const struct param training_view_params[] = {
    [VIEW_AXIS] = {"x_axis", NULL, "x axis", "what the cost curves are drawn against", PARAM_CHOICE,
                   .standard = AXIS_EPOCHS, .choices = kit_axes},
    [VIEW_BETA] = {"beta", "β", "smoothing",
                   "of the average over the batch costs, about 1/(1−β) steps", PARAM_NEAR_ONE, 0,
                   0.9999, 0.9},
    [VIEW_PLANE] = {"plane", NULL, "plane",
                    "of the landscape: principal directions of the paths, or two random ones",
                    PARAM_CHOICE, .choices = planes},
    [VIEW_LOG] = {"log_cost", NULL, "log cost", "the cost axis is logarithmic", PARAM_CHOICE,
                  .standard = 1, .choices = kit_no_yes},
    [VIEW_CURVE] = {"curve", NULL, "curve", "how noisy curves are drawn whose steps crowd",
                    PARAM_CHOICE, .choices = kit_curves},
    [VIEW_STEP] = {"step", NULL, "step", "where the timeline stands: 64 an epoch", PARAM_LINEAR, 0,
                   64000, 0},
    [VIEW_WEIGHT] = {"weight", NULL, "weight", "of which the hood tells; 0 = the largest |g|",
                     PARAM_INTEGER, 0, 1e9, 0},
    [VIEW_END] = {0},
};

const struct param training_sweep_params[] = {
    [SWEEP_TARGET] = {"target", NULL, "target cost", "cost of the training set to be reached",
                      PARAM_LOG, 1e-6, 100, 0.1},
    [SWEEP_ALPHA] = {"alpha", NULL, "α with b",
                     "how α changes with the batch size: same, root (∝ √b), linear (∝ b)",
                     PARAM_CHOICE, .standard = SWEEP_ALPHA_ROOT, .choices = alphas},
    [SWEEP_EPOCHS] = {"epochs", NULL, "epochs at most", "for each batch size", PARAM_INTEGER, 1,
                      10000, 100},
    [SWEEP_SECONDS] = {"seconds", NULL, "seconds at most", "for each batch size", PARAM_LOG, 0.01,
                       600, 2},
    [SWEEP_AROUND] = {"around", NULL, "around b",
                      "looks at the sizes from 4 below to 4 above this one; 0 = 1, 2, 4 … m",
                      PARAM_INTEGER, 0, 1e6, 0},
    [SWEEP_END] = {0},
};

const struct param training_alphas_params[] = {
    [ALPHAS_TARGET] = {"target", NULL, "good cost", "up to which cost an α counts as good",
                       PARAM_LOG, 1e-6, 100, 0.2},
    [ALPHAS_SEEDS] = {"seeds", NULL, "seeds", "of which the worst counts", PARAM_INTEGER, 1,
                      ALPHAS_SEEDS_MAX, 3},
    [ALPHAS_END] = {0},
};

const struct param training_strip_params[] = {
    [STRIP_EXAMPLES] = {"examples", "m", "examples", "of a set that is only drawn", PARAM_INTEGER,
                        1, 1e9, 5e6},
    [STRIP_BATCH] = {"batch", "b", "batch size", "its mini-batches", PARAM_INTEGER, 1, 1e9, 1000},
    [STRIP_ZOOM] = {"zoom", NULL, "zoom", "how much larger each strip is than the one above",
                    PARAM_LOG, 1, 10000, 500},
    [STRIP_END] = {0},
};

KIT_PARAM_FUNCTION(network_param, training_network_params)
KIT_PARAM_FUNCTION(sweep_param, training_sweep_params)
KIT_PARAM_FUNCTION(alphas_param, training_alphas_params)
KIT_PARAM_FUNCTION(strip_param, training_strip_params)

const struct param *training_run_param(size_t index)
{
    return index < RUN_END    ? &training_run_params[index]
           : index == RUN_END ? &kit_target_param
                              : NULL;
}

static const struct param *data_param(size_t index)
{
    return index < DATA_END                   ? &training_data_params[index]
           : index < DATA_END + KIT_DATA_KEYS ? &kit_data_params[index - DATA_END]
                                              : NULL;
}

static const struct param *view_param(size_t index)
{
    if (kit_has_show(&training_show_param) && index-- == 0)
        return &training_show_param;
    if (index < VIEW_END)
        return &training_view_params[index];
    index -= VIEW_END;
    if (index < 2 * ZOOM_COUNT)
        return &training_zoom_params[index];
    index -= 2 * ZOOM_COUNT;
    return index < KIT_RELIEF_KEYS    ? &kit_relief_params[index]
           : index == KIT_RELIEF_KEYS ? &kit_hood_param
                                      : kit_screen_param(index - KIT_RELIEF_KEYS - 1);
}

const struct scene_rule training_sections[] = {
    {"scene", false, kit_scene_param},
    {"network", false, network_param},
    {"data", false, data_param},
    {"run", false, training_run_param},
    RUNNER_SECTION,
    KIT_RULES,
    {"sweep", false, sweep_param},
    {"alphas", false, alphas_param},
    {"strip", false, strip_param},
    {"view", false, view_param},
    KIT_CLAIMS,
    KIT_PREDICT,
    KIT_FIGURE,
    {0},
};
