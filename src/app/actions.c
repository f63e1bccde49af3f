// What keys and the mouse do.
#include "app/state.h"

#include "base/asset.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- scenes and labs ----------------------------------------------------------------------------

static void open_name(struct app *app, const char *word)
{
    struct scene scene = {0};
    struct error error = {0};
    if (!scene_read(&scene, word, &error) || !app_open(app, &scene, &error))
        app_say(app, true, error.text);
    scene_clear(&scene);
}

static size_t count_names(char *const *names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    return count;
}

static void next_scene(struct app *app, int direction)
{
    const size_t count = count_names(app->names);
    size_t at = direction > 0 ? count - 1 : 0;
    for (size_t i = 0; i < count; i++)
        if (app->scene.name && strcmp(app->names[i], app->scene.name) == 0)
            at = i;
    if (count > 0)
        open_name(app, app->names[(at + count + (size_t)direction) % count]);
}

// The scene that stands for the next lab.
static void next_lab(struct app *app, int direction)
{
    size_t count = 0, at = 0;
    for (; lab_types[count]; count++)
        if (lab_types[count] == app->lab->type)
            at = count;
    const struct lab_type *wanted = lab_types[(at + count + (size_t)direction) % count];
    open_name(app, wanted->scene);
}

// ---- actions ------------------------------------------------------------------------------------

static void screenshot(struct app *app)
{
    // Drawn once more without what only concerns the screen.
    app->toast.left = 0;
    app_draw(app);
    shot_take(app);
}

static void command(struct app *app, const char *name)
{
    const struct lab_command *command = lab_command(app->lab->type, name);
    const struct lab_view view = app_view(app);
    struct scene before = {0};
    if (!command || !scene_copy(&before, &app->scene, NULL))
        return;
    if (command->act(app->lab, &app->scene, &view) == LAB_CHANGED)
        app_reopen(app, &before);
    else
        scene_clear(&before);
}

static void next_picture(struct app *app)
{
    const size_t next = (app->lab->picture + 1) % lab_pictures(app->lab->type);
    if (next != app->lab->picture)
        app_change(app, "view", "show", app->lab->type->pictures[next]->name);
}

// Keys whose meaning is the lab's.
static bool act_on_lab(struct app *app, enum action action)
{
    static const struct {
        enum action action;
        const char *command;
    } commands[] = {
        {ACTION_SEED, "new-seed"},       {ACTION_LOG, "log-axis"},   {ACTION_FIT, "fit"},
        {ACTION_ARROWS, "arrows"},       {ACTION_AXIS, "next-axis"}, {ACTION_HALVE, "halve-alpha"},
        {ACTION_DOUBLE, "double-alpha"},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (commands[i].action != action)
            continue;
        command(app, commands[i].command);
        return true;
    }
    return false;
}

static void full_screen(struct app *app, bool on)
{
    app->is_full_screen = on;
    SDL_SetWindowFullscreen(app->window, on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

static void play(struct app *app)
{
    if (!app->is_playing && app->step >= app_last_step(app))
        app->step = 0;
    app->is_playing = !app->is_playing;
}

static void step_by(struct app *app, double steps)
{
    app->is_playing = false;
    timeline_go(app, steps > 0 ? floor(app->step + 1e-9) + steps : ceil(app->step - 1e-9) + steps);
}

static bool act_on_timeline(struct app *app, enum action action, uint16_t modifiers)
{
    const double stride = modifiers & KMOD_SHIFT ? 10 : 1;
    switch (action) {
    case ACTION_PLAY:
        play(app);
        break;
    case ACTION_STEP_BACK:
        step_by(app, -stride);
        break;
    case ACTION_STEP_ON:
        step_by(app, stride);
        break;
    case ACTION_FIRST:
        app->is_playing = false;
        timeline_go(app, 0);
        break;
    case ACTION_LAST:
        app->is_playing = false;
        timeline_go(app, app_last_step(app));
        break;
    case ACTION_SLOWER:
        timeline_faster(app, -1);
        break;
    case ACTION_FASTER:
        timeline_faster(app, 1);
        break;
    case ACTION_RESTART:
        timeline_go(app, 0);
        app->is_playing = true;
        break;
    default:
        return false;
    }
    return true;
}

static void act(struct app *app, enum action action, int argument, uint16_t modifiers)
{
    const enum param_pace pace = modifiers & KMOD_SHIFT  ? PARAM_FINE
                                 : modifiers & KMOD_CTRL ? PARAM_COARSE
                                                         : PARAM_NORMAL;
    if (act_on_lab(app, action) || act_on_timeline(app, action, modifiers))
        return;
    switch (action) {
    case ACTION_PREVIOUS_SLIDER:
        panel_select(app, -1);
        break;
    case ACTION_NEXT_SLIDER:
        panel_select(app, 1);
        break;
    case ACTION_LESS:
        panel_nudge(app, -1, pace);
        break;
    case ACTION_MORE:
        panel_nudge(app, 1, pace);
        break;
    case ACTION_TYPE:
        panel_type(app);
        break;
    case ACTION_RESET:
        panel_reset(app);
        break;
    case ACTION_TOGGLE_RUNNER:
        panel_toggle(app, (size_t)argument);
        break;
    case ACTION_UNDO:
        app_undo(app);
        break;
    case ACTION_REDO:
        app_redo(app);
        break;
    case ACTION_NEXT_LAB:
        next_lab(app, 1);
        break;
    case ACTION_PREVIOUS_LAB:
        next_lab(app, -1);
        break;
    case ACTION_NEXT_SCENE:
        next_scene(app, 1);
        break;
    case ACTION_PREVIOUS_SCENE:
        next_scene(app, -1);
        break;
    case ACTION_THEME:
        app->theme = app->theme == &theme_light ? &theme_dark : &theme_light;
        break;
    case ACTION_LARGER:
        app->text_size = fminf(app->text_size * 1.1f, 1.95f);
        break;
    case ACTION_SMALLER:
        app->text_size = fmaxf(app->text_size / 1.1f, 0.75f);
        break;
    case ACTION_NORMAL_SIZE:
        app->text_size = 1;
        break;
    case ACTION_FULL_SCREEN:
        full_screen(app, !app->is_full_screen);
        break;
    case ACTION_SCREENSHOT:
        screenshot(app);
        break;
    case ACTION_VIEW:
        next_picture(app);
        break;
    case ACTION_HELP:
        app->is_help = true;
        break;
    case ACTION_ESCAPE:
        if (app->toast.left > 0)
            app->toast.left = 0;
        else if (lab_busy(app->lab))
            lab_cancel(app->lab);
        else if (app->is_full_screen)
            full_screen(app, false);
        break;
    case ACTION_QUIT:
        app->is_over = true;
        break;
    default:
        break;
    }
}

// ---- events -------------------------------------------------------------------------------------

// Window points → canvas units.
static struct point to_units(const struct app *app, int x, int y)
{
    int points_wide, points_high, width, height;
    SDL_GetWindowSize(app->window, &points_wide, &points_high);
    SDL_GL_GetDrawableSize(app->window, &width, &height);
    const float density = points_wide > 0 ? (float)width / (float)points_wide : 1;
    const float scale = density / app_scale(app, width, height);
    return (struct point){(float)x * scale, (float)y * scale};
}

static void on_typing(struct app *app, const SDL_KeyboardEvent *key)
{
    switch (key->keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        panel_type_take(app);
        break;
    case SDLK_ESCAPE:
        panel_type_leave(app);
        break;
    case SDLK_BACKSPACE: {
        size_t length = strlen(app->typed);
        while (length > 0 && ((unsigned char)app->typed[length - 1] & 0xC0) == 0x80)
            length--;
        app->typed[length > 0 ? length - 1 : 0] = '\0';
        break;
    }
    default:
        break;
    }
}

static void on_key(struct app *app, const SDL_KeyboardEvent *key)
{
    int argument;
    const enum action action = key_action(key->keysym.sym, key->keysym.mod, &argument);
    if (action == ACTION_QUIT)
        app->is_over = true;
    else if (app->is_typing)
        on_typing(app, key);
    else if (app->is_help)
        app->is_help = false; // any key closes it
    else
        act(app, action, argument, key->keysym.mod);
}

static void to_lab(struct app *app, enum lab_pointer_kind kind, float wheel)
{
    const struct lab_layout layout = app_layout(app);
    const struct lab_pointer pointer = {kind, app->pointer, wheel};
    struct scene before = {0};
    if (!scene_copy(&before, &app->scene, NULL))
        return;
    const enum lab_effect effect =
        lab_point(app->lab, &app->scene, &layout, &pointer);
    if (effect == LAB_CHANGED)
        app_reopen(app, &before);
    else
        scene_clear(&before);
    if (effect == LAB_SEEK) {
        app->is_playing = false;
        timeline_go(app, app->lab->seek);
    }
    if (kind == LAB_PRESS && effect != LAB_NOTHING)
        app->drag = APP_DRAG_LAB;
}

static void on_press(struct app *app, const SDL_MouseButtonEvent *button)
{
    const struct lab_layout layout = app_layout(app);
    app->pointer = to_units(app, button->x, button->y);
    app->has_pointer = true;
    if (button->button != SDL_BUTTON_LEFT)
        return;
    if (app->is_help) {
        app->is_help = false;
        return;
    }
    if (!timeline_press(app, app->pointer) &&
        !panel_press(app, &layout.panel, app->pointer, button->clicks))
        to_lab(app, LAB_PRESS, 0);
}

static void on_motion(struct app *app, const SDL_MouseMotionEvent *motion)
{
    const struct lab_layout layout = app_layout(app);
    app->pointer = to_units(app, motion->x, motion->y);
    app->has_pointer = true;
    if (app->drag == APP_DRAG_LAB)
        to_lab(app, LAB_DRAG, 0);
    else if (app->drag == APP_DRAG_TRACK)
        panel_drag(app, &layout.panel, app->pointer);
    else if (app->drag == APP_DRAG_TIMELINE)
        timeline_drag(app, app->pointer);
}

static void on_wheel(struct app *app, const SDL_MouseWheelEvent *wheel)
{
    const struct lab_layout layout = app_layout(app);
    const float notches =
        wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->preciseY : wheel->preciseY;
    if (rect_contains(&layout.panel, app->pointer))
        panel_scroll(app, &layout.panel, notches);
    else if (!app->is_help)
        to_lab(app, LAB_WHEEL, notches);
}

void app_event(struct app *app, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        app->is_over = true;
        break;
    case SDL_KEYDOWN:
        on_key(app, &event->key);
        break;
    case SDL_TEXTINPUT:
        if (app->is_typing && strlen(app->typed) + strlen(event->text.text) < TYPED_MAX)
            text_append(app->typed, TYPED_MAX, "%s", event->text.text);
        break;
    case SDL_MOUSEBUTTONDOWN:
        on_press(app, &event->button);
        break;
    case SDL_MOUSEBUTTONUP:
        if (app->drag == APP_DRAG_LAB)
            to_lab(app, LAB_RELEASE, 0);
        app->drag = APP_DRAG_NONE;
        app->is_dragging_on = false;
        break;
    case SDL_MOUSEMOTION:
        on_motion(app, &event->motion);
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(app, &event->wheel);
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_LEAVE)
            app->has_pointer = false;
        if (event->window.event == SDL_WINDOWEVENT_CLOSE)
            app->is_over = true;
        break;
    case SDL_DROPFILE:
        open_name(app, event->drop.file);
        SDL_free(event->drop.file);
        break;
    default:
        break;
    }
}
