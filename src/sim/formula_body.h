// The evaluation of a tape at LANES points, named NAME; formula_lanes.c includes this once a width,
// so that every loop has a constant length.

// v: the value, d[k]: its slope along direction k, meaningless where the tape says that it is 0.
struct NAME(register) {
    double v[LANES], d[FORMULA_DIRECTIONS][LANES];
};

#define EACH for (int i = 0; i < LANES; i++)

static void NAME(chain)(const struct formula_step *s, const struct NAME(register) * a,
                        const double slope[], struct NAME(register) * into)
{
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        if (s->slopes_a >> k & 1)
            EACH into->d[k][i] = a->d[k][i] == 0 ? 0 : slope[i] * a->d[k][i];
    }
}

static void NAME(one)(const struct formula_step *s, const struct NAME(register) * a,
                      struct NAME(register) * into)
{
    double v[LANES], slope[LANES];
    const enum formula_op op = s->op;
    const struct formula_node node = {.op = s->op, .c = s->c};
    if (op == OP_SQUARE) {
        EACH v[i] = a->v[i] * a->v[i];
        EACH slope[i] = 2 * a->v[i];
    } else if (op == OP_NEGATE) {
        EACH v[i] = -a->v[i];
        EACH slope[i] = -1;
    } else if (op == OP_EXP) {
        EACH v[i] = maths_exp(a->v[i]);
        memcpy(slope, v, sizeof slope);
    } else if (op == OP_WHOLE) {
        const int power = (int)s->c - WHOLE_OFFSET;
        EACH v[i] = formula_whole(a->v[i], power);
        if (s->slopes_a)
            EACH slope[i] = power * formula_whole(a->v[i], power - 1);
    } else {
        EACH v[i] = formula_apply(&node, a->v[i], 0, 0);
        if (s->slopes_a)
            EACH slope[i] = formula_slope(op, a->v[i], v[i]);
    }
    if (s->slopes_a)
        NAME(chain)(s, a, slope, into);
    memcpy(into->v, v, sizeof v);
}

static void NAME(sum)(const struct formula_step *s, const struct NAME(register) * a,
                      const struct NAME(register) * b, double sign, struct NAME(register) * into)
{
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        const int in_a = s->slopes_a >> k & 1, in_b = s->slopes_b >> k & 1;
        if (in_a && in_b)
            EACH into->d[k][i] = a->d[k][i] + sign * b->d[k][i];
        else if (in_a)
            EACH into->d[k][i] = a->d[k][i];
        else if (in_b)
            EACH into->d[k][i] = sign * b->d[k][i];
    }
    EACH into->v[i] = a->v[i] + sign * b->v[i];
}

static void NAME(product)(const struct formula_step *s, const struct NAME(register) * a,
                          const struct NAME(register) * b, struct NAME(register) * into)
{
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        const int in_a = s->slopes_a >> k & 1, in_b = s->slopes_b >> k & 1;
        if (in_a && in_b)
            EACH into->d[k][i] = a->d[k][i] * b->v[i] + a->v[i] * b->d[k][i];
        else if (in_a)
            EACH into->d[k][i] = a->d[k][i] * b->v[i];
        else if (in_b)
            EACH into->d[k][i] = a->v[i] * b->d[k][i];
    }
    EACH into->v[i] = a->v[i] * b->v[i];
}

static void NAME(quotient)(const struct formula_step *s, const struct NAME(register) * a,
                           const struct NAME(register) * b, struct NAME(register) * into)
{
    double v[LANES];
    EACH v[i] = a->v[i] / b->v[i];
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        const int in_a = s->slopes_a >> k & 1, in_b = s->slopes_b >> k & 1;
        if (in_a && in_b)
            EACH into->d[k][i] = (a->d[k][i] - v[i] * b->d[k][i]) / b->v[i];
        else if (in_a)
            EACH into->d[k][i] = a->d[k][i] / b->v[i];
        else if (in_b)
            EACH into->d[k][i] = -v[i] * b->d[k][i] / b->v[i];
    }
    memcpy(into->v, v, sizeof v);
}

// (aᵇ)′ = b·aᵇ⁻¹·a′ + aᵇ·log a·b′, each part only where it is there.
static void NAME(power)(const struct formula_step *s, const struct NAME(register) * a,
                        const struct NAME(register) * b, struct NAME(register) * into)
{
    double v[LANES], by_a[LANES] = {0}, by_b[LANES] = {0};
    EACH v[i] = maths_pow(a->v[i], b->v[i]);
    if (s->slopes_a)
        EACH by_a[i] = b->v[i] == 0 ? 0 : b->v[i] * maths_pow(a->v[i], b->v[i] - 1);
    if (s->slopes_b)
        EACH by_b[i] = a->v[i] == 0 && b->v[i] > 0 ? 0 : v[i] * maths_log(a->v[i]);
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        const int in_a = s->slopes_a >> k & 1, in_b = s->slopes_b >> k & 1;
        if (in_a || in_b)
            EACH into->d[k][i] = (in_a && a->d[k][i] != 0 ? by_a[i] * a->d[k][i] : 0) +
                                 (in_b && b->d[k][i] != 0 ? by_b[i] * b->d[k][i] : 0);
    }
    memcpy(into->v, v, sizeof v);
}

// into = from where `takes_b` says so from b, else from a.
static void NAME(pick)(int slopes_a, int slopes_b, const struct NAME(register) * a,
                       const struct NAME(register) * b, const bool takes_b[],
                       struct NAME(register) * into)
{
    for (int k = 0; k < FORMULA_DIRECTIONS; k++) {
        const int in_a = slopes_a >> k & 1, in_b = slopes_b >> k & 1;
        if (in_a || in_b)
            EACH into->d[k][i] = takes_b[i] ? in_b ? b->d[k][i] : 0 : in_a ? a->d[k][i] : 0;
    }
    EACH into->v[i] = takes_b[i] ? b->v[i] : a->v[i];
}

static void NAME(other)(const struct formula_step *s, struct NAME(register) reg[],
                        struct NAME(register) * into)
{
    const struct NAME(register) *a = &reg[s->a], *b = &reg[s->b];
    const struct formula_node node = {.op = s->op};
    bool takes_b[LANES];
    if (s->op == OP_MIN || s->op == OP_MAX) {
        EACH takes_b[i] =
            !(isnan(a->v[i]) || (s->op == OP_MIN ? a->v[i] < b->v[i] : a->v[i] > b->v[i]));
        NAME(pick)(s->slopes_a, s->slopes_b, a, b, takes_b, into);
    } else if (s->op == OP_IF) {
        double test[LANES];
        memcpy(test, a->v, sizeof test);
        EACH takes_b[i] = !(test[i] != 0);
        NAME(pick)(s->slopes_b, s->slopes_c, b, &reg[s->c], takes_b, into);
        EACH into->v[i] = isnan(test[i]) ? test[i] : into->v[i];
    } else {
        EACH into->v[i] = formula_apply(&node, a->v[i], b->v[i], 0);
    }
}

static void NAME(step)(const struct formula_step *s, const double uniform[],
                       struct NAME(register) reg[])
{
    struct NAME(register) *into = &reg[s->into];
    const struct NAME(register) *a = &reg[s->a], *b = &reg[s->b];
    switch ((enum formula_op)s->op) {
    case OP_SPREAD:
        EACH into->v[i] = uniform[s->uniform];
        break;
    case OP_ADD:
        NAME(sum)(s, a, b, 1, into);
        break;
    case OP_SUBTRACT:
        NAME(sum)(s, a, b, -1, into);
        break;
    case OP_MULTIPLY:
        NAME(product)(s, a, b, into);
        break;
    case OP_DIVIDE:
        NAME(quotient)(s, a, b, into);
        break;
    case OP_POWER:
        NAME(power)(s, a, b, into);
        break;
    default:
        if (formula_operands(s->op) == 1)
            NAME(one)(s, a, into);
        else
            NAME(other)(s, reg, into);
    }
}

static void NAME(run)(const struct formula *formula, const double uniform[],
                      const double *const variable[], double value[],
                      double gradient[FORMULA_DIRECTIONS][LANES])
{
    struct NAME(register) reg[FORMULA_REGISTERS];
    for (size_t k = 0; k < formula->names.variables; k++) {
        if (!(formula->depends >> k & 1))
            continue;
        memcpy(reg[k].v, variable[k], sizeof reg[k].v);
        if (k < FORMULA_DIRECTIONS)
            EACH reg[k].d[k][i] = 1;
    }
    for (size_t s = 0; s < formula->steps; s++)
        NAME(step)(&formula->step[s], uniform, reg);
    const struct NAME(register) *result = &reg[formula->result];
    memcpy(value, result->v, sizeof result->v);
    for (int k = 0; gradient && k < FORMULA_DIRECTIONS; k++)
        EACH gradient[k][i] = formula->slopes >> k & 1 ? result->d[k][i] : 0;
}

#undef EACH
