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
                "src/sim/rule_text.c", "src/sim/rule_lines.c"],
}


def counted(build):
    """Each source's lines: its name → number → (times, branches taken, branches)."""
    notes = [path for path in glob.glob(build + "/src/*.a.p/*.gcda")]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gcov", "--json-format", "--branch-probabilities", *notes], cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        for path in glob.glob(folder + "/*.gcov.json.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as file:
                for source in json.load(file)["files"]:
                    name = os.path.normpath(os.path.join(build, source["file"]))
                    lines = found.setdefault(name, {})
                    for line in source["lines"]:
                        times, taken, all_of = lines.get(line["line_number"], (0, 0, 0))
                        branches = line["branches"]
                        lines[line["line_number"]] = (
                            times + line["count"],
                            taken + sum(branch["count"] > 0 for branch in branches),
                            all_of + len(branches))
    return found


def share(part, whole):
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def row(name, lines):
    came = sum(times > 0 for times, _, _ in lines)
    taken, branches = sum(line[1] for line in lines), sum(line[2] for line in lines)
    print(f"{name:32}{len(lines):7}{share(came, len(lines)):>8}"
          f"{branches:10}{share(taken, branches):>8}")


def ranges(numbers):
    """1, 2, 3, 7 as 1-3, 7."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def main(build, names_missed):
    root = os.path.dirname(os.path.dirname(os.path.abspath(build)))
    found = {os.path.relpath(name, root): lines for name, lines in counted(build).items()}
    print(f"{'':32}{'lines':>7}{'%':>8}{'branches':>10}{'%':>8}")
    for group, patterns in GROUPS.items():
        files = sorted(name for name in found if any(fnmatch.fnmatch(name, pattern)
                                                     for pattern in patterns))
        for name in files:
            row(name, list(found[name].values()))
            missed = [number for number, line in found[name].items() if line[0] == 0]
            if names_missed and missed:
                print(f"    {ranges(missed)}")
        row(group, [line for name in files for line in found[name].values()])
        print()


main(os.path.abspath(sys.argv[1]), "--missed" in sys.argv)
