// How long tables take to be read: a long one, a wide one, and wider ones of one size, which must
// not take longer; beside pandas where it is installed.
#define _XOPEN_SOURCE 700 // mkdtemp

#include "base/random.h"
#include "bench.h"
#include "data/columns.h"
#include "data/examples.h"
#include "labs/training/data.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { ROUNDS = 3, LONG_ROWS = 1000000, LONG_COLUMNS = 20, WIDE_ROWS = 60000, WIDE_COLUMNS = 784 };

static char folder[] = "/tmp/ravine-bench-XXXXXX";

static double cpu(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static FILE *create(char path[128], const char *name)
{
    snprintf(path, 128, "%s/%s", folder, name);
    return fopen(path, "w");
}

// Numbers of eight characters.
static void write_long(char path[128])
{
    struct random random;
    random_init(&random, 1, 0);
    FILE *out = create(path, "long.csv");
    for (int c = 0; c < LONG_COLUMNS; c++)
        fprintf(out, "%sc%d", c ? "," : "", c);
    fputc('\n', out);
    for (size_t row = 0; row < LONG_ROWS; row++)
        for (int c = 0; c < LONG_COLUMNS; c++)
            fprintf(out, "%.6f%c", 1 + 8 * random_unit(&random), c + 1 < LONG_COLUMNS ? ',' : '\n');
    fclose(out);
}

// A label and pixels, most of them 0.
static void write_wide(char path[128], const char *name, size_t rows, int columns)
{
    struct random random;
    random_init(&random, 2, 0);
    FILE *out = create(path, name);
    fputs("label", out);
    for (int c = 0; c < columns; c++)
        fprintf(out, ",p%d", c);
    for (size_t row = 0; row < rows; row++) {
        fprintf(out, "\n%zu", row % 10);
        for (int c = 0; c < columns; c++)
            fprintf(out, ",%u", random_below(&random, 5) ? 0 : random_below(&random, 256));
    }
    fputc('\n', out);
    fclose(out);
}

static void read_columns(const char *path)
{
    struct columns columns;
    struct error error = {0};
    if (!columns_read(&columns, path, NULL, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    columns_clear(&columns);
}

static void read_examples(const char *path)
{
    struct examples examples;
    struct training_data data;
    struct error error = {0};
    const struct examples_source source = {.data = path, .label = "label"};
    if (!examples_read(&examples, &source, &error) ||
        !training_data_init(&data, &examples, 0.2, 1, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    training_data_clear(&data);
    examples_clear(&examples);
}

static double measure(const char *what, const char *path, void (*body)(const char *path),
                      const char *goal)
{
    double wall[ROUNDS], used[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        const double begun = bench_now(), spent = cpu();
        body(path);
        wall[i] = bench_now() - begun;
        used[i] = cpu() - spent;
    }
    const double median = bench_quantile(wall, ROUNDS, 0.5);
    printf("%-52s %6.3f s (%.3f s of processors)%s\n", what, median,
           bench_quantile(used, ROUNDS, 0.5), goal);
    return median;
}

static void beside_pandas(const char *path, const char *other, double ours, double others)
{
    char command[600];
    double seconds[2] = {0};
    // The system's own Python may have what another one that comes first has not.
    snprintf(command, sizeof command,
             "for p in python3 /usr/bin/python3; do $p %s/tests/bench/read_pandas.py %s %s "
             "2>/dev/null && break; done",
             SOURCE_ROOT, path, other);
    FILE *pipe = popen(command, "r");
    if (pipe && fscanf(pipe, "%lf %lf", &seconds[0], &seconds[1]) == 2)
        printf("pandas.read_csv: %.3f s and %.3f s, × %.2f and × %.2f of ours\n", seconds[0],
               seconds[1], seconds[0] / ours, seconds[1] / others);
    else
        printf("pandas is not installed here\n");
    if (pipe)
        pclose(pipe);
}

int main(void)
{
    static const int widths[] = {100, 200, 400, 800};
    char rows[128], wide[128], path[128], text[80];
    if (!mkdtemp(folder))
        return 1;
    write_long(rows);
    write_wide(wide, "wide.csv", WIDE_ROWS, WIDE_COLUMNS);
    const double ours = measure("10⁶ rows × 20 columns, every column looked at", rows, read_columns,
                                "; goal 1.5 s");
    const double others = measure("60,000 × 785, every column looked at", wide, read_columns, "");
    measure("60,000 × 785 as examples, standardized", wide, read_examples, "; goal 3 s");
    beside_pandas(rows, wide, ours, others);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        write_wide(path, "width.csv", (size_t)(1600000 / widths[i]), widths[i]);
        snprintf(text, sizeof text, "1.6·10⁶ fields in %d columns", widths[i]);
        measure(text, path, read_examples, "");
        unlink(path);
    }
    unlink(rows);
    unlink(wide);
    rmdir(folder);
    return 0;
}
