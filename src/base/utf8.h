// Whole characters.
#ifndef RAVINE_BASE_UTF8_H
#define RAVINE_BASE_UTF8_H

#include <stddef.h>

// Bytes of the UTF-8 character at `text`; 0 where none begins there, or it does not end within the
// text.
size_t utf8_bytes(const char *text);

// Takes away the bytes that belong to no whole character: what "%.40s" and full buffers cut.
void utf8_mend(char *text);

#endif
