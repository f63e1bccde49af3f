"""The page: what it shows is what a window shows. Skipped where no page was built or no browser is installed."""
import contextlib
import os
import subprocess
import sys
import time

from browser import PROGRAM, Browser
from picture import Picture, screen
from ravine import done
from tap import RAVINE, Skip, expect, run, until

PAGE = os.path.join(os.environ["SOURCE"], "build", "web", "page")
SERVE = os.path.join(os.environ["SOURCE"], "src", "web", "serve")
WIDTH, HEIGHT = 900, 560


@contextlib.contextmanager
def page():
    """The address and a browser that has not opened it."""
    if not os.path.exists(os.path.join(PAGE, "index.html")):
        raise Skip("no page was built (./run web --build)")
    if not PROGRAM:
        raise Skip("no Chromium is installed")
    with subprocess.Popen([sys.executable, SERVE, PAGE, "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip()
            with Browser(WIDTH, HEIGHT) as browser:
                yield address, browser
        finally:
            server.kill()


def opened(browser, address):
    """Opens a scene and waits until its name is the page's title."""
    browser.go("about:blank")
    browser.go(address)
    until(lambda: "Ravine" in (browser.value("document.title") or "")
          and browser.value("document.getElementById('said')?.hidden"), 60, f"nothing came: {browser.said}")


def gray(rows, width=3):
    """Rows of pixels of so many bytes, the first three of which are colours, in either order."""
    return [[r + 2 * g + b for r, g, b in zip(row[0::width], row[1::width], row[2::width])] for row in rows]


def similarity(one, other, side=8):
    """The mean structural similarity of two gray pictures, over squares (Wang et al. 2004, with 4 × 255 as the range)."""
    small, large = (0.01 * 1020) ** 2, (0.03 * 1020) ** 2
    total = count = 0
    for top in range(0, len(one) - side + 1, side):
        for left in range(0, len(one[0]) - side + 1, side):
            a = [v for row in one[top:top + side] for v in row[left:left + side]]
            b = [v for row in other[top:top + side] for v in row[left:left + side]]
            n, x, y = side * side, sum(a), sum(b)
            x, y = x / n, y / n
            xx, yy = sum(v * v for v in a) / n - x * x, sum(v * v for v in b) / n - y * y
            xy = sum(map(lambda v, w: v * w, a, b)) / n - x * y
            total += (2 * x * y + small) * (2 * xy + large) / ((x * x + y * y + small) * (xx + yy + large))
            count += 1
    return total / count


def similarity_is_one_of_the_same_and_less_of_others():
    slope = [[(x * y) % 1021 for x in range(32)] for y in range(32)]
    turned = [row[::-1] for row in slope]
    expect(similarity(slope, slope) > 0.9999)
    expect(similarity(slope, turned) < 0.9)


def still(look):
    """What look() gives once it gives the same twice; it must be more than one colour."""
    before = look()
    for _ in range(120):
        time.sleep(0.5)
        now = look()
        if now == before and len({shade for row in now[::7] for shade in row[::7]}) > 10:
            return now
        before = now
    raise AssertionError("the picture does not stand still")


def in_page(browser):
    browser.shot("page.png")
    return gray(Picture("page.png").rows())


def in_window(name):
    """A scene on a display that its window fills."""
    ours, theirs = os.pipe()
    with subprocess.Popen(["Xvfb", "-noreset", "-fbdir", ".", "-displayfd", str(theirs), "-screen", "0",
                           f"{WIDTH}x{HEIGHT}x24"], pass_fds=[theirs], stderr=subprocess.DEVNULL) as display:
        try:
            os.close(theirs)
            with os.fdopen(ours) as line:
                number = line.readline().strip()
            environment = dict(os.environ, DISPLAY=f":{number}", SDL_VIDEODRIVER="x11")
            subprocess.run(["xdotool", "mousemove", str(WIDTH - 1), str(HEIGHT - 1)], env=environment, check=True,
                           timeout=60)
            with subprocess.Popen([RAVINE, name, "--size", f"{WIDTH}x{HEIGHT}"], env=environment) as program:
                try:
                    return still(lambda: gray(screen("Xvfb_screen0"), 4))
                finally:
                    program.kill()
        finally:
            display.kill()


def a_scene_looks_in_the_page_as_it_does_in_a_window():
    with page() as (address, browser):
        for name, place in (("six-runners", "?scene="), ("saddle", "#scene=")):
            opened(browser, address + place + name)
            alike = similarity(still(lambda: in_page(browser)), in_window(name))
            expect(alike >= 0.97, f"{name}: {alike}")
        expect(browser.said == [], browser.said)


def scenes_of_every_lab_open_without_a_word_on_the_console():
    with page() as (address, browser):
        for name in ("digits", "diamonds"):
            opened(browser, address + "?scene=" + name)
            still(lambda: in_page(browser))
        expect(browser.said == [], browser.said)


def keys_that_browsers_take_reach_ravine():
    with page() as (address, browser):
        opened(browser, address + "?scene=six-runners")
        browser.value("addEventListener('keydown', e => window.taken = e.defaultPrevented)")
        for key, code, number, ctrl in (("p", "KeyP", 80, True), ("s", "KeyS", 83, True), ("F1", "F1", 112, False),
                                        ("Tab", "Tab", 9, False)):
            browser.value("window.taken = undefined")
            browser.key(key, code, number, ctrl)
            expect(browser.value("window.taken") is True, f"{key}: {browser.value('window.taken')}")
            browser.key("Escape", "Escape", 27)


def a_screenshot_is_a_download_that_carries_its_scene():
    with page() as (address, browser):
        browser.ask("Browser.setDownloadBehavior", browser=True, behavior="allow", downloadPath=os.getcwd())
        opened(browser, address + "?scene=saddle")
        still(lambda: in_page(browser))
        browser.key("s", "KeyS", 83, text="s")

        def finished():
            browser.value("0")
            return [name for name in os.listdir() if name.startswith("ravine-") and name.endswith(".png")]
        name = until(finished, 30, f"nothing was downloaded: {browser.said}")[0]
        picture = Picture(name)
        expect((picture.width, picture.height) == (WIDTH, HEIGHT), name)
        expect(picture.scene and done("run", name) == done("run", "saddle"), "the numbers are others")
        expect(browser.said == [], browser.said)


def a_scene_that_is_not_there_is_said_on_the_page():
    with page() as (address, browser):
        browser.go(address + "?scene=nowhere")
        until(lambda: "nowhere" in (browser.value("document.getElementById('said')?.textContent") or ""), 60,
              "nothing was said")


run([similarity_is_one_of_the_same_and_less_of_others, a_scene_looks_in_the_page_as_it_does_in_a_window,
     scenes_of_every_lab_open_without_a_word_on_the_console, keys_that_browsers_take_reach_ravine,
     a_screenshot_is_a_download_that_carries_its_scene, a_scene_that_is_not_there_is_said_on_the_page])
