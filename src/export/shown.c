#include "export/shown.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/font.h"
#include "export/probe.h"
#include "plot/curve.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CURVES_MAX = 256, NAME_MAX_BYTES = 96 };

// A curve, copied.
struct column {
    char name[NAME_MAX_BYTES];
    struct rect area;
    const char *x_label;
    bool is_path;  // x does not follow from the row
    double *x, *y; // [count], in one piece
    size_t count;
};

// A canvas that draws nothing and keeps the curves.
struct collector {
    struct canvas head;
    struct font *font;
    struct lab *lab;
    const struct theme *theme;
    double step;
    struct column column[CURVES_MAX];
    size_t columns;
    bool is_short; // memory was out, or there are too many curves
};

static const char unnamed[] = "data";

// ---- names --------------------------------------------------------------------------------------

// Letters and digits, everything else as one -.
static void make_header(const char *text, const char *otherwise, char name[NAME_MAX_BYTES])
{
    size_t length = 0;
    for (; *text && length + 8 < NAME_MAX_BYTES; text++) {
        if (isalnum((unsigned char)*text) && !((unsigned char)*text & 0x80))
            name[length++] = *text;
        else if (length > 0 && name[length - 1] != '-')
            name[length++] = '-';
    }
    while (length > 0 && name[length - 1] == '-')
        length--;
    name[length] = '\0';
    if (length == 0)
        snprintf(name, NAME_MAX_BYTES, "%s", otherwise);
}

// The scene's own name of the group with this look.
static void name_curve(const struct collector *c, struct color color, char name[NAME_MAX_BYTES])
{
    const int look = probe_look(c->theme, color);
    for (size_t i = 0; look >= 0 && i < c->lab->type->groups(c->lab); i++) {
        struct lab_group group;
        c->lab->type->group(c->lab, i, c->step, &group);
        if (!group.is_runner || group.look % LOOK_COUNT != look)
            continue;
        const char *dot = strchr(group.section, '.');
        make_header(dot ? dot + 1 : group.section, "curve", name);
        return;
    }
    snprintf(name, NAME_MAX_BYTES, "%s", unnamed);
}

// ---- collecting ---------------------------------------------------------------------------------

static double x_of(const struct curve *curve, size_t k)
{
    const double step = curve->x_step != 0 ? curve->x_step : 1;
    return curve->x ? curve->x[k * (curve->x_stride ? curve->x_stride : 1)] * step
                    : curve->x_first + (double)k * step;
}

static double y_of(const struct curve *curve, size_t k)
{
    return curve->y[k * (curve->y_stride ? curve->y_stride : 1)] - curve->y_from;
}

static void collect(struct canvas *canvas, const struct plot *plot, const struct curve *curve)
{
    struct collector *c = (struct collector *)canvas;
    const size_t whole = (size_t)curve->end;
    const double part = curve->end - (double)whole;
    const bool has_part = part > 0 && whole + 1 < curve->count;
    struct column *column = &c->column[c->columns];
    if (c->columns == CURVES_MAX || !plot_is_shown(plot)) {
        c->is_short = c->is_short || c->columns == CURVES_MAX;
        return;
    }
    *column = (struct column){.area = plot->area,
                              .x_label = plot->x.label,
                              .is_path = curve->x && curve->x_stride > 1,
                              .count = whole + 1 + has_part};
    column->x = array_create(2 * column->count, sizeof *column->x, NULL);
    if (!column->x) {
        c->is_short = true;
        return;
    }
    column->y = column->x + column->count;
    for (size_t k = 0; k <= whole; k++) {
        column->x[k] = x_of(curve, k);
        column->y[k] = y_of(curve, k);
    }
    if (has_part) {
        column->x[whole + 1] = x_of(curve, whole) * (1 - part) + x_of(curve, whole + 1) * part;
        column->y[whole + 1] = y_of(curve, whole) * (1 - part) + y_of(curve, whole + 1) * part;
    }
    name_curve(c, curve->stroke.color, column->name);
    c->columns++;
}

static float width_of(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return size * font_width(((struct collector *)canvas)->font, utf8, bold);
}

static const struct canvas_type collector_type = {.text_width = width_of, .curve = collect};

// Draws as a figure does, so that what it shows by its size (bands, thinned curves) is the same.
static bool gather(struct collector *c, struct lab *lab, const struct figure_options *options,
                   struct error *error)
{
    struct figure_page page;
    figure_page(options, &page);
    *c = (struct collector){
        .head = {.type = &collector_type, .width = page.width, .height = page.height, .scale = 1},
        .font = font_create(error),
        .lab = lab,
        .theme = options->theme,
        .step = options->step,
    };
    if (!c->font)
        return false;
    const struct figure_room room = {0};
    const struct lab_layout layout = figure_layout(options, page.width, page.height, &room);
    const struct lab_view view = {.theme = options->theme, .step = options->step};
    lab_draw(lab, &c->head, &layout, &view);
    if (c->is_short)
        return error_set(error, ERROR_FAILED, "the curves of this figure do not fit into memory");
    return c->columns > 0 || error_set(error, ERROR_INPUT,
                                       "this part of the figure has no curves; ravine run without "
                                       "--figure writes all numbers");
}

// ---- rows ---------------------------------------------------------------------------------------

static bool is_over_x(const struct column *column)
{
    for (size_t k = 1; k < column->count; k++)
        if (!(column->x[k] >= column->x[k - 1]))
            return false;
    return !column->is_path;
}

// Columns that stand beside one another: those of an area, over the same x, or paths.
struct block {
    size_t column[CURVES_MAX];
    size_t at[CURVES_MAX]; // the next row of each
    size_t count;
    bool is_paths;
};

// Curves of no group (what is still to come, rings about others) tell nothing that has a name,
// unless there are no others.
static void leave_out_unnamed(struct collector *c)
{
    size_t named = 0;
    for (size_t i = 0; i < c->columns; i++)
        named += strcmp(c->column[i].name, unnamed) != 0;
    size_t kept = 0;
    for (size_t i = 0; i < c->columns; i++) {
        if (named > 0 && strcmp(c->column[i].name, unnamed) == 0)
            free(c->column[i].x);
        else
            c->column[kept++] = c->column[i];
    }
    c->columns = kept;
}

static size_t make_blocks(const struct collector *c, struct block blocks[PROBE_AREAS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < c->columns; i++) {
        const struct column *column = &c->column[i];
        const bool is_path = !is_over_x(column);
        size_t b = 0;
        while (b < count &&
               (blocks[b].is_paths != is_path || memcmp(&c->column[blocks[b].column[0]].area,
                                                        &column->area, sizeof column->area) != 0))
            b++;
        if (b == count && count == PROBE_AREAS_MAX)
            continue;
        if (b == count)
            blocks[count++] = (struct block){.is_paths = is_path};
        blocks[b].column[blocks[b].count++] = i;
    }
    return count;
}

// Headers of one file differ.
struct headers {
    char (*name)[NAME_MAX_BYTES + 8];
    size_t count, capacity;
};

static void write_header(FILE *out, struct headers *headers, const char *name, const char *end)
{
    char text[NAME_MAX_BYTES + 8];
    size_t number = 1;
    bool is_new = false;
    while (!is_new) {
        char behind[24] = "";
        if (number > 1)
            snprintf(behind, sizeof behind, "-%zu", number);
        snprintf(text, sizeof text, "%.80s%s%s", name, end, behind);
        is_new = true;
        for (size_t i = 0; i < headers->count; i++)
            is_new = is_new && strcmp(headers->name[i], text) != 0;
        number++;
    }
    fprintf(out, "%s%s", headers->count > 0 ? "," : "", text);
    if (array_reserve(&headers->name, &headers->capacity, headers->count + 1, sizeof *headers->name,
                      NULL))
        memcpy(headers->name[headers->count++], text, sizeof text);
}

static void write_headers(FILE *out, const struct collector *c, const struct block blocks[],
                          size_t count)
{
    struct headers headers = {0};
    for (size_t b = 0; b < count; b++) {
        char x[NAME_MAX_BYTES];
        const char *label = c->column[blocks[b].column[0]].x_label;
        make_header(label ? label : "", "x", x);
        x[strcspn(x, "-")] = '\0'; // "examples seen, log scale"
        write_header(out, &headers, blocks[b].is_paths ? "step" : x, "");
        for (size_t i = 0; i < blocks[b].count; i++) {
            const char *name = c->column[blocks[b].column[i]].name;
            write_header(out, &headers, name, blocks[b].is_paths ? "-x" : "");
            if (blocks[b].is_paths)
                write_header(out, &headers, name, "-y");
        }
    }
    fputc('\n', out);
    free(headers.name);
}

static void write_value(FILE *out, double value)
{
    char text[32] = "";
    if (isfinite(value))
        text_shortest(value, text, sizeof text);
    fputs(text, out);
}

static bool has_row(const struct collector *c, const struct block *block)
{
    for (size_t i = 0; i < block->count; i++)
        if (block->at[i] < c->column[block->column[i]].count)
            return true;
    return false;
}

// A block's next row; empty where it has none.
static void write_block(FILE *out, const struct collector *c, struct block *block, size_t row)
{
    double x = INFINITY;
    for (size_t i = 0; i < block->count; i++) {
        const struct column *column = &c->column[block->column[i]];
        if (block->at[i] < column->count)
            x = fmin(x, column->x[block->at[i]]);
    }
    write_value(out, !has_row(c, block) ? NAN : block->is_paths ? (double)row : x);
    for (size_t i = 0; i < block->count; i++) {
        const struct column *column = &c->column[block->column[i]];
        size_t *at = &block->at[i];
        const bool is_here = *at < column->count && (block->is_paths || !(column->x[*at] > x));
        fputc(',', out);
        if (block->is_paths) {
            write_value(out, is_here ? column->x[*at] : NAN);
            fputc(',', out);
        }
        write_value(out, is_here ? column->y[*at] : NAN);
        *at += is_here;
    }
}

static void write_rows(FILE *out, const struct collector *c, struct block blocks[], size_t count)
{
    for (size_t row = 0;; row++) {
        bool is_left = false;
        for (size_t b = 0; b < count; b++)
            is_left = is_left || has_row(c, &blocks[b]);
        if (!is_left)
            return;
        for (size_t b = 0; b < count; b++) {
            if (b > 0)
                fputc(',', out);
            write_block(out, c, &blocks[b], row);
        }
        fputc('\n', out);
    }
}

static char *write_text(struct collector *c, struct error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    struct block *blocks = array_create(PROBE_AREAS_MAX, sizeof *blocks, error);
    FILE *out = blocks ? open_memstream(&bytes, &size) : NULL;
    if (out) {
        leave_out_unnamed(c);
        const size_t count = make_blocks(c, blocks);
        write_headers(out, c, blocks, count);
        write_rows(out, c, blocks, count);
        if (fclose(out) != 0) {
            free(bytes);
            bytes = NULL;
        }
    }
    free(blocks);
    if (!bytes)
        error_memory(error);
    return bytes;
}

char *shown_read(struct lab *lab, const struct figure_options *options, struct error *error)
{
    struct collector *c = array_create(1, sizeof *c, error);
    if (!c)
        return NULL;
    char *bytes = gather(c, lab, options, error) ? write_text(c, error) : NULL;
    for (size_t i = 0; i < c->columns; i++)
        free(c->column[i].x);
    font_destroy(c->font);
    free(c);
    return bytes;
}
