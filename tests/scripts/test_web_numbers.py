"""The page computes what the program computes: every scene's table, byte for byte. Skipped where no page was built or no
browser is installed."""
import csv
import glob
import io
import json
import os
import subprocess

from page import opened, page, some
from ravine import PROGRAM
from tap import expect, run, until

SOURCE = os.environ["SOURCE"]
SCENES = sorted(os.path.relpath(path, SOURCE) for path in glob.glob(os.path.join(SOURCE, "assets", "**", "*.ini"), recursive=True))

# The page's own program once more, with other words. Its files are kept apart from those that become downloads. Nothing is
# written where a table is fetched first.
RUN = """(() => {
    const out = "/home/ravine/.local/numbers.csv";
    callMain(["run", "/ravine/%s", "-o", out]);
    if (!FS.analyzePath(out).exists)
        return "";
    const text = FS.readFile(out, {encoding: "utf8"});
    FS.unlink(out);
    return text;
})()"""


def native(scene, kernels):
    """What the program writes. A page's kernels are the portable ones: others add up in another order."""
    words = [PROGRAM, "run", os.path.join(SOURCE, scene)]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120,
                          env={**os.environ, "RAVINE_KERNELS": kernels}).stdout


def rows(text):
    """All but what a clock measured."""
    return [{key: value for key, value in row.items() if key != "seconds"} for row in csv.DictReader(io.StringIO(text))]


def first_difference(one, other):
    for number, (a, b) in enumerate(zip(one, other)):
        if a != b:
            return f"row {number}: {a} in the page, {b} natively"
    return f"{len(one)} rows in the page, {len(other)} natively"


def every_scene_has_the_same_numbers_in_the_page():
    with page() as (address, browser):
        opened(browser, address)
        browser.value("FS.mkdirTree('/home/ravine/.local')")
        other = {}
        for scene in some(SCENES):
            text = until(lambda scene=scene: browser.value(RUN % scene), 60, f"{scene}: {browser.said}")
            there, here = rows(text), rows(native(scene, "portable"))
            expect(here, scene)
            if there != here:
                other[scene] = first_difference(there, here)
        expect(not other, json.dumps(other, indent=1))


def faster_kernels_change_the_whole_cost_by_less_than_a_hundred_thousandth():
    scene = "assets/scenes/digits.ini"
    expect(scene in SCENES)
    here, best = rows(native(scene, "portable")), rows(native(scene, ""))
    for one, other in zip(here, best, strict=True):
        for key in ("train_cost", "test_cost"):
            expect(one[key] == other[key] or abs(float(one[key]) / float(other[key]) - 1) < 1e-5, (one, other))


run([every_scene_has_the_same_numbers_in_the_page,
     faster_kernels_change_the_whole_cost_by_less_than_a_hundred_thousandth])
