#include "plot/relief_draw.h"

#include "base/words.h"
#include "plot/relief_levels.h"

#include <math.h>

// Units from an edge of the box to the ends of its ticks, to their labels and to the axis's name.
static const float tick_length = 5, label_away = 12, name_away = 38;
static const float level_gap = 24; // units between labels of heights

enum { LABELS_MAX = 3 * TICKS_MAX };

// What the box shows of itself: the floor and the two walls behind.
struct box {
    const struct relief_stage *stage;
    double wall[2]; // x and y of the walls behind, −1 or 1
    // The labels that stand there already: at most turns of the box another would stand on them.
    struct rect label[LABELS_MAX];
    size_t labels;
};

static struct point place(const struct box *box, double x, double y, double z)
{
    const double at[3] = {x, y, z};
    return relief_project(&box->stage->view, at);
}

static void draw_edge(struct canvas *canvas, const struct box *box, const double from[3],
                      const double to[3], const struct stroke *stroke)
{
    const struct point points[2] = {relief_project(&box->stage->view, from),
                                    relief_project(&box->stage->view, to)};
    canvas_polyline(canvas, points, 2, stroke);
}

// ---- the walls ----------------------------------------------------------------------------------

static double share_of(const struct axis *axis, double value)
{
    return 2 * (value - axis->low) / (axis->high - axis->low) - 1;
}

// Lines of the ticks of θ₁ (axis 0) or θ₂ over the floor and up the wall that they run into.
static void draw_plane_lines(struct canvas *canvas, const struct box *box, int axis,
                             const struct stroke *stroke)
{
    const struct axis *numbers = axis ? &box->stage->y : &box->stage->x;
    struct tick ticks[TICKS_MAX];
    const size_t count = axis_ticks(numbers, 5, ticks);
    const double end = box->wall[!axis];
    for (size_t i = 0; i < count; i++) {
        const double at = share_of(numbers, ticks[i].value);
        double a[3] = {at, at, 0}, b[3] = {at, at, 0}, c[3] = {at, at, RELIEF_TALL};
        a[!axis] = -end;
        b[!axis] = c[!axis] = end;
        draw_edge(canvas, box, a, b, stroke);
        draw_edge(canvas, box, b, c, stroke);
    }
}

static void draw_level_lines(struct canvas *canvas, const struct box *box,
                             const struct tick ticks[], size_t count, const struct stroke *stroke)
{
    const double *wall = box->wall;
    for (size_t i = 0; i < count; i++) {
        const double z =
            RELIEF_TALL * relief_scale_height(&box->stage->relief->scale, ticks[i].value);
        draw_edge(canvas, box, (double[3]){wall[0], -wall[1], z}, (double[3]){wall[0], wall[1], z},
                  stroke);
        draw_edge(canvas, box, (double[3]){-wall[0], wall[1], z}, (double[3]){wall[0], wall[1], z},
                  stroke);
    }
}

static void draw_panels(struct canvas *canvas, const struct theme *theme, const struct box *box)
{
    const double x = box->wall[0], y = box->wall[1], top = RELIEF_TALL;
    const struct point floor[] = {place(box, -1, -1, 0), place(box, 1, -1, 0), place(box, 1, 1, 0),
                                  place(box, -1, 1, 0)};
    const struct point side[] = {place(box, x, -1, 0), place(box, x, 1, 0), place(box, x, 1, top),
                                 place(box, x, -1, top)};
    const struct point back[] = {place(box, -1, y, 0), place(box, 1, y, 0), place(box, 1, y, top),
                                 place(box, -1, y, top)};
    canvas_polygon(canvas, floor, 4, color_mix(theme->background, theme->grid, 0.55f));
    canvas_polygon(canvas, side, 4, color_mix(theme->background, theme->grid, 0.3f));
    canvas_polygon(canvas, back, 4, color_mix(theme->background, theme->grid, 0.15f));
}

// ---- ticks and names ----------------------------------------------------------------------------

// The unit vector on the canvas from a place of the box to one further out.
static struct point outward(struct point from, struct point to)
{
    const float dx = to.x - from.x, dy = to.y - from.y, length = hypotf(dx, dy);
    return length > 0 ? (struct point){dx / length, dy / length} : (struct point){0, 1};
}

static bool overlap(const struct rect *a, const struct rect *b)
{
    const float gap = 4;
    return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap &&
           a->y < b->y + b->height && b->y < a->y + a->height;
}

// A label, unless it would stand on another or be cut at the area's edge.
static void put_label(struct canvas *canvas, const struct theme *theme, struct box *box,
                      struct point at, enum align align, const char *text)
{
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = align, .vertical = ALIGN_MIDDLE};
    const struct rect *area = &box->stage->view.area;
    const float width = canvas_text_width(canvas, text, style.size, false);
    const float left = at.x - (align == ALIGN_START    ? 0
                               : align == ALIGN_MIDDLE ? width / 2
                                                       : width);
    const struct rect label = {left, at.y - 0.5f * style.size, width, style.size};
    if (label.x < area->x || label.x + label.width > area->x + area->width || label.y < area->y ||
        label.y + label.height > area->y + area->height || box->labels == LABELS_MAX)
        return;
    for (size_t i = 0; i < box->labels; i++)
        if (overlap(&label, &box->label[i]))
            return;
    box->label[box->labels++] = label;
    canvas_text(canvas, at.x, at.y, text, &style);
}

// A label `away` from a place, on the side that the direction points to.
static void put_label_beside(struct canvas *canvas, const struct theme *theme, struct box *box,
                             struct point at, struct point way, float away, const char *text)
{
    const enum align align = way.x > 0.35f    ? ALIGN_START
                             : way.x < -0.35f ? ALIGN_END
                                              : ALIGN_MIDDLE;
    put_label(canvas, theme, box, (struct point){at.x + away * way.x, at.y + away * way.y}, align,
              text);
}

// An edge of the floor in front, its place at a share from −1 to 1 and the way out from there.
static struct point front_edge(const struct box *box, int axis, double share, struct point *way)
{
    const double front = -box->wall[!axis];
    double at[3] = {share, share, 0};
    at[!axis] = front;
    const struct point from = relief_project(&box->stage->view, at);
    at[!axis] = 1.1 * front;
    *way = outward(from, relief_project(&box->stage->view, at));
    // Seen from high above, the surface's own edge is nearer and lies further out than the floor's.
    double edge[3];
    at[!axis] = front;
    if (!relief_place(box->stage->relief, (at[0] + 1) / 2, (at[1] + 1) / 2, edge))
        return from;
    const struct point over = relief_project(&box->stage->view, edge);
    const float out = fmaxf((over.x - from.x) * way->x + (over.y - from.y) * way->y, 0);
    return (struct point){from.x + out * way->x, from.y + out * way->y};
}

static void draw_plane_name(struct canvas *canvas, const struct theme *theme, struct box *box,
                            int axis)
{
    const struct axis *numbers = axis ? &box->stage->y : &box->stage->x;
    struct point way;
    const struct point from = front_edge(box, axis, 0, &way);
    if (numbers->label)
        put_label_beside(canvas, theme, box, from, way, name_away, words(numbers->label));
}

static void draw_plane_axis(struct canvas *canvas, const struct theme *theme, struct box *box,
                            int axis)
{
    const struct axis *numbers = axis ? &box->stage->y : &box->stage->x;
    struct tick ticks[TICKS_MAX];
    const size_t count = axis_ticks(numbers, 5, ticks);
    const struct stroke mark = {.color = theme->axis, .width = 1};
    for (size_t i = 0; i < count; i++) {
        struct point way;
        const struct point from = front_edge(box, axis, share_of(numbers, ticks[i].value), &way);
        canvas_line(canvas, from.x, from.y, from.x + tick_length * way.x,
                    from.y + tick_length * way.y, &mark);
        put_label_beside(canvas, theme, box, from, way, label_away, ticks[i].text);
    }
}

// Heights stand at the outermost upright edge on the left.
static void draw_height_axis(struct canvas *canvas, const struct theme *theme, struct box *box,
                             const struct tick ticks[], size_t count)
{
    const double *wall = box->wall;
    const struct point one = place(box, -wall[0], wall[1], 0),
                       other = place(box, wall[0], -wall[1], 0);
    const bool is_one = one.x < other.x;
    const double x = is_one ? -wall[0] : wall[0], y = is_one ? wall[1] : -wall[1];
    const struct stroke mark = {.color = theme->axis, .width = 1};
    char name[96];
    relief_scale_name(&box->stage->relief->scale, box->stage->symbol, name, sizeof name);
    const struct point top = place(box, x, y, RELIEF_TALL);
    const struct rect *area = &box->stage->view.area;
    const float width = canvas_text_width(canvas, name, TYPE_SMALL, false);
    const float left = fminf(top.x - 40, area->x + area->width - width - 4);
    put_label(canvas, theme, box,
              (struct point){fmaxf(left, area->x + 4), fmaxf(top.y - 18, area->y + 10)},
              ALIGN_START, name);
    for (size_t i = 0; i < count; i++) {
        const double height = relief_scale_height(&box->stage->relief->scale, ticks[i].value);
        const struct point at = place(box, x, y, RELIEF_TALL * height);
        canvas_line(canvas, at.x - tick_length, at.y, at.x, at.y, &mark);
        put_label_beside(canvas, theme, box, at, (struct point){-1, 0}, label_away - 3,
                         ticks[i].text);
    }
}

static size_t height_ticks(const struct box *box, struct tick ticks[TICKS_MAX])
{
    const struct relief_view *view = &box->stage->view;
    const double length = view->unit * RELIEF_TALL * view->up[2];
    const double gap = (double)level_gap / fmax(length, 1);
    return gap > 0.9 ? 0 : relief_scale_ticks(&box->stage->relief->scale, gap, ticks);
}

// ---- the surface --------------------------------------------------------------------------------

// The light comes from the left and above, and a little from behind whoever looks, wherever he
// stands.
static void find_light(const struct relief_view *view, float light[3])
{
    const double left = 0.62, behind = 0.22, above = 0.75;
    const double far = hypot(view->right[0], view->right[1]);
    const double length = sqrt(left * left + behind * behind + above * above);
    // On the floor, what is behind stands at a right angle to what is right.
    light[0] = (float)((-left * view->right[0] + behind * view->right[1]) / far / length);
    light[1] = (float)((-left * view->right[1] - behind * view->right[0]) / far / length);
    light[2] = (float)(above / length);
}

static void draw_surface(struct canvas *canvas, const struct theme *theme,
                         const struct relief_stage *stage)
{
    const struct relief *relief = stage->relief;
    struct mesh mesh = {
        .height = relief->height,
        .shade = relief->shade,
        .line = relief->line,
        .columns = relief->columns,
        .rows = relief->rows,
        .version = relief->version,
        .tall = (float)RELIEF_TALL,
        .lit = 0.5f,
        .isoline = theme->isoline,
        .isoline_width = 1.1f,
        .is_moving = stage->is_moving,
    };
    relief_matrix(&stage->view, mesh.matrix);
    find_light(&stage->view, mesh.light);
    canvas_mesh(canvas, &stage->view.area, &mesh, &theme->surface);
}

void relief_draw(struct canvas *canvas, const struct theme *theme, const struct relief_stage *stage,
                 struct label_space *space)
{
    const struct relief_view *view = &stage->view;
    struct box box = {.stage = stage,
                      .wall = {view->eye[0] > 0 ? -1 : 1, view->eye[1] > 0 ? -1 : 1}};
    const struct stroke line = {.color = theme->grid, .width = 1};
    struct tick ticks[TICKS_MAX];
    const size_t count = height_ticks(&box, ticks);
    canvas_clip(canvas, &view->area);
    draw_panels(canvas, theme, &box);
    draw_plane_lines(canvas, &box, 0, &line);
    draw_plane_lines(canvas, &box, 1, &line);
    draw_level_lines(canvas, &box, ticks, count, &line);
    draw_surface(canvas, theme, stage);
    draw_plane_name(canvas, theme, &box, 0);
    draw_plane_name(canvas, theme, &box, 1);
    draw_height_axis(canvas, theme, &box, ticks, count);
    draw_plane_axis(canvas, theme, &box, 0);
    draw_plane_axis(canvas, theme, &box, 1);
    for (size_t i = 0; i < box.labels; i++)
        label_take_words(space, &box.label[i]);
    relief_draw_levels(canvas, theme, stage, space);
    canvas_clip(canvas, NULL);
}
