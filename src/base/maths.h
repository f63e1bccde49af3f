// The functions of C's <math.h> that numbers of a run depend on, each rounded right: the result is
// the double that is nearest to the true value, whatever the machine, the compiler and its library.
// Special values are as C's Annex F has them, but for the sign of NaN, which is always plus.
//
// What <math.h> has that is exact everywhere (sqrt, fabs, floor, ceil, round, trunc, fmod, fmin,
// fmax) is not repeated here.
#ifndef RAVINE_BASE_MATHS_H
#define RAVINE_BASE_MATHS_H

double maths_exp(double x);
double maths_exp2(double x);
double maths_expm1(double x);
double maths_sinh(double x);
double maths_cosh(double x);
double maths_tanh(double x);

double maths_log(double x);
double maths_log1p(double x);
double maths_log2(double x);
double maths_log10(double x);

double maths_sin(double x);
double maths_cos(double x);
double maths_tan(double x);
double maths_asin(double x);
double maths_acos(double x);
double maths_atan(double x);
double maths_atan2(double y, double x);

double maths_pow(double x, double y);
double maths_cbrt(double x);
double maths_hypot(double x, double y);

#endif
