// Scenes, lectures and links where memory runs out at each request, one after the other.
#include "scarce.h"

#include "base/asset.h"
#include "base/file.h"
#include "scene/keep.h"
#include "scene/lecture.h"
#include "scene/link.h"
#include "scene/scene.h"
#include "scene/shelf.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char path[] = "test_scarce.ini";

// What an author wrote beside the numbers is to stay where it is.
static const char text[] = "; of the file\n"
                           "[scene]\n"
                           "title = A title\n"
                           "    over two lines   ; remark\n"
                           "lab = descent\n"
                           "\n"
                           "; of the runner\n"
                           "[runner.a]\n"
                           "rule = gd ; the plain one\n"
                           "schedule = formula\n"
                           "alpha = alpha0 * 0.9 ^ t\n"
                           "alpha0 = 0.1\n"
                           "\n"
                           "[runner.b]\n"
                           "rule = adam\n";

static void put(const char *name, const char *content)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void sum_scene(uint64_t *sum, const struct scene *scene)
{
    scarce_sum_text(sum, scene->name);
    for (size_t s = 0; s < scene->count; s++) {
        scarce_sum_text(sum, scene->section[s].name);
        for (size_t e = 0; e < scene->section[s].count; e++) {
            scarce_sum_text(sum, scene->section[s].entry[e].key);
            scarce_sum_text(sum, scene->section[s].entry[e].value);
        }
    }
}

static bool read_scene(const void *from, uint64_t *sum, struct error *error)
{
    struct scene scene = {0};
    if (!scene_read(&scene, from, error))
        return false;
    sum_scene(sum, &scene);
    scene_clear(&scene);
    return true;
}

// A name that nobody has is an error with a sentence of its own.
static bool miss_scene(const void *from, uint64_t *sum, struct error *error)
{
    struct scene scene;
    if (scene_read(&scene, from, error) || error_is_memory(error))
        return false;
    scarce_sum_text(sum, error->text);
    return true;
}

// Everything that the window and --set do to a scene.
static bool change(struct scene *scene, struct error *error)
{
    return scene_assign(scene, "runner.a.alpha = 0.3", error) &&
           scene_put(scene, "scene", "lab", "decay", error) &&
           scene_put(scene, "scene", "title", NULL, error) &&
           scene_put(scene, "runner.a", "schedule", NULL, error) &&
           scene_insert(scene, "runner.c", "runner.a", error) &&
           scene_put(scene, "runner.c", "rule",
                     "a value that is longer than a line has room for, so that it is laid over two "
                     "of them, each of which is a request of its own where it is taken apart again",
                     error) &&
           scene_duplicate(scene, "runner.c", "runner.d", error);
}

static bool change_scene(const void *from, uint64_t *sum, struct error *error)
{
    struct scene scene = {0}, copy = {0};
    bool done =
        scene_read(&scene, from, error) && scene_copy(&copy, &scene, error) && change(&copy, error);
    char *made = done ? scene_format(&copy, error) : NULL;
    char *over = made ? scene_format_over(&copy, text, strlen(text), error) : NULL;
    char *below = over ? scene_format_over(&copy, "; only a remark\n", 16, error) : NULL;
    done = below;
    if (done) {
        sum_scene(sum, &copy);
        scarce_sum_text(sum, made);
        scarce_sum_text(sum, over);
        scarce_sum_text(sum, below);
    }
    free(made);
    free(over);
    free(below);
    scene_clear(&scene);
    scene_clear(&copy);
    return done;
}

static bool read_lecture(const void *from, uint64_t *sum, struct error *error)
{
    struct lecture lecture;
    if (!lecture_read(&lecture, from, error))
        return false;
    scarce_sum_text(sum, lecture.name);
    for (size_t i = 0; i < lecture.count; i++) {
        scarce_sum_text(sum, lecture.entry[i].name);
        scarce_sum_text(sum, lecture.entry[i].path);
        scarce_sum_text(sum, lecture.entry[i].title);
        scarce_sum_text(sum, lecture.entry[i].why);
    }
    lecture_clear(&lecture);
    return true;
}

static bool list_shelf(const void *from, uint64_t *sum, struct error *error)
{
    (void)from;
    char **names = shelf_names(error);
    for (size_t i = 0; names && names[i]; i++)
        scarce_sum_text(sum, names[i]);
    const bool done = names;
    asset_list_free(names);
    return done;
}

static bool pack_link(const void *from, uint64_t *sum, struct error *error)
{
    struct link link = {0}, back = {0};
    const char *const *part = from; // its name and what is hidden
    link.payload.scene = strdup(text);
    link.name = part[0] ? strdup(part[0]) : NULL;
    link.hide = part[1] ? strdup(part[1]) : NULL;
    char *made = NULL;
    bool done = (link.payload.scene && (link.name || !part[0]) && (link.hide || !part[1])) ||
                error_memory(error);
    done = done && payload_add(&link.payload, "a.csv", "a,b\n", 4, error) &&
           (made = link_format(&link, error)) && link_parse(&back, made, strlen(made), error);
    if (done) {
        scarce_sum_text(sum, made);
        scarce_sum_text(sum, back.name);
        scarce_sum_text(sum, back.hide);
        scarce_sum_text(sum, back.payload.scene);
        scarce_sum_text(sum, back.payload.file[0].bytes);
    }
    free(made);
    link_clear(&link);
    link_clear(&back);
    return done;
}

static void scenes_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    put(path, text);
    scarce_try("a file", read_scene, path, 1);
    unlink(path);
    scarce_try("a shipped scene", read_scene, "six-runners", 1);
    scarce_try("no scene", miss_scene, "six-runner", 1);
    scarce_try("no lecture", miss_scene, "optimisation", 1);
    struct payload payload = {.scene = strdup(text)};
    char *figure = payload_text_write(&payload, NULL);
    payload_clear(&payload);
    put("test_scarce.svg", figure);
    free(figure);
    scarce_try("a figure", read_scene, "test_scarce.svg", 1);
    unlink("test_scarce.svg");
}

static void changes_are_written_with_all_remarks_or_not_at_all(void **state)
{
    (void)state;
    put(path, text);
    scarce_try("changes", change_scene, path, 1);
    unlink(path);
}

static void lectures_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char folder[] = "test_scarce_lecture";
    mkdir(folder, 0777);
    put("test_scarce_lecture/1-a.ini", text);
    put("test_scarce_lecture/2-b.ini", "[scene]\nlab = descent\n");
    put("test_scarce_lecture/3-c.ini", "[scene\n");
    scarce_try("a lecture", read_lecture, folder, 1);
    unlink("test_scarce_lecture/1-a.ini");
    unlink("test_scarce_lecture/2-b.ini");
    unlink("test_scarce_lecture/3-c.ini");
    rmdir(folder);
    scarce_try("the first that ships", read_lecture, NULL, 23);
    scarce_try("the shelf", list_shelf, NULL, 1);
}

static void links_are_made_and_read_whole_or_not_at_all(void **state)
{
    (void)state;
    scarce_try("a link", pack_link, (const char *[]){"my scene", "alpha,panel"}, 1);
    scarce_try("a link", pack_link, (const char *[]){NULL, NULL}, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_made_and_read_whole_or_not_at_all),
        cmocka_unit_test(scenes_are_read_whole_or_not_at_all),
        cmocka_unit_test(changes_are_written_with_all_remarks_or_not_at_all),
        cmocka_unit_test(lectures_are_read_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
