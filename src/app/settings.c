#include "app/settings.h"

#include "base/file.h"
#include "base/home.h"
#include "base/param.h"
#include "base/text.h"
#include "base/words.h"
#include "plot/theme.h"
#include "scene/keep.h"
#include "scene/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH, HEIGHT, FULL_SCREEN, THEME, TEXT_SIZE, LANGUAGE, ENTRIES };

static const char section[] = "window", file_name[] = "settings.ini";
static const size_t file_limit = (size_t)1 << 20;

static const char *const no_yes[] = {"no", "yes", NULL};
static const char *const themes[] = {"light", "dark", NULL};

static const struct param params[ENTRIES + 1] = {
    [WIDTH] = {"width", NULL, "width", "of the window, points", PARAM_INTEGER, 320, 16384, 1280},
    [HEIGHT] = {"height", NULL, "height", "of the window, points", PARAM_INTEGER, 200, 16384, 720},
    [FULL_SCREEN] = {"full_screen", NULL, "full screen", "whether it begins so", PARAM_CHOICE,
                     .choices = no_yes},
    [THEME] = {"theme", NULL, "theme", "colours", PARAM_CHOICE, .choices = themes},
    [TEXT_SIZE] = {"text_size", NULL, "text size", "1 is normal", PARAM_LINEAR, 0.75, 2.5, 1},
    [LANGUAGE] = {"language", NULL, "language", "of all texts: a name or a file", PARAM_TEXT},
};

// ---- reading ------------------------------------------------------------------------------------

// The number of an entry, where the file has a right one.
static bool take(const struct scene *file, int which, double *value, char message[512])
{
    const char *text = scene_text(file, section, params[which].key);
    struct error why = {0};
    if (!text)
        return false;
    if (param_parse(&params[which], text, value, &why))
        return true;
    scene_blame(file, section, params[which].key, &why);
    if (!*message)
        snprintf(message, 512, words("Left out of the settings: %.440s"), why.text);
    return false;
}

static void take_all(struct settings *settings, const struct scene *file, char message[512])
{
    double value, height;
    if (take(file, WIDTH, &value, message) && take(file, HEIGHT, &height, message)) {
        settings->width = (int)value;
        settings->height = (int)height;
    }
    if (take(file, FULL_SCREEN, &value, message))
        settings->is_full_screen = value == 1;
    if (take(file, THEME, &value, message))
        snprintf(settings->theme, sizeof settings->theme, "%s", themes[(int)value]);
    if (take(file, TEXT_SIZE, &value, message))
        settings->text_size = (float)value;
    const char *language = scene_text(file, section, params[LANGUAGE].key);
    if (language && strlen(language) < sizeof settings->language)
        strcpy(settings->language, language);
}

// The file's text and what it says; *text is NULL where there is none. False when it does not read.
static bool read_file(const char *path, char **text, size_t *length, struct scene *file,
                      struct error *error)
{
    *text = NULL;
    *length = 0;
    memset(file, 0, sizeof *file);
    if (access(path, F_OK) != 0)
        return true;
    if (!file_read(path, file_limit, text, length, error))
        return false;
    if (scene_parse(file, *text, *length, path, error))
        return true;
    free(*text);
    *text = NULL;
    return false;
}

void settings_read(struct settings *settings, char message[512])
{
    char path[4096], *text;
    size_t length;
    struct scene file;
    struct error why = {0};
    memset(settings, 0, sizeof *settings);
    message[0] = '\0';
    if (!home_path(HOME_CONFIG, file_name, path, sizeof path))
        return;
    if (read_file(path, &text, &length, &file, &why))
        take_all(settings, &file, message);
    else
        snprintf(message, 512, words("The settings are left out: %.440s"), why.text);
    free(text);
    scene_clear(&file);
}

// ---- writing ------------------------------------------------------------------------------------

static bool put_number(struct scene *file, int which, double value, struct error *error)
{
    char text[32];
    param_format(&params[which], value, text, sizeof text);
    return scene_put(file, section, params[which].key, text, error);
}

static bool put_text(struct scene *file, int which, const char *text, struct error *error)
{
    return !*text || scene_put(file, section, params[which].key, text, error);
}

static bool put_all(const struct settings *settings, struct scene *file, struct error *error)
{
    if (settings->width > 0 && !(put_number(file, WIDTH, settings->width, error) &&
                                 put_number(file, HEIGHT, settings->height, error)))
        return false;
    if (settings->text_size > 0 && !put_number(file, TEXT_SIZE, (double)settings->text_size, error))
        return false;
    return put_number(file, FULL_SCREEN, settings->is_full_screen, error) &&
           put_text(file, THEME, settings->theme, error) &&
           put_text(file, LANGUAGE, settings->language, error);
}

bool settings_write(const struct settings *settings, struct error *error)
{
    char path[4096], *old = NULL, *text = NULL;
    size_t length = 0;
    struct scene file = {0};
    if (!home_path(HOME_CONFIG, file_name, path, sizeof path))
        return true;
    bool done = read_file(path, &old, &length, &file, error) && put_all(settings, &file, error);
    if (done) {
        text = old ? scene_format_over(&file, old, length, error) : scene_format(&file, error);
        done = text != NULL;
    }
    // What is written already stays untouched.
    if (done && !(old && strcmp(old, text) == 0))
        done = home_make(HOME_CONFIG, error) && file_write(path, text, error);
    free(text);
    free(old);
    scene_clear(&file);
    return done;
}
