"""A few lines of test harness: functions in, TAP out. A test's name is the sentence it proves."""
import os
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zlib

RAVINE = os.environ.get("RAVINE", "ravine")


def ravine(*words, timeout=120, **options):
    """Runs the program; returns what subprocess.run returns, with text output."""
    return subprocess.run([RAVINE, *map(str, words)], capture_output=True, text=True,
                          timeout=timeout, **options)


def expect(what, told=""):
    if not what:
        raise AssertionError(told)


def until(ask, seconds=30, told="it did not happen"):
    """Asks again and again until the answer is true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(told)
        time.sleep(0.05)


def read_png(path):
    """Width, height, the scene it carries, and a function pixel(x, y) → (r, g, b)."""
    data = open(path, "rb").read()
    expect(data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG")
    at, packed, scene = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        expect(zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0])
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", body[:10])
            expect((depth, color) == (8, 2), "not 8 bit RGB")
        elif kind == b"IDAT":
            packed += body
        elif kind == b"iTXt":
            key, rest = body.split(b"\0", 1)
            if key == b"ravine:scene":
                text = rest[2:].split(b"\0", 2)[2]
                scene = (zlib.decompress(text) if rest[0] else text).decode()
        at += 12 + length
    rows = []

    def pixel(x, y):
        if not rows:
            rows.extend(unpack(width, height, packed))
        return tuple(rows[y][3 * x:3 * x + 3])

    return width, height, scene, pixel


def unpack(width, height, packed):
    """The rows of an 8-bit RGB picture: slow, and many only want the scene."""
    raw = zlib.decompress(packed)
    rows, before = [], bytearray(3 * width)
    for y in range(height):
        kind, line = raw[y * (3 * width + 1)], bytearray(raw[y * (3 * width + 1) + 1:(y + 1) * (3 * width + 1)])
        for i in range(3 * width):
            left = line[i - 3] if i > 2 else 0
            up, corner = before[i], before[i - 3] if i > 2 else 0
            if kind == 1:
                line[i] = (line[i] + left) & 255
            elif kind == 2:
                line[i] = (line[i] + up) & 255
            elif kind == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif kind == 4:
                p = left + up - corner
                a, b, c = abs(p - left), abs(p - up), abs(p - corner)
                line[i] = (line[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
        rows.append(line)
        before = line
    return rows


def value_of(scene, section, key):
    """A key's text in a scene, or None."""
    here = None
    for line in scene.splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif here == section and line.split("=")[0].strip() == key:
            return line.split("=", 1)[1].strip()
    return None


def run(tests):
    """Runs functions in order, each in a fresh current directory that is the user's home as well."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            for variable, below in (("HOME", ""), ("XDG_CONFIG_HOME", ".config"),
                                    ("XDG_STATE_HOME", ".local/state")):
                os.environ[variable] = os.path.join(folder, below)
            try:
                test()
                print(f"ok {number} - {name}", flush=True)
            except Exception:
                failed += 1
                print(f"not ok {number} - {name}", flush=True)
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}", flush=True)
            os.chdir("/")
    sys.exit(1 if failed else 0)
