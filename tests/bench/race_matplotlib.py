"""The figure of six runners in matplotlib: KIND NUMBERS.csv FILE. Prints seconds by the clock and of the
processors, of a film those of a frame; without imports and reading."""
import csv
import sys
import time

import matplotlib
matplotlib.use("Agg")
from matplotlib import animation, pyplot
import numpy

kind, numbers, name = sys.argv[1:]
paths = {}
with open(numbers, encoding="utf-8") as file:
    for row in csv.DictReader(file):
        paths.setdefault(row["runner"], []).append([float(row[key]) for key in ("theta_0", "theta_1", "cost")])
paths = {runner: numpy.array(path) for runner, path in paths.items()}
FRAMES = 10  # of a film; all take the same


def draw():
    """The whole figure; returns it and its curves."""
    figure, (stage, costs) = pyplot.subplots(1, 2, figsize=(12.8, 7.2), dpi=100, width_ratios=(2, 1))
    x, y = numpy.meshgrid(numpy.linspace(-10, 2.5, 400), numpy.linspace(-2.2, 2.2, 300))
    value = (x * x + 25 * y * y) / 2
    stage.imshow(numpy.sqrt(value), extent=(-10, 2.5, -2.2, 2.2), origin="lower", aspect="auto", cmap="viridis_r")
    stage.clabel(stage.contour(x, y, value, levels=numpy.geomspace(0.3, 120, 12), colors="white", linewidths=0.8))
    curves = []
    for runner, path in paths.items():
        curves.append((stage.plot(path[:, 0], path[:, 1], marker=".", markersize=3)[0],
                       costs.semilogy(path[:, 2], label=runner)[0], path))
    costs.legend()
    stage.set_title("Six runners, one ravine")
    return figure, curves


def film(figure, curves):
    """A few frames of it."""
    def show(frame):
        last = 1 + 1000 * frame // FRAMES
        for line, cost, path in curves:
            line.set_data(path[:last, 0], path[:last, 1])
            cost.set_data(range(last), path[:last, 2])
    writer = animation.FFMpegWriter(fps=30) if kind == "mp4" else animation.PillowWriter(fps=20)
    animation.FuncAnimation(figure, show, FRAMES).save(name, writer)


clock, work = time.perf_counter(), time.process_time()
if kind in ("mp4", "gif"):
    film(*draw())
else:
    draw()[0].savefig(name, dpi=300 if kind == "png" else 100)
share = FRAMES if kind in ("mp4", "gif") else 1
print((time.perf_counter() - clock) / share, (time.process_time() - work) / share)
