// Small tables of every kind: each opens as a scene that fits it, in the lab that it names.
#include "labs/starter.h"

#include "labs/registry.h"
#include "test.h"

#include "folder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[600];

static FILE *table(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return open_in_folder(name);
}

static double noise(int row, int salt)
{
    return sin(12.9898 * row + 78.233 * salt);
}

static void refused(const char *part)
{
    struct scene scene;
    struct error error = {0};
    assert_false(starter_read(&scene, path, &error));
    if (!strstr(error.text, part) || !strstr(error.text, folder))
        fail_msg("'%s' does not say '%s'", error.text, part);
    assert_null(scene.section);
}

// The scene, which has been opened, written, read and opened again; and runs to its end without
// anybody diverging.
static void opens(struct scene *scene, const char *lab)
{
    struct error error = {0};
    if (!starter_read(scene, path, &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(scene, "scene", "lab"), lab);
    assert_string_equal(scene->source, path);
    char *text = scene_format(scene, &error);
    assert_non_null(text);
    struct scene back;
    if (!scene_parse(&back, text, strlen(text), path, &error))
        fail_msg("%s", error.text);
    free(text);
    const struct lab_type *type = lab_for(&back, &error);
    struct lab *open = type ? lab_create(type, &back, 1, &error) : NULL;
    if (!open)
        fail_msg("%s", error.text);
    const double end = (double)type->steps(open);
    lab_wait(open, end, -1);
    for (size_t i = 0; i < type->groups(open); i++) {
        struct lab_group group = {0};
        type->group(open, i, end, &group);
        if (group.diverged)
            fail_msg("%s diverged", group.name);
    }
    lab_destroy(open);
    scene_clear(&back);
}

static void says(const struct scene *scene, const char *section, const char *key, const char *value)
{
    const char *text = scene_text(scene, section, key);
    if (!text || strcmp(text, value) != 0)
        fail_msg("%s.%s is '%s', not '%s'", section, key, text ? text : "nothing", value);
}

static void caption_has(const struct scene *scene, const char *part)
{
    const char *caption = scene_text(scene, "scene", "caption");
    if (!strstr(caption, part))
        fail_msg("'%s' does not say '%s'", caption, part);
}

static void days_with_numbers_are_averaged(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("sales.csv");
    fputs("date,shop,\"sold, net\",staff\n", file);
    for (int day = 1; day <= 28; day++)
        fprintf(file, "2024-02-%02d,Ulm,%g,%d\n", day, 100 + 10 * noise(day, 1), day % 3);
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "data", "sales.csv");
    says(&scene, "series", "column", "sold, net");
    caption_has(&scene, "sales.csv");
    caption_has(&scene, "dates (date)");
    says(&scene, "series", "date", "date");
    assert_string_equal(scene.name, "sales");
    scene_clear(&scene);
}

static void dates_under_another_name_are_taken(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("days.csv");
    fputs("When,value\n2024-02-01,1\n2024-02-02,3\n2024-02-05,2\n", file);
    fclose(file);
    opens(&scene, "averages");
    caption_has(&scene, "dates (When)");
    scene_clear(&scene);
}

static void one_column_of_numbers_is_averaged_row_by_row(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("one.csv");
    for (int row = 0; row < 50; row++)
        fprintf(file, "%g\n", noise(row, 2));
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "column", "1"); // there is no header
    caption_has(&scene, "row by row");
    scene_clear(&scene);

    file = table("named.csv");
    fputs("who,score\nAda,\nBob,2\nCem,4\n", file);
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "column", "score");
    scene_clear(&scene);
}

static void two_columns_of_numbers_are_a_regression_whatever_their_scale(void **state)
{
    (void)state;
    const double scales[] = {1e-3, 1, 4e4, 5e6};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        struct scene scene;
        FILE *file = table("cars.csv");
        fputs("\"weight \"\"kg\"\"\",name,price\n", file);
        for (int row = 0; row < 60; row++)
            fprintf(file, "%g,car %d,%.9g\n", 1000 + 300 * noise(row, 1), row,
                    scales[i] * (5 + noise(row, 1) + 0.3 * noise(row, 2)));
        fclose(file);
        opens(&scene, "descent");
        says(&scene, "objective", "kind", "regression");
        says(&scene, "objective", "x", "weight \"kg\"");
        says(&scene, "objective", "y", "price");
        says(&scene, "objective", "standardize", "yes");
        caption_has(&scene, "2 columns of numbers: least squares of price on weight \"kg\"");
        scene_clear(&scene);
    }
}

static void a_counter_of_rows_is_no_measurement(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("counted.csv");
    fputs(",x,y\n", file);
    for (int row = 0; row < 30; row++)
        fprintf(file, "%d,%g,%g\n", row, noise(row, 1), noise(row, 1) + noise(row, 3));
    fclose(file);
    opens(&scene, "descent");
    says(&scene, "objective", "x", "x");
    says(&scene, "objective", "y", "y");
    scene_clear(&scene);
    file = table("short.csv");
    fputs("x,y\n1,2\n2,3\n", file); // two rows: as few as can be
    fclose(file);
    opens(&scene, "descent");
    scene_clear(&scene);
}

static void classes_in_the_last_or_the_first_column_are_learned(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("flowers.csv");
    fputs("length,width,kind\n", file);
    for (int row = 0; row < 60; row++)
        fprintf(file, "%g,%g,%s\n", noise(row, 1) + row % 3, noise(row, 2),
                row % 3 == 0   ? "iris"
                : row % 3 == 1 ? "rose"
                               : "lily");
    fclose(file);
    opens(&scene, "training");
    says(&scene, "data", "label", "kind");
    caption_has(&scene, "3 classes");
    scene_clear(&scene);

    file = table("wine.csv");
    for (int row = 0; row < 60; row++) // no header
        fprintf(file, "%d,%g,%g,%g\n", 1 + row % 3, noise(row, 1) + row % 3, noise(row, 2),
                noise(row, 4));
    fclose(file);
    opens(&scene, "training");
    says(&scene, "data", "label", "1");
    scene_clear(&scene);
}

static void a_network_learns_where_rows_enough_have_no_gap(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("gaps.csv");
    fputs("a,b,gaps,kind\n", file);
    for (int row = 0; row < 60; row++)
        fprintf(file, "%g,%g,%s,%s\n", noise(row, 1), noise(row, 2), row % 5 ? "1.5" : "",
                row % 2 ? "yes" : "no");
    fclose(file);
    opens(&scene, "training");
    says(&scene, "data", "label", "kind");
    caption_has(&scene, "2 columns beside kind");
    scene_clear(&scene);

    file = table("few.csv"); // too few rows without a gap
    fputs("a,b,gaps,kind\n", file);
    for (int row = 0; row < 20; row++)
        fprintf(file, "%g,%g,%s,%s\n", noise(row, 1), noise(row, 2), row % 2 ? "1.5" : "2",
                row % 3 ? row % 2 ? "yes" : "no" : "");
    fclose(file);
    opens(&scene, "training");
    scene_clear(&scene);
    file = table("fewer.csv");
    fputs("a,b,gaps,kind\n", file);
    for (int row = 0; row < 16; row++)
        fprintf(file, "%g,%g,%s,%s\n", noise(row, 1), noise(row, 2),
                row % 4 == 1   ? "1.5"
                : row % 4 == 3 ? "2"
                               : "",
                row % 4 > 1 ? "yes" : "no");
    fclose(file);
    opens(&scene, "descent");
    says(&scene, "objective", "x", "a");
    says(&scene, "objective", "y", "b");
    scene_clear(&scene);
}

static void a_table_of_another_make_says_what_was_assumed(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("werte.txt");
    fputs("Messwerte\n\nDatum;Wert\n", file);
    for (int day = 1; day <= 28; day++)
        fprintf(file, "%02d.02.2024;%d,%d\n", day, 5 + day % 7, day % 10);
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "column", "Wert");
    caption_has(&scene, "semicolon");
    caption_has(&scene, "comma stands before decimals");
    assert_string_equal(scene.name, "werte");
    scene_clear(&scene);
}

static void dates_that_stand_twice_are_no_series(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("lands.csv");
    fputs("year,land,people\n", file);
    for (int row = 0; row < 40; row++)
        fprintf(file, "%d,land %d,%d\n", 2000 + row % 10, row / 10, 100 + row * row % 57);
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "date", "none");
    scene_clear(&scene);
}

static void words_alone_are_learned_from_as_well(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("words.data");
    for (int row = 0; row < 60; row++)
        fprintf(file, "%c,%c,%c,%c\n", "ep"[row * 7 % 5 % 2], "xbf"[row % 3], "sy"[row % 2],
                "nyw"[row * 7 % 5 % 3]);
    fclose(file);
    opens(&scene, "training");
    caption_has(&scene, "no header");
    scene_clear(&scene);
}

static void years_months_and_days_in_columns_are_dates(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("parts.csv");
    fputs("YEAR,MO,DY,T2M\n", file);
    for (int day = 1; day <= 28; day++)
        fprintf(file, "2024,2,%d,%g\n", day, noise(day, 1));
    fclose(file);
    opens(&scene, "averages");
    says(&scene, "series", "column", "T2M");
    caption_has(&scene, "YEAR");
    scene_clear(&scene);
}

static void tables_that_no_lab_can_show_say_why(void **state)
{
    (void)state;
    FILE *file = table("words.csv");
    fputs("name,city\nAda,Ulm\nBob,Bonn\n", file);
    fclose(file);
    refused("no column of numbers");
    file = table("row.csv");
    fputs("a,b\n1,2\n", file);
    fclose(file);
    refused("one row only");
    file = table("empty.csv");
    fclose(file);
    refused("is empty");
    file = table("ragged.csv");
    fputs("a,b\n1,2\n3\n", file);
    fclose(file);
    refused("ragged.csv:3");
    snprintf(path, sizeof path, "%s/missing.csv", folder);
    refused("missing.csv");
    file = table("a ;b.csv");
    fputs("a,b\n1,2\n3,4\n", file);
    fclose(file);
    refused("rename it");
}

static void names_that_a_scene_cannot_hold_are_passed_over(void **state)
{
    (void)state;
    struct scene scene;
    FILE *file = table("odd.csv");
    fputs("\"a ;b\",x,\"two\nlines\",y\n", file);
    for (int row = 0; row < 12; row++)
        fprintf(file, "%g,%g,%g,%g\n", noise(row, 1), noise(row, 2), noise(row, 3), noise(row, 4));
    fclose(file);
    opens(&scene, "descent");
    says(&scene, "objective", "x", "x");
    says(&scene, "objective", "y", "y");
    scene_clear(&scene);
}

static void what_is_no_table_is_read_as_ever(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    assert_true(starter_is_table("a.csv") && starter_is_table("b/a.csv.gz") &&
                starter_is_table("a.tsv"));
    assert_false(starter_is_table("a.ini") || starter_is_table(".csv") || starter_is_table("csv"));
    assert_true(starter_read(&scene, "six-runners", &error));
    assert_string_equal(scene_text(&scene, "scene", "lab"), "descent");
    scene_clear(&scene);
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(days_with_numbers_are_averaged),
        FOLDER_TEST(dates_under_another_name_are_taken),
        FOLDER_TEST(one_column_of_numbers_is_averaged_row_by_row),
        FOLDER_TEST(two_columns_of_numbers_are_a_regression_whatever_their_scale),
        FOLDER_TEST(a_counter_of_rows_is_no_measurement),
        FOLDER_TEST(classes_in_the_last_or_the_first_column_are_learned),
        FOLDER_TEST(a_network_learns_where_rows_enough_have_no_gap),
        FOLDER_TEST(a_table_of_another_make_says_what_was_assumed),
        FOLDER_TEST(words_alone_are_learned_from_as_well),
        FOLDER_TEST(years_months_and_days_in_columns_are_dates),
        FOLDER_TEST(dates_that_stand_twice_are_no_series),
        FOLDER_TEST(tables_that_no_lab_can_show_say_why),
        FOLDER_TEST(names_that_a_scene_cannot_hold_are_passed_over),
        cmocka_unit_test(what_is_no_table_is_read_as_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
