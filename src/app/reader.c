#include "app/reader.h"

#include <math.h>

// The place so many steps further along a group's path; NaN where it has none or is hidden.
static double walk(const struct document *document, size_t group, double step, int by)
{
    const struct lab_picture *picture = lab_picture(document->lab);
    const size_t groups = document->lab->type->groups(document->lab);
    if (!picture->walk || group >= groups || document_group(document, group).hidden)
        return NAN;
    return picture->walk(document->lab, group, step, by);
}

// The first group from `group` on, round the end in a direction, that has a path; `groups` when
// none has.
static size_t find(const struct document *document, size_t group, int direction)
{
    const size_t groups = document->lab->type->groups(document->lab);
    for (size_t i = 0; i < groups; i++, group += groups + (size_t)direction) {
        group %= groups;
        if (!isnan(walk(document, group, document->step, 0)))
            return group;
    }
    return groups;
}

// The panel opens the group that is read.
static void select_group(struct document *document, size_t group)
{
    if (document_slider(document, document->slider).group == group)
        return;
    for (size_t i = 0; i < lab_sliders(document->lab); i++) {
        if (document_slider(document, i).group == group) {
            document->slider = i;
            return;
        }
    }
}

// The cursor goes there, and the timeline along where it has to.
static void go(struct reader *reader, struct document *document, size_t group, double step)
{
    if (isnan(step))
        return;
    reader->group = group;
    reader->step = step;
    if (step > document->step)
        document_go(document, step);
    select_group(document, group);
}

bool reader_can(const struct document *document)
{
    return find(document, 0, 1) < document->lab->type->groups(document->lab);
}

void reader_begin(struct reader *reader, struct document *document)
{
    const size_t selected = document_slider(document, document->slider).group;
    const size_t group = find(document, selected, 1);
    if (group >= document->lab->type->groups(document->lab))
        return;
    document->is_playing = false;
    reader->is_on = true;
    go(reader, document, group, walk(document, group, document->step, 0));
}

void reader_leave(struct reader *reader)
{
    reader->is_on = false;
}

void reader_walk(struct reader *reader, struct document *document, int by)
{
    go(reader, document, reader->group, walk(document, reader->group, reader->step, by));
}

void reader_change(struct reader *reader, struct document *document, int direction)
{
    const size_t groups = document->lab->type->groups(document->lab);
    const size_t group = find(document, reader->group + groups + (size_t)direction, direction);
    if (group < groups)
        go(reader, document, group, walk(document, group, reader->step, 0));
}

void reader_settle(struct reader *reader, const struct document *document)
{
    if (!reader->is_on)
        return;
    // A slider of another runner was chosen: that is the one to read.
    const size_t selected = document_slider(document, document->slider).group;
    if (!isnan(walk(document, selected, 0, 0)))
        reader->group = selected;
    const double step = walk(document, reader->group, fmin(reader->step, document->step), 0);
    if (isnan(step))
        reader_leave(reader);
    else
        reader->step = step;
}
