#!/usr/bin/env python3
"""Reactions to past events again, in NumPy: variance components with every covariance written out and factorised.

    verify-reactions.py EVENTS.csv EQUITIES.csv CLOSES_FOLDER OUT_FOLDER [--as-of DATE] [--nodes 32]
    verify-reactions.py EVENTS.csv EQUITIES.csv CLOSES_FOLDER --reference

OUT_FOLDER is what `chipcast event-study` wrote: reactions.csv and reaction_classes.csv, by the usual scales and with
nothing stated. CARs and their errors come from verify-event-study.py, written apart from the program too. With 32
nodes the rule is the program's and the numbers agree to rounding; with more of them the rule itself is looked at.
One class is fitted by a second method besides, Gibbs and slice sampling (--sampled), and must agree within its error.
--reference tells the rejections of July 2025 to January 2026 with 32, 48 and a midpoint rule of 100 nodes a τ.
"""

import argparse
import datetime as dt
import json
import sys

import numpy as np
from scipy import stats
from sibling import sibling

SCALES = (0.02, 0.03, 0.03)
STATED_ERROR = 0.05


study = sibling("verify-event-study.py")


def legendre(n):
    x, w = np.polynomial.legendre.leggauss(n)
    return (x + 1) / 2, w / 2


def midpoint(n):
    return (np.arange(n) + 0.5) / n, np.full(n, 1 / n)


def grid(rule, scales=SCALES, reach=5.0):
    """(τ_u, τ_v, τ_w) of every node and its prior weight, τ_u the fastest, τ_w the slowest."""
    x, w = rule
    prior = w * np.exp(-0.5 * (reach * x) ** 2)
    rest, event, share = np.meshgrid(*(reach * s * x for s in scales[::-1]), indexing="ij")
    weight = prior[:, None, None] * prior[None, :, None] * prior[None, None, :]
    return np.stack([share.ravel(), event.ravel(), rest.ravel()]), weight.ravel()


class Posterior:
    """Of all nodes the weight and, given the node, mean and covariance of the shares' means; μ is the last of them."""

    def __init__(self, y, errors, shares, events, count, rule, scales=SCALES, prior=None):
        self.tau, weight = grid(rule, scales)
        n = len(y)
        unit = np.zeros((n, count + 1))
        unit[np.arange(n), shares] = 1
        of_event = np.equal.outer(events, events).astype(float)
        of_share = np.equal.outer(shares, shares).astype(float)
        logs, means, covariances = [], [], []
        for part in np.array_split(np.arange(self.tau.shape[1]), max(1, self.tau.shape[1] // 2048)):
            u, v, w = (self.tau[k, part, None, None] ** 2 for k in range(3))
            c = errors + u * of_share + v * of_event + w * np.eye(n)
            m0, precision = 0.0, 0.0
            if prior is not None:
                m0, precision = prior[0], prior[1] ** -2
            sides = np.column_stack([np.ones(n), y - m0, unit[:, :-1]])
            solved = np.linalg.solve(c, sides[None]) if n else np.zeros((len(part), 0, count + 2))
            gram = np.einsum("ni,pnj->pij", sides, solved)
            total = gram[:, 0, 0] + precision
            mean = gram[:, 0, 1] / total
            _, determinant = np.linalg.slogdet(c)
            logs.append(-0.5 * (determinant + np.log(total) + gram[:, 1, 1] - gram[:, 0, 1] * mean))
            # Shares' means given μ, then μ's own error carried by 1 - slope.
            u = u[:, :, 0]
            given = u * (gram[:, 2:, 1] - mean[:, None] * gram[:, 2:, 0])
            slope = np.column_stack([1 - u * gram[:, 2:, 0], np.ones(len(part))])
            block = u[:, :, None] * np.eye(count) - (u[:, :, None] ** 2) * gram[:, 2:, 2:]
            covariance = slope[:, :, None] * slope[:, None, :] / total[:, None, None]
            covariance[:, :count, :count] += block
            means.append(np.column_stack([given + mean[:, None], mean]) + m0)
            covariances.append(covariance)
        logs = np.concatenate(logs)
        weight = weight * np.exp(logs - logs.max())
        self.weight = weight / weight.sum()
        self.means, self.covariances = np.concatenate(means), np.concatenate(covariances)
        self.mean = self.weight @ self.means
        spread = np.einsum("p,pij->ij", self.weight, self.covariances) \
            + np.einsum("p,pi,pj->ij", self.weight, self.means - self.mean, self.means - self.mean)
        self.covariance = spread
        self.sd = np.sqrt(np.diag(spread))
        self.tau_mean = self.tau @ self.weight
        self.tau_sd = np.sqrt(self.tau ** 2 @ self.weight - self.tau_mean ** 2)
        self.square = self.tau ** 2 @ self.weight
        self.spread = np.sqrt(self.square[1] + self.square[2])
        self.correlation = self.square[1] / (self.square[1] + self.square[2])


class Sampler:
    """The same posterior by Markov chain: nothing of it is integrated, and no node has a say.

    A sweep draws μ, u and v together given the τ's (normal), each τ given u, v or the residuals by a slice (Neal 2003),
    then τ_u and τ_v once more given u/τ_u and v/τ_v (a normal cut at 0), without which a τ near 0 hardly moves
    (Yu and Meng 2011). S = QΛQ' makes every covariance S + τ_w²I diagonal.
    """

    def __init__(self, pairs, sweeps, seed, scales=SCALES):
        self.rng, self.scales = np.random.default_rng(seed), scales
        self.values, turn = np.linalg.eigh(pairs.errors)
        n = len(pairs.y)
        unit = np.zeros((n, 1 + pairs.count + pairs.event_count))
        unit[:, 0] = 1
        unit[np.arange(n), 1 + pairs.shares] = 1
        unit[np.arange(n), 1 + pairs.count + pairs.events] = 1
        self.x, self.y = turn.T @ unit, turn.T @ pairs.y
        self.parts = slice(1, 1 + pairs.count), slice(1 + pairs.count, unit.shape[1])
        self.tau = np.array(scales)
        kept = np.array([self.sweep() for _ in range(sweeps)])[sweeps // 10:]
        # μ + u of each share, μ, τ's.
        self.draws = np.column_stack([kept[:, :1] + kept[:, self.parts[0]], kept[:, 0], kept[:, -3:]])

    def sweep(self):
        own = self.values + self.tau[2] ** 2
        weighed = self.x / own[:, None]
        precision = weighed.T @ self.x
        for part, tau in zip(self.parts, self.tau):
            precision[part, part] += np.eye(part.stop - part.start) / tau**2
        root = np.linalg.cholesky(precision)
        middle = np.linalg.solve(root, weighed.T @ self.y)
        b = np.linalg.solve(root.T, middle + self.rng.standard_normal(len(middle)))
        for k, part in enumerate(self.parts):
            n, squares = part.stop - part.start, b[part] @ b[part]
            self.tau[k] = self.slice(k, lambda t: -n * np.log(t) - squares / (2 * t * t))
            shape = b[part] / self.tau[k]
            side = self.x[:, part] @ shape
            rest = self.y - self.x @ b + side * self.tau[k]
            variance = 1 / (side @ (side / own) + self.scales[k] ** -2)
            mean = variance * (side @ (rest / own))
            self.tau[k] = self.above_zero(mean, np.sqrt(variance))
            b[part] = shape * self.tau[k]
        left = (self.y - self.x @ b) ** 2
        self.tau[2] = self.slice(2, lambda t: -0.5 * np.sum(np.log(self.values + t * t) + left / (self.values + t * t)))
        return np.concatenate([b, self.tau])

    def slice(self, k, log_likelihood):
        """A draw of τ_k with its half-normal prior."""

        def height(t):
            return log_likelihood(t) - 0.5 * (t / self.scales[k]) ** 2 if t > 0 else -np.inf

        old, width = self.tau[k], self.scales[k]
        level = height(old) + np.log(self.rng.uniform())
        low = old - width * self.rng.uniform()
        high = low + width
        while height(low) > level:
            low -= width
        while height(high) > level:
            high += width
        while True:
            new = self.rng.uniform(low, high)
            if height(new) > level:
                return new
            low, high = (new, high) if new < old else (low, new)

    def above_zero(self, mean, sd):
        below = stats.norm.cdf(-mean / sd)
        return max(1e-9, mean + sd * stats.norm.ppf(below + self.rng.uniform() * (1 - below)))

    def moments(self, batches=50):
        """Means and standard deviations with their errors, by means of batches."""
        mean, sd = self.draws.mean(0), self.draws.std(0)

        def error(values):
            return np.array([b.mean(0) for b in np.array_split(values, batches)]).std(0, ddof=1) / np.sqrt(batches)

        return mean, error(self.draws), sd, error((self.draws - mean) ** 2) / (2 * sd)


def sampled(pairs, posterior, sweeps, seed):
    """Largest |z| of the sampler's means and standard deviations against the grid's, and what is beyond 4."""
    mean, mean_error, sd, sd_error = Sampler(pairs, sweeps, seed).moments()
    names = [e["ticker"] for e in pairs.equities] + ["μ", "τ_share", "τ_event", "τ_rest"]
    z = np.concatenate([(mean - np.concatenate([posterior.mean, posterior.tau_mean])) / mean_error,
                        (sd - np.concatenate([posterior.sd, posterior.tau_sd])) / sd_error])
    for k in np.flatnonzero(np.abs(z) > 4):
        print(f"sampled: {('mean', 'sd')[k // len(names)]} of {names[k % len(names)]} is {z[k]:.1f} errors off")
    print(f"verify-reactions: {len(z)} means and deviations of {pairs.event_count} events and {len(pairs.y)} pairs by "
          f"{sweeps} sweeps of Gibbs and slices, largest |z| {np.abs(z).max():.1f}; mean "
          f"{100 * mean[-4]:.3f} ± {100 * sd[-4]:.3f} (error {100 * mean_error[-4]:.3f}), τ "
          + ", ".join(f"{100 * t:.3f}" for t in mean[-3:]))
    return int(np.sum(np.abs(z) > 4))


def cases_of(events, equities, folder, until="9999-12-31", windows=((-1, 10), (-120, -21))):
    closes = {}
    for ticker in {e[k] for e in equities for k in ("ticker", "benchmark")}:
        closes[ticker] = {dt.date.fromisoformat(r["date"]): float(r["close"])
                          for r in study.rows_of(f"{folder}/{ticker}.csv") if r["date"] < until}
    return [study.Case(event, equity, closes, windows) for event in events for equity in equities
            if (event.get("equity") or equity["ticker"]) == equity["ticker"]]


class Pairs:
    """Reactions of one class and role: what Posterior wants of them."""

    def __init__(self, cases, equities, name, role, as_of, with_moves=False):
        past = [c for c in cases if c.rows and dt.date.fromisoformat(c.event["date"]) <= as_of]
        self.equities = [e for e in equities if study.role_of(e) == role]
        tickers = [e["ticker"] for e in self.equities]
        known = []
        for case in study.counted(past, with_moves):
            if case.event["class"] == name and study.role_of(case.equity) == role:
                car = case.car((0, 1))
                if car and max(car[2]) < as_of:
                    known.append((case, car))
        self.y = np.array([car[0] for _, car in known])
        self.errors = np.array([[self.covariance(a, b) for b in known] for a in known])
        self.shares = np.array([tickers.index(c.equity["ticker"]) for c, _ in known], dtype=int)
        clusters = study.clusters([c for c, _ in known])
        of = {id(c): k for k, members in enumerate(clusters) for c in members}
        self.events = np.array([of[id(c)] for c, _ in known], dtype=int)
        self.count, self.event_count = len(tickers), len(clusters)

    @staticmethod
    def covariance(a, b):
        (one, ours), (other, theirs) = a, b
        if one is other:
            return ours[1] ** 2
        shared = len(ours[2] & theirs[2])
        if not shared:
            return 0.0
        weight = shared / np.sqrt(len(ours[2]) * len(theirs[2]))
        return weight * study.correlation(one, other) * ours[1] * theirs[1]

    def posterior(self, rule, scales=SCALES, stated=None):
        prior = (stated or 0.0, STATED_ERROR) if self.event_count < 3 else None
        return Posterior(self.y, self.errors, self.shares, self.events, self.count, rule, scales, prior)


def reference(events, equities, closes):
    chosen = [e for e in events if e["class"] == "chinese_rejection" and "2025-07" <= e["date"] < "2026-02"]
    pairs = Pairs(cases_of(chosen, equities, closes), equities, "chinese_rejection", "domestic", dt.date(2026, 3, 1))
    print(f"{len(pairs.y)} pairs, {pairs.event_count} events")
    for name, rule in (("32 nodes", legendre(32)), ("48 nodes", legendre(48)), ("100 midpoints", midpoint(100))):
        p = pairs.posterior(rule)
        shares = ", ".join(f"{e['name']} {100 * p.mean[k]:.3f} ± {100 * p.sd[k]:.3f}"
                           for k, e in enumerate(pairs.equities) if e["name"] in ("NAURA", "Cambricon", "SMIC A"))
        taus = ", ".join(f"{100 * t:.3f}" for t in p.tau_mean)
        print(f"{name}: mean {100 * p.mean[-1]:.3f} ± {100 * p.sd[-1]:.3f}; τ {taus}; {shares}; "
              f"correlation {p.correlation:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events")
    parser.add_argument("equities")
    parser.add_argument("closes")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--as-of")
    parser.add_argument("--nodes", type=int, default=32)
    parser.add_argument("--tolerance", type=float, default=1e-9)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--sampled", default="chinese_rejection,domestic", help="class,role; nothing for none")
    parser.add_argument("--sweeps", type=int, default=40_000)
    options = parser.parse_args()
    events, equities = study.rows_of(options.events), study.rows_of(options.equities)
    if options.reference:
        return reference(events, equities, options.closes)
    with open(f"{options.out}/run.json", encoding="utf-8") as file:
        run = json.load(file)["options"]
    as_of = dt.date.fromisoformat(options.as_of or run.get("as_of") or "9999-12-31")
    events = [e for e in events if e["id"] in run["events"]]
    equities = [e for e in equities if e["ticker"] in run["equities"]]
    windows = study.window_of(run["window"], None), study.window_of(run["estimation"], None)
    cases = cases_of(events, equities, options.closes, run.get("as_of") or "9999-12-31", windows)
    compared, worst, failures = 0, 0.0, 0

    def compare(name, theirs, ours):
        nonlocal compared, worst, failures
        compared += 1
        difference = abs(float(theirs or "nan") - ours)
        worst = max(worst, difference)
        if not difference <= options.tolerance:
            failures += 1
            print(f"{name}: {theirs} against {ours:.12g} here")

    found = {}
    for row in study.rows_of(f"{options.out}/reaction_classes.csv"):
        key = row["class"], row["role"]
        pairs = Pairs(cases, equities, *key, as_of, run["with_moves"])
        p = pairs.posterior(legendre(options.nodes))
        found[key] = pairs, p
        compare((*key, "pairs"), row["pairs"], len(pairs.y))
        compare((*key, "events"), row["events"], pairs.event_count)
        compare((*key, "mean"), row["mean"], p.mean[-1])
        compare((*key, "error"), row["mean_error"], p.sd[-1])
        for k, name in enumerate(("tau_share", "tau_event", "tau_rest")):
            compare((*key, name), row[name], p.tau_mean[k])
            compare((*key, name, "error"), row[f"{name}_error"], p.tau_sd[k])
        compare((*key, "spread"), row["spread"], p.spread)
        compare((*key, "correlation"), row["correlation"], p.correlation)
    for row in study.rows_of(f"{options.out}/reactions.csv"):
        equity = next(e for e in equities if e["ticker"] == row["equity"])
        key = row["class"], study.role_of(equity)
        if key not in found:
            failures += bool(row["mean"])
            continue
        pairs, p = found[key]
        k = pairs.equities.index(equity)
        compare((*key, row["equity"], "mean"), row["mean"], p.mean[k])
        compare((*key, row["equity"], "sd"), row["sd"], p.sd[k])
        compare((*key, row["equity"], "events"), row["events"], np.sum(pairs.shares == k))
    print(f"verify-reactions: {compared} numbers of {len(found)} classes and roles, largest difference {worst:.1e}, "
          f"{failures} failures")
    key = tuple(options.sampled.split(","))
    if key in found:
        failures += sampled(*found[key], options.sweeps, seed=1)
    return int(failures > 0 or not found)


if __name__ == "__main__":
    sys.exit(main())
