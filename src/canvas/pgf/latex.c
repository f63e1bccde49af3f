#include "canvas/pgf/latex.h"

#include "canvas/font.h"

#include <stdio.h>

// How a character is written in math, and where: on the line, below it or above it.
enum where { LINE, BELOW, ABOVE };

static const struct sign {
    uint32_t character;
    const char *math;
    enum where where;
} signs[] = {
    // clang-format off
    {0x3B1, "\\alpha "}, {0x3B2, "\\beta "}, {0x3B3, "\\gamma "}, {0x3B4, "\\delta "},
    {0x3B5, "\\varepsilon "}, {0x3B6, "\\zeta "}, {0x3B7, "\\eta "}, {0x3B8, "\\theta "},
    {0x3B9, "\\iota "}, {0x3BA, "\\kappa "}, {0x3BB, "\\lambda "}, {0x3BC, "\\mu "},
    {0xB5, "\\mu "}, {0x3BD, "\\nu "}, {0x3BE, "\\xi "}, {0x3C0, "\\pi "}, {0x3C1, "\\rho "},
    {0x3C3, "\\sigma "}, {0x3C4, "\\tau "}, {0x3C5, "\\upsilon "}, {0x3C6, "\\varphi "},
    {0x3C7, "\\chi "}, {0x3C8, "\\psi "}, {0x3C9, "\\omega "}, {0x393, "\\Gamma "},
    {0x394, "\\Delta "}, {0x398, "\\Theta "}, {0x39B, "\\Lambda "}, {0x3A0, "\\Pi "},
    {0x3A3, "\\Sigma "}, {0x3A6, "\\Phi "}, {0x3A8, "\\Psi "}, {0x3A9, "\\Omega "},
    {0x2212, "-"}, {0x2192, "\\rightarrow "}, {0x2190, "\\leftarrow "}, {0x2191, "\\uparrow "},
    {0x2193, "\\downarrow "}, {0xB7, "\\cdot "}, {0xD7, "\\times "}, {0xF7, "\\div "},
    {0xB1, "\\pm "}, {0x221A, "\\surd "}, {0x2248, "\\approx "}, {0x2264, "\\le "},
    {0x2265, "\\ge "}, {0x2260, "\\ne "}, {0x221E, "\\infty "}, {0x2207, "\\nabla "},
    {0x2202, "\\partial "}, {0x221D, "\\propto "}, {0x2208, "\\in "}, {0x2211, "\\sum "},
    {0x220F, "\\prod "}, {0x27E8, "\\langle "}, {0x27E9, "\\rangle "}, {0x230A, "\\lfloor "},
    {0x230B, "\\rfloor "}, {0x2308, "\\lceil "}, {0x2309, "\\rceil "}, {0x2032, "'"},
    {0xBD, "\\frac12"}, {0xBC, "\\frac14"}, {0xBE, "\\frac34"}, {0x215B, "\\frac18"},
    {'<', "<"}, {'>', ">"}, {'|', "|"},
    {0x15D, "\\hat s"}, {0x177, "\\hat y"}, {0x101, "\\bar a"}, {0x233, "\\bar y"},
    {0x2080, "0", BELOW}, {0x2081, "1", BELOW}, {0x2082, "2", BELOW}, {0x2083, "3", BELOW},
    {0x2084, "4", BELOW}, {0x2085, "5", BELOW}, {0x2086, "6", BELOW}, {0x2087, "7", BELOW},
    {0x2088, "8", BELOW}, {0x2089, "9", BELOW}, {0x208A, "+", BELOW}, {0x208B, "-", BELOW},
    {0x209C, "t", BELOW}, {0x1D62, "i", BELOW}, {0x2C7C, "j", BELOW}, {0x2096, "k", BELOW},
    {0x2099, "n", BELOW}, {0x2098, "m", BELOW}, {0x209B, "s", BELOW}, {0x2093, "x", BELOW},
    {0x2070, "0", ABOVE}, {0xB9, "1", ABOVE}, {0xB2, "2", ABOVE}, {0xB3, "3", ABOVE},
    {0x2074, "4", ABOVE}, {0x2075, "5", ABOVE}, {0x2076, "6", ABOVE}, {0x2077, "7", ABOVE},
    {0x2078, "8", ABOVE}, {0x2079, "9", ABOVE}, {0x207A, "+", ABOVE}, {0x207B, "-", ABOVE},
    {0x1D57, "t", ABOVE}, {0x1D4F, "k", ABOVE}, {0x207F, "n", ABOVE}, {0x2071, "i", ABOVE},
    {0x1D40, "T", ABOVE}, {0x2B3, "r", ABOVE}, {0x2E3, "x", ABOVE}, {0xB0, "\\circ ", ABOVE},
    // clang-format on
};

// What text needs to be written otherwise, outside of math.
static const struct {
    uint32_t character;
    const char *text;
} escapes[] = {
    {'#', "\\#"},   {'$', "\\$"},    {'%', "\\%"},
    {'&', "\\&"},   {'_', "\\_"},    {'{', "\\{"},
    {'}', "\\}"},   {'"', "''"},     {'~', "\\textasciitilde{}"},
    {0x2013, "--"}, {0x2014, "---"}, {'^', "\\textasciicircum{}"},
    {0x201C, "``"}, {0x201D, "''"},  {'\\', "\\textbackslash{}"},
    {0x2018, "`"},  {0x2019, "'"},   {0x2026, "\\dots{}"},
    {0xA0, "~"},    {0x202F, "\\,"}, {0x2009, "\\,"},
    {0x200B, ""},   {'\t', " "},     {'\n', " "},
};

static const struct sign *find_sign(uint32_t character)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].character == character)
            return &signs[i];
    return NULL;
}

// What is open while text is written.
struct writing {
    struct markup *markup;
    bool is_math;
    enum where where;
};

static void go_to(struct writing *writing, bool is_math, enum where where)
{
    if (writing->is_math && writing->where != where && writing->where != LINE)
        markup_put(writing->markup, "}");
    const bool was_open = writing->is_math && writing->where == where;
    if (is_math != writing->is_math)
        markup_put(writing->markup, "$");
    if (is_math && where != LINE && !was_open)
        markup_put(writing->markup, where == BELOW ? "_{" : "^{");
    writing->is_math = is_math;
    writing->where = where;
}

static void put_text(struct writing *writing, uint32_t character, const char *from, size_t bytes)
{
    char text[8];
    go_to(writing, false, LINE);
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].character == character) {
            markup_put(writing->markup, escapes[i].text);
            return;
        }
    }
    snprintf(text, sizeof text, "%.*s", (int)bytes, from);
    markup_put(writing->markup, character == 0xFFFD || character < ' ' ? "?" : text);
}

// The accent that the next character is, over the one before it.
static const char *accent_of(const char *next)
{
    const uint32_t character = font_next(&next);
    return character == 0x302 ? "\\hat{" : character == 0x304 ? "\\bar{" : NULL;
}

void latex_put(struct markup *markup, const char *utf8)
{
    struct writing writing = {.markup = markup};
    for (;;) {
        const char *from = utf8;
        const uint32_t character = font_next(&utf8);
        if (character == 0)
            break;
        const struct sign *sign = find_sign(character);
        const char *accent = accent_of(utf8);
        if (accent) {
            go_to(&writing, true, sign ? sign->where : LINE);
            markup_put(markup, accent);
        }
        if (sign) {
            go_to(&writing, true, sign->where);
            markup_put(markup, sign->math);
        } else if (accent) {
            char text[8];
            snprintf(text, sizeof text, "%.*s", (int)(utf8 - from), from);
            markup_put(markup, text);
        } else {
            put_text(&writing, character, from, (size_t)(utf8 - from));
        }
        if (accent) {
            markup_put(markup, "}");
            font_next(&utf8);
        }
    }
    go_to(&writing, false, LINE);
}
