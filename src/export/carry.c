#include "export/carry.h"

#include "base/text.h"
#include "base/words.h"
#include "data/bytes.h"
#include "data/dataset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// "prices.csv" of "/home/ada/prices.csv.gz": the table is unpacked.
static void name_table(const char *path, char name[PAYLOAD_NAME_MAX + 1])
{
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    const size_t length = strlen(file);
    const bool is_gzip = length > 3 && strcmp(file + length - 3, ".gz") == 0;
    text_print(name, PAYLOAD_NAME_MAX - 8, "%.*s", (int)(length - (is_gzip ? 3 : 0)), file);
}

// The name under which a table of these bytes is in the payload, another than that of any other.
static bool take(struct payload *payload, const char *path, const char *bytes, size_t length,
                 char name[PAYLOAD_NAME_MAX + 1], struct error *error)
{
    char plain[PAYLOAD_NAME_MAX + 1];
    name_table(path, plain);
    snprintf(name, PAYLOAD_NAME_MAX + 1, "%s", plain);
    for (int number = 2;; number++) {
        const struct payload_file *there = payload_find(payload, name);
        if (!there)
            return payload_add(payload, name, bytes, length, error);
        if (there->length == length && memcmp(there->bytes, bytes, length) == 0)
            return true;
        text_print(name, PAYLOAD_NAME_MAX + 1, "%d-%s", number, plain);
    }
}

// Every key that names a table is called `data`. One whose table cannot be read names no file, or
// says so when the figure is opened, as it would have.
static bool take_entry(struct payload *payload, struct scene *scene, const char *section,
                       const char *value, struct error *error)
{
    char path[FILE_PATH_MAX], name[PAYLOAD_NAME_MAX + 1];
    char *bytes;
    size_t length;
    if (dataset_find(value) || !dataset_path(value, scene->source, path, sizeof path, NULL) ||
        !bytes_read(path, &bytes, &length, NULL))
        return true;
    const bool done = take(payload, path, bytes, length, name, error) &&
                      scene_put(scene, section, "data", name, error);
    free(bytes);
    return done;
}

// Where they are instead, whatever folder the figure goes to.
static bool name_places(struct scene *scene, struct error *error)
{
    char path[FILE_PATH_MAX], real[FILE_PATH_MAX];
    bool done = true;
    for (size_t s = 0; done && s < scene->count; s++) {
        const char *section = scene->section[s].name;
        const char *value = scene_text(scene, section, "data");
        if (value && !dataset_find(value) &&
            dataset_path(value, scene->source, path, sizeof path, NULL) &&
            file_real_path(path, real))
            done = scene_put(scene, section, "data", real, error);
    }
    return done;
}

static bool leave_tables(struct payload *payload, struct scene *named, const struct scene *scene,
                         char *note, size_t size, struct error *error)
{
    payload_clear(payload);
    scene_clear(named);
    snprintf(note, size,
             words("the data are not in it, only the scene: they take more than %d MB, compressed"),
             PAYLOAD_PACKED_MAX >> 20);
    return scene_copy(named, scene, error) && name_places(named, error);
}

bool carry_pack(struct payload *payload, const struct scene *scene, char *note, size_t size,
                struct error *error)
{
    struct scene named;
    note[0] = '\0';
    if (!scene_copy(&named, scene, error))
        return false;
    bool done = true;
    for (size_t s = 0; done && s < scene->count; s++) {
        const char *value = scene_text(scene, scene->section[s].name, "data");
        done = !value || take_entry(payload, &named, scene->section[s].name, value, error);
    }
    struct error why = {0};
    if (done && payload->count > 0 && payload_packed_size(payload, &why) == SIZE_MAX)
        done = why.kind == ERROR_NONE ? leave_tables(payload, &named, scene, note, size, error)
                                      : error_pass(error, &why);
    payload->scene = done ? scene_format(&named, error) : NULL;
    scene_clear(&named);
    if (!payload->scene)
        payload_clear(payload);
    return payload->scene;
}

bool carry_check_target(const struct scene *scene, const char *path, struct error *error)
{
    char table[FILE_PATH_MAX];
    if (scene->source && file_is_same(scene->source, path))
        return error_set(error, ERROR_INPUT,
                         "%s is what the scene is read from; nothing is written over it", path);
    for (size_t s = 0; s < scene->count; s++) {
        const char *value = scene_text(scene, scene->section[s].name, "data");
        if (value && dataset_path(value, scene->source, table, sizeof table, NULL) &&
            file_is_same(table, path))
            return error_set(error, ERROR_INPUT,
                             "%s holds data of the scene; nothing is written over it", path);
    }
    return true;
}
