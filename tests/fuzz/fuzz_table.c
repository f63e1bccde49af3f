// Random bytes as a CSV file: never a crash, and either numbers or one sentence.
#include "data/table.h"
#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "a,b,c\n1,2,3\n4,5.5,-6e3\n",
    "\xEF\xBB\xBF"
    "a,b\r\n\"1\",\"2\"\r\n,NA\r\n",
    "1,2,3\n4,5,6\n7,8,9",
    "a,\"b\"\"c\nd\",b\n0.1,x,2\n",
    "a\n\n1\n",
    NULL,
};

const char *const fuzz_folder = NULL;

static void check_copy(const struct table *table)
{
    struct table copy;
    struct error error = {0};
    if (!table_copy(&copy, table, &error))
        return;
    if (copy.rows != table->rows || copy.columns != table->columns)
        abort();
    table_clear(&copy);
}

// Columns of words and dates, whose rows with gaps are left out, filled or refused.
static void try_kinds(const uint8_t *data, size_t size)
{
    static const enum table_kind kinds[] = {TABLE_NUMBER, TABLE_WORD, TABLE_DATE};
    for (int way = 0; way < 9; way++) {
        const struct table_want wants[] = {{"1", way % 2 == 0, kinds[way % 3], way > 4},
                                           {"2", way % 2 == 1, kinds[way / 3], way > 4}};
        struct table table;
        struct error error = {0};
        struct report report = {0};
        struct table_hints hints = {0};
        static const char *const missing[] = {"drop, -1", "mean, x", "previous"};
        codes_parse(&hints.codes, missing[way % 3], &error);
        error = (struct error){0};
        if (table_parse(&table, (const char *)data, size, "fuzz.csv", wants, 2, &hints, &report,
                        &error))
            table_clear(&table);
        else if (error.kind == ERROR_NONE || !error.text[0])
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct table_want wants[] = {{"a", true}, {"b", false}, {"2", true}};
    for (size_t count = 1; count <= 3; count++) {
        struct table table;
        struct error error = {0};
        if (table_parse(&table, (const char *)data, size, "fuzz.csv", wants, count, NULL, NULL,
                        &error)) {
            check_copy(&table);
            if (table.rows == 0 || table.columns != count)
                abort();
            for (size_t row = 0; row < table.rows; row++)
                for (size_t column = 0; column < count; column++)
                    if (!isfinite(table.value[column][row]) && !wants[column].missing_allowed)
                        abort();
            table_clear(&table);
        } else if (error.kind == ERROR_NONE || !error.text[0] || table.value) {
            abort();
        }
    }
    try_kinds(data, size);
    return 0;
}
