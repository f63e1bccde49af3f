"""Keyboard and mouse on the stage and on sliders, with real keys and a real mouse."""
import time

from tap import expect, run, until, value_of
from window import Window


def pair(scene, section, key):
    text = value_of(scene, section, key)
    return text and tuple(map(float, text.split(",")))


def changed(before, after, xs, ys):
    return sum(before(x, y) != after(x, y) for x in xs for y in ys)


def values_are_typed_as_arithmetic_and_stored_as_numbers():
    with Window("momentum") as window:
        window.key("Return")
        window.type("1/25")
        window.key("Return")
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.04")
        window.key("Return")
        window.type("1/0")
        window.key("Return", "Escape")  # no number: the value stays
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.04")


def a_held_key_accelerates_and_is_one_step_of_undo():
    with Window("momentum") as window:
        window.key("Home", "End")
        window.hold("Right", 1.6)
        alpha = float(value_of(window.scene(), "runner.plain", "alpha"))
        expect(alpha > 0.3, alpha)
        window.key("ctrl+z")
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.074")


def the_right_button_zooms_to_a_box_and_a_double_click_fits():
    with Window("momentum") as window:
        window.key("End")
        window.drag(3, (300, 200), (400, 300), (500, 350))
        scene = window.scene()
        x, y = pair(scene, "view", "x"), pair(scene, "view", "y")
        expect(x and y and x[1] - x[0] < 8 and y[0] < y[1], (x, y))
        window.mouse(600, 250)
        window.xdo("click", "--repeat", 2, "--delay", 40, 1)
        scene = window.scene()
        expect(pair(scene, "view", "x") is None and pair(scene, "view", "y") is None)
        window.xdo("keydown", "shift")
        window.drag(3, (300, 200), (400, 210), (500, 230))
        window.xdo("keyup", "shift")
        scene = window.scene()
        expect(pair(scene, "view", "x") and not pair(scene, "view", "y"), (value_of(scene, "view", "x"), value_of(scene, "view", "y")))
        window.key("f")
        window.mouse(500, 300)
        window.xdo("keydown", "shift", "click", 4, "keyup", "shift")
        scene = window.scene()
        expect(pair(scene, "view", "x") and not pair(scene, "view", "y"))


def keys_move_the_start_zoom_and_pan():
    with Window("momentum") as window:
        window.key("End")
        window.key("alt+Right", "alt+Right", "alt+Down")
        x, y = pair(window.scene(), "objective", "start")
        expect(x > -9 and y < 1.6, (x, y))
        window.key("ctrl+z", "ctrl+z", "ctrl+z")
        expect(pair(window.scene(), "objective", "start") == (-9, 1.6))
        window.key("z")
        near = pair(window.scene(), "view", "x")
        window.key("ctrl+shift+Right")
        right = pair(window.scene(), "view", "x")
        expect(right[0] > near[0] and abs(right[1] - right[0] - near[1] + near[0]) < 1e-2, (near, right))
        window.key("ctrl+minus", "ctrl+minus")
        wide = pair(window.scene(), "view", "x")
        expect(wide[1] - wide[0] > near[1] - near[0])
        window.key("alt+y")
        scene = window.scene()
        expect(pair(scene, "view", "x") == wide)
        time.sleep(0.5)
        expect(window.load(2) < 0.03, "after zooming it computes")


def a_cursor_walks_along_a_path_and_shows_its_numbers_in_both_plots():
    with Window("momentum", size="800x500") as window:
        window.key("Home", "End", "Escape")
        window.mouse(5, 5)
        before = window.shot()[3]
        window.key("c", "shift+Left", "shift+Left")
        there = window.shot()[3]
        expect(changed(before, there, range(60, 450, 3), range(100, 400, 3)) > 20, "nothing is read")
        expect(changed(before, there, range(520, 780, 3), range(50, 170, 3)) > 20, "the second plot tells nothing")
        window.key("Escape")
        expect(changed(before, window.shot()[3], range(60, 450, 3), range(100, 400, 3)) < 20, "it is still there")


def a_training_is_zoomed_read_and_titled_like_a_race():
    with Window("digits") as window:
        window.key("Home", "End")
        window.drag(3, (300, 200), (400, 300), (500, 350))
        scene = window.scene()
        x, y = pair(scene, "view", "x"), pair(scene, "view", "y")
        expect(x and y and 0 < x[1] - x[0] < 8 and 0 < y[0] < y[1], (x, y))
        window.key("ctrl+minus", "ctrl+shift+Right")
        wide = pair(window.scene(), "view", "x")
        expect(wide[1] - wide[0] > x[1] - x[0], wide)
        window.key("v", "shift+v")
        expect(pair(window.scene(), "view", "x") == wide, "another picture forgets it")
        window.key("f")
        scene = window.scene()
        expect(pair(scene, "view", "x") is None and pair(scene, "view", "y") is None)
        expect(window.title().startswith("Six runners"), window.title())
        window.key("Up", "Right")
        until(lambda: window.title().startswith("Six runners on digits · changed"), 10, "the title stays")


run([a_training_is_zoomed_read_and_titled_like_a_race, values_are_typed_as_arithmetic_and_stored_as_numbers, a_held_key_accelerates_and_is_one_step_of_undo,
     the_right_button_zooms_to_a_box_and_a_double_click_fits, keys_move_the_start_zoom_and_pan,
     a_cursor_walks_along_a_path_and_shows_its_numbers_in_both_plots])
