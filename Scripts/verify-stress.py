#!/usr/bin/env python3
"""Recomputes forecasts under conditions from single trials with NumPy and compares them with ours.

    verify-stress.py TRIALS.csv FILTERED IMPORTANCE

TRIALS.csv is what `chipcast run --write-trials` wrote. FILTERED is the folder of `chipcast stress --importance
never --given 'guidance_discouraging and units.H20 < 200e3'` over the same trials: every figure must agree to the
last digits, quantiles within the bins of a sketch (0.05%), the errors of differences with their influence
functions or a bootstrap. IMPORTANCE is the folder of
`chipcast stress --importance always --given 'export_closed and recovered_fy >= 7e9'`, whose trials are others: it
must agree with brute force within 4 standard errors.
"""

import csv
import json
import sys

import numpy as np
from scipy import stats

Z = stats.norm.ppf(0.975)


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def columns_of(path, names):
    with open(path, newline="") as file:
        header = next(csv.reader(file))
    picked = [header.index(name) for name in names]
    # An empty field is "never": later than any day.
    table = np.genfromtxt(path, delimiter=",", skip_header=1, usecols=picked, filling_values=np.inf)
    return dict(zip(names, table.T))


def number(text):
    return float(text) if text else None


class Checks:
    def __init__(self):
        self.count = 0
        self.failed = []

    def close(self, what, ours, theirs, relative=1e-9, absolute=1e-12):
        self.count += 1
        same = ours == theirs or ours is None and np.isinf(theirs)  # "never" is an empty field
        if not same and (ours is None or not abs(ours - theirs) <= relative * abs(theirs) + absolute):
            self.failed.append(f"{what}: {ours} here {theirs}")


def quantile(values, p):
    """The value of rank ceil(p n)."""
    ordered = np.sort(values)
    return ordered[min(max(int(np.ceil(p * len(ordered) * (1 - 1e-12))), 1), len(ordered)) - 1]


def holds(statement, columns):
    if ">=" in statement:
        name, level = statement.split(" >= ")
        return columns[name] >= float(level)
    if " < " in statement:
        name, level = statement.split(" < ")
        return columns[name] < float(level)
    if statement.endswith(" by 2026-01"):
        # The 13 sessions before August 2025 and the six months to January 2026.
        return columns[f"day.{statement.split(' ')[0]}"] < 13 + 6 * 21
    name = statement if statement in columns else f"day.{statement}"
    return np.isfinite(columns[name])


def check_filtered(folder, columns, checks):
    met = np.isfinite(columns["day.guidance_discouraging"]) & (columns["units.H20"] < 200e3)
    n, k = len(met), int(met.sum())
    record = json.load(open(f"{folder}/run.json"))["condition"]
    checks.close("trials left", record["trials_left"], k)
    wilson = stats.binomtest(k, n).proportion_ci(method="wilson")
    checks.close("probability", record["probability"]["value"], k / n)
    checks.close("low", record["probability"]["low"], wilson.low)
    checks.close("high", record["probability"]["high"], wilson.high)

    random = np.random.default_rng(1)
    draws = [random.integers(0, n, n) for _ in range(200)]
    ratios = []
    for row in rows_of(f"{folder}/stress.csv"):
        x, what = columns[row["output"]], f"{row['output']} {row['statistic']}"
        inside = x[met]
        if row["statistic"] == "mean":
            if not np.isfinite(x).all():
                continue
            checks.close(what, number(row["unconditional"]), x.mean())
            checks.close(f"{what} unconditional error", number(row["unconditional_error"]),
                         x.std(ddof=1) / np.sqrt(n))
            checks.close(what, number(row["conditional"]), inside.mean())
            checks.close(f"{what} error", number(row["conditional_error"]),
                         inside.std(ddof=1) / np.sqrt(k))
            checks.close(f"{what} difference", number(row["difference"]), inside.mean() - x.mean(),
                         1e-8, 1e-9)
            influence = met * (x - inside.mean()) * n / k - (x - x.mean())
            checks.close(f"{what} difference error", number(row["difference_error"]),
                         np.sqrt((influence**2).mean() / n), 1e-3)
        elif row["statistic"] == "never":
            checks.close(what, number(row["conditional"]), np.isinf(inside).mean())
            checks.close(what, number(row["unconditional"]), np.isinf(x).mean())
        else:
            p = int(row["statistic"][1:]) / 100
            # Quantiles come from sketches.
            checks.close(what, number(row["conditional"]), quantile(inside, p), 5e-4, 1e-9)
            checks.close(what, number(row["unconditional"]), quantile(x, p), 5e-4, 1e-9)
            error = number(row["difference_error"])
            if row["statistic"] == "p50" and error and row["output"] in ("recovered", "units.B30"):
                moved = [quantile(x[d][met[d]], p) - quantile(x[d], p) for d in draws]
                ratios.append((what, error / np.std(moved, ddof=1)))
    for what, ratio in ratios:
        # 200 bootstrap draws know an error to 5%; an interval's width is a rough measure of it too.
        checks.close(f"{what}: difference error over bootstrap", ratio, 1, 0.25)

    for row in rows_of(f"{folder}/stress_probabilities.csv"):
        hit = holds(row["statement"], columns)
        ci = stats.binomtest(int(hit[met].sum()), k).proportion_ci(method="wilson")
        checks.close(row["statement"], number(row["conditional"]), hit[met].mean())
        checks.close(row["statement"], number(row["conditional_low"]), ci.low)
        checks.close(row["statement"], number(row["conditional_high"]), ci.high)
        checks.close(row["statement"], number(row["unconditional"]), hit.mean())
        influence = met * (hit - hit[met].mean()) * n / k - (hit - hit.mean())
        checks.close(f"{row['statement']} difference error", number(row["difference_error"]),
                     np.sqrt((influence**2).mean() / n), 1e-6, 1e-9)
    return k


def check_importance(folder, columns, checks):
    met = np.isfinite(columns["day.export_closed"]) & (columns["recovered_fy"] >= 7e9)
    n, k = len(met), int(met.sum())
    record = json.load(open(f"{folder}/run.json"))["condition"]
    assert record["method"] == "importance sampling", record["method"]
    scores = []

    def compare(what, value, error, truth, truth_error):
        scores.append((abs(value - truth) / np.hypot(error, truth_error), what))

    p = record["probability"]
    compare("probability", p["value"], p["standard_error"], k / n, np.sqrt(k / n * (1 - k / n) / n))
    w = record["mean_weight"]
    compare("mean weight", w["value"], w["standard_error"], 1, 0)
    for row in rows_of(f"{folder}/stress.csv"):
        inside = columns[row["output"]][met]
        if row["statistic"] == "mean" and np.isfinite(inside).all():
            if number(row["conditional_error"]):
                compare(f"{row['output']} mean", number(row["conditional"]),
                        number(row["conditional_error"]), inside.mean(),
                        inside.std(ddof=1) / np.sqrt(k))
    for row in rows_of(f"{folder}/stress_probabilities.csv"):
        q = holds(row["statement"], columns)[met].mean()
        if 0.01 < q < 0.99:
            compare(row["statement"], number(row["conditional"]), number(row["conditional_error"]), q,
                    np.sqrt(q * (1 - q) / k))
    worst = max(scores)
    checks.count += len(scores)
    checks.failed += [f"{what}: {z:.1f} standard errors apart" for z, what in scores if z > 4]
    print(f"importance sampling: {len(scores)} figures against {k} of {n} plain trials, worth "
          f"{record['effective_sample_size']:.0f} of {record['trials']}; largest |z| {worst[0]:.2f} ({worst[1]})")


def main():
    trials, filtered, importance = sys.argv[1:]
    names = {row["output"] for row in rows_of(f"{filtered}/stress.csv")}
    columns = columns_of(trials, sorted(names))
    checks = Checks()
    k = check_filtered(filtered, columns, checks)
    print(f"filtering: {checks.count} figures from {k} trials that meet the condition")
    check_importance(importance, columns, checks)
    if checks.failed:
        print("\n".join(checks.failed))
        sys.exit(1)
    print("stress: all agree")


main()
