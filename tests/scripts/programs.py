"""Runs programs that Ravine has written, all in one process, for PyTorch takes long to begin: a.py writes a.out.csv."""
import runpy
import sys

import torch

torch.set_num_threads(1)
for name in sys.argv[1:]:
    runpy.run_path(name)["main"](name.replace(".py", ".out.csv"))
