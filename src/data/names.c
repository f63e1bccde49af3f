#include "data/names.h"

#include <string.h>

bool names_mark(struct raw *raw, const char *text, bool is_listed[], struct report *report,
                struct error *error)
{
    struct table_cursor cursor = {text, text + strlen(text), ','};
    for (struct table_field field = {0}; !field.ends_row;) {
        char name[RAW_NAME_BYTES];
        size_t column;
        field = fields_next(&cursor);
        fields_text(&field, name, sizeof name);
        if (!*name)
            continue;
        if (!raw_find(raw, name, &column, report, error))
            return false;
        is_listed[column] = true;
    }
    return true;
}
