// What stands on the screen at any size of window and text: all shipped scenes on the remembering
// canvas, in the widths of the screen's fonts.
#include "app/frame.h"
#include "app/window.h"
#include "base/asset.h"
#include "canvas/font.h"
#include "plot/axes.h"
#include "scene/shelf.h"
#include "test.h"

#define RECORDED_MAX 8192
#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct font *font;
static struct frame *frame;
static struct recorder *canvas;

static float real_width(struct canvas *any, const char *utf8, float size, bool bold)
{
    (void)any;
    return size * font_width(font, utf8, bold);
}

// What a scrolled panel shows half of is not cut: it goes on below.
static void text_in_clip(struct canvas *any, struct point at, const char *utf8,
                         const struct text_style *style)
{
    struct recorder *r = (struct recorder *)any;
    recorder_text(any, at, utf8, style);
    const struct rect box = text_box(r, r->texts - 1), *clip = &r->clip.rect;
    if (r->clip.is_on && (box.y < clip->y || box.y + box.height > clip->y + clip->height))
        r->texts--;
}

static void begin(float width, float height)
{
    static struct canvas_type type;
    if (canvas)
        canvas_destroy(&canvas->head);
    canvas = recorder_create();
    type = *canvas->head.type;
    type.text_width = real_width;
    type.text = text_in_clip;
    canvas->head.type = &type;
    canvas->head.width = width;
    canvas->head.height = height;
    frame->window.canvas = &canvas->head;
}

static void draw(void)
{
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_view view = frame_view(frame);
    frame_draw_panel(frame, &layout);
    frame_draw_edges(frame);
    lab_draw(frame->document.lab, &canvas->head, &layout, &view);
    frame_draw_notes(frame);
    frame_draw_messages(frame);
}

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    font = font_create(&error);
    frame = calloc(1, sizeof *frame);
    if (!font || !frame)
        return -1;
    document_init(&frame->document, 2);
    frame->theme = &theme_light;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    document_clear(&frame->document);
    predict_clear(&frame->predict, NULL);
    session_clear(&frame->session);
    canvas_destroy(&canvas->head);
    font_destroy(font);
    free(frame);
    return 0;
}

// A training that is soon over: what is looked at while one goes on depends on the machine.
static void shorten(struct scene *scene)
{
    static const char *const less[][3] = {{"run", "epochs", "4"}, {"data", "test_fraction", "0.9"}};
    const char *lab = scene_text(scene, "scene", "lab");
    for (size_t i = 0; lab && strcmp(lab, "training") == 0 && i < 2; i++)
        assert_true(scene_put(scene, less[i][0], less[i][1], less[i][2], NULL));
}

// Opens a shipped scene some way along its timeline; the lab's own work is over.
static void open_scene(const char *name)
{
    struct error error = {0};
    struct scene scene = {0};
    if (!scene_read(&scene, name, &error))
        fail_msg("%s: %s", name, error.text);
    shorten(&scene);
    if (!frame_open(frame, &scene, &error))
        fail_msg("%s: %s", name, error.text);
    scene_clear(&scene);
    struct lab *lab = frame->document.lab;
    const double last = (double)lab->type->steps(lab);
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, last, -1));
    document_go(&frame->document, floor(0.3 * last));
    frame->document.is_playing = false;
}

// Windows of 800 × 500, 1280 × 720, 1920 × 1080 and 3840 × 2160 with text at 75 %, 100 %, 150 %
// and 250 %: canvases of different sizes, each once.
static size_t list_sizes(struct point size[16])
{
    static const int windows[][2] = {{800, 500}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    static const float texts[] = {0.75f, 1, 1.5f, 2.5f};
    size_t count = 0;
    for (size_t w = 0; w < 4; w++)
        for (size_t t = 0; t < 4; t++) {
            const int wide = windows[w][0], high = windows[w][1];
            const float scale = window_scale(wide, high, wide, texts[t]);
            const struct point at = {(float)wide / scale, (float)high / scale};
            bool is_new = true;
            for (size_t i = 0; i < count; i++)
                is_new = is_new && fabsf(size[i].x - at.x) > 1;
            if (is_new)
                size[count++] = at;
        }
    return count;
}

// A label of a contour goes along its line.
static bool is_straight(size_t i)
{
    const float angle = fabsf(canvas->text[i].style.angle);
    return angle < 0.01f || fabsf(angle - 1.5708f) < 0.01f;
}

// The corners of a text's capitals, one after the other, as it lies on the canvas.
static void find_corners(size_t i, struct point corner[4])
{
    const struct text_style style = canvas->text[i].style;
    const struct point at = canvas->text[i].at;
    canvas->text[i].style.angle = 0;
    const struct rect box = text_box(canvas, i);
    canvas->text[i].style.angle = style.angle;
    const float c = cosf(style.angle), s = sinf(style.angle);
    for (int k = 0; k < 4; k++) {
        const float x = box.x + (k == 1 || k == 2 ? box.width : 0) - at.x;
        const float y = box.y + (k >= 2 ? box.height : 0) - at.y;
        corner[k] = (struct point){at.x + c * x - s * y, at.y + s * x + c * y};
    }
}

// How far apart the corners of two texts are along a side of the first; negative: they overlap.
static float gap_along(const struct point a[4], const struct point b[4], int side)
{
    const struct point from = a[side], to = a[(side + 1) % 4];
    const float length = hypotf(to.x - from.x, to.y - from.y);
    float least[2] = {INFINITY, INFINITY}, most[2] = {-INFINITY, -INFINITY};
    for (int k = 0; k < 4; k++)
        for (int which = 0; which < 2; which++) {
            const struct point p = which ? b[k] : a[k];
            const float at =
                ((to.x - from.x) * (p.x - from.x) + (to.y - from.y) * (p.y - from.y)) / length;
            least[which] = fminf(least[which], at);
            most[which] = fmaxf(most[which], at);
        }
    return fmaxf(least[0] - most[1], least[1] - most[0]);
}

// Whether texts that may be slanted overlap: they do unless one of their sides parts them.
static bool lie_on_each_other(size_t i, size_t k)
{
    struct point a[4], b[4];
    const float least = -0.5f;
    find_corners(i, a);
    find_corners(k, b);
    return gap_along(a, b, 0) < least && gap_along(a, b, 1) < least && gap_along(b, a, 0) < least &&
           gap_along(b, a, 1) < least;
}

static int faults;

static void blame(const char *what, const char *first, const char *second)
{
    print_message("%s: '%s' %s\n", what, first, second);
    faults++;
}

// Whether text `i` stands on a ground of its own that was laid over text `k`: a long hint over
// rows.
static bool has_ground_over(size_t i, size_t k)
{
    const struct rect box = text_box(canvas, i);
    for (size_t r = 0; r < canvas->rectangles; r++) {
        const struct rect *ground = &canvas->rectangle[r].rect;
        const struct color color = canvas->rectangle[r].color;
        if (canvas->rectangle[r].texts > k && canvas->rectangle[r].texts <= i &&
            memcmp(&color, &frame->theme->background, sizeof color) == 0 &&
            rect_contains(ground, (struct point){box.x, box.y}) &&
            rect_contains(ground, (struct point){box.x + box.width, box.y + box.height}))
            return true;
    }
    return false;
}

static void check_texts(const char *what)
{
    for (size_t i = 0; i < canvas->texts; i++) {
        if (!*canvas->text[i].text)
            continue;
        if (is_straight(i) && !is_within(canvas, text_box(canvas, i)))
            blame(what, canvas->text[i].text, "leaves the window");
        for (size_t k = 0; k < i; k++) {
            const bool are_straight = is_straight(i) && is_straight(k);
            if (*canvas->text[k].text && !has_ground_over(i, k) &&
                (are_straight ? boxes_overlap(text_box(canvas, i), text_box(canvas, k))
                              : lie_on_each_other(i, k)))
                blame(what, canvas->text[i].text, canvas->text[k].text);
        }
    }
}

// Whether a text begins as this one does.
static bool is_begun(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strncmp(canvas->text[i].text, text, strlen(text) < 6 ? strlen(text) : 6) == 0)
            return true;
    return false;
}

static bool is_in(const struct rect *panel, const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (rect_contains(panel, canvas->text[i].at) && strcmp(canvas->text[i].text, text) == 0)
            return true;
    return false;
}

// Whoever has a row in the panel has numbers in it. One that is called as its rule or its schedule
// is cannot be told from the row of that.
static void check_numbers(const char *what)
{
    const struct lab *lab = frame->document.lab;
    const struct lab_layout layout = frame_layout(frame);
    for (size_t g = 0; g < lab->type->groups(lab); g++) {
        const struct lab_group group = document_group(&frame->document, g);
        const char *rule = scene_text(&frame->document.now.scene, group.section, "rule");
        const char *schedule = scene_text(&frame->document.now.scene, group.section, "schedule");
        if (is_in(&layout.panel, group.name) && !group.hidden && *group.summary &&
            !(rule && strcmp(rule, group.name) == 0) &&
            !(schedule && strcmp(schedule, group.name) == 0) && !is_begun(group.summary))
            blame(what, group.summary, "is gone");
    }
}

static void check_there(const char *what)
{
    static const char *const keys[] = {"title", "caption"};
    const struct scene *scene = &frame->document.now.scene;
    for (size_t i = 0; i < 2; i++) {
        const char *text = scene_text(scene, "scene", keys[i]);
        if (text && !is_begun(text))
            blame(what, text, "is gone");
    }
    if (!frame_is_small(frame) && (is_begun("and 1 ") || is_begun("and 2 ")))
        blame(what, "and 1 more", "is said where there is room");
    const char *text = scene_text(scene, "scene", "try");
    if (text && !(is_begun("Try") && is_begun(text)))
        blame(what, text, "is gone");
    if (frame->part == LAB_PANEL || !frame_is_small(frame)) {
        const struct lab_group group = document_group(&frame->document, 0);
        if (!is_begun(group.name))
            blame(what, group.name, "is gone");
        check_numbers(what);
    }
}

// A message hides no text.
static void check_message(const char *what, const char *message)
{
    const float width = canvas->head.width, height = canvas->head.height;
    toast_say(&frame->toast, false, message);
    begin(width, height);
    draw();
    const struct rect box = canvas->rectangle[canvas->rectangles - 1].rect;
    size_t own = 0;
    for (size_t i = 0; i < canvas->texts; i++) {
        const bool is_own = rect_contains(&box, canvas->text[i].at);
        const bool is_hidden = is_straight(i) && boxes_overlap(box, text_box(canvas, i));
        own += is_own && strncmp(message, canvas->text[i].text, 4) == 0;
        if (is_hidden && canvas->text[i].style.color.a == 1 &&
            !strstr(message, canvas->text[i].text))
            blame(what, canvas->text[i].text, "is hidden by a message");
    }
    if (own != 1)
        blame(what, message, "is not shown");
    toast_dismiss(&frame->toast);
}

// Notes lie on nothing and end within the window.
static void check_notes(const char *what)
{
    const float width = canvas->head.width, height = canvas->head.height;
    frame->shows_notes = true;
    begin(width, height);
    draw();
    check_texts(what);
    if (!is_begun("Notes"))
        blame(what, "Notes", "is gone");
    frame->shows_notes = false;
}

// A text of the row of a table's heads; canvas->texts where there is no table.
static size_t find_heads(void)
{
    static const char *const heads[] = {"train J", "phase lag"};
    for (size_t i = 0; i < canvas->texts; i++)
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (strcmp(canvas->text[i].text, heads[k]) == 0 &&
                canvas->text[i].style.vertical == ALIGN_MIDDLE &&
                canvas->text[i].style.horizontal == ALIGN_START)
                return i;
    return canvas->texts;
}

// Some columns stand below the stage, and none has a head that is cut.
static void check_heads(const char *what)
{
    const size_t first = find_heads();
    size_t heads = 0;
    for (size_t i = 0; first < canvas->texts && i < canvas->texts; i++) {
        if (canvas->text[i].at.y != canvas->text[first].at.y || !*canvas->text[i].text)
            continue;
        heads++;
        if (strstr(canvas->text[i].text, "…"))
            blame(what, canvas->text[i].text, "is cut");
    }
    // Beside a hood there is room for fewer.
    const char *hood = scene_text(&frame->document.now.scene, "view", "hood");
    const size_t least = hood && strcmp(hood, "yes") == 0 ? 2 : 3;
    if (first < canvas->texts && heads < least)
        blame(what, "table", "has hardly a column");
}

static void check_scene(const char *name, const struct point *size)
{
    const char *below = frame->document.lab->type->below;
    for (int part = 0; part < LAB_PARTS; part++) {
        char what[160];
        snprintf(what, sizeof what, "%s, %.0f × %.0f, part %d", name, (double)size->x,
                 (double)size->y, part);
        frame->part = (enum lab_part)part;
        begin(size->x, size->y);
        if (part > 0 && (!frame_is_small(frame) || (part == LAB_BELOW && !below)))
            continue;
        draw();
        check_texts(what);
        check_there(what);
        if (below && (part == LAB_BELOW || !frame_is_small(frame)))
            check_heads(what);
        if (scene_text(&frame->document.now.scene, "scene", "notes") || part == LAB_BELOW) {
            check_message(what, "Saved ravine-001.png");
            check_message(what,
                          "α must be a number from 1e-06 to 10000, not what is written here in "
                          "a line that is longer than any line of any window, and ends");
        }
        if (scene_text(&frame->document.now.scene, "scene", "notes"))
            check_notes(what);
        const struct lab_layout layout = frame_layout(frame);
        const float half = 0.5f * size->x * size->y;
        if (frame_is_small(frame) && part == LAB_STAGE &&
            layout.stage.width * layout.stage.height < half)
            blame(what, "stage", "is less than half of the window");
    }
}

static void nothing_lies_on_anything_else_or_is_gone_at_any_size(void **state)
{
    (void)state;
    struct error error = {0};
    struct point size[16];
    const size_t count = list_sizes(size);
    assert_int_equal(count, 8);
    char **names = shelf_names(&error);
    assert_non_null(names);
    for (size_t n = 0; names[n]; n++) {
        if (!test_takes(n + 1, 3))
            continue;
        open_scene(names[n]);
        for (size_t i = 0; i < count; i++)
            check_scene(names[n], &size[i]);
    }
    asset_list_free(names);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_lies_on_anything_else_or_is_gone_at_any_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
