// A throwaway folder: home, program's files, files to open. Whatever is typed into a field for
// names, nothing outside of it is written.
#include "base/file.h"
#include "soak/soak.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// ---- the fence ----------------------------------------------------------------------------------

static char fence[128]; // the folder, links resolved; empty: none yet

static bool is_inside(const char *path)
{
    char folder[FILE_PATH_MAX], real[FILE_PATH_MAX];
    const char *slash = strrchr(path, '/');
    const size_t length = strlen(fence);
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    return !*fence || (file_real_path(folder, real) && strncmp(real, fence, length) == 0 &&
                       (real[length] == '/' || !real[length]));
}

// These two take the place of the system's, in this program alone: all files are written by them.
int rename(const char *from, const char *to)
{
    if (is_inside(to))
        return renameat(AT_FDCWD, from, AT_FDCWD, to);
    errno = EACCES;
    return -1;
}

int mkstemp(char *path)
{
    static unsigned count;
    const size_t length = strlen(path);
    for (int tries = 0; is_inside(path) && tries < 1000; tries++) {
        char ending[16];
        snprintf(ending, sizeof ending, "%06x", count++ & 0xffffff);
        memcpy(path + length - 6, ending, 6);
        const int file = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    errno = EACCES;
    return -1;
}

// ---- files --------------------------------------------------------------------------------------

static const struct {
    const char *name, *text;
} files[] = {
    {"good.ini", "# mine\n[scene]\nlab = descent\ntitle = Mine\n\n[objective]\nname = booth\n\n"
                 "[runner.a]\nrule = adam\nalpha = 0.1\n\n[runner.b]\nrule = momentum\n"},
    {"other.ini", "[scene]\nlab = averages\n\n[average.one]\nbeta = 0.9\n"},
    {"broken.ini", "[scene]\nlab = descent\n[objective\nname = booth\n"},
    {"wrong.ini", "[scene]\nlab = descend\n"},
    {"number.ini", "[scene]\nlab = descent\n[runner.a]\nalpha = 1e999\n"},
    {"empty.ini", ""},
    {"empty.png", ""},
    {"empty.csv", ""},
    {"broken.png", "\x89PNG\r\n\x1a\n...."},
    {"binary.ini", "\xff\xfe\x01\x02"},
    {"table.csv", "date,rain,sun\n2020-01-01,1,2\n2020-01-02,3,1\n2020-01-03,2,5\n2020-01-04,7,1\n"
                  "2020-01-05,2,2\n2020-01-06,0,9\n"},
    {"numbers.csv", "x,y,z\n1,2,3\n2,4,5\n3,5,8\n4,9,9\n5,10,12\n6,13,13\n7,13,16\n8,17,17\n"},
    {"classes.csv", "a,b,kind\n1,2,red\n2,1,blue\n3,4,red\n1,5,blue\n2,2,red\n6,1,blue\n3,3,red\n"},
    {"one.csv", "x\n1\n"},
    {"same.csv", "x,y\n1,1\n1,1\n1,1\n1,1\n1,1\n1,1\n"},
    {"huge.csv", "x,y\n1e308,-1e308\n-1e308,1e308\n1e-308,0\n1,1e300\n2,3\n3,4\n"},
    {"holes.csv", "x,y\n1,\n,2\nNA,3\n\"4\",\"5\"\n6\n"},
    {"words.csv", "name\nÄ\n\"b,\nc\"\n€\n"},
    {"a file with blanks — and ü.ini", "[scene]\nlab = training\n"},
};

enum { FILES = sizeof files / sizeof *files };

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file) {
        fputs(text, file);
        fclose(file);
    }
}

void place_make(struct soak *soak)
{
    char *folder = soak->shared->folder;
    char real[FILE_PATH_MAX], path[300];
    const char *above = getenv("TMPDIR"), *program = getenv("RAVINE_ASSETS");
    snprintf(soak->program, sizeof soak->program, "%s", program ? program : SOURCE_ROOT);
    snprintf(folder, sizeof soak->shared->folder, "%.90s/ravine-soak-XXXXXX",
             above && *above ? above : "/tmp");
    if (!mkdtemp(folder) || !file_real_path(folder, real) || chdir(folder) != 0)
        soak_fail(soak, "cannot make a folder like %s: %s", folder, strerror(errno));
    snprintf(folder, sizeof soak->shared->folder, "%.127s", real);
    static const char *const variables[][2] = {{"RAVINE_ASSETS", ""},
                                               {"HOME", "/home"},
                                               {"XDG_CONFIG_HOME", "/home/config"},
                                               {"XDG_STATE_HOME", "/home/state"},
                                               {"XDG_PICTURES_DIR", "/pictures"}};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        snprintf(path, sizeof path, "%s%s", folder, variables[i][1]);
        setenv(variables[i][0], path, 1);
    }
    snprintf(fence, sizeof fence, "%s", folder);
}

static void write_files(const struct soak *soak)
{
    char path[300];
    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/files/%s", soak->shared->folder, files[i].name);
        write_file(path, files[i].text);
    }
}

void place_fill(struct soak *soak)
{
    // Trainings are short: there is more to see than how they get on.
    static const char fill[] = "rm -rf '%s'/* && "
                               "mkdir pictures home home/config home/state files && "
                               "cp -R '%s/assets' '%s/shaders' . && "
                               "for file in assets/scenes/*.ini assets/lectures/*/*.ini; do "
                               "sed 's/^epochs = ..*/epochs = 4/' $file >short && "
                               "cat short >$file; done && rm short && "
                               "cp assets/scenes/[r-z]*.ini assets/pictures/*.png files";
    char command[3 * FILE_PATH_MAX];
    snprintf(command, sizeof command, fill, soak->shared->folder, soak->program, soak->program);
    if (system(command) != 0)
        soak_fail(soak, "cannot fill %s", soak->shared->folder);
    write_files(soak);
}

void place_remove(const struct soak_shared *shared)
{
    char command[200];
    snprintf(command, sizeof command, "rm -rf '%s'", shared->folder);
    if (!strstr(shared->folder, "/ravine-soak-") || system(command) != 0)
        fprintf(stderr, "left %s behind\n", shared->folder);
}

void place_file(const struct soak *soak, struct random *random, char path[300])
{
    static const char *const others[] = {
        "files",
        "files/nothing-there.ini",
        "assets/scenes/digits.ini",
        "assets/scenes",
        "assets/lectures/optimization",
        "files/ravine.ini",
        "files/saddle.ini",
        "files/temperatures.png",
        "files/six-runners.png",
        "assets/scenes/diamonds.ini",
        "assets/fonts/Inter-Regular.otf",
        "saved.ini",
    };
    const uint32_t which = random_below(random, FILES + sizeof others / sizeof *others);
    if (which < FILES)
        snprintf(path, 300, "%s/files/%s", soak->shared->folder, files[which].name);
    else
        snprintf(path, 300, "%s/%s", soak->shared->folder, others[which - FILES]);
}

void place_disturb(const struct soak *soak, struct random *random, char what[120])
{
    char path[300];
    const size_t which = random_below(random, FILES), text = random_below(random, FILES);
    snprintf(path, sizeof path, "%s/files/%s", soak->shared->folder, files[which].name);
    if (random_below(random, 3) == 0) {
        unlink(path);
        snprintf(what, 120, "%s is removed", files[which].name);
        return;
    }
    write_file(path, files[random_below(random, 2) ? which : text].text);
    snprintf(what, 120, "%s is written anew", files[which].name);
}
