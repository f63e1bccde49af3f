#include "data/encoding.h"

#include "base/array.h"
#include "base/words.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// ---- what is no text ----------------------------------------------------------------------------

static bool starts(const char *bytes, size_t length, const char *magic, size_t size)
{
    return length >= size && memcmp(bytes, magic, size) == 0;
}

static bool holds(const char *bytes, size_t length, const char *what)
{
    const size_t size = strlen(what), most = length < 8192 ? length : 8192;
    for (size_t i = 0; i + size <= most; i++)
        if (memcmp(bytes + i, what, size) == 0)
            return true;
    return false;
}

static const char *zipped_kind(const char *bytes, size_t length)
{
    if (holds(bytes, length, "xl/") || holds(bytes, length, "[Content_Types].xml"))
        return "an Excel workbook (.xlsx): open it in Excel or LibreOffice, and save the sheet as "
               "CSV UTF-8";
    if (holds(bytes, length, "opendocument.spreadsheet"))
        return "an OpenDocument sheet (.ods): open it in LibreOffice, and save the sheet as CSV";
    return "a zip archive: unpack it, and name the CSV file in it";
}

const char *encoding_other_kind(const char *bytes, size_t length)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *what;
    } kinds[] = {
        {"PAR1", 4, "a Parquet file: pandas.read_parquet(…).to_csv(…) makes a CSV of it"},
        {"ARROW1", 6, "an Arrow file: pandas.read_feather(…).to_csv(…) makes a CSV of it"},
        {"\xD0\xCF\x11\xE0", 4,
         "an old Excel workbook (.xls): open it in Excel or LibreOffice, and save the sheet as CSV "
         "UTF-8"},
        {"\x89HDF", 4, "an HDF5 or netCDF file: xarray or h5py makes a CSV of it"},
        {"CDF", 3, "a netCDF file: xarray.open_dataset(…).to_dataframe().to_csv(…) makes a CSV"},
        {"SQLite format 3", 15,
         "an SQLite data base: sqlite3 -csv -header FILE 'select …' makes a "
         "CSV of it"},
        {"\x93NUMPY", 6, "a NumPy array: numpy.savetxt(…, delimiter=',') makes a CSV of it"},
        {"%PDF", 4, "a PDF: its table has to be copied out as CSV"},
        {"BZh", 3, "packed with bzip2: bunzip2 unpacks it"},
        {"\xFD"
         "7zXZ",
         5, "packed with xz: unxz unpacks it"},
        {"\x28\xB5\x2F\xFD", 4, "packed with zstd: unzstd unpacks it"},
        {"7z\xBC\xAF", 4, "a 7-Zip archive: unpack it, and name the CSV file in it"},
        {"Rar!", 4, "a RAR archive: unpack it, and name the CSV file in it"},
        {"\x89PNG", 4, "a picture (.png)"},
        {"\xFF\xD8\xFF", 3, "a picture (.jpg)"},
        {"RDX", 3, "an R workspace: write.csv(…) in R makes a CSV of it"},
        {"\x80\x04", 2, "a Python pickle: to_csv(…) makes a CSV of it"},
        {"<!DOC", 5,
         "a web page: the download went wrong, or the link leads to a page about the "
         "table"},
        {"<!doc", 5,
         "a web page: the download went wrong, or the link leads to a page about the "
         "table"},
        {"<html", 5,
         "a web page: the download went wrong, or the link leads to a page about the "
         "table"},
        {"<?xml", 5, "XML: export the table as CSV where it comes from"},
        {"{\\rtf", 5, "a text with formats (.rtf): save it as plain text"},
    };
    if (starts(bytes, length, "PK\x03\x04", 4) || starts(bytes, length, "PK\x05\x06", 4))
        return zipped_kind(bytes, length);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (starts(bytes, length, kinds[i].magic, kinds[i].size))
            return kinds[i].what;
    size_t at = starts(bytes, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < length && isspace((unsigned char)bytes[at]))
        at++;
    const char first = at < length ? bytes[at] : '\0';
    const size_t next = at + 1 + (at < length ? strspn(bytes + at + 1, " \r\n\t") : 0);
    if ((first == '{' && next < length && strchr("\"}", bytes[next])) ||
        (first == '[' && next < length && strchr("{[", bytes[next])))
        return "JSON: pandas.read_json(…).to_csv(…) makes a CSV of it";
    return NULL;
}

// ---- alphabets ----------------------------------------------------------------------------------

struct text {
    char *bytes;
    size_t used, capacity;
};

static bool put(struct text *text, uint32_t sign, struct error *error)
{
    if (!array_reserve(&text->bytes, &text->capacity, text->used + 5, 1, error))
        return false;
    char *to = text->bytes + text->used;
    if (sign < 0x80) {
        *to++ = (char)sign;
    } else if (sign < 0x800) {
        *to++ = (char)(0xC0 | sign >> 6);
        *to++ = (char)(0x80 | (sign & 63));
    } else if (sign < 0x10000) {
        *to++ = (char)(0xE0 | sign >> 12);
        *to++ = (char)(0x80 | (sign >> 6 & 63));
        *to++ = (char)(0x80 | (sign & 63));
    } else {
        *to++ = (char)(0xF0 | sign >> 18);
        *to++ = (char)(0x80 | (sign >> 12 & 63));
        *to++ = (char)(0x80 | (sign >> 6 & 63));
        *to++ = (char)(0x80 | (sign & 63));
    }
    text->used = (size_t)(to - text->bytes);
    return true;
}

// Gives the caller the new text, or frees it.
static bool replace(struct text *text, bool done, char **bytes, size_t *length)
{
    if (!done) {
        free(text->bytes);
        return false;
    }
    text->bytes[text->used] = '\0';
    free(*bytes);
    *bytes = text->bytes;
    *length = text->used;
    return true;
}

static bool from_utf16(char **bytes, size_t *length, bool is_big, struct error *error)
{
    struct text text = {0};
    const unsigned char *in = (const unsigned char *)*bytes;
    uint32_t high = 0;
    bool done = array_reserve(&text.bytes, &text.capacity, *length / 2 + 8, 1, error);
    for (size_t i = 0; done && i + 1 < *length; i += 2) {
        const uint32_t unit =
            is_big ? (uint32_t)in[i] << 8 | in[i + 1] : (uint32_t)in[i + 1] << 8 | in[i];
        if (unit == 0xFEFF && i == 0)
            continue;
        if (unit >= 0xD800 && unit < 0xDC00) {
            high = unit;
        } else if (unit >= 0xDC00 && unit < 0xE000) {
            done = put(&text, high ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD,
                       error);
            high = 0;
        } else {
            done = put(&text, unit, error);
            high = 0;
        }
    }
    return replace(&text, done, bytes, length);
}

// Windows-1252: Latin-1 with signs where that has control characters.
static bool from_latin(char **bytes, size_t *length, struct error *error)
{
    static const uint16_t signs[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    struct text text = {0};
    bool done = array_reserve(&text.bytes, &text.capacity, *length + *length / 8 + 8, 1, error);
    for (size_t i = 0; done && i < *length; i++) {
        const unsigned char c = (unsigned char)(*bytes)[i];
        done = put(&text, c >= 0x80 && c < 0xA0 ? signs[c - 0x80] : c, error);
    }
    return replace(&text, done, bytes, length);
}

// Where UTF-8 ends to be one; `length` where it is all.
static size_t utf8_end(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    while (at < end) {
        uint64_t eight;
        if (*at < 0x80) {
            while (end - at >= 8) {
                memcpy(&eight, at, 8);
                if (eight & 0x8080808080808080u)
                    break;
                at += 8;
            }
            while (at < end && *at < 0x80)
                at++;
            continue;
        }
        const size_t more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : 1;
        if (*at < 0xC2 || *at > 0xF4 || (size_t)(end - at) <= more)
            return (size_t)(at - (const unsigned char *)bytes);
        for (size_t i = 1; i <= more; i++)
            if ((at[i] & 0xC0) != 0x80)
                return (size_t)(at - (const unsigned char *)bytes);
        at += more + 1;
    }
    return length;
}

enum utf16 { UTF16_NOT, UTF16_LITTLE, UTF16_BIG };

// By its mark, or by zeros at every other byte of the beginning.
static enum utf16 find_utf16(const char *bytes, size_t length)
{
    if (starts(bytes, length, "\xFF\xFE", 2))
        return UTF16_LITTLE;
    if (starts(bytes, length, "\xFE\xFF", 2))
        return UTF16_BIG;
    const size_t looked = length < 512 ? length & ~(size_t)1 : 512;
    size_t even = 0, odd = 0;
    for (size_t i = 0; i + 1 < looked; i += 2) {
        even += bytes[i] == '\0';
        odd += bytes[i + 1] == '\0';
    }
    if (looked >= 8 && odd * 10 >= looked * 4 && even == 0)
        return UTF16_LITTLE;
    return looked >= 8 && even * 10 >= looked * 4 && odd == 0 ? UTF16_BIG : UTF16_NOT;
}

// As Macs had them long ago: a CR alone ends a row.
static void mend_returns(char *bytes, size_t length)
{
    for (char *at = bytes; (at = memchr(at, '\r', length - (size_t)(at - bytes)));) {
        if (at + 1 == bytes + length || at[1] != '\n')
            *at = '\n';
        if (++at >= bytes + length)
            break;
    }
}

bool encoding_decode(char **bytes, size_t *length, const char *path, struct report *report,
                     struct error *error)
{
    const enum utf16 utf16 = find_utf16(*bytes, *length);
    const char *other = utf16 == UTF16_NOT ? encoding_other_kind(*bytes, *length) : NULL;
    if (other)
        return error_set(error, ERROR_INPUT, "%s is %s", path, words(other));
    if (utf16 != UTF16_NOT) {
        if (!from_utf16(bytes, length, utf16 == UTF16_BIG, error))
            return false;
        report_add(report, REPORT_FOUND, "read as UTF-16");
    }
    if (memchr(*bytes, '\0', *length))
        return error_set(error, ERROR_INPUT, "%s is no table: it holds bytes that are no text",
                         path);
    if (starts(*bytes, *length, "\xEF\xBB\xBF", 3)) {
        memmove(*bytes, *bytes + 3, *length - 3 + 1);
        *length -= 3;
    }
    if (utf8_end(*bytes, *length) < *length) {
        if (!from_latin(bytes, length, error))
            return false;
        report_add(report, REPORT_ASSUMED, "no UTF-8: read as Latin-1 (Windows-1252)");
    }
    mend_returns(*bytes, *length);
    return true;
}
