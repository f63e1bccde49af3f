// Ravine: the words of the command line lead to one of its commands.
#include "app/app.h"
#include "app/settings.h"
#include "base/caret.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/words_read.h"
#include "cli/check.h"
#include "cli/data.h"
#include "cli/link.h"
#include "cli/notes.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "cli/progress.h"
#include "cli/rule_pages.h"
#include "cli/tune.h"
#include "export/export.h"
#include "export/typeface.h"
#include "labs/assign.h"
#include "labs/hide.h"
#include "labs/linked.h"
#include "labs/registry.h"
#include "labs/starter.h"
#include "scene/lecture.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The words of the program's arguments, and what came of asking for a language.
struct asked {
    int count;
    char **word;
    char language[FILE_PATH_MAX]; // that --language names; empty = none
    char message[512];            // that the window shows
};

// The scene of a word or a path, as the other words want it.
static bool read_scene(struct scene *scene, const char *word, const struct options *options,
                       struct error *error)
{
    return starter_read(scene, word, error) &&
           assign_all(scene, options->set, options->set_count, error) &&
           (!options->hide || scene_put(scene, "view", HIDE_KEY, options->hide, error));
}

// What was left out of the data, turned round and assumed: a line each on standard error.
static void tell(const struct report *report)
{
    for (size_t i = 0; i < report->count; i++)
        if (report->line[i].kind >= REPORT_ASSUMED)
            fprintf(stderr, "ravine: %s: %s\n", report->file, report->line[i].text);
}

// What the words say of a figure; the rest is the scene's to say.
static struct figure_options figure_of(const struct options *options)
{
    struct figure_options figure = options->figure;
    if (!figure.is_paper) {
        figure.width = options->width;
        figure.height = options->height;
    }
    figure.scale = options->scale;
    figure.theme = options->theme;
    figure.has_step = options->has_step;
    figure.step = options->step;
    figure.has_epoch = options->has_epoch;
    figure.epoch = options->epoch;
    figure.threads = options->threads;
    if (options->film.dpi > 0)
        figure.dpi = options->film.dpi;
    figure.motion = options->film.motion;
    return figure;
}

static bool draw(const struct scene *scene, const struct options *options,
                 const struct font_files *font, struct report *report, struct error *error)
{
    char note[FIGURE_NOTE_MAX] = "";
    struct progress progress;
    struct figure_options figure = figure_of(options);
    figure.font = font;
    figure.follow = progress_follow;
    figure.await = progress_await;
    figure.user = &progress;
    figure.note = note;
    figure.report = report;
    figure.ends_on_signals = true;
    progress_begin(&progress);
    const bool done = export_picture(scene, options->output, &figure, error);
    progress_end(&progress);
    if (done && *note)
        fprintf(stderr, "ravine: %s: %s\n", options->output, note);
    return done;
}

// What takes long tells a terminal of it.
static bool write_numbers(const struct scene *scene, const struct options *options,
                          struct numbers_options *numbers, struct error *error)
{
    struct progress progress;
    progress_begin(&progress);
    if (progress.out)
        numbers->figure.await = progress_await;
    numbers->figure.user = &progress;
    const bool done = export_numbers(scene, options->output, numbers, error);
    progress_end(&progress);
    return done;
}

// A document of a lecture, or figures of it, or both.
static bool with_lecture(const struct options *options, struct error *error)
{
    struct lecture lecture = {0};
    struct font_files font;
    struct notes_options notes = {
        .figure = figure_of(options),
        .set = options->set,
        .set_count = options->set_count,
    };
    notes.figure.ends_on_signals = true;
    bool done = lecture_read(&lecture, options->word, error) &&
                (!options->font || typeface_find(options->font, &font, error));
    notes.figure.font = options->font ? &font : NULL;
    done = done && notes_obey(&lecture, options->output, &options->notes, &notes, error);
    lecture_clear(&lecture);
    return done;
}

static bool with_scene(const struct options *options, struct error *error)
{
    struct scene scene = {0};
    struct font_files font;
    struct report *report = calloc(1, sizeof *report);
    if (!report)
        return error_memory(error);
    bool done = read_scene(&scene, options->word, options, error) &&
                (!options->font || typeface_find(options->font, &font, error));
    if (done && options->command == COMMAND_RENDER) {
        done = draw(&scene, options, options->font ? &font : NULL, report, error);
    } else if (done && options->command == COMMAND_LINK) {
        done = link_write(&scene, options, stderr, error);
    } else if (done && options->command == COMMAND_TUNE) {
        done = tune_print(&scene, options->threads, stdout, report, error);
    } else if (done) {
        struct numbers_options numbers = {
            .is_figure = options->figure.part != FIGURE_UNSAID,
            .figure = figure_of(options),
            .every = options->every,
            .threads = options->threads,
        };
        numbers.figure.report = report;
        done = write_numbers(&scene, options, &numbers, error);
    }
    scene_clear(&scene);
    if (done)
        tell(report);
    free(report);
    return done;
}

static bool with_claims(const struct options *options, struct error *error)
{
    struct check check = {0};
    const struct check_setup setup = {
        .set = options->set,
        .set_count = options->set_count,
        .seeds = (size_t)options->seeds,
        .threads = options->threads,
    };
    bool done = check_word(&check, &setup, options->word, stdout, error);
    for (size_t i = 0; done && i < options->more_count; i++)
        done = check_word(&check, &setup, options->more[i], stdout, error);
    return done && check_end(&check, stdout, error);
}

// The first scene of a lecture that reads, where something of it is to be set; else none, and the
// window looks for one that opens.
static bool read_first(struct scene *scene, const struct lecture *lecture,
                       const struct options *options, struct error *error)
{
    size_t first = 0;
    while (!lecture->entry[first].title)
        first++;
    return (options->set_count == 0 && !options->hide) ||
           read_scene(scene, lecture->entry[first].path, options, error);
}

// A scene, or a lecture from its first scene; the first lecture where nothing is named.
static bool with_window(const struct options *options, const struct asked *asked,
                        struct error *error)
{
    struct scene scene = {0};
    struct lecture lecture = {0};
    struct app_options window = {
        .threads = options->threads,
        .theme = options->theme ? options->theme->name : NULL,
        .width = options->width,
        .height = options->height,
        .language = *asked->language ? asked->language : NULL,
        .answers = options->answers,
        .message = asked->message,
        .remembers = true,
        .is_linked = options->word && linked_is_meant(options->word),
    };
    bool done;
    if (!options->word || lecture_is_meant(options->word)) {
        done = lecture_read(&lecture, options->word, error) &&
               read_first(&scene, &lecture, options, error);
        window.lecture = lecture.folder;
    } else {
        done = read_scene(&scene, options->word, options, error);
    }
    done = done && app_run(scene.count > 0 ? &scene : NULL, &window, error);
    scene_clear(&scene);
    lecture_clear(&lecture);
    return done;
}

static bool obey(const struct options *options, const struct asked *asked, struct error *error)
{
    switch (options->command) {
    case COMMAND_LIST:
        return pages_list(options->word, stdout, error);
    case COMMAND_HELP:
        return options->latex     ? rule_pages_latex(options->word, stdout, error)
               : options->as_rule ? rule_pages_lines(options->word, stdout, error)
                                  : pages_help(options->word, stdout, error);
    case COMMAND_VERSION:
        puts("ravine " RAVINE_VERSION);
        return true;
    case COMMAND_DATA:
        return data_print(options->word, options->threads, stdout, error);
    case COMMAND_CHECK:
        return with_claims(options, error);
    case COMMAND_OPEN:
        return with_window(options, asked, error);
    default:
        return options->is_lecture ? with_lecture(options, error) : with_scene(options, error);
    }
}

static bool set_language(const char *name, struct error *error)
{
    struct words *language = words_load(name, error);
    return language && words_set(language);
}

// The window's own, as it was asked for last. One that cannot be read is left out.
static void recall_language(struct asked *asked)
{
    struct options options;
    struct settings settings;
    struct error why = {0};
    if (!options_parse(&options, asked->count, asked->word, NULL) ||
        options.command != COMMAND_OPEN)
        return;
    settings_read(&settings, asked->message);
    asked->message[0] = '\0'; // the window reads it as well, and says it then
    if (*settings.language && !set_language(settings.language, &why))
        snprintf(asked->message, sizeof asked->message, "%s", why.text);
}

// Sets the language before anything is said in it.
static bool choose_language(struct asked *asked, struct error *error)
{
    const char *given = options_language(asked->count, asked->word);
    const char *usual = getenv("RAVINE_LANGUAGE");
    if (!given && (!usual || !*usual)) {
        recall_language(asked);
        return true;
    }
    struct error why = {0};
    if (!set_language(given ? given : usual, &why))
        return error_wrap(error, &why, "%s: %s", given ? "--language" : "RAVINE_LANGUAGE",
                          why.text);
    // A file is found again from wherever the next start is made.
    if (given && !(strchr(given, '/') && file_real_path(given, asked->language)) &&
        !(strstr(given, ".txt") && file_real_path(given, asked->language)))
        snprintf(asked->language, sizeof asked->language, "%s", given);
    return true;
}

int main(int argc, char *argv[])
{
    // Window systems want to know what letters titles are in; numbers keep their points.
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
    // A reader that goes away (`ravine run … | head`) ends the program, quietly.
    signal(SIGPIPE, SIG_DFL);
    struct options options;
    struct error error = {0};
    struct asked asked = {.count = argc, .word = argv};
    if (choose_language(&asked, &error) && options_parse(&options, argc, argv, &error) &&
        obey(&options, &asked, &error)) {
        if (fflush(stdout) == 0)
            return 0;
        error_set(&error, ERROR_FAILED, "standard output could not be written in full");
    }
    fprintf(stderr, "ravine: %s\n", error.text);
    caret_print(stderr, &error);
    interrupt_release(); // where that is what happened, the program ends of it
    return error.kind == ERROR_NONE ? ERROR_FAILED : (int)error.kind;
}
