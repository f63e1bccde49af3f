#include "labs/search.h"

#include "base/array.h"
#include "base/text.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAUSE = 20 }; // milliseconds between two looks at whether to stop

struct search {
    const struct lab_type *type;
    struct scene scene; // with the runner alone
    struct lab *lab;    // that opens it; NULL until the first try. The searching thread's
    char section[72];
    int threads;
    struct tables *tables;
    struct error error; // of the runs
    _Atomic double run; // how much of the run under way is done, 0…1
    struct tune *tune;
};

const struct param *search_param(const struct lab *lab, size_t group)
{
    const struct param *param = NULL;
    for (size_t i = 0; lab->type->aim && (param = lab->type->slider(lab, group, i)); i++)
        if (strcmp(param->key, lab->type->aim->key) == 0)
            return param;
    return NULL;
}

// ---- the scene ----------------------------------------------------------------------------------

// Whether a section is that of another runner.
static bool is_other(const struct lab *lab, const char *section, size_t group)
{
    struct lab_group other;
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, 0, &other);
        if (other.is_runner && i != group && strcmp(other.section, section) == 0)
            return true;
    }
    return false;
}

static bool copy_text(char **to, const char *from, struct error *error)
{
    *to = from ? strdup(from) : NULL;
    return !from || *to || error_memory(error);
}

static bool copy_scene(struct search *search, const struct lab *lab, size_t group,
                       struct error *error)
{
    const struct scene *from = &lab->scene;
    struct scene *to = &search->scene;
    if (!copy_text(&to->name, from->name, error) || !copy_text(&to->source, from->source, error))
        return false;
    for (size_t s = 0; s < from->count; s++) {
        const struct scene_section *section = &from->section[s];
        const bool is_left_out = is_other(lab, section->name, group);
        for (size_t e = 0; !is_left_out && e < section->count; e++)
            if (!scene_put(to, section->name, section->entry[e].key, section->entry[e].value,
                           error))
                return false;
    }
    const struct lab_aim *aim = lab->type->aim;
    return !aim->lean || aim->lean(to, error);
}

// ---- a try --------------------------------------------------------------------------------------

static bool open_with(struct search *search, double alpha)
{
    char text[64];
    text_shortest(alpha, text, sizeof text);
    if (!scene_put(&search->scene, search->section, search->type->aim->key, text, &search->error))
        return false;
    if (search->lab)
        return search->type->open(search->lab, &search->scene, &search->error);
    search->lab = lab_create_with(search->type, &search->scene, search->threads, search->tables,
                                  &search->error);
    return search->lab != NULL;
}

static double outcome(const struct search *search)
{
    struct lab_group group;
    for (size_t i = 0; i < search->type->groups(search->lab); i++) {
        search->type->group(search->lab, i, 0, &group);
        if (strcmp(group.section, search->section) == 0)
            return search->type->aim->outcome(search->lab, i);
    }
    return INFINITY;
}

static double try_alpha(void *user, double alpha, const struct job *job)
{
    struct search *search = user;
    if (search->error.kind != ERROR_NONE || !open_with(search, alpha))
        return INFINITY; // once it has failed, nothing more is tried
    struct lab *lab = search->lab;
    const double end = (double)search->type->steps(lab);
    while (search->type->wait && !search->type->wait(lab, end, PAUSE)) {
        if (job_is_cancelled(job)) {
            lab_cancel(lab);
            return INFINITY;
        }
        const double share = lab_progress(lab);
        atomic_store(&search->run, isfinite(share) ? share : 0);
    }
    atomic_store(&search->run, 0);
    return outcome(search);
}

// ---- the search ---------------------------------------------------------------------------------

static bool make_tune(struct search *search, const struct search_setup *setup, struct error *error)
{
    const struct param *param = search_param(setup->lab, setup->group);
    if (!param || param->scale != PARAM_LOG)
        return error_set(error, ERROR_INPUT, "%s has no learning rate", search->section);
    const struct tune_setup tune = {
        .cost = try_alpha,
        .user = search,
        .begin = scene_number(&setup->lab->scene, search->section, param),
        .low = param->min,
        .high = param->max,
        .seconds = setup->seconds,
        .refuse_start = setup->refuse_start,
    };
    search->tune = tune_create(&tune, error);
    return search->tune != NULL;
}

struct search *search_create(const struct search_setup *setup, struct error *error)
{
    struct search *search = array_create(1, sizeof *search, error);
    if (!search)
        return NULL;
    struct lab_group group;
    setup->lab->type->group(setup->lab, setup->group, 0, &group);
    search->type = setup->lab->type;
    search->threads = setup->lab->threads;
    search->tables = setup->lab->tables;
    snprintf(search->section, sizeof search->section, "%s", group.section);
    if (make_tune(search, setup, error) && copy_scene(search, setup->lab, setup->group, error))
        return search;
    search_destroy(search);
    return NULL;
}

void search_destroy(struct search *search)
{
    if (!search)
        return;
    tune_destroy(search->tune);
    lab_destroy(search->lab);
    scene_clear(&search->scene);
    free(search);
}

bool search_start(struct search *search, struct error *error)
{
    return tune_start(search->tune, error);
}

void search_run(struct search *search)
{
    tune_run(search->tune);
}

void search_cancel(struct search *search)
{
    tune_cancel(search->tune);
}

double search_progress(const struct search *search)
{
    const double tried = tune_progress(search->tune);
    return search_done(search) ? 1
                               : fmin(tried + atomic_load(&search->run) / TUNE_TRIES_USUAL, 0.999);
}

bool search_done(const struct search *search)
{
    return tune_done(search->tune);
}

const struct tune *search_tune(const struct search *search)
{
    return search->tune;
}

bool search_succeeded(const struct search *search, struct error *error)
{
    if (search->error.kind != ERROR_NONE && error)
        *error = search->error;
    return search->error.kind == ERROR_NONE;
}

const char *search_section(const struct search *search)
{
    return search->section;
}
