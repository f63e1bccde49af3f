#include "canvas/svg/subset.h"

#include "base/array.h"

#include <hb-subset.h>
#include <string.h>

// Kerning, ligatures and the like, and names that nobody reads.
static const hb_tag_t dropped[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
    HB_TAG('k', 'e', 'r', 'n'), HB_TAG('M', 'A', 'T', 'H'), HB_TAG('B', 'A', 'S', 'E'),
};

static hb_face_t *make_subset(hb_face_t *face, const uint32_t character[], size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *wanted = hb_subset_input_unicode_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(wanted, character[i]);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(drop, dropped[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t *subset = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    return subset;
}

unsigned char *subset_font(const char *path, const uint32_t character[], size_t count, size_t *size,
                           struct error *error)
{
    hb_blob_t *file = hb_blob_create_from_file_or_fail(path);
    hb_face_t *face = file ? hb_face_create(file, 0) : NULL;
    hb_face_t *subset = face ? make_subset(face, character, count) : NULL;
    hb_blob_t *blob = subset ? hb_face_reference_blob(subset) : NULL;
    unsigned length = 0;
    const char *data = blob ? hb_blob_get_data(blob, &length) : NULL;
    unsigned char *bytes = NULL;
    if (length == 0)
        error_set(error, ERROR_FAILED, "the font %s cannot be cut down", path);
    else if ((bytes = array_create(length, 1, error)))
        memcpy(bytes, data, length);
    *size = length;
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    hb_face_destroy(face);
    hb_blob_destroy(file);
    return bytes;
}
