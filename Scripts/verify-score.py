#!/usr/bin/env python3
"""Recomputes the scores of `chipcast score` from trials.csv with NumPy and properscoring.

    verify-score.py RUN_FOLDER SCORE_FOLDER

RUN_FOLDER is what `chipcast run --trials N --write-trials N` wrote, SCORE_FOLDER what `chipcast score
RUN_FOLDER` wrote. Written from the papers: percentiles by counting, central intervals by ranks, CRPS by all
pairs of trials (the fair estimator) and by properscoring.crps_ensemble (the empirical one, made fair), its
error by leaving out one trial at a time, Brier and log scores from their definitions.
"""

import csv
import math
import sys

import numpy as np
from properscoring import crps_ensemble


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pair_sums(x):
    """For each trial the sum of its distances from all others, by all pairs."""
    return np.concatenate([np.abs(part[:, None] - x).sum(1) for part in np.array_split(x, 50)])


def main(run, score):
    with open(f"{run}/trials.csv", encoding="utf-8") as file:
        header = file.readline().strip().split(",")
        table = np.genfromtxt(file, delimiter=",", filling_values=np.inf)  # an empty field is "never"
    columns = {name: table[:, k] for k, name in enumerate(header)}
    n = len(table)
    worst, compared = 0.0, 0

    def check(what, ours, theirs, tolerance=1e-9):
        nonlocal worst, compared
        compared += 1
        ours, theirs = float(ours), float(theirs)
        error = 0.0 if ours == theirs else abs(ours - theirs) / max(abs(theirs), 1e-9) / tolerance
        worst = max(worst, error)
        if error > 1:
            print(f"DIFFERS {what}: {ours} against {theirs}")

    for row in rows_of(f"{score}/score.csv"):
        if row["scored"] != "yes":
            continue
        name, y = row["name"], float(row["value"])
        x = sum(columns[part] for part in name.split(" + "))
        below, upto = np.mean(x < y), np.mean(x <= y)
        check(f"{name} pit_below", float(row["pit_below"]), below)
        check(f"{name} pit_at_or_below", float(row["pit_at_or_below"]), upto)
        check(f"{name} pit_error", float(row["pit_error"]), math.sqrt(upto * (1 - upto) / n))
        ordered = np.sort(x)
        for percent in (50, 80, 90, 95):
            low = ordered[max(math.ceil(round(n * (100 - percent) / 200, 6)), 1) - 1]
            high = ordered[math.ceil(round(n * (100 + percent) / 200, 6)) - 1]
            # Quantiles come from a sketch.
            check(f"{name} low_{percent}", float(row[f"low_{percent}"]), low, tolerance=5e-4)
            check(f"{name} high_{percent}", float(row[f"high_{percent}"]), high, tolerance=5e-4)
            check(f"{name} inside_{percent}", row[f"inside_{percent}"] == "yes", low <= y <= high)
        sums, distance = pair_sums(x), np.abs(x - y)
        fair = distance.mean() - sums.sum() / (2 * n * (n - 1))
        # Pairs of trials come from the means of bins.
        check(f"{name} crps by all pairs", float(row["crps"]), fair, tolerance=1e-6)
        empirical = crps_ensemble(y, x)
        check(f"{name} crps by properscoring", float(row["crps"]),
              distance.mean() - (distance.mean() - empirical) * n / (n - 1), tolerance=1e-6)
        # Jackknife: the score without trial i.
        left = (distance.sum() - distance) / (n - 1) - (sums.sum() - 2 * sums) / (2 * (n - 1) * (n - 2))
        jackknife = math.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2))
        check(f"{name} crps_error", float(row["crps_error"]), jackknife, tolerance=1e-2)
        if row["press"]:
            check(f"{name} skill", float(row["skill"]), 1 - fair / abs(float(row["press"]) - y), tolerance=1e-6)
    for row in rows_of(f"{score}/score_statements.csv"):
        p = np.mean(columns[row["name"]] >= float(row["threshold"]))
        happened = row["happened"] == "yes"
        what = f"{row['name']} >= {row['threshold']}"
        check(what, float(row["probability"]), p)
        check(f"{what} Brier", float(row["brier"]), (p - happened) ** 2)
        given = p if happened else 1 - p
        check(f"{what} log", float(row["log_score"] or "inf"), -math.log(given) if given else math.inf)
    print(f"{compared} numbers of {n} trials compared; largest difference {worst:.2g} of the tolerance "
          "(1e-9 relative; 5e-4 for quantiles, 1e-6 for CRPS and 1% for errors against the jackknife)")
    return 0 if worst <= 1 and compared else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
