// The functions of base/maths.h to more than 200 binary places, in integers. What the quick ways
// cannot decide ends here: about one argument in ten thousand, and the extreme ones.
//
// 200 places are enough to round right: no double is known or expected to need more than about 130
// of a function of one argument (Lefèvre & Muller, "Worst cases for correct rounding of the
// elementary functions in double precision", 2001), or 190 of one of two. Values that a double or
// the middle between two is exactly (powers, roots) are found apart.
#ifndef RAVINE_BASE_MATHS_ACCURATE_H
#define RAVINE_BASE_MATHS_ACCURATE_H

// x is finite, and the result is neither 0 nor infinite before it is rounded.
double maths_accurate_exp(double x);
double maths_accurate_exp2(double x);
double maths_accurate_expm1(double x);
double maths_accurate_sinh(double x);
double maths_accurate_cosh(double x);
double maths_accurate_tanh(double x);

// x > 0; `close` is the result as a double, give or take a few of its places.
double maths_accurate_log(double x, double close);
double maths_accurate_log1p(double x, double close); // log(1 + x), x > −1
double maths_accurate_log2(double x, double close);
double maths_accurate_log10(double x, double close);

// x is finite; of any size.
double maths_accurate_sin(double x);
double maths_accurate_cos(double x);
double maths_accurate_tan(double x);

double maths_accurate_atan2(double y, double x, double close); // neither is 0
double maths_accurate_asin(double x, double close);
double maths_accurate_acos(double x, double close);

double maths_accurate_pow(double x, double y, double close_log); // x > 0; log x
double maths_accurate_cbrt(double x, double close);
double maths_accurate_hypot(double x, double y); // both at most 2^1022

#endif
