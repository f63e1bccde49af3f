#include "labs/kit/survey.h"

#include <string.h>

static bool copy(void *to, const void *from, struct error *error)
{
    (void)error;
    memset(to, 0, sizeof(struct objective));
    objective_copy_plane(to, from);
    return true;
}

static void clear(void *item)
{
    (void)item;
}

static size_t bytes(const void *item)
{
    (void)item;
    return sizeof(struct objective);
}

static const struct tables_kind kind = {
    .size = sizeof(struct objective), .copy = copy, .clear = clear, .bytes = bytes};

static void describe(FILE *out, const void *source)
{
    const struct kit_surveyed *of = source;
    of->describe(out, of->source);
    for (size_t i = 0; i < of->names->count; i++)
        fprintf(out, "\n%s=%.17g", of->names->name[i], of->names->value[i]);
}

const struct objective *kit_survey_find(struct kit_survey *survey, struct tables *tables,
                                        const struct kit_surveyed *of)
{
    survey->is_known = tables_want(&survey->wanted, tables, &kind, NULL, describe, of) &&
                       tables_find(tables, &survey->wanted, &survey->found);
    return survey->is_known ? &survey->found : NULL;
}

void kit_survey_end(struct kit_survey *survey, struct tables *tables,
                    const struct objective *objective)
{
    if (objective && !survey->is_known)
        tables_keep(tables, &survey->wanted, objective);
    tables_wanted_clear(&survey->wanted);
}
