// Kinks of typed functions, as lines on the plane.
#include "labs/kit/kinks.h"
#include "plot/recorder.h"
#include "sim/formula_objective.h"
#include "sim/noise.h"
#include "test.h"

#include <math.h>

static const char *const plane[] = {"x", "y", NULL};
static const double low[] = {-2, -1}, high[] = {3, 2};

static void find(const char *text, struct kit_kinks *kinks)
{
    struct error error = {0};
    struct formula *formula = formula_parse(text, plane, NULL, &error);
    struct objective *objective =
        noise_create(formula_objective_create(formula, NULL, NULL, &error), 64, 0.1, 1, &error);
    if (!objective)
        fail_msg("%s: %s", text, error.text);
    kit_kinks_find(kinks, objective, low, high, 241, 141);
    objective_destroy(objective);
}

// Where a piece's middle is on the plane.
static void middle_of(const struct kit_kinks *kinks, size_t piece, double at[2])
{
    const struct point *p = kinks->point + 2 * piece;
    at[0] = low[0] + (high[0] - low[0]) * (double)(p[0].x + p[1].x) / 2;
    at[1] = low[1] + (high[1] - low[1]) * (double)(p[0].y + p[1].y) / 2;
}

static double length_of(const struct kit_kinks *kinks)
{
    double length = 0;
    for (size_t i = 0; i < kinks->count; i += 2) {
        const struct point *p = &kinks->point[i];
        length += hypot((high[0] - low[0]) * (double)(p[1].x - p[0].x),
                        (high[1] - low[1]) * (double)(p[1].y - p[0].y));
    }
    return length;
}

static double off_abs(double x, double y)
{
    (void)y;
    return fabs(x);
}

static double off_circle(double x, double y)
{
    return fabs(hypot(x, y) - 1);
}

static double off_half(double x, double y)
{
    return y > 0 ? fabs(x - 1) : 10;
}

static double off_stairs(double x, double y)
{
    (void)y;
    return fabs(x / 2 - 0.25 - round(x / 2 - 0.25));
}

static void kinks_and_jumps_are_lines_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double (*off)(double x, double y);
        double length;
    } rows[] = {
        {"|x| + y²", off_abs, 3},
        {"max(x² + y², 1)", off_circle, 2 * 3.14159265358979323846},
        {"min(x² + y², 2 - x² - y²)", off_circle, 2 * 3.14159265358979323846},
        {"|x - 1|*max(y, 0)^2", off_half, 2},
        {"if(x > 0, 1, 0) + y²", off_abs, 3},
        {"sign(x) + y²", off_abs, 3},
        {"floor(x/2 - 0.25) + x y", off_stairs, 9}, // at −1.5, 0.5 and 2.5
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct kit_kinks kinks = {0};
        find(rows[r].text, &kinks);
        for (size_t i = 0; i < kinks.count / 2; i++) {
            double at[2];
            middle_of(&kinks, i, at);
            if (rows[r].off(at[0], at[1]) > 0.02)
                fail_msg("%s: no kink is at %g, %g", rows[r].text, at[0], at[1]);
        }
        const double length = length_of(&kinks);
        if (fabs(length - rows[r].length) > 0.06 * rows[r].length)
            fail_msg("%s: %g long", rows[r].text, length);
        kit_kinks_clear(&kinks);
    }
}

static void where_sides_meet_smoothly_and_at_poles_there_is_none(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "|x|^2 + y²",         "if(x > 0, x², x²)", "x |x| + y²",          "max(x, 0)^2 + y²",
        "1/x + y²",           "tan(x) + 0 |y|",    "|x² + y² + 1|",       "min(x, x) + y",
        "if(x > 9, |x|, y²)", "sqrt(|x| + 1)^0",   "|1/(x - 0.013)| + y",
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct kit_kinks kinks = {0};
        find(rows[r], &kinks);
        if (kinks.count > 0) {
            double at[2];
            middle_of(&kinks, 0, at);
            fail_msg("%s: a line at %g, %g", rows[r], at[0], at[1]);
        }
        kit_kinks_clear(&kinks);
    }
}

static void kinks_that_memory_is_missing_for_are_missed_on_the_picture(void **state)
{
    (void)state;
    struct recorder *r = recorder_create();
    const struct plot stage = {.area = {0, 0, 800, 600}};
    struct kit_kinks kinks = {0};
    find("|x| + y²", &kinks);
    kit_kinks_draw(&kinks, &r->head, &theme_light, &stage);
    assert_true(r->lines > 0 && canvas_is_whole(&r->head, NULL));
#ifndef __SANITIZE_ADDRESS__ // it ends the program
    struct error error = {0};
    struct formula *formula = formula_parse("|x| + y²", plane, NULL, &error);
    struct objective *objective = formula_objective_create(formula, NULL, NULL, &error);
    kit_kinks_find(&kinks, objective, low, high, (size_t)1 << 40, (size_t)1 << 12);
    objective_destroy(objective);
    kit_kinks_draw(&kinks, &r->head, &theme_light, &stage);
    assert_false(canvas_is_whole(&r->head, &error));
    assert_string_equal(error.text, "out of memory");
#endif
    recorder_destroy(&r->head);
    kit_kinks_clear(&kinks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinks_and_jumps_are_lines_where_they_are),
        cmocka_unit_test(kinks_that_memory_is_missing_for_are_missed_on_the_picture),
        cmocka_unit_test(where_sides_meet_smoothly_and_at_poles_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
