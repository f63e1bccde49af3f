#include "sim/course.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>

static const double steps_max = 5e6;

void course_clear(struct course *course)
{
    free(course->batch_cost);
    free(course->alpha);
    free(course->seconds);
    free(course->shot_step);
    free(course->shot_theta);
    free(course->shot_scored);
    free(course->train_cost);
    free(course->test_cost);
    free(course->test_accuracy);
}

bool course_init(struct course *course, const struct trainer_setup *setup, size_t batch,
                 struct error *error)
{
    const size_t examples = setup->train->count;
    course->examples = examples;
    course->epoch_steps = batch_steps(examples, batch);
    course->batch = batch == 0 || batch > examples ? examples : batch;
    const double steps = (double)setup->epochs * (double)course->epoch_steps;
    if (steps > steps_max)
        return error_set(error, ERROR_INPUT,
                         "%zu epochs of batches of %zu are %.0f steps; at most %.0f million are "
                         "made: fewer epochs or larger batches",
                         setup->epochs, course->batch, steps, steps_max / 1e6);
    course->steps = (size_t)steps;
    const size_t rows = course->steps + 1, wanted = setup->epochs * setup->scores + 1;
    course->shot_capacity = setup->scores == 0 ? 0 : wanted < rows ? wanted : rows;
    const size_t shots = course->shot_capacity;
    course->batch_cost = array_create(rows, sizeof *course->batch_cost, error);
    course->alpha = array_create(rows, sizeof *course->alpha, error);
    course->seconds = array_create(rows, sizeof *course->seconds, error);
    course->shot_step = array_create(shots, sizeof *course->shot_step, error);
    course->shot_theta =
        array_create(shots * setup->network->parameters, sizeof *course->shot_theta, error);
    course->shot_scored = array_create(shots, sizeof *course->shot_scored, error);
    course->train_cost = array_create(shots, sizeof *course->train_cost, error);
    course->test_cost = array_create(shots, sizeof *course->test_cost, error);
    course->test_accuracy = array_create(shots, sizeof *course->test_accuracy, error);
    if (!course->batch_cost || !course->alpha || !course->seconds || !course->shot_step ||
        !course->shot_theta || !course->shot_scored || !course->train_cost || !course->test_cost ||
        !course->test_accuracy)
        return false;
    course->batch_cost[0] = course->alpha[0] = NAN;
    extremes_init(&course->batch_cost_range);
    extremes_init(&course->alpha_range);
    // Evenly over the steps, the last one among them.
    for (size_t j = 0; j < shots; j++)
        course->shot_step[j] =
            shots > 1 ? (size_t)((double)j * steps / (double)(shots - 1) + 0.5) : 0;
    return true;
}

// ---- memory -------------------------------------------------------------------------------------

// Bytes that a lane will have filled at its end.
static double lane_bytes(const struct trainer_setup *setup, const struct runner *runner)
{
    const double n = (double)setup->network->parameters;
    const double steps =
        (double)setup->epochs * (double)batch_steps(setup->train->count, runner->batch);
    const double wanted =
        setup->scores == 0 ? 0 : (double)setup->epochs * (double)setup->scores + 1;
    const double shots = fmin(wanted, steps + 1), row = 3 * sizeof(double),
                 score = 5 * sizeof(double);
    return (2 + (double)runner->rule->states + shots) * n * sizeof(float) + steps * row +
           shots * score;
}

// Beside the lanes, each thread has rows of examples in every layer, and a layer turned round.
bool course_check_memory(const struct trainer_setup *setup, struct error *error)
{
    double bytes = (double)parallel_threads(setup->threads) * network_work_bytes(setup->network);
    for (size_t i = 0; i < setup->runner_count; i++)
        bytes += lane_bytes(setup, &setup->runners[i]);
    return memory_check(words("the training"), bytes, error);
}

// ---- reading ------------------------------------------------------------------------------------

struct course_extremes course_extremes(const struct course *course)
{
    return (struct course_extremes){extremes_read(&course->batch_cost_range),
                                    extremes_read(&course->alpha_range)};
}

double course_step(const struct course *course, double epochs)
{
    return fmin(fmax(epochs, 0) * (double)course->epoch_steps, (double)course->steps);
}

long course_score(const struct course *course, double step)
{
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    for (size_t j = shots; j-- > 0;)
        if ((double)course->shot_step[j] <= step + 1e-9 &&
            atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) == 1)
            return (long)j;
    return -1;
}
