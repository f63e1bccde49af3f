#include "labs/averages/averages.h"
#include "labs/averages/hood.h"
#include "labs/registry.h"

#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scene scene;
static struct error error;
static struct lab *lab;

static bool open_text(const char *text)
{
    error = (struct error){0};
    scene_clear(&scene);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) || !lab_for(&scene, &error))
        return false;
    lab = lab_create(&lab_averages, &scene, 1, &error);
    return lab != NULL;
}

static void open_or_fail(const char *text)
{
    if (!open_text(text))
        fail_msg("%s", error.text);
}

static int close_lab(void **state)
{
    (void)state;
    if (lab)
        lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static const char three[] = "[scene]\nlab = averages\n[series]\ndata = seattle\ndays = 366\n"
                            "[average.red]\nbeta = 0.9\n[average.raw]\nbeta = 0.98\n"
                            "bias_correction = off\n[average.window]\nbeta = 0.9\nkind = window\n";

static void the_table_has_a_row_a_day_and_a_column_an_average(void **state)
{
    (void)state;
    open_or_fail(three);
    FILE *out = tmpfile();
    assert_true(lab_averages.table(lab, out, &error));
    rewind(out);
    char line[400];
    assert_non_null(fgets(line, sizeof line, out));
    assert_string_equal(line, "day,value,red,raw,window\n");
    // By hand, beside it.
    double ewa = 0, weights = 0, raw = 0, value, red, uncorrected, window;
    int rows = 0, day;
    while (fgets(line, sizeof line, out)) {
        rows++;
        assert_int_equal(
            sscanf(line, "%d,%lf,%lf,%lf,%lf", &day, &value, &red, &uncorrected, &window), 5);
        assert_int_equal(day, rows);
        ewa = 0.9 * ewa + value;
        weights = 0.9 * weights + 1;
        raw = 0.98 * raw + (1 - 0.98) * value;
        assert_true(fabs(red - ewa / weights) < 1e-12 * 30);
        assert_true(fabs(uncorrected - raw) < 1e-12 * 30);
    }
    assert_int_equal(rows, 366);
    fclose(out);
}

static void the_timeline_counts_days(void **state)
{
    (void)state;
    open_or_fail(three);
    char where[48], detail[48];
    assert_int_equal(lab_averages.steps(lab), 366);
    lab_averages.place(lab, 236, where, detail);
    assert_string_equal(where, "23 Aug 2012");
    assert_string_equal(detail, "day 236");
    lab_averages.place(lab, 0, where, detail);
    assert_string_equal(where, "1 Jan 2012");
}

static void looks_follow_the_lecture(void **state)
{
    (void)state;
    open_or_fail(three);
    struct lab_group group;
    static const int looks[] = {LOOK_VERMILION, LOOK_PURPLE, LOOK_INK};
    for (size_t i = 0; i < 3; i++) {
        lab_averages.group(lab, i, 10, &group);
        assert_int_equal(group.look, looks[i]);
        assert_true(group.is_runner && *group.summary && *group.result);
    }
    lab_averages.group(lab, 3, 1, &group);
    assert_string_equal(group.section, "series");
    assert_string_equal(group.result, "12.8 °C");
}

static void every_slider_changes_a_key_of_its_group(void **state)
{
    (void)state;
    open_or_fail(three);
    const size_t count = lab_sliders(lab);
    assert_int_equal(count, 12);
    for (size_t i = 0; i < count; i++) {
        struct lab_slider slider;
        struct lab_group group;
        char text[64];
        lab_slider(lab, i, &slider);
        lab_averages.group(lab, slider.group, 1, &group);
        const double now = scene_number(&scene, group.section, slider.param);
        param_format(slider.param, param_nudge(slider.param, now, i >= 9 ? 1 : -1, PARAM_COARSE),
                     text, sizeof text);
        assert_true(scene_put(&scene, group.section, slider.param->key, text, NULL));
        if (!lab_averages.open(lab, &scene, &error))
            fail_msg("%s.%s = %s: %s", group.section, slider.param->key, text, error.text);
    }
}

static void a_drag_on_the_stage_moves_the_cursor(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct lab_layout layout = lab_layout(1280, 720, 50);
    const struct lab_pointer press = {
        LAB_PRESS, {layout.stage.x + layout.stage.width / 2, layout.stage.y + 100}, 0};
    assert_int_equal(lab_point(lab, &scene, &layout, &press), LAB_SEEK);
    assert_true(lab->seek > 100 && lab->seek < 260);
    const struct lab_pointer drag = {LAB_DRAG, {5000, 200}, 0};
    assert_int_equal(lab_point(lab, &scene, &layout, &drag), LAB_SEEK);
    assert_true(lab->seek == 366);
}

static void the_wheel_zooms_days_and_fit_undoes_it(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct lab_layout layout = lab_layout(1280, 720, 50);
    const struct lab_pointer wheel = {
        LAB_WHEEL, {layout.stage.x + layout.stage.width / 2, layout.stage.y + 100}, 4};
    assert_int_equal(lab_point(lab, &scene, &layout, &wheel), LAB_CHANGED);
    assert_non_null(scene_text(&scene, "view", "x"));
    assert_true(lab_averages.open(lab, &scene, &error));
    assert_int_equal(lab_command(&lab_averages, "fit")->act(lab, &scene, NULL), LAB_CHANGED);
    assert_null(scene_text(&scene, "view", "x"));
}

static void boxes_and_panning_choose_days(void **state)
{
    (void)state;
    open_or_fail(three);
    const struct lab_layout layout = lab_layout(1280, 720, 50);
    struct plot plot;
    lab_picture(lab)->plot(lab, &layout, &plot);
    struct lab_pointer pointer = {.kind = LAB_BOX,
                                  .at = {plot_x(&plot, 100), plot.area.y},
                                  .to = {plot_x(&plot, 200), plot.area.y + 90}};
    assert_int_equal(lab_point(lab, &scene, &layout, &pointer), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "x"), "100, 200");
    assert_true(lab_averages.open(lab, &scene, &error));
    pointer = (struct lab_pointer){.kind = LAB_PAN, .by = {0.1f, 0}};
    assert_int_equal(lab_point(lab, &scene, &layout, &pointer), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "x"), "110, 210");
    assert_true(lab_averages.open(lab, &scene, &error));
    pointer.by.x = 100; // to the last day and no further
    assert_int_equal(lab_point(lab, &scene, &layout, &pointer), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "x"), "266, 366");
    assert_true(lab_averages.open(lab, &scene, &error));
    assert_int_equal(lab_point(lab, &scene, &layout, &pointer), LAB_NOTHING);
    pointer = (struct lab_pointer){.kind = LAB_START, .by = {0.1f, 0}};
    assert_int_equal(lab_point(lab, &scene, &layout, &pointer), LAB_NOTHING);
}

static void a_wrong_change_leaves_the_lab_as_it_was(void **state)
{
    (void)state;
    open_or_fail(three);
    assert_true(scene_put(&scene, "series", "data", "no-such.csv", NULL));
    assert_false(lab_averages.open(lab, &scene, &error));
    assert_non_null(strstr(error.text, "no-such.csv"));
    assert_int_equal(lab_averages.steps(lab), 366);
}

static void wrong_scenes_are_told_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *named;
    } wrong[] = {
        {"[scene]\nlab = averages\n[average.a]\nbeta = 1\n", "test.ini:4: beta"},
        {"[scene]\nlab = averages\n[average.a]\nbeta = -0.1\n", "test.ini:4: beta"},
        {"[scene]\nlab = averages\n", "no averages"},
        {"[scene]\nlab = averages\n[average.a]\nkind = mean\n", "ewa"},
        {"[scene]\nlab = averages\n[series]\ncolumn = temp_man\n[average.a]\n", "test.ini:4"},
        {"[scene]\nlab = averages\n[series]\ndays = 1\n[average.a]\n", "days"},
        {"[scene]\nlab = averages\n[view]\nx = 9, 3\n[average.a]\n", "test.ini:4: x"},
        {"[scene]\nlab = averages\n[average.a]\n[average.b]\n[average.c]\n[average.d]\n"
         "[average.e]\n[average.f]\n[average.g]\n[average.h]\n[average.i]\n",
         "more than 8"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (open_text(wrong[i].text))
            fail_msg("accepted %s", wrong[i].text);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (!strstr(error.text, wrong[i].named))
            fail_msg("'%s' does not say '%s'", error.text, wrong[i].named);
    }
}

// ---- names follow numbers -----------------------------------------------------------------------

static void open_shipped(const char *name)
{
    error = (struct error){0};
    if (!scene_read(&scene, name, &error) || !lab_for(&scene, &error))
        fail_msg("%s", error.text);
    lab = lab_create(&lab_averages, &scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
}

static void put(const char *section, const char *key, const char *value)
{
    assert_true(scene_put(&scene, section, key, value, NULL));
    if (!lab_averages.open(lab, &scene, &error))
        fail_msg("%s", error.text);
}

// The pointer is on the stage.
static struct recorder *draw(bool has_pointer)
{
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    const struct lab_view view = {
        .step = 236,
        .has_pointer = has_pointer,
        .pointer = {layout.stage.x + layout.stage.width / 2, layout.stage.y + 60},
    };
    return draw_lab(lab, 1280, 720, view);
}

// Texts that say this value, and not one that only begins like it.
static size_t count_values(const struct recorder *r, const char *value)
{
    size_t count = 0;
    for (size_t i = 0; i < r->texts; i++) {
        const char *found = strstr(r->text[i].text, value);
        const char after = found ? found[strlen(value)] : '0';
        count += found && !(after >= '0' && after <= '9');
    }
    return count;
}

static void every_text_about_an_average_follows_its_number(void **state)
{
    (void)state;
    open_shipped("temperatures");
    // A value of its own, and that of another average.
    static const struct {
        const char *beta, *name;
    } changes[] = {{"0.9", "β = 0.9"}, {"0.6", "β = 0.6"}, {"0.5", "β = 0.5 (1)"}};
    for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
        const char *name = changes[c].name;
        char heading[100], line[100];
        put("average.red", "beta", changes[c].beta);
        struct recorder *r = draw(false), *with_tip = draw(true);
        snprintf(heading, sizeof heading, "Weight of each day before, %s", name);
        assert_true(find_text(r, heading) < r->texts);
        // The label of the curve and the row of the table.
        bool has_label = false, has_row = false;
        for (size_t i = 0; i < r->texts; i++) {
            const bool is_name = strcmp(r->text[i].text, name) == 0;
            has_label = has_label || (is_name && r->text[i].style.bold);
            has_row = has_row || (is_name && !r->text[i].style.bold);
        }
        assert_true(has_label && has_row);
        assert_string_equal(group_of(lab, "average.red").name, name);
        // The tip adds a line that begins with the name.
        snprintf(line, sizeof line, "%s   ", name);
        assert_int_equal(count_texts(r, line), 0);
        assert_int_equal(count_texts(with_tip, line), 1);
        if (c > 0)
            assert_int_equal(count_values(with_tip, "β = 0.9"), 0);
        recorder_destroy(&r->head);
        recorder_destroy(&with_tip->head);
    }
}

static void one_over_e_is_said_only_where_about_that_much_is_left(void **state)
{
    (void)state;
    open_shipped("weights");
    static const char *const betas[] = {"0",    "0.2", "0.5",  "0.7",  "0.75",  "0.8",
                                        "0.85", "0.9", "0.95", "0.98", "0.999", "0.9999"};
    bool said = false, unsaid = false;
    for (size_t i = 0; i < sizeof betas / sizeof *betas; i++) {
        put("average.red", "beta", betas[i]);
        const double beta = atof(betas[i]), left = pow(beta, 1 / (1 - beta));
        const bool is_near = left > 0.95 * exp(-1) && left < 1.05 * exp(-1);
        struct recorder *r = draw(false);
        if ((count_texts(r, "≈ 1/e") > 0) != is_near)
            fail_msg("β = %s leaves %g", betas[i], left);
        assert_int_equal(count_texts(r, "1/(1−β) = "), 1);
        said = said || is_near;
        unsaid = unsaid || !is_near;
        recorder_destroy(&r->head);
    }
    assert_true(said && unsaid);
    put("average.red", "beta", "0.5");
    struct recorder *r = draw(false);
    assert_int_equal(count_texts(r, "= 0.25"), 1);
    recorder_destroy(&r->head);
}

static void a_long_memory_is_drawn_with_a_stem_a_pixel_and_not_one_a_day(void **state)
{
    (void)state;
    open_shipped("weights");
    put("average.red", "beta", "0.9999");
    struct recorder *r = draw(false);
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    size_t stems = 0;
    for (size_t i = 0; i < r->lines; i++)
        stems += r->line[i].clip.is_on && r->line[i].point[0].x > layout.second.x;
    assert_true(stems > layout.second.width / 2 && stems < 3 * layout.second.width);
    recorder_destroy(&r->head);
}

// Where there is room for all that is said.
static struct recorder *draw_day(double day)
{
    return draw_lab(lab, 1920, 1080, (struct lab_view){.step = day});
}

static const char weekly[] =
    "[scene]\nlab = averages\n[series]\ndata = " SOURCE_ROOT "/tests/data/tables/weekly.csv\n"
    "column = level\n[average.a]\nbeta = 0.9\n";

static void weeks_are_readings_and_days(void **state)
{
    (void)state;
    open_or_fail(weekly);
    struct recorder *r = draw_day(80);
    assert_int_equal(count_texts(r, "9 readings = 63 days"), 2); // the lag, and the mean age
    assert_int_equal(count_texts(r, "1/(1−β) = 10 readings = 70 days"), 1);
    assert_int_equal(count_texts(r, "half-life 46.1 days, span 19"), 1);
    assert_int_equal(count_texts(r, "readings before"), 1);
    assert_int_equal(count_texts(r, "10 Jul 2023"), 1);
    assert_int_equal(count_texts(r, "Jan 2023"), 1); // along the axis
    recorder_destroy(&r->head);
    char where[48], detail[48];
    lab_averages.place(lab, 2, where, detail);
    assert_string_equal(where, "10 Jan 2022");
    assert_string_equal(detail, "reading 2");
}

static void resampled_weeks_are_months(void **state)
{
    (void)state;
    open_or_fail(weekly);
    put("series", "resample", "month");
    struct recorder *r = draw_day(19);
    assert_int_equal(count_texts(r, "9 months"), 1); // the mean age
    assert_int_equal(count_texts(r, "1/(1−β) = 10 months"), 1);
    assert_int_equal(count_texts(r, "Jul 2023"), 1);
    recorder_destroy(&r->head);
}

static void what_was_found_is_told_and_a_choice_of_gaps_is_taken(void **state)
{
    (void)state;
    char told[400];
    open_or_fail("[scene]\nlab = averages\n[series]\ndata = " SOURCE_ROOT
                 "/tests/data/tables/gistemp.csv\ncolumn = J-D\n[average.a]\nbeta = 0.9\n");
    lab_tell_data(lab, told, sizeof told);
    assert_non_null(strstr(told, "line 1 passed over"));
    assert_non_null(strstr(told, "every year"));
    struct lab_group group;
    lab_averages.group(lab, 1, 1, &group);
    assert_non_null(strstr(group.summary, "line 1 passed over"));
    put("series", "gaps", "age");
    struct recorder *r = draw_day(36);
    assert_int_equal(count_texts(r, "sum of the weights, aged over gaps = 0.8775"), 1);
    recorder_destroy(&r->head);
}

static void the_table_counts_beta_to_the_t_and_compares_with_the_days_themselves(void **state)
{
    (void)state;
    open_shipped("temperatures");
    struct recorder *r = draw_day(236);
    assert_int_equal(count_texts(r, "2 numbers"), 3);
    assert_int_equal(count_texts(r, "phase lag"), 1);
    assert_int_equal(count_texts(r, "49 days"), 1); // old, which is not the lag
    assert_int_equal(count_texts(r, "39 days"), 1);
    assert_int_equal(count_texts(r, "1.96"), 1); // of the days themselves
    recorder_destroy(&r->head);
    put("average.red", "bias_correction", "off");
    r = draw_day(236);
    assert_int_equal(count_texts(r, "1 number"), 1);
    assert_int_equal(count_texts(r, "2 numbers"), 2);
    recorder_destroy(&r->head);
}

static void a_narrow_table_says_which_lag_and_has_whole_names(void **state)
{
    (void)state;
    open_shipped("bias-correction");
    struct recorder *r = draw_lab(lab, 960, 600, (struct lab_view){.step = 20});
    assert_int_equal(count_texts(r, "phase lag"), 1);
    assert_int_equal(count_texts(r, "roughness"), 1);
    assert_int_equal(count_texts(r, "β = 0.98, corr…") + count_texts(r, "the day its…"), 0);
    assert_true(count_texts(r, "the day itself") == 1);
    recorder_destroy(&r->head);
}

static void a_quotient_is_shown_with_the_digits_that_it_takes(void **state)
{
    (void)state;
    open_shipped("bias-correction");
    struct recorder *r = draw_day(20);
    assert_int_equal(count_texts(r, "2.055 / 0.3324 = 6.18"), 1);
    recorder_destroy(&r->head);
}

// All pages of three averages, on days with few and with many terms.
static void the_terms_of_a_day_and_the_rest_add_up_to_its_average(void **state)
{
    (void)state;
    static const size_t days[] = {0, 1, 4, 99, 365};
    open_or_fail(three);
    const struct averages *averages = (const struct averages *)lab;
    for (size_t i = 0; i < averages->count; i++) {
        const struct averaged *entry = &averages->entry[i];
        for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
            const struct day_sum sum = averages_day_sum(averages, entry, days[d]);
            double total = 0, weight = 0;
            size_t found = 0, count;
            struct day_term term[7];
            struct day_rest rest;
            while ((count = averages_day_terms(averages, entry, days[d], found, 7, term, &rest))) {
                double part = 0;
                for (size_t k = 0; k < count; k++, found++) {
                    assert_true(term[k].day == days[d] - found);
                    assert_true(term[k].value == averages->series.value[term[k].day]);
                    part += term[k].weight * term[k].value;
                    weight += term[k].weight;
                }
                total += part;
                assert_true(fabs(part + rest.part - sum.value) < 1e-11);
                assert_int_equal(count + rest.count, sum.days);
            }
            assert_int_equal(found, sum.days);
            assert_true(fabs(total - sum.value) < 1e-11 && fabs(weight - sum.weight) < 1e-11);
            const double divisor = entry->average.bias_correction ? sum.weight : 1;
            assert_true(fabs(total / divisor - entry->value[days[d]]) < 1e-11);
        }
    }
}

static void the_first_days_and_the_hundredth_are_written_out(void **state)
{
    open_shipped("bias-correction");
    put("view", "hood", "yes");
    struct recorder *r = draw_day(1);
    assert_true(find_text(r, "v₁ = 0.02 θ₁") < r->texts);
    assert_int_equal(count_texts(r, "Weight of each day"), 0);
    recorder_destroy(&r->head);
    r = draw_day(2);
    assert_true(find_text(r, "v₂ = 0.02 θ₂ + 0.0196 θ₁") < r->texts);
    assert_true(find_text(r, "v₂ = β v₁ + (1−β) θ₂") < r->texts);
    assert_true(find_text(r, "0.98·0.142 + 0.02·6.5") < r->texts);
    assert_true(find_text(r, "0.2692 / 0.0396") < r->texts);
    recorder_destroy(&r->head);
    put("average.green", "bias_correction", "off");
    r = draw_day(2);
    assert_int_equal(count_texts(r, "96 % fell on no day"), 1);
    recorder_destroy(&r->head);
    close_lab(state);
    open_shipped("hundred-days");
    r = draw_day(100);
    assert_int_equal(count_texts(r, "v₁₀₀ = 0.1 θ₁₀₀ + 0.09 θ₉₉ + "), 1);
    assert_true(find_text(r, "θ₉₁") < r->texts && find_text(r, "θ₁") == r->texts);
    const struct lab_command *page = lab_command(&lab_averages, "hood-page");
    const struct lab_view view = {.step = 100};
    assert_null(page->unavailable(lab, &view));
    for (int i = 0; i < 20 && find_text(r, "θ₁") == r->texts; i++) {
        assert_int_equal(page->act(lab, &scene, &view), LAB_REDRAW);
        recorder_destroy(&r->head);
        r = draw_day(100);
    }
    assert_true(find_text(r, "θ₁") < r->texts); // on the last page
    recorder_destroy(&r->head);
}

static void a_day_that_was_not_measured_is_said_to_carry_over(void **state)
{
    (void)state;
    open_or_fail("[scene]\nlab = averages\n[series]\ndata = london\ndays = 30\n[average.red]\n"
                 "beta = 0.9\n[view]\nhood = yes\n");
    struct averages *averages = (struct averages *)lab;
    // As a table with gaps leaves them.
    for (size_t day = 0; day < 30; day++)
        if (day < 2 || day == 9)
            averages->series.value[day] = NAN;
    for (size_t day = 0, count = 0; day < 30; day++)
        averages->measured[day] = count += !isnan(averages->series.value[day]);
    average_run(&averages->entry[0].average, averages->series.value, 30, averages->entry[0].value);
    struct recorder *r = draw_day(10);
    assert_int_equal(count_texts(r, "carried over"), 1);
    assert_true(find_text(r, "θ₉") < r->texts && find_text(r, "θ₁₀") == r->texts);
    recorder_destroy(&r->head);
    r = draw_day(2);
    assert_int_equal(count_texts(r, "No day has been measured"), 1);
    recorder_destroy(&r->head);
}

static void no_two_shipped_texts_stand_on_each_other(void **state)
{
    (void)state;
    static const char *const scenes[] = {"temperatures", "weights", "bias-correction",
                                         "window-or-ewa", "hundred-days"};
    static const float sizes[][2] = {{1280, 720}, {800, 500}};
    for (size_t s = 0; s < 10; s++) { // and once more under the hood
        open_shipped(scenes[s % 5]);
        if (s >= 5)
            put("view", "hood", "yes");
        for (size_t i = 0; i < 2; i++) {
            struct recorder *r =
                draw_lab(lab, sizes[i][0], sizes[i][1],
                         (struct lab_view){.step = (double)lab_averages.steps(lab)});
            assert_texts_apart(r, scenes[s % 5]);
            assert_within_canvas(r, scenes[s % 5]);
            recorder_destroy(&r->head);
        }
        close_lab(state);
    }
}

#define LAB_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAB_TEST(the_table_has_a_row_a_day_and_a_column_an_average),
        LAB_TEST(the_timeline_counts_days),
        LAB_TEST(looks_follow_the_lecture),
        LAB_TEST(every_slider_changes_a_key_of_its_group),
        LAB_TEST(a_drag_on_the_stage_moves_the_cursor),
        LAB_TEST(the_wheel_zooms_days_and_fit_undoes_it),
        LAB_TEST(boxes_and_panning_choose_days),
        LAB_TEST(a_wrong_change_leaves_the_lab_as_it_was),
        LAB_TEST(wrong_scenes_are_told_what_is_wrong),
        LAB_TEST(every_text_about_an_average_follows_its_number),
        LAB_TEST(one_over_e_is_said_only_where_about_that_much_is_left),
        LAB_TEST(a_long_memory_is_drawn_with_a_stem_a_pixel_and_not_one_a_day),
        LAB_TEST(weeks_are_readings_and_days),
        LAB_TEST(resampled_weeks_are_months),
        LAB_TEST(what_was_found_is_told_and_a_choice_of_gaps_is_taken),
        LAB_TEST(the_table_counts_beta_to_the_t_and_compares_with_the_days_themselves),
        LAB_TEST(a_narrow_table_says_which_lag_and_has_whole_names),
        LAB_TEST(a_quotient_is_shown_with_the_digits_that_it_takes),
        LAB_TEST(the_terms_of_a_day_and_the_rest_add_up_to_its_average),
        LAB_TEST(the_first_days_and_the_hundredth_are_written_out),
        LAB_TEST(a_day_that_was_not_measured_is_said_to_carry_over),
        LAB_TEST(no_two_shipped_texts_stand_on_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
