#!/usr/bin/env python3
"""Plain Numba peer of chipcast's equity forecast: the formulas as they stand, written in an afternoon.

    python3 equities_numba_plain.py --parameters FILE --trials N --seed S [--threads T] [--fixed] [--json FILE]

prange over chunks of trials, one trial at a time, Numba's own random numbers; equities_numba.py is the same model
written for speed. Chunks have seeds of their own, so results do not depend on the number of threads.
"""
import argparse
import math
import time
from collections import namedtuple

import numpy as np
from numba import get_num_threads, njit, prange, set_num_threads

from equity_peer import (CLASSES, DEMAND, DISPLACEMENT, ELASTICITY, KNOTS, LEVELS, OUTPUTS, REACH, SESSIONS_A_MONTH,
                         Parameters, student_table, write_json)

CHUNK = 1000
ANNOUNCEMENT, CLOSED, REOPENED, DISCOURAGING, LIFTED, LAUNCH = range(len(CLASSES))
BUYERS = np.array([0.26, 0.26, 0.18, 0.12, 0.18])
Model = namedtuple("Model", """sessions sessions_to_first_month months horizons benchmark benchmark_factor
    residual_factor drift drift_error volatility benchmark_tables tables beta beta_error residual_volatility residual_volatility_error
    exposure lowest highest weight mean mean_error spread reaction_correlation permanent_share half_life""")


@njit
def pert(low, mode, high):
    width = high - low
    return low + width * np.random.beta(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width)


@njit
def student(tables, i, z):
    """The t of series i that belongs to a normal z: linear between the knots of its table."""
    x = (z + REACH) * (KNOTS - 1) / (2.0 * REACH)
    k = min(max(int(x), 0), KNOTS - 2)
    return tables[i, k] + (x - k) * (tables[i, k + 1] - tables[i, k])


@njit
def correlated_normals(factor, normals, z):
    """z = factor times standard normals; the factor is lower triangular."""
    for i in range(len(z)):
        normals[i], z[i] = np.random.standard_normal(), 0.0
        for k in range(i + 1):
            z[i] += factor[i, k] * normals[k]


@njit
def recovery(months, before, equivalents, events):
    """One trial of policy and shipments: H20 equivalents shipped by the end of each month into equivalents[1:], and
    classes and sessions of events, whose number is returned. Product 0 is H20, 1 is B30."""
    clears = np.random.random() < 0.65
    orders, stock, shipped, ramp = np.zeros(2), np.zeros(2), np.zeros(2), np.zeros(2)
    orders[0] = pert(600e3, 800e3, 1e6) if np.random.random() < 0.3 else pert(300e3, 350e3, 400e3)
    orders[1], stock[0] = pert(600e3, 1e6, 1.3e6) if clears else 0.0, pert(500e3, 650e3, 1e6)
    launch = (0.0, pert(2.0, 4.0, 9.0))
    supply_from = (pert(3.0, 6.0, 9.0), launch[1])
    capacity = (pert(20e3, 50e3, 100e3), pert(40e3, 90e3, 160e3))
    tau = (pert(1.0, 2.0, 4.0), pert(1.0, 2.0, 4.0))
    cannibalised, training = np.random.beta(3.0, 4.0), pert(0.1, 0.25, 0.5)
    substitution, uptake, discouraged = pert(0.0, 0.02, 0.06), pert(0.2, 0.4, 0.7), np.random.beta(2.0, 4.0)
    close, reopen = np.random.beta(2.0, 38.0), np.random.beta(3.0, 17.0)
    discourage, lift = np.random.beta(3.0, 27.0), np.random.beta(2.0, 18.0)
    approved = np.random.random(len(BUYERS)) < np.random.beta(8.0, 2.0)
    licensed_from = np.where(approved, np.random.gamma(2.0, 1.2, len(BUYERS)), np.inf)
    book, is_open, is_neutral, n = orders.copy(), True, True, 0
    for t in range(months):
        e, first = t + 1.0, before + SESSIONS_A_MONTH * t
        u, h = np.random.random(), close if is_open else reopen
        if u < h:
            events[n, 0], events[n, 1] = CLOSED if is_open else REOPENED, first + int(SESSIONS_A_MONTH * u / h)
            is_open, n = not is_open, n + 1
        u, h = np.random.random(), discourage if is_neutral else lift
        if u < h:
            events[n, 0], events[n, 1] = DISCOURAGING if is_neutral else LIFTED, first + int(SESSIONS_A_MONTH * u / h)
            is_neutral, n = not is_neutral, n + 1
        licensed = BUYERS[licensed_from <= e].sum()
        pace = (uptake if is_neutral else uptake * discouraged) if is_open else 0.0
        for p in range(2):
            if e >= supply_from[p]:
                ramp[p] += (1.0 - ramp[p]) * (1.0 - math.exp(-1.0 / tau[p]))
                stock[p] += capacity[p] * ramp[p]
            book[p] *= 1.0 - substitution
            if p == 0 and clears and e >= launch[1]:
                book[p] *= 1.0 - cannibalised / 12.0
            if e >= launch[p]:
                ship = min(pace * max(0.0, min(orders[p] * licensed - shipped[p], book[p])), stock[p])
                stock[p] -= ship
                book[p] -= ship
                shipped[p] += ship
        equivalents[t + 1] = shipped[0] + (0.75 * training + 0.60 * (1.0 - training)) * shipped[1]
    events[n, 0] = LAUNCH
    events[n, 1] = before + SESSIONS_A_MONTH * (math.ceil(launch[1]) - 1) + int(SESSIONS_A_MONTH * np.random.random())
    return n + clears                       # a B30 that does not clear is not launched


@njit
def simulate(p, trials, sums, hits):
    shares, markets, fade = len(p.beta), len(p.drift), 0.5 ** (1.0 / p.half_life)
    together, apart = math.sqrt(p.reaction_correlation), math.sqrt(1.0 - p.reaction_correlation)
    normals, z, m, out = np.empty(shares + markets), np.empty(shares), np.empty(markets), np.empty((shares + 1, 3))
    equivalents, events = np.zeros(p.months + 1), np.empty((2 * p.months + 2, 2), np.int64)
    beta, sigma, impact, value = np.empty(shares), np.empty(shares), np.empty(shares), np.empty(shares + 1)
    for trial in range(trials):
        # once a trial; the announcement is the last event of the list
        n = recovery(p.months, p.sessions_to_first_month, equivalents, events)
        events[n, 0], events[n, 1] = ANNOUNCEMENT, 0
        equivalents *= pert(*DISPLACEMENT) / pert(*DEMAND)
        mean = p.mean + p.mean_error * np.random.standard_normal(p.mean.shape)
        drift = p.drift + p.drift_error * np.random.standard_normal(markets)
        for i in range(shares):
            beta[i] = p.beta[i] + p.beta_error[i] * np.random.standard_normal()
            sigma[i] = p.residual_volatility[i] * math.exp(p.residual_volatility_error[i] * np.random.standard_normal())
            impact[i] = p.exposure[i] * pert(*ELASTICITY)
        jumps = np.zeros((p.sessions + 1, shares))
        for c, d in events[:n + 1]:
            if d <= p.sessions:
                common = together * np.random.standard_normal()
                for i in range(shares):
                    jumps[d, i] += mean[i, c] + p.spread[i, c] * (common + apart * np.random.standard_normal())
        # the sessions; the last row of values, peaks and drawdowns is the basket's
        lasting, passing, pressure = np.zeros(shares), np.zeros(shares), np.zeros(shares)
        carry, price, market_sum = np.zeros(shares), np.zeros(shares), np.zeros(markets)
        peak, drawdown, horizon = np.append(np.ones(shares), p.weight.sum()), np.zeros(shares + 1), 0
        for d in range(p.sessions + 1):
            correlated_normals(p.benchmark_factor, normals, m)
            correlated_normals(p.residual_factor, normals, z)
            for b in range(markets):
                m[b] = drift[b] + p.volatility[b] * student(p.benchmark_tables, b, m[b]) if d > 0 else 0.0
                market_sum[b] += m[b]
            displaced, value[shares], since = 0.0, 0.0, d - p.sessions_to_first_month
            if since >= 0:
                t, part = since // SESSIONS_A_MONTH, (since % SESSIONS_A_MONTH + 1) / SESSIONS_A_MONTH
                displaced = min(1.0, equivalents[t] + (equivalents[t + 1] - equivalents[t]) * part)
            for i in range(shares):
                before = lasting[i] + passing[i] + pressure[i]
                lasting[i] += p.permanent_share * jumps[d, i]
                passing[i] = fade * passing[i] + (1.0 - p.permanent_share) * jumps[d, i]
                pressure[i] = -impact[i] * displaced
                want = beta[i] * m[p.benchmark[i]] + (sigma[i] * student(p.tables, i, z[i]) if d > 0 else 0.0)
                want += lasting[i] + passing[i] + pressure[i] - before + carry[i]
                r = min(max(want, p.lowest[i]), p.highest[i])
                carry[i], price[i] = want - r, price[i] + r
                value[i] = math.exp(price[i])
                value[shares] += p.weight[i] * value[i]
            for i in range(shares + 1):
                peak[i] = max(peak[i], value[i])
                drawdown[i] = max(drawdown[i], 1.0 - value[i] / peak[i])
            if horizon < len(p.horizons) and d == p.horizons[horizon]:
                out[:-1, 0] = price - beta * market_sum[p.benchmark]
                out[:-1, 1], out[:, 2] = value[:-1] - 1.0, drawdown
                out[-1, 0], out[-1, 1] = (p.weight * out[:-1, 0]).sum(), (p.weight * out[:-1, 1]).sum()
                for i in range(shares + 1):
                    for j in range(len(LEVELS)):
                        hits[i, horizon, j] += out[i, 0] < LEVELS[j]
                    for o in range(len(OUTPUTS)):
                        for j in range(4):
                            sums[i, horizon, o, j] += out[i, o] ** (j + 1)
                horizon += 1


@njit(parallel=True)
def run(seed, trials, p):
    chunks, rows = (trials + CHUNK - 1) // CHUNK, len(p.beta) + 1
    sums = np.zeros((chunks, rows, len(p.horizons), len(OUTPUTS), 4))
    hits = np.zeros((chunks, rows, len(p.horizons), len(LEVELS)), dtype=np.int64)
    for chunk in prange(chunks):
        np.random.seed((seed * 1_000_003 + chunk) % 2 ** 32)
        simulate(p, min(CHUNK, trials - chunk * CHUNK), sums[chunk], hits[chunk])
    return sums, hits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parameters", required=True)
    for option, default in (("--trials", 1_000_000), ("--seed", 1), ("--threads", get_num_threads())):
        parser.add_argument(option, type=int, default=default)
    parser.add_argument("--fixed", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    p = Parameters(options.parameters, options.fixed)
    p.horizons = np.array(p.horizons)
    p.benchmark_tables, p.tables = (np.array([student_table(v) for v in tails]) for tails in (p.benchmark_tail, p.tail))
    model = Model(*(getattr(p, name) for name in Model._fields))
    set_num_threads(options.threads)
    start = time.perf_counter()
    run(0, CHUNK, model)                    # compiles
    compiled = time.perf_counter()
    sums, hits = run(options.seed, options.trials, model)
    seconds = time.perf_counter() - compiled
    print(f"numba, plain: {options.trials} trials, {options.threads} threads, {seconds:.3f} s, "
          f"{1e6 * seconds / options.trials:.2f} s per million trials (compiled in {compiled - start:.0f} s)")
    if options.json:
        write_json(options.json, p, options.trials, seconds, sums.sum(axis=0).reshape(-1, 4), hits.sum(axis=0))


if __name__ == "__main__":
    main()
