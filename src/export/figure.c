#include "export/figure.h"

#include "base/array.h"
#include "base/file.h"
#include "base/text.h"
#include "canvas/gl/offscreen.h"
#include "export/png.h"
#include "labs/registry.h"
#include "plot/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SIDE_MIN = 320, SIDE_MAX = 16384 };

// ---- drawing ------------------------------------------------------------------------------------

static void draw_legend_row(struct canvas *canvas, const struct theme *theme,
                            const struct lab_group *group, const struct rect *row)
{
    const float indent = 46, middle = row->y + 11;
    if (group->is_runner) {
        const struct look_style look = look_style(theme, group->look);
        label_draw_sample(canvas, theme, row->x + 4, middle, 32, &look);
    }
    const float result_width = canvas_text_width(canvas, group->result, TYPE_SMALL, false);
    char fitted[160];
    const struct text_style name = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, group->name, name.size, true, row->width - indent - result_width - 10,
                    fitted, sizeof fitted);
    canvas_text(canvas, row->x + indent, middle, fitted, &name);
    const struct text_style result = {.size = TYPE_SMALL,
                                      .color = group->diverged ? theme->error : theme->ink,
                                      .horizontal = ALIGN_END,
                                      .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, row->x + row->width, middle, group->result, &result);
    const struct text_style summary = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, group->summary, summary.size, false, row->width - indent, fitted,
                    sizeof fitted);
    canvas_text(canvas, row->x + indent, middle + 19, fitted, &summary);
}

void figure_draw_legend(struct lab *lab, struct canvas *canvas, const struct rect *panel,
                        const struct theme *theme, double step)
{
    size_t shown = 0;
    struct lab_group group;
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        shown += !group.hidden;
    }
    // Rows close up until two lines no longer fit one above the other.
    const float pitch = fminf(46, fmaxf((panel->height - 8) / (float)(shown ? shown : 1), 38));
    struct rect row = {panel->x, panel->y + 6, panel->width - 8, pitch};
    for (size_t i = 0; i < lab->type->groups(lab); i++) {
        lab->type->group(lab, i, step, &group);
        if (group.hidden)
            continue;
        if (row.y + 32 > panel->y + panel->height)
            break; // what has no room is left out whole, never cut in half
        draw_legend_row(canvas, theme, &group, &row);
        row.y += pitch;
    }
}

// Units are pixels at 720p: a larger picture has larger text, a smaller one less room.
static float unit_scale(const struct figure_options *options)
{
    const float fit = fminf((float)options->width / 1280, (float)options->height / 720);
    return (float)options->scale * fmaxf(fit, 1);
}

static void draw_figure(struct lab *lab, struct canvas *canvas,
                        const struct figure_options *options)
{
    const struct lab_layout layout = lab_layout(canvas->width, canvas->height, 0);
    const struct lab_view view = {.theme = options->theme, .step = options->step};
    lab_draw(lab, canvas, &layout, &view);
    figure_draw_legend(lab, canvas, &layout.panel, options->theme, options->step);
}

// ---- into a file --------------------------------------------------------------------------------

static bool draw_png(struct lab *lab, const struct scene *scene, const char *path,
                     const struct figure_options *options, struct error *error)
{
    const int width = (int)lround(options->width * options->scale);
    const int height = (int)lround(options->height * options->scale);
    struct offscreen *offscreen = offscreen_create(width, height, error);
    uint8_t *rgb = offscreen ? array_create((size_t)width * (size_t)height, 3, error) : NULL;
    bool done = false;
    if (rgb) {
        struct canvas *canvas =
            offscreen_begin(offscreen, unit_scale(options), options->theme->background);
        draw_figure(lab, canvas, options);
        offscreen_end(offscreen);
        offscreen_read(offscreen, rgb);
        done = export_png_pixels(path, rgb, width, height, scene, error);
    }
    free(rgb);
    offscreen_destroy(offscreen);
    return done;
}

static const struct {
    const char *ending;
    bool (*draw)(struct lab *lab, const struct scene *scene, const char *path,
                 const struct figure_options *options, struct error *error);
} formats[] = {
    {".png", draw_png},
};

static bool check_size(const struct figure_options *options, struct error *error)
{
    const double side[2] = {options->width * options->scale, options->height * options->scale};
    if (options->width >= SIDE_MIN && options->height >= SIDE_MIN * 5 / 8 && side[0] <= SIDE_MAX &&
        side[1] <= SIDE_MAX)
        return true;
    return error_set(error, ERROR_INPUT,
                     "a picture of %.0f×%.0f pixels cannot be drawn: from %d×%d (before --scale) "
                     "to %d×%d (after) is possible",
                     side[0], side[1], SIDE_MIN, SIDE_MIN * 5 / 8, SIDE_MAX, SIDE_MAX);
}

// The scene as it is drawn: place and theme belong to it, so that it reopens as the same picture.
static bool mark_view(struct scene *scene, const struct figure_options *options,
                      struct error *error)
{
    char text[32];
    text_shortest(options->step, text, sizeof text);
    return scene_put(scene, "view", "step", text, error) &&
           scene_put(scene, "view", "theme", options->theme->name, error);
}

static void settle(struct figure_options *options, struct lab *lab, const struct scene *scene)
{
    const double last = (double)lab->type->steps(lab);
    const char *theme = scene_text(scene, "view", "theme");
    if (!options->theme && theme)
        options->theme = theme_find(theme);
    if (!options->theme)
        options->theme = &theme_light;
    const char *step = scene_text(scene, "view", "step");
    if (!options->has_step && !(step && text_number(step, &options->step)))
        options->step = last;
    options->step = fmin(fmax(options->step, 0), last);
}

bool figure_render(const struct scene *scene, const char *path,
                   const struct figure_options *options, struct error *error)
{
    struct figure_options settled = *options;
    if (settled.width == 0) {
        settled.width = 1280;
        settled.height = 720;
    }
    if (settled.scale == 0)
        settled.scale = 1;
    const char *ending = strrchr(path, '.');
    size_t format = 0;
    const size_t format_count = sizeof formats / sizeof *formats;
    while (format < format_count && !(ending && strcasecmp(ending, formats[format].ending) == 0))
        format++;
    if (format == format_count)
        return error_set(error, ERROR_INPUT, "%s: the ending says what to draw: .png", path);
    const struct lab_type *type = lab_for(scene, error);
    if (!type || !check_size(&settled, error))
        return false;
    struct lab *lab = lab_create(type, scene, settled.threads, error);
    if (!lab)
        return false;
    settle(&settled, lab, scene);
    lab_wait(lab, settled.step, -1);
    struct scene drawn = {0};
    const bool done = scene_copy(&drawn, scene, error) && mark_view(&drawn, &settled, error) &&
                      formats[format].draw(lab, &drawn, path, &settled, error);
    scene_clear(&drawn);
    lab_destroy(lab);
    return done;
}

bool figure_table(const struct scene *scene, const char *path, int threads, struct error *error)
{
    const struct lab_type *type = lab_for(scene, error);
    struct lab *lab = type ? lab_create(type, scene, threads, error) : NULL;
    if (!lab)
        return false;
    struct file_writer writer = {0};
    bool done = false;
    if (!path) {
        done = type->table(lab, stdout, error) &&
               ((fflush(stdout) == 0 && !ferror(stdout)) ||
                error_set(error, ERROR_FAILED, "standard output could not be written in full"));
    } else if (file_writer_open(&writer, path, error)) {
        done = type->table(lab, writer.stream, error) && file_writer_commit(&writer, error);
        if (!done)
            file_writer_abort(&writer);
    }
    lab_destroy(lab);
    return done;
}
