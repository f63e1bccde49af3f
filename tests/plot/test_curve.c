#include "plot/curve.h"

#include "base/random.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct plot plot = {{100, 50, 400, 300}, {0, 10, false, NULL}, {0, 10, false, NULL}};

static struct recorder *draw(struct curve *curve)
{
    struct recorder *recorder = recorder_create();
    struct curve_points scratch = {0};
    curve->stroke = (struct stroke){.color = {0, 0, 0, 1}, .width = 2};
    curve_draw(&recorder->head, &plot, curve, &scratch);
    curve_points_clear(&scratch);
    assert_false(recorder->is_clipped);
    return recorder;
}

static void nothing_far_outside_ever_reaches_the_canvas(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    static const double hostile[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e-300, 0, 5, 10};
    for (int turn = 0; turn < 500; turn++) {
        double x[40], y[40];
        for (int i = 0; i < 40; i++) {
            x[i] = random_below(&random, 3) ? 10 * random_unit(&random)
                                            : hostile[random_below(&random, 9)];
            y[i] = random_below(&random, 3) ? 10 * random_unit(&random)
                                            : hostile[random_below(&random, 9)];
        }
        struct curve curve = {.x = x, .y = y, .count = 40, .end = 39, .dots = true};
        struct recorder *recorder = draw(&curve);
        for (size_t l = 0; l < recorder->lines; l++) {
            for (size_t i = 0; i < recorder->line[l].count; i++) {
                const struct point p = recorder->line[l].point[i];
                assert_true(p.x >= 83 && p.x <= 517 && p.y >= 33 && p.y <= 367);
            }
        }
        canvas_destroy(&recorder->head);
    }
}

static void a_gap_breaks_the_line(void **state)
{
    (void)state;
    double y[] = {1, 2, NAN, 4, 5};
    struct curve curve = {.y = y, .count = 5, .end = 4};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 2);
    assert_int_equal(recorder->line[0].count, 2);
    assert_int_equal(recorder->line[1].count, 2);
    canvas_destroy(&recorder->head);
}

static void a_line_that_crosses_the_frame_is_drawn_across_it(void **state)
{
    (void)state;
    double x[] = {-1e200, 1e200}, y[] = {5, 5};
    struct curve curve = {.x = x, .y = y, .count = 2, .end = 1};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    assert_true(recorder->line[0].point[0].x < 100 && recorder->line[0].point[1].x > 500);
    assert_true(fabsf(recorder->line[0].point[0].y - 200) < 0.5f);
    canvas_destroy(&recorder->head);
}

static void the_end_lies_between_two_steps(void **state)
{
    (void)state;
    double y[] = {0, 10, 0};
    struct curve curve = {.y = y, .count = 3, .end = 0.5};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    const struct point last = recorder->line[0].point[recorder->line[0].count - 1];
    assert_true(fabsf(last.x - 120) < 0.01f && fabsf(last.y - 200) < 0.01f);
    struct point head;
    assert_true(curve_head(&plot, &curve, &head));
    assert_true(fabsf(head.x - last.x) < 0.01f && fabsf(head.y - last.y) < 0.01f);
    canvas_destroy(&recorder->head);
}

static void crowded_points_thin_out_but_the_ends_stay(void **state)
{
    (void)state;
    static double x[20001], y[20001];
    for (int i = 0; i <= 20000; i++) {
        x[i] = 10.0 * i / 20000;
        y[i] = 5;
    }
    struct curve curve = {.x = x, .y = y, .count = 20001, .end = 20000};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    assert_true(recorder->line[0].count < 1300);
    assert_true(fabsf(recorder->line[0].point[0].x - 100) < 0.01f);
    assert_true(fabsf(recorder->line[0].point[recorder->line[0].count - 1].x - 500) < 0.01f);
    canvas_destroy(&recorder->head);
}

// The distance of a place from a line that was drawn.
static float away(const struct recorder *recorder, struct point at)
{
    float least = INFINITY;
    for (size_t i = 0; i + 1 < recorder->line[0].count; i++) {
        const struct point a = recorder->line[0].point[i], b = recorder->line[0].point[i + 1];
        const float dx = b.x - a.x, dy = b.y - a.y;
        const float along = ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy);
        const float share = fminf(fmaxf(along, 0), 1);
        least = fminf(least, hypotf(a.x + share * dx - at.x, a.y + share * dy - at.y));
    }
    return least;
}

static void every_step_lies_within_half_a_pixel_of_the_line(void **state)
{
    (void)state;
    static double x[3000], y[3000];
    struct random random;
    random_init(&random, 5, 0);
    for (int i = 0; i < 3000; i++) {
        // A smooth curve with noise of about a pixel on it.
        x[i] = 5 + 3 * cos(0.002 * i) + 0.01 * random_unit(&random);
        y[i] = 5 + 3 * sin(0.003 * i) + 0.01 * random_unit(&random);
    }
    struct curve curve = {.x = x, .y = y, .count = 3000, .end = 2999};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    assert_true(recorder->line[0].count < 2000);
    for (int i = 0; i < 3000; i++)
        assert_true(away(recorder, (struct point){(float)(100 + 40 * x[i]),
                                                  (float)(350 - 30 * y[i])}) <= 0.501f);
    canvas_destroy(&recorder->head);
}

static void dots_are_kept_while_they_can_be_told_apart(void **state)
{
    (void)state;
    double apart[] = {0, 2, 4, 6, 8}, close[50];
    for (int i = 0; i < 50; i++)
        close[i] = 5;
    struct curve curve = {.y = apart, .count = 5, .end = 4, .dots = true};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->markers, 5);
    canvas_destroy(&recorder->head);
    curve = (struct curve){.y = close, .x_step = 0.01, .count = 50, .end = 49, .dots = true};
    recorder = draw(&curve);
    assert_true(recorder->markers < 10);
    canvas_destroy(&recorder->head);
}

static void nothing_is_drawn_of_nothing(void **state)
{
    (void)state;
    double y[] = {1};
    struct curve none = {.y = y, .count = 0, .end = -1};
    struct recorder *recorder = draw(&none);
    struct point head;
    assert_int_equal(recorder->lines + recorder->markers, 0);
    assert_false(curve_head(&plot, &none, &head));
    canvas_destroy(&recorder->head);
    struct curve one = {.y = y, .count = 1, .end = 0};
    recorder = draw(&one);
    assert_int_equal(recorder->lines, 0);
    assert_true(curve_head(&plot, &one, &head));
    canvas_destroy(&recorder->head);
}

static void the_word_diverged_stays_inside(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 11, 0);
    static const double far[] = {1e30, -1e30, INFINITY, -INFINITY, NAN, 0, 700, -700};
    for (int turn = 0; turn < 400; turn++) {
        struct recorder *recorder = recorder_create();
        const struct point inside = {100 + 400 * (float)random_unit(&random),
                                     50 + 300 * (float)random_unit(&random)};
        const struct point towards = {(float)far[random_below(&random, 8)],
                                      (float)far[random_below(&random, 8)]};
        struct label_space space = {.bounds = plot.area};
        const struct look_style look = look_style(&theme_light, LOOK_VERMILION);
        curve_draw_diverged(&recorder->head, &theme_light, &plot, inside, towards, &look, &space);
        assert_int_equal(recorder->texts, 1);
        assert_string_equal(recorder->text[0].text, "diverged");
        assert_memory_equal(&recorder->text[0].style.color, &look.text, sizeof look.text);
        const float width = recorder_text_width(NULL, "diverged", TYPE_SMALL, true);
        assert_true(recorder->text[0].at.x - width / 2 >= 100 &&
                    recorder->text[0].at.x + width / 2 <= 500);
        assert_true(recorder->text[0].at.y > 55 && recorder->text[0].at.y < 345);
        canvas_destroy(&recorder->head);
    }
}

// x jumps to and fro, a tenth further each time: inside the area for the first rows only.
enum { SWINGS = 120 };

static void swing(double x[SWINGS], double y[SWINGS])
{
    for (int k = 0; k < SWINGS; k++) {
        x[k] = 5 + 2 * pow(-1.1, k);
        y[k] = 5 + 0.01 * k;
    }
}

static void a_path_that_diverges_ends_where_it_leaves_the_view_for_good(void **state)
{
    (void)state;
    double x[SWINGS], y[SWINGS];
    swing(x, y);
    struct curve curve = {.x = x, .y = y, .count = SWINGS, .end = SWINGS - 1};
    const size_t exit = curve_exit(&plot, &curve);
    assert_true(curve_has_left(&plot, &curve));
    curve.cut = exit + 1;
    assert_int_equal(exit, 9); // 2·1.1⁹ = 4.7, 2·1.1¹⁰ = 5.2
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    assert_int_equal(recorder->line[0].count, exit + 2);
    const struct point last = recorder->line[0].point[exit + 1];
    assert_true(last.x >= 500); // as far as the frame, through which it leaves
    canvas_destroy(&recorder->head);
    // Before that it is drawn as far as it has come.
    curve.end = 4;
    recorder = draw(&curve);
    assert_int_equal(recorder->line[0].count, 5);
    canvas_destroy(&recorder->head);
    // Not cut, it covers the area with lines from edge to edge.
    curve.end = SWINGS - 1;
    curve.cut = 0;
    recorder = draw(&curve);
    size_t points = 0;
    for (size_t i = 0; i < recorder->lines; i++)
        points += recorder->line[i].count;
    assert_true(points > SWINGS);
    canvas_destroy(&recorder->head);
}

static void a_path_that_comes_back_is_not_cut_before(void **state)
{
    (void)state;
    double x[] = {5, 40, 6, 7, 40, 900}, y[] = {5, 5, 6, 7, 8, NAN};
    struct curve curve = {.x = x, .y = y, .count = 6, .end = 5};
    assert_int_equal(curve_exit(&plot, &curve), 3);
    curve.cut = 4;
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 2); // out to 40 in the first line, back in the second
    canvas_destroy(&recorder->head);
}

static void a_path_that_stays_near_has_not_left(void **state)
{
    (void)state;
    static const struct {
        double last;
        bool left;
        size_t exit;
    } rows[] = {{5, false, 2},    {10, false, 2},  {19.9, false, 1},
                {-9.9, false, 1}, {20.1, true, 1}, {-10.1, true, 1},
                {1e300, true, 1}, {NAN, true, 1},  {INFINITY, true, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int axis = 0; axis < 2; axis++) {
            double along[] = {1, 2, rows[i].last}, still[] = {5, 5, 5};
            const struct curve curve = {
                .x = axis ? still : along, .y = axis ? along : still, .count = 3, .end = 2};
            assert_int_equal(curve_has_left(&plot, &curve), rows[i].left);
            assert_int_equal(curve_exit(&plot, &curve), rows[i].exit);
        }
    double far[] = {30, 40};
    const struct curve away = {.y = far, .count = 2}, none = {.y = far};
    assert_int_equal(curve_exit(&plot, &away), 0);
    assert_int_equal(curve_exit(&plot, &none), 0);
    assert_true(curve_has_left(&plot, &away));
    assert_false(curve_has_left(&plot, &none));
}

static void a_cut_beyond_the_last_row_leaves_the_curve_whole(void **state)
{
    (void)state;
    double y[] = {1, 3, 2};
    struct curve curve = {.y = y, .count = 3, .end = 2, .cut = 3};
    struct recorder *recorder = draw(&curve);
    assert_int_equal(recorder->lines, 1);
    assert_int_equal(recorder->line[0].count, 3);
    canvas_destroy(&recorder->head);
}

static void numbers_below_the_floor_are_drawn_along_it(void **state)
{
    (void)state;
    struct plot costs = plot;
    costs.y = (struct axis){.low = 1e-14, .high = 1, .log = true, .floor = 1e-13};
    double y[] = {1, 1e-6, 1e-22, 0, 1e-15, -1e-16};
    struct curve curve = {.y = y, .count = 6, .end = 5, .stroke = {{0, 0, 0, 1}, 2}};
    struct recorder *recorder = recorder_create();
    struct curve_points scratch = {0};
    curve_draw(&recorder->head, &costs, &curve, &scratch);
    curve_points_clear(&scratch);
    assert_int_equal(recorder->lines, 1);
    assert_int_equal(recorder->line[0].count, 4); // along the floor from its first to its last step
    for (int k = 2; k < 4; k++) {
        assert_true(recorder->line[0].point[k].y == plot_y(&costs, 1e-13));
        assert_true(recorder->line[0].point[k].x == plot_x(&costs, k == 2 ? 2 : 5));
    }
    canvas_destroy(&recorder->head);
}

// Alpha of the line that covers a place, of the last one drawn there.
static float alpha_at(const struct recorder *recorder, float x)
{
    float alpha = -1;
    for (size_t l = 0; l < recorder->lines; l++)
        for (size_t i = 0; i + 1 < recorder->line[l].count; i++)
            if (recorder->line[l].point[i].x <= x && recorder->line[l].point[i + 1].x >= x)
                alpha = recorder->line[l].stroke.color.a;
    return alpha;
}

enum { OLD_STEPS = 1000 };

static struct recorder *draw_fading(double end, struct curve_fade fade)
{
    static double x[OLD_STEPS + 1], y[OLD_STEPS + 1];
    for (int k = 0; k <= OLD_STEPS; k++) {
        x[k] = 10.0 * k / OLD_STEPS;
        y[k] = 5;
    }
    struct curve curve = {.x = x, .y = y, .count = OLD_STEPS + 1, .end = end, .fade = fade};
    return draw(&curve);
}

static void a_path_fades_with_age_and_its_last_steps_and_its_start_do_not(void **state)
{
    (void)state;
    const struct curve_fade fade = {
        .strong = 100, .over = 300, .faint = 0.1f, .start = 0.5f, .start_over = 50};
    struct recorder *recorder = draw_fading(OLD_STEPS, fade);
    assert_true(alpha_at(recorder, 499) == 1 && alpha_at(recorder, 462) == 1);
    assert_true(fabsf(alpha_at(recorder, 300) - 0.1f) < 1e-4f); // step 500, older than all shades
    assert_true(fabsf(alpha_at(recorder, 100.2f) - 0.5f) < 0.05f);
    float last = alpha_at(recorder, 330);
    for (float at = 330; at < 470; at += 2) { // ever stronger, and never by a leap
        const float alpha = alpha_at(recorder, at);
        assert_true(alpha >= last && alpha - last < 0.06f);
        last = alpha;
    }
    assert_true(recorder->lines < 60); // and not a line a step
    canvas_destroy(&recorder->head);
    // What is younger than the strong steps does not fade; nor does what is not to.
    recorder = draw_fading(80, fade);
    assert_true(alpha_at(recorder, 101) == 1);
    canvas_destroy(&recorder->head);
    recorder = draw_fading(OLD_STEPS, (struct curve_fade){0});
    assert_int_equal(recorder->lines, 1);
    assert_true(recorder->line[0].stroke.color.a == 1);
    canvas_destroy(&recorder->head);
}

static void what_has_faded_to_nothing_is_not_drawn(void **state)
{
    (void)state;
    const struct curve_fade fade = {
        .strong = 100, .over = 300, .faint = 0, .start = 1, .start_over = 50};
    struct recorder *recorder = draw_fading(OLD_STEPS, fade);
    assert_true(alpha_at(recorder, 300) == -1); // no line at all
    assert_true(alpha_at(recorder, 100.2f) > 0.9f && alpha_at(recorder, 499) == 1);
    canvas_destroy(&recorder->head);
}

static void shades_leave_no_gap_and_change_little_from_step_to_step(void **state)
{
    (void)state;
    const struct curve_fade fade = {.strong = 100, .over = 300, .faint = 0.1f};
    struct recorder *now = draw_fading(700, fade), *next = draw_fading(701, fade);
    for (float at = 101; at < 379; at += 1) {
        assert_true(alpha_at(now, at) > 0);
        assert_true(fabsf(alpha_at(now, at) - alpha_at(next, at)) < 0.06f);
    }
    canvas_destroy(&now->head);
    canvas_destroy(&next->head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_far_outside_ever_reaches_the_canvas),
        cmocka_unit_test(a_gap_breaks_the_line),
        cmocka_unit_test(a_line_that_crosses_the_frame_is_drawn_across_it),
        cmocka_unit_test(the_end_lies_between_two_steps),
        cmocka_unit_test(crowded_points_thin_out_but_the_ends_stay),
        cmocka_unit_test(every_step_lies_within_half_a_pixel_of_the_line),
        cmocka_unit_test(dots_are_kept_while_they_can_be_told_apart),
        cmocka_unit_test(nothing_is_drawn_of_nothing),
        cmocka_unit_test(the_word_diverged_stays_inside),
        cmocka_unit_test(a_path_that_diverges_ends_where_it_leaves_the_view_for_good),
        cmocka_unit_test(a_path_that_comes_back_is_not_cut_before),
        cmocka_unit_test(a_path_that_stays_near_has_not_left),
        cmocka_unit_test(a_cut_beyond_the_last_row_leaves_the_curve_whole),
        cmocka_unit_test(a_path_fades_with_age_and_its_last_steps_and_its_start_do_not),
        cmocka_unit_test(what_has_faded_to_nothing_is_not_drawn),
        cmocka_unit_test(shades_leave_no_gap_and_change_little_from_step_to_step),
        cmocka_unit_test(numbers_below_the_floor_are_drawn_along_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
