#include "export/pace.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>

void pace_text(size_t done, size_t all, double seconds, char text[PACE_TEXT])
{
    const double left = done > 0 ? seconds / (double)done * (double)(all - done) : 0;
    if (done < 2 || seconds < 0.5)
        text_print(text, PACE_TEXT, words("%zu of %zu frames"), done, all);
    else if (left < 100)
        text_print(text, PACE_TEXT, words("%zu of %zu frames, %.0f s left"), done, all, ceil(left));
    else
        text_print(text, PACE_TEXT, words("%zu of %zu frames, %.0f minutes left"), done, all,
                   ceil(left / 60));
}
