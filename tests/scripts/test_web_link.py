"""Links in a browser: the address follows the scene and is followed; frames, the element and the page that is one file.
Skipped where no page was built or no browser is installed."""
import os
import shutil
import time

from page import PAGE, can_be_opened, comes, opened, page, said, title
from ravine import done, ravine, write
from tap import expect, run, until

TABLE = "day,x\n" + "".join(f"{day},{day * 7 % 5}\n" for day in range(1, 40))


def fragment(it):
    return it.value("location.hash.slice(1)")


def empty(it, address):
    """A page of the same place with nothing in it."""
    it.go(address + "ravine-scene.js")
    until(lambda: it.value("location.pathname + document.readyState") == "/ravine-scene.jscomplete", 20, "no page")
    time.sleep(0.3)
    it.said.clear()  # it has no icon


def the_address_follows_the_scene_and_a_reload_keeps_it():
    with page() as (address, it):
        opened(it, address + "#scene=saddle")
        expect("changed" not in title(it), title(it))
        expect(fragment(it) == "scene=saddle", fragment(it))
        before = it.value("history.length")
        it.key("ArrowRight", ctrl=True)
        until(lambda: "link=A" in fragment(it), 20, "the address stays")
        kept = fragment(it)
        expect(kept.startswith("scene=saddle&link=A") and it.value("history.length") == before, kept)
        changed = done("run", "#" + kept)
        expect(changed != done("run", "saddle"))
        it.value("window.before = true")
        it.ask("Page.reload")
        until(lambda: it.value("!window.before && document.title.includes('changed')"), 60, "it does not come again")
        expect(done("run", "#" + fragment(it)) == changed)
        expect(it.said == [], it.said)


def back_and_forward_are_steps_that_undo_takes_back():
    with page() as (address, it):
        opened(it, address + "#scene=saddle")
        saddle = title(it)
        it.value("location.hash = 'scene=beale'")
        until(lambda: title(it) != saddle, 30, "it stays")
        beale = title(it).split(" – ")[0]
        it.key("ArrowRight", ctrl=True)
        until(lambda: "link=A" in fragment(it), 20, "the address stays")
        it.value("history.back()")
        comes(it, saddle, title)
        it.value("history.forward()")
        comes(it, beale, title)
        comes(it, "changed", title)
        it.value("location.hash = 'scene=beale'")
        until(lambda: "changed" not in title(it), 30, "it is not as it ships")
        it.key("z", ctrl=True)
        comes(it, "changed", title)
        it.value("location.hash = 'scene=nowhere'")
        time.sleep(1)
        expect(beale in title(it), "a wrong link took the scene away")
        expect(it.said == [], it.said)


def a_link_that_is_cut_is_said_on_the_page():
    link = done("link", "saddle", "--set", "run.steps=7").strip()
    with page() as (address, it):
        it.go(address + "#" + link.split("#")[1][:-5])
        comes(it, "the link is cut", said)


def copy_link_puts_the_address_into_the_clipboard():
    with page() as (address, it):
        it.ask("Browser.grantPermissions", browser=True, origin=address.rstrip("/"),
               permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        opened(it, address + "#scene=saddle")
        it.key("c", ctrl=True)
        until(lambda: it.wait("navigator.clipboard.readText()") == address + "#scene=saddle", 20, "it is not")


def a_table_is_read_from_where_the_scene_says():
    can_be_opened()
    shutil.copytree(PAGE, "site")
    write("site/prices.csv", TABLE)
    scene = "[scene]\nlab = averages\ntitle = Prices\n[series]\ndata = %s\ncolumn = x\n[average.a]\nbeta = 0.9\n"
    with page(folder="site") as (address, it):
        for data in ("prices.csv", address + "prices.csv"):
            write("mine.ini", scene % data)
            if data == "prices.csv":
                write("prices.csv", TABLE)  # to be only named, it has to be there
            opened(it, address + "#" + ravine("link", "mine.ini").stdout.strip().split("#")[1])
            expect(title(it).startswith("Prices"), title(it))
        it.go("about:blank")
        write("mine.ini", scene % (address + "no.csv"))
        it.go(address + "#" + done("link", "mine.ini").strip().split("#")[1])
        comes(it, "no.csv could not be fetched", said)


def a_table_that_is_only_named_is_asked_for():
    write("own.csv", TABLE)
    write("mine.ini", "[scene]\nlab = averages\ntitle = Own\n[series]\ndata = own.csv\ncolumn = x\n[average.a]\nbeta = 0.9\n")
    fragment = ravine("link", "mine.ini").stdout.strip().split("#")[1]
    with page() as (address, it):
        it.go(address + "#" + fragment)
        comes(it, "own.csv is not here: drop that file onto the page", said)
        it.value(f"""var data = new DataTransfer();
            data.items.add(new File([{TABLE!r}], "own.csv"));
            dispatchEvent(Object.assign(new Event("drop", {{cancelable: true}}), {{dataTransfer: data}}))""")
        until(lambda: it.wait("""new Promise(done => {
            const asked = indexedDB.open("ravine");
            asked.onsuccess = () => {
                const kept = asked.result.transaction("files").objectStore("files").getAll();
                kept.onsuccess = () => done(kept.result.length);
            };
        })"""), 20, "it is not kept")
        it.ask("Page.reload")
        until(lambda: title(it).startswith("Own"), 60, title(it))


def a_frame_leaves_the_wheel_to_its_page_until_it_is_clicked():
    with page() as (address, it):
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
    with page() as (address, it):
        expect(os.path.getsize(os.path.join(PAGE, "ravine-scene.js")) <= 2048)
        empty(it, address)
        it.value("""document.documentElement.innerHTML = '<body><div style="height:3000px"></div>' +
            '<ravine-scene scene="saddle" hide="panel" label="A saddle"></ravine-scene>'""")
        it.value("document.head.append(Object.assign(document.createElement('script'), "
                 f"{{src: '{address}ravine-scene.js'}}))")
        inside = "document.querySelector('ravine-scene').shadowRoot"
        until(lambda: it.value(f"{inside}?.textContent.includes('A saddle')"), 20, "no label")
        time.sleep(0.5)
        expect(it.value(f"!!{inside}.querySelector('iframe')") is False, "it is loaded before it is seen")
        it.value("scrollTo(0, 3000)")
        until(lambda: it.value(f"{inside}.querySelector('iframe')?.src") == address + "#scene=saddle&hide=panel", 20,
              "nothing is loaded")
        until(lambda: it.value(f"{inside}.querySelector('iframe').contentDocument?.getElementById('said')?.hidden"), 60,
              "the frame stays empty")
        expect([line for line in it.said if "404" not in line] == [], it.said)  # it has no icon


def a_page_in_one_file_opens_without_a_server():
    with page() as (_, it):
        done("render", "digits", "--set", "run.epochs=1", "--hide", "panel", "-o", "one page.html")
        opened(it, "file://" + os.path.abspath("one page.html").replace(" ", "%20"))
        expect(it.said == [], it.said)
        size = os.path.getsize("one page.html")
        expect(size <= 2500000, f"{size} bytes")


def tables_of_ones_own_are_in_that_file():
    with page() as (_, it):
        write("prices.csv", TABLE)
        done("render", "prices.csv", "-o", "page.html")
        os.remove("prices.csv")
        opened(it, "file://" + os.path.abspath("page.html"))
        expect(it.said == [], it.said)


run([the_address_follows_the_scene_and_a_reload_keeps_it, back_and_forward_are_steps_that_undo_takes_back,
     a_link_that_is_cut_is_said_on_the_page, copy_link_puts_the_address_into_the_clipboard,
     a_table_is_read_from_where_the_scene_says, a_table_that_is_only_named_is_asked_for,
     a_frame_leaves_the_wheel_to_its_page_until_it_is_clicked,
     the_element_loads_its_scene_when_it_comes_into_view, a_page_in_one_file_opens_without_a_server,
     tables_of_ones_own_are_in_that_file])
