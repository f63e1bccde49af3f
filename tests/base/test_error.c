#include "base/error.h"

#include "base/array.h"
#include "base/asset.h"
#include "test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void a_sentence_may_quote_itself(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(error_set(&error, ERROR_INPUT, "wrong"));
    assert_false(error_set(&error, error.kind, "a.ini:3: %s", error.text));
    assert_string_equal(error.text, "a.ini:3: wrong");
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void more_around_it_leaves_what_kind_it_is(void **state)
{
    (void)state;
    struct error why = {0}, error = {0};
    error_memory(&why);
    assert_false(error_wrap(&error, &why, "[rule.mine]: %s", why.text));
    assert_string_equal(error.text, "[rule.mine]: out of memory");
    assert_true(error_is_memory(&error) && error.kind == ERROR_FAILED);
    // Around itself, too; where in the text it was, is of the text that was read.
    error_set(&error, ERROR_INPUT, "wrong");
    error_at(&error, 3);
    assert_false(error_wrap(&error, &error, "a.ini:3: %s", error.text));
    assert_string_equal(error.text, "a.ini:3: wrong");
    assert_true(!error_is_memory(&error) && error.kind == ERROR_INPUT && error.character == 0);
    assert_false(error_wrap(NULL, &why, "%s", why.text));
}

static void a_long_sentence_ends_with_a_whole_character(void **state)
{
    (void)state;
    struct error error = {0};
    char text[1200] = "";
    for (int shift = 0; shift < 3; shift++) {
        memset(text, 'x', (size_t)shift);
        text[shift] = '\0';
        while (strlen(text) < 1100)
            strcat(text, "θ⟩");
        error_set(&error, ERROR_FAILED, "%s", text);
        const size_t length = strlen(error.text);
        assert_true(length < sizeof error.text && length > sizeof error.text - 5);
        assert_int_equal(strncmp(error.text, text, length), 0);
        assert_true(((unsigned char)text[length] & 0xC0) != 0x80);
    }
}

static void nobody_need_care_why(void **state)
{
    (void)state;
    assert_false(error_set(NULL, ERROR_INPUT, "wrong"));
    assert_false(error_memory(NULL));
}

static void arrays_grow_and_keep_what_they_hold(void **state)
{
    (void)state;
    int *items = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        assert_true(array_reserve(&items, &capacity, (size_t)i + 1, sizeof *items, NULL));
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    struct error error = {0};
    const size_t before = capacity;
    assert_false(array_reserve(&items, &capacity, SIZE_MAX / 2, sizeof *items, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_int_equal(capacity, before);
    assert_int_equal(items[999], 999);
    free(items);
}

static void assets_are_found_from_any_folder(void **state)
{
    (void)state;
    char here[4096], path[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir("/"), 0);
    struct error error = {0};
    if (!asset_path("scenes/rosenbrock.ini", path, sizeof path, &error))
        fail_msg("%s", error.text);
    assert_int_equal(access(path, R_OK), 0);
    assert_true(asset_path("shaders/shape.vert", path, sizeof path, NULL));
    assert_int_equal(access(path, R_OK), 0);
    assert_int_equal(chdir(here), 0);
}

static void a_wrong_asset_folder_is_named(void **state)
{
    (void)state;
    char before[4096], path[4096];
    strcpy(before, getenv("RAVINE_ASSETS"));
    setenv("RAVINE_ASSETS", "/no/such/folder", 1);
    struct error error = {0};
    assert_false(asset_path("scenes/rosenbrock.ini", path, sizeof path, &error));
    assert_non_null(strstr(error.text, "/no/such/folder"));
    setenv("RAVINE_ASSETS", before, 1);
}

static void asset_lists_are_sorted_and_without_endings(void **state)
{
    (void)state;
    char **names = asset_list("scenes", ".ini", NULL);
    assert_non_null(names);
    bool found = false;
    for (size_t i = 0; names[i]; i++) {
        assert_null(strchr(names[i], '.'));
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
        found = found || strcmp(names[i], "rosenbrock") == 0;
    }
    assert_true(found);
    asset_list_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_may_quote_itself),
        cmocka_unit_test(more_around_it_leaves_what_kind_it_is),
        cmocka_unit_test(a_long_sentence_ends_with_a_whole_character),
        cmocka_unit_test(nobody_need_care_why),
        cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
        cmocka_unit_test(assets_are_found_from_any_folder),
        cmocka_unit_test(a_wrong_asset_folder_is_named),
        cmocka_unit_test(asset_lists_are_sorted_and_without_endings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
