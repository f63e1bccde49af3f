// What of far.h is the same on every platform.
#include "base/far.h"

#include <string.h>

bool far_is_address(const char *word)
{
    return strncmp(word, "https://", 8) == 0 || strncmp(word, "http://", 7) == 0;
}
