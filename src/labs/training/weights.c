#include "labs/training/weights.h"

#include "base/text.h"
#include "base/words.h"

#include <string.h>

static size_t inputs_of(const struct network *network, size_t layer)
{
    return layer > 0 ? network->layer[layer - 1].units : network->spec.inputs;
}

struct weight weight_at(const struct network *network, size_t index)
{
    size_t layer = 0, first = 0;
    for (; layer + 1 < network->layers; layer++) {
        const size_t count = (inputs_of(network, layer) + 1) * network->layer[layer].units;
        if (index < first + count)
            break;
        first += count;
    }
    const size_t units = network->layer[layer].units;
    return (struct weight){.layer = layer,
                           .in = (index - first) / units,
                           .inputs = inputs_of(network, layer),
                           .unit = (index - first) % units,
                           .units = units};
}

size_t weight_place(const struct network *network, const struct weight *weight)
{
    return network_place(network, weight->layer, weight->in, weight->unit);
}

void weight_gather(const struct network *network, const float value[], float list[])
{
    for (size_t l = 0; l < network->layers; l++) {
        const size_t units = network->layer[l].units, inputs = inputs_of(network, l);
        for (size_t in = 0; in <= inputs; in++, list += units)
            memcpy(list, value + network_place(network, l, in, 0), units * sizeof *list);
    }
}

// ---- names --------------------------------------------------------------------------------------

static void name_source(const struct examples *examples, const struct weight *weight,
                        char text[160])
{
    const size_t side = examples->image, in = weight->in;
    if (in == weight->inputs)
        text_print(text, 160, "%s", words("bias"));
    else if (weight->layer > 0)
        text_print(text, 160, words("unit %zu"), in + 1);
    else if (side > 0)
        text_print(text, 160, words("pixel in row %zu, column %zu"), in / side + 1, in % side + 1);
    else if (examples->input && examples->input[in])
        text_print(text, 160, words("input %s"), examples->input[in]);
    else
        text_print(text, 160, words("input %zu"), in + 1);
}

static void name_target(const struct network *network, const struct examples *examples,
                        const struct weight *weight, char text[160])
{
    if (weight->layer + 1 < network->layers)
        text_print(text, 160, words("unit %zu"), weight->unit + 1);
    else if (examples->is_classes && examples->name)
        text_print(text, 160, words("class %s"), examples->name[weight->unit]);
    else
        text_print(text, 160, "%s", words("output"));
}

void weight_name(const struct network *network, const struct examples *examples,
                 const struct weight *weight, char *text, size_t size)
{
    char from[160], to[160];
    name_source(examples, weight, from);
    name_target(network, examples, weight, to);
    text_print(text, size, words("layer %zu: %s → %s"), weight->layer + 1, from, to);
}
