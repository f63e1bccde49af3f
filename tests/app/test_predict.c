// Questions before the answer: when they stand, what answers them, what becomes of the answers.
#include "app/predict.h"

#include "app/app.h"
#include "app/frame.h"
#include "app/toy.h"
#include "test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct app *app;
static struct error error;
static char file[64];

#define CHOICE                                                                                     \
    "[predict]\nkind = choice\nquestion = Who has the least α?\nof = a, b\n"                      \
    "answer = least alpha(r)\n"
#define NUMBER "[predict]\nkind = number\nquestion = α?\nanswer = 2 * alpha(a)\n"
#define PATH   "[predict]\nkind = path\nquestion = Draw.\nrunner = a\n"

static int clear(void **state)
{
    (void)state;
    app_destroy(app);
    app = NULL;
    memset(&error, 0, sizeof error);
    memset(&toy, 0, sizeof toy);
    return 0;
}

// The toy with a question, and with `answers` to go into that file (NULL: nowhere).
static void open_toy(const char *question, const char *answers)
{
    char text[2000];
    struct scene scene = {0};
    clear(NULL);
    snprintf(text, sizeof text, "%s%s", toy_text, question);
    toy_scene(&scene, text);
    toy.has_path = true;
    app = app_create(&scene, &(struct app_options){.width = 800, .height = 500, .answers = answers},
                     &error);
    scene_clear(&scene);
    if (!app)
        fail_msg("%s", error.text);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    app_event(app, &(SDL_Event){.type = SDL_KEYUP});
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
}

static void mouse(Uint32 kind, int x, int y)
{
    SDL_Event event = {.type = kind};
    if (kind == SDL_MOUSEMOTION) {
        event.motion.x = x;
        event.motion.y = y;
    } else {
        event.button = (SDL_MouseButtonEvent){
            .type = kind, .button = SDL_BUTTON_LEFT, .clicks = 1, .x = x, .y = y};
    }
    app_event(app, &event);
}

static const struct frame *frame(void)
{
    return app_frame_of(app);
}

static const struct prediction *now(void)
{
    return frame()->predict.now;
}

static void see_the_end(void)
{
    key(SDLK_END, 0);
    app_frame(app, 0);
}

static void playing_asks_first_and_opening_does_not(void **state)
{
    (void)state;
    open_toy(CHOICE, NULL);
    app_frame(app, 0.1);
    assert_false(app_is_playing(app));
    assert_false(frame_asks(frame()));
    assert_false(toy.view.is_asking);
    key(SDLK_RIGHT, KMOD_SHIFT); // exploring is free
    assert_false(frame_asks(frame()));
    key(SDLK_SPACE, 0);
    assert_true(frame_asks(frame()));
    key(SDLK_END, 0); // would tell
    app_frame(app, 0.1);
    assert_float_equal(app_step(app), 0, 0);
    assert_false(app_is_playing(app));
    assert_true(toy.view.is_asking);
    key(SDLK_ESCAPE, 0);
    assert_false(frame_asks(frame()));
    assert_true(app_is_playing(app));
    key(SDLK_SPACE, 0);
    key(SDLK_SPACE, 0); // it was asked once
    assert_false(frame_asks(frame()));
    key(SDLK_q, 0);
    assert_true(frame_asks(frame()));
}

static void a_scene_without_a_question_plays_and_says_that_it_asks_nothing(void **state)
{
    (void)state;
    open_toy("", NULL);
    key(SDLK_q, 0);
    assert_string_equal(app_toast(app), "Q: this scene asks nothing");
    key(SDLK_SPACE, 0);
    assert_true(app_is_playing(app));
}

static void the_runner_that_is_chosen_is_compared_with_the_one_that_is_measured(void **state)
{
    (void)state;
    open_toy(CHOICE, NULL);
    key(SDLK_SPACE, 0);
    key(SDLK_2, 0);
    key(SDLK_RETURN, 0);
    assert_true(app_is_playing(app));
    assert_string_equal(now()->result, "You say: b.");
    see_the_end();
    assert_int_equal(now()->state, PREDICTION_JUDGED);
    assert_true(now()->is_right);
    key(SDLK_q, 0);
    assert_int_equal(now()->chosen, SIZE_MAX); // from the beginning
    key(SDLK_DOWN, 0);
    key(SDLK_RETURN, 0);
    see_the_end();
    assert_string_equal(now()->result, "You say: a. Right is: b.");
}

static void what_is_right_among_words_is_the_first_that_holds(void **state)
{
    (void)state;
    open_toy("[predict]\nkind = choice\nquestion = α of a?\nof = tiny, small, large\n"
             "answer = alpha(a) < 0.1 | alpha(a) < 1 and alpha(b) < 1\n",
             NULL);
    key(SDLK_SPACE, 0);
    key(SDLK_3, 0);
    key(SDLK_RETURN, 0);
    see_the_end();
    assert_string_equal(now()->result, "You say: large. Right is: small.");
}

static void a_number_is_typed_as_arithmetic_and_nonsense_leaves_the_question(void **state)
{
    (void)state;
    open_toy(NUMBER, NULL);
    key(SDLK_SPACE, 0);
    type("1/x");
    key(SDLK_RETURN, 0);
    assert_true(frame_asks(frame()));
    assert_true(strlen(app_toast(app)) > 0);
    key(SDLK_a, KMOD_CTRL);
    type("1/2");
    key(SDLK_t, 0); // a letter is the field's, and no other theme
    assert_ptr_equal(frame()->theme, &theme_light);
    key(SDLK_RETURN, 0);
    see_the_end();
    assert_string_equal(now()->result, "You say: 0.5. It is 1: yours is 0.5 times that.");
}

static void a_path_is_drawn_by_hand_and_by_keys_and_survives_what_comes_between(void **state)
{
    (void)state;
    open_toy(PATH, NULL);
    key(SDLK_SPACE, 0);
    app_frame(app, 0);
    mouse(SDL_MOUSEBUTTONDOWN, 420, 300);
    mouse(SDL_MOUSEMOTION, 480, 320);
    mouse(SDL_MOUSEBUTTONUP, 520, 340);
    mouse(SDL_MOUSEMOTION, 700, 200); // the button is up
    assert_int_equal(now()->count, 4);
    key(SDLK_RIGHT, 0);
    assert_int_equal(now()->count, 5);
    key(SDLK_BACKSPACE, 0);
    assert_int_equal(now()->count, 4);
    key(SDLK_p, KMOD_CTRL); // a list over it, and away again
    assert_string_not_equal(frame()->modal->name, "question");
    key(SDLK_ESCAPE, 0);
    assert_string_equal(frame()->modal->name, "question");
    assert_int_equal(now()->count, 4);
    key(SDLK_z, KMOD_CTRL);
    key(SDLK_t, 0);
    assert_ptr_equal(frame()->theme, &theme_dark);
    app_frame(app, 0);
    key(SDLK_RETURN, 0);
    see_the_end();
    assert_int_equal(now()->state, PREDICTION_JUDGED);
    assert_non_null(strstr(now()->result, "of the stage's diagonal"));
}

static void the_path_of_the_run_itself_is_no_distance_off(void **state)
{
    (void)state;
    open_toy(PATH, NULL);
    key(SDLK_SPACE, 0);
    struct prediction *drawn = frame()->predict.now;
    predict_add_point(drawn, 5, 0.5); // as toy_path goes, on axes 0 … 10 and 0 … 1
    predict_add_point(drawn, 7.5, 0.5);
    key(SDLK_RETURN, 0);
    see_the_end();
    assert_string_equal(now()->result,
                        "The dashed path is 0.0 % of the stage's diagonal off on average, and ends "
                        "0.0 % from where the run does.");
}

static void a_changed_scene_shows_no_answer_that_was_about_another_one(void **state)
{
    (void)state;
    open_toy(CHOICE, NULL);
    key(SDLK_SPACE, 0);
    key(SDLK_1, 0);
    key(SDLK_RETURN, 0);
    assert_true(predict_holds(&frame()->predict, &frame()->document));
    key(SDLK_RIGHT, 0);
    assert_false(predict_holds(&frame()->predict, &frame()->document));
    key(SDLK_z, KMOD_CTRL);
    assert_true(predict_holds(&frame()->predict, &frame()->document));
}

static size_t read_file(char text[4000])
{
    FILE *stream = fopen(file, "r");
    assert_non_null(stream);
    const size_t length = fread(text, 1, 3999, stream);
    text[length] = '\0';
    fclose(stream);
    return length;
}

static void answers_are_added_to_what_the_file_has(void **state)
{
    (void)state;
    char before[4000], after[4000];
    snprintf(file, sizeof file, "/tmp/ravine-answers-%d.csv", (int)getpid());
    remove(file);
    open_toy(CHOICE, file);
    key(SDLK_SPACE, 0);
    key(SDLK_2, 0);
    key(SDLK_RETURN, 0);
    see_the_end();
    const size_t length = read_file(before);
    assert_int_equal(strncmp(before, "time,scene,kind,question,answer,truth,nearness\n\"", 48), 0);
    assert_non_null(strstr(before, "\"choice\",\"Who has the least α?\",\"b\",\"b\",\"1\"\n"));
    open_toy(NUMBER, file);
    key(SDLK_SPACE, 0);
    type("3");
    key(SDLK_RETURN, 0);
    clear(NULL); // before the run was seen to its end
    assert_true(read_file(after) > length);
    assert_int_equal(strncmp(before, after, length), 0);
    assert_non_null(strstr(after + length, "\"number\",\"α?\",\"3\",\"\",\"\"\n"));
    remove(file);
}

static void an_answer_is_in_the_file_before_the_end_is_seen_and_once(void **state)
{
    (void)state;
    char early[4000], late[4000];
    snprintf(file, sizeof file, "/tmp/ravine-early-%d.csv", (int)getpid());
    remove(file);
    open_toy(CHOICE, file);
    key(SDLK_SPACE, 0);
    key(SDLK_2, 0);
    key(SDLK_RETURN, 0);
    app_frame(app, 0);
    assert_true(app_step(app) == 0 && now()->state == PREDICTION_GIVEN);
    const size_t length = read_file(early);
    assert_non_null(strstr(early, "\"choice\",\"Who has the least α?\",\"b\",\"b\",\"1\"\n"));
    see_the_end();
    assert_true(now()->state == PREDICTION_JUDGED);
    clear(NULL);
    assert_int_equal(read_file(late), length);
    remove(file);
}

static void answer_in(const char *zone, const char *offset)
{
    char text[4000], clock[64];
    setenv("TZ", zone, 1);
    tzset();
    remove(file);
    open_toy(CHOICE, file);
    key(SDLK_SPACE, 0);
    key(SDLK_2, 0);
    key(SDLK_RETURN, 0);
    const time_t from = time(NULL);
    see_the_end();
    const time_t to = time(NULL);
    read_file(text);
    bool is_found = false;
    for (time_t now = from; now <= to; now++) {
        struct tm local;
        assert_non_null(localtime_r(&now, &local));
        strftime(clock, sizeof clock, "\"%Y-%m-%dT%H:%M:%S%z\"", &local);
        assert_non_null(strstr(clock, offset));
        is_found = is_found || strstr(text, clock);
    }
    assert_true(is_found);
    clear(NULL);
}

static void the_time_of_an_answer_says_how_far_the_clock_is_from_greenwich(void **state)
{
    (void)state;
    snprintf(file, sizeof file, "/tmp/ravine-clock-%d.csv", (int)getpid());
    answer_in("AAA-5:30", "+0530");
    answer_in("BBB+3", "-0300");
    answer_in("CCC-14", "+1400");
    answer_in("DDD+12", "-1200");
    answer_in("UTC0", "+0000");
    unsetenv("TZ");
    tzset();
    remove(file);
}

static void a_file_of_answers_that_cannot_be_written_is_said_before_anything_opens(void **state)
{
    (void)state;
    struct scene scene = {0};
    toy_scene(&scene, toy_text);
    app = app_create(
        &scene, &(struct app_options){.width = 800, .height = 500, .answers = "/nowhere/a.csv"},
        &error);
    scene_clear(&scene);
    assert_null(app);
    assert_non_null(strstr(error.text, "/nowhere/a.csv"));
}

// What is wrong with a question, of a scene that is checked.
static const char *wrong(const char *question)
{
    static char text[2000];
    struct scene scene = {0};
    memset(&error, 0, sizeof error);
    snprintf(text, sizeof text, "%s%s", toy_text, question);
    toy_scene(&scene, text);
    const bool is_fine = lab_for(&scene, &error) != NULL;
    scene_clear(&scene);
    return is_fine ? "" : error.text;
}

static void what_is_wrong_with_a_question_is_said_with_file_and_line(void **state)
{
    (void)state;
    assert_string_equal(wrong(CHOICE), "");
    assert_non_null(strstr(wrong("[predict]\nkind = chioce\n"), "toy.ini:15: "));
    assert_non_null(strstr(error.text, "did you mean choice?"));
    assert_non_null(strstr(wrong("[predict]\nkind = number\nquestion = ?\nanswer = alhpa(a)\n"),
                           "toy.ini:17: "));
    assert_non_null(strstr(error.text, "did you mean alpha?"));
    assert_non_null(strstr(wrong("[predict]\nkind = path\nquestion = ?\n"), "needs 'runner'"));
    assert_non_null(strstr(wrong("[predict]\nkind = choice\nquestion = ?\nof = x, y, z\n"
                                 "answer = alpha(a) < 1\n"),
                           "3 answers need 2 conditions"));
    assert_non_null(strstr(wrong("[predict]\nkind = choice\nquestion = ?\nof = x\n"
                                 "answer = least alpha(r)\n"),
                           "two to 9 answers"));
}

static void who_is_not_there_is_said_on_opening_with_line_and_nearest_name(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "[predict]\nkind = path\nquestion = ?\nrunner = aa\n",
        "[predict]\nkind = choice\nquestion = ?\nof = aa, b\nanswer = least alpha(r)\n",
        "[predict]\nkind = number\nquestion = ?\nanswer = alpha(aa)\n",
    };
    static const char *const lines[] = {"toy.ini:17: ", "toy.ini:17: ", "toy.ini:17: "};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        open_toy(questions[i], NULL);
        if (!strstr(app_toast(app), lines[i]))
            fail_msg("%s", app_toast(app));
        assert_non_null(strstr(app_toast(app), "aa"));
        key(SDLK_SPACE, 0); // and it is in nobody's way
        assert_false(frame_asks(frame()));
        assert_true(app_is_playing(app));
        clear(NULL);
    }
}

static void a_question_is_announced_until_it_is_asked(void **state)
{
    (void)state;
    struct scene scene = {0};
    char text[2000];
    snprintf(text, sizeof text, "%s%s", toy_text, CHOICE);
    toy_scene(&scene, text);
    app = app_create(&scene, &(struct app_options){.width = 1280, .height = 720}, &error);
    scene_clear(&scene);
    assert_non_null(app);
    app_frame(app, 0.1);
    assert_true(predict_wants(&frame()->predict, &frame()->document));
    const struct lab_layout before = frame_layout(frame());
    key(SDLK_SPACE, 0);
    key(SDLK_ESCAPE, 0);
    assert_false(predict_wants(&frame()->predict, &frame()->document));
    // The toy has nothing to try: the line and its room are gone.
    assert_true(frame_layout(frame()).stage.height > before.stage.height);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(playing_asks_first_and_opening_does_not, clear),
        cmocka_unit_test_teardown(a_scene_without_a_question_plays_and_says_that_it_asks_nothing,
                                  clear),
        cmocka_unit_test_teardown(
            the_runner_that_is_chosen_is_compared_with_the_one_that_is_measured, clear),
        cmocka_unit_test_teardown(what_is_right_among_words_is_the_first_that_holds, clear),
        cmocka_unit_test_teardown(a_number_is_typed_as_arithmetic_and_nonsense_leaves_the_question,
                                  clear),
        cmocka_unit_test_teardown(
            a_path_is_drawn_by_hand_and_by_keys_and_survives_what_comes_between, clear),
        cmocka_unit_test_teardown(the_path_of_the_run_itself_is_no_distance_off, clear),
        cmocka_unit_test_teardown(a_changed_scene_shows_no_answer_that_was_about_another_one,
                                  clear),
        cmocka_unit_test_teardown(answers_are_added_to_what_the_file_has, clear),
        cmocka_unit_test_teardown(an_answer_is_in_the_file_before_the_end_is_seen_and_once, clear),
        cmocka_unit_test_teardown(the_time_of_an_answer_says_how_far_the_clock_is_from_greenwich,
                                  clear),
        cmocka_unit_test_teardown(
            a_file_of_answers_that_cannot_be_written_is_said_before_anything_opens, clear),
        cmocka_unit_test_teardown(what_is_wrong_with_a_question_is_said_with_file_and_line, clear),
        cmocka_unit_test_teardown(who_is_not_there_is_said_on_opening_with_line_and_nearest_name,
                                  clear),
        cmocka_unit_test_teardown(a_question_is_announced_until_it_is_asked, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
