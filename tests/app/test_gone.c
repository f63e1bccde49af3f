// Tables of one's own that are deleted, or become something else, while their scenes are open.
#include "app/session.h"

#include "data/tables.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char one[] = "gone_one.csv", other[] = "gone_other.csv";
static const char rows[] = "x,y,kind,z\n1,2,red,0\n2,4,blue,1\n3,5,red,0\n4,9,blue,0\n5,9,red,1\n"
                           "6,13,blue,0\n7,13,red,1\n8,17,blue,1\n9,17,red,0\n10,21,blue,1\n";
static const char same[] = "x,y,kind,z\n1,,red,5\n2,,red,5\n3,,red,5\n";
static const char *const scenes_of[] = {
    "[scene]\nlab = descent\n[objective]\nkind = fit\ndata = %s\nx = x\ny = y\n"
    "[run]\nsteps = 20\n[runner.a]\nrule = gd\nalpha = 0.001\n",
    "[scene]\nlab = descent\n[objective]\nkind = regression\ndata = %s\nx = x\ny = y\n"
    "[run]\nsteps = 20\n[runner.a]\nrule = gd\nalpha = 0.001\n",
    "[scene]\nlab = averages\n[series]\ndata = %s\ncolumn = y\n[average.a]\nbeta = 0.5\n",
    "[scene]\nlab = descent\n[objective]\nkind = fit\ndata = %s\nx = x\ny = z\nloss = logistic\n"
    "[run]\nsteps = 20\n[runner.a]\nrule = gd\nalpha = 0.001\n",
    "[scene]\nlab = training\n[data]\ndata = %s\nlabel = kind\n[network]\nhidden = 2\n"
    "[run]\nepochs = 2\n[runner.a]\nrule = gd\nalpha = 0.1\n",
};
enum { LABS = sizeof scenes_of / sizeof *scenes_of };

static struct tables *tables;
static struct session session;
static struct document document;
static struct error error;

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static struct scene scene_of(const char *lab, const char *data)
{
    char text[1000];
    struct scene scene = {0};
    snprintf(text, sizeof text, lab, data);
    if (!scene_parse(&scene, text, strlen(text), "gone.ini", &error))
        fail_msg("%s", error.text);
    return scene;
}

static bool open_with(const char *lab, const char *data)
{
    struct scene scene = scene_of(lab, data);
    memset(&error, 0, sizeof error);
    const bool done = document_open(&document, &scene, &error);
    scene_clear(&scene);
    return done;
}

static bool replace_with(const char *lab, const char *data)
{
    struct scene scene = scene_of(lab, data);
    memset(&error, 0, sizeof error);
    const bool done = document_replace(&document, &scene, &error);
    scene_clear(&scene);
    return done;
}

// What the numbers of the run are; the caller frees.
static char *numbers(void)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    if (!document.lab->type->table(document.lab, out, &error))
        fail_msg("%s", error.text);
    fclose(out);
    // Seconds differ from run to run, and stand in the columns of a training.
    return text;
}

static bool is_doubted(void)
{
    const struct report *report = document.lab->type->report(document.lab);
    return report && report_count(report, REPORT_DOUBT) > 0;
}

static int set_up(void **state)
{
    (void)state;
    memset(&error, 0, sizeof error);
    tables = tables_create(NULL);
    document_init(&document, 1);
    document.tables = tables;
    put(one, rows);
    put(other, rows);
    return tables ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    document_clear(&document);
    session_clear(&session);
    tables_destroy(tables);
    unlink(one);
    unlink(other);
    return 0;
}

static void undo_and_redo_come_back_to_tables_that_are_gone(void **state)
{
    (void)state;
    for (int l = 0; l < LABS; l++)
        // Deleted, another that cannot be read, another that nothing can be made of.
        for (int way = 0; way < 3; way++) {
            const bool has_clock = l == LABS - 1;
            put(one, rows);
            put(other, rows);
            assert_true(open_with(scenes_of[l], one));
            assert_false(is_doubted());
            char *before = numbers();
            assert_true(replace_with(scenes_of[l], other));
            for (int file = 0; file < 2; file++)
                if (way == 0)
                    unlink(file == 0 ? one : other);
                else
                    put(file == 0 ? one : other, way == 1 ? "q\nwords\n" : same);
            if (!document_undo(&document, &error))
                fail_msg("lab %d, way %d: %s", l, way, error.text);
            assert_int_equal(error.kind, ERROR_NONE);
            assert_true(is_doubted()); // it says what it shows
            char *after = numbers();
            if (!has_clock)
                assert_string_equal(before, after);
            free(before);
            free(after);
            assert_true(document_redo(&document, &error));
            assert_true(document_undo(&document, &error));
            assert_true(is_doubted());
            // Who names the table anew is told that it is gone.
            assert_false(replace_with(scenes_of[l], other));
            assert_int_equal(error.kind, ERROR_INPUT);
            assert_non_null(strstr(error.text, way < 2 ? other : ""));
            put(one, rows);
            put(other, rows);
            assert_true(document_redo(&document, &error));
            assert_true(document_undo(&document, &error));
            assert_false(is_doubted()); // back again, it is read
        }
}

static void other_values_still_change_while_the_table_is_gone(void **state)
{
    (void)state;
    static const char *const change[LABS][3] = {{"runner.a", "alpha", "0.002"},
                                                {"runner.a", "alpha", "0.002"},
                                                {"average.a", "beta", "0.6"},
                                                {"runner.a", "alpha", "0.002"},
                                                {"runner.a", "alpha", "0.2"}};
    for (int l = 0; l < LABS; l++) {
        put(one, rows);
        assert_true(open_with(scenes_of[l], one));
        unlink(one);
        for (int i = 0; i < 2; i++) {
            if (!document_change(&document, change[l][0], change[l][1], change[l][2], &error))
                fail_msg("lab %d: %s", l, error.text);
            assert_true(document_undo(&document, &error));
        }
    }
}

static void a_scene_that_was_left_comes_back_without_its_table(void **state)
{
    (void)state;
    for (int l = 0; l < LABS; l++) {
        put(one, rows);
        struct scene left = scene_of(scenes_of[l], one), shown = scene_of(scenes_of[2], "london");
        assert_true(scene_put(&shown, "series", "column", NULL, NULL));
        free(shown.source);
        shown.source = strdup("elsewhere.ini");
        assert_true(session_open(&session, &document, &left, &error));
        assert_true(session_open(&session, &document, &shown, &error));
        unlink(one);
        const size_t at = session_find(&session, "gone.ini");
        assert_true(at != SESSION_NONE);
        if (!session_return(&session, &document, at, &error))
            fail_msg("lab %d: %s", l, error.text);
        assert_true(is_doubted());
        scene_clear(&left);
        scene_clear(&shown);
        document_clear(&document);
        session_clear(&session);
        document.tables = tables;
    }
}

static void what_nobody_remembers_is_refused_with_its_name(void **state)
{
    (void)state;
    for (int l = 0; l < LABS; l++) {
        put(one, rows);
        put(other, rows);
        document.tables = NULL;
        assert_true(open_with(scenes_of[l], one));
        assert_true(replace_with(scenes_of[l], other));
        unlink(one);
        const unsigned changes = document.changes;
        assert_false(document_undo(&document, &error));
        assert_non_null(strstr(error.text, one));
        assert_int_equal(document.changes, changes);
        assert_true(document_can_undo(&document)); // it may come back
        memset(&error, 0, sizeof error);
        put(one, rows);
        assert_true(document_undo(&document, &error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(undo_and_redo_come_back_to_tables_that_are_gone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(other_values_still_change_while_the_table_is_gone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_scene_that_was_left_comes_back_without_its_table, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_nobody_remembers_is_refused_with_its_name, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
