#include "data/cells.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/words.h"
#include "data/number.h"

#include <stdatomic.h>
#include <stdlib.h>

// ---- words in cells -----------------------------------------------------------------------------

enum { LENGTH_BITS = 16, OFFSET_SHIFT = LENGTH_BITS + 1 };
static const uint64_t word_mark = (uint64_t)0x1FFF << 51;

static double make_word(size_t offset, size_t length, bool is_quoted)
{
    const size_t most = ((size_t)1 << LENGTH_BITS) - 1;
    const uint64_t bits = word_mark | (uint64_t)offset << OFFSET_SHIFT |
                          (uint64_t)(length < most ? length : most) << 1 | is_quoted;
    double cell;
    memcpy(&cell, &bits, sizeof cell);
    return cell;
}

struct table_field cell_word(const struct raw *raw, double cell)
{
    const uint64_t bits = cell_bits(cell) & ~word_mark;
    return (struct table_field){
        .text = raw->bytes + (bits >> OFFSET_SHIFT),
        .length = bits >> 1 & (((uint64_t)1 << LENGTH_BITS) - 1),
        .is_quoted = bits & 1,
    };
}

// ---- parts of the text --------------------------------------------------------------------------

enum part_fault { FAULT_NONE, FAULT_FIELDS, FAULT_QUOTE, FAULT_SPLIT };

// A stretch of whole rows, read by one thread.
struct part {
    const char *at, *end;
    size_t lines; // as many rows at most
    size_t first; // where its rows begin among all
    size_t rows;
    unsigned *traits; // [count]
    enum part_fault fault;
    const char *fault_at; // the row
    size_t fault_fields;
};

enum { NOT_WANTED = -1 };

struct job {
    const struct raw *raw;
    const struct cells_setup *setup;
    struct cells *cells;
    struct part *part;
    size_t parts;
    int *want;         // [columns] which cell a field becomes, or NOT_WANTED
    size_t wanted_end; // behind the last column that is wanted
    atomic_size_t done;
};

static double read_cell(const struct raw *raw, const struct table_field *field, unsigned *traits)
{
    double value;
    if (number_parse(field->text, field->length, raw->format.decimal, &value, traits))
        return codes_have_number(&raw->hints.codes, value) ? NAN : value;
    if (marks_is_missing(field->text, field->length) ||
        codes_have_word(&raw->hints.codes, field->text, field->length))
        return NAN;
    return make_word((size_t)(field->text - raw->bytes), field->length, field->is_quoted);
}

// Most fields of most tables: a plain number right up to its separator or the end of its row.
static inline bool take_number(struct table_cursor *cursor, char decimal, double *value,
                               bool *ends_row)
{
    const char *at = cursor->at, *const end = cursor->end;
    if (!number_take(&at, end, decimal, value))
        return false;
    if (at < end && *at == cursor->separator) {
        cursor->at = at + 1;
        *ends_row = false;
        return true;
    }
    if (at < end && *at == '\r' && at + 1 < end && at[1] == '\n')
        at++;
    if (at < end && *at != '\n')
        return false;
    cursor->at = at < end ? at + 1 : end;
    *ends_row = true;
    return true;
}

static void fail(struct part *part, enum part_fault fault, const char *row, size_t fields)
{
    part->fault = fault;
    part->fault_at = row;
    part->fault_fields = fields;
}

static bool is_blank_row(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at == end || *at == '\n' || *at == '\r';
}

// Reads the row at the cursor into place `row`; false with a fault.
static bool read_row(const struct job *job, struct part *part, struct table_cursor *cursor,
                     size_t row)
{
    const struct table_format *format = &job->raw->format;
    const char *begin = cursor->at;
    struct table_field field = {0};
    size_t count = 0, empty = 0; // empty: at the end
    for (; !field.ends_row; count++) {
        double value;
        const int want = count < job->wanted_end ? job->want[count] : NOT_WANTED;
        if (want != NOT_WANTED && format->separator != ' ' &&
            take_number(cursor, format->decimal, &value, &field.ends_row)) {
            empty = 0;
            job->cells->value[want][row] =
                codes_have_number(&job->raw->hints.codes, value) ? NAN : value;
            continue;
        }
        field = fields_next(cursor);
        if (field.is_unclosed) {
            fail(part, FAULT_QUOTE, begin, 0);
            return false;
        }
        empty = field.length == 0 && !field.is_quoted ? empty + 1 : 0;
        if (want != NOT_WANTED)
            job->cells->value[want][row] = read_cell(job->raw, &field, &part->traits[want]);
    }
    // A separator at the end of a row adds nothing.
    if (count == format->columns || (count > format->columns && count - format->columns <= empty))
        return true;
    fail(part, FAULT_FIELDS, begin, count);
    return false;
}

static bool is_skipped(const struct job *job, const char *at, const char *end)
{
    const struct table_format *format = &job->raw->format;
    if (!format->is_single && is_blank_row(at, end))
        return true;
    return format->comment && *at == format->comment;
}

static void read_part(void *user, size_t index, int thread)
{
    struct job *job = user;
    struct part *part = &job->part[index];
    struct table_cursor cursor = {part->at, part->end, job->raw->format.separator};
    (void)thread;
    // Quoted line ends are found by reading on: a row may end behind the part.
    cursor.end = job->raw->bytes + job->raw->format.end;
    while (cursor.at < part->end && part->fault == FAULT_NONE && part->rows < part->lines) {
        if (is_skipped(job, cursor.at, part->end)) {
            const char *next = memchr(cursor.at, '\n', (size_t)(part->end - cursor.at));
            cursor.at = next ? next + 1 : part->end;
            continue;
        }
        job->cells->row_at[part->first + part->rows] = (uint32_t)(cursor.at - job->raw->bytes);
        if (!read_row(job, part, &cursor, part->first + part->rows))
            return;
        part->rows++;
    }
    if (cursor.at != part->end && job->parts > 1)
        part->fault = FAULT_SPLIT; // it began within quotes, or so did what it ends in
    const size_t done = atomic_fetch_add(&job->done, 1) + 1;
    raw_tell(job->raw, RAW_READS, (double)done / (double)job->parts);
}

static size_t count_lines(const char *at, const char *end)
{
    size_t count = 1;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        count++;
        at++;
    }
    return count;
}

static void count_part(void *user, size_t index, int thread)
{
    struct job *job = user;
    (void)thread;
    job->part[index].lines = count_lines(job->part[index].at, job->part[index].end);
}

// Parts of about equal size that begin behind line ends.
static bool divide(struct job *job, size_t parts, struct error *error)
{
    const struct raw *raw = job->raw;
    const char *at = raw->bytes + raw->format.rows_at;
    const char *const end = raw->bytes + raw->format.end;
    const size_t size = (size_t)(end - at) / parts + 1;
    job->part = array_create(parts, sizeof *job->part, error);
    if (!job->part)
        return false;
    for (job->parts = 0; at < end && job->parts < parts; job->parts++) {
        const char *stop = (size_t)(end - at) > size ? at + size : end;
        const char *next = stop < end ? memchr(stop, '\n', (size_t)(end - stop)) : NULL;
        stop = next ? next + 1 : end;
        struct part *part = &job->part[job->parts];
        part->at = at;
        part->end = job->parts + 1 == parts ? end : stop;
        part->traits = array_create(job->setup->count + 1, sizeof *part->traits, error);
        if (!part->traits)
            return false;
        at = part->end;
    }
    return true;
}

static void clear_parts(struct job *job)
{
    for (size_t i = 0; job->part && i < job->parts; i++)
        free(job->part[i].traits);
    free(job->part);
    job->part = NULL;
    job->parts = 0;
}

// ---- room ---------------------------------------------------------------------------------------

static bool make_room(struct job *job, struct error *error)
{
    struct cells *cells = job->cells;
    size_t rows = 0;
    parallel_for(job->parts, job->setup->threads, 1, count_part, job);
    for (size_t i = 0; i < job->parts; i++) {
        job->part[i].first = rows;
        rows += job->part[i].lines;
    }
    if (rows > CELLS_ROWS_MAX + 1)
        return error_set(error, ERROR_INPUT, "%s has more than %d rows, the most that are read",
                         job->raw->path, CELLS_ROWS_MAX);
    if (job->setup->count > 0 && rows > CELLS_MAX / job->setup->count + 1)
        return error_set(error, ERROR_INPUT,
                         "%s: %zu rows of %zu columns are more than %d values, the most that are "
                         "read; name the columns that are needed",
                         job->raw->path, rows, job->setup->count, CELLS_MAX);
    // Beside the text, which stays: a number a field, and where the rows are.
    const double row = (double)job->setup->count * sizeof **cells->value + sizeof *cells->row_at;
    if (!memory_check(job->raw->path, (double)job->raw->length + ((double)rows + 1) * row, error))
        return false;
    cells->value = array_create(job->setup->count + 1, sizeof *cells->value, error);
    cells->traits = array_create(job->setup->count + 1, sizeof *cells->traits, error);
    cells->row_at = malloc((rows + 1) * sizeof *cells->row_at);
    if (!cells->row_at)
        return memory_refused(((double)rows + 1) * sizeof *cells->row_at, error);
    cells->columns = job->setup->count;
    for (size_t i = 0; cells->value && i < cells->columns; i++) {
        cells->value[i] = malloc((rows + 1) * sizeof **cells->value); // all of it will be written
        if (!cells->value[i])
            return memory_refused(((double)rows + 1) * sizeof **cells->value, error);
    }
    return cells->value && cells->traits;
}

// Moves the rows of all parts together.
static void join(struct job *job)
{
    struct cells *cells = job->cells;
    cells->rows = 0;
    for (size_t p = 0; p < job->parts; p++) {
        const struct part *part = &job->part[p];
        for (size_t i = 0; i < cells->columns; i++) {
            cells->traits[i] |= part->traits[i];
            if (part->first != cells->rows)
                memmove(cells->value[i] + cells->rows, cells->value[i] + part->first,
                        part->rows * sizeof(double));
        }
        if (part->first != cells->rows)
            memmove(cells->row_at + cells->rows, cells->row_at + part->first,
                    part->rows * sizeof *cells->row_at);
        cells->rows += part->rows;
    }
}

// ---- all ----------------------------------------------------------------------------------------

static bool tell_fault(const struct job *job, const struct part *part, struct error *error)
{
    const struct raw *raw = job->raw;
    const size_t line = raw_line(raw, (size_t)(part->fault_at - raw->bytes));
    const size_t where = raw->format.has_header ? raw->format.header_line : raw->format.first_line;
    if (part->fault == FAULT_QUOTE)
        return error_set(error, ERROR_INPUT, "%s:%zu: a quote is opened and never closed",
                         raw->path, line);
    if (part->fault_fields > raw->format.columns && raw->format.separator == ',')
        return error_set(error, ERROR_INPUT,
                         "%s:%zu: %zu fields where line %zu has %zu; where commas stand before "
                         "decimals, too, save it with semicolons between fields",
                         raw->path, line, part->fault_fields, where, raw->format.columns);
    return error_set(error, ERROR_INPUT,
                     part->fault_fields == 1 ? words("%s:%zu: %zu field where line %zu has %zu")
                                             : words("%s:%zu: %zu fields where line %zu has %zu"),
                     raw->path, line, part->fault_fields, where, raw->format.columns);
}

static bool read_parts(struct job *job, size_t parts, bool *is_split, struct error *error)
{
    if (!divide(job, parts, error) || !make_room(job, error))
        return false;
    parallel_for(job->parts, job->setup->threads, 1, read_part, job);
    for (size_t i = 0; i < job->parts; i++) {
        const struct part *part = &job->part[i];
        if (part->fault != FAULT_NONE) {
            *is_split = job->parts > 1;
            return !*is_split && tell_fault(job, part, error);
        }
    }
    join(job);
    return job->cells->rows > 0 ||
           error_set(error, ERROR_INPUT,
                     "%s: no rows of data; a table has a line of numbers or words a row",
                     job->raw->path);
}

// So many bytes are worth a part of their own.
enum { PART_BYTES = 1 << 20 };

bool cells_read(struct cells *cells, const struct raw *raw, const struct cells_setup *setup,
                struct error *error)
{
    memset(cells, 0, sizeof *cells);
    struct job job = {.raw = raw, .setup = setup, .cells = cells};
    const size_t columns = raw->format.columns;
    job.want = array_create(columns, sizeof *job.want, error);
    if (!job.want)
        return false;
    for (size_t i = 0; i < columns; i++)
        job.want[i] = NOT_WANTED;
    for (size_t i = 0; i < setup->count; i++) {
        job.want[setup->column[i]] = (int)i;
        if (setup->column[i] >= job.wanted_end)
            job.wanted_end = setup->column[i] + 1;
    }
    const size_t size = raw->format.end - raw->format.rows_at;
    bool is_split = false;
    bool done = read_parts(&job, size / PART_BYTES + 1, &is_split, error);
    if (!done && is_split) { // one after the other, then, which always tells
        clear_parts(&job);
        cells_clear(cells);
        atomic_store(&job.done, 0);
        done = read_parts(&job, 1, &is_split, error);
    }
    // The same column may be asked for twice.
    for (size_t i = 0; done && i < setup->count; i++) {
        const size_t other = (size_t)job.want[setup->column[i]];
        if (other != i) {
            memcpy(cells->value[i], cells->value[other], cells->rows * sizeof **cells->value);
            cells->traits[i] = cells->traits[other];
        }
    }
    clear_parts(&job);
    free(job.want);
    if (!done)
        cells_clear(cells);
    return done;
}

size_t cells_line(const struct cells *cells, const struct raw *raw, size_t row)
{
    return raw_line(raw, cells->row_at[row]);
}

void cells_clear(struct cells *cells)
{
    for (size_t i = 0; cells->value && i < cells->columns; i++)
        free(cells->value[i]);
    free(cells->value);
    free(cells->traits);
    free(cells->row_at);
    memset(cells, 0, sizeof *cells);
}
