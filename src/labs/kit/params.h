// Keys that the scenes of several labs share.
#ifndef RAVINE_LABS_KIT_PARAMS_H
#define RAVINE_LABS_KIT_PARAMS_H

#include "base/param.h"
#include "labs/paper.h"
#include "scene/scene.h"

#include <stddef.h>

extern const char *const kit_no_yes[], *const kit_off_on[];

// The keys of [scene]: lab, title, caption. NULL past the end.
const struct param *kit_scene_param(size_t index);

// The section of what a scene claims (labs/claims.h), for a lab's table of sections.
#define KIT_CLAIMS                                                                                 \
    {                                                                                              \
        "claim", false, kit_no_param, "what the scene claims: ravine help claims"                  \
    }
const struct param *kit_no_param(size_t index); // NULL

// The section of what a scene asks before it is played (labs/quiz.h), likewise.
#define KIT_PREDICT                                                                                \
    {                                                                                              \
        "predict", false, quiz_param, NULL                                                         \
    }

// The section of how a scene looks on paper (labs/paper.h), likewise.
#define KIT_FIGURE                                                                                 \
    {                                                                                              \
        PAPER_SECTION, false, paper_param, NULL                                                    \
    }

// The keys of [view] that every lab has behind its own: theme, hide. NULL past the end.
const struct param *kit_screen_param(size_t index);

// The keys of [view] where a lab has none of its own: step and those. NULL past the end.
const struct param *kit_view_param(size_t index);

// Of two rows for one key, a choice of what ships and a free text: the choice where the scene has
// one of its words, or none.
const struct param *kit_choice_or_text(const struct scene *scene, const char *section,
                                       const struct param *choice, const struct param *text);

// A function that lists a table of params, which ends with a NULL key, for struct scene_rule.
#define KIT_PARAM_FUNCTION(name, table)                                                            \
    static const struct param *name(size_t index)                                                  \
    {                                                                                              \
        return (table)[index].key ? &(table)[index] : NULL;                                        \
    }

#endif
