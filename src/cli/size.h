// Lengths as people type them: "1280x720", "160mmx90mm", "86mm", "9pt".
//
// Who may call whom: options → size.
#ifndef RAVINE_CLI_SIZE_H
#define RAVINE_CLI_SIZE_H

#include <stdbool.h>
#include <stddef.h>

// "1280x720" (or ×), "160mmx90mm", "86mm"; false when it is not of that form. A unit that only one
// of the two has is both's. side[1] is −1 where it follows from the width. is_paper: they are
// points, else pixels.
bool size_parse(const char *text, double side[2], bool *is_paper);

// "9pt", in points; a number alone is points. False: no length.
bool size_parse_text(const char *text, double *points);

#endif
