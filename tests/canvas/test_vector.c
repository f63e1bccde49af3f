#include "canvas/vector.h"

#include "base/array.h"
#include "canvas/vector_field.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// A kind that remembers what it was last asked to draw, and how often.
struct memory {
    struct vector vector;
    struct vector_stroke stroke[8];
    struct path stroked, filled[64];
    struct color fill[64];
    size_t strokes, fills, images;
    struct vector_image image;
    uint8_t corner[3]; // the image's first pixel
    struct rect placed;
    struct letter letter[64];
    size_t letters;
};

static void keep(struct path *to, const struct path *from)
{
    path_begin(to);
    for (size_t i = 0, first = 0; i < from->lines; first = from->end[i++])
        assert_true(path_add(to, from->point + first, from->end[i] - first, 0, NULL));
}

static void memory_clip(struct vector *vector, const struct rect *rect)
{
    (void)vector, (void)rect;
}

static void memory_stroke(struct vector *vector, const struct path *path,
                          const struct vector_stroke *stroke)
{
    struct memory *memory = (struct memory *)vector;
    memory->stroke[memory->strokes++ % 8] = *stroke;
    keep(&memory->stroked, path);
}

static void memory_fill(struct vector *vector, const struct path *path, struct color color)
{
    struct memory *memory = (struct memory *)vector;
    assert_true(memory->fills < 64);
    memory->fill[memory->fills] = color;
    keep(&memory->filled[memory->fills++], path);
}

static void memory_text(struct vector *vector, const struct vector_text *text)
{
    struct memory *memory = (struct memory *)vector;
    memory->letters = text->count;
    memcpy(memory->letter, text->letter, text->count * sizeof *text->letter);
}

static void memory_image(struct vector *vector, const struct rect *rect,
                         const struct vector_image *image)
{
    struct memory *memory = (struct memory *)vector;
    memory->images++;
    memory->placed = *rect;
    memory->image = *image;
    memcpy(memory->corner, image->pixels, 3);
}

static void memory_destroy(struct canvas *canvas)
{
    struct memory *memory = (struct memory *)canvas;
    path_clear(&memory->stroked);
    for (size_t i = 0; i < 64; i++)
        path_clear(&memory->filled[i]);
    vector_clear(&memory->vector);
    free(memory);
}

static const struct canvas_type type = {VECTOR_CANVAS_TYPE, .destroy = memory_destroy};
static const struct vector_type kind = {.clip = memory_clip,
                                        .stroke = memory_stroke,
                                        .fill = memory_fill,
                                        .text = memory_text,
                                        .image = memory_image};

static struct memory *make(bool has_contours)
{
    struct error error = {0};
    struct memory *memory = array_create(1, sizeof *memory, &error);
    const struct vector_options options = {
        .width = 400, .height = 300, .points = 0.75, .has_contours = has_contours};
    assert_non_null(memory);
    if (!vector_init(&memory->vector, &type, &kind, &options, &error))
        fail_msg("%s", error.text);
    return memory;
}

static const struct color red = {1, 0, 0, 1}, blue = {0, 0, 1, 1}, faint = {1, 0, 0, 0.25f};

// ---- lines --------------------------------------------------------------------------------------

static void dashes_are_those_of_the_window(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    const struct stroke stroke = {.color = red, .width = 2, .dash = {6, 4}};
    canvas_line(&memory->vector.head, 0, 0, 100, 0, &stroke);
    const struct dash_pattern pattern = shape_dash_pattern(&stroke, 1, 1);
    assert_int_equal(memory->strokes, 1);
    assert_memory_equal(&memory->stroke[0].dashes, &pattern, sizeof pattern);
    assert_true(memory->stroke[0].is_round);
    canvas_destroy(&memory->vector.head);
}

static void gaps_that_have_a_color_fill_what_dashes_leave(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    struct stroke stroke = {.color = faint, .width = 2, .dash = {6, 4, 1, 3}, .gap = blue};
    canvas_line(&memory->vector.head, 0, 0, 100, 0, &stroke);
    assert_int_equal(memory->strokes, 2);
    const struct vector_stroke *gaps = &memory->stroke[0], *dashes = &memory->stroke[1];
    // Along the line: a dash or a gap, but never both and never neither.
    for (float at = 0.25f; at < 50; at += 0.5f) {
        bool on[2];
        const struct vector_stroke *both[] = {gaps, dashes};
        for (int i = 0; i < 2; i++) {
            float rest = fmodf(at + both[i]->phase, 14);
            size_t k = 0;
            while (rest >= both[i]->dashes.length[k])
                rest -= both[i]->dashes.length[k++];
            on[i] = k % 2 == 0;
        }
        assert_true(on[0] != on[1]);
    }
    // What is not to be seen through may lie below the dashes whole.
    stroke.color = red;
    canvas_line(&memory->vector.head, 0, 0, 100, 0, &stroke);
    assert_int_equal(memory->stroke[2].dashes.count, 0);
    canvas_destroy(&memory->vector.head);
}

// ---- shapes -------------------------------------------------------------------------------------

static void strips_of_a_translucent_band_are_one_shape(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    struct canvas *canvas = &memory->vector.head;
    for (int i = 0; i < 5; i++) {
        const struct rect strip = {10 + 3 * (float)i, 20, 3, 30};
        canvas_rectangle(canvas, &strip, 0, faint);
    }
    const struct rect apart = {100, 20, 3, 30};
    canvas_rectangle(canvas, &apart, 0, faint);
    vector_flush(&memory->vector);
    assert_int_equal(memory->fills, 2);
    assert_int_equal(memory->filled[0].lines, 5);
    assert_int_equal(memory->filled[1].lines, 1);
    canvas_destroy(canvas);
}

static double area(const struct path *path)
{
    double twice = 0;
    for (size_t line = 0, first = 0; line < path->lines; first = path->end[line++])
        for (size_t i = first; i < path->end[line]; i++) {
            const struct point a = path->point[i];
            const struct point b = path->point[i + 1 < path->end[line] ? i + 1 : first];
            twice += (double)a.x * (double)b.y - (double)a.y * (double)b.x;
        }
    return twice / 2;
}

// Two that go around against each other would leave a hole where they overlap.
static void shapes_of_one_fill_go_around_the_same_way(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    const struct point one[] = {{0, 0}, {10, 0}, {0, 10}}, other[] = {{0, 0}, {0, 10}, {10, 0}};
    canvas_polygon(&memory->vector.head, one, 3, red);
    canvas_polygon(&memory->vector.head, other, 3, red);
    vector_flush(&memory->vector);
    assert_int_equal(memory->fills, 1);
    assert_true(fabs(fabs(area(&memory->filled[0])) - 100) < 1e-4);
    canvas_destroy(&memory->vector.head);
}

static void order_is_kept_across_shapes_and_lines(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    struct canvas *canvas = &memory->vector.head;
    const struct rect box = {0, 0, 10, 10};
    canvas_rectangle(canvas, &box, 0, red);
    assert_int_equal(memory->fills, 0); // more of it may come
    canvas_line(canvas, 0, 0, 1, 1, &(struct stroke){.color = blue, .width = 1});
    assert_true(memory->fills == 1 && memory->strokes == 1);
    canvas_destroy(canvas);
}

// ---- text ---------------------------------------------------------------------------------------

static void letters_stand_where_the_window_puts_them(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    struct font *font = memory->vector.font;
    const char text[] = "1.05 θ₁";
    const struct text_style style = {.size = 20, .color = red};
    canvas_text(&memory->vector.head, 10, 50, text, &style);
    float along = 0;
    size_t i = 0;
    uint32_t character;
    for (const char *at = text; (character = font_next(&at)) != 0; i++) {
        assert_int_equal(memory->letter[i].character, character);
        assert_float_equal(memory->letter[i].x, along + font_inset(font, character, false), 1e-6);
        along += font_advance(font, character, false);
    }
    assert_int_equal(memory->letters, i);
    // Its tabular glyph leaves no room beside a figure that a reader takes for a blank.
    assert_true(fabsf(memory->letter[0].tabular_x) < 0.01f && memory->letter[0].x > 0.05f);
    canvas_destroy(&memory->vector.head);
}

static void bytes_that_are_no_text_become_a_sign(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    canvas_text(&memory->vector.head, 0, 0,
                "a\xFF"
                "b",
                &(struct text_style){.size = 10, .color = red});
    assert_int_equal(memory->letters, 3);
    assert_int_equal(memory->letter[1].bytes, 3);
    assert_memory_equal(memory->letter[1].utf8, "\xEF\xBF\xBD", 3);
    canvas_destroy(&memory->vector.head);
}

// ---- fields -------------------------------------------------------------------------------------

static const struct color stops[] = {{0, 0, 0, 1}, {1, 1, 1, 1}};
static const struct colormap grays = {stops, 2};

static void an_image_of_a_field_has_its_values_at_their_places(void **state)
{
    (void)state;
    const float value[] = {0, 1, 0.5f, 0.25f}; // row 0 is at the bottom
    const struct field field = {.value = value, .columns = 2, .rows = 2};
    const struct rect rect = {0, 0, 100, 100};
    enum { SIDE = 101 };
    static uint8_t pixels[SIDE * SIDE * 3];
    struct vector_image image = {.width = SIDE, .height = SIDE};
    struct error error = {0};
    assert_true(vector_field_pixels(&rect, &rect, &field, &grays, pixels, &image, &error));
    const uint8_t *first = pixels, *last = pixels + sizeof pixels - 3;
    assert_true(abs(first[0] - 127) <= 3);                      // upper left
    assert_true(abs(first[3 * (SIDE - 1)] - 64) <= 3);          // upper right
    assert_true(last[0] >= 252);                                // lower right
    assert_true(abs(pixels[3 * (SIDE * SIDE / 2)] - 112) <= 2); // the mean in the middle
    assert_false(image.is_sharp);
    const float hole[] = {0, 1, NAN, 0.25f};
    const struct field torn = {.value = hole, .columns = 2, .rows = 2, .nan = red};
    assert_true(vector_field_pixels(&rect, &rect, &torn, &grays, pixels, &image, &error));
    assert_true(image.is_sharp);
}

static void only_what_is_seen_of_a_field_is_in_the_image(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    struct canvas *canvas = &memory->vector.head;
    static float value[100 * 100];
    const struct field field = {.value = value, .columns = 100, .rows = 100};
    const struct rect whole = {-1000, -1000, 4000, 4000}, seen = {50, 50, 200, 100};
    canvas_clip(canvas, &seen);
    canvas_field(canvas, &whole, &field, &grays);
    canvas_clip(canvas, NULL);
    assert_memory_equal(&memory->placed, &seen, sizeof seen);
    assert_true(memory->image.width <= 640 && memory->image.height <= 320);
    assert_true(memory->image.width >= 310); // half of what print shows, at least
    canvas_destroy(canvas);
}

static bool is_inside(const struct path *path, float x, float y)
{
    int turns = 0;
    for (size_t line = 0, first = 0; line < path->lines; first = path->end[line++])
        for (size_t i = first; i < path->end[line]; i++) {
            const struct point a = path->point[i];
            const struct point b = path->point[i + 1 < path->end[line] ? i + 1 : first];
            if ((a.y <= y) == (b.y <= y))
                continue;
            if (a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y) > x)
                turns += a.y < b.y ? 1 : -1;
        }
    return turns != 0;
}

// A basin with an island: rings within rings, one of which has a hole.
static void contours_lie_on_each_other_and_leave_no_seam(void **state)
{
    (void)state;
    enum { SIDE = 41 };
    static float value[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        const float x = (float)(i % SIDE) / 20 - 1, y = (float)(i / SIDE) / 20 - 1;
        value[i] = fminf((x * x + y * y) / 2 + 0.3f * expf(-20 * (x * x + y * y)), 1);
    }
    struct memory *memory = make(true);
    const struct field field = {.value = value, .columns = SIDE, .rows = SIDE};
    const struct rect rect = {0, 0, 200, 200};
    canvas_field(&memory->vector.head, &rect, &field, &grays);
    assert_true(memory->fills > 20);
    assert_true(fabs(fabs(area(&memory->filled[0])) - 200 * 200) < 1); // the lowest is all of it
    for (float y = 3.3f; y < 200; y += 13)
        for (float x = 2.7f; x < 200; x += 11) {
            size_t steps = 0;
            for (size_t i = 0; i < memory->fills; i++) {
                const bool in = is_inside(&memory->filled[i], x, y);
                assert_true(!in || steps == i); // within all that lie below it
                steps += in;
            }
            const float gray = memory->fill[steps - 1].r;
            const float u = x / 100 - 1, v = y / 100 - 1;
            const float true_gray =
                fminf((u * u + v * v) / 2 + 0.3f * expf(-20 * (u * u + v * v)), 1);
            assert_true(fabsf(gray - true_gray) < 1.0f / 32);
        }
    canvas_destroy(&memory->vector.head);
}

static void a_relief_without_opengl_is_an_error_and_not_an_empty_place(void **state)
{
    (void)state;
    struct memory *memory = make(false);
    const float numbers[4] = {0};
    const struct mesh mesh = {
        .height = numbers, .shade = numbers, .line = numbers, .columns = 2, .rows = 2};
    const struct rect rect = {0, 0, 100, 100};
    struct error error = {0};
    assert_true(vector_check(&memory->vector, &error));
    canvas_mesh(&memory->vector.head, &rect, &mesh, &grays);
    assert_false(vector_check(&memory->vector, &error));
    assert_non_null(strstr(error.text, "OpenGL"));
    canvas_destroy(&memory->vector.head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dashes_are_those_of_the_window),
        cmocka_unit_test(gaps_that_have_a_color_fill_what_dashes_leave),
        cmocka_unit_test(strips_of_a_translucent_band_are_one_shape),
        cmocka_unit_test(shapes_of_one_fill_go_around_the_same_way),
        cmocka_unit_test(order_is_kept_across_shapes_and_lines),
        cmocka_unit_test(letters_stand_where_the_window_puts_them),
        cmocka_unit_test(bytes_that_are_no_text_become_a_sign),
        cmocka_unit_test(an_image_of_a_field_has_its_values_at_their_places),
        cmocka_unit_test(only_what_is_seen_of_a_field_is_in_the_image),
        cmocka_unit_test(contours_lie_on_each_other_and_leave_no_seam),
        cmocka_unit_test(a_relief_without_opengl_is_an_error_and_not_an_empty_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
