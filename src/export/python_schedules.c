#include "export/python_schedules.h"

#include "export/python_text.h"

#include <string.h>

// A schedule as a function of the epoch, whose arguments are called as its keys are. What has a
// standard value there has the one of the key's own.
struct form {
    const char *schedule;
    bool (*holds)(const struct runner *runner); // NULL: always. The first row that holds counts
    const char *name;                           // of the function; NULL: α₀ all the way
    const char *text;
};

static double number(const struct runner *runner, const char *key)
{
    for (size_t i = 0; runner->schedule->params[i].key; i++)
        if (strcmp(runner->schedule->params[i].key, key) == 0)
            return runner->schedule_number[i];
    return 0;
}

static bool has_restarts(const struct runner *runner)
{
    return number(runner, "restarts") == 1;
}

static const struct form forms[] = {
    {"constant", NULL, NULL, NULL},
    {"manual", NULL, NULL, NULL},
    {"inverse-time", NULL, "inverse_time",
     "def inverse_time(epoch, decay_rate, every=1, first_epoch=1):\n"
     "    return 1/(1 + decay_rate*((epoch - 1 + first_epoch)//every))\n"},
    {"exponential", NULL, "exponential",
     "def exponential(epoch, base, first_epoch=1):\n"
     "    return base**(epoch - 1 + first_epoch)\n"},
    {"inverse-sqrt", NULL, "inverse_sqrt",
     "def inverse_sqrt(epoch, k=1):\n"
     "    return k/math.sqrt(epoch)\n"},
    {"staircase", NULL, "staircase",
     "def staircase(epoch, factor, every):\n"
     "    return factor**((epoch - 1)//every)\n"},
    {"linear", NULL, "linear",
     "def linear(epoch, period, end_factor=0):\n"
     "    return end_factor + (1 - end_factor)*(1 - min(epoch - 1, period)/period)\n"},
    {"polynomial", NULL, "polynomial",
     "def polynomial(epoch, period, power, end_factor=0):\n"
     "    return end_factor + (1 - end_factor)*(1 - min(epoch - 1, period)/period)**power\n"},
    {"cosine", has_restarts, "cosine_with_restarts",
     "def cosine_with_restarts(epoch, period, growth=1, end_factor=0):\n"
     "    made = epoch - 1\n"
     "    while made >= period:  # each period is `growth` times as long as the one before\n"
     "        made, period = made - period, period*growth\n"
     "    return end_factor + (1 - end_factor)*0.5*(1 + math.cos(math.pi*made/period))\n"},
    {"cosine", NULL, "cosine",
     "def cosine(epoch, period, end_factor=0):\n"
     "    made = min(epoch - 1, period)\n"
     "    return end_factor + (1 - end_factor)*0.5*(1 + math.cos(math.pi*made/period))\n"},
};

enum { FORMS = sizeof forms / sizeof *forms };

static const char warm_up_text[] =
    "def warm_up(epochs, schedule):\n"
    "    \"\"\"For so many epochs α rises in equal steps; then the schedule begins.\"\"\"\n"
    "    def factor(epoch):\n"
    "        return epoch/(epochs + 1)*schedule(1) if epoch <= epochs else schedule(epoch - "
    "epochs)\n"
    "    return factor\n";

static const struct form *find(const struct runner *runner)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i].schedule, runner->schedule->name) == 0 &&
            (!forms[i].holds || forms[i].holds(runner)))
            return &forms[i];
    return NULL;
}

bool python_schedules_check(const struct program *program, struct error *error)
{
    for (size_t r = 0; r < program->runners; r++)
        if (!find(&program->runner[r]))
            return error_set(error, ERROR_INPUT,
                             "%s: the schedule %s cannot be written as a program", program->name[r],
                             program->runner[r].schedule->name);
    return true;
}

bool python_has_schedule(const struct runner *runner)
{
    return find(runner)->name || runner->warm_up > 0;
}

void python_write_schedules(FILE *out, const struct program *program)
{
    bool is_written[FORMS] = {false}, has_warm_up = false, has_any = false;
    for (size_t r = 0; r < program->runners; r++) {
        const struct form *form = find(&program->runner[r]);
        has_warm_up = has_warm_up || program->runner[r].warm_up > 0;
        if (!form->name || is_written[form - forms])
            continue;
        is_written[form - forms] = true;
        fprintf(out, "%s%s\n\n",
                has_any ? "" : "# What α₀ is multiplied by in an epoch; the first epoch is 1.\n",
                form->text);
        has_any = true;
    }
    if (has_warm_up)
        fprintf(out, "%s\n\n", warm_up_text);
}

// Whether the function has an argument of that name, and another value than its standard one is
// given.
static bool is_given(const struct form *form, const struct param *param, double value)
{
    char argument[64];
    const int length = snprintf(argument, sizeof argument, ", %s", param->key);
    const char *at = strstr(form->text, argument);
    if (!at || at > strchr(form->text, ':'))
        return false;
    return at[length] != '=' || value != param->standard;
}

static void write_call(FILE *out, const struct runner *runner, const struct form *form)
{
    fprintf(out, "lambda epoch: %s(epoch", form->name);
    for (size_t i = 0; runner->schedule->params[i].key; i++) {
        char value[PYTHON_NUMBER];
        python_number(runner->schedule_number[i], value);
        if (is_given(form, &runner->schedule->params[i], runner->schedule_number[i]))
            fprintf(out, ", %s=%s", runner->schedule->params[i].key, value);
    }
    fputc(')', out);
}

void python_write_schedule(FILE *out, const struct runner *runner)
{
    const struct form *form = find(runner);
    char epochs[PYTHON_NUMBER];
    python_number(runner->warm_up, epochs);
    if (runner->warm_up > 0)
        fprintf(out, "warm_up(%s, ", epochs);
    if (form->name)
        write_call(out, runner, form);
    else
        fputs("lambda epoch: 1", out);
    if (runner->warm_up > 0)
        fputc(')', out);
}
