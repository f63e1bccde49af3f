#include "labs/kit/data_keys.h"

#include "base/text.h"
#include "data/dataset.h"
#include "labs/kit/params.h"

#include <string.h>

static const char *const headers[] = {"found", "no", "yes", NULL};

const struct param kit_data_params[KIT_DATA_KEYS] = {
    [KIT_SEPARATOR] =
        {"separator", NULL, "separator",
         "between fields: comma, semicolon, tab, blanks or bar; found where not given", PARAM_TEXT},
    [KIT_DECIMAL] = {"decimal", NULL, "decimal mark",
                     "before decimals: point or comma; found where not given", PARAM_TEXT},
    [KIT_HEADER] = {"header", NULL, "header", "whether the first row names the columns",
                    PARAM_CHOICE, .choices = headers},
    [KIT_MISSING] = {"missing", NULL, "missing",
                     "codes that stand for a gap, as -999, 9999; and what becomes of gaps: drop, "
                     "refuse, mean",
                     PARAM_TEXT},
};

struct mark {
    const char *name;
    char mark;
};

static const struct mark separators[] = {
    {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},   {"blanks", ' '}, {"bar", '|'},
    {",", ','},     {";", ';'},         {"\\t", '\t'},   {"\t", '\t'},    {"|", '|'},
    {"blank", ' '}, {"space", ' '},     {"found", '\0'}, {"auto", '\0'},  {NULL, 0}};
static const struct mark decimals[] = {{"point", '.'}, {"comma", ','},  {".", '.'}, {",", ','},
                                       {"dot", '.'},   {"found", '\0'}, {NULL, 0}};

static bool is_data_key(const char *key)
{
    for (size_t i = 0; i < KIT_DATA_KEYS; i++)
        if (strcmp(kit_data_params[i].key, key) == 0)
            return true;
    return false;
}

static bool find_mark(const struct mark marks[], const char *text, char *mark)
{
    for (; marks->name; marks++)
        if (strcmp(marks->name, text) == 0) {
            *mark = marks->mark;
            return true;
        }
    return false;
}

bool kit_data_hints(const struct scene *scene, const char *section, struct table_hints *hints,
                    struct error *error)
{
    const char *separator = scene_text(scene, section, kit_data_params[KIT_SEPARATOR].key);
    const char *decimal = scene_text(scene, section, kit_data_params[KIT_DECIMAL].key);
    const char *missing = scene_text(scene, section, kit_data_params[KIT_MISSING].key);
    memset(hints, 0, sizeof *hints);
    if (separator && !find_mark(separators, separator, &hints->separator)) {
        if (!*separator)
            error_set(error, ERROR_INPUT,
                      "separator is empty, for a ; begins a comment; write semicolon");
        else
            error_set(error, ERROR_INPUT,
                      "separator must be comma, semicolon, tab, blanks or bar, not '%.20s'",
                      separator);
        return scene_blame(scene, section, "separator", error);
    }
    if (decimal && !find_mark(decimals, decimal, &hints->decimal)) {
        error_set(error, ERROR_INPUT, "decimal must be point or comma, not '%.20s'", decimal);
        return scene_blame(scene, section, "decimal", error);
    }
    hints->header = (int)scene_number(scene, section, &kit_data_params[KIT_HEADER]);
    return codes_parse(&hints->codes, missing, error) ||
           scene_blame(scene, section, "missing", error);
}

bool kit_data_applies(const char *data, const char *key, struct error *error)
{
    return !is_data_key(key) || !dataset_find(data) ||
           error_set(error, ERROR_INPUT,
                     "%s has no effect on %s, which ships; it belongs to a file", key, data);
}

bool kit_data_forget(struct scene *scene, const char *section, struct error *error)
{
    for (size_t i = 0; i < KIT_DATA_KEYS; i++)
        if (!scene_put(scene, section, kit_data_params[i].key, NULL, error))
            return false;
    return true;
}

void kit_data_describe(const struct scene *scene, const char *section, char *text, size_t size)
{
    for (size_t i = 0; i < KIT_DATA_KEYS; i++) {
        const char *value = scene_text(scene, section, kit_data_params[i].key);
        text_append(text, size, "\n%s", value ? value : "");
    }
}
