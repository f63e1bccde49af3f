// Hands on the pictures of the Training lab: zooming, reading, meaning a point.
#include "labs/registry.h"
#include "labs/training/training.h"

#include "labs/training/zoom.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct scene scene;
static struct error error;
static struct lab *lab;
static struct lab_layout layout;

static const char text[] = "[scene]\nlab = training\n[network]\nhidden = 4\n[run]\nepochs = 2\n"
                           "[data]\ntest_fraction = 0.9\n"
                           "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"
                           "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n";

static int open_lab(void **state)
{
    (void)state;
    error = (struct error){0};
    layout = lab_layout(1280, 720, 50);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !(lab = lab_create(&lab_training, &scene, 2, &error))) {
        print_message("%s\n", error.text);
        return -1;
    }
    lab_wait(lab, 0, -1);
    return 0;
}

static int close_lab(void **state)
{
    (void)state;
    lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static void open_again(void)
{
    if (!lab->type->open(lab, &scene, &error))
        fail_msg("%s", error.text);
    lab_wait(lab, 0, -1);
}

static void set(const char *key, const char *value)
{
    assert_true(scene_put(&scene, "view", key, value, &error));
    open_again();
}

static struct plot plot_now(void)
{
    struct plot plot;
    assert_true(lab_picture(lab)->plot(lab, &layout, &plot));
    return plot;
}

// Zooms to the middle half of both axes.
static void zoom_to_half(void)
{
    const struct rect area = plot_now().area;
    const struct lab_pointer box = {
        .kind = LAB_BOX,
        .at = {area.x + 0.25f * area.width, area.y + 0.25f * area.height},
        .to = {area.x + 0.75f * area.width, area.y + 0.75f * area.height},
    };
    assert_int_equal(lab_point(lab, &scene, &layout, &box), LAB_CHANGED);
    open_again();
}

static void check_half(const struct plot *before, const struct plot *after)
{
    const struct rect *area = &before->area;
    assert_true(fabsf(plot_x(before, after->x.low) - area->x - 0.25f * area->width) < 1);
    assert_true(fabsf(plot_x(before, after->x.high) - area->x - 0.75f * area->width) < 1);
    assert_true(fabsf(plot_y(before, after->y.low) - area->y - 0.75f * area->height) < 1);
    assert_true(fabsf(plot_y(before, after->y.high) - area->y - 0.25f * area->height) < 1);
}

static void run(const char *command)
{
    const struct lab_view view = {.theme = &theme_light};
    assert_int_equal(lab_command(lab->type, command)->act(lab, &scene, &view), LAB_CHANGED);
    open_again();
}

static void the_costs_zoom_on_every_axis_and_fit_shows_everything(void **state)
{
    (void)state;
    static const char *const axes[] = {"steps", "epochs", "examples"};
    for (size_t i = 0; i < 3; i++) {
        set("x_axis", axes[i]);
        const struct plot before = plot_now();
        zoom_to_half();
        const struct plot after = plot_now();
        check_half(&before, &after);
        run("fit");
        const struct plot again = plot_now();
        assert_true(again.x.low == before.x.low && again.x.high == before.x.high);
        assert_non_null(lab_command(lab->type, "fit")->unavailable(lab, NULL));
    }
}

static void the_wheel_turns_about_its_place_on_one_axis_alone(void **state)
{
    (void)state;
    set("x_axis", "steps"); // logarithmic
    const struct plot before = plot_now();
    const struct lab_pointer wheel = {.kind = LAB_WHEEL,
                                      .at = {before.area.x + 200, before.area.y + 50},
                                      .wheel = 3,
                                      .axes = LAB_X_AXIS};
    assert_int_equal(lab_point(lab, &scene, &layout, &wheel), LAB_CHANGED);
    open_again();
    const struct plot after = plot_now();
    assert_true(after.y.low == before.y.low && after.y.high == before.y.high);
    assert_true(after.x.high / after.x.low < before.x.high / before.x.low / 2);
    const double there = plot_x_value(&before, wheel.at.x);
    assert_true(fabsf(plot_x(&after, there) - wheel.at.x) < 1);
}

static void a_hand_pans_what_it_holds(void **state)
{
    (void)state;
    zoom_to_half();
    const struct plot before = plot_now();
    struct lab_pointer hand = {.kind = LAB_PRESS, .at = {before.area.x + 200, before.area.y + 100}};
    const double held = plot_x_value(&before, hand.at.x);
    assert_int_equal(lab_point(lab, &scene, &layout, &hand), LAB_REDRAW);
    hand.kind = LAB_DRAG;
    hand.at.x -= 60;
    assert_int_equal(lab_point(lab, &scene, &layout, &hand), LAB_CHANGED);
    open_again();
    const struct plot after = plot_now();
    assert_true(fabsf(plot_x(&after, held) - hand.at.x) < 1);
}

static void each_picture_keeps_its_part_and_another_axis_forgets_it(void **state)
{
    (void)state;
    zoom_to_half();
    const struct plot costs = plot_now();
    set("show", "landscape");
    const struct plot whole = plot_now();
    zoom_to_half();
    const struct plot half = plot_now();
    check_half(&whole, &half);
    set("show", "costs");
    const struct plot again = plot_now();
    assert_true(again.x.low == costs.x.low && again.y.high == costs.y.high);
    run("next-axis");
    assert_null(scene_text(&scene, "view", "x"));
    assert_non_null(scene_text(&scene, "view", "y"));
    run("log-axis");
    assert_null(scene_text(&scene, "view", "y"));
    assert_non_null(scene_text(&scene, "view", "plane_x"));
    run("new-seed"); // the plane will be another one
    assert_null(scene_text(&scene, "view", "plane_x"));
}

static void images_have_no_axes(void **state)
{
    (void)state;
    struct plot plot;
    set("show", "learned");
    assert_false(lab_picture(lab)->plot(lab, &layout, &plot));
}

static void the_landscape_is_read_snapshot_by_snapshot(void **state)
{
    (void)state;
    set("show", "landscape");
    const struct lab_picture *picture = lab_picture(lab);
    const double last = (double)lab->type->steps(lab);
    assert_true(isnan(picture->walk(lab, 2, last, 0)) && isnan(picture->walk(lab, 99, last, 0)));
    const double end = picture->walk(lab, 0, last, 0), before = picture->walk(lab, 0, last, -1);
    assert_true(end == last && before < end && before > 0);
    assert_true(picture->walk(lab, 0, before, 1) == end);
    assert_true(picture->walk(lab, 0, last, -1000) == 0);
    struct point a, b;
    assert_true(picture->place(lab, &layout, 0, end, &a));
    assert_true(picture->place(lab, &layout, 0, before, &b));
    assert_true(a.x != b.x || a.y != b.y);
}

// Whether a ring stands at a place.
static bool has_ring(const struct recorder *r, struct point at)
{
    for (size_t i = 0; i < r->markers; i++)
        if (r->marker_style[i].size == 7 &&
            hypotf(r->marker[i].x - at.x, r->marker[i].y - at.y) < 1)
            return true;
    return false;
}

static size_t has_text(const struct recorder *r, const char *part)
{
    size_t count = 0;
    for (size_t i = 0; i < r->texts; i++)
        count += strstr(r->text[i].text, part) != NULL;
    return count;
}

static struct recorder *draw(const struct lab_view *view)
{
    struct recorder *r = recorder_create();
    lab_draw(lab, &r->head, &layout, view);
    return r;
}

static void a_point_that_is_meant_is_marked_and_its_numbers_are_told(void **state)
{
    (void)state;
    set("show", "landscape");
    struct lab_view view = {.theme = &theme_light, .step = (double)lab->type->steps(lab)};
    struct point at;
    assert_true(lab_picture(lab)->place(lab, &layout, 0, view.step, &at));
    view.has_pointer = true;
    view.pointer = (struct point){at.x + 4, at.y - 3};
    struct recorder *r = draw(&view);
    assert_true(has_ring(r, at) && has_text(r, "epoch 2") > 0);
    canvas_destroy(&r->head);
    view.pointer = (struct point){at.x + 400, at.y - 3};
    r = draw(&view);
    assert_false(has_ring(r, at));
    canvas_destroy(&r->head);
}

static void what_is_read_is_told_in_both_plots(void **state)
{
    (void)state;
    static const char *const shows[] = {"costs", "landscape"};
    for (size_t i = 0; i < 2; i++) {
        set("show", shows[i]);
        const struct lab_view view = {.theme = &theme_light,
                                      .step = (double)lab->type->steps(lab),
                                      .is_selected = true,
                                      .selected = 1,
                                      .is_reading = true,
                                      .reading = (double)lab->type->steps(lab) / 2};
        struct lab_view none = view;
        none.is_reading = false;
        struct recorder *r = draw(&view), *without = draw(&none);
        size_t rings = 0, before = 0;
        for (size_t k = 0; k < r->markers; k++)
            rings += r->marker_style[k].size == 7;
        for (size_t k = 0; k < without->markers; k++)
            before += without->marker_style[k].size == 7;
        assert_int_equal(rings - before, 2);
        assert_true(has_text(r, "epoch") >= has_text(without, "epoch") + 2);
        canvas_destroy(&r->head);
        canvas_destroy(&without->head);
    }
}

static void a_part_that_is_none_is_told(void **state)
{
    (void)state;
    assert_true(scene_put(&scene, "view", "plane_y", "3, 3", &error));
    assert_false(lab->type->open(lab, &scene, &error));
    assert_non_null(strstr(error.text, "plane_y must be low, high with low < high"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_lab, close_lab)
    const struct CMUnitTest tests[] = {
        TEST(the_costs_zoom_on_every_axis_and_fit_shows_everything),
        TEST(the_wheel_turns_about_its_place_on_one_axis_alone),
        TEST(a_hand_pans_what_it_holds),
        TEST(each_picture_keeps_its_part_and_another_axis_forgets_it),
        TEST(images_have_no_axes),
        TEST(the_landscape_is_read_snapshot_by_snapshot),
        TEST(a_point_that_is_meant_is_marked_and_its_numbers_are_told),
        TEST(what_is_read_is_told_in_both_plots),
        TEST(a_part_that_is_none_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
