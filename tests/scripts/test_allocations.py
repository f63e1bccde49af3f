"""Memory that is not there: the command fails with a sentence, and never with other bytes."""
import os
import random
import subprocess

from ravine import PROGRAM, SCENE, environment, read, write
from tap import run

LIBRARY = os.path.join(os.environ["BUILD"], "tests", "libfail_allocation.so")
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


def fails_well(words, output, most):
    """Up to so many numbers, the first ones and some of all that there are."""
    write("two.ini", SCENE + CLAIM)
    good, wrote = start(words, 0, output)
    assert good.returncode == 0 and wrote, good
    count = int(read("count"))
    assert count > 100, count
    random.seed(len(words))
    for number in sorted(random.sample(range(1, count + 1), min(most, count))):
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


if os.path.exists(LIBRARY):
    run([every_table_fails_with_a_sentence, every_check_fails_with_a_sentence,
         every_list_fails_with_a_sentence, every_picture_fails_with_a_sentence])
else:
    print("1..0 # SKIP a sanitizer keeps the allocations to itself")
