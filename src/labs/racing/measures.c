// What a scene with a race may claim: numbers of the whole trails, at the end of the race.
#include "base/maths.h"
#include "labs/racing/directions.h"
#include "labs/racing/rings.h"

#include <math.h>
#include <string.h>

// ---- pieces -------------------------------------------------------------------------------------

static const struct racing *race_lab(const struct lab *lab)
{
    return (const struct racing *)lab;
}

static const struct trail *trail_of(const struct lab *lab, const struct lab_asked *asked)
{
    return race_trail(race_lab(lab)->race, asked->group);
}

static bool has_diverged(const struct trail *trail)
{
    return atomic_load(&trail->diverged);
}

// The row of a step that was asked for as the index-th number, else of the last one; −1 where the
// trail does not come so far.
static long row_of(const struct trail *trail, const struct lab_asked *asked, size_t index)
{
    const long rows = (long)racing_rows(trail);
    if (asked->count <= index)
        return rows - 1;
    const double step = round(asked->number[index]);
    return step >= 0 && step < (double)rows ? (long)step : -1;
}

// Examples that have been looked at after so many steps; an epoch's last batch may be short.
static double examples_after(const struct racing *lab, const struct lab_asked *asked, double step)
{
    const struct trail *trail = race_trail(lab->race, asked->group);
    const size_t batch = lab->runners.runner[asked->group].batch;
    const double m = (double)lab->cache.objective->examples;
    const double epochs = floor(step / (double)trail->epoch_steps);
    const double size = batch == 0 ? m : (double)batch;
    return epochs * m + fmin((step - epochs * (double)trail->epoch_steps) * size, m);
}

static double step_along(const struct trail *trail, size_t axis, size_t k)
{
    const size_t d = trail->dimension;
    return trail->theta[k * d + axis] - trail->theta[(k - 1) * d + axis];
}

// The straight way between two rows.
static double length_between(const struct trail *trail, size_t from, size_t to)
{
    const size_t d = trail->dimension;
    const double *a = trail->theta + from * d, *b = trail->theta + to * d;
    double length = maths_hypot(b[0] - a[0], b[1] - a[1]);
    for (size_t i = 2; i < d; i++)
        length = maths_hypot(length, b[i] - a[i]);
    return length;
}

// ---- the cost -----------------------------------------------------------------------------------

static double steps_to(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const size_t rows = racing_rows(trail);
    for (size_t k = 0; k < rows; k++)
        if (trail->cost[k] <= asked->number[0])
            return (double)k;
    return INFINITY;
}

static double examples_to(struct lab *lab, const struct lab_asked *asked)
{
    const double steps = steps_to(lab, asked);
    return isinf(steps) ? INFINITY : examples_after(race_lab(lab), asked, steps);
}

static double cost_at(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long row = row_of(trail, asked, 0);
    return row >= 0 ? trail->cost[row] : has_diverged(trail) ? INFINITY : NAN;
}

static double final_cost(struct lab *lab, const struct lab_asked *asked)
{
    return has_diverged(trail_of(lab, asked)) ? INFINITY : cost_at(lab, asked);
}

static double least_cost(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    double least = INFINITY;
    for (size_t k = 0; k < racing_rows(trail); k++)
        least = fmin(least, trail->cost[k]);
    return least;
}

static double mean_cost(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long first = row_of(trail, asked, 0), last = row_of(trail, asked, 1);
    double sum = 0;
    if (has_diverged(trail) && last < 0)
        return INFINITY;
    if (first < 0 || last < first)
        return NAN;
    for (long k = first; k <= last; k++)
        sum += trail->cost[k];
    return sum / (double)(last - first + 1);
}

static double rises(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const size_t rows = racing_rows(trail);
    size_t count = 0;
    for (size_t k = 1; k < rows; k++)
        count += trail->cost[k] > trail->cost[k - 1];
    return rows > 1 ? (double)count / (double)(rows - 1) : NAN;
}

static double diverged(struct lab *lab, const struct lab_asked *asked)
{
    const struct racing *racing = race_lab(lab);
    return racing_has_gone(racing, trail_of(lab, asked), (double)race_steps(racing->race));
}

static double minimum_cost(struct lab *lab, const struct lab_asked *asked)
{
    (void)asked;
    return race_trail(race_lab(lab)->race, 0)->least_cost;
}

// ---- the path -----------------------------------------------------------------------------------

static double theta_at(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long row = row_of(trail, asked, 0);
    return row < 0 ? NAN : trail->theta[(size_t)row * trail->dimension + asked->axis];
}

static double sign_changes(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long last = row_of(trail, asked, 0);
    double before = 0;
    size_t count = 0;
    if (last < 0)
        return NAN;
    for (size_t k = 1; k <= (size_t)last; k++) {
        const double step = step_along(trail, asked->axis, k);
        count += step * before < 0;
        before = step != 0 ? step : before;
    }
    return (double)count;
}

static double monotone(struct lab *lab, const struct lab_asked *asked)
{
    return sign_changes(lab, asked) == 0;
}

static double travelled(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long last = row_of(trail, asked, 0);
    double sum = 0;
    if (last < 0)
        return NAN;
    for (size_t k = 1; k <= (size_t)last; k++)
        sum += fabs(step_along(trail, asked->axis, k));
    return sum;
}

static double path(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long last = row_of(trail, asked, 0);
    double sum = 0;
    if (last < 1)
        return NAN;
    for (size_t k = 1; k <= (size_t)last; k++)
        sum += length_between(trail, k - 1, k);
    return sum / length_between(trail, 0, (size_t)last);
}

static double distance_at(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const struct objective *objective = race_lab(lab)->cache.objective;
    const long row = row_of(trail, asked, 0);
    double least = INFINITY;
    if (row < 0)
        return has_diverged(trail) ? INFINITY : NAN;
    const double *at = trail->theta + trail->dimension * (size_t)row;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct minimum *minimum = &objective->minimum[i];
        if (minimum->is_global)
            least = fmin(least, objective_away(objective, at, minimum));
    }
    return isinf(least) ? NAN : least;
}

static double alpha_at(struct lab *lab, const struct lab_asked *asked)
{
    const struct trail *trail = trail_of(lab, asked);
    const long row = row_of(trail, asked, 0);
    return row < 0 ? NAN : trail->alpha[row];
}

// ---- direction by direction
// ----------------------------------------------------------------------

// Of the step that is asked for, or of the last one.
static bool read_directions(struct lab *lab, const struct lab_asked *asked,
                            struct directions *directions)
{
    struct racing *racing = (struct racing *)lab;
    struct racing_look look = {0};
    const char *why;
    const long row = row_of(trail_of(lab, asked), asked, 0);
    const bool was_patient = racing->hood.is_patient;
    racing->hood.is_patient = true;
    const bool found = row > 0 && racing_look_at(racing, asked->group, (size_t)row, &look, &why);
    racing->hood.is_patient = was_patient;
    if (found)
        directions_read(racing, &look, directions);
    return found;
}

static double divisor(struct lab *lab, const struct lab_asked *asked)
{
    struct directions directions;
    return read_directions(lab, asked, &directions) && directions.divisor_term
               ? directions.divisor[asked->axis]
               : NAN;
}

static double rate(struct lab *lab, const struct lab_asked *asked)
{
    struct directions directions;
    return read_directions(lab, asked, &directions) ? directions.rate[asked->axis] : NAN;
}

static double step_length(struct lab *lab, const struct lab_asked *asked)
{
    const long row = row_of(trail_of(lab, asked), asked, 0);
    return row > 0 ? directions_step(race_lab(lab), asked->group, (size_t)row, asked->axis) : NAN;
}

static double curvature(struct lab *lab, const struct lab_asked *asked)
{
    double value[OBJECTIVE_PLANE_MAX];
    const struct racing *racing = race_lab(lab);
    objective_curvatures(racing->cache.objective, race_trail(racing->race, 0)->theta, value);
    return value[asked->axis];
}

// ---- how far it strays --------------------------------------------------------------------------

static double radius(struct lab *lab, const struct lab_asked *asked)
{
    const struct racing *racing = race_lab(lab);
    struct wandering wandering;
    const struct minimum *minimum;
    return rings_measure(racing, trail_of(lab, asked), (double)race_steps(racing->race), &wandering,
                         &minimum)
               ? wandering_radius(&wandering)
               : NAN;
}

static double theory_radius(struct lab *lab, const struct lab_asked *asked)
{
    const struct racing *racing = race_lab(lab);
    struct wandering wandering;
    const struct minimum *minimum;
    return rings_measure(racing, trail_of(lab, asked), (double)race_steps(racing->race), &wandering,
                         &minimum) &&
                   rings_expect(racing, asked->group, minimum, &wandering)
               ? wandering_radius(&wandering)
               : NAN;
}

// ---- the table ----------------------------------------------------------------------------------

const struct lab_measure racing_measures[] = {
    {"steps_to", "r, J", "steps until the cost is J or less; ∞ where it never is", .of = steps_to},
    {"examples_to", "r, J", "the same, in examples that were looked at", .of = examples_to},
    {"final", "r", "cost after the last step; ∞ once it has left the numbers", .of = final_cost},
    {"least", "r", "least cost of all steps", .of = least_cost},
    {"cost", "r, step", "cost after a step", .of = cost_at},
    {"mean_cost", "r, first[, last]", "mean of the costs from a step to another, or to the end",
     .of = mean_cost},
    {"minimum_cost", "", "least known cost of the objective", .of = minimum_cost},
    {"rises", "r", "share of the steps after which the cost is higher", .of = rises},
    {"diverged", "r", "whether it leaves the picture for good", .is_truth = true, .of = diverged},
    {"theta", "r, axis[, step]", "place along an axis after a step, or at the end", .of = theta_at},
    {"sign_changes", "r, axis[, step]", "how often its steps along an axis turn back, up to a step",
     .of = sign_changes},
    {"monotone", "r, axis[, step]", "whether its steps along an axis never turn back",
     .is_truth = true, .of = monotone},
    {"travelled", "r, axis[, step]", "way made along an axis, there and back: Σ|Δθ|",
     .of = travelled},
    {"path", "r[, step]", "length of its path over the straight distance from the start",
     .of = path},
    {"distance", "r[, step]", "from the nearest global minimum after a step, or at the end",
     .of = distance_at},
    {"alpha", "r[, step]", "learning rate of a step, or of the last", .of = alpha_at},
    {"divisor", "r, axis[, step]", "what a step along an axis is divided by, such as √s + ε",
     .of = divisor},
    {"rate", "r, axis[, step]", "learning rate that is left for an axis, α over that", .of = rate},
    {"step_length", "r, axis[, step]", "how far a step goes along an axis: |Δθ|",
     .of = step_length},
    {"curvature", "axis", "curvature of the cost along an axis at the start", .of = curvature},
    {"radius", "r", "root mean square distance from the minimum over the last epochs with one α",
     .of = radius},
    {"theory_radius", "r", "what theory expects of plain descent under a constant α",
     .of = theory_radius},
    {0},
};

bool racing_is_random(const struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++)
        if (strncmp(scene->section[s].name, "runner.", 7) == 0 &&
            runner_batch(scene, scene->section[s].name) > 0)
            return true;
    return false;
}
