#include "data/examples.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct examples examples;
static struct error error;

static bool read_text(const char *text, const char *label)
{
    FILE *out = fopen("test_examples.csv", "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    error = (struct error){0};
    const bool done = examples_read(
        &examples, &(struct examples_source){.data = "test_examples.csv", .label = label}, &error);
    unlink("test_examples.csv");
    return done;
}

// `rows` lines made by a format of the row's number.
static const char *table(const char *header, const char *format, int rows)
{
    static char text[100000];
    size_t used = (size_t)snprintf(text, sizeof text, "%s\n", header);
    for (int i = 0; i < rows; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, format, i, i % 3, i * i);
        used += (size_t)snprintf(text + used, sizeof text - used, "\n");
    }
    return text;
}

static void assert_refused(const char *text, const char *label, const char *named)
{
    if (read_text(text, label))
        fail_msg("accepted, though it should say %s", named);
    assert_int_equal(error.kind, ERROR_INPUT);
    if (!strstr(error.text, named))
        fail_msg("'%s' does not say '%s'", error.text, named);
}

static void digits_are_ten_classes_of_images(void **state)
{
    (void)state;
    assert_true(examples_read(&examples, &(struct examples_source){.data = "digits"}, &error));
    assert_int_equal(examples.count, 1797);
    assert_int_equal(examples.inputs, 64);
    assert_true(examples.is_classes && examples.classes == 10 && examples.image == 8);
    assert_int_equal(examples.label[0], 0);
    assert_true(examples.x[2] == 5); // its third pixel
    examples_clear(&examples);
}

static void diamonds_have_ranks_and_a_log_price(void **state)
{
    (void)state;
    assert_true(examples_read(&examples, &(struct examples_source){.data = "diamonds"}, &error));
    assert_int_equal(examples.count, 53940);
    assert_int_equal(examples.inputs, 9);
    // The first: 0.23 carat, Ideal, E, SI2, 326 $.
    assert_true(examples.x[0] == 0.23 && examples.x[1] == 4 && examples.x[2] == 5 &&
                examples.x[3] == 1);
    assert_true(fabs(examples.target[0] - log(326)) < 1e-12);
    assert_string_equal(examples.input[8], "z");
    examples_clear(&examples);
}

static void words_make_classes_and_columns(void **state)
{
    (void)state;
    assert_true(read_text("size,colour,kind\n3,red,a\n2,blue,b\n1,red,a\n4,green,b\n5,red,a\n"
                          "6,blue,b\n7,red,a\n8,red,b\n9,blue,a\n10,green,b\n",
                          "kind"));
    assert_true(examples.is_classes && examples.classes == 2);
    assert_string_equal(examples.name[1], "b");
    assert_int_equal(examples.inputs, 4); // size, red, blue, green
    const double second[] = {2, 0, 1, 0};
    assert_memory_equal(examples.x + 4, second, sizeof second);
    assert_string_equal(examples.input[0], "size");
    assert_string_equal(examples.input[2], "colour = blue");
    assert_non_null(strstr(examples.found, "2 classes"));
    examples_clear(&examples);
}

static void few_whole_numbers_are_classes_and_others_are_numbers(void **state)
{
    (void)state;
    assert_true(read_text(table("x,y,z", "%d,%d,%d", 40), "y"));
    assert_true(examples.is_classes && examples.classes == 3);
    examples_clear(&examples);
    assert_true(read_text(table("x,y,z", "%d,%d,%d", 40), "z"));
    assert_false(examples.is_classes);
    assert_true(examples.target[39] == 39 * 39);
    examples_clear(&examples);
    assert_true(read_text(table("x,y", "%d,%d.5", 12), "y"));
    assert_false(examples.is_classes);
    examples_clear(&examples);
}

static void a_file_without_a_header_has_numbered_columns(void **state)
{
    (void)state;
    assert_true(read_text(table("0,1,2", "%d,%d,%d", 30), "2"));
    assert_int_equal(examples.count, 31);
    assert_int_equal(examples.inputs, 2);
    examples_clear(&examples);
}

static void wrong_files_are_told_what_is_wrong(void **state)
{
    (void)state;
    assert_refused(table("size,y", "%d,%d", 40), "sise", "did you mean 'size'");
    assert_refused(table("x,y", "%d,same", 40), "y", "the same in every row");
    assert_refused("x,y\n1,2\n3,4\n", "y", "2 rows");
    assert_refused("x,y\n1,a\n2,b\n,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n", "y",
                   "9 rows without a gap");
    assert_refused("x,y\nNaN,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n", "y",
                   "9 rows without a gap");
    assert_refused(table("x,y", "w%d,%d", 50), "y", "no column is left");
    assert_refused(table("x,y", "%d,k%d%d%d", 100), "y", "classes; at most 64");
    assert_refused("x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "x", "no column is left");
    error = (struct error){0};
    assert_false(examples_read(
        &examples, &(struct examples_source){.data = "nowhere.csv", .label = "y"}, &error));
    assert_false(examples_read(&examples, &(struct examples_source){.data = "seattle"}, &error));
    assert_non_null(strstr(error.text, "label"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_ten_classes_of_images),
        cmocka_unit_test(diamonds_have_ranks_and_a_log_price),
        cmocka_unit_test(words_make_classes_and_columns),
        cmocka_unit_test(few_whole_numbers_are_classes_and_others_are_numbers),
        cmocka_unit_test(a_file_without_a_header_has_numbered_columns),
        cmocka_unit_test(wrong_files_are_told_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
