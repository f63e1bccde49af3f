// What every registry promises, whatever rows it has: names unique and well-formed, every text
// there, every standard value within its range, every callback there or knowingly absent.
#include "app/commands.h"
#include "app/keys.h"
#include "export/format.h"
#include "labs/kit/objective_kind.h"
#include "labs/kit/pictures.h"
#include "labs/kit/runners.h"
#include "labs/list.h"
#include "labs/registry.h"
#include "labs/template/wave.h"
#include "sim/rule.h"
#include "sim/schedule.h"
#include "sim/surface.h"
#include "test.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

const struct lab_type *const lab_types[] = {LABS(LAB_ADDRESS) & lab_wave, NULL};

// ---- what rows have in common -------------------------------------------------------------------

// Small letters and digits; parts joined by one '-' (or `joint`), a letter first.
static void check_name(const char *name, char joint)
{
    assert_non_null(name);
    bool fine = islower((unsigned char)name[0]);
    for (const char *c = name; *c; c++)
        fine = fine && (islower((unsigned char)*c) || isdigit((unsigned char)*c) ||
                        (*c == joint && c[1] && c[1] != joint));
    if (!fine)
        fail_msg("'%s' is not a name", name);
}

// Something for people: no blanks around it, no newline, no full stop at its end.
static void check_text(const char *what, const char *text)
{
    if (!text || !*text)
        fail_msg("%s: a text is missing", what);
    const size_t length = strlen(text);
    if (text[0] == ' ' || text[length - 1] == ' ' || strchr(text, '\n') ||
        (text[length - 1] == '.' && (length < 3 || strcmp(text + length - 3, "…") != 0)))
        fail_msg("%s: '%s'", what, text);
}

static void check_unique(const char *const names[], size_t count)
{
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(names[i], names[k]) == 0)
                fail_msg("'%s' is there twice", names[i]);
}

static void check_param(const struct param *param)
{
    check_name(param->key, '_');
    check_text(param->key, param->label);
    check_text(param->key, param->help);
    // It stands in the window as well, where nobody types commands.
    if (strchr(param->help, '`'))
        fail_msg("%s: '%s' is for a terminal", param->key, param->help);
    if (param->scale == PARAM_TEXT || param->scale == PARAM_PAIR) {
        assert_false(param_has_slider(param));
        return;
    }
    char text[64];
    double back;
    struct error error = {0};
    param_format(param, param->standard, text, sizeof text);
    if (!param_parse(param, text, &back, &error) || back != param->standard)
        fail_msg("%s: its standard value %s is none of its values: %s", param->key, text,
                 error.text);
    if (param->scale == PARAM_CHOICE) {
        assert_non_null(param->choices[0]);
        size_t count = 0;
        for (; param->choices[count]; count++)
            assert_true(*param->choices[count]);
        check_unique(param->choices, count);
        return;
    }
    assert_true(param->min < param->max);
    assert_true(param->scale != PARAM_LOG || param->min > 0);
    for (int i = 0; i <= 4; i++) { // the whole track gives values of the parameter
        param_format(param, param_at(param, i / 4.0), text, sizeof text);
        assert_true(param_parse(param, text, &back, &error));
    }
}

static void check_params(const struct param params[])
{
    const char *seen[64];
    size_t count = 0;
    for (; params[count].key; count++) {
        check_param(&params[count]);
        seen[count] = params[count].key;
    }
    if (count > 0)
        check_unique(seen, count);
}

// ---- registries ---------------------------------------------------------------------------------

static void rules_keep_their_promises(void **state)
{
    (void)state;
    size_t count = 0;
    for (; rules[count]; count++) {
        const struct rule *rule = rules[count];
        check_name(rule->name, '-');
        assert_string_equal(rule->name, rule_names[count]);
        assert_ptr_equal(rule_find(rule->name), rule);
        check_text(rule->name, rule->title);
        check_text(rule->name, rule->formula);
        check_text(rule->name, rule->source);
        check_params(rule->params);
        assert_string_equal(rule->params[0].key, "alpha");
        assert_true(rule->states <= RULE_STATES_MAX);
        for (size_t i = 0; i < rule->states; i++)
            check_text(rule->name, rule->state_symbol[i]);
        assert_true(rule->step_double && rule->step_single && rule->terms);
    }
    assert_null(rule_names[count]);
    check_unique(rule_names, count);
}

static void schedules_keep_their_promises(void **state)
{
    (void)state;
    size_t count = 0;
    for (; schedules[count]; count++) {
        const struct schedule *schedule = schedules[count];
        check_name(schedule->name, '-');
        assert_string_equal(schedule->name, schedule_names[count]);
        assert_ptr_equal(schedule_find(schedule->name), schedule);
        check_text(schedule->name, schedule->title);
        check_text(schedule->name, schedule->formula);
        check_params(schedule->params);
        assert_true(schedule->factor && schedule->show);
    }
    assert_null(schedule_names[count]);
    check_unique(schedule_names, count);
}

// A key of a runner belongs to rules or to schedules, never to both: which one is meant?
static void no_rule_shares_a_key_with_a_schedule(void **state)
{
    (void)state;
    for (size_t s = 0; schedules[s]; s++)
        for (const struct param *param = schedules[s]->params; param->key; param++)
            for (size_t r = 0; rules[r]; r++)
                assert_null(param_find(rules[r]->params, param->key));
}

static void surfaces_keep_their_promises(void **state)
{
    (void)state;
    size_t count = 0;
    for (; surfaces[count]; count++) {
        const struct surface *surface = surfaces[count];
        check_name(surface->name, '-');
        assert_string_equal(surface->name, surface_names[count]);
        assert_ptr_equal(surface_find(surface->name), surface);
        check_text(surface->name, surface->title);
        check_text(surface->name, surface->formula);
        check_text(surface->name, surface->source);
        assert_true(strlen(surface->hint) > 10 && // a whole sentence
                    strchr(".?", surface->hint[strlen(surface->hint) - 1]));
        check_params(surface->params);
        assert_true(surface->cost && surface->gradient); // `minima` may be absent
        assert_true(surface->alpha > 0);
        for (int axis = 0; axis < 2; axis++) {
            assert_true(surface->low[axis] < surface->high[axis]);
            assert_true(isfinite(surface->start[axis]));
        }
    }
    assert_null(surface_names[count]);
    check_unique(surface_names, count);
}

static void kinds_of_objective_keep_their_promises(void **state)
{
    (void)state;
    size_t count = 0;
    for (; objective_kinds[count]; count++) {
        const struct objective_kind *kind = objective_kinds[count];
        check_name(kind->name, '-');
        assert_string_equal(kind->name, objective_kind_names[count]);
        check_text(kind->name, kind->what);
        for (size_t i = 0; i < 2; i++) {
            char name[LAB_AXIS_NAME] = "";
            kind->direction(&(struct scene){0}, i, name);
            check_text(kind->name, name);
        }
        assert_true(kind->param && kind->slider && kind->make && kind->title);
        for (size_t i = 0; kind->param(i); i++)
            check_param(kind->param(i));
    }
    assert_null(objective_kind_names[count]);
    check_unique(objective_kind_names, count);
}

static void check_sections(const struct lab_type *type)
{
    const char *names[32];
    size_t count = 0;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++) {
        const char *seen[128];
        size_t key_count = 0;
        check_name(rule->section, '-');
        names[count++] = rule->section;
        for (; rule->param(key_count); key_count++) {
            check_param(rule->param(key_count));
            seen[key_count] = rule->param(key_count)->key;
        }
        if (!rule->free)
            check_unique(seen, key_count);
    }
    check_unique(names, count);
    // What can be added is a named section, and can be given a name and a look of its own.
    for (const struct scene_rule *rule = type->sections; type->member && rule->section; rule++) {
        if (strcmp(rule->section, type->member) != 0)
            continue;
        size_t own = 0;
        for (size_t i = 0; rule->param(i); i++)
            own += strcmp(rule->param(i)->key, "name") == 0 ||
                   strcmp(rule->param(i)->key, "color") == 0;
        assert_true(rule->named && own == 2 && type->members_max > 1 && type->follow);
        return;
    }
    assert_null(type->member);
}

// A lab whose scenes can claim something has a section for it, and says what.
static void check_measures(const struct lab_type *type)
{
    const char *names[64];
    size_t count = 0;
    bool has_section = false;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        has_section = has_section || (strcmp(rule->section, "claim") == 0 && rule->free);
    assert_true(has_section == (type->measures != NULL));
    for (; type->measures && type->measures[count].name; count++) {
        const struct lab_measure *measure = &type->measures[count];
        check_name(measure->name, '_');
        check_text(measure->name, measure->what);
        assert_non_null(measure->arguments);
        assert_non_null(measure->of);
        // Who asks for a member has members.
        assert_true(measure->arguments[0] != 'r' || type->member);
        names[count] = measure->name;
    }
    if (count > 0)
        check_unique(names, count);
}

static void check_pictures(const struct lab_type *type)
{
    const char *names[32];
    size_t count = 0;
    for (; type->pictures[count]; count++) {
        const struct lab_picture *picture = type->pictures[count];
        check_name(picture->name, '-');
        check_text(picture->name, picture->title);
        check_text(picture->name, picture->what);
        assert_non_null(picture->draw);
        // What computes can be asked and stopped.
        assert_true(!picture->begin == !picture->busy && !picture->begin == !picture->cancel);
        assert_true(!picture->progress || picture->busy);
        assert_true(!picture->sliders == !picture->section && !picture->sliders == !picture->group);
        bool has_section = !picture->section;
        for (const struct scene_rule *rule = type->sections; rule->section; rule++)
            has_section = has_section || strcmp(rule->section, picture->section) == 0;
        assert_true(has_section);
        names[count] = picture->name;
    }
    check_unique(names, count);
    // The words of `show`, which a lab has where there is something to choose, are the pictures'
    // names.
    size_t shows = 0;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        for (size_t i = 0; strcmp(rule->section, "view") == 0 && rule->param(i); i++)
            for (size_t p = 0; strcmp(rule->param(i)->key, "show") == 0 && p <= count; p++, shows++)
                assert_true(p < count ? strcmp(rule->param(i)->choices[p], names[p]) == 0
                                      : !rule->param(i)->choices[p]);
    assert_int_equal(shows, count > 1 ? count + 1 : 0);
}

// A second picture is a row: the key `show` and its words come by themselves.
static const struct lab_picture one = {.name = "one"}, two = {.name = "two"};
#define ALONE(ROW) ROW(one, "one")
#define BOTH(ROW)  ROW(one, "one") ROW(two, "two")
KIT_PICTURES(alone, ALONE)
KIT_PICTURES(both, BOTH)

static void where_there_are_two_pictures_there_is_a_key_to_choose_one(void **state)
{
    (void)state;
    assert_ptr_equal(alone_pictures[0], &one);
    assert_null(alone_pictures[1]);
    assert_false(kit_has_show(&alone_show_param));
    assert_ptr_equal(both_pictures[1], &two);
    assert_null(both_pictures[2]);
    assert_true(kit_has_show(&both_show_param));
    double value;
    assert_true(param_parse(&both_show_param, "two", &value, NULL) && value == 1);
    assert_false(param_parse(&both_show_param, "three", &value, NULL));
}

static void labs_pictures_and_their_commands_keep_their_promises(void **state)
{
    (void)state;
    const char *names[32];
    size_t count = 0;
    for (; lab_types[count]; count++) {
        const struct lab_type *type = lab_types[count];
        check_name(type->name, '-');
        check_name(type->scene, '-');
        check_text(type->name, type->title);
        check_text(type->name, type->what);
        assert_true(type->size >= sizeof(struct lab));
        assert_true(type->open && type->steps && type->place && type->groups && type->group &&
                    type->slider && type->draw && type->table);
        assert_true(!type->busy == !type->cancel);
        check_sections(type);
        check_measures(type);
        check_pictures(type);
        const char *commands_of[32];
        size_t command_count = 0;
        for (const struct lab_command *command = type->commands; command->name; command++) {
            check_name(command->name, '-');
            check_text(command->name, command->what);
            assert_non_null(command->act);
            assert_null(command_find(command->name)); // the window has none of that name
            commands_of[command_count++] = command->name;
        }
        check_unique(commands_of, command_count);
        names[count] = type->name;
    }
    check_unique(names, count);
}

static void commands_of_the_window_keep_their_promises(void **state)
{
    (void)state;
    const char *names[256];
    size_t count = 0;
    const struct command *command;
    for (; (command = command_at(count)); count++) {
        check_name(command->name, '-');
        check_text(command->name, command->what);
        check_text(command->name, command->group);
        assert_non_null(command->act);
        names[count] = command->name;
    }
    check_unique(names, count);
}

static void every_key_names_a_command_that_somebody_has(void **state)
{
    (void)state;
    for (const struct key *key = keys; key->command; key++) {
        const char *group, *lab;
        const char *what = command_what(key->command, &group, &lab);
        if (!what)
            fail_msg("nobody has the command '%s'", key->command);
        check_text(key->command, what);
        check_text(key->command, group);
        // The first row that fits counts: one that never can would be dead.
        for (const struct key *before = keys; before < key; before++)
            if (before->code == key->code &&
                (before->modifiers == KEY_ANY || before->modifiers == key->modifiers))
                fail_msg("'%s' stands behind '%s', which takes its key", key->command,
                         before->command);
    }
}

static void formats_keep_their_promises(void **state)
{
    (void)state;
    const char *names[64], *endings[64];
    size_t count = 0, ending_count = 0;
    for (; formats[count]; count++) {
        const struct format *format = formats[count];
        check_name(format->name, '-');
        check_text(format->name, format->what);
        assert_true((format->write != NULL) != (format->film != NULL));
        assert_non_null(format->endings[0]);
        for (size_t i = 0; format->endings[i]; i++) {
            // A sequence has a number before it: "%04d.png".
            const char *ending = strchr(format->endings[i], '.');
            assert_true(ending && (ending == format->endings[i] || *format->endings[i] == '%'));
            // Its last part; a kind of another format has its own before that: ".anim.svg".
            check_name(strrchr(ending, '.') + 1, '-');
            endings[ending_count++] = format->endings[i];
        }
        for (size_t i = 0; format->options[i]; i++)
            assert_memory_equal(format->options[i], "--", 2);
        names[count] = format->name;
    }
    check_unique(names, count);
    check_unique(endings, ending_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_keep_their_promises),
        cmocka_unit_test(schedules_keep_their_promises),
        cmocka_unit_test(no_rule_shares_a_key_with_a_schedule),
        cmocka_unit_test(surfaces_keep_their_promises),
        cmocka_unit_test(kinds_of_objective_keep_their_promises),
        cmocka_unit_test(where_there_are_two_pictures_there_is_a_key_to_choose_one),
        cmocka_unit_test(labs_pictures_and_their_commands_keep_their_promises),
        cmocka_unit_test(commands_of_the_window_keep_their_promises),
        cmocka_unit_test(every_key_names_a_command_that_somebody_has),
        cmocka_unit_test(formats_keep_their_promises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
