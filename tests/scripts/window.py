"""A real window on a display of its own, driven by keys and mouse, read back by screenshots."""
import os
import signal
import subprocess
import time

from tap import RAVINE, expect, read_png, until


def keyboard(key):
    """The key by the code of pc keyboards where it is F1 to F12: to press one by its name, xdotool presses
    Alt as well where a keymap has that name at several of the key's levels."""
    *modifiers, name = key.split("+")
    number = int(name[1:]) if name[:1] == "F" and name[1:].isdigit() else 0
    code = 66 + number if number <= 10 else 84 + number
    return "+".join([*modifiers, str(code)]) if number else key


class Window:
    """A display and the program on it, for one test. The home folder is the current one."""

    def __init__(self, *words, size="1280x720", is_asked=False):
        """Without a size it is what the program remembers. is_asked: it begins with a question."""
        read, write = os.pipe()
        self.display = subprocess.Popen(["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1600x1000x24"],
                                        pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        # To the end of the line: Xvfb dies when its reader is gone before it has written that.
        with os.fdopen(read) as display:
            number = display.readline().strip()
        self.environment = dict(os.environ, DISPLAY=f":{number}", XDG_PICTURES_DIR=os.path.abspath("."),
                                HOME=os.path.abspath("."), SDL_VIDEODRIVER="x11")
        sized = ["--size", size] if size else []
        self.program = subprocess.Popen([RAVINE, *words, *sized], env=self.environment,
                                        stderr=subprocess.PIPE, text=True)
        self.shots = 0
        self.id = until(lambda: self.xdo("search", "--onlyvisible", "--class", "ravine").split(),
                        60, "no window came")[0]
        self.xdo("windowfocus", "--sync", self.id)
        if not is_asked:
            self.shot()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.program, self.display):
            process.send_signal(signal.SIGKILL)
            process.wait()

    def xdo(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment,
                              capture_output=True, text=True, timeout=60).stdout

    def key(self, *keys):
        for key in keys:
            self.xdo("key", keyboard(key))

    def hold(self, key, seconds):
        """Keeps a key down: the display repeats it."""
        self.xdo("keydown", keyboard(key))
        time.sleep(seconds)
        self.xdo("keyup", keyboard(key))

    def drag(self, button, *places):
        """Presses a mouse button at the first place and releases it at the last."""
        self.mouse(*places[0])
        self.xdo("mousedown", button)
        for place in places[1:]:
            self.mouse(*place)
        self.xdo("mouseup", button)

    def mouse(self, x, y, *words):
        self.xdo("mousemove", "--window", self.id, x, y, *words)

    def title(self):
        return self.xdo("getwindowname", self.id).strip()

    def shot(self):
        """Presses S and returns the picture."""
        before = set(os.listdir())
        for _ in range(40):
            self.key("s")
            end = time.monotonic() + 5
            while time.monotonic() < end:
                new = [name for name in set(os.listdir()) - before if name.endswith(".png") and name[0] != "."]
                if new:
                    return read_png(sorted(new)[0])
                time.sleep(0.05)
                expect(self.program.poll() is None, "the program ended")
        raise AssertionError("no screenshot came")

    def scene(self):
        return self.shot()[2]

    def load(self, seconds):
        """The share of one core that the program takes over these seconds."""
        def ticks():
            with open(f"/proc/{self.program.pid}/stat") as file:
                return sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))
        before, begun = ticks(), time.monotonic()
        time.sleep(seconds)
        return (ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - begun)

    def wakes(self, seconds):
        """How often in these seconds the thread that draws woke: not once while nothing is to be drawn."""
        def count():
            with open(f"/proc/{self.program.pid}/status") as file:
                return sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)
        before = count()
        time.sleep(seconds)
        return count() - before

    def type(self, text):
        self.xdo("type", text)

    def burst(self, key, text):
        """A key and a text all at once, so that the program finds them in one moment, and then Enter."""
        self.xdo("key", "--delay", 0, keyboard(key), "type", "--delay", 0, text)
        self.key("Return")

    def quit(self):
        """Asks to quit, and insists where it asks whether changes may be lost."""
        self.key("ctrl+q", "ctrl+q")
        expect(self.program.wait(30) == 0, "did not quit with status 0")
