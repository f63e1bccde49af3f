#include "export/python_race.h"

#include "export/python_rules.h"
#include "export/python_schedules.h"
#include "export/python_text.h"

#include <string.h>

// What some runner of the race has, so that what nobody has is not written.
struct needs {
    bool batches, differ, schedule, per_step, changes, clip, network;
};

static struct needs needs_of(const struct program *program)
{
    struct needs needs = {.batches = python_has_batches(program),
                          .differ = python_examples_differ(program),
                          .network = program->objective.kind == PROGRAM_NETWORK};
    for (size_t r = 0; r < program->runners; r++) {
        const struct runner *runner = &program->runner[r];
        const bool has_schedule = python_has_schedule(runner);
        needs.schedule = needs.schedule || has_schedule;
        needs.per_step = needs.per_step || (has_schedule && runner->decay_per_step);
        needs.changes = needs.changes || runner->change_count > 0;
        needs.clip = needs.clip || runner->clip > 0;
    }
    return needs;
}

// ---- batches ------------------------------------------------------------------------------------

void python_write_batches(FILE *out, const struct program *program,
                          const struct python_files *files)
{
    const struct needs needs = needs_of(program);
    if (needs.batches || needs.network)
        fprintf(out, "EXAMPLES = %zu\n", program->objective.examples);
    if (needs.differ) {
        fputs("# The order in which the examples come, epoch by epoch, for all runners.\n"
              "SHUFFLES = {}\nfor row in rows(",
              out);
        python_write_text(out, files->shuffles);
        fputs("):\n    SHUFFLES.setdefault(int(row[\"epoch\"]), "
              "[]).append(int(row[\"example\"]))\n\n\n"
              "def batch_of(step, size):\n"
              "    \"\"\"The epoch of a step, and the examples that it looks at: `size` of them, "
              "or all.\"\"\"\n"
              "    if size is None:\n"
              "        return step, None\n"
              "    steps = math.ceil(EXAMPLES/size)  # in an epoch\n"
              "    epoch, place = 1 + (step - 1)//steps, (step - 1) % steps\n"
              "    return epoch, SHUFFLES[epoch][place*size:(place + 1)*size]\n",
              out);
    }
    if (needs.batches || needs.network)
        fputs("\n\n", out);
}

// ---- the race -----------------------------------------------------------------------------------

static void write_head(FILE *out, const struct needs *needs)
{
    if (needs->clip)
        fputs("def shorten(parameters, clip):\n"
              "    \"\"\"Makes a gradient that is longer than `clip` as long as that.\"\"\"\n"
              "    norm = math.sqrt(sum((theta.grad**2).sum() for theta in parameters))\n"
              "    for theta in parameters:\n"
              "        theta.grad *= min(1, clip/norm) if norm > 0 else 1\n\n\n",
              out);
    if (needs->changes)
        fputs("def by_hand(changes, step):\n"
              "    \"\"\"The product of the factors of all changes up to a step.\"\"\"\n"
              "    return math.prod(factor for first, factor in changes.items() if first <= step)\n"
              "\n\n",
              out);
    fprintf(out, "def race(name, rule%s%s%s%s%s):\n", needs->batches ? ", batch=None" : "",
            needs->schedule ? ", schedule=lambda epoch: 1" : "",
            needs->per_step ? ", per_step=False" : "", needs->changes ? ", changes={}" : "",
            needs->clip ? ", clip=math.inf" : "");
    fprintf(out, "    \"\"\"The rows of one runner, from the start on.\"\"\"\n");
}

// From the epoch of a step to the step itself; `cost` is what it looks at.
static void write_step(FILE *out, const struct needs *needs, const char *cost)
{
    fprintf(out, "%s        optimizer.zero_grad()\n%s",
            needs->differ    ? "        epoch, examples = batch_of(step, batch)\n"
            : needs->batches ? "        epoch = 1 + (step - 1)//math.ceil(EXAMPLES/batch) if batch "
                               "else step\n"
                             : "        epoch = step\n",
            cost);
    if (needs->clip)
        fputs("        shorten(group[\"params\"], clip)\n", out);
    if (needs->schedule || needs->changes)
        fprintf(out, "        group[\"lr\"] = alpha%s%s\n",
                needs->per_step   ? "*schedule(step if per_step else epoch)"
                : needs->schedule ? "*schedule(epoch)"
                                  : "",
                needs->changes ? "*by_hand(changes, step)" : "");
    fputs("        optimizer.step()\n", out);
}

static void write_optimizer(FILE *out, const struct needs *needs, const char *parameters)
{
    fprintf(out,
            "    optimizer = rule(%s)\n"
            "    group = optimizer.param_groups[0]\n",
            parameters);
    if (needs->schedule || needs->changes)
        fputs("    alpha = group[\"lr\"]\n", out);
}

static void write_plane_race(FILE *out, const struct needs *needs)
{
    fputs("    theta = torch.tensor(START, dtype=torch.double, requires_grad=True)\n", out);
    write_optimizer(out, needs, "[theta]");
    fputs("    yield [name, 0, 0, \"\", cost(theta).item(), *theta.tolist()]\n"
          "    for step in range(1, STEPS + 1):\n",
          out);
    write_step(out, needs,
               needs->differ ? "        cost(theta, examples).backward()\n"
                             : "        cost(theta).backward()\n");
    fputs("        numbers = [cost(theta).item(), *theta.tolist()]\n"
          "        if not all(map(math.isfinite, numbers)):\n"
          "            return  # it has diverged\n"
          "        yield [name, step, epoch, group[\"lr\"], *numbers]\n",
          out);
}

static void write_network_race(FILE *out, const struct needs *needs)
{
    fputs("    model = network()\n", out);
    write_optimizer(out, needs, "model.parameters()");
    fprintf(out,
            "    size = %s\n"
            "    steps = EPOCHS*math.ceil(EXAMPLES/size)\n"
            "    shots = min(EPOCHS*SCORES, steps)\n"
            "    scored = {int(k*steps/shots + 0.5) for k in range(shots + 1)}\n"
            "    yield [name, 0, 0, 0, \"\", \"\", *scores(model)]\n"
            "    for step in range(1, steps + 1):\n",
            needs->batches ? "batch or EXAMPLES" : "EXAMPLES");
    write_step(out, needs,
               needs->differ ? "        J = cost(model, TRAIN, examples)\n        J.backward()\n"
                             : "        J = cost(model, TRAIN)\n        J.backward()\n");
    fputs("        place = (step - 1) % math.ceil(EXAMPLES/size) + 1\n"
          "        seen = (epoch - 1)*EXAMPLES + min(place*size, EXAMPLES)\n"
          "        if not math.isfinite(J):\n"
          "            yield [name, step, epoch, seen, group[\"lr\"], \"\", \"\", \"\", \"\"]\n"
          "            return  # it has diverged\n"
          "        yield [name, step, epoch, seen, group[\"lr\"], J.item(),\n"
          "               *(scores(model) if step in scored else [\"\", \"\", \"\"])]\n",
          out);
}

void python_write_race(FILE *out, const struct program *program)
{
    const struct needs needs = needs_of(program);
    write_head(out, &needs);
    if (needs.network)
        write_network_race(out, &needs);
    else
        write_plane_race(out, &needs);
    fputs("\n\n", out);
}

// ---- the runners --------------------------------------------------------------------------------

static void write_changes(FILE *out, const struct runner *runner)
{
    char factor[PYTHON_NUMBER];
    fputs(",\n        changes={", out);
    for (size_t i = 0; i < runner->change_count; i++) {
        python_number(runner->change[i].factor, factor);
        fprintf(out, "%s%llu: %s", i ? ", " : "", (unsigned long long)runner->change[i].step,
                factor);
    }
    fputs("}", out);
}

static void write_runner(FILE *out, const struct program *program, size_t index)
{
    const struct runner *runner = &program->runner[index];
    char clip[PYTHON_NUMBER];
    fputs("    ", out);
    python_write_text(out, program->name[index]);
    fputs(": dict(\n        rule=lambda theta: ", out);
    python_write_rule(out, program, index);
    if (runner->batch > 0 && runner->batch < program->objective.examples)
        fprintf(out, ",\n        batch=%zu", runner->batch);
    if (python_has_schedule(runner)) {
        fputs(",\n        schedule=", out);
        python_write_schedule(out, runner);
        fputs(runner->decay_per_step ? ",\n        per_step=True" : "", out);
    }
    if (runner->change_count > 0)
        write_changes(out, runner);
    if (runner->clip > 0) {
        python_number(runner->clip, clip);
        fprintf(out, ",\n        clip=%s", clip);
    }
    fputs(",\n    ),\n", out);
}

static void write_columns(FILE *out, const struct program *program)
{
    if (program->objective.kind == PROGRAM_NETWORK) {
        fputs("\"runner\", \"step\", \"epoch\", \"examples\", \"alpha\", \"batch_cost\", "
              "\"train_cost\",\n                    \"test_cost\", \"test_accuracy\"",
              out);
        return;
    }
    fputs("\"runner\", \"step\", \"epoch\", \"alpha\", \"cost\"", out);
    if (program->objective.dimension == 2)
        fputs(", \"theta_0\", \"theta_1\"", out);
    else
        fprintf(out, ",\n                    *(f\"theta_{i}\" for i in range(%zu))",
                program->objective.dimension);
}

void python_write_runners(FILE *out, const struct program *program)
{
    fputs("RUNNERS = {\n", out);
    for (size_t r = 0; r < program->runners; r++)
        write_runner(out, program, r);
    fputs("}\n\n\n"
          "def main(path=None):\n"
          "    out = open(path, \"w\", newline=\"\", encoding=\"utf-8\") if path else sys.stdout\n"
          "    table = csv.writer(out, lineterminator=\"\\n\")\n"
          "    table.writerow([",
          out);
    write_columns(out, program);
    fputs("])\n"
          "    for name, runner in RUNNERS.items():\n"
          "        table.writerows(race(name, **runner))\n"
          "    out.flush()\n\n\n"
          "if __name__ == \"__main__\":\n"
          "    main(sys.argv[2] if sys.argv[1:2] == [\"-o\"] else None)\n",
          out);
}
