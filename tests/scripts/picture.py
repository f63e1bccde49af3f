"""Pictures: PNG files of Ravine's and the screen of an Xvfb, without libraries."""
import struct
import zlib

from tap import Rows


class Picture:
    """A PNG of 8-bit RGB: .width, .height, .scene (text or None), .pixel(x, y), .rows()."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is not a PNG"
        self.scene = None
        self.packed = b""
        ended, at = False, 8
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + length]
            sum_ = struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0]
            assert sum_ == zlib.crc32(kind + body), f"{path}: damaged {kind}"
            if kind == b"IHDR":
                self.width, self.height, depth, color = struct.unpack(">IIBB", body[:10])
                assert (depth, color) == (8, 2), f"{path} is not 8-bit RGB"
            elif kind == b"IDAT":
                self.packed += body
            elif kind == b"iTXt" and body.startswith(b"ravine:scene\0"):
                self.scene = body.split(b"\0", 5)[5].decode()
            ended = kind == b"IEND"
            at += 12 + length
        assert ended, f"{path} is cut short"
        self._rows = None

    def rows(self, count=None):
        """The first rows (at least; all where count is None), 3 bytes a pixel."""
        if self._rows is None:
            self._rows = Rows(self.width, self.height, self.packed)
        return self._rows.upto(self.height if count is None else count)

    def pixel(self, x, y):
        """(red, green, blue)."""
        return tuple(self.rows(y + 1)[y][3 * x:3 * x + 3])

    def value(self, section, key):
        """A value of the scene that the picture carries; None where it is not given."""
        return scene_value(self.scene, section, key)


def scene_value(text, section, key):
    """One value of an INI text, continued lines joined."""
    here, found = None, None
    last = None
    for line in text.splitlines():
        if line.startswith("["):
            here, last = line.strip("[]"), None
        elif line[:1] in (" ", "\t") and last == key and here == section:
            found += " " + line.strip()
        elif "=" in line:
            last = line.split("=", 1)[0].strip()
            if here == section and last == key:
                found = line.split("=", 1)[1].strip()
    return found


def screen(path):
    """An Xvfb's screen as it is now, from its -fbdir file: (bytes a row, rows as bytes)."""
    with open(path, "rb") as file:
        data = file.read()
    header = struct.unpack(">25I", data[:100])
    size, width, height, depth_bits, stride, colors = \
        header[0], header[4], header[5], header[11], header[12], header[19]
    assert depth_bits == 32, "the screen is not 32 bits a pixel"
    start = size + 12 * colors
    return [data[start + y * stride:start + y * stride + 4 * width] for y in range(height)]
