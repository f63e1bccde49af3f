// Lit surfaces: uploaded once, drawn with several samples a pixel into a picture of their own,
// which is kept while nothing about it changes.
#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 4 };

struct mesh_vertex {
    float position[3], normal[3], level;
    struct tint color;
};

// ---- making and freeing -------------------------------------------------------------------------

static void describe(unsigned program, const char *name, int size, GLenum type, size_t offset)
{
    const GLint place = glGetAttribLocation(program, name);
    if (place < 0)
        return;
    glEnableVertexAttribArray((GLuint)place);
    glVertexAttribPointer((GLuint)place, size, type, type == GL_UNSIGNED_BYTE,
                          sizeof(struct mesh_vertex), (const void *)(uintptr_t)offset);
}

// Most windows never show a surface: the program is made for the first one.
static bool make_program(struct gl *gl)
{
    struct kept_mesh *kept = &gl->mesh;
    struct error error = {0};
    if (kept->program)
        return true;
    kept->program = program_link("mesh", "mesh", &error);
    programs_finish();
    if (!kept->program) {
        if (error_is_memory(&error))
            canvas_miss(&gl->head);
        else
            canvas_lack(&gl->head, error.text);
        return false;
    }
    kept->uniform.matrix = glGetUniformLocation(kept->program, "matrix");
    kept->uniform.light = glGetUniformLocation(kept->program, "light");
    kept->uniform.lit = glGetUniformLocation(kept->program, "lit");
    kept->uniform.ink = glGetUniformLocation(kept->program, "ink");
    kept->uniform.reach = glGetUniformLocation(kept->program, "reach");
    glGenVertexArrays(1, &kept->vertices);
    glGenBuffers(1, &kept->buffer);
    glGenBuffers(1, &kept->indices);
    glBindVertexArray(kept->vertices);
    glBindBuffer(GL_ARRAY_BUFFER, kept->buffer);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, kept->indices);
    describe(kept->program, "position", 3, GL_FLOAT, offsetof(struct mesh_vertex, position));
    describe(kept->program, "normal", 3, GL_FLOAT, offsetof(struct mesh_vertex, normal));
    describe(kept->program, "level", 1, GL_FLOAT, offsetof(struct mesh_vertex, level));
    describe(kept->program, "color", 4, GL_UNSIGNED_BYTE, offsetof(struct mesh_vertex, color));
    return true;
}

static void forget_picture(struct kept_mesh *kept)
{
    if (kept->width > 0) {
        glDeleteFramebuffers(1, &kept->many);
        glDeleteFramebuffers(1, &kept->one);
        glDeleteRenderbuffers(1, &kept->color);
        glDeleteRenderbuffers(1, &kept->depth);
        glDeleteTextures(1, &kept->texture);
    }
    kept->width = kept->height = 0;
    kept->is_drawn = false;
}

void gl_mesh_clear(struct gl *gl)
{
    struct kept_mesh *kept = &gl->mesh;
    if (!kept->program)
        return;
    forget_picture(kept);
    glDeleteBuffers(1, &kept->buffer);
    glDeleteBuffers(1, &kept->indices);
    glDeleteVertexArrays(1, &kept->vertices);
    glDeleteProgram(kept->program);
}

// ---- the surface --------------------------------------------------------------------------------

// From the neighbours that there are; level where there are none.
static void find_normal(const struct mesh *mesh, size_t i, size_t j, float normal[3])
{
    const float *row = mesh->height + j * mesh->columns;
    const size_t left = i > 0 ? i - 1 : i, right = i + 1 < mesh->columns ? i + 1 : i;
    const size_t below = j > 0 ? j - 1 : j, above = j + 1 < mesh->rows ? j + 1 : j;
    const float dx = 2 * (float)(right - left) / (float)(mesh->columns - 1);
    const float dy = 2 * (float)(above - below) / (float)(mesh->rows - 1);
    const float *height = mesh->height + i;
    normal[0] = -mesh->tall * (row[right] - row[left]) / dx;
    normal[1] = -mesh->tall * (height[above * mesh->columns] - height[below * mesh->columns]) / dy;
    normal[2] = 1;
    for (int axis = 0; axis < 2; axis++)
        if (!isfinite(normal[axis]))
            normal[axis] = 0;
    const float length = sqrtf(normal[0] * normal[0] + normal[1] * normal[1] + 1);
    for (int axis = 0; axis < 3; axis++)
        normal[axis] /= length;
}

static void fill_vertices(const struct mesh *mesh, const struct colormap *map,
                          struct mesh_vertex vertex[])
{
    for (size_t j = 0; j < mesh->rows; j++)
        for (size_t i = 0; i < mesh->columns; i++) {
            const size_t k = j * mesh->columns + i;
            vertex[k] = (struct mesh_vertex){
                .position = {2 * (float)i / (float)(mesh->columns - 1) - 1,
                             2 * (float)j / (float)(mesh->rows - 1) - 1,
                             mesh->tall * mesh->height[k]},
                .level = mesh->line[k],
                .color = gl_tint(color_of(map, mesh->shade[k]), 1),
            };
            find_normal(mesh, i, j, vertex[k].normal);
        }
}

// Two triangles a cell from column i and row j to column k and row l, cut along the diagonal that
// bends less. Returns the number of corners: none where one is missing.
static size_t put_cell(const struct mesh *mesh, size_t i, size_t j, size_t k, size_t l,
                       uint32_t index[6])
{
    const uint32_t a = (uint32_t)(j * mesh->columns + i), b = (uint32_t)(j * mesh->columns + k);
    const uint32_t c = (uint32_t)(l * mesh->columns + i), d = (uint32_t)(l * mesh->columns + k);
    const float *h = mesh->height;
    if (isnan(h[a]) || isnan(h[b]) || isnan(h[c]) || isnan(h[d]))
        return 0;
    const bool is_rising = fabsf(h[a] - h[d]) < fabsf(h[b] - h[c]);
    const uint32_t corner[2][6] = {{a, b, c, c, b, d}, {a, b, d, a, d, c}};
    memcpy(index, corner[is_rising], sizeof corner[0]);
    return 6;
}

static size_t fill_indices(const struct mesh *mesh, uint32_t index[])
{
    size_t count = 0;
    for (size_t j = 0; j + 1 < mesh->rows; j++)
        for (size_t i = 0; i + 1 < mesh->columns; i++)
            count += put_cell(mesh, i, j, i + 1, j + 1, index + count);
    return count;
}

// Whether a height is missing from column i and row j to column k and row l.
static bool has_hole(const struct mesh *mesh, size_t i, size_t j, size_t k, size_t l)
{
    for (size_t row = j; row <= l; row++)
        for (size_t column = i; column <= k; column++)
            if (isnan(mesh->height[row * mesh->columns + column]))
                return true;
    return false;
}

// The same in cells twice as wide and long, but around holes.
static size_t fill_coarse_indices(const struct mesh *mesh, uint32_t index[])
{
    size_t count = 0;
    for (size_t j = 0; j + 1 < mesh->rows; j += 2)
        for (size_t i = 0; i + 1 < mesh->columns; i += 2) {
            const size_t k = i + 2 < mesh->columns ? i + 2 : i + 1;
            const size_t l = j + 2 < mesh->rows ? j + 2 : j + 1;
            if (!has_hole(mesh, i, j, k, l)) {
                count += put_cell(mesh, i, j, k, l, index + count);
                continue;
            }
            for (size_t row = j; row < l; row++)
                for (size_t column = i; column < k; column++)
                    count += put_cell(mesh, column, row, column + 1, row + 1, index + count);
        }
    return count;
}

static bool upload(struct kept_mesh *kept, const struct mesh *mesh, const struct colormap *map)
{
    const uint64_t colors = gl_hash_colors(map, (struct color){0, 0, 0, 0});
    if (kept->corners > 0 && kept->version == mesh->version && kept->columns == mesh->columns &&
        kept->rows == mesh->rows && kept->colors == colors)
        return true;
    const size_t corners = mesh->columns * mesh->rows;
    struct mesh_vertex *vertex = array_create(corners, sizeof *vertex, NULL);
    uint32_t *index = array_create(12 * corners, sizeof *index, NULL);
    if (vertex && index) {
        fill_vertices(mesh, map, vertex);
        kept->index_count = fill_indices(mesh, index);
        kept->coarse_count = fill_coarse_indices(mesh, index + kept->index_count);
        kept->corners = corners;
        kept->version = mesh->version;
        kept->columns = mesh->columns;
        kept->rows = mesh->rows;
        kept->colors = colors;
        kept->is_drawn = false;
        glBindVertexArray(kept->vertices);
        glBindBuffer(GL_ARRAY_BUFFER, kept->buffer);
        glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(corners * sizeof *vertex), vertex,
                     GL_STATIC_DRAW);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER,
                     (GLsizeiptr)((kept->index_count + kept->coarse_count) * sizeof *index), index,
                     GL_STATIC_DRAW);
    }
    const bool done = vertex && index;
    free(vertex);
    free(index);
    return done;
}

// ---- its picture --------------------------------------------------------------------------------

static unsigned renderbuffer(GLenum format, int samples, int width, int height, GLenum where)
{
    GLuint name;
    glGenRenderbuffers(1, &name);
    glBindRenderbuffer(GL_RENDERBUFFER, name);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, width, height);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, where, GL_RENDERBUFFER, name);
    return name;
}

// Framebuffers of a size; false when they do not fit into memory.
static bool make_picture(struct kept_mesh *kept, int width, int height, int wanted)
{
    if (kept->width == width && kept->height == height && kept->samples == wanted)
        return true;
    forget_picture(kept);
    kept->samples = wanted;
    GLint samples = 0;
    glGetIntegerv(GL_MAX_SAMPLES, &samples);
    samples = samples < wanted ? samples : wanted;
    kept->width = width;
    kept->height = height;
    glGenFramebuffers(1, &kept->many);
    glBindFramebuffer(GL_FRAMEBUFFER, kept->many);
    kept->color = renderbuffer(GL_RGBA8, samples, width, height, GL_COLOR_ATTACHMENT0);
    kept->depth = renderbuffer(GL_DEPTH_COMPONENT24, samples, width, height, GL_DEPTH_ATTACHMENT);
    const bool has_many = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glGenTextures(1, &kept->texture);
    glBindTexture(GL_TEXTURE_2D, kept->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, NULL);
    glGenFramebuffers(1, &kept->one);
    glBindFramebuffer(GL_FRAMEBUFFER, kept->one);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, kept->texture, 0);
    if (has_many && glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE)
        return true;
    forget_picture(kept);
    return false;
}

static bool is_drawn(const struct kept_mesh *kept, const struct mesh *mesh)
{
    const struct mesh *drawn = &kept->drawn;
    return kept->is_drawn && memcmp(drawn->matrix, mesh->matrix, sizeof mesh->matrix) == 0 &&
           memcmp(drawn->light, mesh->light, sizeof mesh->light) == 0 &&
           memcmp(&drawn->isoline, &mesh->isoline, sizeof mesh->isoline) == 0 &&
           drawn->lit == mesh->lit && drawn->isoline_width == mesh->isoline_width;
}

// The pixels around the box that the surface is in: all others stay empty.
static void find_bounds(struct kept_mesh *kept, const struct mesh *mesh, const float m[16])
{
    float low[2] = {1, 1}, high[2] = {-1, -1};
    for (int corner = 0; corner < 8; corner++) {
        const float at[3] = {corner & 1 ? 1 : -1, corner & 2 ? 1 : -1, corner & 4 ? mesh->tall : 0};
        const float w = m[3] * at[0] + m[7] * at[1] + m[11] * at[2] + m[15];
        for (int axis = 0; axis < 2; axis++) {
            const float clip =
                m[axis] * at[0] + m[4 + axis] * at[1] + m[8 + axis] * at[2] + m[12 + axis];
            const float place = fminf(fmaxf(clip / w, -1), 1);
            low[axis] = fminf(low[axis], place);
            high[axis] = fmaxf(high[axis], place);
        }
    }
    const float width = (float)kept->width, height = (float)kept->height;
    kept->left = (int)fmaxf(floorf((low[0] + 1) / 2 * width) - 1, 0);
    kept->right = (int)fminf(ceilf((high[0] + 1) / 2 * width) + 1, width);
    kept->bottom = (int)fmaxf(floorf((low[1] + 1) / 2 * height) - 1, 0);
    kept->top = (int)fminf(ceilf((high[1] + 1) / 2 * height) + 1, height);
}

// What of a rectangle of the frame lies in the framebuffer's part of it, pixels, y down, from the
// rectangle's left upper corner; and the matrix that draws just that.
struct piece {
    int left, top, width, height;
    int whole_width, whole_height; // of the rectangle
    float matrix[16];
};

// A piece shows the pixels that it has in the whole where its corners come to the same places as
// there: as far as the driver's rectangles go, the whole's, moved by whole pixels.
static const float *view_piece(const struct mesh *mesh, const struct piece *piece)
{
    GLint most[2] = {0, 0};
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, most);
    if (piece->whole_width > most[0] || piece->whole_height > most[1]) {
        glViewport(0, 0, piece->width, piece->height);
        return piece->matrix;
    }
    glViewport(-piece->left, piece->top + piece->height - piece->whole_height, piece->whole_width,
               piece->whole_height);
    return mesh->matrix;
}

static void draw_triangles(struct gl *gl, const struct mesh *mesh, const struct piece *piece)
{
    struct kept_mesh *kept = &gl->mesh;
    const struct color ink = mesh->isoline;
    glBindFramebuffer(GL_FRAMEBUFFER, kept->many);
    const float *matrix = view_piece(mesh, piece);
    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glUseProgram(kept->program);
    glUniformMatrix4fv(kept->uniform.matrix, 1, GL_FALSE, matrix);
    glUniform3fv(kept->uniform.light, 1, mesh->light);
    glUniform1f(kept->uniform.lit, mesh->lit);
    glUniform4f(kept->uniform.ink, ink.r, ink.g, ink.b, ink.a);
    glUniform1f(kept->uniform.reach, mesh->isoline_width * gl->head.scale / 2);
    glBindVertexArray(kept->vertices);
    const size_t first = mesh->is_moving ? kept->index_count : 0;
    glDrawElements(GL_TRIANGLES,
                   (GLsizei)(mesh->is_moving ? kept->coarse_count : kept->index_count),
                   GL_UNSIGNED_INT, (const void *)(first * sizeof(uint32_t)));
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, kept->one);
    find_bounds(kept, mesh, piece->matrix);
    glBlitFramebuffer(kept->left, kept->bottom, kept->right, kept->top, kept->left, kept->bottom,
                      kept->right, kept->top, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
}

// At these pixels of the frame, y down.
static void show_picture(struct gl *gl, int left, int top)
{
    const struct kept_mesh *kept = &gl->mesh;
    const float s = gl->head.scale, width = (float)kept->width, height = (float)kept->height;
    const struct rect shown = {
        (float)(left + kept->left) / s,
        (float)(top + kept->height - kept->top) / s,
        (float)(kept->right - kept->left) / s,
        (float)(kept->top - kept->bottom) / s,
    };
    const struct point low = {(float)kept->left / width, (float)kept->bottom / height};
    const struct point high = {(float)kept->right / width, (float)kept->top / height};
    gl_put_texture(gl, &shown, kept->texture, low, high);
}

static struct piece find_piece(const struct gl *gl, const struct mesh *mesh, int left, int top,
                               int width, int height)
{
    struct piece piece = {0, 0, width, height, width, height, {0}};
    memcpy(piece.matrix, mesh->matrix, sizeof piece.matrix);
    if (!gl->is_part)
        return piece;
    const int right = gl->part.left + gl->part.width, bottom = gl->part.top + gl->part.height;
    piece.left = gl->part.left > left ? gl->part.left - left : 0;
    piece.top = gl->part.top > top ? gl->part.top - top : 0;
    piece.width = (right < left + width ? right - left : width) - piece.left;
    piece.height = (bottom < top + height ? bottom - top : height) - piece.top;
    // Slopes are found from two by two pixels, which begin at even places in the whole too.
    if (piece.left % 2 != 0) {
        piece.left--;
        piece.width++;
    }
    if ((height - piece.top - piece.height) % 2 != 0)
        piece.height++;
    const float wide = (float)piece.width, high = (float)piece.height;
    const float across = (float)(width - 2 * piece.left) / wide - 1;
    const float up = 1 - (float)(height - 2 * piece.top) / high;
    for (int column = 0; column < 4; column++) {
        float *m = piece.matrix + 4 * column;
        m[0] = m[0] * (float)width / wide + across * m[3];
        m[1] = m[1] * (float)height / high + up * m[3];
    }
    return piece;
}

void gl_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
             const struct colormap *map)
{
    struct gl *gl = (struct gl *)canvas;
    struct kept_mesh *kept = &gl->mesh;
    const float s = canvas->scale;
    const int width = (int)lroundf(rect->width * s), height = (int)lroundf(rect->height * s);
    // Pixel on pixel, and nothing is blurred.
    const int left = (int)roundf(rect->x * s), top = (int)roundf(rect->y * s);
    const struct piece piece = find_piece(gl, mesh, left, top, width, height);
    if (piece.width < 1 || piece.height < 1)
        return;
    if (!make_program(gl))
        return;
    if (!upload(kept, mesh, map)) {
        canvas_miss(canvas);
        return;
    }
    gl_show_layers(gl);
    gl_send(gl);
    GLint before;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
    const bool is_clipped = glIsEnabled(GL_SCISSOR_TEST);
    glDisable(GL_SCISSOR_TEST);
    struct mesh drawn = *mesh;
    memcpy(drawn.matrix, piece.matrix, sizeof drawn.matrix);
    const bool has_picture =
        make_picture(kept, piece.width, piece.height, mesh->is_moving ? 0 : SAMPLES);
    if (has_picture && !is_drawn(kept, &drawn)) {
        draw_triangles(gl, mesh, &piece);
        kept->drawn = drawn;
        kept->is_drawn = true;
    }
    glBindFramebuffer(GL_FRAMEBUFFER, (GLuint)before);
    gl_view(gl);
    if (is_clipped)
        glEnable(GL_SCISSOR_TEST);
    if (has_picture && kept->right > kept->left && kept->top > kept->bottom)
        show_picture(gl, left + piece.left, top + piece.top);
}
