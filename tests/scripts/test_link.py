"""Links: printed, and taken wherever a scene is."""
import os

from ravine import SCENE, done, environment, failed, ravine, read, rows, write
from tap import expect, run

CHANGED = ["six-runners", "--set", "runner.adam.alpha=0.2"]
TABLE = "day,x\n" + "".join(f"{day},{day * 7 % 5}\n" for day in range(1, 40))


def link(*words):
    return done("link", *words).strip()


def a_link_is_printed_and_gives_the_same_numbers():
    address = link(*CHANGED)
    expect(address.startswith("http://localhost:8000/#scene=six-runners&link=A") and len(address) < 2000, address)
    expect(done("run", address) == done("run", *CHANGED))
    expect(done("run", address[address.index("#"):]) == done("run", *CHANGED))
    expect(link("six-runners") == "http://localhost:8000/#scene=six-runners")
    expect(link(address) == address, "a link of a link is another")


def it_leads_to_the_page_that_is_named():
    expect(link("adam", "--base", "https://a.org/r/#x") == "https://a.org/r/#scene=adam")
    told = done("link", "adam", environ=environment(RAVINE_PAGE="https://b.org/"))
    expect(told == "https://b.org/#scene=adam\n", told)


def every_command_takes_one():
    address = link(*CHANGED)
    done("render", address, "-o", "a.png", "--size", "640x360")
    expect(done("run", "a.png") == done("run", *CHANGED))
    expect(done("check", link("saddle")).count("\n") == done("check", "saddle").count("\n"))
    expect("adam" in done("tune", address, "--set", "run.steps=5").lower())
    expect(rows(done("run", address, "--set", "run.steps=7"))[-1]["step"] == "7")


def a_scene_of_ones_own_travels_with_its_table():
    write("prices.csv", TABLE)
    named = ravine("link", "prices.csv")
    expect("prices.csv is only named" in named.stderr and "--data-inside" in named.stderr, named.stderr)
    inside, numbers = link("prices.csv", "--data-inside"), done("run", "prices.csv")
    os.remove("prices.csv")
    expect(done("run", inside) == numbers)
    failed(2, ["run", named.stdout.strip()], "prices.csv", "no such file")
    write("mine.ini", SCENE)
    expect(done("run", link("mine.ini")) == done("run", "mine.ini"))


def tables_that_are_too_large_say_what_a_link_holds():
    write("large.csv", "day,x\n" + "".join(f"{day},{day}\n" for day in range(1, 100000)))
    failed(2, ["link", "large.csv", "--data-inside"], "and a link holds 1024")


def one_that_is_too_long_for_a_command_line_goes_into_a_file():
    write("long.csv", "day,x\n" + "".join(f"{day},{(day * 7919) ** 3 % 99999989}\n" for day in range(1, 40000)))
    numbers = done("run", "long.csv")
    told = ravine("link", "long.csv", "--data-inside")
    expect(len(told.stdout) > 128 << 10 and "-o FILE" in told.stderr, told.stderr)
    for name in ("far.link", "far.txt"):
        filed = ravine("link", "long.csv", "--data-inside", "-o", name)
        expect(filed.stdout == filed.stderr == "" and read(name).decode() == told.stdout, filed.stderr)
    os.remove("long.csv")
    for name in ("far.link", "far.txt"):
        expect(done("run", name) == numbers, name)
    write("cut.link", told.stdout[:-100])
    failed(2, ["run", "cut.link"], "the link is cut")
    write("mine.ini", SCENE)
    failed(2, ["link", "mine.ini", "-o", "mine.ini"], "mine.ini")
    expect(read("mine.ini").decode() == SCENE)


def what_is_wrong_with_one_is_said():
    address = link(*CHANGED)
    failed(2, ["run", address[:-9]], "the link is cut")
    failed(2, ["run", address.replace("=A", "=Z")], "version Z")
    failed(2, ["run", address[:-9] + "xxxxxxxxx"], "altered")
    failed(2, ["run", "https://example.org/"], "no scene stands behind a #")
    failed(2, ["link"], "link needs a SCENE", "or a link")
    failed(2, ["link", "optimization"], "'optimization' is a lecture")
    failed(2, ["link", "six-runners", "--hide", ""], "--hide needs names")
    failed(2, ["link", "six-runners", "--hide", "alpa"], "did you mean alpha", "panel, sliders")
    failed(2, ["link", "six-runners", "--set", "view.hide=runner.adam.alpa"], "nothing is called")
    failed(2, ["render", "six-runners", "--hide", "alpa", "-o", "a.png"], "did you mean alpha", "panel, sliders")


def without_a_page_a_sentence_says_how_to_make_one():
    os.makedirs("root/build")
    for folder in ("assets", "shaders"):
        os.symlink(os.path.join(os.environ["SOURCE"], folder), os.path.join("root", folder))
    write("a.html", "as it was")
    failed(1, ["render", "saddle", "-o", "a.html"], "./run web --build",
           environ=environment(RAVINE_ASSETS=os.path.abspath("root")))
    expect(read("a.html") == b"as it was", "it was written over")


def a_page_has_the_scene_and_of_the_tables_what_it_reads():
    page = "root/build/web/page/"
    os.makedirs(page)
    for folder in ("assets", "shaders"):
        os.symlink(os.path.join(os.environ["SOURCE"], folder), os.path.join("root", folder))
    large = os.urandom(100000)
    write(page + "index.html", "<title>x</title><script src=\"link.js\"></script>\n<script async src=\"ravine.js\"></script>")
    write(page + "link.js", "'</script>'")
    write(page + "offline.js", "unpack")
    write(page + "ravine.js", '{"filename": "/ravine/assets/data/diamonds.csv.gz", "start": 5, "end": 100005}')
    write(page + "ravine.data", b"shade" + large + b"fonts")
    write(page + "ravine.wasm", b"\0asm")
    here = environment(RAVINE_ASSETS=os.path.abspath("root"))
    done("render", *CHANGED, "--hide", "panel", "-o", "a.html", environ=here)
    text = read("a.html").decode()
    fragment = text.split('RAVINE_LINK = "')[1].split('"')[0]
    expect(fragment.startswith("scene=six-runners&hide=panel&link=A"), fragment)
    expect("<title>Six runners, one ravine – Ravine</title>" in text and "<\\/script>" in text, text[:400])
    expect("unpack" in text and 'src="' not in text and len(text) < 20000, f"{len(text)}: {text[:400]}")
    done("render", "diamonds", "--set", "run.steps=3", "-o", "b.html", environ=here)
    expect(len(read("b.html")) > 100000, "the table is not in it")


run([a_link_is_printed_and_gives_the_same_numbers, it_leads_to_the_page_that_is_named, every_command_takes_one,
     a_scene_of_ones_own_travels_with_its_table, tables_that_are_too_large_say_what_a_link_holds,
     one_that_is_too_long_for_a_command_line_goes_into_a_file, what_is_wrong_with_one_is_said,
     without_a_page_a_sentence_says_how_to_make_one,
     a_page_has_the_scene_and_of_the_tables_what_it_reads])
