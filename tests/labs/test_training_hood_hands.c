// Hands under the hood of a training, and how its parts are drawn.
#include "labs/training/hood.h"
#include "labs/training/place.h"
#include "labs/training/weights.h"

#include "base/text.h"
#include "test.h"

#include "labs/hooded.h"

#include <float.h>
#include <stdlib.h>

// ---- hands --------------------------------------------------------------------------------------

static void commands_and_bars_choose_a_weight(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct lab_command *largest = lab_command(lab->head.type, "largest-gradient");
    const struct lab_command *next = lab_command(lab->head.type, "next-weight");
    const struct lab_view view = view_of(lab, ADAM, 9);
    struct training_look look;
    char why[160];
    assert_non_null(largest->unavailable(&lab->head, &view)); // no step is there
    canvas_destroy(&draw(lab, view)->head);
    assert_null(largest->unavailable(&lab->head, &view));
    assert_true(training_look(lab, &view, &look, why));
    const size_t most = look.weight;
    assert_int_equal(largest->act(&lab->head, &scene, &view), LAB_CHANGED);
    put(lab, "scene", "title", "T");
    assert_int_equal(lab->weight, most + 1);
    assert_int_equal(next->act(&lab->head, &scene, &view), LAB_CHANGED);
    put(lab, "scene", "title", "U");
    assert_int_equal(lab->weight, (most + 1) % lab->network->real + 1);
    canvas_destroy(&draw(lab, view)->head);
    // Presses on a bar go through the weights in it.
    const struct sizes *sizes = &lab->hood.sizes[SIZES_ROOT];
    int bar = SIZES_BARS - 1;
    while (sizes->bar[bar] < 2)
        bar--;
    struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    lab_arrange(&lab->head, &layout, 116);
    const struct rect area = lab->hood.area[SIZES_ROOT];
    const struct lab_pointer press = {
        .kind = LAB_PRESS,
        .at = {area.x + area.width * ((float)bar + 0.5f) / SIZES_BARS, area.y + area.height - 2}};
    size_t first = 0;
    for (size_t i = 0; i <= sizes->bar[bar]; i++) {
        assert_int_equal(lab_point(&lab->head, &scene, &layout, &press), LAB_CHANGED);
        put(lab, "scene", "title", i % 2 ? "T" : "U");
        assert_true(training_look(lab, &view, &look, why));
        const struct weight weight = weight_at(lab->network, look.weight);
        const size_t at = weight_place(lab->network, &weight) +
                          (size_t)lab->hood.squares * lab->network->parameters;
        assert_int_equal(sizes_bar(sizes, sqrt((double)look.made.state_after[at])), bar);
        if (i == 0)
            first = look.weight;
        else
            assert_true((look.weight == first) == (i == sizes->bar[bar]));
    }
    layout.second.width = 0; // another part is shown
    assert_int_equal(lab->head.type->pointer(&lab->head, &scene, &layout, &press), LAB_NOTHING);
    layout.second.width = 500;
    put(lab, "view", "hood", "no");
    assert_non_null(largest->unavailable(&lab->head, &view));
    canvas_destroy(&draw(lab, view)->head);
    assert_int_equal(lab->head.type->pointer(&lab->head, &scene, &layout, &press), LAB_NOTHING);
    close_lab(lab);
}

static void the_slider_of_the_weight_is_there_under_the_hood_and_ends_with_the_last(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    for (int open = 1; open >= 0; open--) {
        size_t found = 0;
        for (size_t i = 0; i < lab_sliders(&lab->head); i++) {
            struct lab_slider slider;
            lab_slider(&lab->head, i, &slider);
            if (strcmp(slider.param->key, "weight") != 0)
                continue;
            found++;
            assert_true(slider.param->max == 610);
        }
        assert_int_equal(found, open);
        put(lab, "view", "hood", "no");
    }
    close_lab(lab);
}

// ---- the picture --------------------------------------------------------------------------------

static void nothing_stands_on_anything_at_any_size(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1920, 1080}, {1280, 720}, {800, 500}, {640, 400}};
    struct training_lab *lab = open_lab(DIGITS);
    put(lab, "network", "l2", "0.01");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t runner = PLAIN; runner <= WILD; runner++)
            for (size_t k = 0; k <= 3; k += 3)
                for (lab->head.page = 0;; lab->head.page++) {
                    char what[80];
                    snprintf(what, sizeof what, "%gx%g, runner %zu, step %zu, page %zu",
                             sizes[i][0], sizes[i][1], runner, k, lab->head.page);
                    struct recorder *r =
                        draw_lab(&lab->head, sizes[i][0], sizes[i][1], view_of(lab, runner, k));
                    assert_texts_apart(r, what);
                    assert_within_canvas(r, what);
                    canvas_destroy(&r->head);
                    if (lab->head.page + 1 >= lab->head.pages)
                        break;
                }
    close_lab(lab);
}

// Where parts are shown one at a time: all terms, then all histograms, page by page.
static void a_small_window_shows_all_of_it_page_by_page(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    const struct lab_command *page = lab_command(lab->head.type, "hood-page");
    const struct lab_view view = view_of(lab, ADAM, 9);
    const struct lab_layout layout = lab_layout_small(512, 288, 40, 44, 0, LAB_SECOND);
    size_t steps = 0, medians = 0, pages = 0;
    do {
        struct recorder *r = recorder_create();
        r->head.width = 512;
        r->head.height = 288;
        lab_draw(&lab->head, &r->head, &layout, &view);
        assert_texts_apart(r, "512x288");
        assert_within_canvas(r, "512x288");
        for (size_t k = 0; k < r->texts; k++)
            steps += strncmp(r->text[k].text, "Δθ", strlen("Δθ")) == 0;
        medians += count_texts(r, "median ");
        canvas_destroy(&r->head);
        assert_null(page->unavailable(&lab->head, &view));
        assert_int_equal(page->act(&lab->head, &scene, &view), LAB_REDRAW);
        pages++;
    } while (lab->head.page != 0);
    assert_int_equal(pages, lab->head.pages);
    assert_int_equal(steps, 1);
    assert_int_equal(medians, 3);
    close_lab(lab);
}

static void pointing_at_a_bar_tells_how_many_weights_are_in_it(void **state)
{
    (void)state;
    struct training_lab *lab = open_lab(DIGITS);
    struct lab_view view = view_of(lab, ADAM, 9);
    canvas_destroy(&draw(lab, view)->head);
    const struct sizes *sizes = &lab->hood.sizes[SIZES_GRADIENT];
    int bar = 0;
    while (sizes->bar[bar] != sizes->tallest)
        bar++;
    const struct rect area = lab->hood.area[SIZES_GRADIENT];
    view.has_pointer = true;
    view.pointer = (struct point){area.x + area.width * ((float)bar + 0.5f) / SIZES_BARS,
                                  area.y + area.height / 2};
    struct recorder *r = draw(lab, view);
    char words[60];
    snprintf(words, sizeof words, "%zu weights of 610", sizes->tallest);
    assert_int_equal(count_texts(r, words), 1);
    canvas_destroy(&r->head);
    close_lab(lab);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_and_bars_choose_a_weight),
        cmocka_unit_test(the_slider_of_the_weight_is_there_under_the_hood_and_ends_with_the_last),
        cmocka_unit_test(nothing_stands_on_anything_at_any_size),
        cmocka_unit_test(a_small_window_shows_all_of_it_page_by_page),
        cmocka_unit_test(pointing_at_a_bar_tells_how_many_weights_are_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
