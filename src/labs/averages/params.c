#include "labs/averages/params.h"

#include "data/dataset.h"
#include "labs/averages/state.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/quiz.h"

static const char *const columns[] = {"temp_max", "temp_min", "temp_mean", NULL};
static const char *const gaps[] = {"carry", "age", NULL};
static const char *const kinds[] = {"ewa", "window", NULL};

const struct param averages_series_params[] = {
    [SERIES_DATA] = {"data", NULL, "data", "seattle, london (synthetic) or a file with a table",
                     PARAM_TEXT, .fallback = "seattle"},
    [SERIES_COLUMN] = {"column", NULL, "column",
                       "what is averaged; of seattle and london temp_max, temp_min or temp_mean",
                       PARAM_TEXT},
    [SERIES_DAYS] = {"days", NULL, "days", "the first so many readings; 0 = all", PARAM_INTEGER, 0,
                     SERIES_DAYS_MAX, 0},
    [SERIES_DATE] = {"date", NULL, "date",
                     "the column of dates; found where not given; none = rows one after the other",
                     PARAM_TEXT},
    [SERIES_DATE_FORMAT] = {"date_format", NULL, "date format",
                            "what comes first in dates: d/m/y, m/d/y, y-m-d; yyyymmdd, epoch",
                            PARAM_TEXT},
    [SERIES_RESAMPLE] = {"resample", NULL, "resample", "what readings are averaged over first",
                         PARAM_CHOICE, .choices = resample_names},
    [SERIES_GAPS] = {"gaps", NULL, "gaps",
                     "over a missing reading averages carry on, or their weights age", PARAM_CHOICE,
                     .choices = gaps},
    [SERIES_END] = {0},
};

const struct param averages_data_choice = {.key = "data",
                                           .label = "data",
                                           .help = "one of the shipped series",
                                           .scale = PARAM_CHOICE,
                                           .choices = dataset_series_names};
const struct param averages_column_choice = {.key = "column",
                                             .label = "column",
                                             .help = "what is averaged",
                                             .scale = PARAM_CHOICE,
                                             .choices = columns};

const struct param averages_entry_params[] = {
    [ENTRY_BETA] = {"beta", "β", "memory", "v ← βv + (1−β)θ looks back over about 1/(1−β) readings",
                    PARAM_NEAR_ONE, 0, 0.9999, 0.9},
    [ENTRY_CORRECTION] = {"bias_correction", NULL, "bias correction",
                          "divide by 1 − βᵗ, the sum of the weights so far", PARAM_CHOICE,
                          .standard = 1, .choices = kit_off_on},
    [ENTRY_KIND] = {"kind", NULL, "kind",
                    "ewa, or window: the mean of the last round(1/(1−β)) readings", PARAM_CHOICE,
                    .choices = kinds},
    [ENTRY_NAME] = {"name", NULL, "name", "what the legend calls the average; else its numbers",
                    PARAM_TEXT},
    [ENTRY_COLOR] = {"color", NULL, "colour", "the curve's colour", PARAM_CHOICE,
                     .choices = look_names},
    [ENTRY_HIDDEN] = {"hidden", NULL, "hidden", "computed, but not drawn", PARAM_CHOICE,
                      .choices = kit_no_yes},
    [ENTRY_END] = {0},
};

const struct param averages_view_params[] = {
    [VIEW_STEP] = {"step", NULL, "day", "the reading where the cursor stands", PARAM_LINEAR, 0,
                   SERIES_DAYS_MAX, 0},
    [VIEW_X] = {"x", NULL, "x", "the readings that are shown: first, last", PARAM_PAIR, .min = -1e7,
                .max = 1e7},
    [VIEW_LOG] = {"log_weights", NULL, "log weights", "the weights' axis is logarithmic",
                  PARAM_CHOICE, .choices = kit_no_yes},
    [VIEW_END] = {0},
};

KIT_PARAM_FUNCTION(entry_param, averages_entry_params)

static const struct param *series_param(size_t index)
{
    return index < SERIES_END                   ? &averages_series_params[index]
           : index < SERIES_END + KIT_DATA_KEYS ? &kit_data_params[index - SERIES_END]
                                                : NULL;
}

static const struct param *view_param(size_t index)
{
    if (kit_has_show(&averages_show_param) && index-- == 0)
        return &averages_show_param;
    if (index >= VIEW_END)
        return index == VIEW_END ? &kit_hood_param : kit_screen_param(index - VIEW_END - 1);
    return &averages_view_params[index];
}

const struct scene_rule averages_sections[] = {
    {"scene", false, kit_scene_param},
    {"series", false, series_param},
    {"average", true, entry_param, .essence = "beta"},
    {"view", false, view_param},
    KIT_CLAIMS,
    KIT_PREDICT,
    KIT_FIGURE,
    {0},
};
