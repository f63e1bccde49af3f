"""What a lecturer's eyes see: the pixels of a real screen, not those that the program reports."""
import os
import signal
import subprocess

from picture import screen
from ravine import PROGRAM, write
from tap import run, until
from window import keyboard

# As the screen's memory has them: blue, green, red. The message's red is a little transparent.
WHITE = bytes((0xFF, 0xFF, 0xFF))
REDDEST, PALEST = (0x18, 0x23, 0xB4), (0x22, 0x2D, 0xB8)


class Lecture:
    """A display without a window manager, and the program on it."""

    def __init__(self, *words):
        ours, theirs = os.pipe()
        self.display = subprocess.Popen(
            ["Xvfb", "-noreset", "-fbdir", ".", "-displayfd", str(theirs),
             "-screen", "0", "1280x720x24"], pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        # To the end of the line: Xvfb dies when its reader is gone before it has written that.
        with os.fdopen(ours) as line:
            number = line.readline().strip()
        self.environment = dict(os.environ, DISPLAY=f":{number}", SDL_VIDEODRIVER="x11",
                                HOME=os.getcwd(), XDG_PICTURES_DIR=os.getcwd() + "/pictures")
        self.program = subprocess.Popen([PROGRAM, *words], env=self.environment,
                                        stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.program, self.display):
            process.send_signal(signal.SIGKILL)
            process.wait()

    def key(self, *keys):
        """Presses keys as a keyboard would."""
        subprocess.run(["xdotool", "key", *map(keyboard, keys)], env=self.environment, check=True, timeout=60)

    def pixels(self):
        """The screen without the byte that is no colour, row by row."""
        assert self.program.poll() is None, self.program.stderr.read()
        return [colored(row) for row in screen("Xvfb_screen0")[::4]]

    def settled(self, good, told):
        """The pixels, once they please and stay as they are for ten more looks."""
        def ask():
            now = self.pixels()
            return now if good(now) and all(now == self.pixels() for _ in range(10)) else None
        return until(ask, 60, told)

    def begun(self):
        """The picture, once the keys that help a newcomer have given way to the first one pressed."""
        first = self.settled(drawn, "nothing is drawn")
        self.key("Down")
        below = self.settled(lambda now: drawn(now) and now != first, "the keys at the foot stay")
        self.key("Up")  # after the other: a slow program may rest between two keys
        return self.settled(lambda now: drawn(now) and now != below, "the selection stays below")


def colored(row):
    """A row of the screen, 3 bytes a pixel."""
    pixels = bytearray(len(row) // 4 * 3)
    for channel in range(3):
        pixels[channel::3] = row[channel::4]
    return bytes(pixels)


def share(before, after):
    """How much of the screen differs, from 0 to 1."""
    differing = sum(a[i:i + 3] != b[i:i + 3] for a, b in zip(before, after)
                    for i in range(0, len(a), 12))
    return differing / (len(before) * len(before[0]) / 12)


def alike(before, after):
    """Whether nobody can tell them apart: what is kept as a picture differs by at most 3 of 255."""
    return all(a == b or all(abs(x - y) <= 3 for x, y in zip(a, b)) for a, b in zip(before, after))


def red(rows):
    """How many pixels have the colour of a message of failure."""
    return sum(all(a <= b <= c for a, b, c in zip(REDDEST, row[i:i + 3], PALEST))
               for row in rows for i in range(0, len(row), 3))


def colors(rows):
    """How many colours there are."""
    return len({row[i:i + 3] for row in rows[::3] for i in range(0, len(row), 12)})


def drawn(rows):
    """A white window with a picture in it."""
    return rows[1][3:6] == WHITE and colors(rows) > 60


def the_window_fills_with_the_picture():
    with Lecture("six-runners", "--set", "view.step=60") as lecture:
        lecture.settled(drawn, "nothing is drawn")


def a_change_is_seen_at_once_and_backspace_takes_it_back():
    with Lecture("momentum", "--set", "view.step=60") as lecture:
        before = lecture.begun()
        lecture.key("Right", "Right")
        lecture.settled(lambda now: share(before, now) > 0.005, "the paths do not bend")
        lecture.key("BackSpace", "g")  # G: without the run before
        lecture.settled(lambda now: alike(now, before), "Backspace does not bring the picture back")


def the_run_before_a_change_is_there_again_after_another_scene():
    with Lecture("momentum", "--set", "view.step=60") as lecture:
        before = lecture.begun()
        lecture.key("Right")
        changed = lecture.settled(lambda now: share(before, now) > 0.005, "the paths do not bend")
        for away, back in (("Next", "Prior"), ("Tab", "shift+Tab")):
            lecture.key(away)
            until(lambda: share(changed, lecture.pixels()) > 0.05, 60, f"{away} does not lead away")
            lecture.key(back)
            lecture.settled(lambda now: alike(now, changed), f"{back} does not bring all back")
        lecture.key("g")
        lecture.settled(lambda now: share(changed, now) > 0.002, "there was no run before")


def help_covers_the_picture_and_any_key_uncovers_it():
    with Lecture("momentum", "--set", "view.step=60") as lecture:
        before = lecture.begun()
        lecture.key("F1")
        lecture.settled(lambda now: share(before, now) > 0.3, "F1 shows no help")
        lecture.key("Escape")
        lecture.settled(lambda now: alike(now, before), "the help does not go away")


def a_screenshot_that_fails_says_so_in_red_and_nothing_is_lost():
    write("pictures", "a file where a folder should be")
    with Lecture("two-valleys", "--set", "view.step=60") as lecture:
        before = lecture.begun()
        some = red(before)  # of the runners
        lecture.key("s")
        until(lambda: red(lecture.pixels()) > some + 200, 60, "no red message")
        lecture.key("Escape")
        lecture.settled(lambda now: alike(now, before), "the picture is not what it was")
        lecture.key("ctrl+q")
        assert lecture.program.wait(60) == 0


run([the_window_fills_with_the_picture, a_change_is_seen_at_once_and_backspace_takes_it_back,
     the_run_before_a_change_is_there_again_after_another_scene, help_covers_the_picture_and_any_key_uncovers_it,
     a_screenshot_that_fails_says_so_in_red_and_nothing_is_lost])
