"""The whole hour, in a real window, by a clicker and the keyboard alone: the lecture, a question from the hall, the way
back, and the scene saved for next year."""
import os

from tap import expect, run, until, value_of
from window import Window

MOMENTUM, CANCELS = "Momentum damps the zigzag", "What cancels and what adds up"


def shows(window, title):
    until(lambda: window.title() == f"{title} – Ravine", 30, f"not {title!r} but {window.title()!r}")


def text_of(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def a_question_from_the_hall_is_answered_and_kept_for_next_year():
    with Window(size="800x500") as window:
        window.key("F5")  # the clicker's first key
        for _ in range(12):
            window.key("Next")
        shows(window, MOMENTUM)
        window.key("period", "period")  # black, while one talks; and back
        window.key("Escape")  # the scene's own question is answered aloud
        until(lambda: window.shot()[:2] == (1600, 1000), 30, "the show is not full screen")
        window.key("Escape")  # that of the hall needs the sliders
        until(lambda: window.shot()[:2] == (800, 500), 30, "the show does not end")
        # "And Adam, on Rosenbrock?" The rule from its list, by a part of its name.
        window.key("space", "Up", "Return")
        window.type("adam")
        window.key("Return")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "rule") == "adam", scene)
        shows(window, "Adam, momentum ×3 and gradient descent on Ravine · changed")
        # The surface by its name, wherever its slider is.
        window.key("ctrl+p")
        window.type("surface rosen")
        window.key("Return")
        scene = window.scene()
        expect(value_of(scene, "objective", "surface") == "rosenbrock", scene)
        expect(value_of(scene, "runner.plain", "rule") == "adam", scene)
        expect(value_of(scene, "objective", "condition") is None, "the ravine's number on another surface")
        for key in ("title", "caption", "try"):
            expect(value_of(scene, "scene", key) is None, "what was written tells of another scene")
        looks = [value_of(scene, f"runner.{name}", "color") for name in ("plain", "momentum")]
        # The lecture goes on and comes back; the way back of the answer goes step by step, and forth.
        window.key("Next")
        shows(window, CANCELS)
        window.key("Prior")
        shows(window, "Adam, momentum ×3 and gradient descent on Rosenbrock · changed")
        scene = window.scene()
        expect([value_of(scene, f"runner.{name}", "color") for name in ("plain", "momentum")] == looks,
               "the runners have changed their looks")
        window.key("ctrl+z", "ctrl+z")
        shows(window, MOMENTUM)
        scene = window.scene()
        expect(value_of(scene, "objective", "surface") == "ravine", scene)
        expect(value_of(scene, "runner.plain", "rule") == "gd", scene)
        expect(value_of(scene, "scene", "try") is not None, scene)
        window.key("ctrl+y", "ctrl+y")
        expect(value_of(window.scene(), "objective", "surface") == "rosenbrock", "the answer is gone")
        # Kept under a name of its own; the lecture's scene is what it was.
        window.key("ctrl+s", "ctrl+a")
        window.type("next year")
        window.key("Return")
        until(lambda: os.path.exists("next year.ini"), 30, "nothing was saved")
        window.key("Next")
        shows(window, CANCELS)
        window.key("Prior")
        shows(window, MOMENTUM)
        expect(value_of(window.scene(), "objective", "surface") == "ravine", "saving changed the lecture")
        for _ in range(7):
            window.key("Next")
        window.quit()
    kept = text_of("next year.ini")
    expect(value_of(kept, "objective", "surface") == "rosenbrock" and value_of(kept, "runner.plain", "rule") == "adam", kept)
    # Next year: the same runs, from the file.
    with Window("next year.ini", size="800x500") as window:
        scene = window.scene()
        for section, key in (("objective", "surface"), ("runner.plain", "rule"), ("runner.plain", "alpha")):
            expect(value_of(scene, section, key) == value_of(kept, section, key), scene)
        window.quit()


run([a_question_from_the_hall_is_answered_and_kept_for_next_year])
