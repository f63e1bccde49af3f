"""A rule typed in a real window: the race follows, what is wrong loses nothing, one step takes it back."""
from tap import expect, run, value_of
from window import Window


def lines_of(window, section):
    scene = window.scene()
    expect(f"[{section}]\n" in scene, scene)
    return scene.split(f"[{section}]\n", 1)[1].split("\n\n", 1)[0].strip().split("\n")


def a_typed_rule_is_kept_where_it_is_one_and_is_one_step_of_undo():
    with Window("own-rule") as window:
        window.key("space", "shift+y", "ctrl+a")
        window.type("v = beta*v + g + (")
        window.key("Return")  # cannot be parsed: what is typed is not lost
        window.key("BackSpace", "BackSpace", "BackSpace", "BackSpace", "Return")
        lines = lines_of(window, "rule.adabelief")
        expect(lines[0] == "v = beta*v + g" and lines[1].startswith("s = "), lines)
        expect("typed line by line" not in window.scene(), window.scene())  # of another rule, that
        window.key("shift+y", "BackSpace")
        window.type("v")
        window.key("Escape")
        expect(lines_of(window, "rule.adabelief") == lines, window.scene())
        window.key("ctrl+z")
        expect(lines_of(window, "rule.adabelief")[0] == "v = beta*v + (1-beta)*g", window.scene())
        expect("typed line by line" in window.scene(), window.scene())


def a_shipped_rule_is_offered_written_out_and_takes_a_line_more():
    with Window("saddle") as window:
        window.key("space", "shift+y", "Home")
        window.type("k2 = 0.5;")
        window.key("End")
        window.type(" + k2*0")
        window.key("Return")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "rule") == "my-gd", scene)
        lines = lines_of(window, "rule.my-gd")
        expect(lines[0] == "k2 = 0.5" and lines[1].startswith("theta = ") and "k2*0" in lines[1], lines)
        window.key("ctrl+z")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "rule") == "gd" and "rule.my-gd" not in scene, scene)


def the_finder_offers_the_rules_of_the_scene_as_well():
    with Window("own-rule") as window:
        for rule in ("adam", "adabelief"):
            window.key("space", "ctrl+p")
            window.type(f"rule: {rule}")
            window.key("Return")
            expect(value_of(window.scene(), "runner.adabelief", "rule") == rule, window.scene())


run([a_typed_rule_is_kept_where_it_is_one_and_is_one_step_of_undo,
     a_shipped_rule_is_offered_written_out_and_takes_a_line_more,
     the_finder_offers_the_rules_of_the_scene_as_well])
