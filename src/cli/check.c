#include "cli/check.h"

#include "base/caret.h"
#include "base/text.h"
#include "base/words.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "labs/assign.h"
#include "labs/claims.h"
#include "labs/quiz.h"
#include "labs/registry.h"
#include "labs/starter.h"
#include "scene/lecture.h"

#include <string.h>

enum { NAME_COLUMN = 11, LINE = 1200 };

static void write_left(const struct claim_term *term, bool is_further, char *text, size_t size)
{
    char side[32];
    claims_show(term->left, side);
    text_append(text, size, "%s%s%s", is_further ? words(" and ") : "",
                term->is_negated ? words("not ") : "",
                !term->is_truth   ? side
                : term->left != 0 ? words("yes")
                                  : words("no"));
}

// "36 < 38.5 and yes": what the sides have come to.
static void write_sides(const struct claim *claim, char *text, size_t size)
{
    char side[32];
    text[0] = '\0';
    for (size_t i = 0; i < claim->count; i++) {
        const struct claim_term *term = &claim->term[i];
        if (!term->is_chained)
            write_left(term, i > 0, text, size);
        if (!term->comparison)
            continue;
        claims_show(term->right, side);
        text_append(text, size, " %s %s", term->comparison, side);
    }
}

static void print_claim(const struct claims *claims, const struct claim *claim, FILE *out)
{
    char line[LINE] = "", sides[LINE];
    text_append(line, sizeof line, "  %s",
                claim->holds      ? words("holds")
                : claim->is_clock ? words("not here")
                                  : words("FAILS"));
    rows_pad(line, sizeof line, NAME_COLUMN);
    text_append(line, sizeof line, " %s%s%s", claim->name, *claim->words ? ": " : "", claim->words);
    fprintf(out, "%s\n", line);
    write_sides(claim, sides, sizeof sides);
    rows_say(out, NAME_COLUMN + 3, "%s", sides);
    text_print(line, sizeof line, "%.*s", (int)claim->length, claim->value);
    rows_say(out, NAME_COLUMN + 3, "%s", line);
    if (claims->seeds > 1)
        rows_say(out, NAME_COLUMN + 3, "worst of %zu seeds: seed %llu", claims->seeds,
                 (unsigned long long)claim->seed);
}

static void print_claims(struct check *check, const struct scene *scene,
                         const struct claims *claims, FILE *out)
{
    const char *title = scene_text(scene, "scene", "title");
    fprintf(out, "%s%s%s%s\n", check->scenes++ > 0 ? "\n" : "", scene->name ? scene->name : "",
            scene->name && title ? ": " : "", title ? title : "");
    if (claims->count == 0)
        rows_say(out, 2, "claims nothing");
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->claim[i];
        print_claim(claims, claim, out);
        check->claims++;
        check->failed += !claim->holds && !claim->is_clock;
        check->elsewhere += !claim->holds && claim->is_clock;
    }
}

static bool check_scene(struct check *check, const struct check_setup *setup, const char *word,
                        FILE *out, struct error *error)
{
    struct scene scene = {0};
    struct claims claims = {0};
    bool done = starter_read(&scene, word, error) &&
                assign_all(&scene, setup->set, setup->set_count, error);
    const struct lab_type *type = done ? lab_for(&scene, error) : NULL;
    struct progress progress;
    progress_begin(&progress);
    const struct claims_setup measured = {.type = type,
                                          .scene = &scene,
                                          .seeds = setup->seeds,
                                          .threads = setup->threads,
                                          .await = progress.out ? progress_await : NULL,
                                          .user = &progress};
    done = type && claims_measure(&measured, &claims, error);
    progress_end(&progress);
    if (done)
        print_claims(check, &scene, &claims, out);
    done = done && quiz_applies(type, &scene, error);
    claims_clear(&claims);
    scene_clear(&scene);
    return done;
}

bool check_word(struct check *check, const struct check_setup *setup, const char *word, FILE *out,
                struct error *error)
{
    struct lecture lecture;
    if (!lecture_is_meant(word))
        return check_scene(check, setup, word, out, error);
    if (!lecture_read(&lecture, word, error))
        return false;
    for (size_t i = 0; i < lecture.count; i++) {
        struct error why = {0};
        if (check_scene(check, setup, lecture.entry[i].path, out, &why))
            continue;
        rows_say(out, 0, "\n%s", why.text);
        caret_print(out, &why);
        check->unread++;
        if (check->bad == ERROR_NONE)
            check->bad = why.kind;
    }
    lecture_clear(&lecture);
    return true;
}

bool check_end(const struct check *check, FILE *out, struct error *error)
{
    if (check->claims > 0)
        rows_say(out, 0, "\n%zu of %zu claims hold",
                 check->claims - check->failed - check->elsewhere, check->claims);
    if (check->elsewhere > 0)
        rows_say(out, 0, "What does not hold here depends on how fast the machine is.");
    // What is wrong with each stands in its place above.
    if (check->bad != ERROR_NONE)
        return error_set(error, check->bad,
                         check->unread == 1 ? "%zu scene could not be checked"
                                            : "%zu scenes could not be checked",
                         check->unread);
    return check->failed == 0 ||
           error_set(error, ERROR_FAILED, "%zu of %zu claims fail", check->failed, check->claims);
}
