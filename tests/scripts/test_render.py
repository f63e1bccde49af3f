"""Pictures without a window."""
import os

from picture import Picture
from ravine import SCENE, done, environment, failed, read, write
from tap import run

WHITE, NIGHT = (0xFF, 0xFF, 0xFF), (0x14, 0x18, 0x1D)


def render(scene, *words, name="a.png"):
    """Renders without a display; returns the picture."""
    assert done("render", scene, "-o", name, *words) == ""
    return Picture(name)


def a_picture_is_drawn_without_a_display():
    picture = render("six-runners")
    assert (picture.width, picture.height) == (1280, 720)
    assert picture.pixel(0, 0) == WHITE
    colors = {row[i:i + 3] for row in picture.rows()[::8] for i in range(0, len(row), 24)}
    assert len(colors) > 100, f"only {len(colors)} colours: is anything drawn?"
    assert os.listdir() == ["a.png"]


def size_and_scale_are_those_asked_for():
    for words, size in ((["--size", "800x500"], (800, 500)),
                        (["--size", "800x500", "--scale", "2"], (1600, 1000)),
                        (["--size=1000x700", "--scale=0.5"], (500, 350))):
        picture = render("momentum", *words)
        assert (picture.width, picture.height) == size, words


def a_picture_is_the_same_every_time():
    render("six-runners", name="a.png")
    render("six-runners", "--threads", "1", name="b.png")
    assert read("a.png") == read("b.png")


# By OpenGL one or two of each lab: export/same_picture holds the window's drawing of every scene
# against that of PDF and SVG, and most of the time here would be the driver's, beginning.
def every_shipped_scene_can_be_drawn():
    by_opengl = ["six-runners", "shrinking-alpha", "hundred-days", "digits", "landscape", "kink"]
    shipped = [line.split()[0] for line in done("list", "scenes").splitlines()[1:]
               if line.startswith(" ")]
    assert len(shipped) > 50 and set(by_opengl) < set(shipped)
    for scene in shipped[::6 if "WATCHED" in os.environ else 1]:
        assert done("render", scene, "-o", "a.svg", "--size", "640x400") == ""
        assert 2000 < os.path.getsize("a.svg"), scene
    for scene in by_opengl:
        picture = render(scene, "--size", "640x400")
        assert (picture.width, picture.height) == (640, 400), scene


def a_theme_colours_the_background():
    assert render("adam", "--size", "640x400", "--theme", "dark").pixel(1, 1) == NIGHT
    assert render("adam", "--size", "640x400", "--theme", "light").pixel(1, 1) == WHITE


def a_step_shows_the_race_at_that_step():
    pictures = {step: render("momentum", "--size", "640x400", "--step", step)
                for step in ("0", "5", "120")}
    assert pictures["0"].packed != pictures["5"].packed != pictures["120"].packed
    assert pictures["5"].value("view", "step") == "5"
    # The end is where a picture stands when nobody asks.
    assert pictures["120"].packed == render("momentum", "--size", "640x400").packed
    failed(2, ["render", "momentum", "-o", "x.png", "--step", "121"], "the end of the timeline, 120")


def an_epoch_is_a_place_as_well():
    words = ["--figure", "plot"] # of the whole screen, some of the numbers are measured
    for scene, epoch, step in (("digits", "3.5", "224"), ("momentum", "7", "7")):
        assert render(scene, *words, "--epoch", epoch, name="epoch.png").packed == \
            render(scene, *words, "--step", step, name="step.png").packed, scene
    failed(2, ["render", "weights", "-o", "x.png", "--epoch", "2"], "no epochs")


def set_changes_the_picture():
    before = render("momentum", "--size", "640x400")
    after = render("momentum", "--size", "640x400", "--set", "objective.condition=3")
    assert before.packed != after.packed
    assert after.value("objective", "condition") == "3"


def a_picture_reopens_as_its_scene():
    write("two.ini", SCENE)
    words = ["--size", "640x400"]
    first = render("two.ini", *words, "--set", "runner.adam.alpha=0.25", "--step", "7",
                   "--theme", "dark", name="first.png")
    assert done("run", "first.png") == \
        done("run", "two.ini", "--set", "runner.adam.alpha=0.25")
    again = render("first.png", *words, name="again.png")
    assert again.packed == first.packed and again.scene == first.scene
    assert again.pixel(1, 1) == NIGHT


def a_long_title_reopens_unchanged():
    title = " ".join(f"Wörter-{i}" for i in range(60))
    write("long.ini", SCENE)
    picture = render("long.ini", "--size", "640x400", "--set", f"scene.title={title}")
    assert picture.value("scene", "title") == title
    assert render("a.png", "--size", "640x400", name="b.png").scene == picture.scene


def a_size_that_cannot_be_is_refused_and_the_earlier_file_stays():
    write("a.png", "earlier")
    for size in ("0x0", "1x1", "-800x600", "800x0", "100000x100000", "99999999999999999999x720",
                 "abc", "800", "800x", "x600", "800x600x2", "", "1e3x700", "800 x 600"):
        failed(2, ["render", "six-runners", "-o", "a.png", "--size", size])
    failed(2, ["render", "six-runners", "-o", "a.png", "--scale", "16"])
    assert read("a.png") == b"earlier" and os.listdir() == ["a.png"]


def an_unknown_ending_is_refused_with_what_would_be_right():
    for name in ("a.jpg", "a", "png", "a.png.txt"):
        failed(2, ["render", "six-runners", "-o", name], name, ".png")
    assert os.listdir() == []


def a_place_that_cannot_be_written_is_named():
    failed(1, ["render", "six-runners", "-o", "nowhere/a.png"], "nowhere")
    os.mkdir("folder.png")
    failed(1, ["render", "six-runners", "-o", "folder.png"], "folder.png")
    assert os.listdir() == ["folder.png"] and os.listdir("folder.png") == []


def an_earlier_picture_is_replaced_whole():
    write("a.png", "earlier")
    os.chmod("a.png", 0o640)
    render("adam", "--size", "640x400")
    assert os.stat("a.png").st_mode & 0o777 == 0o640
    assert os.listdir() == ["a.png"]


def a_picture_without_a_scene_is_refused():
    render("adam", "--size", "640x400")
    data = read("a.png")
    at = data.index(b"iTXt") - 4
    for length in (0, 7, 20, at + 40):
        write("cut.png", data[:length])
        failed(2, ["run", "cut.png"], "cut.png")
    write("text.png", "not a picture")
    failed(2, ["run", "text.png"], "text.png")
    length = int.from_bytes(data[at:at + 4], "big")
    write("bare.png", data[:at] + data[at + 12 + length:])
    failed(2, ["run", "bare.png"], "bare.png", "scene")


def no_opengl_is_one_line():
    write("a.png", "earlier")
    none = environment(SDL_VIDEODRIVER="dummy")
    failed(1, ["render", "six-runners", "-o", "a.png"], "OpenGL", environ=none)
    failed(1, ["six-runners"], "OpenGL", environ=none)
    assert read("a.png") == b"earlier" and os.listdir() == ["a.png"]


def no_display_is_one_line_that_names_the_way_out():
    failed(1, ["six-runners"], "render", environ=environment(SDL_VIDEODRIVER="x11"))


run([a_picture_is_drawn_without_a_display, size_and_scale_are_those_asked_for,
     a_picture_is_the_same_every_time, every_shipped_scene_can_be_drawn,
     a_theme_colours_the_background, a_step_shows_the_race_at_that_step, an_epoch_is_a_place_as_well,
     set_changes_the_picture, a_picture_reopens_as_its_scene, a_long_title_reopens_unchanged,
     a_size_that_cannot_be_is_refused_and_the_earlier_file_stays,
     an_unknown_ending_is_refused_with_what_would_be_right,
     a_place_that_cannot_be_written_is_named, an_earlier_picture_is_replaced_whole,
     a_picture_without_a_scene_is_refused, no_opengl_is_one_line,
     no_display_is_one_line_that_names_the_way_out])
