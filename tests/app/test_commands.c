#include "app/commands.h"

#include "app/keys.h"
#include "labs/registry.h"
#include "test.h"

#include <string.h>

static bool is_well_formed(const char *name)
{
    if (!*name || *name == '-' || name[strlen(name) - 1] == '-')
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name) && !strstr(name, "--");
}

static void every_command_has_a_name_of_its_own_and_says_what_it_does(void **state)
{
    (void)state;
    const struct command *command;
    for (size_t row = 0; (command = command_at(row)); row++) {
        assert_true(is_well_formed(command->name));
        assert_true(command->what && *command->what && command->group && *command->group);
        assert_non_null(command->act);
        assert_ptr_equal(command_find(command->name), command);
    }
}

static void no_lab_takes_a_name_that_the_window_has(void **state)
{
    (void)state;
    for (size_t i = 0; lab_types[i]; i++) {
        for (const struct lab_command *command = lab_types[i]->commands; command->name; command++) {
            assert_true(is_well_formed(command->name));
            assert_null(command_find(command->name));
        }
    }
}

static void every_keys_command_is_somebodys(void **state)
{
    (void)state;
    for (const struct key *key = keys; key->command; key++) {
        const char *group = NULL;
        const char *what = command_what(key->command, &group, NULL);
        if (!what || !*what || !group)
            fail_msg("nobody has the command %s", key->command);
    }
}

static void every_command_of_a_lab_has_a_key(void **state)
{
    (void)state;
    for (size_t i = 0; lab_types[i]; i++) {
        for (const struct lab_command *command = lab_types[i]->commands; command->name; command++) {
            const struct key *key = keys;
            while (key->command && strcmp(key->command, command->name) != 0)
                key++;
            assert_non_null(key->command);
        }
    }
}

static void a_command_of_one_lab_says_which(void **state)
{
    (void)state;
    const char *group, *lab;
    for (size_t i = 0; lab_types[i]; i++) {
        for (const struct lab_command *command = lab_types[i]->commands; command->name; command++) {
            size_t labs = 0;
            for (size_t j = 0; lab_types[j]; j++)
                labs += lab_command(lab_types[j], command->name) != NULL;
            assert_non_null(command_what(command->name, &group, &lab));
            if (labs == 1)
                assert_string_equal(lab, lab_types[i]->title);
            else
                assert_null(lab);
        }
    }
    assert_null(command_what("no-such-command", &group, &lab));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_name_of_its_own_and_says_what_it_does),
        cmocka_unit_test(no_lab_takes_a_name_that_the_window_has),
        cmocka_unit_test(every_keys_command_is_somebodys),
        cmocka_unit_test(every_command_of_a_lab_has_a_key),
        cmocka_unit_test(a_command_of_one_lab_says_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
