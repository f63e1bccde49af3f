#include "sim/rule_latex.h"

#include <stddef.h>

// In the order of RULES; each with the standard choices of its rule.

#define AVERAGE   "v &\\leftarrow \\beta_1 v + (1 - \\beta_1)\\, g"
#define SQUARES   "s &\\leftarrow \\beta_2 s + (1 - \\beta_2)\\, g^2"
#define CORRECTED "\\hat v &= \\frac{v}{1 - \\beta_1^t}"
#define UNBIASED  "\\hat s &= \\frac{s}{1 - \\beta_2^t}"
#define STEP      "\\theta &\\leftarrow \\theta - "

static const char *const gd_latex[] = {
    STEP "\\alpha\\, g",
    NULL,
};
static const char *const momentum_latex[] = {
    AVERAGE,
    STEP "\\alpha\\, v",
    NULL,
};
static const char *const heavyball_latex[] = {
    "v &\\leftarrow \\beta_1 v + \\alpha\\, g",
    STEP "v",
    NULL,
};
static const char *const nesterov_latex[] = {
    "v &\\leftarrow \\beta_1 v + g",
    STEP "\\alpha\\, (g + \\beta_1 v)",
    NULL,
};
static const char *const adagrad_latex[] = {
    "s &\\leftarrow s + g^2",
    STEP "\\frac{\\alpha\\, g}{\\sqrt{s} + \\varepsilon}",
    NULL,
};
static const char *const adadelta_latex[] = {
    SQUARES,
    "d &= \\frac{\\sqrt{u + \\varepsilon}}{\\sqrt{s + \\varepsilon}}\\, g",
    "u &\\leftarrow \\beta_2 u + (1 - \\beta_2)\\, d^2",
    STEP "\\alpha\\, d",
    NULL,
};
static const char *const rmsprop_latex[] = {
    SQUARES,
    STEP "\\frac{\\alpha\\, g}{\\sqrt{s} + \\varepsilon}",
    NULL,
};
static const char *const adam_latex[] = {
    AVERAGE,
    SQUARES,
    CORRECTED,
    UNBIASED,
    STEP "\\frac{\\alpha\\, \\hat v}{\\sqrt{\\hat s} + \\varepsilon}",
    NULL,
};
static const char *const adamax_latex[] = {
    AVERAGE,   "u &\\leftarrow \\max(\\beta_2 u,\\ |g| + \\varepsilon)",
    CORRECTED, STEP "\\frac{\\alpha\\, \\hat v}{u}",
    NULL,
};
static const char *const amsgrad_latex[] = {
    AVERAGE,
    SQUARES,
    "\\hat s &\\leftarrow \\max(\\hat s,\\ s)",
    CORRECTED,
    STEP "\\frac{\\alpha\\, \\hat v}{\\sqrt{\\hat s / (1 - \\beta_2^t)} + \\varepsilon}",
    NULL,
};
static const char *const nadam_latex[] = {
    "\\mu_t &= \\beta_1 \\left(1 - \\tfrac12 \\cdot 0.96^{t\\psi}\\right)",
    AVERAGE,
    SQUARES,
    "\\hat v &= \\frac{(1 - \\mu_t)\\, g}{1 - \\prod_{i=1}^{t} \\mu_i} + \\frac{\\mu_{t+1}\\, v}{1 "
    "- \\prod_{i=1}^{t+1} \\mu_i}",
    UNBIASED,
    STEP "\\frac{\\alpha\\, \\hat v}{\\sqrt{\\hat s} + \\varepsilon}",
    NULL,
};
static const char *const radam_latex[] = {
    AVERAGE,
    SQUARES,
    CORRECTED,
    "\\rho_\\infty &= \\frac{2}{1 - \\beta_2} - 1",
    "\\rho_t &= \\rho_\\infty - \\frac{2 t \\beta_2^t}{1 - \\beta_2^t}",
    "q &= \\sqrt{\\frac{(\\rho_t - 4)(\\rho_t - 2)\\, \\rho_\\infty}{(\\rho_\\infty - "
    "4)(\\rho_\\infty - 2)\\, \\rho_t}}",
    STEP "\\begin{cases} \\alpha\\, \\hat v\\, q\\, \\dfrac{\\sqrt{1 - \\beta_2^t}}{\\sqrt{s} + "
         "\\varepsilon} & \\text{if } \\rho_t > 5 \\\\ \\alpha\\, \\hat v & \\text{otherwise} "
         "\\end{cases}",
    NULL,
};
static const char *const adamw_latex[] = {
    AVERAGE,
    SQUARES,
    CORRECTED,
    UNBIASED,
    "\\theta &\\leftarrow (1 - \\alpha\\lambda)\\, \\theta - \\frac{\\alpha\\, \\hat "
    "v}{\\sqrt{\\hat s} + \\varepsilon}",
    NULL,
};
static const char *const signsgd_latex[] = {
    STEP "\\alpha\\, \\operatorname{sign}(g)",
    NULL,
};
static const char *const lion_latex[] = {
    STEP "\\alpha\\, \\operatorname{sign}\\left(\\beta_1 v + (1 - \\beta_1)\\, g\\right)",
    "v &\\leftarrow \\beta_2 v + (1 - \\beta_2)\\, g",
    NULL,
};
static const char *const rprop_latex[] = {
    "m_t &= \\begin{cases} \\min(\\eta_+ m_{t-1},\\ m_+) & \\text{if } g_t\\, g_{t-1} > 0 \\\\ "
    "\\max(\\eta_- m_{t-1},\\ m_-) & \\text{if } g_t\\, g_{t-1} < 0 \\text{, and } g_t \\leftarrow "
    "0 \\\\ "
    "m_{t-1} & \\text{otherwise} \\end{cases}",
    STEP "\\alpha\\, m_t \\operatorname{sign}(g_t)",
    NULL,
};

#define LATEX(name) name##_latex,

const char *const *const rule_latex[] = {RULES(LATEX)};
