// Runs a fuzz target without libFuzzer: seeds, changed at random by a fixed seed, so many times.
#include "base/asset.h"
#include "base/file.h"
#include "base/random.h"
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 8192, SEEDS_MAX = 64 };

struct input {
    uint8_t byte[INPUT_MAX];
    size_t size;
};

struct seeds {
    char *text[SEEDS_MAX];
    size_t count;
};

static void add_seed(struct seeds *seeds, const char *text)
{
    if (seeds->count < SEEDS_MAX && strlen(text) < INPUT_MAX / 2)
        seeds->text[seeds->count++] = strdup(text);
}

static void read_seeds(struct seeds *seeds)
{
    for (size_t i = 0; fuzz_seeds[i]; i++)
        add_seed(seeds, fuzz_seeds[i]);
    char **names = fuzz_folder ? asset_list(fuzz_folder, ".ini", NULL) : NULL;
    for (size_t i = 0; names && names[i]; i++) {
        char name[256], path[4096], *bytes;
        size_t length;
        snprintf(name, sizeof name, "%s/%s.ini", fuzz_folder, names[i]);
        if (asset_path(name, path, sizeof path, NULL) &&
            file_read(path, INPUT_MAX, &bytes, &length, NULL)) {
            add_seed(seeds, bytes);
            free(bytes);
        }
    }
    asset_list_free(names);
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

static void mutate(struct input *input, const struct seeds *seeds, struct random *random)
{
    static const char *const pieces[] = {
        "\n",       ",",        "\"",   "\"\"",  "[", "]",   "=",
        " ;",       "[runner.", "nan",  "1e999", "-", "all", "\xff",
        "\0",       "\xe2\x82", "\r\n", "[x]\n", "0", ".",   "999999999999",
        "alpha = ", "\t",       "%s",   "%*d",   "%", "\\"};
    const size_t at = input->size ? random_below(random, (uint32_t)input->size + 1) : 0;
    const char *piece = pieces[random_below(random, sizeof pieces / sizeof *pieces)];
    const size_t length = *piece ? strlen(piece) : 1;
    switch (random_below(random, 5)) {
    case 0: // one other byte
        if (at < input->size)
            input->byte[at] = (uint8_t)random_bits(random);
        break;
    case 1: // something that means something
        if (input->size + length <= INPUT_MAX) {
            shift(input, at, (long)length);
            memcpy(input->byte + at, piece, length);
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
        const char *other = seeds->text[random_below(random, (uint32_t)seeds->count)];
        const size_t whole = strlen(other), from = random_below(random, (uint32_t)whole + 1);
        const size_t take = whole - from < INPUT_MAX - at ? whole - from : INPUT_MAX - at;
        memcpy(input->byte + at, other + from, take);
        input->size = at + take;
    }
    }
}

int main(int argc, char *argv[])
{
    const long count = argc > 1 ? atol(argv[1]) : 20000;
    struct seeds seeds = {.count = 0};
    read_seeds(&seeds);
    struct random random;
    random_init(&random, 1, 0);
    static struct input input;
    for (long i = 0; i < count; i++) {
        const char *seed = seeds.text[random_below(&random, (uint32_t)seeds.count)];
        input.size = strlen(seed);
        memcpy(input.byte, seed, input.size);
        for (uint32_t changes = random_below(&random, 8); changes > 0; changes--)
            mutate(&input, &seeds, &random);
        // Exactly as large as it is, so that reading past the end is found.
        uint8_t *copy = malloc(input.size ? input.size : 1);
        memcpy(copy, input.byte, input.size);
        LLVMFuzzerTestOneInput(copy, input.size);
        free(copy);
    }
    for (size_t i = 0; i < seeds.count; i++)
        free(seeds.text[i]);
    printf("1..1\nok 1 - %ld changed inputs are survived\n", count);
    return 0;
}
