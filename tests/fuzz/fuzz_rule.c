// Random bytes as a rule, "NAME = TEXT" a line: never a crash; steps that are the same in blocks
// and one by one and as its lines say, or one sentence and a place.
#include "fuzz/fuzz.h"
#include "sim/rule_terms.h"
#include "sim/rule_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "v = beta*v + (1-beta)*g\nv(0) = g\ns = gamma*s + (1-gamma)*g^2\n"
    "theta = theta - alpha*v/(sqrt(s/(1-gamma^t)) + eps)\nbeta = 0.9 in 0..1",
    "c = sign(g)*sign(p)\nm = max(1e-6, min(50, m*if(c > 0, 1.2, if(c < 0, .5, 1))))\nm(0) = 1\n"
    "p = if(c < 0, 0, g)\nθ = θ − α·m sign p",
    "a = last\nlast = g\nb = a\np = 2p\np(0) = 3\ntheta = b + |g|² − βᵗ + 10^-8 p\nβ = ½",
    "theta = theta - alpha*(g + lambda*theta)\nlambda = 1e-3\nalpha = 0.05 in 1e-4..1",
    NULL,
};

const char *const fuzz_folder = NULL;

enum { LINES_MAX = 80, N = 3, STEPS = 3 };

static bool is_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

static size_t split(char *text, struct rule_line line[LINES_MAX])
{
    size_t count = 0;
    for (char *at = text; at && count < LINES_MAX;) {
        char *end = strchr(at, '\n'), *next = end ? end + 1 : NULL;
        if (end)
            *end = '\0';
        char *equals = strchr(at, '=');
        if (equals)
            *equals = '\0';
        line[count++] = (struct rule_line){at, equals ? equals + 1 : ""};
        at = next;
    }
    return count;
}

// Every element together and alone; the lines of the working add up to the step.
static void walk(const struct rule *rule)
{
    double number[RULE_NUMBERS_MAX], carry[1 + N][RULE_CARRY_MAX];
    double theta[N] = {1, -2, 0.5}, alone[N] = {1, -2, 0.5};
    double state[N * RULE_STATES_MAX] = {0}, own[N][RULE_STATES_MAX] = {{0}};
    for (size_t i = 0; rule->params[i].key; i++)
        number[i] = rule->params[i].standard;
    for (int i = 0; i <= N; i++)
        for (int k = 0; k < RULE_CARRY_MAX; k++)
            carry[i][k] = 1;
    for (uint64_t t = 1; t <= STEPS; t++) {
        const double gradient[N] = {0.5, -(double)t, 0};
        double value[RULE_TERMS_MAX];
        const struct rule_term *term[RULE_TERMS_MAX];
        const size_t count = rule_terms(rule, number, term);
        const struct rule_moment moment = {rule, number, 0.1,      carry[0], t,
                                           N,    theta,  gradient, state};
        char text[400];
        double before = theta[0], delta = NAN;
        rule_terms_values(&moment, 0, value);
        for (size_t k = 0; k < count; k++) {
            rule_terms_show(&moment, 0, k, 4, text, sizeof text);
            if (term[k]->kind == TERM_STEP)
                delta = value[k];
        }
        const struct rule_step step = {number, 0.1, carry[0], t, rule};
        rule->step_double(&step, theta, gradient, state, N);
        if (isfinite(theta[0]) && fabs(theta[0] - (before + delta)) >
                                      1e-9 * (fabs(before) + fabs(theta[0]) + fabs(delta)))
            abort();
        for (size_t i = 0; i < N; i++) {
            const struct rule_step one = {number, 0.1, carry[1 + i], t, rule};
            rule->step_double(&one, &alone[i], &gradient[i], own[i], 1);
            if (!is_same(alone[i], theta[i]))
                abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rule_line line[LINES_MAX];
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    struct error error = {0};
    struct rule_fault fault = {0};
    const size_t count = split(text, line);
    const struct rule *rule = rule_compile("fuzz", line, count, &fault, &error);
    if (rule)
        walk(rule);
    else if (error.kind != ERROR_INPUT || !*error.text || fault.line > count ||
             (fault.line < count && fault.character > strlen(line[fault.line].text) + 1))
        abort();
    rule_release(rule);
    free(text);
    return 0;
}
