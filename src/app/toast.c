#include "app/toast.h"

#include "base/text.h"

#include <math.h>

void toast_say(struct toast *toast, bool is_error, const char *text)
{
    text_print(toast->text, sizeof toast->text, "%s", text);
    toast->left = TOAST_SECONDS;
    toast->is_error = is_error;
    toast->said++;
}

void toast_dismiss(struct toast *toast)
{
    toast->left = 0;
}

void toast_advance(struct toast *toast, double seconds)
{
    toast->left = fmax(toast->left - seconds, 0);
}

bool toast_shows(const struct toast *toast)
{
    return toast->left > 0 && *toast->text;
}

float toast_strength(const struct toast *toast)
{
    return (float)fmin(toast->left / TOAST_FADE, 1);
}

double toast_due(const struct toast *toast)
{
    return toast_shows(toast) ? fmax(toast->left - TOAST_FADE, 0) : INFINITY;
}
