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


run([a_typed_function_runs_while_it_is_typed_and_is_one_step_of_undo])
