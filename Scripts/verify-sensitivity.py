#!/usr/bin/env python3
"""Recomputes Sobol' indices, delta and PAWN with SALib and SciPy and compares them with ours.

    verify-sensitivity.py FOLDER [TESTS]

FOLDER is what `chipcast sensitivity --method rank,sobol,delta,pawn --export-design` wrote: the trials
(design.csv, sobol_design.csv) and the findings on them (rank.csv, sobol.csv, delta.csv, pawn.csv).

Of every method two differences are printed. "formula": SALib's and SciPy's own functions on the same numbers
in the same way; rounding alone may differ. "analyze": SALib's `analyze` as anyone would call it, which
differs in what is said beside it; that of delta is shown without a limit. Inputs with few distinct values are left out of delta and PAWN: we give each
value a class, SALib cuts by rank. TESTS is a Swift file with the numbers that
the tests hold for 500 points of Ishigami's function; each is worked out here and must stand in it. Fails where
a formula differs by more than 1e-8 or an analysis by more than
its own error allows.
"""

import csv
import math
import re
import sys
import warnings

import numpy as np
from SALib.analyze import delta, pawn, sobol
from scipy import stats

warnings.filterwarnings("ignore")


def columns_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        return header, np.array([[float(x) if x else np.inf for x in row] for row in reader])


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


failures = 0


def report(method, what, difference, limit):
    global failures
    failed = not difference <= limit
    failures += failed
    print(f"{method:10} {what:62} {difference:9.2e} {'FAILED, limit' if failed else '<='} {limit:.1e}")


def check_sobol(folder):
    header, values = columns_of(f"{folder}/sobol_design.csv")
    names = header[1:-1]
    ours = {row["factor"]: row for row in rows_of(f"{folder}/sobol.csv")}
    a, b = values[:, 0], values[:, -1]
    centre = np.mean(np.r_[a, b])
    first, total = 0, 0
    for k, name in enumerate(names):
        mixed = values[:, k + 1] - centre
        first = max(first, abs(sobol.first_order(a - centre, mixed, b - centre) - float(ours[name]["first"])))
        total = max(total, abs(sobol.total_order(a - centre, mixed, b - centre) - float(ours[name]["total"])))
    report("sobol", "formula, first order", first, 1e-8)
    report("sobol", "formula, total order", total, 1e-8)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    found = sobol.analyze(problem, values.flatten(), calc_second_order=False, num_resamples=100, seed=1)
    for key, column in (("S1", "first"), ("ST", "total")):
        estimates = np.array([float(ours[name][column]) for name in names])
        report("sobol", f"analyze, {key} (it centres on all matrices together)",
               np.max(np.abs(found[key] - estimates)), 2e-3)
        widths = np.array([float(ours[n][f"{column}_high"]) - float(ours[n][f"{column}_low"]) for n in names])
        clear = found[f"{key}_conf"] > 1e-4
        if clear.any():
            report("sobol", f"analyze, {key}_conf over half our interval, less 1",
                   np.max(np.abs(2 * found[f"{key}_conf"][clear] / widths[clear] - 1)), 0.35)


def given(folder):
    header, values = columns_of(f"{folder}/design.csv")
    return header[:-1], values[:, :-1], values[:, -1]


def check_rank(folder):
    names, x, y = given(folder)
    ours = {row["input"]: row for row in rows_of(f"{folder}/rank.csv")}
    n = int(next(iter(ours.values()))["trials"])
    x, y = x[:n], y[:n]
    ranks = np.column_stack([stats.rankdata(x[:, k]) for k in range(len(names))] + [stats.rankdata(y)])
    spearman, partial = 0, 0
    for k, name in enumerate(names):
        spearman = max(spearman, abs(stats.spearmanr(x[:, k], y).statistic - float(ours[name]["spearman"])))
        others = np.column_stack([np.ones(n), np.delete(ranks[:, :-1], k, axis=1)])
        both = ranks[:, [k, -1]]
        residuals = both - others @ np.linalg.lstsq(others, both, rcond=None)[0]
        partial = max(partial, abs(np.corrcoef(residuals.T)[0, 1] - float(ours[name]["partial"])))
    report("rank", "formula, Spearman (SciPy)", spearman, 1e-8)
    report("rank", "formula, partial (residuals of least squares)", partial, 1e-8)


def check_delta(folder):
    names, x, y = given(folder)
    ours = {row["input"]: row for row in rows_of(f"{folder}/delta.csv")}
    n = int(next(iter(ours.values()))["trials"])
    x, y = x[:n], y[:n]
    classes = min(math.ceil(n ** (2 / (7 + math.tanh((1500 - n) / 500)))), 48)
    edges = np.linspace(0, n, classes + 1)
    grid = np.linspace(y.min(), y.max(), 100)
    chosen = [k for k in range(len(names)) if len(np.unique(x[:, k])) > classes]
    difference = max(
        abs(delta.calc_delta(y, grid, x[:, k], edges) - float(ours[names[k]]["plain"])) for k in chosen)
    report("delta", f"formula, plain estimate of {len(chosen)} inputs", difference, 1e-8)
    chosen = chosen[:4]
    rng = np.random.default_rng(1)
    draws = [rng.integers(n, size=n) for _ in range(25)]
    errors = []
    np.random.seed(1)
    for k in chosen:
        row = ours[names[k]]
        half = float(row["high"]) - float(row["delta"])
        resampled = np.mean([delta.calc_delta(y[r], grid, x[r, k], edges) for r in draws])
        corrected = 2 * delta.calc_delta(y, grid, x[:, k], edges) - resampled
        errors.append(abs(corrected - float(row["delta"])) / half)
    # The mean of 25 resamples has a fifth of their spread, that of our 100 a tenth: 0.11 half intervals.
    report("delta", "formula, corrected, resamples of its own, in half intervals", max(errors), 0.5)
    names = [names[k] for k in chosen[:2]]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    found = delta.analyze(problem, x[:, chosen[:2]], y, num_resamples=5, method="delta")
    for name, value in zip(names, found["delta_raw"]):
        print(f"{'delta':10} {name}: ours {float(ours[name]['delta']):.4f}, plain "
              f"{float(ours[name]['plain']):.4f}, analyze {value:.4f}, whose first estimate is a resample's: "
              "its bias stays in")


def check_pawn(folder):
    names, x, y = given(folder)
    ours = {row["input"]: row for row in rows_of(f"{folder}/pawn.csv")}
    n = int(next(iter(ours.values()))["trials"])
    x, y = x[:n], y[:n]
    chosen = [k for k in range(len(names)) if len(np.unique(x[:, k])) > 10]
    difference = 0
    for k in chosen:
        cuts = np.quantile(x[:, k], np.arange(1, 10) / 10)
        slices = np.searchsorted(cuts, x[:, k], side="right")
        distances = [stats.ks_2samp(y[slices == s], y).statistic for s in range(10)]
        row = ours[names[k]]
        for value, column in ((np.median(distances), "median"), (np.mean(distances), "mean"),
                              (max(distances), "max"), (min(distances), "min")):
            difference = max(difference, abs(value - float(row[column])))
    report("pawn", f"formula, ks_2samp over slices of {len(chosen)} inputs", difference, 1e-8)
    problem = {"num_vars": len(chosen), "names": [names[k] for k in chosen], "bounds": [[0, 1]] * len(chosen)}
    found = pawn.analyze(problem, x[:, chosen], y, S=10, seed=1)
    difference = max(
        abs(found[key][i] - float(ours[names[k]][column])) for i, k in enumerate(chosen)
        for key, column in (("median", "median"), ("mean", "mean"), ("maximum", "max")))
    report("pawn", "analyze (it leaves out the greatest value of an input)", difference, 20 / n)


def check_tests(path):
    k = np.arange(1, 501)
    x = np.column_stack([-np.pi + 2 * np.pi * ((k * np.sqrt(root)) % 1.0) for root in (2.0, 3.0, 5.0)])
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    values = []
    edges, grid = np.linspace(0, 500, 5 + 1), np.linspace(y.min(), y.max(), 100)
    for i in range(3):
        values.append(delta.calc_delta(y, grid, x[:, i], edges))
        slices = np.searchsorted(np.quantile(x[:, i], np.arange(1, 10) / 10), x[:, i], side="right")
        distances = [stats.ks_2samp(y[slices == s], y).statistic for s in range(10)]
        values += [np.median(distances), np.mean(distances), max(distances), min(distances)]
    with open(path, encoding="utf-8") as file:
        known = np.array([float(number) for number in re.findall(r"\d+\.\d+", file.read())])
    report("tests", f"Ishigami's function, {len(values)} numbers of {path.rsplit('/', 1)[-1]}",
           max(np.min(np.abs(known - value)) for value in values), 1e-9)


check_sobol(sys.argv[1])
check_rank(sys.argv[1])
check_delta(sys.argv[1])
check_pawn(sys.argv[1])
if len(sys.argv) > 2:
    check_tests(sys.argv[2])
sys.exit(1 if failures else 0)
