// The browser's address line. link.js has what the page does before and beside
// the program: `address` is its.
#include "app/address.h"

#include <SDL.h>
#include <emscripten.h>
#include <stdlib.h>

bool address_is_there(void)
{
    return true;
}

EM_JS(void, address_line_show, (const char *fragment, int is_another),
      { address.show(UTF8ToString(fragment), is_another); })

void address_show(const char *fragment, bool is_another)
{
    address_line_show(fragment, is_another);
}

EM_JS(char *, address_line_take, (void), {
    const fragment = address.take();
    return fragment === null ? 0 : stringToNewUTF8(fragment);
})

char *address_take(void)
{
    return address_line_take();
}

EM_JS(char *, address_line_page, (void), { return stringToNewUTF8(address.page()); })

char *address_page(void)
{
    return address_line_page();
}

// The loop sleeps while nothing happens: somebody who goes elsewhere is an event.
EMSCRIPTEN_KEEPALIVE void address_wake(void)
{
    SDL_Event event = {.type = SDL_USEREVENT};
    SDL_PushEvent(&event);
}
