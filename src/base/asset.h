// Where the program's own files are: installed, moved, or in the source tree.
#ifndef RAVINE_BASE_ASSET_H
#define RAVINE_BASE_ASSET_H

#include "base/error.h"

#include <stddef.h>

// The path of "scenes/six-runners.ini", "data/…", "fonts/…", "shaders/…". Looked for in
// $RAVINE_ASSETS (a folder that holds assets/ and shaders/), then at the program's own place
// (../share/ravine), then up the folders above the program (a source tree), then where
// `meson install` puts them. The current directory plays no part. Error: lists what was tried.
bool asset_path(const char *name, char *path, size_t size, struct error *error);

// The same for a file that has to be there. Error (ERROR_FAILED): it is not, or cannot be read; on
// a page it may be on its way (base/far.h).
bool asset_file(const char *name, char *path, size_t size, struct error *error);

// The names of all files in one asset folder ("scenes") that end in `suffix` (".ini"), without
// the suffix, sorted; NULL-terminated; free with asset_list_free.
char **asset_list(const char *folder, const char *suffix, struct error *error);
void asset_list_free(char **names);

#endif
