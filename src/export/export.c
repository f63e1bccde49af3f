#include "export/export.h"

#include "base/file.h"
#include "base/text.h"
#include "export/format.h"
#include "labs/registry.h"

#include <math.h>
#include <stdio.h>

enum { SIDE_MIN = 320, SIDE_MAX = 16384 };

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
    const double side[2] = {options->width * options->scale, options->height * options->scale};
    if (options->width >= SIDE_MIN && options->height >= SIDE_MIN * 5 / 8 && side[0] <= SIDE_MAX &&
        side[1] <= SIDE_MAX)
        return true;
    return error_set(error, ERROR_INPUT,
                     "a picture of %.0f×%.0f pixels cannot be drawn: from %d×%d (before --scale) "
                     "to %d×%d (after) is possible",
                     side[0], side[1], SIDE_MIN, SIDE_MIN * 5 / 8, SIDE_MAX, SIDE_MAX);
}

// The scene as it is drawn: place and theme belong to it, so that it reopens as the same picture.
static bool mark_view(struct scene *scene, const struct figure_options *options,
                      struct error *error)
{
    char text[32];
    text_shortest(options->step, text, sizeof text);
    return scene_put(scene, "view", "step", text, error) &&
           scene_put(scene, "view", "theme", options->theme->name, error);
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

static void settle(struct figure_options *options, struct lab *lab, const struct scene *scene)
{
    const double last = (double)lab->type->steps(lab);
    const char *theme = scene_text(scene, "view", "theme");
    if (!options->theme && theme)
        options->theme = theme_find(theme);
    if (!options->theme)
        options->theme = &theme_light;
    const char *step = scene_text(scene, "view", "step");
    if (!options->has_step && !(step && text_number(step, &options->step)))
        options->step = last;
    options->step = fmin(fmax(options->step, 0), last);
}

bool export_picture(const struct scene *scene, const char *path,
                    const struct figure_options *options, struct error *error)
{
    struct figure_options settled = *options;
    if (settled.width == 0) {
        settled.width = 1280;
        settled.height = 720;
    }
    if (settled.scale == 0)
        settled.scale = 1;
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    const struct lab_type *type = format ? lab_for(scene, error) : NULL;
    if (!type || !check_size(&settled, error))
        return false;
    struct lab *lab = lab_create(type, scene, settled.threads, error);
    if (!lab)
        return false;
    if (!place_epoch(&settled, lab, error)) {
        lab_destroy(lab);
        return false;
    }
    settle(&settled, lab, scene);
    take_report(lab, options->report);
    lab_wait(lab, settled.step, -1);
    struct scene drawn = {0};
    struct format_job job = {.lab = lab, .scene = &drawn, .options = &settled};
    const bool done = scene_copy(&drawn, scene, error) && mark_view(&drawn, &settled, error) &&
                      write_file(format, &job, path, error);
    scene_clear(&drawn);
    lab_destroy(lab);
    return done;
}

// ---- numbers ------------------------------------------------------------------------------------

bool export_numbers(const struct scene *scene, const char *path, int threads, struct report *report,
                    struct error *error)
{
    const struct format *format = format_choose(FORMAT_NUMBERS, path, error);
    const struct lab_type *type = format ? lab_for(scene, error) : NULL;
    struct lab *lab = type ? lab_create(type, scene, threads, error) : NULL;
    if (!lab)
        return false;
    struct format_job job = {.lab = lab, .scene = scene};
    take_report(lab, report);
    const bool done =
        path ? write_file(format, &job, path, error) : write_output(format, &job, error);
    lab_destroy(lab);
    return done;
}
