// What is trained, for a program.
#include "labs/kit/runner_program.h"
#include "labs/training/params.h"
#include "labs/training/state.h"

bool training_program(const struct lab *base, struct program *program, struct error *error)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const struct scene *scene = &base->scene;
    struct program_objective *objective = &program->objective;
    if (!trainer_wait_start(lab->training))
        return error_set(error, ERROR_FAILED, "the network was not made: it was stopped before");
    objective->kind = PROGRAM_NETWORK;
    objective->network = lab->network;
    objective->weights = lab->start;
    objective->starts_at_zero =
        scene_number(scene, "network", &training_network_params[NETWORK_START]) != 0;
    objective->train = &lab->data->train;
    objective->test = &lab->data->test;
    objective->examples = lab->data->train.count;
    objective->scores = (size_t)scene_number(scene, "run", &training_run_params[RUN_SCORES]);
    program->seed = (uint64_t)scene_number(scene, "run", &training_run_params[RUN_SEED]);
    program->epochs = lab->epochs;
    runner_set_program(&lab->runners, &base->scene, program);
    return true;
}
