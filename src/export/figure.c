#include "export/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double point_of_mm = 72 / 25.4, point_of_pixel = 0.75;
static const double two_columns = 178; // mm, of a page
static const float title_height = 76;  // units: a title and two lines of caption
static const double whole_proportion = 16.0 / 9;

// Width to height of a part. That of a sheet of paper, so that figures of parts have one look.
static double proportion(enum figure_part part)
{
    return part == FIGURE_ALL ? whole_proportion : part == FIGURE_BOTH ? 2.5 : sqrt(2);
}

// Units that the texts of a part need at least.
static struct point least_size(const struct figure_options *options)
{
    const float title = options->title == SWITCH_ON ? title_height : 0;
    switch (options->part) {
    case FIGURE_ALL:
        return (struct point){FIGURE_LEAST_WIDTH, FIGURE_LEAST_HEIGHT};
    case FIGURE_BOTH:
        return (struct point){540, 200 + title};
    default:
        return (struct point){260, 170 + title};
    }
}

// ---- settling -----------------------------------------------------------------------------------

static bool is_figure(const struct figure_options *options, const struct scene *scene,
                      bool is_vector)
{
    return options->is_figure || is_vector || options->is_paper || options->text > 0 ||
           options->legend || options->labels || paper_is_given(scene);
}

static void settle_choices(struct figure_options *options, const struct scene *scene)
{
    if (!options->legend)
        options->legend = (enum figure_legend)(1 + (int)paper_number(scene, PAPER_LEGEND));
    if (!options->labels)
        options->labels = (enum figure_labels)(1 + (int)paper_number(scene, PAPER_LABELS));
    if (!options->results)
        options->results = (enum figure_switch)(1 + (int)paper_number(scene, PAPER_RESULTS));
    if (!options->title && (options->part != FIGURE_ALL || paper_has(scene, PAPER_TITLE)))
        options->title = (enum figure_switch)(1 + (int)paper_number(scene, PAPER_TITLE));
    else if (!options->title)
        options->title = SWITCH_ON;
    if (paper_number(scene, PAPER_BACKGROUND) == PAPER_NO_BACKGROUND)
        options->has_background = true; // none, where the options say no other
    if (options->scale == 0)
        options->scale = 1;
}

static void settle_theme(struct figure_options *options, const struct scene *scene)
{
    const int own = (int)paper_number(scene, PAPER_THEME);
    const char *theme = scene_text(scene, "view", "theme");
    if (!options->theme && own != PAPER_SCENES_THEME)
        options->theme = own == PAPER_DARK ? &theme_dark : &theme_light;
    if (!options->theme && theme)
        options->theme = theme_find(theme);
    if (!options->theme)
        options->theme = &theme_light;
}

static void settle_size(struct figure_options *options, const struct scene *scene)
{
    const bool is_given = options->width > 0;
    const bool has_width = paper_has(scene, PAPER_WIDTH);
    const bool is_screen = options->part == FIGURE_ALL && !has_width;
    if (!is_given && is_screen) {
        options->width = 1280;
    } else if (!is_given) {
        const bool is_usual = !has_width && options->part == FIGURE_BOTH;
        const double width = is_usual ? two_columns : paper_number(scene, PAPER_WIDTH);
        options->width = width * point_of_mm;
        options->height = paper_number(scene, PAPER_HEIGHT) * point_of_mm;
        options->is_paper = true;
    }
    if (options->dpi == 0 && options->is_paper)
        options->dpi = paper_number(scene, PAPER_DPI);
    if (options->text == 0 && paper_has(scene, PAPER_TEXT))
        options->text = paper_number(scene, PAPER_TEXT);
    else if (options->text == 0 && options->is_paper && options->part != FIGURE_ALL)
        options->text = paper_number(scene, PAPER_TEXT);
    if (options->height > 0)
        return;
    options->height = options->width / proportion(options->part);
    if (options->title == SWITCH_ON && options->text > 0 && options->part != FIGURE_ALL)
        options->height += (double)title_height * options->text / (double)FIGURE_TEXT *
                           (options->is_paper ? 1 : 1 / point_of_pixel);
    if (!options->is_paper)
        options->height = round(options->height);
}

bool figure_settle(struct figure_options *options, const struct scene *scene, bool is_vector,
                   struct error *error)
{
    if (!options->part)
        options->part = !is_figure(options, scene, is_vector)
                            ? FIGURE_ALL
                            : (enum figure_part)(1 + (int)paper_number(scene, PAPER_FIGURE));
    settle_choices(options, scene);
    settle_theme(options, scene);
    settle_size(options, scene);
    struct figure_page page;
    if (figure_page(options, &page))
        return true;
    const struct point least = least_size(options);
    const double unit =
        options->is_paper ? page.points / point_of_mm : page.points / point_of_pixel;
    const double page_unit = options->is_paper ? point_of_mm : 1;
    return error_set(
        error, ERROR_INPUT,
        "a figure of %.4g × %.4g %s has no room for text of %.3g pt; it needs %.0f × %.0f "
        "%s, or smaller text",
        options->width / page_unit, options->height / page_unit,
        options->is_paper ? "mm" : "pixels", page.points * (double)FIGURE_TEXT,
        ceil((double)least.x * unit), ceil((double)least.y * unit),
        options->is_paper ? "mm" : "pixels");
}

static bool mark(struct scene *scene, enum paper_key key, double value, struct error *error)
{
    const struct param *row = paper_param(key);
    char text[32];
    if (value == paper_number(scene, key) && (paper_has(scene, key) || key != PAPER_FIGURE))
        return true;
    param_format(row, value, text, sizeof text);
    return scene_put(scene, PAPER_SECTION, row->key, text, error);
}

// Hundredths of what the row counts in, as far as it goes.
static double length_of(enum paper_key key, double length)
{
    const struct param *row = paper_param(key);
    return fmin(fmax(round(100 * length) / 100, row->min), row->max);
}

bool figure_mark(struct scene *scene, const struct figure_options *options, struct error *error)
{
    if (options->part == FIGURE_ALL)
        return true;
    const double length = options->is_paper ? 1 / point_of_mm : point_of_pixel / point_of_mm;
    struct figure_page page;
    figure_page(options, &page);
    // A height that follows from the width is not said.
    struct figure_options follows = *options;
    follows.height = 0;
    settle_size(&follows, scene);
    const bool has_height = fabs(follows.height - options->height) > 1e-6;
    const double height = has_height ? length_of(PAPER_HEIGHT, options->height * length) : 0;
    return mark(scene, PAPER_FIGURE, options->part - 1, error) &&
           mark(scene, PAPER_WIDTH, length_of(PAPER_WIDTH, options->width * length), error) &&
           mark(scene, PAPER_HEIGHT, height, error) &&
           mark(scene, PAPER_TEXT, length_of(PAPER_TEXT, page.points * (double)FIGURE_TEXT),
                error) &&
           mark(scene, PAPER_LEGEND, options->legend - 1, error) &&
           mark(scene, PAPER_LABELS, options->labels - 1, error) &&
           mark(scene, PAPER_RESULTS, options->results - 1, error) &&
           mark(scene, PAPER_TITLE, options->title - 1, error);
}

// ---- sizes --------------------------------------------------------------------------------------

// Points that a unit has where nobody says how high text is.
static double points_by_size(const struct figure_options *options)
{
    const double fit = fmin(options->width / 1280, options->height / 720);
    return options->is_paper ? fit : point_of_pixel * fmax(fit, 1);
}

bool figure_page(const struct figure_options *options, struct figure_page *page)
{
    const double length = options->is_paper ? 1 : point_of_pixel;
    page->points =
        options->text > 0 ? options->text / (double)FIGURE_TEXT : points_by_size(options);
    page->width = (float)(options->width * length / page->points);
    page->height = (float)(options->height * length / page->points);
    const struct point least = least_size(options);
    const float slack = 0.01f;
    return page->width >= least.x - slack && page->height >= least.y - slack;
}

// Device pixels a point.
static double pixels(const struct figure_options *options)
{
    return options->scale * (options->is_paper ? options->dpi / 72 : 1 / point_of_pixel);
}

void figure_size(const struct figure_options *options, int *width, int *height)
{
    const double length = options->is_paper ? options->dpi / 72 : 1;
    *width = (int)lround(fmin(options->width * length * options->scale, 1e9));
    *height = (int)lround(fmin(options->height * length * options->scale, 1e9));
}

float figure_unit(const struct figure_options *options)
{
    struct figure_page page;
    figure_page(options, &page);
    return (float)(page.points * pixels(options));
}

struct color figure_background(const struct figure_options *options)
{
    return options->has_background ? options->background : options->theme->background;
}

// ---- the parts on the page ----------------------------------------------------------------------

struct lab_layout figure_layout(const struct figure_options *options, float width, float height,
                                const struct figure_room *room)
{
    const float margin = 4, side = 10;
    const struct rect box = {margin, room->top + 2, fmaxf(width - room->right - 2 * margin, 60),
                             fmaxf(height - room->below - room->top - margin - 2, 40)};
    struct lab_layout layout = {.narrow = true, .is_apart = true};
    // Labels of ticks reach beyond the ends of their axes, and notes to the edges of their part.
    const float beyond = 6, half = 0.46f * box.width;
    const bool is_both = options->part != FIGURE_STAGE && options->part != FIGURE_PLOT;
    if (options->part != FIGURE_PLOT)
        layout.stage = (struct rect){
            box.x,
            box.y,
            (is_both ? box.width - half - side : box.width - beyond) - room->stage_right,
            box.height,
        };
    if (options->part != FIGURE_STAGE) {
        const float left = is_both ? box.x + box.width - half : box.x + beyond;
        const float right = box.x + box.width - beyond - room->second_right;
        layout.second = (struct rect){left, box.y, right - left, box.height};
    }
    return layout;
}
