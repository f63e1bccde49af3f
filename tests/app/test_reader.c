#include "app/reader.h"

#include "app/toy.h"
#include "test.h"

static struct document document;
static struct reader reader;
static struct error error;

// Stands at step 40, as the toy's scene says.
static int open_toy(void **state)
{
    (void)state;
    memset(&reader, 0, sizeof reader);
    memset(&error, 0, sizeof error);
    return toy_open_document(&document);
}

static int close_toy(void **state)
{
    (void)state;
    document_clear(&document);
    return 0;
}

static size_t selected_group(void)
{
    return document_slider(&document, document.slider).group;
}

static void it_begins_where_the_selected_runner_stands(void **state)
{
    (void)state;
    document_go(&document, 40.7);
    document.is_playing = true;
    assert_true(reader_can(&document));
    reader_begin(&reader, &document);
    assert_true(reader.is_on && reader.group == 0 && reader.step == 40);
    assert_false(document.is_playing);
}

static void it_walks_back_without_the_timeline_and_on_with_it(void **state)
{
    (void)state;
    reader_begin(&reader, &document);
    reader_walk(&reader, &document, -10);
    assert_true(reader.step == 30 && document.step == 40);
    reader_walk(&reader, &document, 10);
    reader_walk(&reader, &document, 1);
    assert_true(reader.step == 41 && document.step == 41);
    reader_walk(&reader, &document, -1000);
    assert_true(reader.step == 0 && document.step == 41);
    reader_walk(&reader, &document, 1000);
    assert_true(reader.step == 100 && document.step == 100);
}

static void another_runner_is_read_at_the_same_time_and_selected(void **state)
{
    (void)state;
    document_go(&document, 41);
    reader_begin(&reader, &document);
    reader_change(&reader, &document, 1);
    assert_true(reader.group == 1 && reader.step == 40); // its steps are two apart
    assert_int_equal(selected_group(), 1);
    reader_walk(&reader, &document, -1);
    assert_true(reader.step == 38);
    reader_change(&reader, &document, 1); // round the end
    assert_true(reader.group == 0 && reader.step == 38);
    reader_change(&reader, &document, -1);
    assert_true(reader.group == 1);
}

static void hidden_runners_are_passed_over(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "hidden", "yes", &error));
    reader_begin(&reader, &document);
    assert_int_equal(reader.group, 1);
    reader_change(&reader, &document, 1);
    assert_int_equal(reader.group, 1);
    assert_true(document_change(&document, "runner.b", "hidden", "yes", &error));
    reader_settle(&reader, &document);
    assert_false(reader.is_on);
    assert_false(reader_can(&document));
    reader_begin(&reader, &document);
    assert_false(reader.is_on);
}

static void what_is_no_longer_drawn_is_no_longer_read(void **state)
{
    (void)state;
    reader_begin(&reader, &document);
    document_go(&document, 7);
    reader_settle(&reader, &document);
    assert_true(reader.is_on && reader.step == 7);
    assert_true(document_next_picture(&document, 1, &error)); // it has no paths
    reader_settle(&reader, &document);
    assert_false(reader.is_on);
}

static void a_slider_of_another_runner_takes_the_cursor_along(void **state)
{
    (void)state;
    reader_begin(&reader, &document);
    while (selected_group() != 1)
        document.slider++;
    reader_settle(&reader, &document);
    assert_int_equal(reader.group, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_begins_where_the_selected_runner_stands, open_toy,
                                        close_toy),
        cmocka_unit_test_setup_teardown(it_walks_back_without_the_timeline_and_on_with_it, open_toy,
                                        close_toy),
        cmocka_unit_test_setup_teardown(another_runner_is_read_at_the_same_time_and_selected,
                                        open_toy, close_toy),
        cmocka_unit_test_setup_teardown(hidden_runners_are_passed_over, open_toy, close_toy),
        cmocka_unit_test_setup_teardown(what_is_no_longer_drawn_is_no_longer_read, open_toy,
                                        close_toy),
        cmocka_unit_test_setup_teardown(a_slider_of_another_runner_takes_the_cursor_along, open_toy,
                                        close_toy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
