// Runs a fuzz target without libFuzzer: every file of its corpus as it is, and then seeds and
// corpus changed at random by a fixed seed, so many times.
//   fuzz_NAME [COUNT [DICTIONARY [FOLDER…]]]
#include "base/asset.h"
#include "base/file.h"
#include "base/random.h"
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 8192, SEEDS_MAX = 2048, PIECES_MAX = 512, PIECE_MAX = 64 };

struct input {
    uint8_t byte[INPUT_MAX];
    size_t size;
};

struct seed {
    char *bytes;
    size_t size;
};

struct piece {
    char bytes[PIECE_MAX];
    size_t size;
};

struct material {
    struct seed seed[SEEDS_MAX];
    size_t seeds;
    struct piece piece[PIECES_MAX];
    size_t pieces;
};

static void add_seed(struct material *material, const char *bytes, size_t size)
{
    if (material->seeds == SEEDS_MAX || size >= INPUT_MAX / 2)
        return;
    char *copy = malloc(size + 1);
    if (!copy)
        return;
    memcpy(copy, bytes, size);
    material->seed[material->seeds++] = (struct seed){copy, size};
}

static void add_file(struct material *material, const char *path)
{
    char *bytes;
    size_t length;
    if (!file_read(path, 1 << 20, &bytes, &length, NULL))
        return;
    add_seed(material, bytes, length);
    free(bytes);
}

static int is_before(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// In the order of the names, so that the same numbers make the same inputs everywhere.
static void add_folder(struct material *material, const char *folder)
{
    char *name[SEEDS_MAX];
    size_t count = 0;
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory && count < SEEDS_MAX && (entry = readdir(directory)))
        if (entry->d_name[0] != '.')
            name[count++] = strdup(entry->d_name);
    if (directory)
        closedir(directory);
    qsort(name, count, sizeof *name, is_before);
    for (size_t i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, name[i]);
        add_file(material, path);
        free(name[i]);
    }
}

static void add_assets(struct material *material)
{
    char **names = fuzz_folder ? asset_list(fuzz_folder, ".ini", NULL) : NULL;
    for (size_t i = 0; names && names[i]; i++) {
        char name[256], path[4096];
        snprintf(name, sizeof name, "%s/%s.ini", fuzz_folder, names[i]);
        if (asset_path(name, path, sizeof path, NULL))
            add_file(material, path);
    }
    asset_list_free(names);
}

static void add_piece(struct material *material, const char *bytes, size_t size)
{
    if (material->pieces == PIECES_MAX || size > PIECE_MAX)
        return;
    struct piece *piece = &material->piece[material->pieces++];
    memcpy(piece->bytes, bytes, size);
    piece->size = size;
}

// A line of a dictionary as libFuzzer has it: name="text", with \" \\ and \xAB.
static void add_line(struct material *material, const char *line)
{
    char text[PIECE_MAX];
    size_t size = 0;
    const char *at = strchr(line, '"');
    if (*line == '#' || !at)
        return;
    for (at++; *at && *at != '"' && size < sizeof text; at++) {
        unsigned byte = (uint8_t)*at;
        if (*at == '\\' && at[1] == 'x' && sscanf(at + 2, "%2x", &byte) == 1)
            at += 3;
        else if (*at == '\\')
            byte = (uint8_t) * ++at;
        text[size++] = (char)byte;
    }
    add_piece(material, text, size);
}

static void read_dictionary(struct material *material, const char *path)
{
    static const char *const everywhere[] = {
        "\n", ",",     "\"", "=",  "nan", "1e999", "-",  "\xff", "\xe2\x82",
        "0",  "\r\n",  ".",  "\t", "%s",  "%*d",   "%",  "\\",   "999999999999",
        " ",  "\xb5m", "(",  ")",  "[",   "]",     " ;", "#"};
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
        add_piece(material, everywhere[i], strlen(everywhere[i]));
    add_piece(material, "", 1); // the byte 0
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[256];
    while (file && fgets(line, sizeof line, file))
        add_line(material, line);
    if (file)
        fclose(file);
}

// Makes room for, or takes away, `change` bytes at a place.
static void shift(struct input *input, size_t at, long change)
{
    if (change > 0 && input->size + (size_t)change > INPUT_MAX)
        return;
    if (change < 0 && (size_t)-change > input->size - at)
        change = -(long)(input->size - at);
    const size_t from = change < 0 ? at + (size_t)-change : at;
    memmove(input->byte + (change > 0 ? at + (size_t)change : at), input->byte + from,
            input->size - from);
    input->size = (size_t)((long)input->size + change);
}

static void mutate(struct input *input, const struct material *material, struct random *random)
{
    const size_t at = input->size ? random_below(random, (uint32_t)input->size + 1) : 0;
    const struct piece *piece = &material->piece[random_below(random, (uint32_t)material->pieces)];
    switch (random_below(random, 5)) {
    case 0: // one other byte
        if (at < input->size)
            input->byte[at] = (uint8_t)random_bits(random);
        break;
    case 1: // something that means something
        if (input->size + piece->size <= INPUT_MAX) {
            shift(input, at, (long)piece->size);
            memcpy(input->byte + at, piece->bytes, piece->size);
        }
        break;
    case 2: // a hole
        shift(input, at, -(long)random_below(random, 20));
        break;
    case 3: // the same again
        if (at < input->size) {
            size_t again = 1 + random_below(random, 40);
            again = again < input->size - at ? again : input->size - at;
            if (input->size + again <= INPUT_MAX) {
                shift(input, at, (long)again);
                memmove(input->byte + at, input->byte + at + again, again);
            }
        }
        break;
    default: { // the rest of another seed
        const struct seed *other = &material->seed[random_below(random, (uint32_t)material->seeds)];
        const size_t from = random_below(random, (uint32_t)other->size + 1);
        const size_t take =
            other->size - from < INPUT_MAX - at ? other->size - from : INPUT_MAX - at;
        memcpy(input->byte + at, other->bytes + from, take);
        input->size = at + take;
    }
    }
}

// Exactly as large as it is, so that reading past the end is found.
static void hand_over(const void *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

int main(int argc, char *argv[])
{
    const long count = argc > 1 ? atol(argv[1]) : 20000;
    static struct material material;
    static struct input input;
    struct random random;
    for (size_t i = 0; fuzz_seeds[i]; i++)
        add_seed(&material, fuzz_seeds[i], strlen(fuzz_seeds[i]));
    add_assets(&material);
    for (int i = 3; i < argc; i++)
        if (*argv[i])
            add_folder(&material, argv[i]);
    read_dictionary(&material, argc > 2 ? argv[2] : NULL);
    printf("1..2\n");
    for (size_t i = 0; i < material.seeds; i++)
        hand_over(material.seed[i].bytes, material.seed[i].size);
    printf("ok 1 - the %zu files of the corpus are survived\n", material.seeds);
    random_init(&random, 1, 0);
    for (long i = 0; i < count; i++) {
        const struct seed *seed = &material.seed[random_below(&random, (uint32_t)material.seeds)];
        input.size = seed->size;
        memcpy(input.byte, seed->bytes, seed->size);
        for (uint32_t changes = random_below(&random, 8); changes > 0; changes--)
            mutate(&input, &material, &random);
        hand_over(input.byte, input.size);
    }
    for (size_t i = 0; i < material.seeds; i++)
        free(material.seed[i].bytes);
    printf("ok 2 - %ld changed inputs are survived\n", count);
    return 0;
}
