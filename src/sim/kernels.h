// The arithmetic of networks in single precision, once for each kind of processor. All variants
// compute the same sums; only the order of additions differs.
#ifndef RAVINE_SIM_KERNELS_H
#define RAVINE_SIM_KERNELS_H

#include "sim/rule.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Rows of units are padded to a multiple of this many floats; what pads them is 0.
enum { KERNEL_PAD = 16, KERNEL_RULES_MAX = 32 };

enum activation {
    ACTIVATION_RELU,
    ACTIVATION_TANH,
    ACTIVATION_SIGMOID,
    ACTIVATION_LEAKY_RELU, // 0.01 z below 0
    ACTIVATION_GELU,       // z·Φ(z)
};
enum { ACTIVATIONS = ACTIVATION_GELU + 1 };

// In the same order, for a PARAM_CHOICE.
extern const char *const activation_names[];

// A matrix seen through strides: element (r, k) is at[r·row + k·column].
struct kernel_view {
    const float *at;
    size_t row, column;
    // Where not NULL, rows (with a column of 1) or columns are those of these numbers. One of both.
    const uint32_t *rows, *columns;
};

struct kernels {
    const char *name; // "avx512"
    bool (*supported)(void);
    // c[rows × n] = a[rows × inner] · b[inner × n], or += where `add`. Rows of c are ldc apart,
    // of b ldb; n is a multiple of KERNEL_PAD.
    void (*product)(float *c, size_t ldc, struct kernel_view a, const float *b, size_t ldb,
                    size_t rows, size_t inner, size_t n, bool add);
    // c[rows × n] = d[rows × inner] · wᵀ with w[n × inner]: for few rows, where turning w round
    // would cost more. inner is a multiple of KERNEL_PAD.
    void (*product_turned)(float *c, size_t ldc, const float *d, size_t ldd, const float *w,
                           size_t ldw, size_t rows, size_t inner, size_t n);
    // a[count] through the activation, in place; count is a multiple of KERNEL_PAD.
    void (*activate)(float *a, size_t count, enum activation activation);
    // d[rows × count] times the activation's slope, where a[rows × count], rows lda apart, are its
    // values; for gelu, which has two places for some values, what it was given.
    void (*slope)(float *d, const float *a, size_t lda, size_t rows, size_t count,
                  enum activation activation);
    // One row of scores z[classes], padded: softmax cross-entropy of the class `label`, natural
    // logarithm. Leaves softmax(z) in z, 0 in the padding; where `leaves_delta`, 1 less for the
    // label: the gradient by z. *best (may be NULL) is the class of the highest score.
    float (*softmax)(float *z, size_t classes, size_t label, size_t *best, bool leaves_delta);
    // The same of many examples at once, which stand in columns: z[classes × count], rows ldz
    // apart, count a multiple of KERNEL_PAD. cost[count] is each one's cost, best[count] (may be
    // NULL) its class of the highest score. z is left as softmax(z) only where `leaves_shares`,
    // else it means nothing afterwards.
    void (*softmax_columns)(float *z, size_t ldz, size_t classes, size_t count, const int label[],
                            float cost[], int best[], bool leaves_shares);
    // to[columns × rows] = factor · from[rows × columns]ᵀ; rows and columns are multiples of 4.
    void (*turn)(float *to, size_t ldto, const float *from, size_t ldfrom, size_t rows,
                 size_t columns, float factor);
    // to[count] = (center + a·u) + b·v; count is a multiple of KERNEL_PAD.
    void (*combine)(float *to, const float *center, const float *u, float a, const float *v,
                    float b, size_t count);
    // w[rows × n] −= α·(aᵢ·dⱼ): bit for bit what gradient descent without weight decay does with
    // the gradient of one example, which is nowhere written down. n is a multiple of KERNEL_PAD.
    // Where next[rows] is not NULL, z[n] = next · w as it is then, bit for bit as `product` finds
    // it: w goes through the processor once instead of twice.
    void (*descend)(float *w, const float *a, const float *d, size_t rows, size_t n, float alpha,
                    const float *next, float *z);
    // The single-precision steps of all rules, in the order of rules[]: bit for bit what
    // rule->step_single does.
    void (*step[KERNEL_RULES_MAX])(const struct rule_step *step, float theta[],
                                   const float gradient[], float state[], size_t n);
    // That of every rule of one's own (rule_text.h).
    void (*step_typed)(const struct rule_step *step, float theta[], const float gradient[],
                       float state[], size_t n);
};

// NULL-terminated, fastest first; the last works everywhere.
extern const struct kernels *const kernels_all[];

// The fastest that this processor supports, or the one that RAVINE_KERNELS names, if it is
// supported: for who compares machines.
const struct kernels *kernels_best(void);

#endif
