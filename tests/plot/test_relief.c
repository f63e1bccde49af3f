#include "plot/relief_levels.h"

#include "base/random.h"
#include "base/text.h"
#include "plot/recorder.h"
#include "plot/theme.h"
#include "test.h"

#include "plot/reliefs.h"

#include <math.h>
#include <string.h>

static double steep(double x, double y)
{
    return exp(12 * bowl(x, y)) - 1.75;
}

static double broken(double x, double y)
{
    return x > 0.4 ? (double)NAN : y > 0.8 ? (double)INFINITY : x + y;
}

static double flat(double x, double y)
{
    (void)x, (void)y;
    return 3;
}

// ---- heights ------------------------------------------------------------------------------------

static void heights_rise_with_the_cost_from_0_to_1(void **state)
{
    (void)state;
    double (*const fields[])(double, double) = {bowl, steep, hill};
    for (size_t f = 0; f < 3; f++)
        for (int wish = RELIEF_AUTO; wish <= RELIEF_LINEAR; wish++) {
            fill(fields[f]);
            const struct relief_scale scale =
                relief_scale_choose(grid, SIDE * SIDE, (enum relief_height)wish);
            double last = -1;
            for (int k = 0; k <= 200; k++) {
                const double value = scale.low + k * (scale.high - scale.low) / 200;
                const double height = relief_scale_height(&scale, value);
                assert_true(height > last && height <= 1);
                last = height;
            }
            assert_float_equal(relief_scale_height(&scale, scale.low), 0, 1e-9);
            assert_float_equal(last, 1, 1e-9);
            assert_true(isnan(relief_scale_height(&scale, NAN)));
        }
}

// The height that half of a field lies below.
static double middle_of(const struct relief_scale *scale)
{
    size_t below[101] = {0};
    for (size_t i = 0; i < SIDE * SIDE; i++)
        below[(int)(100 * relief_scale_height(scale, (double)grid[i]))]++;
    size_t sum = 0, k = 0;
    while ((sum += below[k]) < SIDE * SIDE / 2)
        k++;
    return (double)k / 100;
}

static void a_steep_cost_is_neither_a_plain_with_a_spike_nor_a_plateau_with_a_pit(void **state)
{
    (void)state;
    fill(steep);
    const struct relief_scale linear = relief_scale_choose(grid, SIDE * SIDE, RELIEF_LINEAR);
    const struct relief_scale scale = relief_scale_choose(grid, SIDE * SIDE, RELIEF_AUTO);
    assert_true(middle_of(&linear) < 0.01);
    assert_true(scale.is_log);
    assert_between((int)(100 * middle_of(&scale)), 20, 60);
    fill(bowl);
    assert_false(relief_scale_choose(grid, SIDE * SIDE, RELIEF_AUTO).is_log);
}

static void the_name_says_which_logarithm_the_height_is(void **state)
{
    (void)state;
    char text[64];
    relief_scale_name(&(struct relief_scale){false, 0, 1, 0}, "J", text, sizeof text);
    assert_string_equal(text, "J");
    relief_scale_name(&(struct relief_scale){true, 0, 1, 0.02}, "J", text, sizeof text);
    assert_string_equal(text, "J as log(J + 0.02)");
    relief_scale_name(&(struct relief_scale){true, 9, 20, -8}, "J", text, sizeof text);
    assert_string_equal(text, "J as log(J − 8)");
    fill(steep);
    const struct relief_scale scale = relief_scale_choose(grid, SIDE * SIDE, RELIEF_AUTO);
    // What it says is what it does.
    const double share = log((100 + scale.plus) / (scale.low + scale.plus)) /
                         log((scale.high + scale.plus) / (scale.low + scale.plus));
    assert_float_equal(relief_scale_height(&scale, 100), share, 1e-12);
    assert_true(scale.low + scale.plus > 0);
}

static void ticks_of_a_logarithm_are_round_and_apart(void **state)
{
    (void)state;
    fill(steep);
    const struct relief_scale scale = relief_scale_choose(grid, SIDE * SIDE, RELIEF_AUTO);
    struct tick ticks[TICKS_MAX];
    const size_t count = relief_scale_ticks(&scale, 0.12, ticks);
    assert_between(count, 3, 9);
    for (size_t i = 0; i < count; i++) {
        assert_true(ticks[i].value >= scale.low && ticks[i].value <= scale.high);
        assert_true(strlen(ticks[i].text) > 0);
        for (size_t k = 0; k < i; k++)
            assert_true(fabs(relief_scale_height(&scale, ticks[i].value) -
                             relief_scale_height(&scale, ticks[k].value)) >= 0.12);
    }
}

static void a_flat_field_and_holes_have_heights_or_none(void **state)
{
    (void)state;
    struct relief *relief = make(flat, RELIEF_AUTO);
    assert_float_equal(relief_at(relief, 0.3, 0.7), 0, 0);
    relief_destroy(relief);
    relief = make(broken, RELIEF_AUTO);
    assert_true(isnan(relief_at(relief, 0.9, 0.2)));
    assert_true(isnan(relief_at(relief, 0.2, 0.99)));
    assert_true(isfinite(relief_at(relief, 0.2, 0.2)));
    assert_true(isnan(relief_at(relief, -0.01, 0.5)));
    relief_destroy(relief);
}

static double ramp(double x, double y)
{
    (void)y;
    return x;
}

static void isolines_stand_on_their_levels_and_rise_between_them(void **state)
{
    (void)state;
    static const double level[] = {-0.8, -0.75, 0, 0.5};
    fill(ramp);
    struct relief *relief =
        relief_create(grid, shade, SIDE, SIDE, level, 4, RELIEF_LINEAR, SIDE, NULL);
    assert_non_null(relief);
    for (size_t i = 0; i < SIDE; i++) {
        const double value = (double)grid[i], line = (double)relief->line[i];
        assert_true(i == 0 || line >= (double)relief->line[i - 1]);
        assert_true(line > -1 && line < 4);
        for (int k = 0; k < 4; k++) {
            if (value < level[k] - 1e-6)
                assert_true(line < k);
            if (fabs(value - level[k]) < 1e-6)
                assert_float_equal(line, k, 1e-4);
        }
    }
    relief_destroy(relief);
}

// ---- the eye ------------------------------------------------------------------------------------

static void the_camera_stays_within_its_limits(void **state)
{
    (void)state;
    struct relief_camera camera = relief_camera_shipped;
    camera = relief_camera_move(camera, 300, 500, 100);
    assert_true(camera.azimuth >= -180 && camera.azimuth <= 180);
    assert_float_equal(camera.azimuth, -90, 1e-9);
    assert_float_equal(camera.elevation, RELIEF_ELEVATION_MAX, 0);
    assert_float_equal(camera.zoom, RELIEF_ZOOM_MAX, 0);
    camera = relief_camera_move(camera, 0, -500, 1e-9);
    assert_float_equal(camera.elevation, RELIEF_ELEVATION_MIN, 0);
    assert_float_equal(camera.zoom, RELIEF_ZOOM_MIN, 0);
}

static void the_box_stays_in_the_area_at_every_turn(void **state)
{
    (void)state;
    for (double azimuth = -180; azimuth < 180; azimuth += 15)
        for (double elevation = RELIEF_ELEVATION_MIN; elevation <= 90; elevation += 8) {
            const struct relief_view view =
                relief_view(&(struct relief_camera){azimuth, elevation, 1}, &area);
            for (int corner = 0; corner < 8; corner++) {
                const double at[3] = {corner & 1 ? 1 : -1, corner & 2 ? 1 : -1,
                                      corner & 4 ? RELIEF_TALL : 0};
                const struct point point = relief_project(&view, at);
                if (!rect_contains(&area, point))
                    fail_msg("corner %d at %g°, %g° is at %g, %g", corner, azimuth, elevation,
                             (double)point.x, (double)point.y);
            }
        }
}

static void the_matrix_and_the_projection_agree(void **state)
{
    (void)state;
    const struct relief_view view = relief_view(&(struct relief_camera){37, 22, 1.7}, &area);
    float m[16];
    relief_matrix(&view, m);
    double last_depth = 2;
    for (double s = -1; s <= 1; s += 0.25) {
        const double at[3] = {s, 0.3 - s, 0.4 * (1 + s)};
        double clip[4] = {0};
        for (int i = 0; i < 4; i++)
            clip[i] = (double)m[i] * at[0] + (double)m[4 + i] * at[1] + (double)m[8 + i] * at[2] +
                      (double)m[12 + i];
        const struct point point = relief_project(&view, at);
        assert_float_equal((double)area.x + (1 + clip[0] / clip[3]) * (double)area.width / 2,
                           (double)point.x, 0.01);
        assert_float_equal((double)area.y + (1 - clip[1] / clip[3]) * (double)area.height / 2,
                           (double)point.y, 0.01);
        assert_true(fabs(clip[2] / clip[3]) < 1);
        (void)last_depth;
    }
    // What is nearer to the eye has the smaller depth.
    for (double t = 0; t < 0.3; t += 0.05) {
        double depth = 0, w = 0;
        for (int i = 0; i < 3; i++) {
            const double at = (1 - t) * 0 + t * view.eye[i];
            depth += (double)m[4 * i + 2] * at;
            w += (double)m[4 * i + 3] * at;
        }
        depth = (depth + (double)m[14]) / (w + (double)m[15]);
        assert_true(depth < last_depth);
        last_depth = depth;
    }
}

static void a_place_that_is_seen_is_picked_again(void **state)
{
    (void)state;
    struct relief *relief = make(bowl, RELIEF_AUTO);
    const struct relief_view view = relief_view(&relief_camera_shipped, &area);
    size_t seen = 0, hidden = 0;
    for (double u = 0.05; u < 1; u += 0.1)
        for (double v = 0.05; v < 1; v += 0.1) {
            double at[3], back_u, back_v;
            assert_true(relief_place(relief, u, v, at));
            if (relief_hides(relief, &view, at)) {
                hidden++;
                continue;
            }
            seen++;
            assert_true(relief_pick(relief, &view, relief_project(&view, at), &back_u, &back_v));
            assert_float_equal(back_u, u, 0.02);
            assert_float_equal(back_v, v, 0.02);
        }
    assert_true(seen > 60 && seen > 5 * hidden);
    double u, v;
    assert_false(relief_pick(relief, &view, (struct point){area.x + 2, area.y + 2}, &u, &v));
    relief_destroy(relief);
}

static void a_hill_hides_what_is_behind_it_and_not_what_is_before(void **state)
{
    (void)state;
    struct relief *relief = make(hill, RELIEF_LINEAR);
    const struct relief_view view = relief_view(&(struct relief_camera){0, 20, 1}, &area);
    double behind[3], before[3], top[3], aside[3];
    assert_true(relief_place(relief, 0.5, 0.8, behind) && relief_place(relief, 0.5, 0.2, before) &&
                relief_place(relief, 0.5, 0.5, top) && relief_place(relief, 0.05, 0.8, aside));
    assert_true(relief_hides(relief, &view, behind));
    assert_false(relief_hides(relief, &view, before));
    assert_false(relief_hides(relief, &view, top));
    assert_false(relief_hides(relief, &view, aside));
    const struct relief_view north = relief_view(&(struct relief_camera){180, 20, 1}, &area);
    assert_false(relief_hides(relief, &north, behind));
    assert_true(relief_hides(relief, &north, before));
    const struct relief_view over = relief_view(&(struct relief_camera){0, 90, 1}, &area);
    assert_false(relief_hides(relief, &over, behind));
    relief_destroy(relief);
}

// ---- numbers ------------------------------------------------------------------------------------

static const double levels[] = {0.1, 0.2, 0.35, 0.5, 0.65, 0.8};
enum { LEVELS = sizeof levels / sizeof *levels };

// Which level a text is the number of; LEVELS: of none.
static size_t level_of(const struct recorder *r, size_t text)
{
    char number[24];
    size_t k = 0;
    for (; k < LEVELS; k++) {
        text_show(levels[k], 3, number, sizeof number);
        if (strcmp(number, r->text[text].text) == 0 && r->text[text].style.halo.a > 0)
            break;
    }
    return k;
}

static struct rect number_box(struct recorder *r, size_t i)
{
    const struct text_style *style = &r->text[i].style;
    const float width = canvas_text_width(&r->head, r->text[i].text, style->size, false);
    return (struct rect){r->text[i].at.x - width / 2, r->text[i].at.y - style->size / 2, width,
                         style->size};
}

static bool meet(struct rect a, struct rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

static double ridges(double x, double y)
{
    return 0.5 + 0.4 * sin(4 * x) * cos(3 * y);
}

// At each place that is seen through a number's middle, its own line is what lies there.
static void numbers_stand_upright_on_lines_in_sight_and_on_nothing_else(void **state)
{
    (void)state;
    double (*const fields[])(double, double) = {bowl, hill, ridges};
    static const struct rect marks[] = {{380, 300, 40, 40}, {300, 250, 18, 18}};
    size_t views = 0, numbers = 0;
    for (size_t f = 0; f < 3; f++) {
        fill(fields[f]);
        struct relief *relief =
            relief_create(grid, shade, SIDE, SIDE, levels, LEVELS, RELIEF_LINEAR, SIDE, NULL);
        for (double azimuth = -180; azimuth < 180; azimuth += 40)
            for (double elevation = 15; elevation <= 90; elevation += 25) {
                const struct relief_stage stage =
                    stage_of(relief, &(struct relief_camera){azimuth, elevation, 1});
                static struct label_space space;
                space = (struct label_space){.bounds = area};
                label_take(&space, &marks[0]);
                label_take(&space, &marks[1]);
                struct recorder *r = recorder_create();
                relief_draw_levels(&r->head, &theme_light, &stage, &space);
                views++;
                numbers += r->texts;
                assert_int_equal(space.count, 2 + r->texts); // what comes later leaves them be
                for (size_t i = 0; i < r->texts; i++) {
                    const size_t level = level_of(r, i);
                    double u, v;
                    assert_true(level < LEVELS);
                    assert_true(r->text[i].style.angle == 0);
                    assert_true(relief_pick(relief, &stage.view, r->text[i].at, &u, &v));
                    const double value = fields[f](2 * u - 1, 2 * v - 1);
                    if (fabs(value - levels[level]) > 0.03)
                        fail_msg("%s at %g°, %g° stands where %g is seen", r->text[i].text, azimuth,
                                 elevation, value);
                    const struct rect box = number_box(r, i);
                    assert_false(meet(box, marks[0]) || meet(box, marks[1]));
                    for (size_t k = 0; k < i; k++)
                        assert_false(meet(box, number_box(r, k)));
                }
                recorder_destroy(&r->head);
            }
        relief_destroy(relief);
    }
    assert_true(2 * numbers > 3 * views); // and most lines that may have one do
}

static void numbers_keep_off_a_path_and_stay_where_they_are_while_it_grows(void **state)
{
    (void)state;
    static double path[2 * SCRIBBLED];
    fill(bowl);
    struct relief *relief =
        relief_create(grid, shade, SIDE, SIDE, levels, LEVELS, RELIEF_LINEAR, SIDE, NULL);
    const struct relief_stage stage = stage_of(relief, &relief_camera_shipped);
    for (int k = 0; k < SCRIBBLED; k++) {
        path[2 * k] = 0.9 - 1.8 * k / (SCRIBBLED - 1);
        path[2 * k + 1] = 0.5 * sin(6 * path[2 * k]);
    }
    struct curve curve = {
        .x = path, .y = path + 1, .x_stride = 2, .y_stride = 2, .count = SCRIBBLED};
    struct recorder *r[2];
    static struct label_space space;
    for (int i = 0; i < 2; i++) {
        curve.end = i ? SCRIBBLED - 1 : 3;
        space = (struct label_space){.bounds = area};
        r[i] = recorder_create();
        relief_avoid_curve(&stage, &curve, &space);
        relief_draw_levels(&r[i]->head, &theme_light, &stage, &space);
    }
    assert_true(r[0]->texts >= 2 && r[0]->texts == r[1]->texts);
    for (size_t i = 0; i < r[0]->texts; i++) {
        assert_memory_equal(&r[0]->text[i].at, &r[1]->text[i].at, sizeof r[0]->text[i].at);
        for (int k = 0; k < SCRIBBLED; k++) {
            struct point at;
            const struct rect box = number_box(r[0], i);
            assert_true(relief_stage_place(&stage, path[2 * k], path[2 * k + 1], &at, NULL));
            assert_false(rect_contains(&box, at));
        }
    }
    recorder_destroy(&r[0]->head);
    recorder_destroy(&r[1]->head);
    relief_destroy(relief);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heights_rise_with_the_cost_from_0_to_1),
        cmocka_unit_test(a_steep_cost_is_neither_a_plain_with_a_spike_nor_a_plateau_with_a_pit),
        cmocka_unit_test(the_name_says_which_logarithm_the_height_is),
        cmocka_unit_test(ticks_of_a_logarithm_are_round_and_apart),
        cmocka_unit_test(a_flat_field_and_holes_have_heights_or_none),
        cmocka_unit_test(isolines_stand_on_their_levels_and_rise_between_them),
        cmocka_unit_test(the_camera_stays_within_its_limits),
        cmocka_unit_test(the_box_stays_in_the_area_at_every_turn),
        cmocka_unit_test(the_matrix_and_the_projection_agree),
        cmocka_unit_test(a_place_that_is_seen_is_picked_again),
        cmocka_unit_test(a_hill_hides_what_is_behind_it_and_not_what_is_before),
        cmocka_unit_test(numbers_stand_upright_on_lines_in_sight_and_on_nothing_else),
        cmocka_unit_test(numbers_keep_off_a_path_and_stay_where_they_are_while_it_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
