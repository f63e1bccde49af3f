// A list that a field filters: what is typed goes to the field, and the list shows what fits.
//
// Who may call whom: modals → filter → list, field.
#ifndef RAVINE_APP_FILTER_H
#define RAVINE_APP_FILTER_H

#include "app/field.h"
#include "app/list.h"

// A key of the field; true when it was one.
bool filter_key(struct list *list, struct text_field *field, int32_t code, uint16_t modifiers);
void filter_type(struct list *list, struct text_field *field, const char *utf8);

#endif
