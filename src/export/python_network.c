#include "export/python_network.h"

#include "export/python_text.h"

#include <string.h>

static const char *const activations[] = {
    [ACTIVATION_RELU] = "ReLU()",       [ACTIVATION_TANH] = "Tanh()",
    [ACTIVATION_SIGMOID] = "Sigmoid()", [ACTIVATION_LEAKY_RELU] = "LeakyReLU(0.01)",
    [ACTIVATION_GELU] = "GELU()",
};

static bool is_classes(const struct program *program)
{
    return program->objective.network->spec.loss == LOSS_CLASSES;
}

static void write_data(FILE *out, const struct program *program, const struct python_files *files)
{
    const struct program_objective *objective = &program->objective;
    fprintf(
        out,
        "EPOCHS = %zu\nSCORES = %zu  # full costs an epoch\n\n\n"
        "def part(data, name):\n"
        "    \"\"\"Inputs, ready for the network, and %s of the training or the test "
        "set.\"\"\"\n"
        "    table = [row for row in data if row[\"part\"] == name]\n"
        "    x = torch.tensor([[float(row[f\"x_{i}\"]) for i in range(%zu)] for row in table])\n",
        program->epochs, objective->scores, is_classes(program) ? "classes" : "numbers",
        objective->network->spec.inputs);
    fputs(is_classes(program)
              ? "    return x, torch.tensor([int(row[\"class\"]) for row in table])\n\n\n"
              : "    return x, torch.tensor([float(row[\"y\"]) for row in table])\n\n\n",
          out);
    fputs("DATA = rows(", out);
    python_write_text(out, files->examples);
    fputs(")\nTRAIN, TEST = part(DATA, \"train\"), part(DATA, \"test\")\n", out);
}

static void write_start(FILE *out, const struct program *program)
{
    if (program->objective.starts_at_zero) {
        fputs("            layer.weight.zero_()\n            layer.bias.zero_()\n", out);
        return;
    }
    fputs("            weights = [float(row[\"weight\"]) for row in START if row[\"layer\"] == "
          "str(number)]\n"
          "            layer.weight.copy_(torch.tensor(weights).reshape(layer.in_features, "
          "-1).T)\n"
          "            layer.bias.zero_()\n",
          out);
}

static void write_layers(FILE *out, const struct program *program, const struct python_files *files)
{
    const struct network *network = program->objective.network;
    if (*files->start) {
        fputs("START = rows(", out);
        python_write_text(out, files->start);
        fputs(")\n", out);
    }
    fputs("\n\ndef network():\n    \"\"\"The network as all runners start with it.\"\"\"\n"
          "    model = torch.nn.Sequential(\n",
          out);
    for (size_t l = 0; l < network->layers; l++) {
        fprintf(out, "        torch.nn.Linear(%zu, %zu),\n",
                l > 0 ? network->layer[l - 1].units : network->spec.inputs,
                network->layer[l].units);
        if (l + 1 < network->layers)
            fprintf(out, "        torch.nn.%s,\n", activations[network->spec.activation]);
    }
    fprintf(out,
            "    )\n"
            "    with torch.no_grad():\n"
            "        for %s in %s:\n",
            *files->start ? "number, layer" : "layer",
            *files->start ? "enumerate(model[::2])" : "model[::2]");
    write_start(out, program);
    fputs("    return model\n\n\n", out);
}

static void write_cost(FILE *out, const struct program *program)
{
    char l2[PYTHON_NUMBER];
    // The shortest digits of a float, whose double has more.
    snprintf(l2, sizeof l2, "%.7g", (double)program->objective.network->spec.l2);
    fprintf(out,
            "def finite(number):\n"
            "    \"\"\"As a cell of the table: what is no number is empty.\"\"\"\n"
            "    return number if math.isfinite(number) else \"\"\n\n\n"
            "def cost(model, part, examples=None):\n"
            "    x, y = part if examples is None else (part[0][examples], part[1][examples])\n"
            "    %s\n",
            is_classes(program) ? "J = torch.nn.functional.cross_entropy(model(x), y)"
                                : "J = 0.5*((model(x)[:, 0] - y)**2).mean()");
    if (program->objective.network->spec.l2 > 0)
        fprintf(out, "    J = J + 0.5*%s*sum((layer.weight**2).sum() for layer in model[::2])\n",
                l2);
    fputs("    return J\n\n\n", out);
    fprintf(out,
            "@torch.no_grad()\n"
            "def scores(model):\n"
            "    \"\"\"Costs of the training and of the test set%s.\"\"\"\n"
            "    costs = [cost(model, TRAIN).item(), cost(model, TEST).item()]\n",
            is_classes(program) ? ", and the share of the test set that is right" : "");
    if (is_classes(program))
        fputs("    right = (model(TEST[0]).argmax(1) == TEST[1]).sum().item()\n"
              "    return [*map(finite, costs), right/len(TEST[1])]\n\n\n",
              out);
    else
        fputs("    return [*map(finite, costs), \"\"]\n\n\n", out);
}

void python_write_network(FILE *out, const struct program *program,
                          const struct python_files *files)
{
    write_data(out, program, files);
    write_layers(out, program, files);
    write_cost(out, program);
}
