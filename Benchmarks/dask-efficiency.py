#!/usr/bin/env python3
"""Two Dask workers of one thread each against one process of two threads: seconds, their ratio, the same bytes.

    dask-efficiency.py [TRIALS] [ROUNDS]

Needs the package and distributed (that of `make test-python`: .build/python/venv/bin/python); they take turns.
"""

import statistics
import sys
import time

import distributed

import chipcast as cc

BASE = "h20-b30-2025-07"


def timed(**asked):
    begin = time.monotonic()
    results = cc.run(BASE, equities=False, progress=False, **asked)
    return time.monotonic() - begin, results


def main():
    trials = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10**8
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    seconds = {"two threads": [], "two workers": []}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster, distributed.Client(cluster) as client:
        for _ in range(rounds):
            one, whole = timed(trials=trials, threads=2)
            two, shared = timed(trials=trials, client=client)
            seconds["two threads"].append(one)
            seconds["two workers"].append(two)
            same = all(whole[n].path.read_bytes() == shared[n].path.read_bytes() for n in whole)
            print(f"{trials:,} trials: {one:.1f} s, {two:.1f} s; "
                  f"{'the same bytes' if same else 'OTHER BYTES'}", flush=True)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    print(f"medians: {medians['two threads']:.1f} s of two threads, {medians['two workers']:.1f} s of two "
          f"workers: {medians['two threads'] / medians['two workers']:.0%}")


if __name__ == "__main__":
    main()
