// The steps of all rules, once for both precisions: included after precision.h.
//
// No element of θ looks at another, so every loop is plain vector arithmetic. Scalars are worked
// out in double and rounded once: 1 − 0.999 taken in single precision would be off by 6e-5.
//
// θ, g and the state vectors never overlap (restrict), or the loops could not be vectorised.

#define RULE_STEP(name)                                                                            \
    static void STEP(name)(const struct rule_step *step, REAL *restrict theta,                     \
                           const REAL *restrict gradient, REAL *restrict state, size_t n)

RULE_STEP(gd)
{
    (void)state;
    const REAL alpha = (REAL)step->alpha, decay = (REAL)step->number[GD_WEIGHT_DECAY];
    for (size_t i = 0; i < n; i++)
        theta[i] -= alpha * (gradient[i] + decay * theta[i]);
}

// Bias correction divides v by 1 − β₁ᵗ in both forms: from the first step on, the weights of the
// past gradients then add up to what they otherwise reach only in the long run.
RULE_STEP(momentum)
{
    REAL *v = state;
    const double beta1 = step->number[MOMENTUM_BETA1];
    const bool is_classic = step->number[MOMENTUM_FORM] == FORM_CLASSIC;
    const double grown = grown_weight(step, MOMENTUM_BIAS_CORRECTION, beta1, &step->carry[0]);
    const REAL keep = (REAL)beta1, take = (REAL)(is_classic ? 1 : 1 - beta1);
    const REAL rate = (REAL)(step->alpha / grown);
    const REAL decay = (REAL)step->number[MOMENTUM_WEIGHT_DECAY];
    for (size_t i = 0; i < n; i++) {
        v[i] = keep * v[i] + take * (gradient[i] + decay * theta[i]);
        theta[i] -= rate * v[i];
    }
}

// Unlike in momentum, a step that was made with a large α goes on at its length when α falls.
RULE_STEP(heavyball)
{
    REAL *v = state;
    const REAL keep = (REAL)step->number[HEAVYBALL_BETA1], alpha = (REAL)step->alpha;
    for (size_t i = 0; i < n; i++) {
        v[i] = keep * v[i] + alpha * gradient[i];
        theta[i] -= v[i];
    }
}

// In the form that needs the gradient only where the runner is (Sutskever et al. 2013, as written
// by Bengio et al. 2013, eq. 6 and 7).
RULE_STEP(nesterov)
{
    REAL *v = state;
    const REAL keep = (REAL)step->number[NESTEROV_BETA1], alpha = (REAL)step->alpha;
    for (size_t i = 0; i < n; i++) {
        v[i] = keep * v[i] + gradient[i];
        theta[i] -= alpha * (gradient[i] + keep * v[i]);
    }
}

RULE_STEP(adagrad)
{
    REAL *s = state;
    const REAL alpha = (REAL)step->alpha, epsilon = (REAL)step->number[ADAGRAD_EPSILON];
    for (size_t i = 0; i < n; i++) {
        s[i] += gradient[i] * gradient[i];
        theta[i] -= alpha * gradient[i] / (ROOT(s[i]) + epsilon);
    }
}

RULE_STEP(adadelta)
{
    REAL *restrict s = state, *restrict u = state + n;
    const double beta2 = step->number[SQUARES_BETA2];
    const REAL keep = (REAL)beta2, take = (REAL)(1 - beta2);
    const REAL alpha = (REAL)step->alpha, epsilon = (REAL)step->number[SQUARES_EPSILON];
    for (size_t i = 0; i < n; i++) {
        s[i] = keep * s[i] + take * (gradient[i] * gradient[i]);
        const REAL d = gradient[i] * (ROOT(u[i] + epsilon) / ROOT(s[i] + epsilon));
        u[i] = keep * u[i] + take * (d * d);
        theta[i] -= alpha * d;
    }
}

RULE_STEP(rmsprop)
{
    REAL *s = state;
    const double beta2 = step->number[SQUARES_BETA2];
    const REAL keep = (REAL)beta2, take = (REAL)(1 - beta2);
    const REAL alpha = (REAL)step->alpha, epsilon = (REAL)step->number[SQUARES_EPSILON];
    const bool is_inside = step->number[RMSPROP_EPSILON_PLACE] == EPSILON_INSIDE;
    const REAL outer = is_inside ? 0 : epsilon, inner = is_inside ? epsilon : 0;
    for (size_t i = 0; i < n; i++) {
        s[i] = keep * s[i] + take * (gradient[i] * gradient[i]);
        theta[i] -= alpha * gradient[i] / (ROOT(s[i] + inner) + outer);
    }
}

// Adam, and AdamW, which first shrinks θ by `shrink`. The corrections go into two scalars:
// α/(1−β₁ᵗ) and 1/√(1−β₂ᵗ).
static inline void STEP(adam_after)(REAL shrink, const struct rule_step *step, REAL *restrict theta,
                                    const REAL *restrict gradient, REAL *restrict state, size_t n)
{
    REAL *restrict v = state, *restrict s = state + n;
    const struct adam_scalars scalars = adam_scalars(step);
    const REAL keep1 = (REAL)scalars.beta1, take1 = (REAL)(1 - scalars.beta1);
    const REAL keep2 = (REAL)scalars.beta2, take2 = (REAL)(1 - scalars.beta2);
    const REAL rate = (REAL)scalars.rate, scale = (REAL)scalars.scale;
    const REAL epsilon = (REAL)step->number[ADAM_EPSILON], square = (REAL)scalars.square;
    if (step->number[ADAM_EPSILON_PLACE] == EPSILON_INSIDE) {
        for (size_t i = 0; i < n; i++) {
            v[i] = keep1 * v[i] + take1 * gradient[i];
            s[i] = keep2 * s[i] + take2 * (gradient[i] * gradient[i]);
            theta[i] = shrink * theta[i] - rate * v[i] / ROOT(square * s[i] + epsilon);
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        v[i] = keep1 * v[i] + take1 * gradient[i];
        s[i] = keep2 * s[i] + take2 * (gradient[i] * gradient[i]);
        theta[i] = shrink * theta[i] - rate * v[i] / (scale * ROOT(s[i]) + epsilon);
    }
}

RULE_STEP(adam)
{
    STEP(adam_after)(1, step, theta, gradient, state, n);
}

RULE_STEP(adamw)
{
    const double weight_decay = step->number[ADAMW_WEIGHT_DECAY];
    STEP(adam_after)((REAL)(1 - step->alpha * weight_decay), step, theta, gradient, state, n);
}

// ε where PyTorch has it: |g| alone would divide 0 by 0 where no gradient has come yet.
RULE_STEP(adamax)
{
    REAL *restrict v = state, *restrict u = state + n;
    const double beta1 = step->number[ADAM_BETA1];
    const double grown = 1 - carry_on(&step->carry[0], beta1);
    const REAL keep1 = (REAL)beta1, take1 = (REAL)(1 - beta1);
    const REAL keep2 = (REAL)step->number[ADAM_BETA2];
    const REAL rate = (REAL)(step->alpha / grown), epsilon = (REAL)step->number[ADAM_EPSILON];
    for (size_t i = 0; i < n; i++) {
        v[i] = keep1 * v[i] + take1 * gradient[i];
        const REAL kept = keep2 * u[i], size = SIZE(gradient[i]) + epsilon;
        u[i] = size > kept ? size : kept;
        theta[i] -= rate * v[i] / u[i];
    }
}

// Bias correction comes after the maximum, as in PyTorch; the paper has none.
RULE_STEP(amsgrad)
{
    REAL *restrict v = state, *restrict s = state + n, *restrict top = state + 2 * n;
    const struct adam_scalars scalars = adam_scalars(step);
    const REAL keep1 = (REAL)scalars.beta1, take1 = (REAL)(1 - scalars.beta1);
    const REAL keep2 = (REAL)scalars.beta2, take2 = (REAL)(1 - scalars.beta2);
    const REAL rate = (REAL)scalars.rate, scale = (REAL)scalars.scale;
    const REAL epsilon = (REAL)step->number[ADAM_EPSILON];
    for (size_t i = 0; i < n; i++) {
        v[i] = keep1 * v[i] + take1 * gradient[i];
        s[i] = keep2 * s[i] + take2 * (gradient[i] * gradient[i]);
        top[i] = s[i] > top[i] ? s[i] : top[i];
        theta[i] -= rate * v[i] / (scale * ROOT(top[i]) + epsilon);
    }
}

// Two subtractions, in PyTorch's order: on Rosenbrock's valley Nadam swings so near the edge of
// stability that a different rounding shows in the tenth digit after sixty steps.
RULE_STEP(nadam)
{
    REAL *restrict v = state, *restrict s = state + n;
    const struct nadam_scalars scalars = nadam_scalars(step);
    const double beta1 = step->number[ADAM_BETA1], beta2 = step->number[ADAM_BETA2];
    const REAL keep1 = (REAL)beta1, take1 = (REAL)(1 - beta1);
    const REAL keep2 = (REAL)beta2, take2 = (REAL)(1 - beta2);
    const REAL now = (REAL)scalars.now, next = (REAL)scalars.next, scale = (REAL)scalars.scale;
    const REAL epsilon = (REAL)step->number[ADAM_EPSILON];
    for (size_t i = 0; i < n; i++) {
        v[i] = keep1 * v[i] + take1 * gradient[i];
        s[i] = keep2 * s[i] + take2 * (gradient[i] * gradient[i]);
        const REAL divisor = scale * ROOT(s[i]) + epsilon;
        theta[i] -= now * gradient[i] / divisor;
        theta[i] -= next * v[i] / divisor;
    }
}

// Before the variance of s is known well enough the step is momentum's, corrected.
RULE_STEP(radam)
{
    REAL *restrict v = state, *restrict s = state + n;
    const struct radam_scalars scalars = radam_scalars(step);
    const double beta1 = step->number[ADAM_BETA1], beta2 = step->number[ADAM_BETA2];
    const REAL keep1 = (REAL)beta1, take1 = (REAL)(1 - beta1);
    const REAL keep2 = (REAL)beta2, take2 = (REAL)(1 - beta2);
    const REAL rate = (REAL)scalars.rate, epsilon = (REAL)step->number[ADAM_EPSILON];
    for (size_t i = 0; i < n; i++) {
        v[i] = keep1 * v[i] + take1 * gradient[i];
        s[i] = keep2 * s[i] + take2 * (gradient[i] * gradient[i]);
        theta[i] -= rate * v[i] / (scalars.is_known ? ROOT(s[i]) + epsilon : 1);
    }
}

// The sign of 0 is 0, here and below: a runner at rest stays at rest.
RULE_STEP(signsgd)
{
    (void)state;
    const REAL alpha = (REAL)step->alpha;
    for (size_t i = 0; i < n; i++)
        theta[i] -= (gradient[i] > 0 ? alpha : 0) - (gradient[i] < 0 ? alpha : 0);
}

RULE_STEP(lion)
{
    REAL *v = state;
    const double beta1 = step->number[LION_BETA1], beta2 = step->number[LION_BETA2];
    const REAL keep1 = (REAL)beta1, take1 = (REAL)(1 - beta1);
    const REAL keep2 = (REAL)beta2, take2 = (REAL)(1 - beta2);
    const REAL alpha = (REAL)step->alpha;
    for (size_t i = 0; i < n; i++) {
        const REAL c = keep1 * v[i] + take1 * gradient[i];
        theta[i] -= (c > 0 ? alpha : 0) - (c < 0 ? alpha : 0);
        v[i] = keep2 * v[i] + take2 * gradient[i];
    }
}

// The sizes are kept in learning rates, 1 in the beginning, so that a schedule acts on all of them.
// Where g turns round there is no step, and the next one is made whatever the sign (iRprop−).
RULE_STEP(rprop)
{
    REAL *restrict p = state, *restrict m = state + n;
    const REAL grow = (REAL)step->number[RPROP_GROW], shrink = (REAL)step->number[RPROP_SHRINK];
    const REAL most = (REAL)step->number[RPROP_MOST], least = (REAL)step->number[RPROP_LEAST];
    const REAL alpha = (REAL)step->alpha, beginning = step->t == 1 ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        const REAL g = gradient[i];
        const bool goes_on = (g > 0 && p[i] > 0) || (g < 0 && p[i] < 0);
        const bool turns = (g > 0 && p[i] < 0) || (g < 0 && p[i] > 0);
        const REAL size = (m[i] + beginning) * (goes_on ? grow : turns ? shrink : 1);
        const REAL capped = size < most ? size : most;
        m[i] = capped > least ? capped : least;
        p[i] = turns ? 0 : g;
        theta[i] -= alpha * m[i] * (REAL)((p[i] > 0) - (p[i] < 0));
    }
}

#undef RULE_STEP
