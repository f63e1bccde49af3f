// Where a document is saved, and saving it. Knows no window.
//
// Who may call whom: files → filing → document.
#ifndef RAVINE_APP_FILING_H
#define RAVINE_APP_FILING_H

#include "app/document.h"
#include "base/file.h"

#include <stdbool.h>

// The document's own file: an .ini of the user's, as opened or saved last. False where it has none:
// a scene that ships, one out of a picture or made for a table.
bool filing_own(const struct document *document, char path[FILE_PATH_MAX]);

// True where the file now says something else than when it was opened or saved last: another
// program has written it.
bool filing_is_stale(const struct document *document);

// Whether the path lies among the files that ship with the program.
bool filing_is_shipped(const char *path);

// The folder to begin in: that of the document's file, picture or table; else `last` (NULL: none);
// else the home folder; else the current one. An absolute path.
void filing_folder(const struct document *document, const char *last, char folder[FILE_PATH_MAX]);

// A name for the document's file: "six-runners.ini".
void filing_name(const struct document *document, char name[256]);

// What is typed, without blanks around it, as a path: as it is, from ~, or from the folder. False
// where that is too long.
bool filing_join(const char *folder, const char *typed, char path[FILE_PATH_MAX]);

// The path that a typed name means in a folder: a name, a path, with ~ for the home folder; .ini is
// added where it is not there. Error: no name, another kind of file, a folder, a folder that is not
// there, a name that is too long, a place among the program's own files.
bool filing_target(const char *folder, const char *typed, char path[FILE_PATH_MAX],
                   struct error *error);

// Whether writing to the path would replace a file that is not the document's own.
bool filing_replaces(const struct document *document, const char *path);

// Writes document_snapshot to the path, complete or not at all, with the remarks of the .ini that
// the document was opened from. The path is the document's own file from then on, in everything
// that can be undone as well, and the document counts as not changed. Tables that the scene names
// relative to its folder are named so that they are still found.
bool filing_save(struct document *document, const char *path, const char *theme,
                 struct error *error);

#endif
