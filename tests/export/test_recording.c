#include "export/recording.h"

#include "base/file.h"
#include "labs/registry.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char ini[] =
    "[scene]\nlab = descent\ntitle = T\n[objective]\nkind = surface\nsurface = booth\n[run]\n"
    "steps = 10\nseed = 1\n[runner.a]\nrule = gd\nalpha = 0.05\n";

static char folder[64];
static struct scene scene;
static struct lab *lab;

static int begin(void **state)
{
    (void)state;
    struct error error = {0};
    strcpy(folder, "/tmp/ravine-test-XXXXXX");
    if (!mkdtemp(folder) || !scene_parse(&scene, ini, strlen(ini), "test.ini", &error))
        return -1;
    lab = lab_create(lab_for(&scene, NULL), &scene, 1, &error);
    return lab ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    char command[128];
    lab_destroy(lab);
    scene_clear(&scene);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int count_files(void)
{
    char command[128];
    int count = -1;
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *pipe = popen(command, "r");
    assert_int_equal(fscanf(pipe, "%d", &count), 1);
    pclose(pipe);
    return count;
}

static struct figure_options options(double seconds, double hold)
{
    return (struct figure_options){
        .width = 320,
        .height = 200,
        .part = FIGURE_ALL,
        .scale = 1,
        .theme = &theme_light,
        .motion = {.fps = 10, .seconds = seconds, .has_hold = true, .hold = hold}};
}

static struct recording *start(const char *name, double seconds, double hold)
{
    struct error error = {0};
    const struct figure_options wanted = options(seconds, hold);
    struct recording *recording = recording_begin(&scene, lab, path_of(name), &wanted, &error);
    if (!recording)
        fail_msg("%s", error.text);
    return recording;
}

static void finish(struct recording *recording)
{
    struct error error = {0};
    while (recording_done(recording) < recording_frames(recording))
        if (!recording_next(recording, -1, &error))
            fail_msg("%s", error.text);
    if (!recording_end(recording, &error))
        fail_msg("%s", error.text);
}

// ---- when frames are ----------------------------------------------------------------------------

static void frames_go_from_the_first_place_to_the_last_and_stay_there(void **state)
{
    (void)state;
    struct motion motion;
    const struct motion_options asked = {.fps = 5,
                                         .seconds = 1,
                                         .has_from = true,
                                         .from = 2,
                                         .has_to = true,
                                         .to = 6,
                                         .has_hold = true,
                                         .hold = 0.6};
    assert_true(motion_settle(&motion, &asked, lab, 30, NULL));
    assert_int_equal(motion_frames(&motion), 5 + 3);
    static const double steps[] = {2, 3, 4, 5, 6, 6, 6, 6};
    for (size_t i = 0; i < 8; i++)
        assert_true(motion_step(&motion, i) == steps[i]);
}

static void what_is_not_asked_for_is_the_whole_timeline_as_the_window_plays_it(void **state)
{
    (void)state;
    struct motion motion;
    assert_true(motion_settle(&motion, &(struct motion_options){0}, lab, 30, NULL));
    assert_int_equal(motion_frames(&motion), 8 * 30 + 30);
    assert_true(motion_step(&motion, 0) == 0);
    assert_true(motion_step(&motion, 239) == 10);
}

static void a_film_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct motion_options wrong[] = {
        {.has_from = true, .from = 7, .has_to = true, .to = 3},
        {.seconds = 3600, .fps = 120},
        {.has_to = true, .to = 1e9}, // beyond the end
    };
    for (size_t i = 0; i < 3; i++) {
        struct motion motion;
        struct error error = {0};
        assert_false(motion_settle(&motion, &wrong[i], lab, 30, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
    }
}

// ---- files --------------------------------------------------------------------------------------

static void a_recording_that_is_ended_early_leaves_the_old_file_and_nothing_else(void **state)
{
    (void)state;
    static const char *const names[] = {"a.gif", "a.mp4"};
    for (size_t i = 0; i < 2; i++) {
        char *bytes;
        size_t length;
        struct error error = {0};
        assert_true(file_write(path_of(names[i]), "old", NULL));
        struct recording *recording = start(names[i], 2, 0);
        for (int frame = 0; frame < 3; frame++)
            if (!recording_next(recording, -1, &error) && !strstr(error.text, "ffmpeg"))
                fail_msg("%s", error.text);
        recording_abort(recording);
        assert_true(file_read(path_of(names[i]), 100, &bytes, &length, NULL));
        assert_string_equal(bytes, "old");
        free(bytes);
        assert_int_equal(count_files(), 1);
        unlink(path_of(names[i]));
    }
}

static void a_film_is_the_same_every_time(void **state)
{
    (void)state;
    char *bytes[2];
    size_t length[2];
    for (int i = 0; i < 2; i++) {
        finish(start("a.gif", 0.5, 0.2));
        assert_true(file_read(path_of("a.gif"), 1 << 24, &bytes[i], &length[i], NULL));
        assert_int_equal(count_files(), 1);
    }
    assert_memory_equal(bytes[0], "GIF89a", 6);
    assert_int_equal(length[0], length[1]);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    free(bytes[0]);
    free(bytes[1]);
}

static void a_sequence_is_a_picture_a_frame_that_opens_at_its_place(void **state)
{
    (void)state;
    struct scene back;
    struct error error = {0};
    finish(start("f-%02d.png", 0.5, 0));
    assert_int_equal(count_files(), 5);
    if (!scene_read(&back, path_of("f-03.png"), &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(&back, "view", "step"), "5");
    assert_string_equal(scene_text(&back, "runner.a", "alpha"), "0.05");
    scene_clear(&back);
}

static void a_film_on_nothing_says_what_may_be(void **state)
{
    (void)state;
    struct figure_options wanted = options(1, 0);
    struct error error = {0};
    wanted.has_background = true; // of alpha 0
    struct recording *recording = recording_begin(&scene, lab, path_of("a.gif"), &wanted, &error);
    assert_non_null(recording);
    assert_false(recording_next(recording, -1, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "frame-%04d.png"));
    recording_abort(recording);
    assert_int_equal(count_files(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(frames_go_from_the_first_place_to_the_last_and_stay_there),
        TEST(what_is_not_asked_for_is_the_whole_timeline_as_the_window_plays_it),
        TEST(a_film_that_cannot_be_is_refused),
        TEST(a_recording_that_is_ended_early_leaves_the_old_file_and_nothing_else),
        TEST(a_film_is_the_same_every_time),
        TEST(a_sequence_is_a_picture_a_frame_that_opens_at_its_place),
        TEST(a_film_on_nothing_says_what_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
