// The keys of the Averages lab's scenes.
#ifndef RAVINE_LABS_AVERAGES_PARAMS_H
#define RAVINE_LABS_AVERAGES_PARAMS_H

#include "labs/lab.h"

enum {
    SERIES_DATA,
    SERIES_COLUMN,
    SERIES_DAYS,
    SERIES_DATE,
    SERIES_DATE_FORMAT,
    SERIES_RESAMPLE,
    SERIES_GAPS,
    SERIES_END
};
enum { ENTRY_BETA, ENTRY_CORRECTION, ENTRY_KIND, ENTRY_NAME, ENTRY_COLOR, ENTRY_HIDDEN, ENTRY_END };
enum { VIEW_STEP, VIEW_X, VIEW_LOG, VIEW_END };

extern const struct param averages_series_params[], averages_entry_params[], averages_view_params[];
// Of the keys above, where what ships is shown.
extern const struct param averages_data_choice, averages_column_choice;
extern const struct param averages_show_param; // `show` of [view]
extern const struct scene_rule averages_sections[];

#endif
