#include "sim/objective.h"

void objective_destroy(struct objective *objective)
{
    if (objective)
        objective->type->destroy(objective);
}
