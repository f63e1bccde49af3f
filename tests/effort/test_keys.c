// No key waits for a computation: whatever a key does, in every scene that ships, the thread that
// takes it and draws the frame after it computes no more than fits between two frames. What takes
// longer is a job's, and the frame that shows what the job has found is held to the same.
#include "app/commands.h"
#include "app/frame.h"
#include "app/keys.h"
#include "base/asset.h"
#include "data/ahead.h"
#include "effort/effort.h"
#include "plot/theme.h"
#include "scene/shelf.h"
#include "sim/clock.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Blocks of a key and its frame, about one a nanosecond: a frame of sixty a second. The smallest
// data set that ships takes more to read.
static const size_t bound = 24000000;
// Four exponentials and cosines at every place of the picture, each rounded right: a tenth more.
static const char dear_surface[] = "surface = ackley";
static const size_t dear_bound = 26000000;
// A function that is typed is searched for its minima, and in a scene with noise drawn with bands,
// in the frame that shows it first: a frame and a half.
static const size_t function_bound = 33000000;
// A fit goes over its rows on every line of the picture, and is searched for its minima; compilers
// cut that into blocks in their own ways.
static const size_t fit_bound = 30000000;
// One that comes back with the run before its last change is searched for both, where there is time
// for the second in the frame that shows it again: the key of another lab alone does that.
static const size_t returned_bound = 60000000;
static const double slept_most = 11e-3; // seconds
// How long is waited for what a key has started, before the frame that may show it: seconds.
static const double patience = 0.003;

static struct frame *frame;
static struct tables *tables;
static int faults;
static const char *only; // a scene; NULL: all

// ---- a canvas that draws nothing ----------------------------------------------------------------

static float even_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    (void)canvas, (void)bold;
    return 0.55f * size * (float)strlen(utf8);
}

static const struct canvas_type nothing = {.text_width = even_width};
static struct canvas canvas = {&nothing, 1280, 720, 1};

static void draw(void)
{
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_view view = frame_view(frame);
    frame_advance(frame, 1.0 / 60);
    frame_draw_panel(frame, &layout);
    frame_draw_edges(frame);
    lab_draw(frame->document.lab, &canvas, &layout, &view);
    frame_draw_notes(frame);
    frame_draw_messages(frame);
}

// ---- counting -----------------------------------------------------------------------------------

// Past the largest of the bounds. A debugger that stops here sees who computes.
static void passed(void)
{
    faults++;
}

static bool is_return(const char *what)
{
    return strncmp(what, "previous-lab", 12) == 0 || strncmp(what, "next-lab", 8) == 0;
}

static void judge(const char *scene, const char *what, const char *when)
{
    const size_t spent = effort_end();
    const char *kind = scene_text(&frame->document.now.scene, "objective", "kind");
    const bool is_fit = kind && strcmp(kind, "fit") == 0;
    const size_t most = is_fit && is_return(what)                   ? returned_bound
                        : is_fit                                    ? fit_bound
                        : strstr(what, "surface = formula") != NULL ? function_bound
                        : strstr(what, dear_surface) != NULL        ? dear_bound
                                                                    : bound;
    if (spent > most || effort_slept() > slept_most) {
        print_message("%s: %s: %.1f million blocks and %.0f ms of sleep %s\n", scene, what,
                      1e-6 * (double)spent, 1e3 * effort_slept(), when);
        faults++;
    }
}

static void wait_a_little(void)
{
    const double from = clock_seconds();
    while (lab_busy(frame->document.lab) && clock_seconds() < from + patience)
        clock_sleep(1e-3);
}

// The frame of the key that has just been taken, and the frames that show what it started.
static void show(const char *scene, const char *what)
{
    draw();
    judge(scene, what, "for the key and its frame");
    for (int i = 0; i < 2; i++) {
        wait_a_little();
        effort_begin(function_bound, passed);
        draw();
        judge(scene, what, "for a frame after it");
    }
}

static void rest(void)
{
    struct document *document = &frame->document;
    frame_close_modal(frame);
    frame->is_help = frame->is_blank = frame->is_bare = frame->shows_notes = false;
    document->is_playing = false;
    document_go(document, 0.6 * document_last_step(document));
}

static void open_scene(const struct scene *scene)
{
    struct error error = {0};
    if (!frame_open(frame, scene, &error))
        fail_msg("%s", error.text);
    rest();
    lab_wait(frame->document.lab, frame->document.step, 60);
}

// ---- what is tried ------------------------------------------------------------------------------

// Ends the program, has a window or writes files.
static bool is_left_out(const char *command)
{
    static const char *const names[] = {"quit",        "screenshot",  "save",        "save-as",
                                        "open",        "full-screen", "larger-text", "smaller-text",
                                        "normal-text", "leave",       "show"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(command, names[i]) == 0)
            return true;
    return false;
}

static void try_key(const struct scene *scene, const char *name, const struct key *key)
{
    char why[256], what[80];
    struct error error = {0};
    const unsigned before = frame->document.changes;
    if (command_is_unavailable(frame, key->command, key->argument, why))
        return;
    snprintf(what, sizeof what, "%s %d", key->command, key->argument);
    effort_begin(is_return(what) ? returned_bound : function_bound, passed);
    command_run(frame, key->command, key->argument, &error);
    show(name, what);
    if (frame->document.changes != before)
        open_scene(scene);
    rest();
}

static void undo(const char *scene, const char *what)
{
    struct error error = {0};
    effort_begin(function_bound, passed);
    if (document_can_undo(&frame->document))
        assert_true(document_undo(&frame->document, &error));
    show(scene, what);
}

static void try_value(const char *scene, size_t slider, const char *text)
{
    const struct lab_slider at = document_slider(&frame->document, slider);
    const struct lab_group group = document_group(&frame->document, at.group);
    char section[80], key[80], what[200];
    struct error error = {0};
    snprintf(section, sizeof section, "%s", group.section);
    snprintf(key, sizeof key, "%s", at.param->key);
    snprintf(what, sizeof what, "%s.%s = %s", section, key, text);
    effort_begin(function_bound, passed);
    const bool is_taken = document_change(&frame->document, section, key, text, &error);
    show(scene, what);
    if (!is_taken)
        return;
    snprintf(what, sizeof what, "%s.%s = %s taken back", section, key, text);
    undo(scene, what);
}

// Whether the same key of another section of the kind has been tried in the lab before: what a
// runner's slider does, those of the others do.
static bool is_known(size_t slider)
{
    static char known[400][100];
    static size_t count;
    const struct lab_slider at = document_slider(&frame->document, slider);
    const struct lab_group group = document_group(&frame->document, at.group);
    char name[100];
    snprintf(name, sizeof name, "%s %.*s %s", frame->document.lab->type->name,
             (int)strcspn(group.section, "."), group.section, at.param->key);
    for (size_t i = 0; i < count; i++)
        if (strcmp(known[i], name) == 0)
            return true;
    assert_true(count < sizeof known / sizeof *known);
    strcpy(known[count++], name);
    return false;
}

static void try_slider(const char *scene, size_t slider)
{
    const struct param param = *document_slider(&frame->document, slider).param;
    char text[64];
    if (is_known(slider))
        return;
    if (strcmp(param.key, "hidden") == 0 && !param_has_slider(&param)) {
        try_value(scene, slider, "64,32");
    } else if (strcmp(param.key, "data") == 0) {
        try_value(scene, slider, "diamonds");
        try_value(scene, slider, "digits");
    } else if (param.scale == PARAM_CHOICE) {
        // What is made anew with the scene is asked for anew.
        for (size_t i = 0; document_slider(&frame->document, slider).param->choices[i]; i++) {
            char choice[80];
            snprintf(choice, sizeof choice, "%s",
                     document_slider(&frame->document, slider).param->choices[i]);
            try_value(scene, slider, choice);
        }
    } else if (param_has_slider(&param)) {
        param_format(&param, param_at(&param, 0.6), text, sizeof text);
        try_value(scene, slider, text);
    }
}

static void try_scene(const char *name)
{
    struct scene scene = {0};
    struct error error = {0};
    if (!scene_read(&scene, name, &error))
        fail_msg("%s: %s", name, error.text);
    effort_begin(function_bound, passed);
    if (!frame_open(frame, &scene, &error))
        fail_msg("%s: %s", name, error.text);
    show(name, "opened");
    open_scene(&scene);
    for (const struct key *key = keys; key->command; key++)
        if (!is_left_out(key->command) && strcmp(key->command, "change-value") != 0)
            try_key(&scene, name, key);
    for (size_t i = 0; i < lab_sliders(frame->document.lab); i++)
        try_slider(name, i);
    scene_clear(&scene);
}

static void no_key_computes_more_than_fits_into_a_frame(void **state)
{
    (void)state;
    for (size_t i = 0; frame->scenes[i]; i++)
        if (!only || strcmp(only, frame->scenes[i]) == 0)
            try_scene(frame->scenes[i]);
    assert_int_equal(faults, 0);
}

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    tables = tables_create(&error);
    frame = calloc(1, sizeof *frame);
    if (!frame || !tables)
        return -1;
    document_init(&frame->document, 1);
    frame->document.tables = tables;
    tables_read_ahead(tables, ahead_next); // as the window does; nobody is that quick
    tables_wait(tables);
    frame->theme = &theme_light;
    frame->window.canvas = &canvas;
    frame->window.text_size = 1;
    frame->scenes = shelf_names(&error);
    return frame->scenes ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    frame_close_modal(frame);
    document_clear(&frame->document);
    predict_clear(&frame->predict, NULL);
    session_clear(&frame->session);
    tables_destroy(tables);
    asset_list_free(frame->scenes);
    free(frame);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_computes_more_than_fits_into_a_frame),
    };
    only = argc > 1 ? argv[1] : NULL;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
