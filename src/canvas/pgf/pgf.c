#include "canvas/pgf/pgf.h"

#include "base/array.h"
#include "base/file.h"
#include "canvas/image.h"
#include "canvas/markup.h"
#include "canvas/pgf/latex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// An image that is to be written beside the file.
struct beside {
    unsigned char *png;
    size_t size;
};

struct sheet {
    struct vector vector;
    char target[FILE_PATH_MAX]; // without its ending
    struct markup body;
    bool is_clipped;
    bool has_stroke, has_fill; // these are set in the scope that is open
    struct vector_stroke stroke;
    struct color fill;
    struct beside *image;
    size_t images, image_capacity;
};

static struct sheet *self(struct vector *vector)
{
    return (struct sheet *)vector;
}

// ---- places -------------------------------------------------------------------------------------

static float points(const struct sheet *sheet, float units)
{
    return units * (float)sheet->vector.options.points;
}

// A place as two arguments in big points, y upwards.
static void put_place(struct sheet *sheet, struct point at)
{
    struct markup *body = &sheet->body;
    markup_put(body, "{");
    markup_number(body, points(sheet, at.x));
    markup_put(body, "}{");
    markup_number(body, points(sheet, sheet->vector.options.height - at.y));
    markup_put(body, "}");
}

static void put_length(struct sheet *sheet, float units)
{
    markup_number(&sheet->body, points(sheet, units));
    markup_put(&sheet->body, "bp");
}

static void put_path(struct sheet *sheet, const struct path *path, bool closes)
{
    size_t i = 0;
    for (size_t line = 0; line < path->lines; line++) {
        markup_put(&sheet->body, "\\rM");
        put_place(sheet, path->point[i]);
        for (i++; i < path->end[line]; i++) {
            markup_put(&sheet->body, i % 8 == 7 ? "%\n\\rL" : "\\rL");
            put_place(sheet, path->point[i]);
        }
        if (closes)
            markup_put(&sheet->body, "\\pgfpathclose");
    }
}

static void put_rectangle(struct sheet *sheet, const struct rect *rect)
{
    const struct point corner[] = {{rect->x, rect->y + rect->height},
                                   {rect->x + rect->width, rect->y}};
    markup_put(&sheet->body, "\\rR");
    put_place(sheet, corner[0]);
    put_place(sheet, corner[1]);
}

// ---- scopes -------------------------------------------------------------------------------------

static void pgf_clip(struct vector *vector, const struct rect *rect)
{
    struct sheet *sheet = self(vector);
    if (sheet->is_clipped)
        markup_put(&sheet->body, "\\end{pgfscope}\n");
    if (rect) {
        markup_put(&sheet->body, "\\begin{pgfscope}");
        put_rectangle(sheet, rect);
        markup_put(&sheet->body, "\\pgfusepath{clip}\n");
    }
    sheet->is_clipped = rect != NULL;
    sheet->has_stroke = sheet->has_fill = false;
}

// ---- shapes -------------------------------------------------------------------------------------

static void put_color(struct sheet *sheet, const char *command, struct color color)
{
    markup_print(&sheet->body, "\\%s{%.3g}{%.3g}{%.3g}{%.3g}", command, (double)color.r,
                 (double)color.g, (double)color.b, (double)color.a);
}

static bool is_same(const struct vector_stroke *a, const struct vector_stroke *b)
{
    return memcmp(&a->color, &b->color, sizeof a->color) == 0 && a->width == b->width &&
           a->phase == b->phase && a->is_round == b->is_round &&
           a->dashes.count == b->dashes.count &&
           memcmp(a->dashes.length, b->dashes.length, sizeof a->dashes.length) == 0;
}

static void set_stroke(struct sheet *sheet, const struct vector_stroke *stroke)
{
    struct markup *body = &sheet->body;
    if (sheet->has_stroke && is_same(&sheet->stroke, stroke))
        return;
    sheet->has_stroke = true;
    sheet->stroke = *stroke;
    put_color(sheet, "rS", stroke->color);
    markup_put(body, "\\pgfsetlinewidth{");
    put_length(sheet, stroke->width);
    markup_put(body, stroke->is_round ? "}\\pgfsetroundcap" : "}\\pgfsetbuttcap");
    markup_put(body, "\\pgfsetdash{");
    for (size_t i = 0; i < stroke->dashes.count; i++) {
        markup_put(body, "{");
        put_length(sheet, stroke->dashes.length[i]);
        markup_put(body, "}");
    }
    markup_put(body, "}{");
    put_length(sheet, stroke->phase);
    markup_put(body, "}\n");
}

static void pgf_stroke(struct vector *vector, const struct path *path,
                       const struct vector_stroke *stroke)
{
    struct sheet *sheet = self(vector);
    set_stroke(sheet, stroke);
    put_path(sheet, path, false);
    markup_put(&sheet->body, "\\pgfusepath{stroke}\n");
}

static void pgf_fill(struct vector *vector, const struct path *path, struct color color)
{
    struct sheet *sheet = self(vector);
    if (!sheet->has_fill || memcmp(&sheet->fill, &color, sizeof color) != 0)
        put_color(sheet, "rF", color);
    sheet->has_fill = true;
    sheet->fill = color;
    put_path(sheet, path, true);
    markup_put(&sheet->body, "\\pgfusepath{fill}\n");
}

// ---- text ---------------------------------------------------------------------------------------

static void put_text(struct sheet *sheet, const struct vector_text *text, struct point at,
                     struct color color)
{
    static const char *const sides[] = {"left", "", "right"};
    const struct text_style *style = text->style;
    struct markup *body = &sheet->body;
    markup_print(body, "\\rT{%s}{%.4g}{", sides[style->horizontal],
                 (double)(-style->angle * 57.29578f));
    // TeX's point is the smaller one.
    markup_print(body, "%.2f}{%s}", (double)points(sheet, style->size) * 72.27 / 72,
                 style->bold ? "\\bfseries" : "");
    put_place(sheet, at);
    markup_print(body, "{%.3g,%.3g,%.3g}{", (double)color.r, (double)color.g, (double)color.b);
    latex_put(body, text->utf8);
    markup_put(body, "}\n");
}

static void pgf_text(struct vector *vector, const struct vector_text *text)
{
    struct sheet *sheet = self(vector);
    const struct text_style *style = text->style;
    // Of no width: LaTeX knows how wide its letters are, and aligns them itself.
    const struct point at = shape_text_pen(text->at, 0, style->size, FONT_CAP_HEIGHT, style);
    for (int i = 0; style->halo.a > 0 && i < 12; i++) {
        const float turn = 0.523598776f * (float)i;
        const struct point shifted = {at.x + style->halo_width * cosf(turn),
                                      at.y + style->halo_width * sinf(turn)};
        put_text(sheet, text, shifted, style->halo);
    }
    put_text(sheet, text, at, style->color);
}

// ---- images -------------------------------------------------------------------------------------

static void name_image(const struct sheet *sheet, size_t index, char name[FILE_PATH_MAX])
{
    if (index == 0)
        snprintf(name, FILE_PATH_MAX, "%.*s-field.png", FILE_PATH_MAX - 32, sheet->target);
    else
        snprintf(name, FILE_PATH_MAX, "%.*s-field-%zu.png", FILE_PATH_MAX - 32, sheet->target,
                 index + 1);
}

static void pgf_image(struct vector *vector, const struct rect *rect,
                      const struct vector_image *image)
{
    struct sheet *sheet = self(vector);
    struct error why = {0};
    struct beside beside;
    char path[FILE_PATH_MAX];
    if (!array_reserve(&sheet->image, &sheet->image_capacity, sheet->images + 1,
                       sizeof *sheet->image, &why) ||
        !(beside.png = image_png(image, &beside.size, &why))) {
        vector_fail(vector, &why);
        return;
    }
    name_image(sheet, sheet->images, path);
    sheet->image[sheet->images++] = beside;
    const char *slash = strrchr(path, '/');
    markup_put(&sheet->body, "\\rI");
    put_place(sheet, (struct point){rect->x, rect->y + rect->height});
    markup_put(&sheet->body, "{");
    put_length(sheet, rect->width);
    markup_put(&sheet->body, "}{");
    put_length(sheet, rect->height);
    markup_print(&sheet->body, "}{%.400s}\n", slash ? slash + 1 : path);
}

// ---- the file -----------------------------------------------------------------------------------

// What the commands of the body stand for. Names that begin with \r of our own are taken back at
// the end of the group.
static const char head[] =
    "%% Drawn by Ravine. In a document that has \\usepackage{pgf}: \\input{%.200s}\n"
    "\\begingroup\\makeatletter\n"
    "\\def\\rM#1#2{\\pgfpathmoveto{\\pgfqpoint{#1bp}{#2bp}}}%%\n"
    "\\def\\rL#1#2{\\pgfpathlineto{\\pgfqpoint{#1bp}{#2bp}}}%%\n"
    "\\def\\rR#1#2#3#4{\\pgfpathrectanglecorners{\\pgfqpoint{#1bp}{#2bp}}"
    "{\\pgfqpoint{#3bp}{#4bp}}}%%\n"
    "\\def\\rS#1#2#3#4{\\definecolor{ravine}{rgb}{#1,#2,#3}\\pgfsetstrokecolor{ravine}"
    "\\pgfsetstrokeopacity{#4}}%%\n"
    "\\def\\rF#1#2#3#4{\\definecolor{ravine}{rgb}{#1,#2,#3}\\pgfsetfillcolor{ravine}"
    "\\pgfsetfillopacity{#4}}%%\n"
    "\\def\\rT#1#2#3#4#5#6#7#8{\\pgftext[x=#5bp,y=#6bp,base,#1,rotate=#2]{\\fontsize{#3}{#3}"
    "\\selectfont#4\\definecolor{ravine}{rgb}{#7}\\color{ravine}#8}}%%\n"
    "\\def\\rI#1#2#3#4#5{\\pgftext[x=#1bp,y=#2bp,left,bottom]"
    "{\\includegraphics[width=#3,height=#4]{#5}}}%%\n"
    "\\begin{pgfpicture}\n";

static void put_head(const struct sheet *sheet, struct markup *markup)
{
    const char *slash = strrchr(sheet->target, '/');
    char name[256];
    snprintf(name, sizeof name, "%.190s.pgf", slash ? slash + 1 : sheet->target);
    char text[2048];
    snprintf(text, sizeof text, head, name);
    markup_put(markup, text);
    const struct vector_options *options = &sheet->vector.options;
    markup_print(markup,
                 "\\pgfpathrectangle{\\pgfpointorigin}{\\pgfqpoint{%.6gbp}{%.6gbp}}"
                 "\\pgfusepath{use as bounding box}\n\\pgfsetroundjoin\n",
                 (double)options->width * options->points,
                 (double)options->height * options->points);
}

static bool write_image(const struct sheet *sheet, size_t index, struct error *error)
{
    const struct beside *image = &sheet->image[index];
    char path[FILE_PATH_MAX];
    struct file_writer writer = {0};
    name_image(sheet, index, path);
    bool done = file_writer_open(&writer, path, error);
    if (done && fwrite(image->png, 1, image->size, writer.stream) != image->size)
        done = error_set(error, ERROR_FAILED, "%s could not be written in full", path);
    done = done && file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    return done;
}

bool canvas_pgf_write(struct canvas *canvas, FILE *stream, struct error *error)
{
    struct sheet *sheet = (struct sheet *)canvas;
    struct markup all = {0};
    vector_flush(&sheet->vector);
    put_head(sheet, &all);
    markup_put(&sheet->body, "\\end{pgfpicture}%\n\\endgroup%\n");
    bool done = vector_check(&sheet->vector, error);
    if (done && (all.is_short || sheet->body.is_short))
        done = error_memory(error);
    if (done)
        done = (fwrite(all.bytes, 1, all.count, stream) == all.count &&
                fwrite(sheet->body.bytes, 1, sheet->body.count, stream) == sheet->body.count) ||
               error_set(error, ERROR_FAILED, "the pgf file could not be written in full");
    for (size_t i = 0; done && i < sheet->images; i++)
        done = write_image(sheet, i, error);
    markup_clear(&all);
    return done;
}

static void pgf_destroy(struct canvas *canvas)
{
    struct sheet *sheet = (struct sheet *)canvas;
    for (size_t i = 0; i < sheet->images; i++)
        free(sheet->image[i].png);
    free(sheet->image);
    markup_clear(&sheet->body);
    vector_clear(&sheet->vector);
    free(sheet);
}

static const struct canvas_type type = {VECTOR_CANVAS_TYPE, .destroy = pgf_destroy};

static const struct vector_type kind = {
    .clip = pgf_clip,
    .stroke = pgf_stroke,
    .fill = pgf_fill,
    .text = pgf_text,
    .image = pgf_image,
};

struct canvas *canvas_pgf_create(const struct vector_options *options, const char *target,
                                 struct error *error)
{
    struct sheet *sheet = array_create(1, sizeof *sheet, error);
    if (!sheet)
        return NULL;
    const char *dot = strrchr(target, '.');
    snprintf(sheet->target, sizeof sheet->target, "%.*s",
             dot && !strchr(dot, '/') ? (int)(dot - target) : (int)strlen(target), target);
    if (vector_init(&sheet->vector, &type, &kind, options, error))
        return &sheet->vector.head;
    pgf_destroy(&sheet->vector.head);
    return NULL;
}
