"""Lists in a real window: the palette, the scene menu, choices of a slider."""
import os

from tap import expect, run, until, value_of
from window import Window


def changed(before, after, box, step=5):
    """How many pixels of a box (left, top, right, bottom) differ."""
    left, top, right, bottom = box
    return sum(before(x, y) != after(x, y) for x in range(left, right, step) for y in range(top, bottom, step))


def title(window):
    return value_of(window.scene(), "scene", "title")


def escape_leaves_all_as_it_was_and_half_a_word_finds_a_scene():
    with Window("momentum") as window:
        window.key("Home", "End")
        before = window.shot()
        window.key("slash")
        window.type("ss")  # would be a screenshot, were it not typed into the field
        window.key("Escape")
        after = window.shot()
        expect(before[2] == after[2], "something changed")
        expect(changed(before[3], after[3], (0, 0, 1280, 720)) == 0, "the list is still there")
        window.key("ctrl+p")
        window.type("rosenb")
        window.key("Return")
        expect(title(window).startswith("Rosenbrock"), title(window))
        window.quit()


def runs_a_command_and_sets_a_rule_and_undo_takes_it_back():
    with Window("momentum") as window:
        window.key("Home", "ctrl+p")
        window.type("dark")
        window.key("Return")
        expect(value_of(window.scene(), "view", "theme") == "dark")
        rule = value_of(window.scene(), "runner.plain", "rule")
        window.key("ctrl+p")
        window.type("rule adam")
        window.key("Return")
        expect(value_of(window.scene(), "runner.plain", "rule") == "adam")
        window.key("ctrl+z")
        expect(value_of(window.scene(), "runner.plain", "rule") == rule)


def a_schedule_is_changed_by_its_list_with_keys_and_with_the_mouse():
    with Window("six-runners") as window:
        window.key("Home", "End", *["Down"] * 4, "Return")
        window.type("expo")
        window.key("Return")
        expect(value_of(window.scene(), "runner.batch", "schedule") == "exponential")
        # A click on the value opens the same list; the first row below its field is `constant`.
        window.mouse(1225, 518)
        window.xdo("click", 1)
        window.key("Home", "Return")
        expect(value_of(window.scene(), "runner.batch", "schedule") in (None, "constant"))
        window.key("Right")  # and arrows still step
        expect(value_of(window.scene(), "runner.batch", "schedule") == "inverse-time")


def the_menu_shows_pictures_and_the_mouse_picks_one():
    with Window("momentum") as window:
        window.key("Home", "m")
        window.mouse(390, 150)  # the second card
        window.xdo("click", 1)
        expect(title(window) == "Five million examples", title(window))
        window.key("m")
        window.type("six ra")
        window.key("Return")
        expect(title(window) == "Six runners, one ravine", title(window))
        window.quit()


def what_is_typed_in_the_moment_of_the_key_that_opens_a_field_arrives_whole():
    with Window("momentum") as window:
        window.burst("Return", "0.0625")  # while it plays: frames take long
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.0625")
        window.burst("F2", "sixteenth")
        expect(value_of(window.scene(), "runner.plain", "name") == "sixteenth")
        window.burst("slash", "dark")  # and not the / itself
        expect(value_of(window.scene(), "view", "theme") == "dark")
        window.burst("ctrl+p", "light")
        expect(value_of(window.scene(), "view", "theme") == "light")
        window.burst("ctrl+s", "mine/hall")  # no such folder: the field stays, and is selected by hand
        window.key("ctrl+a")
        window.type("hall 9")
        window.key("Return")
        until(lambda: os.path.exists("hall 9.ini"), 30, "nothing was saved")
        window.burst("m", "six ra")
        expect(title(window) == "Six runners, one ravine", title(window))
        window.key("t", "space")  # and keys are keys again
        expect(value_of(window.scene(), "view", "theme") == "dark")
        window.quit()


def lists_work_in_a_small_window_with_large_text():
    with Window("six-runners", size="800x500") as window:
        window.key("Home", *["plus"] * 10)
        window.key("ctrl+p")
        window.type("last step")
        window.key("Return", "m")
        window.type("beale")
        window.key("Return")
        expect(title(window) == "Beale", title(window))


run([escape_leaves_all_as_it_was_and_half_a_word_finds_a_scene,
     runs_a_command_and_sets_a_rule_and_undo_takes_it_back,
     a_schedule_is_changed_by_its_list_with_keys_and_with_the_mouse,
     the_menu_shows_pictures_and_the_mouse_picks_one,
     what_is_typed_in_the_moment_of_the_key_that_opens_a_field_arrives_whole, lists_work_in_a_small_window_with_large_text])
