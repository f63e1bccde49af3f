#include "labs/racing/descent.h"
#include "labs/racing/hood.h"
#include "labs/racing/places.h"
#include "labs/registry.h"

#include "base/text.h"
#include "test.h"

#include "labs/drawn.h"

#include <float.h>

#define RACE                                                                                       \
    "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\nstart = -9, 1.6\n"             \
    "examples = 512\nnoise = 4\n"                                                                  \
    "[run]\nsteps = 60\n"                                                                          \
    "[runner.plain]\nrule = gd\nalpha = 0.05\nname = Plain\n"                                      \
    "[runner.adam]\nrule = adam\nalpha = 0.4\nbatch = 100\nname = Ada\n"                           \
    "schedule = inverse-time\ndecay_rate = 1\n"                                                    \
    "[runner.wild]\nrule = gd\nalpha = 9000\nname = Wild\n"

static const char in_descent[] = "[scene]\nlab = descent\n" RACE "[view]\nhood = yes\n";
static const char in_decay[] = "[scene]\nlab = decay\n" RACE "[view]\nhood = yes\n";

enum { PLAIN, ADAM, WILD };

static struct lab *open_lab(struct scene *scene, const char *text)
{
    struct error error = {0};
    const struct lab_type *type = NULL;
    if (scene_parse(scene, text, strlen(text), "test.ini", &error))
        type = lab_for(scene, &error);
    struct lab *lab =
        type && lab_check(type, scene, &error) ? lab_create(type, scene, 1, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    lab_wait(lab, 60, -1);
    return lab;
}

static struct lab_view view_of(size_t runner, double step)
{
    return (struct lab_view){
        .theme = &theme_light, .step = step, .is_selected = true, .selected = runner};
}

static void close_lab(struct lab *lab, struct scene *scene)
{
    lab_destroy(lab);
    scene_clear(scene);
}

// ---- which step ---------------------------------------------------------------------------------

static void the_step_is_the_one_that_made_the_place_on_the_timeline(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct racing *racing = (struct racing *)lab;
    const struct trail *trail = race_trail(racing->race, ADAM);
    static const double places[] = {1, 60, 7, 30.7, 2};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct lab_view view = view_of(ADAM, places[i]);
        struct racing_look look;
        struct hood_line line[HOOD_LINES_MAX];
        const char *why;
        const size_t k = (size_t)places[i];
        assert_true(racing_look(racing, &view, &look, &why));
        assert_int_equal(look.made.step, k);
        assert_false(look.is_to_come);
        assert_true(look.moment.alpha == trail->alpha[k]);
        const size_t lines = hood_lines(&look.moment, 4, line);
        for (int axis = 0; axis < 2; axis++) {
            const double next = trail->theta[2 * k + axis];
            assert_true(fabs(line[lines - 1].value[axis] - next) <= 1e-12 * (fabs(next) + 1));
        }
    }
    close_lab(lab, &scene);
}

static void at_the_start_it_is_the_first_step_to_come(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 0));
    assert_int_equal(count_texts(r, "Ada: what its first step will be"), 1);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(ADAM, 1));
    assert_int_equal(count_texts(r, "Ada, step 1"), 1);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

static void the_step_that_is_read_comes_before_the_timelines(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct lab_view view = view_of(ADAM, 50);
    view.is_reading = true;
    view.reading = 20;
    struct recorder *r = draw_lab(lab, 1280, 720, view);
    assert_true(find_text(r, "Ada, step 20") < r->texts);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

static void a_runner_that_diverges_shows_its_last_step_and_says_so(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct racing *racing = (struct racing *)lab;
    const struct trail *trail = race_trail(racing->race, WILD);
    assert_true(atomic_load(&trail->diverged));
    char title[80];
    snprintf(title, sizeof title, "Wild, step %zu: the last one, it diverges",
             racing_rows(trail) - 1);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(WILD, 60));
    assert_true(find_text(r, title) < r->texts);
    assert_int_equal(count_texts(r, "nan"), 0);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

static void a_hidden_runner_gives_way_to_the_first_visible_one(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    const struct lab_command *hood = lab_command(lab->type, "hood");
    static const char *const sections[] = {"runner.adam", "runner.plain", "runner.wild"};
    const struct lab_view view = view_of(ADAM, 10);
    assert_true(scene_put(&scene, sections[0], "hidden", "yes", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    struct recorder *r = draw_lab(lab, 1280, 720, view);
    assert_true(find_text(r, "Plain, step 10") < r->texts);
    canvas_destroy(&r->head);
    for (int i = 1; i < 3; i++)
        assert_true(scene_put(&scene, sections[i], "hidden", "yes", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    r = draw_lab(lab, 1280, 720, view);
    assert_int_equal(count_texts(r, "No runner is visible."), 1);
    canvas_destroy(&r->head);
    assert_null(hood->unavailable(lab, &view)); // it can be closed
    assert_int_equal(hood->act(lab, &scene, &view), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "hood"), "no");
    assert_true(lab->type->open(lab, &scene, NULL));
    assert_non_null(hood->unavailable(lab, &view));
    close_lab(lab, &scene);
}

static void a_step_far_on_is_made_over_several_drawings_unless_somebody_waits(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    assert_true(scene_put(&scene, "run", "steps", "30000", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    while (!lab_wait(lab, 30000, 100))
        ;
    size_t drawings = 0;
    do {
        struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 30000));
        const bool is_there = find_text(r, "Ada, step 30000") < r->texts;
        assert_true(is_there != lab_busy(lab)); // another drawing is due
        canvas_destroy(&r->head);
        drawings++;
        if (is_there)
            break;
    } while (drawings < 30);
    assert_true(drawings > 1 && drawings < 30);
    assert_true(scene_put(&scene, "run", "seed", "2", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    lab_wait(lab, 30000, -1);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 30000));
    assert_true(find_text(r, "Ada, step 30000") < r->texts);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

// ---- what is said -------------------------------------------------------------------------------

static void it_tells_the_batch_and_the_rate_of_this_very_step(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 5));
    assert_int_equal(count_texts(r, "g of a batch of 100 of 512 examples"), 1);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(ADAM, 6)); // the rest of an epoch
    assert_int_equal(count_texts(r, "g of a batch of 12 of 512 examples"), 1);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(ADAM, 7)); // the second epoch: α is halved
    assert_int_equal(count_texts(r, "g of a batch of 100 of 512 examples"), 1);
    char now[80], alpha[32];
    text_show(race_trail(((struct racing *)lab)->race, ADAM)->alpha[7], 4, alpha, sizeof alpha);
    snprintf(now, sizeof now, "α = %s now, from α₀ = 0.4", alpha);
    assert_int_equal(count_texts(r, now), 1);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(PLAIN, 7));
    assert_int_equal(count_texts(r, "g of all 512 examples"), 1);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

static void a_change_of_a_number_is_in_the_table_at_once(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(PLAIN, 3));
    canvas_destroy(&r->head);
    assert_true(scene_put(&scene, "runner.plain", "alpha", "0.0625", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    lab_wait(lab, 60, -1);
    r = draw_lab(lab, 1280, 720, view_of(PLAIN, 3));
    assert_int_equal(count_texts(r, "α = 0.0625"), 1);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

// ---- the picture --------------------------------------------------------------------------------

static bool is_dashed(const struct stroke *stroke, float on)
{
    return stroke->dash[0] == on;
}

static void arrows_differ_by_stroke_and_the_ellipse_says_its_scale(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 4));
    size_t solid = 0, dashed = 0, dotted = 0;
    const struct color color =
        look_style(&theme_light, ((struct racing *)lab)->runners.entry[ADAM].look).color;
    for (size_t i = 0; i < r->lines; i++) {
        const struct stroke *stroke = &r->line[i].stroke;
        if (r->line[i].count != 2 || !is_color(stroke->color, color))
            continue;
        solid += stroke->dash[0] == 0 && stroke->width == 4;
        dashed += is_dashed(stroke, 10);
        dotted += is_dashed(stroke, 2);
    }
    assert_int_equal(solid, 1);
    assert_int_equal(dashed, 1);
    assert_int_equal(dotted, 1);
    assert_int_equal(count_texts(r, "ellipse: η × "), 1);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(PLAIN, 4));
    assert_int_equal(count_texts(r, "ellipse"), 0);
    assert_int_equal(count_texts(r, "Δθ = −αg"), 2); // in the table and on the stage
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

static void names_stand_on_nothing_at_any_size_and_step(void **state)
{
    (void)state;
    static const char *const texts[] = {in_descent, in_decay};
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {480, 270}};
    for (size_t t = 0; t < 2; t++) {
        struct scene scene = {0};
        struct lab *lab = open_lab(&scene, texts[t]);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            for (size_t runner = PLAIN; runner <= WILD; runner++) {
                for (double step = 0; step <= 60; step += runner == WILD ? 60 : 9) {
                    char what[80];
                    snprintf(what, sizeof what, "%s at %gx%g, step %g", lab->type->name,
                             sizes[i][0], sizes[i][1], step);
                    struct recorder *r =
                        draw_lab(lab, sizes[i][0], sizes[i][1], view_of(runner, step));
                    assert_texts_apart(r, what);
                    assert_within_canvas(r, what);
                    canvas_destroy(&r->head);
                }
            }
        }
        close_lab(lab, &scene);
    }
}

// Whether a name of the stage begins with these words: those in the table have no halo.
static bool is_named(const struct recorder *r, const char *label)
{
    for (size_t i = 0; i < r->texts; i++)
        if (r->text[i].style.halo.a > 0 && r->text[i].style.bold &&
            strncmp(r->text[i].text, label, strlen(label)) == 0)
            return true;
    return false;
}

static void every_arrow_that_is_seen_has_its_name_at_any_size(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {480, 270}};
    static const char *const shows[] = {"contour", KIT_RELIEF};
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct racing *racing = (struct racing *)lab;
    size_t seen = 0;
    for (size_t s = 0; s < 2; s++) {
        assert_true(scene_put(&scene, "view", "show", shows[s], NULL));
        assert_true(lab->type->open(lab, &scene, NULL));
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            for (double step = 1; step <= 30; step += 1) {
                const struct lab_view view = view_of(ADAM, step);
                struct racing_look look;
                struct hood_vector vector[HOOD_VECTORS_MAX];
                const char *why;
                struct lab_layout layout = lab_layout(sizes[i][0], sizes[i][1], DRAWN_FOOT);
                struct plot plot;
                struct recorder *r = draw_lab(lab, sizes[i][0], sizes[i][1], view);
                lab_arrange(lab, &layout, 116);
                lab_picture(lab)->plot(lab, &layout, &plot);
                const struct rect area = plot.area;
                if (s == 1) // the picture's area is all that the relief takes
                    plot.area =
                        (struct rect){area.x + 50, area.y + 8, area.width - 60, area.height - 32};
                assert_true(racing_look(racing, &view, &look, &why));
                const size_t count = hood_vectors(&look.moment, vector);
                const double *theta = look.moment.theta;
                for (size_t k = 0; k < count; k++) {
                    const double to[2] = {theta[0] + vector[k].by[0], theta[1] + vector[k].by[1]};
                    const struct point a = racing_at(racing, &plot, theta);
                    const struct point b = racing_at(racing, &plot, to);
                    if (!rect_contains(&area, a) || !rect_contains(&area, b) ||
                        hypotf(b.x - a.x, b.y - a.y) < 5)
                        continue;
                    char first[48];
                    snprintf(first, sizeof first, "%s", vector[k].label);
                    if (strstr(first, " = "))
                        *strstr(first, " = ") = '\0';
                    seen++;
                    if (!is_named(r, first))
                        fail_msg("%s, %gx%g, step %g: no %s", shows[s], sizes[i][0], sizes[i][1],
                                 step, vector[k].label);
                }
                canvas_destroy(&r->head);
            }
    }
    assert_true(seen > 150);
    close_lab(lab, &scene);
}

static void what_has_no_room_is_on_the_next_page_and_the_key_says_when_there_is_none(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    const struct lab_command *page = lab_command(lab->type, "hood-page");
    const struct lab_view view = view_of(ADAM, 10);
    struct recorder *r = draw_lab(lab, 1280, 720, view);
    assert_non_null(page->unavailable(lab, &view));
    canvas_destroy(&r->head);
    r = draw_lab(lab, 480, 270, view);
    assert_int_equal(count_texts(r, "part 1 of "), 1);
    assert_null(page->unavailable(lab, &view));
    const size_t pages = lab->pages;
    canvas_destroy(&r->head);
    size_t steps = 0;
    for (size_t i = 0; i < pages; i++) {
        r = draw_lab(lab, 480, 270, view);
        for (size_t k = 0; k < r->texts; k++)
            steps += strncmp(r->text[k].text, "Δθ", strlen("Δθ")) == 0 &&
                     r->text[k].at.x > 160; // in the table
        canvas_destroy(&r->head);
        assert_int_equal(page->act(lab, &scene, &view), LAB_REDRAW);
    }
    assert_int_equal(steps, 1);
    assert_int_equal(lab->page, 0); // round again
    close_lab(lab, &scene);
}

static void stems_take_the_place_of_the_plot_below_and_give_it_back(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, in_descent);
    struct recorder *r = draw_lab(lab, 1280, 720, view_of(ADAM, 30));
    assert_int_equal(count_texts(r, "v: the last 10 gradients"), 1);
    assert_int_equal(count_texts(r, "Cost"), 0);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720, view_of(PLAIN, 30));
    assert_int_equal(count_texts(r, "v: the last"), 0);
    assert_int_equal(count_texts(r, "Cost"), 1);
    canvas_destroy(&r->head);
    close_lab(lab, &scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_step_is_the_one_that_made_the_place_on_the_timeline),
        cmocka_unit_test(at_the_start_it_is_the_first_step_to_come),
        cmocka_unit_test(the_step_that_is_read_comes_before_the_timelines),
        cmocka_unit_test(a_runner_that_diverges_shows_its_last_step_and_says_so),
        cmocka_unit_test(a_hidden_runner_gives_way_to_the_first_visible_one),
        cmocka_unit_test(a_step_far_on_is_made_over_several_drawings_unless_somebody_waits),
        cmocka_unit_test(it_tells_the_batch_and_the_rate_of_this_very_step),
        cmocka_unit_test(a_change_of_a_number_is_in_the_table_at_once),
        cmocka_unit_test(arrows_differ_by_stroke_and_the_ellipse_says_its_scale),
        cmocka_unit_test(names_stand_on_nothing_at_any_size_and_step),
        cmocka_unit_test(every_arrow_that_is_seen_has_its_name_at_any_size),
        cmocka_unit_test(what_has_no_room_is_on_the_next_page_and_the_key_says_when_there_is_none),
        cmocka_unit_test(stems_take_the_place_of_the_plot_below_and_give_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
