// What the shipped scenes look like, on the remembering canvas.
#include "labs/registry.h"

#include "base/asset.h"
#include "labs/racing/decay.h"
#include "labs/racing/descent.h"
#include "labs/racing/racing.h"
#include "scene/shelf.h"
#include "test.h"

#include "labs/drawn.h"

#include <stdio.h>

// At the end of the timeline, as far as the lab itself computes: pictures may be on their way.
static void assert_drawn_well(struct lab *lab, const char *name)
{
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {1920, 1080}};
    const double end = (double)lab->type->steps(lab);
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, end, -1));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char what[100];
        snprintf(what, sizeof what, "%s, %g wide", name, sizes[i][0]);
        struct recorder *r =
            draw_lab(lab, sizes[i][0], sizes[i][1], (struct lab_view){.step = end});
        assert_true(r->texts > 0 && r->lines > 0);
        assert_texts_apart(r, what);
        assert_within_canvas(r, what);
        recorder_destroy(&r->head);
    }
}

// The theme's test holds these to a contrast of 4.5 : 1 against what they stand on.
static bool is_legible(const struct theme *theme, struct color color)
{
    const struct color known[] = {theme->ink, theme->soft, theme->error, theme->accent,
                                  theme->level};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (is_color(color, known[i]))
            return true;
    for (int look = 0; look < LOOK_COUNT; look++)
        if (is_color(color, look_style(theme, look).text))
            return true;
    return false;
}

// A hall: 1920 × 1080 pixels in which the smallest text is 24 of them high.
static void assert_drawn_for_a_hall(struct lab *lab, const char *name)
{
    const float scale = 24 / TYPE_SMALL, width = 1920 / scale, height = 1080 / scale;
    const struct lab_view view = {.theme = &theme_dark, .step = (double)lab->type->steps(lab)};
    const struct lab_layout layout = lab_layout_bare(width, height, 8, 250);
    struct recorder *r = recorder_create();
    r->head.width = width;
    r->head.height = height;
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, view.step, -1));
    lab_draw(lab, &r->head, &layout, &view);
    for (size_t i = 0; i < r->texts; i++) {
        if (*r->text[i].text && r->text[i].style.size < TYPE_SMALL)
            fail_msg("%s: '%s' is too small for a hall", name, r->text[i].text);
        if (!is_legible(view.theme, r->text[i].style.color))
            fail_msg("%s: '%s' has a colour of its own", name, r->text[i].text);
    }
    assert_texts_apart(r, name);
    assert_within_canvas(r, name);
    recorder_destroy(&r->head);
}

// All of them, computed once for all tests.
static struct {
    struct scene scene;
    struct lab *lab;
} shipped[100];
static char **names;

static int open_all(void **state)
{
    (void)state;
    struct error error = {0};
    names = shelf_names(&error);
    for (size_t n = 0; names && names[n]; n++) {
        const struct lab_type *type = NULL;
        if (n < sizeof shipped / sizeof *shipped && !test_takes(n, 3))
            continue;
        if (n == sizeof shipped / sizeof *shipped ||
            !scene_read(&shipped[n].scene, names[n], &error) ||
            !(type = lab_for(&shipped[n].scene, &error)) ||
            !(shipped[n].lab = lab_create(type, &shipped[n].scene, 2, &error))) {
            print_message("%s: %s\n", names[n], error.text);
            return -1;
        }
    }
    return names && names[0] ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    for (size_t n = 0; names && names[n]; n++) {
        if (!shipped[n].lab)
            continue;
        lab_destroy(shipped[n].lab);
        scene_clear(&shipped[n].scene);
    }
    asset_list_free(names);
    return 0;
}

static void with_each_shipped(void (*look)(struct lab *lab, const char *name))
{
    for (size_t n = 0; names[n]; n++)
        if (shipped[n].lab)
            look(shipped[n].lab, names[n]);
}

static void nothing_of_a_shipped_scene_overlaps_or_leaves_the_canvas(void **state)
{
    (void)state;
    with_each_shipped(assert_drawn_well);
}

static void every_shipped_scene_is_legible_in_a_hall(void **state)
{
    (void)state;
    with_each_shipped(assert_drawn_for_a_hall);
}

// Down the endless slope of a saddle a path may go as far as it likes: there is no minimum on it.
static void assert_paths_stay(struct lab *base, const char *name)
{
    if (base->type != &lab_descent && base->type != &lab_decay)
        return;
    const struct racing *lab = (const struct racing *)base;
    assert_true(base->type->wait(base, (double)base->type->steps(base), -1));
    if (lab->cache.objective->minimum_count == 0)
        return;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        if (lab->runners.entry[r].hidden ||
            racing_has_gone(lab, trail, (double)base->type->steps(base)))
            continue;
        for (size_t k = 0; k < racing_rows(trail); k++)
            for (int axis = 0; axis < 2; axis++) {
                const double at = trail->theta[2 * k + (size_t)axis];
                if (!(at >= lab->low[axis] && at <= lab->high[axis]))
                    fail_msg("%s: %s leaves the view at step %zu: %g on axis %d", name,
                             lab->runners.entry[r].name, k, at, axis);
            }
    }
}

static void no_path_leaves_the_view_of_a_shipped_scene(void **state)
{
    (void)state;
    with_each_shipped(assert_paths_stay);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_shipped_scene_overlaps_or_leaves_the_canvas),
        cmocka_unit_test(every_shipped_scene_is_legible_in_a_hall),
        cmocka_unit_test(no_path_leaves_the_view_of_a_shipped_scene),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
