"""Subtests that print TAP: each function marked @test is one, in a new empty folder."""
import os
import shutil
import sys
import tempfile
import traceback

_tests = []


class Skip(Exception):
    """Raised by a test that cannot be made on this machine; its text says why."""


def test(function):
    """Marks a function as a subtest; its name is the sentence that it proves."""
    _tests.append(function)
    return function


def run_all():
    """Runs all subtests and ends the program: status 1 when one failed."""
    print(f"1..{len(_tests)}", flush=True)
    failures = 0
    home = os.getcwd()
    for number, function in enumerate(_tests, 1):
        folder = os.path.realpath(tempfile.mkdtemp(prefix="ravine-test-"))
        os.chdir(folder)
        try:
            function()
            print(f"ok {number} - {function.__name__}", flush=True)
        except Skip as why:
            print(f"ok {number} - {function.__name__} # SKIP {why}", flush=True)
        except Exception:  # whatever it is, it is this test's failure and not the others'
            failures += 1
            print(f"not ok {number} - {function.__name__}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
        finally:
            os.chdir(home)
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failures else 0)
