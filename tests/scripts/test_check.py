"""What scenes claim, measured: `ravine check`."""
import os
import pty
import re
import subprocess

from ravine import done, environment, failed, ravine, write, PROGRAM, SCENE
from tap import expect, run

CLAIMS = """
[claim]
arrives = steps_to(plain, 1) <= 12 : plain descent arrives
apart = final(plain) > 1e9
"""


def check(*words):
    result = ravine("check", *words)
    return result.returncode, result.stdout, result.stderr


def every_claim_has_a_verdict_and_one_that_fails_is_status_1():
    write("claims.ini", SCENE + CLAIMS)
    status, out, err = check("claims.ini")
    expect(status == 1 and "1 of 2 claims fail" in err, (status, err))
    expect(re.search(r"^  holds +arrives: plain descent arrives\n +\d+ ≤ 12$", out, re.M), out)
    expect(re.search(r"^  FAILS +apart\n +[\d.]+ > 1×10⁹$", out, re.M), out)
    expect("1 of 2 claims hold" in out)
    write("fine.ini", SCENE + CLAIMS.replace("> 1e9", "< 1e9"))
    expect("2 of 2 claims hold" in done("check", "fine.ini"))


def set_changes_what_is_measured():
    write("fine.ini", SCENE + CLAIMS.replace("> 1e9", "< 1e9"))
    expect(check("fine.ini", "--set", "runner.plain.alpha=1")[0] == 1)
    expect(check("fine.ini", "--set", "claim.arrives=1 < 2")[0] == 0)


def the_scene_of_the_readme_is_as_it_claims():
    readme = open(os.path.join(os.environ["SOURCE"], "README.md"), encoding="utf-8").read()
    blocks = re.findall(r"```ini\n(.*?)```", readme, re.S)
    scene = next(block for block in blocks if block.startswith("[scene]\nlab = descent\ntitle = Momentum"))
    claims = next(block for block in blocks if block.startswith("[claim]\nbounces"))
    write("mine.ini", scene + claims)
    expect("3 of 3 claims hold" in done("check", "mine.ini"))


def a_folder_is_all_its_scenes_and_a_wrong_one_stops_none():
    os.makedirs("week", exist_ok=True)
    write("week/1-one.ini", SCENE + "\n[claim]\nit = 1 < 2 : so it is\n")
    write("week/2-two.ini", SCENE + "\n[claim]\nit = finel(plain) < 2\n")
    write("week/3-three.ini", SCENE)
    status, out, err = check("week")
    expect(status == 2 and "1 scene could not be checked" in err and "2-two.ini" not in err, err)
    expect("so it is" in out and "claims nothing" in out and "2-two.ini:24" in out and "did you mean final?" in out, out)
    status, out, err = check("week/1-one.ini", "week/3-three.ini")
    expect(status == 0 and out.index("one") < out.index("three"), out)


def seeds_are_tried_where_batches_are_in_play():
    noisy = SCENE.replace("start = -3, 1", "start = -3, 1\nnoise = 3").replace("alpha = 0.1", "alpha = 0.1\nbatch = 1")
    write("noisy.ini", noisy + "\n[claim]\nit = final(plain) < 1e9\n")
    write("still.ini", SCENE + "\n[claim]\nit = final(plain) < 1e9\n")
    expect("worst of 4 seeds: seed " in done("check", "noisy.ini", "--seeds", "4"))
    expect("seeds" not in done("check", "still.ini", "--seeds", "4"))


def the_clock_is_no_judge():
    scene = "[scene]\nlab = training\n[network]\nhidden = 4\n[run]\nepochs = 1\n[runner.a]\nrule = gd\n[claim]\n"
    write("clock.ini", scene + "fast = seconds(a) < 0 : nobody is as fast\n")
    status, out, _ = check("clock.ini")
    expect(status == 0 and "not here" in out and "how fast the machine is" in out, out)


def a_question_about_nobody_is_an_error_with_its_line_and_the_nearest_name():
    for kind, line in (("kind = path\nquestion = How?\nrunner = plane\n", 25),
                       ("kind = choice\nquestion = Who?\nof = plane, adam\nanswer = least final(r)\n", 25),
                       ("kind = number\nquestion = How far?\nanswer = final(plane)\n", 25)):
        with open("asks.ini", "w", encoding="utf-8") as file:
            file.write(SCENE + "[predict]\n" + kind)
        status, _, err = check("asks.ini")
        expect(status == 2 and f"asks.ini:{line}:" in err and "did you mean plain?" in err, err)


def wrong_words_are_status_2():
    failed(2, ["check"], "check needs a SCENE")
    failed(2, ["check", "no-such-scene"], "no-such-scene")
    failed(2, ["check", "momentum", "--seeds", "0"], "--seeds")
    failed(2, ["check", "momentum", "-o", "x.csv"], "-o is not for check")
    failed(2, ["run", "momentum", "--seeds", "3"], "--seeds is not for run")
    expect("steps_to(r, J)" in done("help", "claims") and "--seeds N" in done("help", "check"))


def a_terminal_is_told_how_far_it_is_and_how_long_it_will_take():
    master, slave = pty.openpty()
    words = ["check", "digits", "--seeds", "1000"]  # minutes: it is ended once it has said it
    process = subprocess.Popen([PROGRAM, *words], stderr=slave, stdout=subprocess.DEVNULL,
                               stdin=subprocess.DEVNULL, env=environment())
    os.close(slave)
    said = b""
    while not re.search(rb"\r\d+ %, \d+ (s|minutes) left", said):
        said += os.read(master, 4096)
    process.kill()
    process.wait()
    os.close(master)

run([every_claim_has_a_verdict_and_one_that_fails_is_status_1, set_changes_what_is_measured,
     the_scene_of_the_readme_is_as_it_claims,
     a_folder_is_all_its_scenes_and_a_wrong_one_stops_none, seeds_are_tried_where_batches_are_in_play,
     the_clock_is_no_judge,
     a_terminal_is_told_how_far_it_is_and_how_long_it_will_take,
     a_question_about_nobody_is_an_error_with_its_line_and_the_nearest_name, wrong_words_are_status_2])
