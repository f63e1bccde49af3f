// A figure a scene, in a folder of the author's, and a file for LaTeX that includes them.
#include "base/array.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "base/words.h"
#include "canvas/markup.h"
#include "canvas/pgf/latex.h"
#include "export/export.h"
#include "export/format.h"
#include "export/notes.h"
#include "labs/assign.h"
#include "labs/starter.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_SIZE = 128 };

const struct format *figures_format(const char *name, struct error *error)
{
    char known[256] = "";
    const char *plain = name[0] == '.' ? name + 1 : name;
    for (size_t i = 0; formats[i]; i++) {
        if (formats[i]->kind != FORMAT_PICTURE || formats[i]->film || formats[i]->is_page)
            continue;
        if (strcmp(formats[i]->name, plain) == 0)
            return formats[i];
        text_append(known, sizeof known, "%s%s", *known ? ", " : "", formats[i]->name);
    }
    error_set(error, ERROR_INPUT, "--format must be one of %s, not '%s'", known, name);
    return NULL;
}

// ---- the folder ---------------------------------------------------------------------------------

// Where the files are until all of them are done: a folder in the folder, locked.
struct store {
    const char *folder;
    char path[FILE_PATH_MAX]; // of the folder in it
    bool is_new;              // the folder was not there
    int lock;                 // −1: nothing is open
};

static bool cannot(const struct store *store, struct error *error)
{
    return error_set(error, ERROR_FAILED, "cannot write into %s: %s", store->folder,
                     strerror(errno));
}

// Calls what(store, name) for every file in it, while it returns true.
static bool each_file(const struct store *store,
                      bool (*what)(const struct store *store, const char *name))
{
    DIR *entries = opendir(store->path);
    bool done = entries;
    for (struct dirent *entry; done && (entry = readdir(entries));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            done = what(store, entry->d_name);
    if (entries)
        closedir(entries);
    return done;
}

static bool remove_file(const struct store *store, const char *name)
{
    char path[FILE_PATH_MAX + 300];
    snprintf(path, sizeof path, "%s/%s", store->path, name);
    return unlink(path) == 0;
}

static bool move_up(const struct store *store, const char *name)
{
    char from[FILE_PATH_MAX + 300], to[FILE_PATH_MAX + 300];
    snprintf(from, sizeof from, "%s/%s", store->path, name);
    snprintf(to, sizeof to, "%s/%s", store->folder, name);
    return rename(from, to) == 0;
}

static void close_store(struct store *store)
{
    if (store->lock >= 0) {
        each_file(store, remove_file);
        rmdir(store->path);
        close(store->lock);
    }
    if (store->is_new)
        rmdir(store->folder); // stays where anything is in it
    store->lock = -1;
}

// From another thread, while this one goes on: what it writes next finds no folder.
static void leave_store(void *user)
{
    struct store store = *(const struct store *)user;
    store.lock = dup(store.lock);
    if (text_print(store.path, sizeof store.path, "%s/.ravine-gone", store.folder) &&
        rename(((const struct store *)user)->path, store.path) == 0)
        close_store(&store);
}

static bool open_store(struct store *store, const char *folder, struct error *error)
{
    *store = (struct store){.folder = folder, .lock = -1};
    if (snprintf(store->path, sizeof store->path, "%s/.ravine-figures", folder) >=
        (int)sizeof store->path)
        return error_set(error, ERROR_INPUT, "the path %.60s… is too long", folder);
    store->is_new = mkdir(folder, 0777) == 0;
    if (!store->is_new && errno != EEXIST)
        return cannot(store, error);
    if (mkdir(store->path, 0777) != 0 && errno != EEXIST)
        return cannot(store, error);
    store->lock = open(store->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (store->lock < 0)
        return cannot(store, error);
    if (flock(store->lock, LOCK_EX | LOCK_NB) != 0) {
        close(store->lock);
        store->lock = -1;
        return error_set(error, ERROR_FAILED, "another ravine is writing into %s", folder);
    }
    return each_file(store, remove_file) || cannot(store, error); // of one that was killed
}

// ---- names --------------------------------------------------------------------------------------

// The scene's name without what LaTeX, or a shell, takes for something else; another than those
// before it.
static void name_figure(char (*names)[NAME_SIZE], size_t index, const char *scene)
{
    char plain[NAME_SIZE - 8];
    text_print(plain, sizeof plain, "%s", scene);
    for (char *c = plain; *c; c++)
        if (strchr(" \t#$%&_{}~^\\\"'`", *c))
            *c = '-';
    snprintf(names[index], NAME_SIZE, "%s", *plain ? plain : "figure");
    for (size_t i = 0, number = 2; i < index; i++) {
        if (strcmp(names[i], names[index]) != 0)
            continue;
        snprintf(names[index], NAME_SIZE, "%s-%zu", plain, number++);
        i = SIZE_MAX; // from the first again
    }
}

// ---- LaTeX --------------------------------------------------------------------------------------

// Lines about how to use it. Paths begin at the document that includes it.
static void put_head(struct markup *tex, const struct store *store, const struct format *format)
{
    const bool is_pgf = strcmp(format->name, "pgf") == 0, is_svg = strcmp(format->name, "svg") == 0;
    markup_print(tex, "%% Needs \\usepackage{%s}. All of them: \\input{",
                 is_pgf   ? "pgf"
                 : is_svg ? "svg"
                          : "graphicx");
    markup_put(tex, store->folder);
    markup_put(tex, "/figures}; or copy what is wanted from here.\n"
                    "% From elsewhere: \\newcommand{\\ravinefolder}{../figures/} before it.\n"
                    "\\providecommand{\\ravinefolder}{");
    markup_put(tex, store->folder);
    markup_put(tex, "/}\n");
}

static void put_include(struct markup *tex, const char *name, const struct format *format)
{
    if (strcmp(format->name, "pgf") == 0)
        markup_print(tex, "  \\graphicspath{{\\ravinefolder}}\n  \\input{\\ravinefolder %s.pgf}\n",
                     name);
    else if (strcmp(format->name, "svg") == 0)
        markup_print(tex, "  \\includesvg{\\ravinefolder %s}\n", name);
    else
        markup_print(tex, "  \\includegraphics{\\ravinefolder %s%s}\n", name, format->endings[0]);
}

// Title and caption; the title alone in a list of figures.
static void put_figure(struct markup *tex, const struct scene *scene, const char *title,
                       const char *name, const struct format *format)
{
    const char *caption = scene_text(scene, "scene", "caption");
    const size_t length = strlen(title);
    markup_put(tex, "\n\\begin{figure}[htbp]\n  \\centering\n");
    put_include(tex, name, format);
    markup_put(tex, "  \\caption[{");
    latex_put(tex, title);
    markup_put(tex, "}]{");
    latex_put(tex, title);
    if (length > 0 && !strchr(".!?", title[length - 1]))
        markup_put(tex, ".");
    if (caption) {
        markup_put(tex, " ");
        latex_put(tex, caption);
    }
    markup_print(tex, "}\n  \\label{fig:%s}\n\\end{figure}\n", name);
}

// ---- all of them --------------------------------------------------------------------------------

// What is being written.
struct figures {
    const struct notes_options *options;
    const struct format *format;
    struct store store;
    char (*names)[NAME_SIZE];
    struct markup tex;
};

static bool write_figure(struct figures *figures, const struct lecture_entry *entry,
                         const char *name, struct error *error)
{
    const struct notes_options *options = figures->options;
    struct figure_options figure = options->figure;
    char path[FILE_PATH_MAX + 300];
    struct scene scene = {0};
    figure.ends_on_signals = false; // all of them do
    snprintf(path, sizeof path, "%s/%s%s", figures->store.path, name, figures->format->endings[0]);
    bool done = starter_read(&scene, entry->path, error) &&
                assign_all(&scene, options->set, options->set_count, error) &&
                export_picture(&scene, path, &figure, error);
    if (done) {
        const char *title = scene_text(&scene, "scene", "title");
        put_figure(&figures->tex, &scene, title ? title : entry->name, name, figures->format);
    }
    scene_clear(&scene);
    return done;
}

static bool write_all(struct figures *figures, const struct lecture *lecture, struct error *error)
{
    const struct notes_options *options = figures->options;
    for (size_t i = 0; i < lecture->count; i++) {
        const struct lecture_entry *entry = &lecture->entry[i];
        struct error why = {0};
        if (options->follow)
            options->follow(options->user, i, lecture->count, entry->name);
        const bool done = write_figure(figures, entry, figures->names[i], &why);
        if (options->figure.ends_on_signals && interrupt_came())
            return error_set(error, ERROR_FAILED, "interrupted: %s is as it was",
                             figures->store.folder);
        if (!done)
            return strstr(why.text, entry->path)
                       ? error_wrap(error, &why, "%s", why.text)
                       : error_wrap(error, &why, "%s: %s", entry->path, why.text);
    }
    return true;
}

static bool write_tex(struct figures *figures, struct error *error)
{
    char path[FILE_PATH_MAX + 300];
    struct file_writer writer;
    snprintf(path, sizeof path, "%s/figures.tex", figures->store.path);
    if (figures->tex.is_short)
        return error_memory(error);
    if (!file_writer_open(&writer, path, error))
        return false;
    fwrite(figures->tex.bytes, 1, figures->tex.count, writer.stream);
    return file_writer_commit(&writer, error);
}

// None of the files is one that is read.
static bool check_targets(struct figures *figures, const struct lecture *lecture,
                          const char *folder, struct error *error)
{
    char path[FILE_PATH_MAX + 300];
    snprintf(path, sizeof path, "%s/figures.tex", folder);
    bool done = notes_check_target(lecture, path, figures->options, error);
    for (size_t i = 0; done && i < lecture->count; i++) {
        name_figure(figures->names, i, lecture->entry[i].name);
        snprintf(path, sizeof path, "%s/%s%s", folder, figures->names[i],
                 figures->format->endings[0]);
        done = notes_check_target(lecture, path, figures->options, error);
    }
    return done;
}

bool figures_write(const struct lecture *lecture, const char *folder, const struct format *format,
                   const struct notes_options *options, struct error *error)
{
    char plain[FILE_PATH_MAX];
    struct figures figures = {.options = options, .format = format, .store.lock = -1};
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    snprintf(plain, sizeof plain, "%.*s", (int)length, folder);
    figures.names = array_create(lecture->count, sizeof *figures.names, error);
    bool done = figures.names && check_targets(&figures, lecture, plain, error) &&
                open_store(&figures.store, plain, error);
    struct interrupt *guard = done && options->figure.ends_on_signals
                                  ? interrupt_guard(leave_store, &figures.store)
                                  : NULL;
    if (done) {
        put_head(&figures.tex, &figures.store, format);
        done = write_all(&figures, lecture, error) && write_tex(&figures, error) &&
               (each_file(&figures.store, move_up) || cannot(&figures.store, error));
    }
    interrupt_unguard(guard);
    if (figures.names)
        close_store(&figures.store);
    markup_clear(&figures.tex);
    free(figures.names);
    return done;
}
