#include "cli/rule_pages.h"

#include "cli/rows.h"
#include "sim/rule_as_text.h"
#include "sim/rule_latex.h"
#include "sim/schedule.h"

#include <string.h>

bool rule_pages_latex(const char *name, FILE *out, struct error *error)
{
    const struct schedule *schedule = name ? schedule_find(name) : NULL;
    size_t index = 0;
    while (name && rules[index] && strcmp(rules[index]->name, name) != 0)
        index++;
    if (!(name && rules[index]) && !(schedule && schedule->latex))
        return error_set(error, ERROR_INPUT,
                         "--latex is for rules and schedules, as in ravine help adam --latex; "
                         "ravine list rules and ravine list schedules name them");
    fputs("\\begin{align*}\n", out);
    if (schedule)
        fprintf(out, "  \\alpha &= %s\n", schedule->latex);
    else
        for (const char *const *line = rule_latex[index]; *line; line++)
            fprintf(out, "  %s%s\n", *line, line[1] ? " \\\\" : "");
    fputs("\\end{align*}\n", out);
    return true;
}

bool rule_pages_lines(const char *name, FILE *out, struct error *error)
{
    const struct rule *rule = name ? rule_find(name) : NULL;
    double number[RULE_NUMBERS_MAX] = {0};
    struct rule_as_text as;
    if (!rule)
        return error_set(error, ERROR_INPUT,
                         "--as-rule is for rules, as in ravine help adam --as-rule; ravine list "
                         "rules names them");
    for (size_t i = 0; rule->params[i].key; i++)
        number[i] = rule->params[i].standard;
    rule_as_text(rule, number, &as);
    fprintf(out, "[rule.%s2]\n", rule->name);
    for (size_t i = 0; i < as.count; i++)
        fprintf(out, "%s = %s\n", as.line[i].name, as.line[i].text);
    return true;
}

void rule_pages_language(FILE *out)
{
    rows_say(out, 0,
             "A rule of one's own, in a scene of Descent, Decay or Training: the lines of a paper, "
             "in a section with the rule's name. Runners have it as any other:\n");
    rows_say(out, 2,
             "[rule.mine]\nv = beta*v + (1-beta)*g\ntheta = theta - alpha*v/(1-beta^t)\n"
             "beta = 0.9 in 0..1\n\n[runner.mine]\nrule = mine\nalpha = 0.05\nbeta = 0.8\n");
    rows_say(
        out, 0,
        "Given are theta, what is moved; g, the gradient of the batch there; t, the number of the "
        "step from 1; and alpha, its learning rate as the schedule has it. The lines are worked "
        "out from top to bottom for every parameter by itself; one of them assigns theta. A name "
        "that a line assigns stands for its new value in the lines below, and for its value of the "
        "step before in its own line and above: that is the rule's memory, 0 at first. "
        "v(0) = g says where it begins instead. No name is assigned twice.\n");
    rows_say(
        out, 0,
        "Every other name is a parameter, and a slider of each runner. A line with a number alone "
        "says where it begins, beta = 0.9, and with `in LOW..HIGH` its range; else it is 1. "
        "[runner.NAME] can say another value. Greek letters are their names: β₁ is beta1, θ "
        "theta.\n");
    rows_say(
        out, 0,
        "Formulas are written as in ravine help formula: 2 v, v², √s, |g|, max(a, b), sign(g), "
        "if(g > 0, 1, −1). ravine help adam --as-rule writes any shipped rule in this language.");
}
