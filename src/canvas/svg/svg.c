#include "canvas/svg/svg.h"

#include "base/array.h"
#include "canvas/image.h"
#include "canvas/markup.h"
#include "canvas/svg/glyphs.h"
#include "canvas/svg/reel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STYLE_MAX = 384 };

struct drawing {
    struct vector vector;
    struct markup body;
    struct markup style;   // of the shape in hand
    struct markup data[2]; // of paths: the last one and the one before, in turn
    size_t paths;
    char group[STYLE_MAX]; // the style of the group that is open; empty: none is
    bool is_clipped;       // a clip's group is open
    struct rect *clip;     // [clips] c0, c1 … in the order of their first use
    size_t clips, clip_capacity;
    struct glyphs glyphs; // that the fonts, or the outlines, need
    size_t covers;        // images that are seen through another
    struct reel reel;     // of a drawing that moves; the body is an element of it then
    size_t inside;        // 1 + the clip that such an element is in
};

static struct drawing *self(struct vector *vector)
{
    return (struct drawing *)vector;
}

static void fail(struct drawing *drawing)
{
    struct error why = {0};
    error_memory(&why);
    vector_fail(&drawing->vector, &why);
}

static bool is_moving(const struct drawing *drawing)
{
    return drawing->vector.options.is_moving;
}

// ---- elements of what moves ---------------------------------------------------------------------

// What is in hand goes to the reel, in a group of the style in hand.
static void add_item(struct drawing *drawing, struct reel_item *item)
{
    struct error why = {0};
    struct markup *body = &drawing->body;
    item->clip = drawing->inside;
    item->style = strdup(drawing->group);
    if (body->count > 0) {
        markup_print(body, "%c", '\0');
        item->element = body->is_short ? NULL : strdup(body->bytes);
    }
    if (!item->style || (body->count > 0 && !item->element))
        error_memory(&why);
    body->count = 0;
    drawing->group[0] = '\0';
    if (!reel_add(&drawing->reel, item, &why) || why.kind != ERROR_NONE)
        vector_fail(&drawing->vector, &why);
}

static void add_element(struct drawing *drawing)
{
    struct reel_item item = {0};
    if (is_moving(drawing))
        add_item(drawing, &item);
}

// All its points: what goes on is compared with what it was.
static void add_path(struct drawing *drawing, const struct path *path, float width, float tolerance,
                     long unit)
{
    struct reel_item item = {.width = width, .tolerance = tolerance, .unit = unit};
    struct error why = {0};
    for (size_t line = 0, first = 0; line < path->lines; first = path->end[line++])
        if (!path_add(&item.path, path->point + first, path->end[line] - first, 0, &why))
            vector_fail(&drawing->vector, &why);
    add_item(drawing, &item);
}

// ---- groups -------------------------------------------------------------------------------------

static void close_group(struct drawing *drawing)
{
    if (*drawing->group && !is_moving(drawing))
        markup_put(&drawing->body, "</g>\n");
    drawing->group[0] = '\0';
}

// What is drawn next is in a group of the style in hand: the one that is open, or a new one.
static void open_group(struct drawing *drawing)
{
    struct markup *style = &drawing->style;
    markup_print(style, "%c", '\0');
    if (style->is_short || style->count > STYLE_MAX) {
        fail(drawing);
    } else if (strcmp(style->bytes, drawing->group) != 0) {
        close_group(drawing);
        memcpy(drawing->group, style->bytes, style->count);
        if (!is_moving(drawing))
            markup_print(&drawing->body, "<g%s>\n", drawing->group);
    }
    style->count = 0;
}

static void svg_layer(struct vector *vector, bool begins)
{
    struct drawing *drawing = self(vector);
    close_group(drawing);
    if (!is_moving(drawing))
        markup_put(&drawing->body, begins ? "<g class=\"layer\">\n" : "</g>\n");
}

static void svg_clip(struct vector *vector, const struct rect *rect)
{
    struct drawing *drawing = self(vector);
    struct error why = {0};
    close_group(drawing);
    if (drawing->is_clipped && !is_moving(drawing))
        markup_put(&drawing->body, "</g>\n");
    drawing->is_clipped = rect != NULL;
    drawing->inside = 0;
    if (!rect)
        return;
    size_t k = 0;
    while (k < drawing->clips && memcmp(&drawing->clip[k], rect, sizeof *rect) != 0)
        k++;
    if (k == drawing->clips) {
        if (!array_reserve(&drawing->clip, &drawing->clip_capacity, k + 1, sizeof *rect, &why)) {
            vector_fail(vector, &why);
            drawing->is_clipped = false;
            return;
        }
        drawing->clip[drawing->clips++] = *rect;
    }
    drawing->inside = k + 1;
    if (!is_moving(drawing))
        markup_print(&drawing->body, "<g clip-path=\"url(#c%zu)\">\n", k);
}

// ---- shapes -------------------------------------------------------------------------------------

// A halo and what lies on it are one path: a long one is in the file once.
static void put_path(struct drawing *drawing, const struct path *path, bool closes, long unit)
{
    enum { LONG = 160 };
    struct markup *data = &drawing->data[drawing->paths % 2];
    const struct markup *last = &drawing->data[(drawing->paths + 1) % 2];
    open_group(drawing);
    data->count = 0;
    markup_path(data, path, closes, unit);
    if (data->is_short || last->is_short) {
        fail(drawing);
        return;
    }
    if (data->count >= LONG && data->count == last->count &&
        memcmp(data->bytes, last->bytes, data->count) == 0) {
        markup_print(&drawing->body, "<use xlink:href=\"#p%zu\"/>\n", drawing->paths);
        return;
    }
    drawing->paths++;
    markup_put(&drawing->body, "<path");
    if (data->count >= LONG)
        markup_print(&drawing->body, " id=\"p%zu\"", drawing->paths);
    markup_put(&drawing->body, " d=\"");
    markup_append(&drawing->body, data);
    markup_put(&drawing->body, "\"/>\n");
}

static void svg_stroke(struct vector *vector, const struct path *path,
                       const struct vector_stroke *stroke)
{
    struct drawing *drawing = self(vector);
    struct markup *style = &drawing->style;
    markup_put(style, " fill=\"none\"");
    markup_color(style, "stroke", stroke->color);
    markup_attribute(style, "stroke-width", stroke->width);
    markup_put(style, " stroke-linejoin=\"round\"");
    if (stroke->is_round)
        markup_put(style, " stroke-linecap=\"round\"");
    if (stroke->dashes.count > 0) {
        markup_put(style, " stroke-dasharray=\"");
        for (size_t i = 0; i < stroke->dashes.count; i++) {
            markup_put(style, i > 0 ? " " : "");
            markup_number(style, stroke->dashes.length[i]);
        }
        markup_put(style, "\"");
        if (stroke->phase > 0)
            markup_attribute(style, "stroke-dashoffset", stroke->phase);
    }
    // Of what is faint nobody sees the place as exactly.
    const long unit = stroke->color.a < 0.08f ? 100 : stroke->color.a < 0.2f ? 10 : 1;
    if (is_moving(drawing)) {
        open_group(drawing);
        add_path(drawing, path, stroke->width, stroke->tolerance, unit);
    } else {
        put_path(drawing, path, false, unit);
    }
}

static void svg_fill(struct vector *vector, const struct path *path, struct color color)
{
    struct drawing *drawing = self(vector);
    markup_color(&drawing->style, "fill", color);
    if (is_moving(drawing)) {
        open_group(drawing);
        add_path(drawing, path, 0, 0, 1);
    } else {
        put_path(drawing, path, true, 1);
    }
}

// ---- text ---------------------------------------------------------------------------------------

static void put_family(struct markup *markup, const struct drawing *drawing, enum typeface typeface)
{
    const char *name = glyphs_family(&drawing->vector, typeface);
    markup_put(markup, " font-family=\"");
    markup_text(markup, name, strlen(name));
    markup_put(markup, "\"");
}

static void put_halo(struct markup *style, const struct text_style *text)
{
    if (!(text->halo.a > 0))
        return;
    markup_color(style, "stroke", text->halo);
    markup_attribute(style, "stroke-width", 2 * text->halo_width);
    markup_put(style, " stroke-linejoin=\"round\" paint-order=\"stroke\"");
}

// Level text is put at its place, other text turned there.
static void put_turn(struct markup *body, const struct vector_text *text)
{
    if (text->style->angle == 0)
        return;
    markup_put(body, " transform=\"rotate(");
    markup_number(body, text->style->angle * 57.29578f);
    markup_put(body, " ");
    markup_number(body, text->pen.x);
    markup_put(body, " ");
    markup_number(body, text->pen.y);
    markup_put(body, ")\"");
}

// Letters that another program sets one behind the other as we do: until a word begins, the
// typeface changes or the places no longer agree (figures are tabular here). Each such piece is
// told its place, so that no other font adds up to another line.
static size_t find_piece(const struct drawing *drawing, const struct vector_text *text,
                         size_t first)
{
    const struct letter *letter = text->letter;
    float along = letter[first].x;
    size_t end = first;
    for (; end < text->count; end++) {
        const bool is_figure = letter[end].character >= '0' && letter[end].character <= '9';
        if (end > first &&
            (letter[end].typeface != letter[first].typeface || letter[end - 1].character == ' ' ||
             fabsf(letter[end].x - along) > (is_figure ? 0.004f : 0.04f)))
            break;
        if (letter[end].typeface != TYPEFACE_NONE)
            along += faces_advance(drawing->vector.faces, letter[end].typeface, text->style->bold,
                                   letter[end].glyph);
    }
    return end;
}

static void put_words(struct drawing *drawing, const struct vector_text *text)
{
    struct markup *body = &drawing->body;
    markup_put(body, "<text");
    markup_attribute(body, "x", text->pen.x + text->letter[0].x * text->style->size);
    markup_attribute(body, "y", text->pen.y);
    put_turn(body, text);
    markup_put(body, ">");
    for (size_t first = 0, end; first < text->count; first = end) {
        end = find_piece(drawing, text, first);
        const struct letter *letter = &text->letter[first];
        if (letter->typeface == TYPEFACE_NONE)
            continue;
        const bool is_own = first > 0 || letter->typeface != TYPEFACE_INTER;
        if (is_own) {
            markup_put(body, "<tspan");
            markup_attribute(body, "x", text->pen.x + letter->x * text->style->size);
            if (letter->typeface != TYPEFACE_INTER)
                put_family(body, drawing, letter->typeface);
            markup_put(body, ">");
        }
        for (size_t i = first; i < end; i++)
            markup_text(body, text->letter[i].utf8, text->letter[i].bytes);
        if (is_own)
            markup_put(body, "</tspan>");
    }
    markup_put(body, "</text>\n");
}

// Text as shapes, each of which is in the file once.
static void put_outlines(struct drawing *drawing, const struct vector_text *text)
{
    struct markup *body = &drawing->body;
    const float em = text->style->size;
    markup_put(body, "<g aria-label=\"");
    markup_text(body, text->utf8, strlen(text->utf8));
    markup_put(body, "\" transform=\"translate(");
    markup_number(body, text->pen.x);
    markup_put(body, " ");
    markup_number(body, text->pen.y);
    markup_put(body, ")");
    if (text->style->angle != 0) {
        markup_put(body, " rotate(");
        markup_number(body, text->style->angle * 57.29578f);
        markup_put(body, ")");
    }
    markup_print(body, " scale(%.5g)\">", (double)(em / GLYPHS_EM));
    for (size_t i = 0; i < text->count; i++) {
        const struct letter *letter = &text->letter[i];
        if (letter->typeface == TYPEFACE_NONE)
            continue;
        markup_print(body, "<use xlink:href=\"#%s%u\" x=\"%.0f\"/>",
                     glyphs_name(letter->typeface, text->style->bold), letter->glyph,
                     (double)(letter->x * GLYPHS_EM));
    }
    markup_put(body, "</g>\n");
}

static void svg_text(struct vector *vector, const struct vector_text *text)
{
    struct drawing *drawing = self(vector);
    struct markup *style = &drawing->style;
    struct text_style scaled = *text->style;
    for (size_t i = 0; i < text->count; i++) {
        if (!glyphs_add(&drawing->glyphs, &text->letter[i], text->style->bold)) {
            fail(drawing);
            return;
        }
    }
    markup_color(style, "fill", text->style->color);
    if (vector->options.has_outlines) {
        scaled.halo_width *= GLYPHS_EM / text->style->size;
        put_halo(style, &scaled);
        open_group(drawing);
        put_outlines(drawing, text);
        add_element(drawing);
        return;
    }
    put_family(style, drawing, TYPEFACE_INTER);
    markup_attribute(style, "font-size", text->style->size);
    if (text->style->bold)
        markup_put(style, " font-weight=\"600\"");
    put_halo(style, text->style);
    open_group(drawing);
    put_words(drawing, text);
    add_element(drawing);
}

// ---- images -------------------------------------------------------------------------------------

// `more`: attributes, or nothing.
static void put_image(struct drawing *drawing, const struct rect *rect,
                      const struct vector_image *image, bool is_png, const char *more)
{
    struct markup *body = &drawing->body;
    struct error why = {0};
    size_t size;
    unsigned char *bytes = is_png ? image_png(image, &size, &why) : image_jpeg(image, &size, &why);
    if (!bytes) {
        vector_fail(&drawing->vector, &why);
        return;
    }
    markup_put(body, "<image");
    markup_put(body, more);
    markup_attribute(body, "x", rect->x);
    markup_attribute(body, "y", rect->y);
    markup_attribute(body, "width", rect->width);
    markup_attribute(body, "height", rect->height);
    markup_print(body, " preserveAspectRatio=\"none\" xlink:href=\"data:image/%s;base64,",
                 is_png ? "png" : "jpeg");
    markup_base64(body, bytes, size);
    markup_put(body, "\"/>\n");
    free(bytes);
}

// Colours that are covered in part: as a JPEG, seen through what is covered.
static void put_covered(struct drawing *drawing, const struct rect *rect,
                        const struct vector_image *image)
{
    struct vector_image colors, cover;
    struct error why = {0};
    char more[48];
    if (!image_split(image, &colors, &cover, &why)) {
        vector_fail(&drawing->vector, &why);
        return;
    }
    snprintf(more, sizeof more, " mask=\"url(#i%zu)\"", drawing->covers);
    markup_print(&drawing->body, "<mask id=\"i%zu\" maskUnits=\"userSpaceOnUse\"",
                 drawing->covers++);
    markup_attribute(&drawing->body, "x", rect->x);
    markup_attribute(&drawing->body, "y", rect->y);
    markup_attribute(&drawing->body, "width", rect->width);
    markup_attribute(&drawing->body, "height", rect->height);
    markup_put(&drawing->body, ">\n");
    put_image(drawing, rect, &cover, true, "");
    markup_put(&drawing->body, "</mask>\n");
    put_image(drawing, rect, &colors, false, more);
    free((void *)colors.pixels);
    free((void *)cover.pixels);
}

static void svg_image(struct vector *vector, const struct rect *rect,
                      const struct vector_image *image)
{
    struct drawing *drawing = self(vector);
    close_group(drawing);
    if (image->has_alpha && !image->is_sharp)
        put_covered(drawing, rect, image);
    else
        put_image(drawing, rect, image, image->is_sharp, "");
    add_element(drawing);
}

// ---- the document -------------------------------------------------------------------------------

static void svg_destroy(struct canvas *canvas)
{
    struct drawing *drawing = (struct drawing *)canvas;
    markup_clear(&drawing->body);
    markup_clear(&drawing->style);
    markup_clear(&drawing->data[0]);
    markup_clear(&drawing->data[1]);
    glyphs_clear(&drawing->glyphs);
    reel_clear(&drawing->reel);
    free(drawing->clip);
    vector_clear(&drawing->vector);
    free(drawing);
}

static const struct canvas_type type = {VECTOR_CANVAS_TYPE, .destroy = svg_destroy};

static const struct vector_type kind = {
    .clip = svg_clip,
    .stroke = svg_stroke,
    .fill = svg_fill,
    .text = svg_text,
    .image = svg_image,
    .layer = svg_layer,
};

struct canvas *canvas_svg_create(const struct vector_options *options, struct error *error)
{
    struct drawing *drawing = array_create(1, sizeof *drawing, error);
    if (!drawing)
        return NULL;
    if (vector_init(&drawing->vector, &type, &kind, options, error))
        return &drawing->vector.head;
    svg_destroy(&drawing->vector.head);
    return NULL;
}

static void put_element(struct markup *head, const char *name, const char *text)
{
    if (!text)
        return;
    markup_print(head, "<%s>", name);
    markup_text(head, text, strlen(text));
    markup_print(head, "</%s>\n", name);
}

static void put_head(struct drawing *drawing, struct markup *head)
{
    const struct vector_options *options = &drawing->vector.options;
    markup_print(head,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                 "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%.6gpt\" "
                 "height=\"%.6gpt\" viewBox=\"0 0 %.6g %.6g\">\n",
                 (double)options->width * options->points,
                 (double)options->height * options->points, (double)options->width,
                 (double)options->height);
    put_element(head, "title", options->title);
    put_element(head, "desc", options->caption);
    if (!options->scene)
        return;
    markup_put(head, "<metadata xmlns:ravine=\"urn:ravine\">\n");
    put_element(head, "ravine:scene", options->scene);
    if (options->payload)
        put_element(head, "ravine:figure", options->payload);
    markup_put(head, "</metadata>\n");
}

static void put_clips(const struct drawing *drawing, struct markup *head)
{
    for (size_t k = 0; k < drawing->clips; k++) {
        markup_print(head, "<clipPath id=\"c%zu\"><rect", k);
        markup_attribute(head, "x", drawing->clip[k].x);
        markup_attribute(head, "y", drawing->clip[k].y);
        markup_attribute(head, "width", drawing->clip[k].width);
        markup_attribute(head, "height", drawing->clip[k].height);
        markup_put(head, "/></clipPath>\n");
    }
}

bool canvas_svg_turn(struct canvas *canvas, struct error *error)
{
    struct drawing *drawing = (struct drawing *)canvas;
    canvas_clip(canvas, NULL);
    return vector_check(&drawing->vector, error) && reel_turn(&drawing->reel, error);
}

bool canvas_svg_write_film(struct canvas *canvas, double fps, size_t held, FILE *stream,
                           struct error *error)
{
    struct drawing *drawing = (struct drawing *)canvas;
    const struct reel_time time = {fps, held};
    return reel_write(&drawing->reel, &time, canvas->width, canvas->height, &drawing->body,
                      error) &&
           canvas_svg_write(canvas, stream, error);
}

bool canvas_svg_write(struct canvas *canvas, FILE *stream, struct error *error)
{
    struct drawing *drawing = (struct drawing *)canvas;
    struct markup head = {0};
    vector_flush(&drawing->vector);
    close_group(drawing);
    put_head(drawing, &head);
    markup_put(&head, "<defs>\n");
    put_clips(drawing, &head);
    bool done = vector_check(&drawing->vector, error) &&
                (drawing->vector.options.has_outlines
                     ? glyphs_put_outlines(&drawing->glyphs, &drawing->vector, &head, error)
                     : glyphs_put_fonts(&drawing->glyphs, &drawing->vector, &head, error));
    markup_put(&head, "</defs>\n");
    markup_put(&drawing->body, "</svg>\n");
    if (done && (head.is_short || drawing->body.is_short || drawing->style.is_short))
        done = error_memory(error);
    if (done)
        done =
            (fwrite(head.bytes, 1, head.count, stream) == head.count &&
             fwrite(drawing->body.bytes, 1, drawing->body.count, stream) == drawing->body.count) ||
            error_set(error, ERROR_FAILED, "the SVG could not be written in full");
    markup_clear(&head);
    return done;
}
