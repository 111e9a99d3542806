#!/usr/bin/env python3
"""What policy does to shares again, in NumPy, from the formulas of Models/README.md alone; compares a run with it.

    verify-policy.py CHIPCAST FOLDER SCENARIO.toml [--trials 1M] [--ours 400k] [--seed 1]

`equities.expects` may be "itself" or the path of another scenario, whose politics and shipments then tell what is
expected: in each month and state, the mean hazard of each move too. The run gives policy_effect.csv and the numbers
behind its shares (equity_parameters.csv: stated reactions, exposures, weights). What past events tell of reactions is
worked out again from events and closes (verify-reactions.py) and drawn node by node. Politics and shipments are those of
verify-politics.py with other random numbers, twice: the first half of
the trials tells what is expected of displaced sales in each month and state, the second half is told. Means, standard
deviations, quantiles, probabilities, slopes, and what was expected of news and sales must agree within 4 standard
errors of both; the largest |z| is printed.
"""

import argparse
import csv
import math
import os
import subprocess
import sys

import numpy as np
from sibling import sibling

LIMIT = 4.0
BATCH = 50_000
MONTH = 21


politics, past = sibling("verify-politics.py"), sibling("verify-reactions.py")


class Past:
    """The posteriors of a scenario's past events, by the names that equity_parameters.csv gives them."""

    def __init__(self, scenario, path, names, tickers):
        table = scenario["equities"]
        reactions = table["reactions"]
        scales = tuple(politics.plain(table.get(f"reaction_{name}_scale", usual))
                       for name, usual in zip(("share", "event", "rest"), past.SCALES))
        folder = os.path.join(os.path.dirname(path), table["data"])
        rows = past.study.rows_of
        equities = [e for e in rows(f"{folder}/equities.csv") if e["ticker"] in tickers]
        as_of = scenario["as_of"]
        classes = {name.rsplit(".", 1)[0] for name in names}
        events = [e for e in rows(f"{folder}/events.csv") if e["class"] in classes and e["date"] <= str(as_of)]
        cases = past.cases_of(events, equities, f"{folder}/closes", str(as_of))
        self.scales, self.found = scales, []
        for name in names:
            of_class, role = name.rsplit(".", 1)
            if of_class == "unseen":
                self.found.append(None)
                continue
            pairs = past.Pairs(cases, equities, of_class, role, as_of, reactions.get("with_moves", False))
            if pairs.event_count < 3:
                sys.exit(f"verify-policy: few events of {of_class}, drawn towards what is stated, are not known here")
            p = pairs.posterior(past.legendre(32), scales)
            size = pairs.count
            factor = np.linalg.cholesky(p.covariances[:, :size, :size] + 1e-16 * np.eye(size))
            places = [tickers.index(e["ticker"]) for e in pairs.equities]
            self.found.append((p, factor, places))

    def draw(self, n, rng):
        """Of each posterior the means by share, None without shares, and √(τ_v²), √(τ_w²), all of n trials."""
        for found in self.found:
            if found is None:
                yield None, None, *(np.abs(scale * rng.standard_normal(n)) for scale in self.scales[1:])
                continue
            p, factor, places = found
            node = rng.choice(len(p.weight), n, p=p.weight)
            z = rng.standard_normal((n, len(places)))
            means = p.means[node, :-1] + np.einsum("nij,nj->ni", factor[node], z)
            yield places, means.T, p.tau[1, node], p.tau[2, node]


class Shares:
    """The parameter file as arrays."""

    def __init__(self, path):
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = [(r["parameter"], r["name"], r["other"], r["value"]) for r in csv.DictReader(file)]
        self.tickers = [name for p, name, _, _ in rows if p == "benchmark"]
        self.classes = list(dict.fromkeys(other for p, _, other, _ in rows if p == "reaction_mean"))
        value = {(p, name, other): float(v) for p, name, other, v in rows if v and p != "horizon"}
        self.mean, self.doubt, self.spread = (
            np.array([[value[p, t, c] for c in self.classes] for t in self.tickers])
            for p in ("reaction_mean", "reaction_mean_error", "reaction_spread"))
        place = {key: int(v) for key, v in value.items() if key[0].endswith("_from")}
        self.mean_from, self.spread_from = (
            np.array([[place.get((p, t, c), -1) for c in self.classes] for t in self.tickers])
            for p in ("reaction_mean_from", "reaction_spread_from"))
        self.past_names = [name for p, name, _, _ in rows if p == "past_event"]
        self.exposure, self.weight = (
            np.array([value.get((p, t, ""), 0.0) for t in self.tickers]) for p in ("exposure", "weight"))
        self.rho = value["reaction_correlation", "", ""]
        if {"chinese_rejection", "controls_tightened", "licence_issued", "rumour_easing",
                "further_announcement"} & set(self.classes):
            sys.exit("verify-policy: news beside the moves of gates is not known here")
        if value["permanent_share", "", ""] != 1:
            sys.exit("verify-policy: reactions that fade are not known here")
        self.sessions, self.first = (int(value[p, "", ""]) for p in ("sessions", "sessions_to_first_month"))
        self.horizons = sorted(int(float(v)) for p, _, _, v in rows if p == "horizon")
        self.months = (self.sessions - self.first) // MONTH + 1


def moves_of(month):
    """Probability of each move and whether it happened, by event."""
    h, q, escalates = month["hazards"], month["answer"], month["escalates"]
    (closed, closed_then), (level, level_then) = month["closed"], month["level"]
    no_stop = 1 - h["stop"]
    middle = no_stop * (1 - q * escalates)       # discouraging, and neither stopped nor answered
    return {
        "export_closed": ((closed == 0) * h["close"], (closed == 0) & (closed_then == 1)),
        "export_reopened": ((closed == 1) * h["reopen"], (closed == 1) & (closed_then == 0)),
        "guidance_discouraging": ((level == 0) * no_stop * (1 - (1 - h["discourage"]) * (1 - q)),
                                  (level == 0) & (level_then == 1)),
        "guidance_lifted": ((level == 1) * middle * h["lift"], (level == 1) & (level_then == 0)),
        "guidance_stopped": (np.where(level == 0, h["stop"], (level == 1) * (1 - middle)),
                             (level != 2) & (level_then == 2)),
        "guidance_eased": ((level == 2) * h["ease"], (level == 2) & (level_then == 1)),
    }


class Trials:
    """Politics and displaced sales of n trials."""

    def __init__(self, scenario, equities, shares, n, rng):
        watch = []
        out, events = politics.simulate(scenario, n, rng, watch)
        scale = politics.draw(rng, equities["displacement"], n) / politics.draw(rng, equities["domestic_demand"], n)
        shipped = np.cumsum([out[f"h20_equivalents.month.{t}"] for t in range(shares.months)], axis=0)
        self.free = scale * np.vstack((np.zeros(n), shipped))           # x at the months' ends, without the 1
        self.x = np.minimum(1, self.free)
        self.state = [3 * month["closed"][0] + month["level"][0] for month in watch[:shares.months]]
        self.moves = [moves_of(month) for month in watch[:shares.months]]
        self.launch = events["successor_launch"]                        # its month
        self.recovered = out["recovered_fy"]


class Expected:
    """What is expected of displaced sales by month and state, and of the launch by month; of a market that holds
    another scenario also with which probability it expects each move, by month and state."""

    def __init__(self, shares, held):
        self.rates = {} if held else None
        self.counts, self.sums = np.zeros((shares.months, 6)), np.zeros((shares.months, 6))
        self.waits, self.launched = np.zeros(shares.months), np.zeros(shares.months)

    def add(self, trials):
        for t, state in enumerate(trials.state):
            self.counts[t] += np.bincount(state, minlength=6)
            self.sums[t] += np.bincount(state, trials.x[t + 1] - trials.x[t], minlength=6)
            self.waits[t] += np.count_nonzero(trials.launch >= t)
            self.launched[t] += np.count_nonzero(trials.launch == t)
            if self.rates is not None:
                for name, (probability, _) in trials.moves[t].items():
                    sums = self.rates.setdefault(name, np.zeros_like(self.sums))
                    sums[t] += np.bincount(state, probability * np.ones(len(state)), minlength=6)

    def finish(self):
        self.change = self.sums / np.maximum(1, self.counts)
        for name in self.rates or {}:
            self.rates[name] /= np.maximum(1, self.counts)
        self.hazard = self.launched / np.maximum(1, self.waits)


def policy(trials, expected, scenario, shares, rng):
    """P_0 and P at the horizons, shape (horizons + 1, shares, n); what was expected of news, and of x."""
    n, count, equities = len(trials.recovered), len(shares.tickers), scenario["equities"]
    theta = shares.mean[:, :, None] + shares.doubt[:, :, None] * rng.standard_normal((count, len(shares.classes), n))
    taus = []
    for k, (places, means, event, rest) in enumerate(shares.past.draw(n, rng)):
        taus.append((event, rest))
        for i, share in enumerate(places or []):
            theta[share, shares.mean_from[share] == k] = means[i]
    elasticity = np.array([politics.draw(rng, equities["elasticity"], n) for _ in range(count)])
    slope = shares.exposure[:, None] * elasticity * politics.draw(rng, equities.get("persistence", 1), n)
    where = {c: k for k, c in enumerate(shares.classes)}

    def reactions(name, chosen):
        together = {-1: rng.standard_normal(len(chosen))}
        size = theta[:, where[name], chosen]
        for share, k in enumerate(shares.spread_from[:, where[name]]):
            own = rng.standard_normal(len(chosen))
            if k < 0:
                z = math.sqrt(shares.rho) * together[-1] + math.sqrt(1 - shares.rho) * own
                size[share] += shares.spread[share, where[name]] * z
            else:
                # What is common to an event belongs to the role.
                role = shares.past_names[k].rsplit(".", 1)[1]
                common = together.setdefault(role, rng.standard_normal(len(chosen)))
                size[share] += taus[k][0][chosen] * common + taus[k][1][chosen] * own
        return size

    path = np.empty((len(shares.horizons) + 1, count, n))
    path[:] = reactions("announcement", np.arange(n))
    news = np.zeros((len(shares.horizons), count))
    sales = np.zeros(len(shares.horizons))
    for t in range(shares.months):
        start = shares.first + MONTH * t
        launching = ((trials.launch >= t) * expected.hazard[t], trials.launch == t)
        compensator = np.zeros((count, n))
        for name, (probability, happened) in (trials.moves[t] | {"successor_launch": launching}).items():
            if name not in where:
                continue
            if expected.rates is not None and name in expected.rates:
                probability = expected.rates[name][t][trials.state[t]]
            compensator += probability * theta[:, where[name]]
            chosen = np.flatnonzero(happened)
            session = start + rng.integers(0, MONTH, len(chosen))
            size = reactions(name, chosen)
            for k, horizon in enumerate(shares.horizons):
                path[k + 1][:, chosen] += size * (session <= horizon)
        change = expected.change[t][trials.state[t]]
        for k, horizon in enumerate(shares.horizons):
            part = min(max(horizon - start + 1, 0), MONTH) / MONTH
            if part == 0:
                continue
            now = np.minimum(1, trials.free[t] + part * (trials.free[t + 1] - trials.free[t]))
            path[k + 1] -= part * compensator + slope * (now - trials.x[t] - part * change)
            news[k] += part * compensator.mean(axis=1)
            sales[k] += part * change.mean()
    return path, news, slope.mean(axis=1)[None, :] * -sales[:, None]


def batches(scenario, equities, shares, trials, rng):
    while trials > 0:
        n = min(BATCH, trials)
        yield Trials(scenario, equities, shares, n, rng)
        trials -= n


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("scenario")
    parser.add_argument("--trials", default="1M")
    parser.add_argument("--ours", default="400k")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ours = int(float(options.ours.replace("k", "e3").replace("M", "e6")))
    subprocess.run([options.program, "run", options.scenario, "--quiet", "--trials", options.trials, "--out",
                    options.folder], check=True)
    scenario = politics.read(options.scenario)
    politics.refuse_unknown(scenario)
    shares = Shares(os.path.join(options.folder, "equity_parameters.csv"))
    shares.past = Past(scenario, options.scenario, shares.past_names, shares.tickers)
    with open(os.path.join(options.folder, "policy_effect.csv"), newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    rng = np.random.Generator(np.random.SFC64(options.seed))
    equities, market, expects = scenario["equities"], scenario, scenario["equities"].get("expects", "itself")
    if expects == "nothing":
        sys.exit("verify-policy: a market that expects nothing is not known here")
    if expects != "itself":
        # The file that names it lies in the same folder.
        market = politics.read(os.path.join(os.path.dirname(options.scenario), expects))
        politics.refuse_unknown(market)
    expected = Expected(shares, expects != "itself")
    for trials in batches(market, equities, shares, ours // 2, rng):
        expected.add(trials)
    expected.finish()
    paths, recovered, parts = [], [], []
    for trials in batches(scenario, equities, shares, ours // 2, rng):
        path, news, sales = policy(trials, expected, scenario, shares, rng)
        paths.append(np.concatenate((path, np.einsum("s,hsn->hn", shares.weight, path)[:, None]), axis=1)
                     .astype(np.float32))
        recovered.append(trials.recovered / 1e9)
        parts.append((news, sales))
    path, recovered = np.concatenate(paths, axis=2), np.concatenate(recovered)
    news, sales = (np.mean([part[k] for part in parts], axis=0) for k in (0, 1))
    n, theirs = path.shape[2], int(float(options.trials.replace("k", "e3").replace("M", "e6")))
    worst, compared = (0.0, ""), 0

    def compare(name, a, b, error):
        nonlocal worst, compared
        compared += 1
        z = abs(a - b) / max(error, 1e-12)
        worst = max(worst, (z, name))
        if z > LIMIT:
            print(f"{name}: {a:.6g} against {b:.6g} here, |z| = {z:.1f}")

    tickers = shares.tickers + ["basket"]
    for row in rows:
        s, h = tickers.index(row["ticker"]), shares.horizons.index(int(row["horizon"]))
        y = path[h + 1, s].astype(float) - (path[0, s] if row["output"] == "policy_after" else 0)
        label = f"{row['output']}.{row['ticker']}.{row['horizon']}"
        sd, ratio = y.std(), 1 + n / theirs
        # Both expectations have errors; the program tells that of its own, of all it expects within that of the mean.
        own = math.sqrt(max(0, float(row["standard_error"]) ** 2 - float(row["sd"]) ** 2 / theirs) * 262_144 / n)
        compare(f"{label} mean", float(row["mean"]), y.mean(),
                math.hypot(sd / math.sqrt(n), own, float(row["standard_error"])))
        if sd < 1e-6:
            continue
        kurtosis = ((y - y.mean()) ** 4).mean() / sd**4
        compare(f"{label} sd", float(row["sd"]), sd, sd * math.sqrt((kurtosis - 1) / 4 / n * ratio))
        for p in (0.05, 0.5, 0.95):
            low, high = np.quantile(y, [max(0, p - 1e-2), p + 1e-2])
            error = math.sqrt(p * (1 - p) / n * ratio) * (high - low) / 2e-2
            # The program's quantiles are exact to a part in 2,000, and to 2^-14 near 0.
            compare(f"{label} P{100 * p:.0f}", float(row[f"p{100 * p:02.0f}"]), np.quantile(y, p),
                    error + abs(float(row[f"p{100 * p:02.0f}"])) / 2000 + 2e-5)
        for key, where in (("p_below_5", y < -0.05), ("p_above_5", y >= 0.05),
                           ("p_beyond_10", (y < -0.1) | (y >= 0.1))):
            p = max(where.mean(), 1 / n)
            compare(f"{label} {key}", float(row[key]), where.mean(), math.sqrt(p * (1 - p) / n * ratio))
        if recovered.std() == 0:                                        # nothing to lean on
            compare(f"{label} slope", float(row["slope"] or 0), 0, 1e-12)
        else:
            x = recovered - recovered.mean()
            slope = (x * y).mean() / (x * x).mean()
            rest = y - y.mean() - slope * x
            robust = math.sqrt(((x * rest) ** 2).mean() / n * ratio) / (x * x).mean()
            compare(f"{label} slope", float(row["slope"]), slope, robust)
        weights = shares.weight if row["ticker"] == "basket" else np.eye(len(shares.tickers))[s]
        # A mean over trials of θ as well, so as unsure as the means of reactions are.
        doubt = math.sqrt(((weights[:, None] * shares.doubt) ** 2).sum() / n) + abs(news[h] @ weights) / 100
        compare(f"{label} compensator", float(row["compensator"]), news[h] @ weights, math.hypot(doubt / 4, own))
        compare(f"{label} expected sales", float(row["expected_sales"]), sales[h] @ weights,
                math.hypot(own, float(row["expected_sales_error"])) + abs(sales[h] @ weights) / 400)
    print(f"verify-policy: {compared} statistics of {theirs} and {n} trials, largest |z| {worst[0]:.2f} ({worst[1]})")
    sys.exit(int(worst[0] > LIMIT))


if __name__ == "__main__":
    main()
