#include "app/walk.h"

#include "base/words.h"
#include "labs/registry.h"
#include "scene/shelf.h"

#include <string.h>

static bool open_shipped(struct frame *frame, const char *name, struct error *error)
{
    char path[4096];
    // What is not on the shelf is said as for any word.
    return shelf_find(name, path, sizeof path, NULL) ? frame_open_path(frame, path, error)
                                                     : frame_open_path(frame, name, error);
}

static bool walk_lecture(struct frame *frame, int direction, struct error *error)
{
    const size_t next = session_next(&frame->session, direction);
    if (next != SESSION_NONE)
        return frame_open_place(frame, next, direction, error);
    toast_say(&frame->toast, false,
              direction > 0 ? words("This is the last scene of the lecture.")
                            : words("This is the first scene of the lecture."));
    return true;
}

bool walk_scene(struct frame *frame, int direction, struct error *error)
{
    if (session_has_lecture(&frame->session))
        return walk_lecture(frame, direction, error);
    size_t count = 0;
    while (frame->scenes[count])
        count++;
    size_t at = count;
    const char *name = frame->document.now.scene.name;
    for (size_t i = 0; i < count; i++)
        if (name && strcmp(frame->scenes[i], name) == 0)
            at = i;
    if (at == count) { // whoever left it would not find it again by coming back
        toast_say(&frame->toast, false,
                  words("This scene is in no lecture. The scene menu shows all that there are."));
        return true;
    }
    return open_shipped(frame, frame->scenes[(at + count + (size_t)direction) % count], error);
}

bool walk_lab(struct frame *frame, int direction, struct error *error)
{
    size_t count = 0, at = 0;
    for (; lab_types[count]; count++)
        if (lab_types[count] == frame->document.lab->type)
            at = count;
    const struct lab_type *type = lab_types[(at + count + (size_t)direction) % count];
    const size_t left = session_find_lab(&frame->session, type);
    return left != SESSION_NONE ? frame_return(frame, left, error)
                                : open_shipped(frame, type->scene, error);
}
