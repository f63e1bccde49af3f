// Opening and saving in the window: asks where it has to, says what was done, and remembers the
// file among the recent ones.
//
// Who may call whom: app, events, commands → files → browse, filing, prompt, question, recent,
// frame.
#ifndef RAVINE_APP_FILES_H
#define RAVINE_APP_FILES_H

#include "app/frame.h"

// Opens a file: a scene, a picture that carries one, a table; or a folder of scenes. As
// frame_open_name.
bool files_open(struct frame *frame, const char *path, struct error *error);

// Puts the file of the scene that is shown, if it is one of the user's, among the recent ones.
void files_remember(const struct frame *frame);

// A list to open from: recent files, then those of the folder.
bool files_choose(struct frame *frame, struct error *error);

// Writes the scene to its own file; asks for a name where it has none, and whether to write over
// what another program has written since.
bool files_save(struct frame *frame, struct error *error);

// Asks for a name first.
bool files_save_as(struct frame *frame, struct error *error);

#endif
