#include "base/far.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char own[] = "/ravine/";

// far.js. Begins to bring a file, unless it is on its way or could not be had: 0, or why it could
// not: MISSED, TOO_LARGE, or what its server says.
enum { MISSED = 1, TOO_LARGE = 2 };
extern int far_bring(const char *from, const char *to);

static bool bring(const char *from, const char *to, struct error *error)
{
    if (access(to, R_OK) == 0)
        return true;
    if (!error)
        return false;
    const int why = far_bring(from, to);
    if (why == 0)
        return error_set(error, ERROR_COMING, "%.200s is being loaded …", strrchr(to, '/') + 1);
    if (why == TOO_LARGE)
        return error_set(error, ERROR_FAILED, "%.200s is too large for this page", from);
    if (why == MISSED)
        return error_set(error, ERROR_FAILED,
                         "%.200s could not be fetched: there is no connection, or it may not be "
                         "read from here",
                         from);
    return error_set(error, ERROR_INPUT, "%.200s could not be fetched: its server says %d", from,
                     why);
}

bool far_ask(const char *path, struct error *error)
{
    const size_t length = strlen(path);
    return strncmp(path, own, sizeof own - 1) != 0 || length < 3 ||
           strcmp(path + length - 3, ".gz") != 0 || bring(path + sizeof own - 1, path, error);
}

bool far_fetch(const char *word, char *path, size_t size, struct error *error)
{
    struct error why = {0};
    const char *slash = strrchr(word, '/'), *name = slash ? slash + 1 : word;
    const int length = (int)strcspn(name, "?#"); // its name without what follows
    if (snprintf(path, size, "/tmp/far-%08lx/%.*s", text_sum(word), length ? length : 5,
                 length ? name : "table") >= (int)size)
        return false;
    if (bring(word, path, error ? &why : NULL))
        return true;
    if (!error || why.kind == ERROR_COMING || far_is_address(word))
        return error && error_pass(error, &why);
    return error_set(
        error, ERROR_INPUT,
        "%.100s is not here: drop that file onto the page and open the scene again, or "
        "have it in the link (ravine link --data-inside, up to 1 MB)",
        word);
}

bool far_is_here(const char *name)
{
    char path[256];
    return snprintf(path, sizeof path, "%sassets/%s", own, name) < (int)sizeof path &&
           access(path, R_OK) == 0;
}
