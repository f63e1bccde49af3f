#include "app/predict_judge.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/claims.h"
#include "scene/scene.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// ---- paths --------------------------------------------------------------------------------------

enum { PATH_MAX_POINTS = 600, SAMPLES = 200 };

// A path on a stage, in units of its diagonal.
struct polyline {
    double x[PATH_MAX_POINTS], y[PATH_MAX_POINTS];
    size_t count;
};

static void add_point(struct polyline *line, const struct plot *plot, struct point at)
{
    const double diagonal = hypot(plot->area.width, plot->area.height);
    if (line->count == PATH_MAX_POINTS)
        return;
    line->x[line->count] = at.x / diagonal;
    line->y[line->count++] = at.y / diagonal;
}

static double segment_distance(const struct polyline *line, size_t i, double x, double y)
{
    const double dx = line->x[i + 1] - line->x[i], dy = line->y[i + 1] - line->y[i];
    const double length = dx * dx + dy * dy;
    const double along = (x - line->x[i]) * dx + (y - line->y[i]) * dy;
    const double t = length > 0 ? fmin(fmax(along / length, 0), 1) : 0;
    return hypot(line->x[i] + t * dx - x, line->y[i] + t * dy - y);
}

static double nearest(const struct polyline *line, double x, double y)
{
    double least = hypot(line->x[0] - x, line->y[0] - y);
    for (size_t i = 0; i + 1 < line->count; i++)
        least = fmin(least, segment_distance(line, i, x, y));
    return least;
}

static double length_of(const struct polyline *line)
{
    double length = 0;
    for (size_t i = 0; i + 1 < line->count; i++)
        length += hypot(line->x[i + 1] - line->x[i], line->y[i + 1] - line->y[i]);
    return length;
}

// The mean distance of places equally far along a path from another path.
static double mean_distance(const struct polyline *from, const struct polyline *to)
{
    const double length = length_of(from);
    double sum = 0, passed = 0;
    size_t i = 0;
    for (int k = 0; k < SAMPLES; k++) {
        const double wanted = length * k / (SAMPLES - 1);
        double piece = 0;
        for (; i + 1 < from->count; i++) {
            piece = hypot(from->x[i + 1] - from->x[i], from->y[i + 1] - from->y[i]);
            if (passed + piece >= wanted)
                break;
            passed += piece;
        }
        const size_t next = i + 1 < from->count ? i + 1 : i;
        const double t = piece > 0 && next > i ? (wanted - passed) / piece : 0;
        sum += nearest(to, from->x[i] + t * (from->x[next] - from->x[i]),
                       from->y[i] + t * (from->y[next] - from->y[i]));
    }
    return sum / SAMPLES;
}

// The way that the group's run has gone, thinned where it is long.
static void true_path(struct lab *lab, const struct lab_picture *picture,
                      const struct lab_layout *layout, const struct plot *plot, size_t group,
                      struct polyline *line)
{
    const double last = (double)lab->type->steps(lab);
    const double pitch = fmax(1, ceil(last / (PATH_MAX_POINTS - 2)));
    for (double step = 0; step < last + pitch; step += pitch) {
        struct point at;
        if (picture->place(lab, layout, group, fmin(step, last), &at) && isfinite(at.x) &&
            isfinite(at.y))
            add_point(line, plot, at);
    }
}

// On a stage of one size, so that an answer counts the same in every window.
static bool judge_path(struct lab *lab, const struct quiz *quiz,
                       const struct prediction *prediction, struct judgement *judgement,
                       struct error *error)
{
    const struct lab_picture *picture = lab->type->pictures[prediction->picture];
    struct lab_layout layout = lab_layout(1280, 720, 50);
    struct polyline drawn = {0}, run = {0};
    struct plot plot;
    size_t group;
    lab_arrange(lab, &layout, 150);
    if (!picture->plot || !picture->place || !picture->plot(lab, &layout, &plot) ||
        !quiz_group(lab, quiz->runner, &group))
        return error_set(error, ERROR_FAILED, "the path can no longer be compared");
    true_path(lab, picture, &layout, &plot, group, &run);
    const size_t stride = prediction->count / PATH_MAX_POINTS + 1;
    for (size_t i = 0; i < prediction->count; i += stride)
        add_point(&drawn, &plot,
                  (struct point){plot_x(&plot, prediction->point[i].x),
                                 plot_y(&plot, prediction->point[i].y)});
    if (run.count == 0 || drawn.count == 0)
        return error_set(error, ERROR_FAILED, "the path can no longer be compared");
    const double apart = (mean_distance(&drawn, &run) + mean_distance(&run, &drawn)) / 2;
    const size_t d = drawn.count - 1, r = run.count - 1;
    const double ends = hypot(drawn.x[d] - run.x[r], drawn.y[d] - run.y[r]);
    text_print(judgement->text, sizeof judgement->text,
               words("The dashed path is %.1f %% of the stage's diagonal off on average, and ends "
                     "%.1f %% from where the run does."),
               100 * apart, 100 * ends);
    text_print(judgement->truth, sizeof judgement->truth, "(%.6g, %.6g)",
               plot_x_value(&plot, (float)(run.x[r] * hypot(plot.area.width, plot.area.height))),
               plot_y_value(&plot, (float)(run.y[r] * hypot(plot.area.width, plot.area.height))));
    text_print(judgement->nearness, sizeof judgement->nearness, "%.4f", apart);
    return true;
}

// ---- choices and numbers ------------------------------------------------------------------------

void judge_answer_name(const struct lab *lab, const struct quiz *quiz, size_t index, char *text,
                       size_t size)
{
    size_t group;
    struct lab_group found;
    text_print(text, size, "%s", index < quiz->count ? quiz->of[index] : "");
    if (!quiz->is_of_members || index >= quiz->count || !quiz_group(lab, quiz->of[index], &group))
        return;
    lab->type->group(lab, group, 0, &found);
    text_print(text, size, "%s", found.name);
}

static void judge_choice(const struct lab *lab, const struct quiz *quiz,
                         const struct prediction *prediction, double truth,
                         struct judgement *judgement)
{
    const size_t right = isnan(truth) ? SIZE_MAX : (size_t)truth;
    judge_answer_name(lab, quiz, right, judgement->truth, sizeof judgement->truth);
    judgement->is_right = right == prediction->chosen;
    text_print(judgement->nearness, sizeof judgement->nearness, "%d", judgement->is_right);
    if (right >= quiz->count)
        text_print(judgement->text, sizeof judgement->text,
                   words("You say: %s. The run does not tell what is right."), prediction->given);
    else if (judgement->is_right)
        text_print(judgement->text, sizeof judgement->text, words("You say: %s. That is right."),
                   prediction->given);
    else
        text_print(judgement->text, sizeof judgement->text, words("You say: %s. Right is: %s."),
                   prediction->given, judgement->truth);
}

static void judge_number(const struct prediction *prediction, double truth,
                         struct judgement *judgement)
{
    char said[32], ratio[32];
    claims_show(prediction->number, said);
    claims_show(truth, judgement->truth);
    const double share = prediction->number / truth;
    claims_show(share, ratio);
    if (isfinite(truth) && isfinite(share))
        text_print(judgement->text, sizeof judgement->text,
                   words("You say: %s. It is %s: yours is %s times that."), said, judgement->truth,
                   ratio);
    else
        text_print(judgement->text, sizeof judgement->text, words("You say: %s. It is %s."), said,
                   judgement->truth);
    if (isfinite(share))
        text_print(judgement->nearness, sizeof judgement->nearness, "%.6g", share);
    if (isfinite(truth))
        text_print(judgement->truth, sizeof judgement->truth, "%.9g", truth);
}

bool judge(struct lab *lab, const struct quiz *quiz, const struct prediction *prediction,
           struct judgement *judgement, struct error *error)
{
    double truth;
    *judgement = (struct judgement){0};
    if (quiz->kind == QUIZ_PATH)
        return judge_path(lab, quiz, prediction, judgement, error);
    if (!quiz_truth(lab, quiz, &truth, error))
        return false;
    if (quiz->kind == QUIZ_CHOICE)
        judge_choice(lab, quiz, prediction, truth, judgement);
    else
        judge_number(prediction, truth, judgement);
    return true;
}

// ---- the file -----------------------------------------------------------------------------------

static FILE *open_answers(const char *path, struct error *error)
{
    FILE *file = fopen(path, "a");
    if (!file)
        error_set(error, ERROR_INPUT, "answers cannot be written to %s: %s", path, strerror(errno));
    return file;
}

bool judge_answers_open(const char *path, struct error *error)
{
    FILE *file = open_answers(path, error);
    return file && fclose(file) == 0;
}

// A field of a table, in quotes.
static void write_field(FILE *file, const char *text, char end)
{
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text == '\n' ? ' ' : *text, file);
    }
    fprintf(file, "\"%c", end);
}

// The time of the clock on the wall, and how far that is from Greenwich: 2026-01-31T17:05:00+0100.
static void write_time(time_t time, char *text, size_t size)
{
    struct tm here, there;
    if (!localtime_r(&time, &here) || !gmtime_r(&time, &there))
        return;
    const int days =
        here.tm_year != there.tm_year ? here.tm_year - there.tm_year : here.tm_yday - there.tm_yday;
    const int minutes =
        (days * 24 + here.tm_hour - there.tm_hour) * 60 + here.tm_min - there.tm_min;
    snprintf(text, size, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d%02d", here.tm_year + 1900,
             here.tm_mon + 1, here.tm_mday, here.tm_hour, here.tm_min, here.tm_sec,
             minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}

bool judge_write(const char *path, struct prediction *prediction, const char *truth,
                 const char *nearness, struct error *error)
{
    struct quiz quiz;
    char when[64] = "";
    if (!path || prediction->is_written || !quiz_read(&prediction->scene, &quiz))
        return true;
    FILE *file = open_answers(path, error);
    if (!file)
        return false;
    write_time(time(NULL), when, sizeof when);
    if (fseek(file, 0, SEEK_END) == 0 && ftell(file) == 0)
        fputs("time,scene,kind,question,answer,truth,nearness\n", file);
    const char *name = prediction->scene.name ? prediction->scene.name : "";
    const char *const field[] = {
        when, name, quiz_kind_name(quiz.kind), quiz.question, prediction->given, truth, nearness};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        write_field(file, field[i], i + 1 < sizeof field / sizeof *field ? ',' : '\n');
    const bool is_bad = ferror(file) != 0;
    prediction->is_written = fclose(file) == 0 && !is_bad;
    return prediction->is_written ||
           error_set(error, ERROR_FAILED, "answers cannot be written to %s: %s", path,
                     strerror(errno));
}
