#!/usr/bin/env python3
"""Recomputes the value of information from trials.csv with NumPy and SciPy, by other estimators.

    verify-information.py RUN_FOLDER INFORMATION_FOLDER PAYOFF

PAYOFF is that of the option that is not 0, in Python over the names of trials.csv with dots written as "_".
The expected value of perfect information by its definition; that of single inputs by the means over groups of
equal values where there are few of them, else by a cubic smoothing regression (scipy LSQUnivariateSpline on
30 quantile knots) and by 40 bins. Ours must lie within 4 of its standard errors and 2% of the perfect
information of one of the two, for different bases err in different ways.
"""

import csv
import sys

import numpy as np
from scipy.interpolate import LSQUnivariateSpline


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gain(conditional):
    """E[max(0, m)] - max(0, E[m]) of the conditional mean of the payoff in each trial."""
    return np.maximum(conditional, 0).mean() - max(conditional.mean(), 0)


def by_groups(x, pay):
    _, group = np.unique(x, return_inverse=True)
    return gain((np.bincount(group, pay) / np.bincount(group))[group])


def by_bins(x, pay, bins=40):
    group = np.minimum(np.argsort(np.argsort(x)) * bins // len(x), bins - 1)
    return gain((np.bincount(group, pay) / np.bincount(group))[group])


def by_spline(x, pay, knots=30):
    order = np.argsort(x, kind="stable")
    inner = np.unique(np.quantile(x, np.arange(1, knots) / knots))
    return gain(LSQUnivariateSpline(x[order], pay[order], inner[(inner > x.min()) & (inner < x.max())])(x))


def main(run, information, payoff):
    with open(f"{run}/trials.csv", encoding="utf-8") as file:
        header = file.readline().strip().split(",")
        table = np.genfromtxt(file, delimiter=",", filling_values=np.inf)  # an empty field is "never"
    columns = {name: table[:, k] for k, name in enumerate(header)}
    pay = eval(payoff, {name.replace(".", "_").replace("-", "_"): c for name, c in columns.items()})
    rows = rows_of(f"{information}/value_of_information.csv")
    perfect = np.maximum(pay, 0).mean() - max(pay.mean(), 0)
    worst = abs(float(rows[0]["evppi"]) / perfect - 1) / 1e-9
    print(f"{'perfect information':32} {perfect:12.5g}  ours {float(rows[0]['evppi']):12.5g}")
    compared = 1
    for row in rows[1:]:
        if row["kind"] != "input":
            continue
        x, ours, error = columns[row["input"]], float(row["evppi"]), float(row["standard_error"])
        estimates = ([by_groups(x, pay)] if len(np.unique(x)) <= 10
                     else [by_spline(x, pay), by_bins(x, pay)])
        distance = min(abs(ours - e) / max(4 * error, 0.02 * perfect, 1e-12) for e in estimates)
        worst, compared = max(worst, distance), compared + 1
        if ours > 0.01 * perfect or distance > 1:
            theirs = ", ".join(f"{e:.4g}" for e in estimates)
            print(f"{row['input']:32} {ours:12.4g} +- {error:.2g}  theirs {theirs}"
                  + ("  DIFFERS" if distance > 1 else ""))
    print(f"{compared} values of {len(pay)} trials compared; largest difference {worst:.2g} of the tolerance")
    return 0 if worst <= 1 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
