#include "plot/axes.h"

#include "plot/recorder.h"
#include "test.h"

#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// "−2.5", "10⁻³", "3×10⁷" as a number.
static double read_back(const char *text)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char plain[64] = "";
    for (const char *at = text; *at;) {
        bool found = false;
        for (int d = 0; d < 10 && !found; d++) {
            if (strncmp(at, raised[d], strlen(raised[d])) != 0)
                continue;
            if (!strchr(plain, 'e'))
                strcat(plain, "e");
            strncat(plain, &"0123456789"[d], 1);
            at += strlen(raised[d]);
            found = true;
        }
        if (found)
            continue;
        if (strncmp(at, "⁻", 3) == 0) {
            strcat(plain, "e-");
            at += 3;
        } else if (strncmp(at, "−", 3) == 0) {
            strcat(plain, "-");
            at += 3;
        } else if (strncmp(at, "×10", 4) == 0) {
            at += 4;
        } else {
            strncat(plain, at++, 1);
        }
    }
    if (strncmp(plain, "10e", 3) == 0) // 10⁻³
        return pow(10, atoi(plain + 3));
    return strtod(plain, NULL);
}

static void ticks_are_round_ascending_unique_and_inside(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 7, 0);
    for (int turn = 0; turn < 4000; turn++) {
        const double size = pow(10, 12 * random_unit(&random) - 6);
        const double low = size * (2 * random_unit(&random) - 1);
        struct axis axis = {low, low + size * (0.01 + random_unit(&random)), false, NULL};
        if (turn % 2) {
            axis.low = pow(10, 40 * random_unit(&random) - 20);
            axis.high = axis.low * pow(10, 0.1 + 12 * random_unit(&random));
            axis.log = true;
        }
        struct tick ticks[TICKS_MAX];
        const size_t count = axis_ticks(&axis, 2 + (size_t)(turn % 9), ticks);
        assert_true(count >= 1 && count <= TICKS_MAX);
        const double slack = 1e-5 * (axis.high - axis.low);
        for (size_t i = 0; i < count; i++) {
            assert_true(ticks[i].value >= axis.low - slack && ticks[i].value <= axis.high + slack);
            assert_true(i == 0 || ticks[i].value > ticks[i - 1].value);
            if (!*ticks[i].text)
                continue;
            const double back = read_back(ticks[i].text);
            if (fabs(back - ticks[i].value) > 1e-3 * fabs(ticks[i].value) + 1e-12)
                fail_msg("%.17g is labelled %s", ticks[i].value, ticks[i].text);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(ticks[i].text, ticks[k].text);
        }
    }
}

static void there_are_about_as_many_ticks_as_wanted(void **state)
{
    (void)state;
    struct tick ticks[TICKS_MAX];
    const struct axis axis = {-10, 2.5, false, NULL};
    assert_int_equal(axis_ticks(&axis, 7, ticks), 7);
    assert_string_equal(ticks[0].text, "−10");
    assert_string_equal(ticks[5].text, "0");
    const struct axis costs = {1e-2, 1e2, true, NULL};
    assert_int_equal(axis_ticks(&costs, 5, ticks), 5);
    assert_string_equal(ticks[0].text, "10⁻²");
    assert_string_equal(ticks[2].text, "1");
}

static void extreme_ranges_neither_hang_nor_break(void **state)
{
    (void)state;
    static const struct axis axes[] = {
        {1e300, 1.7e308, false, NULL}, {-1e308, 1e308, false, NULL},
        {1e-300, 1e300, true, NULL},   {1e15, 1e15 + 1, false, NULL},
        {0, 5e-324, false, NULL},      {1, 1, false, NULL},
        {5, 4, false, NULL},           {NAN, 1, false, NULL},
        {0, INFINITY, false, NULL},    {0, 1, true, NULL},
        {1, 1.0000001, true, NULL},
    };
    struct tick ticks[TICKS_MAX];
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        assert_true(axis_ticks(&axes[i], 6, ticks) <= TICKS_MAX);
}

static void a_fitted_axis_holds_its_numbers(void **state)
{
    (void)state;
    static const double ranges[][2] = {{0, 1},      {5, 5},         {-3, -2},      {0, 0},
                                       {1e-9, 1e9}, {1e300, 1e300}, {INFINITY, 0}, {NAN, NAN}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        for (int log = 0; log < 2; log++) {
            struct axis axis = {.log = log};
            axis_fit(&axis, ranges[i][0], ranges[i][1]);
            assert_true(axis.low < axis.high);
            assert_true(!log || axis.low > 0);
            if (!log && ranges[i][0] <= ranges[i][1])
                assert_true(axis.low <= ranges[i][0] && axis.high >= ranges[i][1]);
        }
    }
}

static void places_and_values_are_inverse(void **state)
{
    (void)state;
    const struct plot plot = {{50, 20, 700, 500}, {-10, 2.5, false, NULL}, {1e-3, 1e4, true, NULL}};
    for (int i = 0; i <= 10; i++) {
        const float x = 50 + 70.0f * (float)i, y = 20 + 50.0f * (float)i;
        assert_true(fabsf(plot_x(&plot, plot_x_value(&plot, x)) - x) < 1e-2f);
        assert_true(fabsf(plot_y(&plot, plot_y_value(&plot, y)) - y) < 1e-2f);
    }
    assert_true(fabsf(plot_y(&plot, 0) - 520) < 1e-3f);
    assert_true(fabsf(plot_y(&plot, -5) - 520) < 1e-3f);
}

static void labels_of_the_ticks_never_overlap(void **state)
{
    (void)state;
    for (float width = 120; width < 1200; width += 37) {
        struct recorder *recorder = recorder_create();
        const struct plot plot = {
            {60, 20, width, 300}, {-123456, 654321, false, "θ"}, {0, 1, false, NULL}};
        plot_draw_axes(&recorder->head, &theme_light, &plot, true);
        float end = -1e9f;
        for (size_t i = 0; i < recorder->texts; i++) {
            if (recorder->text[i].at.y != 330 || recorder->text[i].style.horizontal != ALIGN_MIDDLE)
                continue;
            const float half = recorder_text_width(NULL, recorder->text[i].text, TYPE_SMALL, 0) / 2;
            assert_true(recorder->text[i].at.x - half > end);
            end = recorder->text[i].at.x + half;
        }
        canvas_destroy(&recorder->head);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round_ascending_unique_and_inside),
        cmocka_unit_test(there_are_about_as_many_ticks_as_wanted),
        cmocka_unit_test(extreme_ranges_neither_hang_nor_break),
        cmocka_unit_test(a_fitted_axis_holds_its_numbers),
        cmocka_unit_test(places_and_values_are_inverse),
        cmocka_unit_test(labels_of_the_ticks_never_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
