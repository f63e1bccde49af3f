#include "sim/rule_terms.h"

#include "base/random.h"
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

// ---- a step of which everything is known --------------------------------------------------------

enum { AXES = 3, STEPS = 60 };

struct walker {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX];
    double theta[AXES], gradient[AXES], state[AXES * RULE_STATES_MAX];
    double alpha;
    uint64_t t;
    struct random random;
};

static struct walker walker_of(const struct rule *rule)
{
    struct walker walker = {.rule = rule, .carry = {1, 1, 1, 1}, .theta = {0.7, -0.3, 0.01}};
    random_init(&walker.random, 5, 0);
    for (int i = 0; rule->params[i].key; i++)
        walker.number[i] = rule->params[i].standard;
    walker.number[0] = 77; // α₀ is not what a step goes by
    return walker;
}

static void set_number(struct walker *walker, const char *key, double value)
{
    const int i = rule_number_index(walker->rule, key);
    assert_true(i >= 0);
    walker->number[i] = value;
}

// The moment before the walker's next step, with a gradient and a learning rate of its own.
static struct rule_moment next_moment(struct walker *walker)
{
    walker->t++;
    walker->alpha = 0.1 / sqrt((double)walker->t);
    for (int i = 0; i < AXES; i++)
        walker->gradient[i] = random_normal(&walker->random) * (i + 1);
    return (struct rule_moment){.rule = walker->rule,
                                .number = walker->number,
                                .alpha = walker->alpha,
                                .carry = walker->carry,
                                .t = walker->t,
                                .n = AXES,
                                .theta = walker->theta,
                                .gradient = walker->gradient,
                                .state = walker->state};
}

static void take_step(struct walker *walker)
{
    const struct rule_step step = {walker->number, walker->alpha, walker->carry, walker->t};
    walker->rule->step_double(&step, walker->theta, walker->gradient, walker->state, AXES);
}

// The next combination of the rule's choices; false when all have been seen.
static bool next_choice(const struct rule *rule, double number[])
{
    for (int i = 0; rule->params[i].key; i++) {
        const struct param *param = &rule->params[i];
        if (param->scale != PARAM_CHOICE)
            continue;
        number[i]++;
        if (param->choices[(int)number[i]])
            return true;
        number[i] = 0;
    }
    return false;
}

static void first_choice(const struct rule *rule, double number[])
{
    for (int i = 0; rule->params[i].key; i++)
        if (rule->params[i].scale == PARAM_CHOICE)
            number[i] = 0;
}

static int find_term(const struct rule_term *const term[], size_t count, const char *symbol)
{
    int found = -1;
    for (size_t k = 0; k < count; k++)
        if (strcmp(term[k]->symbol, symbol) == 0)
            found = (int)k;
    return found;
}

// ---- all rules ----------------------------------------------------------------------------------

// Follows one set of choices for STEPS steps; every line against what the rule itself does.
static void follow(struct walker walker)
{
    const struct rule *rule = walker.rule;
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t count = rule_terms(rule, walker.number, term);
    const int step = find_term(term, count, "Δθ");
    assert_true(step >= 0 && term[step]->kind == TERM_STEP);
    while (walker.t < STEPS) {
        const struct rule_moment moment = next_moment(&walker);
        const struct walker before = walker;
        double value[AXES][RULE_TERMS_MAX];
        for (size_t axis = 0; axis < AXES; axis++)
            rule_terms_values(&moment, axis, value[axis]);
        assert_memory_equal(&before, &walker, sizeof walker); // nothing of the moment is written
        take_step(&walker);
        for (size_t axis = 0; axis < AXES; axis++) {
            const double moved = walker.theta[axis] - before.theta[axis];
            const double rounding = 2 * DBL_EPSILON * fabs(before.theta[axis]);
            if (!(fabs(value[axis][step] - moved) <= 1e-12 * fabs(moved) + rounding))
                fail_msg("%s, step %d: Δθ = %.17g, not %.17g", rule->name, (int)walker.t, moved,
                         value[axis][step]);
            for (size_t k = 0; k < rule->states; k++) {
                const int line = find_term(term, count, rule->state_symbol[k]);
                assert_true(line >= 0);
                const double kept = walker.state[k * AXES + axis];
                if (!(fabs(value[axis][line] - kept) <= 1e-12 * fabs(kept)))
                    fail_msg("%s, step %d: %s = %.17g, not %.17g", rule->name, (int)walker.t,
                             rule->state_symbol[k], kept, value[axis][line]);
            }
        }
    }
}

static void the_terms_add_up_to_the_step_of_every_rule_under_every_choice(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        struct walker walker = walker_of(rules[r]);
        first_choice(rules[r], walker.number);
        const int decay = rule_number_index(rules[r], "weight_decay");
        do {
            follow(walker);
            struct walker decayed = walker;
            if (decay > 0) {
                decayed.number[decay] = walker.number[decay] == 0 ? 0.2 : 0;
                follow(decayed);
            }
        } while (next_choice(rules[r], walker.number));
    }
}

static void every_rule_begins_with_its_gradient_and_has_one_step(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        struct walker walker = walker_of(rules[r]);
        first_choice(rules[r], walker.number);
        do {
            const struct rule_term *term[RULE_TERMS_MAX];
            const size_t count = rule_terms(rules[r], walker.number, term);
            assert_true(count >= 2 && count < RULE_TERMS_MAX);
            assert_int_equal(term[0]->kind, TERM_GRADIENT);
            int steps = 0;
            for (size_t k = 0; k < count; k++)
                steps += term[k]->kind == TERM_STEP;
            assert_int_equal(steps, 1);
        } while (next_choice(rules[r], walker.number));
    }
}

static void every_line_has_its_texts_and_can_be_written_with_numbers(void **state)
{
    (void)state;
    static const char *const letters[] = {"α", "β", "ε", "λ", "μ", "ψ", "θ", "η", "½", "ᵗ"};
    for (int r = 0; rules[r]; r++) {
        for (const struct rule_term *line = rules[r]->terms; line->symbol; line++) {
            assert_true(*line->symbol && *line->formula && *rule_term_title(line->kind));
            assert_true(!line->key || rule_number_index(rules[r], line->key) > 0);
        }
        struct walker walker = walker_of(rules[r]);
        for (int t = 0; t < 5; t++) {
            const struct rule_moment moment = next_moment(&walker);
            const struct rule_term *term[RULE_TERMS_MAX];
            const size_t count = rule_terms(rules[r], walker.number, term);
            for (size_t k = 0; k < count; k++) {
                char text[256], cut[8];
                assert_true(rule_terms_show(&moment, 1, k, 3, text, sizeof text));
                assert_true(*text);
                for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
                    assert_null(strstr(text, letters[i]));
                if (strlen(text) >= sizeof cut) {
                    assert_false(rule_terms_show(&moment, 1, k, 3, cut, sizeof cut));
                    assert_string_equal(cut, "");
                }
            }
            take_step(&walker);
        }
    }
}

// ---- with numbers -------------------------------------------------------------------------------

static void check_line(const struct rule_moment *moment, size_t axis, const char *symbol,
                       const char *expected)
{
    const struct rule_term *term[RULE_TERMS_MAX];
    const size_t count = rule_terms(moment->rule, moment->number, term);
    const int line = find_term(term, count, symbol);
    assert_true(line >= 0);
    char text[256];
    assert_true(rule_terms_show(moment, axis, (size_t)line, 3, text, sizeof text));
    assert_string_equal(text, expected);
}

static void lines_read_as_people_would_work_them_out(void **state)
{
    (void)state;
    struct walker walker = walker_of(rule_find("adam"));
    struct rule_moment moment = next_moment(&walker);
    const double gradient[AXES] = {0.5, -1.25, 1e-9}, vectors[] = {0.12, -0.3, 0, 0.25, 0.4, 0};
    moment.gradient = gradient;
    moment.state = vectors;
    moment.t = 3;
    check_line(&moment, 0, "g", "0.5");
    check_line(&moment, 0, "v", "0.9·0.12 + 0.1·0.5 = 0.158");
    check_line(&moment, 1, "v", "0.9·(−0.3) + 0.1·(−1.25) = −0.395");
    check_line(&moment, 0, "v̂", "0.158 / 0.271 = 0.583");
    check_line(&moment, 1, "s", "0.999·0.4 + 0.001·(−1.25)² = 0.401");
    check_line(&moment, 2, "s", "0.999·0 + 0.001·(10⁻⁹)² = 10⁻²¹");
    check_line(&moment, 1, "r", "√134 + 10⁻⁸ = 11.6");
    check_line(&moment, 1, "η", "0.1 / 11.6 = 0.00864");
    check_line(&moment, 1, "Δθ", "−0.1·(−1.46) / 11.6 = 0.0126");
    set_number(&walker, "bias_correction", 0);
    check_line(&moment, 0, "Δθ", "−0.1·0.158 / 0.5 = −0.0316");
}

// ---- rules of one's own -------------------------------------------------------------------------

static const struct param own_params[] = {
    {"alpha", "α", "learning rate", "", PARAM_LINEAR, 0, 1, 0.5, NULL, NULL}, {0}};

static double own_value(const struct rule_term terms[], size_t k, bool *is_shown)
{
    const struct rule rule = {
        .name = "own", .params = own_params, .states = 1, .state_symbol = {"q"}, .terms = terms};
    const double number[] = {0.5}, carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
    const double theta[] = {4}, gradient[] = {-3}, own[] = {2};
    const struct rule_moment moment = {&rule, number, 0.5, carry, 2, 1, theta, gradient, own};
    double value[RULE_TERMS_MAX];
    char text[256];
    rule_terms_values(&moment, 0, value);
    *is_shown = rule_terms_show(&moment, 0, k, 3, text, sizeof text);
    return value[k];
}

static void a_formula_means_what_it_means_on_paper(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double value; // α = 0.5, t = 2, θ = 4, g = −3, q = 2
    } rows[] = {
        {"1 + 2·3", 7},
        {"6 / 2·3", 9},
        {"−g²", -9},
        {"√θq", 4},
        {"√(θ + g²)", 3.605551275463989},
        {"2θ − q − 1", 5},
        {"max(g, q)", 2},
        {"−sign(g)", 1},
        {"q^(t + 1)", 8},
        {"½θ", 2},
        {"(1 − αᵗ)g", -2.25},
        {"θ/q", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct rule_term terms[] = {{TERM_STEP, "Δθ", rows[i].formula, NULL, 0}, {0}};
        bool is_shown;
        if (own_value(terms, 0, &is_shown) != rows[i].value || !is_shown)
            fail_msg("%s", rows[i].formula);
    }
}

static void a_symbol_stands_for_the_new_value_from_the_next_line_on(void **state)
{
    (void)state;
    const struct rule_term terms[] = {{TERM_AVERAGE, "q", "q + 1", NULL, 0},
                                      {TERM_AVERAGE, "q", "10q", NULL, 0},
                                      {TERM_STEP, "Δθ", "q", NULL, 0},
                                      {0}};
    bool is_shown;
    assert_true(own_value(terms, 2, &is_shown) == 30);
}

static void a_formula_that_cannot_be_read_is_no_number_and_no_text(void **state)
{
    (void)state;
    static const char *const formulas[] = {"",       "g +",   "(g", "g)",  "ω",
                                           "max(g)", "1.2.3", "√",  "g²²x"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        const struct rule_term terms[] = {{TERM_STEP, "Δθ", formulas[i], NULL, 0}, {0}};
        bool is_shown;
        assert_true(isnan(own_value(terms, 0, &is_shown)));
        assert_false(is_shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terms_add_up_to_the_step_of_every_rule_under_every_choice),
        cmocka_unit_test(every_rule_begins_with_its_gradient_and_has_one_step),
        cmocka_unit_test(every_line_has_its_texts_and_can_be_written_with_numbers),
        cmocka_unit_test(lines_read_as_people_would_work_them_out),
        cmocka_unit_test(a_formula_means_what_it_means_on_paper),
        cmocka_unit_test(a_symbol_stands_for_the_new_value_from_the_next_line_on),
        cmocka_unit_test(a_formula_that_cannot_be_read_is_no_number_and_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
