#include "app/record.h"

#include "app/filing.h"
#include "app/prompt.h"
#include "app/question.h"
#include "app/sheet.h"
#include "app/shot.h"
#include "base/array.h"
#include "base/home.h"
#include "base/text.h"
#include "base/words.h"
#include "export/pace.h"
#include "export/recording.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Seconds of a turn of the loop that go to frames of the film: the window stays alive.
static const double turn = 0.04;

struct record {
    struct recording *recording;
    char path[FILE_PATH_MAX];
    double begun;     // seconds
    unsigned changes; // of the document: its lab is the one that is recorded until they are others
};

static double now(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

// ---- what is seen of it -------------------------------------------------------------------------

static void draw(struct frame *frame, void *modal)
{
    const struct record *record = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const size_t done = recording_done(record->recording);
    const size_t all = recording_frames(record->recording);
    char text[PACE_TEXT], title[300];
    const struct rect box = sheet_place(canvas, 460, 2 * SHEET_MARGIN + SHEET_TITLE + 44);
    const char *slash = strrchr(record->path, '/');
    text_print(title, sizeof title, words("Recording %s"), slash ? slash + 1 : record->path);
    sheet_draw(canvas, theme, &box, title);
    const float wide = box.width - 2 * SHEET_MARGIN;
    const struct rect track = {box.x + SHEET_MARGIN, box.y + SHEET_MARGIN + SHEET_TITLE, wide, 8};
    struct rect full = track;
    full.width = wide * (float)done / (float)all;
    canvas_rectangle(canvas, &track, 4, theme->track);
    canvas_rectangle(canvas, &full, 4, theme->accent);
    const struct text_style left = {
        .size = TYPE_SMALL, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    struct text_style right = left;
    right.color = theme->soft;
    right.horizontal = ALIGN_END;
    pace_text(done, all, now() - record->begun, text);
    canvas_text(canvas, track.x, track.y + 30, text, &left);
    canvas_text(canvas, track.x + wide, track.y + 30, words("Esc stops and leaves no file"),
                &right);
}

// Every tenth of it is news.
static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct record *record = modal;
    const char *slash = strrchr(record->path, '/');
    (void)frame;
    text_print(text, size, words("Recording %s: %zu %%"), slash ? slash + 1 : record->path,
               10 * recording_done(record->recording) / recording_frames(record->recording) * 10);
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    (void)modal, (void)modifiers, (void)error;
    if (code == SDLK_ESCAPE) {
        frame_close_modal(frame);
        toast_say(&frame->toast, false, words("The recording was stopped; no file was written."));
    }
    return true; // nothing else happens meanwhile
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    (void)frame, (void)modal, (void)at, (void)clicks, (void)error;
}

static void free_record(void *modal)
{
    struct record *record = modal;
    recording_abort(record->recording);
    free(record);
}

// ---- frames -------------------------------------------------------------------------------------

static void finish(struct frame *frame, struct record *record)
{
    struct error error = {0};
    struct recording *recording = record->recording;
    record->recording = NULL;
    const bool done = recording_end(recording, &error);
    char path[FILE_PATH_MAX];
    text_print(path, sizeof path, "%s", record->path);
    frame_close_modal(frame); // record is no more
    if (done)
        frame_say_saved(frame, path, "");
    else
        toast_say(&frame->toast, true, error.text);
}

static double work(struct frame *frame, void *modal)
{
    struct record *record = modal;
    struct error error = {0};
    const double end = now() + turn;
    if (record->changes != frame->document.changes) {
        frame_close_modal(frame);
        toast_say(&frame->toast, true, words("The recording has ended: the scene was changed."));
        return 0;
    }
    do {
        if (recording_done(record->recording) == recording_frames(record->recording)) {
            finish(frame, record);
            return 0;
        }
        if (!recording_next(record->recording, 20, &error)) {
            frame_close_modal(frame);
            toast_say(&frame->toast, true, error.text);
            return 0;
        }
    } while (now() < end);
    return 0;
}

static const struct modal_type record_modal = {
    .name = "record",
    .draw = draw,
    .key = key,
    .press = press,
    .tell = tell,
    .free = free_record,
    .work = work,
};

bool record_is_on(const struct frame *frame)
{
    return frame->modal == &record_modal;
}

// ---- beginning ----------------------------------------------------------------------------------

static bool begin(struct frame *frame, const char *path, struct error *error)
{
    struct document *document = &frame->document;
    struct scene scene = {0};
    struct figure_options options = {.theme = frame->theme, .threads = document->threads};
    struct record *record = array_create(1, sizeof *record, error);
    if (!record)
        return false;
    snprintf(record->path, sizeof record->path, "%s", path);
    record->begun = now();
    record->changes = document->changes;
    document->is_playing = false;
    if (document_snapshot(document, frame->theme->name, &scene, error) &&
        figure_settle(&options, &scene, false, error))
        record->recording = recording_begin(&scene, document->lab, path, &options, error);
    scene_clear(&scene);
    if (!record->recording) {
        free(record);
        return false;
    }
    toast_dismiss(&frame->toast);
    frame_open_modal(frame, &record_modal, record);
    return true;
}

static void answer(struct frame *frame, void *user, bool is_yes, struct error *error)
{
    if (is_yes)
        begin(frame, user, error);
}

static bool ask_to_replace(struct frame *frame, const char *path, struct error *error)
{
    char text[FILE_PATH_MAX + 64];
    char *copy = strdup(path);
    if (!copy)
        return error_memory(error);
    text_print(text, sizeof text, words("There is a file %s already."), path);
    const struct question_options options = {
        .what = text, .asked = words("Replace it?"), .user = copy, .answer = answer, .free = free};
    return question_ask_for(frame, &options, error);
}

// The answer to the name: an error leaves the field open.
static bool take_name(struct frame *frame, void *user, const char *text, struct error *error)
{
    char path[FILE_PATH_MAX];
    struct stat status;
    if (!filing_join(user, text, path))
        return error_set(error, ERROR_INPUT, "this name is too long");
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    if (!format)
        return false;
    if (!format->film)
        return error_set(
            error, ERROR_INPUT,
            "%s is a picture that stands still; a film is .gif, .mp4, .webm, .anim.svg or a "
            "picture a frame, frame-%%04d.png",
            format->endings[0]);
    if (stat(path, &status) == 0)
        return ask_to_replace(frame, path, error);
    return begin(frame, path, error);
}

bool record_ask(struct frame *frame, struct error *error)
{
    char path[SHOT_PATH_MAX], shown[SHOT_PATH_MAX], hint[SHOT_PATH_MAX + 128];
    if (!shot_name(frame->document.now.scene.name, recording_ending(), path))
        return error_set(error, ERROR_FAILED, "no name is free for another film");
    char *slash = strrchr(path, '/');
    *slash = '\0';
    char *folder = strdup(path);
    if (!folder)
        return error_memory(error);
    home_shorten(folder, shown, sizeof shown);
    text_print(hint, sizeof hint, words(".gif, .mp4, .webm, .anim.svg or frame-%%04d.png; in %s"),
               shown);
    const struct prompt_options options = {.title = words("Record the timeline as"),
                                           .text = slash + 1,
                                           .hint = hint,
                                           .user = folder,
                                           .take = take_name,
                                           .free = free};
    return prompt_open(frame, &options, error);
}
