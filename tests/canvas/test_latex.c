#include "canvas/pgf/latex.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static void assert_written(const char *utf8, const char *wanted)
{
    struct markup markup = {0};
    latex_put(&markup, utf8);
    char *text = strndup(markup.bytes ? markup.bytes : "", markup.count);
    assert_string_equal(text, wanted);
    free(text);
    markup_clear(&markup);
}

static void what_means_something_in_latex_is_escaped(void **state)
{
    (void)state;
    assert_written("10–90 % of $5 & #1_a {b}", "10--90 \\% of \\$5 \\& \\#1\\_a \\{b\\}");
    assert_written("a~b^c\\d", "a\\textasciitilde{}b\\textasciicircum{}c\\textbackslash{}d");
    assert_written("“so”, it’s \"x\"", "``so'', it's ''x''");
}

static void greek_and_signs_are_math(void **state)
{
    (void)state;
    assert_written("α = 0.074", "$\\alpha $ = 0.074");
    assert_written("−0.5", "$-$0.5");
    assert_written("3×4 ≤ ∞", "3$\\times $4 $\\le $ $\\infty $");
    assert_written("a < b", "a $<$ b");
}

static void sub_and_superscripts_run_together(void **state)
{
    (void)state;
    assert_written("θ₁₂", "$\\theta _{12}$");
    assert_written("10⁻³", "10$^{-3}$");
    assert_written("β₁ᵗ", "$\\beta _{1}^{t}$");
    assert_written("x²y", "x$^{2}$y");
}

static void accents_stand_over_their_letter(void **state)
{
    (void)state;
    assert_written("v\xCC\x82", "$\\hat{v}$");
    assert_written("θ\xCC\x84 b", "$\\bar{\\theta }$ b");
    assert_written("ŝ", "$\\hat s$");
}

static void letters_of_other_languages_stay(void **state)
{
    (void)state;
    assert_written("Höhe, ağırlık", "Höhe, ağırlık");
    assert_written("a\xFF"
                   "b",
                   "a?b");
    assert_written("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_something_in_latex_is_escaped),
        cmocka_unit_test(greek_and_signs_are_math),
        cmocka_unit_test(sub_and_superscripts_run_together),
        cmocka_unit_test(accents_stand_over_their_letter),
        cmocka_unit_test(letters_of_other_languages_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
