// Draws labs on the remembering canvas and asks what was drawn. Include after test.h.
#ifndef RAVINE_TESTS_LABS_DRAWN_H
#define RAVINE_TESTS_LABS_DRAWN_H

#include "labs/lab.h"
#include "plot/recorder.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DRAWN_FOOT = 44 };

static inline struct recorder *draw_lab(struct lab *lab, float width, float height,
                                        struct lab_view view)
{
    struct recorder *r = recorder_create();
    r->head.width = width;
    r->head.height = height;
    struct lab_layout layout = lab_layout(width, height, DRAWN_FOOT);
    lab_arrange(lab, &layout, 116);
    if (!view.theme)
        view.theme = &theme_light;
    lab_draw(lab, &r->head, &layout, &view);
    return r;
}

// How many of the texts hold these words.
static inline size_t count_texts(const struct recorder *r, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < r->texts; i++)
        count += strstr(r->text[i].text, words) != NULL;
    return count;
}

// The index of the first text that is exactly this; r->texts where there is none.
static inline size_t find_text(const struct recorder *r, const char *words)
{
    size_t i = 0;
    while (i < r->texts && strcmp(r->text[i].text, words) != 0)
        i++;
    return i;
}

// The box of a text's capitals. Turned texts are turned by a quarter.
static inline struct rect text_box(struct recorder *r, size_t i)
{
    const struct text_style *style = &r->text[i].style;
    const float width = canvas_text_width(&r->head, r->text[i].text, style->size, style->bold);
    const float height = 0.73f * style->size;
    const float x = style->horizontal == ALIGN_START    ? 0
                    : style->horizontal == ALIGN_MIDDLE ? -width / 2
                                                        : -width;
    const float y = style->vertical == ALIGN_START    ? 0
                    : style->vertical == ALIGN_MIDDLE ? -height / 2
                                                      : -height;
    const struct point at = r->text[i].at;
    if (fabsf(style->angle) < 0.1f)
        return (struct rect){at.x + x, at.y + y, width, height};
    // (x, y) → (−y, x) clockwise, (y, −x) the other way.
    return style->angle > 0 ? (struct rect){at.x - y - height, at.y + x, height, width}
                            : (struct rect){at.x + y, at.y - x - width, height, width};
}

static inline bool boxes_overlap(struct rect a, struct rect b)
{
    const float least = 0.5f; // touching is no overlap
    return a.x + least < b.x + b.width && b.x + least < a.x + a.width &&
           a.y + least < b.y + b.height && b.y + least < a.y + a.height;
}

static inline void assert_texts_apart(struct recorder *r, const char *what)
{
    for (size_t i = 0; i < r->texts; i++)
        for (size_t k = 0; k < i; k++)
            if (*r->text[i].text && *r->text[k].text &&
                boxes_overlap(text_box(r, i), text_box(r, k)))
                fail_msg("%s: '%s' stands on '%s'", what, r->text[i].text, r->text[k].text);
}

static inline bool is_within(const struct recorder *r, struct rect rect)
{
    return rect.x >= -0.5f && rect.y >= -0.5f && rect.x + rect.width <= r->head.width + 0.5f &&
           rect.y + rect.height <= r->head.height + 0.5f;
}

// What is clipped is as far out as its clip.
static inline bool shows_within(const struct recorder *r, const struct recorded_clip *clip,
                                struct point at, float radius)
{
    return clip->is_on
               ? is_within(r, clip->rect)
               : is_within(r, (struct rect){at.x - radius, at.y - radius, 2 * radius, 2 * radius});
}

static inline void assert_within_canvas(struct recorder *r, const char *what)
{
    for (size_t i = 0; i < r->texts; i++)
        if (!is_within(r, text_box(r, i)))
            fail_msg("%s: '%s' leaves the canvas", what, r->text[i].text);
    for (size_t i = 0; i < r->lines; i++)
        for (size_t k = 0; k < r->line[i].count; k++)
            if (!shows_within(r, &r->line[i].clip, r->line[i].point[k], 0))
                fail_msg("%s: a line leaves the canvas at %g, %g", what, r->line[i].point[k].x,
                         r->line[i].point[k].y);
    for (size_t i = 0; i < r->markers; i++)
        if (!shows_within(r, &r->marker_clip[i], r->marker[i], r->marker_style[i].size / 2))
            fail_msg("%s: a marker leaves the canvas at %g, %g", what, r->marker[i].x,
                     r->marker[i].y);
    for (size_t i = 0; i < r->rectangles; i++)
        if (!is_within(r, r->rectangle[i].rect))
            fail_msg("%s: a rectangle leaves the canvas at %g, %g", what, r->rectangle[i].rect.x,
                     r->rectangle[i].rect.y);
    assert_false(r->is_clipped);
}

static inline bool is_color(struct color a, struct color b)
{
    return fabsf(a.r - b.r) < 1e-4f && fabsf(a.g - b.g) < 1e-4f && fabsf(a.b - b.b) < 1e-4f &&
           fabsf(a.a - b.a) < 1e-4f;
}

// A group of a lab by its section.
static inline struct lab_group group_of(const struct lab *lab, const char *section)
{
    struct lab_group group;
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, 0, &group);
        if (strcmp(group.section, section) == 0)
            return group;
    }
    fail_msg("no group %s", section);
    return group;
}

#endif
