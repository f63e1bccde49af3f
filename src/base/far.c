#include "base/far.h"

bool far_ask(const char *path, struct error *error)
{
    (void)path, (void)error;
    return true;
}

bool far_is_here(const char *name)
{
    (void)name;
    return true;
}

bool far_is_coming(void)
{
    return false;
}
