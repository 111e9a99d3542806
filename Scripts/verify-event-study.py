#!/usr/bin/env python3
"""Recomputes an event study from its inputs with NumPy and SciPy and compares it with ours.

    verify-event-study.py EVENTS.csv EQUITIES.csv CLOSES_FOLDER OUT_FOLDER

OUT_FOLDER is what `chipcast event-study` wrote: car.csv, abnormal_returns.csv, tests.csv,
average_abnormal_returns.csv, reactions.csv and run.json, whose as_of and seed are taken where the options
are not given. Written from the papers, not from the Swift sources: regressions by statsmodels where it is
installed and by numpy.linalg.lstsq elsewhere, forecast errors by the covariance matrix of the
coefficients, ranks and distributions by SciPy. Market model, windows [-120,-21] and [-1,+10], anchor
"next", 1,000 placebo draws; events and equities may be any part of the files. Price limits are not looked
at: the shipped closes have no move beyond one.
"""

import argparse
import csv
import datetime as dt
import itertools
import json
import sys
from collections import defaultdict
from zoneinfo import ZoneInfo

import numpy as np
from scipy import stats

MARKETS = {
    "SSE": ("Asia/Shanghai", 15), "SZSE": ("Asia/Shanghai", 15), "HKEX": ("Asia/Hong_Kong", 16),
    "NASDAQ": ("America/New_York", 16), "NYSE": ("America/New_York", 16),
}


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def window_of(text, default):
    if not text:
        return default
    first, last = text.strip("[]").replace(":", ",").split(",")
    return int(first), int(last)


def trade_to_trade(x, y, gaps):
    """y = α·g + β·x + e with Var(e) = s²·g: generalised least squares, residuals as they are."""
    design = np.column_stack([gaps, x])
    try:
        import statsmodels.api as sm

        fit = sm.GLS(y, design, sigma=gaps).fit()
        return fit.params, fit.resid, np.sqrt(fit.scale), fit.normalized_cov_params
    except ImportError:
        root = np.sqrt(gaps)
        scaled, target = design / root[:, None], y / root
        params = np.linalg.lstsq(scaled, target, rcond=None)[0]
        whitened = target - scaled @ params
        scale = np.sqrt(whitened @ whitened / (len(y) - 2))
        return params, y - design @ params, scale, np.linalg.inv(scaled.T @ scaled)


class Case:
    """One event for one equity; `rows` is None where nothing could be studied."""

    def __init__(self, event, equity, closes):
        self.event, self.equity, self.rows = event, equity, None
        market = closes[equity["benchmark"]]
        own = closes[equity["ticker"]]
        days = sorted(market)
        zone, close = MARKETS[equity["exchange"]]
        hour, minute = map(int, (event["time"] or "12:00").split(":"))
        moment = dt.datetime.combine(
            dt.date.fromisoformat(event["date"]), dt.time(hour, minute),
            ZoneInfo(event["time_zone"])).astimezone(ZoneInfo(zone))
        day = moment.date() + dt.timedelta(days=1 if moment.hour >= close else 0)
        later = [k for k, one in enumerate(days) if one >= day]
        if not later or days[0] > day:
            return
        zero = later[0]
        if days[zero] not in own:
            return
        self.day0 = days[zero]
        self.window = window_of(event.get("window"), (-1, 10))
        self.estimation = window_of(event.get("estimation"), (-120, -21))

        before = {}  # position of the last close before each session
        last = None
        for k, one in enumerate(days):
            before[k] = last
            if one in own:
                last = k
        last_close = last

        def log_returns(k):
            j = before[k]
            return (np.log(own[days[k]] / own[days[j]]), np.log(market[days[k]] / market[days[j]]),
                    k - j)

        past = []
        for offset in range(self.estimation[0], self.estimation[1] + 1):
            k = zero + offset
            # A return over several sessions counts where all of them lie in the window.
            if k >= 1 and days[k] in own and before[k] is not None \
                    and before[k] - zero >= self.estimation[0] - 1:
                past.append((offset, days[k], *log_returns(k)))
        if len(past) < 60:
            return
        self.past_days = [p[0] for p in past]
        self.past_dates = [p[1] for p in past]
        y, x = np.array([p[2] for p in past]), np.array([p[3] for p in past])
        self.x, self.gaps = x, np.array([float(p[4]) for p in past])
        self.params, self.residuals, self.s, self.unscaled = trade_to_trade(x, y, self.gaps)
        self.length = len(past)
        self.rows = []
        for offset in range(self.window[0], self.window[1] + 1):
            k = zero + offset
            if k > last_close:
                break
            if days[k] in own and before[k] is not None:
                value, m, gap = log_returns(k)
                design = np.array([gap, m])
                error = self.s * np.sqrt(gap + design @ self.unscaled @ design)
                self.rows.append((offset, days[k], design, value, value - design @ self.params, error))
            else:
                self.rows.append((offset, days[k], np.zeros(2), None, None, None))

    def car(self, window):
        inside = [r for r in self.rows or [] if window[0] <= r[0] <= window[1]]
        if len(inside) != window[1] - window[0] + 1 or inside[-1][4] is None:
            return None
        design = sum(r[2] for r in inside)
        variance = design[0] + design @ self.unscaled @ design
        return sum(r[4] or 0 for r in inside), self.s * np.sqrt(variance), {r[1] for r in inside}


def correlation(a, b):
    if a.equity["ticker"] == b.equity["ticker"]:
        return 1.0
    ours, theirs = ({day: e for day, e, gap in zip(c.past_dates, c.residuals, c.gaps) if gap == 1}
                    for c in (a, b))
    common = sorted(ours.keys() & theirs.keys())
    if len(common) < 30:
        return 0.0
    return np.corrcoef([ours[d] for d in common], [theirs[d] for d in common])[0, 1]


def rank_test(cases, window):
    estimation, event = defaultdict(list), defaultdict(list)
    for case in cases:
        rows = [r for r in case.rows if r[4] is not None]
        values = np.concatenate([case.residuals / (case.s * np.sqrt(case.gaps)), [r[4] / r[5] for r in rows]])
        uniform = stats.rankdata(values) / (len(values) + 1) - 0.5
        for day, u in zip(case.past_days, uniform):
            estimation[day].append(u)
        for row, u in zip(rows, uniform[case.length:]):
            event[row[0]].append(u)
    z = {day: sum(u) / np.sqrt(len(u)) for day, u in event.items()}
    every = [sum(u) / np.sqrt(len(u)) for u in estimation.values()] + list(z.values())
    inside = [z[d] for d in range(window[0], window[1] + 1) if d in z]
    total, width = len(every), len(inside)
    variance = np.mean(np.square(every)) * width * (total - width) / (total - 1)
    return sum(inside) / np.sqrt(variance)


def placebo(cases, cars, window, seed, draws=1000):
    """GSL's mt19937 is NumPy's; a uniform is made of two outputs."""
    bits = np.random.MT19937()
    bits._legacy_seeding(seed)
    actual = np.mean([value / error for value, error, _ in cars])
    width = window[1] - window[0] + 1
    groups = defaultdict(list)
    for case in cases:
        groups[case.event["id"]].append(case)
    tables = []
    for members in groups.values():
        first, last = members[0].estimation
        places = last - first + 1 - width + 1
        table = np.full((len(members), places), np.nan)
        for i, case in enumerate(members):
            days = np.array(case.past_days)
            design = np.column_stack([case.gaps, case.x])
            hat = design @ case.unscaled @ design.T
            for place in range(places):
                inside = (days >= first + place) & (days < first + place + width)
                if inside.any():
                    variance = case.gaps[inside].sum() - hat[np.ix_(inside, inside)].sum()
                    table[i, place] = case.residuals[inside].sum() / (case.s * np.sqrt(variance))
        tables.append(table)
    far = 0
    for _ in range(draws):
        values = []
        for table in tables:
            high, low = (int(v) for v in bits.random_raw(2))
            place = int((high + (low + 0.5) / 2**32) / 2**32 * table.shape[1])
            values.extend(v for v in table[:, place] if not np.isnan(v))
        far += bool(values) and abs(np.mean(values)) >= abs(actual)
    return actual, (1 + far) / (draws + 1)


def tests(cases, window, seed):
    """Statistic -> (value, two-sided p)."""
    cars = [c.car(window) for c in cases]
    cases = [c for c, car in zip(cases, cars) if car]
    cars = [car for car in cars if car]
    n = len(cars)
    result = {}
    if n == 0:
        return result, 0
    values = np.array([c[0] for c in cars])
    scaled = np.array([c[0] / c[1] for c in cars])
    result["caar"] = (values.mean(), None)
    result["placebo"] = placebo(cases, cars, window, seed)
    if n < 2:
        return result, n
    result["cross_sectional_t"] = tuple(stats.ttest_1samp(values, 0))
    result["boehmer_musumeci_poulsen_t"] = tuple(stats.ttest_1samp(scaled, 0))
    degrees = np.array([c.length - 2 for c in cases])
    z = {"patell_z": scaled.sum() / np.sqrt(stats.t(degrees).var().sum())}
    r = np.mean([
        len(cars[i][2] & cars[j][2]) / np.sqrt(len(cars[i][2]) * len(cars[j][2]))
        * correlation(cases[i], cases[j]) if cars[i][2] & cars[j][2] else 0.0
        for i, j in itertools.combinations(range(n), 2)])
    adjusted = result["boehmer_musumeci_poulsen_t"][0] * np.sqrt((1 - r) / (1 + (n - 1) * r))
    result["kolari_pynnonen_t"] = (adjusted, 2 * stats.t.sf(abs(adjusted), n - 1))
    z["corrado_rank_z"] = rank_test(cases, window)
    share = np.mean([np.mean(c.residuals > 0) for c in cases])
    z["generalised_sign_z"] = ((values > 0).sum() - n * share) / np.sqrt(n * share * (1 - share))
    for name, value in z.items():
        result[name] = (value, 2 * stats.norm.sf(abs(value)))
    return result, n


def shared_correlation(a, b):
    """Of two reactions: that of their residuals, by the dates that their windows share."""
    if a is b:
        return 1.0
    shared = len(a[5] & b[5])
    return shared / np.sqrt(len(a[5]) * len(b[5])) * correlation(a[4], b[4]) if shared else 0.0


def reactions(cases, equities, as_of):
    """(equity, class) -> (mean, sd, events, spread)."""
    known, dates = [], set()
    for case in cases:
        if dt.date.fromisoformat(case.event["date"]) > as_of:
            continue
        car = case.car((0, 1))
        if car and max(car[2]) < as_of:
            same = (case.equity["ticker"], case.event["class"], case.day0)
            if same not in dates:
                known.append((case.equity, case.event["class"], car[0], car[1], case, car[2]))
            dates.add(same)
    found = {}
    for name in {c.event["class"] for c in cases}:
        for role in ("domestic", "foreign"):
            own = {}
            for e in (e for e in equities if (e["role"] or "domestic") == role):
                picked = [k for k in known if k[0] is e and k[1] == name]
                if picked:
                    own[e["ticker"]] = [np.mean([k[2] for k in picked]), None, len(picked), picked]
            if not own:
                continue
            # Errors of all reactions, then of the means over them.
            flat = [k for o in own.values() for k in o[3]]
            errors = np.array([[shared_correlation(a, b) * a[3] * b[3] for b in flat] for a in flat])
            averaging = np.zeros((len(own), len(flat)))
            start = 0
            for i, o in enumerate(own.values()):
                averaging[i, start:start + o[2]] = 1 / o[2]
                start += o[2]
            covariance = averaging @ errors @ averaging.T
            y, v = np.array([o[0] for o in own.values()]), np.diag(covariance)
            for o, vi in zip(own.values(), v):
                o[1] = vi
            w = 1 / v
            q = (w * (y - np.average(y, weights=w)) ** 2).sum()
            quadratic = np.diag(w) - np.outer(w, w) / w.sum()
            between = max(0, (q - np.trace(quadratic @ covariance)) / np.trace(quadratic)) \
                if len(y) > 1 else 0
            u = 1 / (v + between)
            u /= u.sum()
            mean = u @ y
            variance = u @ (covariance + between * np.eye(len(y))) @ u
            for e in (e for e in equities if (e["role"] or "domestic") == role):
                if e["ticker"] in own:
                    yi, vi, count, _ = own[e["ticker"]]
                    b = vi / (vi + between)
                    found[e["ticker"], name] = (
                        (1 - b) * yi + b * mean, np.sqrt((1 - b) * vi + b * b * variance), count)
                else:
                    found[e["ticker"], name] = (mean, np.sqrt(between + variance), 0)
    policy = [k for k in known if k[1] != "earnings"]
    spreads = {}
    for e in equities:
        own = list({k[4].day0: k[2] for k in reversed(policy) if k[0] is e}.values())
        if len(own) > 1:
            spreads[e["ticker"]] = np.std(own, ddof=1)
    return found, spreads


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events")
    parser.add_argument("equities")
    parser.add_argument("closes")
    parser.add_argument("out")
    parser.add_argument("--as-of", help="of the reactions")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--tolerance", type=float, default=1e-10)
    options = parser.parse_args()

    with open(f"{options.out}/run.json", encoding="utf-8") as file:
        run = json.load(file)["options"]
    until = run.get("as_of") or "9999-12-31"
    as_of = dt.date.fromisoformat(options.as_of or until)
    seed = run["seed"] if options.seed is None else options.seed
    events = [e for e in rows_of(options.events) if e["id"] in run["events"]]
    equities = [e for e in rows_of(options.equities) if e["ticker"] in run["equities"]]
    closes = {}
    for ticker in {e[k] for e in equities for k in ("ticker", "benchmark")}:
        closes[ticker] = {dt.date.fromisoformat(r["date"]): float(r["close"])
                          for r in rows_of(f"{options.closes}/{ticker}.csv") if r["date"] < until}
    cases = [Case(event, equity, closes) for event in events for equity in equities]
    by_name = {(c.event["id"], c.equity["ticker"]): c for c in cases}
    used = [c for c in cases if c.rows]

    compared, worst, failures = 0, 0.0, []

    def compare(what, ours, theirs):
        nonlocal compared, worst
        compared += 1
        if ours in ("", None) or theirs is None:
            if (ours in ("", None)) != (theirs is None):
                failures.append((what, ours, theirs))
            return
        difference = abs(float(ours) - float(theirs)) / max(1, abs(float(theirs)))
        worst = max(worst, difference)
        if not difference <= options.tolerance:
            failures.append((what, ours, theirs))

    for row in rows_of(f"{options.out}/car.csv"):
        case = by_name[row["event"], row["equity"]]
        name = (row["event"], row["equity"], row["window"])
        if not row["window"] or not row["car"]:
            if case.rows and (not row["window"] or case.car(window_of(row["window"], None))):
                failures.append((name, row["outcome"], "studied"))
            continue
        car = case.car(window_of(row["window"], None))
        if car is None or str(case.day0) != row["day0"] or case.length != int(row["estimation_length"]):
            failures.append((name, row["day0"], getattr(case, "day0", None)))
            continue
        t = car[0] / car[1]
        for column, value in [
            ("car", car[0]), ("standard_error", car[1]), ("t", t),
            ("p_two_sided", 2 * stats.t.sf(abs(t), case.length - 2)), ("alpha", case.params[0]),
            ("beta", case.params[1]), ("residual_sd", case.s),
        ]:
            compare(name + (column,), row[column], value)

    for row in rows_of(f"{options.out}/abnormal_returns.csv"):
        case = by_name[row["event"], row["equity"]]
        found = [r for r in case.rows or [] if str(r[1]) == row["date"] and str(r[0]) == row["day"]]
        name = (row["event"], row["equity"], row["day"])
        if not found:
            failures.append((name, "present", "absent"))
            continue
        for column, k in [("return", 3), ("abnormal_return", 4), ("standard_error", 5)]:
            compare(name + (column,), row[column], found[0][k])

    def members_of(row):
        column = "id" if row["kind"] == "event" else "class"
        found = [c for c in used if c.event[column] == row["group"]
                 and (c.equity["role"] or "domestic") == row["role"]]
        # One date of an equity counts once.
        return list({(c.equity["ticker"], c.day0): c for c in reversed(found)}.values())[::-1]

    theirs = {}
    for row in rows_of(f"{options.out}/tests.csv"):
        if "[" not in row["window"]:
            continue  # responses with windows of their own
        key = (row["kind"], row["group"], row["role"], row["window"])
        if key not in theirs:
            theirs[key] = tests(members_of(row), window_of(row["window"], None), seed)
        result, n = theirs[key]
        name = key + (row["statistic"],)
        if n != int(row["n"]):
            failures.append((name, row["n"], n))
        elif row["statistic"] in result:
            value, p = result[row["statistic"]]
            compare(name, row["value"], value)
            if p is not None:
                compare(name + ("p",), row["p_two_sided"], p)
        elif row["value"]:
            failures.append((name, row["value"], "absent"))

    sums = defaultdict(float)
    for row in rows_of(f"{options.out}/average_abnormal_returns.csv"):
        key = (row["kind"], row["group"], row["role"])
        values = [r[4] for c in members_of(row) for r in c.rows
                  if str(r[0]) == row["day"] and r[4] is not None]
        sums[key] += np.mean(values)
        t, p = stats.ttest_1samp(values, 0) if len(values) > 1 else (None, None)
        for column, value in [
            ("average_abnormal_return", np.mean(values)), ("cumulative", sums[key]), ("t", t),
            ("p_two_sided", p), ("n", len(values)),
        ]:
            compare(key + (row["day"], column), row[column], value)

    found, spreads = reactions(used, equities, as_of)
    for row in rows_of(f"{options.out}/reactions.csv"):
        key = row["equity"], row["class"]
        mean, sd, count = found.get(key, (None, None, 0))
        compare(key + ("mean",), row["mean"], mean)
        compare(key + ("sd",), row["sd"], sd)
        compare(key + ("events",), row["events"], count)
        if row["equity"] in spreads:
            compare(key + ("spread",), row["spread"], spreads[row["equity"]])

    for failure in failures[:20]:
        print("differs:", *failure, file=sys.stderr)
    print(f"{compared} numbers compared, largest difference {worst:.1e}, {len(failures)} failures")
    return 1 if failures or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
