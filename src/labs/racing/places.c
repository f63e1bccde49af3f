// Where things are on the stage, whatever shows it.
#include "labs/racing/places.h"

#include "labs/kit/objectives.h"

static const struct point nowhere = {-1e6f, -1e6f};

// ---- what is shown ------------------------------------------------------------------------------

bool racing_is_relief(const struct racing *lab)
{
    return kit_relief_is_shown(&lab->head.scene);
}

// The box has no use for the rooms of a contour's ticks.
static struct rect whole_area(const struct plot *stage)
{
    const struct rect *area = &stage->area;
    const float below = stage->x.label ? 42 : 24;
    return (struct rect){area->x - 50, area->y - 8, area->width + 60, area->height + 8 + below};
}

void racing_relief_plot(struct plot *stage)
{
    stage->area = whole_area(stage);
}

struct relief_stage racing_relief_stage(const struct racing *lab, const struct plot *stage)
{
    const struct rect area = whole_area(stage);
    struct relief_stage relief = {
        .relief = lab->relief,
        .view = relief_view(&lab->relief_view.camera, &area),
        .x = stage->x,
        .y = stage->y,
        .symbol = "J",
        .is_moving = lab->orbit.is_held,
    };
    relief.x.label = lab->caption[0];
    relief.y.label = lab->caption[1];
    return relief;
}

// ---- places -------------------------------------------------------------------------------------

struct rect racing_stage_area(const struct racing *lab, const struct plot *stage)
{
    return racing_is_relief(lab) ? whole_area(stage) : stage->area;
}

struct point racing_at(const struct racing *lab, const struct plot *stage, const double theta[2])
{
    struct point at = nowhere;
    if (!racing_is_relief(lab))
        return (struct point){plot_x(stage, theta[0]), plot_y(stage, theta[1])};
    if (!lab->relief)
        return nowhere;
    const struct relief_stage relief = racing_relief_stage(lab, stage);
    return relief_stage_place(&relief, theta[0], theta[1], &at, NULL) ? at : nowhere;
}

bool racing_under(const struct racing *lab, const struct plot *stage, struct point at,
                  double theta[2])
{
    if (!racing_is_relief(lab)) {
        theta[0] = plot_x_value(stage, at.x);
        theta[1] = plot_y_value(stage, at.y);
        return true;
    }
    double u, v;
    if (!lab->relief)
        return false;
    const struct relief_stage relief = racing_relief_stage(lab, stage);
    if (!relief_pick(lab->relief, &relief.view, at, &u, &v))
        return false;
    theta[0] = stage->x.low + u * (stage->x.high - stage->x.low);
    theta[1] = stage->y.low + v * (stage->y.high - stage->y.low);
    return true;
}
