#include "export/direct.h"

#include <math.h>

static const float pitch = 17, gap = 9;

// The entry of a curve's look, or NULL.
static const struct legend_entry *entry_of(const struct legend *legend, int look)
{
    for (size_t i = 0; i < legend->count; i++)
        if (legend->entry[i].look % LOOK_COUNT == look)
            return &legend->entry[i];
    return NULL;
}

static bool ends_at_right(const struct probe *probe, const struct probe_curve *curve)
{
    const struct rect *area = &probe->area[curve->area];
    return curve->has_end && curve->end.x > area->x + area->width - fmaxf(0.03f * area->width, 6);
}

static float name_width(const struct legend_entry *entry, struct canvas *canvas)
{
    return canvas_text_width(canvas, entry->name, TYPE_SMALL, false);
}

float direct_room(const struct legend *legend, const struct probe *probe, size_t area)
{
    float width = 0;
    for (size_t i = 0; i < probe->curves; i++) {
        const struct probe_curve *curve = &probe->curve[i];
        const struct legend_entry *entry = entry_of(legend, curve->look);
        if (curve->area == area && entry && ends_at_right(probe, curve))
            width = fmaxf(width, name_width(entry, probe->real));
    }
    return width > 0 ? ceilf(width) + gap : 0;
}

// ---- beside an area -----------------------------------------------------------------------------

static struct direct_label *add(struct direct *direct, const struct legend_entry *entry,
                                struct point end)
{
    struct direct_label *label = &direct->label[direct->count++];
    *label = (struct direct_label){.entry = entry, .end = end};
    return label;
}

// Moves the boxes first … count − 1, which are at their ends' heights, apart: those that touch move
// together about their middle, within top … bottom.
static bool move_apart(struct direct_label label[], size_t count, float top, float bottom)
{
    if ((float)count * pitch > bottom - top)
        return false;
    for (size_t i = 1; i < count; i++) // by height
        for (size_t k = i; k > 0 && label[k].end.y < label[k - 1].end.y; k--) {
            const struct direct_label other = label[k];
            label[k] = label[k - 1];
            label[k - 1] = other;
        }
    for (int round = 0; round < 200; round++)
        for (size_t i = 0; i < count; i++) {
            float *y = &label[i].box.y;
            if (i > 0 && *y < label[i - 1].box.y + pitch) {
                const float push = (label[i - 1].box.y + pitch - *y) / 2;
                *y += push;
                label[i - 1].box.y -= push;
            }
            *y = fminf(fmaxf(*y, top), bottom - pitch);
        }
    for (size_t i = 1; i < count; i++)
        label[i].box.y = fmaxf(label[i].box.y, label[i - 1].box.y + pitch);
    const float beyond = count > 0 ? label[count - 1].box.y + pitch - bottom : 0;
    for (size_t i = count; beyond > 0 && i-- > 0;) {
        const float most = bottom - pitch * (float)(count - i);
        label[i].box.y = fminf(label[i].box.y, most);
    }
    return true;
}

static bool place_beside(struct direct *direct, const struct legend *legend, struct probe *probe,
                         size_t area, float right)
{
    const struct rect *room = &probe->area[area];
    const size_t first = direct->count;
    const float x = room->x + room->width + gap;
    for (size_t i = 0; i < probe->curves; i++) {
        const struct probe_curve *curve = &probe->curve[i];
        const struct legend_entry *entry = entry_of(legend, curve->look);
        if (curve->area != area || !entry || !ends_at_right(probe, curve))
            continue;
        const float width = name_width(entry, probe->real);
        if (direct->count == DIRECT_MAX || x + width > right + 0.5f)
            return false;
        add(direct, entry, curve->end)->box =
            (struct rect){x, curve->end.y - pitch / 2, width, pitch};
    }
    struct direct_label *label = &direct->label[first];
    const size_t count = direct->count - first;
    if (!move_apart(label, count, room->y - pitch / 2, room->y + room->height + pitch / 2))
        return false;
    for (size_t i = 0; i < count; i++) {
        label[i].is_led = fabsf(label[i].box.y + pitch / 2 - label[i].end.y) > pitch / 3;
        probe_take(probe, &label[i].box);
    }
    return true;
}

// ---- within an area -----------------------------------------------------------------------------

static bool is_within(const struct rect *box, const struct rect *area)
{
    return box->x >= area->x + 2 && box->y >= area->y + 2 &&
           box->x + box->width <= area->x + area->width - 2 &&
           box->y + box->height <= area->y + area->height - 2;
}

// The nearest free place, ahead of the curve before behind it.
static bool place_near(struct direct_label *label, struct probe *probe,
                       const struct probe_curve *curve, const struct rect *area, float width)
{
    enum { ANGLES = 24, ROUNDS = 24 };
    const float ahead = atan2f(curve->towards.y, curve->towards.x);
    for (int round = 0; round < ROUNDS; round++) {
        const float away = 7 + 5 * (float)round;
        for (int i = 0; i < ANGLES; i++) {
            const float angle =
                ahead + 6.2831853f / ANGLES * (float)((i + 1) / 2) * (i % 2 ? 1.0f : -1.0f);
            const struct rect box = {
                curve->end.x + cosf(angle) * (away + width / 2) - width / 2,
                curve->end.y + sinf(angle) * (away + pitch / 2) - pitch / 2,
                width,
                pitch,
            };
            const struct rect around = {box.x - 3, box.y, box.width + 6, box.height};
            if (!is_within(&around, area) || probe_covered(probe, &around) > 0)
                continue;
            label->box = box;
            label->is_led = round > 3;
            probe_take(probe, &box);
            return true;
        }
    }
    return false;
}

static bool place_within(struct direct *direct, const struct legend *legend, struct probe *probe,
                         size_t area)
{
    for (size_t i = 0; i < probe->curves; i++) {
        const struct probe_curve *curve = &probe->curve[i];
        const struct legend_entry *entry = entry_of(legend, curve->look);
        if (curve->area != area || !entry || !curve->has_end || ends_at_right(probe, curve))
            continue;
        if (direct->count == DIRECT_MAX)
            return false;
        if (!place_near(add(direct, entry, curve->end), probe, curve, &probe->area[area],
                        name_width(entry, probe->real)))
            return false;
    }
    return true;
}

// ---- all of them --------------------------------------------------------------------------------

bool direct_place(struct direct *direct, const struct legend *legend, struct probe *probe,
                  const float right[])
{
    direct->count = 0;
    for (size_t area = 0; area < probe->areas; area++) {
        const bool has_room = right[area] > 0;
        if (has_room && !place_beside(direct, legend, probe, area, right[area]))
            return false;
        if (!place_within(direct, legend, probe, area))
            return false;
    }
    for (size_t i = 0; i < legend->count; i++) {
        bool is_named = false;
        for (size_t k = 0; k < direct->count; k++)
            is_named = is_named || direct->label[k].entry == &legend->entry[i];
        if (!is_named)
            return false;
    }
    return direct->count > 0;
}

void direct_draw(const struct direct *direct, struct canvas *canvas, const struct theme *theme)
{
    for (size_t i = 0; i < direct->count; i++) {
        const struct direct_label *label = &direct->label[i];
        const struct look_style look = look_style(theme, label->entry->look);
        const float middle = label->box.y + label->box.height / 2;
        if (label->is_led) {
            const bool is_left = label->box.x + label->box.width < label->end.x;
            const float near = is_left ? label->box.x + label->box.width + 1 : label->box.x - 2;
            const bool is_over = label->end.x > label->box.x && !is_left;
            const struct point to = {
                is_over ? label->box.x + label->box.width / 2 : near,
                !is_over ? middle : middle + (label->end.y > middle ? pitch / 2 : -pitch / 2)};
            const struct stroke line = {.color = color_alpha(look.color, 0.6f), .width = 1};
            canvas_line(canvas, label->end.x, label->end.y, to.x, to.y, &line);
        }
        const struct text_style style = {.size = TYPE_SMALL,
                                         .color = look.text,
                                         .vertical = ALIGN_MIDDLE,
                                         .halo = color_alpha(theme->paper, 0.85f),
                                         .halo_width = 2};
        canvas_text(canvas, label->box.x, middle, label->entry->name, &style);
    }
}
