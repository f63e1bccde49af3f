#include "sim/rule_program.h"

#include <stdlib.h>

void rule_program_destroy(struct rule_program *program)
{
    free(program);
}
