"""Runners at their best: `ravine tune`, and the key that finds one in a real window."""
import math
import re
import time

from ravine import done, failed, rows, write, SCENE
from tap import expect, run, until, value_of
from window import Window


def table(text):
    """The rows of what `ravine tune` prints, by runner, as the texts of their columns."""
    lines = text.split("\n\n")[0].splitlines()
    return {cells[0]: cells for cells in (re.split(r"  +", line.strip()) for line in lines[1:])}


def number(text):
    """A number as people read it: "2.14×10⁻⁷"."""
    match = re.search(r"([\d.]+)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    power = (match[2] or "⁰").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(match[1]) * 10 ** int(power)


def final_cost(scene, runner, *words):
    return float([row for row in rows(done("run", scene, *words)) if row["runner"] == runner][-1]["cost"])


def the_best_alpha_comes_to_what_the_table_says():
    write("two.ini", SCENE)
    found = table(done("tune", "two.ini"))
    expect(list(found) == ["plain", "adam"], found)
    for runner, cells in found.items():
        best = final_cost("two.ini", runner, "--set", f"runner.{runner}.alpha={cells[3]}")
        before = final_cost("two.ini", runner)
        expect(abs(number(cells[4]) / best - 1) < 0.01, (cells, best))
        expect(abs(number(cells[2]) / before - 1) < 0.01, (cells, before))
        expect(best < before)
        for factor in (0.8, 1.25):
            other = ("--set", f"runner.{runner}.alpha={factor * float(cells[3])}")
            expect(final_cost("two.ini", runner, *other) > best)
    # Plain descent: nothing diverges below 2/κ.
    expect(number(found["plain"][6]) > 2 / 10, found["plain"])


def the_good_range_ends_at_twice_the_best():
    write("two.ini", SCENE)
    cells = table(done("tune", "two.ini"))["plain"]
    low, high = map(float, re.match(r"([\d.]+) … ([\d.]+)", cells[5]).groups())
    best = final_cost("two.ini", "plain", "--set", f"runner.plain.alpha={cells[3]}")
    for alpha in (low * 1.01, high * 0.99):
        expect(final_cost("two.ini", "plain", "--set", f"runner.plain.alpha={alpha}") < 2.05 * best)
    for alpha in (low * 0.96, high * 1.04):
        expect(final_cost("two.ini", "plain", "--set", f"runner.plain.alpha={alpha}") > 1.95 * best)


def set_counts_and_a_target_asks_for_steps():
    write("two.ini", SCENE)
    found = table(done("tune", "two.ini", "--set", "run.target=0.1", "--set", "run.steps=60"))
    for runner, cells in found.items():
        steps = int(re.match(r"(\d+) steps?", cells[4])[1])
        costs = [float(row["cost"]) for row in
                 rows(done("run", "two.ini", "--set", "run.steps=60", "--set", f"runner.{runner}.alpha={cells[3]}"))
                 if row["runner"] == runner]
        expect(costs[steps] <= 0.1 < costs[steps - 1], (cells, costs[steps - 1:steps + 1]))


def who_is_best_at_the_end_of_the_range_is_named():
    slow = SCENE.replace("steps = 12", "steps = 1").replace("rule = adam", "rule = gd")
    write("slow.ini", slow)
    text = done("tune", "slow.ini", "--set", "run.target=-1", "--set", "objective.surface=formula",
                "--set", "objective.f=-0.000001*(x+y)")
    expect("plain: 10000 is the end of what was looked at; what is beyond it was not tried." in
           " ".join(text.split()), text)
    expect(" or more)" in table(text)["plain"][5], text)
    write("two.ini", SCENE)
    expect("the end of what" not in done("tune", "two.ini"))


def the_same_is_found_on_any_number_of_threads():
    write("two.ini", SCENE)
    expect(done("tune", "two.ini", "--threads", "1") == done("tune", "two.ini", "--threads", "3"))


def what_cannot_be_tuned_says_so():
    write("two.ini", SCENE)
    failed(2, ["tune"], "tune needs a SCENE")
    failed(2, ["tune", "temperatures"], "Averages", "no learning rates")
    failed(2, ["tune", "no-such-scene"], "no-such-scene")
    failed(2, ["tune", "two.ini", "--set", "runner.plain.alpha=x"], "alpha")
    failed(2, ["tune", "two.ini", "-o", "x.csv"], "-o is not for tune")
    expect("tune SCENE" in done("help"))


def the_key_sets_the_best_and_one_undo_takes_it_back():
    with Window("momentum") as window:
        window.key("Home", "End")
        old = window.scene()
        before = float(value_of(old, "runner.plain", "alpha"))
        window.key("j")
        until(lambda: float(value_of(window.scene(), "runner.plain", "alpha")) != before, 30, "nothing was found")
        scene = window.scene()
        # The best of 120 steps is near the best of all: 2/(1 + κ).
        expect(math.isclose(float(value_of(scene, "runner.plain", "alpha")), 2 / 26, rel_tol=0.02))
        expect(value_of(scene, "runner.momentum", "alpha") == value_of(old, "runner.momentum", "alpha"))
        window.key("ctrl+z")
        expect(float(value_of(window.scene(), "runner.plain", "alpha")) == before)
        window.quit()


def escape_stops_it_and_keeps_alpha():
    write("long.ini", SCENE.replace("steps = 12", "steps = 100000"))
    with Window("long.ini") as window:
        window.key("Home", "End")
        window.key("j", "Escape")
        time.sleep(1)
        expect(value_of(window.scene(), "runner.plain", "alpha") == "0.1")
        window.quit()


def g_shows_and_hides_the_run_before():
    with Window("momentum") as window:
        window.key("Home", "End", "Right")
        window.mouse(1270, 650)  # nothing to be told there
        stage = [(x, y) for x in range(90, 820, 3) for y in range(95, 620, 3)]

        def seen():
            pixel = window.shot()[3]
            return [pixel(*at) for at in stage]

        shown = seen()
        while (now := seen()) != shown:  # something of it is still under way
            shown = now
        window.key("g")
        hidden = seen()
        changed = sum(one != other for one, other in zip(shown, hidden))
        expect(changed > 30, f"{changed} places of the stage differ")
        window.key("g")
        until(lambda: seen() == shown, 10, "what comes back is not what was there")
        window.quit()


run([the_best_alpha_comes_to_what_the_table_says, the_good_range_ends_at_twice_the_best,
     set_counts_and_a_target_asks_for_steps, who_is_best_at_the_end_of_the_range_is_named,
     the_same_is_found_on_any_number_of_threads,
     what_cannot_be_tuned_says_so, the_key_sets_the_best_and_one_undo_takes_it_back,
     escape_stops_it_and_keeps_alpha, g_shows_and_hides_the_run_before])
