#include "labs/training/sizes.h"

#include "base/text.h"
#include "base/words.h"
#include "plot/axes.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

// ---- numbers ------------------------------------------------------------------------------------

// The number that would be at place k if value[count] were sorted (Hoare 1961, quickselect).
static float select_place(float value[], size_t count, size_t k)
{
    size_t low = 0, high = count - 1;
    while (low < high) {
        const float pivot = value[low + (high - low) / 2];
        size_t i = low, j = high;
        for (;;) {
            while (value[i] < pivot)
                i++;
            while (value[j] > pivot)
                j--;
            if (i >= j)
                break;
            const float other = value[i];
            value[i++] = value[j];
            value[j--] = other;
        }
        if (k <= j)
            high = j;
        else
            low = j + 1;
    }
    return value[k];
}

static double median_of(float value[], size_t count)
{
    if (count == 0)
        return NAN;
    const double upper = (double)select_place(value, count, count / 2);
    return count % 2 == 1 ? upper
                          : 0.5 * (upper + (double)select_place(value, count, count / 2 - 1));
}

int sizes_bar(const struct sizes *sizes, double value)
{
    const double size = fabs(value);
    if (!isfinite(size) || size == 0 || sizes->low == sizes->high)
        return -1;
    const double share = (log10(size) - sizes->low) / (sizes->high - sizes->low);
    return (int)fmin(fmax(share * SIZES_BARS, 0), SIZES_BARS - 1);
}

void sizes_range(const struct sizes *sizes, int bar, double *low, double *high)
{
    const double width = (double)(sizes->high - sizes->low) / SIZES_BARS;
    *low = pow(10, sizes->low + width * bar);
    *high = pow(10, sizes->low + width * (bar + 1));
}

struct sizes sizes_of(const float value[], size_t count, float scratch[])
{
    struct sizes sizes = {.count = count};
    size_t finite = 0;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < count; i++) {
        const double size = fabs((double)value[i]);
        if (!isfinite(size)) {
            sizes.wild++;
            continue;
        }
        scratch[finite++] = (float)size;
        sizes.zeros += size == 0;
        most = fmax(most, size);
        least = size > 0 ? fmin(least, size) : least;
    }
    sizes.median = median_of(scratch, finite);
    if (!(most > 0))
        return sizes;
    sizes.high = (int)floor(log10(most)) + 1;
    sizes.low = (int)fmax(floor(log10(least)), sizes.high - SIZES_DECADES_MAX);
    for (size_t i = 0; i < count; i++) {
        const int bar = sizes_bar(&sizes, (double)value[i]);
        if (bar < 0)
            continue;
        sizes.below += log10(fabs((double)value[i])) < sizes.low;
        if (++sizes.bar[bar] > sizes.tallest)
            sizes.tallest = sizes.bar[bar];
    }
    return sizes;
}

// ---- drawing ------------------------------------------------------------------------------------

static const float line = 18, ticks_height = 19;

// The first of the texts that fits; the last is cut.
static void fit_text(struct canvas *canvas, float width, bool bold, const char *const texts[],
                     char fitted[160])
{
    size_t i = 0;
    while (texts[i + 1] && canvas_text_width(canvas, texts[i], TYPE_SMALL, bold) > width)
        i++;
    canvas_fit_text(canvas, texts[i], TYPE_SMALL, bold, width, fitted, 160);
}

// The symbol, and at the other end the marker of the chosen weight with its value.
static void draw_head(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                      const struct sizes_look *look)
{
    const float y = box->y + line / 2;
    const struct text_style symbol = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    struct text_style value = {.size = TYPE_SMALL,
                               .bold = true,
                               .color = theme->ink,
                               .horizontal = ALIGN_END,
                               .vertical = ALIGN_MIDDLE};
    const struct marker_style marker = {.shape = MARKER_TRIANGLE_DOWN,
                                        .size = 9,
                                        .fill = look->look->color,
                                        .outline = theme->paper,
                                        .outline_width = 1};
    const float end = box->x + box->width;
    const float left =
        box->x + canvas_text_width(canvas, look->symbol, symbol.size, true) + 2 * marker.size;
    char text[32];
    int digits = 4;
    do
        text_show(fabs(look->chosen), digits, text, sizeof text);
    while (--digits > 1 && end - canvas_text_width(canvas, text, value.size, true) < left);
    canvas_text(canvas, box->x, y, look->symbol, &symbol);
    canvas_text(canvas, end, y, text, &value);
    const struct point at = {end - canvas_text_width(canvas, text, value.size, true) - 9, y};
    canvas_markers(canvas, &at, 1, &marker);
}

// Median; then what has no bar.
static void draw_words(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                       const struct sizes *sizes)
{
    char number[32], median[80], bare[160], rest[160] = "", brief[160] = "", fitted[160];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    const float y = box->y + box->height - line / 2;
    text_show(sizes->median, 3, number, sizeof number);
    text_print(median, sizeof median, words("median %s"), number);
    text_print(bare, sizeof bare, words("med. %s"), number);
    fit_text(canvas, box->width, false, (const char *const[]){median, bare, NULL}, fitted);
    canvas_text(canvas, box->x, y - line, fitted, &style);
    if (sizes->wild > 0) {
        text_print(rest, sizeof rest, words("%zu out of the numbers"), sizes->wild);
        text_print(brief, sizeof brief, "∞: %zu", sizes->wild);
    } else if (sizes->zeros > 0) {
        text_print(rest, sizeof rest, words("%zu of %zu are 0"), sizes->zeros, sizes->count);
        text_print(brief, sizeof brief, "0: %zu", sizes->zeros);
    } else {
        text_print(rest, sizeof rest, words("none is 0"));
        text_print(brief, sizeof brief, "0: –");
    }
    fit_text(canvas, box->width, false, (const char *const[]){rest, brief, NULL}, fitted);
    canvas_text(canvas, box->x, y, fitted, &style);
}

static void power_text(int power, char text[32])
{
    char number[32];
    text_show(pow(10, power), 2, number, sizeof number);
    const bool is_far = strncmp(number, "1×", strlen("1×")) == 0; // "1×10⁻⁶"
    text_print(text, 32, "%s", number + (is_far ? strlen("1×") : 0));
}

// Both ends of the axis; what is below the first has its place in the first bar.
static void draw_ends(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                      const struct sizes *sizes)
{
    struct text_style style = {.size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    const struct stroke axis = {.color = theme->axis, .width = 1};
    const float bottom = area->y + area->height, y = bottom + ticks_height / 2 + 1;
    char number[32], text[40];
    canvas_line(canvas, area->x, bottom, area->x + area->width, bottom, &axis);
    if (sizes->low == sizes->high)
        return;
    power_text(sizes->low, number);
    text_print(text, sizeof text, "%s%s", sizes->below > 0 ? "≤ " : "", number);
    canvas_text(canvas, area->x, y, text, &style);
    style.horizontal = ALIGN_END;
    power_text(sizes->high, number);
    canvas_text(canvas, area->x + area->width, y, number, &style);
}

static void draw_bars(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                      const struct sizes *sizes, const struct sizes_look *look)
{
    const float pitch = area->width / SIZES_BARS;
    const int chosen = sizes_bar(sizes, look->chosen);
    for (int bar = 0; bar < SIZES_BARS; bar++) {
        if (sizes->bar[bar] == 0)
            continue;
        // A single weight among thousands can still be seen, and clicked.
        const float share = (float)sizes->bar[bar] / (float)sizes->tallest;
        const float height = fmaxf(share * (area->height - 12), 2);
        const struct rect rect = {area->x + pitch * (float)bar, area->y + area->height - height,
                                  fmaxf(pitch - 1, 1), height};
        const float strength = bar == look->pointed ? 1 : bar == chosen ? 0.8f : 0.45f;
        canvas_rectangle(canvas, &rect, 0,
                         color_mix(theme->background, look->look->color, strength));
    }
    if (chosen < 0)
        return;
    const double share = (log10(fabs(look->chosen)) - sizes->low) / (sizes->high - sizes->low);
    const float x = area->x + (float)fmin(fmax(share, 0), 1) * area->width;
    const struct stroke stroke = {.color = theme->ink, .width = 1.5f};
    const struct point tip = {fminf(fmaxf(x, area->x + 4), area->x + area->width - 4), area->y + 5};
    const struct marker_style marker = {.shape = MARKER_TRIANGLE_DOWN,
                                        .size = 9,
                                        .fill = look->look->color,
                                        .outline = theme->paper,
                                        .outline_width = 1};
    canvas_line(canvas, x, area->y + 8, x, area->y + area->height, &stroke);
    canvas_markers(canvas, &tip, 1, &marker);
}

struct rect sizes_area(const struct rect *box)
{
    return (struct rect){box->x, box->y + line + 2, box->width,
                         box->height - 3 * line - 2 - ticks_height};
}

void sizes_draw(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                const struct sizes *sizes, const struct sizes_look *look)
{
    const struct rect area = sizes_area(box);
    draw_head(canvas, theme, box, look);
    draw_bars(canvas, theme, &area, sizes, look);
    draw_ends(canvas, theme, &area, sizes);
    draw_words(canvas, theme, box, sizes);
}
