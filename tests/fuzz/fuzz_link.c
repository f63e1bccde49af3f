// Random text as a link, and random bytes packed as a link packs them, with a checksum that is
// right: never a crash; what is read can be written and says the same when it is read again.
#include "fuzz/fuzz.h"
#include "scene/link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

const char *const fuzz_seeds[] = {
    "#scene=six-runners",
    "https://example.org/ravine/?x=1#scene=ravine&hide=alpha,panel",
    "name=my%20sc%C3%A8ne&amp;link=A",
    "<https://example.org/#scene%3Dsix-\r\nrunners>.",
    "27 \n[scene]\nlab = descent\n; ü\n4 a.csv\na\n1\n",
    NULL,
};

const char *const fuzz_folder = NULL;

enum { HEAD = 7 }; // a checksum of four bytes and a length of three

static bool is_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

// Commas and full stops at the end are taken for those of the text around a link.
static bool is_same_list(const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    size_t length = strlen(a);
    while (length > 0 && strchr(",.", a[length - 1]))
        length--;
    return strncmp(a, b, length) == 0 && b[length + strspn(b + length, ",.")] == '\0';
}

static bool is_same(const struct link *a, const struct link *b)
{
    bool is_same = is_same_text(a->scene, b->scene) && is_same_text(a->name, b->name) &&
                   is_same_list(a->hide, b->hide) &&
                   is_same_text(a->payload.scene, b->payload.scene) &&
                   a->payload.count == b->payload.count;
    for (size_t i = 0; is_same && i < a->payload.count; i++) {
        const struct payload_file *one = &a->payload.file[i], *other = &b->payload.file[i];
        is_same = strcmp(one->name, other->name) == 0 && one->length == other->length &&
                  memcmp(one->bytes, other->bytes, one->length) == 0;
    }
    return is_same;
}

static void judge(const char *text, size_t length)
{
    struct link link, again;
    struct error error = {0};
    if (!link_parse(&link, text, length, &error)) {
        if (error.kind == ERROR_NONE || !*error.text || link.scene || link.payload.scene)
            abort();
        return;
    }
    char *made = link_format(&link, &error);
    if (!made || !link_parse(&again, made, strlen(made), &error) || !is_same(&link, &again))
        abort();
    free(made);
    link_clear(&link);
    link_clear(&again);
}

static void judge_packed(const uint8_t *data, size_t size)
{
    size_t packed = 0;
    char *small = payload_deflate(data, size, &packed);
    unsigned char *bytes = small ? malloc(HEAD + packed) : NULL;
    if (bytes) {
        memcpy(bytes + HEAD, small, packed);
        for (int i = 0; i < 3; i++)
            bytes[4 + i] = (unsigned char)(packed >> (16 - 8 * i));
        const unsigned long sum = crc32_z(0, bytes + 4, packed + HEAD - 4);
        for (int i = 0; i < 4; i++)
            bytes[i] = (unsigned char)(sum >> (24 - 8 * i));
    }
    char *letters = bytes ? payload_base64(bytes, HEAD + packed) : NULL;
    for (char *at = letters; at && *at; at++)
        *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
    char *text = letters ? malloc(strlen(letters) + 16) : NULL;
    if (text) {
        sprintf(text, "link=A%s", letters);
        judge(text, strlen(text));
    }
    free(text);
    free(letters);
    free(bytes);
    free(small);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *word = malloc(size + 1);
    if (!word)
        return 0;
    memcpy(word, data, size);
    word[size] = '\0';
    link_is_meant(word);
    judge((const char *)data, size);
    judge_packed(data, size);
    free(word);
    return 0;
}
