"""The race of six runners on the digits in PyTorch, one thread; prints its seconds."""
import csv
import gzip
import os
import time

import torch

torch.set_num_threads(1)
path = os.path.join(os.path.dirname(__file__), "..", "..", "assets", "data", "digits.csv.gz")
with gzip.open(path, "rt") as file:
    rows = torch.tensor([[float(field) for field in row] for row in csv.reader(file)])
x, y = rows[:1437, :64] / 16, rows[:1437, 64].long()

RUNNERS = [
    (1437, lambda p: torch.optim.SGD(p, 0.6)),
    (1, lambda p: torch.optim.SGD(p, 0.02)),
    (64, lambda p: torch.optim.SGD(p, 0.3)),
    (64, lambda p: torch.optim.SGD(p, 0.07, momentum=0.9)),
    (64, lambda p: torch.optim.RMSprop(p, 0.003)),
    (64, lambda p: torch.optim.Adam(p, 0.01)),
]


def race():
    for batch, make in RUNNERS:
        net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
        optimizer = make(net.parameters())
        for _ in range(10):
            order = torch.randperm(1437)
            for first in range(0, 1437, batch):
                chosen = order[first:first + batch]
                optimizer.zero_grad()
                cost = torch.nn.functional.cross_entropy(net(x[chosen]), y[chosen])
                cost.backward()
                optimizer.step()


begun = time.perf_counter()
race()
print(time.perf_counter() - begun)
