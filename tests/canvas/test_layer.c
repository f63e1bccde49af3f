// Layers: what is kept looks like what is drawn.
#include "canvas/gl/gl.h"

#include "canvas/gl/offscreen.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 240, HEIGHT = 160, BYTES = WIDTH * HEIGHT * 3, STEPS = 200 };

static const struct color white = {1, 1, 1, 1}, red = {1, 0, 0, 1};
static struct offscreen *screen;
static uint8_t plain[BYTES], layered[BYTES];

static int open_screen(void **state)
{
    (void)state;
    struct error error = {0};
    screen = offscreen_create(WIDTH, HEIGHT, &error);
    if (!screen)
        print_message("%s\n", error.text);
    return screen ? 0 : -1;
}

static int close_screen(void **state)
{
    (void)state;
    offscreen_destroy(screen);
    return 0;
}

// Something of every kind, away from the corners; `shift` moves one line of it.
static void draw_all(struct canvas *canvas, float shift)
{
    static const float value[] = {0, 0.3f, 0.6f, 1, NAN, 0.2f};
    static const struct color stops[] = {{0, 0, 1, 1}, {1, 1, 0, 1}};
    const struct field field = {value, 3, 2, 7, {0.5f, 0.5f, 0.5f, 1}};
    const struct rect area = {60, 40, 90, 70}, box = {70, 50, 20, 12};
    const struct point corners[] = {{100, 95}, {120, 90}, {110, 108}};
    struct point path[STEPS];
    for (int i = 0; i < STEPS; i++)
        path[i] = (struct point){105 + 30 * sinf(0.7f * (float)i), 75 + 30 * cosf(0.9f * (float)i)};
    const struct stroke thin = {.color = {0, 0.5f, 0, 0.45f}, .width = 1};
    const struct stroke dotted = {
        .color = red, .width = 2.5f, .dash = {2.5f, 4}, .gap = {1, 0, 0, 0.004f}};
    const struct text_style text = {.size = 12, .color = red, .halo = white, .halo_width = 3};
    const struct text_style turned = {.size = 12, .color = red, .angle = 0.6f};
    const struct marker_style star = {MARKER_STAR, 12, red, white, 1.5f};
    canvas_begin_layer(canvas);
    canvas_field(canvas, &area, &field, &(struct colormap){stops, 2});
    canvas_clip(canvas, &area);
    canvas_begin_layer(canvas); // part of the one around it
    canvas_polyline(canvas, path, STEPS, &thin);
    canvas_end_layer(canvas);
    canvas_polyline(canvas, path, 20, &dotted);
    canvas_clip(canvas, NULL);
    canvas_rectangle(canvas, &box, 4, (struct color){0, 0, 0, 0.3f});
    canvas_polygon(canvas, corners, 3, (struct color){0, 0, 1, 0.5f});
    canvas_markers(canvas, corners, 3, &star);
    canvas_text(canvas, 65, 60, "gradient", &text);
    canvas_text(canvas, 160, 60, "turned", &turned);
    canvas_line(canvas, 60, 120 + shift, 200, 121 + shift, &thin);
    canvas_end_layer(canvas);
    canvas_line(canvas, 10, 75, 230, 78, &thin); // over it
}

static void draw(bool has_layers, float shift, uint8_t rgb[])
{
    struct canvas *canvas = offscreen_begin(screen, 1, white);
    canvas_gl_layers(canvas, has_layers);
    draw_all(canvas, shift);
    offscreen_end(screen, NULL);
    offscreen_read(screen, rgb);
}

static int largest_difference(void)
{
    int most = 0;
    for (int i = 0; i < BYTES; i++)
        most = abs(plain[i] - layered[i]) > most ? abs(plain[i] - layered[i]) : most;
    return most;
}

static void a_layer_looks_like_what_is_drawn_without(void **state)
{
    (void)state;
    draw(false, 0, plain);
    for (int frame = 0; frame < 4; frame++) {
        draw(true, 0, layered);
        const int most = largest_difference();
        if (most > (frame == 0 ? 0 : 3))
            fail_msg("frame %d differs by %d of 255", frame, most);
    }
}

static void a_layer_whose_calls_change_shows_the_change_at_once(void **state)
{
    (void)state;
    for (int frame = 0; frame < 3; frame++)
        draw(true, 0, layered);
    draw(false, 9, plain);
    assert_true(largest_difference() > 20);
    draw(true, 9, layered);
    assert_int_equal(largest_difference(), 0);
}

// More of them than are kept, and each of them again.
static void many_layers_are_all_drawn(void **state)
{
    (void)state;
    const struct stroke stroke = {.color = red, .width = 1};
    for (int frame = 0; frame < 3; frame++) {
        struct canvas *canvas = offscreen_begin(screen, 1, white);
        canvas_gl_layers(canvas, true);
        for (int i = 0; i < 100; i++) {
            canvas_begin_layer(canvas);
            canvas_line(canvas, 2.5f + 2 * (float)i, 20, 2.5f + 2 * (float)i, 140, &stroke);
            canvas_end_layer(canvas);
        }
        offscreen_end(screen, NULL);
        offscreen_read(screen, layered);
        for (int i = 0; i < 100; i++)
            assert_int_equal(layered[3 * (80 * WIDTH + 2 + 2 * i) + 1], 0);
    }
}

// What a picture covers is what the last frame says, not the one that it was made in.
static void a_layer_lies_where_it_is_among_other_drawings(void **state)
{
    (void)state;
    const struct rect box = {20, 20, 100, 100};
    for (int frame = 0; frame < 4; frame++) {
        struct canvas *canvas = offscreen_begin(screen, 1, white);
        canvas_gl_layers(canvas, true);
        if (frame % 2 == 1)
            canvas_rectangle(canvas, &box, 0, (struct color){0, 0, 1, 1});
        canvas_begin_layer(canvas);
        canvas_rectangle(canvas, &box, 0, red);
        canvas_end_layer(canvas);
        if (frame % 2 == 0)
            canvas_rectangle(canvas, &box, 0, (struct color){0, 0, 1, 1});
        offscreen_end(screen, NULL);
        offscreen_read(screen, layered);
        const uint8_t *middle = layered + 3 * (70 * WIDTH + 70);
        assert_int_equal(middle[0], frame % 2 == 1 ? 255 : 0);
    }
}

enum { STACKED = 5 };

// Translucent scribbles on each other, each a layer; `shift` moves the one in the middle, and a
// line may lie between two of them.
static void draw_stack(bool has_layers, float shift, bool has_line, uint8_t rgb[])
{
    struct canvas *canvas = offscreen_begin(screen, 1, white);
    canvas_gl_layers(canvas, has_layers);
    for (int k = 0; k < STACKED; k++) {
        const struct stroke stroke = {.color = {0.2f * (float)k, 0.3f, 1 - 0.2f * (float)k, 0.5f},
                                      .width = 3};
        struct point path[STEPS];
        const float x = 110 + 3 * (float)k + (k == STACKED / 2 ? shift : 0);
        for (int i = 0; i < STEPS; i++)
            path[i] = (struct point){x + 40 * sinf(0.7f * (float)(i + k)),
                                     80 + 40 * cosf(0.9f * (float)(i - k))};
        canvas_begin_layer(canvas);
        canvas_polyline(canvas, path, STEPS, &stroke);
        canvas_end_layer(canvas);
        if (has_line && k == 1)
            canvas_line(canvas, 40, 80, 200, 82, &(struct stroke){.color = red, .width = 5});
    }
    offscreen_end(screen, NULL);
    offscreen_read(screen, rgb);
}

static void layers_on_each_other_look_like_what_is_drawn_without(void **state)
{
    (void)state;
    static const struct {
        float shift;
        bool has_line;
    } frames[] = {{0, false}, {0, false}, {0, false}, {0, false}, {7, false}, {0, false},
                  {0, true},  {0, true},  {0, true},  {0, true},  {0, false}, {0, false}};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        draw_stack(false, frames[i].shift, frames[i].has_line, plain);
        draw_stack(true, frames[i].shift, frames[i].has_line, layered);
        const int most = largest_difference();
        if (most > 5) // a picture of pictures rounds twice
            fail_msg("frame %zu differs by %d of 255", i, most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layer_looks_like_what_is_drawn_without),
        cmocka_unit_test(a_layer_whose_calls_change_shows_the_change_at_once),
        cmocka_unit_test(many_layers_are_all_drawn),
        cmocka_unit_test(a_layer_lies_where_it_is_among_other_drawings),
        cmocka_unit_test(layers_on_each_other_look_like_what_is_drawn_without),
    };
    return cmocka_run_group_tests(tests, open_screen, close_screen);
}
