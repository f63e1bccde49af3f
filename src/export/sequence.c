// A picture a frame, "frame-%04d.png": each carries the scene at its place.
#include "base/text.h"
#include "export/carry.h"
#include "export/film.h"
#include "export/format.h"
#include "export/png_encode.h"

#include <stdlib.h>
#include <string.h>

static bool begin(struct film *film, struct error *error)
{
    (void)film, (void)error;
    return true;
}

// The path with the number in it: "%04d" is four digits, "%d" as many as it takes.
static void name_frame(const char *path, size_t frame, char name[FILE_PATH_MAX])
{
    const char *percent = strrchr(path, '%');
    char *after;
    const int digits = (int)strtol(percent + 1, &after, 10);
    snprintf(name, FILE_PATH_MAX, "%.*s%0*zu%s", (int)(percent - path), path, digits, frame + 1,
             after + 1);
}

// The scene alone: what a hundred pictures share is not put into each of them.
static bool pack_scene(struct payload *payload, const struct film *film, size_t frame,
                       struct error *error)
{
    char step[32];
    struct scene scene;
    text_shortest(motion_step(film->motion, frame), step, sizeof step);
    if (!scene_copy(&scene, film->scene, error))
        return false;
    const bool done = scene_put(&scene, "view", "step", step, error);
    payload->scene = done ? scene_format(&scene, error) : NULL;
    scene_clear(&scene);
    return payload->scene;
}

static bool write_frame(const struct film *film, const struct file_writer *file,
                        const struct payload *payload, struct error *error)
{
    const struct frames *frames = film->frames;
    const struct png_setup setup = {
        .width = frames->width,
        .height = frames->height,
        .has_alpha = frames->has_alpha,
        .payload = payload,
        .threads = frames->options.threads,
    };
    struct png_encoder *png = png_begin(file->stream, &setup, error);
    if (!png)
        return false;
    if (png_rows(png, frames->pixels, frames->height, error))
        return png_end(png, error);
    png_abort(png);
    return false;
}

static bool add(struct film *film, size_t frame, bool again, struct error *error)
{
    char name[FILE_PATH_MAX];
    struct payload payload = {0};
    struct file_writer file = {0};
    (void)again;
    name_frame(film->path, frame, name);
    const bool done = carry_check_target(film->scene, name, error) &&
                      pack_scene(&payload, film, frame, error) &&
                      file_writer_open(&file, name, error) &&
                      write_frame(film, &file, &payload, error) && file_writer_commit(&file, error);
    if (!done)
        file_writer_abort(&file);
    payload_clear(&payload);
    return done;
}

static bool end(struct film *film, struct error *error)
{
    (void)film, (void)error;
    return true;
}

static void release(struct film *film)
{
    (void)film;
}

static const struct film_type film = {30, begin, add, end, release};

const struct format format_sequence = {
    .name = "frames",
    .endings = {"%04d.png"},
    .what = "a film as a picture a frame, numbered from 1; each carries its scene",
    .kind = FORMAT_PICTURE,
    .is_sequence = true,
    .options = {FORMAT_FILM},
    .film = &film,
};
