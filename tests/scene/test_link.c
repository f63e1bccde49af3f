#include "scene/link.h"

#include "base/asset.h"
#include "scene/shelf.h"
#include "test.h"

#include "scene/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "[scene]\nlab = descent\ntitle = Größer – by far\n\n[run]\nsteps = 7\n";

// A link of our own: what it says, or what was wrong with it.
static bool parse(struct link *link, const char *word, char why[512])
{
    struct error error = {0};
    const bool done = link_parse(link, word, strlen(word), &error);
    assert_int_equal(error.kind, done ? ERROR_NONE : ERROR_INPUT);
    if (!done) { // nothing is left of it
        assert_null(link->scene);
        assert_null(link->payload.scene);
        assert_null(link->hide);
    }
    snprintf(why, 512, "%s", error.text);
    return done;
}

static void refuse(const char *word, const char *because)
{
    struct link link;
    char why[512];
    if (parse(&link, word, why))
        fail_msg("'%.60s' is taken", word);
    if (!strstr(why, because))
        fail_msg("'%.60s': \"%s\" does not say \"%s\"", word, why, because);
}

static char *format(const struct link *link)
{
    struct error error = {0};
    char *made = link_format(link, &error);
    if (!made)
        fail_msg("%s", error.text);
    return made;
}

// The link of the scene above, with a table.
static char *usual(void)
{
    struct link link = {.scene = strdup("six-runners"), .payload.scene = strdup(text)};
    assert_true(payload_add(&link.payload, "prices.csv", "a,b\n1,2\n", 8, NULL));
    char *made = format(&link);
    link_clear(&link);
    return made;
}

static void assert_usual(const char *word)
{
    struct link link;
    char why[512];
    if (!parse(&link, word, why))
        fail_msg("'%.60s': %s", word, why);
    assert_string_equal(link.scene, "six-runners");
    assert_string_equal(link.payload.scene, text);
    assert_int_equal(link.payload.count, 1);
    assert_string_equal(link.payload.file[0].name, "prices.csv");
    assert_int_equal(link.payload.file[0].length, 8);
    assert_memory_equal(link.payload.file[0].bytes, "a,b\n1,2\n", 8);
    link_clear(&link);
}

// "AbcXYZ" where `from` is "b" and `to` is "B": all of them.
static char *replaced(const char *word, const char *from, const char *to)
{
    char *made = malloc(strlen(word) * (strlen(to) + 1) + 1), *at = made;
    while (*word) {
        if (strncmp(word, from, strlen(from)) == 0) {
            at += sprintf(at, "%s", to);
            word += strlen(from);
        } else {
            *at++ = *word++;
        }
    }
    *at = '\0';
    return made;
}

// Letters of addresses for bytes, as link.h has them.
static char *letters(const unsigned char *bytes, size_t length)
{
    char *made = payload_base64(bytes, length);
    for (char *at = made; *at; at++)
        *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
    return made;
}

// A link with this content and a checksum that is right.
static char *link_of(const char *content, size_t length)
{
    size_t packed;
    char *small = payload_deflate(content, length, &packed);
    unsigned char *bytes = malloc(packed + 7);
    unsigned long sum = 0xffffffff; // CRC-32, bit by bit (ISO 3309)
    memcpy(bytes + 7, small, packed);
    for (int i = 0; i < 3; i++)
        bytes[4 + i] = (unsigned char)(packed >> (16 - 8 * i));
    for (size_t i = 4; i < packed + 7; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum & 1 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }
    sum = ~sum & 0xffffffff;
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(sum >> (24 - 8 * i));
    char *made = letters(bytes, packed + 7), *whole = malloc(strlen(made) + 16);
    sprintf(whole, "#link=A%s", made);
    free(made);
    free(bytes);
    free(small);
    return whole;
}

static void refuse_content(const char *content, size_t length, const char *because)
{
    char *word = link_of(content, length);
    refuse(word, because);
    free(word);
}

static void a_link_comes_back_as_what_it_was_made_of(void **state)
{
    (void)state;
    struct link made = {.name = strdup("Mein Öl & 50%, #1"), .hide = strdup("alpha,panel")}, link;
    char why[512];
    made.payload.scene = strdup(text);
    char *word = format(&made);
    assert_true(parse(&link, word, why));
    assert_null(link.scene);
    assert_string_equal(link.name, "Mein Öl & 50%, #1");
    assert_string_equal(link.hide, "alpha,panel");
    assert_string_equal(link.payload.scene, text);
    assert_int_equal(link.payload.count, 0);
    for (const char *at = word; *at; at++) // no program needs to quote any of it
        assert_non_null(strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "-_=&%,",
                               *at));
    free(word);
    link_clear(&link);
    link_clear(&made);
}

static void a_shipped_scene_is_its_name(void **state)
{
    (void)state;
    struct link made = {.scene = strdup("six-runners")}, link;
    char why[512];
    char *word = format(&made);
    assert_string_equal(word, "scene=six-runners");
    assert_true(parse(&link, word, why));
    assert_string_equal(link.scene, "six-runners");
    assert_null(link.payload.scene);
    free(word);
    link_clear(&link);
    link_clear(&made);
}

// Every number that is written there a little otherwise, and a line more.
static void change_by_hand(struct scene *scene)
{
    int changed = 0;
    for (size_t s = 0; s < scene->count; s++)
        for (size_t e = 0; e < scene->section[s].count; e++) {
            char *end, value[64];
            const struct scene_entry *entry = &scene->section[s].entry[e];
            const double number = strtod(entry->value, &end);
            if (end == entry->value || *end || changed++ % 2)
                continue;
            snprintf(value, sizeof value, "%.5g", number * 1.0371 + 0.0123);
            assert_true(scene_put(scene, scene->section[s].name, entry->key, value, NULL));
        }
    assert_true(scene_put(scene, "view", "step", "37", NULL));
}

static void every_shipped_scene_changed_by_hand_fits_into_two_kilobytes(void **state)
{
    (void)state;
    char **names = shelf_names(NULL);
    assert_non_null(names);
    for (size_t i = 0; names[i]; i++) {
        struct scene scene, back;
        struct link link = {.scene = strdup(names[i])}, read;
        char why[512];
        assert_true(scene_read(&scene, names[i], NULL));
        change_by_hand(&scene);
        link.payload.scene = scene_format(&scene, NULL);
        char *word = format(&link);
        if (strlen(word) + strlen("https://example.org/ravine/#") > 2000)
            fail_msg("%s takes %zu bytes", names[i], strlen(word));
        assert_true(parse(&read, word, why));
        assert_true(
            scene_parse(&back, read.payload.scene, strlen(read.payload.scene), "link", NULL));
        assert_false(scene_differs(&scene, &back, NULL));
        free(word);
        scene_clear(&back);
        scene_clear(&scene);
        link_clear(&read);
        link_clear(&link);
    }
    asset_list_free(names);
}

static void what_mail_programs_do_to_a_link_is_undone(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to; // NULL: nothing is replaced
        const char *before, *behind;
    } ways[] = {
        {NULL, NULL, "", ""},
        {NULL, NULL, "#", ""},
        {NULL, NULL, "https://example.org/r/?lang=de#", ""},
        {NULL, NULL, " <http://localhost:8000/#", ">.\r\n"},
        {NULL, NULL, "\"#", "\","},
        {"a", "a=\r\n", "http://localhost:8000/#", ""}, // quoted-printable
        {"b", "b\n  ", "http://localhost:8000/#", ""},
        {"&", "&amp;", "http://localhost:8000/#", ""},
        {"-", "%2D", "http://localhost:8000/#", ""},
        {"=", "%3D", "http://localhost:8000/#", ""},
        {"=", "%253d", "http://localhost:8000/#", ""},
        {"_", "%5f", "http%3A%2F%2Flocalhost%3A8000%2F%23", ""},
        {"&", "%26", "http%3A%2F%2Flocalhost%3A8000%2F%23", ""},
        {"-", "+", "#", ""},
        {"_", "/", "#", "=="},
    };
    char *word = usual();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char *made = ways[i].from ? replaced(word, ways[i].from, ways[i].to) : strdup(word);
        // A minus of the scene's name is one all the same.
        if (ways[i].from && *ways[i].from == '-' && *ways[i].to == '+')
            memcpy(strstr(made, "six"), "six-runners", 11);
        char *whole = malloc(strlen(made) + 100);
        sprintf(whole, "%s%s%s", ways[i].before, made, ways[i].behind);
        assert_usual(whole);
        free(whole);
        free(made);
    }
    free(word);
}

static void a_link_that_is_cut_says_so_wherever_it_is_cut(void **state)
{
    (void)state;
    char *word = usual();
    const size_t first = (size_t)(strstr(word, "link=") - word) + 5;
    for (size_t length = first; word[length]; length++) {
        char *cut = strndup(word, length);
        refuse(cut, "the link is cut");
        free(cut);
    }
    free(word);
}

// Whatever letter becomes another one, nothing else is opened in the scene's place.
static void a_link_that_is_altered_opens_nothing(void **state)
{
    (void)state;
    char *word = usual();
    const size_t first = (size_t)(strstr(word, "link=") - word) + 5;
    const size_t last = strlen(word) - 1; // its bits beyond the last byte are nobody's
    for (size_t at = first; at < last; at++) {
        struct link link;
        char why[512];
        const char was = word[at];
        word[at] = was == 'x' ? 'y' : 'x';
        assert_false(parse(&link, word, why));
        assert_true(strstr(why, "altered") || strstr(why, "cut"));
        word[at] = was;
    }
    free(word);
}

static void another_version_says_which_one(void **state)
{
    (void)state;
    char *word = usual();
    strstr(word, "link=")[5] = 'B';
    refuse(word, "of version B, and this Ravine reads version A");
    free(word);
}

static void a_bomb_is_refused_and_not_unpacked(void **state)
{
    (void)state;
    const size_t length = (size_t)64 << 20;
    char *zeros = calloc(length, 1);
    assert_non_null(zeros);
    refuse_content(zeros, length, "unpacks to more than");
    free(zeros);
}

static void what_is_damaged_within_has_its_sentence(void **state)
{
    (void)state;
    refuse_content("", 0, "holds no scene");
    refuse_content("nothing of the kind\n", 20, "damaged");
    refuse_content("99999999 \n[scene]\n", 18, "damaged");
    refuse_content("3 a.csv\n1\n2", 11, "holds no scene");
    refuse_content("3 ../a.csv\n1\n2", 14, "damaged");
    refuse_content("6 \n[\xff\xfe]\n\n", 9, "not UTF-8");
    refuse("#link=A", "the link is cut");
    refuse("#link=", "nothing stands behind link=");
    refuse("#link=A12(4", "'(' is no letter");
    refuse("#link=A12\xc3\xa4ng", "no letter");
}

static void tables_up_to_a_megabyte_travel_and_larger_ones_do_not(void **state)
{
    (void)state;
    struct error error = {0};
    struct link link = {.payload.scene = strdup(text)}, read;
    char *table = malloc(LINK_TABLES_MAX + 1), why[512];
    for (size_t i = 0; i <= LINK_TABLES_MAX; i++)
        table[i] = "0123456789,.\n"[(i * i + i / 7) % 13];
    assert_true(payload_add(&link.payload, "t.csv", table, LINK_TABLES_MAX, NULL));
    char *word = format(&link);
    assert_true(parse(&read, word, why));
    assert_int_equal(read.payload.file[0].length, LINK_TABLES_MAX);
    assert_memory_equal(read.payload.file[0].bytes, table, LINK_TABLES_MAX);
    link_clear(&read);
    free(word);
    assert_true(payload_add(&link.payload, "u.csv", "1", 1, NULL));
    assert_null(link_format(&link, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "1025 kB, and a link holds 1024"));
    free(table);
    link_clear(&link);
}

static void what_a_link_may_not_say_is_named(void **state)
{
    (void)state;
    refuse("https://example.org/", "no scene stands behind a #");
    refuse("https://example.org/#", "names no scene");
    refuse("#hide=panel", "names no scene");
    refuse("#scene=ravine&scene=beale", "says scene= twice");
    refuse("#scene=ravine&color=red", "says color=, which is unknown");
    refuse("#scene=ravine&color", "says nothing");
    refuse("#scene=", "is no name");
    refuse("#scene=../../etc/passwd", "is no name");
    refuse("#scene=%2Fetc%2Fpasswd", "is no name");
    refuse("#scene=a%20;b", "is no name");
    refuse("#scene=a%0Ab", "is no name");
    refuse("#scene=\xff\xfe", "not UTF-8");
    refuse("#scene=%ff%fe", "not UTF-8");
    char longest[400] = "#scene=";
    memset(longest + 7, 'x', 300);
    refuse(longest, "longer than 200 bytes");
}

static void what_a_link_holds_is_said_once(void **state)
{
    (void)state;
    char *word = usual();
    const char *part = strstr(word, "link=");
    char *twice = malloc(2 * strlen(word) + 2);
    assert_non_null(part);
    sprintf(twice, "%s&%s", word, part);
    refuse(twice, "the link says link= twice");
    free(twice);
    free(word);
}

static void names_and_paths_are_no_links(void **state)
{
    (void)state;
    static const char *const links[] = {"#scene=ravine",
                                        "scene=ravine",
                                        "https://a.b/c#scene=x",
                                        "http://localhost:8000/",
                                        "#link=A",
                                        "link=A",
                                        "?scene=ravine",
                                        "file:///tmp/p.html#scene=x",
                                        "<#scene=ravine",
                                        "a%23scene%3Db",
                                        NULL};
    static const char *const others[] = {
        "six-runners", "a.ini",        "./a#1.ini", "scenes/x.png", "",  "prices.csv",
        "c=d",         "my scene.ini", "-",         "a&link.ini",   NULL};
    for (size_t i = 0; links[i]; i++)
        if (!link_is_meant(links[i]))
            fail_msg("%s", links[i]);
    for (size_t i = 0; others[i]; i++)
        if (link_is_meant(others[i]))
            fail_msg("%s", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_comes_back_as_what_it_was_made_of),
        cmocka_unit_test(a_shipped_scene_is_its_name),
        cmocka_unit_test(every_shipped_scene_changed_by_hand_fits_into_two_kilobytes),
        cmocka_unit_test(what_mail_programs_do_to_a_link_is_undone),
        cmocka_unit_test(a_link_that_is_cut_says_so_wherever_it_is_cut),
        cmocka_unit_test(a_link_that_is_altered_opens_nothing),
        cmocka_unit_test(another_version_says_which_one),
        cmocka_unit_test(a_bomb_is_refused_and_not_unpacked),
        cmocka_unit_test(what_is_damaged_within_has_its_sentence),
        cmocka_unit_test(tables_up_to_a_megabyte_travel_and_larger_ones_do_not),
        cmocka_unit_test(what_a_link_may_not_say_is_named),
        cmocka_unit_test(what_a_link_holds_is_said_once),
        cmocka_unit_test(names_and_paths_are_no_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
