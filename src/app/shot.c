#include "app/shot.h"

#include "base/array.h"
#include "base/home.h"
#include "canvas/gl/pixels.h"
#include "export/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// What stands in quotes behind a name: XDG_PICTURES_DIR="$HOME/Pictures". NULL where the line is
// another.
static const char *find_value(char *line)
{
    static const char name[] = "XDG_PICTURES_DIR";
    line += strspn(line, " \t");
    if (strncmp(line, name, sizeof name - 1) != 0)
        return NULL;
    line += sizeof name - 1;
    line += strspn(line, " \t");
    if (*line++ != '=')
        return NULL;
    line += strspn(line, " \t");
    char *end = *line == '"' ? strchr(line + 1, '"') : NULL;
    if (!end || end == line + 1)
        return NULL;
    *end = '\0';
    return line + 1;
}

// The folder that the desktop's settings name.
static bool read_user_dirs(const char *home, char *folder, size_t size)
{
    char path[4096], line[4096];
    const char *config = getenv("XDG_CONFIG_HOME");
    if (config && *config)
        snprintf(path, sizeof path, "%s/user-dirs.dirs", config);
    else
        snprintf(path, sizeof path, "%s/.config/user-dirs.dirs", home);
    FILE *file = fopen(path, "r");
    bool found = false;
    while (file && fgets(line, sizeof line, file)) {
        const char *value = find_value(line);
        if (!value)
            continue;
        const bool is_relative = strncmp(value, "$HOME", 5) == 0;
        snprintf(folder, size, "%s%s", is_relative ? home : "", value + (is_relative ? 5 : 0));
        found = true;
    }
    if (file)
        fclose(file);
    return found;
}

// Where pictures go: the first of these that is there, else where all goes that has no place.
static void find_folder(char *folder, size_t size)
{
    const char *told = getenv("XDG_PICTURES_DIR"), *home = getenv("HOME");
    if (told && *told) {
        snprintf(folder, size, "%s", told);
        return;
    }
    if (home && read_user_dirs(home, folder, size) && is_folder(folder))
        return;
    snprintf(folder, size, "%s/Pictures", home ? home : "");
    if (!home || !is_folder(folder))
        home_here(folder, size);
}

bool shot_name(const char *scene, const char *ending, char path[SHOT_PATH_MAX])
{
    char folder[4096];
    find_folder(folder, sizeof folder);
    for (int number = 1; number < 10000; number++) {
        struct stat status;
        snprintf(path, SHOT_PATH_MAX, "%s/ravine-%s-%03d%s", folder, scene ? scene : "scene",
                 number, ending);
        if (lstat(path, &status) != 0)
            return true;
    }
    return false;
}

static bool save(const struct window *window, const char *path, const struct scene *scene,
                 char note[SHOT_NOTE_MAX], struct error *error)
{
    int width, height;
    SDL_GL_GetDrawableSize(window->window, &width, &height);
    uint8_t *rgb = array_create((size_t)height, 3 * (size_t)width, error);
    if (!rgb)
        return false;
    pixels_read(width, height, rgb);
    const bool done =
        export_png_pixels(path, rgb, width, height, scene, note, SHOT_NOTE_MAX, error);
    free(rgb);
    return done;
}

bool shot_take(const struct window *window, const struct scene *scene, char path[SHOT_PATH_MAX],
               char note[SHOT_NOTE_MAX], struct error *error)
{
    if (!shot_name(scene->name, ".png", path))
        return error_set(error, ERROR_FAILED, "no name is free for another screenshot");
    return save(window, path, scene, note, error);
}
