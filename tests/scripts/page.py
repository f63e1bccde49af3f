"""The page that was built, in a browser."""
import atexit
import contextlib
import os
import subprocess
import sys

from browser import PROGRAM, Browser
from tap import Skip, until

PAGE = os.path.join(os.environ["SOURCE"], "build", "web", "page")
SERVE = os.path.join(os.environ["SOURCE"], "src", "web", "serve")


@contextlib.contextmanager
def served(folder=PAGE):
    """The address of a folder."""
    with subprocess.Popen([sys.executable, SERVE, folder, "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def can_be_opened():
    """Skips a test where there is no page or nothing to open it with."""
    if os.environ.get("RAVINE_TESTS_PAGE") == "no" or not os.path.exists(os.path.join(PAGE, "index.html")):
        raise Skip("no page was built (./run web --build)")
    if not PROGRAM:
        raise Skip("no Chromium is installed")


_running = []  # the browser, from the first test to the last


def quit_browser():
    while _running:
        _running.pop().quit()


atexit.register(quit_browser)


@contextlib.contextmanager
def page(width=900, height=560, folder=PAGE):
    """The address and a browser that has opened nothing."""
    can_be_opened()
    with served(folder) as address:
        if not _running:
            _running.append(Browser())
        browser = _running[0]
        try:
            browser.begin(width, height)
            yield address, browser
            browser.end()
        except BaseException:
            quit_browser()  # nobody knows what became of it
            raise


def some(scenes):
    """Of many alike, every third in CI, where all tests together have a quarter of an hour."""
    return scenes[::3] if os.environ.get("CI") else scenes


def opened(browser, address, plays=False):
    """Opens a scene and waits until it is there, with all that is computed. It is shown at its end: playing, it would draw
    sixty times a second, for ten seconds. `plays`: it does, or stands where it says itself."""
    browser.go("about:blank")
    browser.go(address)
    until(lambda: "–" in (browser.value("document.title") or "")
          and browser.value("document.getElementById('said')?.hidden"), 60, f"nothing came: {browser.said}")
    if not plays:
        browser.key("End")
    rested(browser)


def rested(browser, what="the page"):
    """Waits until nothing moves."""
    until(lambda: browser.value("Module._hands_rest()"), 240, f"{what} does not come to rest")


def told(browser):
    """What the page says beside its picture."""
    return browser.value("document.getElementById('picture')?.textContent") or ""


def said(browser):
    """What stands over the canvas; empty where nothing does."""
    return browser.value("document.getElementById('said')?.hidden ? '' : document.getElementById('said')?.textContent") or ""


def message(browser):
    """What lies over the picture, in words."""
    return browser.value("document.getElementById('message')?.textContent") or ""


def title(browser):
    return browser.value("document.title") or ""


def comes(browser, text, where=told):
    """Waits until a text stands there."""
    try:
        until(lambda: text in where(browser), 60)
    except AssertionError as late:
        raise AssertionError(f"no '{text}' in '{where(browser)}'; {title(browser)}, {said(browser)}, {browser.said}") from late
