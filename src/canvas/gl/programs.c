#include "canvas/gl/programs.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"
#include "canvas/gl/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ATTRIBUTES_MAX = 6 };

enum layout { LAYOUT_SHAPE, LAYOUT_DASHED, LAYOUT_MITRED, LAYOUT_LAYER, LAYOUTS };

static const struct {
    const char *name; // of the file shaders/NAME.vert
    size_t size;
    struct {
        const char *name;
        int size;
        GLenum type;
        size_t offset;
    } attribute[ATTRIBUTES_MAX];
} layouts[LAYOUTS] = {
    [LAYOUT_SHAPE] = {"shape",
                      sizeof(struct shape_vertex),
                      {{"position", 2, GL_FLOAT, offsetof(struct shape_vertex, position)},
                       {"place", 4, GL_FLOAT, offsetof(struct shape_vertex, place)},
                       {"along", 2, GL_FLOAT, offsetof(struct shape_vertex, along)},
                       {"color", 4, GL_UNSIGNED_BYTE, offsetof(struct shape_vertex, color)}}},
    [LAYOUT_DASHED] = {"dashed",
                       sizeof(struct dashed_vertex),
                       {{"position", 2, GL_FLOAT, offsetof(struct dashed_vertex, line.position)},
                        {"place", 4, GL_FLOAT, offsetof(struct dashed_vertex, line.place)},
                        {"along", 2, GL_FLOAT, offsetof(struct dashed_vertex, line.along)},
                        {"color", 4, GL_UNSIGNED_BYTE, offsetof(struct dashed_vertex, line.color)},
                        {"start", 1, GL_FLOAT, offsetof(struct dashed_vertex, start)}}},
    [LAYOUT_MITRED] = {"mitred",
                       sizeof(struct mitred_vertex),
                       {{"position", 2, GL_FLOAT, offsetof(struct mitred_vertex, line.position)},
                        {"place", 4, GL_FLOAT, offsetof(struct mitred_vertex, line.place)},
                        {"along", 2, GL_FLOAT, offsetof(struct mitred_vertex, line.along)},
                        {"color", 4, GL_UNSIGNED_BYTE, offsetof(struct mitred_vertex, line.color)},
                        {"first", 3, GL_FLOAT, offsetof(struct mitred_vertex, first)},
                        {"last", 3, GL_FLOAT, offsetof(struct mitred_vertex, last)}}},
    [LAYOUT_LAYER] = {"layer",
                      sizeof(struct layer_vertex),
                      {{"position", 2, GL_FLOAT, offsetof(struct layer_vertex, position)},
                       {"texel", 2, GL_FLOAT, offsetof(struct layer_vertex, texel)}}},
};

static const struct {
    const char *name; // of the file shaders/NAME.frag
    enum layout layout;
} kinds[PROGRAM_COUNT] = {
    [PROGRAM_LINE] = {"line", LAYOUT_SHAPE},      [PROGRAM_DASHED] = {"dashed", LAYOUT_DASHED},
    [PROGRAM_MITRED] = {"mitred", LAYOUT_MITRED}, [PROGRAM_FILL] = {"fill", LAYOUT_SHAPE},
    [PROGRAM_GLYPH] = {"glyph", LAYOUT_SHAPE},    [PROGRAM_FIELD] = {"field", LAYOUT_SHAPE},
    [PROGRAM_LAYER] = {"layer", LAYOUT_LAYER},
};

// Compiles one shader; 0 on failure. The files have no #version line: what stands in front decides
// between desktop and browser.
static GLuint compile(const char *name, GLenum stage, struct error *error)
{
    char file[64], path[4096];
    snprintf(file, sizeof file, "shaders/%s.%s", name, stage == GL_VERTEX_SHADER ? "vert" : "frag");
    char *text;
    size_t length;
    if (!asset_file(file, path, sizeof path, error) ||
        !file_read(path, 1 << 20, &text, &length, error))
        return 0;
    const char *parts[] = {epoxy_is_desktop_gl() ? "#version 330 core\n"
                                                 : "#version 300 es\nprecision highp float;\n",
                           text};
    const GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 2, parts, NULL);
    glCompileShader(shader);
    free(text);
    GLint done;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (done)
        return shader;
    char log[200] = "";
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    log[strcspn(log, "\n")] = '\0';
    error_set(error, ERROR_FAILED, "%s does not compile here: %s", file, log);
    glDeleteShader(shader);
    return 0;
}

unsigned program_link(const char *corners, const char *pixels, struct error *error)
{
    const GLuint vertex = compile(corners, GL_VERTEX_SHADER, error);
    const GLuint fragment = vertex ? compile(pixels, GL_FRAGMENT_SHADER, error) : 0;
    GLuint program = 0;
    if (fragment) {
        program = glCreateProgram();
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
        GLint done;
        glGetProgramiv(program, GL_LINK_STATUS, &done);
        if (!done) {
            error_set(error, ERROR_FAILED, "the shaders %s.vert and %s.frag do not link here",
                      corners, pixels);
            glDeleteProgram(program);
            program = 0;
        }
        // What is attached stays in memory for as long as the program does.
        if (program) {
            glDetachShader(program, vertex);
            glDetachShader(program, fragment);
        }
    }
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    return program;
}

void programs_finish(void)
{
    if (epoxy_gl_version() >= 41 || epoxy_has_gl_extension("GL_ARB_ES2_compatibility"))
        glReleaseShaderCompiler();
}

static void describe_vertices(struct programs *programs, enum program which)
{
    glGenVertexArrays(1, &programs->program[which].vertices);
    glBindVertexArray(programs->program[which].vertices);
    glBindBuffer(GL_ARRAY_BUFFER, programs->buffer);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, programs->indices);
    const enum layout layout = kinds[which].layout;
    for (int i = 0; i < ATTRIBUTES_MAX && layouts[layout].attribute[i].name; i++) {
        const GLint place =
            glGetAttribLocation(programs->program[which].name, layouts[layout].attribute[i].name);
        if (place < 0)
            continue;
        const GLenum type = layouts[layout].attribute[i].type;
        glEnableVertexAttribArray((GLuint)place);
        glVertexAttribPointer((GLuint)place, layouts[layout].attribute[i].size, type,
                              type == GL_UNSIGNED_BYTE, (GLsizei)layouts[layout].size,
                              (const void *)(uintptr_t)layouts[layout].attribute[i].offset);
    }
}

static bool make_indices(struct programs *programs, struct error *error)
{
    uint32_t *indices = array_create(6 * (size_t)QUADS_MAX, sizeof *indices, error);
    if (!indices)
        return false;
    static const uint32_t corners[] = {0, 1, 2, 2, 1, 3};
    for (uint32_t quad = 0; quad < QUADS_MAX; quad++)
        for (int i = 0; i < 6; i++)
            indices[6 * quad + (uint32_t)i] = 4 * quad + corners[i];
    glGenBuffers(1, &programs->indices);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, programs->indices);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(6 * (size_t)QUADS_MAX * sizeof *indices),
                 indices, GL_STATIC_DRAW);
    free(indices);
    return true;
}

bool programs_init(struct programs *programs, struct error *error)
{
    memset(programs, 0, sizeof *programs);
    glGenBuffers(1, &programs->buffer);
    // Core profiles bind element buffers only with a vertex array.
    GLuint scratch;
    glGenVertexArrays(1, &scratch);
    glBindVertexArray(scratch);
    bool made = make_indices(programs, error);
    for (int i = 0; made && i < PROGRAM_COUNT; i++) {
        programs->program[i].name =
            program_link(layouts[kinds[i].layout].name, kinds[i].name, error);
        made = programs->program[i].name != 0;
        if (!made)
            break;
        programs->program[i].vertex_size = layouts[kinds[i].layout].size;
        programs->program[i].viewport = glGetUniformLocation(programs->program[i].name, "viewport");
        programs->program[i].frame = glGetUniformLocation(programs->program[i].name, "frame");
        programs->program[i].pattern = glGetUniformLocation(programs->program[i].name, "pattern");
        programs->program[i].gap = glGetUniformLocation(programs->program[i].name, "gap");
        describe_vertices(programs, (enum program)i);
    }
    glDeleteVertexArrays(1, &scratch);
    if (!made)
        programs_clear(programs);
    return made;
}

void programs_clear(struct programs *programs)
{
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        if (programs->program[i].vertices)
            glDeleteVertexArrays(1, &programs->program[i].vertices);
        if (programs->program[i].name)
            glDeleteProgram(programs->program[i].name);
    }
    if (programs->buffer)
        glDeleteBuffers(1, &programs->buffer);
    if (programs->indices)
        glDeleteBuffers(1, &programs->indices);
    memset(programs, 0, sizeof *programs);
}
