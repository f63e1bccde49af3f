"""Figures into files: whole processes of Ravine, and beside them matplotlib drawing the same: a contour
with isolines and their labels, six paths of 1,000 steps and their costs. Seconds by the clock and of
all processors together; the least of several runs, for other programs only ever add to them."""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

RAVINE = os.environ.get("RAVINE", "ravine")
SCENE = ["render", "six-runners", "--set", "run.steps=1000"]
FRAMES = 100

# What is written, how often, the options, seconds at most, bytes at most.
FILES = [
    ("png", 5, ["--size", "3840x2160"], 0.5, None),
    ("pdf", 5, [], 0.15, 300e3),
    ("svg", 5, [], 0.15, 300e3),
    ("mp4", 2, ["--size", "1280x720", "--seconds", str((FRAMES - 30) / 30)], FRAMES / 40, None),
    ("gif", 2, ["--size", "1280x720", "--seconds", str((FRAMES - 20) / 20)], FRAMES / 20, 1e6),
]


def seconds_of(words):
    """Of one run: by the clock, of the processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(words, times):
    """The least of several runs, after one that warms the disk's cache."""
    runs = [seconds_of(words) for _ in range(times + 1)][1:]
    return min(run[0] for run in runs), min(run[1] for run in runs)


def rival_of(kind, numbers):
    """matplotlib's seconds for the same file: drawing and writing only, imports not counted."""
    script = os.path.join(os.path.dirname(__file__), "race_matplotlib.py")
    for python in ("/usr/bin/python3", sys.executable):
        result = subprocess.run([python, script, kind, numbers, "rival." + kind], check=False,
                                capture_output=True, text=True)
        if result.returncode == 0:
            return [float(word) for word in result.stdout.split()]
    return None


def say(kind, clock, work, goal, size, most, rival):
    """One row."""
    per = FRAMES if kind in ("mp4", "gif") else 1
    text = f"{kind}  {clock:6.3f} s   {work:6.3f} s of processors   {clock / goal:5.2f} of the {goal:g} s aimed at"
    text += f"   {size / 1e3:7.0f} kB" + (f" of at most {most / 1e3:.0f}" if most else "")
    if per > 1:
        text += f"   {per / clock:6.1f} frames/s"
    if rival:
        text += f"   matplotlib {rival[0] * per:6.3f} s ({rival[0] * per / clock:.1f} ×), " \
                f"{rival[1] * per:6.3f} s of processors ({rival[1] * per / work:.1f} ×)"
    print(text, flush=True)


def main():
    """All rows."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
            os.environ.pop(variable, None)
        subprocess.run([RAVINE, "run", *SCENE[1:], "-o", "six.csv"], check=True)
        for kind, times, options, goal, most in FILES:
            if kind == "mp4" and not shutil.which("ffmpeg"):
                continue
            name = "figure." + kind
            clock, work = least([RAVINE, *SCENE, *options, "-o", name], times)
            say(kind, clock, work, goal, os.path.getsize(name), most, rival_of(kind, "six.csv"))


main()
