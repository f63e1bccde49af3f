"""Links in a browser: the address follows the scene and is followed; frames, the element and the page that is one file.
Skipped where no page was built or no browser is installed."""
import contextlib
import os
import subprocess
import sys
import time

from browser import PROGRAM, Browser
from ravine import done, write
from tap import Skip, expect, run, until

PAGE = os.path.join(os.environ["SOURCE"], "build", "web", "page")
SERVE = os.path.join(os.environ["SOURCE"], "src", "web", "serve")
START = "document.getElementById('said')?.hidden && document.title.includes('–') ? document.title : ''"


@contextlib.contextmanager
def browser():
    if not os.path.exists(os.path.join(PAGE, "offline.js")):
        raise Skip("no page was built (./run web --build)")
    if not PROGRAM:
        raise Skip("no Chromium is installed")
    with Browser(900, 560) as it:
        yield it


@contextlib.contextmanager
def served(folder=PAGE):
    """The address of a folder."""
    with subprocess.Popen([sys.executable, SERVE, folder, "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def opened(it, address):
    it.go("about:blank")
    it.go(address)
    return until(lambda: it.value(START), 60, f"nothing came: {it.said}")


def empty(it, address):
    """A page of the same place with nothing in it."""
    it.go(address + "ravine-scene.js")
    until(lambda: it.value("document.readyState") == "complete", 20, "no page")
    time.sleep(0.5)
    it.said.clear()  # there is no icon of it


def fragment(it):
    return it.value("location.hash.slice(1)")


def press(it, key, code, number, modifiers=0):
    about = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
    it.ask("Input.dispatchKeyEvent", type="rawKeyDown", **about)
    it.ask("Input.dispatchKeyEvent", type="keyUp", **about)


def title_is(it, text):
    until(lambda: text in (it.value("document.title") or ""), 30, f"not {text}: {it.value('document.title')} {it.said}")


def the_address_follows_the_scene_and_a_reload_keeps_it():
    with browser() as it, served() as address:
        first = opened(it, address + "#scene=saddle")
        expect("changed" not in first, first)
        expect(fragment(it) == "scene=saddle", fragment(it))
        before = it.value("history.length")
        press(it, "ArrowRight", "ArrowRight", 39, 2)
        until(lambda: "link=A" in fragment(it), 20, "the address stays")
        kept = fragment(it)
        expect(kept.startswith("scene=saddle&link=A") and it.value("history.length") == before, kept)
        changed = done("run", "#" + kept)
        expect(changed != done("run", "saddle"))
        it.ask("Page.reload")
        time.sleep(0.5)
        until(lambda: it.value(START), 60, "it does not come again")
        title_is(it, "changed")
        expect(done("run", "#" + fragment(it)) == changed)
        expect(it.said == [], it.said)


def back_and_forward_are_steps_that_undo_takes_back():
    with browser() as it, served() as address:
        saddle = opened(it, address + "#scene=saddle")
        it.value("location.hash = 'scene=beale'")
        until(lambda: it.value("document.title") != saddle, 30, "it stays")
        beale = it.value("document.title")
        press(it, "ArrowRight", "ArrowRight", 39, 2)
        until(lambda: "link=A" in fragment(it), 20, "the address stays")
        it.value("history.back()")
        title_is(it, saddle)
        it.value("history.forward()")
        title_is(it, beale.split(" – ")[0])
        title_is(it, "changed")
        press(it, "z", "KeyZ", 90, 2)
        until(lambda: fragment(it) == "scene=beale", 20, fragment(it))
        it.value("location.hash = 'scene=nowhere'")
        time.sleep(1)
        expect(beale.split(" – ")[0] in it.value("document.title"), "a wrong link took the scene away")
        expect(it.said == [], it.said)


def a_link_that_is_cut_is_said_on_the_page():
    link = done("link", "saddle", "--set", "run.steps=7").strip()
    with browser() as it, served() as address:
        it.go(address + "#" + link.split("#")[1][:-5])
        until(lambda: "the link is cut" in (it.value("document.getElementById('said')?.textContent") or ""), 60,
              "nothing is said")


def copy_link_puts_the_address_into_the_clipboard():
    with browser() as it, served() as address:
        it.ask("Browser.grantPermissions", browser=True, permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        opened(it, address + "#scene=saddle")
        press(it, "c", "KeyC", 67, 2)

        def text():
            it.value("navigator.clipboard.readText().then(it => { window.copied = it; }, why => { window.copied = String(why); })")
            return it.value("window.copied") == address + "#scene=saddle"
        until(text, 20, f"it is not: {it.value('window.copied')} {it.said}")


def a_frame_leaves_the_wheel_to_its_page_until_it_is_clicked():
    with browser() as it, served() as address:
        empty(it, address)
        it.value(f"""document.documentElement.innerHTML = '<body style="margin:0;height:3000px">' +
            '<iframe style="border:0;width:800px;height:400px" src="{address}#scene=saddle&hide=panel"></iframe>'""")
        inner = "document.querySelector('iframe').contentDocument"
        until(lambda: it.value(f"{inner}?.getElementById('said')?.hidden"), 60, "the frame stays empty")
        about = {"x": 300, "y": 200, "deltaX": 0, "deltaY": 120}
        it.ask("Input.dispatchMouseEvent", type="mouseWheel", **about)
        until(lambda: it.value("scrollY") > 0, 10, "the page does not scroll")
        it.value("scrollTo(0, 0)")
        for kind in ("mousePressed", "mouseReleased"):
            it.ask("Input.dispatchMouseEvent", type=kind, x=300, y=200, button="left", clickCount=1)
        it.ask("Input.dispatchMouseEvent", type="mouseWheel", **about)
        time.sleep(0.5)
        expect(it.value("scrollY") == 0, "the page scrolls")


def the_element_loads_its_scene_when_it_comes_into_view():
    expect(os.path.getsize(os.path.join(PAGE, "ravine-scene.js")) <= 2048)
    with browser() as it, served() as address:
        empty(it, address)
        it.value("""document.documentElement.innerHTML = '<body><div style="height:3000px"></div>' +
            '<ravine-scene scene="saddle" hide="panel" label="A saddle"></ravine-scene>'""")
        it.value(f"document.head.append(Object.assign(document.createElement('script'), {{src: '{address}ravine-scene.js'}}))")
        inside = "document.querySelector('ravine-scene').shadowRoot"
        until(lambda: it.value(f"{inside}?.textContent.includes('A saddle')"), 20, "no label")
        time.sleep(0.5)
        expect(it.value(f"!!{inside}.querySelector('iframe')") is False, "it is loaded before it is seen")
        it.value("scrollTo(0, 3000)")
        until(lambda: it.value(f"{inside}.querySelector('iframe')?.src") == address + "#scene=saddle&hide=panel", 20,
              it.value(f"{inside}.querySelector('iframe')?.src"))
        until(lambda: it.value(f"{inside}.querySelector('iframe').contentDocument?.getElementById('said')?.hidden"), 60,
              "the frame stays empty")
        expect(it.said == [], it.said)


def a_page_in_one_file_opens_without_a_server():
    with browser() as it:
        done("render", "digits", "--set", "run.epochs=1", "--hide", "panel", "-o", "one page.html")
        size = os.path.getsize("one page.html")
        expect(size <= 2500000, f"{size} bytes")
        title = opened(it, "file://" + os.path.abspath("one page.html").replace(" ", "%20"))
        expect(title.startswith("Digits") or "–" in title, title)
        expect(it.said == [], it.said)


def tables_of_ones_own_are_in_that_file():
    with browser() as it:
        write("prices.csv", "day,x\n" + "".join(f"{day},{day * 7 % 5}\n" for day in range(1, 40)))
        done("render", "prices.csv", "-o", "page.html")
        os.remove("prices.csv")
        opened(it, "file://" + os.path.abspath("page.html"))
        expect(it.said == [], it.said)


run([the_address_follows_the_scene_and_a_reload_keeps_it, back_and_forward_are_steps_that_undo_takes_back,
     a_link_that_is_cut_is_said_on_the_page, copy_link_puts_the_address_into_the_clipboard,
     a_frame_leaves_the_wheel_to_its_page_until_it_is_clicked, the_element_loads_its_scene_when_it_comes_into_view,
     a_page_in_one_file_opens_without_a_server, tables_of_ones_own_are_in_that_file])
