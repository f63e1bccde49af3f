#include "export/legend.h"

#include "plot/label.h"

#include <math.h>
#include <stdio.h>

static const float pitch = 20, pad = 7, sample = 30, gap = 8, apart = 18;

void legend_list(struct legend *legend, const struct lab *lab, double step, unsigned looks,
                 bool results)
{
    legend->count = 0;
    for (size_t i = 0; i < lab->type->groups(lab) && legend->count < LEGEND_MAX; i++) {
        struct lab_group group;
        lab->type->group(lab, i, step, &group);
        if (!group.is_runner || group.hidden || !(looks & 1u << group.look % LOOK_COUNT))
            continue;
        struct legend_entry *entry = &legend->entry[legend->count++];
        entry->look = group.look;
        entry->diverged = group.diverged;
        snprintf(entry->name, sizeof entry->name, "%s", group.name);
        snprintf(entry->result, sizeof entry->result, "%s", results ? group.result : "");
    }
}

// ---- rows ---------------------------------------------------------------------------------------

static float entry_width(const struct legend_entry *entry, struct canvas *canvas)
{
    const float name = canvas_text_width(canvas, entry->name, TYPE_SMALL, false);
    const float result = canvas_text_width(canvas, entry->result, TYPE_SMALL, false);
    return sample + gap + name + (*entry->result ? gap + result : 0);
}

static void draw_entry(const struct legend_entry *entry, struct canvas *canvas,
                       const struct theme *theme, float x, float middle, float width)
{
    const struct look_style look = look_style(theme, entry->look);
    label_draw_sample(canvas, theme, x, middle, sample, &look);
    char fitted[sizeof entry->name];
    struct text_style style = {.size = TYPE_SMALL, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float result = canvas_text_width(canvas, entry->result, style.size, false);
    const float room = width - sample - gap - (result > 0 ? result + gap : 0);
    canvas_fit_text(canvas, entry->name, style.size, false, room + 0.5f, fitted, sizeof fitted);
    canvas_text(canvas, x + sample + gap, middle, fitted, &style);
    style.horizontal = ALIGN_END;
    style.color = entry->diverged ? theme->error : theme->soft;
    canvas_text(canvas, x + width, middle, entry->result, &style);
}

float legend_width(const struct legend *legend, struct canvas *canvas)
{
    float width = 0;
    for (size_t i = 0; i < legend->count; i++)
        width = fmaxf(width, entry_width(&legend->entry[i], canvas));
    return ceilf(width);
}

float legend_height(const struct legend *legend)
{
    return pitch * (float)legend->count;
}

void legend_draw_beside(const struct legend *legend, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    for (size_t i = 0; i < legend->count; i++)
        draw_entry(&legend->entry[i], canvas, theme, box->x, box->y + pitch * ((float)i + 0.5f),
                   box->width);
}

// ---- inside -------------------------------------------------------------------------------------

// Shares of the way from corner to corner, in the order in which they are wished for.
static const struct point places[] = {
    {1, 0},         {1, 1},         {0, 0},         {0, 1},     {1, 0.5f},    {0.5f, 0},
    {0.5f, 1},      {0, 0.5f},      {0.75f, 0},     {0.25f, 0}, {0.75f, 1},   {0.25f, 1},
    {1, 0.25f},     {1, 0.75f},     {0, 0.25f},     {0, 0.75f}, {0.5f, 0.5f}, {0.75f, 0.25f},
    {0.75f, 0.75f}, {0.25f, 0.25f}, {0.25f, 0.75f},
};

bool legend_find_place(const struct legend *legend, struct probe *probe, struct rect *box)
{
    const float inset = 7, around = 3;
    const float width = legend_width(legend, &probe->head) + 2 * pad;
    const float height = legend_height(legend) + 2 * pad - 4;
    double least = INFINITY;
    *box = (struct rect){0};
    for (size_t a = 0; a < probe->areas; a++) {
        const struct rect *area = &probe->area[a];
        const float wide = area->width - width - 2 * inset,
                    high = area->height - height - 2 * inset;
        if (wide < 0 || high < 0 || width > 0.7f * area->width)
            continue;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const struct rect here = {area->x + inset + wide * places[i].x,
                                      area->y + inset + high * places[i].y, width, height};
            const struct rect near = {here.x - around, here.y - around, width + 2 * around,
                                      height + 2 * around};
            const double covered = probe_covered(probe, &near);
            if (covered < least) {
                least = covered;
                *box = here;
            }
        }
    }
    return least == 0;
}

void legend_draw_inside(const struct legend *legend, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const struct rect edge = {box->x - 1, box->y - 1, box->width + 2, box->height + 2};
    canvas_rectangle(canvas, &edge, 4, theme->grid);
    canvas_rectangle(canvas, box, 3, theme->background);
    const struct rect inner = {box->x + pad, box->y + pad - 2, box->width - 2 * pad, box->height};
    legend_draw_beside(legend, canvas, theme, &inner);
}

// ---- below --------------------------------------------------------------------------------------

// Columns of one width, as many as have room, and no more than the rows need.
static size_t columns_of(const struct legend *legend, struct canvas *canvas, float width,
                         size_t *rows)
{
    const float own = legend_width(legend, canvas) + apart;
    const size_t most = (size_t)fmaxf((width + apart) / own, 1);
    *rows = (legend->count + most - 1) / most;
    return *rows > 0 ? (legend->count + *rows - 1) / *rows : 1;
}

float legend_height_below(const struct legend *legend, struct canvas *canvas, float width)
{
    size_t rows;
    columns_of(legend, canvas, width, &rows);
    return pitch * (float)rows;
}

void legend_draw_below(const struct legend *legend, struct canvas *canvas,
                       const struct theme *theme, const struct rect *box)
{
    size_t rows;
    const size_t columns = columns_of(legend, canvas, box->width, &rows);
    const float width = fminf(legend_width(legend, canvas), box->width);
    for (size_t i = 0; i < legend->count; i++)
        draw_entry(&legend->entry[i], canvas, theme,
                   box->x + (width + apart) * (float)(i % columns),
                   box->y + pitch * ((float)(i / columns) + 0.5f),
                   fminf(entry_width(&legend->entry[i], canvas) + 1, width));
}
