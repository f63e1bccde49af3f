// Stretches of readings as people read them: in readings and in the unit that they are apart.
#ifndef RAVINE_LABS_AVERAGES_SPAN_H
#define RAVINE_LABS_AVERAGES_SPAN_H

#include "labs/averages/state.h"

// Whether a reading is a day: then it is called one.
bool averages_is_daily(const struct averages *lab);

// "9 days", "3 months" where a reading is one of them, "9 readings = 63 days" where it is several,
// "9 readings" where nobody knows; with at most `digits` significant digits.
void averages_span(const struct averages *lab, double readings, int digits, char text[64]);

// "day 236", "reading 236".
void averages_count(const struct averages *lab, size_t reading, char text[48]);

// How many readings a day of the series comes before another one in the eyes of an average: those
// that are measured, and where gaps age the weights all of them.
size_t averages_back(const struct averages *lab, size_t from, size_t to);

// The sum of an average's weights on a day.
double averages_weight_sum(const struct averages *lab, const struct averaged *entry, size_t day);

// The half-life of an EWA and the span that pandas and traders name it by, (1+β)/(1−β): "half-life
// 6.6 days, span 19".
void averages_half_life(const struct averages *lab, double beta, char text[96]);

#endif
