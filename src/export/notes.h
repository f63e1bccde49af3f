// A lecture on paper: one document with a page a scene, or one figure a scene for the author's own
// document. Nothing is there before all of it is: a scene that is wrong ends it with its name.
//
// Who may call whom: notes, figures → leaf; notes → drawing, canvas/cairo; figures → notes;
// notes, figures → export.
#ifndef RAVINE_EXPORT_NOTES_H
#define RAVINE_EXPORT_NOTES_H

#include "base/error.h"
#include "export/figure.h"
#include "export/leaf.h"
#include "scene/lecture.h"

struct format;

struct notes_options {
    // What is said of all figures. In a document their width is the text's, and pages are `leaf`.
    struct figure_options figure;
    const char *const *set; // [set_count] as --set has them
    size_t set_count;
    const struct leaf *leaf; // NULL: the first
    bool has_try;            // what each scene says to try
    bool has_notes;          // what it says to the speaker
    // Called before each scene with its name; NULL: nobody follows. figure.follow is not.
    void (*follow)(void *user, size_t done, size_t all, const char *name);
    void *user;
};

// A PDF of the lecture's scenes in their order, each with title, caption and figure, and a bookmark
// a scene. Error: a scene of it is wrong; then an old file stays.
bool notes_write(const struct lecture *lecture, const char *path,
                 const struct notes_options *options, struct error *error);

// Refuses a path that is the font, a scene of the lecture or a table that one of them reads. What
// is wrong with a scene is not said: that is told when it is drawn.
bool notes_check_target(const struct lecture *lecture, const char *path,
                        const struct notes_options *options, struct error *error);

// The format of figures that is called so ("pdf"). Error: there is none, or it is a film.
const struct format *figures_format(const char *name, struct error *error);

// A file of the format a scene in the folder, which is made where there is none, named as the
// scenes are; and figures.tex, which includes them in LaTeX with caption and label. Other files of
// the folder stay. Error: as above, or somebody else is writing there.
bool figures_write(const struct lecture *lecture, const char *folder, const struct format *format,
                   const struct notes_options *options, struct error *error);

#endif
