"""Numbers into files: JSON, tables with tabs, fewer rows, and what a figure shows as columns."""
import csv
import io
import json
import math
import os

from ravine import SCENE, done, failed, rows, write
from tap import run


def cells(text, delimiter=","):
    """The rows of a table, header first."""
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def parsed(name):
    """A JSON file, by a parser that takes nothing but JSON."""
    def refuse(word):
        raise ValueError(f"{word} is no JSON")
    with open(name, encoding="utf-8") as file:
        return json.load(file, parse_constant=refuse)


def same(cell, value):
    """Whether a cell of the CSV and a value of the JSON are the same."""
    if value is None:
        return cell == ""
    if isinstance(value, str):
        return cell == value
    return float(cell) == value


def assert_same_table(*words):
    """JSON and CSV of the same run hold the same."""
    table = cells(done("run", *words))
    done("run", *words, "-o", "a.json")
    data = parsed("a.json")
    assert data["columns"] == table[0], data["columns"]
    assert len(data["rows"]) == len(table) - 1
    for given, row in zip(table[1:], data["rows"]):
        assert len(given) == len(row) and all(map(same, given, row)), (given, row)
    return data


def json_has_what_csv_has():
    write("two.ini", SCENE)
    data = assert_same_table("two.ini")
    assert data["scene"] == "two" and data["rows"][0][0] == "plain"
    assert_same_table("temperatures")
    assert_same_table("two.ini", "--every", "5")


def what_diverged_or_was_not_measured_is_null_and_a_note_says_so():
    write("two.ini", SCENE)
    data = assert_same_table("two.ini", "--set", "runner.plain.alpha=9000", "--set", "run.steps=200")
    assert "not finite" in data["note"]
    assert any(None in row for row in data["rows"])
    done("run", "temperatures", "-o", "b.json")  # every day has a temperature and averages
    assert "note" not in parsed("b.json")


def names_of_any_letters_are_escaped():
    name = 'A "quoted"\\ Größe, with a comma'
    write("odd.ini", SCENE.replace("[runner.plain]", f"[runner.{name}]"))
    data = assert_same_table("odd.ini")
    assert data["rows"][0][0] == name, data["rows"][0]
    assert rows(done("run", "odd.ini"))[0]["runner"] == name
    # A name is text, also where it is a number.
    write("number.ini", SCENE.replace("[runner.plain]", "[runner.1]"))
    assert assert_same_table("number.ini")["rows"][0][0] == "1"


def tabs_stand_where_commas_do_and_nan_where_nothing_is():
    write("two.ini", SCENE)
    table = cells(done("run", "two.ini"))
    done("run", "two.ini", "-o", "a.tsv")
    with open("a.tsv", encoding="utf-8") as file:
        other = cells(file.read(), "\t")
    assert other == [[cell or "nan" for cell in row] for row in table]


def every_keeps_so_many_rows_of_each_runner():
    write("two.ini", SCENE)
    whole = rows(done("run", "two.ini"))
    kept = rows(done("run", "two.ini", "--every", "5"))
    assert kept == [row for row in whole if int(row["step"]) % 5 == 0]
    assert {row["runner"] for row in kept} == {"plain", "adam"}
    failed(2, ["run", "two.ini", "--every", "0"], "--every", "from 1")
    failed(2, ["run", "two.ini", "--every", "2.5"], "whole number")


def a_plot_is_x_and_a_column_a_curve():
    write("two.ini", SCENE)
    table = rows(done("run", "two.ini"))
    plot = cells(done("run", "two.ini", "--figure", "plot"))
    assert plot[0] == ["step", "plain", "adam"], plot[0]
    for step, row in enumerate(plot[1:]):
        costs = [float(r["cost"]) for r in table if int(r["step"]) == step]
        assert float(row[0]) == step and [float(c) for c in row[1:]] == costs, (row, costs)
    assert len(plot) == 14


def a_stage_is_the_step_and_two_columns_a_path():
    write("two.ini", SCENE)
    table = rows(done("run", "two.ini"))
    stage = cells(done("run", "two.ini", "--figure", "stage"))
    assert stage[0] == ["step", "plain-x", "plain-y", "adam-x", "adam-y"], stage[0]
    for step, row in enumerate(stage[1:]):
        places = [float(r[axis]) for r in table if int(r["step"]) == step
                  for axis in ("theta_0", "theta_1")]
        assert [float(c) for c in row[1:]] == places


def curves_of_other_steps_stand_in_their_own_rows():
    write("two.ini", SCENE + "batch = 64\n[view]\nx_axis = epochs\n")
    plot = rows(done("run", "two.ini", "--figure", "plot", "--set", "objective.examples=512"))
    assert list(plot[0]) == ["epoch", "plain", "adam"]
    x = [float(row["epoch"]) for row in plot]
    assert x == sorted(set(x))
    assert all(len(row) == 3 for row in plot)
    assert [row["adam"] for row in plot if float(row["epoch"]) == 0.125] != ["nan"]
    assert [row["plain"] for row in plot if float(row["epoch"]) == 0.125] == ["nan"]
    assert not any(math.isnan(float(row["plain"])) for row in plot if float(row["epoch"]) == 1)


def headers_are_such_as_other_programs_read():
    write("odd.ini", SCENE.replace("[runner.plain]", "[runner.β = 0,9 _x]")
          .replace("[runner.adam]", "[runner.β = 0.9 _x]"))
    header = cells(done("run", "odd.ini", "--figure", "plot"))[0]
    assert header == ["step", "0-9-x", "0-9-x-2"], header


def a_part_without_curves_says_so_and_leaves_the_earlier_file():
    write("a.csv", "earlier")
    failed(2, ["run", "temperatures", "--figure", "plot", "-o", "a.csv"], "no curves")
    with open("a.csv", encoding="utf-8") as file:
        assert file.read() == "earlier" and os.listdir() == ["a.csv"]


def what_is_asked_of_the_wrong_command_is_refused():
    failed(2, ["render", "adam", "-o", "a.json"], "ravine run", ".json")
    failed(2, ["render", "adam", "-o", "a.png", "--every", "2"], "--every")
    failed(2, ["run", "adam", "--figure", "stag"], "did you mean stage?")


run([json_has_what_csv_has, what_diverged_or_was_not_measured_is_null_and_a_note_says_so,
     names_of_any_letters_are_escaped, tabs_stand_where_commas_do_and_nan_where_nothing_is,
     every_keeps_so_many_rows_of_each_runner, a_plot_is_x_and_a_column_a_curve,
     a_stage_is_the_step_and_two_columns_a_path, curves_of_other_steps_stand_in_their_own_rows,
     headers_are_such_as_other_programs_read,
     a_part_without_curves_says_so_and_leaves_the_earlier_file,
     what_is_asked_of_the_wrong_command_is_refused])
