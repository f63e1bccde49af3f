#include "export/notes.h"

#include "base/file.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/cairo/cairo.h"
#include "export/drawing.h"
#include "export/export.h"
#include "export/format.h"
#include "labs/assign.h"
#include "labs/registry.h"
#include "labs/starter.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// A document that is being drawn.
struct notes {
    const struct notes_options *options;
    const struct leaf *leaf;
    const struct theme *theme;
    struct canvas *canvas;
    const char *lecture; // its name for people
    size_t pages;
};

// ---- a scene's figure ---------------------------------------------------------------------------

// Computes what is shown, unless somebody wants the program to end.
static bool complete(struct lab *lab, struct figure_options *figure, struct error *error)
{
    const char *step = scene_text(&lab->scene, "view", "step");
    const double last = (double)lab->type->steps(lab);
    if (!(step && text_number(step, &figure->step)))
        figure->step = last;
    figure->step = fmin(fmax(figure->step, 0), last);
    while (!lab_wait(lab, figure->step, 50))
        if (figure->ends_on_signals && interrupt_came())
            return error_set(error, ERROR_FAILED, "interrupted");
    return true;
}

// Draws a part of the lab into a rectangle of the page.
static bool draw_part(const struct notes *notes, struct lab *lab, const struct figure_options *said,
                      const struct rect *rect, struct error *error)
{
    struct figure_options figure = *said;
    struct figure_page page;
    figure.is_paper = true;
    figure.width = (double)rect->width;
    figure.height = (double)rect->height;
    figure.title = SWITCH_OFF; // it stands on the page
    if (figure.text == 0 && !paper_has(&lab->scene, PAPER_TEXT))
        figure.text = (double)notes->leaf->figure_text;
    if (!figure_settle(&figure, &lab->scene, true, error) || !figure_page(&figure, &page) ||
        !complete(lab, &figure, error))
        return false;
    canvas_cairo_inset(notes->canvas, rect, page.points);
    figure_draw(lab, notes->canvas, &figure);
    canvas_cairo_inset(notes->canvas, NULL, 0);
    return true;
}

// The stage and, under it, the second plot, which says who is who only where names are wanted at
// its curves.
static bool draw_stacked(const struct notes *notes, struct lab *lab,
                         const struct figure_options *said, const struct rect *rect,
                         struct error *error)
{
    const float gap = 14, share = 0.6f;
    struct rect upper = *rect, lower = *rect;
    struct figure_options stage = *said, plot = *said;
    upper.height = share * (rect->height - gap);
    lower.y += upper.height + gap;
    lower.height = rect->height - gap - upper.height;
    stage.part = FIGURE_STAGE;
    plot.part = FIGURE_PLOT;
    if (!plot.legend && !paper_has(&lab->scene, PAPER_LEGEND))
        plot.legend = LEGEND_NONE;
    return draw_part(notes, lab, &stage, &upper, error) &&
           draw_part(notes, lab, &plot, &lower, error);
}

// Whether the scene stands so near its beginning that curves along the timeline were an empty plot.
static bool has_begun(const struct notes *notes, const struct lab *lab)
{
    const struct figure_options *figure = &notes->options->figure;
    const char *text = scene_text(&lab->scene, "view", "step");
    double step = figure->step;
    if (figure->has_epoch || (!figure->has_step && (!text || !text_number(text, &step))))
        return true;
    return step > 0.02 * (double)lab->type->steps(lab);
}

// Which part the words or the scene ask for; FIGURE_UNSAID: what the page has.
static enum figure_part part_of(const struct notes *notes, const struct lab *lab)
{
    if (notes->options->figure.part)
        return notes->options->figure.part;
    if (paper_has(&lab->scene, PAPER_FIGURE))
        return (enum figure_part)(1 + (int)paper_number(&lab->scene, PAPER_FIGURE));
    return notes->leaf->part || has_begun(notes, lab) ? notes->leaf->part : FIGURE_STAGE;
}

// A part alone is no higher than it would be elsewhere.
static float proportion_of(enum figure_part part)
{
    static const float proportion[] = {
        [FIGURE_STAGE] = 0.7f, [FIGURE_PLOT] = 0.7f, [FIGURE_BOTH] = 0.42f, [FIGURE_ALL] = 0.56f};
    return proportion[part]; // 0 where nothing is said
}

static bool draw_figure(const struct notes *notes, struct lab *lab, const struct rect *rect,
                        struct error *error)
{
    struct figure_options figure = notes->options->figure;
    figure.theme = notes->theme;
    figure.part = part_of(notes, lab);
    return figure.part ? draw_part(notes, lab, &figure, rect, error)
                       : draw_stacked(notes, lab, &figure, rect, error);
}

// ---- pages --------------------------------------------------------------------------------------

static void turn(struct notes *notes)
{
    if (notes->pages++ > 0)
        canvas_cairo_turn(notes->canvas);
}

static bool draw_pages(struct notes *notes, struct lab *lab, struct error *error)
{
    const struct notes_options *options = notes->options;
    const struct scene *scene = &lab->scene;
    char title[400];
    struct rect figure;
    struct leaf_flow flow[2];
    lab_title(lab, title, sizeof title);
    const struct leaf_text text = {
        .lecture = notes->lecture,
        .background =
            options->figure.has_background ? options->figure.background : notes->theme->background,
        .title = title,
        .caption = scene_text(scene, "scene", "caption"),
        .try = options->has_try ? scene_text(scene, "scene", "try") : NULL,
        .notes = options->has_notes ? scene_text(scene, "scene", "notes") : NULL,
    };
    turn(notes);
    canvas_cairo_bookmark(notes->canvas, title, notes->pages);
    leaf_draw(notes->leaf, notes->canvas, notes->theme, &text, notes->pages,
              proportion_of(part_of(notes, lab)), &figure, flow);
    if (!draw_figure(notes, lab, &figure, error))
        return false;
    bool is_more = flow[0].text || flow[1].text;
    while (is_more) {
        turn(notes);
        is_more =
            leaf_draw_more(notes->leaf, notes->canvas, notes->theme, &text, notes->pages, flow);
    }
    return true;
}

static bool draw_scene(struct notes *notes, const char *path, struct error *error)
{
    const struct notes_options *options = notes->options;
    struct scene scene = {0};
    const bool is_read = starter_read(&scene, path, error) &&
                         assign_all(&scene, options->set, options->set_count, error);
    const struct lab_type *type = is_read ? lab_for(&scene, error) : NULL;
    struct lab *lab = type ? lab_create(type, &scene, options->figure.threads, error) : NULL;
    const bool done = lab && draw_pages(notes, lab, error);
    lab_destroy(lab);
    scene_clear(&scene);
    return done;
}

// Names the scene where what is wrong does not say in which it is.
static bool blame(const struct lecture_entry *entry, const struct error *why, struct error *error)
{
    const bool is_named = strstr(why->text, entry->path) || !strcmp(why->text, "interrupted");
    return is_named ? error_wrap(error, why, "%s", why->text)
                    : error_wrap(error, why, "%s: %s", entry->path, why->text);
}

static bool draw_all(struct notes *notes, const struct lecture *lecture, struct error *error)
{
    const struct notes_options *options = notes->options;
    for (size_t i = 0; i < lecture->count; i++) {
        const struct lecture_entry *entry = &lecture->entry[i];
        struct error why = {0};
        if (options->follow)
            options->follow(options->user, i, lecture->count, entry->name);
        if (!draw_scene(notes, entry->path, &why))
            return blame(entry, &why, error);
    }
    return true;
}

// ---- the document -------------------------------------------------------------------------------

// "Gradient descent" of "gradient-descent".
static void name_lecture(const char *folder, char *name, size_t size)
{
    text_print(name, size, "%s", folder);
    for (char *c = name; *c; c++)
        *c = *c == '-' || *c == '_' ? ' ' : *c;
    name[0] = (char)toupper((unsigned char)name[0]);
}

static bool draw_document(const struct lecture *lecture, const struct notes_options *options,
                          FILE *stream, struct error *error)
{
    char name[300], about[100];
    struct notes notes = {
        .options = options,
        .leaf = options->leaf ? options->leaf : leaves,
        .theme = options->figure.theme ? options->figure.theme : &theme_light,
        .lecture = name,
    };
    name_lecture(lecture->name, name, sizeof name);
    text_print(about, sizeof about, words("%zu scenes"), lecture->count);
    const struct vector_options page = {
        .width = notes.leaf->width,
        .height = notes.leaf->height,
        .points = 1,
        .own = options->figure.font,
        .has_contours = options->figure.has_contours,
        .mesh = drawing_mesh,
        .title = name,
        .caption = about,
    };
    notes.canvas = canvas_cairo_create(&page, stream, error);
    if (!notes.canvas)
        return false;
    const bool done = draw_all(&notes, lecture, error) && canvas_cairo_finish(notes.canvas, error);
    canvas_destroy(notes.canvas);
    return done;
}

bool notes_check_target(const struct lecture *lecture, const char *path,
                        const struct notes_options *options, struct error *error)
{
    // What is not there is written over by nobody.
    bool done = true, is_there = file_is_same(path, path);
    for (size_t i = 0; is_there && done && i < lecture->count; i++) {
        const char *source = lecture->entry[i].path;
        struct scene scene = {0};
        if (starter_read(&scene, source, NULL) &&
            assign_all(&scene, options->set, options->set_count, NULL))
            done = export_check_target(&scene, path, &options->figure, error);
        else if (file_is_same(source, path))
            done = error_set(error, ERROR_INPUT,
                             "%s is what the scene is read from; nothing is written over it", path);
        scene_clear(&scene);
    }
    return done;
}

bool notes_write(const struct lecture *lecture, const char *path,
                 const struct notes_options *options, struct error *error)
{
    struct file_writer writer = {0};
    const struct format *format = format_choose(FORMAT_PICTURE, path, error);
    if (!format)
        return false;
    if (format != &format_pdf)
        return error_set(error, ERROR_INPUT,
                         "a lecture becomes a .pdf, a page a scene; --figures FOLDER writes a "
                         "figure a scene");
    if (!notes_check_target(lecture, path, options, error) ||
        !file_writer_open(&writer, path, error))
        return false;
    const bool is_held = options->figure.ends_on_signals && file_writer_replaces(&writer);
    struct interrupt *guard = is_held ? interrupt_guard(NULL, NULL) : NULL;
    bool done = draw_document(lecture, options, writer.stream, error);
    if (options->figure.ends_on_signals && interrupt_came())
        done = error_set(error, ERROR_FAILED, "interrupted: %s is as it was", path);
    done = done && file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    interrupt_unguard(guard);
    return done;
}
