#include "app/palette.h"

#include "app/chooser.h"
#include "app/finds.h"
#include "base/array.h"
#include "base/words.h"

#include <stdlib.h>

static bool take(struct frame *frame, void *user, size_t index, struct error *error)
{
    const struct finds *finds = user;
    return find_do(frame, &finds->find[index], error);
}

static void free_finds(void *user)
{
    finds_clear(user);
    free(user);
}

bool palette_open(struct frame *frame, struct error *error)
{
    struct finds *finds = array_create(1, sizeof *finds, error);
    if (!finds)
        return false;
    if (!finds_fill(finds, frame, error)) {
        free_finds(finds);
        return false;
    }
    return chooser_open(frame,
                        &(struct chooser_options){
                            .title = words("Find"),
                            .hint = words("parts of words: a scene, a command, a slider, a choice"),
                            .list = &finds->list,
                            .user = finds,
                            .take = take,
                            .free = free_finds,
                        },
                        error);
}
