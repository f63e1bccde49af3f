#include "app/rule_field.h"

#include "app/field.h"
#include "app/sheet.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 32, TEXT_MAX = LINES_MAX * FIELD_MAX, ROW = SHEET_FIELD + 2 };

struct rule_field {
    struct lab_rule rule; // of the group that it was opened for
    struct text_field line[LINES_MAX];
    size_t count, at;             // lines, and the one that is typed into
    size_t top;                   // the first that is shown
    bool is_offered;              // the group steps by a rule that ships, which this is written out
    bool is_changed;              // the document has another rule than when the field was opened
    size_t wrong_line, character; // where it goes wrong, from 0 and from 1; 0: nowhere
    struct error wrong;
    char left_out[100]; // of what is put, the last line that is not
    float rows_y;       // of the last drawing
    size_t shown;
    char text[TEXT_MAX]; // all lines
};

static size_t selected_group(const struct document *document)
{
    return document_slider(document, document->slider).group;
}

static bool find(const struct frame *frame, struct lab_rule *rule, struct error *error)
{
    const struct document *document = &frame->document;
    const struct lab *lab = document->lab;
    return lab && lab->type->rule && lab->type->rule(lab, selected_group(document), rule, error);
}

// Whether a number of the rule's is hidden, which a line of it would say.
static bool hides_number(const struct document *document, size_t group)
{
    const struct lab *lab = document->lab;
    const struct lab_group told = document_group(document, group);
    const struct param *param;
    for (size_t i = 0; (param = lab->type->slider(lab, group, i)); i++)
        if (document_hides(document, told.section, param->key))
            return true;
    return false;
}

const char *rule_field_is_unavailable(const struct frame *frame)
{
    const struct document *document = &frame->document;
    if (!document->lab || !document->lab->type->rule)
        return "nothing here steps by a rule";
    const size_t selected = selected_group(document);
    const struct lab_group group = document_group(document, selected);
    if (document_hides_panel(document) || document_hides(document, group.section, "rule") ||
        hides_number(document, selected))
        return "this is hidden here: the exercise keeps it as it is";
    return group.is_runner ? NULL : "a runner has to be selected: select one of its sliders";
}

// ---- lines --------------------------------------------------------------------------------------

static void join(struct rule_field *typed)
{
    typed->text[0] = '\0';
    for (size_t i = 0; i < typed->count; i++)
        text_append(typed->text, TEXT_MAX, "%s%s", i ? "\n" : "", typed->line[i].text);
}

// False where the text has more lines, or longer ones, than there is room for.
static bool split(struct rule_field *typed, const char *text)
{
    typed->count = 0;
    for (const char *at = text; at;) {
        const size_t length = strcspn(at, "\n");
        char line[FIELD_MAX];
        if (typed->count == LINES_MAX || length >= FIELD_MAX)
            return false;
        text_print(line, sizeof line, "%.*s", (int)length, at);
        field_set(&typed->line[typed->count++], line);
        at = at[length] ? at + length + 1 : NULL;
    }
    return true;
}

// A new line below, with what stands behind the cursor.
static void break_line(struct rule_field *typed)
{
    struct text_field *line = &typed->line[typed->at];
    if (typed->count == LINES_MAX)
        return;
    memmove(line + 2, line + 1, (typed->count - typed->at - 1) * sizeof *line);
    typed->count++;
    field_set(&line[1], line->text + line->cursor + strspn(line->text + line->cursor, " "));
    line[1].cursor = 0;
    line->text[line->cursor] = '\0';
    line->is_selected = false;
    typed->at++;
}

// Backspace at the beginning of a line: it goes on in the one before.
static bool join_line(struct rule_field *typed)
{
    struct text_field *line = &typed->line[typed->at];
    if (typed->at == 0 || line->cursor > 0 || line->is_selected ||
        strlen(line[-1].text) + strlen(line->text) >= FIELD_MAX)
        return false;
    const size_t cursor = strlen(line[-1].text);
    text_append(line[-1].text, FIELD_MAX, "%s", line->text);
    line[-1].cursor = cursor;
    memmove(line, line + 1, (typed->count - typed->at - 1) * sizeof *line);
    typed->count--;
    typed->at--;
    return true;
}

// Below the last line a new one begins, unless that is empty.
static void move(struct rule_field *typed, int by)
{
    typed->line[typed->at].is_selected = false;
    if (by < 0 && typed->at > 0)
        typed->at--;
    else if (by > 0 && typed->at + 1 < typed->count)
        typed->at++;
    else if (by > 0 && *typed->line[typed->at].text) {
        typed->line[typed->at].cursor = strlen(typed->line[typed->at].text);
        break_line(typed);
    }
    typed->line[typed->at].cursor = strlen(typed->line[typed->at].text);
}

// ---- typing -------------------------------------------------------------------------------------

static bool put(struct document *document, const struct rule_field *typed, struct error *error)
{
    struct moment before;
    if (!document_begin(document, &before, error))
        return false;
    if (typed->rule.put(&typed->rule, &document->now.scene, typed->text, error))
        return document_take(document, &before, error);
    document_drop(document, &before);
    return false;
}

static void tell_left_out(struct rule_field *typed, const struct scene *scene)
{
    for (size_t i = 0; i < typed->count; i++) {
        const char *from = typed->line[i].text + strspn(typed->line[i].text, " ");
        char name[40];
        text_print(name, sizeof name, "%.*s", (int)strcspn(from, " ="), from);
        if (*name && !scene_text(scene, typed->rule.section, name))
            text_print(typed->left_out, sizeof typed->left_out,
                       words("no line uses %s: it is left out"), name);
    }
}

// Shows what is typed, or says why not.
static void show(struct frame *frame, struct rule_field *typed)
{
    struct error why = {0};
    size_t character = 0, line = 0;
    typed->character = 0;
    *typed->wrong.text = *typed->left_out = '\0';
    join(typed);
    if (!typed->is_changed && strcmp(typed->text, typed->rule.text) == 0)
        return;
    const bool is_read = typed->rule.check(&typed->rule, typed->text, &line, &character, &why);
    // All that is typed is one step of undo.
    if (typed->is_changed)
        document_resume(&frame->document);
    else
        document_hold(&frame->document);
    const bool is_put = is_read && put(&frame->document, typed, &why);
    document_release(&frame->document);
    typed->is_changed = typed->is_changed || is_put;
    if (is_put) {
        tell_left_out(typed, &frame->document.now.scene);
        return;
    }
    typed->character = is_read ? 0 : character;
    typed->wrong_line = line;
    typed->wrong = why;
}

static void leave(struct frame *frame, struct error *error)
{
    const struct rule_field *typed = frame->modal_data;
    const bool is_changed = typed->is_changed;
    frame_close_modal(frame);
    if (is_changed)
        document_undo(&frame->document, error);
}

// What is wrong stays, so that it is not lost; who has typed nothing takes what was offered.
static void keep(struct frame *frame, struct rule_field *typed, struct error *error)
{
    struct error why = {0};
    if (*typed->wrong.text)
        error_pass(error, &typed->wrong);
    else if (typed->is_changed || !typed->is_offered || put(&frame->document, typed, &why))
        frame_close_modal(frame);
    else
        error_wrap(error, &why, "%s", why.text);
}

// Line ends and semicolons begin a new line.
static void type(struct rule_field *typed, const char *utf8)
{
    for (const char *at = utf8; *at;) {
        char piece[FIELD_MAX];
        const size_t length = strcspn(at, ";\r\n");
        text_print(piece, sizeof piece, "%.*s", (int)length, at);
        if (length > 0)
            field_type(&typed->line[typed->at], piece);
        at += length;
        if (*at && *at != '\r')
            break_line(typed);
        at += *at != '\0';
    }
}

static void paste(struct rule_field *typed)
{
    char *clipboard = SDL_GetClipboardText();
    if (clipboard)
        type(typed, clipboard);
    SDL_free(clipboard);
}

// Keys that are about lines; *changed says whether the text is another one.
static bool line_key(struct rule_field *typed, int32_t code, uint16_t modifiers, bool *changed)
{
    switch (code) {
    case SDLK_UP:
        move(typed, -1);
        return true;
    case SDLK_DOWN:
        move(typed, 1);
        return true;
    case SDLK_BACKSPACE:
        *changed = join_line(typed);
        return *changed;
    case SDLK_v:
    case SDLK_INSERT:
        *changed = modifiers & (code == SDLK_v ? KMOD_CTRL : KMOD_SHIFT);
        if (*changed)
            paste(typed);
        return *changed;
    default:
        return false;
    }
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct rule_field *typed = modal;
    bool is_changed = false;
    if (code == SDLK_ESCAPE) {
        leave(frame, error);
        return true;
    }
    if (code == SDLK_RETURN || code == SDLK_KP_ENTER) {
        if (modifiers & KMOD_SHIFT)
            break_line(typed);
        else
            keep(frame, typed, error);
        return true;
    }
    const bool done = line_key(typed, code, modifiers, &is_changed) ||
                      field_key(&typed->line[typed->at], code, modifiers, &is_changed);
    if (is_changed)
        show(frame, typed);
    return done;
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    (void)error;
    type(modal, utf8);
    show(frame, modal);
}

// Nothing typed gets lost: a press chooses a line.
static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    struct rule_field *typed = modal;
    (void)frame, (void)clicks, (void)error;
    const float row = (at.y - typed->rows_y) / ROW;
    if (row >= 0 && row < (float)typed->shown && typed->top + (size_t)row < typed->count)
        typed->at = typed->top + (size_t)row;
}

static void release(void *modal)
{
    struct rule_field *typed = modal;
    free(typed->rule.text);
    free(typed);
}

// ---- drawing ------------------------------------------------------------------------------------

// As many lines as have room, so that the one that is typed into is among them.
static void scroll(struct rule_field *typed, const struct canvas *canvas)
{
    const float room = 0.6f * canvas->height;
    const size_t most = (size_t)fmaxf(room / ROW, 2);
    typed->shown = typed->count < most ? typed->count : most;
    if (typed->top > typed->at)
        typed->top = typed->at;
    if (typed->at >= typed->top + typed->shown)
        typed->top = typed->at - typed->shown + 1;
    if (typed->top + typed->shown > typed->count)
        typed->top = typed->count - typed->shown;
}

static void draw_line(const struct rule_field *typed, struct canvas *canvas,
                      const struct theme *theme, size_t index, const struct rect *box)
{
    char fitted[FIELD_MAX];
    const struct text_field *line = &typed->line[index];
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    if (index == typed->at) {
        field_draw(line, canvas, theme, box, NULL);
    } else {
        canvas_fit_text(canvas, line->text, style.size, false, box->width - 16, fitted,
                        sizeof fitted);
        canvas_text(canvas, box->x + 8, box->y + box->height / 2, fitted, &style);
    }
    if (typed->character && index == typed->wrong_line)
        field_draw_mark(line, canvas, theme, box, typed->character);
}

static const char *note(const struct rule_field *typed)
{
    return *typed->wrong.text ? typed->wrong.text
           : *typed->left_out
               ? typed->left_out
               : words("given: g, t, alpha, theta; other names become sliders; ↓ or ; begins a "
                       "line; Enter keeps it, Esc goes back");
}

static void draw(struct frame *frame, void *modal)
{
    struct rule_field *typed = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const struct text_style label = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const float width = fminf(720, canvas->width - 16), side = 120;
    char fitted[80];
    scroll(typed, canvas);
    const float height =
        8 + ROW * (float)typed->shown - 2 + sheet_note_height(canvas, note(typed), width - 24);
    const struct rect box = {(canvas->width - width) / 2, 6, width, height};
    const struct rect inner = {box.x + 1, box.y + 1, box.width - 2, box.height - 2};
    canvas_rectangle(canvas, &box, 6, theme->axis);
    canvas_rectangle(canvas, &inner, 5, theme->paper);
    canvas_fit_text(canvas, strchr(typed->rule.section, '.') + 1, label.size, true, side - 20,
                    fitted, sizeof fitted);
    canvas_text(canvas, box.x + 12, box.y + 8 + SHEET_FIELD / 2, fitted, &label);
    typed->rows_y = box.y + 8;
    struct rect row = {box.x + side, typed->rows_y, box.width - side - 12, SHEET_FIELD};
    for (size_t i = typed->top; i < typed->top + typed->shown; i++) {
        draw_line(typed, canvas, theme, i, &row);
        row.y += ROW;
    }
    sheet_draw_note(canvas, note(typed), *typed->wrong.text ? theme->error : theme->soft,
                    box.x + 12, row.y - 2, box.width - 24);
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct rule_field *typed = modal;
    (void)frame;
    text_print(text, size, words("The rule, line %zu of %zu: %s. %s"), typed->at + 1, typed->count,
               typed->line[typed->at].text, typed->wrong.text);
}

static const struct modal_type rule_modal = {.name = "rule",
                                             .draw = draw,
                                             .key = key,
                                             .text = text,
                                             .press = press,
                                             .tell = tell,
                                             .free = release};

bool rule_field_open(struct frame *frame, struct error *error)
{
    struct rule_field *typed = array_create(1, sizeof *typed, error);
    if (!typed)
        return false;
    if (!find(frame, &typed->rule, error)) {
        release(typed);
        return false;
    }
    if (!split(typed, typed->rule.text)) {
        release(typed);
        return error_set(error, ERROR_INPUT, "this rule is too long to be typed here");
    }
    join(typed);
    typed->is_offered = !scene_section(&frame->document.now.scene, typed->rule.section);
    frame_open_modal(frame, &rule_modal, typed);
    return true;
}
