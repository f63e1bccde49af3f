"""Nothing lost, nothing hangs: ends from outside, links, inputs that are outputs, odd files."""
import gzip
import os
import signal
import subprocess
import time

from ravine import PROGRAM, SCENE, done, environment, failed, ravine, read, write
from tap import run

LONG = SCENE.replace("steps = 12", "steps = 100000")


def ends_soon(words, number, after, **options):
    """Starts it, sends the signal, expects its end within a moment; returns what it said."""
    process = subprocess.Popen([PROGRAM, *words], stdin=subprocess.DEVNULL, env=environment(),
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    time.sleep(after)
    process.send_signal(number)
    begun = time.monotonic()
    said = process.communicate(timeout=60)[1]
    # A shell says 128 + n for what a signal ended. The machine may be busy: a tenth is meant.
    assert process.returncode in (-number, 0), (words, process.returncode, said)
    assert time.monotonic() - begun < 2, (words, time.monotonic() - begun)
    return process.returncode


def a_signal_ends_every_command_at_once_and_nothing_is_lost():
    write("two.ini", LONG)
    os.mkdir("talk")
    for number in range(4):
        write(f"talk/{number}.ini", SCENE)
    long = [(["render", "two.ini", "-o", "a.png", "--size", "9000x6000"], 0.8),
            (["render", "two.ini", "-o", "a.svg", "--size", "9000x6000", "--field", "image"], 0.4),
            (["render", "two.ini", "-o", "a.gif", "--size", "4000x3000"], 0.8),
            (["render", "talk", "--figures", "figs", "--format", "png", "--scale", "8"], 0.8),
            (["run", "two.ini", "-o", "a.csv"], 0.05),
            (["check", "two.ini", "--seeds", "1000"], 0.1), (["tune", "two.ini"], 0.1)]
    ended = 0
    for at, (words, after) in enumerate(long):
        for name in ("a.png", "a.svg", "a.gif", "a.csv"):
            write(name, "earlier")
        number = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[at % 3]
        ended += ends_soon(words, number, after) == -number
        there = sorted(os.listdir())
        assert there == ["a.csv", "a.gif", "a.png", "a.svg", "talk", "two.ini"], there
        whole = [name for name in there if name[:2] == "a." and read(name) != b"earlier"]
        assert whole in ([], [word for word in words if word[:2] == "a."]), whole
    assert ended >= 4, "they were too quick to be ended"


def a_file_that_grows_too_large_leaves_nothing():
    write("two.ini", LONG)
    write("a.csv", "earlier")
    command = f'ulimit -f 4; exec "{PROGRAM}" run two.ini -o a.csv'
    result = subprocess.run(["bash", "-c", command], env=environment(), capture_output=True, check=False)
    assert result.returncode == -signal.SIGXFSZ, result
    assert read("a.csv") == b"earlier" and sorted(os.listdir()) == ["a.csv", "two.ini"]


# ---- where it is written ------------------------------------------------------------------------

def links_are_followed_be_there_anything_or_not():
    write("two.ini", SCENE)
    os.mkdir("far")
    write("far/there.csv", "earlier")
    os.symlink("far/there.csv", "a.csv")
    os.symlink("far/new.csv", "b.csv")
    os.symlink("b.csv", "c.csv")
    os.symlink("d.csv", "d.csv")
    for name, target in (("a.csv", "far/there.csv"), ("c.csv", "far/new.csv")):
        done("run", "two.ini", "-o", name)
        assert os.path.islink(name) and not os.path.islink(target)
        assert read(target).startswith(b"runner,")
    assert os.path.islink("b.csv")
    failed(1, ["run", "two.ini", "-o", "d.csv"], "d.csv", "symbolic links")
    assert sorted(os.listdir("far")) == ["new.csv", "there.csv"]


def a_line_means_standard_output_which_goes_on_where_it_is():
    write("two.ini", SCENE)
    table = done("run", "two.ini")
    assert done("run", "two.ini", "-o", "-") == table
    for word in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        with open("all", "w", encoding="utf-8") as file:
            file.write("first\n")
            file.flush()
            assert done("run", "two.ini", "-o", word, stdout=file) is None
            file.write("last\n")
        text = read("all").decode()
        assert text.startswith("first\n" + table[:40]), word
    assert os.path.islink("/dev/stdout")
    picture = subprocess.run([PROGRAM, "render", "two.ini", "-o", "-"], env=environment(),
                             capture_output=True, check=True).stdout
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[-8:-4] == b"IEND"
    assert sorted(os.listdir()) == ["all", "two.ini"]


def nothing_is_written_over_what_is_read():
    write("two.ini", SCENE)
    write("table.csv", "x,y\n" + "".join(f"{x},{2 * x}\n" for x in range(30)))
    write("fit.ini", "[scene]\nlab = descent\n[objective]\nkind = regression\ndata = table.csv\nx = x\ny = y\n"
          "[runner.a]\nrule = gd\n")
    done("render", "two.ini", "-o", "a.png", "--size", "480x300")
    os.link("fit.ini", "linked.csv")
    os.symlink("a.png", "other.png")
    before = {name: read(name) for name in os.listdir()}
    failed(2, ["run", "two.ini", "-o", "two.ini"], "two.ini", "an .ini file is a scene")
    failed(2, ["run", "fit.ini", "-o", "table.csv"], "table.csv", "nothing is written over it")
    failed(2, ["run", "fit.ini", "-o", "linked.csv"], "linked.csv", "nothing is written over it")
    failed(2, ["run", "table.csv", "-o", "table.csv"], "table.csv", "nothing is written over it")
    failed(2, ["render", "a.png", "-o", "other.png"], "other.png", "nothing is written over it")
    assert before == {name: read(name) for name in os.listdir()}


def names_may_be_as_long_as_the_system_lets_them():
    write("two.ini", SCENE)
    for length in (252, 255):
        name = "x" * (length - 4)
        done("run", "two.ini", "-o", f"{name}.csv")
        done("run", "two.ini", "-o", f"{name}.csv")  # over it
        done("render", "two.ini", "-o", f"{name}.png", "--size", "480x300")
        os.link("two.ini", f"{name}.ini")
        assert done("run", f"{name}.png") == done("run", f"{name}.ini") == read(f"{name}.csv").decode()
    assert len(os.listdir()) == 7


# ---- what is read -------------------------------------------------------------------------------

def a_scene_is_the_same_however_an_editor_writes_it():
    table = done("run", write("two.ini", SCENE))
    assert done("run", write("mark.ini", "\ufeff" + SCENE)) == table
    assert done("run", write("windows.INI", SCENE.replace("\n", "\r\n"))) == table
    assert done("run", write("old.ini", SCENE.replace("\n", "\r"))) == table
    done("render", "two.ini", "-o", "a.PNG", "--size", "480x300")
    done("render", "two.ini", "-o", "a.Svg", "--size", "480x300")
    assert done("run", "a.PNG") == done("run", "a.Svg") == table


def a_scene_that_is_too_much_is_refused_before_it_is_worked_on():
    keys = "[scene]\nlab = descent\n" + "".join(f"k{i} = 1\n" for i in range(90000))
    failed(2, ["run", write("keys.ini", keys)], "keys.ini:514: a section has at most 512 keys")
    sections = "".join(f"[runner.{i}]\n" for i in range(60000))
    failed(2, ["run", write("sections.ini", sections)], "sections.ini:513: a scene has at most 512 sections")
    failed(2, ["run", write("long.ini", "[scene]\ntitle = a\n" + " b\n" * 400000)], "larger than 1048576 bytes")
    begun = time.process_time()
    ravine("run", write("lines.ini", "[scene]\ntitle = a\n" + " b\n" * 300000))
    assert time.process_time() - begun < 60


def a_picture_too_small_to_be_read_is_refused():
    write("two.ini", SCENE)
    for size in ("320x200", "479x400", "640x299"):
        failed(2, ["render", "two.ini", "-o", "a.png", "--size", size], "no room", "480 × 300 pixels")
    done("render", "two.ini", "-o", "a.png", "--size", "480x300")
    done("render", "two.ini", "-o", "b.png", "--size", "320x200", "--figure", "plot")


def what_takes_too_much_memory_is_refused_before_it_begins():
    with open("hole.csv", "wb") as file:
        file.truncate(2 << 30)
    told = gzip.compress(os.urandom(1 << 21))[:-4] + (1 << 30 | 1).to_bytes(4, "little")
    write("bomb.csv.gz", told)
    failed(2, ["data", "hole.csv"], "larger than 1073741824 bytes")
    failed(2, ["data", "bomb.csv.gz"], "more than a gigabyte")
    write("ones.csv", "a,b\n" + "1,1\n" * 9000000)  # numbers take more than their text
    said = f'ulimit -v 400000; exec "{PROGRAM}" data ones.csv'
    result = subprocess.run(["bash", "-c", said], env=environment(), capture_output=True, text=True, check=False)
    if "AddressSanitizer" not in result.stderr:  # that takes more for itself
        assert result.returncode == 1 and "ones.csv would take 0.2 GB" in result.stderr, result
    said = f'ulimit -v 1500000; exec "{PROGRAM}" run digits --set network.hidden=40000 --set run.epochs=100'
    result = subprocess.run(["bash", "-c", said], env=environment(), capture_output=True, text=True, check=False)
    if "AddressSanitizer" not in result.stderr:  # that takes more for itself
        assert result.returncode == 1 and "the training would take" in result.stderr, result
        assert "GB there are" in result.stderr and not result.stdout, result


# ---- what is missing ----------------------------------------------------------------------------

def without_a_display_the_window_says_what_draws_without_one():
    for display in (None, ":77"):
        none = environment(DISPLAY=display, XDG_RUNTIME_DIR=os.getcwd())
        failed(1, ["six-runners"], "no display", "ravine render SCENE -o FILE.png", environ=none)


def missing_files_of_the_program_are_not_the_users_fault():
    write("two.ini", SCENE)
    os.makedirs("own/shaders")
    os.symlink(os.path.join(os.environ["RAVINE_ASSETS"], "assets"), "own/assets")
    own = environment(RAVINE_ASSETS=os.path.abspath("own"))
    failed(1, ["render", "two.ini", "-o", "a.png"], "own/shaders/", "cannot be read", environ=own)
    os.remove("own/assets")
    os.rmdir("own/shaders")
    os.mkdir("own/assets")
    for name in ("shaders", "assets/scenes", "assets/lectures"):
        os.symlink(os.path.join(os.environ["RAVINE_ASSETS"], name), f"own/{name}")
    failed(1, ["render", "two.ini", "-o", "a.png"], "own/assets/fonts/", "cannot be read", environ=own)
    failed(1, ["run", "diamonds"], "own/assets/data/", environ=own)


run([a_signal_ends_every_command_at_once_and_nothing_is_lost, a_file_that_grows_too_large_leaves_nothing,
     links_are_followed_be_there_anything_or_not, a_line_means_standard_output_which_goes_on_where_it_is,
     nothing_is_written_over_what_is_read, names_may_be_as_long_as_the_system_lets_them,
     a_scene_is_the_same_however_an_editor_writes_it,
     a_scene_that_is_too_much_is_refused_before_it_is_worked_on,
     a_picture_too_small_to_be_read_is_refused, what_takes_too_much_memory_is_refused_before_it_begins,
     without_a_display_the_window_says_what_draws_without_one,
     missing_files_of_the_program_are_not_the_users_fault])
