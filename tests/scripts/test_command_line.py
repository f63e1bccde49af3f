"""The words of the command line, and the numbers that ravine run writes."""
import os
import subprocess
import sys

from ravine import PROGRAM, SCENE, done, environment, failed, ravine, read, rows, write
from tap import run

COLUMNS = "runner,step,epoch,alpha,cost,theta_0,theta_1"


# ---- words --------------------------------------------------------------------------------------


def help_names_every_command_and_option():
    page = done("help")
    for word in ("render", "run", "tune", "list", "help", "--version", "-o", "--set", "--threads",
                 "--size", "--scale", "--theme", "--step", "--language", "Exit status"):
        assert word in page, word
    assert page == done("--help") == done("-h")


def listed(page):
    """The names of a list; a line that goes on is indented further."""
    return [line.split()[0] for line in page.splitlines()[1:] if not line.startswith("   ")]


def help_explains_what_list_lists():
    for what in ("rules", "surfaces", "schedules"):
        for name in listed(done("list", what)):
            assert name in done("help", name).splitlines()[0], name
    assert "Ctrl+Q" in done("help", "keys")
    assert "[runner.NAME]" in done("help", "descent")


def help_writes_the_formula_of_a_rule_for_notes():
    for name in listed(done("list", "rules")):
        page = done("help", name, "--latex").splitlines()
        assert page[0] == "\\begin{align*}" and page[-1] == "\\end{align*}", page
        assert all(line.endswith(" \\\\") for line in page[1:-2]), page
    assert "\\frac{\\alpha\\, g}{\\sqrt{s} + \\varepsilon}" in done("help", "rmsprop", "--latex")
    for name in ("cosine", "inverse-time", "manual"):
        page = done("help", name, "--latex").splitlines()
        assert page[0] == "\\begin{align*}" and page[1].startswith("  \\alpha &= ") and "\\alpha_0" in page[1] and len(page) == 3, page
    failed(2, ["help", "formula", "--latex"], "--latex", "rules and schedules")
    failed(2, ["help", "rosenbrock", "--latex"], "--latex", "rules")
    failed(2, ["help", "--latex"], "--latex", "rules")
    failed(2, ["list", "rules", "--latex"], "--latex")


def help_writes_a_rule_as_lines_to_type():
    assert done("help", "adam", "--as-rule").splitlines() == [
        "[rule.adam2]",
        "v = beta1*v + (1 - beta1)*g",
        "s = beta2*s + (1 - beta2)*g^2",
        "v_hat = v/(1 - beta1^t)",
        "s_hat = s/(1 - beta2^t)",
        "theta = theta - alpha*v_hat/(sqrt(s_hat) + epsilon)",
        "alpha = 0.001", "beta1 = 0.9", "beta2 = 0.999", "epsilon = 1e-08"]
    for name in listed(done("list", "rules")):
        assert done("help", name, "--as-rule").startswith(f"[rule.{name}2]\n"), name
    failed(2, ["help", "rosenbrock", "--as-rule"], "--as-rule", "rules")
    failed(2, ["help", "adam", "--as-rule", "--latex"], "--latex and --as-rule", "give one")


def list_names_all_that_ships():
    everything = done("list")
    for what, names in {
            "scenes": ("six-runners", "diamonds", "momentum", "rmsprop", "adam", "batch-sizes"),
            "surfaces": ("ravine", "rosenbrock", "beale", "himmelblau", "booth", "saddle",
                         "three-hump-camel", "monkey-saddle", "plateau", "rastrigin", "ackley"),
            "rules": ("gd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam",
                      "adamax", "amsgrad", "nadam", "radam", "adamw", "signsgd", "lion", "rprop",
                      "heavyball"),
            "schedules": ("constant", "inverse-time", "exponential", "inverse-sqrt", "staircase",
                          "linear", "polynomial", "cosine", "manual"),
            "data": ("diamonds",), "formats": (".png", ".csv")}.items():
        page = done("list", what)
        assert page in everything
        for name in names:
            assert name in listed(page), f"{name} is not in {page}"


def every_command_and_what_people_look_for_has_help():
    for command, option in (("render", "--scale"), ("run", "--every"), ("tune", "--threads"),
                            ("check", "--seeds"), ("link", "--base"), ("data", "separator"),
                            ("list", "--language"), ("help", "--latex")):
        page = done("help", command)
        assert page.startswith("ravine " + command) and option in page, page
    assert "--every" not in done("help", "render") and "--base" not in done("help", "run")
    film = done("help", "film")
    assert ".gif" in film and "--fps" in film and ".pdf" not in film and "--step" not in film, film
    assert "--handout" in done("help", "lecture") and "optimization" in done("help", "lecture")
    assert "percent" in done("help", "run") and "percent" in done("help", "claims")
    assert "panel" in done("help", "hide") and "question" in done("help", "predict")
    assert "averages" in done("help", "series") and "date_format" in done("help", "series")
    assert done("help", "surface") == done("list", "surfaces")
    assert "In the window Y opens it." in done("help", "formula")
    assert "Shift+Y opens the rule" in done("help", "rule")


def the_scene_in_the_help_runs():
    page = done("help", "scene")
    example = page[page.index("  [scene]\n"):page.index("`ravine FILE.ini`")]
    write("example.ini", example.replace("\n  ", "\n").lstrip())
    assert {row["runner"] for row in rows(done("run", "example.ini"))} == {"adam", "plain"}
    for key in ("title", "caption", "theme", "hide", "[figure]", "[predict]", "[claim]"):
        assert key in page, key


def lectures_and_languages_are_listed():
    page = done("list")
    assert page[page.index("lectures"):].splitlines()[1].split()[0] == "optimization"
    scenes = [name for name in os.listdir(os.path.join(os.environ["SOURCE"], "assets/lectures/optimization"))
              if name.endswith(".ini")]
    assert f" {len(scenes)} scenes" in done("list", "lectures")
    assert done("list", "languages").splitlines()[1].split()[0] == "english"


def version_is_one_line():
    page = done("--version")
    assert page.startswith("ravine ") and page.count("\n") == 1


def another_choice_brings_what_follows_from_it():
    """As in the window: the file's keys that lose their effect go; those set here are refused."""
    done("run", "six-runners", "--set", "objective.surface=rosenbrock", "--set", "run.steps=2")
    table = done("run", "six-runners", "--set", "runner.adam.rule=gd")
    alpha = [line.split(",")[3] for line in table.splitlines() if line.startswith("adam,1,")]
    assert alpha == [line.split(",")[3] for line in done(
        "run", "six-runners", "--set", "runner.adam.rule=gd", "--set",
        f"runner.adam.alpha={alpha[0]}").splitlines() if line.startswith("adam,1,")]
    assert alpha != [line.split(",")[3] for line in done("run", "six-runners").splitlines()
                     if line.startswith("adam,1,")]
    failed(2, ["run", "six-runners", "--set", "runner.adam.rule=gd", "--set",
               "runner.adam.beta1=0.5"], "--set runner.adam.beta1", "no effect")


def wrong_words_are_refused_and_the_nearest_is_named():
    failed(2, ["rendr", "six-runners", "-o", "a.png"], "rendr", "render")
    failed(2, ["run", "six-runer"], "six-runer", "six-runners")
    failed(2, ["list", "rule"], "rule", "rules")
    failed(2, ["help", "adm"], "adm", "adam")
    failed(2, ["help", "six-runners"], "a scene", "ravine six-runners")
    failed(2, ["help", "seattle"], "data", "ravine list data")
    failed(2, ["help", "nonsense"], "keys", "surface")
    assert done("help", "run") == done("run", "--help") == done("run", "adam", "--help") != done("help")
    failed(2, ["run", "six-runners", "--thread", "2"], "--thread", "--threads")
    failed(2, ["render", "six-runners", "-o", "a.png", "--siz", "800x600"], "--siz", "--size")
    failed(2, ["render", "six-runners", "-o", "a.png", "--theme", "drak"], "drak", "dark")
    assert os.listdir() == []


def missing_words_are_asked_for():
    failed(2, ["render"], "SCENE")
    failed(2, ["run"], "SCENE")
    failed(2, ["render", "six-runners"], "-o")
    for option in ("--threads", "--set", "-o"):
        failed(2, ["run", "six-runners", option], option, "needs")
    failed(2, ["run", ""], "scene")
    failed(2, ["render", "six-runners", "-o", ""], "-o")
    failed(2, ["run", "six-runners", "momentum"], "momentum")


def an_option_of_another_command_is_not_ignored():
    failed(2, ["run", "six-runners", "--size", "800x600"], "--size")
    failed(2, ["list", "rules", "--theme", "dark"], "--theme")


def numbers_are_not_written_into_pictures_nor_pictures_into_tables():
    failed(2, ["run", "adam", "-o", "a.png"], "a.png", "render")
    failed(2, ["render", "adam", "-o", "a.csv"], "a.csv", "ravine run")
    failed(2, ["render", "adam", "-o", "a.pgn"], "a.pgn", ".png")
    assert os.listdir() == []
    done("run", "adam", "-o", "a.txt")
    assert read("a.txt").decode() == done("run", "adam")
    done("run", "adam", "-o", "A.CSV")
    assert read("A.CSV") == read("a.txt")


def a_scene_is_not_replaced_by_numbers_nor_by_a_link():
    write("mine.ini", SCENE)
    for words in (["run", "adam", "-o", "mine.ini"], ["link", "adam", "-o", "mine.ini"]):
        failed(2, words, "mine.ini")
    failed(2, ["link", "adam", "-o", "a.png"], "a.png", ".txt")
    failed(2, ["run", "adam", "-o", "a.xlsx"], "a.xlsx", ".csv, .tsv, .json or .py")
    assert read("mine.ini") == SCENE.encode() and not os.path.exists("a.xlsx")
    done("run", "adam", "-o", "a.dat")
    done("link", "adam", "-o", "a.link")
    assert read("a.dat").startswith(b"runner,") and b"#scene=adam" in read("a.link")


def values_of_options_are_checked():
    for value in ("0", "-1", "1.5", "two", "", "1000000", "nan"):
        failed(2, ["run", "six-runners", "--threads", value], "--threads")
    for value in ("-1", "nan", "last", "inf"):
        failed(2, ["render", "six-runners", "-o", "a.png", "--step", value], "--step")
    for value in ("0", "-2", "nan", "1e9", "two"):
        failed(2, ["render", "six-runners", "-o", "a.png", "--scale", value], "scale")
    assert os.listdir() == []


# ---- languages --------------------------------------------------------------------------------

LANGUAGE = """# three texts, a format among them
"Keys in the window" = "Penceredeki tuşlar"
"select a slider"
= "bir sürgü seç"
"no list '%s'; did you mean %s?"
= "'%s' adlı liste yok; %s mi demek istediniz?"
"""


def a_file_of_words_changes_the_language():
    write("turkish.txt", LANGUAGE)
    english = done("help", "keys")
    for page in (done("help", "keys", "--language", "turkish.txt"),
                 done("help", "--language=./turkish.txt", "keys"),
                 done("help", "keys", environ=environment(RAVINE_LANGUAGE="turkish.txt"))):
        assert page == english.replace("Keys in the window", "Penceredeki tuşlar") \
            .replace("select a slider", "bir sürgü seç"), page
    assert done("help", "keys", "--language", "english",
                environ=environment(RAVINE_LANGUAGE="turkish.txt")) == english
    assert done("help", "keys", environ=environment(RAVINE_LANGUAGE="")) == english
    # Whatever is wrong is said in it, even where it stands before the language.
    failed(2, ["list", "rule", "--language", "turkish.txt"],
           "'rule' adlı liste yok; rules mi demek istediniz?")


def numbers_are_the_same_in_every_language():
    write("turkish.txt", LANGUAGE)
    assert done("run", "adam", "--language", "turkish.txt") == done("run", "adam")


def a_language_that_is_not_there_or_wrong_is_refused():
    failed(2, ["help", "--language", "klingon"], "--language", "klingon", "english")
    failed(2, ["help"], "RAVINE_LANGUAGE", "klingon",
           environ=environment(RAVINE_LANGUAGE="klingon"))
    failed(2, ["help", "--language", "nowhere.txt"], "nowhere.txt")
    failed(2, ["help", "--language"], "--language")
    write("wrong.txt", '# one\n"%s of %d" = "%d / %s"\n')
    failed(2, ["run", "adam", "--language", "wrong.txt"], "wrong.txt:2:", "%s of %d", "%d / %s")
    write("wrong.txt", b'"a" = "\xff"')
    failed(2, ["run", "adam", "--language", "wrong.txt"], "wrong.txt:1:", "UTF-8")


# ---- numbers ------------------------------------------------------------------------------------


def run_writes_every_step_of_every_runner():
    write("two.ini", SCENE)
    text = done("run", "two.ini")
    assert text.splitlines()[0] == COLUMNS
    table = rows(text)
    assert [(row["runner"], int(row["step"])) for row in table] == \
        [(name, step) for name in ("plain", "adam") for step in range(13)]
    for start in (table[0], table[13]):
        assert (float(start["theta_0"]), float(start["theta_1"])) == (-3, 1)
        assert float(start["cost"]) == 0.5 * (9 + 10)
    # Gradient descent on ½(x² + 10y²) by hand: x ← 0.9x, y ← 0 with α = 0.1.
    assert abs(float(table[12]["theta_0"]) - -3 * 0.9 ** 12) < 1e-13
    assert abs(float(table[12]["theta_1"])) < 1e-13
    assert all(float(row["alpha"]) == 0.1 for row in table[1:13])


def numbers_survive_the_way_through_csv():
    table = rows(done("run", "six-runners"))
    for row in table:
        for key in ("alpha", "cost", "theta_0", "theta_1"):
            if row[key] or row["step"] != "0":  # no step led to the start: it has no alpha
                assert f"{float(row[key]):.17g}" == row[key], row


def epochs_count_from_one():
    table = [row for row in rows(done("run", "six-runners")) if row["runner"] == "mini-batch"]
    epochs = [int(row["epoch"]) for row in table]
    # 512 examples by 64 are 8 steps an epoch.
    assert epochs[1:9] == [1] * 8 and epochs[9:17] == [2] * 8, epochs[:20]


def threads_do_not_change_a_byte():
    for scene in ("six-runners", "diamonds", "adam"):
        one = done("run", scene, "--threads", "1")
        assert one == done("run", scene, "--threads", "2") == done("run", scene), scene


def the_seed_decides_the_noise():
    def race(seed):
        return done("run", "six-runners", "--set", f"run.seed={seed}")
    assert race(5) == race(5)
    assert race(5) != race(6)


def set_changes_one_runner_and_no_other():
    before = rows(done("run", "six-runners"))
    after = rows(done("run", "six-runners", "--set", "runner.momentum.beta1=0.5"))
    changed = {b["runner"] for b, a in zip(before, after) if b != a}
    assert changed == {"momentum"}, changed


def the_last_set_of_a_key_wins():
    words = ["run", "six-runners", "--set", "runner.adam.alpha=0.1"]
    twice = words + ["--set", "runner.adam.alpha=0.2"]
    assert done(*twice) == done("run", "six-runners", "--set", "runner.adam.alpha=0.2")
    assert done(*twice) != done(*words)


def set_of_what_is_not_there_is_refused():
    def refused(assignment, *fragments):
        failed(2, ["run", "six-runners", "--set", assignment], *fragments)
    refused("runner.momentum.beta=0.5", "beta", "beta1")
    refused("runner.adam.rule=adma", "adma", "adam")
    refused("objective.surface=rosenbrok", "rosenbrok", "rosenbrock")
    refused("runer.adam.alpha=1", "runer", "runner")
    refused("runner.adm.alpha=1", "runner.adm", "did you mean runner.adam?")
    refused("runner.typo.alpha=1", "no runner.typo", "runner.typo.rule=")
    refused("runner.a]b.rule=gd", "section")
    refused("runner.a\nb.rule=gd", "section")
    refused("runner.adam.alpha=-1", "alpha")
    refused("runner.adam.beta1=1", "beta1")
    refused("runner.adam.alpha=fast", "alpha", "fast")
    refused("runner.adam.alpha=nan", "alpha")
    refused("runner.adam.alpha=", "alpha")
    refused("runner.adam.alpha", "SECTION.KEY=VALUE")
    refused("alpha=1", "SECTION.KEY=VALUE")
    refused("=", "SECTION.KEY=VALUE")
    refused("run.steps=1e99", "steps")
    refused("scene.title=two\nlines", "title")


def data_that_are_set_lie_where_the_program_is_called():
    write("days.csv", "t\n5\n6\n8\n")
    os.makedirs("scenes", exist_ok=True)
    write("scenes/other.csv", "t\n1\n2\n3\n")
    write("scenes/days.ini", "[scene]\nlab = averages\n[series]\ndata = other.csv\ncolumn = t\n"
          "[average.a]\nbeta = 0.9\n")
    words = ["run", "scenes/days.ini", "--set", "series.data=days.csv"]
    here = done(*words)
    assert here != done("run", "scenes/days.ini")
    os.rename("days.csv", "scenes/days.csv")
    assert here == done(*words)
    os.remove("scenes/days.csv")
    failed(2, words, "days.csv")


def data_of_a_regression_are_set_with_their_columns():
    write("heights.csv", "age,height\n1,76\n2,88\n3,96\n4,104\n")
    words = ["--set", "objective.data=heights.csv", "--set", "objective.x=age",
             "--set", "objective.y=height"]
    there = rows(done("run", "diamonds", *words))
    # θ = 0 predicts nothing: J = mean(y²)/2, as the file's columns have it.
    assert float(there[0]["cost"]) == (76**2 + 88**2 + 96**2 + 104**2) / 8, there[0]
    # The order of the words does not matter.
    assert rows(done("run", "diamonds", *words[2:], *words[:2])) == there
    os.remove("heights.csv")


def a_missing_scene_is_named():
    failed(2, ["run", "nowhere.ini"], "nowhere.ini")
    failed(2, ["run", "folder/nowhere.ini"], "folder/nowhere.ini")
    os.mkdir("folder.ini")
    failed(2, ["run", "folder.ini"], "folder.ini", "folder")


def a_scene_is_found_from_any_folder():
    os.makedirs("deep/down")
    write("deep/two.ini", SCENE)
    here = done("run", "deep/two.ini")
    assert here == done("run", "../two.ini", cwd="deep/down")
    assert here == done("run", os.path.abspath("deep/two.ini"), cwd="/")


# ---- writing ------------------------------------------------------------------------------------


def run_writes_the_same_into_a_file():
    done("run", "adam", "-o", "adam.csv")
    assert read("adam.csv").decode() == done("run", "adam")
    assert os.listdir() == ["adam.csv"]


def a_file_that_cannot_be_written_is_named():
    failed(1, ["run", "adam", "-o", "nowhere/a.csv"], "nowhere")
    os.mkdir("a.csv")
    failed(1, ["run", "adam", "-o", "a.csv"], "a.csv", "folder")
    write("file", "")
    failed(1, ["run", "adam", "-o", "file/a.csv"], "file/a.csv")
    assert sorted(os.listdir()) == ["a.csv", "file"]


def a_full_disk_is_a_failure():
    if not os.path.exists("/dev/full"):
        return
    failed(1, ["run", "six-runners", "-o", "/dev/full"], "/dev/full")
    for words in (["run", "six-runners"], ["list"], ["help"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = ravine(*words, stdout=full)
        assert result.returncode == 1 and result.stderr.count("\n") == 1, (words, result)


def a_disk_that_fills_up_keeps_the_earlier_file():
    write("a.csv", "earlier")
    # The limit on a file's size ends a write half-way, as a full disk does. Python ignores the
    # signal that comes with it; restore_signals=False lets the program ignore it too.
    limited = f"""
import os, resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
os.execv({PROGRAM!r}, [{PROGRAM!r}, "run", "six-runners", "-o", "a.csv"])
"""
    result = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True,
                            env=environment(), restore_signals=False, check=False, timeout=120)
    assert result.returncode == 1 and result.stderr.count("\n") == 1, result
    assert "a.csv" in result.stderr, result.stderr
    assert read("a.csv") == b"earlier" and os.listdir() == ["a.csv"], os.listdir()


def a_reader_that_leaves_is_no_error():
    with subprocess.Popen([PROGRAM, "run", "six-runners", "--set", "run.steps=100000"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=environment()) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def run_needs_neither_display_nor_opengl():
    usual = done("run", "adam")
    assert usual == done("run", "adam", environ=environment(SDL_VIDEODRIVER="none-such"))


run([help_names_every_command_and_option, help_explains_what_list_lists,
     help_writes_the_formula_of_a_rule_for_notes, help_writes_a_rule_as_lines_to_type,
     list_names_all_that_ships, every_command_and_what_people_look_for_has_help,
     the_scene_in_the_help_runs, lectures_and_languages_are_listed, version_is_one_line,
     another_choice_brings_what_follows_from_it,
     wrong_words_are_refused_and_the_nearest_is_named, missing_words_are_asked_for,
     an_option_of_another_command_is_not_ignored,
     numbers_are_not_written_into_pictures_nor_pictures_into_tables,
     a_file_of_words_changes_the_language, numbers_are_the_same_in_every_language,
     a_language_that_is_not_there_or_wrong_is_refused, a_scene_is_not_replaced_by_numbers_nor_by_a_link, values_of_options_are_checked,
     run_writes_every_step_of_every_runner, numbers_survive_the_way_through_csv,
     epochs_count_from_one, threads_do_not_change_a_byte, the_seed_decides_the_noise,
     set_changes_one_runner_and_no_other, the_last_set_of_a_key_wins,
     set_of_what_is_not_there_is_refused,
     data_that_are_set_lie_where_the_program_is_called,
     data_of_a_regression_are_set_with_their_columns, a_missing_scene_is_named,
     a_scene_is_found_from_any_folder, run_writes_the_same_into_a_file,
     a_file_that_cannot_be_written_is_named, a_full_disk_is_a_failure,
     a_disk_that_fills_up_keeps_the_earlier_file, a_reader_that_leaves_is_no_error,
     run_needs_neither_display_nor_opengl])
