#include "app/former.h"

#include <string.h>

static void drop_lab(struct former *former)
{
    lab_destroy(former->lab);
    former->lab = NULL;
}

void former_clear(struct former *former)
{
    drop_lab(former);
    scene_clear(&former->scene);
    memset(former, 0, sizeof *former);
}

void former_take(struct former *former, struct scene *scene)
{
    former_clear(former);
    former->scene = *scene;
    memset(scene, 0, sizeof *scene);
}

void former_leave(struct former *former, bool has_ghost)
{
    drop_lab(former);
    if (!has_ghost)
        former_clear(former);
}

void former_return(struct former *former)
{
    former->is_due = former->scene.count > 0;
}

bool former_is_due(const struct former *former)
{
    return former->is_due;
}

static bool is_computing(const struct lab *lab)
{
    return lab->type->busy && lab->type->busy(lab);
}

// All of a run, whatever picture is shown: nobody sees this one's.
static void wait_for(struct lab *lab, int milliseconds)
{
    if (lab->type->wait)
        lab->type->wait(lab, (double)lab->type->steps(lab), milliseconds);
}

void former_follow(struct former *former, struct lab *lab, int milliseconds)
{
    if (!former->is_due || is_computing(lab))
        return;
    if (!former->lab && lab->type->take_ghost)
        former->lab = lab_create_again(lab->type, &former->scene, lab->threads, lab->tables, NULL);
    if (!former->lab) {
        former_clear(former);
        return;
    }
    wait_for(former->lab, milliseconds);
    if (is_computing(former->lab))
        return;
    lab->type->take_ghost(lab, former->lab);
    former->is_due = false;
    drop_lab(former);
}
