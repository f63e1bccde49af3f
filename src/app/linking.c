#include "app/linking.h"

#include "app/address.h"
#include "base/text.h"
#include "base/words.h"
#include "export/share.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Seconds between two changes of the address line.
static const double shortest_rest = 0.5;

// ---- copying ------------------------------------------------------------------------------------

// The scene that ships, as it ships, is its name; another one has the looks that it has now, which
// opening it elsewhere would choose anew.
static char *fragment_with_looks(const struct document *document, char note[SHARE_NOTE_MAX],
                                 struct error *error)
{
    struct scene scene;
    const bool is_changed = scene_differs(&document->now.scene, &document->opened, NULL);
    if (!is_changed)
        return share_fragment(&document->now.scene, SHARE_AS_FITS, note, error);
    if (!document_copy_looks(document, &scene, error))
        return NULL;
    char *fragment = share_fragment(&scene, SHARE_AS_FITS, note, error);
    scene_clear(&scene);
    return fragment;
}

bool linking_copy(struct frame *frame, struct error *error)
{
    char note[SHARE_NOTE_MAX], text[SHARE_NOTE_MAX + 100];
    char *fragment = fragment_with_looks(&frame->document, note, error);
    char *page = address_page();
    char *address = fragment ? share_address(page, fragment, error) : NULL;
    bool done = address != NULL;
    if (done) {
        done = SDL_SetClipboardText(address) == 0 ||
               error_set(error, ERROR_FAILED, "the system does not let the link be copied");
        snprintf(text, sizeof text, words("Copied a link of %zu characters"), strlen(address));
        if (*note)
            text_append(text, sizeof text, "; %s", note);
    }
    if (done)
        toast_say(&frame->toast, false, text);
    free(fragment);
    free(address);
    free(page);
    return done;
}

// ---- the address line ---------------------------------------------------------------------------

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static char *copy_of(const char *text)
{
    return text ? strdup(text) : NULL;
}

// What tells one scene that was opened from another.
static const char *source_of(const struct document *document)
{
    return document->opened.source ? document->opened.source : document->opened.name;
}

static void show(struct linking *linking, const struct document *document)
{
    char note[SHARE_NOTE_MAX];
    // The scene and nothing more: who comes back to it is to find it as it was left.
    char *fragment = share_fragment(&document->now.scene, SHARE_AS_FITS, note, NULL);
    const bool is_another = linking->has_begun && !is_same(linking->source, source_of(document));
    if (fragment && !is_same(fragment, linking->shown)) {
        address_show(fragment, is_another);
        linking->rest = shortest_rest;
    }
    if (fragment) {
        free(linking->shown);
        free(linking->source);
        linking->shown = fragment;
        linking->source = copy_of(source_of(document));
    }
    linking->has_begun = true;
    linking->seen = document->changes;
}

// What somebody has gone to is what the address line shows already.
static void go(struct linking *linking, struct frame *frame, char *fragment)
{
    struct error error = {0};
    const size_t size = strlen(fragment) + 2;
    char *word = malloc(size);
    if (!word)
        return;
    *word = '#';
    memcpy(word + 1, fragment, size - 1);
    if (!is_same(fragment, linking->shown)) {
        frame_close_modal(frame);
        frame_open_name(frame, word, &error);
        frame_settle(frame, &error);
        free(linking->shown);
        free(linking->source);
        linking->shown = copy_of(fragment);
        linking->source = copy_of(source_of(&frame->document));
        linking->rest = shortest_rest;
    }
    free(word);
}

double linking_advance(struct linking *linking, struct frame *frame, double seconds)
{
    const struct document *document = &frame->document;
    if (!address_is_there())
        return INFINITY;
    char *fragment = address_take();
    if (fragment)
        go(linking, frame, fragment);
    free(fragment);
    linking->rest = fmax(linking->rest - seconds, 0);
    if (linking->has_begun && linking->seen == document->changes)
        return INFINITY;
    if (linking->rest > 0 || document->is_held)
        return fmax(linking->rest, 0.1);
    show(linking, document);
    return INFINITY;
}

void linking_clear(struct linking *linking)
{
    free(linking->shown);
    free(linking->source);
    *linking = (struct linking){0};
}
