#!/usr/bin/env python3
"""Recomputes an event study from its inputs with NumPy and SciPy and compares it with ours.

    verify-event-study.py EVENTS.csv EQUITIES.csv CLOSES_FOLDER OUT_FOLDER

OUT_FOLDER is what `chipcast event-study` wrote: car.csv, abnormal_returns.csv, tests.csv,
average_abnormal_returns.csv, sector.csv, sector_reactions.csv, persistence.csv and run.json, whose seed is taken where the option is not given; reactions are those of
verify-reactions.py. Written from the papers, not from the Swift sources: regressions by statsmodels where it is
installed and by numpy.linalg.lstsq elsewhere, forecast errors by the covariance matrix of the
coefficients, ranks and distributions by SciPy. Market model, windows of run.json, anchor
"next"; events and equities may be any part of the files, events of one equity and of unsure days among
them. Price limits are not looked at: the shipped closes have no move beyond one.
"""

import argparse
import csv
import datetime as dt
import itertools
import json
import sys
from collections import Counter, defaultdict
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

    def __init__(self, event, equity, closes, windows):
        self.event, self.equity, self.rows = event, equity, None
        market = closes[equity["benchmark"]]
        own = closes[equity["ticker"]]
        days = sorted(market)
        zone, close = MARKETS[equity["exchange"]]
        hour, minute = map(int, (event.get("time") or "12:00").split(":"))

        def session(text):
            moment = dt.datetime.combine(
                dt.date.fromisoformat(text), dt.time(hour, minute),
                ZoneInfo(event["time_zone"])).astimezone(ZoneInfo(zone))
            day = moment.date() + dt.timedelta(days=1 if moment.hour >= close else 0)
            later = [k for k, one in enumerate(days) if one >= day]
            return later[0] if later and days[0] <= day else None

        zero = session(event.get("date_low") or event["date"])
        final = session(event.get("date_high") or event["date"])
        if zero is None:
            return
        # One session after the other may be day 0.
        self.candidates = (len(days) - 1 if final is None else final) - zero + 1
        if days[zero] not in own:
            return
        self.day0 = days[zero]
        self.window = window_of(event.get("window"), windows[0])
        self.estimation = window_of(event.get("estimation"), windows[1])

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
        self.market_days = days
        self.past_days = [p[0] for p in past]
        self.past_dates = [p[1] for p in past]
        y, x = np.array([p[2] for p in past]), np.array([p[3] for p in past])
        self.y, self.x, self.gaps = y, x, np.array([float(p[4]) for p in past])
        self.params, self.residuals, self.s, self.unscaled = trade_to_trade(x, y, self.gaps)
        self.length = len(past)
        # design, return, abnormal return and its error by session; the model has no say in gaps.
        self.sessions = []
        for offset in range(self.window[0], self.window[1] + self.candidates):
            k = zero + offset
            if k > last_close:
                break
            if days[k] in own and before[k] is not None:
                value, m, gap = log_returns(k)
                design = np.array([gap, m])
                self.sessions.append((offset, days[k], design, value, value - design @ self.params))
            else:
                self.sessions.append((offset, days[k], np.zeros(2), None, None))
        self.rows = []
        for k in range(len(self.sessions) - self.candidates + 1):
            inside = self.sessions[k:k + self.candidates]
            weights = np.full(self.candidates, 1 / self.candidates)
            closed = [r for r in inside if r[4] is not None]
            self.rows.append((
                *inside[0][:2], sum(w * r[2] for w, r in zip(weights, inside)),
                sum(r[3] for r in closed) / self.candidates if closed else None,
                sum(r[4] for r in closed) / self.candidates if closed else None,
                self.error(inside, weights) if closed else None))

    def error(self, sessions, weights):
        """Of a weighted sum of abnormal returns."""
        design = sum(w * r[2] for w, r in zip(weights, sessions))
        own = sum(w * w * r[2][0] for w, r in zip(weights, sessions))
        return self.s * np.sqrt(own + design @ self.unscaled @ design)

    def car(self, window):
        """Mean over the candidates of the sum from each, its error and the dates."""
        inside = [r for r in self.sessions if window[0] <= r[0] < window[1] + self.candidates] \
            if self.rows else []
        length = window[1] - window[0] + 1
        if len(inside) != length + self.candidates - 1 \
                or any(r[4] is None for r in inside[length - 1:]):
            return None
        sums = [sum(r[4] or 0 for r in inside[c:c + length]) for c in range(self.candidates)]
        weights = np.mean([[c <= k < c + length for k in range(len(inside))]
                           for c in range(self.candidates)], axis=0)
        return np.mean(sums), self.error(inside, weights), {r[1] for r in inside}


def role_of(equity):
    return equity.get("role") or "domestic"


def company_of(equity):
    return equity.get("company") or equity["ticker"]


def zone_of(case):
    return MARKETS[case.equity["exchange"]][0]


def clusters(cases):
    """Cases of one event, and of events with one first session in one zone, by repeated merging."""
    found = []
    for case in cases:
        names = {case.event["id"], (case.day0, zone_of(case))}
        near = [c for c in found if c[0] & names]
        merged = (names.union(*(c[0] for c in near)), [m for c in near for m in c[1]] + [case])
        found = [merged if near and c is near[0] else c for c in found if c not in near[1:]]
        if not near:
            found.append(merged)
    return [members for _, members in found]


def counted(cases, with_moves):
    """What counts for classes: no day chosen by its move; of a date the primary class; each date once."""
    usable = [c for c in cases if with_moves or (c.event.get("dated_by") or "source") == "source"]
    primary = defaultdict(set)
    for c in usable:
        if c.event.get("primary") == "yes":
            primary[c.equity["ticker"], c.day0].add(c.event["class"])
    kept = {}
    for c in usable:
        date = c.equity["ticker"], c.day0
        if date not in primary or c.event["class"] in primary[date]:
            kept.setdefault((*date, c.event["class"]), c)
    return list(kept.values())


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


def placebo(cases, cars, window, seed, draws):
    """GSL's mt19937 is NumPy's; a uniform is made of two outputs."""
    bits = np.random.MT19937()
    bits._legacy_seeding(seed)
    actual = np.mean([value / error for value, error, _ in cars])
    width = window[1] - window[0] + 1
    tables = []
    for members in clusters(cases):
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


def sign_flip(sums, n, seed):
    """Signs of whole clusters: all of them, or 10,000 draws by GSL's mt19937."""
    total, m = sum(sums), len(sums)
    if m <= 16:
        signs = np.array(list(itertools.product((1, -1), repeat=m)))
        p, least = np.mean(np.abs(signs @ sums) >= abs(total) * (1 - 1e-12)), 2 / 2**m
    else:
        bits = np.random.MT19937()
        bits._legacy_seeding(seed)
        raw = bits.random_raw(2 * m * 10_000).astype(float).reshape(-1, 2)
        uniform = (raw[:, 0] + (raw[:, 1] + 0.5) / 2**32) / 2**32
        signs = np.where(uniform < 0.5, 1, -1).reshape(10_000, m)
        p = (1 + np.sum(np.abs(signs @ sums) >= abs(total) * (1 - 1e-12))) / 10_001
        least = 1 / 10_001
    return total / n, p, least


def grank(cases, cars):
    """Kolari and Pynnonen (2011), equations 5 to 13."""
    scar = np.array([value / error for value, error, _ in cars])
    first = min(d for c in cases for d in c.past_days)
    width = max(d for c in cases for d in c.past_days) - first + 1
    table = np.full((len(cases), width + 1), np.nan)
    for i, (case, z) in enumerate(zip(cases, scar / scar.std(ddof=1))):
        table[i, np.array(case.past_days) - first] = case.residuals / (case.s * np.sqrt(case.gaps))
        table[i, width] = z
    ranks = stats.rankdata(table, axis=1, nan_policy="omit")
    ranks = ranks / (1 + np.sum(~np.isnan(table), axis=1))[:, None] - 0.5
    counts = np.sum(~np.isnan(ranks), axis=0)
    days = counts > 0
    means = np.nansum(ranks, axis=0)[days] / counts[days]
    total = days.sum()
    z = means[-1] / np.sqrt(np.sum(counts[days] / len(cases) * means**2) / total)
    t = z * np.sqrt((total - 2) / (total - 1 - z * z))
    return t, 2 * stats.t.sf(abs(t), total - 2)


def calendar_time(cases, window):
    dates = defaultdict(list)
    for case in cases:
        for row in case.rows:
            if window[0] <= row[0] <= window[1] and row[4] is not None:
                dates[row[1]].append(row[4])
    return tuple(stats.ttest_1samp([np.mean(v) for v in dates.values()], 0))


def caar_errors(cases, days):
    """Of the sum of mean abnormal returns up to each day, with its degrees of freedom."""
    groups = clusters(cases)
    value = {(id(c), r[0]): r[4] for c in cases for r in c.rows}
    found = []
    if len(groups) >= 3:
        sums = np.zeros(len(groups))
        for day in days:
            own = [[v for c in g if (v := value.get((id(c), day))) is not None] for g in groups]
            flat = [v for g in own for v in g]
            sums += [sum(v - np.mean(flat) for v in g) / len(flat) for g in own]
            found.append(np.sqrt(len(groups) / (len(groups) - 1) * (sums**2).sum()))
        return found, len(groups) - 1
    for day in days:
        variance, n = 0, 0
        for group in groups:
            errors = []
            for c in group:
                length = day - c.window[0] + 1
                inside = c.sessions[:max(0, length + c.candidates - 1)]
                weights = np.mean([[k0 <= k < k0 + length for k in range(len(inside))]
                                   for k0 in range(c.candidates)], axis=0)
                errors.append(c.error(inside, weights) if inside else 0)
            matrix = np.array([[correlation(a, b) for b in group] for a in group])
            variance += errors @ matrix @ errors
            n += np.count_nonzero(errors)
        found.append(np.sqrt(variance) / n)
    return found, np.inf


def tests(cases, window, seed, draws, is_tested):
    """Statistic -> (value, two-sided p, and of some the smallest p)."""
    cars = [c.car(window) for c in cases]
    cases = [c for c, car in zip(cases, cars) if car]
    cars = [car for car in cars if car]
    n = len(cars)
    result = {}
    if n == 0:
        return result, 0, 0, None
    values = np.array([c[0] for c in cars])
    scaled = np.array([c[0] / c[1] for c in cars])
    result["caar"] = (values.mean(), None)
    by_case = {id(c): v for c, v in zip(cases, values)}
    groups = [[by_case[id(c)] for c in g] for g in clusters(cases)]
    m = len(groups)
    rests = [np.mean([v for j, g in enumerate(groups) if j != i for v in g]) for i in range(m)] \
        if m > 1 else None
    if not is_tested:
        return result, n, m, rests
    result["placebo"] = placebo(cases, cars, window, seed, draws)
    if n < 2:
        return result, n, m, rests
    result["cross_sectional_t"] = tuple(stats.ttest_1samp(values, 0))
    bmp = tuple(stats.ttest_1samp(scaled, 0))
    if m > 1:
        result["boehmer_musumeci_poulsen_t"] = bmp
        result["sign_flip"] = sign_flip(np.array([sum(g) for g in groups]), n, seed)
        result["grank_t"] = grank(cases, cars)
        result["calendar_t"] = calendar_time(cases, window)
    degrees = np.array([c.length - 2 for c in cases])
    z = {"patell_z": scaled.sum() / np.sqrt(stats.t(degrees).var().sum())}
    r = np.mean([
        len(cars[i][2] & cars[j][2]) / np.sqrt(len(cars[i][2]) * len(cars[j][2]))
        * correlation(cases[i], cases[j]) if cars[i][2] & cars[j][2] else 0.0
        for i, j in itertools.combinations(range(n), 2)])
    adjusted = bmp[0] * np.sqrt((1 - r) / (1 + (n - 1) * r))
    result["kolari_pynnonen_t"] = (adjusted, 2 * stats.t.sf(abs(adjusted), n - 1))
    z["corrado_rank_z"] = rank_test(cases, window)
    share = np.mean([np.mean(c.residuals > 0) for c in cases])
    z["generalised_sign_z"] = ((values > 0).sum() - n * share) / np.sqrt(n * share * (1 - share))
    for name, value in z.items():
        result[name] = (value, 2 * stats.norm.sf(abs(value)))
    return result, n, m, rests


def sector_shares(equities, closes):
    """Regressions of the last 250 returns on benchmark, and on benchmark and sector, by statsmodels."""
    import statsmodels.api as sm

    shares = {}
    for equity in equities:
        own, market, sector = (closes.get(equity.get(k) or "") for k in ("ticker", "benchmark", "sector"))
        if not sector:
            continue
        rows = [(b, *(np.log(c[b] / c[a]) for c in (own, market, sector)))
                for a, b in itertools.pairwise(sorted(market))
                if all(a in c and b in c for c in (own, sector))][-250:]
        if len(rows) < 60:
            continue
        y, m, s = np.array([r[1:] for r in rows]).T
        one = sm.OLS(y, sm.add_constant(m)).fit()
        two = sm.OLS(y, sm.add_constant(np.column_stack([m, s]))).fit()
        shares[equity["ticker"]] = (equity, [r[0] for r in rows], one, two)
    return shares


def sector_row(ticker, shares):
    """Column by column, what sector.csv has of a share."""
    equity, dates, one, two = shares[ticker]
    correlations = defaultdict(list)
    for that, theirs, *fits in shares.values():
        common = sorted(set(dates) & set(theirs))
        if company_of(that) == company_of(equity) or role_of(that) != role_of(equity) or len(common) < 30:
            continue
        correlations[company_of(that)].append([
            np.corrcoef(*([dict(zip(d, fit.resid))[day] for day in common]
                          for d, fit in ((dates, mine), (theirs, yours))))[0, 1]
            for mine, yours in zip((one, two), fits)])
    mean = np.mean([np.mean(lines, axis=0) for lines in correlations.values()], axis=0) \
        if correlations else (None, None)
    return {
        "returns": len(dates), "loading": two.params[2], "loading_error": two.bse[2],
        "residual_sd": np.sqrt(one.mse_resid), "residual_sd_with_sector": np.sqrt(two.mse_resid),
        "market_share": one.rsquared, "sector_share": two.rsquared - one.rsquared,
        "residual_correlation": mean[0], "residual_correlation_with_sector": mean[1]}


def sector_part(case, closes):
    """Of CAR[0,+1], with the loading of a regression on gaps, benchmark and sector at once."""
    sector = closes.get(case.equity.get("sector") or "")
    if not sector:
        return None

    def value(date, gap):
        first = case.market_days[case.market_days.index(date) - gap]
        return np.log(sector[date] / sector[first]) if date in sector and first in sector else None

    found = [value(d, int(g)) for d, g in zip(case.past_dates, case.gaps)]
    kept = np.array([v is not None for v in found])
    if kept.sum() < 60:
        return None
    s = np.array([v for v in found if v is not None])
    m, g = case.x[kept], case.gaps[kept]
    (a, b), residual, *_ = trade_to_trade(m, s, g)
    if kept.all():
        root = np.sqrt(g)
        design = np.column_stack([g, m, s]) / root[:, None]
        loading = np.linalg.lstsq(design, case.y / root, rcond=None)[0][2]
    else:
        loading = (residual / g) @ case.residuals[kept] / ((residual / g) @ residual)
    sums = []
    for start in range(case.candidates):
        inside = [r for r in case.sessions if start <= r[0] <= start + 1 and r[4] is not None]
        values = [value(r[1], int(r[2][0])) for r in inside]
        if None in values:
            return None
        sums.append(sum(v - a * r[2][0] - b * r[2][1] for v, r in zip(values, inside)))
    return loading * np.mean(sums)


def peers_part(case, others):
    """The same with the mean residual of the other companies of the event; lines of one count as their mean."""
    weight = Counter(company_of(o.equity) for o in others)
    if len(weight) < 2:
        return None
    pool, moves = defaultdict(lambda: defaultdict(list)), 0.0
    for other in others:
        moves += other.car((0, 1))[0] / weight[company_of(other.equity)] / len(weight)
        for day, e, gap in zip(other.past_dates, other.residuals, other.gaps):
            if gap == 1:
                pool[day][company_of(other.equity)].append(e)
    pairs = np.array([(e, np.mean([np.mean(lines) for lines in pool[day].values()])) for day, e, gap in
                      zip(case.past_dates, case.residuals, case.gaps) if gap == 1 and day in pool])
    return pairs[:, 0] @ pairs[:, 1] / (pairs[:, 1] @ pairs[:, 1]) * moves


def clustered(values, groups):
    """Mean and its error by cluster, statsmodels' with its correction for few clusters."""
    import statsmodels.api as sm

    if len(set(groups)) < 3:
        return np.mean(values), None
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(groups)})
    return fit.params[0], fit.bse[0]


def group_numbers(cases):
    number = {id(c): k for k, group in enumerate(clusters(cases)) for c in group}
    return [number[id(c)] for c in cases]


def fieller(late, early, groups):
    """95% of mean(late)/mean(early): where the t of late - ratio·early, by cluster, is within its quantile."""
    (n, vn), (d, vd) = ((v, e * e) for v, e in (clustered(x, groups) for x in (late, early)))
    covariance = (clustered(np.add(late, early), groups)[1] ** 2 - vn - vd) / 2
    reach = stats.t.ppf(0.975, len(set(groups)) - 1) ** 2
    roots = np.roots([d * d - reach * vd, -2 * (n * d - reach * covariance), n * n - reach * vn])
    if np.iscomplexobj(roots):
        return "everything", None, None
    low, high = sorted(roots)
    middle = (low + high) / 2
    _, error = clustered(np.subtract(late, middle * np.array(early)), groups)
    inside = (n - middle * d) ** 2 <= reach * error**2
    return "between" if inside else "outside", low, high


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events")
    parser.add_argument("equities")
    parser.add_argument("closes")
    parser.add_argument("out")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--tolerance", type=float, default=1e-10)
    options = parser.parse_args()

    with open(f"{options.out}/run.json", encoding="utf-8") as file:
        run = json.load(file)["options"]
    until = run.get("as_of") or "9999-12-31"
    seed = run["seed"] if options.seed is None else options.seed
    events = [e for e in rows_of(options.events) if e["id"] in run["events"]]
    equities = [e for e in rows_of(options.equities) if e["ticker"] in run["equities"]]
    closes = {}
    for ticker in {e[k] for e in equities for k in ("ticker", "benchmark", "sector") if e.get(k)}:
        closes[ticker] = {dt.date.fromisoformat(r["date"]): float(r["close"])
                          for r in rows_of(f"{options.closes}/{ticker}.csv") if r["date"] < until}
    windows = window_of(run["window"], None), window_of(run["estimation"], None)
    cases = [Case(event, equity, closes, windows) for event in events for equity in equities
             if (event.get("equity") or equity["ticker"]) == equity["ticker"]]
    by_name = {(c.event["id"], c.equity["ticker"]): c for c in cases}
    used = [c for c in cases if c.rows]
    with_moves, draws = run["with_moves"], run["placebo"]
    of_classes = counted(used, with_moves)

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
        return [c for c in (used if row["kind"] == "event" else of_classes)
                if c.event[column] == row["group"]
                and role_of(c.equity) == row["role"]]

    def is_tested(members):
        return with_moves or all((c.event.get("dated_by") or "source") == "source" for c in members)

    theirs, p_values = {}, defaultdict(list)
    for row in rows_of(f"{options.out}/tests.csv"):
        if row["kind"] == "class" and row["p_two_sided"]:
            p_values[row["statistic"]].append(float(row["p_two_sided"]))
        if "[" not in row["window"]:
            continue  # responses with windows of their own
        key = (row["kind"], row["group"], row["role"], row["window"])
        if key not in theirs:
            members = members_of(row)
            theirs[key] = tests(
                members, window_of(row["window"], None), seed, draws, is_tested(members))
        result, n, m, rests = theirs[key]
        name = key + (row["statistic"],)
        if (n, m) != (int(row["n"]), int(row["events"])):
            failures.append((name, row["n"], row["events"], n, m))
        elif row["statistic"] in result:
            value, p, *least = result[row["statistic"]]
            compare(name, row["value"], value)
            if p is not None:
                compare(name + ("p",), row["p_two_sided"], p)
            compare(name + ("smallest_p",), row["smallest_p"], least[0] if least else None)
            if row["statistic"] == "caar":
                compare(name + ("low",), row["low"], rests and min(rests))
                compare(name + ("high",), row["high"], rests and max(rests))
        elif row["value"]:
            failures.append((name, row["value"], "absent"))
    rates = {name: iter(stats.false_discovery_control(p)) for name, p in p_values.items()}
    for row in rows_of(f"{options.out}/tests.csv"):
        corrected = row["kind"] == "class" and row["p_two_sided"]
        compare(
            (row["kind"], row["group"], row["role"], row["window"], row["statistic"], "q"), row["q"],
            next(rates[row["statistic"]]) if corrected else None)

    averages = defaultdict(list)
    for row in rows_of(f"{options.out}/average_abnormal_returns.csv"):
        averages[row["kind"], row["group"], row["role"]].append(row)
    for key, days in averages.items():
        members, total = members_of(days[0]), 0.0
        errors, degrees = caar_errors(members, [int(row["day"]) for row in days])
        reach = stats.t.ppf(0.975, degrees) if np.isfinite(degrees) else stats.norm.ppf(0.975)
        for row, error in zip(days, errors):
            values = [r[4] for c in members for r in c.rows
                      if str(r[0]) == row["day"] and r[4] is not None]
            total += np.mean(values)
            t, p = stats.ttest_1samp(values, 0) if len(values) > 1 and is_tested(members) \
                else (None, None)
            for column, value in [
                ("average_abnormal_return", np.mean(values)), ("cumulative", total), ("t", t),
                ("p_two_sided", p), ("n", len(values)), ("cumulative_error", error),
                ("cumulative_low", total - reach * error),
                ("cumulative_high", total + reach * error),
            ]:
                compare(key + (row["day"], column), row[column], value)

    shares = sector_shares(equities, closes)
    rows = rows_of(f"{options.out}/sector.csv")
    if [r["equity"] for r in rows] != list(shares):
        failures.append(("sector.csv", [r["equity"] for r in rows], list(shares)))
    for row in rows:
        for column, value in sector_row(row["equity"], shares).items():
            compare(("sector", row["equity"], column), row[column], value)

    parts = {}
    for case in used:
        car = case.car((0, 1))
        part = sector_part(case, closes) if car else None
        if part is not None:
            others = [c for c in used if c.event["id"] == case.event["id"]
                      and company_of(c.equity) != company_of(case.equity)
                      and role_of(c.equity) == role_of(case.equity) and c.car((0, 1))]
            parts[id(case)] = car[0], part, peers_part(case, others)
    for row in rows_of(f"{options.out}/sector_reactions.csv"):
        members = [c for c in members_of(row) if id(c) in parts]
        groups = group_numbers(members)
        name = ("sector_reactions", row["group"], row["role"])
        sums, sector, peers = zip(*(parts[id(c)] for c in members))
        compare(name + ("events",), row["events"], len(set(groups)))
        compare(name + ("pairs",), row["pairs"], len(members))
        for column, values in [("car", sums), ("sector", sector), ("own", np.subtract(sums, sector))]:
            mean, error = clustered(values, groups)
            compare(name + (column,), row[column], mean)
            compare(name + (column, "error"), row[f"{column}_error"], error)
        beside = [(p, total - p) for total, p in zip(sums, peers) if p is not None]
        means = np.mean(beside, axis=0) if beside else (None, None)
        compare(name + ("peer_pairs",), row["peer_pairs"], len(beside))
        compare(name + ("peers",), row["peers"], means[0])
        compare(name + ("own_beside_peers",), row["own_beside_peers"], means[1])

    for row in rows_of(f"{options.out}/persistence.csv"):
        window = window_of(row["window"], None)
        members = [c for c in members_of({**row, "kind": "class", "group": row["class"]})
                   if c.window[0] <= 0 and window[1] <= c.window[1] and c.car((0, 1)) and c.car(window)]
        groups = group_numbers(members)
        early, late = ([c.car(w)[0] for c in members] for w in ((0, 1), window))
        name = ("persistence", row["class"], row["role"])
        compare(name + ("events",), row["events"], len(set(groups)))
        compare(name + ("pairs",), row["pairs"], len(members))
        for column, values in [("caar_first", early), ("caar_window", late)]:
            mean, error = clustered(values, groups)
            compare(name + (column,), row[column], mean)
            compare(name + (column, "error"), row[f"{column}_error"], error)
        compare(name + ("ratio",), row["ratio"], np.mean(late) / np.mean(early))
        kind, low, high = fieller(late, early, groups) if len(set(groups)) > 2 else ("", None, None)
        if kind != row["interval"]:
            failures.append((name, row["interval"], kind))
        compare(name + ("low",), row["low"], low)
        compare(name + ("high",), row["high"], high)

    for failure in failures[:20]:
        print("differs:", *failure, file=sys.stderr)
    print(f"{compared} numbers compared, largest difference {worst:.1e}, {len(failures)} failures")
    return 1 if failures or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
