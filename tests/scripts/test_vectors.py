"""Figures as PDF, SVG and pgf, looked at with other people's programs."""
import os
import re
import shutil
import subprocess

from picture import Picture
from ravine import SCENE, done, environment, failed, read, write
from tap import run

LINE = SCENE.replace("Two runners", "Höhe & <α>").replace(
    "[objective]", "caption = One α of 0.119, and θ₁\n\n[objective]")
WHOLE = ["--figure", "all", "--size", "1280x720"]


def ask(*words):
    """Another program's standard output; it must be content."""
    result = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False,
                            timeout=60)
    assert result.returncode == 0, f"{words}: {result.stdout}{result.stderr}"
    return result.stdout


def draw(name, *words, scene="line.ini"):
    """Draws a figure, returns its bytes."""
    if scene == "line.ini":
        write(scene, LINE)
    assert done("render", scene, "-o", name, *words) == ""
    return read(name)


def text_in_a_pdf_is_found():
    draw("a.pdf", *WHOLE)
    text = ask("pdftotext", "-layout", "a.pdf", "-")
    for words in ("Höhe & <α>", "One α of 0.119, and θ₁", "α = 0.1", "12 steps, seed 7", "θ₂"):
        assert words in text, f"'{words}' is not in {text}"


def every_font_of_a_pdf_is_embedded_as_a_subset():
    draw("a.pdf", *WHOLE)
    fonts = ask("pdffonts", "a.pdf").splitlines()[2:]
    assert fonts
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+(Inter|DejaVu)", font), font
        assert re.search(r" yes yes yes ", font), font


def a_pdf_is_sound_and_says_what_it_is():
    draw("a.pdf")
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", "a.pdf")
    about = ask("pdfinfo", "a.pdf")
    assert "Title:           Höhe & <α>" in about and "One α of" in about
    width = float(re.search(r"Page size: +([0-9.]+)", about).group(1))
    assert abs(width - 86 / 25.4 * 72) < 0.01


def a_figure_has_one_size_in_every_kind_of_file():
    words = ["--figure", "stage", "--size", "86mm", "--text", "8pt"]
    draw("a.pdf", *words)
    svg = draw("a.svg", *words).decode()
    picture = draw("a.png", *words)
    assert int.from_bytes(picture[16:20], "big") == round(86 / 25.4 * 300)
    width = float(re.search(r'width="([0-9.]+)pt"', svg).group(1))
    units = float(re.search(r'viewBox="0 0 ([0-9.]+)', svg).group(1))
    assert abs(width - 86 / 25.4 * 72) < 0.01
    # A tick's label; Inter's line is 1.21 em.
    size = float(re.search(r'font-size="([0-9.]+)"', svg).group(1)) * width / units
    assert abs(size - 8) < 0.01, size
    box = re.search(r'xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">0<',
                    ask("pdftotext", "-bbox", "a.pdf", "-"))
    left, top, right, bottom = (float(side) for side in box.groups())
    assert abs((bottom - top) / 1.21 - size) < 0.05, box.group(0)
    # The same tick in pixels: a 0 is as high as a capital, and round a little beyond.
    dot = 300 / 72
    rows = Picture("a.png").rows(int(bottom * dot) + 1)
    ink = [y for y in range(int(top * dot), int(bottom * dot) + 1)
           if min(rows[y][3 * int(left * dot):3 * int(right * dot)]) < 150]
    high = (ink[-1] - ink[0] + 1) / dot / 8
    assert 0.727 - 0.03 < high < 0.727 + 0.06, high


def an_svg_is_sound_and_has_text_that_is_text():
    svg = draw("a.svg", *WHOLE).decode()
    ask("xmllint", "--noout", "a.svg")
    assert "<title>Höhe &amp; &lt;α&gt;</title>" in svg
    letters = re.sub("<[^>]*>", "", svg[svg.index("</defs>"):])
    assert "One α of 0.119, and θ₁" in letters
    assert svg.count("@font-face") >= 2 and "data:font/" in svg
    shapes = draw("b.svg", "--outlines", *WHOLE).decode()
    ask("xmllint", "--noout", "b.svg")
    assert "<text" not in shapes and "@font-face" not in shapes and "<use" in shapes


def an_svg_needs_no_fonts_where_text_is_shapes():
    write("none.conf", '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>')
    draw("a.svg", "--outlines")
    draw("b.pdf")
    result = subprocess.run(["rsvg-convert", "-w", "600", "a.svg", "-o", "a.png"], check=False,
                            env=dict(os.environ, FONTCONFIG_FILE=os.path.abspath("none.conf")))
    assert result.returncode == 0 and len(read("a.png")) > 1000


def the_same_scene_gives_the_same_bytes():
    for ending in ("pdf", "svg", "pgf"):
        first = draw("a." + ending)
        done("render", "line.ini", "-o", "a." + ending, "--threads", "1")
        assert read("a." + ending) == first, ending
    dated = environment(SOURCE_DATE_EPOCH="1000000000")
    done("render", "line.ini", "-o", "b.pdf", environ=dated)
    assert b"20010909014640" in read("b.pdf")


def a_figure_opens_again_with_its_scene():
    numbers = done("run", write("line.ini", LINE))
    for ending in ("svg", "pdf"):
        draw("a." + ending)
        os.remove("line.ini")
        assert done("run", "a." + ending) == numbers, ending
    # Another program that writes the PDF anew compresses what is in it.
    ask("qpdf", "--recompress-flate", "a.pdf", "b.pdf")
    assert b"ravine-figure-1:" not in read("b.pdf")
    assert done("run", "b.pdf") == numbers
    ask("pdfdetach", "-save", "1", "-o", "scene.ini", "a.pdf")
    assert done("run", "scene.ini") == numbers


def a_figure_carries_its_table():
    write("prices.csv", "size,price\n" + "".join(f"{i},{3 * i + i % 5}\n" for i in range(40)))
    for ending in ("svg", "pdf"):
        draw("a." + ending, scene="prices.csv")
    numbers = done("run", "prices.csv")
    os.remove("prices.csv")
    assert done("run", "a.svg") == numbers and done("run", "a.pdf") == numbers


def a_figure_without_a_scene_says_so():
    write("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    failed(2, ["run", "a.svg"], "a.svg carries no scene")
    draw("b.pdf")
    write("b.pdf", read("b.pdf").replace(b"ravine-figure-1:", b"ravine-figure-0:"))
    failed(2, ["run", "b.pdf"], "b.pdf carries no scene")
    draw("c.svg")
    write("c.svg", read("c.svg").replace(b"ravine-figure-1:", b"ravine-figure-1:AAAA"))
    failed(2, ["run", "c.svg"], "c.svg", "damaged")


def a_relief_is_in_a_figure():
    plain = draw("a.pdf", scene="six-runners")
    relief = draw("b.pdf", "--set", "view.show=relief", scene="six-runners")
    assert b"/SMask" in relief and b"/SMask" not in plain
    failed(1, ["render", "six-runners", "--set", "view.show=relief", "-o", "c.svg"],
           "a relief needs OpenGL", environ=environment(SDL_VIDEODRIVER="dummy"))
    draw("d.svg", scene="six-runners")
    none = environment(SDL_VIDEODRIVER="dummy")
    assert done("render", "six-runners", "-o", "d.pdf", environ=none) == ""
    assert not os.path.exists("c.svg")


def whole_screens_take_little_room():
    for name, words in (("wandering", []), ("himmelblau", ["--set", "view.show=relief"])):
        for ending in ("svg", "pdf"):
            size = len(draw("a." + ending, *WHOLE, *words, scene=name))
            assert size < 300000, (name, ending, size)


def contours_have_no_image():
    assert b"<image" in draw("a.svg", scene="six-runners")
    steps = draw("a.svg", "--field", "contours", scene="six-runners")
    assert b"<image" not in steps and steps.count(b'<g fill="') > 20
    failed(2, ["render", "six-runners", "-o", "a.svg", "--field", "rings"], "image or contours")


def a_figure_may_have_no_background():
    plain, none = draw("a.svg"), draw("b.svg", "--background", "none")
    assert plain.count(b'fill="#ffffff"') > none.count(b'fill="#ffffff"')
    assert b'fill="#f4f1ea"' in draw("c.svg", "--background", "#F4F1EA")
    for bad in ("#12", "red", "#GGGGGG", "", "none,"):
        failed(2, ["render", "line.ini", "-o", "a.svg", "--background", bad], "--background")


def another_typeface_sets_the_figure():
    fonts = os.path.join(os.environ["SOURCE"], "assets", "fonts")
    draw("a.pdf", "--font", os.path.join(fonts, "DejaVuSans.ttf"))
    names = ask("pdffonts", "a.pdf")
    assert "DejaVuSans" in names and "Inter" not in names
    write("not.otf", "no font")
    failed(2, ["render", "line.ini", "-o", "b.pdf", "--font", "not.otf"], "not.otf", "outlines")
    failed(2, ["render", "line.ini", "-o", "b.pdf", "--font", "gone.otf"], "gone.otf")
    failed(2, ["render", "line.ini", "-o", "b.pdf", "--font", "No Such Family"],
           "no typeface 'No Such Family'")


def a_family_of_this_machine_sets_the_figure():
    fonts = os.path.join(os.environ["SOURCE"], "assets", "fonts")
    write("fonts.conf", '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
          f"<dir>{fonts}</dir><cachedir>{os.getcwd()}/fonts</cachedir></fontconfig>")
    own = environment(FONTCONFIG_FILE=os.path.abspath("fonts.conf"))
    write("line.ini", LINE)
    done("render", "line.ini", "-o", "a.pdf", "--font", "dejavu sans", *WHOLE, environ=own)
    names = ask("pdffonts", "a.pdf")
    assert "DejaVuSans-Bold" in names and "Inter" not in names
    failed(2, ["render", "line.ini", "-o", "b.pdf", "--font", "DejaVu San"],
           "did you mean DejaVu Sans?", environ=own)


def pgf_leaves_text_to_latex():
    pgf = draw("a.pgf", *WHOLE).decode()
    assert "$\\alpha $ = 0.1" in pgf and "$\\theta _{1}$" in pgf
    assert "Höhe \\& $<$$\\alpha $$>$" in pgf or "Höhe \\& $<\\alpha >$" in pgf
    assert "{a-field.png}" in pgf and read("a-field.png")[:4] == b"\x89PNG"
    assert "a-field.png" not in draw("a.pgf", "--field", "contours").decode()


def latex_takes_the_figure():
    if not shutil.which("pdflatex"):
        return
    for scene in ("line.ini", "temperatures", "schedules", "learned"):
        draw("a.pgf", scene=scene)
        write("notes.tex", "\\documentclass{article}\\usepackage{pgf}\\begin{document}\n"
              "\\noindent\\input{a.pgf}\n\\end{document}\n")
        ask("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "notes.tex")
        draw("b.pdf", scene=scene)
        write("paper.tex", "\\documentclass{article}\\usepackage{graphicx}\\begin{document}\n"
              "\\includegraphics{b.pdf}\n\\end{document}\n")
        ask("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex")


def a_failed_figure_leaves_nothing():
    write("line.ini", LINE)
    write("a.pdf", "earlier")
    failed(2, ["render", "line.ini", "-o", "a.pdf", "--font", "gone.otf"])
    failed(1, ["render", "line.ini", "-o", "nowhere/a.svg"], "nowhere")
    failed(1, ["render", "line.ini", "-o", "nowhere/a.pgf"], "nowhere")
    assert read("a.pdf") == b"earlier" and sorted(os.listdir()) == ["a.pdf", "line.ini"]


run([text_in_a_pdf_is_found, every_font_of_a_pdf_is_embedded_as_a_subset,
     a_pdf_is_sound_and_says_what_it_is, a_figure_has_one_size_in_every_kind_of_file,
     an_svg_is_sound_and_has_text_that_is_text, an_svg_needs_no_fonts_where_text_is_shapes,
     the_same_scene_gives_the_same_bytes, a_figure_opens_again_with_its_scene,
     a_figure_carries_its_table, a_figure_without_a_scene_says_so, a_relief_is_in_a_figure,
     whole_screens_take_little_room, contours_have_no_image, a_figure_may_have_no_background, another_typeface_sets_the_figure,
     a_family_of_this_machine_sets_the_figure, pgf_leaves_text_to_latex, latex_takes_the_figure,
     a_failed_figure_leaves_nothing])
