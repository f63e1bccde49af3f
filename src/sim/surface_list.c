#include "sim/surface_list.h"
#include "base/maths.h"

#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;
static const double e = 2.71828182845904523536;

static const struct param no_params[] = {{0}};

// Each formula is written once, in the gradient; the compiler drops what the cost does not need.
#define COST_OF(surface)                                                                           \
    static double surface##_cost(const double number[], const double theta[])                      \
    {                                                                                              \
        double gradient[2];                                                                        \
        return surface##_gradient(number, theta, gradient);                                        \
    }

// The minima of a surface that has no numbers: rows of {{x, y}, cost, is it global}.
#define MINIMA_OF(surface, ...)                                                                    \
    static void surface##_minima(const double number[], struct objective *objective)               \
    {                                                                                              \
        (void)number;                                                                              \
        static const struct minimum known[] = {__VA_ARGS__};                                       \
        memcpy(objective->minimum, known, sizeof known);                                           \
        objective->minimum_count = sizeof known / sizeof *known;                                   \
    }

#define FUNCTIONS(surface) .cost = surface##_cost, .gradient = surface##_gradient

// ---- ravine -------------------------------------------------------------------------------------

enum { CONDITION, ANGLE };

static const struct param ravine_params[] = {
    [CONDITION] = {"condition", "κ", "condition", "steep curvature over flat curvature", PARAM_LOG,
                   1, 1000, 25},
    [ANGLE] = {"angle", "φ", "angle", "degrees by which the ravine is turned against the axes",
               PARAM_LINEAR, -90, 90, 0},
    {0},
};

// (x, y) in the axes of a ravine that is turned by `sign`·angle.
static void turn(const double number[], double sign, const double point[], double turned[])
{
    const double radians = number[ANGLE] * (pi / 180), c = maths_cos(radians),
                 s = sign * maths_sin(radians);
    const double x = point[0], y = point[1];
    turned[0] = c * x - s * y;
    turned[1] = s * x + c * y;
}

static double ravine_gradient(const double number[], const double theta[], double gradient[])
{
    const double condition = number[CONDITION];
    if (number[ANGLE] == 0) { // saves a sine and a cosine, which cost more than a step
        gradient[0] = theta[0];
        gradient[1] = condition * theta[1];
        return 0.5 * (theta[0] * theta[0] + condition * theta[1] * theta[1]);
    }
    double own[2];
    turn(number, -1, theta, own);
    const double slope[2] = {own[0], condition * own[1]};
    turn(number, 1, slope, gradient);
    return 0.5 * (own[0] * own[0] + condition * own[1] * own[1]);
}
COST_OF(ravine)

// The start and the frame turn with the ravine: it is the same race, seen against other axes.
static void ravine_minima(const double number[], struct objective *objective)
{
    objective->minimum[0] = (struct minimum){.is_global = 1};
    objective->minimum_count = 1;
    // Plain descent bears 2/κ. Round bowls take no longer steps: they would arrive at once.
    objective->alpha *= fmin(ravine_params[CONDITION].standard / number[CONDITION], 1);
    if (number[ANGLE] == 0)
        return;
    turn(number, 1, objective->start, objective->start);
    const double low[2] = {objective->low[0], objective->low[1]};
    const double high[2] = {objective->high[0], objective->high[1]};
    for (int axis = 0; axis < 2; axis++) {
        objective->low[axis] = INFINITY;
        objective->high[axis] = -INFINITY;
    }
    for (int corner = 0; corner < 4; corner++) {
        double at[2] = {corner & 1 ? low[0] : high[0], corner & 2 ? low[1] : high[1]};
        turn(number, 1, at, at);
        for (int axis = 0; axis < 2; axis++) {
            objective->low[axis] = fmin(objective->low[axis], at[axis]);
            objective->high[axis] = fmax(objective->high[axis], at[axis]);
        }
    }
}

static const char *ravine_written(const double number[])
{
    return number[ANGLE] == 0 ? surface_ravine.formula
                              : "½((x cos(πφ/180) + y sin(πφ/180))² + κ(y cos(πφ/180) − x "
                                "sin(πφ/180))²)";
}

const struct surface surface_ravine = {
    .name = "ravine",
    .title = "Ravine",
    .formula = "½(x² + κy²)",
    .written = ravine_written,
    .source = "the model quadratic of condition κ, as in Polyak 1964",
    .hint = "Steep walls make gradient descent bounce while the flat floor lets it crawl.",
    .params = ravine_params,
    .low = {-10, -2.2},
    .high = {2.5, 2.2},
    .start = {-9, 1.6},
    .alpha = 0.07,
    FUNCTIONS(ravine),
    .minima = ravine_minima,
};

// ---- valleys and bowls --------------------------------------------------------------------------

static double rosenbrock_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], a = 1 - x, b = theta[1] - x * x, slope = 200 * b;
    gradient[0] = -2 * a - slope * (2 * x);
    gradient[1] = slope;
    return a * a + 100 * (b * b);
}
COST_OF(rosenbrock)
MINIMA_OF(rosenbrock, {{1, 1}, 0, 1})

const struct surface surface_rosenbrock = {
    .name = "rosenbrock",
    .title = "Rosenbrock",
    .formula = "(1 − x)² + 100(y − x²)²",
    .source = "Rosenbrock 1960",
    .hint =
        "The curved valley is found at once; following its floor to the minimum takes patience.",
    .params = no_params,
    .low = {-2.1, -0.7},
    .high = {2.1, 2.3},
    .start = {-1.5, 2},
    .alpha = 0.001,
    FUNCTIONS(rosenbrock),
    .minima = rosenbrock_minima,
};

static double beale_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], y2 = y * y, y3 = y2 * y;
    const double a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3;
    gradient[0] = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
    gradient[1] = 2 * x * (a + 2 * b * y + 3 * c * y2);
    return a * a + b * b + c * c;
}
COST_OF(beale)
MINIMA_OF(beale, {{3, 0.5}, 0, 1})

const struct surface surface_beale = {
    .name = "beale",
    .title = "Beale",
    .formula = "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    .source = "Beale 1958",
    .hint =
        "A long flat floor between steep corners: one step size is too large for the one and too "
        "small for the other.",
    .params = no_params,
    .low = {-0.7, -1.2},
    .high = {4.2, 2.25},
    .start = {1, 1.5},
    .alpha = 0.005,
    FUNCTIONS(beale),
    .minima = beale_minima,
};

static double himmelblau_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], a = x * x + y - 11, b = x + y * y - 7;
    gradient[0] = 4 * x * a + 2 * b;
    gradient[1] = 2 * a + 4 * y * b;
    return a * a + b * b;
}
COST_OF(himmelblau)
MINIMA_OF(himmelblau, {{3, 2}, 0, 1}, {{-2.8051180869527449, 3.1313125182505730}, 0, 1},
          {{-3.7793102533777469, -3.2831859912861694}, 0, 1},
          {{3.5844283403304917, -1.8481265269644036}, 0, 1})

const struct surface surface_himmelblau = {
    .name = "himmelblau",
    .title = "Himmelblau",
    .formula = "(x² + y − 11)² + (x + y² − 7)²",
    .source = "Himmelblau 1972",
    .hint = "Four minima, all equally deep: the start and the rule decide which one is found.",
    .params = no_params,
    .low = {-6.8, -4.8},
    .high = {6.8, 4.8},
    .start = {0, 0},
    .alpha = 0.01,
    FUNCTIONS(himmelblau),
    .minima = himmelblau_minima,
};

static double booth_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], a = x + 2 * y - 7, b = 2 * x + y - 5;
    gradient[0] = 2 * a + 4 * b;
    gradient[1] = 4 * a + 2 * b;
    return a * a + b * b;
}
COST_OF(booth)
MINIMA_OF(booth, {{1, 3}, 0, 1})

const struct surface surface_booth = {
    .name = "booth",
    .title = "Booth",
    .formula = "(x + 2y − 7)² + (2x + y − 5)²",
    .source = "Jamil & Yang 2013, no. 17",
    .hint = "A bowl that lies askew: rules that scale each axis by itself gain little here.",
    .params = no_params,
    .low = {-8.5, -3.5},
    .high = {8.5, 8.5},
    .start = {-6.5, 6},
    .alpha = 0.05,
    FUNCTIONS(booth),
    .minima = booth_minima,
};

static double three_hump_camel_gradient(const double number[], const double theta[],
                                        double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], x2 = x * x;
    gradient[0] = x * (4 + x2 * (-4.2 + x2)) + y;
    gradient[1] = x + 2 * y;
    return x2 * (2 + x2 * (-1.05 + x2 / 6)) + x * y + y * y;
}
COST_OF(three_hump_camel)
// With y = −x/2 the slope is x(7/2 − 4.2x² + x⁴).
MINIMA_OF(three_hump_camel, {{0, 0}, 0, 1},
          {{-1.7475523458302889, 0.87377617291514445}, 0.29863844223685982, 0},
          {{1.7475523458302889, -0.87377617291514445}, 0.29863844223685982, 0})

const struct surface surface_three_hump_camel = {
    .name = "three-hump-camel",
    .title = "Three-hump camel",
    .formula = "2x² − 1.05x⁴ + x⁶/6 + xy + y²",
    .source = "Branin 1972",
    .hint = "Two shallow valleys beside the deep one: a careful step ends in the nearest.",
    .params = no_params,
    .low = {-2.7, -1.9},
    .high = {2.7, 1.9},
    .start = {-2.3, -1.4},
    .alpha = 0.02,
    FUNCTIONS(three_hump_camel),
    .minima = three_hump_camel_minima,
};

// A double well, tilted so that its valleys lie at whole numbers: the slope along x is
// (x + 1)·x·(x − 2), the pass is at (0, 0) and 5/12 above the shallow minimum.
static double two_valleys_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1];
    gradient[0] = (x + 1) * x * (x - 2);
    gradient[1] = 2 * y;
    return x * x * (x * (x / 4 - 1.0 / 3) - 1) + y * y + 8.0 / 3;
}
COST_OF(two_valleys)
MINIMA_OF(two_valleys, {{2, 0}, 0, 1}, {{-1, 0}, 2.25, 0})

const struct surface surface_two_valleys = {
    .name = "two-valleys",
    .title = "Two valleys",
    .formula = "x⁴/4 − x³/3 − x² + y² + 8/3",
    .source = "a tilted double well, as in Landau 1937",
    .hint = "Gradient descent stops in the shallow valley; momentum can roll over the pass.",
    .params = no_params,
    .low = {-2.6, -2.2},
    .high = {3.6, 2.2},
    .start = {-2.2, 1.5},
    .alpha = 0.05,
    FUNCTIONS(two_valleys),
    .minima = two_valleys_minima,
};

// ---- saddles and shelves ------------------------------------------------------------------------

static double saddle_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1];
    gradient[0] = 2 * x;
    gradient[1] = -2 * y;
    return x * x - y * y;
}
COST_OF(saddle)

const struct surface surface_saddle = {
    .name = "saddle",
    .title = "Saddle",
    .formula = "x² − y²",
    .source = "the model saddle point; Dauphin et al. 2014",
    .hint = "The ridge leads to a place without slope; who leaves it soonest?",
    .params = no_params,
    .low = {-1.7, -1.2},
    .high = {1.7, 1.2},
    .start = {-1.5, 0.001},
    .alpha = 0.03,
    FUNCTIONS(saddle),
};

static double monkey_saddle_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1];
    gradient[0] = 3 * (x * x - y * y);
    gradient[1] = -6 * x * y;
    return x * (x * x - 3 * y * y);
}
COST_OF(monkey_saddle)

const struct surface surface_monkey_saddle = {
    .name = "monkey-saddle",
    .title = "Monkey saddle",
    .formula = "x³ − 3xy²",
    .source = "Hilbert & Cohn-Vossen 1932",
    .hint = "Three ways down and not even curvature at the centre: the slope fades twice over.",
    .params = no_params,
    .low = {-1.7, -1.2},
    .high = {1.7, 1.2},
    .start = {1.5, 0.003},
    .alpha = 0.012,
    FUNCTIONS(monkey_saddle),
};

// q/(1 + q) with q = x² + 2y²: a bowl near its minimum; far out it levels off at 1, where the slope
// falls like 1/|θ|³. It is the cost that gives outliers no say in robust statistics.
static double plateau_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], q = x * x + 2 * y * y, share = 1 / (1 + q);
    gradient[0] = 2 * x * share * share;
    gradient[1] = 4 * y * share * share;
    return q * share;
}
COST_OF(plateau)
MINIMA_OF(plateau, {{0, 0}, 0, 1})

const struct surface surface_plateau = {
    .name = "plateau",
    .title = "Plateau",
    .formula = "(x² + 2y²) / (1 + x² + 2y²)",
    .source = "Geman & McClure 1987",
    .hint =
        "On the shelf the slope nearly vanishes; rules that divide by its size walk on as before.",
    .params = no_params,
    .low = {-5.6, -2.6},
    .high = {1.8, 2.6},
    .start = {-4.6, 1.4},
    .alpha = 0.4,
    FUNCTIONS(plateau),
    .minima = plateau_minima,
};

// ---- many minima --------------------------------------------------------------------------------

static double rastrigin_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    double sum = 0;
    for (int axis = 0; axis < 2; axis++) {
        const double x = theta[axis];
        gradient[axis] = 2 * x + 20 * pi * maths_sin(2 * pi * x);
        sum += x * x + 10 * (1 - maths_cos(2 * pi * x));
    }
    return sum;
}
COST_OF(rastrigin)

// The axes are separate, so the minima are all pairs of the roots of x + 10π·sin 2πx next to whole
// numbers. The domain shows the 25 of them that are listed.
static void rastrigin_minima(const double number[], struct objective *objective)
{
    (void)number;
    static const struct {
        double at, cost;
    } roots[] = {
        {0, 0},
        {-0.99495863765233479, 0.99495905709329139},
        {0.99495863765233479, 0.99495905709329139},
        {-1.9899122337085496, 3.9798311905540875},
        {1.9899122337085496, 3.9798311905540875},
    };
    const size_t count = sizeof roots / sizeof *roots;
    for (size_t i = 0; i < count * count; i++) {
        const size_t x = i % count, y = i / count;
        objective->minimum[i] = (struct minimum){.theta = {roots[x].at, roots[y].at},
                                                 .cost = roots[x].cost + roots[y].cost,
                                                 .is_global = i == 0};
    }
    objective->minimum_count = count * count;
}

const struct surface surface_rastrigin = {
    .name = "rastrigin",
    .title = "Rastrigin",
    .formula = "20 + x² − 10·cos 2πx + y² − 10·cos 2πy",
    .source = "Rastrigin 1974; Mühlenbein, Schomisch & Born 1991",
    .hint = "A pit at every whole number: where one starts is where one ends.",
    .params = no_params,
    .low = {-2.9, -2.3},
    .high = {2.9, 2.3},
    .start = {-2.4, 1.4},
    .alpha = 0.002,
    FUNCTIONS(rastrigin),
    .minima = rastrigin_minima,
};

// Written with expm1, so that the cost at the minimum is 0 and not the rounding error of 20 + e.
// There the surface is a cone's tip: its slope from all sides cancels, and the gradient is set to
// 0.
static double ackley_gradient(const double number[], const double theta[], double gradient[])
{
    (void)number;
    const double x = theta[0], y = theta[1], distance = sqrt((x * x + y * y) / 2);
    const double cone = maths_expm1(-0.2 * distance);
    const double waves = maths_expm1((maths_cos(2 * pi * x) + maths_cos(2 * pi * y)) / 2 - 1);
    const double pull = distance > 0 ? 2 * (1 + cone) / distance : 0;
    const double swing = pi * e * (1 + waves);
    gradient[0] = pull * x + swing * maths_sin(2 * pi * x);
    gradient[1] = pull * y + swing * maths_sin(2 * pi * y);
    return -20 * cone - e * waves;
}
COST_OF(ackley)
// Only the global one: its pits beside every whole number are too many to mark.
MINIMA_OF(ackley, {{0, 0}, 0, 1})

const struct surface surface_ackley = {
    .name = "ackley",
    .title = "Ackley",
    .formula = "−20·exp(−0.2·√((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2) + e + 20",
    .source = "Ackley 1987",
    .hint = "A funnel full of pits: small steps stay in the first, large or noisy ones feel the "
            "funnel.",
    .params = no_params,
    .low = {-4.2, -2.5},
    .high = {2.9, 2.5},
    .start = {-3.4, 1.4},
    .alpha = 0.01,
    FUNCTIONS(ackley),
    .minima = ackley_minima,
};
