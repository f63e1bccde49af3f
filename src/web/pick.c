// A page's files come through the browser's own window.
#include "app/pick.h"

#include <emscripten.h>

EM_JS(void, ask_for_file, (void), { Page.choose(); });

bool pick_asks(void)
{
    ask_for_file();
    return true;
}
