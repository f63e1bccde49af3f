#include "labs/training/lesson.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

static bool make_room(struct lesson *lesson, const struct network *network, struct error *error)
{
    const struct network_spec *spec = &network->spec;
    lesson->inputs = spec->inputs;
    lesson->input = array_create(spec->inputs, sizeof *lesson->input, error);
    if (spec->loss == LOSS_NUMBER) {
        lesson->predicted = array_create(lesson->count, sizeof *lesson->predicted, error);
        return lesson->input && lesson->predicted;
    }
    lesson->classes = spec->outputs;
    lesson->said = array_create(lesson->count, sizeof *lesson->said, error);
    lesson->confusion =
        array_create(spec->outputs * spec->outputs, sizeof *lesson->confusion, error);
    return lesson->input && lesson->said && lesson->confusion;
}

// ---- answers ------------------------------------------------------------------------------------

static void take_class(struct lesson *lesson, size_t example, const float answer[], uint16_t is)
{
    uint16_t best = 0;
    for (uint16_t k = 1; k < lesson->classes; k++)
        best = answer[k] > answer[best] ? k : best;
    lesson->said[example] = best;
    lesson->right += best == is;
    lesson->confusion[is * lesson->classes + best]++;
}

static void measure_fit(struct lesson *lesson, const float target[])
{
    double mean = 0, missed = 0, spread = 0;
    for (size_t i = 0; i < lesson->count; i++)
        mean += (double)target[i] / (double)lesson->count;
    for (size_t i = 0; i < lesson->count; i++) {
        const double y = (double)target[i];
        missed += (y - lesson->predicted[i]) * (y - lesson->predicted[i]);
        spread += (y - mean) * (y - mean);
    }
    lesson->r2 = spread > 0 ? 1 - missed / spread : NAN;
}

static void ask(struct lesson *lesson, const struct network *network, const float theta[],
                const struct network_data *data, float answer[], struct network_work *work)
{
    for (size_t i = 0; i < lesson->count; i++) {
        network_answer(network, theta, data->x + i * data->stride, answer, work);
        if (data->label)
            take_class(lesson, i, answer, data->label[i]);
        else
            lesson->predicted[i] = (double)answer[0];
    }
    if (!data->label)
        measure_fit(lesson, data->target);
}

// ---- the first layer ----------------------------------------------------------------------------

static void weigh(struct lesson_input *input, const struct network *network, const float theta[])
{
    const size_t units = network->layer[0].units;
    for (size_t unit = 0; unit < units; unit++) {
        const double w = (double)theta[network_place(network, 0, input->input, unit)];
        *(w > 0 ? &input->up : &input->down) += fabs(w) / (double)units;
        if (fabs(w) > fabs(input->most)) {
            input->most = w;
            input->unit = unit;
        }
    }
}

// Larger first; of equals, and of what has left the numbers, the one that comes first in the data.
static int compare_inputs(const void *a, const void *b)
{
    const struct lesson_input *first = a, *second = b;
    const double x = first->up + first->down, y = second->up + second->down;
    if (x > y || x < y)
        return x > y ? -1 : 1;
    return first->input < second->input ? -1 : 1;
}

// ---- all ----------------------------------------------------------------------------------------

bool lesson_take(struct lesson *lesson, const struct network *network, const float theta[],
                 const struct network_data *data, struct network_work *work, struct error *error)
{
    lesson_clear(lesson);
    lesson->count = data->count < LESSON_ASKED_MAX ? data->count : LESSON_ASKED_MAX;
    float *answer = array_create(network->spec.outputs, sizeof *answer, error);
    if (!answer || !make_room(lesson, network, error)) {
        free(answer);
        lesson_clear(lesson);
        return false;
    }
    ask(lesson, network, theta, data, answer, work);
    free(answer);
    for (size_t i = 0; i < lesson->inputs; i++) {
        lesson->input[i].input = i;
        weigh(&lesson->input[i], network, theta);
    }
    qsort(lesson->input, lesson->inputs, sizeof *lesson->input, compare_inputs);
    return true;
}

void lesson_clear(struct lesson *lesson)
{
    free(lesson->said);
    free(lesson->confusion);
    free(lesson->predicted);
    free(lesson->input);
    *lesson = (struct lesson){0};
}

size_t lesson_row(const struct lesson *lesson, size_t is)
{
    size_t count = 0;
    for (size_t k = 0; k < lesson->classes; k++)
        count += lesson->confusion[is * lesson->classes + k];
    return count;
}

bool lesson_worst(const struct lesson *lesson, size_t *is, size_t *said)
{
    size_t most = 0;
    for (size_t i = 0; i < lesson->classes; i++)
        for (size_t k = 0; k < lesson->classes; k++)
            if (i != k && lesson->confusion[i * lesson->classes + k] > most) {
                most = lesson->confusion[i * lesson->classes + k];
                *is = i;
                *said = k;
            }
    return most > 0;
}
