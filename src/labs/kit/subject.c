#include "labs/kit/subject.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/kit/runners.h"

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

void kit_subject_runners(const struct scene *scene, char *text, size_t size)
{
    struct kit_subject subject = {.count = 0};
    for (size_t s = 0; s < scene->count; s++) {
        const char *section = scene->section[s].name;
        char item[SUBJECT_ITEM];
        if (strncmp(section, "runner.", 7) != 0)
            continue;
        const struct rule *rule = runner_rule(scene, section);
        const struct schedule *schedule = runner_schedule(scene, section);
        if (schedule == schedules[0])
            text_print(item, sizeof item, "%s", words(rule->title));
        else
            text_print(item, sizeof item, words("%s (%s)"), words(rule->title),
                       words(schedule->title));
        kit_subject_add(&subject, item);
    }
    kit_subject_list(&subject, text, size);
}
