#include "app/rescue.h"

#include "app/question.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- keeping ------------------------------------------------------------------------------------

// What was changed, each with its place on the timeline.
struct changed {
    struct scene *scene;
    const struct scene **pointer; // to each of them
    size_t count;
};

static bool add(struct changed *changed, const struct document *document, struct error *error)
{
    if (!document_is_changed(document))
        return true;
    if (!document_copy_placed(document, &changed->scene[changed->count], error))
        return false;
    changed->pointer[changed->count] = &changed->scene[changed->count];
    changed->count++;
    return true;
}

// The one that is shown first.
static bool write_changed(struct rescue *rescue, const struct frame *frame, struct error *error)
{
    const struct session *session = &frame->session;
    const size_t most = session->count + 1;
    struct changed changed = {
        .scene = array_create(most, sizeof *changed.scene, error),
        .pointer = array_create(most, sizeof *changed.pointer, error),
    };
    bool done = changed.scene && changed.pointer && add(&changed, &frame->document, error);
    for (size_t i = session->count; done && i-- > 0;)
        done = add(&changed, session->away[i], error);
    done = done && recovery_keep(&rescue->recovery, changed.pointer, changed.count, error);
    while (changed.count > 0)
        scene_clear(&changed.scene[--changed.count]);
    free(changed.scene);
    free(changed.pointer);
    return done;
}

// Something new is to be kept: a change, or, of what is changed, another place where it rests.
static bool is_news(struct rescue *rescue, const struct document *document)
{
    const bool is_changed = rescue->seen != document->changes;
    const bool has_moved = !document->is_playing && rescue->place != document->step;
    rescue->seen = document->changes;
    if (!document->is_playing)
        rescue->place = document->step;
    return is_changed || (has_moved && document_is_changed(document));
}

double rescue_advance(struct rescue *rescue, struct frame *frame, double seconds)
{
    struct error why = {0};
    if (rescue->wait > 0) {
        rescue->wait = fmax(rescue->wait - seconds, 0);
        if (rescue->wait == 0 && !write_changed(rescue, frame, &why) && !rescue->has_failed) {
            rescue->has_failed = true;
            toast_say(&frame->toast, true, why.text);
        }
    }
    if (is_news(rescue, &frame->document) && rescue->wait == 0)
        rescue->wait = RESCUE_SECONDS;
    return rescue->wait > 0 ? rescue->wait : INFINITY;
}

void rescue_drop(struct rescue *rescue)
{
    recovery_keep(&rescue->recovery, NULL, 0, NULL);
}

void rescue_clear(struct rescue *rescue)
{
    recovery_clear(&rescue->recovery);
}

// ---- offering -----------------------------------------------------------------------------------

struct offer {
    struct recovered recovered;
    struct rescue *rescue;
};

// Whatever it was opened from, it counts as changed: nothing that is there is the same.
static void forget_opened(struct document *document)
{
    struct scene opened = {.name = document->opened.name, .source = document->opened.source};
    document->opened.name = document->opened.source = NULL;
    scene_clear(&document->opened);
    document->opened = opened;
}

static void go_to_place(struct document *document, const struct scene *scene)
{
    double step;
    const char *place = scene_text(scene, "view", "step");
    if (!place || !text_number(place, &step))
        return;
    document->is_playing = false;
    document_go(document, step);
}

// As one step of undo behind its file, where that is still there.
static bool open_again(struct frame *frame, const struct scene *scene, struct error *error)
{
    struct error why = {0};
    if (scene->source)
        frame_open_path(frame, scene->source, &why);
    if (!frame_open(frame, scene, error))
        return false;
    if (!document_is_changed(&frame->document))
        forget_opened(&frame->document);
    go_to_place(&frame->document, scene);
    frame_show_title(frame);
    return true;
}

static void answer(struct frame *frame, void *user, bool is_yes, struct error *error)
{
    struct offer *offer = user;
    bool done = true;
    // The one that was shown comes last, and so is shown again.
    for (size_t i = offer->recovered.count; is_yes && i-- > 0;)
        done = open_again(frame, &offer->recovered.scene[i], error) && done;
    // Nothing is removed before it is kept anew.
    if (is_yes)
        done = write_changed(offer->rescue, frame, error) && done;
    if (done)
        recovered_forget(&offer->recovered);
}

static void free_offer(void *user)
{
    struct offer *offer = user;
    recovered_clear(&offer->recovered);
    free(offer);
}

static void ask(struct frame *frame, struct offer *offer, struct error *error)
{
    const struct recovered *recovered = &offer->recovered;
    const struct scene *first = &recovered->scene[0];
    const char *title = scene_text(first, "scene", "title");
    char name[121], text[300];
    text_excerpt(title ? title : first->name ? first->name : words("A scene"), name, sizeof name);
    if (recovered->count == 1)
        text_print(text, sizeof text, words("%s was changed and not saved."), name);
    else
        text_print(text, sizeof text,
                   words("%zu scenes were changed and not saved: %s and others."), recovered->count,
                   name);
    const struct question_options options = {
        .what = text,
        .asked = recovered->count == 1 ? words("Open it?") : words("Open them?"),
        .user = offer,
        .answer = answer,
        .free = free_offer,
    };
    question_ask_for(frame, &options, error);
}

void rescue_offer(struct rescue *rescue, struct frame *frame)
{
    char message[512] = "";
    struct error why = {0};
    struct offer *offer = array_create(1, sizeof *offer, &why);
    if (offer) {
        offer->rescue = rescue;
        recovered_take(&offer->recovered, message);
        if (offer->recovered.count > 0)
            ask(frame, offer, &why);
        else
            free_offer(offer);
    }
    if (*message || why.kind != ERROR_NONE)
        toast_say(&frame->toast, true, *message ? message : why.text);
}
