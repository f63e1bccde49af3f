#include "export/attach.h"

#include "base/payload.h"

#include <stdlib.h>
#include <string.h>

// The last place of a text in the document; NULL where it is not there.
static const char *find_last(const char *pdf, size_t count, const char *text)
{
    const size_t length = strlen(text);
    for (size_t i = count >= length ? count - length + 1 : 0; i-- > 0;)
        if (memcmp(pdf + i, text, length) == 0)
            return pdf + i;
    return NULL;
}

// What the end of the document says.
struct ending {
    long size, root, info, table;  // objects, those of the catalog and of the information, the
                                   // cross-reference table's place
    const char *catalog;           // its entries
    size_t catalog_length;
};

static bool read_number(const char *from, const char *key, const char *format, long *number)
{
    const char *at = from ? strstr(from, key) : NULL;
    return at && sscanf(at + strlen(key), format, number) == 1;
}

// The document has a 0 behind its end.
static bool read_ending(const char *pdf, size_t count, struct ending *ending)
{
    char head[48];
    const char *trailer = find_last(pdf, count, "\ntrailer");
    if (!read_number(trailer, "/Size", "%ld", &ending->size) ||
        !read_number(trailer, "/Root", "%ld", &ending->root) ||
        !read_number(trailer, "/Info", "%ld", &ending->info) ||
        !read_number(trailer, "startxref", "%ld", &ending->table))
        return false;
    snprintf(head, sizeof head, "\n%ld 0 obj\n<<", ending->root);
    const char *catalog = find_last(pdf, count, head);
    const char *end = catalog ? strstr(catalog, "endobj") : NULL;
    if (!end)
        return false;
    ending->catalog = catalog + strlen(head);
    while (end > ending->catalog && end[-1] != '>')
        end--;
    ending->catalog_length = (size_t)(end - ending->catalog) - 2;
    return end - ending->catalog > 2;
}

bool attach_scene(FILE *stream, const char *pdf, size_t count, const char *scene,
                  struct error *error)
{
    struct ending ending;
    if (!read_ending(pdf, count, &ending))
        return error_set(error, ERROR_FAILED, "the PDF has no catalog to attach a scene to");
    const long file = ending.size, entry = ending.size + 1;
    long at[3];
    char update[2048];
    const size_t length = strlen(scene);
    bool done = fwrite(pdf, 1, count, stream) == count;
    long here = (long)count;
    at[0] = here;
    int used = snprintf(update, sizeof update,
                        "%ld 0 obj\n<< /Type /EmbeddedFile /Subtype /%s /Length %zu >>\nstream\n",
                        file, PAYLOAD_PDF_TYPE, length);
    done = done && fwrite(update, 1, (size_t)used, stream) == (size_t)used &&
           fwrite(scene, 1, length, stream) == length;
    here += used + (long)length;
    used = snprintf(update, sizeof update, "\nendstream\nendobj\n");
    done = done && fwrite(update, 1, (size_t)used, stream) == (size_t)used;
    here += used;
    at[1] = here;
    used = snprintf(update, sizeof update,
                    "%ld 0 obj\n<< /Type /Filespec /F (scene.ini) /UF (scene.ini) /EF << /F %ld 0 R "
                    ">> /Desc (The scene of this figure: ravine opens it) >>\nendobj\n",
                    entry, file);
    done = done && fwrite(update, 1, (size_t)used, stream) == (size_t)used;
    here += used;
    at[2] = here;
    used = snprintf(update, sizeof update,
                    "%ld 0 obj\n<<%.*s/Names << /EmbeddedFiles << /Names [(scene.ini) %ld 0 R] >> "
                    ">>\n>>\nendobj\n",
                    ending.root, (int)ending.catalog_length, ending.catalog, entry);
    done = done && (size_t)used < sizeof update &&
           fwrite(update, 1, (size_t)used, stream) == (size_t)used;
    here += used;
    done = done && fprintf(stream,
                           "xref\n%ld 1\n%010ld 00000 n \n%ld 2\n%010ld 00000 n \n%010ld 00000 n \n"
                           "trailer\n<< /Size %ld /Root %ld 0 R /Info %ld 0 R /Prev %ld >>\n"
                           "startxref\n%ld\n%%%%EOF\n",
                           ending.root, at[2], file, at[0], at[1], ending.size + 2, ending.root,
                           ending.info, ending.table, here) > 0;
    return done || error_set(error, ERROR_FAILED, "the PDF could not be written in full");
}
