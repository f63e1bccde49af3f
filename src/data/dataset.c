#include "data/dataset.h"

#include "base/asset.h"
#include "base/far.h"
#include "base/payload.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// Step sizes, measured with `ravine run`: the least α at which the training set's cost does not
// come below half of that at the start (the worst of two seeds, relu), by hidden layers and batch.
// What the sets below say is a third to an eighth of it, for an edge is no place to stand.
//
//              b    1       4       16      64      512     all
// digits     8     0.16    0.63    0.89    1.3     0.89    0.63
//            32    0.32    0.45    1.3     1.8     1.8     1.8
//            256   0.32    0.89    1.8     2.5     2.5     2.5
//            64,32 0.16    0.32    0.89    1.3     0.89    0.45
//            32×4  0.04    0.22    0.32    0.63    0.16    0.32
// diamonds   8     0.0040  0.011   0.045   0.25    0.71    0.71
//            32    0.0028  0.0079  0.032   0.13    0.36    0.36
//            256   0.0005  0.0014  0.0020  0.016   0.045   0.022
//            64,32 0.011   0.25    0.13    0.50    0.71    0.71
// The same with Adam, whose α is a fiftieth of the size:
//
// digits     32    0.044   0.095   0.20    0.3     0.3     0.20
//            64,32 0.030   0.044   0.14    0.14    0.20    0.20
//            32×4  0.014   0.044   0.065   0.14    0.095   0.095
// diamonds   32    0.030   0.065   0.030   0.3     0.14    –
//            256   0.0014  0.0065  0.014   0.030   0.3     0.14
//            64,32 0.065   0.065   0.065   0.14    –       –
static const struct dataset diamonds = {
    .name = "diamonds",
    .file = "diamonds.csv.gz",
    .what = "53,940 diamonds: carat, cut, color, clarity, depth, table, price (US $), x, y, z (mm)",
    .x = "carat",
    .y = "price",
    .alpha = 0.1,
    .alpha_one = 0.001,
    .size_one = 0.02,
    .width = 32,
};

static const struct dataset digits = {
    .name = "digits",
    .file = "digits.csv.gz",
    .what = "1,797 handwritten digits: 64 pixels (columns 1 to 64, 0…16), the class (column 65)",
    .alpha = 0.3,
    .alpha_one = 0.04,
    .size_one = 0.05,
};

static const struct dataset seattle = {
    .name = "seattle",
    .file = "seattle-weather.csv.gz",
    .what = "1,461 days in Seattle, 2012–2015: date, precipitation (mm), temp_max, temp_min (°C), "
            "wind (m/s)",
    .x = "temp_min",
    .y = "temp_max",
};

static const struct dataset london = {
    .name = "london",
    .what = "1,461 days in London, synthetic: temp_max, temp_min (°C) around Heathrow's monthly "
            "normals 1991–2020",
};

const struct dataset *const datasets[] = {&diamonds, &digits, &seattle, &london, NULL};

const char *const dataset_example_names[] = {"digits", "diamonds", NULL};
const char *const dataset_column_names[] = {"diamonds", "seattle", NULL};
const char *const dataset_series_names[] = {"seattle", "london", NULL};

const struct dataset *dataset_find(const char *name)
{
    for (size_t i = 0; datasets[i]; i++)
        if (strcmp(datasets[i]->name, name) == 0)
            return datasets[i];
    return NULL;
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

// "a.png/prices.csv", as a scene says that was saved out of a figure.
static bool is_carried(const char *path, struct error *why)
{
    char figure[FILE_PATH_MAX];
    const char *name;
    return payload_split(path, figure, &name) && payload_carries(figure, name, why);
}

static bool unknown(const char *word, const char *path, struct error *error)
{
    const char *names[16];
    size_t count = 0;
    for (; datasets[count] && count < 16; count++)
        names[count] = datasets[count]->name;
    const char *nearest = text_nearest(word, names, count);
    // A word that looks like a file was meant as one.
    if (strchr(word, '/') || strchr(word, '.'))
        return error_set(error, ERROR_INPUT, "cannot read %s: there is no such file", path);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no data set '%s'; did you mean %s?", word, nearest);
    return error_set(error, ERROR_INPUT,
                     "no data set '%s' and no file of that name; ravine list data names those "
                     "that ship",
                     word);
}

bool dataset_beside(const char *word, const char *beside, char *path, size_t size,
                    struct error *error)
{
    const char *slash = beside && word[0] != '/' ? strrchr(beside, '/') : NULL;
    const int folder = slash ? (int)(slash - beside) + 1 : 0;
    return snprintf(path, size, "%.*s%s", folder, beside ? beside : "", word) < (int)size ||
           error_set(error, ERROR_INPUT, "the path %.60s… is too long", word);
}

bool dataset_path(const char *word, const char *beside, char *path, size_t size,
                  struct error *error)
{
    const struct dataset *dataset = dataset_find(word);
    if (dataset && !dataset->file)
        return error_set(error, ERROR_INPUT,
                         "%s is a series made by rule, without a file; the averages lab shows it",
                         word);
    if (dataset) {
        char name[128];
        snprintf(name, sizeof name, "data/%s", dataset->file);
        return asset_file(name, path, size, error);
    }
    if (far_is_address(word))
        return far_fetch(word, path, size, error);
    // A figure's own tables come before any that lie beside it: it shows those.
    struct error why = {0};
    if (beside && !strchr(word, '/') && payload_is_figure(beside) &&
        payload_carries(beside, word, &why))
        return snprintf(path, size, "%s/%s", beside, word) < (int)size ||
               error_set(error, ERROR_INPUT, "the path %.60s… is too long", beside);
    if (!dataset_beside(word, beside, path, size, error))
        return false;
    if (why.kind == ERROR_NONE && (exists(path) || is_carried(path, &why)))
        return true;
    char fetched[FILE_PATH_MAX];
    if (why.kind == ERROR_NONE && strchr(word, '.') &&
        far_fetch(word, fetched, sizeof fetched, error ? &why : NULL))
        return snprintf(path, size, "%s", fetched) < (int)size;
    return why.kind != ERROR_NONE ? error_pass(error, &why) : unknown(word, path, error);
}
