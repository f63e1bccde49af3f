// One file that is the page with a scene in it: it opens without a network and without a server.
#include "export/page.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/payload.h"
#include "canvas/svg/subset.h"
#include "data/dataset.h"
#include "export/share.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Where the page is that ./run web --build makes: installed, and in a source tree, beside the
// folder of our own files.
static const char *const folders[] = {"page", "build/web/page", NULL};

// Of our own tables, those that are larger are in the file only where the scene names them.
static const size_t small = (size_t)64 << 10;

static const size_t file_max = (size_t)64 << 20;

struct page {
    const struct format_job *job;
    const char *folder; // one of those above
    char *index;        // the page's text
    bool has_program;   // it has been written
};

// ---- files of the page --------------------------------------------------------------------------

static bool place(const char *folder, const char *name, char path[FILE_PATH_MAX])
{
    static const char assets[] = "assets/";
    if (!asset_path("", path, FILE_PATH_MAX, NULL))
        return false;
    const size_t root = strlen(path) - strlen(assets), size = FILE_PATH_MAX - root;
    return snprintf(path + root, size, "%s/%s", folder, name) < (int)size &&
           access(path, R_OK) == 0;
}

static bool find_folder(struct page *page, struct error *error)
{
    char path[FILE_PATH_MAX];
    for (size_t i = 0; folders[i]; i++) {
        page->folder = folders[i];
        if (place(page->folder, "offline.js", path))
            return true;
    }
    return error_set(
        error, ERROR_FAILED,
        "there is no page that the scene could be put into; ./run web --build makes it");
}

static char *read_part(const struct page *page, const char *name, size_t *length,
                       struct error *error)
{
    char path[FILE_PATH_MAX], *bytes;
    if (!place(page->folder, name, path)) {
        error_set(error, ERROR_FAILED, "the page lacks %s; ./run web --build makes it anew", name);
        return NULL;
    }
    return file_read(path, file_max, &bytes, length, error) ? bytes : NULL;
}

// ---- the tables that it needs -------------------------------------------------------------------

static bool is_named(const struct scene *scene, const char *file)
{
    for (size_t s = 0; s < scene->count; s++) {
        const char *value = scene_text(scene, scene->section[s].name, "data");
        const struct dataset *dataset = value ? dataset_find(value) : NULL;
        if (dataset && dataset->file && strcmp(dataset->file, file) == 0)
            return true;
    }
    return false;
}

// "/ravine/assets/data/diamonds.csv.gz", which the scene does not name, and other large tables.
static bool is_idle(const struct scene *scene, const char *path, size_t length)
{
    static const char folder[] = "/assets/data/";
    const char *at = strstr(path, folder);
    return at && length > small && !is_named(scene, at + sizeof folder - 1);
}

// What captions, formulas and what people type have of the second font, which draws what the first
// lacks: letters, Greek, signs, arrows, shapes.
static const uint32_t drawn[][2] = {
    {0x20, 0x7e},     {0xa0, 0x24f},    {0x2b0, 0x3ff},   {0x1e00, 0x1eff},
    {0x2000, 0x20bf}, {0x2100, 0x23ff}, {0x2460, 0x2473}, {0x25a0, 0x2667},
    {0x2713, 0x2718}, {0x27c0, 0x27ff}, {0x2a00, 0x2aff}, {0xfffd, 0xfffd},
};

// Puts the part of a font that is drawn in the place of the whole one, data[length]; zeros behind
// it. One that is small already stays.
static void cut_font(const char *path, char *data, size_t length)
{
    char asset[FILE_PATH_MAX];
    uint32_t character[4096];
    size_t count = 0, size = 0;
    const char *name = strstr(path, "fonts/DejaVu");
    if (!name || !asset_path(name, asset, sizeof asset, NULL))
        return;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        for (uint32_t c = drawn[i][0]; c <= drawn[i][1]; c++)
            character[count++] = c;
    unsigned char *part = subset_font(asset, character, count, &size, NULL);
    if (part && size < length) {
        memcpy(data, part, size);
        memset(data + size, 0, length - size);
    }
    free(part);
}

// What of data[length] the scene does not need becomes zeros, which take no room. Where files are
// in it stands in the program: {"filename":"/ravine/…","start":0,"end":1892}.
static void thin_out(const struct scene *scene, const char *program, char *data, size_t length)
{
    static const char mark[] = "\"filename\"";
    for (const char *at = program; (at = strstr(at, mark));) {
        char path[300];
        size_t start, end;
        at += sizeof mark - 1;
        if (sscanf(at, " : \"%299[^\"]\" , \"start\" : %zu , \"end\" : %zu", path, &start, &end) !=
                3 ||
            start > end || end > length)
            continue;
        if (is_idle(scene, path, end - start))
            memset(data + start, 0, end - start);
        else
            cut_font(path, data + start, end - start);
    }
}

// ---- writing ------------------------------------------------------------------------------------

// As text that offline.js finds under the name.
static bool write_packed(FILE *out, const char *name, const char *bytes, size_t length,
                         struct error *error)
{
    size_t packed;
    char *small_one = payload_deflate(bytes, length, &packed);
    char *letters = small_one ? payload_base64(small_one, packed) : NULL;
    if (letters)
        fprintf(out, "<script type=\"text/plain\" data-file=\"%s\">%s</script>\n", name, letters);
    else
        error_memory(error);
    free(small_one);
    free(letters);
    return letters != NULL;
}

// Tables that lie beside the page, for those scenes that name them.
static bool write_far(const struct page *page, FILE *out, struct error *error)
{
    for (size_t i = 0; datasets[i]; i++) {
        char name[200], path[FILE_PATH_MAX];
        const char *file = datasets[i]->file;
        snprintf(name, sizeof name, "assets/data/%.100s", file ? file : "");
        if (!file || !place(page->folder, name, path) || !is_named(page->job->scene, file))
            continue;
        size_t length;
        char *bytes = read_part(page, name, &length, error);
        const bool done = bytes && write_packed(out, name, bytes, length, error);
        free(bytes);
        if (!done)
            return false;
    }
    return true;
}

// A script of the page, in its place.
static bool write_script(const struct page *page, FILE *out, const char *name, struct error *error)
{
    size_t length;
    char *text = read_part(page, name, &length, error);
    if (!text)
        return false;
    fputs("<script>\n", out);
    for (const char *at = text; *at; at++) // an end of it within would be its end
        if (strncmp(at, "</", 2) == 0)
            fputs("<\\/", out), at++;
        else
            fputc(*at, out);
    fputs("</script>\n", out);
    free(text);
    return true;
}

static bool write_program(struct page *page, FILE *out, struct error *error)
{
    size_t length[3];
    static const char *const names[] = {"ravine.js", "ravine.data", "ravine.wasm"};
    char *bytes[3] = {NULL};
    bool done = true;
    if (page->has_program) // the page names the one that it loads and the one that it might
        return true;
    page->has_program = true;
    for (size_t i = 0; i < 3 && done; i++) {
        bytes[i] = read_part(page, names[i], &length[i], error);
        done = bytes[i];
    }
    if (done)
        thin_out(page->job->scene, bytes[0], bytes[1], length[1]);
    for (size_t i = 0; i < 3 && done; i++)
        done = write_packed(out, names[i], bytes[i], length[i], error);
    for (size_t i = 0; i < 3; i++)
        free(bytes[i]);
    return done && write_far(page, out, error) && write_script(page, out, "offline.js", error);
}

// The scene's title for the tab of the browser.
static void write_title(const struct page *page, FILE *out)
{
    char title[200];
    lab_title(page->job->lab, title, sizeof title);
    fputs("<title>", out);
    for (const char *at = title; *at; at++)
        if (strchr("<>&", *at))
            fprintf(out, "&#%d;", *at);
        else
            fputc(*at, out);
    fputs(" – Ravine</title>", out);
}

// The scene as it was opened; the step only where it was asked for.
static char *fragment_of(const struct format_job *job, struct error *error)
{
    char note[SHARE_NOTE_MAX];
    const struct scene *opened = &job->lab->scene;
    if (!job->options->has_step)
        return share_fragment(opened, SHARE_INSIDE, note, error);
    struct scene scene;
    const char *step = scene_text(job->scene, "view", "step");
    if (!scene_copy(&scene, opened, error))
        return NULL;
    char *fragment = scene_put(&scene, "view", "step", step, error)
                         ? share_fragment(&scene, SHARE_INSIDE, note, error)
                         : NULL;
    scene_clear(&scene);
    return fragment;
}

// The name of the file that a script at `at` is loaded from: "page.js" of <script async
// src="page.js">. *behind is what follows the element. False where it is no such one.
static bool find_script(const char *at, char name[100], const char **behind)
{
    const char *end = strchr(at, '>'), *source = strstr(at, "src=\"");
    const char *close = end ? strstr(end, "</script>") : NULL;
    if (!close || !source || source > end || sscanf(source, "src=\"%99[^\"]\"", name) != 1)
        return false;
    *behind = close + strlen("</script>");
    return true;
}

static bool write_index(struct page *page, const char *fragment, struct error *error)
{
    FILE *out = page->job->file->stream;
    const char *at = page->index, *behind;
    char name[100];
    bool done = true;
    while (*at && done) {
        if (strncmp(at, "<title>", 7) == 0 && (behind = strstr(at, "</title>"))) {
            write_title(page, out);
            fprintf(out, "\n<script>var RAVINE_LINK = \"%s\";</script>", fragment);
            at = behind + strlen("</title>");
        } else if (strncmp(at, "<script", 7) == 0 && find_script(at, name, &behind)) {
            const bool is_program = strcmp(name, "ravine.js") == 0 || strcmp(name, "load.js") == 0;
            done =
                is_program ? write_program(page, out, error) : write_script(page, out, name, error);
            at = behind;
        } else {
            fputc(*at++, out);
        }
    }
    return done;
}

bool page_write(const struct format_job *job, struct error *error)
{
    size_t length;
    struct page page = {.job = job};
    char *fragment = find_folder(&page, error) ? fragment_of(job, error) : NULL;
    page.index = fragment ? read_part(&page, "index.html", &length, error) : NULL;
    const bool done = page.index && write_index(&page, fragment, error);
    free(page.index);
    free(fragment);
    return done;
}
