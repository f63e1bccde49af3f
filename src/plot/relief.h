// A field as a relief in a box: heights, the eye that looks at it, what hides what. Numbers only;
// drawing is plot/relief_draw.h.
//
// The box: x and y from −1 to 1 (θ₁ to the east, θ₂ to the north), z from 0 to RELIEF_TALL.
#ifndef RAVINE_PLOT_RELIEF_H
#define RAVINE_PLOT_RELIEF_H

#include "base/error.h"
#include "plot/axes.h"
#include "plot/isolines.h"

#define RELIEF_TALL 0.85 // height of the box

// ---- from values to heights ---------------------------------------------------------------------

enum relief_height { RELIEF_AUTO, RELIEF_LOG, RELIEF_LINEAR };

// height = the share of `value`, or of log(value + plus), between those of low and high.
struct relief_scale {
    bool is_log;
    double low, high; // of the finite values
    double plus;      // > −low
};

// AUTO takes the logarithm where half of the field would lie in the lowest fifth of a linear
// height. `plus` makes half of the field lie below 0.4: neither a plain with a spike nor a pit in a
// plateau.
struct relief_scale relief_scale_choose(const float value[], size_t count, enum relief_height wish);

// 0 … 1, ever higher with the value; NaN for what is not finite.
double relief_scale_height(const struct relief_scale *scale, double value);

// What the height is, for people: "J" or "J as log(J + 2)".
void relief_scale_name(const struct relief_scale *scale, const char *symbol, char *text,
                       size_t size);

// Round values that stand at least `gap` of the height apart.
size_t relief_scale_ticks(const struct relief_scale *scale, double gap,
                          struct tick ticks[TICKS_MAX]);

// ---- the surface --------------------------------------------------------------------------------

struct relief {
    size_t columns, rows;
    // [rows × columns], row 0 in the south.
    float *height; // 0 … 1; NaN: there is none
    float *shade;  // 0 … 1, the place among the surface's colours
    float *line;   // k on the isoline of level k, between k and k + 1 between them
    struct relief_scale scale;
    unsigned version; // names what the arrays hold
    double *level;    // [levels], ascending
    size_t levels;
    struct isolines lines; // their isolines, over the plane
};

// Takes value[rows × columns] and shade[] of the same size, as a contour has them (row 0 in the
// south), thinned to at most `side` points a side; level[] ascending. NULL on failure.
struct relief *relief_create(const float value[], const float shade[], size_t columns, size_t rows,
                             const double level[], size_t level_count, enum relief_height wish,
                             size_t side, struct error *error);
void relief_destroy(struct relief *relief); // NULL is fine

// The height at shares u (west to east) and v (south to north) of the field; NaN beyond it.
double relief_at(const struct relief *relief, double u, double v);

// The place in the box of a point on the surface; false where there is none.
bool relief_place(const struct relief *relief, double u, double v, double at[3]);

// ---- the eye ------------------------------------------------------------------------------------

// Degrees. Azimuth 0 looks from the south, 90 from the east; elevation 90 from straight above.
struct relief_camera {
    double azimuth, elevation, zoom;
};

#define RELIEF_ELEVATION_MIN 8.0
#define RELIEF_ELEVATION_MAX 90.0
#define RELIEF_ZOOM_MIN      0.5
#define RELIEF_ZOOM_MAX      8.0
extern const struct relief_camera relief_camera_shipped;

// Turned by degrees, nearer by a factor, within the limits; azimuth from −180 to 180.
struct relief_camera relief_camera_move(struct relief_camera camera, double azimuth,
                                        double elevation, double zoom);

// How a camera sees the box in an area of a canvas.
struct relief_view {
    struct rect area;
    double right[3], up[3], back[3]; // unit vectors; back points to the eye
    double middle[3];                // what it looks at
    double eye[3];
    struct point at; // of the middle, in the area
    double unit;     // units of the canvas for one of the box, at the middle
};

struct relief_view relief_view(const struct relief_camera *camera, const struct rect *area);

// Box → canvas.
struct point relief_project(const struct relief_view *view, const double at[3]);

// Box → OpenGL's clip space of the area, column by column.
void relief_matrix(const struct relief_view *view, float matrix[16]);

// True when the surface lies between the eye and a place on it or above.
bool relief_hides(const struct relief *relief, const struct relief_view *view, const double at[3]);

// The place on the surface that is seen at a point of the canvas, as shares; false for a miss.
bool relief_pick(const struct relief *relief, const struct relief_view *view, struct point at,
                 double *u, double *v);

#endif
