#include "app/list.h"

#include "app/match.h"
#include "plot/recorder.h"
#include "test.h"

#include <SDL.h>
#include <stdint.h>
#include <stdio.h>

static struct list list;
static struct recorder *canvas;
static const struct rect box = {100, 100, 400, 200};

static void add(const char *heading, const char *name, const char *also, const char *why)
{
    struct error error = {0};
    const struct list_row row = {heading, name, also, NULL, NULL, why};
    assert_true(list_add(&list, &row, &error));
}

static int open_list(void **state)
{
    (void)state;
    canvas = recorder_create();
    add("Scenes", "Momentum smooths", "09-momentum", NULL);
    add("Scenes", "The ravine", NULL, NULL);
    add("Commands", "restart from the first step", NULL, NULL);
    add("Commands", "Größe der Stichprobe", NULL, NULL);
    add("Rules", "RMSProp with momentum", NULL, "no rule here");
    return 0;
}

static int close_list(void **state)
{
    (void)state;
    list_clear(&list);
    canvas_destroy(&canvas->head);
    return 0;
}

static void draw(void)
{
    canvas_destroy(&canvas->head);
    canvas = recorder_create();
    list_draw(&list, &canvas->head, &theme_light, &box);
}

static const char *selected(void)
{
    const size_t index = list_selected(&list);
    return index == SIZE_MAX ? "" : list.item[index].row.name;
}

static void the_row_is_told_with_its_place_and_why_it_does_not_apply(void **state)
{
    (void)state;
    char text[200];
    list_tell(&list, text, sizeof text);
    assert_string_equal(text, "Momentum smooths: 1 of 5");
    list_key(&list, SDLK_END);
    list_tell(&list, text, sizeof text);
    assert_string_equal(text, "RMSProp with momentum, no rule here: 5 of 5");
}

static long text_index(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, text) == 0)
            return (long)i;
    return -1;
}

static void fold_is(const char *text, const char *folded)
{
    char result[64];
    match_fold(text, result, sizeof result);
    assert_string_equal(result, folded);
}

static void case_and_marks_of_letters_do_not_count(void **state)
{
    (void)state;
    fold_is("Größe", "grosse");
    fold_is("İstanbul ılık ŞĞÜÇ", "istanbul ilik sguc");
    fold_is("Élan À Œuvre", "elan a oeuvre");
    fold_is("β₁ ΑΩς Λ²", "β1 αωσ λ2");
    fold_is("e\xCC\x81t\xC3\xA9", "ete"); // a mark that stands alone
}

static void a_folded_text_is_cut_after_a_whole_character(void **state)
{
    (void)state;
    char text[4];
    match_fold("aβγ", text, sizeof text);
    assert_string_equal(text, "aβ");
    match_fold("ab\xC3", text, sizeof text); // cut UTF-8 is taken byte by byte
    assert_string_equal(text, "ab\xC3");
}

static void parts_of_words_are_found_in_any_order(void **state)
{
    (void)state;
    assert_true(match_cost("step rest", "restart from the first step", "", true) >= 0);
    assert_true(match_cost("  mom ", "momentum", "", true) >= 0);
    assert_int_equal(match_cost("step xyz", "restart from the first step", "", true), -1);
    assert_int_equal(match_cost("", "anything", "", true), 0);
}

static void beginnings_of_words_come_before_their_middles(void **state)
{
    (void)state;
    const int first = match_cost("rest", "restart now", "", true);
    const int word = match_cost("rest", "now restart", "", true);
    const int middle = match_cost("rest", "forest", "", true);
    const int also = match_cost("rest", "", "now restart", true);
    assert_true(first < word && word < also && also < middle);
}

static void typing_errors_are_forgiven_by_the_length_of_the_word(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *name;
        bool found;
    } cases[] = {
        {"rosenbrok", "rosenbrock", true},
        {"momentm", "momentum", true},
        {"nestrov", "nesterov", true},
        {"mometnum", "momentum", true}, // changed round
        {"momenntum", "momentum", true},
        {"nomentum", "momentum", true},
        {"rsoenborck", "rosenbrock", true},
        {"rosnbrok", "rosenbrock", true},
        {"groesse", "grosse", true},
        {"nestrv", "nesterov", false}, // six letters, two errors
        {"adm", "adam", false},
        {"adam", "adadelta", false},
        {"momenutn", "momentum", true},
        {"rosebork", "rosenbrock", false},
        {"run-b10", "run-b20", false}, // digits are meant
        {"six rosenbrok", "six at the rosenbrock", true},
        {"sxi rosenbrok", "six at the rosenbrock", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if ((match_cost(cases[i].typed, cases[i].name, "", true) >= 0) != cases[i].found)
            fail_msg("'%s' and '%s'", cases[i].typed, cases[i].name);
        assert_int_equal(match_cost(cases[i].typed, cases[i].name, "", false), -1);
    }
}

static void what_is_typed_right_comes_before_errors_and_few_before_many(void **state)
{
    (void)state;
    const int right = match_cost("momentum", "", "of the unmomentum", true);
    const int one = match_cost("momentum", "momentun", "", true);
    const int also = match_cost("momentum", "", "momentun", true);
    const int two = match_cost("momentum", "momantun", "", true);
    assert_true(right >= 0 && right < one && one < also && also < two);
}

static void a_list_finds_what_is_typed_wrong_unless_it_is_exact(void **state)
{
    (void)state;
    list_filter(&list, "stichporbe");
    assert_int_equal(list.shown_count, 1);
    assert_string_equal(selected(), "Größe der Stichprobe");
    list.is_exact = true;
    list_filter(&list, "stichporbe");
    assert_int_equal(list.shown_count, 0);
    list_filter(&list, "STİCHPROBE");
    assert_int_equal(list.shown_count, 1);
}

static void everything_is_shown_in_order_until_something_is_typed(void **state)
{
    (void)state;
    draw();
    assert_int_equal(list.shown_count, 5);
    assert_string_equal(selected(), "Momentum smooths");
    assert_true(text_index("Scenes") >= 0 && text_index("Commands") >= 0);
    list_filter(&list, "  ");
    assert_int_equal(list.shown_count, 5);
    assert_false(list.is_filtered);
}

static void typing_shows_what_fits_with_the_best_first(void **state)
{
    (void)state;
    list_filter(&list, "MOM");
    assert_int_equal(list.shown_count, 2);
    assert_string_equal(selected(), "Momentum smooths");
    list_filter(&list, "grosse");
    assert_string_equal(selected(), "Größe der Stichprobe");
    list_filter(&list, "stich gro");
    assert_string_equal(selected(), "Größe der Stichprobe");
    list_filter(&list, "09-mo");
    assert_string_equal(selected(), "Momentum smooths");
    list_filter(&list, "nowhere");
    assert_int_equal(list_selected(&list), SIZE_MAX);
    assert_false(list_press(&list, (struct point){200, 110}));
}

static void of_equal_fits_what_applies_comes_first(void **state)
{
    (void)state;
    list_clear(&list);
    add(NULL, "step one", NULL, "too late");
    add(NULL, "step two", NULL, NULL);
    list_filter(&list, "step");
    assert_string_equal(selected(), "step two");
}

static void ranked_rows_say_their_group_at_the_right(void **state)
{
    (void)state;
    list_filter(&list, "step");
    draw();
    const long heading = text_index("Commands");
    assert_true(heading >= 0);
    assert_int_equal(canvas->text[heading].style.horizontal, ALIGN_END);
}

static void what_does_not_apply_is_pale_and_says_why(void **state)
{
    (void)state;
    list_filter(&list, "rmsprop");
    draw();
    const long name = text_index("RMSProp with momentum");
    assert_true(name >= 0);
    assert_memory_equal(&canvas->text[name].style.color, &theme_light.soft, sizeof(struct color));
    assert_true(text_index("no rule here") >= 0);
}

static void keys_select_and_go_round_the_ends(void **state)
{
    (void)state;
    draw();
    assert_true(list_key(&list, SDLK_UP));
    assert_string_equal(selected(), "RMSProp with momentum");
    assert_true(list_key(&list, SDLK_DOWN));
    assert_string_equal(selected(), "Momentum smooths");
    assert_true(list_key(&list, SDLK_END));
    assert_string_equal(selected(), "RMSProp with momentum");
    assert_true(list_key(&list, SDLK_HOME));
    assert_true(list_key(&list, SDLK_DOWN));
    assert_string_equal(selected(), "The ravine");
    assert_false(list_key(&list, SDLK_x));
    list_filter(&list, "nowhere");
    assert_true(list_key(&list, SDLK_DOWN));
    assert_int_equal(list_selected(&list), SIZE_MAX);
}

static void fill(size_t count)
{
    list_clear(&list);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "row %03zu", i);
        add(NULL, name, NULL, NULL);
    }
}

// The row of that name is drawn, wholly within the box.
static bool is_whole(const char *name)
{
    const long i = text_index(name);
    return i >= 0 && canvas->text[i].at.y >= box.y + 13 &&
           canvas->text[i].at.y <= box.y + box.height - 13;
}

static void the_selected_row_always_shows(void **state)
{
    (void)state;
    fill(100);
    draw();
    const int32_t codes[] = {SDLK_PAGEDOWN, SDLK_PAGEDOWN, SDLK_END,  SDLK_UP,
                             SDLK_PAGEUP,   SDLK_HOME,     SDLK_DOWN, SDLK_PAGEUP};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        list_key(&list, codes[i]);
        draw();
        assert_true(is_whole(selected()));
    }
    list_select(&list, 57);
    draw();
    assert_string_equal(selected(), "row 057");
    assert_true(is_whole("row 057"));
}

static void a_page_goes_as_far_as_the_box_shows(void **state)
{
    (void)state;
    fill(100);
    draw();
    list_key(&list, SDLK_PAGEDOWN);
    assert_string_equal(selected(), "row 006"); // seven rows fit whole, one stays
    list_select(&list, 98);
    list_key(&list, SDLK_PAGEDOWN);
    assert_string_equal(selected(), "row 099");
}

static void a_click_takes_the_row_that_was_drawn_there(void **state)
{
    (void)state;
    fill(100);
    list_select(&list, 40);
    draw();
    for (size_t i = 0; i < canvas->texts; i++) {
        const struct point at = canvas->text[i].at;
        if (at.y < box.y || at.y >= box.y + box.height)
            continue;
        assert_true(list_press(&list, at));
        assert_string_equal(selected(), canvas->text[i].text);
    }
    assert_false(list_press(&list, (struct point){box.x - 1, box.y + 50}));
    assert_false(list_press(&list, (struct point){box.x + 5, box.y - 1}));
}

static void the_mouse_hovers_without_scrolling(void **state)
{
    (void)state;
    fill(100);
    draw();
    list_wheel(&list, -3);
    draw();
    const float scroll = list.scroll;
    assert_true(scroll > 0);
    list_hover(&list, (struct point){200, box.y + box.height - 2});
    draw();
    assert_true(list.scroll == scroll);
    list_wheel(&list, 100);
    draw();
    assert_true(list.scroll == 0);
    list_wheel(&list, -1000);
    draw();
    assert_true(is_whole("row 099"));
}

static void headings_are_no_rows_to_click(void **state)
{
    (void)state;
    draw();
    const long heading = text_index("Commands");
    const char *before = selected();
    assert_false(list_press(&list, canvas->text[heading].at));
    assert_string_equal(selected(), before);
}

static void long_texts_do_not_run_into_each_other(void **state)
{
    (void)state;
    list_clear(&list);
    struct error error = {0};
    const struct list_row row = {
        .name = "a name that is much longer than the box is wide, so that it has to be cut",
        .value = "a value that is much longer than the box is wide, so that it has to be cut, too",
        .key = "Ctrl+Shift+S"};
    assert_true(list_add(&list, &row, &error));
    draw();
    float left[3], right[3];
    assert_int_equal(canvas->texts, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct text_style *style = &canvas->text[i].style;
        const float width =
            canvas_text_width(&canvas->head, canvas->text[i].text, style->size, style->bold);
        left[i] = canvas->text[i].at.x - (style->horizontal == ALIGN_END ? width : 0);
        right[i] = left[i] + width;
        assert_true(left[i] >= box.x && right[i] <= box.x + box.width);
    }
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(right[i] < left[j] || right[j] < left[i]);
}

int main(void)
{
#define ON_LIST(test) cmocka_unit_test_setup_teardown(test, open_list, close_list)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_marks_of_letters_do_not_count),
        ON_LIST(the_row_is_told_with_its_place_and_why_it_does_not_apply),
        cmocka_unit_test(a_folded_text_is_cut_after_a_whole_character),
        cmocka_unit_test(parts_of_words_are_found_in_any_order),
        cmocka_unit_test(beginnings_of_words_come_before_their_middles),
        cmocka_unit_test(typing_errors_are_forgiven_by_the_length_of_the_word),
        cmocka_unit_test(what_is_typed_right_comes_before_errors_and_few_before_many),
        ON_LIST(a_list_finds_what_is_typed_wrong_unless_it_is_exact),
        ON_LIST(everything_is_shown_in_order_until_something_is_typed),
        ON_LIST(typing_shows_what_fits_with_the_best_first),
        ON_LIST(of_equal_fits_what_applies_comes_first),
        ON_LIST(ranked_rows_say_their_group_at_the_right),
        ON_LIST(what_does_not_apply_is_pale_and_says_why),
        ON_LIST(keys_select_and_go_round_the_ends),
        ON_LIST(the_selected_row_always_shows),
        ON_LIST(a_page_goes_as_far_as_the_box_shows),
        ON_LIST(a_click_takes_the_row_that_was_drawn_there),
        ON_LIST(the_mouse_hovers_without_scrolling),
        ON_LIST(headings_are_no_rows_to_click),
        ON_LIST(long_texts_do_not_run_into_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
