#include "app/formula.h"

#include "app/field.h"
#include "app/sheet.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct formula_field {
    struct text_field field;
    struct lab_formula opened; // what it was opened on, `text` aside
    bool is_changed;           // the document shows another formula than when the field was opened
    size_t character;          // where it goes wrong, from 1; 0: nowhere
    struct error wrong;
    char note[100]; // in place of what can be typed
};

static bool find(const struct frame *frame, struct lab_formula *formula)
{
    const struct lab *lab = frame->document.lab;
    return lab && lab->type->formula && lab->type->formula(lab, formula);
}

const char *formula_is_unavailable(const struct frame *frame)
{
    struct lab_formula formula;
    if (!find(frame, &formula))
        return "what runs here is no formula of two parameters";
    bool is_hidden = document_hides_panel(&frame->document) ||
                     document_hides(&frame->document, formula.section, formula.key);
    for (size_t i = 0; i < LAB_FORMULA_CHOICES && formula.choice[i].key; i++)
        is_hidden =
            is_hidden || document_hides(&frame->document, formula.section, formula.choice[i].key);
    if (is_hidden)
        return "this is hidden here: the exercise keeps it as it is";
    return strlen(formula.text) < FIELD_MAX ? NULL : "this formula is too long for a line";
}

// ---- typing -------------------------------------------------------------------------------------

// The numbers that names had when the field was opened, for those that the scene says nothing of.
static bool put_numbers(struct scene *scene, const struct lab_formula *opened, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < LAB_FORMULA_NUMBERS && *opened->number[i].key; i++)
        done = scene_text(scene, opened->section, opened->number[i].key) ||
               scene_put(scene, opened->section, opened->number[i].key, opened->number[i].value,
                         error);
    return done;
}

static bool put(struct document *document, const struct formula_field *typed,
                const struct lab_formula *formula, struct error *error)
{
    struct moment before;
    if (!document_begin(document, &before, error))
        return false;
    bool done = true;
    // The text alone is what is changed: what follows from it does so once.
    for (size_t i = 0; done && i < LAB_FORMULA_CHOICES && formula->choice[i].key; i++)
        done = scene_put(&document->now.scene, formula->section, formula->choice[i].key,
                         formula->choice[i].value, error);
    if (done && put_numbers(&document->now.scene, &typed->opened, error) &&
        document_set(document, formula->section, formula->key, typed->field.text, error))
        return document_take(document, &before, error);
    document_drop(document, &before);
    return false;
}

// Shows what is typed, or says why not.
static void show(struct frame *frame, struct formula_field *typed)
{
    struct lab_formula formula;
    struct error why = {0};
    size_t character = 0;
    typed->character = 0;
    *typed->wrong.text = *typed->note = '\0';
    if (!find(frame, &formula))
        return;
    const bool is_read = formula.check(typed->field.text, &character, &why);
    if (is_read && strcmp(formula.text, typed->field.text) == 0)
        return;
    // All that is typed is one step of undo.
    if (typed->is_changed)
        document_resume(&frame->document);
    else
        document_hold(&frame->document);
    const bool is_put = is_read && put(&frame->document, typed, &formula, &why);
    document_release(&frame->document);
    typed->is_changed = typed->is_changed || is_put;
    if (is_put)
        return;
    typed->character = is_read ? 0 : character;
    typed->wrong = why;
}

static void leave(struct frame *frame, const struct formula_field *typed, bool keeps,
                  struct error *error)
{
    const bool is_changed = typed->is_changed;
    frame_close_modal(frame);
    if (is_changed && !keeps)
        document_undo(&frame->document, error);
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct formula_field *typed = modal;
    (void)frame;
    text_print(text, size, words("The formula: %s. %s"), typed->field.text, typed->wrong.text);
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct formula_field *typed = modal;
    bool is_changed = false;
    if (code == SDLK_ESCAPE) {
        leave(frame, typed, false, error);
        return true;
    }
    if (code == SDLK_RETURN || code == SDLK_KP_ENTER) {
        if (*typed->wrong.text) // what is typed would be lost
            return error_pass(error, &typed->wrong) || true;
        leave(frame, typed, true, error);
        return true;
    }
    const bool done = field_key(&typed->field, code, modifiers, &is_changed);
    if (is_changed)
        show(frame, typed);
    return done;
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    struct formula_field *typed = modal;
    (void)error;
    const size_t length = strlen(typed->field.text), more = strlen(utf8);
    const bool has_room = typed->field.is_selected || length + more < FIELD_MAX;
    field_type(&typed->field, utf8);
    if (has_room)
        show(frame, typed);
    else // what is shown is still what the field has
        text_print(typed->note, sizeof typed->note, words("the field holds no more than %d bytes"),
                   FIELD_MAX - 1);
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    (void)frame, (void)modal, (void)at, (void)clicks, (void)error; // nothing typed gets lost
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw(struct frame *frame, void *modal)
{
    const struct formula_field *typed = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    struct lab_formula formula;
    if (!find(frame, &formula))
        return;
    const char *told = *typed->wrong.text ? typed->wrong.text
                       : *typed->note     ? typed->note
                                          : words(formula.hint);
    const float width = fminf(720, canvas->width - 16);
    struct rect box = {(canvas->width - width) / 2, 6, width, 0};
    const struct rect field = {box.x + 72, box.y + 8, box.width - 84, SHEET_FIELD};
    box.height = 8 + SHEET_FIELD + sheet_note_height(canvas, told, field.width);
    const struct text_style label = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_rectangle(canvas, &box, 6, theme->axis);
    const struct rect inner = {box.x + 1, box.y + 1, box.width - 2, box.height - 2};
    canvas_rectangle(canvas, &inner, 5, theme->paper);
    canvas_text(canvas, box.x + 12, field.y + field.height / 2, words(formula.label), &label);
    field_draw(&typed->field, canvas, theme, &field, NULL);
    if (typed->character)
        field_draw_mark(&typed->field, canvas, theme, &field, typed->character);
    sheet_draw_note(canvas, told, *typed->wrong.text || *typed->note ? theme->error : theme->soft,
                    field.x, field.y + field.height, field.width);
}

static const struct modal_type formula_modal = {.name = "formula",
                                                .draw = draw,
                                                .key = key,
                                                .text = text,
                                                .press = press,
                                                .tell = tell,
                                                .free = free};

bool formula_open(struct frame *frame, struct error *error)
{
    struct lab_formula formula;
    if (!find(frame, &formula))
        return true;
    struct formula_field *typed = array_create(1, sizeof *typed, error);
    if (!typed)
        return false;
    field_set(&typed->field, formula.text);
    typed->opened = formula;
    typed->opened.text = NULL;
    frame_open_modal(frame, &formula_modal, typed);
    return true;
}
