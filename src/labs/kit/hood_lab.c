#include "labs/kit/hood_lab.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"

#include <string.h>

const struct param kit_hood_param = {"hood",           NULL,
                                     "under the hood", "what the step is made of, term by term",
                                     PARAM_CHOICE,     .choices = kit_no_yes};

// ---- commands -----------------------------------------------------------------------------------

// Whether the scene hides a key of a member's section.
static bool hides_of(const struct scene_rule *rule, const struct scene *scene, const char *section)
{
    const struct param *param;
    for (size_t i = 0; (param = rule->param(i)); i++)
        if (hide_slider(scene, section, param->key))
            return true;
    return false;
}

bool kit_hood_is_hidden(const struct lab_type *type, const struct scene *scene)
{
    const bool hides = hide_any(scene); // is asked in every frame
    for (const struct scene_rule *rule = type->sections; hides && rule->section; rule++) {
        const size_t length = strlen(rule->section);
        for (size_t s = 0; rule->named && type->member && s < scene->count; s++) {
            const char *section = scene->section[s].name;
            if (strcmp(rule->section, type->member) == 0 &&
                strncmp(section, rule->section, length) == 0 && section[length] == '.' &&
                hides_of(rule, scene, section))
                return true;
        }
    }
    return false;
}

bool kit_hood_is_open(const struct lab *lab)
{
    return scene_number(&lab->scene, "view", &kit_hood_param) == 1 &&
           !kit_hood_is_hidden(lab->type, &lab->scene);
}

static bool has_runner(const struct lab *lab)
{
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        struct lab_group group;
        lab->type->group(lab, i, 0, &group);
        if (group.is_runner && !group.hidden)
            return true;
    }
    return false;
}

const char *kit_hides_hood(const struct lab *lab, const struct lab_view *view)
{
    (void)view;
    return kit_hood_is_hidden(lab->type, &lab->scene)
               ? words("the exercise hides what a step is made of")
               : NULL;
}

const char *kit_has_no_hood(const struct lab *lab, const struct lab_view *view)
{
    const char *hides = kit_hides_hood(lab, view);
    if (hides)
        return hides;
    return kit_hood_is_open(lab) || has_runner(lab) ? NULL : words("no runner is visible");
}

enum lab_effect kit_toggle_hood(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", kit_hood_param.key, kit_no_yes[!kit_hood_is_open(lab)]);
}

const char *kit_has_no_page(const struct lab *lab, const struct lab_view *view)
{
    (void)view;
    return !kit_hood_is_open(lab) ? words("only under the hood")
           : lab->pages < 2       ? words("all of the table is shown")
                                  : NULL;
}

enum lab_effect kit_turn_page(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)scene, (void)view;
    lab->page = lab->pages > 0 ? (lab->page + 1) % lab->pages : 0;
    return LAB_REDRAW;
}

// ---- the room -----------------------------------------------------------------------------------

void kit_make_hood_room(struct lab_layout *layout, float panel)
{
    const float width = layout->second.x + layout->second.width;
    lab_layout_widen(layout, width < 640 ? 0.6f : layout->narrow ? 0.5f : 0.46f, panel);
}

// ---- words --------------------------------------------------------------------------------------

void kit_tell_step(const struct kit_hood_step *step, char text[160])
{
    if (step->is_to_come)
        text_print(text, 160, words("%s: what its first step will be"), step->runner);
    else if (step->is_last)
        text_print(text, 160, words("%s, step %zu: the last one, it diverges"), step->runner,
                   step->step);
    else
        text_print(text, 160, words("%s, step %zu"), step->runner, step->step);
}

void kit_tell_alpha(const struct kit_hood_step *step, char text[160])
{
    char alpha[32], first[32];
    text_show(step->alpha, 4, alpha, sizeof alpha);
    text_show(step->alpha_first, 4, first, sizeof first);
    if (step->alpha == step->alpha_first)
        text_print(text, 160, "α = %s", alpha);
    else
        text_print(text, 160, words("α = %s now, from α₀ = %s"), alpha, first);
}

// The examples of the step's batch: the last one of an epoch may be short.
static size_t batch_of(const struct kit_hood_step *step)
{
    const size_t examples = step->examples, size = step->batch;
    if (size == 0 || size >= examples)
        return examples;
    const size_t place = (step->step - 1) % step->epoch_steps;
    return place + 1 < step->epoch_steps ? size : examples - place * size;
}

void kit_tell_batch(const struct kit_hood_step *step, char text[160])
{
    const size_t examples = step->examples, count = batch_of(step);
    if (count == examples)
        text_print(text, 160, words("g of all %zu examples"), examples);
    else if (count == 1)
        text_print(text, 160, words("g of one example of %zu"), examples);
    else
        text_print(text, 160, words("g of a batch of %zu of %zu examples"), count, examples);
    char clip[32];
    text_show(step->clip, 4, clip, sizeof clip);
    if (step->clip > 0)
        text_append(text, 160, words(", at most %s long"), clip);
}
