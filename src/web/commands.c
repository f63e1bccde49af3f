// What a page has no command line for: the pages of help, lists and what else is printed. It says
// so should it ever be called with such words.
#include "cli/check.h"
#include "cli/data.h"
#include "cli/pages.h"
#include "cli/rule_pages.h"
#include "cli/tune.h"

static bool refuse(struct error *error)
{
    return error_set(error, ERROR_INPUT, "a page only shows scenes and computes their numbers");
}

bool pages_list(const char *what, FILE *out, struct error *error)
{
    (void)what, (void)out;
    return refuse(error);
}

bool pages_help(const char *topic, FILE *out, struct error *error)
{
    (void)topic, (void)out;
    return refuse(error);
}

bool rule_pages_latex(const char *name, FILE *out, struct error *error)
{
    (void)name, (void)out;
    return refuse(error);
}

bool rule_pages_lines(const char *rule, FILE *out, struct error *error)
{
    (void)rule, (void)out;
    return refuse(error);
}

bool data_print(const char *path, int threads, FILE *out, struct error *error)
{
    (void)path, (void)threads, (void)out;
    return refuse(error);
}

bool check_word(struct check *check, const struct check_setup *setup, const char *word, FILE *out,
                struct error *error)
{
    (void)check, (void)setup, (void)word, (void)out;
    return refuse(error);
}

bool check_end(const struct check *check, FILE *out, struct error *error)
{
    (void)check, (void)out;
    return refuse(error);
}

bool tune_print(const struct scene *scene, int threads, FILE *out, struct report *report,
                struct error *error)
{
    (void)scene, (void)threads, (void)out, (void)report;
    return refuse(error);
}
