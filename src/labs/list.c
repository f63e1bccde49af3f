// Nothing but the list, so that a program with a list of its own has those labs instead.
#include "labs/list.h"

#include "labs/registry.h"

const struct lab_type *const lab_types[] = {LABS(LAB_ADDRESS) NULL};
