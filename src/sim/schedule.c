#include "sim/schedule.h"
#include "base/maths.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

// Where each schedule keeps its numbers.
enum { DECAY_RATE = 0, INVERSE_EVERY, INVERSE_FIRST };
enum { BASE = 0, EXPONENTIAL_FIRST };
enum { K = 0 };
enum { FACTOR = 0, STAIRCASE_EVERY };
enum { PERIOD = 0, END_FACTOR, POWER, RESTARTS = POWER, GROWTH }; // linear, polynomial, cosine

// The epoch as texts count it whose first has the number `first`, 0 or 1.
static double counted_from(const struct schedule_time *time, double first)
{
    return time->time - 1 + first;
}

static double constant_factor(const struct schedule_time *time)
{
    (void)time;
    return 1;
}

static double inverse_time_factor(const struct schedule_time *time)
{
    const double epoch = counted_from(time, time->number[INVERSE_FIRST]);
    return 1 / (1 + time->number[DECAY_RATE] * floor(epoch / time->number[INVERSE_EVERY]));
}

static double exponential_factor(const struct schedule_time *time)
{
    return maths_pow(time->number[BASE], counted_from(time, time->number[EXPONENTIAL_FIRST]));
}

static double inverse_sqrt_factor(const struct schedule_time *time)
{
    return time->number[K] / sqrt(time->time);
}

// The first `every` epochs keep α₀, the next `every` have α₀·factor, and so on.
static double staircase_factor(const struct schedule_time *time)
{
    return maths_pow(time->number[FACTOR], floor((time->time - 1) / time->number[STAIRCASE_EVERY]));
}

// Epochs made before this one, and how many the way down takes in all.
struct way {
    double made, period;
};

static struct way way_down(const struct schedule_time *time)
{
    const double period = time->number[PERIOD];
    return (struct way){fmin(time->time - 1, period), period};
}

// With restarts: within its period, each `growth` times as long as the one before.
static struct way cosine_way(const struct schedule_time *time)
{
    if (time->number[RESTARTS] == 0)
        return way_down(time);
    const double growth = time->number[GROWTH];
    struct way way = {time->time - 1, time->number[PERIOD]};
    if (growth <= 1)
        way.made = fmod(way.made, way.period);
    while (way.made >= way.period) {
        way.made -= way.period;
        way.period *= growth;
    }
    return way;
}

// What is left above the end, 1 … 0, as α / α₀.
static double above_end(const struct schedule_time *time, double left)
{
    const double end = time->number[END_FACTOR];
    return end + (1 - end) * left;
}

static double linear_factor(const struct schedule_time *time)
{
    const struct way way = way_down(time);
    return above_end(time, 1 - way.made / way.period);
}

static double polynomial_factor(const struct schedule_time *time)
{
    const struct way way = way_down(time);
    return above_end(time, maths_pow(1 - way.made / way.period, time->number[POWER]));
}

// Loshchilov & Hutter 2017, eq. 5.
static double cosine_factor(const struct schedule_time *time)
{
    const struct way way = cosine_way(time);
    return above_end(time, 0.5 * (1 + maths_cos(pi * way.made / way.period)));
}

// ---- what acts under every schedule -------------------------------------------------------------

// The time as the schedule itself counts it. While α rises it stands at its beginning, and *rise is
// the share of it that is reached: equal steps, the first of them α's own height, so that α is
// never 0 (Goyal et al. 2017, section 2.2).
static struct schedule_time without_warm_up(const struct schedule_time *time, double *rise)
{
    struct schedule_time own = *time;
    const bool is_rising = time->warm_up > 0 && time->time <= time->warm_up;
    const uint64_t rising = (uint64_t)time->warm_up * (time->per_step ? 1 : time->epoch_steps);
    *rise = is_rising ? time->time / (time->warm_up + 1) : 1;
    own.time = is_rising ? 1 : time->time - time->warm_up;
    own.step = is_rising ? 1 : time->step - rising;
    own.steps = time->steps > rising ? time->steps - rising : 0;
    return own;
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
    double rise;
    const struct schedule_time own = without_warm_up(time, &rise);
    return schedule->factor(&own) * rise * schedule_changes(time);
}

double schedule_alpha(const struct schedule *schedule, const struct schedule_time *time,
                      double alpha)
{
    if (!schedule->value)
        return alpha * schedule_factor(schedule, time);
    double rise;
    struct schedule_time own = without_warm_up(time, &rise);
    own.schedule = schedule;
    own.alpha = alpha;
    return schedule->value(&own) * rise * schedule_changes(time);
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
    const struct shown rate = show(time->number[DECAY_RATE]),
                       epoch = show(counted_from(time, time->number[INVERSE_FIRST]));
    if (time->number[INVERSE_EVERY] == 1)
        snprintf(text, size, "%s / (1 + %s·%s)", alpha, rate.text, epoch.text);
    else
        snprintf(text, size, "%s / (1 + %s·⌊%s / %s⌋)", alpha, rate.text, epoch.text,
                 show(time->number[INVERSE_EVERY]).text);
}

static void exponential_show(const struct schedule_time *time, const char *alpha, char *text,
                             size_t size)
{
    snprintf(text, size, "%s · %s^%s", alpha, show(time->number[BASE]).text,
             show(counted_from(time, time->number[EXPONENTIAL_FIRST])).text);
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
             show(time->time - 1).text, show(time->number[STAIRCASE_EVERY]).text);
}

// `left` within what stays at the end: "0.2 · (0.1 + 0.9·(1 − 3 / 10))", or "0.2 · (1 − 3 / 10)".
static void show_above_end(const struct schedule_time *time, const char *alpha, const char *left,
                           char *text, size_t size)
{
    const double end = time->number[END_FACTOR];
    if (end == 0)
        snprintf(text, size, "%s · %s", alpha, left);
    else
        snprintf(text, size, "%s · (%s + %s·%s)", alpha, show(end).text, show(1 - end).text, left);
}

static void linear_show(const struct schedule_time *time, const char *alpha, char *text,
                        size_t size)
{
    const struct way way = way_down(time);
    char left[96];
    snprintf(left, sizeof left, "(1 − %s / %s)", show(way.made).text, show(way.period).text);
    show_above_end(time, alpha, left, text, size);
}

static void polynomial_show(const struct schedule_time *time, const char *alpha, char *text,
                            size_t size)
{
    const struct way way = way_down(time);
    char left[128];
    snprintf(left, sizeof left, "(1 − %s / %s)^%s", show(way.made).text, show(way.period).text,
             show(time->number[POWER]).text);
    show_above_end(time, alpha, left, text, size);
}

static void cosine_show(const struct schedule_time *time, const char *alpha, char *text,
                        size_t size)
{
    const struct way way = cosine_way(time);
    char left[128];
    snprintf(left, sizeof left, "½(1 + cos(π·%s / %s))", show(way.made).text,
             show(way.period).text);
    show_above_end(time, alpha, left, text, size);
}

void schedule_show(const struct schedule *schedule, const struct schedule_time *time, double alpha,
                   char *text, size_t size)
{
    const double changes = schedule_changes(time);
    double rise;
    struct schedule_time own = without_warm_up(time, &rise);
    own.schedule = schedule;
    own.alpha = alpha;
    char right[256];
    schedule->show(&own, show(alpha).text, right, sizeof right);
    if (rise != 1)
        text_append(right, sizeof right, " · %s / %s", show(time->time).text,
                    show(time->warm_up + 1).text);
    snprintf(text, size, "α = %s", right);
    if (changes != 1)
        text_append(text, size, " · %s", show(changes).text);
    if (changes != 1 || strcmp(right, show(alpha).text) != 0)
        text_append(text, size, " = %s", show(schedule_alpha(schedule, time, alpha)).text);
}

// ---- the registry -------------------------------------------------------------------------------

static const struct param no_params[] = {{0}};

// One row a key, the same in every schedule but for the standard value.

#define EVERY_KEY(standard)                                                                        \
    {                                                                                              \
        "every", NULL, "epochs a stair", "α changes only after every so many epochs",              \
            PARAM_INTEGER, 1, 1000000, standard                                                    \
    }
#define FIRST_EPOCH_KEY                                                                            \
    {                                                                                              \
        "first_epoch", NULL, "first epoch",                                                        \
            "what the first epoch counts as: texts that have 0 begin with α₀ itself",              \
            PARAM_CHOICE, .standard = 1, .choices = first_epochs                                   \
    }
#define PERIOD_KEY                                                                                 \
    {                                                                                              \
        "period", "T", "epochs down", "how many epochs α takes from α₀ to its end", PARAM_INTEGER, \
            1, 1000000, 100                                                                        \
    }
#define END_FACTOR_KEY                                                                             \
    {                                                                                              \
        "end_factor", NULL, "end", "what is left of α₀ in the end, as a share", PARAM_LINEAR, 0,   \
            1, 0                                                                                   \
    }

static const char *const first_epochs[] = {"0", "1", NULL};
static const char *const off_on[] = {"off", "on", NULL};

static const struct param inverse_time_params[] = {
    [DECAY_RATE] = {"decay_rate", NULL, "decay rate",
                    "α = α₀ / (1 + decay_rate·epoch): after 1/decay_rate epochs α is half of α₀",
                    PARAM_LOG, 1e-6, 100, 1},
    [INVERSE_EVERY] = EVERY_KEY(1),
    [INVERSE_FIRST] = FIRST_EPOCH_KEY,
    {0},
};
static const struct param exponential_params[] = {
    [BASE] = {"base", NULL, "base", "what α is multiplied by in every epoch", PARAM_NEAR_ONE, 0.01,
              0.99999, 0.95},
    [EXPONENTIAL_FIRST] = FIRST_EPOCH_KEY,
    {0},
};
static const struct param inverse_sqrt_params[] = {
    [K] = {"k", "k", "scale", "α = α₀·k / √epoch: α is α₀ in epoch k²", PARAM_LOG, 1e-3, 1e3, 1},
    {0},
};
static const struct param staircase_params[] = {
    [FACTOR] = {"factor", NULL, "stair", "what α is multiplied by at each stair", PARAM_LOG, 0.01,
                1, 0.5},
    [STAIRCASE_EVERY] = EVERY_KEY(10),
    {0},
};
static const struct param linear_params[] = {PERIOD_KEY, [END_FACTOR] = END_FACTOR_KEY, {0}};
static const struct param polynomial_params[] = {
    PERIOD_KEY,
    [END_FACTOR] = END_FACTOR_KEY,
    [POWER] = {"power", NULL, "power",
               "1 is a straight line; larger powers fall fast first and end gently", PARAM_LOG, 0.1,
               10, 2},
    {0},
};
static const struct param cosine_params[] = {
    PERIOD_KEY,
    [END_FACTOR] = END_FACTOR_KEY,
    [RESTARTS] = {"restarts", NULL, "restarts", "back to α₀ after every period", PARAM_CHOICE,
                  .choices = off_on},
    [GROWTH] = {"growth", NULL, "growth",
                "with restarts: how many times as long as the last one each period is",
                PARAM_INTEGER, 1, 10, 1},
    {0},
};

static const struct schedule constant = {
    .name = "constant",
    .title = "Constant",
    .formula = "α = α₀",
    .latex = "\\alpha_0",
    .params = no_params,
    .factor = constant_factor,
    .show = constant_show,
};

static const struct schedule inverse_time = {
    .name = "inverse-time",
    .title = "Inverse time",
    .formula = "α = α₀ / (1 + decay_rate·⌊epoch / every⌋)",
    .latex = "\\frac{\\alpha_0}{1 + \\mathit{decay\\_rate} \\cdot \\lfloor \\mathit{epoch} / "
             "\\mathit{every} \\rfloor}",
    .params = inverse_time_params,
    .factor = inverse_time_factor,
    .show = inverse_time_show,
};

static const struct schedule exponential = {
    .name = "exponential",
    .title = "Exponential",
    .formula = "α = α₀ · base^epoch",
    .latex = "\\alpha_0 \\cdot \\mathit{base}^{\\,\\mathit{epoch}}",
    .params = exponential_params,
    .factor = exponential_factor,
    .show = exponential_show,
};

static const struct schedule inverse_sqrt = {
    .name = "inverse-sqrt",
    .title = "Inverse square root",
    .formula = "α = α₀ · k / √epoch",
    .latex = "\\alpha_0 \\cdot \\frac{k}{\\sqrt{\\mathit{epoch}}}",
    .params = inverse_sqrt_params,
    .factor = inverse_sqrt_factor,
    .show = inverse_sqrt_show,
};

static const struct schedule staircase = {
    .name = "staircase",
    .title = "Staircase",
    .formula = "α = α₀ · factor^⌊(epoch − 1) / every⌋",
    .latex = "\\alpha_0 \\cdot \\mathit{factor}^{\\,\\lfloor (\\mathit{epoch} - 1) / "
             "\\mathit{every} \\rfloor}",
    .params = staircase_params,
    .factor = staircase_factor,
    .show = staircase_show,
};

// PyTorch's LinearLR with start_factor = 1.
static const struct schedule linear = {
    .name = "linear",
    .title = "Linear",
    .formula = "α = α₀ · (end_factor + (1 − end_factor)·(1 − (epoch − 1) / period)), then "
               "α₀ · end_factor",
    .latex = "\\alpha_0 \\left(r + (1 - r) \\left(1 - \\frac{\\min(\\mathit{epoch} - 1,\\ "
             "T)}{T}\\right)\\right)",
    .params = linear_params,
    .factor = linear_factor,
    .show = linear_show,
};

// The "poly" policy of Chen et al. 2018, section 3.1 (DeepLab).
static const struct schedule polynomial = {
    .name = "polynomial",
    .title = "Polynomial",
    .formula = "α = α₀ · (end_factor + (1 − end_factor)·(1 − (epoch − 1) / period)^power), then "
               "α₀ · end_factor",
    .latex = "\\alpha_0 \\left(r + (1 - r) \\left(1 - \\frac{\\min(\\mathit{epoch} - 1,\\ "
             "T)}{T}\\right)^{\\mathit{power}}\\right)",
    .params = polynomial_params,
    .factor = polynomial_factor,
    .show = polynomial_show,
};

static const struct schedule cosine = {
    .name = "cosine",
    .title = "Cosine",
    .formula = "α = α₀ · (end_factor + (1 − end_factor)·½(1 + cos(π·(epoch − 1) / period))), then "
               "α₀ · end_factor, or with restarts from α₀ anew",
    .latex = "\\alpha_0 \\left(r + (1 - r)\\, \\tfrac12 \\left(1 + \\cos \\frac{\\pi "
             "\\min(\\mathit{epoch} - 1,\\ T)}{T}\\right)\\right)",
    .params = cosine_params,
    .factor = cosine_factor,
    .show = cosine_show,
};

static const struct schedule manual = {
    .name = "manual",
    .title = "Manual",
    .formula = "α = α₀ · the factors of all changes up to this step",
    .latex = "\\alpha_0 \\prod_{i:\\ s_i \\le t} f_i",
    .params = no_params,
    .factor = constant_factor,
    .show = constant_show,
};

static const struct schedule formula = {
    .name = "formula",
    .title = "Formula",
    .formula = "α = what alpha_t says",
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
    ROW(linear, "linear")                                                                          \
    ROW(polynomial, "polynomial")                                                                  \
    ROW(cosine, "cosine")                                                                          \
    ROW(manual, "manual")                                                                          \
    ROW(formula, "formula")

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
