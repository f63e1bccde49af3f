"""Reads the CSV files that are named with pandas; prints the seconds of each."""
import sys
import time

import pandas

for path in sys.argv[1:]:
    begun = time.perf_counter()
    pandas.read_csv(path)
    print(f"{time.perf_counter() - begun:.4f}")
