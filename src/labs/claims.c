#include "labs/claims.h"

#include "base/array.h"
#include "base/expression.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 128 };

#define SECTION "claim"

const struct lab_measure claims_common[] = {
    {.name = "abs", .arguments = "x", .what = "without its sign"},
    {.name = "min", .arguments = "x, y[, …]", .what = "the smallest of up to eight"},
    {.name = "max", .arguments = "x, y[, …]", .what = "the largest of up to eight"},
    {0},
};

// ---- names --------------------------------------------------------------------------------------

struct reading {
    const struct lab_type *type;
    const struct scene *scene;
    struct lab *lab;    // NULL: only read, nothing is measured
    const char *member; // that "r" stands for; NULL: nobody
    bool skips_clock;
    bool is_clock; // of what has been read of a claim
    char kinds[2 * EXPRESSION_ARGUMENTS_MAX + 2];
    bool finds; // without a lab, what arguments name has to be there
};

static const struct lab_measure *find(const struct lab_measure *list, const char *name)
{
    for (; list && list->name; list++)
        if (strcmp(list->name, name) == 0)
            return list;
    return NULL;
}

static size_t add_names(const struct lab_measure *list, const char *names[], size_t count)
{
    for (; list && list->name && count < NAMES_MAX; list++)
        names[count++] = list->name;
    return count;
}

static bool unknown_measure(const struct reading *reading, const char *name, struct error *error)
{
    const char *names[NAMES_MAX];
    const size_t count =
        add_names(claims_common, names, add_names(reading->type->measures, names, 0));
    const char *nearest = text_nearest(name, names, count);
    return nearest
               ? error_set(error, ERROR_INPUT, "no measure '%s'; did you mean %s?", name, nearest)
               : error_set(error, ERROR_INPUT, "no measure '%s'; ravine help claims lists them",
                           name);
}

// The next argument of "r, axis[, step]": its length; *at becomes its place.
static size_t next_argument(const char **at, bool *is_optional)
{
    *at += strspn(*at, " ,[]");
    const size_t length = strcspn(*at, " ,[]");
    *is_optional = length > 0 && (*at)[length] == ']';
    return length;
}

static bool is_argument(const char *at, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(at, word, length) == 0;
}

// What lab_measure.arguments says, as struct expression_names wants it.
static void read_kinds(const char *arguments, char *kinds)
{
    bool is_optional, was_optional = false;
    const char *at = arguments;
    for (size_t length; (length = next_argument(&at, &is_optional)) > 0; at += length) {
        if (is_optional && !was_optional)
            *kinds++ = '?';
        was_optional = is_optional;
        const bool is_word = is_argument(at, length, LAB_MEASURE_MEMBER) ||
                             is_argument(at, length, LAB_MEASURE_AXIS);
        *kinds++ = is_word ? 'w' : 'n';
        for (int i = 0; is_argument(at, length, "…") && i < EXPRESSION_ARGUMENTS_MAX - 3; i++)
            *kinds++ = 'n';
    }
    *kinds = '\0';
}

static const char *arguments_of(void *context, const char *name, struct error *error)
{
    struct reading *reading = context;
    const struct lab_measure *measure = find(reading->type->measures, name);
    measure = measure ? measure : find(claims_common, name);
    if (!measure) {
        unknown_measure(reading, name, error);
        return NULL;
    }
    read_kinds(measure->arguments, reading->kinds);
    return reading->kinds;
}

// The place of a member among its kind, which is that of its group.
static bool find_member(const struct reading *reading, const char *word, size_t *index,
                        struct error *error)
{
    const char *names[NAMES_MAX];
    const char *member = reading->type->member;
    const size_t kind = strlen(member);
    size_t count = 0;
    if (reading->member && strcmp(word, LAB_MEASURE_MEMBER) == 0)
        word = reading->member;
    for (size_t s = 0; s < reading->scene->count && count < NAMES_MAX; s++) {
        const char *section = reading->scene->section[s].name;
        if (strncmp(section, member, kind) != 0 || section[kind] != '.')
            continue;
        names[count] = section + kind + 1;
        if (strcmp(names[count], word) == 0) {
            *index = count;
            return true;
        }
        count++;
    }
    const char *nearest = text_nearest(word, names, count);
    return nearest ? error_set(error, ERROR_INPUT, "the scene has no [%s.%s]; did you mean %s?",
                               member, word, nearest)
                   : error_set(error, ERROR_INPUT, "the scene has no [%s.%s]", member, word);
}

static bool find_axis(const struct reading *reading, const char *word, size_t *axis,
                      struct error *error)
{
    static const char *const usual[] = {"θ₁", "θ₂"};
    const struct lab_type *type = reading->type;
    char own[LAB_AXIS_NAME];
    size_t count = 0;
    for (; type->axis && type->axis(reading->scene, count, own); count++) {
        char plain[32];
        snprintf(plain, sizeof plain, "theta_%zu", count + 1);
        if (strcmp(word, own) != 0 && strcmp(word, plain) != 0 &&
            (count > 1 || strcmp(word, usual[count]) != 0))
            continue;
        *axis = count;
        return true;
    }
    return count > 2
               ? error_set(error, ERROR_INPUT, "no axis '%s'; there are theta_1 to theta_%zu", word,
                           count)
               : error_set(error, ERROR_INPUT, "no axis '%s'; there are theta_1 and theta_2", word);
}

// The arguments as the measure wants them.
static bool resolve(const struct reading *reading, const struct lab_measure *measure,
                    const struct expression_argument argument[], size_t count,
                    struct lab_asked *asked, struct error *error)
{
    bool is_optional;
    const char *at = measure->arguments;
    for (size_t i = 0, length; i < count; i++, at += length) {
        length = next_argument(&at, &is_optional);
        if (is_argument(at, length, LAB_MEASURE_MEMBER)) {
            if (!find_member(reading, argument[i].word, &asked->group, error))
                return false;
        } else if (is_argument(at, length, LAB_MEASURE_AXIS)) {
            if (!find_axis(reading, argument[i].word, &asked->axis, error))
                return false;
        } else if (asked->count < LAB_ASKED_MAX) {
            asked->number[asked->count++] = argument[i].number;
        }
    }
    return true;
}

// Of a row of claims_common; NaN where one of its numbers is.
static double common_value(const char *name, const struct expression_argument argument[],
                           size_t count)
{
    double value = argument[0].number;
    if (strcmp(name, "abs") == 0)
        return fabs(value);
    for (size_t i = 1; i < count; i++) {
        const double other = argument[i].number;
        const bool is_further = strcmp(name, "min") == 0 ? other < value : other > value;
        value = is_further || isnan(other) ? other : value;
        if (isnan(value))
            break;
    }
    return value;
}

static bool value_of(void *context, const char *name, const struct expression_argument argument[],
                     size_t count, double *value, struct error *error)
{
    struct reading *reading = context;
    const struct lab_measure *measure = find(reading->type->measures, name);
    *value = NAN;
    if (!measure) {
        *value = common_value(name, argument, count);
        return true;
    }
    struct lab_asked asked = {0};
    reading->is_clock = reading->is_clock || measure->is_clock;
    if (!reading->lab && !reading->finds)
        return true;
    if (!resolve(reading, measure, argument, count, &asked, error))
        return false;
    if (reading->lab && !(measure->is_clock && reading->skips_clock))
        *value = measure->of(reading->lab, &asked);
    return true;
}

// ---- a claim ------------------------------------------------------------------------------------

enum comparison { LESS, AT_MOST, MORE, AT_LEAST, EQUAL, ABOUT };

// The first row that fits counts.
static const struct {
    const char *spelling, *shown;
    enum comparison comparison;
} comparisons[] = {
    {"<=", "≤", AT_MOST}, {"≤", "≤", AT_MOST}, {"<", "<", LESS},   {">=", "≥", AT_LEAST},
    {"≥", "≥", AT_LEAST}, {">", ">", MORE},    {"==", "=", EQUAL}, {"=", "=", EQUAL},
    {"≈", "≈", ABOUT},    {"~", "≈", ABOUT},
};
enum { COMPARISONS = sizeof comparisons / sizeof *comparisons };

static bool compare(enum comparison comparison, double left, double right)
{
    const double size = fmax(fabs(left), fabs(right));
    switch (comparison) {
    case LESS:
        return left < right;
    case AT_MOST:
        return left <= right;
    case MORE:
        return left > right;
    case AT_LEAST:
        return left >= right;
    case EQUAL:
        return left == right || fabs(left - right) <= 1e-9 * size;
    case ABOUT:
        return left == right || fabs(left - right) <= 0.05 * fabs(right);
    }
    return false;
}

// The row of the comparison that comes next, and behind it; COMPARISONS: none does.
static size_t take_comparison(const char **at)
{
    for (size_t i = 0; i < COMPARISONS; i++) {
        const size_t length = strlen(comparisons[i].spelling);
        if (strncmp(*at, comparisons[i].spelling, length) != 0)
            continue;
        *at += length;
        return i;
    }
    return COMPARISONS;
}

static bool take_word(const char **at, const char *word)
{
    const char *begin = *at + strspn(*at, " \t");
    const size_t length = strlen(word);
    if (strncmp(begin, word, length) != 0 || !strchr(" \t(", begin[length]) || !begin[length])
        return false;
    *at = begin + length;
    return true;
}

// The how-manieth of a text, from 1.
static size_t character_of(const char *text, const char *at)
{
    size_t character = 1;
    for (const char *c = text; c < at; c++)
        character += ((unsigned char)*c & 0xC0) != 0x80;
    return character;
}

static bool add_term(struct claim *claim, const struct claim_term *term, struct error *error)
{
    if (claim->count == CLAIM_TERMS_MAX)
        return error_set(error, ERROR_INPUT, "a claim has at most %d comparisons",
                         (int)CLAIM_TERMS_MAX);
    claim->term[claim->count++] = *term;
    claim->holds = claim->holds && term->holds;
    return true;
}

// One side, from *at on.
static bool read_side(struct reading *reading, const char *text, const char **at, double *value,
                      struct error *error)
{
    const struct expression_names names = {reading, arguments_of, value_of};
    return expression_part(text, at, &names, value, error);
}

// Whether a side is one measure that is a yes or a no, and nothing else.
static bool is_truth(const struct reading *reading, const char *side, size_t length)
{
    char name[64];
    text_print(name, sizeof name, "%.*s", (int)strcspn(side, " \t("), side);
    const struct lab_measure *measure = find(reading->type->measures, name);
    int depth = 0;
    bool is_quoted = false;
    for (size_t i = strlen(name); i < length; i++) {
        is_quoted = is_quoted != (side[i] == '"');
        depth += is_quoted ? 0 : (side[i] == '(') - (side[i] == ')');
        if (side[i] == ')' && depth == 0)
            return measure && measure->is_truth && i + 1 == length;
    }
    return false;
}

static void trim(const char **begin, const char **end)
{
    while (*begin < *end && strchr(" \t", **begin))
        ++*begin;
    while (*end > *begin && strchr(" \t", (*end)[-1]))
        --*end;
}

// A side that nothing is compared with, from `begin` on to `end`, has to be a yes or a no.
static bool check_alone(const struct reading *reading, const char *text, const char *begin,
                        const char *end, struct error *error)
{
    trim(&begin, &end);
    const char *inner = begin, *inner_end = end;
    while (inner < inner_end && *inner == '(' && inner_end[-1] == ')') {
        inner++;
        inner_end--;
        trim(&inner, &inner_end);
    }
    if (is_truth(reading, inner, (size_t)(inner_end - inner)))
        return true;
    error_set(error, ERROR_INPUT, "'%.*s' is a number; compare it", (int)(end - begin), begin);
    return error_at(error, character_of(text, begin));
}

// A TERM, with all comparisons of its chain.
static bool read_term(struct reading *reading, const char **at, struct claim *claim,
                      struct error *error)
{
    struct claim_term term = {.is_negated = take_word(at, "not")};
    const char *begin = *at;
    if (!read_side(reading, claim->value, at, &term.left, error))
        return false;
    size_t row = take_comparison(at);
    if (row == COMPARISONS) {
        // What follows is told before what is missing.
        const bool ends = !**at || **at == ':' || take_word(&(const char *){*at}, "and");
        if (ends && !check_alone(reading, claim->value, begin, *at, error))
            return false;
        const bool is_true = term.left != 0 && !isnan(term.left);
        term.is_truth = true;
        term.holds = !isnan(term.left) && is_true != term.is_negated;
        return add_term(claim, &term, error);
    }
    for (; row < COMPARISONS; row = take_comparison(at)) {
        if (!read_side(reading, claim->value, at, &term.right, error))
            return false;
        const bool is_known = !isnan(term.left) && !isnan(term.right);
        term.comparison = comparisons[row].shown;
        term.holds = is_known &&
                     compare(comparisons[row].comparison, term.left, term.right) != term.is_negated;
        if (!add_term(claim, &term, error))
            return false;
        term.left = term.right;
        term.is_chained = true;
    }
    return true;
}

// All terms of claim->value, from *at on.
static bool read_terms(struct reading *reading, const char **at, struct claim *claim,
                       struct error *error)
{
    do {
        if (!read_term(reading, at, claim, error))
            return false;
    } while (take_word(at, "and"));
    return true;
}

static bool refuse_rest(const char *text, const char *at, struct error *error)
{
    error_set(error, ERROR_INPUT,
              "'%.60s' should be a comparison, 'and', or a colon before the words", at);
    return error_at(error, character_of(text, at));
}

static bool read_claim(struct reading *reading, const struct scene_entry *entry,
                       struct claim *claim, struct error *error)
{
    *claim = (struct claim){.name = entry->key, .value = entry->value, .words = "", .holds = true};
    const char *at = entry->value;
    reading->is_clock = false;
    if (!read_terms(reading, &at, claim, error))
        return false;
    claim->length = (size_t)(at - entry->value);
    while (claim->length > 0 && entry->value[claim->length - 1] == ' ')
        claim->length--;
    claim->is_clock = reading->is_clock;
    if (*at == ':')
        claim->words = at + 1 + strspn(at + 1, " \t");
    else if (*at)
        return refuse_rest(entry->value, at, error);
    return true;
}

// ---- a scene ------------------------------------------------------------------------------------

bool claims_check(const struct lab_type *type, const struct scene *scene, struct error *error)
{
    const struct scene_section *section = scene_section(scene, SECTION);
    struct reading reading = {.type = type, .scene = scene};
    struct claim claim;
    for (size_t e = 0; section && e < section->count; e++)
        if (!read_claim(&reading, &section->entry[e], &claim, error))
            return scene_blame(scene, SECTION, section->entry[e].key, error);
    return true;
}

// How far a claim is from failing, as a share of its sides; below 0 it fails. For which of several
// seeds is the worst.
static double margin(const struct claim *claim)
{
    double least = INFINITY;
    for (size_t i = 0; i < claim->count; i++) {
        const struct claim_term *term = &claim->term[i];
        const double apart = fabs(term->left - term->right);
        const double size = fabs(term->left) + fabs(term->right);
        double by = !term->comparison || size == 0 ? 1 : isfinite(size) ? apart / size : 1;
        by = term->comparison && strchr("=≈", term->comparison[0]) ? 1 - by : by;
        least = fmin(least, isnan(by) ? -2 : term->holds ? by : -1 - by);
    }
    return least;
}

// All claims of an open lab that has run to its end, each into its place where it is worse than
// what is there.
static bool judge(const struct claims_setup *setup, struct lab *lab, uint64_t seed, bool is_first,
                  struct claims *claims, struct error *error)
{
    const struct scene_section *section = scene_section(&claims->scene, SECTION);
    struct reading reading = {.type = setup->type,
                              .scene = &claims->scene,
                              .lab = lab,
                              .skips_clock = setup->skips_clock || !is_first};
    for (size_t e = 0; e < section->count; e++) {
        struct claim claim;
        if (!read_claim(&reading, &section->entry[e], &claim, error))
            return scene_blame(&claims->scene, SECTION, section->entry[e].key, error);
        claim.seed = seed;
        if (is_first || (!claim.is_clock && margin(&claim) < margin(&claims->claim[e])))
            claims->claim[e] = claim;
    }
    return true;
}

// Runs one of so many seeds to its end.
static void await_end(const struct claims_setup *setup, struct lab *lab, size_t seeds_done,
                      size_t seeds)
{
    const double last = (double)lab->type->steps(lab);
    if (!lab->type->wait)
        return;
    while (!lab->type->wait(lab, last, setup->await ? 100 : -1))
        if (setup->await)
            setup->await(setup->user, ((double)seeds_done + lab_progress(lab)) / (double)seeds);
    if (setup->await)
        setup->await(setup->user, ((double)seeds_done + 1) / (double)seeds);
}

static bool run_seed(const struct claims_setup *setup, uint64_t first, size_t number,
                     struct claims *claims, struct error *error)
{
    const bool is_first = number == 0;
    const uint64_t seed = first + number;
    struct scene scene = {0};
    char text[32];
    text_print(text, sizeof text, "%llu", (unsigned long long)seed);
    bool done = scene_copy(&scene, setup->scene, error) &&
                (is_first || scene_put(&scene, "run", "seed", text, error));
    struct lab *lab = done ? lab_create(setup->type, &scene, setup->threads, error) : NULL;
    if (lab)
        await_end(setup, lab, number, claims->seeds);
    done = lab && judge(setup, lab, seed, is_first, claims, error);
    lab_destroy(lab);
    scene_clear(&scene);
    return done;
}

// The seed of the scene; NaN where seeds make no difference.
static double first_seed(const struct claims_setup *setup)
{
    const struct lab_type *type = setup->type;
    if (!type->is_random || !type->is_random(setup->scene))
        return NAN;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        for (size_t i = 0; strcmp(rule->section, "run") == 0 && rule->param(i); i++)
            if (strcmp(rule->param(i)->key, "seed") == 0)
                return scene_number(setup->scene, "run", rule->param(i));
    return NAN;
}

static void drop_clock(struct claims *claims)
{
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++)
        if (!claims->claim[i].is_clock)
            claims->claim[kept++] = claims->claim[i];
    claims->count = kept;
}

bool claims_measure(const struct claims_setup *setup, struct claims *claims, struct error *error)
{
    *claims = (struct claims){.seeds = 1};
    const struct scene_section *section = scene_section(setup->scene, SECTION);
    if (!section || section->count == 0)
        return true;
    const double first = first_seed(setup);
    if (!isnan(first) && setup->seeds > 1)
        claims->seeds = setup->seeds;
    claims->count = section->count;
    claims->claim = array_create(section->count, sizeof *claims->claim, error);
    bool done = claims->claim && scene_copy(&claims->scene, setup->scene, error);
    for (size_t i = 0; done && i < claims->seeds; i++)
        done = run_seed(setup, isnan(first) ? 0 : (uint64_t)first, i, claims, error);
    if (!done)
        claims_clear(claims);
    else if (setup->skips_clock)
        drop_clock(claims);
    return done;
}

void claims_clear(struct claims *claims)
{
    scene_clear(&claims->scene);
    free(claims->claim);
    *claims = (struct claims){0};
}

// ---- of a run, one by one -----------------------------------------------------------------------

static bool check_end(const char *at, struct error *error)
{
    at += strspn(at, " \t");
    return !*at || error_set(error, ERROR_INPUT, "'%.60s' is too much", at);
}

bool claims_value(const struct claims_of *of, const char *text, double *value, struct error *error)
{
    struct reading reading = {.type = of->type,
                              .scene = of->scene,
                              .lab = of->lab,
                              .member = of->member,
                              .finds = of->finds};
    const char *at = text;
    return read_side(&reading, text, &at, value, error) && check_end(at, error);
}

bool claims_holds(const struct claims_of *of, const char *text, bool *holds, struct error *error)
{
    struct reading reading = {.type = of->type,
                              .scene = of->scene,
                              .lab = of->lab,
                              .member = of->member,
                              .finds = of->finds};
    struct claim claim = {.value = text, .words = "", .holds = true};
    const char *at = text;
    const bool done = read_terms(&reading, &at, &claim, error) && check_end(at, error);
    *holds = done && claim.holds;
    return done;
}

void claims_show(double side, char text[32])
{
    if (isnan(side))
        text_print(text, 32, "–");
    else if (isinf(side))
        text_print(text, 32, "%s∞", side < 0 ? "−" : "");
    else if (side == round(side) && fabs(side) < 1e7) // counted
        text_show(side, 7, text, 32);
    else
        text_show(side, 3, text, 32);
}
