#!/usr/bin/env python3
"""Checks roots that `chipcast seek` finds against grids of plain runs.

    verify-seek.py CHIPCAST SCENARIO.toml FOLDER

For each case the scenario is run at five values around the root with the same trials and seed; a straight line
through what summary.csv and probabilities.csv say must cross the wanted value within a quarter of the root's
standard error, with the slope within 15%. Then eight other seeds give eight roots by the same grid: their spread
must be the standard error that seek states, by the chi-squared distribution at odds of 1 in 1,000.
"""

import csv
import json
import subprocess
import sys

import numpy as np
from scipy import stats

TRIALS = "50000"
CASES = [
    ("products.H20.price.mode", "mean(recovered)", 6.1e9, ("summary.csv", "output", "recovered", "mean")),
    ("uptake", "P(recovered_fy >= 2.5e9)", 0.5,
     ("probabilities.csv", "statement", "recovered_fy >= 2.5e9", "probability")),
    ("licences.approval_rate", "p95(recovered_fy)", 7e9, ("summary.csv", "output", "recovered_fy", "p95")),
    ("policy.guidance.discourage", "median(units.H20)", 270e3, ("summary.csv", "output", "units.H20", "p50")),
]


def main():
    program, scenario, folder = sys.argv[1:]

    def run(*arguments):
        subprocess.run([program, *arguments, "--no-equities", "--trials", TRIALS, "--quiet"], check=True)

    def brute(key, value, place, seed=None):
        extra = ["--seed", str(seed)] if seed else []
        run("run", scenario, "--set", f"{key}={value!r}", "--out", f"{folder}/run", *extra)
        file, column, name, statistic = place
        with open(f"{folder}/run/{file}", newline="") as lines:
            return next(float(r[statistic]) for r in csv.DictReader(lines) if r[column] == name)

    def line(key, place, values, target, seed=None):
        found = [brute(key, float(v), place, seed) for v in values]
        slope, start = np.polyfit(values - values.mean(), found, 1)
        return values.mean() + (target - start) / slope, slope

    failed = False
    for key, statistic, target, place in CASES:
        run("seek", scenario, "--vary", key, "--until", f"{statistic} = {target!r}", "--out",
            f"{folder}/seek")
        (crossing,) = json.load(open(f"{folder}/seek/run.json"))["seek"]["crossings"]
        root, error = crossing["value"], crossing["standard_error"]
        values = root + error * np.arange(-2, 3)
        same, slope = line(key, place, values, target)
        others = [line(key, place, values[::2], target, seed)[0] for seed in range(101, 109)]
        spread = np.std(others + [root], ddof=1)
        low, high = np.sqrt(stats.chi2.ppf([0.0005, 0.9995], 8) / 8)
        good = (abs(same - root) < 0.25 * error and abs(slope / crossing["slope"] - 1) < 0.15
                and low < spread / error < high)
        failed |= not good
        print(f"{key}: {statistic} = {target:g} at {root:.6g} ± {error:.2g}; grid {same:.6g}, slopes "
              f"{slope / crossing['slope']:.3f}, spread of seeds over error {spread / error:.2f}"
              f"{'' if good else '  FAILED'}")
    if failed:
        sys.exit(1)
    print("seek: all agree")


main()
