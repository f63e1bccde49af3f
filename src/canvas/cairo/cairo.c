#include "canvas/cairo/cairo.h"

#include "base/array.h"
#include "canvas/image.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include FT_FREETYPE_H
#include FT_MODULE_H

struct paper {
    struct vector vector;
    FILE *stream;
    cairo_surface_t *surface;
    cairo_t *cairo;
    cairo_font_face_t *face[TYPEFACE_COUNT][2];
    cairo_glyph_t *glyph;
    cairo_text_cluster_t *cluster;
    char *utf8;
    size_t glyph_capacity, cluster_capacity, utf8_capacity;
};

static struct paper *self(struct vector *vector)
{
    return (struct paper *)vector;
}

static void set_color(cairo_t *cairo, struct color color)
{
    cairo_set_source_rgba(cairo, (double)color.r, (double)color.g, (double)color.b,
                          (double)color.a);
}

// ---- shapes -------------------------------------------------------------------------------------

static void paper_clip(struct vector *vector, const struct rect *rect)
{
    cairo_t *cairo = self(vector)->cairo;
    cairo_reset_clip(cairo);
    if (!rect)
        return;
    cairo_rectangle(cairo, (double)rect->x, (double)rect->y, (double)rect->width,
                    (double)rect->height);
    cairo_clip(cairo);
}

static void add_path(cairo_t *cairo, const struct path *path, bool closes)
{
    size_t i = 0;
    for (size_t line = 0; line < path->lines; line++) {
        const struct point *first = &path->point[i];
        cairo_move_to(cairo, (double)first->x, (double)first->y);
        for (i++; i < path->end[line]; i++)
            cairo_line_to(cairo, (double)path->point[i].x, (double)path->point[i].y);
        if (closes)
            cairo_close_path(cairo);
    }
}

static void paper_stroke(struct vector *vector, const struct path *path,
                         const struct vector_stroke *stroke)
{
    cairo_t *cairo = self(vector)->cairo;
    double dash[DASH_MAX];
    for (size_t i = 0; i < stroke->dashes.count; i++)
        dash[i] = (double)stroke->dashes.length[i];
    set_color(cairo, stroke->color);
    cairo_set_line_width(cairo, (double)stroke->width);
    cairo_set_dash(cairo, dash, (int)stroke->dashes.count, (double)stroke->phase);
    cairo_set_line_cap(cairo, stroke->is_round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    add_path(cairo, path, false);
    cairo_stroke(cairo);
}

static void paper_fill(struct vector *vector, const struct path *path, struct color color)
{
    cairo_t *cairo = self(vector)->cairo;
    set_color(cairo, color);
    add_path(cairo, path, true);
    cairo_fill(cairo);
}

// ---- text ---------------------------------------------------------------------------------------

static const cairo_user_data_key_t kept_face;

static void release_face(void *face)
{
    FT_Library library = ((FT_Face)face)->glyph->library;
    FT_Done_Face(face);
    FT_Done_Library(library);
}

// Cairo keeps faces longer than we do: each holds its file and the library.
static cairo_font_face_t *find_face(struct paper *paper, enum typeface typeface, bool bold)
{
    cairo_font_face_t **kept = &paper->face[typeface][bold];
    if (*kept)
        return *kept;
    FT_Face face = faces_face(paper->vector.faces, typeface, bold);
    *kept = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
    FT_Reference_Library(face->glyph->library);
    FT_Reference_Face(face);
    if (cairo_font_face_set_user_data(*kept, &kept_face, face, release_face) != 0)
        release_face(face);
    return *kept;
}

// The letters from `first` on that one typeface has; returns the end.
static size_t find_run(const struct vector_text *text, size_t first)
{
    size_t end = first;
    while (end < text->count && text->letter[end].typeface == text->letter[first].typeface)
        end++;
    return end;
}

static void show_run(struct paper *paper, const struct vector_text *text, size_t first, size_t end)
{
    const float em = text->style->size;
    int bytes = 0;
    for (size_t i = first; i < end; i++) {
        const struct letter *letter = &text->letter[i];
        memcpy(paper->utf8 + bytes, letter->utf8, letter->bytes);
        paper->glyph[i - first] =
            (cairo_glyph_t){letter->tabular, (double)(letter->tabular_x * em), 0};
        paper->cluster[i - first] = (cairo_text_cluster_t){(int)letter->bytes, 1};
        bytes += (int)letter->bytes;
    }
    const int count = (int)(end - first);
    cairo_t *cairo = paper->cairo;
    cairo_set_font_face(cairo, find_face(paper, text->letter[first].typeface, text->style->bold));
    cairo_set_font_size(cairo, (double)em);
    if (text->style->halo.a > 0) {
        set_color(cairo, text->style->halo);
        cairo_set_line_width(cairo, (double)(2 * text->style->halo_width));
        cairo_set_dash(cairo, NULL, 0, 0);
        cairo_glyph_path(cairo, paper->glyph, count);
        cairo_stroke(cairo);
    }
    set_color(cairo, text->style->color);
    cairo_show_text_glyphs(cairo, paper->utf8, bytes, paper->glyph, count, paper->cluster, count,
                           0);
}

static void paper_text(struct vector *vector, const struct vector_text *text)
{
    struct paper *paper = self(vector);
    struct error why = {0};
    if (!array_reserve(&paper->glyph, &paper->glyph_capacity, text->count, sizeof *paper->glyph,
                       &why) ||
        !array_reserve(&paper->cluster, &paper->cluster_capacity, text->count,
                       sizeof *paper->cluster, &why) ||
        !array_reserve(&paper->utf8, &paper->utf8_capacity, 4 * text->count, 1, &why)) {
        vector_fail(vector, &why);
        return;
    }
    cairo_save(paper->cairo);
    cairo_translate(paper->cairo, (double)text->pen.x, (double)text->pen.y);
    cairo_rotate(paper->cairo, (double)text->style->angle);
    for (size_t first = 0; first < text->count;) {
        const size_t end = find_run(text, first);
        if (text->letter[first].typeface != TYPEFACE_NONE)
            show_run(paper, text, first, end);
        first = end;
    }
    cairo_restore(paper->cairo);
}

// ---- images -------------------------------------------------------------------------------------

// Cairo's pixels: premultiplied, a 32-bit word each.
static void copy_pixels(const struct vector_image *image, cairo_surface_t *surface)
{
    unsigned char *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface), step = image->has_alpha ? 4 : 3;
    cairo_surface_flush(surface);
    for (int y = 0; y < image->height; y++) {
        const uint8_t *in = image->pixels + (size_t)y * (size_t)image->width * (size_t)step;
        uint32_t *out = (uint32_t *)(void *)(data + (ptrdiff_t)y * stride);
        for (int x = 0; x < image->width; x++, in += step) {
            const uint32_t a = image->has_alpha ? in[3] : 255;
            out[x] = a << 24 | (in[0] * a + 127) / 255 << 16 | (in[1] * a + 127) / 255 << 8 |
                     (in[2] * a + 127) / 255;
        }
    }
    cairo_surface_mark_dirty(surface);
}

// Has Cairo write a JPEG in place of the surface's pixels, which nobody looks at.
static bool attach_jpeg(cairo_surface_t *surface, const struct vector_image *image,
                        struct error *error)
{
    size_t size;
    unsigned char *jpeg = image_jpeg(image, &size, error);
    if (!jpeg)
        return false;
    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, jpeg, size, free, jpeg) == 0)
        return true;
    free(jpeg);
    return error_memory(error);
}

// What is covered of an image, as Cairo's mask.
static cairo_surface_t *make_cover(const struct vector_image *image)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, image->width, image->height);
    if (cairo_surface_status(surface) != 0)
        return surface;
    unsigned char *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    cairo_surface_flush(surface);
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++)
            data[(ptrdiff_t)y * stride + x] =
                image->pixels[3 * ((size_t)y * (size_t)image->width + (size_t)x)];
    cairo_surface_mark_dirty(surface);
    return surface;
}

// Shows an image, through another where `cover` is not NULL.
static void show_image(struct vector *vector, const struct rect *rect,
                       const struct vector_image *image, const struct vector_image *cover)
{
    cairo_t *cairo = self(vector)->cairo;
    struct error why = {0};
    cairo_surface_t *surface = cairo_image_surface_create(
        image->has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, image->width, image->height);
    if (cairo_surface_status(surface) != 0)
        error_memory(&why);
    else if (image->is_sharp || image->has_alpha)
        copy_pixels(image, surface);
    else
        attach_jpeg(surface, image, &why);
    if (why.kind == ERROR_NONE) {
        cairo_save(cairo);
        cairo_translate(cairo, (double)rect->x, (double)rect->y);
        cairo_scale(cairo, (double)rect->width / image->width,
                    (double)rect->height / image->height);
        cairo_set_source_surface(cairo, surface, 0, 0);
        cairo_rectangle(cairo, 0, 0, image->width, image->height);
        if (cover) {
            cairo_surface_t *mask = make_cover(cover);
            cairo_clip(cairo);
            cairo_mask_surface(cairo, mask, 0, 0);
            cairo_surface_destroy(mask);
        } else {
            cairo_fill(cairo);
        }
        cairo_restore(cairo);
    } else {
        vector_fail(vector, &why);
    }
    cairo_surface_destroy(surface);
}

static void paper_image(struct vector *vector, const struct rect *rect,
                        const struct vector_image *image)
{
    struct vector_image colors, cover;
    struct error why = {0};
    if (!image->has_alpha || image->is_sharp) {
        show_image(vector, rect, image, NULL);
    } else if (image_split(image, &colors, &cover, &why)) {
        show_image(vector, rect, &colors, &cover);
        free((void *)colors.pixels);
        free((void *)cover.pixels);
    } else {
        vector_fail(vector, &why);
    }
}

// ---- the document -------------------------------------------------------------------------------

static cairo_status_t write_bytes(void *user, const unsigned char *bytes, unsigned length)
{
    const struct paper *paper = user;
    return fwrite(bytes, 1, length, paper->stream) == length ? CAIRO_STATUS_SUCCESS
                                                             : CAIRO_STATUS_WRITE_ERROR;
}

// The date that a PDF has to bear: SOURCE_DATE_EPOCH's, else the same for all.
static void set_date(cairo_surface_t *surface)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t seconds = epoch ? (time_t)strtoll(epoch, NULL, 10) : 315532800; // 1980-01-01
    struct tm when;
    char text[32];
    if (!gmtime_r(&seconds, &when) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &when) == 0)
        return;
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
}

static void describe(cairo_surface_t *surface, const struct vector_options *options)
{
    // 1.4: what is in the file stands in it plainly, so that a scene can be put beside it.
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    set_date(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Ravine");
    if (options->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, options->title);
    if (options->caption)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, options->caption);
}

static void paper_destroy(struct canvas *canvas)
{
    struct paper *paper = (struct paper *)canvas;
    cairo_destroy(paper->cairo);
    cairo_surface_destroy(paper->surface);
    for (int i = 0; i < TYPEFACE_COUNT; i++)
        for (int bold = 0; bold < 2; bold++)
            cairo_font_face_destroy(paper->face[i][bold]);
    vector_clear(&paper->vector);
    free(paper->glyph);
    free(paper->cluster);
    free(paper->utf8);
    free(paper);
}

static const struct canvas_type type = {VECTOR_CANVAS_TYPE, .destroy = paper_destroy};

static const struct vector_type kind = {
    .clip = paper_clip,
    .stroke = paper_stroke,
    .fill = paper_fill,
    .text = paper_text,
    .image = paper_image,
};

struct canvas *canvas_cairo_create(const struct vector_options *options, FILE *stream,
                                   struct error *error)
{
    struct paper *paper = array_create(1, sizeof *paper, error);
    if (!paper)
        return NULL;
    if (!vector_init(&paper->vector, &type, &kind, options, error)) {
        paper_destroy(&paper->vector.head);
        return NULL;
    }
    paper->stream = stream;
    paper->surface = cairo_pdf_surface_create_for_stream(write_bytes, paper,
                                                         (double)options->width * options->points,
                                                         (double)options->height * options->points);
    describe(paper->surface, options);
    paper->cairo = cairo_create(paper->surface);
    cairo_scale(paper->cairo, options->points, options->points);
    cairo_set_line_join(paper->cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_font_options_t *font = cairo_font_options_create();
    cairo_font_options_set_hint_style(font, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(font, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(paper->cairo, font);
    cairo_font_options_destroy(font);
    if (cairo_status(paper->cairo) == CAIRO_STATUS_SUCCESS)
        return &paper->vector.head;
    error_set(error, ERROR_FAILED, "Cairo does not start: %s",
              cairo_status_to_string(cairo_status(paper->cairo)));
    paper_destroy(&paper->vector.head);
    return NULL;
}

void canvas_cairo_turn(struct canvas *canvas)
{
    struct paper *paper = (struct paper *)canvas;
    vector_flush(&paper->vector);
    cairo_show_page(paper->cairo);
}

void canvas_cairo_bookmark(struct canvas *canvas, const char *title, size_t page)
{
    struct paper *paper = (struct paper *)canvas;
    char place[64];
    snprintf(place, sizeof place, "page=%zu pos=[0 0]", page);
    cairo_pdf_surface_add_outline(paper->surface, CAIRO_PDF_OUTLINE_ROOT, title, place, 0);
}

void canvas_cairo_inset(struct canvas *canvas, const struct rect *rect, double points)
{
    struct paper *paper = (struct paper *)canvas;
    const struct vector_options *page = &paper->vector.options;
    vector_flush(&paper->vector);
    if (rect) {
        const double unit = points / page->points; // of the figure, in the page's
        cairo_save(paper->cairo);
        cairo_translate(paper->cairo, (double)rect->x, (double)rect->y);
        cairo_scale(paper->cairo, unit, unit);
        canvas->width = (float)((double)rect->width / unit);
        canvas->height = (float)((double)rect->height / unit);
    } else {
        cairo_restore(paper->cairo);
        canvas->width = page->width;
        canvas->height = page->height;
    }
    canvas->scale = (float)((rect ? points : page->points) * VECTOR_DPI / 72);
    paper->vector.clip = (struct rect){0, 0, canvas->width, canvas->height};
}

bool canvas_cairo_finish(struct canvas *canvas, struct error *error)
{
    struct paper *paper = (struct paper *)canvas;
    vector_flush(&paper->vector);
    const cairo_status_t drawn = cairo_status(paper->cairo);
    cairo_surface_finish(paper->surface);
    const cairo_status_t written = cairo_surface_status(paper->surface);
    const cairo_status_t status = drawn != 0 ? drawn : written;
    return vector_check(&paper->vector, error) &&
           (status == 0 || error_set(error, ERROR_FAILED, "the PDF could not be written: %s",
                                     cairo_status_to_string(status)));
}
