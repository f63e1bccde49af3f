#include "labs/kit/objective_kind.h"

// One row a kind, in the order people should see them.
#define KINDS(ROW)                                                                                 \
    ROW(surface)                                                                                   \
    ROW(regression)                                                                                \
    ROW(quadratic)                                                                                 \
    ROW(fit)

#define DECLARE(kind) extern const struct objective_kind objective_kind_##kind;
#define ADDRESS(kind) &objective_kind_##kind,
#define NAME(kind)    #kind,

KINDS(DECLARE)

const struct objective_kind *const objective_kinds[] = {KINDS(ADDRESS) NULL};
const char *const objective_kind_names[] = {KINDS(NAME) NULL};
