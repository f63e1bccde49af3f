#include "sim/spread.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW_MIN = 8, ROWS_A_WINDOW = 8, ROWS_A_DOUBLING = 32 };

size_t spread_window(size_t values)
{
    const size_t window = values / SPREAD_WINDOWS;
    return window < WINDOW_MIN ? WINDOW_MIN : window;
}

// ---- quantiles ----------------------------------------------------------------------------------

static void swap(double *a, double *b)
{
    const double c = *a;
    *a = *b;
    *b = c;
}

// Puts the value that belongs at `place` in ascending order there, with none larger before it and
// none smaller behind it (Hoare 1961).
static void select_place(double value[], size_t count, size_t place)
{
    ptrdiff_t low = 0, high = (ptrdiff_t)count - 1;
    while (low < high) {
        const double pivot = value[low + (high - low) / 2];
        ptrdiff_t i = low, k = high;
        while (i <= k) {
            while (value[i] < pivot)
                i++;
            while (value[k] > pivot)
                k--;
            if (i <= k)
                swap(&value[i++], &value[k--]);
        }
        // value[low…k] ≤ pivot ≤ value[i…high]; what lies between is the pivot.
        if ((ptrdiff_t)place <= k)
            high = k;
        else if ((ptrdiff_t)place >= i)
            low = i;
        else
            return;
    }
}

double spread_quantile(double value[], size_t count, double share)
{
    const double at = share * (double)(count - 1);
    const size_t place = (size_t)at;
    select_place(value, count, place);
    if (place + 1 >= count || at == (double)place)
        return value[place];
    double next = value[place + 1];
    for (size_t i = place + 2; i < count; i++)
        next = value[i] < next ? value[i] : next;
    return value[place] + (at - (double)place) * (next - value[place]);
}

// ---- rows ---------------------------------------------------------------------------------------

static bool make_room(struct spread *spread)
{
    double **columns[] = {&spread->step, &spread->low, &spread->high, &spread->mean};
    for (size_t i = 0; i < 4; i++)
        if (!array_reserve(columns[i], &spread->capacity[i], spread->count + 1, sizeof(double),
                           NULL))
            return false;
    return true;
}

static bool add_row(struct spread *spread, const double value[], size_t last)
{
    const size_t first = last + 1 > spread->window ? last + 1 - spread->window : 0;
    if (!make_room(spread))
        return false;
    const size_t row = spread->count++;
    size_t finite = 0;
    double sum = 0;
    for (size_t k = first; k <= last; k++) {
        if (!isfinite(value[k]))
            continue;
        spread->work[finite++] = value[k];
        sum += value[k];
    }
    spread->step[row] = (double)last;
    spread->low[row] = spread->high[row] = spread->mean[row] = NAN;
    if (finite > 0) {
        spread->low[row] = spread_quantile(spread->work, finite, SPREAD_LOW);
        spread->high[row] = spread_quantile(spread->work, finite, SPREAD_HIGH);
        spread->mean[row] = sum / (double)finite;
    }
    spread->seen = last + 1;
    return true;
}

// The value that the next row tells up to.
static size_t next_row(const struct spread *spread, size_t total)
{
    if (spread->count == 0)
        return 0;
    const size_t last = spread->seen - 1, most = spread->window / ROWS_A_WINDOW;
    size_t stride = last / ROWS_A_DOUBLING < most ? last / ROWS_A_DOUBLING : most;
    stride = stride > 0 ? stride : 1;
    return last + stride < total - 1 || last + 1 >= total ? last + stride : total - 1;
}

bool spread_follow(struct spread *spread, const double value[], size_t count, size_t total,
                   size_t window)
{
    if (window != spread->window || count < spread->seen) {
        spread->window = window;
        spread->count = spread->seen = 0;
    }
    if (!array_reserve(&spread->work, &spread->work_capacity, window, sizeof(double), NULL))
        return false;
    for (size_t next = next_row(spread, total); next < count; next = next_row(spread, total))
        if (!add_row(spread, value, next))
            return false;
    return true;
}

double spread_index(const struct spread *spread, double step)
{
    if (spread->count == 0 || !(step >= spread->step[0]))
        return -1;
    size_t low = 0, high = spread->count;
    while (low + 1 < high) {
        const size_t middle = low + (high - low) / 2;
        if (spread->step[middle] <= step)
            low = middle;
        else
            high = middle;
    }
    if (low + 1 >= spread->count)
        return (double)low;
    return (double)low + (step - spread->step[low]) / (spread->step[low + 1] - spread->step[low]);
}

double spread_at(const struct spread *spread, const double column[], double step)
{
    const double index = spread_index(spread, step);
    if (index < 0)
        return NAN;
    const size_t row = (size_t)index;
    const double share = index - (double)row;
    return share > 0 ? column[row] + share * (column[row + 1] - column[row]) : column[row];
}

void spread_clear(struct spread *spread)
{
    free(spread->step);
    free(spread->low);
    free(spread->high);
    free(spread->mean);
    free(spread->work);
    memset(spread, 0, sizeof *spread);
}
