#include "plot/axes.h"

#include "plot/recorder.h"
#include "test.h"

#include "base/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// "−2.5", "10⁻³", "3×10⁷" as a number.
static double read_back(const char *text)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const bool is_negative = strncmp(text, "−", strlen("−")) == 0;
    text += is_negative ? strlen("−") : 0;
    const char *times = strstr(text, "×10");
    double value = strtod(text, NULL);
    const char *at = times ? times + strlen("×10") : text + strcspn(text, "\xE2\xC2");
    int power = 0, sign = 1;
    if (*at && !times) // 10⁻³
        value = 1;
    if (strncmp(at, "⁻", strlen("⁻")) == 0) {
        sign = -1;
        at += strlen("⁻");
    }
    while (*at) {
        int d = 0;
        while (d < 10 && strncmp(at, raised[d], strlen(raised[d])) != 0)
            d++;
        assert_true(d < 10);
        power = 10 * power + d;
        at += strlen(raised[d]);
    }
    return (is_negative ? -value : value) * pow(10, sign * power);
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
    assert_string_equal(ticks[0].text, "0.01");
    assert_string_equal(ticks[2].text, "1");
}

// How a label is written: the decimals, and the power of ten that all numbers share or, on a log
// axis, that it has one at all. 0 has no style.
struct style {
    bool has_power;
    long decimals;
    char power[TICK_TEXT_MAX];
};

static struct style style_of(const char *text, bool log)
{
    struct style style = {0};
    const char *point = strchr(text, '.'), *times = strstr(text, "×10");
    style.has_power = times || strncmp(text, "10\xE2\x81", 4) == 0 || // 10⁻…, 10⁰, 10⁴…
                      strncmp(text, "10\xC2", 3) == 0;                // 10¹, 10², 10³
    if (!log) {
        style.decimals = point ? (long)strspn(point + 1, "0123456789") : 0;
        if (times)
            snprintf(style.power, sizeof style.power, "%s", times);
    }
    return style;
}

static void check_one_style(const struct axis *axis, size_t wanted)
{
    struct tick ticks[TICKS_MAX];
    const size_t count = axis_ticks(axis, wanted, ticks);
    assert_true(count >= 1);
    // A log axis too short for a decade ticks like a linear one.
    bool is_log = axis->log;
    for (size_t i = 0; i < count && is_log; i++) {
        const double leading = ticks[i].value / pow(10, floor(log10(ticks[i].value) + 1e-9));
        is_log = fabs(leading - 1) < 1e-6 || fabs(leading - 2) < 1e-6 || fabs(leading - 5) < 1e-6;
    }
    const struct style *first = NULL;
    struct style styles[TICKS_MAX];
    for (size_t i = 0; i < count; i++) {
        assert_true(*ticks[i].text && strlen(ticks[i].text) + 1 < TICK_TEXT_MAX);
        if (strcmp(ticks[i].text, "0") == 0 || (ticks[i].value == 0 && !is_log))
            continue;
        styles[i] = style_of(ticks[i].text, is_log);
        if (first &&
            (first->has_power != styles[i].has_power || first->decimals != styles[i].decimals ||
             strcmp(first->power, styles[i].power) != 0))
            fail_msg("%s beside %s", ticks[i - 1].text, ticks[i].text);
        first = &styles[i];
    }
}

static void all_labels_of_an_axis_are_of_one_style(void **state)
{
    (void)state;
    static const double shapes[][2] = {{0, 1},      {0, 9.7},   {-1, 1},       {-0.3, 4.1},
                                       {3, 4},      {97, 103},  {-7.2, -6.9},  {0.5, 60},
                                       {999, 1001}, {0.1, 1e3}, {12345, 12346}};
    for (int power = -30; power <= 30; power++)
        for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
            for (size_t wanted = 2; wanted <= 12; wanted++) {
                const double size = pow(10, power);
                const struct axis axis = {.low = shapes[k][0] * size, .high = shapes[k][1] * size};
                check_one_style(&axis, wanted);
            }
    for (double low = -20; low < 15; low += 0.13)
        for (double decades = 0.05; decades < 24; decades *= 1.4)
            for (size_t wanted = 2; wanted <= 12; wanted += 2) {
                const struct axis axis = {
                    .low = pow(10, low), .high = pow(10, low + decades), .log = true};
                check_one_style(&axis, wanted);
            }
}

static void check_labels(double low, double high, const char *expected)
{
    struct tick ticks[TICKS_MAX];
    const struct axis axis = {.low = low, .high = high, .log = true};
    const size_t count = axis_ticks(&axis, 8, ticks);
    char text[256] = "";
    for (size_t i = 0; i < count; i++) {
        strcat(text, i ? " " : "");
        strcat(text, ticks[i].text);
    }
    assert_string_equal(text, expected);
}

static void log_labels_are_plain_where_that_reads_well_and_powers_elsewhere(void **state)
{
    (void)state;
    check_labels(0.009, 1200, "0.01 0.1 1 10 100 1000");
    check_labels(0.04, 0.6, "0.05 0.1 0.2 0.5");
    check_labels(0.0019, 0.012, "0.002 0.005 0.01");
    check_labels(0.9e-4, 1.2, "10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰");
    check_labels(1.9e-4, 0.0051, "2×10⁻⁴ 5×10⁻⁴ 10⁻³ 2×10⁻³ 5×10⁻³");
    check_labels(0.9, 1.1e5, "10⁰ 10¹ 10² 10³ 10⁴ 10⁵");
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

// ---- texts --------------------------------------------------------------------------------------

// The box of a recorded text: from a little over the capitals to the depth of a p.
static struct rect box_of(const struct recorder *recorder, size_t i)
{
    const struct text_style *style = &recorder->text[i].style;
    const float size = style->size;
    const float width = recorder_text_width(NULL, recorder->text[i].text, size, style->bold);
    const float left = style->horizontal == ALIGN_START ? 0
                       : style->horizontal == ALIGN_END ? -width
                                                        : -width / 2;
    const float top = style->vertical == ALIGN_START    ? -0.1f * size
                      : style->vertical == ALIGN_MIDDLE ? -0.46f * size
                                                        : -0.83f * size;
    const struct point at = recorder->text[i].at;
    if (style->angle == 0)
        return (struct rect){at.x + left, at.y + top, width, size};
    assert_true(fabsf(style->angle + 1.5707963f) < 1e-5f); // read upwards
    return (struct rect){at.x + top, at.y - left - width, size, width};
}

static bool overlap(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static void check_texts_stand_apart(const struct plot *plot, bool grid)
{
    struct recorder *recorder = recorder_create();
    plot_draw_axes(&recorder->head, &theme_light, plot, grid);
    assert_true(recorder->texts >= 3);
    for (size_t i = 0; i < recorder->texts; i++)
        for (size_t k = 0; k < i; k++) {
            const struct rect a = box_of(recorder, i), b = box_of(recorder, k);
            if (overlap(&a, &b))
                fail_msg("%s overprints %s, %g wide", recorder->text[i].text,
                         recorder->text[k].text, (double)plot->area.width);
        }
    canvas_destroy(&recorder->head);
}

static const struct axis text_axes[] = {
    {.low = 0, .high = 1},
    {.low = -2, .high = 2},
    {.low = -0.00004, .high = 0.00009},
    {.low = 0, .high = 0.001},
    {.low = -123456, .high = 654321},
    {.low = 1e9, .high = 1.00001e9},
    {.low = 3e-14, .high = 5, .log = true},
    {.low = 0.01, .high = 3, .log = true},
    {.low = 1.5e-4, .high = 0.004, .log = true},
    {.low = 1e-16, .high = 100, .log = true, .floor = 1e-14},
    {.low = 1e5, .high = 8e5, .log = true},
};
enum { TEXT_AXES = sizeof text_axes / sizeof *text_axes };

static void no_text_of_the_axes_overprints_another(void **state)
{
    (void)state;
    static const char *const names[] = {
        "J",     "θ₂",        "°C",
        "epoch", "log price", "seconds for an epoch of the training set, all examples"};
    for (float width = 300; width <= 1300; width += 125)
        for (int x = 0; x < TEXT_AXES; x++)
            for (int y = 0; y < TEXT_AXES; y++)
                for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
                    const struct rect outer = {40, 20, width, 0.55f * width};
                    struct plot plot = {plot_area(&outer, true, true), text_axes[x], text_axes[y]};
                    plot.x.label = names[(n + 3) % (sizeof names / sizeof *names)];
                    plot.y.label = names[n];
                    check_texts_stand_apart(&plot, n % 2);
                }
}

static void names_of_the_axes_stay_within_the_picture(void **state)
{
    (void)state;
    for (int y = 0; y < TEXT_AXES; y++)
        for (size_t length = 1; length < 120; length++) {
            char name[128] = "";
            memset(name, 'n', length);
            const struct rect outer = {40, 20, 420, 260};
            struct plot plot = {plot_area(&outer, true, true), text_axes[0], text_axes[y]};
            plot.x.label = plot.y.label = name;
            struct recorder *recorder = recorder_create();
            plot_draw_axes(&recorder->head, &theme_light, &plot, true);
            for (size_t i = recorder->texts - 2; i < recorder->texts; i++) {
                const struct rect box = box_of(recorder, i);
                assert_true(*recorder->text[i].text == 'n');
                assert_true(box.x >= 30 && box.x + box.width <= 460);
                assert_true(box.y >= 20 && box.y + box.height <= 282);
            }
            canvas_destroy(&recorder->head);
        }
}

static void a_symbol_keeps_its_place_while_the_ticks_leave_it_room(void **state)
{
    (void)state;
    const struct rect outer = {40, 20, 600, 400};
    static const struct {
        const char *name;
        struct axis axis;
        float away, angle; // left of the area
    } rows[] = {
        {"θ₂", {.low = -2, .high = 2}, 52, 0},
        {"J", {.low = 0.01, .high = 3, .log = true}, 52, 0},
        {"log price", {.low = -2, .high = 2}, 52, -1.57079633f},
        {"J", {.low = 0, .high = 0.001}, -8, 0}, // "0.0002" reaches as far: into the corner
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct plot plot = {plot_area(&outer, true, true), text_axes[0], rows[i].axis};
        plot.y.label = rows[i].name;
        struct recorder *recorder = recorder_create();
        plot_draw_axes(&recorder->head, &theme_light, &plot, true);
        const size_t last = recorder->texts - 1;
        assert_string_equal(recorder->text[last].text, rows[i].name);
        assert_true(recorder->text[last].at.x == plot.area.x - rows[i].away);
        assert_true(fabsf(recorder->text[last].style.angle - rows[i].angle) < 1e-6f);
        canvas_destroy(&recorder->head);
    }
}

static void labels_of_the_ticks_never_overlap(void **state)
{
    (void)state;
    for (float width = 120; width < 1200; width += 37) {
        const struct plot plot = {
            {60, 20, width, 300}, {-123456, 654321, false, "θ"}, {0, 1, false, NULL}};
        check_texts_stand_apart(&plot, true);
    }
}

// ---- the floor ----------------------------------------------------------------------------------

static bool has_text(const struct recorder *recorder, const char *text)
{
    for (size_t i = 0; i < recorder->texts; i++)
        if (strcmp(recorder->text[i].text, text) == 0)
            return true;
    return false;
}

static void what_cannot_be_told_from_zero_lies_on_the_floor_and_the_axis_says_so(void **state)
{
    (void)state;
    struct plot plot = {{60, 20, 500, 300}, {.high = 100}, {.log = true, .floor = 1e-13}};
    axis_fit(&plot.y, 1e-22, 50);
    assert_true(plot.y.low < 1e-13 && plot.y.high >= 50);
    const float floor = plot_y(&plot, 1e-13);
    assert_true(fabsf(floor - 290) < 0.5f); // a tenth above the end
    static const double below[] = {1e-14, 1e-22, 0, -1e-20, -3};
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        assert_true(plot_y(&plot, below[i]) == floor);
    assert_true(plot_y(&plot, 1e-12) < floor);

    struct recorder *recorder = recorder_create();
    plot_draw_axes(&recorder->head, &theme_light, &plot, true);
    assert_true(has_text(recorder, "≈ 0") && has_text(recorder, "rounding error"));
    int dashed = 0;
    for (size_t i = 0; i < recorder->lines; i++) {
        const bool is_floor = fabsf(recorder->line[i].point[0].y - floor) < 0.01f &&
                              recorder->line[i].point[1].x - recorder->line[i].point[0].x > 400;
        dashed += is_floor && recorder->line[i].stroke.dash[0] > 0;
        assert_true(recorder->line[i].point[0].y <= floor + 0.01f || // no ticks below
                    recorder->line[i].point[0].y >= 319);
    }
    assert_int_equal(dashed, 1);
    canvas_destroy(&recorder->head);
}

static void an_axis_that_does_not_reach_its_floor_does_not_show_it(void **state)
{
    (void)state;
    struct plot plot = {{60, 20, 500, 300}, {.high = 100}, {.log = true, .floor = 1e-13}};
    struct plot plain = {{60, 20, 500, 300}, {.high = 100}, {.log = true}};
    axis_fit(&plot.y, 1e-3, 50);
    axis_fit(&plain.y, 1e-3, 50);
    assert_true(plot.y.low == plain.y.low && plot.y.high == plain.y.high);
    struct recorder *recorder = recorder_create();
    plot_draw_axes(&recorder->head, &theme_light, &plot, true);
    assert_false(has_text(recorder, "≈ 0") || has_text(recorder, "rounding error"));
    canvas_destroy(&recorder->head);
    // A linear axis has none.
    struct axis linear = {.floor = 1};
    axis_fit(&linear, 0, 10);
    plot.y = linear;
    assert_true(plot_y(&plot, 0) > plot_y(&plot, 0.5));
}

static void an_axis_whose_numbers_all_lie_below_its_floor_still_has_a_range(void **state)
{
    (void)state;
    static const double ranges[][2] = {{0, 0}, {1e-30, 1e-20}, {-1, 1e-13}, {INFINITY, -INFINITY}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        struct axis axis = {.log = true, .floor = 1e-13};
        axis_fit(&axis, ranges[i][0], ranges[i][1]);
        assert_true(axis.low > 0 && axis.high >= 9e-13 && axis.high > axis.low);
        struct tick ticks[TICKS_MAX];
        const size_t count = axis_ticks(&axis, 4, ticks);
        assert_true(count >= 1);
        for (size_t k = 0; k < count; k++)
            assert_true(ticks[k].value > axis.floor);
    }
}

// How much of a tick's label is to be seen; 0 where there is none.
static float alpha_of(const struct recorder *r, const char *text)
{
    for (size_t i = 0; i < r->texts; i++)
        if (strcmp(r->text[i].text, text) == 0)
            return r->text[i].style.color.a;
    return 0;
}

static struct recorder *draw_gliding(float arrived)
{
    struct recorder *r = recorder_create();
    struct plot plot = {.area = {60, 20, 400, 300}, .x = {0, 10}, .y = {0, 1}};
    plot.x.high = 10 - 8 * (double)arrived;
    plot.x.glide =
        (struct axis_glide){.is_on = true, .from_high = 10, .to_high = 2, .arrived = arrived};
    plot_draw_axes(&r->head, &theme_light, &plot, true);
    return r;
}

static void ticks_fade_while_an_axis_glides_and_are_whole_at_rest(void **state)
{
    (void)state;
    const float whole = theme_light.soft.a;
    struct recorder *begun = draw_gliding(0.25f), *almost = draw_gliding(0.75f);
    // Fives give way to halves.
    assert_true(fabsf(alpha_of(begun, "5") - 0.75f * whole) < 1e-6f);
    assert_true(fabsf(alpha_of(begun, "2.0") - 0.25f * whole) < 1e-6f);
    assert_true(fabsf(alpha_of(almost, "1.5") - 0.75f * whole) < 1e-6f);
    assert_true(alpha_of(almost, "5") == 0 && alpha_of(almost, "10") == 0); // off the axis
    canvas_destroy(&begun->head);
    canvas_destroy(&almost->head);
    struct recorder *r = recorder_create();
    const struct plot plot = {.area = {60, 20, 400, 300}, .x = {0, 10}, .y = {0, 1}};
    plot_draw_axes(&r->head, &theme_light, &plot, true);
    assert_true(alpha_of(r, "5") == whole && alpha_of(r, "0.4") == whole);
    canvas_destroy(&r->head);
}

static void a_low_log_axis_has_two_labels_of_one_kind(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        const char *first, *second;
    } axes[] = {{0.02, 80, "0.1", "1"}, {0.0095, 0.84, "0.01", "0.1"}, {0.04, 12, "0.1", "1"}};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        const struct axis axis = {.low = axes[i].low, .high = axes[i].high, .log = true};
        struct tick ticks[TICKS_MAX];
        assert_true(axis_ticks(&axis, 2, ticks) >= 2);
        assert_string_equal(ticks[0].text, axes[i].first);
        assert_string_equal(ticks[1].text, axes[i].second);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round_ascending_unique_and_inside),
        cmocka_unit_test(there_are_about_as_many_ticks_as_wanted),
        cmocka_unit_test(all_labels_of_an_axis_are_of_one_style),
        cmocka_unit_test(log_labels_are_plain_where_that_reads_well_and_powers_elsewhere),
        cmocka_unit_test(a_low_log_axis_has_two_labels_of_one_kind),
        cmocka_unit_test(extreme_ranges_neither_hang_nor_break),
        cmocka_unit_test(a_fitted_axis_holds_its_numbers),
        cmocka_unit_test(places_and_values_are_inverse),
        cmocka_unit_test(labels_of_the_ticks_never_overlap),
        cmocka_unit_test(no_text_of_the_axes_overprints_another),
        cmocka_unit_test(names_of_the_axes_stay_within_the_picture),
        cmocka_unit_test(a_symbol_keeps_its_place_while_the_ticks_leave_it_room),
        cmocka_unit_test(what_cannot_be_told_from_zero_lies_on_the_floor_and_the_axis_says_so),
        cmocka_unit_test(an_axis_that_does_not_reach_its_floor_does_not_show_it),
        cmocka_unit_test(an_axis_whose_numbers_all_lie_below_its_floor_still_has_a_range),
        cmocka_unit_test(ticks_fade_while_an_axis_glides_and_are_whole_at_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
