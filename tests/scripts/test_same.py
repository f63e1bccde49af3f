"""What is computed and drawn does not depend on the machine: how many threads, which processor."""
import concurrent.futures
import csv
import io
import os

from ravine import done, environment, read
from tap import run

# As many threads as there are, more, and an odd number; beside each, a processor.
MACHINES = ((1, "portable"), (2, "avx2"), (3, "avx512"), (8, "portable"))


def scenes():
    """Name of each shipped scene, whether it trains networks, in single precision, and whether it
    shows how long that took."""
    found = {}
    for folder, _, files in os.walk(os.path.join(os.environ["RAVINE_ASSETS"], "assets")):
        for file in files:
            text = read(os.path.join(folder, file))
            found[file.lstrip("0123456789-")] = (b"lab = training" in text,
                                                 b"show = batch-size" in text)
    lines = [line for line in done("list", "scenes").splitlines() if line.startswith("  ")]
    return [(name, *found[name + ".ini"]) for name in (line.split()[0] for line in lines)]


def asked(name, machine, trains):
    """Words for a scene on a machine, and its environment."""
    threads, processor = machine
    words = [name, "--threads", str(threads)]
    if trains:
        words += ["--set", "run.epochs=2"]
    # Sums in single precision have another order on another processor.
    return words, environment(RAVINE_KERNELS=None if trains else processor)


def each(work, step=1):
    """Calls work(name, trains, measures) for all scenes, or every second, on all processors of this machine."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for future in [pool.submit(work, *scene) for scene in scenes()[::step]]:
            future.result()


def computed(text):
    """The table without what was measured by a clock."""
    table = list(csv.reader(io.StringIO(text)))
    kept = [i for i, title in enumerate(table[0]) if "seconds" not in title]
    assert len(table) > 1
    return [[row[i] for i in kept] for row in table]


def tables_are_the_same_on_any_number_of_threads_and_any_processor():
    def work(name, trains, _):
        tables = []
        for machine in MACHINES:
            words, environ = asked(name, machine, trains)
            tables.append(computed(done("run", *words, environ=environ)))
        assert all(table == tables[0] for table in tables), name
    each(work)


def drawings_are_the_same(*endings, step=1):
    """Each scene in one of the endings, by turns."""
    def work(name, trains, measures):
        ending, drawn = endings[len(name) % len(endings)], []
        for machine in (MACHINES[0], MACHINES[2]):
            words, environ = asked(name, machine, trains)
            if trains:  # nothing that tells how long steps took
                words += ["--figure", "stage", "--set", "view.x_axis=epochs"]
                words += ["--set", "view.show=costs"] if measures else []
            path = f"{name}.{machine[0]}.{ending}"
            done("render", *words, "--size", "480x300", "-o", path, environ=environ)
            drawn.append(read(path))
        assert drawn[0] == drawn[1], name
    each(work, step)


def pictures_are_the_same_on_any_number_of_threads_and_any_processor():
    # Most of the time is the graphics driver's start. In CI, which has a quarter of an hour for all, half will do.
    drawings_are_the_same("png", step=2 if os.environ.get("CI") else 1)


def figures_are_the_same_on_any_number_of_threads_and_any_processor():
    drawings_are_the_same("svg", "pdf")


run([tables_are_the_same_on_any_number_of_threads_and_any_processor,
     pictures_are_the_same_on_any_number_of_threads_and_any_processor,
     figures_are_the_same_on_any_number_of_threads_and_any_processor])
