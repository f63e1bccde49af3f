#include "app/finder.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/search.h"

#include <stdio.h>
#include <string.h>

static const double patience = 30; // seconds

const char *finder_unavailable(const struct finder *finder, const struct document *document)
{
    const struct lab *lab = document->lab;
    if (finder_is_busy(finder))
        return "a search is under way; Esc stops it";
    if (!lab->type->aim)
        return "there is nothing to search for in this lab";
    const size_t group = document_slider(document, document->slider).group;
    const struct lab_group runner = document_group(document, group);
    if (!runner.is_runner || !search_param(lab, group))
        return "select a slider of a runner first";
    if (document_hides_panel(document))
        return "the exercise hides the panel";
    if (document_hides(document, runner.section, lab->type->aim->key))
        return "this is hidden here: the exercise keeps it as it is";
    return NULL;
}

bool finder_begin(struct finder *finder, const struct document *document, struct error *error)
{
    finder_end(finder);
    const size_t group = document_slider(document, document->slider).group;
    const struct search_setup setup = {.lab = document->lab, .group = group, .seconds = patience};
    struct search *search = search_create(&setup, error);
    if (!search || !search_start(search, error)) {
        search_destroy(search);
        return false;
    }
    const struct lab_group runner = document_group(document, group);
    *finder = (struct finder){
        .search = search,
        .group = group,
        .changes = document->changes,
        .before =
            scene_number(&document->now.scene, runner.section, search_param(document->lab, group)),
    };
    snprintf(finder->name, sizeof finder->name, "%s", runner.name);
    return true;
}

void finder_end(struct finder *finder)
{
    search_destroy(finder->search);
    *finder = (struct finder){0};
}

bool finder_is_open(const struct finder *finder)
{
    return finder->search != NULL;
}

bool finder_is_busy(const struct finder *finder)
{
    return finder->search && !finder->is_over;
}

static bool set_found(struct finder *finder, struct document *document, struct error *error)
{
    const struct tune_result result = tune_result(search_tune(finder->search));
    const struct lab_aim *aim = document->lab->type->aim;
    char alpha[64];
    finder->is_over = true;
    if (!search_succeeded(finder->search, error))
        return false;
    if (!result.is_found)
        return error_set(error, ERROR_FAILED, "%s diverges at every α that was tried",
                         finder->name);
    text_shortest(result.alpha, alpha, sizeof alpha);
    if (result.alpha != finder->before &&
        !document_change(document, search_section(finder->search), aim->key, alpha, error))
        return false;
    finder->changes = document->changes;
    return true;
}

bool finder_follow(struct finder *finder, struct document *document, struct error *error)
{
    if (!finder->search)
        return true;
    if (finder->changes != document->changes) {
        finder_end(finder);
        return true;
    }
    if (finder->is_over || !search_done(finder->search))
        return true;
    if (set_found(finder, document, error))
        return true;
    finder_end(finder);
    return false;
}
