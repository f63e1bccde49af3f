// Days and measured values as people read them, for every file of the Averages lab.
#ifndef RAVINE_LABS_AVERAGES_DAY_H
#define RAVINE_LABS_AVERAGES_DAY_H

#include "labs/averages/state.h"

// The day (from 0) at a place on the timeline, whose step k is the k-th day.
size_t averages_day(const struct averages *lab, double step);

// "23 Aug 2012", "23 Aug 2012, 14:00", "Aug 2012" or "2012", as far apart as readings are; "reading
// 236" where there are no dates; synthetic years are numbered from 1.
void averages_date(const struct averages *lab, size_t day, char text[48]);

// "18.6 °C"; "–" for a gap.
void averages_show(const struct averages *lab, double value, char *text, size_t size);

#endif
