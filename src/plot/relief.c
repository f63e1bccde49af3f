#include "plot/relief.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- the surface --------------------------------------------------------------------------------

// FNV-1a over words of 32 bits (Fowler, Noll & Vo).
static unsigned hash_floats(unsigned hash, const float value[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned word;
        memcpy(&word, value + i, sizeof word);
        hash = (hash ^ word) * 16777619u;
    }
    return hash;
}

// How many levels a unit of the value is at a level: the harmonic mean of both sides, so that the
// way from level to level is smooth and rises (Fritsch & Butland 1984). A kink right on a level
// would make its isoline waver from triangle to triangle.
static double level_slope(const double level[], size_t count, size_t k)
{
    const double below = k > 0 ? level[k] - level[k - 1] : level[1] - level[0];
    const double above = k + 1 < count ? level[k + 1] - level[k] : level[k] - level[k - 1];
    return 2 / (below + above);
}

// Where a value stands among the levels; beyond the outer ones it stays short of the next.
static float level_place(const double level[], size_t count, double value)
{
    if (count < 2 || !isfinite(value))
        return count == 1 && isfinite(value) ? (float)fmax(fmin(value - level[0], 0.9), -0.9)
                                             : -0.5f;
    if (value < level[0])
        return (float)fmax((value - level[0]) * level_slope(level, count, 0), -0.9);
    size_t k = 0;
    while (k + 1 < count && level[k + 1] <= value)
        k++;
    const double slope = level_slope(level, count, k);
    if (k + 1 == count)
        return (float)((double)k + fmin((value - level[k]) * slope, 0.9));
    // Hermite's cubic.
    const double gap = level[k + 1] - level[k], t = (value - level[k]) / gap;
    const double next = level_slope(level, count, k + 1);
    return (float)((double)k + t * t * (3 - 2 * t) + gap * slope * t * (1 - t) * (1 - t) -
                   gap * next * t * t * (1 - t));
}

// Between the four points around; NaN where one of them is.
static float between(const float value[], size_t columns, size_t rows, double x, double y)
{
    const size_t i = (size_t)x < columns - 2 ? (size_t)x : columns - 2;
    const size_t j = (size_t)y < rows - 2 ? (size_t)y : rows - 2;
    const float s = (float)(x - (double)i), t = (float)(y - (double)j);
    const float *low = value + j * columns + i, *high = low + columns;
    const float a = low[0] + s * (low[1] - low[0]), b = high[0] + s * (high[1] - high[0]);
    return a + t * (b - a);
}

static void fill(struct relief *relief, const float value[], const float shade[], size_t columns,
                 size_t rows, const double level[], size_t level_count)
{
    const double dx = (double)(columns - 1) / (double)(relief->columns - 1);
    const double dy = (double)(rows - 1) / (double)(relief->rows - 1);
    for (size_t j = 0; j < relief->rows; j++) {
        for (size_t i = 0; i < relief->columns; i++) {
            const size_t k = j * relief->columns + i;
            const double x = (double)i * dx, y = (double)j * dy;
            const double here = (double)between(value, columns, rows, x, y);
            relief->height[k] = (float)relief_scale_height(&relief->scale, here);
            relief->shade[k] = between(shade, columns, rows, x, y);
            relief->line[k] = level_place(level, level_count, here);
        }
    }
}

// As `line` has them, which is what the surface shows; none at the edges of holes.
static bool find_lines(struct relief *relief, const double level[], size_t level_count,
                       struct error *error)
{
    const size_t count = relief->columns * relief->rows;
    float *line = array_create(count, sizeof *line, error);
    double *place = array_create(level_count + 1, sizeof *place, error);
    relief->level = array_create(level_count + 1, sizeof *relief->level, error);
    bool done = line && place && relief->level;
    for (size_t i = 0; done && i < count; i++)
        line[i] = isnan(relief->height[i]) ? NAN : relief->line[i];
    for (size_t k = 0; done && k < level_count; k++) {
        relief->level[k] = level[k];
        place[k] = (double)k;
    }
    relief->levels = done ? level_count : 0;
    done = done && isolines_init(&relief->lines, line, relief->columns, relief->rows, place,
                                 level_count, error);
    free(line);
    free(place);
    return done;
}

struct relief *relief_create(const float value[], const float shade[], size_t columns, size_t rows,
                             const double level[], size_t level_count, enum relief_height wish,
                             size_t side, struct error *error)
{
    if (columns < 2 || rows < 2 || side < 2) {
        error_set(error, ERROR_INPUT, "a relief needs two points a side");
        return NULL;
    }
    struct relief *relief = array_create(1, sizeof *relief, error);
    if (!relief)
        return NULL;
    relief->columns = columns < side ? columns : side;
    relief->rows = rows < side ? rows : side;
    const size_t count = relief->columns * relief->rows;
    relief->height = array_create(count, sizeof *relief->height, error);
    relief->shade = array_create(count, sizeof *relief->shade, error);
    relief->line = array_create(count, sizeof *relief->line, error);
    if (!relief->height || !relief->shade || !relief->line) {
        relief_destroy(relief);
        return NULL;
    }
    relief->scale = relief_scale_choose(value, columns * rows, wish);
    fill(relief, value, shade, columns, rows, level, level_count);
    relief->version =
        hash_floats(hash_floats(2166136261u, relief->height, count), relief->line, count);
    if (!find_lines(relief, level, level_count, error)) {
        relief_destroy(relief);
        return NULL;
    }
    return relief;
}

void relief_destroy(struct relief *relief)
{
    if (!relief)
        return;
    free(relief->height);
    free(relief->shade);
    free(relief->line);
    free(relief->level);
    isolines_clear(&relief->lines);
    free(relief);
}

double relief_at(const struct relief *relief, double u, double v)
{
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1))
        return NAN;
    return (double)between(relief->height, relief->columns, relief->rows,
                           u * (double)(relief->columns - 1), v * (double)(relief->rows - 1));
}

bool relief_place(const struct relief *relief, double u, double v, double at[3])
{
    const double height = relief_at(relief, u, v);
    at[0] = 2 * u - 1;
    at[1] = 2 * v - 1;
    at[2] = RELIEF_TALL * height;
    return !isnan(height);
}

// ---- the eye ------------------------------------------------------------------------------------

static const double eye_distance = 6.5; // from the middle of the box: a mild perspective
static const double radians = 0.017453292519943295;

const struct relief_camera relief_camera_shipped = {-30, 40, 1};

static double within(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

struct relief_camera relief_camera_move(struct relief_camera camera, double azimuth,
                                        double elevation, double zoom)
{
    return (struct relief_camera){
        remainder(camera.azimuth + azimuth, 360),
        within(camera.elevation + elevation, RELIEF_ELEVATION_MIN, RELIEF_ELEVATION_MAX),
        within(camera.zoom * zoom, RELIEF_ZOOM_MIN, RELIEF_ZOOM_MAX),
    };
}

// Makes what the box sweeps over as it is turned fill the area, labels included: so it keeps its
// size at every turn.
static void fit(struct relief_view *view, double elevation, double zoom)
{
    const double side = 50, over = 30, under = 44; // for labels, units
    const double reach = 1.41421356, half = 0.5 * RELIEF_TALL;
    const double s = sin(elevation), c = cos(elevation);
    // The highest and the lowest place of it, and the widest, on the canvas.
    const double top = (reach * s + half * c) / (1 + (reach * c - half * s) / eye_distance);
    const double bottom = (reach * s + half * c) / (1 - (reach * c - half * s) / eye_distance);
    const double wide = reach / (1 - half * s / eye_distance);
    const double width = fmax((double)view->area.width - 2 * side, 40);
    const double height = fmax((double)view->area.height - over - under, 40);
    const double unit = fmin(width / (2 * wide), height / (top + bottom));
    view->unit = zoom * unit;
    view->at = (struct point){
        view->area.x + view->area.width / 2,
        view->area.y + (float)(over + (height - unit * (top + bottom)) / 2 + unit * top),
    };
}

struct relief_view relief_view(const struct relief_camera *camera, const struct rect *area)
{
    const double a = camera->azimuth * radians, e = camera->elevation * radians;
    struct relief_view view = {
        .area = *area,
        .right = {cos(a), sin(a), 0},
        .up = {-sin(a) * sin(e), cos(a) * sin(e), cos(e)},
        .back = {sin(a) * cos(e), -cos(a) * cos(e), sin(e)},
        .middle = {0, 0, 0.5 * RELIEF_TALL},
    };
    fit(&view, e, camera->zoom);
    for (int i = 0; i < 3; i++)
        view.eye[i] = view.middle[i] + eye_distance * view.back[i];
    return view;
}

static double along(const double direction[3], const double from[3], const double to[3])
{
    return direction[0] * (to[0] - from[0]) + direction[1] * (to[1] - from[1]) +
           direction[2] * (to[2] - from[2]);
}

struct point relief_project(const struct relief_view *view, const double at[3])
{
    const double near = 1 - along(view->back, view->middle, at) / eye_distance;
    const double unit = view->unit / near;
    return (struct point){
        view->at.x + (float)(unit * along(view->right, view->middle, at)),
        view->at.y - (float)(unit * along(view->up, view->middle, at)),
    };
}

void relief_matrix(const struct relief_view *view, float matrix[16])
{
    const struct rect *area = &view->area;
    const double x_unit = 2 * view->unit / (double)area->width;
    const double y_unit = 2 * view->unit / (double)area->height;
    // The middle of the box beside the middle of the area.
    const double x_off = 2 * (double)((view->at.x - area->x) / area->width) - 1;
    const double y_off = 1 - 2 * (double)((view->at.y - area->y) / area->height);
    const double depth = 3; // of everything, before and behind the middle
    double row[4][4];
    for (int i = 0; i < 3; i++) {
        row[3][i] = -view->back[i] / eye_distance;
        row[0][i] = x_unit * view->right[i] + x_off * row[3][i];
        row[1][i] = y_unit * view->up[i] + y_off * row[3][i];
        row[2][i] = -view->back[i] / depth;
    }
    const double zero[3] = {0, 0, 0};
    row[3][3] = 1 - along(view->back, view->middle, zero) / eye_distance;
    row[0][3] = x_unit * along(view->right, view->middle, zero) + x_off * row[3][3];
    row[1][3] = y_unit * along(view->up, view->middle, zero) + y_off * row[3][3];
    row[2][3] = depth / eye_distance - along(view->back, view->middle, zero) / depth;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++)
            matrix[4 * k + i] = (float)row[i][k];
}

// ---- what is seen -------------------------------------------------------------------------------

static double cell(const struct relief *relief)
{
    const size_t side = relief->columns > relief->rows ? relief->columns : relief->rows;
    return 2.0 / (double)(side - 1);
}

bool relief_hides(const struct relief *relief, const struct relief_view *view, const double at[3])
{
    const float slack = 0.01f; // of the height: a place on the surface does not hide itself
    const double way[3] = {view->eye[0] - at[0], view->eye[1] - at[1], view->eye[2] - at[2]};
    const double far = hypot(way[0], way[1]);
    if (!(far > 1e-6) || !(way[2] > 0))
        return false;
    // In cells of the grid and shares of the height, a bit more than a cell at a time.
    const double step = 1.25 * cell(relief) / far;
    const float columns = (float)(relief->columns - 1), rows = (float)(relief->rows - 1);
    const float dx = (float)(step * way[0]) * columns / 2, dy = (float)(step * way[1]) * rows / 2;
    const float dz = (float)(step * way[2] / RELIEF_TALL);
    float x = (float)(at[0] + 1) * columns / 2 + dx, y = (float)(at[1] + 1) * rows / 2 + dy;
    float z = (float)(at[2] / RELIEF_TALL) + dz + slack;
    for (; z < 1 && x >= 0 && x < columns && y >= 0 && y < rows; x += dx, y += dy, z += dz) {
        const size_t i = (size_t)x, j = (size_t)y;
        const float s = x - (float)i, t = y - (float)j;
        const float *low = relief->height + j * relief->columns + i, *high = low + relief->columns;
        const float a = low[0] + s * (low[1] - low[0]), b = high[0] + s * (high[1] - high[0]);
        if (a + t * (b - a) > z)
            return true;
    }
    return false;
}

// How far above the surface a place on the ray is; NaN beside it.
static double above(const struct relief *relief, const double eye[3], const double ray[3], double t)
{
    const double u = (eye[0] + t * ray[0] + 1) / 2, v = (eye[1] + t * ray[1] + 1) / 2;
    return eye[2] + t * ray[2] - RELIEF_TALL * relief_at(relief, u, v);
}

bool relief_pick(const struct relief *relief, const struct relief_view *view, struct point at,
                 double *u, double *v)
{
    // From the eye through the plane of the middle that the canvas is parallel to.
    const double x = (double)(at.x - view->at.x) / view->unit;
    const double y = (double)(view->at.y - at.y) / view->unit;
    double ray[3];
    for (int i = 0; i < 3; i++)
        ray[i] = view->middle[i] + x * view->right[i] + y * view->up[i] - view->eye[i];
    // The ray's length is about the eye's distance, so that 1 is the middle.
    const double step = 0.5 * cell(relief) / eye_distance;
    double last = NAN, last_t = 0;
    for (double t = 1 - 2.5 / eye_distance; t < 1 + 2.5 / eye_distance; t += step) {
        const double here = above(relief, view->eye, ray, t);
        if (here * last <= 0) { // through it
            const double hit = last_t + (t - last_t) * last / (last - here);
            const double found_u = (view->eye[0] + hit * ray[0] + 1) / 2;
            const double found_v = (view->eye[1] + hit * ray[1] + 1) / 2;
            *u = within(found_u, 0, 1);
            *v = within(found_v, 0, 1);
            return true;
        }
        last = here;
        last_t = t;
    }
    return false;
}
