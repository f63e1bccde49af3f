#include "labs/describe.h"

#include "base/text.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

static void describe_caption(const struct lab *lab, FILE *out)
{
    char caption[1000];
    lab_caption(lab, caption, sizeof caption);
    if (*caption)
        fprintf(out, "%s\n", caption);
}

static void describe_place(const struct lab *lab, double step, FILE *out)
{
    char where[48] = "", detail[48] = "";
    if (lab->type->place)
        lab->type->place(lab, step, where, detail);
    fprintf(out, "%s", words(lab_picture(lab)->title));
    if (*where)
        fprintf(out, ", %s", where);
    if (*detail)
        fprintf(out, ", %s", detail);
    fputs(".\n", out);
}

static void describe_group(const struct lab *lab, size_t index, double step, FILE *out)
{
    struct lab_group group;
    const char *between = ": ";
    lab->type->group(lab, index, step, &group);
    fprintf(out, "%s", group.name);
    const char *const parts[] = {group.summary, group.hidden ? words("not drawn") : group.result,
                                 group.diverged && !group.hidden ? words("diverged") : ""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const bool is_said = i == 2 && strstr(group.result, parts[i]);
        if (!*parts[i] || is_said)
            continue;
        fprintf(out, "%s%s", between, parts[i]);
        between = "; ";
    }
    fputs(".\n", out);
}

char *lab_describe(const struct lab *lab, double step, struct error *error)
{
    char title[512], *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out) {
        error_memory(error);
        return NULL;
    }
    lab_title(lab, title, sizeof title);
    fprintf(out, "%s\n", title);
    describe_caption(lab, out);
    describe_place(lab, step, out);
    for (size_t i = 0; i < lab->type->groups(lab); i++)
        describe_group(lab, i, step, out);
    if (lab_busy(lab))
        fprintf(out, "%s\n", words("More of it is still being computed."));
    if (fclose(out) == 0)
        return text;
    free(text);
    error_memory(error);
    return NULL;
}
