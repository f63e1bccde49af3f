// Drawing calls as bytes: to be compared with others, kept, and played on a canvas. The same calls
// are the same bytes.
//
// Who may call whom: gl/ → record → canvas.
#ifndef RAVINE_CANVAS_RECORD_H
#define RAVINE_CANVAS_RECORD_H

#include "canvas/canvas.h"

// Zeroed is empty.
struct record {
    unsigned char *bytes; // begin on a boundary for any type
    size_t size, capacity;
    bool is_short; // memory was out: calls from here on are left out
};

// Forgets the calls.
void record_begin(struct record *record);
void record_clear(struct record *record);

// A call each, as of struct canvas_type. Points and text are copied; a field's values and a map's
// stops have to stay as long as the record is played.
void record_clip(struct record *record, const struct rect *rect);
void record_polyline(struct record *record, const struct point points[], size_t count,
                     const struct stroke *stroke);
void record_polygon(struct record *record, const struct point points[], size_t count,
                    struct color color);
void record_rectangle(struct record *record, const struct rect *rect, float radius,
                      struct color color);
void record_markers(struct record *record, const struct point points[], size_t count,
                    const struct marker_style *style);
void record_text(struct record *record, struct point at, const char *utf8,
                 const struct text_style *style);
void record_field(struct record *record, const struct rect *rect, const struct field *field,
                  const struct colormap *map);

// How many pieces the calls are made of: segments, markers, letters with their halos, shapes.
size_t record_pieces(const struct record *record);

// Makes the calls, in their order.
void record_play(const struct record *record, struct canvas *canvas);

// Calls each(user, box) with boxes that hold between them all that the calls draw on the canvas,
// give or take a pixel: units, within the clip.
void record_boxes(const struct record *record, struct canvas *canvas,
                  void (*each)(void *user, const struct rect *box), void *user);

bool record_is_same(const struct record *a, const struct record *b);

#endif
