#include "sim/average.h"

#include <math.h>
#include <stdlib.h>

static const double settled = 0.9; // sum of weights from which an average speaks for the series
enum { LAG_WORK_MAX = 20000000 };  // products in the search for a lag

size_t average_days(double beta)
{
    const double days = round(1 / (1 - beta));
    return days < 1 ? 1 : (size_t)days;
}

// ---- running ------------------------------------------------------------------------------------

static void run_ewa(const struct average *average, const double value[], size_t n, double out[])
{
    const double beta = average->beta, log_beta = log(beta);
    double v = 0;
    size_t t = 0;
    for (size_t k = 0; k < n; k++) {
        if (!isnan(value[k])) {
            v = beta * v + (1 - beta) * value[k];
            t++;
        }
        // 1 − βᵗ without cancellation; β = 0 has log −∞ and gives 1.
        const double sum = -expm1((double)t * log_beta);
        out[k] = t == 0 ? NAN : average->bias_correction ? v / sum : v;
    }
}

// The last `days` measured values in a ring. Their sum is made anew each time round, so that
// rounding does not pile up.
static void run_window(const struct average *average, const double value[], size_t n, double out[])
{
    const size_t days = average_days(average->beta);
    double sum = 0, oldest = 0;
    size_t t = 0, tail = 0; // value[tail…k] holds the window
    for (size_t k = 0; k < n; k++) {
        if (!isnan(value[k])) {
            sum += value[k];
            if (++t > days) {
                while (isnan(value[tail]))
                    tail++;
                oldest = value[tail++];
                sum -= oldest;
            }
            if (t > days && t % days == 0) {
                sum = 0;
                for (size_t i = tail; i <= k; i++)
                    sum += isnan(value[i]) ? 0 : value[i];
            }
        }
        const size_t divisor = average->bias_correction && t < days ? t : days;
        out[k] = t == 0 ? NAN : sum / (double)divisor;
    }
}

void average_run(const struct average *average, const double value[], size_t n, double out[])
{
    if (average->kind == AVERAGE_WINDOW)
        run_window(average, value, n, out);
    else
        run_ewa(average, value, n, out);
}

double average_weight(const struct average *average, size_t k)
{
    if (average->kind == AVERAGE_EWA)
        return (1 - average->beta) * pow(average->beta, (double)k);
    const size_t days = average_days(average->beta);
    return k < days ? 1 / (double)days : 0;
}

size_t average_memory(const struct average *average)
{
    if (average->kind == AVERAGE_WINDOW)
        return average_days(average->beta);
    return average->bias_correction ? 2 : 1;
}

double average_age(const struct average *average)
{
    if (average->kind == AVERAGE_WINDOW)
        return ((double)average_days(average->beta) - 1) / 2;
    return average->beta / (1 - average->beta);
}

double average_weight_sum(const struct average *average, size_t t)
{
    if (average->kind == AVERAGE_EWA)
        return t == 0 ? 0 : -expm1((double)t * log(average->beta));
    const size_t days = average_days(average->beta);
    return t < days ? (double)t / (double)days : 1;
}

// ---- measuring ----------------------------------------------------------------------------------

// The first day on which the weights sum to `settled`; n when there is none.
static size_t first_settled(const struct average *average, const double value[], size_t n)
{
    size_t t = 0;
    for (size_t k = 0; k < n; k++) {
        t += !isnan(value[k]);
        if (t > 0 && average_weight_sum(average, t) >= settled)
            return k;
    }
    return n;
}

// The mean over `half` days to both sides; NaN where there are not as many.
static void smooth(const double value[], size_t n, size_t half, double out[])
{
    double sum = 0;
    size_t count = 0;
    for (size_t k = 0; k < n + half; k++) {
        if (k < n && !isnan(value[k])) {
            sum += value[k];
            count++;
        }
        if (k > 2 * half && !isnan(value[k - 2 * half - 1])) {
            sum -= value[k - 2 * half - 1];
            count--;
        }
        if (k >= half)
            out[k - half] = k >= 2 * half && k < n && count > 0 ? sum / (double)count : NAN;
    }
}

// Pearson's correlation of a[k] with b[k − shift] for k from `first` in strides; −2 when fewer
// than `least` pairs are there.
static double correlation(const double a[], const double b[], size_t first, size_t n, size_t shift,
                          size_t stride, size_t least)
{
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    size_t count = 0;
    for (size_t k = first > shift ? first : shift; k < n; k += stride) {
        const double x = a[k], y = b[k - shift];
        if (isnan(x) || isnan(y))
            continue;
        sa += x;
        sb += y;
        saa += x * x;
        sbb += y * y;
        sab += x * y;
        count++;
    }
    const double m = (double)count;
    const double va = saa - sa * sa / m, vb = sbb - sb * sb / m;
    if (count < least || !(va > 0) || !(vb > 0))
        return -2;
    return (sab - sa * sb / m) / sqrt(va * vb);
}

double average_lag(const struct average *average, const double value[], const double averaged[],
                   size_t n)
{
    const size_t days = average_days(average->beta), first = first_settled(average, value, n);
    const size_t longest = 3 * days + 2;
    if (first >= n || (n - first) < 2 * days + 10)
        return NAN;
    double *still = malloc(n * sizeof *still);
    if (!still)
        return NAN;
    smooth(value, n, days, still);
    const size_t work = (n - first) * longest;
    const size_t stride = work / LAG_WORK_MAX + 1;
    double best = -1, at = NAN, before = -2, last = -2, after = -2;
    for (size_t shift = 0; shift <= longest; shift++) {
        const double r = correlation(averaged, still, first, n, shift, stride, 10);
        if (r > best) {
            best = r;
            at = (double)shift;
            before = last;
            after = correlation(averaged, still, first, n, shift + 1, stride, 10);
        }
        last = r;
    }
    free(still);
    // The top of the parabola through the best shift and its neighbours.
    const double bend = before - 2 * best + after;
    if (at > 0 && before > -2 && after > -2 && bend < 0)
        at += 0.5 * (before - after) / bend;
    return at;
}

double average_roughness(const struct average *average, const double value[],
                         const double averaged[], size_t n)
{
    double sum = 0;
    size_t count = 0;
    for (size_t k = first_settled(average, value, n) + 1; k < n; k++) {
        if (isnan(value[k]))
            continue;
        const double change = averaged[k] - averaged[k - 1];
        sum += change * change;
        count++;
    }
    return count > 0 ? sqrt(sum / (double)count) : NAN;
}
