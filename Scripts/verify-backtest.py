#!/usr/bin/env python3
"""Recomputes a back-test from the closes with NumPy and SciPy and compares it with ours.

    verify-backtest.py EQUITIES.csv CLOSES_FOLDER OUT_FOLDER [--trials 1000]

OUT_FOLDER is what `chipcast backtest` wrote; origins, shares, horizons and drifts are taken from its run.json. Written
from docs/guide.md and Models/README.md, not from the Swift sources: returns by position, regressions by
numpy.linalg.lstsq, tails by expectation and maximisation on all nodes at once, paths by numpy.random.

Compared exactly: the estimates of every origin, what came, the scores of the random walk, and coverage, mean scores
and Kupiec's p as sums over forecasts.csv. Compared to the error of simulation, as random numbers are others:
coverage and mean scores of our own forecasts, and whether the two PITs of a forecast differ by more than chance.
"""

import argparse
import csv
import json
import sys
from datetime import date

import numpy as np
from scipy import special, stats

LEAST = 200
LEVELS = (0.5, 0.8, 0.9, 0.95)
NODES = np.linspace(0.005, 0.45, 60)


def closes(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = sorted((date.fromisoformat(r["date"]), float(r["close"])) for r in csv.DictReader(file))
    return [r[0] for r in rows], np.array([r[1] for r in rows])


class Series:
    """A share on the sessions of its benchmark: last close carried, and whether there is one."""

    def __init__(self, share, benchmark):
        self.days, self.market = benchmark
        own = dict(zip(*share))
        self.has = np.array([d in own for d in self.days])
        self.last_day = share[0][-1]
        carried, last = [], np.nan
        for d in self.days:
            last = own.get(d, last)
            carried.append(last)
        self.price = np.array(carried)
        self.number = np.array([d.toordinal() for d in self.days])


def profile(x):
    """Log likelihood of a Student-t at each node, with location and scale at their best."""
    nu = (1 / NODES)[:, None]
    mu, s2 = np.full((60, 1), np.median(x)), np.full((60, 1), x.var())
    for _ in range(200):
        d = (x - mu) ** 2 / s2
        w = (nu + 1) / (nu + d)
        new = (w * x).sum(1, keepdims=True) / w.sum(1, keepdims=True)
        new2 = (w * (x - new) ** 2).mean(1, keepdims=True)
        done = np.abs(new2 / s2 - 1).max() < 1e-10
        mu, s2 = new, new2
        if done:
            break
    nu, s2 = nu[:, 0], s2[:, 0]
    d = (x - mu) ** 2 / s2[:, None]
    constant = special.gammaln((nu + 1) / 2) - special.gammaln(nu / 2) - 0.5 * np.log(np.pi * nu * s2)
    return len(x) * constant - ((nu + 1) / 2) * np.log1p(d / nu[:, None]).sum(1)


def moments(log_weights):
    w = np.exp(log_weights - log_weights.max())
    w /= w.sum()
    mean = w @ NODES
    return mean, w @ (NODES - mean) ** 2


def tails(samples):
    """ν of each sample, 1/ν drawn towards the mean of all."""
    likelihoods = [profile(x) for x in samples]
    found = np.array([moments(l) for l in likelihoods])
    y, v = found[:, 0], found[:, 1]
    w = 1 / v
    centre = w @ y / w.sum()
    scale = w.sum() - (w**2).sum() / w.sum()
    tau2 = max(0, (w @ (y - centre) ** 2 - (len(y) - 1)) / scale) if len(y) > 1 else 0
    u = 1 / (v + tau2)
    mean = u @ y / u.sum()
    tau = max(0.03, np.sqrt(tau2))
    return [max(2.6, 1 / moments(l - (NODES - mean) ** 2 / (2 * tau**2))[0]) for l in likelihoods]


def crps(sample, y):
    x = np.sort(sample)
    n = len(x)
    spread = ((2 * np.arange(1, n + 1) - n - 1) * x).sum() / (n * (n - 1))
    return np.abs(x - y).mean() - spread


def crps_normal(y, sd):
    z = y / sd
    return sd * (z * (2 * special.ndtr(z) - 1) + 2 * np.exp(-z * z / 2) / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi))


def unit_t(rng, nu, shape):
    return rng.standard_t(nu, shape) * np.sqrt((nu - 2) / nu)


def walk(moves, limit):
    """Sums of the moves, each cut by the limit and the rest carried to the next session."""
    if not limit:
        return np.cumsum(moves, axis=0)
    up, down = np.log1p(limit), np.log1p(-limit)
    carry, total = np.zeros(moves.shape[1]), np.zeros(moves.shape[1])
    out = np.empty_like(moves)
    for d, move in enumerate(moves):
        want = move + carry
        r = np.clip(want, down, up)
        carry = want - r
        total = total + r
        out[d] = total
    return out


def garch(x):
    """Standardised values and the variance of the next, α 0.06, β 0.92, around the sample's variance."""
    s2 = x @ x / len(x)
    h, z = s2, np.empty_like(x)
    for k, one in enumerate(x):
        z[k] = one / np.sqrt(h)
        h = 0.02 * s2 + 0.06 * one * one + 0.92 * h
    return z, h, s2


def historical(rng, m, e, beta, drift, trials, horizon):
    """Days drawn again, both standardised values of a day together."""
    (zm, hm, sm), (ze, he, se) = garch(m), garch(e)
    hm, he = np.full(trials, hm), np.full(trials, he)
    car, total = np.zeros((horizon, trials)), np.zeros((horizon, trials))
    a = b = np.zeros(trials)
    for d in range(horizon):
        k = rng.integers(0, len(zm), trials)
        x, y = zm[k] * np.sqrt(hm), ze[k] * np.sqrt(he)
        hm, he = 0.02 * sm + 0.06 * x * x + 0.92 * hm, 0.02 * se + 0.06 * y * y + 0.92 * he
        a, b = a + y, b + beta * (drift + x) + y
        car[d], total[d] = a, b
    return car, total


def estimate(series, listing, tickers, origin, window):
    """Market models at an origin with their tails; the benchmark's day-to-day returns by name."""
    fits, markets = {}, {}
    for t in tickers:
        s, name = series[t], listing[t]["benchmark"]
        p = int(np.searchsorted(s.number, origin.toordinal())) - 1
        first = max(0, p - window)
        has, r, m = s.has[first:p + 1], np.diff(np.log(s.price[first:p + 1])), np.diff(np.log(s.market[first:p + 1]))
        if len(m) >= LEAST:
            markets[name] = m
        kept = has[1:] & has[:-1]
        if kept.sum() < LEAST:
            continue
        x, y = m[kept], r[kept]
        beta = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x]), y, rcond=None)[0]
        e = y - beta[0] - beta[1] * x
        sd = np.sqrt(e @ e / (len(x) - 2))
        fits[t] = {"p": p, "name": name, "x": x, "e": e, "n": len(x), "beta": beta[1], "sd": sd,
                   "beta_error": sd / np.sqrt(((x - x.mean()) ** 2).sum()), "total_sd": y.std(ddof=1)}
    for f, nu in zip(fits.values(), tails([f["e"] for f in fits.values()])):
        f["nu"] = nu
        f["sd_error"] = np.sqrt((nu + 3) / (2 * nu * f["n"]))
    nu = dict(zip(markets, tails(list(markets.values())))) if markets else {}
    for f in fits.values():
        f["market_nu"], f["market_sd"] = nu[f["name"]], markets[f["name"]].std(ddof=1)
    return fits


def forecast(rng, f, drift, limit, n, horizon):
    """Total return and CAR by session and trial, ours and by filtered historical simulation."""
    mu = rng.normal(drift["mean"], drift["error"], n)
    sigma = f["sd"] * np.exp(f["sd_error"] * rng.standard_normal(n))
    beta = f["beta"] + f["beta_error"] * rng.standard_normal(n)
    moves = mu + f["market_sd"] * unit_t(rng, f["market_nu"], (horizon, n))
    total = walk(beta * moves + sigma * unit_t(rng, f["nu"], (horizon, n)), limit)
    car = total - f["beta"] * np.cumsum(moves, axis=0)
    history = historical(rng, f["x"] - f["x"].mean(), f["e"], f["beta"], drift["mean"], n, horizon)
    return {"total_return": (total, history[1]), "car": (car, history[0])}


class Check:
    """Counts comparisons and remembers the largest difference."""

    def __init__(self):
        self.count, self.worst, self.failed = 0, 0.0, []

    def same(self, what, ours, theirs, tolerance):
        gap = abs(ours - theirs) / max(1e-12, abs(theirs))
        self.count, self.worst = self.count + 1, max(self.worst, gap)
        if not gap <= tolerance:
            self.failed.append(f"{what}: {ours} instead of {theirs}")


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kupiec(outside, n, p):
    q = outside / n
    gain = stats.binom.logpmf(outside, n, q) - stats.binom.logpmf(outside, n, p)
    return stats.chi2.sf(2 * gain, 1)


def chance(pit, level, *trials):
    """Four standard errors, in points, of the difference of two coverages: of forecasts near the end of an interval
    simulation alone decides which side they fall on."""
    variance = 0
    for n in trials:
        error = np.sqrt(np.clip(pit * (1 - pit), 1e-4, None) / n)
        p = stats.norm.cdf((level / 2 - np.abs(pit - 0.5)) / error)
        variance += (p * (1 - p)).sum()
    return 400 * np.sqrt(variance) / len(pit)


def main():
    parser = argparse.ArgumentParser()
    for name in ("equities", "closes", "out"):
        parser.add_argument(name)
    parser.add_argument("--trials", type=int, default=1000)
    o = parser.parse_args()
    with open(f"{o.out}/run.json") as file:
        run = json.load(file)["test"]
    listing = {r["ticker"]: r for r in rows(o.equities)}
    tickers, horizons = run["shares"], run["horizons"]
    drifts = {d["benchmark"]: d for d in run["drifts"]}
    data = {n: closes(f"{o.closes}/{n}.csv") for t in tickers for n in (t, listing[t]["benchmark"])}
    series = {t: Series(data[t], data[listing[t]["benchmark"]]) for t in tickers}
    theirs = {(r["origin"], r["ticker"], r["quantity"], int(r["horizon"])): r for r in rows(f"{o.out}/forecasts.csv")}
    estimates = {(r["origin"], r["ticker"]): r for r in rows(f"{o.out}/estimates.csv")}
    rng, exact, found = np.random.default_rng(1), Check(), {}
    for day in run["origins"]:
        for t, f in estimate(series, listing, tickers, date.fromisoformat(day), run["estimation_sessions"]).items():
            s, p = series[t], f["p"]
            reached = [h for h in horizons if p + h < len(s.days) and s.days[p + h] <= s.last_day]
            if not reached:
                continue
            row = estimates.pop((day, t))
            for column, name in (("returns", "n"), ("beta", "beta"), ("beta_error", "beta_error"),
                                 ("volatility", "sd"), ("log_volatility_error", "sd_error"), ("tail", "nu"),
                                 ("benchmark_volatility", "market_sd"), ("benchmark_tail", "market_nu")):
                exact.same(f"{column} of {t} at {day}", float(row[column]), f[name], 1e-7)
            limit = float(listing[t]["price_limit"] or 0)
            samples = forecast(rng, f, drifts[f["name"]], limit, o.trials, reached[-1])
            for h in reached:
                total = np.log(s.price[p + h] / s.price[p])
                car = total - f["beta"] * np.log(s.market[p + h] / s.market[p])
                for quantity, y, sd in (("total_return", total, f["total_sd"]), ("car", car, f["sd"])):
                    row = theirs[day, t, quantity, h]
                    what = f"{quantity} of {t} over {h} from {day}"
                    exact.same(what, float(row["actual"]), y, 1e-9)
                    exact.same(f"score of a random walk, {what}", float(row["random_walk_crps"]),
                               crps_normal(y, sd * np.sqrt(h)), 1e-8)
                    ours, history = (x[h - 1] for x in samples[quantity])
                    found[day, t, quantity, h] = (((ours < y).sum() + 0.5) / (o.trials + 1), crps(ours, y),
                                                  crps(history, y))
    if found.keys() != theirs.keys() or estimates:
        exact.failed.append(f"{len(found)} forecasts, theirs {len(theirs)}; {len(estimates)} estimates left")
    simulated = []
    coverage = {(r["ticker"], r["quantity"], int(r["horizon"]), float(r["level"])): r
                for r in rows(f"{o.out}/coverage.csv")}
    for row in rows(f"{o.out}/backtest.csv"):
        t, quantity, h = row["ticker"], row["quantity"], int(row["horizon"])
        keys = [k for k in theirs if k[2] == quantity and k[3] == h and t in ("", k[1])]
        pit = np.array([float(theirs[k]["pit"]) for k in keys])
        for column in ("crps", "random_walk_crps", "historical_crps"):
            exact.same(f"{column} of {t or 'all'} {quantity} {h}", float(row[column]),
                       np.mean([float(theirs[k][column]) for k in keys]), 1e-9)
        other = np.array([found[k] for k in keys])
        for level in LEVELS:
            inside = np.abs(pit - 0.5) <= level / 2
            filed = coverage[t, quantity, h, level]
            exact.same(f"coverage of {t or 'all'} {quantity} {h} {level}", float(filed["inside"]), inside.mean(), 1e-12)
            if filed["kupiec_p"]:
                exact.same(f"Kupiec's p of {t} {quantity} {h} {level}", float(filed["kupiec_p"]),
                           kupiec((~inside).sum(), len(pit), 1 - level), 1e-7)
            if not t:
                simulated.append((f"{quantity} {h:3d} inside {level}", 100 * inside.mean(),
                                  100 * np.mean(np.abs(other[:, 0] - 0.5) <= level / 2),
                                  chance(pit, level, run["trials"], o.trials)))
        if not t:
            for column, k, name in (("crps", 1, "CRPS"), ("historical_crps", 2, "CRPS of history")):
                ours, again = 100 * float(row[column]), 100 * other[:, k].mean()
                simulated.append((f"{quantity} {h:3d} {name}, %", ours, again, 0.004 * again))
    # Under equal distributions the difference of two PITs has variance u(1 - u)(1/n + 1/m).
    u = np.array([float(r["pit"]) for r in theirs.values()])
    other = np.array([found[k][0] for k in theirs])
    z = (u - other) / np.sqrt(np.clip(u * (1 - u), 1e-3, None) * (1 / run["trials"] + 1 / o.trials))
    print(f"{len(theirs)} forecasts; {exact.count} numbers compared exactly, largest relative difference {exact.worst:.1e}")
    print(f"PITs: standard deviation of the standardised differences {z.std():.3f}, largest {np.abs(z).max():.1f}")
    for name, ours, again, tolerance in simulated:
        mark = "" if abs(ours - again) <= tolerance else "  <-- differs"
        print(f"  {name:34s} {ours:9.4f} {again:9.4f}{mark}")
    bad = exact.failed + [s[0] for s in simulated if not abs(s[1] - s[2]) <= s[3]]
    if z.std() > 1.1 or np.abs(z).max() > 6:
        bad.append("PITs differ by more than chance")
    for one in bad[:20]:
        print(f"differs: {one}", file=sys.stderr)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
