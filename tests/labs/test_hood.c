#include "labs/kit/hood.h"
#include "labs/kit/hood_draw.h"

#include "base/random.h"
#include "test.h"

#include "labs/drawn.h"

#include <float.h>

enum { AXES = 2, STEPS = 30 };

// ---- steps of which everything is known ---------------------------------------------------------

struct walker {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX];
    double theta[AXES], state[AXES * RULE_STATES_MAX];
    double gradient[(STEPS + 1) * AXES]; // row t made step t
    uint64_t t;
    struct random random;
};

static struct walker walker_of(const struct rule *rule)
{
    struct walker walker = {.rule = rule, .carry = {1, 1, 1, 1}, .theta = {0.7, -0.3}};
    random_init(&walker.random, 5, 0);
    for (int i = 0; rule->params[i].key; i++) {
        const struct param *param = &rule->params[i];
        walker.number[i] = param->scale == PARAM_CHOICE ? 0 : param->standard;
    }
    return walker;
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

static struct rule_moment next_moment(struct walker *walker)
{
    walker->t++;
    double *gradient = walker->gradient + walker->t * AXES;
    for (int i = 0; i < AXES; i++)
        gradient[i] = random_normal(&walker->random) * (i == 0 ? 1 : 40);
    return (struct rule_moment){.rule = walker->rule,
                                .number = walker->number,
                                .alpha = 0.1 / sqrt((double)walker->t),
                                .carry = walker->carry,
                                .t = walker->t,
                                .n = AXES,
                                .theta = walker->theta,
                                .gradient = gradient,
                                .state = walker->state};
}

static struct hood_history history_of(const struct walker *walker)
{
    return (struct hood_history){walker->gradient + AXES, walker->t};
}

static void take_step(struct walker *walker, const struct rule_moment *moment)
{
    const struct rule_step step = {walker->number, moment->alpha, walker->carry, walker->t};
    walker->rule->step_double(&step, walker->theta, moment->gradient, walker->state, AXES);
}

// Calls `check` before every step of every rule under each of its choices.
static void over_all_steps(void (*check)(struct walker *, const struct rule_moment *))
{
    for (int r = 0; rules[r]; r++) {
        struct walker first = walker_of(rules[r]);
        do {
            struct walker walker = first;
            while (walker.t < STEPS) {
                const struct rule_moment moment = next_moment(&walker);
                check(&walker, &moment);
                take_step(&walker, &moment);
            }
        } while (next_choice(rules[r], first.number));
    }
}

// ---- lines --------------------------------------------------------------------------------------

static void check_lines(struct walker *walker, const struct rule_moment *moment)
{
    const struct rule_term *term[RULE_TERMS_MAX];
    struct hood_line line[HOOD_LINES_MAX];
    const size_t terms = rule_terms(moment->rule, moment->number, term);
    assert_int_equal(hood_lines(moment, 4, line), terms + 1);
    for (size_t k = 0; k < terms; k++) {
        assert_string_equal(line[k].symbol, term[k]->symbol);
        for (int axis = 0; axis < AXES; axis++) {
            assert_true(*line[k].shown[axis]);
            assert_true(isfinite(line[k].value[axis]));
        }
    }
    struct walker after = *walker;
    const struct rule_moment own = *moment;
    take_step(&after, &own);
    for (int axis = 0; axis < AXES; axis++) {
        const double moved = fabs(after.theta[axis] - walker->theta[axis]);
        const double rounding = 4 * DBL_EPSILON * fabs(walker->theta[axis]) + 1e-12 * moved;
        if (!(fabs(line[terms].value[axis] - after.theta[axis]) <= rounding))
            fail_msg("%s, step %d: θ = %.17g, not %.17g", moment->rule->name, (int)moment->t,
                     after.theta[axis], line[terms].value[axis]);
    }
}

static void every_term_has_a_line_and_the_last_one_is_the_next_theta(void **state)
{
    (void)state;
    over_all_steps(check_lines);
}

// ---- arrows -------------------------------------------------------------------------------------

static void check_vectors(struct walker *walker, const struct rule_moment *moment)
{
    struct hood_vector vector[HOOD_VECTORS_MAX];
    const size_t count = hood_vectors(moment, vector);
    struct walker after = *walker;
    bool has_gradient = false;
    take_step(&after, moment);
    assert_true(count >= 1 && vector[0].kind == TERM_STEP);
    for (int axis = 0; axis < AXES; axis++) {
        const double moved = after.theta[axis] - walker->theta[axis];
        assert_true(fabs(vector[0].by[axis] - moved) <= 1e-9 * fabs(moved) + 1e-15);
    }
    for (size_t i = 0; i < count; i++) {
        if (!strstr(vector[i].label, "−αg"))
            continue;
        has_gradient = true;
        for (int axis = 0; axis < AXES; axis++)
            assert_true(fabs(vector[i].by[axis] + moment->alpha * moment->gradient[axis]) <=
                        1e-9 * fabs(vector[i].by[axis]));
    }
    assert_true(has_gradient);
}

static void arrows_are_the_step_and_what_it_is_made_of(void **state)
{
    (void)state;
    over_all_steps(check_vectors);
}

static void arrows_that_end_at_the_same_place_are_one(void **state)
{
    (void)state;
    struct hood_vector vector[HOOD_VECTORS_MAX];
    struct walker plain = walker_of(rule_find("gd"));
    const struct rule_moment moment = next_moment(&plain);
    assert_int_equal(hood_vectors(&moment, vector), 1);
    assert_string_equal(vector[0].label, "Δθ = −αg");
}

static void rates_are_those_of_rules_that_divide(void **state)
{
    (void)state;
    double rate[HOOD_AXES_MAX];
    struct walker plain = walker_of(rule_find("momentum"));
    struct rule_moment moment = next_moment(&plain);
    assert_false(hood_rates(&moment, rate));
    struct walker scaled = walker_of(rule_find("adagrad"));
    moment = next_moment(&scaled);
    assert_true(hood_rates(&moment, rate));
    for (int axis = 0; axis < AXES; axis++)
        assert_true(fabs(rate[axis] * fabs(moment.gradient[axis]) / moment.alpha - 1) < 1e-6);
}

// ---- stems --------------------------------------------------------------------------------------

// What the stems are to add up to is what the rule keeps after the step.
static void check_stems(struct walker *walker, const struct rule_moment *moment)
{
    const struct hood_history history = history_of(walker);
    struct walker after = *walker;
    take_step(&after, moment);
    for (size_t axis = 0; axis < AXES; axis++) {
        struct hood_stems stems;
        if (!hood_stems(moment, &history, axis, &stems)) {
            assert_false(hood_has_stems(moment->rule, moment->number));
            return;
        }
        size_t kept = 0;
        while (strcmp(moment->rule->state_symbol[kept], stems.symbol) != 0)
            kept++;
        const double value = after.state[kept * AXES + axis];
        double sum = 0, size = 0, weight = stems.take;
        for (size_t k = 0; k < stems.count; k++, weight *= stems.keep) {
            assert_true(fabs(stems.part[k] -
                             weight * walker->gradient[(walker->t - k) * AXES + axis]) < 1e-12);
            sum += stems.part[k];
            size += fabs(stems.part[k]);
        }
        assert_true(stems.count >= 1 && stems.count <= walker->t);
        assert_true(fabs(stems.sum - sum) <= 1e-12 * size);
        assert_true(fabs(stems.up + stems.down - sum) <= 1e-12 * size);
        assert_true(fabs(sum + stems.older - value) <= 1e-12 * (size + fabs(value)));
        // What is older has faded `count` times: with all gradients there is nothing of it.
        double older = 0;
        for (size_t t = 1; t + stems.count <= walker->t; t++)
            older += stems.take * pow(stems.keep, (double)(walker->t - t)) *
                     walker->gradient[t * AXES + axis];
        assert_true(fabs(older - stems.older) <= 1e-10 * (size + fabs(value)));
    }
}

static void stems_and_what_is_older_add_up_to_the_average(void **state)
{
    (void)state;
    over_all_steps(check_stems);
}

static void there_are_as_many_stems_as_the_average_remembers(void **state)
{
    (void)state;
    struct walker walker = walker_of(rule_find("adam"));
    walker.number[rule_number_index(walker.rule, "beta1")] = 0.9;
    struct hood_stems stems;
    while (walker.t < STEPS) {
        const struct rule_moment moment = next_moment(&walker);
        const struct hood_history history = history_of(&walker);
        assert_true(hood_stems(&moment, &history, 0, &stems));
        assert_int_equal(stems.count, walker.t < 10 ? walker.t : 10);
        assert_int_equal(stems.is_all, walker.t <= 10);
        take_step(&walker, &moment);
    }
    assert_false(hood_has_stems(rule_find("gd"), walker.number));
    assert_false(hood_has_stems(rule_find("rmsprop"), walker.number));
}

// ---- drawing ------------------------------------------------------------------------------------

static struct hood_table table_of(const struct rule_moment *moment, const struct look_style *look)
{
    return (struct hood_table){.moment = moment,
                               .axis = {"θ₁", "θ₂"},
                               .title = "somebody, step 12",
                               .note = {"g of all 512 examples", "α = 0.05"},
                               .look = look};
}

// All pages of a table: no text on another, within the rectangle, and every term on one of them.
static void check_table(const struct rule_moment *moment, struct rect rect)
{
    const struct look_style look = look_style(&theme_light, LOOK_BLUE);
    struct hood_table table = table_of(moment, &look);
    struct hood_line line[HOOD_LINES_MAX];
    const size_t lines = hood_lines(moment, 4, line);
    size_t pages = 1, seen[HOOD_LINES_MAX] = {0};
    char what[200];
    for (table.page = 0; table.page < pages; table.page++) {
        struct recorder *r = recorder_create();
        pages = hood_draw_table(&r->head, &theme_light, &rect, &table);
        snprintf(what, sizeof what, "%s in %gx%g, page %zu", moment->rule->name, rect.width,
                 rect.height, table.page);
        assert_texts_apart(r, what);
        for (size_t i = 0; i < r->texts; i++) {
            const struct rect box = text_box(r, i);
            if (box.x < rect.x - 0.5f || box.y < rect.y - 0.5f ||
                box.x + box.width > rect.x + rect.width + 0.5f ||
                box.y + box.height > rect.y + rect.height + 0.5f)
                fail_msg("%s: '%s' leaves its room", what, r->text[i].text);
        }
        for (size_t k = 0; k < lines; k++) {
            char formula[160];
            snprintf(formula, sizeof formula, *line[k].formula ? "%s %s %s" : "%s", line[k].symbol,
                     strstr(line[k].formula, line[k].symbol) ? "←" : "=", line[k].formula);
            seen[k] += find_text(r, formula) < r->texts || find_text(r, line[k].symbol) < r->texts;
        }
        canvas_destroy(&r->head);
    }
    for (size_t k = 0; k < lines; k++)
        if (seen[k] == 0)
            fail_msg("%s: no page has %s", what, line[k].symbol);
}

static void no_size_drops_a_term_or_puts_one_on_another(void **state)
{
    (void)state;
    static const struct rect sizes[] = {{700, 44, 560, 520}, {700, 44, 560, 420},
                                        {400, 14, 384, 300}, {220, 14, 250, 150},
                                        {20, 20, 900, 800},  {10, 10, 240, 130}};
    for (int r = 0; rules[r]; r++) {
        struct walker first = walker_of(rules[r]);
        do {
            struct walker walker = first;
            const struct rule_moment moment = next_moment(&walker);
            take_step(&walker, &moment);
            const struct rule_moment second = next_moment(&walker);
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
                check_table(&second, sizes[i]);
        } while (next_choice(rules[r], first.number));
    }
}

static void where_there_is_room_every_line_is_there_with_its_numbers(void **state)
{
    (void)state;
    const struct look_style look = look_style(&theme_light, LOOK_BLUE);
    const struct rect rect = {20, 20, 900, 650};
    struct walker walker = walker_of(rule_find("momentum"));
    walker.number[rule_number_index(walker.rule, "beta1")] = 0.9;
    next_moment(&walker);
    walker.gradient[2] = 5;
    walker.gradient[3] = -2;
    walker.state[0] = 1;
    struct rule_moment moment = next_moment(&walker);
    moment.gradient = walker.gradient + 2;
    const struct hood_table table = table_of(&moment, &look);
    struct recorder *r = recorder_create();
    assert_int_equal(hood_draw_table(&r->head, &theme_light, &rect, &table), 1);
    assert_true(find_text(r, "0.9·1 + 0.1·5") < r->texts);
    assert_true(find_text(r, "1.4") < r->texts);
    canvas_destroy(&r->head);
}

static void stems_stand_apart_in_every_room(void **state)
{
    (void)state;
    static const struct rect sizes[] = {{20, 20, 640, 150}, {20, 20, 380, 110}, {20, 20, 250, 90}};
    const struct look_style look = look_style(&theme_light, LOOK_VERMILION);
    struct walker walker = walker_of(rule_find("adam"));
    while (walker.t < STEPS) {
        const struct rule_moment moment = next_moment(&walker);
        const struct hood_table table = table_of(&moment, &look);
        const struct hood_history history = history_of(&walker);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct recorder *r = recorder_create();
            hood_draw_stems(&r->head, &theme_light, &sizes[i], &table, &history);
            assert_texts_apart(r, "stems");
            const size_t stems = walker.t < 10 ? walker.t : 10;
            assert_int_equal(r->markers, stems * AXES);
            canvas_destroy(&r->head);
        }
        take_step(&walker, &moment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_term_has_a_line_and_the_last_one_is_the_next_theta),
        cmocka_unit_test(arrows_are_the_step_and_what_it_is_made_of),
        cmocka_unit_test(arrows_that_end_at_the_same_place_are_one),
        cmocka_unit_test(rates_are_those_of_rules_that_divide),
        cmocka_unit_test(stems_and_what_is_older_add_up_to_the_average),
        cmocka_unit_test(there_are_as_many_stems_as_the_average_remembers),
        cmocka_unit_test(no_size_drops_a_term_or_puts_one_on_another),
        cmocka_unit_test(where_there_is_room_every_line_is_there_with_its_numbers),
        cmocka_unit_test(stems_stand_apart_in_every_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
