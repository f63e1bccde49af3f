#include "sim/objective.h"
#include "base/maths.h"

#include <math.h>
#include <string.h>

void objective_spread(const struct objective *objective, const double start[2], double theta[])
{
    const size_t last = objective->dimension - 1;
    for (size_t i = 1; i < last; i++)
        theta[i] = start[0] + (start[1] - start[0]) * (double)i / (double)last;
    theta[0] = start[0];
    theta[last] = start[1];
}

double objective_plane_cost(const struct objective *objective, const double at[2])
{
    double theta[OBJECTIVE_PLANE_MAX] = {0};
    theta[0] = at[0];
    theta[objective->dimension - 1] = at[1];
    return objective->type->cost(objective, theta);
}

void objective_plane_costs(const struct objective *objective, const double x[], double y,
                           size_t count, double value[])
{
    if (objective->type->costs && objective->dimension == 2) {
        objective->type->costs(objective, x, y, count, value);
        return;
    }
    for (size_t i = 0; i < count; i++)
        value[i] = objective->is_upright
                       ? objective_plane_cost(objective, (const double[]){y, x[i]})
                       : objective_plane_cost(objective, (const double[]){x[i], y});
}

double objective_away(const struct objective *objective, const double theta[],
                      const struct minimum *minimum)
{
    const size_t last = objective->dimension - 1;
    double away = maths_hypot(theta[0] - minimum->theta[0], theta[last] - minimum->theta[1]);
    for (size_t i = 1; i < last; i++)
        away = maths_hypot(away, theta[i]);
    return away;
}

void objective_curvatures(const struct objective *objective, const double theta[],
                          double curvature[])
{
    double at[OBJECTIVE_PLANE_MAX], up[OBJECTIVE_PLANE_MAX], down[OBJECTIVE_PLANE_MAX];
    const size_t n = objective->dimension;
    memcpy(at, theta, n * sizeof *at);
    for (size_t i = 0; i < n; i++) {
        const double h = 1e-4 * fmax(1, fabs(theta[i]));
        at[i] = theta[i] + h;
        objective->type->gradient(objective, at, NULL, objective->examples, up);
        at[i] = theta[i] - h;
        objective->type->gradient(objective, at, NULL, objective->examples, down);
        at[i] = theta[i];
        curvature[i] = (up[i] - down[i]) / (2 * h);
    }
}

bool objective_draw(const struct objective *objective, size_t amount)
{
    return objective->type->draw && objective->type->draw(objective, amount);
}

void objective_destroy(struct objective *objective)
{
    if (objective)
        objective->type->destroy(objective);
}
