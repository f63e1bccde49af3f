#include "sim/schedule.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECAY_RATE = 0, BASE = 0, K = 0, FACTOR = 0, EVERY };

static double constant_factor(const struct schedule_time *time)
{
    (void)time;
    return 1;
}

static double inverse_time_factor(const struct schedule_time *time)
{
    return 1 / (1 + time->number[DECAY_RATE] * time->time);
}

static double exponential_factor(const struct schedule_time *time)
{
    return pow(time->number[BASE], time->time);
}

static double inverse_sqrt_factor(const struct schedule_time *time)
{
    return time->number[K] / sqrt(time->time);
}

// The first `every` epochs keep α₀, the next `every` have α₀·factor, and so on.
static double staircase_factor(const struct schedule_time *time)
{
    return pow(time->number[FACTOR], floor((time->time - 1) / time->number[EVERY]));
}

double schedule_changes(const struct schedule_time *time)
{
    double factor = 1;
    for (size_t i = 0; i < time->change_count && time->change[i].step <= time->step; i++)
        factor *= time->change[i].factor;
    return factor;
}

double schedule_factor(const struct schedule *schedule, const struct schedule_time *time)
{
    return schedule->factor(time) * schedule_changes(time);
}

// ---- with numbers -------------------------------------------------------------------------------

// A number for people.
struct shown {
    char text[32];
};

static struct shown show(double value)
{
    struct shown shown;
    text_show(value, 4, shown.text, sizeof shown.text);
    return shown;
}

static void constant_show(const struct schedule_time *time, const char *alpha, char *text,
                          size_t size)
{
    (void)time;
    snprintf(text, size, "%s", alpha);
}

static void inverse_time_show(const struct schedule_time *time, const char *alpha, char *text,
                              size_t size)
{
    snprintf(text, size, "%s / (1 + %s·%s)", alpha, show(time->number[DECAY_RATE]).text,
             show(time->time).text);
}

static void exponential_show(const struct schedule_time *time, const char *alpha, char *text,
                             size_t size)
{
    snprintf(text, size, "%s · %s^%s", alpha, show(time->number[BASE]).text, show(time->time).text);
}

static void inverse_sqrt_show(const struct schedule_time *time, const char *alpha, char *text,
                              size_t size)
{
    snprintf(text, size, "%s · %s / √%s", alpha, show(time->number[K]).text, show(time->time).text);
}

static void staircase_show(const struct schedule_time *time, const char *alpha, char *text,
                           size_t size)
{
    snprintf(text, size, "%s · %s^⌊%s / %s⌋", alpha, show(time->number[FACTOR]).text,
             show(time->time - 1).text, show(time->number[EVERY]).text);
}

void schedule_show(const struct schedule *schedule, const struct schedule_time *time, double alpha,
                   char *text, size_t size)
{
    const double changes = schedule_changes(time);
    char right[160];
    schedule->show(time, show(alpha).text, right, sizeof right);
    snprintf(text, size, "α = %s", right);
    if (changes != 1)
        text_append(text, size, " · %s", show(changes).text);
    if (changes != 1 || strcmp(right, show(alpha).text) != 0)
        text_append(text, size, " = %s", show(alpha * schedule_factor(schedule, time)).text);
}

// ---- the registry -------------------------------------------------------------------------------

static const struct param no_params[] = {{0}};

static const struct param inverse_time_params[] = {
    [DECAY_RATE] = {"decay_rate", NULL, "decay rate",
                    "α = α₀ / (1 + decay_rate·epoch): after 1/decay_rate epochs α is half of α₀",
                    PARAM_LOG, 1e-6, 100, 1},
    {0},
};
static const struct param exponential_params[] = {
    [BASE] = {"base", NULL, "base", "what α is multiplied by in every epoch", PARAM_NEAR_ONE, 0.01,
              0.99999, 0.95},
    {0},
};
static const struct param inverse_sqrt_params[] = {
    [K] = {"k", "k", "scale", "α = α₀·k / √epoch: α is α₀ in epoch k²", PARAM_LOG, 1e-3, 1e3, 1},
    {0},
};
static const struct param staircase_params[] = {
    [FACTOR] = {"factor", NULL, "stair", "what α is multiplied by at each stair", PARAM_LOG, 0.01,
                1, 0.5},
    [EVERY] = {"every", NULL, "epochs a stair", "a stair comes after every so many epochs",
               PARAM_INTEGER, 1, 1000000, 10},
    {0},
};

static const struct schedule constant = {
    .name = "constant",
    .title = "Constant",
    .formula = "α = α₀",
    .params = no_params,
    .factor = constant_factor,
    .show = constant_show,
};

static const struct schedule inverse_time = {
    .name = "inverse-time",
    .title = "Inverse time",
    .formula = "α = α₀ / (1 + decay_rate·epoch)",
    .params = inverse_time_params,
    .factor = inverse_time_factor,
    .show = inverse_time_show,
};

static const struct schedule exponential = {
    .name = "exponential",
    .title = "Exponential",
    .formula = "α = α₀ · base^epoch",
    .params = exponential_params,
    .factor = exponential_factor,
    .show = exponential_show,
};

static const struct schedule inverse_sqrt = {
    .name = "inverse-sqrt",
    .title = "Inverse square root",
    .formula = "α = α₀ · k / √epoch",
    .params = inverse_sqrt_params,
    .factor = inverse_sqrt_factor,
    .show = inverse_sqrt_show,
};

static const struct schedule staircase = {
    .name = "staircase",
    .title = "Staircase",
    .formula = "α = α₀ · factor^⌊(epoch − 1) / every⌋",
    .params = staircase_params,
    .factor = staircase_factor,
    .show = staircase_show,
};

static const struct schedule manual = {
    .name = "manual",
    .title = "Manual",
    .formula = "α = α₀ · the factors of all changes up to this step",
    .params = no_params,
    .factor = constant_factor,
    .show = constant_show,
};

// One row a schedule, in the order people should see them.
#define REGISTRY(ROW)                                                                              \
    ROW(constant, "constant")                                                                      \
    ROW(inverse_time, "inverse-time")                                                              \
    ROW(exponential, "exponential")                                                                \
    ROW(inverse_sqrt, "inverse-sqrt")                                                              \
    ROW(staircase, "staircase")                                                                    \
    ROW(manual, "manual")

#define ADDRESS(schedule, name) &schedule,
#define NAME(schedule, name)    name,

const struct schedule *const schedules[] = {REGISTRY(ADDRESS) NULL};
const char *const schedule_names[] = {REGISTRY(NAME) NULL};

const struct schedule *schedule_find(const char *name)
{
    for (size_t i = 0; schedules[i]; i++)
        if (strcmp(schedules[i]->name, name) == 0)
            return schedules[i];
    return NULL;
}

// ---- manual changes -----------------------------------------------------------------------------

// Steps are counted in doubles on their way in; above this they would lose ones.
static const double step_max = 9007199254740992.0; // 2⁵³

// Reads one "step:factor" of `length` bytes.
static bool parse_change(const char *text, size_t length, struct schedule_change *change,
                         struct error *error)
{
    char piece[64];
    if (length >= sizeof piece)
        return error_set(error, ERROR_INPUT, "manual: '%.40s…' is too long for STEP:FACTOR", text);
    memcpy(piece, text, length);
    piece[length] = '\0';
    char *colon = strchr(piece, ':');
    if (!colon)
        return error_set(error, ERROR_INPUT,
                         "manual must be a list such as 80:0.5, 120:0.5 (STEP:FACTOR), not '%.40s'",
                         piece);
    *colon = '\0';
    double step, factor;
    if (!text_number(piece, &step) || step < 1 || step > step_max || step != floor(step))
        return error_set(error, ERROR_INPUT,
                         "manual: the step must be a whole number from 1, not '%.40s'", piece);
    if (!text_number(colon + 1, &factor) || factor <= 0)
        return error_set(error, ERROR_INPUT,
                         "manual: the factor of step %.0f must be a number above 0, not '%.40s'",
                         step, colon + 1);
    *change = (struct schedule_change){(uint64_t)step, factor};
    return true;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t")] == '\0';
}

bool schedule_parse_changes(const char *text, struct schedule_change changes[], size_t max,
                            size_t *count, struct error *error)
{
    double product = 1;
    *count = 0;
    if (is_blank(text))
        return true;
    for (const char *rest = text; rest;) {
        const size_t length = strcspn(rest, ",");
        struct schedule_change change;
        if (!parse_change(rest, length, &change, error))
            return false;
        const uint64_t last = *count > 0 ? changes[*count - 1].step : 0;
        if (change.step == last)
            return error_set(error, ERROR_INPUT,
                             "manual: step %llu comes twice; multiply its factors into one",
                             (unsigned long long)last);
        if (change.step < last)
            return error_set(error, ERROR_INPUT,
                             "manual: step %llu comes after step %llu; list the steps in order",
                             (unsigned long long)change.step, (unsigned long long)last);
        if (*count == max)
            return error_set(error, ERROR_INPUT, "manual: more than %zu changes", max);
        product *= change.factor;
        if (!isfinite(product))
            return error_set(error, ERROR_INPUT,
                             "manual: up to step %llu the factors multiply to more than a number "
                             "can hold",
                             (unsigned long long)change.step);
        changes[(*count)++] = change;
        rest = rest[length] == ',' ? rest + length + 1 : NULL;
    }
    return true;
}
