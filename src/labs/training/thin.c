// A runner's batch costs, made into what a picture of them can show.
#include "labs/training/thin.h"

#include "base/array.h"
#include "labs/kit/bands.h"
#include "labs/training/axis.h"
#include "labs/training/place.h"
#include "sim/average.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void thin_curve_clear(struct thin_curve *thin)
{
    free(thin->x);
    free(thin->y);
    free(thin->smooth_x);
    free(thin->smooth_y);
    free(thin->spread_x);
    spread_clear(&thin->spread);
    memset(thin, 0, sizeof *thin);
}

void training_clear_curves(struct training_lab *lab)
{
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++)
        thin_curve_clear(&lab->thin[r]);
}

// How far a place is between two others on the x axis, 0 … 1.
static double share_of(const struct training_lab *lab, double x, double low, double high)
{
    const bool is_log = lab->axis == AXIS_STEPS;
    const double share =
        is_log ? log(fmax(x, 1) / low) / log(high / low) : (x - low) / (high - low);
    return fmin(fmax(share, 0), 1);
}

// Which of the columns a place falls into. The part that is shown has as many as everything.
static size_t column_of(const struct training_lab *lab, double x, double end)
{
    const struct training_part *part = &lab->part[ZOOM_COSTS];
    const double low = part->low[0], high = part->high[0];
    if (part->has[0] && x >= low && x <= high && (low > 0 || lab->axis != AXIS_STEPS))
        return CURVE_COLUMNS + 1 + (size_t)(share_of(lab, x, low, high) * CURVE_COLUMNS);
    const double share = lab->axis == AXIS_STEPS ? log(fmax(x, 1)) / log(fmax(end, 2)) : x / end;
    return (size_t)(fmin(fmax(share, 0), 1) * CURVE_COLUMNS);
}

static bool make_room(struct thin_curve *thin)
{
    double **const rows[] = {&thin->x, &thin->y, &thin->smooth_x, &thin->smooth_y};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!*rows[i])
            *rows[i] = calloc(CURVE_POINTS, sizeof **rows[i]);
        if (!*rows[i])
            return false;
    }
    return true;
}

static void add_raw(struct thin_curve *thin, double x, double y)
{
    thin->x[thin->count] = x;
    thin->y[thin->count++] = y;
}

// Lowest and highest batch cost of every column, in the order they come, and the average at its
// end. Hundreds of steps share a column: what is drawn covers all of them. False for want of
// memory.
static bool thin_out(const struct training_lab *lab, const struct course *course,
                     struct thin_curve *thin, double end)
{
    const size_t length = course_length(course);
    const struct training_part *part = &lab->part[ZOOM_COSTS];
    const double low = part->has[0] ? part->low[0] : 0, high = part->has[0] ? part->high[0] : 0;
    const bool is_same =
        thin->length == length && thin->end == end && thin->low == low && thin->high == high;
    if (is_same || length < 2)
        return true;
    double *smooth = make_room(thin) ? malloc((length - 1) * sizeof *smooth) : NULL;
    if (!smooth)
        return false;
    const struct average average = {AVERAGE_EWA, lab->beta, true};
    average_run(&average, course->batch_cost + 1, length - 1, smooth);
    thin->length = length;
    thin->end = end;
    thin->low = low;
    thin->high = high;
    thin->count = thin->smooth_count = 0;
    thin->is_ended = false;
    size_t lowest = 1, highest = 1;
    for (size_t k = 1; k < length; k++) {
        if (course->batch_cost[k] < course->batch_cost[lowest])
            lowest = k;
        if (!(course->batch_cost[k] <= course->batch_cost[highest]))
            highest = k;
        const bool is_end =
            k + 1 == length || column_of(lab, training_axis_cost_x(lab, course, k + 1), end) !=
                                   column_of(lab, training_axis_cost_x(lab, course, k), end);
        if (!is_end)
            continue;
        const size_t first = lowest < highest ? lowest : highest;
        const size_t second = lowest < highest ? highest : lowest;
        add_raw(thin, training_axis_cost_x(lab, course, first), course->batch_cost[first]);
        if (second != first)
            add_raw(thin, training_axis_cost_x(lab, course, second), course->batch_cost[second]);
        thin->smooth_x[thin->smooth_count] = training_axis_cost_x(lab, course, k);
        thin->smooth_y[thin->smooth_count++] = smooth[k - 1];
        lowest = highest = k + 1;
    }
    free(smooth);
    return true;
}

bool thin_sees_all(const struct course *course)
{
    return course->batch == course->examples;
}

// The cost of a batch is found before its step. Where the batch is all, the cost after the last
// step is known as well, once it has been scored: the curve goes on to it.
static void add_end(const struct training_lab *lab, const struct course *course,
                    struct thin_curve *thin)
{
    const long shot = course_score(course, (double)course->steps);
    if (!thin_sees_all(course) || thin->count == 0 || thin->is_ended ||
        thin->length != course->steps + 1 || shot < 0 || course->shot_step[shot] != course->steps ||
        !isfinite(course->train_cost[shot]))
        return;
    add_raw(thin, training_axis_shot_x(lab, course, course->steps), course->train_cost[shot]);
    thin->is_ended = true;
}

// The rows of the spread, and where they are on the axis.
static void spread_out(const struct training_lab *lab, const struct course *course,
                       struct thin_curve *thin)
{
    const size_t length = course_length(course);
    const bool has_ended = atomic_load(&course->diverged) || trainer_done(lab->training);
    if (thin_sees_all(course) || lab->is_raw)
        return;
    const bool is_whole =
        spread_follow(&thin->spread, course->batch_cost, length,
                      has_ended ? length : course->steps + 1, spread_window(course->steps));
    thin->is_short = thin->is_short || !is_whole;
    if (!array_reserve(&thin->spread_x, &thin->spread_capacity, thin->spread.count, sizeof(double),
                       NULL)) {
        thin->spread.count = thin->spread.seen = 0;
        thin->is_short = true;
    }
    // The first batch belongs to step 1: row 0 tells of nothing.
    for (size_t i = 0; i < thin->spread.count; i++)
        thin->spread_x[i] =
            training_axis_cost_x(lab, course, (size_t)fmax(thin->spread.step[i], 1));
}

static void refresh_curve(const struct training_lab *lab, const struct course *course,
                          struct thin_curve *thin, double end, bool is_stale)
{
    if (is_stale)
        thin->length = 0;
    thin->is_short = !thin_out(lab, course, thin, end);
    add_end(lab, course, thin);
    spread_out(lab, course, thin);
}

void thin_refresh(struct training_lab *lab, double end)
{
    const bool is_other = lab->thin_generation != lab->generation;
    const bool is_stale = is_other || lab->thin_axis != lab->axis || lab->thin_beta != lab->beta;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (is_other)
            lab->thin[r].spread.count = lab->thin[r].spread.seen = 0;
        refresh_curve(lab, trainer_course(lab->training, r), &lab->thin[r], end, is_stale);
        struct thin_curve *thin;
        const struct course *ghost = training_ghost(lab, r, &thin);
        if (ghost)
            refresh_curve(lab, ghost, thin, end, is_stale);
    }
    lab->thin_generation = lab->generation;
    lab->thin_axis = lab->axis;
    lab->thin_beta = lab->beta;
}

// ---- what can be told apart ---------------------------------------------------------------------

// Units from step to step: 1/k of the result at step k where the axis is logarithmic.
static double pitch_of(const struct training_lab *lab, const struct course *course,
                       const struct plot *plot)
{
    const size_t length = course_length(course);
    const double width = (double)plot->area.width;
    if (plot->x.log)
        return width / log(plot->x.high / plot->x.low);
    if (length < 3)
        return INFINITY;
    const double run =
        training_axis_cost_x(lab, course, length - 1) - training_axis_cost_x(lab, course, 1);
    return run / (double)(length - 2) * width / (plot->x.high - plot->x.low);
}

static void decide(const struct training_lab *lab, const struct course *course,
                   struct thin_curve *thin, const struct plot *plot)
{
    const bool is_log = plot->x.log;
    const double pitch = pitch_of(lab, course, plot);
    const double last = fmax((double)course_length(course) - 1, 1);
    const double days = (double)average_days(lab->beta);
    thin->raw_end = INFINITY;
    thin->is_mean = false;
    if (thin_sees_all(course) || lab->is_raw || thin->spread.count < 2 ||
        pitch / (is_log ? last : 1) >= (double)KIT_APART)
        return;
    thin->raw_end = is_log ? pitch / (double)KIT_APART : -INFINITY;
    // What is averaged over less than can be told apart is as noisy as what it averages.
    thin->is_mean = days < (double)thin->spread.window &&
                    days * pitch / (is_log ? last : 1) < (double)KIT_APART;
}

void thin_decide(struct training_lab *lab, const struct plot *plot)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        decide(lab, trainer_course(lab->training, r), &lab->thin[r], plot);
        struct thin_curve *thin;
        const struct course *ghost = training_ghost(lab, r, &thin);
        if (ghost)
            decide(lab, ghost, thin, plot);
    }
}

struct thin_line thin_strong_line(const struct course *course, const struct thin_curve *thin)
{
    if (thin_sees_all(course))
        return (struct thin_line){thin->x, thin->y, thin->count};
    if (thin->is_mean) // the first row is that of the start, before any batch
        return (struct thin_line){thin->spread_x + 1, thin->spread.mean + 1,
                                  thin->spread.count - 1};
    return (struct thin_line){thin->smooth_x, thin->smooth_y, thin->smooth_count};
}

bool thin_is_band(const struct thin_curve *thin)
{
    return thin->raw_end < INFINITY && thin->spread.count > 1;
}
