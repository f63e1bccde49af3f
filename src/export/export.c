#include "export/export.h"

#include "base/file.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "export/carry.h"
#include "export/format.h"
#include "export/recording.h"
#include "labs/registry.h"

#include <math.h>
#include <stdio.h>

enum { PART_WIDTH = 320, PART_HEIGHT = 200, SIDE_MAX = 16384 };

// Opens the file, has it written, and puts it in its place.
static bool write_file(const struct format *format, struct format_job *job, const char *path,
                       struct error *error)
{
    struct file_writer writer = {0};
    job->file = &writer;
    const bool done = file_writer_open(&writer, path, error) && format->write(job, error) &&
                      file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    return done;
}

static bool write_output(const struct format *format, struct format_job *job, struct error *error)
{
    const struct file_writer output = {.stream = stdout};
    job->file = &output;
    return format->write(job, error) &&
           ((fflush(stdout) == 0 && !ferror(stdout)) ||
            error_set(error, ERROR_FAILED, "standard output could not be written in full"));
}

static void take_report(const struct lab *lab, struct report *report)
{
    const struct report *found = lab->type->report ? lab->type->report(lab) : NULL;
    if (found && report)
        *report = *found;
}

// ---- pictures -----------------------------------------------------------------------------------

static bool check_size(const struct figure_options *options, struct error *error)
{
    int side[2];
    figure_size(options, &side[0], &side[1]);
    const bool is_whole = options->part == FIGURE_ALL;
    const int wide = is_whole ? FIGURE_LEAST_WIDTH : PART_WIDTH;
    const int high = is_whole ? FIGURE_LEAST_HEIGHT : PART_HEIGHT;
    const bool is_seen = options->is_paper || (options->width >= wide && options->height >= high);
    if (is_seen && side[0] <= SIDE_MAX && side[1] <= SIDE_MAX)
        return true;
    return error_set(error, ERROR_INPUT,
                     "a picture of %d×%d pixels cannot be drawn: from %d×%d (before --scale) "
                     "to %d×%d (after) is possible",
                     side[0], side[1], wide, high, SIDE_MAX, SIDE_MAX);
}

// The scene as it is drawn: place and theme belong to it, so that it reopens as the same picture.
static bool mark_view(struct scene *scene, const struct figure_options *options,
                      struct error *error)
{
    char text[32];
    text_shortest(options->step, text, sizeof text);
    const bool has_theme = paper_number(scene, PAPER_THEME) != PAPER_SCENES_THEME;
    return scene_put(scene, "view", "step", text, error) &&
           (has_theme || scene_put(scene, "view", "theme", options->theme->name, error)) &&
           figure_mark(scene, options, error);
}

// A place that is given in epochs, in what the timeline counts.
static bool place_epoch(struct figure_options *options, const struct lab *lab, struct error *error)
{
    if (!options->has_epoch)
        return true;
    if (!lab->type->tick)
        return error_set(error, ERROR_INPUT,
                         "--epoch: this scene has no epochs; --step says which place to show");
    const size_t tick = lab_tick(lab);
    options->has_step = true;
    options->step = options->epoch * (double)(tick > 0 ? tick : 1); // 0: a step is an epoch
    return true;
}

static bool settle_place(struct figure_options *options, struct lab *lab, const struct scene *scene,
                         struct error *error)
{
    const double last = (double)lab->type->steps(lab);
    const double tick = (double)(options->has_epoch && lab_tick(lab) > 0 ? lab_tick(lab) : 1);
    if (options->has_step && options->step > last)
        return error_set(error, ERROR_INPUT, "%s %g lies behind the end of the timeline, %g",
                         options->has_epoch ? "--epoch" : "--step", options->step / tick,
                         last / tick);
    const char *step = scene_text(scene, "view", "step");
    if (!options->has_step && !(step && text_number(step, &options->step)))
        options->step = last;
    options->step = fmin(fmax(options->step, 0), last);
    return true;
}

static bool interrupted(const char *path, struct error *error)
{
    return error_set(error, ERROR_FAILED, "interrupted: %s is as it was", path);
}

static bool is_to_end(const struct figure_options *options)
{
    return options->ends_on_signals && interrupt_came();
}

// Until everything is there that is to be drawn, or somebody wants the program to end.
static bool wait_for(struct lab *lab, const char *path, const struct figure_options *options,
                     struct error *error)
{
    while (!lab_wait(lab, options->step, 50)) {
        if (options->await)
            options->await(options->user, lab_progress(lab));
        if (is_to_end(options))
            return interrupted(path, error);
    }
    return true;
}

static bool write_picture(const struct format *format, struct lab *lab, const struct scene *scene,
                          const char *path, const struct figure_options *options,
                          struct error *error)
{
    struct file_writer writer = {0};
    struct format_job job = {.lab = lab, .scene = scene, .options = options, .file = &writer};
    if (!file_writer_open(&writer, path, error))
        return false;
    const bool is_held = options->ends_on_signals && file_writer_replaces(&writer);
    struct interrupt *guard = is_held ? interrupt_guard(NULL, NULL) : NULL;
    bool done = wait_for(lab, path, options, error) &&
                (format->write(&job, error) || file_writer_blame(&writer, error));
    if (done && is_to_end(options))
        done = interrupted(path, error);
    done = done && file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    interrupt_unguard(guard);
    return done;
}

// Frame by frame, for as long as nobody wants it to end.
static bool write_frames(struct recording *recording, const struct lab *lab, const char *path,
                         const struct figure_options *options, struct error *error)
{
    const size_t all = recording_frames(recording);
    while (recording_done(recording) < all) {
        if (is_to_end(options) ||
            (options->follow && !options->follow(options->user, recording_done(recording), all)))
            return interrupted(path, error);
        if (!recording_next(recording, 50, error))
            return false;
        if (options->await && recording_done(recording) == 0)
            options->await(options->user, lab_progress(lab)); // what it shows is not there yet
    }
    return !options->follow || options->follow(options->user, all, all) || interrupted(path, error);
}

static bool write_film(struct lab *lab, const struct scene *scene, const char *path,
                       const struct figure_options *options, struct error *error)
{
    struct recording *recording = recording_begin(scene, lab, path, options, error);
    if (!recording)
        return false;
    struct interrupt *guard = options->ends_on_signals ? interrupt_guard(NULL, NULL) : NULL;
    const bool is_whole = write_frames(recording, lab, path, options, error);
    const bool done = is_whole && recording_end(recording, error);
    if (!is_whole)
        recording_abort(recording);
    interrupt_unguard(guard);
    return done;
}

bool export_check_target(const struct scene *scene, const char *path,
                         const struct figure_options *options, struct error *error)
{
    if (options->font &&
        (file_is_same(options->font->regular, path) || file_is_same(options->font->bold, path)))
        return error_set(error, ERROR_INPUT, "%s is the font; nothing is written over it", path);
    return carry_check_target(scene, path, error);
}

bool export_picture(const struct scene *scene, const char *path,
                    const struct figure_options *options, struct error *error)
{
    struct figure_options settled = *options;
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    const struct lab_type *type = format ? lab_for(scene, error) : NULL;
    if (!type || !figure_settle(&settled, scene, format->is_vector, error) ||
        !check_size(&settled, error) || !export_check_target(scene, path, &settled, error))
        return false;
    struct lab *lab = lab_create(type, scene, settled.threads, error);
    if (!lab)
        return false;
    if (!place_epoch(&settled, lab, error) || !settle_place(&settled, lab, scene, error)) {
        lab_destroy(lab);
        return false;
    }
    take_report(lab, options->report);
    const bool done = export_figure(lab, scene, path, &settled, error);
    lab_destroy(lab);
    return done;
}

bool export_figure(struct lab *lab, const struct scene *scene, const char *path,
                   const struct figure_options *options, struct error *error)
{
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    if (!format || !check_size(options, error))
        return false;
    struct scene drawn = {0};
    const bool done = scene_copy(&drawn, scene, error) && mark_view(&drawn, options, error) &&
                      (format->film ? write_film(lab, &drawn, path, options, error)
                                    : write_picture(format, lab, &drawn, path, options, error));
    scene_clear(&drawn);
    return done;
}

// ---- numbers ------------------------------------------------------------------------------------

// What a figure shows is complete, and where a vector one of it ends.
static bool settle_numbers(struct numbers_options *options, struct lab *lab,
                           const struct scene *scene, struct error *error)
{
    struct figure_options *figure = &options->figure;
    figure->is_figure = true;
    if (!place_epoch(figure, lab, error) || !figure_settle(figure, scene, true, error))
        return false;
    if (!settle_place(figure, lab, scene, error))
        return false;
    while (!lab_wait(lab, figure->step, 50))
        if (figure->await)
            figure->await(figure->user, lab_progress(lab));
    return true;
}

// The numbers of all steps, without the picture that the window would show of them.
static void await_numbers(struct lab *lab, const struct figure_options *options)
{
    const double last = (double)lab->type->steps(lab);
    while (options->await && lab->type->wait && !lab->type->wait(lab, last, 100))
        options->await(options->user, lab_progress(lab));
}

bool export_numbers(const struct scene *scene, const char *path,
                    const struct numbers_options *options, struct error *error)
{
    static const struct numbers_options whole = {0};
    const struct numbers_options *wanted = options ? options : &whole;
    const struct format *format = format_choose(FORMAT_NUMBERS, path, error);
    const struct lab_type *type = format ? lab_for(scene, error) : NULL;
    if (path && !carry_check_target(scene, path, error))
        return false;
    struct lab *lab = type ? lab_create(type, scene, wanted->threads, error) : NULL;
    if (!lab)
        return false;
    take_report(lab, wanted->figure.report);
    await_numbers(lab, &wanted->figure);
    struct numbers_options settled = *wanted;
    const bool is_settled = !settled.is_figure || settle_numbers(&settled, lab, scene, error);
    struct format_job job = {.lab = lab, .scene = scene, .numbers = &settled};
    const bool done = is_settled && (path ? write_file(format, &job, path, error)
                                          : write_output(format, &job, error));
    lab_destroy(lab);
    return done;
}
