#include "app/filter.h"

bool filter_key(struct list *list, struct text_field *field, int32_t code, uint16_t modifiers)
{
    bool is_changed = false;
    const bool is_its = field_key(field, code, modifiers, &is_changed);
    if (is_changed)
        list_filter(list, field->text);
    return is_its;
}

void filter_type(struct list *list, struct text_field *field, const char *utf8)
{
    field_type(field, utf8);
    list_filter(list, field->text);
}
