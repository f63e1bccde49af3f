#include "cli/rule_pages.h"

#include "sim/rule_as_text.h"
#include "sim/rule_latex.h"

bool rule_pages_latex(const char *name, FILE *out, struct error *error)
{
    const struct rule *rule = name ? rule_find(name) : NULL;
    size_t index = 0;
    if (!rule)
        return error_set(error, ERROR_INPUT,
                         "--latex is for rules, as in ravine help adam --latex; ravine list rules "
                         "names them");
    while (rules[index] != rule)
        index++;
    fputs("\\begin{align*}\n", out);
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
