// Typing a value or a name where it stands in the panel.
#include "app/members.h"
#include "app/panel.h"
#include "app/value.h"

void panel_type(struct panel *panel, const struct document *document)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    char text[FIELD_MAX] = "";
    if (slider.param && !param_has_slider(slider.param))
        value_text(document, text, sizeof text);
    field_set(&panel->typed, text);
    panel->typed.is_selected = *text != '\0';
    panel->is_typing = true;
    panel->is_naming = false;
    panel->follow = true;
}

void panel_type_name(struct panel *panel, const struct document *document)
{
    const char *name = members_name(document);
    panel_type(panel, document);
    panel->is_naming = true;
    field_set(&panel->typed, name ? name : "");
    panel->typed.is_selected = name != NULL;
}

void panel_type_text(struct panel *panel, const char *utf8)
{
    if (panel->is_typing)
        field_type(&panel->typed, utf8);
}

bool panel_type_key(struct panel *panel, int32_t code, uint16_t modifiers)
{
    return field_key(&panel->typed, code, modifiers, NULL);
}

bool panel_type_take(struct panel *panel, struct document *document, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    if (panel->is_naming && !members_rename(document, panel->typed.text, error))
        return false;
    const bool is_text = slider.param && !param_has_slider(slider.param);
    if (!panel->is_naming && (is_text || *panel->typed.text) &&
        !value_put(document, panel->typed.text, error))
        return false;
    panel_type_leave(panel);
    return true;
}

void panel_type_leave(struct panel *panel)
{
    panel->is_typing = false;
    panel->is_naming = false;
}
