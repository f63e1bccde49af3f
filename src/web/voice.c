// What a page says beside its canvas, for screen readers.
#include "app/voice.h"

#include <emscripten.h>

EM_JS(void, say_beside, (const char *picture, const char *message),
      { Page.tell(UTF8ToString(picture), UTF8ToString(message)); });

voice_say *voice_find(void)
{
    return say_beside;
}
