// A format that moves: what becomes of the frames of a recording, one by one.
//
// Who may call whom: recording → film → gif, mp4, webm, sequence; those → frames, motion.
#ifndef RAVINE_EXPORT_FILM_H
#define RAVINE_EXPORT_FILM_H

#include "base/file.h"
#include "export/frames.h"
#include "export/motion.h"
#include "scene/scene.h"

// What a film is made of.
struct film {
    const char *path;          // of the file, or with a number in it (format.h's is_sequence)
    const struct scene *scene; // as it is drawn; its place is the last frame's
    const struct motion *motion;
    struct frames *frames;          // whose pixels hold the frame that is to be added
    const struct file_writer *file; // NULL where there is a file a frame
    void *data;                     // the format's own
};

// Functions that fail say why in `error` and leave `data` to abort().
struct film_type {
    double fps; // where nobody asks for another
    // May draw frames to look at them before the first is added.
    bool (*begin)(struct film *film, struct error *error);
    // The frame that frames->pixels holds; `again` says that it is the one before once more.
    bool (*add)(struct film *film, size_t frame, bool again, struct error *error);
    bool (*end)(struct film *film, struct error *error); // writes what is left
    void (*free)(struct film *film);                     // after end() or in place of it
    bool has_lines; // it draws frames itself, not as pixels: frames->pixels holds none
};

#endif
