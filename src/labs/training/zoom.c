#include "labs/training/zoom.h"

#include "base/words.h"
#include "labs/kit/zoom.h"
#include "labs/training/pictures.h"

#include <math.h>

#define PART(key_, what)                                                                           \
    {                                                                                              \
        .key = key_, .label = key_, .help = what, .scale = PARAM_PAIR, .min = -1e12, .max = 1e12   \
    }

// Two of each picture, in the order of enum training_zoom.
const struct param training_zoom_params[] = {
    PART("x", "the part of the cost curves' x axis that is shown: low, high"),
    PART("y", "the part of the costs that is shown: low, high"),
    PART("plane_x", "the part of the landscape that is shown, across: low, high"),
    PART("plane_y", "the part of the landscape that is shown, upwards: low, high"),
    PART("true_x", "the part of the true numbers that is shown: low, high"),
    PART("true_y", "the part of the predicted numbers that is shown: low, high"),
    PART("batch_x", "the part of the batch sizes that is shown: low, high"),
    PART("batch_y", "the part of the seconds that is shown: low, high"),
    {0},
};

static const struct param *param_of(enum training_zoom which, int axis)
{
    return &training_zoom_params[2 * (int)which + axis];
}

bool training_zoom_read(const struct scene *scene, struct training_part part[ZOOM_COUNT],
                        struct error *error)
{
    for (int i = 0; i < 2 * ZOOM_COUNT; i++) {
        const struct param *param = &training_zoom_params[i];
        struct training_part *to = &part[i / 2];
        const char *text = scene_text(scene, "view", param->key);
        double range[2];
        to->has[i % 2] = text != NULL;
        if (!text)
            continue;
        if (!param_parse_pair(param, text, range, error))
            return scene_blame(scene, "view", param->key, error);
        if (!(range[1] - range[0] > 1e-12 * (fabs(range[0]) + fabs(range[1])))) {
            error_set(error, ERROR_INPUT, "%s must be low, high with low < high, not '%s'",
                      param->key, text);
            return scene_blame(scene, "view", param->key, error);
        }
        to->low[i % 2] = range[0];
        to->high[i % 2] = range[1];
    }
    return true;
}

static void apply(const struct training_part *part, int which, struct axis *axis)
{
    if (!part->has[which] || (axis->log && !(part->low[which] > 0)))
        return;
    axis->low = part->low[which];
    axis->high = part->high[which];
}

void training_zoom_apply(const struct training_lab *lab, enum training_zoom which,
                         struct plot *plot)
{
    apply(&lab->part[which], 0, &plot->x);
    apply(&lab->part[which], 1, &plot->y);
}

void training_zoom_apply_x(const struct training_lab *lab, enum training_zoom which,
                           struct axis *axis)
{
    apply(&lab->part[which], 0, axis);
}

enum lab_effect training_zoom_point(struct training_lab *lab, struct scene *scene,
                                    enum training_zoom which, const struct plot *plot,
                                    const struct lab_pointer *pointer)
{
    const char *const keys[] = {param_of(which, 0)->key, param_of(which, 1)->key};
    struct lab_pointer meant = *pointer;
    double low[2], high[2];
    switch (pointer->kind) {
    case LAB_PRESS:
        lab->is_panning = rect_contains(&plot->area, pointer->at);
        lab->pan_at = pointer->at;
        return lab->is_panning ? LAB_REDRAW : LAB_NOTHING;
    case LAB_RELEASE:
        lab->is_panning = false;
        return LAB_REDRAW;
    case LAB_DRAG:
        if (!lab->is_panning)
            return LAB_NOTHING;
        meant = kit_pan(plot, lab->pan_at, pointer->at);
        lab->pan_at = pointer->at;
        break;
    default:
        break;
    }
    return kit_zoom(plot, &meant, low, high) ? kit_zoom_put(scene, keys, plot, low, high)
                                             : LAB_NOTHING;
}

bool training_zoom_forget(struct scene *scene, enum training_zoom which, int axis,
                          struct error *error)
{
    for (int i = 0; i < 2; i++)
        if ((axis < 0 || axis == i) &&
            !scene_put(scene, "view", param_of(which, i)->key, NULL, error))
            return false;
    return true;
}

// ---- everything again ---------------------------------------------------------------------------

// ZOOM_COUNT: it has no axes.
static enum training_zoom shown(const struct lab *lab)
{
    const struct lab_picture *const pictures[] = {
        [ZOOM_COSTS] = &training_costs_picture,
        [ZOOM_LANDSCAPE] = &training_landscape_picture,
        [ZOOM_LEARNED] = &training_learned_picture,
        [ZOOM_SWEEP] = &training_sweep_picture,
    };
    int which = 0;
    while (which < ZOOM_COUNT && pictures[which] != lab_picture(lab))
        which++;
    return (enum training_zoom)which;
}

const char *training_is_fit(const struct lab *lab, const struct lab_view *view)
{
    const enum training_zoom which = shown(lab);
    (void)view;
    for (int axis = 0; which < ZOOM_COUNT && axis < 2; axis++)
        if (scene_text(&lab->scene, "view", param_of(which, axis)->key))
            return NULL;
    return words("everything is shown");
}

enum lab_effect training_fit(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return shown(lab) < ZOOM_COUNT && training_zoom_forget(scene, shown(lab), -1, NULL)
               ? LAB_CHANGED
               : LAB_NOTHING;
}
