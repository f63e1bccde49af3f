"""The page in people's hands: keys, text, touch, files, and what it says when something is wrong. Skipped where no page
was built or no browser is installed."""
import contextlib
import glob
import gzip
import json
import os
import re
import shutil
import time
import xml.dom.minidom

from page import PAGE, comes, message, opened, page, rested, said, served, told
from ravine import done
from tap import expect, read_png, run, until

WIDTH, HEIGHT = 800, 500
PLACE = (659, 251)  # of the handle of six-runners' α
STAGE = (265, 237)

_open = contextlib.ExitStack()
_shared = []


def fresh(scene="six-runners", layout=None):
    """The one browser of these tests, with a scene that nobody has touched. `layout`: what its keyboard says is on its
    keys, by their codes; else it does not tell."""
    if not _shared:
        _shared.extend(_open.enter_context(page(WIDTH, HEIGHT)))
        _shared[1].ask("Browser.grantPermissions", browser=True,
                       permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        _shared[1].ask("DOM.enable")
    address, browser = _shared
    keyboard = f"{{getLayoutMap: async () => new Map({json.dumps(list(layout.items()))})}}" if layout else "undefined"
    script = browser.ask("Page.addScriptToEvaluateOnNewDocument",
                         source=f"Object.defineProperty(navigator, 'keyboard', {{value: {keyboard}}})")["identifier"]
    browser.resize(WIDTH, HEIGHT)
    browser.go(address + "page.js")  # of the same origin, without a page that would keep something
    until(lambda: browser.value("document.readyState") == "complete")
    browser.value("localStorage.clear()")
    opened(browser, address + "?scene=" + scene, plays=scene == "six-runners")  # which stands at its start
    browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
    browser.value("Page.download = path => window.saved = path")
    return browser


def shot(browser):
    """The scene that a screenshot carries."""
    browser.value("window.saved = null")
    browser.key("s")
    until(lambda: browser.value("saved !== null"), 30, f"no screenshot came: {browser.said}")
    with open("shot.png", "wb") as file:
        file.write(bytes(browser.value("[...FS.readFile(saved)]")))
    return read_png("shot.png")[2]


def alpha(scene):
    return float(re.search(r"\[runner\.batch\][^[]*?\nalpha = (\S+)", scene)[1])


# ---- words for who does not see -----------------------------------------------------------------

def the_picture_is_told_in_words_and_anew_after_a_change():
    browser = fresh()
    comes(browser, "Six runners, one ravine\n")
    comes(browser, "step 0")
    expect(re.search(r"^Adam: .*J = 72\.5", told(browser), re.M), told(browser))
    browser.key("End")
    comes(browser, "step 120")
    browser.key("1")
    comes(browser, "batch: α = 0.074, b = all; not drawn")
    browser.key("/", "Slash")
    comes(browser, ": 1 of ", message)
    browser.key("ArrowDown")
    comes(browser, ": 2 of ", message)
    browser.key("Escape")
    until(lambda: not message(browser), 20, message(browser))
    expect(browser.value("document.getElementById('message').getAttribute('role')") == "status")
    expect(browser.value("document.getElementById('picture').getAttribute('aria-live')") == "polite")
    before = browser.value("""var told = 0; new MutationObserver(() => told++).observe(
        document.getElementById('picture'), {childList: true, characterData: true, subtree: true})""")
    time.sleep(1.5)
    expect(browser.value("told") == 0, before)


# ---- keys ---------------------------------------------------------------------------------------

GERMAN = {"KeyZ": "y", "KeyY": "z", "Slash": "-", "Comma": ",", "Period": ".", "BracketRight": "+"}


def keys_go_by_what_is_on_them():
    for layout in (None, GERMAN):
        browser = fresh(layout=layout)
        browser.key("End")
        comes(browser, "step 120")
        browser.key("z", "KeyY")  # a German keyboard's: zooms
        browser.key("ArrowRight")
        expect(alpha(shot(browser)) > 0.074, "z was taken for y, which opens a field")
        browser.key("z", "KeyY", ctrl=True)
        expect(alpha(shot(browser)) == 0.074, "Ctrl+Z does not undo")
        browser.key(",", "Comma")
        comes(browser, "step 119")
        browser.key(";", "Comma", shift=True)  # Shift with a comma goes ten steps
        comes(browser, "step 109")


def keyboards_that_want_shift_or_altgr_for_a_sign_have_it():
    browser = fresh(layout={"Comma": ";", "KeyM": ",", "Period": ":"})
    browser.key("End")
    browser.key("&", "Digit1")  # the 1 of a French keyboard
    comes(browser, "b = all; not drawn")
    browser.key("1", "Digit1", shift=True)
    until(lambda: "not drawn" not in told(browser))
    browser.key(".", "Comma", shift=True)  # its point
    browser.key(",", "KeyM")
    browser.key(",", "KeyM")
    comes(browser, "step 118")
    browser.key("ı", "KeyI")  # a Turkish one's, which is no i
    browser.key("[", "Digit8", graph=True)  # AltGr+8 of a German one: slower, not the eighth runner
    expect("not drawn" not in told(browser) and "hood" not in shot(browser))


def what_a_browser_needs_it_keeps_and_what_ravine_has_a_key_for_it_takes():
    browser = fresh()
    for key, code, held, takes in (("Tab", "Tab", {}, True), ("p", "KeyP", {"ctrl": True}, True),
                                   ("s", "KeyS", {"ctrl": True}, True), ("F1", "F1", {}, True),
                                   ("ArrowLeft", "", {"alt": True}, True),
                                   ("t", "KeyT", {"ctrl": True}, False), ("l", "KeyL", {"ctrl": True}, False),
                                   ("F12", "F12", {}, False)):
        pressed = browser.wait(f"""new Promise(done => {{
            const event = new KeyboardEvent("keydown", {{key: {json.dumps(key)}, code: {json.dumps(code)}, bubbles: true,
                cancelable: true, ctrlKey: {json.dumps(held.get("ctrl", False))}, altKey: {json.dumps(held.get("alt", False))}}});
            document.activeElement.dispatchEvent(event);
            done(event.defaultPrevented);
        }})""")
        expect(pressed is takes, f"{held} {key}: {pressed}")
        browser.key("Escape")
        browser.key("End")  # a lab that has just been opened plays
        rested(browser)


def escape_and_then_tab_leaves_the_canvas():
    browser = fresh()
    browser.value("document.body.insertAdjacentHTML('beforeend', '<button id=after>after</button>')")
    browser.key("Escape")
    browser.key("Tab")
    expect(browser.value("document.activeElement.id") == "after", browser.value("document.activeElement.id"))
    browser.value("document.getElementById('canvas').focus()")
    browser.key("Tab")
    expect(browser.value("document.activeElement.id") == "canvas", "Tab is the next lab")


# ---- text ---------------------------------------------------------------------------------------

def field_opens(browser, key, **held):
    browser.key(key, **held)
    until(lambda: browser.value("document.activeElement.id") == "typed", 20, f"{key} opens no field")


def text_is_typed_composed_and_pasted():
    browser = fresh()
    field_opens(browser, "Enter")
    browser.type("1/")
    browser.ask("Input.insertText", text="25")  # as an input method gives it
    browser.key("Enter")
    comes(browser, "α = 0.04, b = all")
    expect(browser.value("document.activeElement.id") == "canvas")
    field_opens(browser, "Enter")
    browser.type("0.5")
    browser.key("a", "KeyA", ctrl=True)
    browser.key("c", "KeyC", ctrl=True)
    until(lambda: browser.wait("navigator.clipboard.readText()") == "0.5", 20, "nothing was copied")
    browser.value("""var data = new DataTransfer(); data.setData("text/plain", "0.06\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
            cancelable: true}))""")
    browser.key("Enter")
    comes(browser, "α = 0.06, b = all")
    expect(browser.said == [], browser.said)


# ---- pointer ------------------------------------------------------------------------------------

def a_mouse_drags_a_slider():
    browser = fresh()
    browser.drag(PLACE, (PLACE[0] + 8, PLACE[1]), (PLACE[0] + 15, PLACE[1]))
    expect(alpha(shot(browser)) > 0.1)


def fingers_drag_zoom_tap_and_rest():
    browser = fresh()
    browser.resize(WIDTH, HEIGHT, 1, True)
    browser.value("window.later = setTimeout; window.setTimeout = () => 0")  # no finger rests on a slow machine
    browser.touch("touchStart", PLACE)
    browser.touch("touchMove", (PLACE[0] + 10, PLACE[1]))
    browser.touch("touchMove", (PLACE[0] + 15, PLACE[1]))
    browser.touch("touchEnd")
    scene = shot(browser)
    expect(alpha(scene) > 0.1, "a drag changes nothing")
    x, y = STAGE
    browser.touch("touchStart", (x - 20, y))
    browser.touch("touchStart", (x - 20, y), (x + 20, y))
    for i in range(1, 7):
        browser.touch("touchMove", (x - 20 - 10 * i, y), (x + 20 + 10 * i, y))
    browser.touch("touchEnd")
    wide = shot(browser)
    expect("\nx = " not in scene and "\nx = " in wide, f"no zoom: {wide}")
    expect(re.search(r"\nstart = (.*)", wide)[1] == re.search(r"\nstart = (.*)", scene)[1], "the pinch moved the start")
    browser.key("f")
    browser.key("End")
    rested(browser)
    browser.shot("without.png")
    browser.value("window.setTimeout = later")
    browser.touch("touchStart", STAGE)

    def shows_more():
        browser.shot("with.png")
        with open("without.png", "rb") as one, open("with.png", "rb") as other:
            return one.read() != other.read()

    until(shows_more, 20, "a finger that rests shows nothing")
    browser.touch("touchEnd")
    browser.key("Home")
    rested(browser)
    browser.touch("touchStart", (500, 472))  # a tap on the timeline
    browser.touch("touchEnd")
    until(lambda: "step 0," not in told(browser), 20, "a tap does nothing")
    expect(browser.said == [], browser.said)


def a_screen_of_another_density_is_as_sharp():
    browser = fresh()
    for density in (1, 1.5, 2, 1):
        browser.resize(WIDTH, HEIGHT, density)
        until(lambda density=density: browser.value("document.getElementById('canvas').width") == WIDTH * density, 20,
              f"{density}: {browser.value('document.getElementById(`canvas`).width')}")
        shot(browser)
        expect(read_png("shot.png")[0] == WIDTH * density, f"{density}: {read_png('shot.png')[0]}")
    browser.resize(640, 400)
    until(lambda: browser.value("document.getElementById('canvas').height") == 400, 20, "it does not follow the window")


def full_screen_is_the_browsers_and_ends_with_its_escape():
    browser = fresh()
    full = "document.fullscreenElement !== null"
    for key, ends in (("F", "browser"), ("F", "key")):
        browser.key(key, "KeyF", shift=True)
        until(lambda: browser.value(full), 20, "no full screen")
        if ends == "browser":
            # The page hears of it a frame later; what is pressed before that ends what has ended.
            browser.wait("""new Promise(done => {
                document.addEventListener("fullscreenchange", () => done(true), {once: true});
                document.exitFullscreen();
            })""")
        else:
            browser.key(key, "KeyF", shift=True)
        until(lambda: not browser.value(full), 20, "it stays")
        rested(browser)


# ---- files --------------------------------------------------------------------------------------

def files_are_dropped_and_chosen():
    browser = fresh()
    done("render", "saddle", "-o", "saddle.png", "--size", "640x400")
    with open("own.ini", "w", encoding="utf-8") as file:
        file.write("[scene]\nlab = descent\ntitle = My own\n[objective]\nkind = surface\nsurface = booth\n"
                   "[runner.a]\nrule = adam\n")
    table = "x,y\n" + "".join(f"{i},{2 * i + i % 3}\n" for i in range(40))
    with open("points.csv", "w", encoding="utf-8") as file:
        file.write(table)
    with gzip.open("packed.csv.gz", "wt") as file:
        file.write(table)
    for path, text in (("saddle.png", "A saddle\n"), ("own.ini", "My own\n"), ("points.csv", "40"),
                       ("packed.csv.gz", "40")):
        browser.drop(STAGE, path)
        comes(browser, text)
    browser.ask("Page.setInterceptFileChooserDialog", enabled=True)
    for key, held in (("o", {"ctrl": True}), ("M", {"shift": True})):
        browser.events.clear()
        browser.key(key, f"Key{key.upper()}", **held)
        asked = until(lambda: [event for event in (browser.value("0"), browser.events)[1]
                               if event["method"] == "Page.fileChooserOpened"], 20, "no file is asked for")
        browser.ask("DOM.setFileInputFiles", files=[os.path.abspath("own.ini" if key == "o" else "saddle.png")],
                    backendNodeId=asked[0]["params"]["backendNodeId"])
        comes(browser, "My own\n" if key == "o" else "A saddle\n")
    browser.ask("Page.setInterceptFileChooserDialog", enabled=False)
    expect(browser.said == [], browser.said)


def text_of(browser, path):
    return browser.value(f"new TextDecoder().decode(FS.readFile({json.dumps(path)}))")


def what_is_saved_is_a_download():
    browser = fresh("saddle")
    browser.value("delete Page.download; window.saved = null; Page.download = path => window.saved = path")
    browser.key("ArrowRight")
    field_opens(browser, "S", shift=True)
    browser.key("a", "KeyA", ctrl=True)
    browser.type("mine")
    browser.key("Enter")
    path = until(lambda: browser.value("saved"), 20, "nothing was saved")
    expect(path == "/Downloads/mine.ini", path)
    expect("surface = saddle" in text_of(browser, path))


def a_screenshot_reaches_the_disk_and_reopens_with_the_same_numbers():
    browser = fresh("saddle")
    browser.ask("Browser.setDownloadBehavior", browser=True, behavior="allow", downloadPath=os.getcwd())
    opened(browser, _shared[0] + "?scene=saddle&fresh")
    browser.key("s")
    name = until(lambda: [name for name in (browser.value("0"), os.listdir())[1]
                          if name.startswith("ravine-") and name.endswith(".png")], 30,
                 f"nothing was downloaded: {browser.said}")[0]
    width, height, scene = read_png(name)[:3]
    expect((width, height) == (WIDTH, HEIGHT) and scene, name)
    expect(done("run", name) == done("run", "saddle"), "the numbers are others")
    expect(browser.said == [], browser.said)


def a_figure_and_a_film_are_downloads_in_every_format_that_a_page_has():
    browser = fresh()
    browser.key("End")
    rested(browser)
    numbers = done("run", "six-runners")

    def saved(*told_of):
        path = until(lambda: browser.value("saved") or any(text in message(browser) for text in told_of) and "none", 60,
                     f"nothing comes: {message(browser)}")
        with open(os.path.basename(path), "wb") as file:
            file.write(bytes(browser.value(f"[...FS.readFile({json.dumps(path)})]") if path != "none" else []))
        browser.value("window.saved = null")
        return os.path.basename(path)

    browser.value("window.saved = null")
    browser.key("F4")
    browser.key("ArrowUp")
    for ending in ("png", "svg", "pdf"):
        comes(browser, f"format: {ending}", message)
        browser.key("Enter")
        name = saved("PDF is written by the installed Ravine")
        if ending == "pdf":
            expect(name == "none", name)
            break
        expect(name.endswith("." + ending), name)
        expect(done("run", name) == numbers, f"{name} has other numbers")
        if ending == "png":
            expect(read_png(name)[:2] == (1016, 718), read_png(name)[:2])
        else:
            drawn = xml.dom.minidom.parse(name)
            words = {text.firstChild.data for text in drawn.getElementsByTagName("text") if text.firstChild}
            expect({"batch", "Adam"} <= words and len(drawn.getElementsByTagName("path")) > 100, words)
        browser.key("ArrowRight")
    browser.key("Escape")
    for name, why in (("film.gif", "without GIF"), ("film.mp4", "ffmpeg"), ("film.anim.svg", "")):
        browser.key("R", shift=True)
        comes(browser, "ravine-six-runners-001.anim.svg", message)
        browser.key("a", "KeyA", ctrl=True)
        browser.type(name)
        browser.key("Enter")
        if why:
            comes(browser, why, message)
            browser.key("Escape")
            until(lambda: "anim.svg. " not in message(browser), 20, message(browser))
        else:
            expect(saved() == name)
            expect("animate" in open(name, encoding="utf-8").read())
    expect(browser.said == [], browser.said)


def what_is_not_saved_is_offered_again():
    browser = fresh()
    for leaves in ("after a while", "at once"):
        browser.key("ArrowRight")
        changed = alpha(shot(browser))
        if leaves == "after a while":
            time.sleep(1.5)
        opened(browser, _shared[0] + "?scene=what-cancels", plays=True)  # stands at a step as well
        browser.value("Page.download = path => window.saved = path")
        browser.key("Enter")  # yes
        comes(browser, "Six runners, one ravine\n")
        expect(alpha(shot(browser)) == changed, leaves)
    expect(browser.said == [], browser.said)


# ---- what goes wrong ----------------------------------------------------------------------------

def copy_of_page(name, without):
    """The page without files: of its programs the browser takes one."""
    shutil.copytree(PAGE, name)
    for path in glob.glob(os.path.join(name, without)):
        os.remove(path)
    return name


def what_is_missing_is_said():
    browser = fresh()
    for number, without in enumerate(("ravine*.wasm", "ravine.data", "ravine*.js")):
        with served(copy_of_page(f"less-{number}", without)) as address:
            browser.go(address)
            until(lambda: "could not be loaded" in (said(browser) or ""), 30, f"{without}: {said(browser)}")
    browser.go(_shared[0] + "?scene=nowhere")
    until(lambda: "nowhere" in (said(browser) or ""), 30, "a scene that is not there")
    for script, text in (("HTMLCanvasElement.prototype.getContext = () => null", "WebGL 2"),
                         ("delete window.WebAssembly", "WebAssembly")):
        added = browser.ask("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
        browser.go(_shared[0])
        until(lambda text=text: text in (said(browser) or ""), 30, f"{text}: {said(browser)}")
        time.sleep(0.5)
        expect(text in said(browser), said(browser))
        browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added)
    browser.said.clear()


def a_file_that_is_too_large_and_graphics_that_are_lost_are_said():
    browser = fresh()
    browser.value("""var data = new DataTransfer(), large = new File(["a"], "large.csv");
        Object.defineProperty(large, "size", {value: 3e9});
        Object.defineProperty(data, "files", {value: [large]});
        dispatchEvent(Object.assign(new Event("drop", {cancelable: true}), {dataTransfer: data}))""")
    until(lambda: "large.csv" in (said(browser) or ""), 20, said(browser))
    browser.value("""var lost = Module.canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
        lost.loseContext()""")
    until(lambda: "graphics" in (said(browser) or ""), 20, said(browser))
    browser.value("window.isOld = true; lost.restoreContext()")
    until(lambda: browser.value("!window.isOld && document.title.includes('–')"), 60, "it does not come back")
    browser.said.clear()


try:
    run([the_picture_is_told_in_words_and_anew_after_a_change, keys_go_by_what_is_on_them,
         keyboards_that_want_shift_or_altgr_for_a_sign_have_it,
         what_a_browser_needs_it_keeps_and_what_ravine_has_a_key_for_it_takes, escape_and_then_tab_leaves_the_canvas,
         text_is_typed_composed_and_pasted, a_mouse_drags_a_slider, fingers_drag_zoom_tap_and_rest,
         a_screen_of_another_density_is_as_sharp, full_screen_is_the_browsers_and_ends_with_its_escape,
         files_are_dropped_and_chosen, what_is_saved_is_a_download,
         a_figure_and_a_film_are_downloads_in_every_format_that_a_page_has,
         a_screenshot_reaches_the_disk_and_reopens_with_the_same_numbers, what_is_not_saved_is_offered_again,
         what_is_missing_is_said, a_file_that_is_too_large_and_graphics_that_are_lost_are_said])
finally:
    _open.close()
