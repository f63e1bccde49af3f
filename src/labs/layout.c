#include "labs/layout.h"

#include <math.h>

struct lab_layout lab_layout(float width, float height, float foot)
{
    const bool narrow = width < 1000;
    const float margin = narrow ? 16 : 28;
    const float column = fmaxf(narrow ? 300 : 340, 0.3f * width); // of the second plot and sliders
    const float gap = narrow ? 14 : 28;
    const float right = width - margin - column;
    // A caption takes two lines where one would be short.
    const size_t caption_lines = width < 1200 ? 2 : 1;
    const float top = narrow ? 88 : caption_lines == 2 ? 100 : 80;
    const float bottom = height - fmaxf(foot, 16);
    // Never negative, however small the window.
    const float stage_width = fmaxf(right - gap - margin + 8, 60);
    const float second_top = narrow ? 14 : 44;
    const float second_height = fmaxf(narrow ? 0.36f * (bottom - second_top) : 0.40f * height, 60);
    const float panel_top = second_top + second_height + (narrow ? 4 : 10);
    return (struct lab_layout){
        .title = {margin, narrow ? 12 : 18, stage_width, top - (narrow ? 16 : 24)},
        .stage = {margin - 8, top, stage_width, fmaxf(bottom - top, 40)},
        .second = {right, second_top, column, second_height},
        .panel = {right, panel_top, column + 8, fmaxf(bottom - panel_top, 40)},
        .caption_lines = caption_lines,
        .narrow = narrow,
    };
}

struct lab_layout lab_layout_bare(float width, float height, float foot, float panel)
{
    struct lab_layout layout = lab_layout(width, height, foot);
    const float bottom = layout.panel.y + layout.panel.height;
    // Never less than beside the sliders.
    const float top = fmaxf(bottom - panel, layout.panel.y);
    layout.second.height += top - layout.panel.y;
    layout.panel.y = top;
    layout.panel.height = bottom - top;
    return layout;
}

// Units: two columns need as much.
static const float least_width = 640;

bool lab_layout_is_small(float width, float height)
{
    return width < least_width || height < 320;
}

struct lab_layout lab_layout_small(float width, float height, float above, float foot, float strip,
                                   enum lab_part part)
{
    const float margin = 12, top = above + 43;
    const bool is_panel = part == LAB_PANEL;
    const float bottom = height - foot, end = is_panel ? bottom : bottom - strip;
    // Never negative, however small the window.
    const float inner = fmaxf(width - 2 * margin, 60);
    const struct rect room = {0, top, fmaxf(width - 8, 60), fmaxf(end - top, 40)};
    struct lab_layout layout = {
        .title = {margin, above - 4, inner, 48},
        .caption_lines = 1,
        .narrow = true,
        .is_apart = true,
    };
    if (part == LAB_STAGE)
        layout.stage = room;
    if (part == LAB_SECOND)
        layout.second = (struct rect){margin, top, inner, room.height};
    if (part == LAB_BELOW)
        layout.below = (struct rect){margin, top, inner, room.height};
    if (is_panel)
        layout.panel = (struct rect){margin, top, inner + 8, room.height};
    else if (strip > 0)
        layout.panel = (struct rect){margin, end, inner + 8, strip};
    return layout;
}

void lab_layout_widen(struct lab_layout *layout, float share, float panel)
{
    struct rect *stage = &layout->stage, *second = &layout->second, *below = &layout->panel;
    const float end = second->x + second->width;
    const float gap = second->x - stage->x - stage->width;
    const float column = fmaxf(share * (end - stage->x - gap), second->width);
    second->x = end - column;
    second->width = column;
    below->x = second->x;
    below->width = column + 8;
    stage->width = fmaxf(second->x - gap - stage->x, 60);
    layout->title.width = stage->width;
    const float more = below->height - fminf(panel, below->height);
    second->height += more;
    below->y += more;
    below->height -= more;
    if (layout->caption_lines > 1)
        return;
    const float line = fminf(20, fmaxf(stage->height - 40, 0));
    layout->caption_lines = 2;
    layout->title.height += line;
    stage->y += line;
    stage->height -= line;
}
