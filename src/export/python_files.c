#include "export/python_files.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char ending[] = ".py";

// ---- names --------------------------------------------------------------------------------------

bool python_has_batches(const struct program *program)
{
    for (size_t r = 0; r < program->runners; r++)
        if (program->runner[r].batch > 0 && program->runner[r].batch < program->objective.examples)
            return true;
    return false;
}

bool python_examples_differ(const struct program *program)
{
    const struct program_objective *objective = &program->objective;
    return python_has_batches(program) &&
           (objective->x || objective->tilt || objective->kind == PROGRAM_NETWORK);
}

static void name(char out[FILE_PATH_MAX], const char *path, const char *what)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    size_t length = strlen(base);
    if (length > strlen(ending) && strcasecmp(base + length - strlen(ending), ending) == 0)
        length -= strlen(ending);
    text_print(out, FILE_PATH_MAX, "%.*s.%s.csv", (int)length, base, what);
}

void python_files_name(struct python_files *files, const struct program *program, const char *path)
{
    const struct program_objective *objective = &program->objective;
    const bool is_network = objective->kind == PROGRAM_NETWORK;
    memset(files, 0, sizeof *files);
    if (objective->x || is_network || python_examples_differ(program))
        name(files->examples, path, "examples");
    if (python_examples_differ(program))
        name(files->shuffles, path, "shuffles");
    if (is_network && !objective->starts_at_zero)
        name(files->start, path, "start");
}

// ---- what is in them ----------------------------------------------------------------------------

static void write_cell(FILE *out, double value)
{
    char text[40];
    text_shortest(value, text, sizeof text);
    fprintf(out, ",%s", text);
}

static void write_part(FILE *out, const struct program_objective *objective, const char *part,
                       const struct network_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        fputs(part, out);
        for (size_t k = 0; k < objective->network->spec.inputs; k++)
            fprintf(out, ",%.9g", (double)data->x[i * data->stride + k]);
        if (data->label)
            fprintf(out, ",%u\n", (unsigned)data->label[i]);
        else
            fprintf(out, ",%.9g\n", (double)data->target[i]);
    }
}

static void write_columns(FILE *out, const struct program_objective *objective)
{
    fputs(",x,y\n", out);
    for (size_t i = 0; i < objective->examples; i++) {
        fprintf(out, "%zu", i);
        write_cell(out, objective->x[i * objective->stride]);
        write_cell(out, objective->y[i * objective->stride]);
        fputc('\n', out);
    }
}

static void write_tilts(FILE *out, const struct program_objective *objective)
{
    for (size_t k = 0; k < objective->dimension; k++)
        fprintf(out, ",tilt_%zu", k);
    fputc('\n', out);
    for (size_t i = 0; i < objective->examples; i++) {
        fprintf(out, "%zu", i);
        for (size_t k = 0; k < objective->dimension; k++)
            write_cell(out, objective->tilt[i * objective->dimension + k]);
        fputc('\n', out);
    }
}

static void write_examples(FILE *out, const struct program *program)
{
    const struct program_objective *objective = &program->objective;
    if (objective->kind == PROGRAM_NETWORK) {
        for (size_t k = 0; k < objective->network->spec.inputs; k++)
            fprintf(out, ",x_%zu", k);
        fprintf(out, ",%s\n", objective->train->label ? "class" : "y");
        write_part(out, objective, "train", objective->train);
        write_part(out, objective, "test", objective->test);
        return;
    }
    if (objective->x)
        write_columns(out, objective);
    else
        write_tilts(out, objective);
}

static void write_start(FILE *out, const struct program *program)
{
    const struct network *network = program->objective.network;
    fputs(",input,unit,weight\n", out);
    for (size_t l = 0; l < network->layers; l++) {
        const size_t in = l > 0 ? network->layer[l - 1].units : network->spec.inputs;
        for (size_t i = 0; i < in; i++)
            for (size_t unit = 0; unit < network->layer[l].units; unit++)
                fprintf(out, "%zu,%zu,%zu,%.9g\n", l, i, unit,
                        (double)program->objective.weights[network_place(network, l, i, unit)]);
    }
}

// How many examples of an epoch some runner looks at; 0: of none from there on.
static size_t looked_at(const struct program *program, size_t epoch)
{
    const size_t m = program->objective.examples;
    size_t most = 0;
    for (size_t r = 0; r < program->runners; r++) {
        const size_t b = program->runner[r].batch;
        const size_t an_epoch = batch_steps(m, b);
        const size_t steps = program->epochs > 0 ? program->epochs * an_epoch : program->steps;
        if (b == 0 || b >= m || steps <= (epoch - 1) * an_epoch)
            continue;
        const size_t left = steps - (epoch - 1) * an_epoch;
        const size_t seen = left >= an_epoch ? m : left * b;
        most = seen > most ? seen : most;
    }
    return most;
}

static bool write_shuffles(FILE *out, const struct program *program, struct error *error)
{
    const size_t m = program->objective.examples;
    struct batcher batcher;
    if (!batcher_init(&batcher, m, 1, program->seed, error))
        return false;
    fputs(",example\n", out);
    size_t seen, count;
    for (size_t epoch = 1; (seen = looked_at(program, epoch)) > 0; epoch++) {
        batcher_seek(&batcher, (epoch - 1) * m);
        for (size_t i = 0; i < seen; i++)
            fprintf(out, "%zu,%u\n", epoch, batcher_next(&batcher, &count)[0]);
    }
    batcher_clear(&batcher);
    return true;
}

// ---- writing ------------------------------------------------------------------------------------

struct table {
    const char *name;  // of the file; empty: it is not needed
    const char *first; // of the header: by this a file that was written before is known
    bool (*write)(FILE *out, const struct program *program, struct error *error);
};

static bool examples(FILE *out, const struct program *program, struct error *error)
{
    (void)error;
    write_examples(out, program);
    return true;
}

static bool start(FILE *out, const struct program *program, struct error *error)
{
    (void)error;
    write_start(out, program);
    return true;
}

// A file that is there is written over only where it is such a table.
static bool may_write(const char *path, const char *first, struct error *error)
{
    char line[64] = "";
    FILE *file = fopen(path, "r");
    if (!file)
        return true;
    const size_t length = fread(line, 1, strlen(first) + 1, file);
    fclose(file);
    if (length == 0 || (strncmp(line, first, strlen(first)) == 0 && line[strlen(first)] == ','))
        return true;
    return error_set(error, ERROR_INPUT,
                     "%s is there already and is no table of such a program; give the program "
                     "another name",
                     path);
}

static bool write_table(const struct table *table, const struct program *program, const char *path,
                        struct error *error)
{
    char target[FILE_PATH_MAX];
    const char *slash = strrchr(path, '/');
    struct file_writer writer = {0};
    if (!*table->name)
        return true;
    if (!text_print(target, sizeof target, "%.*s%s", slash ? (int)(slash + 1 - path) : 0, path,
                    table->name))
        return error_set(error, ERROR_INPUT, "%.60s…: the path is too long", path);
    if (!may_write(target, table->first, error) || !file_writer_open(&writer, target, error))
        return false;
    fputs(table->first, writer.stream);
    const bool done =
        table->write(writer.stream, program, error) && file_writer_commit(&writer, error);
    if (!done)
        file_writer_abort(&writer);
    return done;
}

bool python_files_write(const struct python_files *files, const struct program *program,
                        const char *path, struct error *error)
{
    const bool is_network = program->objective.kind == PROGRAM_NETWORK;
    const struct table tables[] = {
        {files->examples, is_network ? "part" : "example", examples},
        {files->shuffles, "epoch", write_shuffles},
        {files->start, "layer", start},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!write_table(&tables[i], program, path, error))
            return false;
    return true;
}
