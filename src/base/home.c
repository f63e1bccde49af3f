#include "base/home.h"

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *variable, *below_home;
} homes[] = {
    [HOME_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
    [HOME_STATE] = {"XDG_STATE_HOME", ".local/state"},
};

bool home_path(enum home home, const char *name, char *path, size_t size)
{
    const char *told = getenv(homes[home].variable), *user = getenv("HOME");
    const char *slash = *name ? "/" : "";
    int length = -1;
    if (told && *told == '/')
        length = snprintf(path, size, "%s/ravine%s%s", told, slash, name);
    else if (user && *user == '/')
        length =
            snprintf(path, size, "%s/%s/ravine%s%s", user, homes[home].below_home, slash, name);
    return length >= 0 && (size_t)length < size;
}

static bool make(const char *path)
{
    struct stat status;
    if (mkdir(path, 0700) == 0)
        return true;
    const int why = errno;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    errno = why;
    return false;
}

bool home_make(enum home home, struct error *error)
{
    char path[4096];
    if (!home_path(home, "", path, sizeof path))
        return error_set(error, ERROR_FAILED, "there is no home folder");
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        make(path); // what matters is the last one
        *slash = '/';
    }
    return make(path) ||
           error_set(error, ERROR_FAILED, "cannot make the folder %s: %s", path, strerror(errno));
}

void home_here(char *folder, size_t size)
{
    char real[FILE_PATH_MAX];
    const char *user = getenv("HOME");
    const bool is_place =
        file_real_path(".", real) && strcmp(real, "/") != 0 && access(real, W_OK) == 0;
    if (!is_place && !(user && *user && file_real_path(user, real)))
        snprintf(real, sizeof real, ".");
    snprintf(folder, size, "%s", real);
}

void home_shorten(const char *path, char *text, size_t size)
{
    char real[FILE_PATH_MAX];
    const char *user = getenv("HOME");
    const size_t length = user && file_real_path(user, real) ? strlen(real) : 0;
    const bool is_in = length > 1 && strncmp(path, real, length) == 0 &&
                       (path[length] == '/' || path[length] == '\0');
    snprintf(text, size, "%s%s", is_in ? "~" : "", path + (is_in ? length : 0));
}
