// A page asks where its scene says: an address, or a name beside the page. It waits for the answer,
// as it does for a file.
#include "base/file.h"
#include "data/beyond.h"

#include <emscripten.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t bytes_max = (size_t)256 << 20;

bool beyond_is_address(const char *word)
{
    return strncmp(word, "https://", 8) == 0 || strncmp(word, "http://", 7) == 0;
}

// The bytes, which the caller frees; NULL where none came.
EM_JS(char *, beyond_ask, (const char *address, double *length), {
    const request = new XMLHttpRequest();
    try {
        request.open("GET", UTF8ToString(address), false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
    } catch (refused) {
        return 0;
    }
    if (request.status !== 200)
        return 0;
    const text = request.responseText;
    const at = _malloc(text.length + 1);
    for (let i = 0; at && i < text.length; i++)
        HEAPU8[at + i] = text.charCodeAt(i);
    HEAPF64[length >> 3] = text.length;
    return at;
})

// FNV-1a, 32 bits: tables of one name from two places are two.
static unsigned long sum_of(const char *text)
{
    unsigned long sum = 2166136261;
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 16777619 & 0xffffffff;
    return sum;
}

// Its name without what follows a ? or #.
static void name_of(const char *word, char name[200])
{
    const char *slash = strrchr(word, '/'), *from = slash ? slash + 1 : word;
    snprintf(name, 200, "%.*s", (int)strcspn(from, "?#"), from);
    if (!*name)
        strcpy(name, "table.csv");
}

static bool keep(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    const bool done = file && fwrite(bytes, 1, length, file) == length;
    return file && fclose(file) == 0 && done;
}

bool beyond_fetch(const char *word, char *path, size_t size, struct error *error)
{
    char folder[64], name[200];
    double length = 0;
    snprintf(folder, sizeof folder, "/tmp/beyond-%08lx", sum_of(word));
    name_of(word, name);
    if (snprintf(path, size, "%s/%s", folder, name) >= (int)size)
        return false;
    if (access(path, R_OK) == 0)
        return true;
    char *bytes = beyond_ask(word, &length);
    if (!bytes)
        return beyond_is_address(word) &&
               error_set(error, ERROR_INPUT, "%.200s could not be fetched, or may not be read here",
                         word);
    mkdir(folder, 0700); // one that is there is fine
    const bool done = length <= (double)bytes_max && keep(path, bytes, (size_t)length);
    free(bytes);
    return done || error_set(error, ERROR_FAILED, "%.200s is too large for this page", word);
}
