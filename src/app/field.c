#include "app/field.h"

#include "base/text.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

// The character before and after a place.
static size_t before(const struct text_field *field, size_t at)
{
    at -= at > 0;
    while (at > 0 && continues(field->text[at]))
        at--;
    return at;
}

static size_t after(const struct text_field *field, size_t at)
{
    at += field->text[at] != '\0';
    while (continues(field->text[at]))
        at++;
    return at;
}

void field_set(struct text_field *field, const char *utf8)
{
    text_print(field->text, FIELD_MAX, "%s", utf8);
    field->cursor = strlen(field->text);
    field->is_selected = false;
}

static void take_out(struct text_field *field, size_t from, size_t to)
{
    memmove(field->text + from, field->text + to, strlen(field->text + to) + 1);
    field->cursor = from;
    field->is_selected = false;
}

void field_type(struct text_field *field, const char *utf8)
{
    for (const char *c = utf8; *c; c++)
        if ((unsigned char)*c < 32 || *c == 127)
            return;
    const size_t length = strlen(utf8);
    const size_t used = field->is_selected ? 0 : strlen(field->text);
    if (used + length >= FIELD_MAX)
        return;
    if (field->is_selected)
        take_out(field, 0, strlen(field->text));
    char *at = field->text + field->cursor;
    memmove(at + length, at, strlen(at) + 1);
    memcpy(at, utf8, length);
    field->cursor += length;
}

// Takes away what is selected, or from one place to another; false when nothing was there.
static bool remove_text(struct text_field *field, size_t from, size_t to)
{
    if (field->is_selected) {
        from = 0;
        to = strlen(field->text);
    }
    take_out(field, from, to);
    return to > from;
}

static void go(struct text_field *field, size_t place)
{
    field->cursor = place;
    field->is_selected = false;
}

// ---- clipboard ----------------------------------------------------------------------------------

static bool paste(struct text_field *field)
{
    char *clipboard = SDL_GetClipboardText();
    char text[FIELD_MAX];
    bool is_changed = false;
    if (clipboard && strlen(clipboard) < FIELD_MAX) {
        size_t length = strlen(clipboard);
        while (length > 0 && strchr("\r\n", clipboard[length - 1]))
            length--;
        snprintf(text, sizeof text, "%.*s", (int)length, clipboard);
        for (char *at = text; *at; at++)
            if (strchr("\r\n\t", *at))
                *at = ' ';
        is_changed = *text != '\0';
        field_type(field, text);
    }
    SDL_free(clipboard);
    return is_changed;
}

bool field_pastes(int32_t code, uint16_t modifiers)
{
    return ((modifiers & KMOD_CTRL) && code == SDLK_v) ||
           ((modifiers & KMOD_SHIFT) && code == SDLK_INSERT);
}

// False where the key is none about the clipboard.
static bool clipboard_key(struct text_field *field, int32_t code, uint16_t modifiers, bool *changed)
{
    const bool is_ctrl = modifiers & KMOD_CTRL, is_shift = modifiers & KMOD_SHIFT;
    const bool is_copy = is_ctrl && (code == SDLK_c || code == SDLK_INSERT);
    const bool is_cut = (is_ctrl && code == SDLK_x) || (is_shift && code == SDLK_DELETE);
    if (field_pastes(code, modifiers)) {
        *changed = paste(field);
        return true;
    }
    if (!is_copy && !is_cut)
        return false;
    if (*field->text)
        SDL_SetClipboardText(field->text);
    *changed = is_cut && *field->text;
    if (is_cut)
        take_out(field, 0, strlen(field->text));
    return true;
}

// ---- keys ---------------------------------------------------------------------------------------

bool field_key(struct text_field *field, int32_t code, uint16_t modifiers, bool *changed)
{
    const size_t at = field->cursor;
    bool is_changed = false;
    if (clipboard_key(field, code, modifiers, &is_changed)) {
        if (changed)
            *changed = is_changed;
        return true;
    }
    switch (code) {
    case SDLK_LEFT:
        go(field, field->is_selected ? 0 : before(field, at));
        break;
    case SDLK_RIGHT:
        go(field, field->is_selected ? strlen(field->text) : after(field, at));
        break;
    case SDLK_HOME:
        go(field, 0);
        break;
    case SDLK_END:
        go(field, strlen(field->text));
        break;
    case SDLK_BACKSPACE:
        is_changed = remove_text(field, before(field, at), at);
        break;
    case SDLK_DELETE:
        is_changed = remove_text(field, at, after(field, at));
        break;
    case SDLK_a:
        if (!(modifiers & KMOD_CTRL))
            return false;
        go(field, strlen(field->text));
        field->is_selected = *field->text != '\0';
        break;
    default:
        return false;
    }
    if (changed)
        *changed = is_changed;
    return true;
}

void field_draw(const struct text_field *field, struct canvas *canvas, const struct theme *theme,
                const struct rect *box, const char *hint)
{
    const float inset = 8, middle = box->y + box->height / 2;
    const struct rect inner = {box->x + 2, box->y + 2, box->width - 4, box->height - 4};
    canvas_rectangle(canvas, box, 4, theme->axis);
    canvas_rectangle(canvas, &inner, 3, theme->background);
    canvas_clip(canvas, &inner);
    char head[FIELD_MAX];
    memcpy(head, field->text, field->cursor);
    head[field->cursor] = '\0';
    const float to_cursor = canvas_text_width(canvas, head, TYPE_BODY, false);
    const float room = box->width - 2 * inset;
    const float x = box->x + inset - fmaxf(to_cursor - room, 0);
    struct text_style style = {.size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    if (field->is_selected) {
        const float width = canvas_text_width(canvas, field->text, TYPE_BODY, false);
        const struct rect selected = {x - 2, box->y + 4, width + 4, box->height - 8};
        canvas_rectangle(canvas, &selected, 2, theme->selection);
    }
    if (*field->text) {
        canvas_text(canvas, x, middle, field->text, &style);
    } else if (hint) {
        char fitted[256];
        style.color = theme->soft;
        canvas_fit_text(canvas, hint, style.size, false, room - 4, fitted, sizeof fitted);
        canvas_text(canvas, x + 4, middle, fitted, &style);
    }
    const struct stroke caret = {.color = theme->accent, .width = 2};
    canvas_line(canvas, x + to_cursor + 1, middle - 9, x + to_cursor + 1, middle + 9, &caret);
    canvas_clip(canvas, NULL);
}

// How wide the text is before a character, from 1.
static float width_before(struct canvas *canvas, const char *text, size_t character)
{
    char head[FIELD_MAX];
    size_t length = 0;
    for (size_t count = 1; text[length] && count < character; count++)
        do
            length++;
        while (continues(text[length]));
    text_print(head, sizeof head, "%.*s", (int)length, text);
    return canvas_text_width(canvas, head, TYPE_BODY, false);
}

void field_draw_mark(const struct text_field *field, struct canvas *canvas,
                     const struct theme *theme, const struct rect *box, size_t character)
{
    const float inset = 8, room = box->width - 2 * inset;
    char head[FIELD_MAX];
    text_print(head, sizeof head, "%.*s", (int)field->cursor, field->text);
    const float moved = fmaxf(canvas_text_width(canvas, head, TYPE_BODY, false) - room, 0);
    const float at = width_before(canvas, field->text, character) - moved;
    const float x = box->x + inset + fminf(fmaxf(at, 0), room), y = box->y + box->height - 5;
    const struct stroke stroke = {.color = theme->error, .width = 2};
    canvas_line(canvas, x, y, x + 8, y, &stroke);
}
