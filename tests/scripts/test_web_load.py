"""What a page loads, and when: the program with threads or without, the tables that a scene asks for."""
from page import comes, message, opened, page, rested, said, title, told
from ravine import done, write
from tap import expect, run, until

LOADED = "performance.getEntriesByType('resource').map(one => one.name.split('/').pop()).join(' ')"


def the_program_has_threads_where_the_browser_lets_it():
    words_of = []
    with page() as (address, browser):
        for words, program in (("", "ravine-threads.wasm"), ("&threads=no", "ravine.wasm")):
            opened(browser, address + "?scene=digits" + words)
            loaded = browser.value(LOADED).split()
            expect(program in loaded, loaded)
            words_of.append(told(browser))
        expect(browser.said == [], browser.said)
    expect(words_of[0] == words_of[1], words_of)


def diamonds_are_loaded_when_a_scene_asks_for_them():
    with page() as (address, browser):
        browser.ask("Network.enable")
        opened(browser, address + "?scene=saddle")
        expect("diamonds.csv.gz" not in browser.value(LOADED), "nobody had asked for them")
        browser.ask("Network.setBlockedURLs", urls=["*diamonds*"])
        browser.go("about:blank")
        browser.go(address + "?scene=diamonds")
        comes(browser, "diamonds.csv.gz could not be fetched", said)
        browser.ask("Network.setBlockedURLs", urls=[])
        opened(browser, address + "?scene=diamonds")
        expect("diamonds.csv.gz" in browser.value(LOADED))


# What is fetched comes when the test says so.
HELD = """window.real = fetch; window.fetch = (...what) =>
    new Promise((done, fail) => Object.assign(window, {come: () => done(real(...what)), done, fail}))"""


def choose_diamonds(browser):
    browser.value("window.come = null")
    browser.key("/", "Slash")
    browser.type("data diamonds")
    browser.key("Enter")
    until(lambda: browser.value("come !== null"), 20, f"nothing is fetched: {message(browser)}")
    comes(browser, "diamonds.csv.gz is being loaded", message)


def a_choice_that_needs_a_file_is_taken_when_it_has_come():
    with page() as (address, browser):
        opened(browser, address + "?threads=no#scene=digits")
        browser.value(HELD)
        for fails, why in (("fail(new TypeError('gone'))", "there is no connection"),
                           ("done(new Response('', {status: 404}))", "its server says 404"),
                           ("done(new Response('', {headers: {'content-length': 1e9}}))", "is too large")):
            choose_diamonds(browser)
            browser.value(fails)
            comes(browser, why, message)
            expect("link" not in browser.value("location.hash"), why)
            browser.key("Escape")
        choose_diamonds(browser)
        browser.type("xyzzy")
        comes(browser, "nothing has all of these words", message)  # the window goes on meanwhile
        browser.value("come()")
        until(lambda: "link=A" in browser.value("location.hash"), 60, f"it is not taken: {message(browser)}")
        until(lambda: message(browser) == "", 20, f"the list stays: {message(browser)}")
        browser.key("z", ctrl=True)
        until(lambda: "link" not in browser.value("location.hash"), 60, "it is no single step of undo")
        expect(browser.said == [], browser.said)


def a_scene_opens_when_its_table_has_come():
    table = "day,x\n" + "".join(f"{day},{day * 7 % 5}\n" for day in range(1, 40))
    write("mine.ini", "[scene]\nlab = averages\ntitle = Prices\n[series]\ndata = https://example.org/a/prices.csv\n"
          "column = x\n[average.a]\nbeta = 0.9\n")
    fragment = done("link", "mine.ini").strip().split("#")[1]
    with page() as (address, browser):
        opened(browser, address + "?scene=saddle")
        browser.value(HELD + "; window.come = null")
        browser.value(f"location.hash = {fragment!r}")
        comes(browser, "prices.csv is being loaded", message)
        browser.key("End")
        rested(browser)
        expect(title(browser).startswith("A saddle"), title(browser))
        browser.value(f"done(new Response({table!r}))")
        comes(browser, "Prices", title)
        expect(browser.said == [], browser.said)


# Counts the frames that are drawn, and at which of them a field of how many columns came.
DRAWN = """window.frames = 0; window.fields = []; {
    const {clear, texImage2D} = WebGL2RenderingContext.prototype; let last = -1;
    WebGL2RenderingContext.prototype.clear = function(...given) {
        if (last !== (last = document.timeline.currentTime))
            frames++;
        return clear.apply(this, given);
    };
    WebGL2RenderingContext.prototype.texImage2D = function(...given) {
        if (given[3] === given[4] && given[3] < 512)
            fields.push([given[3], frames]);
        return texImage2D.apply(this, given);
    };
}"""


def without_threads_the_page_goes_on_while_it_computes():
    paused = done("link", "digits", "--set", "view.step=100").strip().split("#")[1]
    with page(640, 400) as (address, browser):
        browser.ask("Page.addScriptToEvaluateOnNewDocument", source=DRAWN)
        browser.go(address + "?scene=landscape&threads=no")
        until(lambda: len(browser.value("window.fields") or []) > 2, 120, f"no field is finer: {title(browser)}")
        sizes, frames = zip(*browser.value("fields"))
        expect(list(sizes) == sorted(set(sizes)), f"not coarse first and finer later: {sizes}")
        expect(frames[-1] - frames[0] > 10, f"it stood still: {frames}")
        opened(browser, address + "?threads=no#" + paused, plays=True)  # stands at its step
        expect(browser.value("frames") > 10, f"it stood still: {browser.value('frames')} frames")
        expect(browser.said == [], browser.said)


run([the_program_has_threads_where_the_browser_lets_it, diamonds_are_loaded_when_a_scene_asks_for_them,
     a_choice_that_needs_a_file_is_taken_when_it_has_come, a_scene_opens_when_its_table_has_come,
     without_threads_the_page_goes_on_while_it_computes])
