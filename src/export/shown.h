// The numbers that a figure shows, as columns: what the curves are drawn from is what is written.
#ifndef RAVINE_EXPORT_SHOWN_H
#define RAVINE_EXPORT_SHOWN_H

#include "export/figure.h"

// CSV text: for curves over one axis x and a column a curve, for paths on a plane the step and two
// columns a path. Headers are of letters, digits and -, as every program reads them; numbers are
// those of the axes (a cost above the minimum, where that is shown). The lab computes to its end;
// the options are settled. Curves in the picture end where its place on the timeline is. The
// caller frees. NULL on failure: no memory, nothing but other things than curves is shown.
char *shown_read(struct lab *lab, const struct figure_options *options, struct error *error);

#endif
