// A lab's pictures, and the key `show` of [view] that follows from them where there are several.
#ifndef RAVINE_LABS_KIT_PICTURES_H
#define RAVINE_LABS_KIT_PICTURES_H

#include "labs/lab.h"

#define KIT_PICTURE_ADDRESS(picture, name) &picture,
#define KIT_PICTURE_NAME(picture, name)    name,

// Defines LAB_pictures[], NULL-terminated, and the parameter LAB_show_param. ROWS is a macro with a
// line ROW(variable, "name") for every picture, in the order of the stage; the name is the
// picture's own.
#define KIT_PICTURES(lab, ROWS)                                                                    \
    static const char *const lab##_picture_names[] = {ROWS(KIT_PICTURE_NAME) NULL};                \
    const struct lab_picture *const lab##_pictures[] = {ROWS(KIT_PICTURE_ADDRESS) NULL};           \
    const struct param lab##_show_param = {.key = "show",                                          \
                                           .label = "show",                                        \
                                           .help = "the picture that the stage shows",             \
                                           .scale = PARAM_CHOICE,                                  \
                                           .choices = lab##_picture_names};

// Whether there is something to choose from: only then has the lab the key.
static inline bool kit_has_show(const struct param *show)
{
    return show->choices[0] && show->choices[1];
}

#endif
