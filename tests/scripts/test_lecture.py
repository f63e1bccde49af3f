"""A lecturer with a clicker, in a real window."""
import os

from tap import expect, run, until, value_of
from window import Window

TITLES = ["One pass, many steps", "Five million examples", "Smooth or zigzag",
          "How many examples does a step need?", "Diamonds: batch or mini-batch",
          "Choosing the batch size", "Does the batch fit?", "Powers of two?", "A small set",
          "Smoother, but later", "What an average remembers", "Starting from zero",
          "Momentum damps the zigzag", "What cancels and what adds up", "With or without (1−β)",
          "RMSProp shrinks the steep direction", "The same ravine, turned by 45°",
          "Twelve directions at once", "Adam: momentum and RMSProp together",
          "Let α shrink, and the walk settles", "Let α shrink in training", "Decay and warm-up",
          "Six runners, one ravine"]
MOMENTUM = TITLES.index("Momentum damps the zigzag")
SCENE = "[scene]\nlab = descent\ntitle = {}\n[runner.plain]\nrule = gd\n"


def shows(window, title):
    until(lambda: window.title() == f"{title} – Ravine", 30, f"not {title!r} but {window.title()!r}")


def a_lecturer_clicks_through_and_comes_back_to_what_was_changed():
    with Window() as window:
        for title in TITLES:
            shows(window, title)
            window.key("Next")
        shows(window, TITLES[-1])
        for title in reversed(TITLES[MOMENTUM:-1]):
            window.key("Prior")
            shows(window, title)
        window.key("F5")
        until(lambda: window.shot()[:2] == (1600, 1000), 30, "the show is not full screen")
        _, height, _, pixel = window.shot()
        # The picture has the room down to where the timeline was.
        expect(sum(pixel(x, height - 105) != pixel(3, 3) for x in range(200, 900, 7)) > 90)
        window.key("period")
        window.key("b")
        window.key("Next")
        shows(window, TITLES[MOMENTUM + 1])
        window.key("Prior", "Escape", "Escape")  # the first one skips the scene's question
        until(lambda: window.shot()[:2] == (1280, 720), 30, "the show does not end")
        expect(window.program.poll() is None, "Esc quits")
        window.key("Home", "End", "Right", "comma")
        shows(window, TITLES[MOMENTUM] + " · changed")
        window.key("Next")
        shows(window, TITLES[MOMENTUM + 1])
        window.key("Prior")
        shows(window, TITLES[MOMENTUM] + " · changed")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "alpha") == "0.08")
        expect(value_of(scene, "view", "step") == "119")
        window.key("ctrl+z")
        shows(window, TITLES[MOMENTUM])
        window.key("ctrl+q")
        expect(window.program.wait(30) == 0, "with nothing to lose it asks")


def a_black_screen_has_no_picture():
    with Window("momentum") as window:
        window.key("Home", "b")
        # S belongs to the black screen now: it ends it.
        before = set(os.listdir())
        window.key("s")
        window.key("Right")
        shows(window, TITLES[MOMENTUM] + " · changed")
        expect(set(os.listdir()) == before, "a black screen was saved")


def changes_are_not_lost_without_a_word():
    with Window("momentum") as window:
        window.key("Right", "Next", "ctrl+q", "n")
        shows(window, TITLES[MOMENTUM + 1])
        expect(window.program.poll() is None)
        window.key("ctrl+q", "y")
        expect(window.program.wait(30) == 0)


def a_folder_of_ones_own_is_a_lecture_and_a_broken_scene_is_left_out():
    os.mkdir("mine")
    for name, text in {"1-one.ini": SCENE.format("One"), "2-two.ini": "[scene]\nlab = descend\n",
                       "10-three.ini": SCENE.format("Three")}.items():
        with open(os.path.join("mine", name), "w") as file:
            file.write(text)
    with Window("mine") as window:
        shows(window, "One")
        window.key("Next")
        shows(window, "Three")
        window.key("Next")
        window.key("Prior")
        shows(window, "One")
        window.quit()


run([a_lecturer_clicks_through_and_comes_back_to_what_was_changed, a_black_screen_has_no_picture,
     changes_are_not_lost_without_a_word, a_folder_of_ones_own_is_a_lecture_and_a_broken_scene_is_left_out])
