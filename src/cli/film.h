// The options of the command line about films and resolution.
//
// Who may call whom: options → film.
#ifndef RAVINE_CLI_FILM_H
#define RAVINE_CLI_FILM_H

#include "base/error.h"
#include "export/motion.h"

// As they were given; a zeroed one is none.
struct film_options {
    struct motion_options motion;
    double dpi;
};

// Takes the value of the option `name` ("--fps"); false, without an error, where it is not one of
// these.
bool film_option(struct film_options *options, const char *name, const char *text,
                 struct error *error);

#endif
