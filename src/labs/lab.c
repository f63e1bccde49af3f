#include "labs/lab.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/tables.h"
#include "labs/hide.h"
#include "plot/label.h"
#include "sim/clock.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SUBJECT_MAX = 1000, TITLE_MAX = 60 };

// ---- scenes -------------------------------------------------------------------------------------

// A typed rule keeps its name when its lines become others. Numbers are where its sliders begin.
static bool has_lines_of(const struct scene *a, const struct scene *b)
{
    for (size_t s = 0; s < b->count; s++) {
        const struct scene_section *rule = &b->section[s];
        if (strncmp(rule->name, "rule.", 5) != 0 || !scene_section(a, rule->name))
            continue;
        for (size_t e = 0; e < rule->count; e++) {
            const char *line = rule->entry[e].value;
            const char *other = scene_text(a, rule->name, rule->entry[e].key);
            if (!isdigit((unsigned char)*line) && (!other || strcmp(line, other) != 0))
                return false;
        }
    }
    return true;
}

bool lab_is_same_subject(const struct lab_type *type, const struct scene *a, const struct scene *b)
{
    char text[2][SUBJECT_MAX];
    if (!has_lines_of(a, b) || !has_lines_of(b, a))
        return false;
    if (!type->subject)
        return true;
    type->subject(a, false, text[0], SUBJECT_MAX);
    type->subject(b, false, text[1], SUBJECT_MAX);
    return strcmp(text[0], text[1]) == 0;
}

bool lab_check(const struct lab_type *type, const struct scene *scene, struct error *error)
{
    if (!scene_check(scene, type->sections, error))
        return false;
    for (size_t s = 0; type->applies && s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        for (size_t e = 0; e < section->count; e++)
            if (!type->applies(scene, section->name, section->entry[e].key, error) &&
                !error_at(error, ERROR_AT_NAME))
                return scene_blame(scene, section->name, section->entry[e].key, error);
    }
    return true;
}

// ---- what is hidden -----------------------------------------------------------------------------

// Whether a scene of the type may have a slider of that name: "alpha", "runner.adam.alpha".
static bool may_have(const struct lab_type *type, const char *name)
{
    const char *dot = strrchr(name, '.'), *key = dot ? dot + 1 : name;
    const struct param *param;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++) {
        const size_t length = strlen(rule->section);
        const bool is_section =
            !dot ||
            (strncmp(name, rule->section, length) == 0 &&
             (rule->named ? name[length] == '.' && name + length < dot : name + length == dot));
        for (size_t i = 0;
             is_section && strcmp(rule->section, "view") != 0 && (param = rule->param(i)); i++)
            if (strcmp(param->key, key) == 0)
                return true;
    }
    return false;
}

// What there is to be hidden, each name once.
struct hideable {
    const struct lab *lab;
    const char *name[96];
    size_t count;
    struct error *error;
};

static void list_hideable(struct hideable *list)
{
    const struct param *param;
    list->name[list->count++] = HIDE_PANEL;
    list->name[list->count++] = HIDE_SLIDERS;
    for (size_t group = 0; group < list->lab->type->groups(list->lab); group++)
        for (size_t i = 0; (param = list->lab->type->slider(list->lab, group, i)); i++) {
            bool is_new = list->count < sizeof list->name / sizeof *list->name;
            for (size_t n = 0; n < list->count && is_new; n++)
                is_new = strcmp(list->name[n], param->key) != 0;
            if (is_new)
                list->name[list->count++] = param->key;
        }
}

static bool check_name(void *user, const char *name)
{
    struct hideable *list = user;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->name[i], name) == 0)
            return true;
    if (may_have(list->lab->type, name))
        return true;
    char there[400] = "";
    const char *nearest = text_nearest(name, list->name, list->count);
    for (size_t i = 0; i < list->count; i++)
        text_append(there, sizeof there, "%s%s", i ? ", " : "", list->name[i]);
    if (nearest)
        error_set(list->error, ERROR_INPUT,
                  "nothing is called '%.40s'; did you mean %s? There are %s", name, nearest, there);
    else
        error_set(list->error, ERROR_INPUT,
                  "nothing is called '%.40s' that could be hidden; there are %s", name, there);
    return scene_blame(&list->lab->scene, "view", HIDE_KEY, list->error);
}

static bool check_hidden(const struct lab *lab, struct error *error)
{
    struct hideable list = {.lab = lab, .error = error};
    if (!scene_text(&lab->scene, "view", HIDE_KEY))
        return true;
    list_hideable(&list);
    return hide_each(&lab->scene, check_name, &list);
}

struct lab *lab_create(const struct lab_type *type, const struct scene *scene, int threads,
                       struct error *error)
{
    return lab_create_with(type, scene, threads, NULL, error);
}

struct lab *lab_create_with(const struct lab_type *type, const struct scene *scene, int threads,
                            struct tables *tables, struct error *error)
{
    struct lab *lab = array_create(1, type->size, error);
    if (!lab)
        return NULL;
    lab->type = type;
    lab->threads = threads;
    lab->tables = tables;
    if (type->open(lab, scene, error) && check_hidden(lab, error))
        return lab;
    lab_destroy(lab);
    return NULL;
}

bool lab_open_again(struct lab *lab, const struct scene *scene, struct error *error)
{
    struct error why = {0};
    tables_recall(lab->tables, TABLES_LOST);
    bool done = lab->type->open(lab, scene, &why);
    if (!done && lab->tables) {
        tables_recall(lab->tables, TABLES_PAST);
        done = lab->type->open(lab, scene, NULL);
    }
    tables_recall(lab->tables, TABLES_NOW);
    return done || error_pass(error, &why);
}

struct lab *lab_create_again(const struct lab_type *type, const struct scene *scene, int threads,
                             struct tables *tables, struct error *error)
{
    struct error why = {0};
    tables_recall(tables, TABLES_LOST);
    struct lab *lab = lab_create_with(type, scene, threads, tables, &why);
    if (!lab && tables) {
        tables_recall(tables, TABLES_PAST);
        lab = lab_create_with(type, scene, threads, tables, NULL);
    }
    tables_recall(tables, TABLES_NOW);
    if (!lab)
        error_pass(error, &why);
    return lab;
}

bool lab_check_hidden(const struct lab_type *type, const struct scene *scene, struct tables *tables,
                      struct error *error)
{
    if (!scene_text(scene, "view", HIDE_KEY))
        return true;
    struct lab *lab = lab_create_with(type, scene, 1, tables, error);
    lab_destroy(lab);
    return lab != NULL;
}

void lab_destroy(struct lab *lab)
{
    if (!lab)
        return;
    if (lab->type->close)
        lab->type->close(lab);
    scene_clear(&lab->scene);
    free(lab);
}

void lab_take(struct lab *lab, struct scene *scene)
{
    scene_clear(&lab->scene);
    lab->scene = *scene;
    memset(scene, 0, sizeof *scene);
    lab->is_cancelled = false;
    lab->picture = 0;
    const char *show = scene_text(&lab->scene, "view", "show");
    for (size_t i = 0; show && lab->type->pictures[i]; i++)
        if (strcmp(lab->type->pictures[i]->name, show) == 0)
            lab->picture = i;
}

// ---- pictures -----------------------------------------------------------------------------------

const struct lab_picture *lab_picture(const struct lab *lab)
{
    return lab->type->pictures[lab->picture];
}

size_t lab_pictures(const struct lab_type *type)
{
    size_t count = 0;
    while (type->pictures[count])
        count++;
    return count;
}

enum lab_effect lab_next_picture(const struct lab *lab, struct scene *scene, int direction)
{
    const size_t count = lab_pictures(lab->type);
    const size_t next = (lab->picture + count + (size_t)direction) % count;
    return count > 1 && scene_put(scene, "view", "show", lab->type->pictures[next]->name, NULL)
               ? LAB_CHANGED
               : LAB_NOTHING;
}

static bool picture_busy(const struct lab *lab)
{
    const struct lab_picture *picture = lab_picture(lab);
    return !lab->is_cancelled && picture->busy && picture->busy(lab);
}

void lab_tell_data(const struct lab *lab, char *text, size_t size)
{
    const struct report *report = lab->type->report ? lab->type->report(lab) : NULL;
    text[0] = '\0';
    if (report)
        report_join(report, REPORT_ASSUMED, text, size);
}

void lab_tell_summary(const struct lab *lab, struct lab_group *group)
{
    char text[sizeof group->summary];
    const size_t used = strlen(group->summary);
    lab_tell_data(lab, text, sizeof text);
    if (*text && used + 8 < sizeof group->summary)
        text_append(group->summary, sizeof group->summary, "%s%s", used ? "; " : "", text);
}

bool lab_busy(const struct lab *lab)
{
    return (lab->type->busy && lab->type->busy(lab)) || picture_busy(lab);
}

double lab_progress(const struct lab *lab)
{
    const struct lab_picture *picture = lab_picture(lab);
    if (lab->type->busy && lab->type->busy(lab))
        return lab->type->progress ? lab->type->progress(lab) : NAN;
    return picture_busy(lab) && picture->progress ? picture->progress(lab) : NAN;
}

void lab_cancel(struct lab *lab)
{
    lab->is_cancelled = true;
    if (lab->type->cancel)
        lab->type->cancel(lab);
    for (size_t i = 0; lab->type->pictures[i]; i++)
        if (lab->type->pictures[i]->cancel)
            lab->type->pictures[i]->cancel(lab);
}

// Pictures that are not shown compute nothing; what they have stays.
static void begin_picture(struct lab *lab)
{
    const struct lab_picture *shown = lab_picture(lab);
    for (size_t i = 0; lab->type->pictures[i]; i++) {
        const struct lab_picture *picture = lab->type->pictures[i];
        if (picture != shown && picture->cancel && picture->busy && picture->busy(lab))
            picture->cancel(lab);
    }
    if (!lab->is_cancelled && shown->begin)
        shown->begin(lab);
}

bool lab_wait(struct lab *lab, double step, int milliseconds)
{
    const double begun = clock_seconds();
    if (lab->type->wait && !lab->type->wait(lab, step, milliseconds))
        return false;
    for (begin_picture(lab); picture_busy(lab); begin_picture(lab)) {
        if (milliseconds >= 0 && clock_seconds() - begun > 1e-3 * milliseconds)
            return false;
        clock_sleep(2e-4);
    }
    return true;
}

size_t lab_tick(const struct lab *lab)
{
    return lab->type->tick ? lab->type->tick(lab) : 0;
}

enum lab_effect lab_point(struct lab *lab, struct scene *scene, const struct lab_layout *layout,
                          const struct lab_pointer *pointer)
{
    const struct lab_picture *picture = lab_picture(lab);
    const bool is_shown = layout->stage.width > 0;
    const enum lab_effect effect =
        lab->type->pointer ? lab->type->pointer(lab, scene, layout, pointer) : LAB_NOTHING;
    if (effect != LAB_NOTHING)
        return effect;
    return is_shown && picture->pointer ? picture->pointer(lab, scene, layout, pointer)
                                        : LAB_NOTHING;
}

void lab_draw_picture(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view)
{
    if (layout->stage.width > 0)
        lab_picture(lab)->draw(lab, canvas, layout, view);
}

static void move_axis(const struct lab_view *view, int which, struct axis *axis)
{
    axis->glide = (struct axis_glide){
        .is_on = true,
        .from_low = view->from_low[which],
        .from_high = view->from_high[which],
        .to_low = axis->low,
        .to_high = axis->high,
        .arrived = view->arrived,
    };
    axis->low = view->low[which];
    axis->high = view->high[which];
}

void lab_move_x(const struct lab_view *view, struct axis *axis)
{
    if (view->is_moving)
        move_axis(view, 0, axis);
}

void lab_arrange(const struct lab *lab, struct lab_layout *layout, float panel)
{
    if (lab->type->arrange)
        lab->type->arrange(lab, layout, panel);
}

void lab_part_names(const struct lab *lab, const char *name[LAB_PARTS])
{
    const char *second = lab->type->second ? lab->type->second(lab) : NULL;
    name[LAB_STAGE] = "Picture";
    name[LAB_SECOND] = second ? second : "Curves";
    name[LAB_BELOW] = lab->type->below;
    name[LAB_PANEL] = hide_panel(&lab->scene) ? NULL : "Sliders";
}

void lab_move_axes(const struct lab_view *view, struct plot *plot)
{
    lab_move_x(view, &plot->x);
    if (view->is_moving)
        move_axis(view, 1, &plot->y);
}

static void capital(char *text)
{
    if (*text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
}

// What the scene does not say is made of what runs there. In few words the title has its number
// alone, and the caption says all of it; else the title is the sentence, and the caption the
// details behind it.
static void tell(const struct lab *lab, bool is_brief, char title[SUBJECT_MAX],
                 char caption[SUBJECT_MAX])
{
    const char *own = scene_text(&lab->scene, "scene", "title");
    const char *below = scene_text(&lab->scene, "scene", "caption");
    char subject[SUBJECT_MAX] = "";
    if (lab->type->subject)
        lab->type->subject(&lab->scene, true, subject, sizeof subject);
    const size_t length = strcspn(subject, ";");
    const bool is_whole = !own && *subject && length <= TITLE_MAX && !is_brief;
    text_print(title, SUBJECT_MAX, "%s", own ? own : words(lab->type->title));
    text_print(caption, SUBJECT_MAX, "%s", below ? below : subject);
    if (is_whole) {
        text_print(title, SUBJECT_MAX, "%.*s", (int)length, subject);
        if (!below)
            text_print(caption, SUBJECT_MAX, "%s",
                       subject + length + strspn(subject + length, "; "));
        capital(caption);
    } else if (!own && lab->type->headline) {
        lab->type->headline(&lab->scene, subject, sizeof subject);
        if (*subject && (is_brief || strlen(subject) <= TITLE_MAX))
            text_print(title, SUBJECT_MAX, "%s", subject);
    }
    if (!own)
        capital(title);
    if (!below && strcmp(title, caption) == 0)
        *caption = '\0';
}

void lab_title(const struct lab *lab, char *text, size_t size)
{
    char title[SUBJECT_MAX], caption[SUBJECT_MAX];
    tell(lab, false, title, caption);
    text_print(text, size, "%s", title);
}

void lab_caption(const struct lab *lab, char *text, size_t size)
{
    char title[SUBJECT_MAX], caption[SUBJECT_MAX];
    tell(lab, false, title, caption);
    text_print(text, size, "%s", caption);
}

static void draw_words(const struct lab *lab, struct canvas *canvas,
                       const struct lab_layout *layout, const struct lab_view *view)
{
    char title[SUBJECT_MAX], caption[SUBJECT_MAX];
    tell(lab, false, title, caption);
    if (!scene_text(&lab->scene, "scene", "title") &&
        canvas_text_width(canvas, title, TYPE_TITLE, true) > 0.85f * layout->title.width)
        tell(lab, true, title, caption);
    label_draw_title(canvas, view->theme, &layout->title, title,
                     view->is_changed ? words("changed") : NULL, caption, layout->caption_lines);
}

void lab_draw(struct lab *lab, struct canvas *canvas, const struct lab_layout *layout,
              const struct lab_view *view)
{
    begin_picture(lab);
    if (!view->is_asking)
        draw_words(lab, canvas, layout, view);
    lab->type->draw(lab, canvas, layout, view);
}

// ---- sliders and commands -----------------------------------------------------------------------

// Whether the scene hides the slider of a group.
static bool is_hidden(const struct lab *lab, size_t group, const struct param *param)
{
    const struct scene *scene = &lab->scene;
    if (hide_slider(scene, NULL, param->key))
        return true;
    if (!hide_has_sections(scene))
        return false;
    struct lab_group of = {0};
    lab->type->group(lab, group, 0, &of);
    return hide_slider(scene, of.section, param->key);
}

bool lab_hides(const struct lab *lab, const char *const keys[])
{
    const bool hides = hide_any(&lab->scene); // is asked in every frame
    for (size_t group = 0; hides && group < lab->type->groups(lab); group++) {
        struct lab_group of = {0};
        lab->type->group(lab, group, 0, &of);
        for (size_t i = 0; of.is_runner && keys[i]; i++)
            if (hide_slider(&lab->scene, of.section, keys[i]))
                return true;
    }
    return false;
}

size_t lab_sliders(const struct lab *lab)
{
    size_t count = 0;
    const struct param *param;
    for (size_t group = 0; group < lab->type->groups(lab); group++)
        for (size_t i = 0; (param = lab->type->slider(lab, group, i)); i++)
            count += !is_hidden(lab, group, param);
    return count;
}

void lab_slider(const struct lab *lab, size_t index, struct lab_slider *slider)
{
    memset(slider, 0, sizeof *slider);
    for (size_t group = 0; group < lab->type->groups(lab); group++) {
        const struct param *param;
        for (size_t i = 0; (param = lab->type->slider(lab, group, i)); i++) {
            if (!is_hidden(lab, group, param) && index-- == 0) {
                *slider = (struct lab_slider){.group = group, .param = param};
                return;
            }
        }
    }
}

const struct lab_command *lab_command(const struct lab_type *type, const char *name)
{
    for (const struct lab_command *command = type->commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}
