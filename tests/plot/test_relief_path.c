// Paths and arrows on a relief.
#include "plot/relief_levels.h"

#include "base/random.h"
#include "plot/recorder.h"
#include "plot/theme.h"
#include "test.h"

#include "plot/reliefs.h"

#include <math.h>
#include <string.h>

// ---- paths --------------------------------------------------------------------------------------

static const double theta[] = {-0.9, 0.6, 0.9, 0.6, 5, 0.6};

static void the_part_of_a_path_behind_a_hill_is_faint(void **state)
{
    (void)state;
    struct relief *relief = make(hill, RELIEF_LINEAR);
    const struct relief_stage stage = {
        .relief = relief,
        .view = relief_view(&(struct relief_camera){0, 20, 1}, &area),
        .x = {.low = -1, .high = 1},
        .y = {.low = -1, .high = 1},
        .symbol = "J",
    };
    const struct curve curve = {
        .x = theta,
        .y = theta + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = 3,
        .end = 2,
        .stroke = {.color = {1, 0, 0, 1}, .width = 2},
    };
    struct recorder *r = recorder_create();
    struct relief_scratch scratch = {0};
    relief_draw_curve(&r->head, &stage, &curve, &scratch);
    struct point middle;
    bool is_hidden = false;
    assert_true(relief_stage_place(&stage, 0, 0.6, &middle, &is_hidden));
    assert_true(is_hidden);
    size_t faint = 0, strong = 0;
    for (size_t l = 0; l < r->lines; l++) {
        const struct point *points = r->line[l].point;
        const bool is_faint = r->line[l].stroke.color.a < 0.5f;
        faint += is_faint;
        strong += !is_faint;
        for (size_t i = 0; i < r->line[l].count; i++) {
            assert_true(rect_contains(&area, points[i])); // ends with the surface, not at x = 5
            if (fabsf(points[i].x - middle.x) < 8)
                assert_true(is_faint);
        }
    }
    assert_int_equal(faint, 1);
    assert_int_equal(strong, 2); // before the hill and after it
    relief_scratch_clear(&scratch);
    recorder_destroy(&r->head);
    relief_destroy(relief);
}

static float distance_to(struct point at, const struct point ends[2])
{
    const float dx = ends[1].x - ends[0].x, dy = ends[1].y - ends[0].y;
    const float t =
        ((at.x - ends[0].x) * dx + (at.y - ends[0].y) * dy) / fmaxf(dx * dx + dy * dy, 1e-6f);
    const float inside = fminf(fmaxf(t, 0), 1);
    return hypotf(ends[0].x + inside * dx - at.x, ends[0].y + inside * dy - at.y);
}

static void a_path_lies_on_the_surface_between_its_steps(void **state)
{
    (void)state;
    struct relief *relief = make(bowl, RELIEF_LINEAR);
    const struct relief_stage stage = {
        .relief = relief,
        .view = relief_view(&relief_camera_shipped, &area),
        .x = {.low = -1, .high = 1},
        .y = {.low = -1, .high = 1},
        .symbol = "J",
    };
    // One long step through the bowl, which a straight line would fly over.
    const double ends[] = {-0.8, 0.1, 0.8, 0.1};
    const struct curve curve = {.x = ends,
                                .y = ends + 1,
                                .x_stride = 2,
                                .y_stride = 2,
                                .count = 2,
                                .end = 1,
                                .stroke = {.color = {1, 0, 0, 1}, .width = 2}};
    struct recorder *r = recorder_create();
    struct relief_scratch scratch = {0};
    relief_draw_curve(&r->head, &stage, &curve, &scratch);
    struct point middle;
    assert_true(relief_stage_place(&stage, 0, 0.1, &middle, NULL));
    float nearest = INFINITY;
    for (size_t l = 0; l < r->lines; l++)
        for (size_t i = 0; i + 1 < r->line[l].count; i++)
            nearest = fminf(nearest, distance_to(middle, r->line[l].point + i));
    assert_true(nearest < 0.7f);
    relief_scratch_clear(&scratch);
    recorder_destroy(&r->head);
    relief_destroy(relief);
}

// What is drawn of a scribble over a bowl: all of it is in sight from above.
static struct recorder *draw_scribble(const double path[], bool is_moving)
{
    struct relief *relief = make(bowl, RELIEF_LINEAR);
    const struct relief_stage stage = {
        .relief = relief,
        .view = relief_view(&(struct relief_camera){20, 80, 1}, &area),
        .x = {.low = -1, .high = 1},
        .y = {.low = -1, .high = 1},
        .symbol = "J",
        .is_moving = is_moving,
    };
    const struct curve curve = {.x = path,
                                .y = path + 1,
                                .x_stride = 2,
                                .y_stride = 2,
                                .count = SCRIBBLED,
                                .end = SCRIBBLED - 1,
                                .stroke = {.color = {1, 0, 0, 1}, .width = 2}};
    struct recorder *r = recorder_create();
    struct relief_scratch scratch = {0};
    relief_draw_curve(&r->head, &stage, &curve, &scratch);
    relief_scratch_clear(&scratch);
    relief_destroy(relief);
    assert_int_equal(r->lines, 1);
    return r;
}

static void a_path_that_is_turned_has_fewer_points_and_stays_where_it_is(void **state)
{
    (void)state;
    static double path[2 * SCRIBBLED];
    struct random random;
    random_init(&random, 4, 0);
    for (int k = 0; k < SCRIBBLED; k++) {
        path[2 * k] = 0.8 * cos(0.004 * k) + 0.02 * random_unit(&random);
        path[2 * k + 1] = 0.8 * sin(0.006 * k) + 0.02 * random_unit(&random);
    }
    struct recorder *still = draw_scribble(path, false), *moving = draw_scribble(path, true);
    const size_t all = still->line[0].count, count = moving->line[0].count;
    assert_true(3 * count < 2 * all);
    for (size_t i = 0; i < all; i++) {
        float nearest = INFINITY;
        for (size_t k = 0; k + 1 < count; k++)
            nearest =
                fminf(nearest, distance_to(still->line[0].point[i], moving->line[0].point + k));
        assert_true(nearest < 4);
    }
    const struct point *first = still->line[0].point, *last = first + all - 1;
    assert_memory_equal(first, moving->line[0].point, sizeof *first);
    assert_memory_equal(last, moving->line[0].point + count - 1, sizeof *last);
    recorder_destroy(&still->head);
    recorder_destroy(&moving->head);
}

static void a_noisy_path_fades_as_on_the_flat_stage(void **state)
{
    (void)state;
    static double path[2 * SCRIBBLED];
    struct relief *relief = make(bowl, RELIEF_LINEAR);
    const struct relief_stage stage =
        stage_of(relief, &(struct relief_camera){.azimuth = 20, .elevation = 80, .zoom = 1});
    for (int k = 0; k < SCRIBBLED; k++) {
        path[2 * k] = -0.9 + 1.8 * k / (SCRIBBLED - 1);
        path[2 * k + 1] = 0.2;
    }
    const struct curve curve = {.x = path,
                                .y = path + 1,
                                .x_stride = 2,
                                .y_stride = 2,
                                .count = SCRIBBLED,
                                .end = SCRIBBLED - 1,
                                .stroke = {.color = {1, 0, 0, 0.8f}, .width = 2},
                                .fade = {.strong = 100, .over = 300, .faint = 0.1f}};
    struct recorder *r = recorder_create();
    struct relief_scratch scratch = {0};
    relief_draw_curve(&r->head, &stage, &curve, &scratch);
    assert_true(r->lines > 10 && r->lines < 60); // shades, and not a line a step
    for (size_t l = 0; l < r->lines; l++) {
        const float alpha = r->line[l].stroke.color.a;
        const struct point *points = r->line[l].point;
        if (l == 0)
            assert_float_equal((double)alpha, 0.08, 1e-6);
        else { // ever stronger, where the one before has ended
            const struct point *before = r->line[l - 1].point + r->line[l - 1].count - 1;
            assert_true(alpha > r->line[l - 1].stroke.color.a);
            assert_true(hypotf(points->x - before->x, points->y - before->y) < 0.01f);
        }
    }
    const size_t last = r->lines - 1;
    assert_float_equal((double)r->line[last].stroke.color.a, 0.8, 1e-6);
    struct point end;
    assert_true(relief_stage_place(&stage, 0.9, 0.2, &end, NULL));
    const struct point *drawn = r->line[last].point + r->line[last].count - 1;
    assert_true(hypotf(drawn->x - end.x, drawn->y - end.y) < 0.5f);
    relief_scratch_clear(&scratch);
    recorder_destroy(&r->head);
    relief_destroy(relief);
}

// ---- arrows -------------------------------------------------------------------------------------

static void an_arrow_lies_on_the_surface_and_ends_with_it(void **state)
{
    (void)state;
    struct relief *relief = make(bowl, RELIEF_LINEAR);
    const struct relief_stage stage = stage_of(relief, &relief_camera_shipped);
    const double from[2] = {-0.8, 0.1}, to[2] = {0.8, -0.3}, beyond[2] = {4, 0.1};
    const struct relief_way way = relief_stage_way(&stage, from, to);
    assert_false(way.is_cut);
    assert_true(way.count > 10);
    for (size_t i = 0; i < way.count; i++) {
        const double t = (double)i / (double)(way.count - 1);
        struct point at;
        assert_true(relief_stage_place(&stage, from[0] + t * (to[0] - from[0]),
                                       from[1] + t * (to[1] - from[1]), &at, NULL));
        assert_true(hypotf(at.x - way.at[i].x, at.y - way.at[i].y) < 0.01f);
    }
    const struct stroke stroke = {.color = {1, 0, 0, 1}, .width = 2};
    struct recorder *r = recorder_create();
    relief_draw_arrow(&r->head, &way, 9, &stroke);
    assert_int_equal(r->lines, 1);
    assert_int_equal(r->polygons, 1);
    const struct point *base = r->line[0].point + r->line[0].count - 1;
    const struct point tip = way.at[way.count - 1];
    assert_float_equal((double)hypotf(base->x - tip.x, base->y - tip.y), 9, 1);
    const struct relief_way cut = relief_stage_way(&stage, from, beyond);
    assert_true(cut.is_cut);
    struct point edge;
    assert_true(relief_stage_place(&stage, 1, 0.1, &edge, NULL));
    assert_true(hypotf(cut.at[cut.count - 1].x - edge.x, cut.at[cut.count - 1].y - edge.y) < 0.1f);
    relief_draw_arrow(&r->head, &cut, 9, &stroke);
    assert_int_equal(r->polygons, 1); // it goes on: no head
    assert_int_equal(relief_stage_way(&stage, beyond, from).count, 0);
    recorder_destroy(&r->head);
    relief_destroy(relief);
}

static void the_part_of_an_arrow_behind_a_hill_is_faint(void **state)
{
    (void)state;
    struct relief *relief = make(hill, RELIEF_LINEAR);
    const struct relief_stage stage =
        stage_of(relief, &(struct relief_camera){.azimuth = 0, .elevation = 20, .zoom = 1});
    const struct relief_way way =
        relief_stage_way(&stage, (double[2]){-0.9, 0.6}, (double[2]){0.9, 0.6});
    const struct stroke stroke = {.color = {1, 0, 0, 1}, .width = 2};
    struct recorder *r = recorder_create();
    relief_draw_arrow(&r->head, &way, 9, &stroke);
    assert_int_equal(r->lines, 3);
    assert_true(r->line[0].stroke.color.a == 1 && r->line[2].stroke.color.a == 1);
    assert_true(r->line[1].stroke.color.a < 0.5f);
    recorder_destroy(&r->head);
    relief_destroy(relief);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_part_of_a_path_behind_a_hill_is_faint),
        cmocka_unit_test(a_path_lies_on_the_surface_between_its_steps),
        cmocka_unit_test(a_path_that_is_turned_has_fewer_points_and_stays_where_it_is),
        cmocka_unit_test(a_noisy_path_fades_as_on_the_flat_stage),
        cmocka_unit_test(an_arrow_lies_on_the_surface_and_ends_with_it),
        cmocka_unit_test(the_part_of_an_arrow_behind_a_hill_is_faint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
