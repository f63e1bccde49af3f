#include "export/leaf.h"

#include "base/text.h"
#include "base/words.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Sizes on sheets of paper: a line of 453 points holds some 75 letters of 11 points, which reads
// well; a figure of that width is as large as two columns of a journal.
#define PRINTED .title = 20, .body = 11, .small = 9, .figure_text = 9, .figure = 1.2f, .share = 0.6f

// Slides are those that programs for slides begin with.
const struct leaf leaves[] = {
    {.name = "a4",
     .width = 595.28f,
     .height = 841.89f,
     .side = 71,
     .top = 92,
     .bottom = 80,
     .head = 56,
     .foot = 800,
     PRINTED},
    {.name = "letter",
     .width = 612,
     .height = 792,
     .side = 79,
     .top = 88,
     .bottom = 74,
     .head = 54,
     .foot = 752,
     PRINTED},
    {.name = "slides",
     .width = 960,
     .height = 540,
     .side = 48,
     .top = 36,
     .bottom = 40,
     .foot = 522,
     .title = 32,
     .body = 18,
     .small = 12,
     .figure_text = 16,
     .part = FIGURE_BOTH,
     .figure = 0.42f,
     .share = 0.7f},
    {0},
};

const char *const leaf_names[] = {"a4", "letter", "slides", NULL};

const struct leaf *leaf_find(const char *name)
{
    for (const struct leaf *leaf = leaves; leaf->name; leaf++)
        if (strcmp(leaf->name, name) == 0)
            return leaf;
    return NULL;
}

static const float leading = 1.4f; // of a paragraph, in em
static const float least = 0.3f;   // of a figure's height to its width

// Draws lines of a text from its first on while they begin above `bottom`; returns what is left,
// NULL: nothing. *y moves on. NULL canvas style: they are only counted.
static const char *draw_lines(struct canvas *canvas, const char *text, float x, float width,
                              float bottom, const struct text_style *style, bool is_drawn, float *y)
{
    char line[1024];
    while (*text && *y + style->size < bottom) {
        size_t bytes = label_line(canvas, text, style->size, style->bold, width);
        if (bytes > 0) {
            text_print(line, sizeof line, "%.*s", (int)bytes, text);
        } else { // a word that is wider than the page
            canvas_fit_text(canvas, text, style->size, style->bold, width, line, sizeof line);
            bytes = strcspn(text, " ");
        }
        if (is_drawn)
            canvas_text(canvas, x, *y, line, style);
        *y += leading * style->size;
        text += bytes;
        text += strspn(text, " ");
    }
    return *text ? text : NULL;
}

static float height_of(struct canvas *canvas, const char *text, float width, float size, bool bold)
{
    const struct text_style style = {.size = size, .bold = bold};
    float y = 0;
    draw_lines(canvas, text, 0, width, INFINITY, &style, false, &y);
    return y;
}

static float measure(const struct leaf *leaf)
{
    return leaf->width - 2 * leaf->side;
}

// ---- around the text ----------------------------------------------------------------------------

// The lecture's name and a line under it, and the number of the page.
static void draw_edges(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
                       const struct leaf_text *text, size_t number)
{
    const struct text_style pale = {
        .size = leaf->small, .color = theme->soft, .vertical = ALIGN_END};
    const struct rect page = {0, 0, leaf->width, leaf->height};
    char digits[32], name[400];
    if (text->background.a > 0)
        canvas_rectangle(canvas, &page, 0, text->background);
    snprintf(digits, sizeof digits, "%zu", number);
    struct text_style right = pale;
    right.horizontal = leaf->head > 0 ? ALIGN_MIDDLE : ALIGN_END;
    canvas_text(canvas, leaf->head > 0 ? leaf->width / 2 : leaf->width - leaf->side, leaf->foot,
                digits, &right);
    canvas_fit_text(canvas, text->lecture, leaf->small, false, measure(leaf) - 40, name,
                    sizeof name);
    if (leaf->head == 0) {
        canvas_text(canvas, leaf->side, leaf->foot, name, &pale);
        return;
    }
    const struct stroke rule = {.color = theme->grid, .width = 0.75f};
    canvas_text(canvas, leaf->side, leaf->head, name, &pale);
    canvas_line(canvas, leaf->side, leaf->head + 6, leaf->width - leaf->side, leaf->head + 6,
                &rule);
}

// ---- below the figure ---------------------------------------------------------------------------

// Heading and lines of each text while there is room.
static void draw_flow(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
                      struct leaf_flow flow[2], float y)
{
    const float size = 0.92f * leaf->body, bottom = leaf->height - leaf->bottom;
    const struct text_style plain = {.size = size, .color = theme->ink, .vertical = ALIGN_START};
    const struct text_style bold = {
        .size = size, .bold = true, .color = theme->ink, .vertical = ALIGN_START};
    for (int i = 0; i < 2; i++) {
        if (!flow[i].text)
            continue;
        const float lines = flow[i].heading ? 2 : 1; // a heading does not stand alone
        if (y + lines * leading * size > bottom)
            return;
        if (flow[i].heading) {
            canvas_text(canvas, leaf->side, y, words(flow[i].heading), &bold);
            y += leading * size;
            flow[i].heading = NULL;
        }
        flow[i].text =
            draw_lines(canvas, flow[i].text, leaf->side, measure(leaf), bottom, &plain, true, &y);
        if (flow[i].text)
            return;
        y += 0.7f * size;
    }
}

static float flow_height(const struct leaf *leaf, struct canvas *canvas,
                         const struct leaf_flow flow[2])
{
    const float size = 0.92f * leaf->body;
    float height = 0;
    for (int i = 0; i < 2; i++)
        if (flow[i].text)
            height += height_of(canvas, flow[i].text, measure(leaf), size, false) +
                      (leading + 0.7f) * size;
    return height;
}

void leaf_draw(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
               const struct leaf_text *text, size_t number, float proportion, struct rect *figure,
               struct leaf_flow flow[2])
{
    const struct text_style title = {
        .size = leaf->title, .bold = true, .color = theme->ink, .vertical = ALIGN_START};
    const struct text_style caption = {
        .size = leaf->body, .color = theme->ink, .vertical = ALIGN_START};
    const float width = measure(leaf), bottom = leaf->height - leaf->bottom;
    const float gap = 1.2f * leaf->body;
    float y = leaf->top;
    draw_edges(leaf, canvas, theme, text, number);
    // Of what is longer than any title and caption the end is missing, and the figure stays.
    const float limit = bottom - least * width - gap;
    draw_lines(canvas, text->title, leaf->side, width, limit, &title, true, &y);
    y += 0.2f * leaf->title;
    if (text->caption)
        draw_lines(canvas, text->caption, leaf->side, width, limit, &caption, true, &y);
    y += gap;
    flow[0] = (struct leaf_flow){"Try it", text->try};
    flow[1] = (struct leaf_flow){"For the speaker", text->notes};
    const float below = flow_height(leaf, canvas, flow);
    const float room = bottom - y - (below > 0 ? below + gap : 0);
    const float ideal = width * (proportion > 0 ? proportion : leaf->figure);
    const float height = fmaxf(fminf(room, ideal), fminf(bottom - y, leaf->share * ideal));
    *figure = (struct rect){leaf->side, y, width, height};
    draw_flow(leaf, canvas, theme, flow, y + height + gap);
}

bool leaf_draw_more(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
                    const struct leaf_text *text, size_t number, struct leaf_flow flow[2])
{
    const struct text_style title = {
        .size = leaf->body, .bold = true, .color = theme->soft, .vertical = ALIGN_START};
    char fitted[400];
    draw_edges(leaf, canvas, theme, text, number);
    canvas_fit_text(canvas, text->title, leaf->body, true, measure(leaf), fitted, sizeof fitted);
    canvas_text(canvas, leaf->side, leaf->top, fitted, &title);
    draw_flow(leaf, canvas, theme, flow, leaf->top + 2 * leaf->body);
    return flow[0].text || flow[1].text;
}
