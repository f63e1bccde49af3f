"""Tables of one's own: looked at by `ravine data`, read right, and what was assumed is said."""
import gzip
import math
import os
import shutil

from ravine import done, environment, failed, ravine, rows, write
from tap import expect, run

SOURCE = os.environ["SOURCE"]
TABLES = os.path.join(SOURCE, "tests", "data", "tables")


def numbers(scene, *words):
    """The last row of a scene's numbers, and what was said."""
    result = ravine("run", os.path.join(TABLES, scene + ".ini"), *words)
    expect(result.returncode == 0, result.stderr)
    return rows(result.stdout), result.stderr


def near(text, value):
    expect(math.isclose(float(text), value, rel_tol=1e-9), f"{text} is not {value}")


# Values that were computed apart from this program.
def averages_over_dates_of_every_kind_are_right():
    for scene, last, count in (("date-capital", 6.983264506953615, 40),
                               ("date-lower", 6.983264506953615, 40),
                               ("date-dmy-dot", 7.0205105810000745, 40),
                               ("gistemp", 0.26797195450346095, 36)):
        table, _ = numbers(scene)
        expect(len(table) == count, f"{scene}: {len(table)}")
        near(table[-1]["a"], last)
    table, _ = numbers("date-capital")
    expect([int(row["day"]) for row in table if not row["value"]] == [6, 7, 18])


def weeks_are_readings_a_week_apart():
    table, said = numbers("weekly")
    expect(len(table) == 80 and "week" in said, said)
    near((float(table[-1]["value"]) - float(table[-1]["a"])) / 0.5 * 7, 64.12906334964894)


def a_code_for_nothing_is_named_and_left_out_when_told():
    _, said = numbers("sentinel")
    expect("-9999" in said and "missing = -9999" in said, said)
    table, said = numbers("sentinel", "--set", "series.missing=-9999")
    expect(said == "", said)
    near(table[-1]["a"], 7.002215067133406)


def regressions_over_odd_tables_come_to_their_minimum():
    for scene, w, b, cost in (("semicolon-comma", 180.44199342876826, 839.3666666666668,
                               916.3896148372932),
                              ("missing-row", 181.3807081312413, 810.8199999999999,
                               694.5091589047208)):
        table, said = numbers(scene)
        near(table[-1]["theta_0"], w)
        near(table[-1]["theta_1"], b)
        near(table[-1]["cost"], cost)
    expect("2 of 12 rows left out" in said, said)
    failed(2, ["run", os.path.join(TABLES, "missing-row.ini"), "--set",
               "objective.missing=refuse"], "missing-row.csv:5: ", "rent")


def a_network_learns_from_every_column_and_row_there_is():
    table, said = numbers("dup-column")
    expect(float(table[-1]["test_accuracy"]) == 1)
    expect("two columns are called a" in said, said)
    _, said = numbers("one-mark-makes-words")
    expect("2 of 90 rows left out" in said, said)
    table, said = numbers("words-no-header")
    expect("no header" in said, said)
    expect(int(table[-1]["examples"]) == 10 * 72, table[-1]["examples"]) # 90 less a fifth


def data_tells_what_is_in_a_table():
    told = done("data", os.path.join(TABLES, "agency.csv"))
    for part in ("30 rows of 4 columns", "semicolon", "header: line 8", "line 9 holds units",
                 "lines 1 to 6 passed over", "sums up", "2021-03-01 to 2021-03-30", "missing"):
        expect(part in told, f"'{part}' is not in {told}")
    expect("1,461 rows" in done("data", "seattle").replace("1461", "1,461"))
    failed(2, ["data"], "FILE")
    failed(2, ["data", "nowhere.csv"], "nowhere.csv")


def what_is_no_table_is_called_by_its_name():
    for name, first, part in (("a.xlsx", b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "Excel"),
                              ("a.zip", b"PK\x03\x04" + b"\0" * 26 + b"notes.csv", "unpack"),
                              ("a.parquet", b"PAR1\0\0", "Parquet"),
                              ("a.json", b'[{"a": 1}, {"a": 2}]', "JSON"),
                              ("a.xls", b"\xd0\xcf\x11\xe0\0\0", "Excel"),
                              ("a.html", b"<!DOCTYPE html><html>", "web page")):
        with open(name, "wb") as file:
            file.write(first)
        failed(2, ["data", name], name, part)


def a_path_counts_from_where_it_stands():
    os.makedirs("apart", exist_ok=True)
    write("apart/own.csv", "x,y\n1,2\n2,4.5\n3,6\n4,8\n")
    write("apart/own.ini", "[scene]\nlab = descent\n[objective]\nkind = regression\ndata = own.csv\n"
          "x = x\ny = y\n[run]\nsteps = 3\n[runner.a]\nrule = gd\n")
    done("run", "apart/own.ini")
    write("here.csv", "x,y\n1,2\n2,4\n3,6\n4,9\n")
    mine = ("--set", "objective.data=here.csv", "--set", "objective.x=x", "--set",
            "objective.y=y")
    done("run", "diamonds", *mine)
    done("run", "apart/own.ini", *mine)
    failed(2, ["run", "diamonds", "--set", "objective.data=gone.csv"], "gone.csv", os.getcwd(),
           "scenes")


def what_a_scene_lacks_may_be_set():
    write("twice.ini", "[scene]\nlab = averages\n[series]\ndata = "
          + os.path.join(TABLES, "twice.csv") + "\ncolumn = v\n[average.a]\nbeta = 0.9\n")
    failed(2, ["run", "twice.ini"], "twice.csv:3: ", "stands twice", "resample")
    result = ravine("run", "twice.ini", "--set", "series.resample=day")
    expect(result.returncode == 0 and len(rows(result.stdout)) == 40, result.stderr)
    write("open.ini", "[scene]\nlab = averages\n[series]\ndata = "
          + os.path.join(TABLES, "open-order.csv") + "\ncolumn = x\n[average.a]\nbeta = 0.9\n")
    failed(2, ["run", "open.ini"], "day or the month first", "date_format")
    for order, said in (("d/m/y", ""), ("m/d/y", "sorted")):
        result = ravine("run", "open.ini", "--set", "series.date_format=" + order)
        expect(result.returncode == 0 and said in result.stderr, result.stderr)


def a_key_of_a_table_has_no_effect_on_what_ships():
    for scene, key in (("hundred-days", "series.date=x"), ("diamonds", "objective.header=no"),
                       ("digits", "data.inputs=a")):
        failed(2, ["run", scene, "--set", key], "no effect", key.split(".")[1].split("=")[0])


def a_gzip_filled_up_with_zeros_is_whole():
    with open("a.csv.gz", "wb") as file:
        file.write(gzip.compress(b"x,y\n1,2\n2,3\n3,5\n") + b"\0" * 512)
    expect("3 rows of 2 columns" in done("data", "a.csv.gz"))


def a_damaged_shipped_table_is_checked_like_any_other():
    os.makedirs("own/assets/data", exist_ok=True)
    for name in ("scenes", "fonts", "words", "lectures"):
        if not os.path.exists("own/assets/" + name):
            os.symlink(os.path.join(SOURCE, "assets", name), "own/assets/" + name)
    if not os.path.exists("own/shaders"):
        os.symlink(os.path.join(SOURCE, "shaders"), "own/shaders")
    with gzip.open(os.path.join(SOURCE, "assets", "data", "digits.csv.gz")) as file:
        lines = file.read().split(b"\n")
    for label in (b"10", b"-1", b"2.5", b"999999"):
        lines[4] = lines[4].rsplit(b",", 1)[0] + b"," + label
        with gzip.open("own/assets/data/digits.csv.gz", "wb") as file:
            file.write(b"\n".join(lines))
        environ = environment(RAVINE_ASSETS=os.path.abspath("own"))
        failed(2, ["run", "digits"], "digits.csv.gz:5: ", "digit from 0 to 9", environ=environ)
    shutil.rmtree("own")


def control_characters_of_a_name_are_not_obeyed():
    write("esc\x1b[31m.csv", "a,b\n1,2\n3,4\n")
    told = done("data", "esc\x1b[31m.csv")
    expect("\x1b" not in told and "\\x1b" in told, told)
    said = failed(2, ["data", "no\x1b[31m.csv"])
    expect("\x1b" not in said and "\\x1b" in said, said)


run([averages_over_dates_of_every_kind_are_right, weeks_are_readings_a_week_apart,
     a_code_for_nothing_is_named_and_left_out_when_told,
     regressions_over_odd_tables_come_to_their_minimum,
     a_network_learns_from_every_column_and_row_there_is, data_tells_what_is_in_a_table,
     what_is_no_table_is_called_by_its_name, a_path_counts_from_where_it_stands,
     what_a_scene_lacks_may_be_set, a_key_of_a_table_has_no_effect_on_what_ships,
     a_gzip_filled_up_with_zeros_is_whole, a_damaged_shipped_table_is_checked_like_any_other,
     control_characters_of_a_name_are_not_obeyed])
