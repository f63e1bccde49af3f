// Random bytes as a table whose format is to be found: never a crash, and either columns that hold
// together or one sentence; what is found does not depend on the threads.
#include "data/columns.h"
#include "data/when.h"
#include "data/wordlist.h"
#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "Date,Temp\n2023-12-20,8.7\n2023-12-21,10.4\n",
    "# note\n\nStation;Berlin\n\nDatum;Wert\n;mm\n01.02.2021;1,5\n02.02.2021;2,5\nSumme;4\n",
    "1990  -.30 -.20\n1991  .28 ***\n",
    "\"a\"\t\"b c\"\n\"1,234.5\"\t5 %\n\"x\ny\"\t-999\n",
    "a,a,y\n0,0,0\n1,1,1\n2,?,0\n",
    "geo\\time\t2015 \t2016 \nAT\t7.0 \t: \nBE\t7.3 \t6.2 b\n",
    "sep=;\nMonth;Sales\nJan 2020;100\nFeb 2020;107\n",
    "yr,mo,dy,T\n2021,3,1,2.5\n2021,3,2,3.5\n",
    "time,v\n1614556800,1\n1614557400,2\n20210301,3\n",
    "\xFF\xFE"
    "a\0,\0b\0\n\0",
    "when\n3/1/2021 12:00 AM\n2021-W05\n2021-Q1\n2021-03-26T00:00:00+01:00\n",
    NULL,
};

const char *const fuzz_folder = NULL;

static void check(const struct raw *raw, const struct columns *columns, const struct cells *cells)
{
    if (columns->rows == 0 || columns->count == 0 || columns->count > columns->all)
        abort();
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->column[i];
        if (column->gaps + column->numbers + column->words != columns->rows || !*column->name)
            abort();
        struct wordlist list;
        if (wordlist_read(&list, raw, cells->value[i], cells->rows, 10, NULL, NULL))
            wordlist_clear(&list);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct raw raw;
    struct report report = {0};
    struct error error = {0};
    struct table_hints hints = {0};
    if (size > 0) { // what a scene may say of it, by the first byte
        static const char separators[] = {0, 0, 0, 0, ',', ';', '\t', ' '};
        hints.separator = separators[data[0] & 7];
        hints.header = (data[0] >> 3) % 5 > 2 ? 0 : (data[0] >> 3) % 3;
    }
    struct when_parts parts;
    when_split((const char *)data, size < 40 ? size : 40, WHEN_OPEN, &parts);
    if (!raw_parse(&raw, (const char *)data, size, "fuzz.csv", &hints, &report, &error)) {
        if (error.kind == ERROR_NONE || !error.text[0])
            abort();
        return 0;
    }
    struct columns columns;
    struct cells cells;
    if (columns_look(&columns, &raw, NULL, 1, &cells, &error)) {
        check(&raw, &columns, &cells);
        cells_clear(&cells);
        columns_clear(&columns);
    } else if (error.kind == ERROR_NONE || !error.text[0]) {
        abort();
    }
    raw_clear(&raw);
    return 0;
}
