// What a scene of averages may claim.
#include "labs/averages/span.h"

#include <math.h>

static const struct averages *averages_lab(const struct lab *lab)
{
    return (const struct averages *)lab;
}

static const struct averaged *entry_of(const struct lab *lab, const struct lab_asked *asked)
{
    return &averages_lab(lab)->entry[asked->group];
}

// The index of the day that was asked for, from 0; −1 where the series has none.
static long day_of(const struct lab *lab, const struct lab_asked *asked)
{
    const double day = round(asked->number[0]);
    return day >= 1 && day <= (double)averages_lab(lab)->days ? (long)day - 1 : -1;
}

static double value_at(struct lab *lab, const struct lab_asked *asked)
{
    const long day = day_of(lab, asked);
    return day < 0 ? NAN : entry_of(lab, asked)->value[day];
}

static double raw_at(struct lab *lab, const struct lab_asked *asked)
{
    const long day = day_of(lab, asked);
    return day < 0 ? NAN : averages_lab(lab)->series.value[day];
}

static double lag(struct lab *lab, const struct lab_asked *asked)
{
    return entry_of(lab, asked)->lag;
}

static double roughness(struct lab *lab, const struct lab_asked *asked)
{
    return entry_of(lab, asked)->roughness;
}

static double raw_roughness(struct lab *lab, const struct lab_asked *asked)
{
    (void)asked;
    return averages_lab(lab)->roughness;
}

static double mean_age(struct lab *lab, const struct lab_asked *asked)
{
    return average_age(&entry_of(lab, asked)->average);
}

static double weight_of(struct lab *lab, const struct lab_asked *asked)
{
    const double back = round(asked->number[0]);
    return back < 0 || back > 1e6 ? NAN
                                  : average_weight(&entry_of(lab, asked)->average, (size_t)back);
}

static double weight_sum(struct lab *lab, const struct lab_asked *asked)
{
    const long day = day_of(lab, asked);
    return day < 0 ? NAN
                   : averages_weight_sum(averages_lab(lab), entry_of(lab, asked), (size_t)day);
}

static double bias(struct lab *lab, const struct lab_asked *asked)
{
    return entry_of(lab, asked)->average.bias_correction ? 0 : 1 - weight_sum(lab, asked);
}

static double effective(struct lab *lab, const struct lab_asked *asked)
{
    return (double)average_days(entry_of(lab, asked)->average.beta);
}

static double memory(struct lab *lab, const struct lab_asked *asked)
{
    return (double)average_memory(&entry_of(lab, asked)->average);
}

const struct lab_measure averages_measures[] = {
    {"value", "r, day", "the average on a day (a reading), counted from 1", .of = value_at},
    {"raw", "day", "the series itself on a day", .of = raw_at},
    {"lag", "r", "readings that the average comes behind a season of the series", .of = lag},
    {"mean_age", "r", "mean age of the days in it, by their weights: β/(1−β)", .of = mean_age},
    {"roughness", "r", "root mean square of its change from day to day", .of = roughness},
    {"raw_roughness", "", "the same of the series itself", .of = raw_roughness},
    {"weight", "r, k", "weight of the day k days back, before any correction", .of = weight_of},
    {"weight_sum", "r, day", "sum of all weights on a day, before any correction",
     .of = weight_sum},
    {"bias", "r, day", "share of the weights that is missing on a day; 0 where it is corrected",
     .of = bias},
    {"effective", "r", "days that it looks back over: 1/(1−β), rounded", .of = effective},
    {"memory", "r", "numbers that it has to keep: v, and βᵗ where it is corrected", .of = memory},
    {0},
};
