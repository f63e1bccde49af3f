#include "canvas/svg/reel.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

// Adds a stroke, or a filled shape where it has no width, to the drawing in hand.
static void add(struct reel *reel, const char *style, const struct point points[], size_t count,
                float width)
{
    struct error error = {0};
    struct reel_item item = {.style = strdup(style), .width = width, .unit = 1};
    assert_true(path_add(&item.path, points, count, 0, &error));
    assert_true(reel_add(reel, &item, &error));
}

static void add_text(struct reel *reel, const char *markup)
{
    struct error error = {0};
    struct reel_item item = {.style = strdup(""), .element = strdup(markup)};
    assert_true(reel_add(reel, &item, &error));
}

static void turn(struct reel *reel)
{
    struct error error = {0};
    assert_true(reel_turn(reel, &error));
}

// What the drawings become, of a page of 100 × 50, one a second. The caller frees.
static char *written(struct reel *reel)
{
    struct error error = {0};
    struct markup body = {0};
    assert_true(reel_write(reel, &(struct reel_time){1, 1}, 100, 50, &body, &error));
    markup_print(&body, "%c", '\0');
    reel_clear(reel);
    return body.bytes;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text++)
        count++;
    return count;
}

static const struct point line[] = {{0, 0}, {10, 0}, {10, 20}, {30, 20}};

static void a_line_that_goes_on_is_in_the_file_once_and_as_long_as_it_was(void **state)
{
    (void)state;
    struct reel reel = {0};
    const struct point part[] = {{0, 0}, {10, 0}, {10, 5}};
    add(&reel, " stroke=\"a\"", part, 3, 2);
    add(&reel, " stroke=\"b\"", part, 3, 1);
    turn(&reel);
    add(&reel, " stroke=\"a\"", line, 4, 2);
    add(&reel, " stroke=\"b\"", line, 4, 1);
    turn(&reel);
    char *text = written(&reel);
    // 50 long: a dash of 52, of which 15 are seen, then all.
    assert_int_equal(count_of(text, "<path"), 1);
    assert_non_null(strstr(text, "d=\"M0 0h10v20h20\""));
    assert_int_equal(count_of(text, "<mask"), 1);
    assert_non_null(strstr(text, "stroke-dasharray=\"52\""));
    assert_non_null(strstr(text, "values=\"37;0;0\" keyTimes=\"0;.3333;1\" dur=\"3s\""));
    free(text);
}

static void a_shape_that_is_elsewhere_moves_there(void **state)
{
    (void)state;
    struct reel reel = {0};
    for (int k = 0; k < 3; k++) {
        const float x = 4 * (float)k;
        const struct point corners[] = {{x, 1}, {x + 2, 1}, {x, 3}};
        add(&reel, "", corners, 3, 0);
        turn(&reel);
    }
    char *text = written(&reel);
    assert_int_equal(count_of(text, "<path"), 1);
    assert_non_null(strstr(text, "values=\"-8 0;-4 0;0 0;0 0\" keyTimes=\"0;.25;.5;1\""));
    free(text);
}

static void what_comes_or_goes_is_seen_meanwhile_and_the_end_without_a_player(void **state)
{
    (void)state;
    struct reel reel = {0};
    for (int k = 0; k < 3; k++) {
        add_text(&reel, "<text>below</text>\n");
        if (k < 1)
            add_text(&reel, "<text>first</text>\n");
        if (k > 0)
            add_text(&reel, "<text>later</text>\n");
        add_text(&reel, "<text>above</text>\n");
        turn(&reel);
    }
    char *text = written(&reel);
    const char *first = strstr(text, ">first<"), *later = strstr(text, ">later<");
    assert_int_equal(count_of(text, "<text"), 4);
    assert_int_equal(count_of(text, "<animate"), 2);
    assert_true(strstr(text, ">below<") < later && first && later < strstr(text, ">above<"));
    const char *hidden = strstr(text, "visibility=\"hidden\"");
    assert_int_equal(count_of(text, "visibility=\"hidden\""), 1);
    assert_true(hidden < first && strstr(hidden, "</g>") > first);
    assert_non_null(strstr(text, "values=\"visible;hidden\" keyTimes=\"0;.25\""));
    assert_non_null(strstr(text, "values=\"hidden;visible\" keyTimes=\"0;.25\""));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_that_goes_on_is_in_the_file_once_and_as_long_as_it_was),
        cmocka_unit_test(a_shape_that_is_elsewhere_moves_there),
        cmocka_unit_test(what_comes_or_goes_is_seen_meanwhile_and_the_end_without_a_player),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
