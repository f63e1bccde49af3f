// A lecture: an ordered folder of scenes.
#ifndef RAVINE_SCENE_LECTURE_H
#define RAVINE_SCENE_LECTURE_H

#include "base/error.h"

#include <stddef.h>

struct lecture_entry {
    char *name;  // "momentum"
    char *path;  // of its file
    char *title; // NULL where the file does not read
    char *why;   // then: what is wrong with it, with file and line
};

// Zeroed is none.
struct lecture {
    char *name;                  // "optimization": of the folder
    char *folder;                // its path
    struct lecture_entry *entry; // [count] in the order of the file names (shelf_compare)
    size_t count;
};

// True when the word is a folder, or the name of a lecture that ships.
bool lecture_exists(const char *word);

// Whether a word means a lecture where it may mean a scene as well: a scene that ships comes first.
bool lecture_is_meant(const char *word);

// Reads all .ini files of the folder, or of the shipped lecture of that name; word NULL: the first
// one that ships. A scene that does not read is kept, with the reason. Error: no such folder, no
// scene in it, none that reads. On failure *lecture is empty.
bool lecture_read(struct lecture *lecture, const char *word, struct error *error);
void lecture_clear(struct lecture *lecture);

// The place of the scene of that file, from 0; −1 when it is not in the lecture.
long lecture_find(const struct lecture *lecture, const char *path);

#endif
