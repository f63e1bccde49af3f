#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // memmem
#endif

#include "scene/link.h"

#include "base/text.h"
#include "scene/ini.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// The version whose bytes are as link.h says.
static const char version = 'A';

enum {
    HEAD = 7, // bytes: four of the checksum, three that say how many follow
    NAME_MAX_BYTES = 200,
};

void link_clear(struct link *link)
{
    free(link->scene);
    free(link->name);
    free(link->hide);
    payload_clear(&link->payload);
    *link = (struct link){0};
}

// ---- what a word is -----------------------------------------------------------------------------

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool link_is_meant(const char *word)
{
    static const char *const inside[] = {
        "://",        "#scene=",    "#link=",    "#name=",   "#hide=",   "?scene=", "%23scene%3D",
        "%23link%3D", "%23name%3D", "%23scene=", "%23link=", "%23name=", NULL};
    while (*word && strchr(" \t\r\n<\"'", *word))
        word++;
    if (*word == '#' || begins(word, "scene=") || begins(word, "link="))
        return true;
    for (size_t i = 0; inside[i]; i++)
        if (strstr(word, inside[i]))
            return true;
    return false;
}

// ---- letters ------------------------------------------------------------------------------------

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool is_escape(const char *at)
{
    return at[0] == '%' && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0;
}

// In place. Returns whether there was anything to do.
static bool unescape(char *text)
{
    char *to = text;
    bool is_changed = false;
    for (const char *at = text; *at;) {
        if (is_escape(at)) {
            *to++ = (char)(hex_digit(at[1]) * 16 + hex_digit(at[2]));
            at += 3;
            is_changed = true;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    return is_changed;
}

// What is neither letter nor digit is written as %2E, lest somebody takes it for the end.
static void put_escaped(FILE *out, const char *text, const char *plain)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c < 0x80 && (isalnum(c) || strchr(plain, c)))
            fputc(c, out);
        else
            fprintf(out, "%%%02X", c);
    }
}

// The letters of base 64 for addresses become the usual ones, in place; the = that fill up or that
// mail programs break lines with go. *wrong is the first that is none.
static size_t to_base64(char *text, char *wrong)
{
    size_t count = 0;
    *wrong = '\0';
    for (const char *at = text; *at && !*wrong; at++) {
        const char c = *at == '-' ? '+' : *at == '_' ? '/' : *at;
        if (isalnum((unsigned char)c) || c == '+' || c == '/')
            text[count++] = c;
        else if (c != '=')
            *wrong = c;
    }
    text[count] = '\0';
    return count;
}

// ---- reading ------------------------------------------------------------------------------------

static unsigned long number_at(const unsigned char *bytes, int count)
{
    unsigned long number = 0;
    for (int i = 0; i < count; i++)
        number = number << 8 | bytes[i];
    return number;
}

static bool is_altered(struct error *error)
{
    return error_set(
        error, ERROR_INPUT,
        "the link has been altered on its way: its checksum is another; copy it again");
}

// bytes[length] against what its head says.
static bool check_head(const unsigned char *bytes, size_t length, struct error *error)
{
    if (length < HEAD)
        return error_set(error, ERROR_INPUT, "the link is cut: hardly anything of it is there");
    const unsigned long all = number_at(bytes + 4, 3);
    if (length - HEAD < all)
        return error_set(error, ERROR_INPUT,
                         "the link is cut: %zu of its %zu letters are there; copy it whole",
                         (length * 4 + 2) / 3, ((size_t)all + HEAD) * 4 / 3 + 1);
    if (length - HEAD > all || number_at(bytes, 4) != crc32_z(0, bytes + 4, length - 4))
        return is_altered(error);
    return true;
}

static bool check_tables(const struct payload *payload, struct error *error)
{
    size_t sum = 0;
    for (size_t i = 0; i < payload->count; i++)
        sum += payload->file[i].length;
    return sum <= LINK_TABLES_MAX ||
           error_set(
               error, ERROR_INPUT,
               "the tables take %zu kB, and a link holds %d at most; put them where the scene "
               "can name them",
               (sum + 1023) >> 10, LINK_TABLES_MAX >> 10);
}

static bool unpack(struct link *link, const unsigned char *bytes, size_t length,
                   struct error *error)
{
    bool is_too_large = false;
    struct error why = {0};
    if (!check_head(bytes, length, error))
        return false;
    if (!payload_unpack(&link->payload, (const char *)bytes + HEAD, length - HEAD,
                        LINK_UNPACKED_MAX, &is_too_large, &why))
        return why.kind != ERROR_NONE ? error_pass(error, &why)
               : is_too_large
                   ? error_set(error, ERROR_INPUT,
                               "the link unpacks to more than %d kB, the most that is read",
                               LINK_UNPACKED_MAX >> 10)
                   : error_set(error, ERROR_INPUT, "what the link holds is damaged");
    if (!link->payload.scene)
        return error_set(error, ERROR_INPUT, "the link holds no scene");
    if (!text_check(link->payload.scene, strlen(link->payload.scene), NULL))
        return error_set(error, ERROR_INPUT, "the link's scene is not UTF-8 text");
    return check_tables(&link->payload, error);
}

static bool take_packed(struct link *link, char *text, struct error *error)
{
    char wrong;
    size_t length = 0;
    if (!isalpha((unsigned char)*text))
        return error_set(error, ERROR_INPUT, "the link is cut: nothing stands behind link=");
    if (*text != version)
        return error_set(error, ERROR_INPUT,
                         "the link is of version %c, and this Ravine reads version %c; a newer one "
                         "has written it, or the link has been altered",
                         *text, version);
    const size_t count = to_base64(text + 1, &wrong);
    if (wrong && isprint((unsigned char)wrong))
        return error_set(error, ERROR_INPUT, "'%c' is no letter of a link; copy it again", wrong);
    if (wrong)
        return error_set(error, ERROR_INPUT, "there is something in the link that is no letter");
    if (count % 4 == 1) // no number of bytes has so many letters
        text[count] = '\0';
    char *bytes = payload_from_base64(text + 1, strlen(text + 1), &length, error);
    if (!bytes)
        return false;
    const bool done = unpack(link, (const unsigned char *)bytes, length, error);
    free(bytes);
    return done;
}

// A part once, as text.
static bool take_text(char **to, const char *name, const char *value, struct error *error)
{
    if (*to)
        return error_set(error, ERROR_INPUT, "the link says %s= twice", name);
    if (!text_check(value, strlen(value), NULL))
        return error_set(error, ERROR_INPUT, "the link's %s is not UTF-8 text", name);
    if (!ini_is_value(value))
        return error_set(error, ERROR_INPUT, "the link's %s is no name", name);
    if (strlen(value) > NAME_MAX_BYTES)
        return error_set(error, ERROR_INPUT, "the link's %s is longer than %d bytes", name,
                         NAME_MAX_BYTES);
    *to = strdup(value);
    return *to || error_memory(error);
}

// What ships is named, and no path can be.
static bool is_plain_name(const char *name)
{
    return *name && !strchr(name, '/') && *name != '.' && name[strspn(name, " ")] != '\0';
}

// "scene=six-runners".
static bool take_part(struct link *link, char *part, struct error *error)
{
    if (begins(part, "amp;")) // of &amp;
        part += 4;
    char *value = strchr(part, '=');
    if (!*part)
        return true;
    if (!value)
        return error_set(error, ERROR_INPUT,
                         "'%.20s' in the link says nothing; scene=, name=, link= and hide= do",
                         part);
    *value++ = '\0';
    if (strcmp(part, "link") == 0)
        return link->payload.scene ? error_set(error, ERROR_INPUT, "the link says %s= twice", part)
                                   : take_packed(link, value, error);
    char **to = strcmp(part, "scene") == 0  ? &link->scene
                : strcmp(part, "name") == 0 ? &link->name
                : strcmp(part, "hide") == 0 ? &link->hide
                                            : NULL;
    if (!to)
        return error_set(error, ERROR_INPUT,
                         "the link says %.20s=, which is unknown; scene=, name=, link= and hide= "
                         "are known",
                         part);
    if (to != &link->hide && !is_plain_name(value))
        return error_set(error, ERROR_INPUT, "the link's %s is no name", part);
    return take_text(to, part, value, error);
}

// The parts of a fragment, which are unescaped one by one, so that a name may have any letter.
static bool take_parts(struct link *link, char *fragment, struct error *error)
{
    bool done = true;
    for (char *part = fragment; part && done;) {
        char *next = strchr(part, '&');
        if (next)
            *next++ = '\0';
        for (int i = 0; i < 3 && unescape(part); i++) // some mail programs do it twice
            ;
        done = take_part(link, part, error);
        part = next;
    }
    return done;
}

// Without blanks, line ends and control characters, and without what stands around an address in a
// text.
static char *tidy(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    size_t count = 0;
    for (size_t i = 0; copy && i < length; i++)
        if ((unsigned char)text[i] > ' ' && text[i] != 0x7f)
            copy[count++] = text[i];
    while (count > 0 && strchr(">)].,;:!?\"'", copy[count - 1]))
        count--;
    if (copy)
        copy[count] = '\0';
    return copy;
}

static bool is_fragment(const char *text)
{
    return begins(text, "scene=") || begins(text, "link=") || begins(text, "name=") ||
           begins(text, "hide=");
}

// Where the parts begin; NULL where there are none.
static char *find_fragment(char *text)
{
    text += strspn(text, "<\"'(");
    char *hash = strchr(text, '#');
    if (!hash && is_fragment(text))
        return text;
    for (int i = 0; i < 3 && !hash && unescape(text); i++)
        hash = strchr(text, '#');
    if (hash)
        return hash + 1;
    char *query = strstr(text, "?scene=");
    return query ? query + 1 : is_fragment(text) ? text : NULL;
}

bool link_parse(struct link *link, const char *text, size_t length, struct error *error)
{
    *link = (struct link){0};
    char *copy = tidy(text, length);
    if (!copy)
        return error_memory(error);
    char *fragment = find_fragment(copy);
    bool done = fragment ? take_parts(link, fragment, error)
                         : error_set(error, ERROR_INPUT,
                                     "no scene stands behind a # in the address; it should end as "
                                     "#scene=six-runners");
    if (done && !link->scene && !link->payload.scene)
        done = error_set(error, ERROR_INPUT,
                         "the link names no scene; it should end as #scene=six-runners");
    free(copy);
    if (!done)
        link_clear(link);
    return done;
}

// ---- writing ------------------------------------------------------------------------------------

static void put_number(unsigned char *bytes, int count, unsigned long number)
{
    for (int i = count - 1; i >= 0; i--, number >>= 8)
        bytes[i] = (unsigned char)(number & 255);
}

// The letters behind link=; NULL on failure.
static char *pack(const struct payload *payload, struct error *error)
{
    size_t packed = 0;
    if (!check_tables(payload, error))
        return NULL;
    char *small = payload_pack(payload, &packed, error);
    unsigned char *bytes = small ? malloc(HEAD + packed) : NULL;
    char *letters = NULL;
    if (bytes) {
        memcpy(bytes + HEAD, small, packed);
        put_number(bytes + 4, 3, (unsigned long)packed);
        put_number(bytes, 4, crc32_z(0, bytes + 4, packed + HEAD - 4));
        letters = payload_base64(bytes, HEAD + packed);
    }
    if (small && !letters)
        error_memory(error);
    for (char *at = letters; at && *at; at++)
        *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
    if (letters)
        letters[strcspn(letters, "=")] = '\0';
    free(bytes);
    free(small);
    return letters;
}

static void put_part(FILE *out, bool *has_one, const char *name, const char *value,
                     const char *plain)
{
    if (!value)
        return;
    fprintf(out, "%s%s=", *has_one ? "&" : "", name);
    put_escaped(out, value, plain);
    *has_one = true;
}

char *link_format(const struct link *link, struct error *error)
{
    char *text = NULL, *letters = NULL;
    size_t length = 0;
    bool has_one = false;
    if (link->payload.scene) {
        letters = pack(&link->payload, error);
        if (!letters)
            return NULL;
    }
    FILE *out = open_memstream(&text, &length);
    if (out) {
        put_part(out, &has_one, "scene", link->scene, "-_");
        put_part(out, &has_one, "name", link->name, "-_");
        put_part(out, &has_one, "hide", link->hide, "-_,.");
        if (letters)
            fprintf(out, "%slink=%c%s", has_one ? "&" : "", version, letters);
        if (fclose(out) != 0) {
            free(text);
            text = NULL;
        }
    }
    free(letters);
    if (!text)
        error_memory(error);
    return text;
}
