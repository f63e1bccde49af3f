// What the window remembers from one start to the next: settings.ini in the user's configuration
// folder (base/home.h).
//
// Calls nothing of app. Knows no window.
#ifndef RAVINE_APP_SETTINGS_H
#define RAVINE_APP_SETTINGS_H

#include "base/error.h"

#include <stdbool.h>

// Zeroed is nothing remembered.
struct settings {
    int width, height; // of the window in points; 0 = not remembered
    bool is_full_screen;
    char theme[16];      // "light", "dark"; empty = not remembered
    float text_size;     // 1 = normal; 0 = not remembered
    char language[4096]; // a name or an absolute path; empty = not remembered
};

// Reads the file. What is wrong in it (an entry, or the whole file) is left out and said in
// message[512], which is empty otherwise. No file is no mistake, and neither is no home.
void settings_read(struct settings *settings, char message[512]);

// Writes what is remembered over the file; remarks and what it has besides stay. A file that does
// not read as INI is left as it is: somebody is at work on it. Without a home nothing happens.
bool settings_write(const struct settings *settings, struct error *error);

#endif
