// What every lab has to bear, the template among them: opened, drawn, tweaked by every slider,
// undone, hovered, commanded, exported, closed.
#define RECORDED_MAX 20000

#include "app/members.h"
#include "base/file.h"
#include "base/text.h"
#include "export/export.h"
#include "labs/list.h"
#include "labs/registry.h"
#include "labs/template/wave.h"
#include "plot/recorder.h"
#include "scene/shelf.h"
#include "sim/clock.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct lab_type *const lab_types[] = {LABS(LAB_ADDRESS) & lab_wave, NULL};

static struct document document;

// A network that learns for long is told the same things after less work.
static void shorten(struct scene *scene)
{
    static const char *const less[][3] = {
        {"run", "epochs", "6"}, {"network", "hidden", "8"}, {"data", "test_fraction", "0.9"}};
    const char *lab = scene_text(scene, "scene", "lab");
    for (size_t i = 0; lab && strcmp(lab, "training") == 0 && i < sizeof less / sizeof *less; i++)
        assert_true(scene_put(scene, less[i][0], less[i][1], less[i][2], NULL));
}

// The scene that stands for the lab; where none ships, the emptiest one.
static void open_lab(const struct lab_type *type)
{
    struct scene scene = {0};
    struct error error = {0};
    char path[4096], text[100];
    const bool ships = shelf_find(type->scene, path, sizeof path, NULL);
    snprintf(text, sizeof text, "[scene]\nlab = %s\n", type->name);
    if (!(ships ? scene_read(&scene, type->scene, &error)
                : scene_parse(&scene, text, strlen(text), "test.ini", &error)))
        fail_msg("%s", error.text);
    shorten(&scene);
    document_init(&document, 2);
    if (!document_open(&document, &scene, &error))
        fail_msg("%s: %s", type->name, error.text);
    scene_clear(&scene);
    assert_ptr_equal(document.lab->type, type);
}

static size_t draw_view(float width, float height, struct lab_view view)
{
    struct recorder *recorder = recorder_create();
    recorder->head.width = width;
    recorder->head.height = height;
    const struct lab_layout layout = lab_layout(width, height, 50);
    lab_draw(document.lab, &recorder->head, &layout, &view);
    const size_t drawn = recorder->texts + recorder->lines;
    for (size_t i = 0; i < recorder->texts; i++) {
        const struct point at = recorder->text[i].at;
        if (!(at.x >= -1 && at.x <= width + 1 && at.y >= -1 && at.y <= height + 1))
            fail_msg("'%s' stands at %g, %g of %g × %g", recorder->text[i].text, (double)at.x,
                     (double)at.y, (double)width, (double)height);
    }
    assert_false(recorder->is_clipped);
    canvas_destroy(&recorder->head);
    return drawn;
}

// Draws at a size, with the pointer at shares of it where they are not negative.
static size_t draw(float width, float height, float x, float y)
{
    return draw_view(width, height,
                     (struct lab_view){
                         .theme = &theme_light,
                         .step = document.step,
                         .has_pointer = x >= 0,
                         .pointer = {x * width, y * height},
                         .is_selected = true,
                         .selected = document_slider(&document, document.slider).group,
                     });
}

static char *scene_now(void)
{
    char *text = scene_format(&document.now.scene, NULL);
    assert_non_null(text);
    return text;
}

static void every_lab_draws_at_every_size_and_place(void)
{
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {480, 320}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int share = 0; share <= 2; share++) {
            document_go(&document, document_last_step(&document) * share / 2);
            assert_true(draw(sizes[s][0], sizes[s][1], -1, -1) > 5);
        }
}

static void every_lab_can_be_hovered(void)
{
    const int stride = TEST_IS_WATCHED ? 2 : 1;
    for (int x = 0; x <= 10; x += stride)
        for (int y = 0; y <= 6; y += stride)
            draw(1280, 720, (float)x / 10, (float)y / 6);
}

// Sets a value and takes it back, with all that followed from it. A value that the lab refuses
// changes nothing and is explained.
static void there_and_back(const char *section, const char *key, const char *text)
{
    struct error error = {0};
    char *before = scene_now();
    if (!document_change(&document, section, key, text, &error)) {
        assert_true(strlen(error.text) > 10);
    } else {
        draw(1280, 720, 0.4f, 0.4f);
        // Whoever sets the value that is there has changed nothing of what is meant.
        assert_string_equal(scene_text(&document.now.scene, section, key), text);
        assert_true(lab_check(document.lab->type, &document.now.scene, &error));
        assert_true(document_can_undo(&document));
        assert_true(document_undo(&document, &error));
    }
    char *after = scene_now();
    if (strcmp(before, after) != 0)
        fail_msg("%s.%s = %s and back: the scene is another\n%s\n%s", section, key, text, before,
                 after);
    free(before);
    free(after);
}

// To both ends; a choice to each of its words, a free text to a few.
static void try_slider(size_t index)
{
    static const char *const words[] = {"x", "32", "64,16", ""};
    const struct lab_slider slider = document_slider(&document, index);
    const struct lab_group group = document_group(&document, slider.group);
    const struct param param = *slider.param; // the lab's own goes with the next opening
    char text[64];
    if (!param_has_slider(&param)) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            there_and_back(group.section, param.key, words[i]);
        return;
    }
    if (param.scale == PARAM_CHOICE) {
        // A runner's rules may be the scene's own, whose names go with the next opening, too.
        for (size_t i = 0; document_slider(&document, index).param->choices[i]; i++) {
            text_print(text, sizeof text, "%s",
                       document_slider(&document, index).param->choices[i]);
            there_and_back(group.section, param.key, text);
        }
        return;
    }
    for (int end = 0; end <= 1; end++) {
        param_format(&param, param_at(&param, end), text, sizeof text);
        there_and_back(group.section, param.key, text);
    }
}

// One more, one less, a copy, a name: drawn each time, and all of it taken back.
static void members_come_and_go(void)
{
    struct error error = {0};
    char *before = scene_now();
    if (document.lab->type->member) {
        document_select_group(&document, 0);
        assert_null(members_cannot_rename(&document));
        if (!members_cannot_add(&document)) {
            if (!members_add(&document, &error))
                fail_msg("%s", error.text);
            draw(1280, 720, 0.4f, 0.4f);
        }
        if (!members_remove(&document, &error) || !members_duplicate(&document, &error) ||
            !members_rename(&document, "a copy", &error))
            fail_msg("%s", error.text);
        draw(1280, 720, 0.4f, 0.4f);
        while (!members_cannot_remove(&document))
            assert_true(members_remove(&document, &error));
        draw(1280, 720, 0.4f, 0.4f);
        assert_true(document_is_changed(&document));
        while (document_can_undo(&document))
            assert_true(document_undo(&document, &error));
        assert_false(document_is_changed(&document));
    } else {
        assert_non_null(members_cannot_add(&document));
    }
    char *after = scene_now();
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void every_value_can_be_changed_and_taken_back(void)
{
    for (size_t i = 0; i < lab_sliders(document.lab); i++)
        if (test_takes(i, 2))
            try_slider(i);
}

static void every_command_does_what_its_row_says(void)
{
    const struct lab_type *type = document.lab->type;
    for (const struct lab_command *command = type->commands; command->name; command++) {
        const struct lab_view view = {.theme = &theme_light, .step = document.step};
        struct error error = {0};
        char *before = scene_now();
        const char *why = command->unavailable ? command->unavailable(document.lab, &view) : NULL;
        if (why) {
            assert_true(strlen(why) > 5);
        } else {
            document_command(&document, command, &view, &error);
            assert_string_equal(error.text, "");
            draw(1280, 720, -1, -1);
            while (document_can_undo(&document))
                assert_true(document_undo(&document, &error));
        }
        char *after = scene_now();
        assert_string_equal(before, after);
        free(before);
        free(after);
    }
}

static void every_picture_is_drawn_and_completes(void)
{
    const size_t count = lab_pictures(document.lab->type);
    for (size_t i = 0; i < count; i++) {
        struct error error = {0};
        draw(800, 500, 0.3f, 0.5f);
        assert_true(lab_wait(document.lab, document_last_step(&document), -1));
        // What was waited for is there; its thread may still be on its way out.
        for (int k = 0; k < 1000 && lab_busy(document.lab); k++)
            clock_sleep(1e-3);
        if (lab_busy(document.lab))
            fail_msg("%s of %s is busy", lab_picture(document.lab)->name, document.lab->type->name);
        draw(800, 500, 0.3f, 0.5f);
        if (count > 1)
            assert_true(document_next_picture(&document, 1, &error));
    }
    assert_int_equal(document.lab->picture, 0);
}

static double view_number(const char *key, double standard)
{
    double value;
    const char *text = scene_text(&document.now.scene, "view", key);
    return text && text_number(text, &value) ? value : standard;
}

static void point_at(const struct lab_layout *layout, const struct lab_pointer *pointer,
                     enum lab_effect expected)
{
    struct error error = {0};
    assert_int_equal(document_point(&document, layout, pointer, &error), expected);
    assert_true(draw(1280, 720, 0.3f, 0.5f) > 5);
}

// Dragging and panning turn it, the wheel brings it nearer, `fit` puts it back, and all of it can
// be undone.
static void turn_relief(const struct lab_picture *picture, const struct lab_layout *layout)
{
    struct error error = {0};
    struct plot plot;
    struct lab *lab = document.lab;
    picture->plot(lab, layout, &plot);
    const struct point at = {plot.area.x + plot.area.width / 2, plot.area.y + plot.area.height / 2};
    const double low = plot.x.low;
    const struct lab_view view = {.theme = &theme_light, .step = document.step};
    point_at(layout, &(struct lab_pointer){.kind = LAB_PRESS, .at = at}, LAB_REDRAW);
    point_at(layout, &(struct lab_pointer){.kind = LAB_DRAG, .at = {at.x + 50, at.y + 20}},
             LAB_CHANGED);
    point_at(layout, &(struct lab_pointer){.kind = LAB_RELEASE, .at = at}, LAB_REDRAW);
    assert_true(view_number("azimuth", -30) < -45 && view_number("elevation", 40) > 45);
    const double azimuth = view_number("azimuth", -30);
    point_at(layout, &(struct lab_pointer){.kind = LAB_PAN, .by = {0.1f, 0}}, LAB_CHANGED);
    assert_true(view_number("azimuth", -30) > azimuth + 5);
    point_at(layout, &(struct lab_pointer){.kind = LAB_WHEEL, .at = at, .wheel = 2}, LAB_CHANGED);
    assert_true(view_number("closeness", 1) > 1.1);
    picture->plot(lab, layout, &plot);
    assert_true(plot.x.low == low); // it shows the same part
    assert_null(lab_command(lab->type, "fit")->unavailable(lab, &view));
    assert_true(document_command(&document, lab_command(lab->type, "fit"), &view, &error));
    assert_true(view_number("azimuth", -30) == -30 && view_number("closeness", 1) == 1);
    assert_true(document_undo(&document, &error));
    assert_true(view_number("closeness", 1) > 1.1);
    for (int i = 0; i < 3; i++)
        assert_true(document_undo(&document, &error));
    assert_true(view_number("azimuth", -30) == -30 && view_number("elevation", 40) == 40);
}

// Every picture that says where its stage is can be zoomed, and shows a box as what it is.
static void every_stage_with_a_plot_can_be_zoomed(void)
{
    const struct lab_layout layout = lab_layout(1280, 720, 50);
    for (size_t i = 0; i < lab_pictures(document.lab->type); i++) {
        const struct lab_picture *picture = lab_picture(document.lab);
        struct error error = {0};
        struct plot before, after;
        if (strcmp(picture->name, "relief") == 0) {
            turn_relief(picture, &layout);
        } else if (picture->plot && picture->plot(document.lab, &layout, &before)) {
            const struct rect *area = &before.area;
            const struct lab_pointer pointer = {
                .kind = LAB_BOX,
                .at = {area->x + 0.25f * area->width, area->y + 0.25f * area->height},
                .to = {area->x + 0.75f * area->width, area->y + 0.75f * area->height}};
            assert_int_equal(document_point(&document, &layout, &pointer, &error), LAB_CHANGED);
            picture->plot(document.lab, &layout, &after);
            const double span = before.x.high - before.x.low;
            assert_true(fabs(after.x.low - before.x.low - 0.25 * span) < 0.01 * span);
            assert_true(fabs(before.x.high - after.x.high - 0.25 * span) < 0.01 * span);
            const struct lab_pointer pan = {.kind = LAB_PAN, .by = {0.2f, 0}};
            assert_int_equal(document_point(&document, &layout, &pan, &error), LAB_CHANGED);
            picture->plot(document.lab, &layout, &before);
            assert_true(before.x.low > after.x.low);
            struct lab_view moving = {.theme = &theme_light,
                                      .step = document.step,
                                      .is_moving = true,
                                      .low = {after.x.low, after.y.low},
                                      .high = {after.x.high, after.y.high}};
            assert_true(draw_view(1280, 720, moving) > 5);
            while (document_can_undo(&document))
                assert_true(document_undo(&document, &error));
        }
        document_next_picture(&document, 1, &error);
    }
    struct error error = {0};
    while (document_can_undo(&document))
        assert_true(document_undo(&document, &error));
}

// Walking goes on by steps, ends at the ends, and every step of it can be shown at every size.
static void every_path_can_be_read(void)
{
    const struct lab_picture *picture = lab_picture(document.lab);
    const double last = document_last_step(&document);
    document_go(&document, last);
    for (size_t group = 0; picture->walk && group < document.lab->type->groups(document.lab);
         group++) {
        double step = picture->walk(document.lab, group, 0, 0);
        if (isnan(step))
            continue;
        assert_true(picture->walk(document.lab, group, last, 1) <= last);
        assert_true(picture->walk(document.lab, group, step, -1) == step);
        for (int i = 0; i < 5; i++) {
            const double next = picture->walk(document.lab, group, step, 1);
            assert_true(next > step);
            assert_true(fabs(picture->walk(document.lab, group, next, -1) - step) < 1e-9);
            step = next;
            for (int narrow = 0; narrow <= 1; narrow++) {
                const struct lab_view view = {.theme = &theme_light,
                                              .step = document.step,
                                              .is_selected = true,
                                              .selected = group,
                                              .is_reading = true,
                                              .reading = step};
                struct lab_view plain = view;
                plain.is_reading = false;
                const float width = narrow ? 800 : 1280, height = narrow ? 500 : 720;
                assert_true(draw_view(width, height, view) > draw_view(width, height, plain));
            }
        }
    }
}

static void what_is_exported_is_there(void)
{
    struct error error = {0};
    char folder[] = "/tmp/ravine-lab-XXXXXX", path[64], numbers[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/lab.png", folder);
    snprintf(numbers, sizeof numbers, "%s/lab.csv", folder);
    const struct figure_options options = {.width = 640, .height = 400};
    if (!export_picture(&document.now.scene, path, &options, &error) ||
        !export_numbers(&document.now.scene, numbers, NULL, &error))
        fail_msg("%s", error.text);
    char *bytes;
    size_t length;
    assert_true(file_read(path, (size_t)1 << 24, &bytes, &length, &error));
    assert_true(length > 1000 && memcmp(bytes, "\x89PNG", 4) == 0);
    free(bytes);
    assert_true(file_read(numbers, (size_t)1 << 28, &bytes, &length, &error));
    assert_true(length > 100 && memchr(bytes, ',', length));
    free(bytes);
    unlink(path);
    unlink(numbers);
    rmdir(folder);
}

static void every_lab_bears_all_of_it(void **state)
{
    (void)state;
    for (size_t i = 0; lab_types[i]; i++) {
        print_message("# %s\n", lab_types[i]->name);
        open_lab(lab_types[i]);
        every_lab_draws_at_every_size_and_place();
        every_lab_can_be_hovered();
        every_value_can_be_changed_and_taken_back();
        members_come_and_go();
        every_command_does_what_its_row_says();
        every_picture_is_drawn_and_completes();
        every_stage_with_a_plot_can_be_zoomed();
        every_path_can_be_read();
        what_is_exported_is_there();
        document_clear(&document);
    }
}

static void a_lab_of_another_list_is_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(lab_find("wave"), &lab_wave);
    assert_non_null(lab_find(lab_types[0]->name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lab_bears_all_of_it),
        cmocka_unit_test(a_lab_of_another_list_is_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
