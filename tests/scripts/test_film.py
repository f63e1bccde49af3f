"""Films, and files that are written whole or not at all, looked at with other people's programs."""
import csv
import io
import os
import pty
import random
import resource
import signal
import subprocess
import time
from xml.etree import ElementTree

from picture import Picture
from ravine import DEADLINE, PROGRAM, SCENE, done, environment, failed, ravine, read, write
from tap import run

SMALL = ["--size", "480x300", "--fps", "10", "--seconds", "1", "--hold", "0.5"]


def probe(name):
    """Frames, seconds, width, height and pixel format, as ffprobe says."""
    text = subprocess.run(
        ["ffprobe", "-loglevel", "error", "-count_frames", "-of", "csv=p=0", "-show_entries",
         "stream=width,height,pix_fmt,nb_read_frames:format=duration", name],
        capture_output=True, text=True, check=True, timeout=DEADLINE).stdout.split()
    width, height, pixels, frames = text[0].split(",")[:4]
    return int(frames), float(text[1]), int(width), int(height), pixels


def a_film_has_the_frames_and_the_seconds_that_were_asked_for():
    write("two.ini", SCENE)
    for name in ("a.mp4", "a.webm"):
        done("render", "two.ini", "-o", name, *SMALL)
        frames, seconds, width, height, pixels = probe(name)
        assert (frames, width, height, pixels) == (15, 480, 300, "yuv420p"), (name, frames)
        assert abs(seconds - 1.5) < 0.02, (name, seconds)
    assert sorted(os.listdir()) == ["a.mp4", "a.webm", "two.ini"]


def at(tree, share):
    """A film of paths as a picture that stands still, at a share of its length."""
    for parent in tree.iter():
        for child in list(parent):
            if not child.tag.endswith(("}animate", "}animateTransform")):
                continue
            values = child.get("values").split(";")
            times = [float(time) for time in child.get("keyTimes").split(";")]
            assert len(values) == len(times) and times[0] == 0 and times == sorted(times)
            last = max(i for i, time in enumerate(times) if time <= share + 1e-9)
            value = values[last]
            if child.get("calcMode") != "discrete":
                assert times[-1] == 1
                after = min(last + 1, len(times) - 1)
                way = (share - times[last]) / max(times[after] - times[last], 1e-9)
                value = " ".join(str(float(a) + way * (float(b) - float(a))) for a, b in
                                 zip(value.split(), values[after].split()))
            name = child.get("attributeName")
            parent.set(name, f"translate({value})" if name == "transform" else value)
            parent.remove(child)
    return tree


def pixels(svg):
    """The pixels of an SVG, as rsvg-convert draws it."""
    subprocess.run(["rsvg-convert", "-w", "500", svg, "-o", "b.png"], check=True, timeout=DEADLINE)
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", "-i", "b.png", "-f", "rawvideo",
                    "-pix_fmt", "gray", "b.raw"], check=True, timeout=DEADLINE)
    return read("b.raw")


def differing(a, b):
    """The share of two pictures' pixels that are not alike."""
    assert len(a) == len(b)
    return sum(abs(x - y) > 40 for x, y in zip(a, b)) / len(a)


def a_film_of_paths_shows_what_a_figure_of_each_step_shows():
    beside = ["--legend", "beside"]
    done("render", "six-runners", "-o", "a.anim.svg", *beside, "--to", "60", "--fps", "5", "--seconds", "6.2",
         "--hold", "1")
    subprocess.run(["xmllint", "--noout", "a.anim.svg"], check=True, timeout=DEADLINE)
    assert len(read("a.anim.svg")) < 300000
    for drawing, step in ((0, 0), (7, 14), (23, 46)): # 31 drawings, two steps from one to the next
        done("render", "six-runners", "-o", "a.svg", *beside, "--step", str(step))
        at(ElementTree.parse("a.anim.svg"), drawing / 36).write("t.svg")
        far = differing(pixels("t.svg"), pixels("a.svg"))
        assert far < 0.002, (step, far)
    # Whoever plays nothing shows the end, and it opens again.
    done("render", "six-runners", "-o", "a.svg", *beside, "--step", "60")
    assert differing(pixels("a.anim.svg"), pixels("a.svg")) < 0.001
    assert done("run", "a.anim.svg") == done("run", "six-runners")
    failed(2, ["render", "six-runners", "-o", "a.anim.svg", "--scale", "2"], "takes no --scale")


def a_side_that_is_odd_becomes_even():
    write("two.ini", SCENE)
    done("render", "two.ini", "-o", "a.mp4", *SMALL, "--size", "481x301")
    assert probe("a.mp4")[2:4] == (482, 302)


def a_film_is_the_same_every_time():
    write("two.ini", SCENE)
    for name in ("a.mp4", "a.webm", "a.gif"):
        done("render", "two.ini", "-o", name, *SMALL)
        first = read(name)
        done("render", "two.ini", "-o", name, *SMALL)
        assert read(name) == first, name


def a_gif_loops_with_one_palette_and_only_what_changes():
    write("two.ini", SCENE)
    done("render", "two.ini", "-o", "a.gif", *SMALL)
    info = subprocess.run(["gifsicle", "--info", "a.gif"], capture_output=True, text=True,
                          check=True, timeout=DEADLINE).stdout
    assert "logical screen 480x300" in info and "loop forever" in info, info
    assert "global color table [256]" in info and "local color table" not in info, info
    images = [line.split() for line in info.splitlines() if "+ image" in line]
    assert images[0][3] == "480x300" and 2 <= len(images) <= 10, info
    assert any(image[3] != "480x300" for image in images), info
    delays = [float(word[:-1]) for line in info.splitlines() if "delay" in line
              for word in line.split() if word.endswith("s") and word[0].isdigit()]
    assert abs(sum(delays) - 1.5) < 0.005, delays


def a_picture_a_frame_opens_where_it_stands():
    write("two.ini", SCENE)
    done("render", "two.ini", "-o", "f-%03d.png", "--size", "480x300", "--fps", "4", "--seconds", "1",
         "--from", "3", "--to", "6", "--hold", "0")
    assert sorted(os.listdir()) == [f"f-00{i}.png" for i in range(1, 5)] + ["two.ini"]
    checked = subprocess.run(["pngcheck", "-q", *[f"f-00{i}.png" for i in range(1, 5)]],
                             capture_output=True, text=True, check=False, timeout=DEADLINE)
    assert checked.returncode == 0 and checked.stdout == "", checked
    assert done("run", "f-002.png") == done("run", "two.ini")


def a_legend_stays_where_it_is_while_curves_grow():
    done("render", "six-runners", "--figure", "both", "--legend", "beside", "--size", "800x400",
         "-o", "f-%d.png", "--fps", "2", "--seconds", "1", "--hold", "0")
    first, last = (Picture(name).rows() for name in ("f-1.png", "f-2.png"))
    assert [row[3 * 680:] for row in first] == [row[3 * 680:] for row in last]
    assert len({row[3 * 680:] for row in first}) > 20, "there is no legend"
    assert first != last


def a_terminal_sees_how_far_it_is_and_nothing_else_does():
    write("two.ini", SCENE)
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, "render", "two.ini", "-o", "a.gif", *SMALL], stderr=slave,
                               stdin=subprocess.DEVNULL, env=environment())
    os.close(slave)
    assert process.wait(timeout=DEADLINE) == 0
    said = os.read(master, 65536).decode()
    os.close(master)
    assert said.startswith("\r0 of 15 frames") and said.endswith("\r\x1b[K"), repr(said)


def what_cannot_be_a_film_is_refused():
    write("two.ini", SCENE)
    failed(2, ["render", "two.ini", "-o", "a.gif", "--fps", "60"], "50 frames a second")
    failed(2, ["render", "two.ini", "-o", "a.mp4", "--from", "9", "--to", "2"], "--from 9")
    failed(2, ["render", "two.ini", "-o", "a.mp4", "--step", "3"], ".mp4 takes no --step")
    failed(2, ["render", "two.ini", "-o", "a.png", "--fps", "3"], ".png takes no --fps")
    failed(2, ["render", "two.ini", "-o", "a.gif", "--background", "none", *SMALL], "frame-%04d.png")
    failed(2, ["render", "two.ini", "-o", "a.png", "--background", "pink"], "--background", "pink")
    assert os.listdir() == ["two.ini"]


def without_ffmpeg_the_package_is_named():
    write("two.ini", SCENE)
    write("a.mp4", "earlier")
    os.mkdir("empty")
    failed(1, ["render", "two.ini", "-o", "a.mp4", *SMALL], "install the package ffmpeg",
           environ=environment(PATH=os.path.abspath("empty")))
    assert read("a.mp4") == b"earlier"


def what_ffmpeg_complains_of_is_one_line():
    write("two.ini", SCENE)
    os.mkdir("bin")
    for script, said in (("echo 'Unknown encoder' >&2; exit 1", "Unknown encoder"),
                         ("head -c 1000 >/dev/null; echo 'no room' >&2; exit 1", "no room"),
                         ("kill -9 $$", "it has stopped")):
        write("bin/ffmpeg", f"#!/bin/sh\n{script}\n")
        os.chmod("bin/ffmpeg", 0o755)
        failed(1, ["render", "two.ini", "-o", "a.mp4", *SMALL], "a.mp4", said,
               environ=environment(PATH=os.path.abspath("bin") + ":" + os.environ["PATH"]))
    assert sorted(os.listdir()) == ["bin", "two.ini"]


# ---- ends that come early -------------------------------------------------------------------------

def start(*words):
    return subprocess.Popen([PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env=environment())


def an_interrupted_film_leaves_the_old_one():
    write("two.ini", SCENE)
    long = ["--size", "640x400", "--seconds", "300"]
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for name in ("a.gif", "a.mp4"):
            write(name, "earlier")
            process = start("render", "two.ini", "-o", name, *long)
            time.sleep(0.4 + 0.3 * random.random())
            process.send_signal(end)
            said = process.communicate(timeout=DEADLINE)[1]
            assert process.returncode == -end, (name, process.returncode, said)
            # Before it has begun to write it ends as any program does.
            assert said == "" or said == f"ravine: interrupted: {name} is as it was\n", said
            assert read(name) == b"earlier"
            os.remove(name)
    assert os.listdir() == ["two.ini"]


def a_killed_program_leaves_nothing():
    write("two.ini", SCENE)
    write("a.png", "earlier")
    for _ in range(6):
        process = start("render", "two.ini", "-o", "a.png", "--size", "1000x700")
        time.sleep(0.5 * random.random())
        process.kill()
        process.communicate(timeout=DEADLINE)
        assert read("a.png") == b"earlier" or read("a.png")[:4] == b"\x89PNG"
        assert sorted(os.listdir()) == ["a.png", "two.ini"]


def a_full_disk_leaves_the_old_file():
    write("two.ini", SCENE)

    def tighten():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    still = ("a.png", "a.svg", "a.pdf", "a.pgf")
    names = [*still, "a.anim.svg", "a.gif", "a.mp4", "a.webm"]
    for name in names:
        write(name, "earlier")
        words = [] if name in still else SMALL[2:] if name == "a.anim.svg" else SMALL
        failed(1, ["render", "two.ini", "-o", name, *words],
               f"cannot write {name}: {'' if words else 'File too large'}", preexec_fn=tighten, restore_signals=False)
        assert read(name) == b"earlier"
    assert sorted(os.listdir()) == sorted([*names, "two.ini"])


# ---- what a picture carries -----------------------------------------------------------------------

def table(rows):
    """A table of numbers that are hard to compress."""
    random.seed(3)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["x", "y"])
    writer.writerows((random.random(), random.random()) for _ in range(rows))
    return out.getvalue()


def a_picture_opens_without_the_table_it_was_drawn_from():
    os.mkdir("data")
    write("data/numbers.csv", table(50))
    write("scene.ini", "[scene]\nlab = descent\n[objective]\nkind = regression\n"
          "data = data/numbers.csv\nx = x\ny = y\nstandardize = yes\n[run]\nsteps = 9\n"
          "[runner.a]\nrule = gd\nalpha = 0.1\n")
    numbers = done("run", "scene.ini")
    done("render", "scene.ini", "-o", "a.png", "--size", "480x300")
    os.remove("data/numbers.csv")
    # What lies beside the picture is not what it shows.
    write("numbers.csv", table(7))
    assert done("run", "a.png") == numbers
    # And from there into the next picture, wherever that goes.
    os.mkdir("far")
    done("render", "a.png", "-o", "far/b.png", "--size", "480x300")
    os.remove("a.png")
    assert done("run", "far/b.png") == numbers
    assert b"far" not in read("far/b.png") and os.getcwd().encode() not in read("far/b.png")


def a_table_that_is_too_large_stays_behind_and_that_is_said():
    write("large.csv", table(240000))
    result = ravine("render", "large.csv", "-o", "a.png", "--size", "480x300", "--step", "1")
    assert result.returncode == 0 and result.stderr.startswith("ravine: a.png: the data are not in it"), \
        result.stderr
    assert result.stderr.count("\n") == 1
    assert len(read("a.png")) < 1 << 20
    os.mkdir("far")
    os.rename("a.png", "far/a.png")
    assert done("run", "far/a.png").count("\n") > 100


def large_pictures_are_whole():
    write("two.ini", SCENE)
    done("render", "two.ini", "-o", "wide.png", "--size", "5000x400", "--dpi", "300")
    checked = subprocess.run(["pngcheck", "-v", "wide.png"], capture_output=True, text=True,
                             check=False, timeout=DEADLINE)
    assert checked.returncode == 0 and "5000 x 400 image, 24-bit RGB" in checked.stdout, checked.stdout
    assert "11811x11811 pixels/meter (300 dpi)" in checked.stdout, checked.stdout


run([a_film_has_the_frames_and_the_seconds_that_were_asked_for, a_film_of_paths_shows_what_a_figure_of_each_step_shows,
     a_side_that_is_odd_becomes_even,
     a_film_is_the_same_every_time, a_gif_loops_with_one_palette_and_only_what_changes,
     a_picture_a_frame_opens_where_it_stands,
     a_legend_stays_where_it_is_while_curves_grow,
     a_terminal_sees_how_far_it_is_and_nothing_else_does, what_cannot_be_a_film_is_refused,
     without_ffmpeg_the_package_is_named, what_ffmpeg_complains_of_is_one_line,
     an_interrupted_film_leaves_the_old_one, a_killed_program_leaves_nothing,
     a_full_disk_leaves_the_old_file, a_picture_opens_without_the_table_it_was_drawn_from,
     a_table_that_is_too_large_stays_behind_and_that_is_said, large_pictures_are_whole])
