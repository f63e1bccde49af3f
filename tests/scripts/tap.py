"""A few lines of test harness: functions in, TAP out. A test's name is the sentence it proves."""
import itertools
import os
import re
import signal
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


class Skip(Exception):
    """What a test needs is not on this machine."""


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
    rows = Rows(width, height, packed)
    return width, height, scene, rows.pixel


class Rows:
    """The rows of an 8-bit RGB picture, unfiltered as far down as they are asked for (PNG specification, chapter 9)."""

    def __init__(self, width, height, packed):
        self.stride, self.height = 3 * width, height
        self.raw = zlib.decompress(packed)
        expect(len(self.raw) == (self.stride + 1) * height, "not all rows are there")
        self.rows = []

    def upto(self, count):
        """The first rows, each as bytes."""
        while len(self.rows) < count:
            at = len(self.rows) * (self.stride + 1)
            above = self.rows[-1] if self.rows else bytes(self.stride)
            self.rows.append(UNFILTER[self.raw[at]](self.raw[at + 1:at + 1 + self.stride], above))
        return self.rows

    def pixel(self, x, y):
        return tuple(self.upto(y + 1)[y][3 * x:3 * x + 3])


def after_sub(packed, above):
    row = bytearray(len(packed))
    for channel in range(3):
        row[channel::3] = bytes(value & 255 for value in itertools.accumulate(packed[channel::3]))
    return bytes(row)


def after_up(packed, above):
    # All bytes at once: their low 7 bits are added as one number, the highest bit without its carry.
    size = len(packed)
    low, high = int.from_bytes(b"\x7f" * size, "big"), int.from_bytes(b"\x80" * size, "big")
    a, b = int.from_bytes(packed, "big"), int.from_bytes(above, "big")
    return ((a & low) + (b & low) ^ (a ^ b) & high).to_bytes(size, "big")


def after_average(packed, above):
    row = bytearray(packed)
    left = [0, 0, 0]
    for i, up in enumerate(above):
        left[i % 3] = row[i] = row[i] + (left[i % 3] + up >> 1) & 255
    return bytes(row)


def after_paeth(packed, above):
    size, row = len(packed), bytearray(packed)
    at = 0
    while at < size:
        left = row[at - 3:at] if at else b"\0\0\0"
        corner = above[at - 3:at] if at else b"\0\0\0"
        if left == corner:
            # Then it predicts what is above, and does so again until the first pixel that differs from that.
            other = OTHER.search(packed, at)
            end = other.start() // 3 * 3 if other else size
            if end > at:
                row[at:end] = above[at:end]
                at = end
                continue
        for i in range(3):
            a, up, c = left[i], above[at + i], corner[i]
            to_left, to_up, to_corner = abs(up - c), abs(a - c), abs(a + up - 2 * c)
            guess = a if to_left <= to_up and to_left <= to_corner else up if to_up <= to_corner else c
            row[at + i] = row[at + i] + guess & 255
        at += 3
    return bytes(row)


OTHER = re.compile(rb"[^\0]")
UNFILTER = (lambda packed, above: packed, after_sub, after_up, after_average, after_paeth)


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
    # Whoever starts the tests in the background may have these ignored, and so would what they
    # start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, signal.SIG_DFL)
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
            except Skip as why:
                print(f"ok {number} - {name} # SKIP {why}", flush=True)
            except Exception:
                failed += 1
                print(f"not ok {number} - {name}", flush=True)
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}", flush=True)
            os.chdir("/")
    sys.exit(1 if failed else 0)
