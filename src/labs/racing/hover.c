#include "labs/racing/hover.h"

#include "base/text.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/racing/places.h"

#include <math.h>
#include <string.h>

// Units about a place within which its box stands.
static const float tip_reach = 420;

// ---- which step ---------------------------------------------------------------------------------

struct point racing_step_place(const struct racing *lab, const struct plot *stage,
                               const struct racing_step *step)
{
    return racing_at(lab, stage, race_trail(lab->race, step->runner)->plane + 2 * step->step);
}

static bool read_step(const struct racing *lab, const struct lab_view *view,
                      struct racing_step *found)
{
    if (!view->is_selected || view->selected >= lab->runners.count ||
        lab->runners.entry[view->selected].hidden)
        return false;
    const double at = racing_end(race_trail(lab->race, view->selected), view->reading + 1e-9);
    *found = (struct racing_step){view->selected, (size_t)fmax(at, 0)};
    return at >= 0;
}

bool racing_find_step(const struct racing *lab, const struct plot *stage,
                      const struct lab_view *view, struct racing_step *found)
{
    if (view->is_reading)
        return read_step(lab, view, found);
    struct kit_snap snap = kit_snap_at(view->pointer);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double end = lab->runners.entry[r].hidden ? -1 : racing_end(trail, view->step);
        for (size_t k = 0; (double)k <= end; k++)
            kit_snap_offer(&snap, racing_step_place(lab, stage, &(struct racing_step){r, k}), r, k);
    }
    *found = (struct racing_step){snap.group, snap.index};
    return kit_snap_found(&snap);
}

double racing_walk(const struct lab *base, size_t group, double step, int by)
{
    const struct racing *lab = (const struct racing *)base;
    if (group >= lab->runners.count)
        return NAN;
    const double last = (double)racing_rows(race_trail(lab->race, group)) - 1;
    return last < 0 ? NAN : fmin(fmax(floor(step + 1e-9) + by, 0), last);
}

bool racing_place_of(const struct racing *lab, const struct plot *stage, size_t group, double step,
                     struct point *at)
{
    const double place =
        group < lab->runners.count ? racing_end(race_trail(lab->race, group), step) : -1;
    if (place < 0)
        return false;
    *at = racing_step_place(lab, stage, &(struct racing_step){group, (size_t)place});
    const struct rect area = racing_stage_area(lab, stage);
    return rect_contains(&area, *at);
}

// ---- its numbers --------------------------------------------------------------------------------

void racing_draw_ring(const struct racing *lab, struct canvas *canvas, const struct plot *plot,
                      struct point at, size_t runner, const struct theme *theme)
{
    kit_draw_ring(canvas, plot, at, theme->paper,
                  look_style(theme, lab->runners.entry[runner].look).color);
}

// "θ = (1, 2)   J = 3", or with the names that the two have: "w = 1   b = 2   J = 3".
static void add_point(const struct racing *lab, struct kit_tip *tip, const double theta[2],
                      double cost)
{
    char x[32], y[32], j[32];
    text_show(theta[0], 4, x, sizeof x);
    text_show(theta[1], 4, y, sizeof y);
    text_show(cost, 4, j, sizeof j);
    const char *first = lab->axis_name[0], *second = lab->axis_name[1];
    if (strcmp(second, "θ₂") == 0)
        kit_tip_add(tip, (struct color){0}, "θ = (%s, %s)   J = %s", x, y, j);
    else
        kit_tip_add(tip, (struct color){0}, "%s = %s   %s = %s   J = %s", first, x, second, y, j);
}

void racing_draw_tip(const struct racing *lab, struct canvas *canvas, const struct plot *stage,
                     const struct lab_view *view, const struct racing_step *step)
{
    const struct plot whole = {.area = racing_stage_area(lab, stage)};
    struct kit_tip tip = {0};
    struct point at = view->pointer;
    if (step) {
        const struct trail *trail = race_trail(lab->race, step->runner);
        const struct runner_entry *entry = &lab->runners.entry[step->runner];
        at = racing_step_place(lab, stage, step);
        racing_draw_ring(lab, canvas, &whole, at, step->runner, view->theme);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s, step %zu", entry->name,
                    step->step);
        add_point(lab, &tip, trail->plane + 2 * step->step, trail->cost[step->step]);
    } else {
        double theta[2];
        const struct objective *objective = lab->cache.objective;
        if (!racing_under(lab, stage, at, theta))
            return;
        add_point(lab, &tip, theta, objective_plane_cost(objective, theta));
    }
    if (racing_is_relief(lab)) {
        kit_tip_draw(&tip, canvas, view->theme, at, &whole.area);
        return;
    }
    struct label_space space = {.bounds = stage->area};
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct curve path = racing_path(lab, r, view->step, view->theme);
        struct point head;
        if (lab->runners.entry[r].hidden)
            continue;
        if (curve_head(stage, &path, &head))
            label_take(&space, &(struct rect){head.x - 8, head.y - 8, 16, 16});
        curve_keep_clear(&space, stage, &path, at, tip_reach, step && step->runner == r);
    }
    kit_tip_draw_beside(&tip, canvas, view->theme, at, &stage->area, &space);
}
