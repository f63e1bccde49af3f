"""A lecture on paper: a document with a page a scene, or a folder of figures for LaTeX."""
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time

from ravine import DEADLINE, PROGRAM, SCENE, done, environment, failed, read, write
from tap import run

FIRST = SCENE.replace("title = Two runners", """title = Höhe & 100 % of_α
caption = At {x} ~ 10^2 the #1 costs $5, and θ₁ → 0.
try = Press the arrow.
notes = Ask the hall.""")
SECOND = SCENE.replace("Two runners", "Steps?").replace("lab = descent", "lab = decay")


def ask(*words, **options):
    """Another program's standard output; it must be content."""
    result = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False,
                            timeout=60, **options)
    assert result.returncode == 0, f"{words}: {result.stdout}{result.stderr}"
    return result.stdout


def lecture():
    """A folder of two scenes."""
    os.makedirs("two-scenes", exist_ok=True)
    write("two-scenes/1-first.ini", FIRST)
    write("two-scenes/10-second one.ini", SECOND)


def pages(name):
    """The text of each page."""
    return ask("pdftotext", "-layout", name, "-").split("\f")[:-1]


def a_scene_is_a_page_with_title_caption_and_figure():
    lecture()
    assert done("render", "two-scenes", "-o", "a.pdf") == ""
    first, second = pages("a.pdf")
    for words in ("Two scenes", "Höhe & 100 % of_α", "costs $5, and θ₁ → 0.", "θ₂", "Adam", "Cost"):
        assert words in first, f"'{words}' is not in {first}"
    assert "Steps?" in second and first.split()[-1] == "1" and second.split()[-1] == "2"
    assert "Press the arrow" not in first and "Ask the hall" not in first
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", "a.pdf")
    for font in ask("pdffonts", "a.pdf").splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+(Inter|DejaVu)", font) and " yes yes yes " in font, font


def paper_has_no_pixels_and_no_plot_of_curves_that_have_not_begun():
    lecture()
    write("two-scenes/1-first.ini", SCENE.replace("steps = 12", "steps = 100") + "\n[view]\nstep = 1\n")
    write("two-scenes/10-second one.ini", "[scene]\nlab = training\ntitle = Strips\n[data]\ndata = digits\n[run]\nepochs = 1\n"
          "[view]\nshow = strip\n[runner.a]\nrule = gd\n")
    done("render", "two-scenes", "-o", "a.pdf")
    first, second = pages("a.pdf")
    assert "θ₂" in first and "Cost" not in first, first
    assert "X{1} is 1/5000 of it" in second and "pixel" not in second and "Batch cost" in second, second


def bookmarks_lead_to_the_scenes_and_the_file_says_what_it_is():
    lecture()
    done("render", "two-scenes", "-o", "a.pdf")
    outlines = json.loads(ask("qpdf", "--json", "a.pdf"))["outlines"]
    assert [(mark["title"], mark["destpageposfrom1"]) for mark in outlines] == \
        [("Höhe & 100 % of_α", 1), ("Steps?", 2)]
    about = ask("pdfinfo", "a.pdf")
    assert "Title:           Two scenes" in about and "A4" in about


def the_same_lecture_gives_the_same_bytes():
    lecture()
    done("render", "two-scenes", "-o", "a.pdf")
    done("render", "two-scenes", "-o", "b.pdf", "--threads", "1")
    assert read("a.pdf") == read("b.pdf")


def a_handout_has_what_to_try_and_notes_only_where_they_are_asked_for():
    lecture()
    done("render", "two-scenes", "-o", "a.pdf", "--handout")
    first, second = pages("a.pdf")
    assert "Press the arrow." in first and "Ask the hall" not in first and "Try it" not in second
    done("render", "two-scenes", "-o", "b.pdf", "--notes")
    assert "Ask the hall." in pages("b.pdf")[0] and "Press the arrow" not in pages("b.pdf")[0]


def notes_that_are_longer_than_the_page_go_on_on_the_next():
    os.mkdir("long")
    words = [f"w{number}x" for number in range(1500)]
    write("long/a.ini", FIRST.replace("Ask the hall.", "\n    ".join(
        " ".join(words[at:at + 20]) for at in range(0, 1500, 20))))
    done("render", "long", "-o", "a.pdf", "--handout", "--notes")
    text = pages("a.pdf")
    assert len(text) > 1 and re.findall(r"w\d+x", " ".join(text)) == words
    assert "Press the arrow." in text[0] and text[1].split()[-1] == "2"


def pages_have_the_size_that_is_asked_for():
    lecture()
    for page, size in (("letter", "612 x 792"), ("slides", "960 x 540")):
        done("render", "two-scenes", "-o", "a.pdf", "--page", page)
        assert f"Page size:       {size} pts" in ask("pdfinfo", "a.pdf")
    failed(2, ["render", "two-scenes", "-o", "a.pdf", "--page", "a3"], "a4, letter, slides", "a3")


def a_figure_of_one_part_may_be_asked_for():
    lecture()
    done("render", "two-scenes", "-o", "a.pdf", "--figure", "stage", "--set", "run.steps=3")
    assert "θ₂" in pages("a.pdf")[0] and "Cost" not in pages("a.pdf")[0]


def a_folder_of_figures_has_a_file_a_scene_and_one_for_latex():
    lecture()
    os.mkdir("figs")
    write("figs/mine.txt", "mine")
    assert done("render", "two-scenes", "--figures", "figs/") == ""
    assert sorted(os.listdir("figs")) == ["figures.tex", "first.pdf", "mine.txt", "second-one.pdf"]
    assert "86" in str(round(float(re.search(r"Page size: +([0-9.]+)", ask("pdfinfo", "figs/first.pdf"))
                                   .group(1)) / 72 * 25.4))
    tex = read("figs/figures.tex").decode()
    assert "\\includegraphics{\\ravinefolder first.pdf}" in tex and "{figs/}" in tex
    assert "\\caption[{Steps?}]{Steps?}" in tex and "\\label{fig:second-one}" in tex
    assert "Höhe \\& 100 \\% of\\_$\\alpha $. At \\{x\\}" in tex, tex
    assert "\\#1 costs \\$5" in tex and "$\\theta _{1}" in tex
    # A document that was written from it is written from it again.
    done("render", "figs/first.pdf", "-o", "again.svg")


def figures_may_be_of_other_formats():
    lecture()
    for kind, files in (("pgf", ["first-field.png", "first.pgf"]), (".png", ["first.png"]),
                        ("svg", ["first.svg"])):
        done("render", "two-scenes", "--figures", "f" + kind, "--format", kind, "-o", "notes.pdf")
        assert set(files) < set(os.listdir("f" + kind)), os.listdir("f" + kind)
    assert len(pages("notes.pdf")) == 2
    failed(2, ["render", "two-scenes", "--figures", "g", "--format", "gif"], "pgf", "'gif'")
    failed(2, ["render", "two-scenes", "-o", "a.pdf", "--format", "pgf"], "--figures")
    assert not os.path.exists("g")


def latex_takes_the_folder():
    if not shutil.which("pdflatex"):
        return
    lecture()
    for kind in ("pdf", "pgf"):
        done("render", "two-scenes", "--figures", "figs", "--format", kind)
        write("notes.tex", "\\documentclass{article}\\usepackage{graphicx,pgf}\\begin{document}\n"
              "\\input{figs/figures}See \\ref{fig:second-one}.\\listoffigures\n\\end{document}\n")
        for _ in range(2):
            ask("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "notes.tex")
        text = ask("pdftotext", "-layout", "notes.pdf", "-")
        assert "See 2." in text and "100 % of" in text and "costs $5" in text, text


def a_scene_that_is_wrong_is_named_and_everything_stays():
    lecture()
    write("two-scenes/2-bad.ini", SCENE.replace("alpha = 0.1", "alpha = lots"))
    write("a.pdf", "earlier")
    os.mkdir("figs")
    write("figs/first.pdf", "earlier")
    failed(2, ["render", "two-scenes", "-o", "a.pdf"], "2-bad.ini:17")
    failed(2, ["render", "two-scenes", "--figures", "figs"], "2-bad.ini:17")
    failed(2, ["render", "two-scenes", "--figures", "new"], "2-bad.ini:17")
    write("two-scenes/2-bad.ini", "nothing")
    failed(2, ["render", "two-scenes", "-o", "a.pdf"], "2-bad.ini")
    failed(1, ["render", "two-scenes", "-o", "nowhere/a.pdf"], "nowhere")
    failed(1, ["render", "two-scenes", "--figures", "a.pdf"], "a.pdf")
    assert read("a.pdf") == b"earlier" and read("figs/first.pdf") == b"earlier"
    assert sorted(os.listdir()) == ["a.pdf", "figs", "two-scenes"] and os.listdir("figs") == ["first.pdf"]


def nothing_is_written_over_what_a_lecture_is_read_from():
    lecture()
    write("table.csv", "x,y\n" + "".join(f"{x},{2 * x}\n" for x in range(30)))
    write("two-scenes/3-fit.ini", "[scene]\nlab = descent\n[objective]\nkind = regression\n"
          "data = ../table.csv\nx = x\ny = y\n[runner.a]\nrule = gd\n")
    os.mkdir("figs")
    os.link("two-scenes/10-second one.ini", "a.pdf")
    os.symlink("table.csv", "b.pdf")
    os.symlink("../two-scenes/1-first.ini", "figs/fit.pdf")
    os.link("table.csv", "figs/figures.tex")
    for output in (["-o", "a.pdf"], ["-o", "b.pdf"], ["--figures", "figs"], ["--figures", "figs", "--format", "svg"]):
        failed(2, ["render", "two-scenes", *output], output[1], "nothing is written over it")
    os.remove("figs/figures.tex")
    failed(2, ["render", "two-scenes", "--figures", "figs"], "figs/fit.pdf", "nothing is written over it")
    assert read("two-scenes/1-first.ini").decode() == FIRST and read("table.csv").startswith(b"x,y\n0,0\n")
    assert os.listdir("figs") == ["fit.pdf"] and os.path.islink("b.pdf")


def an_interrupted_lecture_leaves_nothing():
    lecture()
    for number in range(20, 60):
        write(f"two-scenes/{number}.ini", FIRST)
    write("a.pdf", "earlier")
    for words in (["-o", "a.pdf"], ["--figures", "figs"]):
        program = subprocess.Popen([PROGRAM, "render", "two-scenes", *words], env=environment(),
                                   stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 30
        while words[0] != "-o" and time.monotonic() < end and \
                not (os.path.isdir("figs/.ravine-figures") and os.listdir("figs/.ravine-figures")):
            time.sleep(0.01)
        if words[0] == "-o":
            time.sleep(0.3)
        program.send_signal(signal.SIGTERM)
        said = program.communicate()[1]
        assert program.returncode != 0, said
        assert read("a.pdf") == b"earlier" and not os.path.exists("figs"), os.listdir()


def a_terminal_is_told_which_scene_is_drawn():
    lecture()
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, "render", "two-scenes", "-o", "a.pdf"], stderr=slave,
                               stdin=subprocess.DEVNULL, env=environment())
    os.close(slave)
    assert process.wait(timeout=DEADLINE) == 0
    said = os.read(master, 65536).decode()
    os.close(master)
    assert said == "\r1 of 2: first\x1b[K\r2 of 2: second one\x1b[K\r\x1b[K", repr(said)


def what_is_for_a_lecture_is_not_for_a_scene():
    lecture()
    write("one.ini", SCENE)
    failed(2, ["render", "one.ini", "-o", "a.pdf", "--handout"], "--handout is for lectures", "one.ini")
    failed(2, ["render", "two-scenes", "-o", "a.pdf", "--step", "3"], "--step is for one scene")
    failed(2, ["render", "two-scenes", "-o", "a.pdf", "--size", "90mm"], "--page")
    failed(2, ["render", "two-scenes", "-o", "a.gif"], ".pdf", "--figures")
    failed(2, ["render", "two-scenes"], "-o FILE.pdf", "--figures FOLDER")
    failed(2, ["run", "two-scenes", "--handout"], "--handout is not for run")
    failed(2, ["run", "two-scenes"], "'two-scenes' is a lecture")
    failed(2, ["render", "optimisation", "-o", "a.pdf"], "did you mean optimization?")


def what_readme_says_to_authors_works():
    readme = read(os.path.join(os.environ["SOURCE"], "README.md")).decode()
    section = readme.split("\n## Figures for papers and slides\n")[1].split("\n## ")[0]
    lecture()
    lines = re.findall(r"`ravine ((?:render|run) [^`]*)`", section)
    assert len(lines) > 4, lines
    for line in lines:
        done(*line.replace("optimization", "two-scenes").split())
    looks = re.findall(r"`(--size \d[^`]*)`", section)
    assert len(looks) > 2, looks
    for look in looks:
        done("render", "momentum", "-o", "a.pdf", *look.split())
    if shutil.which("pdflatex"):
        write("a.tex", "\\documentclass{article}\\usepackage{graphicx,pgf}\\begin{document}\n"
              "\\includegraphics{momentum.pdf}\\input{figs/figures}\n\\end{document}\n")
        ask("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex")
    beamer = shutil.which("kpsewhich") and \
        subprocess.run(["kpsewhich", "beamer.cls"], capture_output=True, check=False).returncode == 0
    if beamer:  # its frame is as wide as is said
        done("render", "momentum", "-o", "a.pdf", *next(look for look in looks if "direct" in look).split())
        write("b.tex", "\\documentclass{beamer}\\begin{document}\\begin{frame}{Steps}\n"
              "\\noindent\\includegraphics{a.pdf}\\end{frame}\n\\end{document}\n")
        assert "Overfull" not in ask("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "b.tex")


run([a_scene_is_a_page_with_title_caption_and_figure,
     bookmarks_lead_to_the_scenes_and_the_file_says_what_it_is,
     the_same_lecture_gives_the_same_bytes,
     paper_has_no_pixels_and_no_plot_of_curves_that_have_not_begun,
     a_handout_has_what_to_try_and_notes_only_where_they_are_asked_for,
     notes_that_are_longer_than_the_page_go_on_on_the_next, pages_have_the_size_that_is_asked_for,
     a_figure_of_one_part_may_be_asked_for,
     a_folder_of_figures_has_a_file_a_scene_and_one_for_latex, figures_may_be_of_other_formats,
     latex_takes_the_folder, a_scene_that_is_wrong_is_named_and_everything_stays,
     nothing_is_written_over_what_a_lecture_is_read_from, a_terminal_is_told_which_scene_is_drawn,
     an_interrupted_lecture_leaves_nothing, what_readme_says_to_authors_works,
     what_is_for_a_lecture_is_not_for_a_scene])
