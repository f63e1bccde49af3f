#include "app/gallery.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/far.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/gl/picture.h"
#include "labs/registry.h"
#include "scene/lecture.h"
#include "scene/shelf.h"
#include "sim/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double patience = 0.3;        // seconds, for one picture while there are others
static const float wide = 480, high = 270; // units of a picture

// ---- reading ------------------------------------------------------------------------------------

static bool read_card(struct card *card, const char *name, const char *heading, struct error *error)
{
    struct scene scene = {0};
    struct error why = {0};
    *card = (struct card){0};
    const bool reads = scene_read(&scene, name, &why);
    const char *title = reads ? scene_text(&scene, "scene", "title") : NULL;
    const struct lab_type *lab = reads ? lab_for(&scene, &why) : NULL;
    if (!lab && error_is_memory(&why)) {
        scene_clear(&scene);
        return error_pass(error, &why);
    }
    *card = (struct card){.name = strdup(name),
                          .title = strdup(title ? title : name),
                          .heading = strdup(heading),
                          .lab = lab ? lab->title : "",
                          .why = lab ? NULL : strdup(why.text)};
    scene_clear(&scene);
    return (card->name && card->title && card->heading && (lab || card->why)) ||
           error_memory(error);
}

static bool add_card(struct gallery *gallery, const char *name, const char *heading,
                     struct error *error)
{
    return array_reserve(&gallery->card, &gallery->capacity, gallery->count + 1,
                         sizeof *gallery->card, error) &&
           read_card(&gallery->card[gallery->count++], name, heading, error);
}

static bool has_card(const struct gallery *gallery, const char *name)
{
    for (size_t i = 0; i < gallery->count; i++)
        if (strcmp(gallery->card[i].name, name) == 0)
            return true;
    return false;
}

static bool is_named(char *const names[], const char *name)
{
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

// Those of the names that are in a lecture. A lecture that does not read is no lecture.
static bool add_lecture(struct gallery *gallery, char *const names[], const char *word,
                        struct error *error)
{
    struct lecture lecture;
    struct error why = {0};
    char heading[160];
    bool done = true;
    if (!lecture_read(&lecture, word, &why))
        return true;
    text_print(heading, sizeof heading, words("Lecture: %s"), lecture.name);
    for (size_t i = 0; done && i < lecture.count; i++)
        if (is_named(names, lecture.entry[i].name) && !has_card(gallery, lecture.entry[i].name))
            done = add_card(gallery, lecture.entry[i].name, heading, error);
    lecture_clear(&lecture);
    return done;
}

static bool read_all(struct gallery *gallery, char *const names[], struct error *error)
{
    struct error why = {0};
    char **lectures = shelf_lectures(&why);
    bool done = true;
    for (size_t i = 0; done && lectures && lectures[i]; i++)
        done = add_lecture(gallery, names, lectures[i], error);
    asset_list_free(lectures);
    for (size_t i = 0; done && names[i]; i++)
        if (!has_card(gallery, names[i]))
            done = add_card(gallery, names[i], words("Other scenes"), error);
    return done;
}

struct gallery *gallery_create(char *const names[], struct error *error)
{
    struct gallery *gallery = array_create(1, sizeof *gallery, error);
    if (gallery && read_all(gallery, names, error))
        return gallery;
    gallery_destroy(gallery);
    return NULL;
}

void gallery_destroy(struct gallery *gallery)
{
    if (!gallery)
        return;
    gallery_rest(gallery);
    for (size_t i = 0; i < gallery->count; i++) {
        struct card *card = &gallery->card[i];
        picture_destroy(card->picture);
        free(card->name);
        free(card->title);
        free(card->heading);
        free(card->why);
    }
    free(gallery->card);
    free(gallery);
}

// ---- painting -----------------------------------------------------------------------------------

void gallery_rest(struct gallery *gallery)
{
    if (!gallery->lab)
        return;
    lab_cancel(gallery->lab);
    lab_destroy(gallery->lab);
    gallery->lab = NULL;
}

// The card to paint next: a quick one before a slow one; gallery->count when all are there.
static size_t next_card(const struct gallery *gallery, const struct theme *theme)
{
    size_t slow = gallery->count;
    for (size_t i = 0; i < gallery->count; i++) {
        const struct card *card = &gallery->card[i];
        if (card->why || (card->picture && card->theme == theme) ||
            (card->awaits && far_is_coming()))
            continue;
        if (!card->is_slow)
            return i;
        slow = slow < gallery->count ? slow : i;
    }
    return slow;
}

// A scene that does not open says why on its card, unless what it wants is on its way.
static void begin(struct gallery *gallery, size_t at)
{
    struct card *card = &gallery->card[at];
    struct scene scene = {0};
    struct error error = {0};
    const struct lab_type *type =
        scene_read(&scene, card->name, &error) ? lab_for(&scene, &error) : NULL;
    gallery->lab = type ? lab_create_with(type, &scene, 0, gallery->tables, &error) : NULL;
    gallery->at = at;
    gallery->begun = clock_seconds();
    scene_clear(&scene);
    card->awaits = !gallery->lab && error.kind == ERROR_COMING;
    if (!gallery->lab && !card->awaits)
        card->why = strdup(*error.text ? error.text : card->name);
}

// Where the scene stands on the timeline, else at the end.
static double step_of(const struct lab *lab)
{
    double step;
    const char *text = scene_text(&lab->scene, "view", "step");
    return text && text_number(text, &step) ? step : (double)lab->type->steps(lab);
}

static void paint(struct gallery *gallery, struct canvas *canvas, const struct theme *theme,
                  int width, int height)
{
    struct card *card = &gallery->card[gallery->at];
    struct error error = {0};
    struct picture *picture = picture_create(width, height, &error);
    if (picture) {
        const float edge = 6;
        struct lab_layout layout = lab_layout(wide, high, 0);
        layout.stage = (struct rect){edge, edge, wide - 2 * edge, high - 2 * edge};
        const struct lab_view view = {.theme = theme, .step = step_of(gallery->lab)};
        picture_begin(picture, canvas, (float)width / wide, theme->background);
        lab_draw_picture(gallery->lab, canvas, &layout, &view);
        picture_end(picture, canvas);
        picture_destroy(card->picture);
        card->picture = picture;
    } else if (!card->picture) {
        card->why = strdup(error.text);
    }
    card->theme = theme;
}

bool gallery_paint(struct gallery *gallery, struct canvas *canvas, const struct theme *theme,
                   int width, int height, double seconds)
{
    const double end = clock_seconds() + seconds;
    do {
        const size_t next = gallery->lab ? gallery->at : next_card(gallery, theme);
        if (next == gallery->count)
            return false;
        if (!gallery->lab) {
            begin(gallery, next);
            continue;
        }
        struct card *card = &gallery->card[next];
        if (lab_wait(gallery->lab, step_of(gallery->lab), 2)) {
            paint(gallery, canvas, theme, width, height);
            gallery_rest(gallery);
        } else if (!card->is_slow && clock_seconds() - gallery->begun > patience) {
            card->is_slow = true;
            gallery_rest(gallery);
        }
    } while (clock_seconds() < end);
    return true;
}
