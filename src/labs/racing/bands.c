// Which curves are bands, and in which colour.
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/racing/racing.h"

bool racing_is_noisy(const struct racing *lab, size_t runner)
{
    return race_trail(lab->race, runner)->epoch_steps > 1 && objective_is_noisy(&lab->head.scene);
}

bool racing_is_band(const struct racing *lab, size_t runner, float width, double steps)
{
    return !lab->is_raw && racing_is_noisy(lab, runner) && kit_is_crowded(width, steps);
}

size_t racing_first_band(size_t bands, size_t count)
{
    return bands > KIT_BANDS_MOST ? count - 1 : 0;
}

enum lab_effect racing_toggle_raw(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "curve", kit_curves[!((struct racing *)lab)->is_raw]);
}
