// Large tables of a page lie beside it, and are fetched when they are first asked for.
#include "base/far.h"

#include <emscripten.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char at[] = "/ravine/assets/";

// far.js
extern void far_fetch(const char *path);

enum state { UNASKED, COMING, MISSED };

// Of all of them: there is one, and it is fetched once.
static _Atomic(enum state) state;

// The page calls it when a file has come or could not be had.
EMSCRIPTEN_KEEPALIVE void far_end(bool has_come)
{
    atomic_store(&state, has_come ? UNASKED : MISSED);
}

bool far_ask(const char *path, struct error *error)
{
    const size_t length = strlen(path);
    if (strncmp(path, at, sizeof at - 1) != 0 || length < 3 ||
        strcmp(path + length - 3, ".gz") != 0 || access(path, R_OK) == 0)
        return true;
    const char *name = strrchr(path, '/') + 1;
    enum state now = UNASKED;
    if (atomic_compare_exchange_strong(&state, &now, COMING))
        far_fetch(path);
    if (now == MISSED) {
        atomic_store(&state, UNASKED);
        return error_set(error, ERROR_FAILED,
                         "%s could not be loaded from where this page comes from", name);
    }
    return error_set(error, ERROR_FAILED, "%s is being loaded …", name);
}

bool far_is_here(const char *name)
{
    char path[256];
    return snprintf(path, sizeof path, "%s%s", at, name) < (int)sizeof path &&
           access(path, R_OK) == 0;
}

bool far_is_coming(void)
{
    return atomic_load(&state) == COMING;
}
