#include "data/packed.h"

#include "base/array.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BYTE_COUNT = 256, COUNT_MAX = 65536, SLOTS_MIN = 1024 };

// The numbers that were met, by their bits.
struct met {
    uint32_t *slot; // place + 1, 0 = free
    size_t slots;   // a power of two
    double *number; // in the order in which they were met
    size_t count, capacity;
};

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint32_t *slot_of(const struct met *met, double number)
{
    const uint64_t bits = bits_of(number);
    size_t at = (size_t)(bits * 0x9E3779B97F4A7C15u >> 32) & (met->slots - 1);
    while (met->slot[at] && bits_of(met->number[met->slot[at] - 1]) != bits)
        at = (at + 1) & (met->slots - 1);
    return &met->slot[at];
}

// Never more than half full.
static bool grow(struct met *met, struct error *error)
{
    if (2 * met->count < met->slots)
        return true;
    const size_t slots = met->slots ? 4 * met->slots : SLOTS_MIN;
    uint32_t *slot = array_create(slots, sizeof *slot, error);
    if (!slot)
        return false;
    free(met->slot);
    met->slot = slot;
    met->slots = slots;
    for (size_t i = 0; i < met->count; i++)
        *slot_of(met, met->number[i]) = (uint32_t)i + 1;
    return true;
}

// Finds the places; false where there is no memory for it, or `is_many`: there are too many.
static bool find_places(struct met *met, const double value[], size_t rows, uint16_t place[],
                        bool *is_many, struct error *error)
{
    for (size_t row = 0; row < rows; row++) {
        if (!grow(met, error))
            return false;
        uint32_t *slot = slot_of(met, value[row]);
        if (!*slot) {
            *is_many = met->count == COUNT_MAX;
            if (*is_many || !array_reserve(&met->number, &met->capacity, met->count + 1,
                                           sizeof *met->number, error))
                return false;
            met->number[met->count++] = value[row];
            *slot = (uint32_t)met->count;
        }
        place[row] = (uint16_t)(*slot - 1);
    }
    return true;
}

// As few bytes as they need.
static bool take_places(struct packed *packed, const uint16_t place[], struct error *error)
{
    packed->width = packed->count <= BYTE_COUNT ? 1 : 2;
    packed->place = array_create(packed->rows, packed->width, error);
    if (!packed->place)
        return false;
    uint8_t *narrow = packed->place;
    if (packed->width == 2)
        memcpy(packed->place, place, packed->rows * sizeof *place);
    for (size_t row = 0; packed->width == 1 && row < packed->rows; row++)
        narrow[row] = (uint8_t)place[row];
    return true;
}

static bool take_numbers(struct packed *packed, const double number[], size_t count,
                         struct error *error)
{
    packed->number = array_create(count, sizeof *number, error);
    if (!packed->number)
        return false;
    packed->count = count;
    memcpy(packed->number, number, count * sizeof *number);
    return true;
}

bool packed_make(struct packed *packed, const double value[], size_t rows, struct error *error)
{
    struct met met = {0};
    bool is_many = false;
    *packed = (struct packed){.rows = rows};
    uint16_t *place = array_create(rows, sizeof *place, error);
    bool done = place && find_places(&met, value, rows, place, &is_many, error);
    const bool pays = met.count * sizeof *value + rows * sizeof *place < rows * sizeof *value;
    if (done && pays)
        done =
            take_numbers(packed, met.number, met.count, error) && take_places(packed, place, error);
    else if (done || is_many)
        done = take_numbers(packed, value, rows, error);
    free(met.slot);
    free(met.number);
    free(place);
    if (!done)
        packed_clear(packed);
    return done;
}

void packed_read(const struct packed *packed, double value[])
{
    const uint8_t *narrow = packed->place;
    const uint16_t *wide = packed->place;
    if (packed->width == 0)
        memcpy(value, packed->number, packed->rows * sizeof *value);
    else if (packed->width == 1)
        for (size_t row = 0; row < packed->rows; row++)
            value[row] = packed->number[narrow[row]];
    else
        for (size_t row = 0; row < packed->rows; row++)
            value[row] = packed->number[wide[row]];
}

size_t packed_bytes(const struct packed *packed)
{
    return packed->count * sizeof *packed->number + packed->rows * packed->width;
}

void packed_clear(struct packed *packed)
{
    free(packed->number);
    free(packed->place);
    memset(packed, 0, sizeof *packed);
}
