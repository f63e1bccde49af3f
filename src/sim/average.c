#include "sim/average.h"
#include "base/maths.h"

#include <math.h>
#include <stdlib.h>

static const double settled = 0.9; // sum of weights from which an average speaks for the series
// A line is followed at its full distance only later: β/(1−β) − tβᵗ/(1−βᵗ) after t days.
static const double settled_for_lines = 0.99;
enum { LAG_WORK_MAX = 20000000 }; // products in the search for a lag

size_t average_days(double beta)
{
    const double days = round(1 / (1 - beta));
    return days < 1 ? 1 : (size_t)days;
}

// ---- running ------------------------------------------------------------------------------------

// Over a gap v and the sum of the weights fade alike, so that their quotient stays.
static void run_aging_ewa(const struct average *average, const double value[], size_t n,
                          double out[])
{
    const double beta = average->beta;
    double v = 0, weight = 0;
    for (size_t k = 0; k < n; k++) {
        const bool is_measured = !isnan(value[k]);
        v = beta * v + (is_measured ? (1 - beta) * value[k] : 0);
        weight = beta * weight + (is_measured ? 1 - beta : 0);
        // What has faded out of the numbers is carried on as it was.
        if (weight > 1e-300)
            out[k] = average->bias_correction ? v / weight : v;
        else
            out[k] = k > 0 ? out[k - 1] : NAN;
    }
}

// The mean of those of the last `days` that are measured.
static void run_aging_window(const struct average *average, const double value[], size_t n,
                             double out[])
{
    const size_t days = average_days(average->beta);
    for (size_t k = 0; k < n; k++) {
        const size_t first = k + 1 > days ? k + 1 - days : 0;
        double sum = 0;
        size_t count = 0;
        for (size_t i = first; i <= k; i++) {
            sum += isnan(value[i]) ? 0 : value[i];
            count += isnan(value[i]) ? 0 : 1;
        }
        out[k] = count > 0 ? sum / (double)(average->bias_correction ? count : days)
                 : k > 0   ? out[k - 1]
                           : NAN;
    }
}

static void run_ewa(const struct average *average, const double value[], size_t n, double out[])
{
    const double beta = average->beta, log_beta = maths_log(beta);
    double v = 0;
    size_t t = 0;
    for (size_t k = 0; k < n; k++) {
        if (!isnan(value[k])) {
            v = beta * v + (1 - beta) * value[k];
            t++;
        }
        // 1 − βᵗ without cancellation; β = 0 has log −∞ and gives 1.
        const double sum = -maths_expm1((double)t * log_beta);
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
    if (average->kind == AVERAGE_WINDOW && average->ages)
        run_aging_window(average, value, n, out);
    else if (average->kind == AVERAGE_WINDOW)
        run_window(average, value, n, out);
    else if (average->ages)
        run_aging_ewa(average, value, n, out);
    else
        run_ewa(average, value, n, out);
}

double average_weight(const struct average *average, size_t k)
{
    if (average->kind == AVERAGE_EWA)
        return (1 - average->beta) * maths_pow(average->beta, (double)k);
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
        return t == 0 ? 0 : -maths_expm1((double)t * maths_log(average->beta));
    const size_t days = average_days(average->beta);
    return t < days ? (double)t / (double)days : 1;
}

double average_aged_sum(const struct average *average, const double value[], size_t at)
{
    double sum = 0;
    for (size_t back = 0; back <= at; back++) {
        const double weight = average_weight(average, back);
        sum += isnan(value[at - back]) ? 0 : weight;
        if (weight < 1e-18)
            break;
    }
    return sum;
}

// ---- measuring ----------------------------------------------------------------------------------

// The first day on which the weights sum to so much; n when there is none.
static size_t first_settled(const struct average *average, const double value[], size_t n,
                            double sum)
{
    size_t t = 0;
    double aged = 0;
    for (size_t k = 0; k < n; k++) {
        t += !isnan(value[k]);
        aged = average->beta * aged + (isnan(value[k]) ? 0 : 1 - average->beta);
        if (average->ages && average->kind == AVERAGE_EWA) {
            // Where much is missing the weights never sum to that: then to what they come to.
            if (aged >= sum || (double)k > 3 / (1 - average->beta))
                return k;
        } else if (t > 0 && average_weight_sum(average, t) >= sum)
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

// The mean square of a[k] − b[k − shift] for k from `first` in strides.
static double distance(const double a[], const double b[], size_t first, size_t n, size_t shift,
                       size_t stride)
{
    double sum = 0;
    size_t count = 0;
    for (size_t k = first > shift ? first : shift; k < n; k += stride) {
        const double apart = a[k] - b[k - shift];
        sum += isnan(apart) ? 0 : apart * apart;
        count += isnan(apart) ? 0 : 1;
    }
    return count > 0 ? sum / (double)count : INFINITY;
}

// How much of the variance of value[n] a straight line explains.
static double straightness(const double value[], size_t n)
{
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, m = 0;
    for (size_t k = 0; k < n; k++) {
        if (isnan(value[k]))
            continue;
        const double x = (double)k, y = value[k];
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
        m++;
    }
    const double vx = sxx - sx * sx / m, vy = syy - sy * sy / m, v = sxy - sx * sy / m;
    return vx > 0 && vy > 0 ? v * v / (vx * vy) : 0;
}

// How many days of `average` as many measured ones reach back over, where days are missing.
static size_t reach_of(const struct average *average, const double value[], size_t n)
{
    size_t measured = 0;
    for (size_t k = 0; k < n; k++)
        measured += !isnan(value[k]);
    const double days = (double)average_days(average->beta);
    return average->ages || measured == 0 ? (size_t)days
                                          : (size_t)round(days * (double)n / (double)measured);
}

// The top of the parabola through the best shift and its neighbours.
static double between(double at, double before, double best, double after)
{
    const double bend = before - 2 * best + after;
    return at > 0 && isfinite(before) && isfinite(after) && bend < 0
               ? at + 0.5 * (before - after) / bend
               : at;
}

// A line correlates with itself at any shift: the one at which it lies on the average counts.
static double lag_of_line(const struct average *average, const double value[],
                          const double averaged[], size_t n, size_t reach)
{
    const size_t first = first_settled(average, value, n, settled_for_lines);
    const size_t longest = 3 * reach + 2;
    if (first >= n || n - first < reach + 10)
        return NAN;
    const size_t stride = (n - first) * longest / LAG_WORK_MAX + 1;
    double best = -INFINITY, at = NAN, before = -INFINITY, last = -INFINITY, after = -INFINITY;
    for (size_t shift = 0; shift <= longest; shift++) {
        const double r = -distance(averaged, value, first, n, shift, stride);
        if (r > best) {
            best = r;
            at = (double)shift;
            before = last;
            after = -distance(averaged, value, first, n, shift + 1, stride);
        }
        last = r;
    }
    return between(at, before, best, after);
}

double average_lag(const struct average *average, const double value[], const double averaged[],
                   size_t n)
{
    const size_t reach = reach_of(average, value, n), longest = 3 * reach + 2;
    if (straightness(value, n) > 0.95)
        return lag_of_line(average, value, averaged, n, reach);
    const size_t first = first_settled(average, value, n, settled);
    if (first >= n || (n - first) < 2 * reach + 10)
        return NAN;
    double *still = malloc(n * sizeof *still);
    if (!still)
        return NAN;
    smooth(value, n, reach, still);
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
    return between(at, before > -2 ? before : NAN, best, after > -2 ? after : NAN);
}

double average_roughness(const struct average *average, const double value[],
                         const double averaged[], size_t n)
{
    double sum = 0;
    size_t count = 0;
    for (size_t k = first_settled(average, value, n, settled) + 1; k < n; k++) {
        if (isnan(value[k]))
            continue;
        const double change = averaged[k] - averaged[k - 1];
        sum += change * change;
        count++;
    }
    return count > 0 ? sqrt(sum / (double)count) : NAN;
}
