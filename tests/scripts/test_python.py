"""Programs for PyTorch: what they print is what Ravine computes. Where there is no PyTorch, only what is refused is tested."""
import csv
import os
import re
import subprocess
import sys

from ravine import SCENE, done, failed, read, write
from tap import Skip, run

HERE = os.path.dirname(os.path.abspath(__file__))

HEAD = """[scene]
lab = descent
title = \"\"\"Every rule\"\"\" \\ and "form"

[objective]
{objective}

[run]
steps = 50
seed = 3

"""

TRAINING = """[scene]
lab = training

[network]
hidden = 12,6
activation = {activation}
l2 = 0.01

[data]
data = digits

[run]
epochs = 1
seed = 3

"""

RULES = [
    "gd alpha=0.01", "gd alpha=0.01 weight_decay=0.3", "gd alpha=0.05 clip=3", "momentum alpha=0.01",
    "momentum alpha=0.01 form=classic", "momentum alpha=0.005 form=classic weight_decay=0.2",
    "momentum alpha=0.01 bias_correction=on", "momentum alpha=0.003 form=classic bias_correction=on weight_decay=0.1",
    "heavyball alpha=0.003", "nesterov alpha=0.003", "nesterov alpha=0.003 beta1=0", "adagrad alpha=0.1", "adadelta",
    "rmsprop alpha=0.02", "rmsprop alpha=0.02 epsilon=1e-4 epsilon_place=inside", "adam alpha=0.1",
    "adam alpha=0.1 epsilon_place=inside", "adam alpha=0.1 bias_correction=off", "adamax alpha=0.1", "amsgrad alpha=0.1",
    "amsgrad alpha=0.1 bias_correction=off", "nadam alpha=0.05", "radam alpha=0.1", "radam alpha=0.1 beta2=0.5"]
MORE_RULES = [
    "adamw alpha=0.1 weight_decay=0.1", "adamw alpha=0.1 weight_decay=0.1 epsilon_place=inside", "signsgd alpha=0.03",
    "lion alpha=0.02", "rprop alpha=0.03", "rprop alpha=0.03 grow=1 shrink=1", "rprop alpha=0.03 schedule=inverse-sqrt",
    "gd alpha=5"]
SCHEDULES = [
    "inverse-time decay_rate=0.3", "inverse-time every=3 first_epoch=0", "exponential base=0.9",
    "exponential first_epoch=0 decay_per=step", "inverse-sqrt k=2", "staircase every=4 factor=0.7", "linear period=5",
    "linear period=30 end_factor=0.2", "polynomial period=5 power=1.5", "cosine period=4", "cosine period=2 restarts=on",
    "cosine period=2 restarts=on growth=2 end_factor=0.1", "manual manual=5:0.5,20:0.3", "constant warm_up=4",
    "cosine warm_up=2 manual=9:2 decay_per=step period=20"]

TYPED_SCHEDULES = [
    "alpha_t=alpha0*min(1,epoch/3)*0.5*(1+cos(pi*epoch/epochs))", "alpha_t=α₀/(1+rate·t) rate=0.1",
    "alpha_t=α·k^(step/steps)if(epoch>2,1,0.5) k=0.5", "alpha_t=0.05/√epoch warm_up=2",
    "alpha_t=alpha0*(1-epoch/(epochs+1)) decay_per=step",
    "alpha_t=alpha0*(1-step/(steps+1)) decay_per=step warm_up=5 manual=9:0.5,12:2", "alpha_t=alpha0*(0.1-0.01t)"]

# Every function and sign of formulas, names that Python keeps for itself, choices whose sides are constants.
FORMULAS = [
    ["f = max(0, x)^2 + if(y > 1, y^2, 2y - 1) + κ·θ₃ sin(2πx) + |y|/3 + cbrt(x) + min(x, y)*0.1 + (x<0)",
     "    + sum(i, 1, 3, (x - i)^2/10) + lambda sigmoid(x y) + sign(y) + floor(x) + 2^x + tanh(x) - atan(y)",
     "    + log2(1 + x^2) + sqrt(1 + kappa^2)", "κ = 0.3", "θ₃ = 0.5", "lambda = 2", "start = -2.3, 1.7"],
    ["f = if(x > 1 and y < 3 or x < -5, x^2, 4) + max(0, -y)", "start = 3, -4"],
    ["f = 3 + x y 0", "start = 3, -4"],
    ["f = -(-2)^2 x^-2 - -x^2^2/1e4 + (x^2)^3 1e-3 - (y - (3 - y))/4 + 1/2y + y^2/(2(1 + y^2))", "start = 3, -4"]]


def pythons():
    """Those that may have PyTorch."""
    return [name for name in dict.fromkeys([sys.executable, "python3", "/usr/bin/python3"]) if name]


def with_torch():
    """A Python that has PyTorch."""
    for name in pythons():
        found = subprocess.run([name, "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('torch'))"],
                               check=False, stderr=subprocess.DEVNULL)
        if found.returncode == 0:
            return name
    raise Skip("no PyTorch here")


def scene(name, head, runners):
    """A scene with these runners, in which form a row says."""
    text = head
    for number, row in enumerate(runners):
        rule, *keys = row.split()
        text += "\n".join([f"[runner.{rule} {number}]", f"rule = {rule}", *keys, "", ""])
    return write(name, text)


def scheduled(rows):
    return ["gd alpha=0.05 batch=8 schedule=" + row for row in rows]


def table(name):
    with open(name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def away(cell, other):
    """How far two cells are from each other; of large numbers as a share."""
    if cell == "" or other == "":
        return 0 if cell == other else float("inf")
    return abs(float(cell) - float(other))/max(1, abs(float(other)))


def compare(runs, bound):
    """Writes the program and the table of each run, runs the programs, and holds the tables against each other."""
    python = with_torch()
    runs = runs[::3 if "WATCHED" in os.environ else 1]
    for number, words in enumerate(runs):
        done("run", *words, "-o", f"{number}.py")
        done("run", *words, "-o", f"{number}.csv")
    made = subprocess.run([python, os.path.join(HERE, "programs.py"), *(f"{n}.py" for n in range(len(runs)))],
                          capture_output=True, text=True, check=False, timeout=240)
    assert made.returncode == 0 and made.stdout == "", made.stdout + made.stderr
    for number, words in enumerate(runs):
        ours, theirs = table(f"{number}.csv"), table(f"{number}.out.csv")
        assert len(ours) == len(theirs) > 0, (words, len(ours), len(theirs))
        for one, other in zip(ours, theirs):
            assert one["runner"] == other["runner"], (one, other)
            for key in list(other)[1:]:
                assert away(other[key], one[key]) <= bound, (words, key, one, other)


def a_shipped_scene_with_a_race_on_the_plane_is_the_same_race_in_pytorch():
    # One a surface, over their first steps; what comes later is more of the same.
    runs = {}
    for line in done("list", "scenes").splitlines()[1:]:
        name = line.split()[0]
        on = re.search(rb"^(kind = quadratic|kind = regression|surface = .*)$", scene_of(name), re.M)
        if on:
            runs.setdefault(on[1], [name, "--set", "run.steps=25"])
    assert len(runs) == 14, runs  # 12 surfaces, a formula and a regression
    compare(list(runs.values()) + [["cosine", "--set", "run.steps=100"], ["twelve-directions"], ["six-runners"],
                                    ["own-rule"], ["rain", "--set", "run.steps=30"]], 1e-9)


def scene_of(name):
    """The text of a shipped scene."""
    for folder, _, files in os.walk(os.path.join(os.environ["SOURCE"], "assets")):
        if name + ".ini" in files:
            return read(os.path.join(folder, name + ".ini"))
    return b""


def typed_rules():
    """Every shipped rule, printed as lines and typed."""
    names = re.findall(r"^  (\w+) ", done("list", "rules"), re.M)
    assert len(names) > 10, names
    text = HEAD.format(objective="surface = rosenbrock")
    for name in names:
        lines = done("help", name, "--as-rule")
        text += f"{lines}\n[runner.{name}]\nrule = {re.search('rule[.](.*)]', lines)[1]}\nalpha = 0.002\n\n"
    return write("typed.ini", text)


def models():
    """What is fitted to data, under every loss."""
    short = ["rain", "--set", "run.steps=30", "--set"]
    return [short + ["objective.loss=abs"], short + ["objective.loss=huber"], ["wet-or-dry", "--set", "run.steps=30"],
            short + ["objective.model=if(x > lambda, a*max(x, 0) + tanh(θ₁)*sign(x), -c b x^2)",
                     "--set", "objective.unknowns=a, b"]]


def every_rule_schedule_and_function_is_the_same_in_pytorch():
    rosenbrock = "surface = rosenbrock\nexamples = 64\nnoise = 2"
    turned = "surface = ravine\ncondition = 8\nangle = 30\nexamples = 50\nnoise = 2\nstart = -3, 1"
    quiet = "surface = ravine\ncondition = 8\nstart = -3, 1"
    several = "kind = quadratic\nparameters = 5\ncondition = 40\nnoise = 1\nexamples = 30"
    names = [scene("rules.ini", HEAD.format(objective=rosenbrock), [row + " batch=20" for row in RULES]),
             scene("more.ini", HEAD.format(objective="surface = booth\nstart = -6, -6"), MORE_RULES),
             scene("schedules.ini", HEAD.format(objective=turned), scheduled(SCHEDULES)),
             scene("quiet.ini", HEAD.format(objective=quiet), scheduled(SCHEDULES[::3])),
             scene("several.ini", HEAD.format(objective=several), ["gd alpha=0.02 batch=7", "adam alpha=0.2"])]
    typed = [f"gd alpha=0.05 batch=9 schedule=formula {row}" for row in TYPED_SCHEDULES]
    names.append(scene("typed-schedules.ini", HEAD.format(objective=turned), typed + ["adam schedule=cosine period=3"]))
    for number, lines in enumerate(FORMULAS):
        names.append(scene(f"formula-{number}.ini", HEAD.format(objective="\n".join(["surface = formula", *lines])),
                           ["gd alpha=0.02", "adam alpha=0.1"]))
    compare([[name] for name in names + [typed_rules()]] + models(), 1e-9)


def a_training_is_the_same_but_for_single_precision():
    rows = ["gd alpha=0.3 batch=64", "momentum alpha=1 batch=100", "adam alpha=0.01 batch=64 clip=1 warm_up=1",
            "rprop alpha=0.01", "gd alpha=0.1 weight_decay=0.01"]
    runs = [[scene(f"{activation}.ini", TRAINING.format(activation=activation), rows)]
            for activation in ("relu", "tanh", "sigmoid", "leaky-relu", "gelu")]
    runs.append([scene("alphas.ini", TRAINING.format(activation="relu"),
                       [f"gd alpha=0.05 batch=200 schedule=formula {row}" for row in TYPED_SCHEDULES])])
    compare(runs + [["zeros", "--set", "run.epochs=1"]], 2e-5)


def a_program_and_its_tables_lie_side_by_side_wherever_it_is_written():
    os.mkdir("below")
    write("two.ini", SCENE + "batch = 64\n")
    done("run", "two.ini", "--set", "objective.noise=1", "-o", "below/two.py")
    assert sorted(os.listdir("below")) == ["two.examples.csv", "two.py", "two.shuffles.csv"], os.listdir("below")
    # It can be written again, and where nothing is random it needs no table.
    done("run", "two.ini", "--set", "objective.noise=1", "-o", "below/two.py")
    done("run", "two.ini", "-o", "one.py")
    assert sorted(os.listdir(".")) == ["below", "one.py", "two.ini"], os.listdir(".")


def a_program_has_only_what_its_scene_needs():
    write("two.ini", SCENE)
    done("run", "two.ini", "-o", "two.py")
    text = read("two.py").decode()
    for word in ("class ", "batch", "schedule", "clip", "noise", "math.cos", "Path"):
        assert word not in text, (word, text)
    assert "torch.optim.SGD(theta, lr=0.1)" in text and "kappa=10" in text and '"""Two runners\n' in text, text


def a_table_of_somebody_else_is_not_written_over():
    write("two.ini", SCENE + "batch = 64\n")
    write("two.examples.csv", "name,mark\nAda,1\n")
    failed(2, ["run", "two.ini", "--set", "objective.noise=1", "-o", "two.py"], "two.examples.csv", "another name")
    assert read("two.examples.csv") == b"name,mark\nAda,1\n" and not os.path.exists("two.py")


def what_is_no_race_is_refused():
    write("two.ini", SCENE)
    failed(2, ["run", "temperatures", "-o", "a.py"], "Averages", "no race")
    failed(2, ["run", "two.ini", "-o", "a.py", "--every", "2"], ".py takes no --every")
    failed(2, ["run", "kink", "--set", "objective.f=log(x)", "--set",
               "objective.start=-1, 1", "-o", "a.py"], "no value at the start")
    failed(2, ["run", "kink", "--set", "objective.f=sum(i, 1, 2000, x^2/i)", "-o", "a.py"], "1000 operations")
    assert os.listdir(".") == ["two.ini"]


run([a_shipped_scene_with_a_race_on_the_plane_is_the_same_race_in_pytorch,
     every_rule_schedule_and_function_is_the_same_in_pytorch,
     a_training_is_the_same_but_for_single_precision,
     a_program_and_its_tables_lie_side_by_side_wherever_it_is_written,
     a_program_has_only_what_its_scene_needs, a_table_of_somebody_else_is_not_written_over,
     what_is_no_race_is_refused])
