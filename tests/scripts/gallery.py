"""README's pictures: python3 tests/scripts/gallery.py draws them again from the scenes that ship, with the
ravine that the environment's RAVINE names, and writes down which numbers they show."""
import csv
import os
import sys

from ravine import done, rows

SOURCE = os.environ.get("SOURCE", os.path.join(os.path.dirname(__file__), "..", ".."))
PICTURES = os.path.join(SOURCE, "assets", "pictures")
NUMBERS = os.path.join(SOURCE, "tests", "reference", "pictures.csv")

SCREEN = ["--size", "1280x720"]
FIGURE = ["--figure", "both", "--size", "1000x420", "--text", "10pt"]

# Picture: scene, what is set in it, how it is drawn.
GALLERY = {
    "six-runners": ("six-runners", [], SCREEN),
    "relief": ("rosenbrock", ["--set", "view.show=relief"], FIGURE),
    "digits": ("digits", [], FIGURE),
    "landscape": ("landscape", [], FIGURE),
    "temperatures": ("temperatures", [], FIGURE),
    "schedules": ("schedules", [], FIGURE),
}


def path_of(picture):
    """Its file."""
    return os.path.join(PICTURES, picture + ".png")


def draw(picture, name):
    """Draws it into a file."""
    scene, words, look = GALLERY[picture]
    done("render", scene, *words, *look, "--theme", "light", "-o", name)


def numbers_of(picture):
    """What it shows, {(runner, step, column): value}: of every runner the middle and the end. Seconds that
    were measured are another machine's."""
    scene, words, _ = GALLERY[picture]
    table = rows(done("run", scene, *words))
    runners = {}
    for row in table:
        runners.setdefault(row.get("runner", ""), []).append(row)
    found = {}
    for runner, its in runners.items():
        for row in (its[len(its) // 2], its[-1]):
            for column, text in row.items():
                if text and column not in ("runner", "seconds", "step", "day"):
                    found[runner, row.get("step", row.get("day")), column] = float(text)
    return found


def kept():
    """The numbers that the pictures show, by picture."""
    result = {}
    with open(NUMBERS, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            result.setdefault(row["picture"], {})[row["runner"], row["step"], row["column"]] = \
                float(row["value"])
    return result


def main():
    """Draws all of them."""
    with open(NUMBERS, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["picture", "runner", "step", "column", "value"])
        for picture in GALLERY:
            draw(picture, path_of(picture))
            for key, value in numbers_of(picture).items():
                table.writerow([picture, *key, f"{value:.10g}"])


if __name__ == "__main__":
    sys.exit(main())
