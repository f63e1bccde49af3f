// A film that is being written: frame by frame, so that a window stays alive meanwhile.
//
// Who may call whom: export, app → recording → film, frames.
#ifndef RAVINE_EXPORT_RECORDING_H
#define RAVINE_EXPORT_RECORDING_H

#include "export/figure.h"
#include "export/format.h"

struct recording;

// Begins one of a lab, which has to stay open and unchanged, in the format of the path; that has to
// be one that moves. What is not given in the options is settled (figure_settle). NULL on failure.
struct recording *recording_begin(const struct scene *scene, struct lab *lab, const char *path,
                                  const struct figure_options *options, struct error *error);

size_t recording_frames(const struct recording *recording); // all there will be
size_t recording_done(const struct recording *recording);   // of them

// Of a film that this Ravine writes without another program: ".gif" where it can.
const char *recording_ending(void);

// Draws and adds the next frame; where the lab has not computed it, waits for at most
// `milliseconds` (−1: for ever) and leaves it at that. False on failure.
bool recording_next(struct recording *recording, int milliseconds, struct error *error);

// When all frames are done: puts the file in its place. The recording is gone then, in any case.
bool recording_end(struct recording *recording, struct error *error);

// Before that: nothing of it stays, but for the whole files of a sequence. NULL is fine.
void recording_abort(struct recording *recording);

#endif
