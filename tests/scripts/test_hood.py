"""Under the hood, in a real window: a key opens it, steps walk through it, and it is undone like any change."""
import time

from tap import expect, run, until, value_of
from window import Window


def seen(window):
    """What the scene says of the hood, and the part of the picture where its table is."""
    _, _, scene, pixel = window.shot()
    table = [pixel(x, y) for y in range(50, 400, 4) for x in range(705, 1250, 5)]
    return value_of(scene, "view", "hood"), table


def rested(window):
    """The same, when it has not changed for half a second: a training may still be under way."""
    last = seen(window)

    def stays():
        nonlocal last
        time.sleep(0.5)
        before, last = last, seen(window)
        return before == last

    until(stays, 60, "the table does not come to rest")
    return last


def the_hood_opens_by_a_key_and_follows_every_step():
    with Window("ravine", "--set", "view.step=10") as window:
        said, closed = seen(window)
        expect(said != "yes", "the hood is open")
        window.key("u")
        said, tenth = seen(window)
        expect(said == "yes" and tenth != closed, "U opens nothing")
        window.key("p")
        _, eleventh = seen(window)
        expect(eleventh not in (tenth, closed), "the table does not follow the step")
        window.key("o")
        expect(seen(window)[1] == tenth, "the step back shows something else")
        window.key("ctrl+z")
        expect(seen(window)[0] != "yes", "it cannot be undone")
        window.key("u", "u")
        expect(seen(window)[0] != "yes", "U does not close it")
        window.quit()


def in_a_training_a_step_is_the_runners_own_and_a_weight_is_chosen():
    with Window("adam-or-momentum", "--set", "view.step=64") as window:
        window.key("u")
        said, first = rested(window)
        expect(said == "yes", "U opens nothing")
        window.key("p")
        _, _, scene, _ = window.shot()
        # 23 steps an epoch; the timeline has 64 parts.
        step = float(value_of(scene, "view", "step")) / 64 * 23
        expect(abs(step - 24) < 1e-6, f"one step on is step {step}")
        until(lambda: seen(window)[1] != first, 30, "the table does not follow the step")
        window.key("i")
        _, _, scene, _ = window.shot()
        largest = int(value_of(scene, "view", "weight"))
        expect(largest > 0, "I chooses nothing")
        window.key("shift+i")
        _, _, scene, _ = window.shot()
        expect(int(value_of(scene, "view", "weight")) == largest % 2410 + 1, "Shift+I is not the next")
        expect(seen(window)[1] != first, "the table is that of another weight")
        window.key("ctrl+z", "ctrl+z", "ctrl+z")
        expect(seen(window)[0] != "yes", "it cannot be undone")
        window.quit()


run([the_hood_opens_by_a_key_and_follows_every_step,
     in_a_training_a_step_is_the_runners_own_and_a_weight_is_chosen])
