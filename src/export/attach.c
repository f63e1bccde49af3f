#include "export/attach.h"

#include "base/payload.h"

#include <stdarg.h>
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
    long size, root, info, table; // objects, those of the catalog and of the information, the
                                  // cross-reference table's place
    const char *catalog;          // its entries
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

// The update on its way out: where each of its objects begins.
struct update {
    FILE *stream;
    long here;
    bool is_failed;
    long place[4];
};

static void put(struct update *update, const char *format, ...) PRINTF_LIKE(2, 3);

static void put(struct update *update, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int count = vfprintf(update->stream, format, arguments);
    va_end(arguments);
    update->is_failed = update->is_failed || count < 0;
    update->here += count;
}

bool attach_scene(FILE *stream, const char *pdf, size_t count, const struct vector_options *options,
                  struct error *error)
{
    struct ending ending;
    if (!read_ending(pdf, count, &ending))
        return error_set(error, ERROR_FAILED, "the PDF has no catalog to attach a scene to");
    const long file = ending.size, entry = file + 1, payload = file + 2;
    struct update update = {.stream = stream, .here = (long)count};
    update.is_failed = fwrite(pdf, 1, count, stream) != count;
    update.place[0] = update.here;
    put(&update,
        "%ld 0 obj\n<< /Type /EmbeddedFile /Length %zu >>\nstream\n%s\nendstream\nendobj\n", file,
        strlen(options->scene), options->scene);
    update.place[1] = update.here;
    put(&update,
        "%ld 0 obj\n<< /Type /Filespec /F (scene.ini) /UF (scene.ini) /EF << /F %ld 0 R >> "
        "/Desc (The scene of this figure: ravine opens it) >>\nendobj\n",
        entry, file);
    update.place[2] = update.here;
    // What is no letter of base 64 ends the text.
    put(&update,
        "%ld 0 obj\n<< /Type " PAYLOAD_PDF_TYPE " /Length %zu >>\nstream\n%s\n.\n"
        "endstream\nendobj\n",
        payload, strlen(options->payload) + 3, options->payload);
    update.place[3] = update.here;
    put(&update,
        "%ld 0 obj\n<<%.*s/Names << /EmbeddedFiles << /Names [(scene.ini) %ld 0 R] >> >>\n"
        "   " PAYLOAD_PDF_TYPE " %ld 0 R\n>>\nendobj\n",
        ending.root, (int)ending.catalog_length, ending.catalog, entry, payload);
    const long table = update.here;
    put(&update, "xref\n%ld 1\n%010ld 00000 n \n%ld 3\n", ending.root, update.place[3], file);
    for (int i = 0; i < 3; i++)
        put(&update, "%010ld 00000 n \n", update.place[i]);
    put(&update, "trailer\n<< /Size %ld /Root %ld 0 R /Info %ld 0 R /Prev %ld >>\n",
        ending.size + 3, ending.root, ending.info, ending.table);
    put(&update, "startxref\n%ld\n%c%cEOF\n", table, '%', '%');
    return !update.is_failed ||
           error_set(error, ERROR_FAILED, "the PDF could not be written in full");
}
