// A payload in a PDF: a stream that the catalog names. As Ravine writes it, it stands there
// plainly; programs that write the PDF anew compress it.
#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // memmem
#endif

#include "base/payload.h"

#include <stdlib.h>
#include <string.h>

static const char *find(const char *from, const char *end, const char *text)
{
    return from && from < end ? memmem(from, (size_t)(end - from), text, strlen(text)) : NULL;
}

// The dictionary's end: the word "stream" and the line's.
static const char *stream_of(const char *entry, const char *end)
{
    const char *stream = find(entry, end, "stream");
    const char *object = find(entry, end, "endobj");
    if (!stream || (object && object < stream))
        return NULL;
    stream += strlen("stream");
    stream += stream < end && *stream == '\r';
    stream += stream < end && *stream == '\n';
    return stream;
}

bool payload_pdf_read(struct payload *payload, const char *bytes, size_t length, const char *path,
                      struct error *error)
{
    enum { PLACES_MAX = 16 }; // where it might be: a hostile file cannot ask for a search of hours
    const char *end = bytes + length;
    const char *at = find(bytes, end, "%PDF-") ? bytes : NULL;
    for (int i = 0; i < PLACES_MAX && (at = find(at, end, PAYLOAD_PDF_TYPE)) != NULL; i++) {
        at += strlen(PAYLOAD_PDF_TYPE);
        const char *stream = stream_of(at, end);
        const char *last = find(stream, end, "endstream");
        if (!last)
            continue;
        size_t size = 0;
        struct error why = {0};
        char *text =
            payload_inflate(stream, (size_t)(last - stream), PAYLOAD_UNPACKED_MAX, &size, &why);
        if (why.kind != ERROR_NONE)
            return error_pass(error, &why);
        const bool found = text && payload_text_read(payload, text, size, path, error);
        free(text);
        if (found)
            return true;
    }
    return false;
}
