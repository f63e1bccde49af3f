"""The page: what it shows is what a window shows. Skipped where no page was built or no browser is installed."""
import base64
import json
import os
import re
import subprocess
import time

from page import opened, page, rested, some, told
from ravine import done
from tap import expect, run, until

WIDTH, HEIGHT = 800, 500

# The mean structural similarity of two pictures' gray, over squares of eight pixels (Wang et al. 2004).
SIMILARITY = """
async function gray(bytes) {
    const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const canvas = new OffscreenCanvas(picture.width, picture.height), draw = canvas.getContext("2d");
    draw.drawImage(picture, 0, 0);
    const rgba = draw.getImageData(0, 0, picture.width, picture.height).data, shade = [];
    for (let i = 0; i < rgba.length; i += 4)
        shade.push((rgba[i] + 2 * rgba[i + 1] + rgba[i + 2]) / 4);
    return {width: picture.width, height: picture.height, shade};
}
function similarity(one, other, side = 8) {
    const small = (0.01 * 255) ** 2, large = (0.03 * 255) ** 2, n = side * side;
    let total = 0, count = 0;
    if (one.width !== other.width || one.height !== other.height)
        return 0;
    for (let top = 0; top + side <= one.height; top += side)
        for (let left = 0; left + side <= one.width; left += side) {
            let x = 0, y = 0, xx = 0, yy = 0, xy = 0;
            for (let i = 0; i < n; i++) {
                const at = (top + Math.floor(i / side)) * one.width + left + i % side;
                const a = one.shade[at], b = other.shade[at];
                x += a / n, y += b / n, xx += a * a / n, yy += b * b / n, xy += a * b / n;
            }
            total += (2 * x * y + small) * (2 * (xy - x * y) + large) /
                ((x * x + y * y + small) * (xx - x * x + yy - y * y + large));
            count++;
        }
    return total / count;
}
const bytesOf = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));
"""


def text_of(name):
    """The file of a scene that ships."""
    folder = os.path.join(os.environ["SOURCE"], "assets")
    path = next(os.path.join(at, file) for at, _, files in os.walk(folder) for file in files
                if re.fullmatch(rf"(\d+-)?{name}\.ini", file))
    with open(path, encoding="utf-8") as file:
        return file.read()


def shows_time(name):
    """Whether its picture is of seconds that were measured, which are others on every machine."""
    return re.search(r"^(x_axis = seconds|show = batch-size)", text_of(name), re.M)


def least(name):
    """How much alike its pictures have to be. A network's table has measured times; its runs are of single precision, and
    where α is large they go other ways once a sum was taken in another order."""
    return 0.9 if "lab = training" in text_of(name) else 0.97


def names():
    return [line.split()[0] for line in done("list", "scenes").splitlines() if line.startswith("  ")]


def native(scenes):
    """Starts to take the windows' pictures; they come as ravine-NAME-001.png."""
    return subprocess.Popen([os.environ["PICTURES"], str(WIDTH), str(HEIGHT), *scenes], stdout=subprocess.DEVNULL,
                            env=dict(os.environ, SDL_VIDEODRIVER="offscreen", XDG_PICTURES_DIR=os.getcwd()))


def picture_of(browser, name):
    """Shows a scene at its end and takes its screenshot, which stays in the page as `shot`."""
    browser.value(f"window.shot = null; Page.show({json.dumps(name)})")
    browser.key("End")  # at once: a scene that plays draws sixty times a second
    rested(browser, name)
    browser.key("s")
    until(lambda: browser.value("shot !== null"), 60, f"{name}: no screenshot came: {browser.said}")


def alike(browser, path):
    """How much the page's `shot` is like a file."""
    with open(path, "rb") as file:
        text = base64.b64encode(file.read()).decode()
    return browser.wait(f"Promise.all([gray(shot), gray(bytesOf('{text}'))]).then(both => similarity(...both))")


def every_scene_looks_in_the_page_as_it_does_in_a_window():
    scenes = names()
    expect(len(scenes) > 50, scenes)
    scenes = some(scenes)
    with page(WIDTH, HEIGHT) as (address, browser), native([name for name in scenes if not shows_time(name)]) as program:
        opened(browser, address + "?scene=" + scenes[0])
        browser.value(SIMILARITY + "Page.download = path => window.shot = FS.readFile(path)")
        less = {}
        for name in scenes:
            begun = time.monotonic()
            if shows_time(name):
                title = done("list", "scenes").split(f"\n  {name} ")[1].split("\n")[0].strip()
                browser.value(f"Page.show({json.dumps(name)})")
                until(lambda title=title: told(browser).startswith(title), 60, f"{name} does not open")
                continue
            picture_of(browser, name)
            path = f"ravine-{name}-001.png"
            until(lambda path=path: os.path.exists(path) or program.poll(), 120, f"{name}: no window's picture")
            like = alike(browser, path)
            if os.environ.get("TOLD"):
                print(f"# {name} {like:.4f} {time.monotonic() - begun:.2f} s")
            if like < least(name):
                less[name] = like
        expect(not less, less)
        expect(browser.said == [], browser.said)


def similarity_is_one_of_the_same_and_less_of_others():
    with page(WIDTH, HEIGHT) as (_, browser):
        browser.value(SIMILARITY)
        browser.value("""var slope = {width: 32, height: 32, shade: []}, turned = {width: 32, height: 32, shade: []};
            for (let i = 0; i < 1024; i++) {
                slope.shade.push((i % 32) * (i >> 5) % 256);
                turned.shade.push((31 - i % 32) * (i >> 5) % 256);
            }""")
        expect(browser.value("similarity(slope, slope)") > 0.9999)
        expect(browser.value("similarity(slope, turned)") < 0.9)


run([similarity_is_one_of_the_same_and_less_of_others, every_scene_looks_in_the_page_as_it_does_in_a_window])
