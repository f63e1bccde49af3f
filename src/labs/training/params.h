// The keys of the Training lab's scenes.
#ifndef RAVINE_LABS_TRAINING_PARAMS_H
#define RAVINE_LABS_TRAINING_PARAMS_H

#include "labs/lab.h"

enum { NETWORK_HIDDEN, NETWORK_ACTIVATION, NETWORK_L2, NETWORK_START, NETWORK_END };
enum { DATA_DATA, DATA_LABEL, DATA_INPUTS, DATA_WITHOUT, DATA_FRACTION, DATA_END };
enum { RUN_EPOCHS, RUN_SEED, RUN_SCORES, RUN_END };
enum { VIEW_AXIS, VIEW_BETA, VIEW_PLANE, VIEW_LOG, VIEW_CURVE, VIEW_STEP, VIEW_WEIGHT, VIEW_END };
enum { SWEEP_TARGET, SWEEP_ALPHA, SWEEP_EPOCHS, SWEEP_SECONDS, SWEEP_AROUND, SWEEP_END };
enum { STRIP_EXAMPLES, STRIP_BATCH, STRIP_ZOOM, STRIP_END };
enum { ALPHAS_TARGET, ALPHAS_SEEDS, ALPHAS_END };

extern const struct param training_network_params[], training_data_params[], training_run_params[],
    training_view_params[], training_sweep_params[], training_alphas_params[],
    training_strip_params[];
const struct param *training_run_param(size_t index); // those and the target
extern const struct param training_data_choice;       // of `data`, where what ships is shown
extern const struct scene_rule training_sections[];

#endif
