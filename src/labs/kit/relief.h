// Pictures that show a field as a relief: their keys of [view], the hands on the camera, the way
// there and back.
#ifndef RAVINE_LABS_KIT_RELIEF_H
#define RAVINE_LABS_KIT_RELIEF_H

#include "labs/lab.h"
#include "plot/relief.h"

// The name of such a picture, in every lab that has one.
#define KIT_RELIEF "relief"

// What the command to it does.
#define KIT_RELIEF_WHAT "the surface in 3D and back"

// azimuth, elevation, closeness, height of [view]; ends with a NULL key.
enum { KIT_RELIEF_KEYS = 4 };
extern const struct param kit_relief_params[];

// What a scene asks for.
struct kit_relief_view {
    struct relief_camera camera;
    enum relief_height height;
};

struct kit_relief_view kit_relief_read(const struct scene *scene);

// A hand that turns the box.
struct kit_orbit {
    bool is_held;
    struct point at; // where it took hold, and the camera then
    struct relief_camera camera;
};

// Dragging and panning turn the camera, the wheel brings it nearer. Puts it into the scene.
enum lab_effect kit_relief_point(struct kit_orbit *orbit, const struct relief_camera *camera,
                                 const struct rect *area, struct scene *scene,
                                 const struct lab_pointer *pointer);

// Whether the picture that a scene shows is the relief.
bool kit_relief_is_shown(const struct scene *scene);

// Whether the camera stands where it does without the scene's keys; putting it there.
bool kit_relief_is_fit(const struct scene *scene);
enum lab_effect kit_relief_fit(struct scene *scene);

// From the relief to the picture `flat` or back; the camera stays.
enum lab_effect kit_relief_toggle(struct scene *scene, const char *flat);

#endif
