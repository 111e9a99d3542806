#!/usr/bin/env python3
"""NumPy peer of chipcast's base revenue-recovery forecast.

    python3 recovery.py --trials N --seed S [--chunk K] [--json FILE]

One process, one thread. Trials are simulated a chunk at a time, every operation vectorised over the
chunk; the 58 output columns are kept whole, and sorted once at the end for exact quantiles.
"""
import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import json
import math
import time

import numpy as np

MONTHS = 18
QUARTERS = ["FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2", "FY2027Q3", "FY2027Q4"]
BUYER_SHARES = (0.26, 0.26, 0.18, 0.12, 0.18)
LOST_REVENUE = 10.5e9
TARGET_REVENUE = 10e9
EPS_PER_USD = (1.0 - 0.17) / 24.5e9
THRESHOLDS = (1e9, 2.5e9, 5e9, 10e9, 15e9)
THRESHOLD_NAMES = ("1e9", "2.5e9", "5e9", "10e9", "15e9")
EVENTS = ["export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted", "successor_launch"]
FIRST_MONTH_SESSION = 13
SESSIONS_A_MONTH = 21

NAMES = (
    ["recovered_fy", "recovered", "net_recovered", "gross_profit", "recovery_ratio", "months_to_target",
     "h20_equivalents", "units.H20", "units.B30", "revenue.H20", "revenue.B30"]
    + [f"revenue.{p}.{q}" for p in ("H20", "B30", "total") for q in QUARTERS]
    + [f"eps_uplift.{q}" for q in QUARTERS]
    + [f"h20_equivalents.month.{t}" for t in range(MONTHS)]
    + [f"day.{e}" for e in EVENTS]
)
ROW = {name: i for i, name in enumerate(NAMES)}
REVENUE_ROW = ROW["revenue.H20.FY2026Q3"]      # 3 x 6 rows: product, quarter
EPS_ROW = ROW["eps_uplift.FY2026Q3"]
MONTH_ROW = ROW["h20_equivalents.month.0"]
DAY_ROW = ROW["day.export_closed"]
MAY_BE_INFINITE = {"months_to_target"} | {f"day.{e}" for e in EVENTS}
PROBABILITIES = (0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99)

STATEMENTS = (
    [f"{o} >= {s}" for o in ("recovered_fy", "recovered") for s in THRESHOLD_NAMES]
    + [f"recovered.{q} >= {s}" for q in QUARTERS for s in THRESHOLD_NAMES]
    + EVENTS
)


def pert(rng, low, mode, high, n):
    width = high - low
    x = rng.beta(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width, n)
    x *= width
    x += low
    return x


def two(first, second):
    """Both products as one (2, n) array, so that the monthly step runs once for the pair."""
    return np.stack((first, second))


def simulate(rng, n, out, transitions=None):
    """Run n trials; write the 58 outputs into out, shape (58, n). Returns the statement counts.

    Every change of a gate, not only the first of its kind, is appended to the list transitions, where there is
    one: arrays of the position in EVENTS, the trial and the session.
    """
    # --- one draw a trial -------------------------------------------------------------------------
    order_h20 = pert(rng, 300e3, 350e3, 400e3, n)
    high = np.flatnonzero(rng.random(n) < 0.3)
    order_h20[high] = pert(rng, 600e3, 800e3, 1e6, high.size)
    clears = rng.random(n) < 0.65
    book0 = two(order_h20, pert(rng, 600e3, 1.0e6, 1.3e6, n) * clears)          # A * D
    price = two(pert(rng, 10_000, 11_800, 13_000, n), pert(rng, 6_500, 7_200, 8_000, n))
    inventory = pert(rng, 500e3, 650e3, 1.0e6, n)                                # H20; B30 has none
    launch_b30 = pert(rng, 2, 4, 9, n)
    supply_from = two(pert(rng, 3, 6, 9, n), launch_b30)                         # L + W
    capacity = two(pert(rng, 20e3, 50e3, 100e3, n), pert(rng, 40e3, 90e3, 160e3, n))
    ramp_decay = two(pert(rng, 1, 2, 4, n), pert(rng, 1, 2, 4, n))
    np.exp(np.divide(-1.0, ramp_decay, out=ramp_decay), out=ramp_decay)
    unit_cost = two(pert(rng, 0.45, 0.55, 0.65, n), pert(rng, 0.40, 0.50, 0.60, n))
    np.subtract(1.0, unit_cost, out=unit_cost)
    unit_cost *= price                                                           # (1 - gamma) P
    keep_live = 1.0 - rng.beta(3.0, 4.0, n) / 12.0                               # H20, B30 on sale
    keep_live[~clears] = 1.0
    compute_b30 = pert(rng, 0.1, 0.25, 0.5, n)
    compute_b30 *= 0.75 - 0.60
    compute_b30 += 0.60
    price_step = np.cbrt(1.0 - pert(rng, 0.0, 0.01, 0.04, n))
    keep = 1.0 - pert(rng, 0.0, 0.02, 0.06, n)
    uptake = pert(rng, 0.2, 0.4, 0.7, n)
    hazard = np.empty((2, 2, n))                                                 # state, gate
    hazard[0, 0] = rng.beta(2.0, 38.0, n)
    hazard[1, 0] = rng.beta(3.0, 17.0, n)
    hazard[0, 1] = rng.beta(3.0, 27.0, n)
    hazard[1, 1] = rng.beta(2.0, 18.0, n)
    uptake_discouraged = uptake * rng.beta(2.0, 4.0, n)

    # Licensed share: each approved buyer adds its share in the month its delay ends; then a running sum.
    rate = rng.beta(8.0, 2.0, n)
    months = rng.standard_exponential((5, n))
    months += rng.standard_exponential((5, n))                                   # Gamma(2, 1)
    months *= 1.2
    np.ceil(months, out=months)
    np.clip(months, 1.0, MONTHS + 1.0, out=months)
    months[rng.random((5, n)) >= rate] = MONTHS + 1.0                            # never
    months -= 1.0
    slot = months.astype(np.intp)
    slot *= n
    slot += np.arange(n)
    weights = np.repeat(np.asarray(BUYER_SHARES), n)
    licensed = np.bincount(slot.ravel(), weights, minlength=(MONTHS + 1) * n).reshape(MONTHS + 1, n)

    # --- state ------------------------------------------------------------------------------------
    book = book0.copy()
    stock = two(inventory, np.zeros(n))
    shipped = np.zeros((2, n))
    ramp_gap = np.ones((2, n))                                                   # 1 - x
    list_price = price.copy()                                                    # P (1 - delta)^(t/3)
    share = np.zeros(n)
    cumulative = np.zeros(n)
    short_months = np.zeros(n)
    state = np.zeros((2, n), dtype=bool)          # True: export gate closed; discouragement in force
    current = hazard[0].copy()                    # hazard of leaving the present state
    no_sooner = two(np.zeros(n), launch_b30)

    revenue = out[REVENUE_ROW:REVENUE_ROW + 18].reshape(3, 6, n)
    days = out[DAY_ROW:DAY_ROW + 5]
    days[:] = np.inf
    h20_equivalents = out[ROW["h20_equivalents"]]
    h20_equivalents[:] = 0.0
    cost_before = np.zeros(n)
    gross_profit = out[ROW["gross_profit"]]
    gross_profit[:] = 0.0
    counts = np.zeros(len(STATEMENTS), dtype=np.int64)

    uniform = np.empty((2, n))
    a = np.empty((2, n))
    ship = np.empty((2, n))
    quarter_revenue = np.empty((2, n))
    flag = np.empty((2, n), dtype=bool)
    state_flat, current_flat, uniform_flat = state.ravel(), current.ravel(), uniform.ravel()
    hazard_flat = hazard.reshape(2, 2 * n)

    for t in range(MONTHS):
        e = t + 1.0
        # 1. gates: transitions are rare, so they are handled by index
        rng.random(out=uniform)
        np.less(uniform, current, out=flag)
        moved = np.flatnonzero(flag)
        day = FIRST_MONTH_SESSION + SESSIONS_A_MONTH * t + np.floor(
            SESSIONS_A_MONTH * (uniform_flat[moved] / current_flat[moved]))
        was = state_flat[moved]
        gate, trial = moved >= n, moved % n
        which = 2 * gate + was                    # row among the day outputs
        days[which, trial] = np.minimum(days[which, trial], day)
        if transitions is not None:
            transitions.append((which, trial, day))
        state_flat[moved] = ~was
        current_flat[moved] = hazard_flat[1 - was, moved]

        # 2. new supply
        np.less_equal(supply_from, e, out=flag)
        np.multiply(ramp_gap, ramp_decay, out=ramp_gap, where=flag)
        np.subtract(1.0, ramp_gap, out=a)
        a *= capacity
        stock += a
        # 3. book erosion
        book *= keep
        np.multiply(book[0], keep_live, out=book[0], where=launch_b30 <= e)
        # 4. licensed backlog
        share += licensed[t]
        np.multiply(book0, share, out=a)
        a -= shipped
        np.minimum(a, book, out=a)
        np.maximum(a, 0.0, out=a)
        # 5. shipments
        rate_now = np.where(state[1], uptake_discouraged, uptake)
        rate_now *= ~state[0]
        a *= rate_now
        np.minimum(a, stock, out=ship)            # a closed gate makes this min(0, S) = 0
        np.less_equal(no_sooner, e, out=flag)
        ship *= flag
        # 6. state
        stock -= ship
        book -= ship
        shipped += ship
        # 7. money
        np.multiply(ship, list_price, out=a)
        list_price *= price_step
        if t % 3 == 0:
            quarter_revenue[:] = a
        else:
            quarter_revenue += a
        cumulative += a[0]
        cumulative += a[1]
        short_months += cumulative < TARGET_REVENUE

        equivalents = out[MONTH_ROW + t]
        np.multiply(ship[1], compute_b30, out=equivalents)
        equivalents += ship[0]
        h20_equivalents += equivalents

        if t % 3 == 2:
            q = t // 3
            revenue[:2, q] = quarter_revenue
            np.add(quarter_revenue[0], quarter_revenue[1], out=revenue[2, q])
            # H20's starting inventory is written down in full: only units beyond it have a cost.
            cost = np.maximum(shipped[0] - inventory, 0.0)
            cost *= unit_cost[0]
            cost += shipped[1] * unit_cost[1]
            profit = revenue[2, q] - cost
            profit += cost_before
            cost_before = cost
            gross_profit += profit
            np.multiply(profit, EPS_PER_USD, out=out[EPS_ROW + q])
            for k, threshold in enumerate(THRESHOLDS):
                counts[10 + 5 * q + k] = np.count_nonzero(cumulative >= threshold)
            if q == 1:
                out[ROW["recovered_fy"]] = cumulative

    out[ROW["recovered"]] = cumulative
    out[ROW["net_recovered"]] = cumulative        # revenue share 0
    np.multiply(cumulative, 1.0 / LOST_REVENUE, out=out[ROW["recovery_ratio"]])
    short_months += 1.0
    short_months[short_months > MONTHS] = np.inf
    out[ROW["months_to_target"]] = short_months
    out[ROW["units.H20"]:ROW["units.B30"] + 1] = shipped
    np.sum(revenue[:2], axis=1, out=out[ROW["revenue.H20"]:ROW["revenue.B30"] + 1])

    # successor launch: the first month with t + 1 >= L, at a session of its own
    launched = days[4]
    np.ceil(launch_b30, out=launched)
    launched -= 1.0
    launched *= SESSIONS_A_MONTH
    launched += FIRST_MONTH_SESSION
    launched += np.floor(SESSIONS_A_MONTH * rng.random(n))
    launched[~clears | (launch_b30 > MONTHS)] = np.inf

    counts[0:5] = counts[15:20]                   # end of FY2026Q4
    counts[5:10] = counts[35:40]                  # end of FY2027Q4
    counts[40:45] = np.count_nonzero(np.isfinite(days), axis=1)
    return counts


def quantile(ordered, p):
    """Linear interpolation between order statistics (numpy's default), safe with infinities."""
    position = p * (ordered.size - 1)
    i = int(position)
    low, high = float(ordered[i]), float(ordered[min(i + 1, ordered.size - 1)])
    if low == high or position == i:
        return low
    return low + (position - i) * (high - low)


def tally(name, x):
    """Statistics of one column, which is sorted in place."""
    n = x.size
    x.sort()
    row = {"count": n}
    if name in MAY_BE_INFINITE:
        row["finite"] = int(np.searchsorted(x, np.inf))
        row["mean"] = row["sd"] = row["kurtosis"] = None
    else:
        row["mean"] = mean = float(x.mean())
        d = x - mean
        d *= d
        m2 = float(d.mean())
        row["sd"] = math.sqrt(m2 * n / (n - 1)) if n > 1 else 0.0
        row["kurtosis"] = float(np.dot(d, d)) / n / (m2 * m2) if m2 > 0.0 else None
    row["min"], row["max"] = float(x[0]), float(x[-1])
    for p in PROBABILITIES:
        row[f"p{round(100 * p):02d}"] = quantile(x, p)
    return {k: ("inf" if isinstance(v, float) and math.isinf(v) else v) for k, v in row.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chunk", type=int, default=10_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    n = options.trials
    if n < 1 or options.chunk < 1:
        parser.error("trials and chunk must be positive")

    start = time.perf_counter()
    # Freeing one 30 MB block raises glibc's trim threshold above a chunk's working set; otherwise the heap is
    # given back and faulted in again at every chunk, for a third of the running time.
    block = np.empty(30_000_000, dtype=np.uint8)
    del block
    rng = np.random.Generator(np.random.PCG64(options.seed))
    columns = np.empty((len(NAMES), n))
    counts = np.zeros(len(STATEMENTS), dtype=np.int64)
    for first in range(0, n, options.chunk):
        m = min(options.chunk, n - first)
        chunk = np.empty((len(NAMES), m))
        counts += simulate(rng, m, chunk)
        columns[:, first:first + m] = chunk
    simulated = time.perf_counter()
    outputs = {name: tally(name, columns[i]) for i, name in enumerate(NAMES)}
    end = time.perf_counter()

    seconds = end - start
    print(f"numpy {np.__version__}: {n} trials, {seconds:.3f} s, {1e9 * seconds / n:.0f} ns/trial "
          f"(simulation {1e9 * (simulated - start) / n:.0f}, tallies {1e9 * (end - simulated) / n:.0f})")
    if options.json:
        result = {"trials": n, "seconds": seconds, "outputs": outputs,
                  "statements": {s: int(c) / n for s, c in zip(STATEMENTS, counts)}}
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1, allow_nan=False)
            file.write("\n")


if __name__ == "__main__":
    main()
