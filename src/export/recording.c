#include "export/recording.h"

#include "base/array.h"
#include "export/film.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct recording {
    const struct film_type *type;
    struct film film;
    struct motion motion;
    struct frames frames;
    struct file_writer file;
    struct scene scene;
    char *path;
    size_t done;
    bool has_begun; // the format: it may draw, which nothing can before it is computed
};

// Everything that the frames are made with.
static bool prepare(struct recording *recording, const struct scene *scene, struct lab *lab,
                    const char *path, const struct figure_options *options, struct error *error)
{
    recording->path = strdup(path);
    if (!recording->path)
        return error_memory(error);
    if (!motion_settle(&recording->motion, &options->motion, lab, recording->type->fps, error) ||
        !scene_copy(&recording->scene, scene, error))
        return false;
    if (recording->type->has_lines)
        frames_init_without(&recording->frames, lab, options);
    else if (!frames_init(&recording->frames, lab, options, error))
        return false;
    recording->frames.options.is_planned = true;
    recording->frames.options.plan_step = recording->motion.to;
    return true;
}

struct recording *recording_begin(const struct scene *scene, struct lab *lab, const char *path,
                                  const struct figure_options *options, struct error *error)
{
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    struct recording *recording = format ? array_create(1, sizeof *recording, error) : NULL;
    if (!recording)
        return NULL;
    recording->type = format->film;
    bool done = prepare(recording, scene, lab, path, options, error) &&
                (format->is_sequence || file_writer_open(&recording->file, path, error));
    if (done) {
        recording->film = (struct film){
            .path = recording->path,
            .scene = &recording->scene,
            .motion = &recording->motion,
            .frames = &recording->frames,
            .file = format->is_sequence ? NULL : &recording->file,
        };
    }
    if (done)
        return recording;
    recording_abort(recording);
    return NULL;
}

size_t recording_frames(const struct recording *recording)
{
    return motion_frames(&recording->motion);
}

size_t recording_done(const struct recording *recording)
{
    return recording->done;
}

bool recording_next(struct recording *recording, int milliseconds, struct error *error)
{
    const struct motion *motion = &recording->motion;
    const double step = motion_step(motion, recording->done);
    const bool again = recording->done > 0 && step == motion_step(motion, recording->done - 1);
    if (!lab_wait(recording->frames.lab, motion->to, milliseconds))
        return true;
    if (!recording->has_begun) {
        recording->has_begun = true;
        if (!recording->type->begin(&recording->film, error))
            return false;
    }
    recording->frames.options.step = step;
    if (!again && !recording->type->has_lines && !frames_draw(&recording->frames, step, error))
        return false;
    if (!recording->type->add(&recording->film, recording->done, again, error))
        return false;
    recording->done++;
    return true;
}

static void destroy(struct recording *recording)
{
    if (recording->film.frames)
        recording->type->free(&recording->film);
    file_writer_abort(&recording->file);
    frames_clear(&recording->frames);
    scene_clear(&recording->scene);
    free(recording->path);
    free(recording);
}

const char *recording_ending(void)
{
#ifdef RAVINE_HAS_GIF
    return ".gif";
#else
    return ".anim.svg";
#endif
}

bool recording_end(struct recording *recording, struct error *error)
{
    const bool done = recording->type->end(&recording->film, error) &&
                      (!recording->film.file || file_writer_commit(&recording->file, error));
    destroy(recording);
    return done;
}

void recording_abort(struct recording *recording)
{
    if (recording)
        destroy(recording);
}
