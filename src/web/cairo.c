// PDF in a page: Cairo would double what has to be loaded before the first picture.
#include "canvas/cairo/cairo.h"

struct canvas *canvas_cairo_create(const struct vector_options *options, FILE *stream,
                                   struct error *error)
{
    (void)options, (void)stream;
    error_set(error, ERROR_FAILED,
              "PDF is written by the installed Ravine; here there are SVG and PNG");
    return NULL;
}

void canvas_cairo_turn(struct canvas *canvas)
{
    (void)canvas;
}

void canvas_cairo_bookmark(struct canvas *canvas, const char *title, size_t page)
{
    (void)canvas, (void)title, (void)page;
}

void canvas_cairo_inset(struct canvas *canvas, const struct rect *rect, double points)
{
    (void)canvas, (void)rect, (void)points;
}

bool canvas_cairo_finish(struct canvas *canvas, struct error *error)
{
    (void)canvas, (void)error;
    return false;
}
