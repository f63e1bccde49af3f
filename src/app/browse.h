// A list of files to open: recent ones, and folder by folder.
//
// Who may call whom: files → browse → chooser, filing, recent, frame.
#ifndef RAVINE_APP_BROWSE_H
#define RAVINE_APP_BROWSE_H

#include "app/frame.h"
#include "app/recent.h"

// Opens one of the files.
typedef bool browse_take(struct frame *frame, const char *path, struct error *error);

// Shows the recent files (none is fine), then what a folder (an absolute path) has that can be
// opened: the folder above it, its folders, and files that end in .ini, .png, .csv or .csv.gz, in
// the order of names; hidden ones are left out. A folder that is chosen is shown in its place.
// Where nothing fits what is typed, it is a path: absolute, from ~, or from that folder. Error: the
// folder cannot be read.
bool browse_open(struct frame *frame, const char *folder, const struct recent *recent,
                 browse_take *take, struct error *error);

// True where a file's name ends as one that can be opened does.
bool browse_shows(const char *name);

#endif
