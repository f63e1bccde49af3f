// Pages of a lecture: what stands on them stays within their margins, and no word is lost.
#include "export/leaf.h"

#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

enum { WORDS = 1200 };

static struct recorder *page;
static char many[WORDS * 8];

static void turn(const struct leaf *leaf)
{
    if (page)
        canvas_destroy(&page->head);
    page = recorder_create();
    page->head.width = leaf->width;
    page->head.height = leaf->height;
    page->head.scale = 1;
}

static int set_up(void **state)
{
    (void)state;
    char *end = many;
    for (int i = 0; i < WORDS; i++)
        end += sprintf(end, "%sw%dx", i ? " " : "", i);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    canvas_destroy(&page->head);
    page = NULL;
    return 0;
}

// Whether all text, the edges' aside, is within the margins.
static void check_margins(const struct leaf *leaf)
{
    for (size_t i = 0; i < page->texts; i++) {
        const struct point at = page->text[i].at;
        const struct text_style *style = &page->text[i].style;
        if (style->vertical == ALIGN_END)
            continue; // head and foot
        assert_true(at.x >= leaf->side - 0.01f && at.y >= leaf->top - 0.01f);
        assert_true(at.y + style->size <= leaf->height - leaf->bottom + style->size);
        assert_true(
            at.x + canvas_text_width(&page->head, page->text[i].text, style->size, style->bold) <=
            leaf->width - leaf->side + 0.5f);
    }
}

static size_t count_words(void)
{
    size_t count = 0;
    for (size_t i = 0; i < page->texts; i++)
        for (const char *c = page->text[i].text; *c; c++)
            count += *c == 'x';
    return count;
}

static void figure_and_texts_are_within_the_margins_of_every_page(void **state)
{
    (void)state;
    const struct leaf_text text = {"A lecture", "A title of a scene", "A caption.",
                                   "Do that.",  "Say that.",          {1, 1, 1, 1}};
    for (const struct leaf *leaf = leaves; leaf->name; leaf++) {
        struct rect figure;
        struct leaf_flow flow[2];
        turn(leaf);
        leaf_draw(leaf, &page->head, &theme_light, &text, 3, 0, &figure, flow);
        check_margins(leaf);
        assert_null(flow[0].text);
        if (leaf->head > 0) // slides leave the speaker a page behind each
            assert_null(flow[1].text);
        assert_true(figure.x == leaf->side && figure.width == leaf->width - 2 * leaf->side);
        assert_true(figure.y > leaf->top && figure.height > 0.25f * figure.width);
        assert_true(figure.y + figure.height < leaf->height - leaf->bottom);
        for (size_t i = 0; i < page->texts; i++) { // no text on the figure
            const float y = page->text[i].at.y;
            assert_true(y + page->text[i].style.size <= figure.y || y >= figure.y + figure.height);
        }
        assert_ptr_equal(leaf_find(leaf->name), leaf);
        assert_string_equal(leaf_names[leaf - leaves], leaf->name);
    }
    assert_null(leaf_find("a3"));
}

static void a_figure_is_as_high_as_it_wants_to_be_and_texts_stand_right_below(void **state)
{
    (void)state;
    const struct leaf_text text = {"A lecture", "A title", NULL, "Do that.", NULL, {1, 1, 1, 1}};
    for (const struct leaf *leaf = leaves; leaf->name; leaf++) {
        struct rect figure;
        struct leaf_flow flow[2];
        turn(leaf);
        leaf_draw(leaf, &page->head, &theme_light, &text, 1, 0.3f, &figure, flow);
        assert_true(fabsf(figure.height - 0.3f * figure.width) < 0.01f);
        float nearest = INFINITY;
        for (size_t i = 0; i < page->texts; i++)
            if (page->text[i].style.vertical == ALIGN_START && page->text[i].at.y > figure.y)
                nearest = fminf(nearest, page->text[i].at.y - figure.y - figure.height);
        assert_true(nearest > 0 && nearest < 2 * leaf->body);
    }
}

static void texts_go_on_on_further_pages_and_no_word_is_lost(void **state)
{
    (void)state;
    const struct leaf_text text = {"A lecture", "A title", NULL, many, "And that", {0, 0, 0, 0}};
    for (const struct leaf *leaf = leaves; leaf->name; leaf++) {
        struct rect figure;
        struct leaf_flow flow[2];
        turn(leaf);
        leaf_draw(leaf, &page->head, &theme_light, &text, 1, 0, &figure, flow);
        assert_true(figure.height > 0.25f * figure.width);
        size_t words = count_words(), number = 2;
        bool is_more = flow[0].text || flow[1].text;
        assert_true(is_more);
        for (; is_more; number++) {
            turn(leaf);
            is_more = leaf_draw_more(leaf, &page->head, &theme_light, &text, number, flow);
            check_margins(leaf);
            words += count_words();
            assert_true(number < 60);
        }
        assert_int_equal(words, WORDS);
    }
}

static void a_title_or_a_word_that_is_far_too_long_leaves_the_figure_its_room(void **state)
{
    (void)state;
    static char endless[3000];
    memset(endless, 'm', sizeof endless - 1);
    const struct leaf_text text = {endless, many, endless, endless, endless, {1, 1, 1, 1}};
    for (const struct leaf *leaf = leaves; leaf->name; leaf++) {
        struct rect figure;
        struct leaf_flow flow[2];
        turn(leaf);
        leaf_draw(leaf, &page->head, &theme_light, &text, 1, 0, &figure, flow);
        check_margins(leaf);
        assert_true(figure.height > 0.2f * figure.width);
        assert_true(figure.y + figure.height <= leaf->height - leaf->bottom + 0.01f);
        bool is_more = flow[0].text || flow[1].text;
        for (int pages = 0; is_more; pages++) {
            turn(leaf);
            is_more = leaf_draw_more(leaf, &page->head, &theme_light, &text, 2, flow);
            assert_true(pages < 5);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(figure_and_texts_are_within_the_margins_of_every_page),
        TEST(a_figure_is_as_high_as_it_wants_to_be_and_texts_stand_right_below),
        TEST(texts_go_on_on_further_pages_and_no_word_is_lost),
        TEST(a_title_or_a_word_that_is_far_too_long_leaves_the_figure_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
