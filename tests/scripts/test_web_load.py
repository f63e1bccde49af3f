"""What a page loads, and when: the program with threads or without, the tables that a scene asks for."""
from page import comes, opened, page, said, told
from tap import expect, run

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


run([the_program_has_threads_where_the_browser_lets_it, diamonds_are_loaded_when_a_scene_asks_for_them])
