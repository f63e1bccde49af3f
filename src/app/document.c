#include "app/document.h"

#include "base/text.h"
#include "labs/hide.h"
#include "labs/registry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double seconds_for_all = 8; // at speed 1

void document_init(struct document *document, int threads)
{
    memset(document, 0, sizeof *document);
    document->threads = threads;
    document->speed = 1;
}

void document_clear(struct document *document)
{
    if (document->lab)
        lab_destroy(document->lab);
    moment_clear(&document->now);
    scene_clear(&document->opened);
    scene_clear(&document->looks);
    former_clear(&document->former);
    history_clear(&document->history);
    document_forget_wish(document);
    document->lab = NULL;
}

// The selected slider by name: what comes before it may grow and shrink.
struct selected {
    char section[72], key[64];
};

static struct selected selected_now(const struct document *document)
{
    struct selected selected = {.section = ""};
    const struct lab_slider slider = document_slider(document, document->slider);
    if (slider.param) {
        const struct lab_group group = document_group(document, slider.group);
        memcpy(selected.section, group.section, sizeof selected.section);
        text_print(selected.key, sizeof selected.key, "%s", slider.param->key);
    }
    return selected;
}

// Selects it again; where it is gone, the first number of its group; where that is gone as well,
// whatever stands in its place.
static void select_again(struct document *document, const struct selected *selected)
{
    const size_t sliders = lab_sliders(document->lab);
    for (size_t i = 0; i < sliders; i++) {
        const struct lab_slider slider = document_slider(document, i);
        const struct lab_group group = document_group(document, slider.group);
        if (strcmp(group.section, selected->section) == 0 &&
            strcmp(slider.param->key, selected->key) == 0) {
            document->slider = i;
            return;
        }
    }
    for (size_t g = 0; g < document->lab->type->groups(document->lab); g++) {
        const struct lab_group group = document_group(document, g);
        if (strcmp(group.section, selected->section) == 0) {
            document_select_group(document, g);
            return;
        }
    }
    if (document->slider >= sliders)
        document->slider = sliders > 0 ? sliders - 1 : 0;
    document_select_group(document, document_slider(document, document->slider).group);
}

// Most races are over in a few milliseconds: then the picture goes from old to new without a jump.
// What is not is not waited for again and again: changes that follow one another stay quick.
static void await(struct document *document)
{
    const bool is_over = lab_wait(document->lab, document->step, 8 >> document->late);
    document->late = is_over ? 0 : document->late < 3 ? document->late + 1 : 3;
}

// What a change leaves as it was: the place on the timeline, as far as it still is.
static void settle(struct document *document)
{
    document->step = fmin(document->step, document_last_step(document));
    document->changes++;
    await(document);
}

bool document_open(struct document *document, const struct scene *scene, struct error *error)
{
    const struct lab_type *type = lab_for(scene, error);
    struct moment now = {0};
    struct scene opened = {0};
    struct lab *lab = type && scene_copy(&now.scene, scene, error) &&
                              scene_copy(&now.base, scene, error) &&
                              scene_copy(&opened, scene, error)
                          ? lab_create_with(type, scene, document->threads, document->tables, error)
                          : NULL;
    if (!lab) {
        moment_clear(&now);
        scene_clear(&opened);
        return false;
    }
    document_clear(document);
    document->lab = lab;
    lab->hides_ghost = document->hides_ghost;
    document->now = now;
    document->opened = opened;
    document->slider = 0;
    document_select_group(document, 0);
    document->busy = document->busy_from = document->busy_share = 0;
    document_release(document);
    // A scene that names its place is shown there; others begin to play.
    const char *step = scene_text(scene, "view", "step");
    document->is_playing = !(step && text_number(step, &document->step));
    if (document->is_playing)
        document->step = 0;
    settle(document);
    return true;
}

// ---- changes ------------------------------------------------------------------------------------

// Remembers what was before a change; of changes that belong together only before the first.
static void keep(struct document *document, struct moment *before)
{
    if (document->is_held && document->has_changed)
        moment_clear(before);
    else
        history_push(&document->history, before);
    document->has_changed = true;
}

// The message speaks of --set where a slider was moved: only its end matters.
static bool explain(struct error *error, const struct error *why)
{
    const char *end = strncmp(why->text, "--set ", 6) == 0 ? strstr(why->text, ": ") : NULL;
    return error_wrap(error, why, "%s", end ? end + 2 : why->text);
}

static bool settle_drawer(struct document *document, struct error *error)
{
    struct moment *now = &document->now;
    return drawer_settle(&now->drawer, document->lab->type, &now->scene, &document->opened, error);
}

// What follows has not been set by hand: single values go back to it.
static bool put_into_base(struct document *document, const struct scene *before,
                          struct error *error)
{
    const struct scene *scenes[] = {&document->now.scene, before};
    for (int i = 0; i < 2; i++) // what is there now, then what is no more
        for (size_t s = 0; s < scenes[i]->count; s++) {
            const struct scene_section *section = &scenes[i]->section[s];
            for (size_t e = 0; e < section->count; e++) {
                const char *key = section->entry[e].key;
                const char *now = scene_text(&document->now.scene, section->name, key);
                const char *then = scene_text(before, section->name, key);
                const bool is_same = now && then ? strcmp(now, then) == 0 : now == then;
                if (!is_same && !scene_put(&document->now.base, section->name, key, now, error))
                    return false;
            }
        }
    return true;
}

static bool follow(struct document *document, const char *section, const char *key,
                   struct error *error)
{
    struct moment *now = &document->now;
    const struct lab_type *type = document->lab->type;
    struct scene before = {0};
    if (!type->follow)
        return true;
    // Keys that have an effect again are there for what follows to look at.
    const struct lab_change change = {
        .section = section,
        .key = key,
        .opened = &document->opened,
        .base = &now->base,
    };
    const bool done = settle_drawer(document, error) && scene_copy(&before, &now->scene, error) &&
                      type->follow(document->lab, &now->scene, &change, error) &&
                      put_into_base(document, &before, error);
    scene_clear(&before);
    return done;
}

// Opens a scene in the lab, and remembers whose run has become the ghost there.
static bool open_in_lab(struct document *document, const struct scene *scene,
                        bool (*open)(struct lab *, const struct scene *, struct error *),
                        struct error *error)
{
    struct lab *lab = document->lab;
    struct scene before = {0};
    const bool wanted = lab->wants_ghost;
    if (!scene_copy(&before, &lab->scene, error))
        return false;
    const bool done = open(lab, scene, error);
    if (done && wanted && !lab->wants_ghost)
        former_take(&document->former, &before);
    scene_clear(&before);
    return done;
}

// Opens the scene as it has been changed. On failure goes back to `before`, which is emptied either
// way.
static bool reopen(struct document *document, struct moment *before, struct error *error)
{
    struct error why = {0};
    struct moment *now = &document->now;
    struct lab *lab = document->lab;
    const bool was_at_end = document->step >= document_last_step(document);
    // What a drag is held against is the run before it began.
    if (!document->is_held || !document->has_changed)
        lab->wants_ghost = true;
    const struct selected selected = selected_now(document);
    if (settle_drawer(document, &why) && lab_check(lab->type, &now->scene, &why) &&
        open_in_lab(document, &now->scene, lab->type->open, &why)) {
        keep(document, before);
        select_again(document, &selected);
        if (was_at_end && !document->is_playing)
            document->step = document_last_step(document);
        settle(document);
        return true;
    }
    document_drop(document, before);
    return explain(error, &why);
}

bool document_begin(struct document *document, struct moment *before, struct error *error)
{
    memset(before, 0, sizeof *before);
    return moment_copy(before, &document->now, error);
}

void document_drop(struct document *document, struct moment *before)
{
    moment_clear(&document->now);
    document->now = *before;
    memset(before, 0, sizeof *before);
}

bool document_hides(const struct document *document, const char *section, const char *key)
{
    return hide_slider(&document->now.scene, section, key);
}

bool document_hides_panel(const struct document *document)
{
    return hide_panel(&document->now.scene);
}

static bool refuse_hidden(struct error *error)
{
    return error_set(error, ERROR_INPUT, "this is hidden here: the exercise keeps it as it is");
}

bool document_set(struct document *document, const char *section, const char *key,
                  const char *value, struct error *error)
{
    struct scene *scene = &document->now.scene;
    if (document_hides(document, section, key))
        return refuse_hidden(error);
    // What follows is for a scene that can be.
    return scene_put(scene, section, key, value, error) &&
           scene_check(scene, document->lab->type->sections, error) &&
           follow(document, section, key, error);
}

bool document_follow_section(struct document *document, const char *section, struct error *error)
{
    return follow(document, section, NULL, error);
}

bool document_take(struct document *document, struct moment *before, struct error *error)
{
    return reopen(document, before, error);
}

static bool change(struct document *document, const char *section, const char *key,
                   const char *value, struct error *why)
{
    struct moment before;
    struct error error = {0};
    if (!document_begin(document, &before, why))
        return false;
    if (document_set(document, section, key, value, &error))
        return document_take(document, &before, why);
    document_drop(document, &before);
    return explain(why, &error);
}

void document_forget_wish(struct document *document)
{
    free(document->wish.value);
    document->wish = (struct wish){.is_there = false};
}

// Without memory for it, it has to be asked for again.
static void keep_wish(struct document *document, const char *section, const char *key,
                      const char *value)
{
    struct wish *wish = &document->wish;
    char *copy = value ? strdup(value) : NULL;
    document_forget_wish(document);
    wish->value = copy;
    wish->at = document->changes;
    wish->is_there = (copy || !value) &&
                     text_print(wish->section, sizeof wish->section, "%s", section) &&
                     text_print(wish->key, sizeof wish->key, "%s", key);
}

bool document_change(struct document *document, const char *section, const char *key,
                     const char *value, struct error *error)
{
    struct error why = {0};
    if (change(document, section, key, value, &why))
        return true;
    if (why.kind == ERROR_COMING)
        keep_wish(document, section, key, value);
    return error_pass(error, &why);
}

bool document_grant(struct document *document, struct error *error)
{
    struct wish wish = document->wish;
    if (!wish.is_there || document->is_held) // a drag may yet change something
        return true;
    document->wish = (struct wish){.is_there = false};
    const bool done = wish.at != document->changes ||
                      document_change(document, wish.section, wish.key, wish.value, error);
    free(wish.value);
    return done;
}

// After something that the lab did, with or without a change of the scene.
static bool finish(struct document *document, enum lab_effect effect, struct moment *before,
                   struct error *error)
{
    if (effect == LAB_CHANGED && hide_differs(&before->scene, &document->now.scene)) {
        document_drop(document, before);
        return refuse_hidden(error);
    }
    if (effect == LAB_CHANGED)
        return reopen(document, before, error);
    moment_clear(before);
    if (effect == LAB_SEEK) {
        document->is_playing = false;
        document_go(document, document->lab->seek);
    }
    return true;
}

bool document_command(struct document *document, const struct lab_command *command,
                      const struct lab_view *view, struct error *error)
{
    struct moment before = {0};
    if (!moment_copy(&before, &document->now, error))
        return false;
    const enum lab_effect effect = command->act(document->lab, &document->now.scene, view);
    return finish(document, effect, &before, error);
}

bool document_next_picture(struct document *document, int direction, struct error *error)
{
    struct moment before = {0};
    if (!moment_copy(&before, &document->now, error))
        return false;
    const enum lab_effect effect = lab_next_picture(document->lab, &document->now.scene, direction);
    return finish(document, effect, &before, error);
}

enum lab_effect document_point(struct document *document, const struct lab_layout *layout,
                               const struct lab_pointer *pointer, struct error *error)
{
    struct moment before = {0};
    if (!moment_copy(&before, &document->now, error))
        return LAB_NOTHING;
    struct lab *lab = document->lab;
    const enum lab_effect effect = lab_point(lab, &document->now.scene, layout, pointer);
    finish(document, effect, &before, error);
    return effect;
}

bool document_replace(struct document *document, const struct scene *scene, struct error *error)
{
    struct moment before = {0}, now = {0};
    if (!lab_check_hidden(document->lab->type, scene, document->tables, error) ||
        !moment_copy(&before, &document->now, error))
        return false;
    if (!scene_copy(&now.scene, scene, error) || !scene_copy(&now.base, scene, error)) {
        moment_clear(&now);
        moment_clear(&before);
        return false;
    }
    moment_clear(&document->now);
    document->now = now;
    return reopen(document, &before, error);
}

bool document_renew(struct document *document, const struct scene *scene, struct error *error)
{
    struct moment now = {0};
    struct scene opened = {0};
    if (!scene_copy(&now.scene, scene, error) || !scene_copy(&now.base, scene, error) ||
        !scene_copy(&opened, scene, error)) {
        moment_clear(&now);
        return false;
    }
    history_push(&document->history, &document->now);
    scene_clear(&document->opened);
    scene_clear(&document->looks);
    former_clear(&document->former);
    document->now = now;
    document->opened = opened;
    return true;
}

bool document_is_changed(const struct document *document)
{
    return scene_differs(&document->now.scene, &document->opened, "view");
}

void document_hold(struct document *document)
{
    document->is_held = true;
    document->has_changed = false;
}

void document_resume(struct document *document)
{
    document->is_held = true;
    document->has_changed = true;
}

void document_release(struct document *document)
{
    document->is_held = false;
    document->has_changed = false;
}

bool document_can_undo(const struct document *document)
{
    return history_has_back(&document->history);
}

bool document_can_redo(const struct document *document)
{
    return history_has_on(&document->history);
}

// Opens a moment out of the history in place of the one shown, which comes back in *moment.
static bool exchange(struct document *document, struct moment *moment, struct error *error)
{
    const struct moment now = document->now;
    document->lab->wants_ghost = true;
    const struct selected selected = selected_now(document);
    if (!open_in_lab(document, &moment->scene, lab_open_again, error))
        return false;
    document->now = *moment;
    *moment = now;
    document->has_changed = false; // what a drag changes from here on is another step
    select_again(document, &selected);
    settle(document);
    return true;
}

bool document_undo(struct document *document, struct error *error)
{
    struct moment *moment = history_back(&document->history);
    if (!moment)
        return true;
    if (exchange(document, moment, error))
        return true;
    history_on(&document->history);
    return false;
}

bool document_redo(struct document *document, struct error *error)
{
    struct moment *moment = history_on(&document->history);
    if (!moment)
        return true;
    if (exchange(document, moment, error))
        return true;
    history_back(&document->history);
    return false;
}

bool document_has_ghost(const struct document *document)
{
    const struct lab *lab = document->lab;
    return former_is_due(&document->former) || (lab->type->has_ghost && lab->type->has_ghost(lab));
}

void document_show_ghost(struct document *document, bool on)
{
    document->hides_ghost = !on;
    document->lab->hides_ghost = !on;
}

// ---- sliders ------------------------------------------------------------------------------------

size_t document_first_slider(const struct document *document, size_t group)
{
    const size_t sliders = lab_sliders(document->lab);
    size_t first = sliders;
    for (size_t i = 0; i < sliders; i++) {
        const struct lab_slider slider = document_slider(document, i);
        if (slider.group != group)
            continue;
        if (first == sliders)
            first = i;
        if (param_has_slider(slider.param) && slider.param->scale != PARAM_CHOICE)
            return i;
    }
    return first;
}

void document_select_group(struct document *document, size_t group)
{
    const size_t first = document_first_slider(document, group);
    if (first < lab_sliders(document->lab))
        document->slider = first;
}

struct lab_slider document_slider(const struct document *document, size_t index)
{
    struct lab_slider slider;
    lab_slider(document->lab, index, &slider);
    return slider;
}

struct lab_group document_group(const struct document *document, size_t index)
{
    struct lab_group group = {0};
    document->lab->type->group(document->lab, index, document->step, &group);
    return group;
}

// ---- the timeline -------------------------------------------------------------------------------

double document_last_step(const struct document *document)
{
    return (double)document->lab->type->steps(document->lab);
}

void document_go(struct document *document, double step)
{
    document->step = fmin(fmax(step, 0), document_last_step(document));
}

void document_play(struct document *document)
{
    if (!document->is_playing && document->step >= document_last_step(document))
        document->step = 0;
    document->is_playing = !document->is_playing;
}

// What it is at begins anew where its share falls: a landscape comes after a training.
static void follow_work(struct document *document, double seconds)
{
    if (!lab_busy(document->lab)) {
        document->busy = document->busy_from = document->busy_share = 0;
        return;
    }
    const double share = lab_progress(document->lab);
    document->busy += seconds;
    if (!(share >= document->busy_share))
        document->busy_from = document->busy;
    document->busy_share = share > 0 ? share : 0;
}

double document_seconds_left(const struct document *document)
{
    const double passed = document->busy - document->busy_from, share = document->busy_share;
    return share > 0 && passed >= 1 ? passed * (1 - share) / share : NAN;
}

void document_advance(struct document *document, double seconds)
{
    follow_work(document, seconds);
    former_follow(&document->former, document->lab, 0);
    if (!document->is_playing)
        return;
    const double last = document_last_step(document);
    document_go(document, document->step + seconds * document->speed * last / seconds_for_all);
    if (document->step >= last)
        document->is_playing = false;
}
