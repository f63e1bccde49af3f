#include "export/python_objectives.h"

#include "export/python_formula.h"
#include "export/python_text.h"

#include <string.h>

static const struct python_variables plane = {
    .name = (const char *const[]){"x", "y", NULL}, .given = 2, .tensors = 3, .are_scalars = true};

// ---- examples -----------------------------------------------------------------------------------

static void write_examples(FILE *out, const struct program *program,
                           const struct python_files *files)
{
    const struct program_objective *objective = &program->objective;
    char noise[PYTHON_NUMBER];
    if (objective->x) {
        fputs("DATA = rows(", out);
        python_write_text(out, files->examples);
        fputs(")\nX = torch.tensor([float(row[\"x\"]) for row in DATA])\n"
              "Y = torch.tensor([float(row[\"y\"]) for row in DATA])\n",
              out);
    } else if (python_examples_differ(program)) {
        python_number(objective->noise, noise);
        fprintf(
            out,
            "\n# The %zu examples are one function, each tilted another way; their mean is that "
            "function.\nNOISE = %s\n"
            "TILTS = torch.tensor([[float(row[f\"tilt_{i}\"]) for i in range(%zu)]\n"
            "                      for row in rows(",
            objective->examples, noise, objective->dimension);
        python_write_text(out, files->examples);
        fputs(")])\n", out);
    }
}

// ---- the function -------------------------------------------------------------------------------

// ", kappa=25" for the names that stand in the formula.
static void write_numbers(FILE *out, const struct program_objective *objective,
                          const struct python_formula *formula)
{
    for (size_t i = formula->names.variables; i < formula->names.count; i++)
        for (size_t k = 0; k < objective->numbers; k++) {
            char name[PYTHON_NAME], value[PYTHON_NUMBER];
            if (strcmp(objective->number[k].name, formula->names.name[i]) != 0)
                continue;
            python_formula_name(formula, i, name);
            python_number(objective->number[k].value, value);
            fprintf(out, ", %s=%s", name, value);
        }
}

static void write_head(FILE *out, const struct program *program,
                       const struct python_formula *formula, const char *says)
{
    fprintf(out, "def cost(theta%s", python_examples_differ(program) ? ", examples=None" : "");
    if (formula)
        write_numbers(out, &program->objective, formula);
    fputs("):\n    \"\"\"", out);
    if (formula)
        python_write_words(out, program->objective.name);
    if (formula && program->objective.kind == PROGRAM_FORMULA &&
        strncmp(program->objective.name, "f = ", 4) != 0) {
        fputs(": J = ", out);
        python_write_words(out, program->objective.formula);
    }
    fprintf(out, "%s\"\"\"\n", says);
}

// What makes a function of its own of a few examples.
static void write_end(FILE *out, const struct program *program)
{
    if (python_examples_differ(program))
        fputs("    if examples is not None:\n"
              "        J = J + NOISE*(TILTS[examples].mean(0) @ theta)\n",
              out);
    fputs("    return J\n", out);
}

static bool write_formula(FILE *out, const struct program *program, struct error *error)
{
    struct python_formula formula;
    if (!python_formula_read(&formula, program->objective.formula, &plane, error))
        return false;
    write_head(out, program, &formula, "");
    fputs("    x, y = theta\n    J = ", out);
    python_formula_write(out, &formula);
    fputc('\n', out);
    if (python_formula_breaks(&formula))
        fputs("    J = J + 0*theta.sum()  # a part of the graph also where J is constant\n", out);
    write_end(out, program);
    python_formula_clear(&formula);
    return true;
}

static void write_quadratic(FILE *out, const struct program *program)
{
    char condition[PYTHON_NUMBER];
    python_number(program->objective.condition, condition);
    fprintf(out,
            "# From flat to steep in equal ratios.\n"
            "CURVATURES = %s**(torch.arange(%zu)/%zu)\n\n\n",
            condition, program->objective.dimension, program->objective.dimension - 1);
    write_head(out, program, NULL, "J = ½ Σ κᵢθᵢ²");
    fputs("    J = 0.5*(CURVATURES*theta**2).sum()\n", out);
    write_end(out, program);
}

static void write_columns(FILE *out, const struct program *program)
{
    if (python_examples_differ(program))
        fputs("    x, y = (X, Y) if examples is None else (X[examples], Y[examples])\n", out);
    else
        fputs("    x, y = X, Y\n", out);
}

static void write_line(FILE *out, const struct program *program)
{
    write_head(out, program, NULL, "J = 1/2m Σ (w·xᵢ + b − yᵢ)²");
    fputs("    w, b = theta\n", out);
    write_columns(out, program);
    fputs("    return 0.5*((w*x + b - y)**2).mean()\n", out);
}

static void write_loss(FILE *out, const struct program_objective *objective)
{
    char delta[PYTHON_NUMBER];
    python_number(objective->delta, delta);
    if (objective->loss == FIT_SQUARES)
        fputs("(0.5*(model - y)**2).mean()", out);
    else if (objective->loss == FIT_ABS)
        fputs("abs(model - y).mean()", out);
    else if (objective->loss == FIT_HUBER)
        fprintf(out, "torch.nn.functional.huber_loss(model, y, delta=%s)", delta);
    else
        fputs("torch.nn.functional.binary_cross_entropy_with_logits(model, y)", out);
}

static bool write_fit(FILE *out, const struct program *program, struct error *error)
{
    const struct program_objective *objective = &program->objective;
    const char *const name[] = {objective->unknown[0], objective->unknown[1], "x", NULL};
    const struct python_variables variables = {.name = name, .tensors = 7};
    struct python_formula formula;
    char unknown[2][PYTHON_NAME];
    if (!python_formula_read(&formula, objective->formula, &variables, error))
        return false;
    for (size_t i = 0; i < 2; i++)
        python_formula_name(&formula, i, unknown[i]);
    write_head(out, program, &formula, "");
    fprintf(out, "    %s, %s = theta\n", unknown[0], unknown[1]);
    write_columns(out, program);
    fputs("    model = ", out);
    python_formula_write(out, &formula);
    fputs("\n    return ", out);
    write_loss(out, objective);
    fputc('\n', out);
    python_formula_clear(&formula);
    return true;
}

static bool write_function(FILE *out, const struct program *program, struct error *error)
{
    switch (program->objective.kind) {
    case PROGRAM_QUADRATIC:
        write_quadratic(out, program);
        return true;
    case PROGRAM_LINE:
        write_line(out, program);
        return true;
    case PROGRAM_FIT:
        return write_fit(out, program, error);
    default:
        return write_formula(out, program, error);
    }
}

bool python_write_objective(FILE *out, const struct program *program,
                            const struct python_files *files, struct error *error)
{
    const struct program_objective *objective = &program->objective;
    fputs("START = [", out);
    for (size_t i = 0; i < objective->dimension; i++) {
        char number[PYTHON_NUMBER];
        python_number(objective->start[i], number);
        fprintf(out, "%s%s", i ? ", " : "", number);
    }
    fprintf(out, "]\nSTEPS = %zu\n", program->steps);
    write_examples(out, program, files);
    fputs(objective->kind == PROGRAM_QUADRATIC ? "\n" : "\n\n", out);
    if (!write_function(out, program, error))
        return false;
    fputs("\n\n", out);
    return true;
}
