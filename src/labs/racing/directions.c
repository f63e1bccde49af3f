#include "labs/racing/directions.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/tip.h"
#include "labs/racing/hover.h"

#include <math.h>
#include <stdio.h>

enum { PANEL_DIVISOR, PANEL_RATE, PANEL_STEP, PANELS };

static const float names_height = 40, pitch_least = 92; // units: of the row below, of a panel

// ---- the numbers --------------------------------------------------------------------------------

static int last_of_kind(const struct rule_term *const term[], size_t count, enum term_kind kind)
{
    int found = -1;
    for (size_t k = 0; k < count; k++)
        if (term[k]->kind == kind)
            found = (int)k;
    return found;
}

// |Δθ / g|; NaN where the gradient is 0.
static double of_gradient(double step, double gradient)
{
    return gradient != 0 ? fabs(step / gradient) : NAN;
}

void directions_read(const struct racing *lab, const struct racing_look *look,
                     struct directions *directions)
{
    const struct rule_moment *moment = &look->whole;
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t lines = rule_terms(moment->rule, moment->number, term);
    const int divisor = last_of_kind(term, lines, TERM_DIVISOR);
    const int rate = last_of_kind(term, lines, TERM_RATE);
    const int step = last_of_kind(term, lines, TERM_STEP);
    const bool is_hidden = moment->rule->hides_divisor && divisor < 0 && rate < 0 && step >= 0;
    *directions =
        (struct directions){.n = moment->n, .is_divided = divisor >= 0, .is_hidden = is_hidden};
    directions->divisor_term = divisor < 0 ? NULL : term[divisor];
    for (size_t i = 0; i < moment->n; i++) {
        double value[RULE_TERMS_MAX];
        rule_terms_values(moment, i, value);
        directions->divisor[i] = divisor < 0 ? fabs(moment->gradient[i]) : value[divisor];
        directions->rate[i] = is_hidden  ? of_gradient(value[step], moment->gradient[i])
                              : rate < 0 ? moment->alpha
                                         : value[rate];
    }
    objective_curvatures(lab->cache.objective, moment->theta, directions->curvature);
}

double directions_step(const struct racing *lab, size_t runner, size_t step, size_t direction)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const size_t n = trail->dimension;
    if (step < 1 || step >= racing_rows(trail))
        return NAN;
    return fabs(trail->theta[step * n + direction] - trail->theta[(step - 1) * n + direction]);
}

// ---- where things are ---------------------------------------------------------------------------

struct panels {
    struct plot plot[PANELS]; // without height: there is no room for it
    struct rect heading[PANELS];
    struct tick tick[OBJECTIVE_PLANE_MAX];
};

// Whether the scene hides what a step is made of: then how far it goes is all there is to see.
static bool hides_terms(const struct racing *lab)
{
    return kit_hood_is_hidden(lab->head.type, &lab->head.scene);
}

// The step comes first, then what it is divided by: with less room the rates go, then the divisors.
static bool has_panel(int panel, int count)
{
    return count == PANELS || panel == PANEL_STEP || (count == 2 && panel == PANEL_DIVISOR);
}

static void lay_out(const struct racing *lab, const struct lab_layout *layout, size_t n,
                    struct panels *panels)
{
    const struct rect area = plot_area(&layout->stage, false, false);
    const float top = layout->stage.y,
                room = layout->stage.height - names_height - (area.y - layout->stage.y);
    const int fitting = (int)(room / pitch_least);
    const int count = fitting < 1 || hides_terms(lab) ? 1 : fitting > PANELS ? PANELS : fitting;
    const float pitch = room / (float)count;
    float y = top;
    *panels = (struct panels){0};
    for (size_t i = 0; i < n; i++)
        panels->tick[i].value = (double)i + 1;
    for (int i = 0; i < PANELS; i++) {
        struct plot *plot = &panels->plot[i];
        plot->area = (struct rect){area.x, y + HEADING_HEIGHT, area.width, 0};
        plot->x = (struct axis){
            .low = 0.5, .high = (double)n + 0.5, .ticks = panels->tick, .tick_count = n};
        panels->heading[i] =
            (struct rect){layout->stage.x + 8, y, layout->stage.width - 8, HEADING_HEIGHT};
        if (!has_panel(i, count))
            continue;
        plot->area.height = fmaxf(pitch - HEADING_HEIGHT - 8, 1);
        y += pitch;
    }
}

static void fit(struct axis *axis, double low, double high)
{
    axis->log = true;
    if (!(low > 0 && isfinite(high))) {
        low = fmax(1e-12, 1e-6 * high);
        high = isfinite(high) && high > 0 ? high : 1;
    }
    axis_fit(axis, 0.7 * low, 1.4 * high);
}

static void widen(double value, double *low, double *high)
{
    if (!(value > 0) || !isfinite(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void fit_axes(const struct racing *lab, const struct directions *directions, size_t step,
                     struct panels *panels)
{
    double low[PANELS], high[PANELS];
    for (int i = 0; i < PANELS; i++) {
        low[i] = INFINITY;
        high[i] = 0;
    }
    for (size_t i = 0; i < directions->n; i++) {
        widen(directions->divisor[i], &low[PANEL_DIVISOR], &high[PANEL_DIVISOR]);
        widen(directions->rate[i], &low[PANEL_RATE], &high[PANEL_RATE]);
        for (size_t r = 0; r < lab->runners.count; r++)
            if (!lab->runners.entry[r].hidden)
                widen(directions_step(lab, r, step, i), &low[PANEL_STEP], &high[PANEL_STEP]);
    }
    // What has come to rest is far below the rest: twelve decades tell enough.
    for (int i = 0; i < PANELS; i++)
        fit(&panels->plot[i].y, fmax(low[i], 1e-12 * high[i]), high[i]);
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_bars(struct canvas *canvas, const struct plot *plot, const double value[],
                      size_t n, struct color color)
{
    const float column = plot->area.width / (float)n;
    const float bottom = plot->area.y + plot->area.height;
    canvas_clip(canvas, &plot->area);
    for (size_t i = 0; i < n; i++) {
        if (!(value[i] > 0))
            continue;
        const float y = plot_y(plot, value[i]), x = plot_x(plot, (double)i + 1);
        const struct rect bar = {x - 0.3f * column, y, 0.6f * column, bottom - y};
        canvas_rectangle(canvas, &bar, 0, color);
    }
    canvas_clip(canvas, NULL);
}

// The runners beside each other within each column, the marks of their looks.
static void draw_steps(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                       const struct plot *plot, size_t step, size_t n, const size_t order[],
                       size_t count)
{
    const float column = plot->area.width / (float)n;
    for (size_t k = 0; k < count; k++) {
        const struct look_style look = look_style(theme, lab->runners.entry[order[k]].look);
        const struct marker_style style = {.shape = look.marker,
                                           .size = fminf(10, 0.5f * column),
                                           .fill = look.color,
                                           .outline = theme->paper,
                                           .outline_width = 1};
        const float aside = 0.5f * column * (((float)k + 0.5f) / (float)count - 0.5f);
        for (size_t i = 0; i < n; i++) {
            const double value = directions_step(lab, order[k], step, i);
            const struct point at = {plot_x(plot, (double)i + 1) + aside, plot_y(plot, value)};
            if (value > 0 && rect_contains(&plot->area, at))
                canvas_markers(canvas, &at, 1, &style);
        }
    }
}

// Empty where the scene hides what would tell it.
static void show_curvature(const struct directions *directions, size_t i, int digits, char text[32])
{
    *text = '\0';
    if (!isnan(directions->curvature[i]))
        text_show(directions->curvature[i], digits, text, 32);
}

// Names and curvatures below the last panel, as many as there is room for, the last always.
static void draw_names(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                       const struct directions *directions, const struct plot *plot)
{
    const float top = plot->area.y + plot->area.height,
                column = plot->area.width / (float)directions->n;
    struct text_style style = {.size = TYPE_SMALL,
                               .color = theme->soft,
                               .horizontal = ALIGN_MIDDLE,
                               .vertical = ALIGN_MIDDLE};
    char curvature[OBJECTIVE_PLANE_MAX][32], name[LAB_AXIS_NAME] = "";
    float widest = 0;
    for (size_t i = 0; i < directions->n; i++) {
        show_curvature(directions, i, 2, curvature[i]);
        objective_direction(&lab->head.scene, i, name);
        widest = fmaxf(widest, canvas_text_width(canvas, curvature[i], style.size, false));
        widest = fmaxf(widest, canvas_text_width(canvas, name, style.size, false));
    }
    const size_t every = (size_t)ceilf((widest + 4) / column);
    for (size_t i = (directions->n - 1) % every; i < directions->n; i += every) {
        const float x = plot_x(plot, (double)i + 1);
        style.color = theme->ink;
        objective_direction(&lab->head.scene, i, name);
        canvas_text(canvas, x, top + 12, name, &style);
        style.color = theme->soft;
        canvas_text(canvas, x, top + 30, curvature[i], &style);
    }
    style.horizontal = ALIGN_END;
    if (*curvature[0])
        canvas_text(canvas, plot->area.x - 6, top + 30, "κ", &style);
}

struct headings {
    char whole[200], brief[100];
};

static void name_panels(const struct racing *lab, const struct racing_look *look,
                        const struct directions *directions, struct headings heading[PANELS])
{
    const char *name = lab->runners.entry[look->runner].name;
    const size_t step = look->made.step;
    const struct rule_term *term = directions->divisor_term;
    struct headings *divisor = &heading[PANEL_DIVISOR];
    if (term) {
        text_print(divisor->whole, sizeof divisor->whole,
                   words("%s, step %zu: divided by %s = %s in each direction, log scale"), name,
                   step, term->symbol, term->formula);
        text_print(divisor->brief, sizeof divisor->brief, "%s, %s = %s", name, term->symbol,
                   term->formula);
    } else if (directions->is_hidden) {
        text_print(divisor->whole, sizeof divisor->whole,
                   words("%s, step %zu: it divides within its lines; here |g| in each direction, "
                         "log scale"),
                   name, step);
        text_print(divisor->brief, sizeof divisor->brief, "%s, |g|", name);
    } else {
        text_print(
            divisor->whole, sizeof divisor->whole,
            words("%s, step %zu: it divides by nothing; here |g| in each direction, log scale"),
            name, step);
        text_print(divisor->brief, sizeof divisor->brief, "%s, |g|", name);
    }
    text_print(heading[PANEL_RATE].whole, sizeof heading[PANEL_RATE].whole, "%s",
               term ? words("η: the learning rate that is left, log scale")
               : directions->is_hidden
                   ? words("|Δθ / g|: the learning rate that comes of it, log scale")
                   : words("α: one learning rate for all directions, log scale"));
    text_print(heading[PANEL_RATE].brief, sizeof heading[PANEL_RATE].brief, "%s",
               term                    ? "η"
               : directions->is_hidden ? "|Δθ / g|"
                                       : "α");
    text_print(heading[PANEL_STEP].whole, sizeof heading[PANEL_STEP].whole,
               words("|Δθ|: how far step %zu of each runner goes, log scale"), step);
    text_print(heading[PANEL_STEP].brief, sizeof heading[PANEL_STEP].brief, "|Δθ|");
}

// ---- hovering -----------------------------------------------------------------------------------

static void draw_tip(const struct racing *lab, struct canvas *canvas, const struct lab_view *view,
                     const struct directions *directions, const struct racing_look *look,
                     const struct panels *panels, const size_t order[], size_t count)
{
    const struct plot *plot = &panels->plot[PANEL_STEP];
    const long column = lround(plot_x_value(plot, view->pointer.x)) - 1;
    const float bottom = plot->area.y + plot->area.height + names_height;
    const struct rect all = {plot->area.x, panels->heading[0].y, plot->area.width,
                             bottom - panels->heading[0].y};
    if (!rect_contains(&all, view->pointer) || column < 0 || column >= (long)directions->n)
        return;
    const size_t i = (size_t)column;
    char a[32], b[32], name[LAB_AXIS_NAME] = "";
    struct kit_tip tip = {0};
    const struct color own = look_style(view->theme, lab->runners.entry[look->runner].look).color;
    show_curvature(directions, i, 4, a);
    objective_direction(&lab->head.scene, i, name);
    kit_tip_add(&tip, (struct color){0}, *a ? "%s  κ = %s" : "%s%s", name, a);
    text_show(directions->divisor[i], 4, a, sizeof a);
    text_show(directions->rate[i], 4, b, sizeof b);
    if (hides_terms(lab))
        ; // nor is it drawn
    else if (directions->divisor_term)
        kit_tip_add(&tip, own, "%s = %s, η = %s", directions->divisor_term->symbol, a, b);
    else if (directions->is_hidden)
        kit_tip_add(&tip, own, "|g| = %s, |Δθ / g| = %s", a, b);
    else
        kit_tip_add(&tip, own, "|g| = %s, α = %s", a, b);
    for (size_t k = 0; k < count; k++) {
        const struct runner_entry *entry = &lab->runners.entry[order[k]];
        const double step = directions_step(lab, order[k], look->made.step, i);
        if (isnan(step))
            continue;
        text_show(step, 4, a, sizeof a);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s  |Δθ| = %s", entry->name,
                    a);
    }
    kit_tip_draw(&tip, canvas, view->theme, view->pointer, &all);
}

// ---- the picture --------------------------------------------------------------------------------

static void draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                 const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct racing_look look;
    struct directions directions;
    struct panels panels;
    struct headings heading[PANELS];
    const char *why;
    if (layout->stage.width <= 0)
        return;
    if (!racing_look(lab, view, &look, &why)) {
        kit_draw_note(canvas, view->theme, &layout->stage, why);
        return;
    }
    directions_read(lab, &look, &directions);
    for (size_t i = 0; objective_hides(&lab->head.scene, &lab->cache) && i < directions.n; i++)
        directions.curvature[i] = NAN;
    lay_out(lab, layout, directions.n, &panels);
    fit_axes(lab, &directions, look.made.step, &panels);
    name_panels(lab, &look, &directions, heading);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    const struct color color = look_style(view->theme, lab->runners.entry[look.runner].look).color;
    for (int i = 0; i < PANELS; i++) {
        const struct plot *plot = &panels.plot[i];
        if (plot->area.height <= 0)
            continue;
        label_draw_fitting_heading(canvas, view->theme, &panels.heading[i],
                                   (const char *const[]){heading[i].whole, heading[i].brief, NULL});
        plot_draw_axes(canvas, view->theme, plot, true);
        if (i == PANEL_STEP)
            draw_steps(lab, canvas, view->theme, plot, look.made.step, directions.n, order, count);
        else
            draw_bars(canvas, plot, i == PANEL_DIVISOR ? directions.divisor : directions.rate,
                      directions.n, color);
    }
    draw_names(lab, canvas, view->theme, &directions, &panels.plot[PANEL_STEP]);
    if (view->has_pointer && !view->is_reading)
        draw_tip(lab, canvas, view, &directions, &look, &panels, order, count);
}

const struct lab_picture descent_directions_picture = {
    .name = "directions",
    .title = "Directions",
    .what = "what a step is divided by, the rate that is left and the step, direction by direction",
    .draw = draw,
    .walk = racing_walk,
};
