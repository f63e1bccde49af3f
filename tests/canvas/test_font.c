#include "canvas/font.h"

#include "base/asset.h"
#include "base/file.h"
#include "test.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct font *font;

static int open_font(void **state)
{
    (void)state;
    struct error error = {0};
    font = font_create(&error);
    if (!font)
        print_message("%s\n", error.text);
    return font ? 0 : -1;
}

static int close_font(void **state)
{
    (void)state;
    font_destroy(font);
    return 0;
}

// ---- characters ---------------------------------------------------------------------------------

static void text_is_read_character_by_character(void **state)
{
    (void)state;
    const char *text = "aβ√😀";
    assert_int_equal(font_next(&text), 'a');
    assert_int_equal(font_next(&text), 0x3B2);
    assert_int_equal(font_next(&text), 0x221A);
    assert_int_equal(font_next(&text), 0x1F600);
    const char *end = text;
    assert_int_equal(font_next(&text), 0);
    assert_ptr_equal(text, end); // and stays there
}

static void invalid_bytes_are_replaced_and_the_text_goes_on(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int replaced; // before the x
    } bad[] = {
        {"\xffx", 1},             // no lead byte at all
        {"\x80x", 1},             // a continuation of nothing
        {"\xc0\x80x", 2},         // an overlong NUL
        {"\xe2\x82x", 2},         // cut short: the lead, then a continuation of nothing
        {"\xf0\x9f\x98x", 3},     // cut shorter
        {"\xf5\x80\x80\x80x", 4}, // beyond Unicode
        {"\xc3\xc3x", 2},         // a lead where a continuation should be
        {"\xef\xbf\xbdx", 1},     // the replacement itself
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *text = bad[i].bytes;
        for (int k = 0; k < bad[i].replaced; k++)
            assert_int_equal(font_next(&text), 0xFFFD);
        assert_int_equal(font_next(&text), 'x');
        assert_int_equal(font_next(&text), 0);
    }
}

static void a_character_cut_off_by_the_end_does_not_read_beyond_it(void **state)
{
    (void)state;
    static const char *const cut[] = {"\xc3", "\xe2\x82", "\xf0\x9f\x98"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        // On the heap without a byte to spare, where a sanitizer sees a read too far.
        const size_t size = strlen(cut[i]) + 1;
        char *text = malloc(size);
        assert_non_null(text);
        memcpy(text, cut[i], size);
        const char *at = text;
        while (font_next(&at) != 0)
            assert_true(at < text + size);
        assert_ptr_equal(at, text + size - 1);
        free(text);
    }
}

// ---- measures -----------------------------------------------------------------------------------

static void every_sign_that_is_used_has_a_typeface(void **state)
{
    (void)state;
    static const char signs[] = "αβγεηθκλμπρσφψΔΣΠŝûŷv̂āȳ∇∂√∑∞≈≤≥≠∝±−×÷·…–°½¼⅛"
                                "₀₁₂₃₄₅₆₇₈₉₊ᵢₜ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿᵀᵏʳˣᵗ↑↓←→⌊⌋⌈⌉⟨⟩";
    for (int bold = 0; bold < 2; bold++) {
        const char *at = signs;
        uint32_t character;
        while ((character = font_next(&at)) != 0)
            if (font_typeface(font, character, bold) == TYPEFACE_NONE)
                fail_msg("nobody has U+%04X %s", (unsigned)character, bold ? "in bold" : "");
        for (character = ' '; character < 0x7F; character++)
            assert_int_equal(font_typeface(font, character, bold), TYPEFACE_INTER);
    }
}

static void what_inter_lacks_comes_from_dejavu(void **state)
{
    (void)state;
    assert_int_equal(font_typeface(font, 0x22F0, false), TYPEFACE_DEJAVU); // ⋰
    assert_int_equal(font_typeface(font, 0xFFFE, false), TYPEFACE_NONE);   // no character
    assert_true(font_advance(font, 0xFFFE, false) > 0);                    // its box has room
}

static void figures_are_tabular_and_centred(void **state)
{
    (void)state;
    for (int bold = 0; bold < 2; bold++) {
        const float shared = font_advance(font, '0', bold);
        float widest = 0;
        for (uint32_t figure = '0'; figure <= '9'; figure++) {
            assert_true(font_advance(font, figure, bold) == shared);
            const float inset = font_inset(font, figure, bold);
            assert_true(inset >= 0 && inset < shared / 2);
            widest = fmaxf(widest, shared - 2 * inset);
        }
        assert_true(fabsf(widest - shared) < 1e-6f); // as wide as the widest, no wider
        assert_true(font_inset(font, '1', bold) > 0.01f);
        assert_true(font_inset(font, 'l', bold) == 0);
        assert_true(fabsf(font_width(font, "1234567890", bold) - 10 * shared) < 1e-5f);
    }
}

static void text_is_as_wide_as_its_characters(void **state)
{
    (void)state;
    assert_true(font_width(font, "", false) == 0);
    const float width = font_width(font, "Wβ", false);
    assert_true(fabsf(width - font_advance(font, 'W', false) - font_advance(font, 0x3B2, false)) <
                1e-6f);
    assert_true(font_width(font, "momentum", true) > font_width(font, "momentum", false));
    // Measures that are kept are those that were made.
    for (uint32_t character = 0x20; character < 0x2000; character++)
        font_advance(font, character, false);
    assert_true(font_width(font, "Wβ", false) == width);
}

static void capitals_are_as_high_as_they_are_said_to_be(void **state)
{
    (void)state;
    struct bitmap bitmap;
    for (int bold = 0; bold < 2; bold++) {
        assert_true(font_draw(font, 'H', bold, 1000, &bitmap, NULL));
        assert_true(fabsf((float)-bitmap.top / 1000 - FONT_CAP_HEIGHT) < 0.005f);
        assert_true(abs(bitmap.top + bitmap.height) <= 1); // stands on the baseline
    }
}

// 1493 of 2048 units; text in it is centred by that.
static void anothers_capitals_are_measured(void **state)
{
    (void)state;
    struct error error = {0};
    struct font_files files;
    snprintf(files.regular, sizeof files.regular, "%s", font_path(font, TYPEFACE_DEJAVU, false));
    snprintf(files.bold, sizeof files.bold, "%s", font_path(font, TYPEFACE_DEJAVU, true));
    struct font *own = font_create_with(&files, &error);
    assert_non_null(own);
    assert_float_equal(font_cap_height(own), 1493.0 / 2048, 0.0008);
    assert_float_equal(font_cap_height(font), FONT_CAP_HEIGHT, 0);
    font_destroy(own);
}

static void the_files_that_are_named_are_there(void **state)
{
    (void)state;
    for (int typeface = 0; typeface < TYPEFACE_COUNT; typeface++) {
        for (int bold = 0; bold < 2; bold++) {
            char path[4096];
            struct error error = {0};
            assert_true(
                asset_path(font_file((enum typeface)typeface, bold), path, sizeof path, &error));
            char *bytes;
            size_t length;
            assert_true(file_read(path, 1 << 24, &bytes, &length, &error));
            // OpenType with either kind of outline.
            assert_true(length > 4 &&
                        (memcmp(bytes, "OTTO", 4) == 0 || memcmp(bytes, "\0\1\0\0", 4) == 0));
            free(bytes);
        }
    }
}

// ---- bitmaps ------------------------------------------------------------------------------------

static bool row_is_empty(const struct bitmap *bitmap, int row)
{
    for (int x = 0; x < bitmap->width; x++)
        if (bitmap->cover[row * bitmap->width + x] > 0)
            return false;
    return true;
}

static bool column_is_empty(const struct bitmap *bitmap, int column)
{
    for (int y = 0; y < bitmap->height; y++)
        if (bitmap->cover[y * bitmap->width + column] > 0)
            return false;
    return true;
}

static void a_glyph_is_trimmed_to_what_it_covers(void **state)
{
    (void)state;
    static const uint32_t characters[] = {'A', 'j', '1', '.', 0x3B2, 0x2211, 0x22F0};
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        for (int pixels = 8; pixels <= 128; pixels *= 2) {
            struct bitmap bitmap;
            assert_true(font_draw(font, characters[i], false, pixels, &bitmap, NULL));
            assert_true(bitmap.width > 0 && bitmap.height > 0);
            assert_false(row_is_empty(&bitmap, 0));
            assert_false(row_is_empty(&bitmap, bitmap.height - 1));
            assert_false(column_is_empty(&bitmap, 0));
            assert_false(column_is_empty(&bitmap, bitmap.width - 1));
        }
    }
}

static void a_figure_is_drawn_in_the_middle_of_its_room(void **state)
{
    (void)state;
    const float room = 100 * font_advance(font, '1', false);
    for (uint32_t figure = '0'; figure <= '9'; figure++) {
        struct bitmap bitmap;
        assert_true(font_draw(font, figure, false, 100, &bitmap, NULL));
        const float before = (float)bitmap.left;
        const float after = room - (float)(bitmap.left + bitmap.width);
        assert_true(before >= 0 && after >= 0);
        if (fabsf(before - after) > 16)
            fail_msg("%c has %.1f pixels before it and %.1f after", (int)figure, before, after);
    }
}

static void a_space_is_blank(void **state)
{
    (void)state;
    struct bitmap bitmap;
    assert_true(font_draw(font, ' ', false, 20, &bitmap, NULL));
    assert_int_equal(bitmap.width, 0);
    assert_true(font_advance(font, ' ', false) > 0.1f);
}

static void a_character_nobody_has_is_a_box(void **state)
{
    (void)state;
    struct bitmap bitmap;
    assert_true(font_draw(font, 0xFFFE, false, 40, &bitmap, NULL));
    assert_int_equal(bitmap.width, 20);
    assert_int_equal(bitmap.top, -bitmap.height);
    assert_int_equal(bitmap.cover[0], 255);
    assert_int_equal(bitmap.cover[bitmap.width + 1], 0);
    assert_int_equal(bitmap.cover[bitmap.width * bitmap.height - 1], 255);
}

static void more_sizes_than_are_kept_open_are_drawn_the_same(void **state)
{
    (void)state;
    struct bitmap bitmap;
    assert_true(font_draw(font, 'R', false, 24, &bitmap, NULL));
    const struct bitmap first = bitmap;
    const size_t size = (size_t)(first.width * first.height);
    uint8_t *cover = malloc(size);
    assert_non_null(cover);
    memcpy(cover, first.cover, size);
    for (int pixels = 30; pixels < 160; pixels++)
        assert_true(font_draw(font, 'R', true, pixels, &bitmap, NULL) && bitmap.width > 0);
    assert_true(font_draw(font, 'R', false, 24, &bitmap, NULL));
    assert_int_equal(bitmap.width, first.width);
    assert_int_equal(bitmap.height, first.height);
    assert_int_equal(bitmap.left, first.left);
    assert_int_equal(bitmap.top, first.top);
    assert_memory_equal(bitmap.cover, cover, size);
    free(cover);
}

// Where the system tells: how many files this program has open.
static int count_open(void)
{
    int count = 0;
    DIR *entries = opendir("/proc/self/fd");
    while (entries && readdir(entries))
        count++;
    if (entries)
        closedir(entries);
    return count;
}

static void no_size_opens_a_file(void **state)
{
    (void)state;
    const int before = count_open();
    for (int pixels = 8; pixels < 120; pixels++) {
        struct bitmap bitmap;
        struct error error;
        assert_true(font_draw(font, 'H', pixels % 2, pixels, &bitmap, &error));
    }
    assert_int_equal(count_open(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_read_character_by_character),
        cmocka_unit_test(invalid_bytes_are_replaced_and_the_text_goes_on),
        cmocka_unit_test(a_character_cut_off_by_the_end_does_not_read_beyond_it),
        cmocka_unit_test(every_sign_that_is_used_has_a_typeface),
        cmocka_unit_test(what_inter_lacks_comes_from_dejavu),
        cmocka_unit_test(figures_are_tabular_and_centred),
        cmocka_unit_test(text_is_as_wide_as_its_characters),
        cmocka_unit_test(capitals_are_as_high_as_they_are_said_to_be),
        cmocka_unit_test(anothers_capitals_are_measured),
        cmocka_unit_test(the_files_that_are_named_are_there),
        cmocka_unit_test(a_glyph_is_trimmed_to_what_it_covers),
        cmocka_unit_test(a_figure_is_drawn_in_the_middle_of_its_room),
        cmocka_unit_test(a_space_is_blank),
        cmocka_unit_test(a_character_nobody_has_is_a_box),
        cmocka_unit_test(no_size_opens_a_file),
        cmocka_unit_test(more_sizes_than_are_kept_open_are_drawn_the_same),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
