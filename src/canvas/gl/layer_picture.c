// Pictures of layers: textures of parts of the frame, and which tiles of them hold something.
#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TILE = 16 }; // pixels

// ---- tiles --------------------------------------------------------------------------------------

bool layer_tiles_init(struct layer_tiles *tiles, const struct gl *gl)
{
    *tiles = (struct layer_tiles){
        .gl = gl,
        .columns = (gl->width + TILE - 1) / TILE,
        .rows = (gl->height + TILE - 1) / TILE,
        .left = gl->width,
        .top = gl->height,
    };
    tiles->is_full = array_create((size_t)(tiles->columns * tiles->rows), 1, NULL);
    return tiles->is_full != NULL;
}

void layer_tiles_clear(struct layer_tiles *tiles)
{
    free(tiles->is_full);
    tiles->is_full = NULL;
}

// Pixels of a frame, y down.
struct box {
    int left, top, right, bottom;
};

// What of the frame is reached by something within `rect`, which is blurred by its edges.
static struct box pixels_of(const struct gl *gl, const struct rect *rect)
{
    const float s = gl->head.scale, edge = 2;
    const float wide = (float)gl->width, high = (float)gl->height;
    return (struct box){
        .left = (int)fminf(fmaxf(floorf(s * rect->x) - edge, 0), wide),
        .top = (int)fminf(fmaxf(floorf(s * rect->y) - edge, 0), high),
        .right = (int)fmaxf(fminf(ceilf(s * (rect->x + rect->width)) + edge, wide), 0),
        .bottom = (int)fmaxf(fminf(ceilf(s * (rect->y + rect->height)) + edge, high), 0),
    };
}

static void reach(struct layer_tiles *tiles, const struct box *box)
{
    tiles->left = box->left < tiles->left ? box->left : tiles->left;
    tiles->top = box->top < tiles->top ? box->top : tiles->top;
    tiles->right = box->right > tiles->right ? box->right : tiles->right;
    tiles->bottom = box->bottom > tiles->bottom ? box->bottom : tiles->bottom;
}

void layer_tiles_add(void *user, const struct rect *rect)
{
    struct layer_tiles *tiles = user;
    const struct box box = pixels_of(tiles->gl, rect);
    if (box.left >= box.right || box.top >= box.bottom)
        return;
    for (int row = box.top / TILE; row <= (box.bottom - 1) / TILE; row++)
        memset(tiles->is_full + row * tiles->columns + box.left / TILE, 1,
               (size_t)((box.right - 1) / TILE - box.left / TILE + 1));
    reach(tiles, &box);
}

void layer_tiles_add_picture(struct layer_tiles *tiles, const struct layer_picture *picture)
{
    for (size_t k = 0; k < picture->runs; k++) {
        const struct layer_run *run = &picture->run[k];
        memset(tiles->is_full + run->row * tiles->columns + run->first, 1,
               (size_t)(run->end - run->first));
    }
    reach(tiles, &(struct box){picture->left, picture->top, picture->left + picture->width,
                               picture->top + picture->height});
}

// ---- pictures -----------------------------------------------------------------------------------

// Room for as many runs as there can be.
static bool list_runs(const struct layer_tiles *tiles, struct layer_picture *picture)
{
    const size_t most = (size_t)tiles->rows * ((size_t)tiles->columns / 2 + 1);
    picture->runs = 0;
    picture->run = array_create(most, sizeof *picture->run, NULL);
    if (!picture->run)
        return false;
    for (int row = 0; row < tiles->rows; row++) {
        const bool *is_full = tiles->is_full + row * tiles->columns;
        for (int first = 0; first < tiles->columns; first++) {
            int end = first;
            while (end < tiles->columns && is_full[end])
                end++;
            if (end > first)
                picture->run[picture->runs++] = (struct layer_run){row, first, end};
            first = end;
        }
    }
    return true;
}

bool layer_picture_place(struct layer_picture *picture, const struct layer_tiles *tiles)
{
    free(picture->run);
    picture->run = NULL;
    picture->left = tiles->left;
    picture->top = tiles->top;
    picture->width = tiles->right - tiles->left;
    picture->height = tiles->bottom - tiles->top;
    return picture->width > 0 && picture->height > 0 && list_runs(tiles, picture);
}

size_t layer_picture_pixels(const struct layer_picture *picture)
{
    size_t pixels = 0;
    for (size_t k = 0; k < picture->runs; k++)
        pixels += (size_t)(picture->run[k].end - picture->run[k].first) * TILE * TILE;
    return pixels;
}

void layer_picture_forget(struct layer_picture *picture)
{
    if (picture->texture)
        glDeleteTextures(1, &picture->texture);
    free(picture->run);
    *picture = (struct layer_picture){0};
}

static void make_texture(struct layer_picture *picture)
{
    glGenTextures(1, &picture->texture);
    glBindTexture(GL_TEXTURE_2D, picture->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, picture->width, picture->height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, NULL);
}

bool layer_picture_begin(struct gl *gl, struct layer_picture *picture, int *before)
{
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, before);
    if (!gl->layers.framebuffer)
        glGenFramebuffers(1, &gl->layers.framebuffer);
    make_texture(picture);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, gl->layers.framebuffer);
    glFramebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                           picture->texture, 0);
    if (glCheckFramebufferStatus(GL_DRAW_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, (GLuint)*before);
        glDeleteTextures(1, &picture->texture);
        picture->texture = 0;
        return false;
    }
    gl_place(gl, picture->left, gl->height - picture->top - picture->height);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    return true;
}

void layer_picture_end(struct gl *gl, int before)
{
    gl_send(gl);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, (GLuint)before);
    gl_place(gl, 0, 0);
}

static int within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

// Only where there is something: most of a path's box is empty, and what is empty takes its time.
void layer_picture_show(struct gl *gl, const struct layer_picture *picture)
{
    const int left = picture->left, right = left + picture->width;
    const int top = picture->top, bottom = top + picture->height;
    struct layer_vertex *vertex = gl_gather(gl, PROGRAM_LAYER, 4 * picture->runs);
    if (!vertex)
        return;
    for (size_t k = 0; k < picture->runs; k++) {
        const struct layer_run *run = &picture->run[k];
        const int x[] = {within(run->first * TILE, left, right),
                         within(run->end * TILE, left, right)};
        const int y[] = {within(run->row * TILE, top, bottom),
                         within((run->row + 1) * TILE, top, bottom)};
        for (int i = 0; i < 4; i++)
            *vertex++ = (struct layer_vertex){
                .position = {(float)x[i & 1], (float)y[i / 2]},
                .texel = {(float)(x[i & 1] - left), (float)(bottom - y[i / 2])},
            };
    }
    glBindTexture(GL_TEXTURE_2D, picture->texture);
    gl_send(gl);
}
