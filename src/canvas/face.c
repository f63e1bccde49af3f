#include "canvas/face.h"

#include "base/array.h"
#include "canvas/figure.h"

#include <ft2build.h>
#include <stdlib.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include FT_OUTLINE_H

struct faces {
    FT_Library library;
    FT_Face face[TYPEFACE_COUNT][2];
    uint32_t figure[TYPEFACE_COUNT][2][10]; // glyphs
};

// ---- the library --------------------------------------------------------------------------------
//
// Cairo may keep faces longer than we do, and they keep the library: who lets go of it last frees
// all of it. FreeType's own start leaves a piece of memory behind in that case.

static void *take_memory(FT_Memory memory, long size)
{
    (void)memory;
    return malloc((size_t)size);
}

static void free_memory(FT_Memory memory, void *block)
{
    (void)memory;
    free(block);
}

static void *change_memory(FT_Memory memory, long size, long wanted, void *block)
{
    (void)memory, (void)size;
    return realloc(block, (size_t)wanted);
}

static struct FT_MemoryRec_ memory = {NULL, take_memory, free_memory, change_memory};

static bool start_library(FT_Library *library)
{
    if (FT_New_Library(&memory, library) != 0)
        return false;
    FT_Add_Default_Modules(*library);
    FT_Set_Default_Properties(*library);
    return true;
}

// ---- faces --------------------------------------------------------------------------------------

struct faces *faces_create(const struct font *font, struct error *error)
{
    struct faces *faces = array_create(1, sizeof *faces, error);
    if (!faces)
        return NULL;
    if (!start_library(&faces->library)) {
        error_set(error, ERROR_FAILED, "FreeType does not start");
        free(faces);
        return NULL;
    }
    for (int i = 0; i < TYPEFACE_COUNT; i++) {
        for (int bold = 0; bold < 2; bold++) {
            const char *path = font_path(font, (enum typeface)i, bold);
            if (FT_New_Face(faces->library, path, 0, &faces->face[i][bold]) != 0) {
                error_set(error, ERROR_FAILED, "cannot open the font %s", path);
                faces_destroy(faces);
                return NULL;
            }
            figures_find(faces->face[i][bold], path, faces->figure[i][bold]);
        }
    }
    return faces;
}

void faces_destroy(struct faces *faces)
{
    if (!faces)
        return;
    for (int i = 0; i < TYPEFACE_COUNT; i++)
        for (int bold = 0; bold < 2; bold++)
            if (faces->face[i][bold])
                FT_Done_Face(faces->face[i][bold]);
    FT_Done_Library(faces->library);
    free(faces);
}

bool faces_can_open(const char *path)
{
    FT_Library library;
    FT_Face face;
    if (FT_Init_FreeType(&library) != 0)
        return false;
    const bool is_font = FT_New_Face(library, path, 0, &face) == 0 && FT_IS_SCALABLE(face);
    FT_Done_FreeType(library); // and what it has opened
    return is_font;
}

struct FT_FaceRec_ *faces_face(const struct faces *faces, enum typeface typeface, bool bold)
{
    return faces->face[typeface][bold];
}

uint32_t faces_glyph(const struct faces *faces, enum typeface typeface, bool bold,
                     uint32_t character)
{
    return FT_Get_Char_Index(faces->face[typeface][bold], character);
}

uint32_t faces_figure(const struct faces *faces, enum typeface typeface, bool bold,
                      uint32_t character)
{
    if (character < '0' || character > '9')
        return 0;
    return faces->figure[typeface][bold][character - '0'];
}

float faces_advance(const struct faces *faces, enum typeface typeface, bool bold, uint32_t glyph)
{
    FT_Face face = faces->face[typeface][bold];
    FT_Fixed advance = 0;
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) == 0)
        advance = face->glyph->metrics.horiAdvance;
    return (float)advance / (float)face->units_per_EM;
}

// ---- outlines -----------------------------------------------------------------------------------

struct tracing {
    float em; // units of the file
    bool is_open;
    void (*piece)(void *user, char what, const struct point points[]);
    void *user;
};

static struct point place(const struct tracing *tracing, const FT_Vector *at)
{
    return (struct point){(float)at->x / tracing->em, -(float)at->y / tracing->em};
}

static int move_to(const FT_Vector *to, void *user)
{
    struct tracing *tracing = user;
    const struct point point = place(tracing, to);
    if (tracing->is_open)
        tracing->piece(tracing->user, 'Z', NULL);
    tracing->is_open = true;
    tracing->piece(tracing->user, 'M', &point);
    return 0;
}

static int line_to(const FT_Vector *to, void *user)
{
    struct tracing *tracing = user;
    const struct point point = place(tracing, to);
    tracing->piece(tracing->user, 'L', &point);
    return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
    struct tracing *tracing = user;
    const struct point points[] = {place(tracing, control), place(tracing, to)};
    tracing->piece(tracing->user, 'Q', points);
    return 0;
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
                    void *user)
{
    struct tracing *tracing = user;
    const struct point points[] = {place(tracing, first), place(tracing, second),
                                   place(tracing, to)};
    tracing->piece(tracing->user, 'C', points);
    return 0;
}

bool faces_outline(const struct faces *faces, enum typeface typeface, bool bold, uint32_t glyph,
                   void (*piece)(void *user, char what, const struct point points[]), void *user,
                   struct error *error)
{
    static const FT_Outline_Funcs functions = {move_to, line_to, conic_to, cubic_to, 0, 0};
    FT_Face face = faces->face[typeface][bold];
    struct tracing tracing = {.em = (float)face->units_per_EM, .piece = piece, .user = user};
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 ||
        FT_Outline_Decompose(&face->glyph->outline, &functions, &tracing) != 0)
        return error_set(error, ERROR_FAILED, "a glyph of the font cannot be read");
    if (tracing.is_open)
        piece(user, 'Z', NULL);
    return true;
}
