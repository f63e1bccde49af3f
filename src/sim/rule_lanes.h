// The step of typed rules, for one precision: included after precision.h. Blocks of θ go through
// the operations one after the other, so that every loop is plain vector arithmetic, as long as a
// block. Scalars are worked out in double, once a step, and rounded once.

// What is written may be what is read, element by element.
#if defined(__clang__)
#define EACH _Pragma("clang loop vectorize(assume_safety)") for (size_t i = 0; i < n; i++)
#else
#define EACH _Pragma("GCC ivdep") for (size_t i = 0; i < n; i++)
#endif

// An operation on x and y, of which one may be a scalar.
#define TWO(value)                                                                                 \
    if (o->is_scalar_a) {                                                                          \
        const REAL x = scalar[o->a];                                                               \
        EACH                                                                                       \
        {                                                                                          \
            const REAL y = b[i];                                                                   \
            into[i] = (REAL)(value);                                                               \
        }                                                                                          \
    } else if (o->is_scalar_b) {                                                                   \
        const REAL y = scalar[o->b];                                                               \
        EACH                                                                                       \
        {                                                                                          \
            const REAL x = a[i];                                                                   \
            into[i] = (REAL)(value);                                                               \
        }                                                                                          \
    } else {                                                                                       \
        EACH                                                                                       \
        {                                                                                          \
            const REAL x = a[i], y = b[i];                                                         \
            into[i] = (REAL)(value);                                                               \
        }                                                                                          \
    }                                                                                              \
    break

// What has no loop of its own: element by element, in double.
static void STEP(operate_slowly)(const struct rule_operation *o, REAL *into, const REAL *a,
                                 const REAL *b, const REAL scalar[], size_t n)
{
    const struct formula_node node = {.op = o->op, .c = o->power};
    for (size_t i = 0; i < n; i++) {
        const double x = (double)(o->is_scalar_a ? scalar[o->a] : a[i]);
        const double y = (double)(o->is_scalar_b ? scalar[o->b] : b[i]);
        into[i] = (REAL)formula_apply(&node, x, y, 0);
    }
}

static void STEP(operate)(const struct rule_operation *o, REAL *into, const REAL *a, const REAL *b,
                          const REAL *c, const REAL *restrict scalar, size_t n)
{
    switch ((enum formula_op)o->op) {
    case OP_SPREAD:
        EACH into[i] = scalar[o->a];
        break;
    case OP_SAME:
        EACH into[i] = a[i];
        break;
    case OP_NEGATE:
        EACH into[i] = -a[i];
        break;
    case OP_SQUARE:
        EACH into[i] = a[i] * a[i];
        break;
    case OP_ABS:
        EACH into[i] = SIZE(a[i]);
        break;
    case OP_SQRT:
        EACH into[i] = ROOT(a[i]);
        break;
    case OP_SIGN:
        EACH into[i] = a[i] > 0 ? 1 : a[i] < 0 ? -1 : a[i];
        break;
    case OP_ADD:
        TWO(x + y);
    case OP_SUBTRACT:
        TWO(x - y);
    case OP_MULTIPLY:
        TWO((x) * (y));
    case OP_DIVIDE:
        TWO(x / y);
    case OP_MIN:
        TWO(x < y || x != x ? x : y);
    case OP_MAX:
        TWO(x > y || x != x ? x : y);
    case OP_LESS:
        TWO(x < y);
    case OP_LESS_EQUAL:
        TWO(x <= y);
    case OP_EQUAL:
        TWO(x == y);
    case OP_UNEQUAL:
        TWO(x != y);
    case OP_IF:
        EACH into[i] = a[i] != a[i] ? a[i] : a[i] != 0 ? b[i] : c[i];
        break;
    default:
        STEP(operate_slowly)(o, into, a, b, scalar, n);
    }
}

static void STEP(write_back)(const struct rule_result *result, REAL *restrict into,
                             const REAL *restrict from, const REAL *restrict scalar, size_t n)
{
    if (result->is_scalar)
        EACH into[i] = scalar[result->from];
    else
        memcpy(into, from, n * sizeof *into);
}

static void STEP(run)(const struct rule_tape *tape, const double value[], REAL theta[],
                      const REAL gradient[], REAL state[], size_t states, size_t n)
{
    REAL reg[RULE_REGISTERS][RULE_BLOCK], scalar[RULE_NODES_MAX], *into[PLACES] = {NULL};
    const REAL *place[PLACES];
    for (size_t i = 0; i < tape->scalars; i++)
        scalar[i] = (REAL)value[i];
    for (size_t i = 0; i < RULE_REGISTERS; i++)
        into[PLACE_REGISTER + i] = reg[i];
    for (size_t from = 0; from < n; from += RULE_BLOCK) {
        const size_t here = n - from < RULE_BLOCK ? n - from : RULE_BLOCK;
        into[PLACE_THETA] = theta + from;
        for (size_t k = 0; k < states; k++)
            into[PLACE_STATE + k] = state + k * n + from;
        for (size_t k = 0; k < PLACES; k++)
            place[k] = into[k];
        place[PLACE_GRADIENT] = gradient + from;
        for (size_t k = 0; k < tape->operations; k++) {
            const struct rule_operation *o = &tape->operation[k];
            STEP(operate)
            (o, into[o->into], place[o->is_scalar_a ? 0 : o->a], place[o->is_scalar_b ? 0 : o->b],
             place[o->c], scalar, here);
        }
        for (size_t k = 0; k < tape->results; k++) {
            const struct rule_result *result = &tape->result[k];
            STEP(write_back)
            (result, into[result->to], place[result->is_scalar ? 0 : result->from], scalar, here);
        }
    }
}

static void STEP(typed)(const struct rule_step *step, REAL theta[], const REAL gradient[],
                        REAL state[], size_t n)
{
    const struct rule_program *program = step->rule->program;
    const size_t states = step->rule->states;
    double value[RULE_NODES_MAX];
    if (step->t == 1) {
        rule_program_begin(program, step, value);
        STEP(run)(&program->start, value, theta, gradient, state, states, n);
    }
    rule_tape_scalars(&program->tape, step, value);
    STEP(run)(&program->tape, value, theta, gradient, state, states, n);
}

#undef EACH
#undef TWO
