"""Lines and branches that the tests came to, by file, as gcov counted them: BUILD [--missed]"""
import fnmatch
import glob
import gzip
import json
import os
import subprocess
import sys
import tempfile

# Of which folders and files: data, scenes, and whatever else reads what others wrote or typed.
GROUPS = {
    "data": ["src/data/*.c"],
    "scenes": ["src/scene/*.c"],
    "parsers": ["src/base/expression.c", "src/base/param.c", "src/base/payload*.c",
                "src/base/text.c", "src/base/utf8.c", "src/base/words_read.c", "src/cli/size.c",
                "src/cli/options.c", "src/sim/formula_parse.c", "src/sim/formula_spelling.c",
                "src/sim/rule_text.c"],
}
BAR = {"lines": 95, "branches": 90}


class Line:
    def __init__(self):
        self.times, self.taken, self.branches, self.function = 0, 0, 0, ""

    def add(self, line):
        self.times += line["count"]
        self.taken += sum(branch["count"] > 0 for branch in line["branches"])
        self.branches += len(line["branches"])
        self.function = line.get("function_name", self.function)


def counted(build):
    """Each source's lines: its name → number → Line."""
    wanted = ["*/" + pattern[4:].replace("/", "_") + ".gcda"  # src/data/*.c: data_*.c.gcda
              for patterns in GROUPS.values() for pattern in patterns]
    notes = [path for path in glob.glob(build + "/src/*.a.p/*.gcda")
             if any(fnmatch.fnmatch(path, pattern) for pattern in wanted)]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["gcov", "--json-format", "--branch-probabilities", *notes],
                              cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              text=True)
        if done.returncode != 0:
            sys.exit("gcov: " + done.stderr)
        for path in glob.glob(folder + "/*.gcov.json.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as file:
                for source in json.load(file)["files"]:
                    name = os.path.normpath(os.path.join(build, source["file"]))
                    lines = found.setdefault(name, {})
                    for line in source["lines"]:
                        lines.setdefault(line["line_number"], Line()).add(line)
    return found


def share(part, whole):
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def row(name, lines):
    """Prints it; returns what is below the bar."""
    came = sum(line.times > 0 for line in lines), len(lines)
    taken = sum(line.taken for line in lines), sum(line.branches for line in lines)
    print(f"{name:32}{came[1]:7}{share(*came):>8}{taken[1]:10}{share(*taken):>8}")
    return [what for what, (part, whole) in (("lines", came), ("branches", taken))
            if 100 * part < BAR[what] * whole]


def ranges(numbers):
    """1, 2, 3, 7 as 1-3, 7."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def show_missed(lines):
    missed = [number for number, line in lines.items() if line.times == 0]
    partly = [number for number, line in lines.items() if line.times and line.taken < line.branches]
    if missed:
        print(f"    lines {ranges(missed)}")
    if partly:
        print(f"    branches in {ranges(partly)}")


def named(path):
    """(file, function) → why: "src/x.c function: why", further lines of it indented."""
    reasons, last = {}, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(" ") and last:
                reasons[last] += " " + line.strip()
            elif line.strip() and not line.startswith("#"):
                place, why = line.strip().split(": ", 1)
                last = tuple(place.split())
                reasons[last] = why
    return reasons


def judge_missed(found, chosen, reasons):
    """Prints what nothing comes to, with why; returns complaints."""
    missed = {}
    for name in chosen:
        for number, line in found[name].items():
            if line.times == 0:
                missed.setdefault((name, line.function), []).append(number)
    print("What nothing comes to:")
    for (name, function), numbers in sorted(missed.items()):
        why = reasons.get((name, function), "not named")
        print(f"  {name} {function} ({ranges(numbers)}): {why}")
    return ([f"{name}:{numbers[0]}: {function} has lines that nothing comes to, and "
             "tests/uncovered.txt does not say why"
             for (name, function), numbers in sorted(missed.items())
             if (name, function) not in reasons] +
            [f"tests/uncovered.txt: {name} {function} is named, and nothing of it is missed"
             for name, function in reasons if (name, function) not in missed])


def main(build, shows_missed):
    root = os.path.dirname(os.path.dirname(os.path.abspath(build)))
    found = {os.path.relpath(name, root): lines for name, lines in counted(build).items()}
    complaints, chosen = [], []
    print(f"{'':32}{'lines':>7}{'%':>8}{'branches':>10}{'%':>8}")
    for group, patterns in GROUPS.items():
        files = sorted(name for name in found if any(fnmatch.fnmatch(name, pattern)
                                                     for pattern in patterns))
        complaints += [f"{pattern}: no such file was built" for pattern in patterns
                       if not fnmatch.filter(files, pattern)]
        for name in files:
            row(name, list(found[name].values()))
            if shows_missed:
                show_missed(found[name])
        complaints += [f"{group}: less than {BAR[what]} % of {what}"
                       for what in row(group, [line for name in files
                                               for line in found[name].values()])]
        chosen += files
        print()
    complaints += judge_missed(found, chosen, named(root + "/tests/uncovered.txt"))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), "--missed" in sys.argv)
