// A desktop's window has no address line.
#include "app/address.h"

#include <SDL.h>
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

bool address_copy(const char *text)
{
    return SDL_SetClipboardText(text) == 0;
}
