#include "sim/schedule_formula.h"

#include "base/array.h"
#include "base/text.h"
#include "sim/formula_spelling.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum given { GIVEN_ALPHA, GIVEN_EPOCH, GIVEN_EPOCHS, GIVEN_STEP, GIVEN_STEPS, GIVEN };

// One row a name.
#define NAMES(ROW)                                                                                 \
    ROW("alpha0", GIVEN_ALPHA)                                                                     \
    ROW("alpha", GIVEN_ALPHA)                                                                      \
    ROW("α₀", GIVEN_ALPHA)                                                                         \
    ROW("α0", GIVEN_ALPHA)                                                                         \
    ROW("α", GIVEN_ALPHA)                                                                          \
    ROW("epoch", GIVEN_EPOCH)                                                                      \
    ROW("epochs", GIVEN_EPOCHS)                                                                    \
    ROW("step", GIVEN_STEP)                                                                        \
    ROW("steps", GIVEN_STEPS)                                                                      \
    ROW("t", GIVEN_STEP)

#define NAME(name, given)  name,
#define WHICH(name, given) given,

const char *const schedule_given[] = {NAMES(NAME) NULL};
static const enum given which[] = {NAMES(WHICH)};
enum { NAME_COUNT = sizeof which / sizeof *which };

struct schedule_formula {
    struct schedule schedule; // first, so that a pointer to it is one to the whole
    atomic_size_t holders;
    struct formula *formula;
    double *uniform; // of the numbers, which never change
    double number[FORMULA_NAMES_MAX];
    char *text, *shown; // "alpha0 / epoch", "α = alpha0 / epoch"
    struct param param[SCHEDULE_NUMBERS_MAX + 1];
    char name[SCHEDULE_NUMBERS_MAX][FORMULA_NAME];
};

// Every row of the table has its own factor; what is typed has the value alone.
static struct schedule_formula *typed_of(const struct schedule *schedule)
{
    return schedule && schedule->value ? (struct schedule_formula *)schedule : NULL;
}

// ---- α ------------------------------------------------------------------------------------------

static void find_given(const struct schedule_time *time, double given[GIVEN])
{
    const double steps = time->steps > 0 ? (double)time->steps : NAN;
    given[GIVEN_ALPHA] = time->alpha;
    given[GIVEN_EPOCH] = time->time;
    given[GIVEN_EPOCHS] =
        time->per_step || time->epoch_steps == 0 ? steps : ceil(steps / (double)time->epoch_steps);
    given[GIVEN_STEP] = (double)time->step;
    given[GIVEN_STEPS] = steps;
}

static double value(const struct schedule_time *time)
{
    const struct schedule_formula *own = typed_of(time->schedule);
    double given[GIVEN], variable[NAME_COUNT];
    find_given(time, given);
    for (size_t i = 0; i < NAME_COUNT; i++)
        variable[i] = given[which[i]];
    return formula_value(own->formula, own->uniform, variable);
}

// ---- with numbers -------------------------------------------------------------------------------

enum { INDICES_MAX = 16 };

// The text with numbers in place of its names, those aside that sums count by.
struct showing {
    const struct schedule_formula *own;
    const double *given;
    const char *index[INDICES_MAX]; // where they are named
    size_t index_length[INDICES_MAX], indices;
    char *text;
    size_t size;
};

static bool is_index(const struct showing *showing, const char *at, size_t length)
{
    for (size_t i = 0; i < showing->indices; i++)
        if (showing->index_length[i] == length && memcmp(showing->index[i], at, length) == 0)
            return true;
    return false;
}

static void find_indices(struct showing *showing)
{
    for (const char *at = showing->own->text; *at;) {
        const size_t length = formula_name_at(at);
        const bool is_sum = length > 0 && formula_is_word(at, length, "sum");
        at += length > 0 ? length : 1;
        if (!is_sum || showing->indices == INDICES_MAX)
            continue;
        at += strspn(at, " \t(");
        showing->index[showing->indices] = at;
        showing->index_length[showing->indices++] = formula_name_at(at);
    }
}

static bool find_number(const struct showing *showing, const char *at, size_t length,
                        double *number)
{
    const struct schedule_formula *own = showing->own;
    if (is_index(showing, at, length))
        return false;
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (formula_is_word(at, length, schedule_given[i])) {
            *number = showing->given[which[i]];
            return true;
        }
    for (size_t i = 0; i < formula_parameters(own->formula); i++)
        if (formula_is_word(at, length, formula_parameter(own->formula, i))) {
            *number = own->number[i];
            return true;
        }
    return false;
}

// 2t is 2·3, and what is below 0 stands in parentheses.
static void append_number(struct showing *showing, double number)
{
    const size_t length = strlen(showing->text);
    const char last = length > 0 ? showing->text[length - 1] : ' ';
    const bool is_product = formula_is_digit(last) || last == '.' || last == ')';
    char shown[32];
    text_show(number, 4, shown, sizeof shown);
    text_append(showing->text, showing->size, number < 0 ? "%s(%s)" : "%s%s", is_product ? "·" : "",
                shown);
}

// Letter by letter where a name is a product of given ones, as tt is.
static size_t append_name(struct showing *showing, const char *at, size_t length)
{
    double number;
    const size_t letter = formula_letter_at(at, true);
    if (find_number(showing, at, length, &number)) {
        append_number(showing, number);
        return length;
    }
    if (letter < length && formula_function_at(at, length) < 0 &&
        find_number(showing, at, letter, &number) && !is_index(showing, at, length)) {
        append_number(showing, number);
        return letter;
    }
    const bool is_pi = formula_is_word(at, length, "pi");
    text_append(showing->text, showing->size, "%.*s", is_pi ? (int)sizeof "π" - 1 : (int)length,
                is_pi ? "π" : at);
    return length;
}

// One character that is no name: * as a dot without blanks around it.
static size_t append_sign(struct showing *showing, const char *at)
{
    size_t bytes = 1;
    if (*at == '*' && at[1] != '*') {
        size_t length = strlen(showing->text);
        while (length > 0 && showing->text[length - 1] == ' ')
            showing->text[--length] = '\0';
        text_append(showing->text, showing->size, "·");
        return bytes + strspn(at + 1, " ");
    }
    while (((unsigned char)at[bytes] & 0xC0) == 0x80)
        bytes++;
    text_append(showing->text, showing->size, "%.*s", (int)bytes, at);
    return bytes;
}

static void append_all(struct showing *showing)
{
    const char *at = showing->own->text;
    while (*at && strlen(showing->text) + 1 < showing->size) {
        const size_t length = formula_name_at(at);
        at += length > 0 ? append_name(showing, at, length) : append_sign(showing, at);
    }
}

static void show(const struct schedule_time *time, const char *alpha, char *text, size_t size)
{
    double given[GIVEN];
    char whole[1024] = "";
    struct showing showing = {
        .own = typed_of(time->schedule), .given = given, .text = whole, .size = sizeof whole};
    (void)alpha;
    find_given(time, given);
    find_indices(&showing);
    append_all(&showing);
    if (strlen(whole) < size)
        text_print(text, size, "%s", whole);
    else
        text_print(text, size, "%.*s…", (int)size - 8, whole);
}

// ---- making it ----------------------------------------------------------------------------------

static void destroy(struct schedule_formula *own)
{
    formula_destroy(own->formula);
    free(own->uniform);
    free(own->text);
    free(own->shown);
    free(own);
}

static void copy_params(struct schedule_formula *own, const struct param params[])
{
    for (size_t i = 0; i < SCHEDULE_NUMBERS_MAX && params[i].key; i++) {
        text_print(own->name[i], FORMULA_NAME, "%s", params[i].key);
        own->param[i] = params[i];
        own->param[i].key = own->param[i].symbol = own->name[i];
    }
}

static bool uses(const struct formula *formula, unsigned wanted)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if ((wanted >> which[i] & 1) && formula_uses(formula, i))
            return true;
    return false;
}

static bool fill(struct schedule_formula *own, const struct schedule_typed *typed,
                 struct error *error)
{
    const size_t size = strlen(typed->text) + sizeof "α = ";
    own->uniform = array_create(formula_uniforms(own->formula), sizeof *own->uniform, error);
    own->text = array_create(size, 1, error);
    own->shown = array_create(size, 1, error);
    if (!own->uniform || !own->text || !own->shown)
        return false;
    text_print(own->text, size, "%s", typed->text);
    text_print(own->shown, size, "α = %s", typed->text);
    for (size_t i = 0; i < formula_parameters(own->formula); i++)
        own->number[i] = typed->number[i];
    formula_bind(own->formula, own->number, own->uniform);
    copy_params(own, typed->params);
    own->schedule = (struct schedule){
        .name = "formula",
        .title = "Formula",
        .formula = own->shown,
        .params = own->param,
        .show = show,
        .value = value,
        .counts_steps = uses(own->formula, 1u << GIVEN_STEP),
    };
    return true;
}

const struct schedule *schedule_formula_create(const struct schedule_typed *typed,
                                               struct error *error)
{
    struct schedule_formula *own = array_create(1, sizeof *own, error);
    if (!own) {
        formula_destroy(typed->formula);
        return NULL;
    }
    own->formula = typed->formula;
    atomic_init(&own->holders, 1);
    if (fill(own, typed, error))
        return &own->schedule;
    destroy(own);
    return NULL;
}

void schedule_hold(const struct schedule *schedule)
{
    struct schedule_formula *own = typed_of(schedule);
    if (own)
        atomic_fetch_add(&own->holders, 1);
}

void schedule_release(const struct schedule *schedule)
{
    struct schedule_formula *own = typed_of(schedule);
    if (own && atomic_fetch_sub(&own->holders, 1) == 1)
        destroy(own);
}

const char *schedule_text(const struct schedule *schedule)
{
    const struct schedule_formula *own = typed_of(schedule);
    return own ? own->text : NULL;
}

bool schedule_counts(const struct schedule *schedule)
{
    const struct schedule_formula *own = typed_of(schedule);
    return own ? uses(own->formula, 1u << GIVEN_EPOCH | 1u << GIVEN_EPOCHS)
               : schedule->params->key != NULL;
}
