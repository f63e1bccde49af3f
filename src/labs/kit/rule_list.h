// The rules that the runners of a scene can have: what ships, and those of its [rule.NAME]
// sections, whose lines are written as in a paper (sim/rule_text.h).
#ifndef RAVINE_LABS_KIT_RULE_LIST_H
#define RAVINE_LABS_KIT_RULE_LIST_H

#include "scene/scene.h"
#include "sim/rule.h"

struct rule_list {
    const struct rule **rule; // [count], held: first what ships, then the scene's own
    const char **name;        // the same order, NULL-terminated, for a PARAM_CHOICE
    size_t count, shipped;
};

// What other keys of a runner are called: no parameter of a rule may be. NULL: anything will do.
typedef bool rule_list_taken(const char *key);

// Errors: lines that are none of a rule, with their place; a name that ships; a parameter that is
// called as something else is.
bool rule_list_read(struct rule_list *list, const struct scene *scene, rule_list_taken *is_taken,
                    struct error *error);
void rule_list_clear(struct rule_list *list);

// "mine" of "rule.mine"; NULL: it is no section of a rule.
const char *rule_list_name(const char *section);

// Whether the scene has a section for a rule of that name (NULL is no name), or for any.
bool rule_list_has(const struct scene *scene, const char *name);
bool rule_list_has_any(const struct scene *scene);

enum { RULE_NAMES_MAX = 128 };

// The names that a runner's `rule` can have, what ships first; ends with NULL. They are the
// scene's, as long as that stays as it is.
void rule_list_names(const struct scene *scene, const char *names[RULE_NAMES_MAX + 1]);

// The section with the lines of that rule; NULL where the scene has none.
const struct scene_section *rule_list_lines(const struct scene *scene, const char *name);

// The rule of that name, what ships or the scene's own; the caller releases it. NULL where there is
// none or its lines are wrong.
const struct rule *rule_list_hold(const struct scene *scene, const char *name);

// A table of sections has this row.
#define KIT_RULES                                                                                  \
    {                                                                                              \
        "rule", true, kit_no_param, "a line of a rule of one's own: ravine help rule",             \
            .essence = "theta"                                                                     \
    }

#endif
