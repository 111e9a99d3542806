#!/usr/bin/env python3
"""What other ways to forecast a share's spread would have scored in the back-test, in NumPy.

    backtest-variants.py EQUITIES.csv CLOSES_FOLDER OUT_FOLDER [--trials 1000] [--sessions 120] [--all]

OUT_FOLDER is what `chipcast backtest` wrote; origins, shares, horizons and drifts are taken from its run.json, estimates
and outcomes made again by verify-backtest.py. All variants take the same draws. Of each it tells the mean CRPS over that of
filtered historical simulation and of a random walk, less 1, and how often the central 90% held what came, all shares
together: of all origins, of those before 2024, on which a variant may be chosen, and of those after, which judge it.

A variant scales benchmark and residual in session d of the forecast by √(1 + w·(h/s² - 1)·φ^(d - 1)): h is the variance
that today's volatility has, s² that of the window, w the weight of today and φ what of it is left a session later.
"""

import argparse
import json
import os
from collections import defaultdict
from datetime import date

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from sibling import sibling

test = sibling("verify-backtest.py")
CHOSEN_BEFORE = "2024-01-01"


def window(length):
    return lambda x: np.mean(x[-length:] ** 2)


def ewma(weight):
    """Exponential weights, and before the window its own variance."""

    def variance(x):
        h = x @ x / len(x)
        for one in x:
            h = weight * h + (1 - weight) * one * one
        return h

    return variance


def garch(x):
    return test.garch(x)[1]


# Name: today's variance, w, φ.
SHOWN = {
    "as it is: a year's volatility": (None, 0, 0),
    "volatility of 60 sessions": (window(60), 1, 1),
    "volatility of 120 sessions": (window(120), 1, 1),
    "EWMA 0.94, φ 0.9": (ewma(0.94), 1, 0.9),
    "halfway to EWMA 0.94, φ 0.9": (ewma(0.94), 0.5, 0.9),
    "GARCH, φ 0.98": (garch, 1, 0.98),
    "halfway to GARCH, φ 0.98": (garch, 0.5, 0.98),
    "halfway to GARCH, φ 0.9": (garch, 0.5, 0.9),
    "halfway to GARCH, φ 0.8": (garch, 0.5, 0.8),
}
MORE = {
    f"{name} w {w:.2f} φ {phi}": (h, w, phi)
    for name, h in (("EWMA 0.94", ewma(0.94)), ("EWMA 0.97", ewma(0.97)), ("GARCH", garch))
    for w in (0.25, 1 / 3, 0.5, 0.75, 1) for phi in (0.8, 0.9, 0.95, 0.98)
}


class Origin:
    """Draws from an origin and what came, arrays with a row a share and a column a trial."""

    def __init__(self, rng, tickers, series, listing, fits, drifts, horizons, sessions, trials):
        self.rng, self.fits, self.sessions, self.trials = rng, fits, sessions, trials
        self.horizons, self.tickers = horizons, tickers
        rows = (len(fits), trials)
        self.mu = rng.normal(*(np.array([[drifts[f["name"]][k]] for f in fits]) for k in ("mean", "error")), rows)
        self.sigma = self.column("sd") * np.exp(self.column("sd_error") * rng.standard_normal(rows))
        self.beta = self.column("beta") + self.column("beta_error") * rng.standard_normal(rows)
        limit = np.array([[float(listing[t]["price_limit"] or 0)] for t in tickers])
        self.up = np.where(limit > 0, np.log1p(limit), np.inf)
        self.down = np.where(limit > 0, np.log1p(-limit), -np.inf)
        self.market = [f["x"] - f["x"].mean() for f in fits]
        self.residual = [f["e"] for f in fits]
        self.shocks = self.unit_t("market_nu"), self.unit_t("nu")
        self.came = {}
        for h in horizons:
            for i, (t, f) in enumerate(zip(tickers, fits)):
                s, p = series[t], f["p"]
                if p + h < len(s.days) and s.days[p + h] <= s.last_day:
                    total = np.log(s.price[p + h] / s.price[p])
                    car = total - f["beta"] * np.log(s.market[p + h] / s.market[p])
                    self.came[h, i] = total, car

    def column(self, name):
        return np.array([[f[name]] for f in self.fits])

    def unit_t(self, nu, scale=None):
        """Of unit variance, by session, share and trial; with one χ² for both where it is given."""
        nu = np.asarray([f[nu] for f in self.fits] if isinstance(nu, str) else nu)[None, :, None]
        shape = (self.sessions, nu.shape[1], self.trials)
        if scale is None:
            scale = 2 * self.rng.standard_gamma(np.broadcast_to(nu / 2, shape))
        return self.rng.standard_normal(shape) * np.sqrt((nu - 2) / scale)

    def scales(self, today, w, phi):
        """By session and share, of benchmark and residual."""
        left = phi ** np.arange(self.sessions)[:, None]
        return [np.sqrt(np.array([1 + w * left[:, 0] * ((today(x) / (x @ x / len(x)) if today else 1) - 1)
                                  for x in values]).T) for values in (self.market, self.residual)]

    def paths(self, scales, shocks):
        """Total return and CAR at each horizon: verify-backtest.py's walk, all shares at once."""
        carry = total = moved = np.zeros((len(self.fits), self.trials))
        out = {}
        for d in range(self.sessions):
            m = self.mu + self.column("market_sd") * scales[0][d][:, None] * shocks[0][d]
            want = self.beta * m + self.sigma * scales[1][d][:, None] * shocks[1][d] + carry
            r = np.clip(want, self.down, self.up)
            carry, total, moved = want - r, total + r, moved + m
            if d + 1 in self.horizons:
                out[d + 1] = total, total - self.column("beta") * moved
        return out

    def others(self):
        """Forecasts of other tails, with a year's volatility."""
        still = [np.ones((self.sessions, len(self.fits)))] * 2
        free = [[1 / test.moments(test.profile(x))[0] for x in values] for values in (self.market, self.residual)]
        yield "ν of each share alone", self.paths(still, [self.unit_t(np.maximum(2.6, nu)) for nu in free])
        shared = [np.full(len(nu), 1 / np.mean(1 / np.array(nu))) for nu in free]
        yield "one ν for all", self.paths(still, [self.unit_t(nu) for nu in shared])
        both = 2 / (1 / self.column("nu") + 1 / self.column("market_nu"))[:, 0]
        shape = (self.sessions, len(self.fits), self.trials)
        scale = 2 * self.rng.standard_gamma(np.broadcast_to(both[:, None] / 2, shape))
        yield "one scale a day for both", self.paths(still, [self.unit_t(both, scale) for _ in range(2)])
        calm = self.shocks[0].shape
        yield "normal", self.paths(still, [self.rng.standard_normal(calm) for _ in range(2)])

    def history(self, drifts):
        rows = [test.historical(self.rng, m, f["e"], f["beta"], drifts[f["name"]]["mean"], self.trials, self.sessions)
                for m, f in zip(self.market, self.fits)]
        return {h: tuple(np.array([r[k][h - 1] for r in rows]) for k in (1, 0)) for h in self.horizons}


class Scores:
    """Sums over forecasts by variant, quantity, horizon and whether the origin lies before 2024."""

    def __init__(self):
        self.sums = defaultdict(lambda: np.zeros(3))

    def add(self, name, origin, day, paths):
        for (h, i), came in origin.came.items():
            for k, y in enumerate(came):
                x = paths[h][k][i]
                inside = 0.05 < ((x < y).sum() + 0.5) / (len(x) + 1) < 0.95
                self.sums[name, k, h, day < CHOSEN_BEFORE] += test.crps(x, y), inside, 1

    def walk(self, origin, day):
        for (h, i), came in origin.came.items():
            for k, (y, sd) in enumerate(zip(came, ("total_sd", "sd"))):
                score = test.crps_normal(y, origin.fits[i][sd] * np.sqrt(h))
                self.sums["walk", k, h, day < CHOSEN_BEFORE] += score, 0, 1

    def table(self, heading, names, horizons, kinds):
        def of(name, k, h):
            return sum(self.sums[name, k, h, kind] for kind in kinds)

        print(f"\n{heading}\n")
        for k, quantity in enumerate(("total return", "abnormal return")):
            print(f"| {quantity} | CRPS over filtered history, % | over the walk, % | inside 90%, % |")
            print("|---|---|---|---|")
            for name in [*names, "history"]:
                over = [[f"{100 * (of(name, k, h)[0] / of(other, k, h)[0] - 1):+.2f}" for h in horizons]
                        for other in ("history", "walk")]
                held = [f"{100 * of(name, k, h)[1] / of(name, k, h)[2]:.1f}" for h in horizons]
                print(f"| {name} | {' '.join(over[0])} | {' '.join(over[1])} | {' '.join(held)} |")
            print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("equities", "closes", "out"):
        parser.add_argument(name)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=120, help="horizons up to here; fewer are faster")
    parser.add_argument("--all", action="store_true", help="weights and φ on a grid")
    o = parser.parse_args()
    with open(f"{o.out}/run.json") as file:
        run = json.load(file)["test"]
    listing = {r["ticker"]: r for r in test.rows(o.equities)}
    horizons = [h for h in run["horizons"] if h <= o.sessions]
    drifts = {d["benchmark"]: d for d in run["drifts"]}
    data = {n: test.closes(f"{o.closes}/{n}.csv") for t in run["shares"] for n in (t, listing[t]["benchmark"])}
    series = {t: test.Series(data[t], data[listing[t]["benchmark"]]) for t in run["shares"]}
    scores, variants, tails = Scores(), {**SHOWN, **(MORE if o.all else {})}, []
    for number, day in enumerate(run["origins"]):
        fits = test.estimate(series, listing, run["shares"], date.fromisoformat(day), run["estimation_sessions"])
        if not fits:
            continue
        origin = Origin(np.random.default_rng([1, number]), list(fits), series, listing, list(fits.values()), drifts,
                        horizons, horizons[-1], o.trials)
        for name, variant in variants.items():
            scores.add(name, origin, day, origin.paths(origin.scales(*variant), origin.shocks))
        if not o.all:
            others = dict(origin.others())
            tails = list(others)
            for name, paths in others.items():
                scores.add(name, origin, day, paths)
        scores.add("history", origin, day, origin.history(drifts))
        scores.walk(origin, day)
    names = [*variants, *tails]
    for heading, kinds in (("All origins", (True, False)), ("Origins before 2024", (True,)), ("After", (False,))):
        scores.table(heading, names, horizons, kinds)


if __name__ == "__main__":
    main()
