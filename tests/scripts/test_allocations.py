"""Memory that is not there: the command fails with a sentence, and never with other bytes."""
import gzip
import os
import random
import resource
import subprocess

from ravine import PROGRAM, SCENE, environment, failed, read, write
from tap import run

LIBRARY = os.path.join(os.environ["BUILD"], "tests", "libfail_allocation.so")
TRAINING = """[scene]
lab = training

[network]
hidden = 4

[data]
data = digits
test_fraction = 0.9

[run]
epochs = 1

[runner.a]
rule = gd
alpha = 0.3
batch = 16
"""
CLAIM = "\n[claim]\nsmall = steps_to(plain, 0.1) > 0\n"


def start(words, number, output):
    """Runs it with the allocation of that number failing; status, what it said, what it wrote."""
    variables = environment(LD_PRELOAD=LIBRARY, FAIL_ALLOCATION=str(number),
                            COUNT_ALLOCATIONS=os.path.abspath("count"))
    if output and os.path.exists(output):
        os.remove(output)
    result = subprocess.run([PROGRAM, *words], env=variables, stdin=subprocess.DEVNULL,
                            capture_output=True, check=False, timeout=60)
    return result, read(output) if output and os.path.exists(output) else result.stdout


def fails_well(words, output, most, begin=0.0):
    """Up to so many numbers, behind that share of all."""
    write("two.ini", SCENE + CLAIM)
    good, wrote = start(words, 0, output)
    assert good.returncode == 0 and wrote, good
    count = int(read("count"))
    assert count > 100, count
    random.seed(len(words))
    some = range(1 + int(begin * count), count + 1)
    for number in sorted(random.sample(some, min(most, len(some)))):
        result, bytes_ = start(words, number, output)
        said = f"{words}, allocation {number} of {count}: {result.returncode}, {result.stderr[:200]}"
        assert result.returncode in (0, 1), said
        if result.returncode == 0:
            assert bytes_ == wrote and not result.stderr, said
        else:
            assert result.stderr.startswith(b"ravine: ") and result.stderr.count(b"\n") == 1, said
            assert not (output and os.path.exists(output)), said


def every_table_fails_with_a_sentence():
    fails_well(["run", "two.ini", "-o", "a.csv"], "a.csv", 60)


def every_check_fails_with_a_sentence():
    fails_well(["check", "two.ini"], None, 60)


def every_list_fails_with_a_sentence():
    fails_well(["list"], None, 30)


def every_picture_fails_with_a_sentence():
    fails_well(["render", "two.ini", "-o", "a.png", "--size", "480x300"], "a.png", 14)
    fails_well(["render", "two.ini", "-o", "a.svg"], "a.svg", 12)
    fails_well(["render", "two.ini", "-o", "a.pdf"], "a.pdf", 12)


def every_picture_of_a_training_fails_with_a_sentence():
    write("training.ini", TRAINING)
    for show, most in (("learned", 8), ("costs", 4), ("relief", 8)):
        fails_well(["render", "training.ini", "-o", "a.svg", "--set", f"view.show={show}"], "a.svg", most, 0.7)


def distances_and_reliefs_fail_with_a_sentence():
    write("decay.ini", SCENE.replace("lab = descent", "lab = decay"))
    fails_well(["render", "decay.ini", "-o", "a.svg"], "a.svg", 8, 0.7)
    fails_well(["render", "two.ini", "-o", "a.svg", "--set", "view.show=relief"], "a.svg", 8, 0.7)


def fails_in_zlib(words, output):
    """Every allocation of zlib's own."""
    os.environ["FAIL_LIBRARY"] = "libz."
    good, wrote = start(words, 0, output)
    count = int(read("count"))
    assert good.returncode == 0 and wrote and count > 0, (good, count)
    for number in range(1, min(count, 12) + 1):
        result, _ = start(words, number, output)
        assert result.returncode == 1, (words, number, count, result)
        assert result.stderr.startswith(b"ravine: out of memory") and result.stderr.count(b"\n") == 1, result
        assert not (output and os.path.exists(output)), (words, number)
    del os.environ["FAIL_LIBRARY"]


def zlib_out_of_memory_is_said():
    write("two.ini", SCENE)
    with gzip.open("table.csv.gz", "wt") as file:
        file.write("x,y\n" + "".join(f"{i},{i * i}\n" for i in range(40000)))
    fails_in_zlib(["data", "table.csv.gz"], None)
    fails_in_zlib(["render", "two.ini", "-o", "a.png", "--size", "480x300"], "a.png")
    start(["render", "two.ini", "-o", "carries.pdf"], 0, "carries.pdf")
    fails_in_zlib(["run", "carries.pdf"], None)


def a_landscape_that_is_too_large_is_refused_with_both_numbers():
    # The training fits into half of a gigabyte, the scores of its first layer do not.
    def tighten():
        resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
    write("large.ini", TRAINING.replace("hidden = 4", "hidden = 1000").replace("= digits", "= diamonds").replace("0.9", "0.1")
          .replace("alpha = 0.3", "alpha = 0.001"))
    words = ["render", "large.ini", "-o", "a.svg", "--set", "view.show=landscape"]
    failed(1, words, "the landscape would take ", " GB of memory, more than half of the 1.0 GB there are",
           preexec_fn=tighten)
    assert not os.path.exists("a.svg")


if os.path.exists(LIBRARY):
    run([every_table_fails_with_a_sentence, every_check_fails_with_a_sentence,
         every_list_fails_with_a_sentence, every_picture_fails_with_a_sentence,
         every_picture_of_a_training_fails_with_a_sentence, distances_and_reliefs_fail_with_a_sentence,
         zlib_out_of_memory_is_said, a_landscape_that_is_too_large_is_refused_with_both_numbers])
else:
    print("1..0 # SKIP a sanitizer keeps the allocations to itself")
