"""What runs is changed from the keyboard, in a real window: rules, surfaces, runners, links."""

from tap import expect, run, value_of
from window import Window


def sections(scene):
    return [line.strip("[]") for line in scene.splitlines() if line.startswith("[runner.")]


def said(scene):
    """A scene without what only concerns the screen."""
    kept, is_view = [], False
    for line in scene.splitlines():
        is_view = line == "[view]" if line.startswith("[") else is_view
        if not is_view and not line.startswith("color ="):
            kept.append(line)
    return "\n".join(kept).strip()


def rule_surface_and_runners_are_changed_by_keys_and_undo_leads_all_the_way_back():
    with Window("momentum") as window:
        window.key("Home", "End")
        opened = window.shot()
        # Up from α to the rule; the next one is momentum.
        window.key("Up", "Right")
        after = window.shot()
        expect(value_of(after[2], "runner.plain", "rule") == "momentum", after[2])
        expect(value_of(after[2], "runner.plain", "alpha") == "0.07", after[2])
        expect(value_of(after[2], "scene", "caption") is None, "the caption tells of another scene")
        expect(sum(opened[3](x, y) != after[3](x, y) for x in range(90, 820, 4) for y in range(90, 640, 4)) > 50)
        # Up over the run's three rows and the objective's examples, noise, angle and condition.
        window.key(*["Up"] * 8, "Right")
        scene = window.scene()
        expect(value_of(scene, "objective", "surface") == "rosenbrock", scene)
        expect(value_of(scene, "objective", "start") is None)
        expect(float(value_of(scene, "runner.plain", "alpha")) <= 0.001)
        window.key("ctrl+z")
        expect(value_of(window.scene(), "objective", "start") == "-9, 1.6")
        window.key("Right")
        # One more behind the last, a copy of it, a name.
        window.key("Insert")
        scene = window.scene()
        expect(len(sections(scene)) == 6, scene)
        added = sections(scene)[-1]
        expect(value_of(scene, added, "rule") == "heavyball", "not the first rule that nobody has")
        window.key("ctrl+d", "F2", "F", "r", "e", "d", "Return")
        scene = window.scene()
        expect(len(sections(scene)) == 7 and value_of(scene, sections(scene)[-1], "name") == "Fred", scene)
        window.key("Delete")
        expect(sections(window.scene()) == sections(scene)[:-1])
        # Rule, surface, one more, its copy, its name, one less: six steps, and nothing before.
        window.key(*["ctrl+z"] * 7)
        expect(said(window.scene()) == said(opened[2]))
        window.quit()


def k_moves_all_learning_rates_and_delete_leaves_the_last_runner():
    with Window("momentum") as window:
        window.key("Home", "End", "k", "Return", "0", "period", "0", "3", "7", "Return")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "alpha") == "0.037", scene)
        expect(value_of(scene, "runner.momentum-large", "alpha") == "0.06", scene)
        window.key("ctrl+z")
        scene = window.scene()
        expect(value_of(scene, "runner.plain", "alpha") == "0.074")
        expect(value_of(scene, "runner.momentum-large", "alpha") == "0.12")
        window.key(*["Delete"] * 6)  # the last one stays
        expect(len(sections(window.scene())) == 1)
        window.key("ctrl+z")
        expect(len(sections(window.scene())) == 2)


run([rule_surface_and_runners_are_changed_by_keys_and_undo_leads_all_the_way_back,
     k_moves_all_learning_rates_and_delete_leaves_the_last_runner])
