#include "labs/kit/relief.h"

#include "base/text.h"
#include "labs/kit/scene.h"

#include <math.h>
#include <string.h>

enum { AZIMUTH, ELEVATION, CLOSENESS, HEIGHT };

static const char *const heights[] = {"auto", "log", "linear", NULL};

const struct param kit_relief_params[] = {
    [AZIMUTH] = {"azimuth", NULL, "azimuth",
                 "where the relief is seen from, in degrees: 0 the south, 90 the east",
                 PARAM_LINEAR, -180, 180, -30},
    [ELEVATION] = {"elevation", NULL, "elevation",
                   "how far above the relief its eye is, in degrees: 90 straight above",
                   PARAM_LINEAR, RELIEF_ELEVATION_MIN, RELIEF_ELEVATION_MAX, 40},
    [CLOSENESS] = {"closeness", NULL, "closeness", "how many times the relief is enlarged",
                   PARAM_LOG, RELIEF_ZOOM_MIN, RELIEF_ZOOM_MAX, 1},
    [HEIGHT] = {"height", NULL, "height",
                "of the relief: the cost, its logarithm, or what fits the cost", PARAM_CHOICE,
                .choices = heights},
    {0},
};

static const float turn = 0.4f;      // degrees a unit that the pointer is dragged
static const float pan_turn = 100;   // degrees for the whole of what is shown
static const double wheel_in = 1.12; // closer a notch

struct kit_relief_view kit_relief_read(const struct scene *scene)
{
    double value[KIT_RELIEF_KEYS];
    for (int i = 0; i < KIT_RELIEF_KEYS; i++)
        value[i] = scene_number(scene, "view", &kit_relief_params[i]);
    return (struct kit_relief_view){
        .camera = {value[AZIMUTH], value[ELEVATION], value[CLOSENESS]},
        .height = (enum relief_height)value[HEIGHT],
    };
}

// ---- hands --------------------------------------------------------------------------------------

// What is as without the scene's key gets none.
static bool put_number(struct scene *scene, int which, double value, double unit)
{
    char text[32];
    const struct param *param = &kit_relief_params[which];
    const double round_value = round(value / unit) * unit;
    if (fabs(round_value - scene_number(scene, "view", param)) < unit / 2)
        return false;
    text_print(text, sizeof text, "%.10g", round_value);
    const bool is_standard = fabs(round_value - param->standard) < unit / 2;
    return kit_put(scene, "view", param->key, is_standard ? NULL : text) == LAB_CHANGED;
}

static enum lab_effect put_camera(struct scene *scene, const struct relief_camera *camera)
{
    const bool has_turned = put_number(scene, AZIMUTH, camera->azimuth, 0.1);
    const bool has_tilted = put_number(scene, ELEVATION, camera->elevation, 0.1);
    const bool has_come = put_number(scene, CLOSENESS, camera->zoom, 0.001);
    return has_turned || has_tilted || has_come ? LAB_CHANGED : LAB_NOTHING;
}

static enum lab_effect drag(const struct kit_orbit *orbit, struct scene *scene, struct point at)
{
    // The box follows the hand: what is in front goes where it goes.
    const double dx = (double)(turn * (at.x - orbit->at.x));
    const double dy = (double)(turn * (at.y - orbit->at.y));
    const struct relief_camera camera = relief_camera_move(orbit->camera, -dx, dy, 1);
    return put_camera(scene, &camera) == LAB_CHANGED ? LAB_CHANGED : LAB_REDRAW;
}

enum lab_effect kit_relief_point(struct kit_orbit *orbit, const struct relief_camera *camera,
                                 const struct rect *area, struct scene *scene,
                                 const struct lab_pointer *pointer)
{
    const bool is_inside = rect_contains(area, pointer->at);
    struct relief_camera moved = *camera;
    switch (pointer->kind) {
    case LAB_PRESS:
        if (!is_inside)
            return LAB_NOTHING;
        *orbit = (struct kit_orbit){true, pointer->at, *camera};
        return LAB_REDRAW;
    case LAB_DRAG:
        return orbit->is_held ? drag(orbit, scene, pointer->at) : LAB_NOTHING;
    case LAB_RELEASE:
        if (!orbit->is_held)
            return LAB_NOTHING;
        orbit->is_held = false;
        return LAB_REDRAW;
    case LAB_WHEEL:
        if (!is_inside)
            return LAB_NOTHING;
        moved = relief_camera_move(moved, 0, 0, pow(wheel_in, (double)pointer->wheel));
        return put_camera(scene, &moved);
    case LAB_PAN:
        moved = relief_camera_move(moved, (double)(pan_turn * pointer->by.x),
                                   (double)(pan_turn * pointer->by.y), 1);
        return put_camera(scene, &moved);
    case LAB_BOX:
    case LAB_START:
        break;
    }
    return LAB_NOTHING;
}

// ---- there and back -----------------------------------------------------------------------------

bool kit_relief_is_shown(const struct scene *scene)
{
    const char *show = scene_text(scene, "view", "show");
    return show && strcmp(show, KIT_RELIEF) == 0;
}

bool kit_relief_is_fit(const struct scene *scene)
{
    for (int i = 0; i < HEIGHT; i++)
        if (scene_text(scene, "view", kit_relief_params[i].key))
            return false;
    return true;
}

enum lab_effect kit_relief_fit(struct scene *scene)
{
    enum lab_effect effect = LAB_CHANGED;
    for (int i = 0; i < HEIGHT && effect == LAB_CHANGED; i++)
        effect = kit_put(scene, "view", kit_relief_params[i].key, NULL);
    return effect;
}

enum lab_effect kit_relief_toggle(struct scene *scene, const char *flat)
{
    return kit_put(scene, "view", "show", kit_relief_is_shown(scene) ? flat : KIT_RELIEF);
}
