#include "plot/axes.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- ticks --------------------------------------------------------------------------------------

// Appends "10⁻³".
static void append_power(int power, char text[TICK_TEXT_MAX])
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[16];
    snprintf(digits, sizeof digits, "%d", abs(power));
    text_append(text, TICK_TEXT_MAX, "10%s", power < 0 ? "⁻" : "");
    for (const char *d = digits; *d; d++)
        text_append(text, TICK_TEXT_MAX, "%s", raised[*d - '0']);
}

// A number with a fixed count of decimals and a real minus sign.
static void write_decimals(double value, int decimals, char text[TICK_TEXT_MAX])
{
    char plain[64];
    snprintf(plain, sizeof plain, "%.*f", decimals, value == 0 ? 0 : value);
    snprintf(text, TICK_TEXT_MAX, "%s%s", plain[0] == '-' ? "−" : "", plain + (plain[0] == '-'));
}

// Labels ticks at multiples of 10^power: plainly, or all with one power of ten where that would be
// long. That is the ticks' own power where it leaves at most three digits, else the largest tick's.
static void write_linear(struct tick ticks[], size_t count, int power)
{
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs(ticks[i].value));
    const bool is_plain = most < 1e6 && power >= -5;
    const int largest = most > 0 ? (int)floor(log10(most) + 1e-9) : power;
    const int common = largest - power < 3 ? power : largest;
    for (size_t i = 0; i < count; i++) {
        struct tick *tick = &ticks[i];
        if (is_plain || tick->value == 0) {
            write_decimals(tick->value, is_plain && power < 0 ? -power : 0, tick->text);
            continue;
        }
        const double scaled =
            common < 0 ? tick->value * pow(10, -common) : tick->value / pow(10, common);
        write_decimals(scaled, common - power, tick->text);
        text_append(tick->text, TICK_TEXT_MAX, "×");
        append_power(common, tick->text);
    }
}

static size_t linear_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX])
{
    const double span = axis->high - axis->low;
    const double magnitude = fmax(fabs(axis->low), fabs(axis->high));
    // Below this, neighbouring ticks are no longer different doubles.
    if (!(span > 1e-12 * magnitude) || !(span > 1e-290) || !isfinite(span) || wanted < 1)
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
        ticks[count++].value = value;
    }
    write_linear(ticks, count, power);
    return count;
}

// Labels ticks at 1, 2, 5 × 10ⁿ: all plainly where they read well so, else all as powers.
static void write_log(struct tick ticks[], size_t count)
{
    bool is_plain = true;
    for (size_t i = 0; i < count; i++)
        is_plain = is_plain && ticks[i].value > 0.9e-3 && ticks[i].value < 1.1e4;
    for (size_t i = 0; i < count; i++) {
        const double value = ticks[i].value;
        const int power = (int)floor(log10(value) + 1e-9);
        const int unit = (int)round(value / pow(10, power));
        if (is_plain) {
            write_decimals(value, power < 0 ? -power : 0, ticks[i].text);
            continue;
        }
        ticks[i].text[0] = '\0';
        if (unit > 1)
            text_append(ticks[i].text, TICK_TEXT_MAX, "%d×", unit);
        append_power(power, ticks[i].text);
    }
}

static void add_log_tick(const struct axis *axis, double value, struct tick ticks[TICKS_MAX],
                         size_t *count)
{
    if (value >= axis->low * (1 - 1e-9) && value <= axis->high * (1 + 1e-9) && *count < TICKS_MAX)
        ticks[(*count)++].value = value;
}

// Decades that are multiples of the stride counted from 1, so that ticks stay when the range moves,
// with 2 and 5 between them or without.
static size_t list_log_ticks(const struct axis *axis, int stride, bool has_between,
                             struct tick ticks[TICKS_MAX])
{
    const int first = (int)floor(log10(axis->low)), last = (int)ceil(log10(axis->high));
    size_t count = 0;
    for (int power = first; power <= last; power++) {
        const double decade = pow(10, power);
        if (power % stride == 0)
            add_log_tick(axis, decade, ticks, &count);
        for (int unit = 2; unit <= 5 && has_between; unit += 3)
            add_log_tick(axis, unit * decade, ticks, &count);
    }
    return count;
}

static size_t log_ticks(const struct axis *axis, size_t wanted, struct tick ticks[TICKS_MAX])
{
    const double low = log10(axis->low), high = log10(axis->high);
    if (!(axis->low > 0) || !isfinite(high) || wanted < 1)
        return 0;
    int stride = 1;
    while (((int)ceil(high) - (int)floor(low)) / stride > (int)wanted)
        stride++;
    // A single label says nothing about a scale: then more of them.
    size_t count = list_log_ticks(axis, stride, false, ticks);
    for (; count < 2 && stride > 1; count = list_log_ticks(axis, stride, false, ticks))
        stride--;
    // Under two decades, 2 and 5 are labelled too, unless a low axis has its two decades.
    if (stride == 1 && high - low < 2 && (count < 2 || wanted > 2))
        count = list_log_ticks(axis, stride, true, ticks);
    write_log(ticks, count);
    return count;
}

// Leaves out the ticks up to the axis's floor. Returns how many are left.
static size_t above_floor(const struct axis *axis, struct tick ticks[TICKS_MAX], size_t count)
{
    size_t first = 0;
    while (axis->log && first < count && ticks[first].value < 1.01 * axis->floor)
        first++;
    memmove(ticks, ticks + first, (count - first) * sizeof *ticks);
    return count - first;
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
    return above_floor(axis, ticks, count);
}

static void fit_log(struct axis *axis, double low, double high)
{
    low = fmax(low, fmax(axis->floor, 1e-300));
    high = fmax(high, low);
    const double margin = high / low < 10 ? 1.2 : pow(high / low, 0.03);
    axis->low = fmax(low / margin, 1e-305);
    axis->high = fmin(high * margin, 1e305);
    if (axis->floor > axis->low) {
        axis->high = fmax(axis->high, 10 * axis->floor);
        axis->low = fmax(axis->floor * pow(axis->high / axis->floor, -1.0 / 9), 1e-305);
    }
}

void axis_fit(struct axis *axis, double low, double high)
{
    if (!isfinite(low) || !isfinite(high) || low > high) {
        low = axis->log ? 0.1 : 0;
        high = 1;
    }
    if (axis->log) {
        fit_log(axis, low, high);
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
    if (!(outer->width > 0))
        return (struct rect){-1e6f, -1e6f, 10, 10};
    return (struct rect){
        outer->x + left,
        outer->y + top,
        fmaxf(outer->width - left - right, 10),
        fmaxf(outer->height - top - bottom, 10),
    };
}

bool plot_is_shown(const struct plot *plot)
{
    return plot->area.x > -1e6f;
}

static double share(const struct axis *axis, double value)
{
    if (!axis->log)
        return (value - axis->low) / (axis->high - axis->low);
    const double least = fmax(axis->low, axis->floor);
    if (!(value > least))
        value = least;
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

enum { LABEL_MAX = 256 };
static const float tick_gap = 9; // between the y axis and its labels
static const float quarter_turn = 1.57079633f;
static const char floor_label[] = "≈ 0";

// A tick and how much of it is to be seen.
struct faded {
    struct tick tick;
    float alpha; // 1 at rest
};

static bool has_tick(const struct tick ticks[], size_t count, const struct tick *tick)
{
    for (size_t i = 0; i < count; i++)
        if (ticks[i].value == tick->value && strcmp(ticks[i].text, tick->text) == 0)
            return true;
    return false;
}

// The ticks of an axis that glides, as far as they are on it now: where it goes, then those that
// only were where it comes from.
static size_t gliding_ticks(const struct axis *axis, size_t wanted, struct faded faded[])
{
    const struct axis_glide *glide = &axis->glide;
    struct axis end = *axis;
    struct tick now[TICKS_MAX], before[TICKS_MAX];
    end.low = glide->to_low;
    end.high = glide->to_high;
    const size_t to = axis_ticks(&end, wanted, now);
    end.low = glide->from_low;
    end.high = glide->from_high;
    end.ticks = axis->ticks ? glide->from_ticks : NULL;
    end.tick_count = glide->from_count;
    const size_t from = axis->ticks && !end.ticks ? 0 : axis_ticks(&end, wanted, before);
    size_t count = 0;
    for (size_t i = 0; i < to + from; i++) {
        const struct tick *tick = i < to ? &now[i] : &before[i - to];
        const bool is_both = i < to ? has_tick(before, from, tick) : has_tick(now, to, tick);
        if (tick->value < axis->low || tick->value > axis->high || (i >= to && is_both))
            continue;
        faded[count++] = (struct faded){*tick, is_both  ? 1
                                               : i < to ? glide->arrived
                                                        : 1 - glide->arrived};
    }
    return count;
}

static size_t shown_ticks(const struct axis *axis, size_t wanted, struct faded faded[2 * TICKS_MAX])
{
    struct tick ticks[TICKS_MAX];
    if (axis->glide.is_on)
        return gliding_ticks(axis, wanted, faded);
    const size_t count = axis_ticks(axis, wanted, ticks);
    for (size_t i = 0; i < count; i++)
        faded[i] = (struct faded){ticks[i], 1};
    return count;
}

static struct color faint(struct color color, float alpha)
{
    return color_alpha(color, color.a * alpha);
}

static void draw_x_ticks(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                         bool grid)
{
    struct faded ticks[2 * TICKS_MAX];
    const float bottom = plot->area.y + plot->area.height;
    const size_t wanted = (size_t)fmaxf(plot->area.width / 95, 2);
    const size_t count = shown_ticks(&plot->x, wanted, ticks);
    struct text_style style = {.size = TYPE_SMALL, .horizontal = ALIGN_MIDDLE};
    float free_from = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const struct tick *tick = &ticks[i].tick;
        const float x = plot_x(plot, tick->value);
        const float half = canvas_text_width(canvas, tick->text, style.size, false) / 2;
        const struct stroke mark = {.color = faint(theme->axis, ticks[i].alpha), .width = 1};
        canvas_line(canvas, x, bottom, x, bottom + 4, &mark);
        if (i > 0 && tick->value <= ticks[i - 1].tick.value)
            free_from = -INFINITY; // those that fade out have room of their own
        const float at = fminf(x, canvas->width - half - 2); // whole, at the picture's edge as well
        if (at - half < free_from)
            continue; // no room beside the one before
        style.color = faint(theme->soft, ticks[i].alpha);
        canvas_text(canvas, at, bottom + 10, tick->text, &style);
        free_from = at + half + 8;
    }
    if (grid) {
        const struct stroke line = {.color = theme->axis, .width = 1};
        canvas_line(canvas, plot->area.x, bottom, plot->area.x + plot->area.width, bottom, &line);
    }
}

// The floor of a log axis: a line of its own, a label among those of the ticks, and words below the
// line where there is room. Returns how wide the label is; `y` becomes its place. 0 where the axis
// does not reach so low.
static float draw_floor(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                        float *y)
{
    const struct axis *axis = &plot->y;
    if (!axis->log || !(axis->floor > axis->low && axis->floor < axis->high))
        return 0;
    const struct rect *area = &plot->area;
    *y = plot_y(plot, axis->floor);
    const struct stroke line = {.color = theme->axis, .width = 1, .dash = {6, 4}};
    canvas_line(canvas, area->x, *y, area->x + area->width, *y, &line);
    struct text_style style = {.size = TYPE_SMALL,
                               .color = theme->soft,
                               .horizontal = ALIGN_END,
                               .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, area->x - tick_gap, *y, floor_label, &style);
    const float band = area->y + area->height - *y;
    style.horizontal = ALIGN_START;
    const char *below = words("rounding error");
    if (band > 14 && canvas_text_width(canvas, below, style.size, false) < area->width - 16)
        canvas_text(canvas, area->x + 8, *y + band / 2, below, &style);
    return canvas_text_width(canvas, floor_label, style.size, false);
}

// Returns the width of the widest label.
static float draw_y_ticks(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                          bool grid)
{
    struct faded ticks[2 * TICKS_MAX];
    const size_t wanted = (size_t)fmaxf(plot->area.height / 48, 2);
    const size_t count = shown_ticks(&plot->y, wanted, ticks);
    struct text_style style = {
        .size = TYPE_SMALL, .horizontal = ALIGN_END, .vertical = ALIGN_MIDDLE};
    const float left = plot->area.x, right = left + plot->area.width;
    float floor = INFINITY, widest = draw_floor(canvas, theme, plot, &floor), last = floor;
    for (size_t i = 0; i < count; i++) {
        const struct tick *tick = &ticks[i].tick;
        const float y = plot_y(plot, tick->value);
        const bool is_zero = tick->value == 0 && !plot->y.log;
        const struct color axis = faint(theme->axis, ticks[i].alpha);
        const struct stroke line = {.color = is_zero ? axis : faint(theme->grid, ticks[i].alpha),
                                    .width = 1};
        const struct stroke mark = {.color = axis, .width = 1};
        if (grid)
            canvas_line(canvas, left, y, right, y, &line);
        else
            canvas_line(canvas, left - 4, y, left, y, &mark);
        if (i > 0 && tick->value <= ticks[i - 1].tick.value)
            last = floor; // those that fade out have room of their own
        if (fabsf(y - last) < 15 || !*tick->text)
            continue; // no room above the one before
        style.color = faint(theme->soft, ticks[i].alpha);
        canvas_text(canvas, left - tick_gap, y, tick->text, &style);
        widest = fmaxf(widest, canvas_text_width(canvas, tick->text, style.size, false));
        last = y;
    }
    return widest;
}

// Beside tick labels of width `widest`: upright, else turned, else within the area.
static void draw_y_label(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                         float widest)
{
    const struct rect *area = &plot->area;
    struct text_style style = {.size = TYPE_SMALL,
                               .color = theme->soft,
                               .horizontal = ALIGN_MIDDLE,
                               .vertical = ALIGN_MIDDLE};
    const float taken = widest > 0 ? tick_gap + widest + 5 : 0;
    const float middle = area->y + area->height / 2;
    const char *label = words(plot->y.label);
    char text[LABEL_MAX];
    canvas_fit_text(canvas, label, style.size, false, area->height, text, sizeof text);
    const float halves[] = {canvas_text_width(canvas, label, style.size, false) / 2,
                            0.6f * style.size};
    for (int turned = 0; turned < 2; turned++) {
        const float away = fmaxf(taken + halves[turned], 52);
        if (away + halves[turned] > 70)
            continue;
        style.angle = turned ? -quarter_turn : 0;
        canvas_text(canvas, area->x - away, middle, turned ? text : label, &style);
        return;
    }
    style.horizontal = style.vertical = ALIGN_START;
    style.halo = theme->paper;
    style.halo_width = 2.5f;
    canvas_fit_text(canvas, label, style.size, false, area->width - 16, text, sizeof text);
    canvas_text(canvas, area->x + 8, area->y + 6, text, &style);
}

void plot_draw_axes(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                    bool grid)
{
    const float widest = draw_y_ticks(canvas, theme, plot, grid);
    draw_x_ticks(canvas, theme, plot, grid);
    const struct rect *area = &plot->area;
    if (plot->x.label) {
        const struct text_style style = {
            .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_MIDDLE};
        char text[LABEL_MAX];
        canvas_fit_text(canvas, words(plot->x.label), style.size, false, area->width, text,
                        sizeof text);
        canvas_text(canvas, area->x + area->width / 2, area->y + area->height + 31, text, &style);
    }
    if (plot->y.label)
        draw_y_label(canvas, theme, plot, widest);
}
