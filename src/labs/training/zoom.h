// The parts of its pictures that the Training lab shows: each picture with axes has two keys of
// [view] for their ends. Without them it shows everything.
#ifndef RAVINE_LABS_TRAINING_ZOOM_H
#define RAVINE_LABS_TRAINING_ZOOM_H

#include "labs/training/state.h"

extern const struct param training_zoom_params[]; // ends with a NULL key

// Reads all parts of a scene. Error: one that is no low, high.
bool training_zoom_read(const struct scene *scene, struct training_part part[ZOOM_COUNT],
                        struct error *error);

// Puts the ends that the scene gives in place of those that show everything. What an axis cannot
// show, as 0 on a logarithmic one, is left.
void training_zoom_apply(const struct training_lab *lab, enum training_zoom which,
                         struct plot *plot);
// The same with the ends of another picture's x axis, where it shows the same numbers.
void training_zoom_apply_x(const struct training_lab *lab, enum training_zoom which,
                           struct axis *axis);

// What hands do on a plot: zooming, and panning with the left button.
enum lab_effect training_zoom_point(struct training_lab *lab, struct scene *scene,
                                    enum training_zoom which, const struct plot *plot,
                                    const struct lab_pointer *pointer);

// Everything is to be shown again, on one axis (0 or 1) or both (−1).
bool training_zoom_forget(struct scene *scene, enum training_zoom which, int axis,
                          struct error *error);

// As commands of the lab: of the picture that is shown.
const char *training_is_fit(const struct lab *lab, const struct lab_view *view);
enum lab_effect training_fit(struct lab *lab, struct scene *scene, const struct lab_view *view);

#endif
