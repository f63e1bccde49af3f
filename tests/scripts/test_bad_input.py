"""Scenes and tables with mistakes: one line says where, what, and what would be right."""
import gzip
import os

from ravine import SCENE, done, failed, ravine, write
from tap import run

REGRESSION = """[scene]
lab = descent

[objective]
kind = regression
data = table.csv
x = size
y = price

[run]
steps = 5

[runner.plain]
rule = gd
alpha = 0.1
"""

TABLE = "size,price\n1,2.5\n2,3.5\n3,5\n4,4.5\n"


def refused(text, *fragments):
    """Runs and draws a scene of this text: both must refuse it with the same line."""
    write("bad.ini", text)
    before = sorted(os.listdir())
    said = failed(2, ["run", "bad.ini", "-o", "a.csv"], *fragments)
    assert said == failed(2, ["render", "bad.ini", "-o", "a.png"], *fragments)
    assert sorted(os.listdir()) == before, os.listdir()


def changed(old, new, text=SCENE):
    """The scene with one thing changed, and the number of the changed line."""
    assert text.count(old) == 1, f"'{old}' is not there once"
    return text.replace(old, new), text[:text.index(old)].count("\n") + 1


def refused_change(old, new, *fragments):
    """As refused(); the line that was changed must be named."""
    text, line = changed(old, new)
    refused(text, f"bad.ini:{line}:", *fragments)


# ---- scenes -------------------------------------------------------------------------------------


def a_good_scene_is_taken():
    write("good.ini", SCENE)
    done("run", "good.ini")


def a_caret_stands_under_the_character():
    text = SCENE.replace("condition = 10\n", "").replace("surface = ravine",
                                                        "surface = formula\nf = 2|x| +\n    ½y² + )")
    said = failed(2, ["run", write("bad.ini", text)], "bad.ini:")
    message, line, caret = said.rstrip("\n").split("\n")
    assert ":9:11: f: character 14: " in message and line == "      ½y² + )", said
    assert line[caret.index("^")] == ")", said
    refused_change("alpha = 0.1", "alpha = much", "alpha = much\n          ^")


def an_unknown_name_is_refused_with_the_nearest():
    refused_change("surface = ravine", "surface = ravin", "ravin", "ravine")
    refused_change("rule = adam", "rule = adan", "adan", "adam")
    refused_change("kind = surface", "kind = surfce", "surfce", "surface")
    refused_change("alpha = 0.3", "alhpa = 0.3", "alhpa", "alpha")
    refused_change("[objective]", "[objektive]", "objektive", "objective")
    refused_change("[runner.adam]", "[runer.adam]", "runer", "runner")
    refused_change("lab = descent", "lab = decent", "decent", "descent")


def a_value_out_of_range_is_refused_with_the_range():
    refused_change("alpha = 0.1", "alpha = -0.1", "alpha")
    refused_change("alpha = 0.1", "alpha = 1e300", "alpha")
    refused_change("condition = 10", "condition = 1001", "condition", "1000")
    refused_change("condition = 10", "condition = 0.5", "condition", "1")
    refused_change("steps = 12", "steps = 0", "steps", "1")
    refused_change("steps = 12", "steps = 1000000000", "steps", "100000")
    refused_change("seed = 7", "seed = 7.5", "seed")


def a_value_that_is_no_number_is_refused():
    for value in ("fast", "nan", "inf", "-inf", "", "0.1.2", "0,1", "1e", "0.1 0.2"):
        refused_change("alpha = 0.1", f"alpha = {value}", "alpha")
    for value in ("1", "1, 2, 3", "a, b", "nan, 1", ", 1", "1e400, 1", ""):
        refused_change("start = -3, 1", f"start = {value}", "start")
    for value in ("0", "some", "2.5", "-1"):
        text, line = changed("alpha = 0.1", f"alpha = 0.1\nbatch = {value}")
        refused(text, f"bad.ini:{line + 1}:", "batch")


def a_duplicate_is_refused_with_both_places():
    text, line = changed("alpha = 0.1", "alpha = 0.1\nalpha = 0.1")
    refused(text, f"bad.ini:{line + 1}:", "alpha", str(line))
    text, line = changed("[runner.adam]", "[runner.plain]")
    first = SCENE[:SCENE.index("[runner.plain]")].count("\n") + 1
    refused(text, f"bad.ini:{line}:", "runner.plain", str(first))


def what_is_no_scene_is_refused():
    refused("", "bad.ini")
    refused("\n; only a comment\n", "bad.ini")
    refused("alpha = 1\n", "bad.ini:1: ", "section")
    refused("[scene\nlab = descent\n", "bad.ini:1: ")
    refused("[scene]\nlab descent\n", "bad.ini:2: ")
    refused("[]\nlab = descent\n", "bad.ini:1: ")
    refused("[scene]\nlab = descent\n", "runner")
    refused("[scene]\n" + "long " * 20 + " = 1\n", "bad.ini:2: a key has 1 to 48 bytes")


def bytes_that_are_no_text_are_refused_with_their_line():
    refused(SCENE.encode().replace(b"Two runners", b"Two \xff runners"), "bad.ini:3: ", "UTF-8")
    refused(SCENE.encode().replace(b"Two runners", b"Two \0 runners"), "bad.ini:3: ")
    refused(bytes(range(256)) * 64, "bad.ini:1: ")
    refused(b"\x1f\x8b" + os.urandom(3000), "bad.ini:")


def a_manual_schedule_out_of_order_is_refused():
    for manual in ("20:0.5, 10:0.5", "10:fast", "10", "10:-1", "x:1", "10:0.5,, 20:0.5"):
        text, line = changed("alpha = 0.1", f"alpha = 0.1\nschedule = manual\nmanual = {manual}")
        refused(text, f"bad.ini:{line + 2}: ")


def windows_line_ends_and_comments_are_taken():
    write("unix.ini", SCENE)
    commented = SCENE.replace("steps = 12", "steps = 12   ; a dozen")
    write("windows.ini", commented.replace("\n", "\r\n"))
    assert done("run", "windows.ini") == done("run", "unix.ini")


# ---- tables -------------------------------------------------------------------------------------


def table(content, *fragments, scene=REGRESSION):
    """A regression over this table must be refused."""
    write("table.csv", content)
    refused(scene, *fragments)


def commas_between_fields_and_before_decimals_are_told():
    table("size,price\n1,2,5\n2,3,5\n3,5,5\n4,4,5\n", "table.csv:", "save it with semicolons")


def what_was_not_typed_is_not_blamed():
    write("days.csv", "date,count\n" + "".join(f"0{d}/0{m}/2020,{d + m}\n" for m in (1, 2, 3) for d in (1, 2, 3)))
    said = failed(2, ["render", "days.csv", "-o", "a.png"], "days.csv: ", "--set series.date_format=d/m/y")
    assert "series.date:" not in said, said
    done("run", "days.csv", "-o", "days2.csv", "--set", "series.date_format=d/m/y")
    said = failed(2, ["render", "six-runners", "--hide", "alfa", "-o", "a.png"], "--hide: ", "alpha")
    assert "--set" not in said, said
    said = failed(2, ["render", "six-runners", "--set", "view.hide=alfa", "-o", "a.png"], "--set view.hide: ", "alpha")
    assert "--hide" not in said, said
    failed(2, ["render", "http://localhost/#scene=ravine&hide=alfa", "-o", "a.png"], "the link's hide: ", "alpha")
    write("bad.ini", SCENE + "\n[view]\nhide = alfa\n")
    failed(2, ["render", "bad.ini", "-o", "a.png"], "bad.ini:%d: " % (SCENE.count("\n") + 3), "alpha")


def what_computes_a_number_is_answered_with_the_number():
    refused_change("alpha = 0.1", "alpha = 1/25", "1/25 is 0.04: write 0.04")
    failed(2, ["run", "ravine", "--set", "objective.start=-9, 8/5"], "8/5 is 1.6: write 1.6")


def what_would_be_right_is_said_where_it_is_known():
    refused_change("steps = 12", "// a remark", "a comment begins with ;")
    write("bad.ini", SCENE + "\n[rule.mine]\ntheta -= alpha*g\n[runner.mine]\nrule = mine\n")
    failed(2, ["run", "bad.ini"], "write theta = theta - …")
    for typed in ("lr", "learning_rate", "alpha_0"):
        refused_change("alpha = 0.1", f"{typed} = 0.1", "did you mean alpha?")
    refused_change("rule = gd", "rule = SGD", "did you mean gd?")
    failed(2, ["run", "adam", "--out", "a.csv"], "did you mean -o?")
    assert "did you mean" not in failed(2, ["run", "adam", "--verbose"], "ravine help")
    failed(2, ["six-runners", "digits"], "one word too many: 'digits'")


def a_place_behind_the_end_is_refused():
    write("good.ini", SCENE)
    for option in ("--step", "--from", "--to"):
        name = "a.png" if option == "--step" else "a.gif"
        failed(2, ["render", "good.ini", "-o", name, option, "13"], option, "13", "the end of the timeline, 12")
    assert not os.path.exists("a.png") and not os.path.exists("a.gif")


def a_good_table_is_taken():
    write("good.ini", REGRESSION)
    write("table.csv", TABLE)
    plain = done("run", "good.ini")
    write("table.csv", "\ufeff" + TABLE.replace("\n", "\r\n").replace("2.5", '"2.5"') + "\r\n")
    assert done("run", "good.ini") == plain
    write("table.csv", gzip.compress(TABLE.encode()))
    assert done("run", "good.ini") == plain


def a_table_is_found_beside_its_scene():
    os.makedirs("lecture/elsewhere")
    write("lecture/good.ini", REGRESSION)
    write("lecture/table.csv", TABLE)
    assert done("run", "../good.ini", cwd="lecture/elsewhere") == done("run", "lecture/good.ini")


def a_missing_table_is_named():
    refused(REGRESSION, "bad.ini:6: ", "table.csv")
    refused(REGRESSION.replace("table.csv", "diamnds"), "bad.ini:6: ", "diamnds", "diamonds")
    refused(REGRESSION.replace("data = table.csv\n", ""), "bad.ini", "data")


def a_missing_column_is_named_with_the_nearest():
    table(TABLE.replace("size", "sizes"), "bad.ini:7: table.csv:1: ", "'size'", "sizes")
    table(TABLE.replace("price", "cost"), "bad.ini:8: table.csv:1: ", "'price'", "cost")
    table(TABLE, "bad.ini:6: ", scene=REGRESSION.replace("y = price\n", ""))


def text_in_a_number_is_refused_with_its_row():
    table(TABLE.replace("3.5", "cheap"), "table.csv:3: ", "price", "cheap")
    table(TABLE.replace("3.5", "3.5kg"), "table.csv:3: ", "price", "3.5kg")
    table(TABLE.replace("\n3,", "\n\n3,").replace("4.5", "x"), "table.csv:6: ", "price")


def a_row_with_a_gap_is_left_out_or_refused_as_the_scene_says():
    write("bad.ini", REGRESSION)
    write("table.csv", TABLE.replace("2,3.5\n", ""))
    without = done("run", "bad.ini")
    for value in ("", "NA", "nan", "NaN", "?", "."):
        write("table.csv", TABLE.replace("3.5", value))
        result = ravine("run", "bad.ini")
        assert result.returncode == 0 and result.stdout == without, value
        assert "1 of 4 rows left out" in result.stderr, result.stderr
        failed(2, ["run", "bad.ini", "--set", "objective.missing=refuse"], "table.csv:3: ",
               "price")


def an_infinite_number_is_refused():
    for value in ("inf", "1e999", "-inf"):
        table(TABLE.replace("3.5", value), "table.csv:3: ", "price")


def a_table_without_rows_is_refused():
    table("", "table.csv", "empty")
    table("size,price\n", "table.csv", "rows")
    table("\n\n\n", "table.csv")


def rows_of_unequal_length_are_refused():
    table(TABLE.replace("2,3.5", "2"), "table.csv:3: ")
    table(TABLE.replace("2,3.5", "2,3.5,7"), "table.csv:3: ")
    table(TABLE.replace("2,3.5", '2,"3.5'), "table.csv:3: ", "quote")


def ten_million_columns_are_refused():
    table("a," * 10_000_000 + "size,price\n" + "1," * 20 + "1\n", "table.csv:1: ", "columns")


def a_gzip_that_ends_early_is_refused():
    packed = gzip.compress((TABLE + "5,6\n" * 5000).encode())
    for length in (len(packed) - 1, len(packed) - 9, len(packed) // 2, 11, 2):
        table(packed[:length], "table.csv", "gzip")
    damaged = bytearray(packed)
    damaged[len(damaged) // 2] ^= 0x55
    damaged[-6] ^= 0x55
    table(bytes(damaged), "table.csv", "gzip")


def a_folder_is_no_table():
    os.mkdir("table.csv")
    refused(REGRESSION, "table.csv", "folder")


def a_regression_that_has_no_answer_is_refused():
    table("size,price\n1,2\n1,3\n1,4\n", "bad.ini:6: ")
    table("size,price\n1,2\n", "bad.ini:6: ")
    table(TABLE.replace("2.5", "-2.5"), "bad.ini:", "log", "price",
          scene=REGRESSION.replace("y = price", "y = price\nlog = y"))


run([a_good_scene_is_taken, a_caret_stands_under_the_character, an_unknown_name_is_refused_with_the_nearest,
     a_value_out_of_range_is_refused_with_the_range, a_value_that_is_no_number_is_refused,
     a_duplicate_is_refused_with_both_places, what_is_no_scene_is_refused,
     bytes_that_are_no_text_are_refused_with_their_line,
     a_manual_schedule_out_of_order_is_refused, windows_line_ends_and_comments_are_taken,
     commas_between_fields_and_before_decimals_are_told, what_was_not_typed_is_not_blamed,
     what_computes_a_number_is_answered_with_the_number,
     what_would_be_right_is_said_where_it_is_known, a_place_behind_the_end_is_refused,
     a_good_table_is_taken, a_table_is_found_beside_its_scene, a_missing_table_is_named,
     a_missing_column_is_named_with_the_nearest, text_in_a_number_is_refused_with_its_row,
     a_row_with_a_gap_is_left_out_or_refused_as_the_scene_says,
     an_infinite_number_is_refused, a_table_without_rows_is_refused,
     rows_of_unequal_length_are_refused, ten_million_columns_are_refused,
     a_gzip_that_ends_early_is_refused, a_folder_is_no_table,
     a_regression_that_has_no_answer_is_refused])
