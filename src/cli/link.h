// `ravine link SCENE`: the address that opens the scene in a browser.
#ifndef RAVINE_CLI_LINK_H
#define RAVINE_CLI_LINK_H

#include "base/error.h"
#include "cli/options.h"
#include "scene/scene.h"

#include <stdbool.h>
#include <stdio.h>

// A line, to standard output or where -o says; ravine opens such a file. What is to be known of the
// link goes to `notes`.
bool link_write(const struct scene *scene, const struct options *options, FILE *notes,
                struct error *error);

#endif
