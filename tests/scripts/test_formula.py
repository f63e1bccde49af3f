"""A function typed in a real window: the picture follows, what is wrong loses nothing, one step takes it back."""
from tap import expect, run, until, value_of
from window import Window


def title_has(window, words):
    until(lambda: words in window.title(), 30, f"not {words!r} but {window.title()!r}")


def a_typed_function_runs_while_it_is_typed_and_is_one_step_of_undo():
    with Window("saddle") as window:
        window.key("space", "y", "ctrl+a")
        window.type("a x^2 + 3y^2")
        title_has(window, "f = a x^2 + 3y^2")
        window.type(" + (")  # cannot be parsed: the last good one stays
        window.key("Return")  # and what is typed is not lost
        title_has(window, "f = a x^2 + 3y^2")
        window.key("BackSpace", "BackSpace", "BackSpace", "BackSpace", "Return")
        scene = window.scene()
        expect(value_of(scene, "objective", "surface") == "formula", scene)
        expect(value_of(scene, "objective", "f") == "a x^2 + 3y^2", scene)
        window.key("y")
        window.type(" + x")
        title_has(window, "3y^2 + x")
        window.key("Escape")
        expect(value_of(window.scene(), "objective", "f") == "a x^2 + 3y^2", window.scene())
        window.key("ctrl+z")
        expect(value_of(window.scene(), "objective", "surface") == "saddle", window.scene())


def a_shipped_surface_keeps_its_numbers_when_it_is_typed_over():
    with Window("ravine") as window:
        window.key("space", "y", "End")
        window.type(" + y")
        window.key("Return")
        title_has(window, "κy²) + y")
        scene = window.scene()
        expect(value_of(scene, "objective", "κ") == "25", scene)


SCHEDULE = """[scene]
lab = decay
[objective]
surface = ravine
[runner.a]
rule = gd
schedule = formula
alpha = alpha0/epoch^low
alpha0 = 0.01
low = 0.5 in 0..1
"""


def runner_of(window):
    """The lines of the scene but the last section, whatever their order."""
    return "\n".join(sorted(window.scene().split("[view]")[0].splitlines()))


def a_typed_schedule_is_opened_in_its_row_and_comes_back_where_it_was_put_away():
    with open("mine.ini", "w") as file:
        file.write(SCHEDULE)
    with Window("mine.ini") as window:
        window.key("space", *["Down"] * 6)  # α(t)
        window.key("Return", "ctrl+a")
        window.type("alpha0/(1 + low*t)")
        window.key("Return")
        scene = runner_of(window)
        expect("\nalpha = 0.01\nalpha_t = alpha0/(1 + low*t)\n" in scene, scene)
        window.key("Up", "Up", "Left")  # another schedule
        other = window.scene()
        expect(value_of(other, "runner.a", "schedule") == "manual" and "low =" not in other, other)
        window.key("Right")
        expect(runner_of(window) == scene, scene + window.scene())
        window.key("Down", "Down", "Down", "Right")  # its name's slider keeps its range
        expect(value_of(window.scene(), "runner.a", "low").endswith(" in 0..1"), window.scene())


run([a_shipped_surface_keeps_its_numbers_when_it_is_typed_over,
     a_typed_schedule_is_opened_in_its_row_and_comes_back_where_it_was_put_away,
     a_typed_function_runs_while_it_is_typed_and_is_one_step_of_undo])
