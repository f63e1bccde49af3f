// `ravine link SCENE`: the address that opens the scene in a browser.
#ifndef RAVINE_CLI_LINK_H
#define RAVINE_CLI_LINK_H

#include "base/error.h"
#include "scene/scene.h"

#include <stdbool.h>
#include <stdio.h>

// What is to be known of the link goes to `notes`. `page` is where it leads to, as --base says;
// NULL: as export/share.h says.
bool link_print(const struct scene *scene, const char *page, bool has_tables, FILE *out,
                FILE *notes, struct error *error);

#endif
