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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct table_want wants[] = {{"a", true}, {"b", false}, {"2", true}};
    for (size_t count = 1; count <= 3; count++) {
        struct table table;
        struct error error = {0};
        if (table_parse(&table, (const char *)data, size, "fuzz.csv", wants, count, NULL, NULL,
                        &error)) {
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
    return 0;
}
