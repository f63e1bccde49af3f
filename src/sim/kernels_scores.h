// The kernels of activations and of softmax: a part of kernels_body.h, which includes it where its
// words are known.

// ---- activations --------------------------------------------------------------------------------

INLINE vector choose(integers mask, vector yes, vector no)
{
    return (vector)((mask & (integers)yes) | (~mask & (integers)no));
}

// eˣ for x ≤ 88: 2ⁿ·eʳ with |r| ≤ ½ ln 2 and a polynomial for eʳ (Cody & Waite 1980); below −87 it
// is 0 in effect. Relative error under 2e-7. NaN stays NaN.
INLINE vector exponential(vector x)
{
    x = choose(x < -87.0f, spread(-87), x);
    const vector n = ROUND(x * 1.44269504f);
    vector r = MULTIPLY_ADD(n, spread(-0.693359375f), x);
    r = MULTIPLY_ADD(n, spread(2.12194440e-4f), r);
    vector p = spread(1.98756915e-4f);
    p = MULTIPLY_ADD(p, r, spread(1.39819995e-3f));
    p = MULTIPLY_ADD(p, r, spread(8.33345191e-3f));
    p = MULTIPLY_ADD(p, r, spread(4.16657960e-2f));
    p = MULTIPLY_ADD(p, r, spread(1.66666655e-1f));
    p = MULTIPLY_ADD(p, r, spread(5.00000012e-1f));
    p = MULTIPLY_ADD(p, r * r, r + 1.0f);
    const integers power = (__builtin_convertvector(n, integers) + 127) << 23;
    return p * (vector)power;
}

INLINE vector hyperbolic_tangent(vector x)
{
    // tanh |x| = (1 − e^(−2|x|)) / (1 + e^(−2|x|)); near 0, where that cancels, its series.
    const vector size = choose(x < 0.0f, -x, x);
    const vector e = exponential(-2.0f * size);
    const vector far = (1.0f - e) / (1.0f + e);
    const vector x2 = size * size;
    const vector near =
        size * (1.0f + x2 * (-0.333333343f + x2 * (0.133333337f - 0.0539682545f * x2)));
    const vector y = choose(size < 0.15f, near, far);
    return choose(x < 0.0f, -y, y);
}

// 1 / (1 + e^−x), by e^−|x|, which never leaves the numbers.
INLINE vector logistic(vector x)
{
    const vector e = exponential(choose(x < 0.0f, x, -x));
    return choose(x < 0.0f, e, spread(1)) / (1.0f + e);
}

// Φ(x), the normal distribution: 1 − ½ e^(−x²/2)·p(t) for x ≥ 0, within 1e-7 (Abramowitz & Stegun
// 1964, 7.1.26). *density gets e^(−x²/2).
INLINE vector normal(vector x, vector *density)
{
    const vector size = choose(x < 0.0f, -x, x);
    const vector t = 1.0f / (1.0f + 0.231641888f * size); // 0.3275911/√2
    vector p = spread(1.061405429f);
    p = MULTIPLY_ADD(p, t, spread(-1.453152027f));
    p = MULTIPLY_ADD(p, t, spread(1.421413741f));
    p = MULTIPLY_ADD(p, t, spread(-0.284496736f));
    p = MULTIPLY_ADD(p, t, spread(0.254829592f));
    // e^(−x²/2) is 0 in effect from |x| = 13 on, where x² may be more than a float can hold.
    const vector near = choose(size > 13.0f, spread(13), size);
    *density = exponential(-0.5f * near * near);
    const vector tail = 0.5f * *density * p * t;
    return choose(x < 0.0f, tail, 1.0f - tail);
}

INLINE vector activated(vector x, enum activation activation)
{
    vector density;
    switch (activation) {
    case ACTIVATION_RELU:
        return choose(x < 0.0f, (vector){0}, x); // NaN passes
    case ACTIVATION_TANH:
        return hyperbolic_tangent(x);
    case ACTIVATION_SIGMOID:
        return logistic(x);
    case ACTIVATION_LEAKY_RELU: // Maas, Hannun & Ng 2013
        return choose(x < 0.0f, 0.01f * x, x);
    case ACTIVATION_GELU: // Hendrycks & Gimpel 2016
        // Far down −∞·0 would be no number.
        return choose(x < -13.0f, (vector){0}, x * normal(x, &density));
    }
    return x;
}

// By the value y; for gelu by what it was given.
INLINE vector slope_at(vector y, enum activation activation)
{
    vector density, share;
    switch (activation) {
    case ACTIVATION_RELU:
        return choose(y > 0.0f, spread(1), (vector){0});
    case ACTIVATION_TANH:
        return 1.0f - y * y;
    case ACTIVATION_SIGMOID:
        return y * (1.0f - y);
    case ACTIVATION_LEAKY_RELU:
        return choose(y > 0.0f, spread(1), spread(0.01f));
    case ACTIVATION_GELU: // Φ(z) + zφ(z)
        share = normal(y, &density);
        return share + choose(y * y < 169.0f, y * density * 0.398942280f, (vector){0});
    }
    return spread(1);
}

static void activate(float *a, size_t count, enum activation activation)
{
#define ACTIVATE(kind)                                                                             \
    case kind:                                                                                     \
        for (size_t i = 0; i < count; i += LANES)                                                  \
            store(a + i, activated(load(a + i), kind));                                            \
        return;
    switch (activation) {
        ACTIVATE(ACTIVATION_RELU)
        ACTIVATE(ACTIVATION_TANH)
        ACTIVATE(ACTIVATION_SIGMOID)
        ACTIVATE(ACTIVATION_LEAKY_RELU)
        ACTIVATE(ACTIVATION_GELU)
    }
#undef ACTIVATE
}

static void slope(float *d, const float *a, size_t lda, size_t rows, size_t count,
                  enum activation activation)
{
    if (activation == ACTIVATION_RELU) { // ∞ · 0 is 0 here
        for (size_t r = 0; r < rows; r++, d += count, a += lda)
            for (size_t i = 0; i < count; i += LANES)
                store(d + i, choose(load(a + i) > 0.0f, load(d + i), (vector){0}));
        return;
    }
#define SLOPE(kind)                                                                                \
    case kind:                                                                                     \
        for (size_t r = 0; r < rows; r++, d += count, a += lda)                                    \
            for (size_t i = 0; i < count; i += LANES)                                              \
                store(d + i, load(d + i) * slope_at(load(a + i), kind));                           \
        return;
    switch (activation) {
        SLOPE(ACTIVATION_RELU)
        SLOPE(ACTIVATION_TANH)
        SLOPE(ACTIVATION_SIGMOID)
        SLOPE(ACTIVATION_LEAKY_RELU)
        SLOPE(ACTIVATION_GELU)
    }
#undef SLOPE
}

// Lane i is place k + i.
INLINE integers places_from(size_t k)
{
    static const int count[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    integers lane;
    memcpy(&lane, count, sizeof lane);
    return lane + (int)k;
}

// All ones where lane k + i is one of `classes`. Writing the padding instead would make the loads
// that follow wait for those stores.
INLINE integers is_class(size_t k, size_t classes)
{
    return places_from(k) < (int)classes;
}

INLINE integers is_place(size_t k, size_t place)
{
    return places_from(k) == (int)place;
}

static float softmax(float *z, size_t classes, size_t label, size_t *best, bool leaves_delta)
{
    const vector nothing = spread(-FLT_MAX);
    vector top = choose(is_class(0, classes), load(z), nothing);
    for (size_t k = LANES; k < classes; k += LANES) {
        const vector next = choose(is_class(k, classes), load(z + k), nothing);
        top = choose(next > top, next, top);
    }
    const float highest = MAX_OF(top), wanted = z[label] - highest;
    if (best) {
        size_t at = 0;
        while (at + 1 < classes && z[at] != highest)
            at++;
        *best = at;
    }
    const size_t padded = (classes + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
    vector sum = {0};
    for (size_t k = 0; k < padded; k += LANES) {
        const vector e = exponential(load(z + k) - highest);
        const vector kept = choose(is_class(k, classes), e, (vector){0});
        store(z + k, kept);
        sum += kept;
    }
    const float total = SUM_OF(sum);
    const vector share = spread(1 / total);
    // Whoever reads the vector next need not wait for a number that was written into it.
    const vector one = leaves_delta ? spread(1) : (vector){0};
    for (size_t k = 0; k < classes; k += LANES)
        store(z + k, load(z + k) * share - choose(is_place(k, label), one, (vector){0}));
    return logf(total) - wanted;
}

// A vector of examples, each in a lane. The shares are added up in the order in which SUM_OF adds
// those of a row, so both find the same bits.
INLINE void softmax_lanes(float *z, size_t ldz, size_t classes, const int label[], float cost[],
                          int best[], bool leaves_shares)
{
    vector top = spread(-FLT_MAX);
    for (size_t k = 0; k < classes; k++) {
        const vector score = load(z + k * ldz);
        top = choose(score > top, score, top);
    }
    integers wanted_class;
    memcpy(&wanted_class, label, sizeof wanted_class);
    integers highest = (integers){0} + ((int)classes - 1);
    vector wanted = {0}, part[LANES] = {{0}};
    for (size_t k = classes; k-- > 0;) {
        const vector score = load(z + k * ldz) - top, e = exponential(score);
        const integers here = (integers){0} + (int)k;
        wanted = choose(wanted_class == here, score, wanted);
        highest = (integers)choose(score == 0.0f, (vector)here, (vector)highest);
        store(z + k * ldz, e);
    }
    for (size_t k = 0; k < classes; k++)
        part[k % LANES] += load(z + k * ldz);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            part[i] += part[i + half];
    const vector share = 1.0f / part[0];
    for (size_t k = 0; leaves_shares && k < classes; k++)
        store(z + k * ldz, load(z + k * ldz) * share);
    for (int i = 0; i < LANES; i++)
        cost[i] = logf(part[0][i]) - wanted[i];
    if (best)
        memcpy(best, &highest, sizeof highest);
}

static void softmax_columns(float *z, size_t ldz, size_t classes, size_t count, const int label[],
                            float cost[], int best[], bool leaves_shares)
{
    for (size_t i = 0; i < count; i += LANES)
        softmax_lanes(z + i, ldz, classes, label + i, cost + i, best ? best + i : NULL,
                      leaves_shares);
}
