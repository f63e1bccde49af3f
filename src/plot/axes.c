#include "plot/axes.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- ticks --------------------------------------------------------------------------------------

// A tick's number with a fixed count of decimals, or as a power where that would be long.
static void write_tick(double value, int decimals, char text[TICK_TEXT_MAX])
{
    if (fabs(value) >= 1e6 || decimals > 5) {
        text_show(value, decimals > 12 ? 12 : 4, text, TICK_TEXT_MAX);
        return;
    }
    char plain[64];
    snprintf(plain, sizeof plain, "%.*f", decimals, value == 0 ? 0 : value);
    snprintf(text, TICK_TEXT_MAX, "%s%s", plain[0] == '-' ? "−" : "", plain + (plain[0] == '-'));
}

static size_t linear_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX])
{
    const double span = axis->high - axis->low;
    const double magnitude = fmax(fabs(axis->low), fabs(axis->high));
    // Below this, neighbouring ticks are no longer different doubles.
    if (!(span > 1e-12 * magnitude) || !isfinite(span) || wanted < 1)
        return 0;
    const double raw = span / (double)wanted;
    int power = (int)floor(log10(raw));
    const double leading = raw / pow(10, power);
    int unit = leading <= 1.0001 ? 1 : leading <= 2.0001 ? 2 : leading <= 5.0001 ? 5 : 10;
    if (unit == 10) {
        unit = 1;
        power++;
    }
    const double step = unit * pow(10, power);
    const double slack = 1e-6 * span;
    size_t count = 0;
    for (double i = ceil((axis->low - slack) / step); count < TICKS_MAX; i++) {
        // Whole multiples over a power of ten are the nearest doubles to the decimals shown.
        const double value = power < 0 ? i * unit / pow(10, -power) : i * step;
        if (value > axis->high + slack)
            break;
        ticks[count].value = value;
        write_tick(value, power < 0 ? -power : 0, ticks[count].text);
        count++;
    }
    return count;
}

static void write_decade(int power, char text[TICK_TEXT_MAX])
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (power == 0 || power == 1) {
        snprintf(text, TICK_TEXT_MAX, "%s", power ? "10" : "1");
        return;
    }
    char digits[16];
    snprintf(digits, sizeof digits, "%d", abs(power));
    snprintf(text, TICK_TEXT_MAX, "10%s", power < 0 ? "⁻" : "");
    for (const char *d = digits; *d; d++)
        text_append(text, TICK_TEXT_MAX, "%s", raised[*d - '0']);
}

static bool add_log_tick(const struct axis *axis, double value, struct tick ticks[TICKS_MAX],
                         size_t *count)
{
    if (value < axis->low * (1 - 1e-9) || value > axis->high * (1 + 1e-9) || *count == TICKS_MAX)
        return false;
    ticks[*count].value = value;
    ticks[(*count)++].text[0] = '\0';
    return true;
}

static size_t log_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX])
{
    const double low = log10(axis->low), high = log10(axis->high);
    if (!(axis->low > 0) || !isfinite(high) || wanted < 1)
        return 0;
    const int first = (int)floor(low), last = (int)ceil(high);
    int stride = 1;
    while ((last - first) / stride > (int)wanted)
        stride++;
    size_t count = 0;
    for (int power = first; power <= last; power++) {
        const double decade = pow(10, power);
        // Multiples of the stride counted from 1, so that ticks stay when the range moves.
        if (power % stride == 0 && add_log_tick(axis, decade, ticks, &count))
            write_decade(power, ticks[count - 1].text);
        // Under two decades, 2 and 5 are labelled too.
        for (int unit = 2; unit <= 5 && stride == 1 && high - low < 2; unit += 3)
            if (add_log_tick(axis, unit * decade, ticks, &count))
                text_show(unit * decade, 4, ticks[count - 1].text, TICK_TEXT_MAX);
    }
    return count;
}

size_t axis_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX])
{
    if (axis->ticks) {
        const size_t given = axis->tick_count < TICKS_MAX ? axis->tick_count : TICKS_MAX;
        memcpy(ticks, axis->ticks, given * sizeof *ticks);
        return given;
    }
    if (wanted > TICKS_MAX / 2)
        wanted = TICKS_MAX / 2;
    size_t count = axis->log ? log_ticks(axis, wanted, ticks) : 0;
    // A short log axis may have no decade to tick: it ticks like a linear one. A short linear one
    // may have no tick so round: it takes the next finer.
    const struct axis even = {.low = axis->low, .high = axis->high};
    for (; count < 2 && wanted <= TICKS_MAX / 2; wanted *= 2) {
        count = linear_ticks(&even, wanted, ticks);
        if (wanted == 0)
            break;
    }
    return count;
}

void axis_fit(struct axis *axis, double low, double high)
{
    if (!isfinite(low) || !isfinite(high) || low > high) {
        low = axis->log ? 0.1 : 0;
        high = 1;
    }
    if (axis->log) {
        low = fmax(low, 1e-300);
        high = fmax(high, low);
        const double margin = high / low < 10 ? 1.2 : pow(high / low, 0.03);
        axis->low = fmax(low / margin, 1e-305);
        axis->high = fmin(high * margin, 1e305);
        return;
    }
    double span = high - low;
    if (!(span > 1e-9 * fmax(fabs(low), fabs(high))))
        span = fmax(fabs(high) * 0.1, 1e-9);
    axis->low = low - 0.04 * span;
    axis->high = high + 0.04 * span;
    // A cost that ends near zero is seen against zero.
    if (low >= 0 && axis->low < 0.1 * span)
        axis->low = 0;
}

// ---- places -------------------------------------------------------------------------------------

struct rect plot_area(const struct rect *outer, bool x_label, bool y_label)
{
    const float left = y_label ? 62 : 50, right = 10, top = 8, bottom = x_label ? 46 : 26;
    return (struct rect){
        outer->x + left,
        outer->y + top,
        fmaxf(outer->width - left - right, 10),
        fmaxf(outer->height - top - bottom, 10),
    };
}

static double share(const struct axis *axis, double value)
{
    if (!axis->log)
        return (value - axis->low) / (axis->high - axis->low);
    if (!(value > axis->low))
        value = axis->low;
    return log(value / axis->low) / log(axis->high / axis->low);
}

static double at_share(const struct axis *axis, double share)
{
    if (axis->log)
        return axis->low * pow(axis->high / axis->low, share);
    return axis->low + share * (axis->high - axis->low);
}

float plot_x(const struct plot *plot, double x)
{
    return plot->area.x + plot->area.width * (float)share(&plot->x, x);
}

float plot_y(const struct plot *plot, double y)
{
    return plot->area.y + plot->area.height * (float)(1 - share(&plot->y, y));
}

double plot_x_value(const struct plot *plot, float x)
{
    return at_share(&plot->x, (double)(x - plot->area.x) / (double)plot->area.width);
}

double plot_y_value(const struct plot *plot, float y)
{
    return at_share(&plot->y, 1 - (double)(y - plot->area.y) / (double)plot->area.height);
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_x_ticks(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                         bool grid)
{
    struct tick ticks[TICKS_MAX];
    const float bottom = plot->area.y + plot->area.height;
    const size_t wanted = (size_t)fmaxf(plot->area.width / 95, 2);
    const size_t count = axis_ticks(&plot->x, wanted, ticks);
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_MIDDLE};
    const struct stroke mark = {.color = theme->axis, .width = 1};
    float free_from = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const float x = plot_x(plot, ticks[i].value);
        const float half = canvas_text_width(canvas, ticks[i].text, style.size, false) / 2;
        canvas_line(canvas, x, bottom, x, bottom + 4, &mark);
        if (x - half < free_from)
            continue; // no room beside the one before
        canvas_text(canvas, x, bottom + 10, ticks[i].text, &style);
        free_from = x + half + 8;
    }
    if (grid) {
        const struct stroke line = {.color = theme->axis, .width = 1};
        canvas_line(canvas, plot->area.x, bottom, plot->area.x + plot->area.width, bottom, &line);
    }
}

static void draw_y_ticks(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                         bool grid)
{
    struct tick ticks[TICKS_MAX];
    const size_t wanted = (size_t)fmaxf(plot->area.height / 48, 2);
    const size_t count = axis_ticks(&plot->y, wanted, ticks);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_END,
                                     .vertical = ALIGN_MIDDLE};
    const float left = plot->area.x, right = left + plot->area.width;
    float last = INFINITY;
    for (size_t i = 0; i < count; i++) {
        const float y = plot_y(plot, ticks[i].value);
        const bool is_zero = ticks[i].value == 0 && !plot->y.log;
        const struct stroke line = {.color = is_zero ? theme->axis : theme->grid, .width = 1};
        const struct stroke mark = {.color = theme->axis, .width = 1};
        if (grid)
            canvas_line(canvas, left, y, right, y, &line);
        else
            canvas_line(canvas, left - 4, y, left, y, &mark);
        if (fabsf(y - last) < 15)
            continue; // no room above the one before
        canvas_text(canvas, left - 9, y, ticks[i].text, &style);
        if (*ticks[i].text)
            last = y;
    }
}

void plot_draw_axes(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                    bool grid)
{
    draw_y_ticks(canvas, theme, plot, grid);
    draw_x_ticks(canvas, theme, plot, grid);
    struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_MIDDLE};
    const struct rect *area = &plot->area;
    if (plot->x.label)
        canvas_text(canvas, area->x + area->width / 2, area->y + area->height + 31, plot->x.label,
                    &style);
    if (plot->y.label) {
        style.vertical = ALIGN_MIDDLE;
        canvas_text(canvas, area->x - 52, area->y + area->height / 2, plot->y.label, &style);
    }
}
