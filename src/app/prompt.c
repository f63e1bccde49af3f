#include "app/prompt.h"

#include "app/field.h"
#include "app/sheet.h"
#include "base/array.h"
#include "base/text.h"

#include <stdlib.h>

struct prompt {
    struct prompt_options options; // title and hint point below
    char title[128], hint[512];
    struct text_field field;
};

static void draw(struct frame *frame, void *modal)
{
    const struct prompt *prompt = modal;
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const float height = 2 * SHEET_MARGIN + SHEET_TITLE + SHEET_FIELD + (*prompt->hint ? 26 : 0);
    const struct rect box = sheet_place(canvas, 560, height);
    sheet_draw(canvas, theme, &box, prompt->title);
    const struct rect field = {box.x + SHEET_MARGIN, box.y + SHEET_MARGIN + SHEET_TITLE,
                               box.width - 2 * SHEET_MARGIN, SHEET_FIELD};
    field_draw(&prompt->field, canvas, theme, &field, NULL);
    char fitted[512];
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, prompt->hint, style.size, false, field.width, fitted, sizeof fitted);
    canvas_text(canvas, field.x, field.y + field.height + 18, fitted, &style);
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct prompt *prompt = modal;
    (void)frame;
    text_print(text, size, "%s: %s. %s", prompt->title, prompt->field.text, prompt->hint);
}

static void free_prompt(void *modal)
{
    struct prompt *prompt = modal;
    if (prompt->options.free)
        prompt->options.free(prompt->options.user);
    free(prompt);
}

static const struct modal_type prompt_modal;

// Out of the frame while the answer is taken, so that another question may be asked.
static void take(struct frame *frame, struct prompt *prompt, struct error *error)
{
    frame->modal = NULL;
    frame->modal_data = NULL;
    const bool done = prompt->options.take(frame, prompt->options.user, prompt->field.text, error);
    if (done || frame->modal) {
        free_prompt(prompt);
        return;
    }
    frame->modal = &prompt_modal;
    frame->modal_data = prompt;
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct prompt *prompt = modal;
    if (code == SDLK_RETURN || code == SDLK_KP_ENTER) {
        take(frame, prompt, error);
        return true;
    }
    return field_key(&prompt->field, code, modifiers, NULL);
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    (void)frame, (void)error;
    field_type(&((struct prompt *)modal)->field, utf8);
}

static const struct modal_type prompt_modal = {
    .name = "prompt", .draw = draw, .key = key, .text = text, .tell = tell, .free = free_prompt};

bool prompt_open(struct frame *frame, const struct prompt_options *options, struct error *error)
{
    struct prompt *prompt = array_create(1, sizeof *prompt, error);
    if (!prompt) {
        if (options->free)
            options->free(options->user);
        return false;
    }
    prompt->options = *options;
    text_print(prompt->title, sizeof prompt->title, "%s", options->title);
    text_print(prompt->hint, sizeof prompt->hint, "%s", options->hint ? options->hint : "");
    field_set(&prompt->field, options->text ? options->text : "");
    prompt->field.is_selected = *prompt->field.text != '\0';
    frame_open_modal(frame, &prompt_modal, prompt);
    return true;
}
