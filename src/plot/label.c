#include "plot/label.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 512 };

// The length of the longest prefix of whole words that fits; all of it when it fits.
size_t label_line(struct canvas *canvas, const char *text, float size, bool bold, float width)
{
    size_t fits = 0;
    char line[LINE_MAX_BYTES];
    for (size_t i = 0;; i++) {
        if ((text[i] != ' ' && text[i] != '\0') || !text_may_break(text, i))
            continue;
        if (i >= sizeof line)
            break;
        memcpy(line, text, i);
        line[i] = '\0';
        if (canvas_text_width(canvas, line, size, bold) > width)
            break;
        fits = i;
        if (!text[i])
            break;
    }
    return fits;
}

void label_draw_wrapped(struct canvas *canvas, const char *text, float x, float y, float width,
                        size_t lines, const struct text_style *style)
{
    char line[LINE_MAX_BYTES];
    for (size_t n = 0; n < lines && *text; n++) {
        const size_t fits = label_line(canvas, text, style->size, style->bold, width);
        const bool is_last = n + 1 == lines;
        if (is_last || fits == 0) {
            canvas_fit_text(canvas, text, style->size, style->bold, width, line, sizeof line);
            canvas_text(canvas, x, y, line, style);
            return;
        }
        snprintf(line, sizeof line, "%.*s", (int)fits, text);
        canvas_text(canvas, x, y, line, style);
        text += fits;
        while (*text == ' ')
            text++;
        y += LABEL_LINE * style->size;
    }
}

size_t label_lines(struct canvas *canvas, const char *text, float size, bool bold, float width)
{
    size_t lines = 0;
    while (*text) {
        const size_t fits = label_line(canvas, text, size, bold, width);
        lines++;
        if (fits == 0)
            break;
        text += fits;
        while (*text == ' ')
            text++;
    }
    return lines;
}

void label_draw_title(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                      const char *title, const char *remark, const char *caption, size_t lines)
{
    char fitted[LINE_MAX_BYTES], beside[LINE_MAX_BYTES] = "";
    const struct text_style title_style = {
        .size = TYPE_TITLE, .bold = true, .color = theme->ink, .vertical = ALIGN_START};
    const struct text_style caption_style = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_START};
    if (remark)
        snprintf(beside, sizeof beside, "· %s", remark);
    const float gap = remark ? 7 : 0;
    const float taken = gap + (remark ? canvas_text_width(canvas, beside, TYPE_BODY, false) : 0);
    canvas_fit_text(canvas, title, title_style.size, true, rect->width - taken, fitted,
                    sizeof fitted);
    canvas_text(canvas, rect->x, rect->y + 4, fitted, &title_style);
    if (remark)
        canvas_text(canvas,
                    rect->x + gap + canvas_text_width(canvas, fitted, title_style.size, true),
                    rect->y + 9, beside, &caption_style);
    label_draw_wrapped(canvas, caption, rect->x, rect->y + 33, rect->width, lines, &caption_style);
}

void label_draw_heading(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                        const char *text)
{
    char fitted[LINE_MAX_BYTES];
    const struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_START};
    canvas_fit_text(canvas, words(text), style.size, true, rect->width, fitted, sizeof fitted);
    canvas_text(canvas, rect->x, rect->y + 7, fitted, &style);
}

void label_draw_fitting_heading(struct canvas *canvas, const struct theme *theme,
                                const struct rect *rect, const char *const texts[])
{
    size_t i = 0;
    while (texts[i + 1] &&
           canvas_text_width(canvas, words(texts[i]), TYPE_BODY, true) > rect->width)
        i++;
    label_draw_heading(canvas, theme, rect, texts[i]);
}

// ---- room for labels ----------------------------------------------------------------------------

static void keep_box(struct rect boxes[], size_t *count, const struct rect *box)
{
    if (*count < LABEL_TAKEN_MAX)
        boxes[(*count)++] = *box;
}

// A line is a chain of boxes.
static void keep_line(struct rect boxes[], size_t *count, struct point from, struct point to,
                      float width)
{
    const float dx = to.x - from.x, dy = to.y - from.y, length = hypotf(dx, dy);
    const size_t most = 40;
    const float wanted = length / fmaxf(width, 6) + 1;
    const size_t pieces = wanted < (float)most ? (size_t)wanted : most;
    for (size_t i = 0; i < pieces; i++) {
        const float a = (float)i / (float)pieces, b = (float)(i + 1) / (float)pieces;
        const struct rect box = {from.x + dx * (dx < 0 ? b : a) - width / 2,
                                 from.y + dy * (dy < 0 ? b : a) - width / 2,
                                 fabsf(dx) * (b - a) + width, fabsf(dy) * (b - a) + width};
        keep_box(boxes, count, &box);
    }
}

void label_take(struct label_space *space, const struct rect *box)
{
    keep_box(space->taken, &space->count, box);
}

void label_take_words(struct label_space *space, const struct rect *box)
{
    label_take(space, box);
    if (space->word_count < LABEL_WORDS_MAX)
        space->words[space->word_count++] = *box;
}

void label_take_line(struct label_space *space, struct point from, struct point to, float width)
{
    keep_line(space->taken, &space->count, from, to, width);
}

void label_avoid_line(struct label_space *space, struct point from, struct point to, float width)
{
    keep_line(space->soft, &space->soft_count, from, to, width);
}

static bool is_apart(const struct rect *a, const struct rect *b)
{
    return a->x >= b->x + b->width || b->x >= a->x + a->width || a->y >= b->y + b->height ||
           b->y >= a->y + a->height;
}

bool label_is_free(const struct label_space *space, const struct rect *box, bool is_strict)
{
    const struct rect *bounds = &space->bounds;
    if (box->x < bounds->x || box->y < bounds->y ||
        box->x + box->width > bounds->x + bounds->width ||
        box->y + box->height > bounds->y + bounds->height)
        return false;
    for (size_t i = 0; i < space->count; i++)
        if (!is_apart(box, &space->taken[i]))
            return false;
    for (size_t i = 0; is_strict && i < space->soft_count; i++)
        if (!is_apart(box, &space->soft[i]))
            return false;
    return true;
}

// One round of places about `at`.
static bool place_near(const struct label_space *space, struct point at, float ahead, float gap,
                       bool is_strict, struct rect *box)
{
    enum { ANGLES = 16 };
    const float turn = 6.2831853f / ANGLES;
    for (int i = 0; i < ANGLES; i++) {
        // Ahead, then to both sides of it in turn.
        const float angle = ahead + turn * (float)((i + 1) / 2) * (i % 2 ? 1.0f : -1.0f);
        box->x = at.x + cosf(angle) * (gap + box->width / 2) - box->width / 2;
        box->y = at.y + sinf(angle) * (gap + box->height / 2) - box->height / 2;
        if (label_is_free(space, box, is_strict))
            return true;
    }
    return false;
}

bool label_place(struct label_space *space, struct point at, struct point direction, float width,
                 float height, struct rect *box)
{
    static const float gaps[] = {8, 14, 22, 32};
    const float ahead = atan2f(direction.y, direction.x);
    *box = (struct rect){.width = width, .height = height};
    if (space->count == LABEL_TAKEN_MAX)
        return false;
    for (int is_strict = 1; is_strict >= 0; is_strict--)
        for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
            if (place_near(space, at, ahead, gaps[g], is_strict, box)) {
                label_take_words(space, box);
                return true;
            }
    return false;
}

bool label_place_far(struct label_space *space, struct point at, struct point direction,
                     float width, float height, struct rect *box)
{
    enum { ANGLES = 12 };
    const float reach = space->bounds.width + space->bounds.height, pitch = 30;
    if (label_place(space, at, direction, width, height, box))
        return true;
    for (float away = 40; away < reach && space->count < LABEL_TAKEN_MAX; away += pitch)
        for (int i = 0; i < ANGLES; i++) {
            const float turn = 6.2831853f * (float)i / ANGLES;
            const struct point there = {at.x + away * cosf(turn), at.y + away * sinf(turn)};
            if (rect_contains(&space->bounds, there) &&
                label_place(space, there, direction, width, height, box))
                return true;
        }
    return false;
}

bool label_place_over(struct label_space *space, float width, float height, struct rect *box)
{
    const struct rect *bounds = &space->bounds;
    const float pitch = 2, margin = 2; // above and below each text there is room that nobody misses
    for (float y = 2; y + height <= bounds->height; y += pitch)
        for (float x = 2; x + width <= bounds->width; x += pitch) {
            *box = (struct rect){bounds->x + x, bounds->y + y, width, height};
            const struct rect inner = {box->x, box->y + margin, width, height - 2 * margin};
            size_t i = 0;
            while (i < space->word_count && is_apart(&inner, &space->words[i]))
                i++;
            if (i < space->word_count)
                continue;
            label_take_words(space, box);
            return true;
        }
    return false;
}

// ---- tips ---------------------------------------------------------------------------------------

// What a box covers: what is taken counts more than all that is avoided.
static size_t covered(const struct label_space *space, const struct rect *box)
{
    size_t count = 0;
    for (size_t i = 0; i < space->count; i++)
        count += is_apart(box, &space->taken[i]) ? 0 : LABEL_TAKEN_MAX;
    for (size_t i = 0; i < space->soft_count; i++)
        count += is_apart(box, &space->soft[i]) ? 0 : 1;
    return count;
}

// Right below a point, or on the other side of it where it would leave the bounds.
static struct rect tip_by_default(struct point at, const struct rect *bounds, float width,
                                  float height)
{
    struct rect box = {at.x + 16, at.y + 14, width, height};
    if (box.x + box.width > bounds->x + bounds->width)
        box.x = at.x - 16 - box.width;
    if (box.y + box.height > bounds->y + bounds->height)
        box.y = at.y - 14 - box.height;
    box.x = fmaxf(box.x, bounds->x + 2);
    box.y = fmaxf(box.y, bounds->y + 2);
    return box;
}

static struct rect place_tip(struct point at, const struct rect *bounds, float width, float height,
                             const struct label_space *space)
{
    static const float distances[] = {16, 32, 56, 90, 140, 200};
    // Which corner or side of the box is next to the point.
    static const float sides[][2] = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1},
                                     {1, 0}, {-1, 0}, {0, 1},  {0, -1}};
    struct rect best = tip_by_default(at, bounds, width, height);
    size_t least = space ? covered(space, &best) : 0;
    for (size_t d = 0; least > 0 && d < sizeof distances / sizeof *distances; d++) {
        for (size_t i = 0; least > 0 && i < sizeof sides / sizeof *sides; i++) {
            const float x = sides[i][0], y = sides[i][1];
            const struct rect box = {at.x + x * distances[d] + (x - 1) * width / 2,
                                     at.y + y * distances[d] + (y - 1) * height / 2, width, height};
            if (box.x < bounds->x + 2 || box.y < bounds->y + 2 ||
                box.x + width > bounds->x + bounds->width - 2 ||
                box.y + height > bounds->y + bounds->height - 2)
                continue;
            const size_t count = covered(space, &box);
            if (count < least) {
                least = count;
                best = box;
            }
        }
    }
    return best;
}

void label_draw_tip(struct canvas *canvas, const struct theme *theme, struct point at,
                    const struct rect *bounds, const char *const lines[],
                    const struct color swatch[], size_t count, const struct label_space *space)
{
    const float pad = 9, pitch = 21, size = TYPE_SMALL;
    float width = 0;
    bool has_swatch = false;
    for (size_t i = 0; i < count; i++) {
        width = fmaxf(width, canvas_text_width(canvas, lines[i], size, i == 0 && count > 1));
        has_swatch = has_swatch || swatch[i].a > 0;
    }
    const float indent = has_swatch ? 18 : 0;
    const struct rect box =
        place_tip(at, bounds, width + indent + 2 * pad, pitch * (float)count + 2 * pad - 5, space);
    const struct rect edge = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    canvas_rectangle(canvas, &edge, 6, theme->axis);
    canvas_rectangle(canvas, &box, 5, theme->background);
    for (size_t i = 0; i < count; i++) {
        const float y = box.y + pad + pitch * ((float)i + 0.4f);
        const struct text_style style = {.size = size,
                                         .bold = i == 0 && count > 1,
                                         .color = theme->ink,
                                         .vertical = ALIGN_MIDDLE};
        if (swatch[i].a > 0) {
            const struct rect square = {box.x + pad, y - 5, 10, 10};
            canvas_rectangle(canvas, &square, 2, swatch[i]);
        }
        canvas_text(canvas, box.x + pad + indent, y, lines[i], &style);
    }
}

void label_draw_sample(struct canvas *canvas, const struct theme *theme, float x, float y,
                       float width, const struct look_style *style)
{
    struct stroke line = {.color = style->color, .width = 2.5f};
    memcpy(line.dash, style->dash, sizeof line.dash);
    canvas_line(canvas, x, y, x + width, y, &line);
    const struct marker_style marker = {
        .shape = style->marker,
        .size = 10,
        .fill = style->color,
        .outline = theme->background,
        .outline_width = 1.5f,
    };
    const struct point middle = {x + width / 2, y};
    canvas_markers(canvas, &middle, 1, &marker);
}
