#include "export/python_alpha.h"

#include "export/python_formula.h"

#include <math.h>
#include <string.h>

// The names that are given, and what each is in the program, one row a name.
#define NAMES(ROW)                                                                                 \
    ROW("epoch", "epoch")                                                                          \
    ROW("step", "step")                                                                            \
    ROW("t", "step")                                                                               \
    ROW("alpha0", "alpha0")                                                                        \
    ROW("alpha", "alpha0")                                                                         \
    ROW("α₀", "alpha0")                                                                            \
    ROW("α0", "alpha0")                                                                            \
    ROW("α", "alpha0")                                                                             \
    ROW("epochs", "epochs")                                                                        \
    ROW("steps", "steps")
#define NAME(name, called)   name,
#define CALLED(name, called) called,

static const char *const names[] = {NAMES(NAME) NULL};
static const char *const calls[] = {NAMES(CALLED) NULL};
enum { GIVEN = sizeof names / sizeof *names - 1 };

static const struct python_variables variables = {.name = names, .given = GIVEN, .called = calls};

void python_write_alpha_name(FILE *out, const struct program *program, size_t index)
{
    char name[PYTHON_NAME];
    python_name(program->name[index], name);
    fprintf(out, "alpha_of_%s", name);
    // a-b and a_b are two runners.
    for (size_t r = 0; r < index; r++) {
        char other[PYTHON_NAME];
        python_name(program->name[r], other);
        if (strcmp(other, name) == 0) {
            fprintf(out, "_%zu", index);
            return;
        }
    }
}

// Steps of the whole run, and those of an epoch.
static double steps_of(const struct program *program, const struct runner *runner, double *epoch)
{
    *epoch = (double)batch_steps(program->objective.examples, runner->batch);
    return program->steps > 0 ? (double)program->steps : (double)program->epochs * *epoch;
}

static void write_number(FILE *out, const char *name, double value)
{
    char number[PYTHON_NUMBER];
    python_number(value, number);
    fprintf(out, ", %s=%s", name, number);
}

// The number of a free name: the schedule's own, or the rule's.
static double number_of(const struct runner *runner, const char *name)
{
    for (size_t i = 0; runner->schedule->params[i].key; i++)
        if (strcmp(runner->schedule->params[i].key, name) == 0)
            return runner->schedule_number[i];
    const int index = rule_number_index(runner->rule, name);
    return index < 0 ? NAN : runner->number[index];
}

static bool uses(const struct python_formula *formula, const char *called)
{
    for (size_t i = 0; i < GIVEN; i++)
        if (strcmp(calls[i], called) == 0 && python_formula_uses(formula, i))
            return true;
    return false;
}

// What is the same in every step stands as a number with its name.
static void write_arguments(FILE *out, const struct program *program, const struct runner *runner,
                            const struct python_formula *formula)
{
    double epoch;
    const double whole = steps_of(program, runner, &epoch);
    const double steps = whole - runner->warm_up * (runner->decay_per_step ? 1 : epoch);
    const double known = steps > 0 ? steps : NAN;
    fputs("epoch, step", out);
    if (uses(formula, "alpha0"))
        write_number(out, "alpha0", runner->number[0]);
    if (uses(formula, "epochs"))
        write_number(out, "epochs", runner->decay_per_step ? known : ceil(known / epoch));
    if (uses(formula, "steps"))
        write_number(out, "steps", known);
    for (size_t i = GIVEN; i < formula->names.count; i++) {
        char name[PYTHON_NAME];
        python_formula_name(formula, i, name);
        write_number(out, name, number_of(runner, formula->names.name[i]));
    }
}

// For so many epochs α rises in equal steps to where the schedule begins.
static void write_warm_up(FILE *out, const struct program *program, const struct runner *runner)
{
    char warm_up[PYTHON_NUMBER], rising[PYTHON_NUMBER];
    double epoch;
    steps_of(program, runner, &epoch);
    python_number(runner->warm_up, warm_up);
    python_number(runner->warm_up * (runner->decay_per_step ? 1 : epoch), rising);
    fprintf(out,
            "    rise = min(1, epoch/(%s + 1))  # a warm-up, behind which epochs are counted anew\n"
            "    epoch, step = max(1, epoch - %s), max(1, step - %s)\n",
            warm_up, warm_up, rising);
}

bool python_write_alpha(FILE *out, const struct program *program, size_t index, struct error *error)
{
    const struct runner *runner = &program->runner[index];
    struct python_formula formula;
    if (!python_formula_read(&formula, program->alpha_t[index], &variables, error))
        return false;
    fputs("def ", out);
    python_write_alpha_name(out, program, index);
    fputc('(', out);
    write_arguments(out, program, runner, &formula);
    fputs("):\n    \"\"\"α(t) = ", out);
    python_write_words(out, program->alpha_t[index]);
    fputs("\"\"\"\n", out);
    if (runner->warm_up > 0)
        write_warm_up(out, program, runner);
    fputs(runner->warm_up > 0 ? "    return rise*(" : "    return ", out);
    python_formula_write(out, &formula);
    fputs(runner->warm_up > 0 ? ")\n\n\n" : "\n\n\n", out);
    python_formula_clear(&formula);
    return true;
}
