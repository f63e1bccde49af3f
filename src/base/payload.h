// What a figure carries beside what it shows: its scene as text, and the tables that the scene
// reads, so that the file alone opens again.
//
// A file within a figure is named as if the figure were its folder, "figs/a.png/prices.csv": no
// such path can be there, and nothing is ever unpacked to a disk.
//
// Who may call whom: payload → payload_png, payload_pdf → payload_text.
#ifndef RAVINE_BASE_PAYLOAD_H
#define RAVINE_BASE_PAYLOAD_H

#include "base/error.h"
#include "base/file.h"

#include <stddef.h>

struct payload_file {
    char *name; // without folders: "prices.csv"
    char *bytes;
    size_t length;
};

// A zeroed one is empty.
struct payload {
    char *scene; // INI text, UTF-8; NULL = none
    struct payload_file *file;
    size_t count, capacity;
    bool has_names_only; // of the files: nobody wants their bytes
};

enum {
    PAYLOAD_PACKED_MAX = 4 << 20,    // bytes of all tables, compressed
    PAYLOAD_UNPACKED_MAX = 64 << 20, // and as they are: a hostile file cannot ask for everything
    PAYLOAD_SCENE_MAX = 1 << 20,
    PAYLOAD_NAME_MAX = 255,
};

void payload_clear(struct payload *payload);

// Copies a file in. The name must be one of a file in some folder: not empty, without / and control
// characters, not . or ..; at most PAYLOAD_NAME_MAX bytes.
bool payload_add(struct payload *payload, const char *name, const char *bytes, size_t length,
                 struct error *error);
const struct payload_file *payload_find(const struct payload *payload, const char *name);

// How many bytes the tables take, compressed. SIZE_MAX: more than may be carried, or no memory, for
// which alone there is an error.
size_t payload_packed_size(const struct payload *payload, struct error *error);

// Whether a path ends as a figure does that may carry a payload.
bool payload_is_figure(const char *path);

// Divides "figs/a.png/prices.csv": true where the first part is a file that is there and ends as a
// figure does.
bool payload_split(const char *path, char figure[FILE_PATH_MAX], const char **name);

// Reads what a figure carries. Errors: unreadable, damaged, no scene in it ("carries no scene").
// Whatever the file says, sizes and names are checked.
bool payload_read(struct payload *payload, const char *path, struct error *error);

// The same into an empty one that may want the names of files only.
bool payload_read_into(struct payload *payload, const char *path, struct error *error);

// Whether a figure carries a file of that name. There is an error where memory is out only.
bool payload_carries(const char *path, const char *name, struct error *error);

// ---- in a PNG (payload_png.c) -------------------------------------------------------------------

// The keys of the text chunks: the scene; each table, its name in the translated keyword.
#define PAYLOAD_PNG_SCENE "ravine:scene"
#define PAYLOAD_PNG_TABLE "ravine:data"

// The chunks that carry it, for between IHDR and IDAT. *bytes is the caller's to free.
bool payload_png_write(const struct payload *payload, char **bytes, size_t *length,
                       struct error *error);
// From a PNG that is open at its beginning.
bool payload_png_read(struct payload *payload, FILE *file, const char *path, struct error *error);

// ---- in a text (payload_text.c) -----------------------------------------------------------------
//
// For formats whose metadata are text: PAYLOAD_TEXT_MARK, then letters of base 64 that may be
// broken into lines wherever the format likes; anything else ends them.

#define PAYLOAD_TEXT_MARK "ravine-figure-1:"

// The whole text, mark included, without line breaks. The caller frees; NULL on failure.
char *payload_text_write(const struct payload *payload, struct error *error);
// From the bytes of a file that has such a text somewhere. False without error: it has none.
bool payload_text_read(struct payload *payload, const char *bytes, size_t length, const char *path,
                       struct error *error);

// The same as bytes, compressed, for whoever has other letters. The caller frees; NULL on failure.
char *payload_pack(const struct payload *payload, size_t *packed, struct error *error);
// Into an empty one. False: damaged, or more than `limit` bytes (*is_too_large, which may be NULL),
// without an error, or no memory, with one.
bool payload_unpack(struct payload *payload, const char *packed, size_t length, size_t limit,
                    bool *is_too_large, struct error *error);

// ---- in a PDF (payload_pdf.c) -------------------------------------------------------------------

// The type of the stream that holds such a text.
#define PAYLOAD_PDF_TYPE "/RavineFigure"

// As payload_text_read, from a PDF whose streams another program may have compressed.
bool payload_pdf_read(struct payload *payload, const char *bytes, size_t length, const char *path,
                      struct error *error);

// ---- for both -----------------------------------------------------------------------------------

// Unpacks zlib's bytes into at most `limit`; the result has a 0 byte after its end and is the
// caller's to free. NULL: damaged, larger (then *unpacked is more than `limit`), without an error,
// or no memory, with one.
char *payload_inflate(const void *packed, size_t length, size_t limit, size_t *unpacked,
                      struct error *error);
// NULL: no memory.
char *payload_deflate(const void *bytes, size_t length, size_t *packed);
// Base 64; NULL: no memory, or, without an error, not of that form. What is not of the alphabet
// ends it.
char *payload_base64(const void *bytes, size_t length);
char *payload_from_base64(const char *text, size_t length, size_t *decoded, struct error *error);

#endif
