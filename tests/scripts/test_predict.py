"""Questions before the answer, in a real window: drawn, chosen, typed, skipped, and kept in a file."""
import csv
import os

from tap import expect, ravine, read_png, run, until, value_of
from window import Window

HEAD = """[scene]
lab = descent
title = {title}
[objective]
kind = surface
surface = ravine
condition = 25
start = -9, 1.6
noise = 0
[run]
steps = 20
[runner.plain]
rule = gd
alpha = 0.07
batch = all
[runner.slow]
rule = gd
alpha = 0.01
batch = all
[predict]
"""
QUESTIONS = {
    "1-path": "kind = path\nquestion = Draw how plain descent goes.\nrunner = plain\n",
    "2-choice": "kind = choice\nquestion = Who ends lowest?\nof = plain, slow\nanswer = least final(r)\n",
    "3-number": "kind = number\nquestion = How many steps, \"exactly\"?\nanswer = 20 + 0 * final(plain)\n",
    "4-skipped": "kind = choice\nquestion = Yes?\nof = yes, no\nanswer = final(plain) < 1\n",
}
ANSWERS = "answers.csv"


def write_lecture():
    os.mkdir("week")
    for name, question in QUESTIONS.items():
        with open(f"week/{name}.ini", "w", encoding="utf-8") as file:
            file.write(HEAD.format(title=name) + question)


def rows():
    with open(ANSWERS, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def has_rows(count):
    until(lambda: len(rows()) == count, 30, f"not {count} answers")
    return rows()[-1]


def what_is_drawn_chosen_and_typed_is_kept_and_what_is_skipped_is_not():
    write_lecture()
    with Window("week", "--answers", ANSWERS, size="1000x700") as window:
        window.key("space")
        window.drag(1, (300, 300), (500, 400), (700, 420))
        window.key("Return", "End")
        row = has_rows(1)
        expect(row["scene"] == "path" and row["kind"] == "path", row)
        expect(0 < float(row["nearness"]) < 1, row)
        window.key("Next", "space", "1", "Return", "End")
        row = has_rows(2)
        expect((row["answer"], row["truth"], row["nearness"]) == (row["truth"], row["answer"], "1"), row)
        window.key("Next", "space")
        window.type("4*10")
        window.key("Return", "End")
        row = has_rows(3)
        expect(row["question"] == 'How many steps, "exactly"?', row)
        expect((row["answer"], float(row["truth"]), float(row["nearness"])) == ("4*10", 20, 2), row)
        window.key("Next", "space", "Escape", "End", "Prior", "space")
        window.quit()
    expect(len(rows()) == 3, "a skipped question has an answer, or one was asked twice")
    expect(rows()[0]["kind"] == "path", "the file was begun anew")


def a_file_that_cannot_be_written_is_an_error_with_its_name():
    done = ravine("momentum", "--answers", "nowhere/answers.csv")
    expect(done.returncode == 2 and "nowhere/answers.csv" in done.stderr, done.stderr)


def a_figure_knows_no_question():
    write_lecture()
    with open("week/1-path.ini", encoding="utf-8") as file:
        text = file.read()
    with open("unasked.ini", "w", encoding="utf-8") as file:
        file.write(text[:text.index("[predict]")])
    for name, path in (("asked", "week/1-path.ini"), ("unasked", "unasked.ini")):
        expect(ravine("render", path, "-o", f"{name}.png", "--size", "480x300").returncode == 0, path)
    (width, height, scene, one), (_, _, _, other) = read_png("asked.png"), read_png("unasked.png")
    expect(value_of(scene, "predict", "runner") == "plain", "the figure's scene has lost its question")
    differ = sum(one(x, y) != other(x, y) for x in range(0, width, 3) for y in range(0, height, 3))
    expect(differ == 0, f"{differ} places differ")


run([what_is_drawn_chosen_and_typed_is_kept_and_what_is_skipped_is_not,
     a_file_that_cannot_be_written_is_an_error_with_its_name, a_figure_knows_no_question])
