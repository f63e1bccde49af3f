// Programs: the race of a scene in PyTorch, to be read, changed and run without Ravine.
#include "base/words.h"
#include "export/format.h"
#include "export/python_files.h"
#include "export/python_network.h"
#include "export/python_objectives.h"
#include "export/python_race.h"
#include "export/python_rules.h"
#include "export/python_schedules.h"
#include "export/python_text.h"
#include "labs/program.h"

#include <stdlib.h>
#include <string.h>

static const char rows_function[] =
    "def rows(name):\n"
    "    \"\"\"The rows of a table that lies beside this program.\"\"\"\n"
    "    with open(Path(__file__).with_name(name), encoding=\"utf-8\") as file:\n"
    "        return list(csv.DictReader(file))\n\n\n";

// Everything below the imports.
static bool write_body(FILE *out, const struct program *program, const struct python_files *files,
                       struct error *error)
{
    if (*files->examples)
        fputs(rows_function, out);
    if (program->objective.kind == PROGRAM_NETWORK)
        python_write_network(out, program, files);
    else if (!python_write_objective(out, program, files, error))
        return false;
    python_write_batches(out, program, files);
    if (!python_write_rules(out, program, error))
        return false;
    python_write_schedules(out, program);
    python_write_race(out, program);
    python_write_runners(out, program);
    return true;
}

static void write_title(FILE *out, const struct format_job *job, const struct program *program,
                        const struct python_files *files)
{
    const char *name = job->scene->name ? job->scene->name : "scene";
    char title[512];
    lab_title(job->lab, title, sizeof title);
    fputs("\"\"\"", out);
    python_write_paragraph(out, title);
    const char *caption = scene_text(job->scene, "scene", "caption");
    if (caption) {
        fputs("\n\n", out);
        python_write_paragraph(out, caption);
    }
    fputs("\n\nThis is the race of Ravine's scene ", out);
    python_write_words(out, name);
    fputs(", for PyTorch 1.13 and later. It prints the table\nthat `ravine run ", out);
    python_write_words(out, name);
    fputs("` does; with -o FILE it writes it into a file.\n", out);
    if (program->objective.kind == PROGRAM_NETWORK)
        fputs(
            "\nRavine trains in single precision and this program in double: costs agree in five\n"
            "digits at first and in fewer as errors grow, and who diverges leaves the numbers "
            "some\n"
            "steps later. Seconds are not measured here.\n",
            out);
    if (*files->examples)
        fputs("\nThe tables that it reads lie beside it: keep them together.\n", out);
    fputs("\"\"\"\n", out);
}

static void write_imports(FILE *out, const char *body)
{
    fputs("import csv\n", out);
    if (strstr(body, "math."))
        fputs("import math\n", out);
    fputs("import sys\n", out);
    if (strstr(body, "Path("))
        fputs("from pathlib import Path\n", out);
    fputs("\nimport torch\n\ntorch.set_default_dtype(torch.float64)\n\n", out);
}

static bool write_program(const struct format_job *job, const struct program *program,
                          const struct python_files *files, struct error *error)
{
    FILE *out = job->file->stream;
    char *body = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&body, &size);
    if (!stream)
        return error_memory(error);
    const bool is_written = write_body(stream, program, files, error);
    const bool is_whole = !ferror(stream);
    if ((fclose(stream) != 0 || !is_whole) && is_written) {
        free(body);
        return error_memory(error);
    }
    if (is_written) {
        write_title(out, job, program, files);
        write_imports(out, body);
        if (strncmp(body, "def ", 4) == 0)
            fputc('\n', out);
        fputs(body, out);
    }
    free(body);
    return is_written;
}

static bool write_python(const struct format_job *job, struct error *error)
{
    struct program *program = calloc(1, sizeof *program);
    struct python_files files;
    const struct lab_type *type = job->lab->type;
    if (!program)
        return error_memory(error);
    bool done = type->program
                    ? type->program(job->lab, program, error)
                    : error_set(error, ERROR_INPUT,
                                "the lab %s runs no race that a program could be written of",
                                words(type->title));
    if (done) {
        python_files_name(&files, program, job->file->target);
        done = python_rules_check(program, error) && python_schedules_check(program, error) &&
               write_program(job, program, &files, error) &&
               python_files_write(&files, program, job->file->target, error);
    }
    free(program);
    return done;
}

const struct format format_python = {
    .name = "python",
    .endings = {".py"},
    .what = "the race as a program for PyTorch, with the tables that it reads beside it",
    .kind = FORMAT_NUMBERS,
    .options = {NULL},
    .write = write_python,
};
