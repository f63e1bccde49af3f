// Ravine: the words of the command line lead to one of its commands.
#include "app/app.h"
#include "base/words_read.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "cli/tune.h"
#include "export/export.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

// The scene that opens where nobody names one.
static const char first_scene[] = "six-runners";

static bool read_scene(struct scene *scene, const struct options *options, struct error *error)
{
    if (!scene_read(scene, options->word ? options->word : first_scene, error))
        return false;
    for (size_t i = 0; i < options->set_count; i++)
        if (!scene_assign(scene, options->set[i], error))
            return false;
    return true;
}

static bool with_scene(const struct options *options, struct error *error)
{
    struct scene scene = {0};
    bool done = read_scene(&scene, options, error);
    if (done && options->command == COMMAND_RENDER) {
        const struct figure_options figure = {
            .width = options->width,
            .height = options->height,
            .scale = options->scale,
            .theme = options->theme,
            .has_step = options->has_step,
            .step = options->step,
            .threads = options->threads,
        };
        done = export_picture(&scene, options->output, &figure, error);
    } else if (done && options->command == COMMAND_RUN) {
        done = export_numbers(&scene, options->output, options->threads, error);
    } else if (done && options->command == COMMAND_TUNE) {
        done = tune_print(&scene, options->threads, stdout, error);
    } else if (done) {
        const struct app_options window = {
            .threads = options->threads,
            .theme = options->theme ? options->theme->name : NULL,
            .width = options->width,
            .height = options->height,
        };
        done = app_run(&scene, &window, error);
    }
    scene_clear(&scene);
    return done;
}

static bool obey(const struct options *options, struct error *error)
{
    switch (options->command) {
    case COMMAND_LIST:
        return pages_list(options->word, stdout, error);
    case COMMAND_HELP:
        return pages_help(options->word, stdout, error);
    case COMMAND_VERSION:
        puts("ravine " RAVINE_VERSION);
        return true;
    default:
        return with_scene(options, error);
    }
}

// Sets the language before anything is said in it.
static bool choose_language(int argc, char *argv[], struct error *error)
{
    const char *asked = options_language(argc, argv);
    const char *usual = getenv("RAVINE_LANGUAGE");
    if (!asked && (!usual || !*usual))
        return true;
    struct error why = {0};
    struct words *language = words_load(asked ? asked : usual, &why);
    if (!language)
        return error_set(error, why.kind, "%s: %s", asked ? "--language" : "RAVINE_LANGUAGE",
                         why.text);
    return words_set(language);
}

int main(int argc, char *argv[])
{
    // A reader that goes away (`ravine run … | head`) ends the program, quietly.
    signal(SIGPIPE, SIG_DFL);
    struct options options;
    struct error error = {0};
    if (choose_language(argc, argv, &error) && options_parse(&options, argc, argv, &error) &&
        obey(&options, &error)) {
        if (fflush(stdout) == 0)
            return 0;
        error_set(&error, ERROR_FAILED, "standard output could not be written in full");
    }
    fprintf(stderr, "ravine: %s\n", error.text);
    return error.kind == ERROR_NONE ? ERROR_FAILED : (int)error.kind;
}
