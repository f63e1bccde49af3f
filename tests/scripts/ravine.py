"""Runs the program that is tested, and says what it must say."""
import csv
import io
import os
import subprocess

PROGRAM = os.environ.get("RAVINE", "ravine")
DEADLINE = 120  # seconds; only a program that hangs ever meets it

# A whole scene, small enough to be changed by hand in a test.
SCENE = """[scene]
lab = descent
title = Two runners

[objective]
kind = surface
surface = ravine
condition = 10
start = -3, 1

[run]
steps = 12
seed = 7

[runner.plain]
rule = gd
alpha = 0.1

[runner.adam]
rule = adam
alpha = 0.3
"""


def environment(**changes):
    """The environment of a machine without a display; None removes a variable."""
    result = dict(os.environ)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        result.pop(name, None)
    for name, value in changes.items():
        result.pop(name, None)
        if value is not None:
            result[name] = value
    return result


def ravine(*words, program=PROGRAM, environ=None, **options):
    """Runs it to its end; .returncode, .stdout and .stderr tell how it went."""
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([program, *words], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          text=True, encoding="utf-8", timeout=DEADLINE,
                          env=environ if environ is not None else environment(), check=False,
                          **options)


def done(*words, **options):
    """Runs it, expects success and silence on standard error; returns its output."""
    result = ravine(*words, **options)
    assert result.returncode == 0 and result.stderr == "", \
        f"{words}: status {result.returncode}: {result.stderr}"
    return result.stdout


def failed(status, words, *fragments, **options):
    """Runs it and expects this status, no output, and one line that says all of fragments; below it there may be
    a line of text and a caret."""
    result = ravine(*words, **options)
    said = f"{words}: status {result.returncode}, says: {result.stderr}"
    assert result.returncode == status, said
    assert result.stderr.startswith("ravine: "), said
    lines = result.stderr.split("\n")
    assert len(lines) in (2, 4) and not lines[-1], said
    assert len(lines) == 2 or lines[1].startswith("  ") and lines[2].strip(" ") == "^", said
    assert not result.stdout, f"{words}: standard output is not empty: {result.stdout[:200]}"
    for fragment in fragments:
        assert fragment in result.stderr, f"'{fragment}' is not in: {said}"
    return result.stderr


def rows(text):
    """The rows of a CSV as dictionaries."""
    return list(csv.DictReader(io.StringIO(text)))


def write(name, content):
    """Writes a file of text or bytes, returns its name."""
    with open(name, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    return name


def read(name):
    """The bytes of a file."""
    with open(name, "rb") as file:
        return file.read()
