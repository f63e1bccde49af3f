// The value of the selected slider as text, whatever kind of param it is.
//
// Who may call whom: panel, ask → value → members → document.
#ifndef RAVINE_APP_VALUE_H
#define RAVINE_APP_VALUE_H

#include "app/document.h"

// What the scene says of a param that is a text, or what holds where it says nothing; "" where
// nothing does.
const char *value_given(const struct scene *scene, const char *section, const struct param *param);

// As the scene says it, or would where it says nothing; "" where there is no slider.
void value_text(const struct document *document, char *text, size_t size);

// Gives it a value, which may be a choice, a number or a free text; an empty free text is what
// holds where the scene says nothing.
bool value_put(struct document *document, const char *text, struct error *error);

#endif
