// Numbers that tables.py works out while the program is built. Pairs are two doubles whose sum is
// meant; the first of `powers` and `sines` ends at the 26th binary place.
#ifndef RAVINE_BASE_MATHS_TABLES_H
#define RAVINE_BASE_MATHS_TABLES_H

#include <stdint.h>

enum { MATHS_TABLE_LIMBS = 8, MATHS_TWO_OVER_PI_LIMBS = 48 };

extern const double maths_powers[256][2]; // 2^(i/256)
extern const double maths_sines[768][2];  // sin(i·π/512)
extern const double maths_arcs[129][2];   // atan(i/128)
// {c, −log c} of m from 1 + i/256 on: c is about 1/m, ends at the tenth place and is 1 where m is
// next to 1; from i = 106 on, m is halved. −log c is in two parts, the first ends at the 42nd
// place.
extern const double maths_logs[256][3];
extern const double maths_log_of_2_parts[2]; // log 2, the first to 42 places
extern const double maths_log_of_2_256th[2]; // log(2)/256, likewise
extern const double maths_pi_512th[3];       // π/512, to 40 places, to 73, the rest
extern const double maths_half_pi[2], maths_pi[2], maths_log_of_2[2];
extern const double maths_per_log2[2], maths_per_log10[2]; // 1/log 2, 1/log 10

// Limbs, the highest first, as in a struct wide; of 2/π as a fraction.
extern const uint32_t maths_wide_log2[MATHS_TABLE_LIMBS], maths_wide_log10[MATHS_TABLE_LIMBS],
    maths_wide_pi[MATHS_TABLE_LIMBS];
extern const uint32_t maths_two_over_pi[MATHS_TWO_OVER_PI_LIMBS];

#endif
