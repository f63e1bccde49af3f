"""A rule typed in a real window: the race follows, what is wrong loses nothing, one step takes it back."""
from tap import expect, run, until, value_of
from window import Window


def title_has(window, words):
    until(lambda: words in window.title(), 30, f"not {words!r} but {window.title()!r}")


def section_of(scene, name):
    return scene.split(f"[{name}]\n", 1)[1].split("\n\n", 1)[0].strip().split("\n")


def a_typed_rule_runs_while_it_is_typed_and_is_one_step_of_undo():
    with Window("own-rule") as window:
        window.key("space", "shift+y", "Home", "ctrl+a")
        window.type("v = beta*v + g")
        until(lambda: section_of(window.scene(), "rule.adabelief")[0] == "v = beta*v + g", 30, "not put")
        window.type(" + (")  # cannot be parsed: the last good one stays
        window.key("Return")  # and what is typed is not lost
        window.key("BackSpace", "BackSpace", "BackSpace", "BackSpace", "Return")
        lines = section_of(window.scene(), "rule.adabelief")
        expect(lines[0] == "v = beta*v + g" and lines[1].startswith("s = "), lines)
        window.key("ctrl+z")
        expect(section_of(window.scene(), "rule.adabelief")[0] != "v = beta*v + g", window.scene())


def a_shipped_rule_is_offered_and_a_line_more_is_a_slider_more():
    with Window("saddle") as window:
        window.key("space", "shift+y")
        window.key("Return")
        scene = window.scene()
        expect(value_of(scene, "runner.gd", "rule") == "my-gd" or "my-" in scene, scene)


run([a_typed_rule_runs_while_it_is_typed_and_is_one_step_of_undo,
     a_shipped_rule_is_offered_and_a_line_more_is_a_slider_more])
