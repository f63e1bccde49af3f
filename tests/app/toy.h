// A lab that does what a test tells it to: [runner.NAME] with a schedule that says whether a decay
// rate has an effect, two pictures, work that ends when the test wants it to. Include it in one
// file of a test: it is then the only lab there is, beside an even smaller one.
#ifndef RAVINE_TESTS_APP_TOY_H
#define RAVINE_TESTS_APP_TOY_H

#include "app/document.h"
#include "labs/quiz.h"
#include "labs/registry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// How the labs behave from here on; a test's setup clears it.
static struct {
    size_t steps, tick; // 0 steps = 100
    bool works;         // the lab is busy
    bool picture_works; // the second picture is
    bool ends_at_draw;  // both end while the next frame is drawn
    double progress;    // NaN: cannot be told
    bool fails;         // open() does
    bool is_coming;     // a file is on its way that open() needs
    bool is_late;       // the command does not apply
    bool has_note;      // runners have a free text among their sliders, after all others
    bool has_path;      // runners have a place on the stage
    bool follows;       // another schedule halves α
    int drawn, cancelled, opened;
    bool drawn_busy;            // the last frame was drawn before the work was over
    double high;                // of the plot's x axis; 0 = 10
    struct lab_view view;       // of the last frame
    struct lab_pointer pointed; // what a hand did last
} toy;

static const char *const toy_schedules[] = {"constant", "decaying", "floor of the divided epochs",
                                            NULL};
static const char *const toy_no_yes[] = {"no", "yes", NULL};
static const char *const toy_shows[] = {"first", "second", NULL};

static const struct param toy_scene_params[] = {
    {"lab", NULL, "lab", "the lab", PARAM_TEXT},
    {"title", NULL, "title", "the title", PARAM_TEXT},
    {"try", NULL, "try", "what to press", PARAM_TEXT},
    {"notes", NULL, "notes", "for the speaker", PARAM_TEXT},
    {0},
};
static const struct param toy_view_params[] = {
    {"step", NULL, "step", "place", PARAM_LINEAR, 0, 1000, 0},
    {"theme", NULL, "theme", "the colours", PARAM_TEXT},
    {"show", NULL, "show", "the picture", PARAM_CHOICE, .choices = toy_shows},
    {0},
};
static const struct param toy_runner_params[] = {
    {"alpha", "α", "learning rate", "α", PARAM_LOG, 1e-6, 10, 0.1},
    {"schedule", NULL, "schedule", "of α", PARAM_CHOICE, .choices = toy_schedules},
    {"decay_rate", NULL, "decay rate", "of α", PARAM_LINEAR, 0, 10, 1},
    {"decay_from", NULL, "decay from", "of α", PARAM_INTEGER, 0, 10, 0},
    {"color", NULL, "colour", "the look", PARAM_CHOICE, .choices = look_names},
    {"hidden", NULL, "hidden", "not drawn", PARAM_CHOICE, .choices = toy_no_yes},
    {"name", NULL, "name", "for people", PARAM_TEXT},
    {"note", NULL, "note", "what one likes", PARAM_TEXT, .fallback = "none"},
    {0},
};
static const struct param *toy_scene_param(size_t i)
{
    return toy_scene_params[i].key ? &toy_scene_params[i] : NULL;
}
static const struct param *toy_view_param(size_t i)
{
    return toy_view_params[i].key ? &toy_view_params[i] : NULL;
}
static const struct param *toy_runner_param(size_t i)
{
    return toy_runner_params[i].key ? &toy_runner_params[i] : NULL;
}
static const struct scene_rule toy_sections[] = {
    {"scene", false, toy_scene_param},
    {"view", false, toy_view_param},
    {"runner", true, toy_runner_param},
    {"predict", false, quiz_param},
    {0},
};

enum { TOY_RUNNERS_MAX = 8 };

struct toy_lab {
    struct lab head;
    char section[TOY_RUNNERS_MAX][72];
    bool hidden[TOY_RUNNERS_MAX], decays[TOY_RUNNERS_MAX];
    int look[TOY_RUNNERS_MAX];
    size_t runners, steps;
    double alpha, ghost; // of the first runner: now, and in the run before; 0 = none
};

static void toy_take(struct toy_lab *lab, const struct scene *scene)
{
    lab->runners = 0;
    lab->steps = toy.steps ? toy.steps : 100;
    for (size_t s = 0; s < scene->count && lab->runners < TOY_RUNNERS_MAX; s++) {
        const char *name = scene->section[s].name;
        if (strncmp(name, "runner.", 7) != 0)
            continue;
        const size_t i = lab->runners++;
        const char *color = scene_text(scene, name, "color");
        snprintf(lab->section[i], sizeof lab->section[i], "%s", name);
        lab->hidden[i] = scene_number(scene, name, &toy_runner_params[5]) == 1;
        lab->decays[i] = scene_number(scene, name, &toy_runner_params[1]) > 0;
        lab->look[i] = color ? (int)scene_number(scene, name, &toy_runner_params[4]) : 3 + (int)i;
    }
    const double alpha =
        lab->runners > 0 ? scene_number(scene, lab->section[0], &toy_runner_params[0]) : 0;
    if (lab->head.wants_ghost && lab->alpha > 0 && alpha != lab->alpha) {
        lab->ghost = lab->alpha;
        lab->head.wants_ghost = false;
    }
    lab->alpha = alpha;
    toy.opened++;
}

static bool toy_open(struct lab *lab, const struct scene *scene, struct error *error)
{
    struct scene copy;
    if (toy.fails)
        return error_set(error, ERROR_FAILED, "the toy is broken");
    if (toy.is_coming)
        return error_set(error, ERROR_COMING, "a.csv is being loaded …");
    if (!scene_copy(&copy, scene, error))
        return false;
    toy_take((struct toy_lab *)lab, scene);
    lab_take(lab, &copy);
    return true;
}
static bool toy_applies(const struct scene *scene, const char *section, const char *key,
                        struct error *error)
{
    const bool is_decay = strncmp(key, "decay_", 6) == 0;
    return !is_decay || scene_number(scene, section, &toy_runner_params[1]) == 1 ||
           error_set(error, ERROR_INPUT, "%s is decaying's", key);
}
static bool toy_wait(struct lab *lab, double step, int milliseconds)
{
    (void)lab, (void)step, (void)milliseconds;
    return true;
}
static bool toy_busy(const struct lab *lab)
{
    (void)lab;
    return toy.works;
}
static bool toy_picture_busy(const struct lab *lab)
{
    (void)lab;
    return toy.picture_works;
}
static double toy_progress(const struct lab *lab)
{
    (void)lab;
    return toy.progress;
}
static void toy_cancel(struct lab *lab)
{
    (void)lab;
    toy.works = false;
    toy.cancelled++;
}
static size_t toy_steps(const struct lab *lab)
{
    return ((const struct toy_lab *)lab)->steps;
}
static size_t toy_tick(const struct lab *lab)
{
    (void)lab;
    return toy.tick;
}
static void toy_place(const struct lab *lab, double step, char where[48], char detail[48])
{
    (void)lab;
    snprintf(where, 48, "step %.0f", step);
    snprintf(detail, 48, "epoch %.0f", step / 10);
}
static size_t toy_groups(const struct lab *lab)
{
    return ((const struct toy_lab *)lab)->runners;
}
static void toy_group(const struct lab *base, size_t index, double step, struct lab_group *group)
{
    const struct toy_lab *lab = (const struct toy_lab *)base;
    (void)step;
    *group = (struct lab_group){.is_runner = true};
    if (index >= lab->runners)
        return;
    group->look = lab->look[index];
    group->hidden = lab->hidden[index];
    snprintf(group->section, sizeof group->section, "%s", lab->section[index]);
    const char *name = scene_text(&base->scene, lab->section[index], "name");
    snprintf(group->name, sizeof group->name, "%s", name ? name : lab->section[index] + 7);
}
// Another schedule halves α; a new runner has an α of its own.
static bool toy_follow(const struct lab *lab, struct scene *scene, const struct lab_change *change,
                       struct error *error)
{
    (void)lab;
    if (!change->key)
        return scene_put(scene, change->section, "alpha", "0.25", error);
    if (!toy.follows || strcmp(change->key, "schedule") != 0)
        return true;
    char alpha[32];
    snprintf(alpha, sizeof alpha, "%g",
             scene_number(scene, change->section, &toy_runner_params[0]) / 2);
    const char *now = scene_text(scene, change->section, "alpha");
    const char *base = scene_text(change->base, change->section, "alpha");
    return !now || !base || strcmp(now, base) != 0 ||
           scene_put(scene, change->section, "alpha", alpha, error);
}
static const struct param *toy_slider(const struct lab *base, size_t group, size_t index)
{
    const struct toy_lab *lab = (const struct toy_lab *)base;
    if (group >= lab->runners)
        return NULL;
    const size_t numbers = lab->decays[group] ? 4 : 2;
    return index < numbers                    ? &toy_runner_params[index]
           : toy.has_note && index == numbers ? &toy_runner_params[7]
                                              : NULL;
}
static void toy_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                     const struct lab_view *view)
{
    (void)lab, (void)canvas, (void)layout;
    toy.drawn++;
    toy.view = *view;
    toy.drawn_busy = toy.works || toy.picture_works;
    // The worst moment: the picture is drawn, nobody has asked yet.
    if (toy.ends_at_draw)
        toy.works = toy.picture_works = false;
}
static enum lab_effect toy_pointer(struct lab *lab, struct scene *scene,
                                   const struct lab_layout *layout,
                                   const struct lab_pointer *pointer)
{
    (void)layout;
    toy.pointed = *pointer;
    if (pointer->kind == LAB_RELEASE)
        return LAB_NOTHING;
    char alpha[32];
    snprintf(alpha, sizeof alpha, "%g", 0.001 * (1 + (double)pointer->at.x));
    const char *section = ((struct toy_lab *)lab)->section[0];
    return scene_put(scene, section, "alpha", alpha, NULL) ? LAB_CHANGED : LAB_NOTHING;
}
static bool toy_has_ghost(const struct lab *lab)
{
    return ((const struct toy_lab *)lab)->ghost > 0;
}
static void toy_take_ghost(struct lab *lab, struct lab *from)
{
    ((struct toy_lab *)lab)->ghost = ((const struct toy_lab *)from)->alpha;
}
static bool toy_table(struct lab *lab, FILE *out, struct error *error)
{
    (void)lab, (void)out, (void)error;
    return true;
}
static const char *toy_unavailable(const struct lab *lab, const struct lab_view *view)
{
    (void)lab, (void)view;
    return toy.is_late ? "it is too late" : NULL;
}
static enum lab_effect toy_halve(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    const char *section = ((struct toy_lab *)lab)->section[view->selected];
    char alpha[32];
    snprintf(alpha, sizeof alpha, "%g", scene_number(scene, section, &toy_runner_params[0]) / 2);
    return scene_put(scene, section, "alpha", alpha, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

// The part that is shown goes from 0 to `toy.high`.
static bool toy_plot(struct lab *lab, const struct lab_layout *layout, struct plot *plot)
{
    (void)lab;
    *plot = (struct plot){.area = layout->stage,
                          .x = {.low = 0, .high = toy.high > 0 ? toy.high : 10},
                          .y = {.low = 0, .high = 1}};
    return true;
}
// Paths as long as the timeline; runner i's steps are i + 1 apart.
static double toy_walk(const struct lab *lab, size_t group, double step, int by)
{
    const double pitch = (double)group + 1, last = (double)((const struct toy_lab *)lab)->steps;
    if (group >= ((const struct toy_lab *)lab)->runners)
        return NAN;
    return fmin(fmax(pitch * (floor(step / pitch + 1e-9) + by), 0), last);
}

// The middle of the stage at first, then to the right as the timeline goes.
static bool toy_path(struct lab *lab, const struct lab_layout *layout, size_t group, double step,
                     struct point *at)
{
    const struct rect *stage = &layout->stage;
    const double share = step / (double)((const struct toy_lab *)lab)->steps;
    *at = (struct point){stage->x + (float)(0.5 + 0.25 * share) * stage->width,
                         stage->y + stage->height / 2};
    return toy.has_path && group < ((const struct toy_lab *)lab)->runners;
}
static double toy_alpha(struct lab *lab, const struct lab_asked *asked)
{
    const char *section = ((const struct toy_lab *)lab)->section[asked->group];
    return scene_number(&lab->scene, section, &toy_runner_params[0]);
}
static const struct lab_measure toy_measures[] = {{"alpha", "r", "its α", .of = toy_alpha}, {0}};

static const struct lab_picture toy_first = {
    "first",          "First",           "the first",      .draw = toy_draw, .pointer = toy_pointer,
    .plot = toy_plot, .has_start = true, .walk = toy_walk, .place = toy_path};
static const struct lab_picture toy_second = {.name = "second",
                                              .title = "Second",
                                              .what = "the second",
                                              .busy = toy_picture_busy,
                                              .draw = toy_draw,
                                              .pointer = toy_pointer};
static const struct lab_picture *const toy_pictures[] = {&toy_first, &toy_second, NULL};
static const struct lab_picture *const bare_pictures[] = {&toy_first, NULL};
static const struct lab_command toy_commands[] = {
    {"halve-alpha", "halve α", toy_unavailable, toy_halve}, {0}};
static const struct lab_command bare_commands[] = {{0}};

#define TOY_COMMON                                                                                 \
    .sections = toy_sections, .size = sizeof(struct toy_lab), .open = toy_open, .wait = toy_wait,  \
    .steps = toy_steps, .tick = toy_tick, .place = toy_place, .groups = toy_groups,                \
    .group = toy_group, .draw = lab_draw_picture, .table = toy_table

// A note has no "?".
static bool toy_check_text(const char *key, const char *text, size_t *character)
{
    const char *at = strcmp(key, "note") == 0 ? strchr(text, '?') : NULL;
    *character = at ? (size_t)(at - text) + 1 : 0;
    return !at;
}

static const struct lab_type toy_lab = {.name = "toy",
                                        .title = "Toy",
                                        .what = "does as it is told",
                                        .scene = "toy",
                                        .pictures = toy_pictures,
                                        .commands = toy_commands,
                                        .applies = toy_applies,
                                        .member = "runner",
                                        .members_max = TOY_RUNNERS_MAX,
                                        .follow = toy_follow,
                                        .busy = toy_busy,
                                        .progress = toy_progress,
                                        .cancel = toy_cancel,
                                        .slider = toy_slider,
                                        .check_text = toy_check_text,
                                        .measures = toy_measures,
                                        .has_ghost = toy_has_ghost,
                                        .take_ghost = toy_take_ghost,
                                        TOY_COMMON};

static const struct param *bare_slider(const struct lab *lab, size_t group, size_t index)
{
    (void)lab, (void)group, (void)index;
    return NULL;
}

// One picture, no commands, no sliders.
static const struct lab_type bare_lab = {.name = "bare",
                                         .title = "Bare",
                                         .what = "has next to nothing",
                                         .scene = "bare",
                                         .pictures = bare_pictures,
                                         .commands = bare_commands,
                                         .slider = bare_slider,
                                         TOY_COMMON};

const struct lab_type *const lab_types[] = {&toy_lab, &bare_lab, NULL};

static const char toy_text[] = "[scene]\nlab = toy\ntitle = A toy\n"
                               "[view]\nstep = 40\n"
                               "[runner.a]\nalpha = 0.5\nschedule = decaying\ndecay_rate = 2\n"
                               "decay_from = 3\n"
                               "[runner.b]\nschedule = constant\nalpha = 0.1\n";

static inline void toy_scene(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "toy.ini", &error)) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
}

// The toys behave as at first, and the scene of a test is open; for the setup of one.
static inline int toy_open_document(struct document *document)
{
    struct scene scene = {0};
    struct error error = {0};
    memset(&toy, 0, sizeof toy);
    toy_scene(&scene, toy_text);
    document_init(document, 1);
    const bool done = document_open(document, &scene, &error);
    scene_clear(&scene);
    if (!done)
        fprintf(stderr, "%s\n", error.text);
    return done ? 0 : -1;
}

#endif
