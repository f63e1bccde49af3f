#include "app/ask.h"

#include "app/chooser.h"
#include "app/value.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

// Another scene may have come while the list was open.
static bool is_about(const struct document *document, const struct param *asked,
                     struct error *error)
{
    return document_slider(document, document->slider).param == asked ||
           error_set(error, ERROR_INPUT, "the list was that of another scene");
}

static bool take(struct frame *frame, void *user, size_t index, struct error *error)
{
    const struct param *param = user;
    return is_about(&frame->document, param, error) &&
           value_put(&frame->document, param->choices[index], error);
}

static bool take_typed(struct frame *frame, void *user, const char *text, struct error *error)
{
    return is_about(&frame->document, user, error) && value_put(&frame->document, text, error);
}

// All words that the param knows, the one that it is marked.
static bool list_choices(struct list *list, const struct param *param, const char *now,
                         size_t *selected, struct error *error)
{
    *selected = 0;
    for (size_t i = 0; param->choices[i]; i++) {
        const bool is_now = strcmp(param->choices[i], now) == 0;
        const struct list_row row = {.name = param->choices[i],
                                     .value = is_now ? words("now") : NULL};
        if (!list_add(list, &row, error))
            return false;
        if (is_now)
            *selected = i;
    }
    return true;
}

bool ask_value(struct frame *frame, struct error *error)
{
    const struct document *document = &frame->document;
    const struct param *param = document_slider(document, document->slider).param;
    if (!param || !param->choices) {
        panel_type(&frame->panel, document);
        return true;
    }
    char now[FIELD_MAX];
    struct list list = {0};
    size_t selected;
    value_text(document, now, sizeof now);
    if (!list_choices(&list, param, now, &selected, error)) {
        list_clear(&list);
        return false;
    }
    struct rect beside = {0};
    const struct lab_layout layout = frame_layout(frame);
    panel_row(&frame->panel, frame->window.canvas, document, &layout.panel, &beside);
    return chooser_open(frame,
                        &(struct chooser_options){
                            .hint = words(param->label),
                            .list = &list,
                            .selected = selected,
                            .beside = beside,
                            .user = (void *)param,
                            .take = take,
                            .take_typed = param->scale == PARAM_TEXT ? take_typed : NULL,
                        },
                        error);
}
