#include "canvas/markup.h"

#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_markup(struct markup *markup, const char *wanted)
{
    char *text = strndup(markup->bytes ? markup->bytes : "", markup->count);
    assert_false(markup->is_short);
    assert_string_equal(text, wanted);
    free(text);
    markup_clear(markup);
}

static void numbers_have_two_decimals_and_nothing_more_than_needed(void **state)
{
    (void)state;
    static const struct {
        float value;
        const char *text;
    } numbers[] = {{0, "0"},          {-0.0f, "0"},    {12, "12"},       {0.5f, ".5"},
                   {-0.25f, "-.25"},  {3.07f, "3.07"}, {2.999f, "3"},    {-0.004f, "0"},
                   {1e9f, "1000000"}, {NAN, "0"},      {100.1f, "100.1"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct markup markup = {0};
        markup_number(&markup, numbers[i].value);
        assert_markup(&markup, numbers[i].text);
    }
}

static void text_is_escaped(void **state)
{
    (void)state;
    struct markup markup = {0};
    const char text[] = "a < b & \"c\" > α\x01";
    markup_text(&markup, text, strlen(text));
    assert_markup(&markup, "a &lt; b &amp; &quot;c&quot; &gt; α ");
}

static void put_line(struct path *path, const struct point points[], size_t count)
{
    assert_true(path_add(path, points, count, 0, NULL));
}

static void a_path_goes_by_the_shortest_steps(void **state)
{
    (void)state;
    struct markup markup = {0};
    struct path path = {0};
    const struct point box[] = {{1, 2}, {4, 2}, {4, 7.5f}, {1, 7.5f}};
    const struct point zigzag[] = {{0, 0}, {1, -1}, {2, 1}, {2, 1}, {3, 1}};
    put_line(&path, box, 4);
    markup_path(&markup, &path, true, 1);
    assert_markup(&markup, "M1 2h3v5.5h-3z");
    path_begin(&path);
    put_line(&path, zigzag, 5);
    markup_path(&markup, &path, false, 1);
    assert_markup(&markup, "M0 0l1-1 1 2h1");
    path_begin(&path);
    put_line(&path, (struct point[]){{1.26f, 0}, {2.34f, 1.04f}}, 2);
    markup_path(&markup, &path, false, 10);
    assert_markup(&markup, "M1.3 0l1 1");
    path_clear(&path);
}

static void a_dot_is_a_line_of_no_length(void **state)
{
    (void)state;
    struct markup markup = {0};
    struct path path = {0};
    const struct point dot[] = {{3, 4}, {3, 4}};
    put_line(&path, dot, 2);
    markup_path(&markup, &path, false, 1);
    assert_markup(&markup, "M3 4h0");
    path_clear(&path);
}

// Steps are between rounded places, so that a thousand of them end where they should.
static void rounding_does_not_add_up(void **state)
{
    (void)state;
    struct markup markup = {0};
    struct path path = {0};
    static struct point points[1001];
    for (int i = 0; i <= 1000; i++)
        points[i] = (struct point){(float)i * 0.0333f, (float)(i % 2)};
    put_line(&path, points, 1001);
    markup_path(&markup, &path, false, 1);
    char *text = strndup(markup.bytes, markup.count), *at = strchr(text, 'l') + 1;
    double x = 0;
    for (int i = 0; i < 1000; i++) {
        x += strtod(at, &at);
        strtod(at, &at);
    }
    assert_true(fabs(x - 33.3) < 0.0051);
    free(text);
    markup_clear(&markup);
    path_clear(&path);
}

static void base64_is_that_of_rfc_4648(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct markup markup = {0};
        markup_base64(&markup, (const unsigned char *)pairs[i][0], strlen(pairs[i][0]));
        assert_markup(&markup, pairs[i][1]);
    }
}

static void a_color_is_translucent_only_where_it_says_so(void **state)
{
    (void)state;
    struct markup markup = {0};
    markup_color(&markup, "fill", (struct color){0, 0.447f, 0.698f, 1});
    markup_color(&markup, "stroke", (struct color){1, 1, 1, 0.5f});
    assert_markup(&markup, " fill=\"#0072b2\" stroke=\"#ffffff\" stroke-opacity=\".5\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_two_decimals_and_nothing_more_than_needed),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(a_path_goes_by_the_shortest_steps),
        cmocka_unit_test(a_dot_is_a_line_of_no_length),
        cmocka_unit_test(rounding_does_not_add_up),
        cmocka_unit_test(base64_is_that_of_rfc_4648),
        cmocka_unit_test(a_color_is_translucent_only_where_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
