#!/usr/bin/env python3
"""NumPy peer of chipcast's equity forecast: abnormal returns, total returns, drawdowns of shares and a basket.

    python3 equities_numpy.py --parameters FILE --trials N --seed S [--threads T] [--fixed] [--exact] [--json FILE]

Revenue and policy come from recovery.py, trial by trial. A chunk of trials walks through the sessions together,
every operation vectorised over shares and trials; chunks have generators of their own and may run in threads, so
results do not depend on how many there are. --fixed takes beta, sigma and mean reactions at their estimates.

--exact takes the t's from SciPy as the formula reads, sqrt((v-2)/v) stdtrit(v, ndtr(z)), instead of from tables: what
one writes first, to time it against, and a check of the tables. It is many times slower.
"""
import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import recovery
from equity_peer import (CLASSES, DEMAND, DISPLACEMENT, ELASTICITY, KNOTS, LEVELS, OUTPUTS, REACH,
                         SESSIONS_A_MONTH, Parameters, student_table, write_json)


class Model:
    """The parameters in the order that suits the arithmetic: shares with a price limit first, then the other
    domestic ones, so that what concerns only some of them works on slices."""

    def __init__(self, p, exact=False):
        order = sorted(range(len(p.tickers)),
                       key=lambda e: (not p.is_limited[e], p.weight[e] == 0.0, p.benchmark[e]))
        self.order = np.argsort(order)            # row of each share of the file
        self.benchmark = p.benchmark[order]
        self.limited = int(np.count_nonzero(p.is_limited))
        self.lowest, self.highest = p.lowest[order][:self.limited, None], p.highest[order][:self.limited, None]
        self.beta, self.beta_error, self.sigma, self.sigma_error, self.exposure = (
            v[order][:, None] for v in (p.beta, p.beta_error, p.residual_volatility, p.residual_volatility_error,
                                        p.exposure))
        self.weight = p.weight[order]
        self.mean, self.mean_error, self.spread = (v[order].T[:, :, None] for v in (p.mean, p.mean_error, p.spread))
        self.exposed = np.flatnonzero(p.exposure[order])
        self.held = np.flatnonzero(self.weight)
        self.exposed, self.held = (slice(0, len(rows)) if np.array_equal(rows, np.arange(len(rows))) else rows
                                   for rows in (self.exposed, self.held))
        # runs of shares with one benchmark: views instead of gathers
        starts = [e for e in range(len(order)) if e == 0 or self.benchmark[e] != self.benchmark[e - 1]]
        self.runs = [(slice(a, b), self.benchmark[a]) for a, b in zip(starts, starts[1:] + [len(order)])]
        self.p = p

        # One factor and one table for benchmarks and shares together. Positions in the table are counted in
        # knots, so the factor is scaled; table entries are value and slope on the line through two knots, and the
        # benchmarks' are returns.
        b, size = len(p.benchmarks), len(p.benchmarks) + len(order)
        full = p.residual_factor @ p.residual_factor.T
        factor = np.zeros((size, size))
        factor[:b, :b] = p.benchmark_factor
        factor[b:, b:] = np.linalg.cholesky(full[np.ix_(order, order)])
        self.unit_t = None
        if exact:
            self.factor, self.unit_t = factor, exact_t(np.append(p.benchmark_tail, p.tail[order])[:, None])
            self.drift, self.volatility = p.drift[:, None], p.volatility[:, None]
            return
        per_knot = (KNOTS - 1) / (2.0 * REACH)
        self.factor = factor * per_knot
        values = [student_table(v) * s + m for v, s, m in zip(p.benchmark_tail, p.volatility, p.drift)]
        values += [student_table(v) for v in p.tail[order]]
        slope = np.array([np.append(np.diff(v), v[-1] - v[-2]) for v in values])
        # position = z * per_knot + middle + row * KNOTS; value = line at z * per_knot
        knots = np.arange(KNOTS) - (KNOTS - 1) // 2
        self.start = (np.array(values) - slope * knots).ravel()
        self.slope = slope.ravel()
        self.offset = ((KNOTS - 1) // 2 + KNOTS * np.arange(size, dtype=float))[:, None]


def exact_t(degrees):
    """The function from normals to Student t's of unit variance, row by row, by its formula."""
    from scipy.special import ndtr, stdtrit
    scale = np.sqrt((degrees - 2.0) / degrees)
    return lambda z: scale * stdtrit(degrees, ndtr(z))


def simulate(model, seed, n):
    """Run n trials. Returns the sums of powers 1 to 4, shape (shares + 1, horizons, outputs, 4), and counts of
    CAR below the levels, shape (shares + 1, horizons, levels)."""
    p = model.p
    rng = np.random.Generator(np.random.SFC64(seed))
    shares, b = len(p.tickers), len(p.benchmarks)

    # --- once a trial -----------------------------------------------------------------------------
    revenue = np.empty((len(recovery.NAMES), n))
    transitions = []
    recovery.simulate(rng, n, revenue, transitions)
    beta = model.beta + model.beta_error * rng.standard_normal((shares, n))
    sigma = model.sigma * np.exp(model.sigma_error * rng.standard_normal((shares, n)))
    drift = p.drift_error[:, None] * rng.standard_normal((b, n))              # around p.drift
    mean = model.mean + model.mean_error * rng.standard_normal((len(CLASSES), shares, n))
    elasticity = recovery.pert(rng, *ELASTICITY, (shares, n))
    impact = -(model.exposure * elasticity)[model.exposed]                     # -a eta
    shipped = np.zeros((p.months + 1, n))
    np.cumsum(revenue[recovery.MONTH_ROW:recovery.MONTH_ROW + p.months], axis=0, out=shipped[1:])
    shipped *= recovery.pert(rng, *DISPLACEMENT, n) / recovery.pert(rng, *DEMAND, n)

    # --- events by day: reactions of all shares, for adding into flat (share, trial) arrays ---------
    which = np.concatenate([w for w, _, _ in transitions])
    trial = np.concatenate([i for _, i, _ in transitions])
    day = np.concatenate([d for _, _, d in transitions])
    launch = revenue[recovery.DAY_ROW + recovery.EVENTS.index("successor_launch")]
    launched = np.flatnonzero(launch <= p.sessions)
    which = np.concatenate((which, np.full(launched.size, recovery.EVENTS.index("successor_launch"))))
    trial, day = np.concatenate((trial, launched)), np.concatenate((day, launch[launched]))
    number = np.array([CLASSES.index(c) for c in recovery.EVENTS])[which]
    seen = np.flatnonzero(day <= p.sessions)
    seen = seen[np.argsort(day[seen], kind="stable")]
    number, trial, day = number[seen], trial[seen], day[seen]
    common, own = np.sqrt(p.reaction_correlation), np.sqrt(1.0 - p.reaction_correlation)

    def reactions(classes, trials):
        """R of events of some classes in some trials, shape (events, shares)."""
        z = rng.standard_normal((len(trials), shares)) * own
        z += common * rng.standard_normal((len(trials), 1))
        return mean[classes, :, trials] + model.spread[classes, :, 0] * z

    reaction = reactions(number, trial)
    place = (np.arange(shares) * n + trial[:, None]).ravel()
    lasting = (p.permanent_share * reaction).ravel()
    passing = ((1.0 - p.permanent_share) * reaction).ravel()
    first = np.searchsorted(day, np.arange(p.sessions + 2)) * shares
    fade = 0.5 ** (1.0 / p.half_life)

    # --- state: wanted prices are what the market, residuals and lasting reactions have added up to ---
    announced = np.ascontiguousarray(reactions(np.zeros(n, dtype=int), np.arange(n)).T)
    want = p.permanent_share * announced
    passing_now = (1.0 - p.permanent_share) * announced
    want_flat, passing_flat = (a.reshape(-1, copy=False) for a in (want, passing_now))
    price = announced.copy()                                                  # logarithm; 0 before day 0
    limited = price[:model.limited]
    np.clip(limited, model.lowest, model.highest, out=limited)
    peak = np.maximum(price, 0.0)
    fall = peak - price                                                       # in logarithms
    weight = model.weight[model.held]
    value = weight @ np.exp(price[model.held])
    top = np.maximum(value, weight.sum())
    basket_fall = 1.0 - value / top
    market_sum = np.zeros((b, n))

    normal, z = np.empty((b + shares, n)), np.empty((b + shares, n))
    slope = np.empty((b + shares, n))
    index = np.empty((b + shares, n), dtype=np.intp)
    step, aim = np.empty((shares, n)), np.empty((shares, n))
    worth = np.empty((len(weight), n))
    pressed = np.empty(impact.shape)
    low, high = np.empty(limited.shape), np.empty(limited.shape)
    ratio = np.empty(n)
    sums = np.zeros((shares + 1, len(p.horizons), len(OUTPUTS), 4))
    hits = np.zeros((shares + 1, len(p.horizons), len(LEVELS)), dtype=np.int64)

    for d in range(1, p.sessions + 1):
        # market and residual returns: correlated normals to t's by the tables
        rng.standard_normal(out=normal)
        np.matmul(model.factor, normal, out=z)
        if model.unit_t:
            z = model.unit_t(z)
            z[:b] = model.drift + model.volatility * z[:b]
        else:
            np.add(z, model.offset, out=normal)
            np.copyto(index, normal, casting="unsafe")                        # truncation: all are positive
            np.take(model.slope, index, out=slope, mode="clip")
            slope *= z
            np.take(model.start, index, out=z, mode="clip")
            z += slope
        z[:b] += drift
        market_sum += z[:b]
        residual = z[b:]
        residual *= sigma
        want += residual
        for rows, k in model.runs:
            np.multiply(beta[rows], z[k], out=step[rows])
        want += step
        # reactions and displaced sales
        passing_now *= fade
        if first[d] < first[d + 1]:
            today = slice(first[d], first[d + 1])
            np.add.at(want_flat, place[today], lasting[today])
            np.add.at(passing_flat, place[today], passing[today])
        np.add(want, passing_now, out=aim)
        since = d - p.sessions_to_first_month
        if since >= 0:
            t, within = divmod(since, SESSIONS_A_MONTH)
            displaced = shipped[t] + (shipped[t + 1] - shipped[t]) * ((within + 1) / SESSIONS_A_MONTH)
            np.minimum(displaced, 1.0, out=displaced)
            np.multiply(impact, displaced, out=pressed)
            aim[model.exposed] += pressed
        # price limits: what a session may not move is carried, so the price runs after what is wanted
        np.add(limited, model.lowest, out=low)
        np.add(limited, model.highest, out=high)
        np.maximum(aim[:model.limited], low, out=low)
        np.minimum(low, high, out=limited)
        price[model.limited:] = aim[model.limited:]
        # drawdowns
        np.maximum(peak, price, out=peak)
        np.subtract(peak, price, out=step)
        np.maximum(fall, step, out=fall)
        np.exp(price[model.held], out=worth)
        np.matmul(weight, worth, out=value)
        np.maximum(top, value, out=top)
        np.divide(value, top, out=ratio)
        np.subtract(1.0, ratio, out=ratio)
        np.maximum(basket_fall, ratio, out=basket_fall)

        if d in p.horizons:
            k = p.horizons.index(d)
            out = np.empty((len(OUTPUTS), shares + 1, n))
            car, total, drawdown = out
            np.multiply(beta, market_sum[model.benchmark], out=car[:-1])
            np.subtract(price, car[:-1], out=car[:-1])
            np.expm1(price, out=total[:-1])
            np.expm1(-fall, out=drawdown[:-1])
            np.negative(drawdown[:-1], out=drawdown[:-1])
            np.matmul(model.weight, car[:-1], out=car[-1])
            np.matmul(model.weight, total[:-1], out=total[-1])
            drawdown[-1] = basket_fall
            rows = np.append(model.order, shares)                             # back to the order of the file
            for i, level in enumerate(LEVELS):
                hits[:, k, i] = np.count_nonzero(car < level, axis=1)[rows]
            power = out.copy()
            for i in range(4):
                sums[:, k, :, i] = power.sum(axis=2).T[rows]
                power *= out
    return sums, hits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parameters", required=True)
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--chunk", type=int, default=4_000)
    parser.add_argument("--fixed", action="store_true")
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    if min(options.trials, options.chunk, options.threads) < 1:
        parser.error("trials, threads and chunk must be positive")
    p = Parameters(options.parameters, options.fixed)
    if p.months > recovery.MONTHS:
        parser.error(f"recovery.py has {recovery.MONTHS} months")
    recovery.FIRST_MONTH_SESSION = p.sessions_to_first_month
    model = Model(p, options.exact)

    chunks = [min(options.chunk, options.trials - i) for i in range(0, options.trials, options.chunk)]
    seeds = np.random.SeedSequence(options.seed).spawn(len(chunks))
    block = np.empty(30_000_000, dtype=np.uint8)      # raises the heap's trim threshold: see recovery.py
    del block
    simulate(model, np.random.SeedSequence(0), 100)   # warm-up
    start = time.perf_counter()
    with ThreadPoolExecutor(options.threads) as pool:
        sums, hits = 0.0, 0
        for chunk_sums, chunk_hits in pool.map(lambda job: simulate(model, *job), zip(seeds, chunks)):
            sums, hits = sums + chunk_sums, hits + chunk_hits
    seconds = time.perf_counter() - start
    print(f"numpy {np.__version__}{', exact' if options.exact else ''}: {options.trials} trials, "
          f"{options.threads} threads, {seconds:.3f} s, "
          f"{1e6 * seconds / options.trials:.2f} s per million trials")
    if options.json:
        write_json(options.json, p, options.trials, seconds, sums.reshape(-1, 4), hits)


if __name__ == "__main__":
    main()
