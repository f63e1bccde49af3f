#include "labs/kit/subject.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/runners.h"
#include "labs/kit/schedule_params.h"

#include <stdio.h>
#include <string.h>

void kit_subject_add(struct kit_subject *subject, const char *item)
{
    char cut[SUBJECT_ITEM];
    text_print(cut, sizeof cut, "%s", item);
    for (size_t i = 0; i < subject->count; i++) {
        if (strcmp(subject->item[i], cut) == 0) {
            subject->times[i]++;
            return;
        }
    }
    if (subject->count == SUBJECT_ITEMS_MAX)
        return;
    memcpy(subject->item[subject->count], cut, sizeof cut);
    subject->times[subject->count++] = 1;
}

void kit_subject_list(const struct kit_subject *subject, char *text, size_t size)
{
    char before[SUBJECT_ITEMS_MAX * SUBJECT_ITEM], item[SUBJECT_ITEM + 16];
    text[0] = '\0';
    for (size_t i = 0; i < subject->count; i++) {
        if (subject->times[i] == 1)
            text_print(item, sizeof item, "%s", subject->item[i]);
        else
            text_print(item, sizeof item, words("%s ×%zu"), subject->item[i], subject->times[i]);
        text_print(before, sizeof before, "%s", text);
        if (i == 0)
            text_print(text, size, "%s", item);
        else
            text_print(text, size, i + 1 == subject->count ? words("%s and %s") : words("%s, %s"),
                       before, item);
    }
}

static bool is_runner(const struct scene_section *section)
{
    return strncmp(section->name, "runner.", 7) == 0;
}

void kit_subject_runners(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    struct kit_subject subject = {.count = 0};
    for (size_t s = 0; s < scene->count; s++) {
        const char *section = scene->section[s].name;
        const bool hides = is_shown && hide_choice(scene, section, "rule");
        if (is_runner(&scene->section[s]))
            kit_subject_add(&subject,
                            hides ? words("a hidden rule") : runner_rule_title(scene, section));
    }
    kit_subject_list(&subject, text, size);
}

void kit_subject_schedules(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    struct kit_subject subject = {.count = 0};
    bool is_constant = true;
    for (size_t s = 0; s < scene->count; s++) {
        if (!is_runner(&scene->section[s]) ||
            (is_shown && (hide_slider(scene, scene->section[s].name, "schedule") ||
                          hide_slider(scene, scene->section[s].name, schedule_text_param.key))))
            continue;
        const struct schedule *schedule = runner_schedule(scene, scene->section[s].name);
        is_constant = is_constant && schedule == schedules[0];
        const char *typed = scene_text(scene, scene->section[s].name, schedule_text_param.key);
        char item[SUBJECT_ITEM];
        text_print(item, sizeof item, "= %s", typed ? typed : schedule_text_param.fallback);
        kit_subject_add(&subject, strcmp(schedule->name, "formula") == 0 ? item : schedule->name);
    }
    text[0] = '\0';
    if (!is_constant)
        kit_subject_list(&subject, text, size);
}

void kit_subject_count(const struct scene *scene, const char *member, const char *many,
                       const char *what, char *text, size_t size)
{
    static const char *const numbers[] = {"Two",   "Three", "Four", "Five", "Six",
                                          "Seven", "Eight", "Nine", "Ten"};
    char digits[24];
    size_t count = 0;
    for (size_t s = 0; s < scene->count; s++)
        count += strncmp(scene->section[s].name, member, strlen(member)) == 0;
    snprintf(digits, sizeof digits, "%zu", count);
    const bool has_word = count - 2 < sizeof numbers / sizeof *numbers;
    *text = '\0';
    if (count > 1)
        text_print(text, size, many, has_word ? words(numbers[count - 2]) : digits, what);
}
