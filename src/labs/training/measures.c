// What a scene of trainings may claim: numbers of the whole courses, at the end of the training.
#include "base/array.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"

#include <math.h>
#include <stdlib.h>

// ---- pieces -------------------------------------------------------------------------------------

static const struct course *course_of(const struct lab *lab, const struct lab_asked *asked)
{
    return trainer_course(((const struct training_lab *)lab)->training, asked->group);
}

static bool has_diverged(const struct course *course)
{
    return atomic_load(&course->diverged);
}

static bool is_scored(const struct course *course, size_t shot)
{
    return shot < course->shot_capacity && atomic_load(&course->shot_scored[shot]) == 1;
}

// The last evaluation at or before an epoch that was asked for, else of all; −1: there is none.
static long shot_of(const struct course *course, const struct lab_asked *asked, size_t index)
{
    const double step =
        asked->count > index ? course_step(course, asked->number[index]) : (double)course->steps;
    return course_score(course, step);
}

static double score(const struct lab *lab, const struct lab_asked *asked, const double value[],
                    double lost)
{
    const struct course *course = course_of(lab, asked);
    const long shot = shot_of(course, asked, 0);
    return has_diverged(course) ? lost : shot < 0 ? NAN : value[shot];
}

// ---- costs --------------------------------------------------------------------------------------

static double final_cost(struct lab *lab, const struct lab_asked *asked)
{
    return score(lab, asked, course_of(lab, asked)->train_cost, INFINITY);
}

static double test_cost(struct lab *lab, const struct lab_asked *asked)
{
    return score(lab, asked, course_of(lab, asked)->test_cost, INFINITY);
}

static double accuracy(struct lab *lab, const struct lab_asked *asked)
{
    return 100 * score(lab, asked, course_of(lab, asked)->test_accuracy, NAN);
}

static double steps_to(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    for (size_t j = 0; is_scored(course, j); j++)
        if (course->train_cost[j] <= asked->number[0])
            return (double)course->shot_step[j];
    return INFINITY;
}

static double epochs_to(struct lab *lab, const struct lab_asked *asked)
{
    return steps_to(lab, asked) / (double)course_of(lab, asked)->epoch_steps;
}

static double examples_to(struct lab *lab, const struct lab_asked *asked)
{
    return epochs_to(lab, asked) * (double)course_of(lab, asked)->examples;
}

// Seconds of the steps up to the first evaluation that finds the cost.
static double seconds_to(struct lab *lab, const struct lab_asked *asked)
{
    const double steps = steps_to(lab, asked);
    return isinf(steps) ? INFINITY : course_of(lab, asked)->seconds[(size_t)steps];
}

static double seconds(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    return course->seconds[course_length(course) - 1];
}

static double steps(struct lab *lab, const struct lab_asked *asked)
{
    return (double)course_length(course_of(lab, asked)) - 1;
}

static double steps_a_pass(struct lab *lab, const struct lab_asked *asked)
{
    return (double)course_of(lab, asked)->epoch_steps;
}

static double diverged(struct lab *lab, const struct lab_asked *asked)
{
    return has_diverged(course_of(lab, asked));
}

// ---- how they fall ------------------------------------------------------------------------------

// The average that the picture of the costs draws, where β is the scene's.
static double average(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    const double beta = ((const struct training_lab *)lab)->beta;
    const size_t length = course_length(course);
    const double end =
        asked->count > 0 ? course_step(course, asked->number[0]) : (double)course->steps;
    double sum = 0, weight = 0;
    if (has_diverged(course))
        return INFINITY;
    for (size_t k = 1; k < length && (double)k <= end; k++) {
        sum = beta * sum + (1 - beta) * course->batch_cost[k];
        weight = beta * weight + (1 - beta);
    }
    return weight > 0 ? sum / weight : NAN;
}

static double rises(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    const size_t length = course_length(course);
    size_t count = 0;
    for (size_t k = 2; k < length; k++)
        count += course->batch_cost[k] > course->batch_cost[k - 1] * (1 + 1e-5) + 1e-7;
    return length > 2 ? (double)count / (double)(length - 2) : NAN;
}

static double dots_rise(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    size_t count = 0, all = 0;
    for (size_t j = 1; is_scored(course, j); j++, all++)
        count += course->train_cost[j] > course->train_cost[j - 1];
    return all > 0 ? (double)count / (double)all : NAN;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Of the second half of the steps, where the trend no longer counts.
static double spikes(struct lab *lab, const struct lab_asked *asked)
{
    const struct course *course = course_of(lab, asked);
    const size_t length = course_length(course), first = length / 2 + 1;
    const size_t count = length > first ? length - first : 0;
    double *cost = count > 0 ? array_create(count, sizeof *cost, NULL) : NULL;
    if (!cost)
        return NAN;
    for (size_t k = 0; k < count; k++)
        cost[k] = course->batch_cost[first + k];
    qsort(cost, count, sizeof *cost, ascending);
    const double high = cost[(size_t)floor(0.99 * (double)(count - 1))], middle = cost[count / 2];
    free(cost);
    return high / middle;
}

// ---- the network --------------------------------------------------------------------------------

// Root mean square of how far a layer's weights, or its biases, are from their start.
static double moved(const struct lab *base, const struct lab_asked *asked, bool is_bias)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const struct course *course = course_of(base, asked);
    const struct network *network = lab->network;
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    const double wanted = round(asked->number[0]);
    if (!(wanted >= 1 && wanted <= (double)network->layers) || shots == 0)
        return NAN;
    const size_t l = (size_t)wanted - 1, padded = network->layer[l].padded;
    const size_t in = network->layer[l].in, units = network->layer[l].units;
    const size_t from = is_bias ? in : 0, to = is_bias ? in + 1 : in;
    const float *theta = course->shot_theta + (shots - 1) * network->parameters;
    double sum = 0;
    for (size_t row = from; row < to; row++)
        for (size_t unit = 0; unit < units; unit++) {
            const size_t i = network->layer[l].offset + row * padded + unit;
            const double by = (double)theta[i] - (double)lab->start[i];
            sum += by * by;
        }
    return sqrt(sum / (double)((to - from) * units));
}

static double weights_moved(struct lab *lab, const struct lab_asked *asked)
{
    return moved(lab, asked, false);
}

static double biases_moved(struct lab *lab, const struct lab_asked *asked)
{
    return moved(lab, asked, true);
}

static double plane_keeps(struct lab *lab, const struct lab_asked *asked)
{
    (void)asked;
    return training_plane_keeps((struct training_lab *)lab);
}

static double plane_cost(struct lab *lab, const struct lab_asked *asked)
{
    return training_plane_cost((struct training_lab *)lab, asked->group);
}

// ---- batch sizes --------------------------------------------------------------------------------

// What has been measured of the batch size that was asked for; NULL: it is none of those.
static const struct sweep_point *point_of(struct lab *base, const struct lab_asked *asked)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct sweep *sweep = training_sweep_wait(lab);
    for (size_t i = 0; sweep && i < sweep_points(sweep); i++)
        if ((double)sweep_point(sweep, i)->batch == round(asked->number[0]))
            return sweep_point(sweep, i);
    return NULL;
}

static double sweep_seconds(struct lab *lab, const struct lab_asked *asked)
{
    const struct sweep_point *point = point_of(lab, asked);
    return !point ? NAN : isnan(point->target_seconds) ? INFINITY : point->target_seconds;
}

static double sweep_passes(struct lab *lab, const struct lab_asked *asked)
{
    const struct sweep_point *point = point_of(lab, asked);
    const double m = (double)((const struct training_lab *)lab)->data->train.count;
    return !point ? NAN
           : isnan(point->target_seconds)
               ? INFINITY
               : (double)point->target_steps / ceil(m / (double)point->batch);
}

static double batches(struct lab *lab, const struct lab_asked *asked)
{
    (void)lab;
    return asked->number[1] > 0 ? ceil(asked->number[0] / asked->number[1]) : NAN;
}

static double sweep_pass_seconds(struct lab *lab, const struct lab_asked *asked)
{
    const struct sweep_point *point = point_of(lab, asked);
    return point ? point->epoch_seconds : NAN;
}

static double batch_bytes(struct lab *base, const struct lab_asked *asked)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const double b = fmin(fmax(round(asked->number[0]), 1), (double)lab->data->train.count);
    return sweep_batch_bytes(&lab->data->train, (size_t)b);
}

static double step_bytes(struct lab *base, const struct lab_asked *asked)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const double b = fmin(fmax(round(asked->number[0]), 1), (double)lab->data->train.count);
    return sweep_working_set(lab->network, lab->runners.runner[asked->group].rule, (size_t)b);
}

static double best_batch(struct lab *base, const struct lab_asked *asked)
{
    const struct sweep *sweep = training_sweep_wait((struct training_lab *)base);
    double least = INFINITY, best = NAN;
    (void)asked;
    for (size_t i = 0; sweep && i < sweep_points(sweep); i++) {
        const struct sweep_point *point = sweep_point(sweep, i);
        if (point->target_seconds < least) {
            least = point->target_seconds;
            best = (double)point->batch;
        }
    }
    return best;
}

// ---- learning rates -----------------------------------------------------------------------------

static double alpha_width(struct lab *base, const struct lab_asked *asked)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (!training_alphas_wait(lab))
        return NAN;
    const struct alphas_width width =
        asked->count > 0 ? alphas_width(lab->alphas, asked->group, asked->number[0])
                         : training_alphas_width(lab, asked->group);
    return width.is_any ? width.high / width.low : 0;
}

static double alpha_least(struct lab *base, const struct lab_asked *asked)
{
    const struct alphas *alphas = training_alphas_wait((struct training_lab *)base);
    double least = INFINITY;
    for (size_t i = 0; alphas && i < alphas_points(alphas); i++)
        least = fmin(least, alphas_cost(alphas, asked->group, i));
    return alphas ? least : NAN;
}

// ---- the table ----------------------------------------------------------------------------------

const struct lab_measure training_measures[] = {
    {"final", "r[, epoch]", "cost of the training set at an epoch, or at the end; ∞: diverged",
     .of = final_cost},
    {"test_cost", "r[, epoch]", "cost of the test set, likewise", .of = test_cost},
    {"accuracy", "r[, epoch]", "percent of the test set that are right, likewise", .of = accuracy},
    {"average", "r[, epoch]", "average of the batch costs as it is drawn, likewise", .of = average},
    {"steps_to", "r, J", "steps until an evaluation finds J or less; ∞: none does", .of = steps_to},
    {"epochs_to", "r, J", "the same, in passes over the training set", .of = epochs_to},
    {"examples_to", "r, J", "the same, in examples that were looked at", .of = examples_to},
    {"seconds_to", "r, J", "the same, in seconds measured here", .is_clock = true,
     .of = seconds_to},
    {"seconds", "r", "of all its steps, measured here", .is_clock = true, .of = seconds},
    {"steps", "r", "steps that it has made", .of = steps},
    {"steps_a_pass", "r", "steps that one pass makes", .of = steps_a_pass},
    {"diverged", "r", "whether its cost leaves the numbers", .is_truth = true, .of = diverged},
    {"rises", "r", "share of the steps at which the batch cost is higher than before", .of = rises},
    {"dots_rise", "r", "share of the evaluations that find a higher cost than before",
     .of = dots_rise},
    {"spikes", "r", "99 % quantile of the later batch costs over their median", .of = spikes},
    {"weights_moved", "r, layer", "way of a layer's weights from their start, root mean square",
     .of = weights_moved},
    {"biases_moved", "r, layer", "way of a layer's biases from their start, root mean square",
     .of = biases_moved},
    {"plane_keeps", "", "share of the paths' variance that the landscape's plane keeps",
     .of = plane_keeps},
    {"batches", "m, b", "mini-batches of b that m examples make, the last one maybe short",
     .of = batches},
    {"plane_cost", "r", "cost at the place of that plane that its end is drawn at",
     .of = plane_cost},
    {"sweep_passes", "b", "passes to the sweep's target with batches of b", .is_clock = true,
     .of = sweep_passes},
    {"sweep_seconds", "b", "seconds to it", .is_clock = true, .of = sweep_seconds},
    {"pass_seconds", "b", "seconds of one pass with batches of b", .is_clock = true,
     .of = sweep_pass_seconds},
    {"best_batch", "", "batch size that reaches the sweep's target first", .is_clock = true,
     .of = best_batch},
    {"batch_bytes", "b", "bytes of b examples, inputs and answers, as they lie in memory",
     .of = batch_bytes},
    {"step_bytes", "r, b", "bytes that a step of r with batches of b comes back to",
     .of = step_bytes},
    {"alpha_width", "r[, J]",
     "largest over least α at which every seed ends at J or less, or at the target; 0: none",
     .of = alpha_width},
    {"alpha_least", "r", "cost at the best α, of the seed where it is highest", .of = alpha_least},
    {0},
};

// Of every training: seeds name the split and the start as well as the shuffles.
bool training_is_random(const struct scene *scene)
{
    (void)scene;
    return true;
}
