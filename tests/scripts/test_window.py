"""The window as a whole: keys, mouse, screenshots, rest."""
import os
import shutil
import time

from tap import expect, ravine, read_png, run, until, value_of
from window import Window


def the_window_draws_what_render_draws():
    with Window("six-runners") as window:
        window.key("End")
        width, height, scene, pixel = window.shot()
        expect((width, height) == (1280, 720))
        ravine("render", "six-runners", "-o", "r.png")
        other = read_png("r.png")[3]
        # The contours have the same colours, if not at the same places.
        stage = {pixel(x, 300) for x in range(120, 800, 3)}
        expect(len(stage) > 60)
        expect(len(stage & {other(x, y) for x in range(100, 820, 2) for y in range(100, 640, 40)}) > 5)
        window.quit()


def an_arrow_key_changes_alpha_and_the_paths():
    with Window("momentum") as window:
        window.key("Home", "End")
        before = window.shot()
        expect(value_of(before[2], "runner.plain", "alpha") == "0.074")
        window.key("Right")
        after = window.shot()
        expect(float(value_of(after[2], "runner.plain", "alpha")) == 0.08)
        changed = sum(before[3](x, y) != after[3](x, y) for x in range(90, 820, 4) for y in range(90, 640, 4))
        expect(changed > 50, f"{changed} pixels changed")
        window.key("shift+Left")
        expect(0.078 < float(value_of(window.scene(), "runner.plain", "alpha")) < 0.08)
        window.key("BackSpace")
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.074")
        expect(value_of(window.scene(), "view", "step") == "120")


def a_value_can_be_typed_and_a_wrong_one_is_kept_out():
    with Window("momentum") as window:
        window.key("Return")
        window.type("0.05")
        window.key("Return")
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.05")
        window.key("Return")
        window.type("-3")
        window.key("Return", "Escape")
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.05")


def the_mouse_drags_the_start_zooms_and_pans():
    with Window("momentum") as window:
        window.key("End")
        width, height, scene, pixel = window.shot()
        expect(value_of(scene, "objective", "start") == "-9, 1.6")
        # The start is the only white disc with a dark ring: found by searching for it.
        ring = next((x, y) for y in range(100, 300) for x in range(90, 300)
                    if pixel(x, y) == (255, 255, 255) and all(sum(pixel(x + dx, y + dy)) < 250
                                                              for dx, dy in ((6, 0), (-6, 0), (0, 6), (0, -6))))
        window.mouse(*ring)
        window.xdo("mousedown", 1)
        for step in range(1, 9):
            window.mouse(ring[0] + 12 * step, ring[1] + 20 * step)
        window.xdo("mouseup", 1)
        x, y = map(float, value_of(window.scene(), "objective", "start").split(","))
        expect(-8.5 < x < -6 and y < 1.4, (x, y))
        window.mouse(600, 250)
        window.xdo("click", 4, "click", 4)
        low, high = map(float, value_of(window.scene(), "view", "x").split(","))
        expect(high - low < 10, (low, high))
        window.mouse(600, 500)
        window.xdo("mousedown", 1)
        window.mouse(500, 500)
        window.mouse(450, 500)
        window.xdo("mouseup", 1)
        moved = float(value_of(window.scene(), "view", "x").split(",")[0])
        expect(moved > low, (low, moved))
        window.key("f")
        expect(value_of(window.scene(), "view", "x") is None)


def the_mouse_moves_sliders_and_the_timeline():
    with Window("momentum") as window:
        window.key("Home")
        window.mouse(700, 692, "click", 1)
        step = float(value_of(window.scene(), "view", "step"))
        expect(40 < step < 80, step)
        before = value_of(window.scene(), "runner.plain", "alpha")
        for y in range(370, 420, 6):
            window.mouse(1110, y, "click", 1)
        after = window.scene()
        expect(before != value_of(after, "runner.plain", "alpha") or
               value_of(after, "runner.plain", "batch") != "all")


def keys_play_step_and_scrub():
    with Window("momentum") as window:
        window.key("Home")
        expect(value_of(window.scene(), "view", "step") == "0")
        window.key("shift+space", "shift+space", "comma")
        expect(value_of(window.scene(), "view", "step") == "1")
        window.key("shift+period")
        expect(value_of(window.scene(), "view", "step") == "11")
        window.key("space", "Escape")
        until(lambda: float(value_of(window.scene(), "view", "step")) > 30, 60, "it does not play")
        window.key("bracketright", "bracketright", "bracketright")
        until(lambda: value_of(window.scene(), "view", "step") == "120", 60, "it does not reach the end")


def t_turns_light_into_dark_and_digits_hide_runners():
    with Window("momentum") as window:
        window.key("End")
        light = window.shot()
        window.key("t")
        dark = window.shot()
        expect(light[3](3, 3) == (255, 255, 255) and sum(dark[3](3, 3)) < 120)
        expect(value_of(dark[2], "view", "theme") == "dark")
        window.key("2")
        expect(value_of(window.scene(), "runner.momentum", "hidden") == "yes")
        window.key("2", "l", "n")
        scene = window.scene()
        expect(value_of(scene, "runner.momentum", "hidden") is None)
        expect(value_of(scene, "view", "log_cost") == "no")
        expect(value_of(scene, "run", "seed") == "2")


def help_covers_the_picture_and_any_key_closes_it():
    with Window("momentum") as window:
        window.key("End", "F1")
        # S belongs to the help now: it closes it, and the next S takes the picture.
        window.key("s")
        picture = window.shot()
        expect(picture[3](300, 300) != (255, 255, 255))


def resizing_is_live_and_any_size_draws():
    with Window("six-runners") as window:
        for width, height in ((800, 500), (1500, 900), (500, 340)):
            window.xdo("windowsize", "--sync", window.id, width, height)
            until(lambda: window.shot()[:2] == (width, height), 60, f"not {width}×{height}")
        window.quit()


def d_halves_alpha_from_here_on_and_ctrl_z_takes_it_back():
    with Window("manual-decay") as window:
        window.key("Home", "Home", "shift+period", "shift+period", "d")
        manual = value_of(window.scene(), "runner.manual", "manual")
        expect(manual == "21:0.5", manual)
        window.key("ctrl+z")
        expect(not value_of(window.scene(), "runner.manual", "manual"))


def a_press_on_the_series_moves_the_day():
    with Window("temperatures") as window:
        window.mouse(200, 300)
        window.xdo("click", 1)
        day = float(value_of(window.scene(), "view", "step"))
        expect(30 < day < 110, day)
        before = window.shot()[3]
        window.key("Right", "Right")
        scene, after = window.shot()[2:]
        expect(float(value_of(scene, "average.red", "beta")) > 0.9)
        expect(sum(before(x, y) != after(x, y) for x in range(860, 1250, 3) for y in range(90, 260, 3)) > 20)


def a_slider_retrains_the_network_and_keys_turn_its_pictures():
    with Window("digits") as window:
        window.key("Home", "End")
        before = window.shot()[3]
        window.key("ctrl+Right")
        scene, after = window.shot()[2:]
        expect(float(value_of(scene, "runner.batch", "alpha")) > 0.6)
        expect(sum(before(x, y) != after(x, y) for x in range(90, 820, 4) for y in range(110, 500, 4)) > 20)
        window.key("x", "x")
        expect(value_of(window.scene(), "view", "x_axis") == "seconds")
        for show in ("landscape", "relief", "learned", "splitting", "strip", "batch-size",
                     "alpha-sweep", "costs"):
            window.key("v")
            expect(value_of(window.scene(), "view", "show") == show)
        window.quit()


def page_down_opens_the_next_scene():
    with Window("ackley") as window:
        window.key("Next")  # along the shelf, for it is in no lecture
        until(lambda: "adam" in " ".join(os.listdir()) or window.shot() and False, 30)


def a_screenshot_never_overwrites_and_a_failed_one_says_so():
    with Window("adam") as window:
        first = sorted(name for name in os.listdir() if name.endswith(".png"))
        old = open(first[0], "rb").read()
        window.shot()
        expect(open(first[0], "rb").read() == old)
        expect(len([name for name in os.listdir() if name.endswith(".png")]) >= 2)
        # Where the folder is gone, the program goes on and the next one works again.
        here = os.getcwd()
        shutil.move(here, here + "-away")
        window.key("s", "Right")
        time.sleep(0.5)
        expect(window.program.poll() is None)
        shutil.move(here + "-away", here)
        os.chdir(here)
        window.shot()
        window.quit()


def at_rest_it_leaves_the_machine_alone():
    with Window("momentum") as window:
        window.key("End", "Escape")
        time.sleep(1)
        expect(window.load(3) < 0.03, "a paused window computes")
        window.key("ctrl+z")  # nothing to undo: a message, five seconds long
        time.sleep(0.5)
        expect(window.load(3) < 0.03, "a message at rest computes")
        until(lambda: window.wakes(2) == 0, 60, "once the message has faded it does not sleep")


def a_screenshot_keeps_the_colours_of_the_screen():
    with Window("momentum") as window:
        window.key("End")
        scene = window.scene()
        colors = [value_of(scene, "runner.plain", "color"), value_of(scene, "runner.momentum", "color")]
        expect(all(colors) and colors[0] != colors[1], colors)
        with open("again.ini", "w") as file:
            file.write(scene)
        expect(ravine("render", "again.ini", "-o", "r.png").returncode == 0)


def a_key_that_does_nothing_here_draws_a_message():
    with Window("momentum") as window:
        window.key("End", "Escape")
        before = window.shot()[3]
        window.key("Escape", "d")
        time.sleep(0.5)
        # The message is not in screenshots, and a change of the scene neither.
        width, height, scene, after = window.shot()
        expect(value_of(scene, "runner.plain", "manual") is None)
        expect(all(before(x, y) == after(x, y) for x in range(100, 800, 7) for y in range(560, 640, 7)))


def closing_the_window_quits():
    with Window("six-runners") as window:
        window.key("ctrl+q")
        expect(window.program.wait(30) == 0)


run([the_window_draws_what_render_draws, an_arrow_key_changes_alpha_and_the_paths,
     a_value_can_be_typed_and_a_wrong_one_is_kept_out, the_mouse_drags_the_start_zooms_and_pans,
     the_mouse_moves_sliders_and_the_timeline, keys_play_step_and_scrub,
     t_turns_light_into_dark_and_digits_hide_runners, help_covers_the_picture_and_any_key_closes_it,
     resizing_is_live_and_any_size_draws, d_halves_alpha_from_here_on_and_ctrl_z_takes_it_back, a_press_on_the_series_moves_the_day,
     a_slider_retrains_the_network_and_keys_turn_its_pictures, page_down_opens_the_next_scene,
     a_screenshot_never_overwrites_and_a_failed_one_says_so, at_rest_it_leaves_the_machine_alone,
     a_screenshot_keeps_the_colours_of_the_screen, a_key_that_does_nothing_here_draws_a_message,
     closing_the_window_quits])
