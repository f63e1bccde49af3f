// A desktop's window has no address line.
#include "app/address.h"

#include <stddef.h>

bool address_is_there(void)
{
    return false;
}

void address_show(const char *fragment, bool is_another)
{
    (void)fragment, (void)is_another;
}

char *address_take(void)
{
    return NULL;
}

char *address_page(void)
{
    return NULL;
}
