// What must be true whatever hands do.
#include "base/text.h"
#include "canvas/gl/api.h"
#include "labs/registry.h"
#include "soak/soak.h"
#include "watched.h"

#include <SDL.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void);
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

void soak_fail(struct soak *soak, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(soak->shared->wrong, sizeof soak->shared->wrong, format, arguments);
    va_end(arguments);
    _exit(3);
}

int judge_files(void)
{
    const long most = sysconf(_SC_OPEN_MAX);
    int count = 0;
    for (int file = 0; file < most && file < 4096; file++)
        count += fcntl(file, F_GETFD) != -1;
    return count;
}

double judge_memory(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return (double)__sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
    const struct mallinfo2 info = mallinfo2();
    return (double)info.uordblks + (double)info.hblkhd;
#else
    return 0;
#endif
}

// ---- drawing ------------------------------------------------------------------------------------

void judge_canvas(struct soak *soak)
{
    watched_begin(soak->frame->window.canvas);
}

void judge_frame(struct soak *soak)
{
    watched.is_drawn = soak->is_drawn;
    watched.allows_nan = soak->has_typed_nan;
    const double due = app_frame(soak->app, soak->seconds);
    soak->seconds = 0;
    soak->shared->frames++;
    if (!(due >= 0))
        soak_fail(soak, "the next frame is due in %g seconds", due);
    if (*watched.wrong)
        soak_fail(soak, "what is drawn is no picture: %s", watched.wrong);
    const unsigned complaint = glGetError();
    if (complaint != GL_NO_ERROR)
        soak_fail(soak, "OpenGL complains: 0x%x", complaint);
}

// ---- documents ----------------------------------------------------------------------------------

static char *format(struct soak *soak, const struct scene *scene)
{
    struct error error = {0};
    char *text = scene_format(scene, &error);
    if (!text)
        soak_fail(soak, "the scene cannot be written: %s", error.text);
    return text;
}

static void free_first(struct soak_first *first)
{
    free(first->source);
    free(first->text);
    *first = (struct soak_first){0};
}

void judge_forget(struct soak *soak)
{
    while (soak->first_count > 0)
        free_first(&soak->first[--soak->first_count]);
}

// Where the first scene of the document that is shown is remembered; NULL: there is no room.
static struct soak_first *find_first(struct soak *soak)
{
    const struct document *document = &soak->frame->document;
    const char *source = document->now.scene.source ? document->now.scene.source : "";
    for (size_t i = 0; i < soak->first_count; i++)
        if (soak->first[i].lab == document->lab->type && strcmp(soak->first[i].source, source) == 0)
            return &soak->first[i];
    if (soak->first_count == DOCUMENTS_MAX)
        return NULL;
    struct soak_first *first = &soak->first[soak->first_count++];
    *first = (struct soak_first){.lab = document->lab->type, .source = strdup(source)};
    first->is_forgotten = document->history.count > 0; // it was saved as another file
    return first;
}

static bool is_as_opened(struct soak *soak, const char *now)
{
    char *opened = format(soak, &soak->frame->document.opened);
    const bool is_same = strcmp(opened, now) == 0;
    free(opened);
    return is_same;
}

// Where nothing has been changed, or everything undone, the scene is the first one.
static void check_first(struct soak *soak)
{
    const struct document *document = &soak->frame->document;
    struct soak_first *first = find_first(soak);
    if (!first || document->history.at > 0) {
        if (first && (!first->text || document->history.at == HISTORY_MAX))
            first->is_forgotten = true;
        return;
    }
    char *now = format(soak, &document->now.scene);
    // A save of what was not changed writes the looks that were given.
    const bool is_saved = document->history.count == 0 && first->text && is_as_opened(soak, now);
    if (is_saved) {
        free(first->text);
        first->text = NULL;
    }
    if (document->history.count == 0 && !first->text) {
        first->text = now;
        first->is_forgotten = false;
        return;
    }
    if (first->text && !first->is_forgotten && strcmp(now, first->text) != 0)
        soak_fail(soak, "with everything undone, the scene is\n%s\nand was at first\n%s", now,
                  first->text);
    free(now);
}

void judge_event(struct soak *soak)
{
    const struct frame *frame = soak->frame;
    const struct document *document = &frame->document;
    const struct history *history = &document->history;
    const size_t sliders = lab_sliders(document->lab);
    struct error error = {0};
    const char *toast = app_toast(soak->app);
    if (!(document->step >= 0 && document->step <= document_last_step(document)))
        soak_fail(soak, "the place is step %g of %g", document->step, document_last_step(document));
    if (document->slider >= sliders && sliders > 0)
        soak_fail(soak, "slider %zu of %zu is selected", document->slider, sliders);
    if (!(document->speed > 0 && document->speed < 1e6))
        soak_fail(soak, "the speed is %g", document->speed);
    if (history->at > history->count || history->count > HISTORY_MAX)
        soak_fail(soak, "step %zu of %zu that can be undone", history->at, history->count);
    if (!(frame->window.text_size >= WINDOW_TEXT_MIN && frame->window.text_size <= WINDOW_TEXT_MAX))
        soak_fail(soak, "text of size %g", (double)frame->window.text_size);
    if (!lab_check(document->lab->type, &document->now.scene, &error))
        soak_fail(soak, "the scene is wrong: %s", error.text);
    if (strstr(toast, "out of memory"))
        soak_fail(soak, "the window says: %s", toast);
    if (!text_check(toast, strlen(toast), NULL) ||
        !text_check(frame->title, strlen(frame->title), NULL))
        soak_fail(soak, "no UTF-8: “%s”, “%s”", toast, frame->title);
    check_first(soak);
}

// What is written reads back as the same, and is taken.
static void check_reading(struct soak *soak)
{
    const struct document *document = &soak->frame->document;
    struct scene scene = {0}, snapshot = {0};
    struct error error = {0};
    if (!document_snapshot(document, soak->frame->theme->name, &snapshot, &error))
        soak_fail(soak, "no snapshot: %s", error.text);
    char *written = format(soak, &snapshot);
    if (!scene_parse(&scene, written, strlen(written), "soak.ini", &error) ||
        !lab_check(document->lab->type, &scene, &error))
        soak_fail(soak, "what is written cannot be read: %s:\n%s", error.text, written);
    char *again = format(soak, &scene);
    if (strcmp(written, again) != 0)
        soak_fail(soak, "written, read and written again, the scene differs:\n%s\n%s", written,
                  again);
    free(written);
    free(again);
    scene_clear(&scene);
    scene_clear(&snapshot);
}

static void undo_all(struct soak *soak)
{
    const struct document *document = &soak->frame->document;
    for (int i = 0; document_can_undo(document); i++) {
        if (i > HISTORY_MAX)
            soak_fail(soak, "undoing does not end");
        hands_key(soak, SDLK_z, KMOD_LCTRL, 0);
        judge_event(soak);
        if (i % 16 == 0)
            judge_frame(soak);
    }
}

static void redo_all(struct soak *soak)
{
    const struct document *document = &soak->frame->document;
    for (int i = 0; document_can_redo(document); i++) {
        if (i > HISTORY_MAX)
            soak_fail(soak, "doing again does not end");
        hands_key(soak, SDLK_y, KMOD_LCTRL, 0);
        judge_event(soak);
        if (i % 16 == 0)
            judge_frame(soak);
    }
}

// Whatever is open is closed, so that keys are commands.
static bool come_to_rest(struct soak *soak)
{
    const struct frame *frame = soak->frame;
    SDL_Event up = {.type = SDL_MOUSEBUTTONUP};
    up.button.button = SDL_BUTTON_LEFT;
    SDL_PushEvent(&up);
    up.button.button = SDL_BUTTON_RIGHT;
    SDL_PushEvent(&up);
    for (int i = 0; i < 8; i++)
        hands_key(soak, SDLK_ESCAPE, 0, 0);
    if (frame->modal || frame->panel.is_typing || frame->is_help || frame->is_blank)
        soak_fail(soak, "Esc does not close what is open: %s",
                  frame->modal ? frame->modal->name : "a field, the help");
    return !app_is_over(soak->app);
}

// What has been done twice is done again without more memory: nothing is kept but what is shown.
// The labs' threads may be anywhere in their work, so a little more is no growth. Nothing is drawn
// meanwhile: the graphics driver lets go of its memory only now and then.
static void check_growth(struct soak *soak)
{
    const double room = 8e6;
    soak->is_drawn = false;
    undo_all(soak);
    redo_all(soak);
    lab_wait(soak->frame->document.lab, INFINITY, 2000);
    const double before = judge_memory();
    for (int i = 0; i < 2; i++) {
        undo_all(soak);
        redo_all(soak);
    }
    lab_wait(soak->frame->document.lab, INFINITY, 2000);
    if (judge_memory() > before + room)
        soak_fail(soak, "undoing everything and doing it again takes %.0f bytes more each time",
                  (judge_memory() - before) / 2);
}

void judge_history(struct soak *soak)
{
    if (!come_to_rest(soak))
        return;
    const struct document *document = &soak->frame->document;
    check_reading(soak);
    // Whatever has become of the tables meanwhile.
    redo_all(soak);
    char *last = format(soak, &document->now.scene);
    undo_all(soak);
    redo_all(soak);
    char *again = format(soak, &document->now.scene);
    if (strcmp(last, again) != 0)
        soak_fail(soak, "undone and done again, the scene is\n%s\nand was\n%s", again, last);
    free(last);
    free(again);
    if (soak->shared->number % LIFE_EVENTS == LIFE_EVENTS - 1)
        check_growth(soak);
}
