#!/usr/bin/env python3
"""The recovery model again, in NumPy, from the formulas of Models/README.md alone; compares a run with it.

    verify-politics.py CHIPCAST FOLDER SCENARIO.toml… [--trials 1M] [--ours 1M] [--seed 1]
    verify-politics.py --self-check

Each scenario is run by the program (`--trials`, no shares) and simulated here with other random numbers (`--ours`
trials). Every mean of summary.csv, quarterly.csv and monthly.csv and every probability of probabilities.csv that the
model here has must agree within 4 standard errors of both; the largest |z| is printed. A key that the model here
does not know is refused, so that nothing is left out in silence; outputs that it does not have are named.

--self-check gives the cases worked out by hand, and what is claimed for hazards that a common state moves.
"""

import argparse
import csv
import datetime
import math
import os
import re
import subprocess
import sys
import tomllib

import numpy as np

LIMIT = 4.0
BATCH = 50_000

# ---- Scenarios -----------------------------------------------------------------------------------------

APART = {  # keys that move no draw of the recovery
    "title", "description", "extends", "sources", "readings", "simulation", "equities", "market", "decisions",
    "outputs",
}
PARAMETERS = {  # top-level keys and tables with a parameter or a plain value
    "as_of", "months", "sessions_to_first_month", "thresholds", "target_revenue", "lost_revenue",
    "lost_revenue_a_quarter", "tax_rate", "shares", "price_decline", "domestic_substitution", "uptake",
    "revenue_share", "training_share", "products", "licences", "policy", "relations", "outside_view",
    "supply_follows_orders", "domestic_supply", "seller", "sellers", "base_eps", "eps_thresholds",
    "orders_follow_capex", "news", "events",
}
BELOW = {
    "products.*": {
        "order_book", "price", "inventory", "launch", "lead_time", "capacity", "ramp", "clears_controls",
        "cannibalised", "successor", "written_down", "gross_margin", "compute", "seller", "bandwidth", "licences",
        "booked",
    },
    "products.*.compute": {"training", "inference", "server_efficiency", "source", "confidence"},
    "licences": {"approval_rate", "delay", "buyers", "cap", "groups"},
    "licences.groups.*": {"approval_rate", "delay", "cap"},
    "licences.buyers.*": {"share", "delay"},
    "policy": {"export_gate", "guidance", "bandwidth_limit"},
    "policy.export_gate": {"starts", "close", "reopen", "schedule"},
    "policy.guidance": {
        "starts", "discourage", "lift", "stop", "ease", "quota", "answers", "answers_escalate", "uptake_factor",
        "schedule",
    },
    "relations": {"persistence", "starts", "loadings"},
    "outside_view": {"weight", "delivered"},
    "domestic_supply": {"start", "growth", "replaces"},
    "orders_follow_capex": {"happens", "factor"},
    "news": {"chinese_rejection", "controls_tightened", "announcement", "licence_issued", "rumour_easing"},
    "news.*": {"rate", "neutral", "discouraging", "stopped"},
    "news.*.*": {"rate"},
    "sellers.*": {"tax_rate", "shares", "base_eps"},
}
LOADABLE = {
    "policy.export_gate.close", "policy.export_gate.reopen", "policy.guidance.discourage", "policy.guidance.lift",
    "policy.guidance.stop", "policy.guidance.ease", "licences.approval_rate", "uptake",
}
EXPORT = ["open", "closed"]
GUIDANCE = ["neutral", "discouraging", "stopped"]


def merged(parent, child):
    """The child's keys over the parent's; a parameter that names its distribution or value replaces wholly."""
    result = dict(parent)
    for key, value in child.items():
        both = isinstance(value, dict) and isinstance(parent.get(key), dict)
        whole = both and ({"distribution", "value"} & set(value) or value.get("from") == "events")
        result[key] = merged(parent[key], value) if both and not whole else value
    return result


def read(path):
    with open(path, "rb") as file:
        scenario = tomllib.load(file)
    if "events" in scenario:
        scenario["events"] = os.path.join(os.path.dirname(path), scenario["events"])
    if "extends" in scenario:
        scenario = merged(read(os.path.join(os.path.dirname(path), scenario["extends"])), scenario)
    return scenario


def refuse_unknown(scenario):
    def check(table, known, place):
        for key in table:
            if key not in known:
                sys.exit(f"verify-politics: {place}{key} is not a key of the model here")

    check(scenario, APART | PARAMETERS, "")
    for pattern, known in BELOW.items():
        tables = {"": scenario}
        for part in pattern.split("."):
            tables = {
                f"{place}{key}.": table[key]
                for place, table in tables.items()
                for key in (table if part == "*" else [part])
                if isinstance(table.get(key), dict)
            }
        for place, table in tables.items():
            if not {"distribution", "value", "from"} & set(table):
                check(table, known | {"source", "confidence"}, place)
    check(scenario.get("relations", {}).get("loadings", {}), LOADABLE, "relations.loadings.")


# ---- Distributions -------------------------------------------------------------------------------------


def draw(rng, spec, n):
    """n values of a parameter: a plain number, { value = … } or a distribution."""
    if not isinstance(spec, dict):
        return np.full(n, float(spec))
    if "value" in spec:
        return np.full(n, float(spec["value"]))
    lower, upper = spec.get("lower", -math.inf), spec.get("upper", math.inf)
    values = family(rng, spec, n)
    while (outside := (values < lower) | (values > upper)).any():
        values[outside] = family(rng, spec, int(outside.sum()))
    return values


def family(rng, spec, n):
    def scaled_beta(low, high, a, b):
        return low + (high - low) * rng.beta(a, b, n)

    match spec["distribution"]:
        case "uniform":
            return rng.uniform(spec["low"], spec["high"], n)
        case "triangular":
            return rng.triangular(spec["low"], spec["mode"], spec["high"], n)
        case "pert":
            low, mode, high = spec["low"], spec["mode"], spec["high"]
            peak = spec.get("lambda", 4)
            return scaled_beta(
                low, high, 1 + peak * (mode - low) / (high - low), 1 + peak * (high - mode) / (high - low))
        case "beta":
            return scaled_beta(spec.get("low", 0), spec.get("high", 1), spec["alpha"], spec["beta"])
        case "gamma":
            return rng.gamma(spec["shape"], spec["scale"], n)
        case "normal":
            return rng.normal(spec["mean"], spec["sd"], n)
        case "lognormal":
            if "mu" in spec:
                return rng.lognormal(spec["mu"], spec["sigma"], n)
            variance = math.log1p((spec["sd"] / spec["mean"]) ** 2)
            return rng.lognormal(math.log(spec["mean"]) - variance / 2, math.sqrt(variance), n)
        case "bernoulli":
            return (rng.random(n) < spec["probability"]).astype(float)
        case "discrete":
            weights = np.array(spec["weights"], float)
            return rng.choice(np.array(spec["values"], float), n, p=weights / weights.sum())
        case "mixture":
            weights = np.array([c["weight"] for c in spec["components"]], float)
            which = rng.choice(len(weights), n, p=weights / weights.sum())
            return np.choose(which, [draw(rng, c, n) for c in spec["components"]])
        case other:
            sys.exit(f"verify-politics: distribution {other} is not known here")


def recorded(scenario, news_class, level, since=None):
    """Gamma(1/2 + n, T): n rows of a class in the T months in which the guidance stood at a level (or any)."""
    as_of = scenario["as_of"]
    rows = [r for r in rows_of(scenario["events"]) if r["date"] <= as_of.isoformat()]
    dates = [datetime.date.fromisoformat(r["date"]) for r in rows]
    begin = max(since or dates[0], dates[0])
    days, n = 0, 0
    for k, row in enumerate(rows):
        if level is not None and row["state"] != level:
            continue
        end = dates[k + 1] if k + 1 < len(rows) else as_of
        days += max(0, (end - max(dates[k], begin)).days)
        follows = k > 0 and (level is None or rows[k - 1]["state"] == level)
        n += row["class"] == news_class and follows and dates[k] > begin
    return {"distribution": "gamma", "shape": 0.5 + n, "scale": 365.25 / 12 / days}


def session_of(date):
    """The session of its month, 0 to 20, on which a date is set: 21 of them over its weekdays."""
    first = date.replace(day=1)
    days = [first + datetime.timedelta(d) for d in range(31)]
    days = [d for d in days if d.month == date.month and d.weekday() < 5]
    sessions = [days[(2 * i + 1) * len(days) // 42] for i in range(21)]
    return next((i for i, d in enumerate(sessions) if d >= date), 20)


def sessions_before(scenario):
    """Sessions before month 0: as stated, else the weekdays from as_of to the end of its month."""
    day = scenario["as_of"]
    left = [day + datetime.timedelta(d) for d in range(31)]
    weekdays = sum(d.month == day.month and d.weekday() < 5 for d in left)
    return scenario.get("sessions_to_first_month", weekdays)


def phi(x):
    """P(N(0,1) ≤ x), absolute error below 1e-12: a series within 3.5, the continued fraction beyond."""
    a = np.abs(x)
    density = np.exp(-a * a / 2) / math.sqrt(2 * math.pi)
    inner = np.minimum(a, 3.5)
    term, total = inner.copy(), inner.copy()
    for k in range(1, 45):
        term = term * inner * inner / (2 * k + 1)
        total += term
    middle = 0.5 - total * np.exp(-inner * inner / 2) / math.sqrt(2 * math.pi)
    fraction = np.zeros_like(a)
    outer = np.maximum(a, 3.0)
    for k in range(60, 0, -1):
        fraction = k / (outer + fraction)
    tail = np.where(a < 3.5, middle, density / (outer + fraction))
    return np.where(x > 0, 1 - tail, tail)


def quantile(p):
    """Φ⁻¹ by Newton's steps from a first guess (Abramowitz and Stegun 26.2.23); ±∞ at 0 and 1."""
    small = np.clip(np.minimum(p, 1 - p), 1e-300, 0.5)
    t = np.sqrt(-2 * np.log(small))
    guess = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (
        1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3)
    for _ in range(3):
        error = phi(-guess) - small
        guess += error * math.sqrt(2 * math.pi) * np.exp(guess * guess / 2)
    x = np.where(p < 0.5, -guess, guess)
    return np.where(p <= 0, -np.inf, np.where(p >= 1, np.inf, x))


def linked(h, loading, z):
    """Φ(Φ⁻¹(h)·√(1+b²) + b·z): averaged over z it is h; 0 and 1 stay so."""
    if loading == 0:
        return h
    return phi(quantile(h) * math.sqrt(1 + loading**2) + loading * z)


# ---- The model -----------------------------------------------------------------------------------------


class Calendar:
    """Months of the walk: month 0 is the first whole one after as_of."""

    def __init__(self, as_of, months):
        self.first = as_of.year * 12 + as_of.month  # months since year 0; January is 0
        self.months = months

    def month_of(self, date):
        return date.year * 12 + date.month - 1 - self.first

    def quarter(self, t):
        """NVIDIA's fiscal quarter: Q1 is February to April, the year is that of the January it ends in."""
        year, month = divmod(self.first + t, 12)
        return f"FY{year + (month > 0)}Q{4 if month == 0 else (month - 1) // 3 + 1}"

    def label(self, t):
        year, month = divmod(self.first + t, 12)
        return f"{year}-{month + 1:02d}"

    def year_end(self):
        """The last month that counts as "by fiscal year end": the first January, or the last month."""
        return next((t for t in range(self.months) if (self.first + t) % 12 == 0), self.months - 1)

    def scheduled(self, entries, states):
        """State by month where a schedule sets it."""
        found = {}
        for entry in entries:
            start = self.month_of(entry["date"])
            if start < 0:
                sys.exit(f"verify-politics: a schedule cannot begin before month 0: {entry['date']}")
            stop = start + 1
            if "until" in entry:
                until = entry["until"]
                stop = self.month_of(until) + (until.day > 1)
            for t in range(start, min(max(stop, start + 1), self.months)):
                found[t] = states.index(entry["state"])
        return found


def plain(spec):
    """A number that never varies."""
    return float(spec["value"] if isinstance(spec, dict) else spec)


def starts(rng, key, states, n):
    """The level before month 0: a word, or weights over words."""
    if isinstance(key, dict):
        weights = np.array([key.get(s, 0.0) for s in states], float)
        return rng.choice(len(states), n, p=weights / weights.sum())
    return np.full(n, states.index(key))


def simulate(scenario, n, rng, watch=None):
    """n trials: a dictionary of outputs, and one of the month of each event (infinite: never).

    Each month appends to the list `watch`, where there is one: levels of the gates before and after it, the hazards
    that hold in it, and the probability that an answer comes in it.
    """
    when = Calendar(scenario["as_of"], scenario.get("months", 18))
    policy, relations = scenario.get("policy", {}), scenario.get("relations", {})
    loadings = {k: plain(v) for k, v in relations.get("loadings", {}).items()}

    def parameter(table, key, default=None):
        return draw(rng, table.get(key, default), n)

    def load(name, h, z):
        return linked(h, loadings.get(name, 0.0), z)

    decline, uptake = parameter(scenario, "price_decline"), parameter(scenario, "uptake")
    substitution = parameter(scenario, "domestic_substitution", 0)
    paid_away, training = parameter(scenario, "revenue_share", 0), parameter(scenario, "training_share", 1)
    domestic = {k: parameter(scenario["domestic_supply"], k) for k in ("start", "growth", "replaces")} \
        if "domestic_supply" in scenario else None
    bandwidth_limit = parameter(policy, "bandwidth_limit", math.inf)
    capex = scenario.get("orders_follow_capex", {"happens": 0, "factor": 1})
    orders = np.where(parameter(capex, "happens") == 1, parameter(capex, "factor"), 1)

    products = {}
    for name, table in scenario["products"].items():
        p = {k: parameter(table, k, 0) for k in (
            "order_book", "price", "inventory", "launch", "lead_time", "capacity", "ramp", "cannibalised",
            "written_down", "gross_margin")}
        p["clears"] = parameter(table, "clears_controls", 1)
        if "bandwidth" in table:
            p["clears"] = (parameter(table, "bandwidth") <= bandwidth_limit).astype(float)
        compute = table.get("compute", 1)
        if not isinstance(compute, dict):
            compute = {"training": compute, "inference": compute}
        efficiency = parameter(compute, "server_efficiency", 1)
        p["compute"] = efficiency * (training * parameter(compute, "training")
                                     + (1 - training) * parameter(compute, "inference"))
        p["seller"], p["successor"] = table.get("seller", "NVIDIA"), table.get("successor")
        p["group"] = table.get("licences", "")
        p["booked"] = {q: draw(rng, v, n) for q, v in table.get("booked", {}).items()}
        p["asked"] = p["clears"] * p["order_book"] * orders
        p["book"], p["stock"] = p["asked"].copy(), p["inventory"].copy()
        p["shipped"], p["level"] = np.zeros(n), np.zeros(n)
        p["growth"] = 1 - np.exp(-1 / np.where(p["ramp"] > 0, p["ramp"], 1e-9))
        products[name] = p

    # The common state, before month 0 and in each month.
    persistence = plain(relations.get("persistence", 0))
    z = parameter(relations, "starts", {"distribution": "normal", "mean": 0, "sd": 1})
    tension = []
    for _ in range(when.months):
        z = persistence * z + math.sqrt(1 - persistence**2) * rng.standard_normal(n)
        tension.append(z)

    # Licences: decided in month ⌈delay⌉ - 1, with the state of that month. A group has the same buyers, and a rate
    # and delays apart from the common ones, whose name is empty here. A cap is split by what is ordered.
    licences = scenario["licences"]
    groups = {}
    for name in {p["group"] for p in products.values()} - {"none"}:
        table = licences["groups"][name] if name else licences
        rate = parameter(table, "approval_rate")
        wanted = sum(p["asked"] for p in products.values() if p["group"] == name)
        most = parameter(table, "cap", math.inf) / np.where(wanted > 0, wanted, 1e-300)
        groups[name] = []
        for buyer in licences["buyers"].values():
            delay = draw(rng, table.get("delay", 0) if name else buyer.get("delay", table.get("delay", 0)), n)
            decided = np.clip(np.ceil(delay).astype(int) - 1, 0, when.months - 1)
            z = np.array(tension)[decided, np.arange(n)]
            approved = rng.random(n) < load("licences.approval_rate", rate, z)
            groups[name].append((np.minimum(plain(buyer["share"]), most), np.where(approved, delay, np.inf)))
    seller = named_seller(scenario)
    easing = {p["group"] for p in products.values() if p["seller"] == seller}

    gate, guide = policy.get("export_gate", {}), policy.get("guidance", {})
    hazard = {f"policy.export_gate.{k}": parameter(gate, k, 0) for k in ("close", "reopen")}
    hazard |= {f"policy.guidance.{k}": parameter(guide, k, 0) for k in ("discourage", "lift", "stop", "ease")}
    factor, quota = parameter(guide, "uptake_factor", 1), parameter(guide, "quota", 0)
    answers = 1 - np.sqrt(1 - parameter(guide, "answers", 0))
    escalates = guide.get("answers_escalate", False)
    closed = starts(rng, gate.get("starts", "open"), EXPORT, n)
    level = starts(rng, guide.get("starts", "neutral"), GUIDANCE, n)
    set_gate = when.scheduled(gate.get("schedule", []), EXPORT)
    set_guide = when.scheduled(guide.get("schedule", []), GUIDANCE)

    # News: a rate by class and level, the sessions before month 0 at the level there. At most four a month.
    lead = sessions_before(scenario)
    rates, items, early, items_at_year_end = {}, {}, {}, {}
    for name, table in scenario.get("news", {}).items():
        def rate(spec, at, name=name):
            if isinstance(spec, dict) and spec.get("from") == "events":
                spec = recorded(scenario, name, at, spec.get("since"))
            return draw(rng, spec, n)

        common = rate(table["rate"], None) if "rate" in table else np.zeros(n)
        rates[name] = np.array([rate(table[s]["rate"], s) if s in table else common for s in GUIDANCE])
        first = np.minimum(rng.poisson(rates[name][level, np.arange(n)] * lead / 21), min(4, lead))
        items[name], early[name] = first.astype(float), first.astype(float)
    days_at = {t: session_of(e["date"]) for table in (gate, guide) for e in table.get("schedule", [])
               for t in [when.month_of(e["date"])]}
    early_months, early_rest = divmod(120 - lead, 21)

    events = {name: np.full(n, np.inf) for name in (
        "export_closed", "export_reopened", "guidance_discouraging", "guidance_stopped", "guidance_eased",
        "guidance_lifted")}

    def happens(event, where, t):
        events[event][where & np.isinf(events[event])] = t

    money = {}  # (product, month): revenue, cost, H20 equivalents
    licensed_before = np.zeros(n, bool)
    eased_before = np.zeros(n, bool)
    at_year_end = {}
    for t in range(when.months):
        e, z = t + 1, tension[t]

        # 1. The export gate.
        before = closed
        seen = {"closed": (closed,), "level": (level,)}
        if t in set_gate:
            closed = np.full(n, set_gate[t])
        else:
            u = rng.random(n)
            moves = np.where(closed == 0, u < load("policy.export_gate.close", hazard["policy.export_gate.close"], z),
                             u < load("policy.export_gate.reopen", hazard["policy.export_gate.reopen"], z))
            closed = np.where(moves, 1 - closed, closed)
        happens("export_closed", (before == 0) & (closed == 1), t)
        happens("export_reopened", (before == 1) & (closed == 0), t)
        closing, reopening = (before == 0) & (closed == 1), (before == 1) & (closed == 0)

        # 2. Licences in force, and what counts as an easing: this month and the next may be answered. The
        # announcement belongs to the month before month 0.
        share = {g: sum(w * (delay <= e) for w, delay in buyers) for g, buyers in groups.items()}
        licensed = np.any([share[g] > 0 for g in easing if g in share] or [np.zeros(n, bool)], axis=0)
        eased = ((before == 1) & (closed == 0)) | (licensed & ~licensed_before)
        answerable = eased | eased_before | (t == 0)
        first_licence = licensed & ~licensed_before
        licensed_before, eased_before = licensed_before | licensed, eased

        # 3. Guidance: stop or ease first, then discourage or lift; an answer adds to the way up.
        before = level
        h = {k: load(f"policy.guidance.{k}", hazard[f"policy.guidance.{k}"], z)
             for k in ("discourage", "lift", "stop", "ease")}
        if t in set_guide:
            level = np.full(n, set_guide[t])
        else:
            u, v, answer = rng.random(n), rng.random(n), answerable & (rng.random(n) < answers)
            up = np.where(u < h["stop"], 2, np.where((v < h["discourage"]) | answer, 1, 0))
            middle = np.where((u < h["stop"]) | (answer & escalates), 2, np.where(v < h["lift"], 0, 1))
            down = np.where(u < h["ease"], 1, 2)
            level = np.choose(level, [up, middle, down])
        happens("guidance_discouraging", (before == 0) & (level == 1), t)
        happens("guidance_stopped", (before != 2) & (level == 2), t)
        happens("guidance_eased", (before == 2) & (level == 1), t)
        happens("guidance_lifted", (before != 0) & (level == 0), t)
        if watch is not None:
            h |= {k: load(f"policy.export_gate.{k}", hazard[f"policy.export_gate.{k}"], z)
                  for k in ("close", "reopen")}
            seen["closed"] += (closed,)
            seen["level"] += (level,)
            watch.append(seen | {"hazards": h, "answer": answers * answerable, "escalates": escalates})
        if t == when.year_end():
            at_year_end = {"state.guidance": level, "state.export_gate": closed}

        # News of the month, at its level: what the trial itself makes an item is one, on its own session.
        answered = answer if t not in set_guide else np.zeros(n, bool)
        first_delay = np.minimum.reduce([np.where(w > 0, delay, np.inf) for g in easing if g in groups
                                         for w, delay in groups[g]] or [np.full(n, np.inf)])
        luck = rng.integers(0, 21, n)
        own = {
            "chinese_rejection": (answered | (level > before), days_at.get(t, 0) if t in set_guide else luck),
            "controls_tightened": (closing, days_at.get(t, 0) if t in set_gate else luck),
            "announcement": (reopening, days_at.get(t, 0) if t in set_gate else luck),
            "licence_issued": (first_licence, np.minimum(20, np.floor(np.where(
                np.isfinite(first_delay), first_delay - t, 0) * 21))),
        }
        for name, rate in rates.items():
            has, session = own.get(name, (np.zeros(n, bool), 0))
            found = np.maximum(np.minimum(rng.poisson(rate[level, np.arange(n)]), 4), has)
            items[name] += found
            if t < early_months:
                early[name] += found
            elif t == early_months and early_rest:
                inside = has & (session < early_rest)
                good = early_rest - inside
                early[name] += inside + rng.hypergeometric(good, 21 - has - good, found - has)
            if t == when.year_end():
                items_at_year_end[name] = items[name].copy()

        # 4. Books shrink: by domestic chips, then by a live successor.
        if domestic is None:
            for p in products.values():
                p["book"] *= 1 - substitution
        else:
            taken = domestic["replaces"] * domestic["start"] * (1 + domestic["growth"]) ** (t / 12)
            total = sum(p["book"] for p in products.values())
            left = 1 - np.minimum(1, taken / np.where(total > 0, total, np.inf))
            for p in products.values():
                p["book"] *= left
        for p in products.values():
            if p["successor"]:
                other = products[p["successor"]]
                live = (e >= other["launch"]) & (other["clears"] == 1)
                p["book"] *= np.where(live, 1 - p["cannibalised"] / 12, 1)

        # 5. Backlog, supply, and what buyers would take.
        taking = load("uptake", uptake, z)
        wants = {}
        for name, p in products.items():
            backlog = np.maximum(0, np.minimum(p["asked"] * share.get(p["group"], 1) - p["shipped"], p["book"]))
            makes = e >= p["launch"] + p["lead_time"]
            if scenario.get("supply_follows_orders", False):
                makes &= (closed == 0) & (level != 2) & (p["stock"] < backlog)
            p["level"] += np.where(makes, (1 - p["level"]) * p["growth"], 0)
            p["stock"] += np.where(makes, p["capacity"] * p["level"], 0)
            pace = taking * np.where(level == 1, factor, 1)
            wants[name] = (closed == 0) * (e >= p["launch"]) * np.minimum(pace * backlog, p["stock"])
        total = sum(wants.values())
        allowed = np.where(level == 2, np.minimum(1, quota / np.where(total > 0, total, np.inf)), 1)
        allowed = np.where((level == 2) & (total == 0), 0, allowed)

        # 6. Shipments and money.
        for name, p in products.items():
            ship = wants[name] * allowed
            old = np.minimum(p["shipped"] + ship, p["inventory"]) - np.minimum(p["shipped"], p["inventory"])
            p["stock"] -= ship
            p["book"] -= ship
            p["shipped"] += ship
            money[name, t] = (ship * p["price"] * (1 - decline) ** (t / 3),
                              (ship - p["written_down"] * old) * (1 - p["gross_margin"]) * p["price"],
                              ship * p["compute"])

    # The outside view: shipments of the whole trial times one draw, in the trials that a uniform picks.
    one = np.ones(n)
    if "outside_view" in scenario:
        delivered = parameter(scenario["outside_view"], "delivered")
        outside = rng.random(n) < parameter(scenario["outside_view"], "weight")
        out = outputs(scenario, when, products, money, paid_away, np.where(outside, delivered, one))
        for view, factor in (("inside", one), ("outside", delivered)):
            seen = outputs(scenario, when, products, money, paid_away, factor)
            out |= {f"{view}.{name}": seen[name] for name in seen if name in VIEWED or name.startswith("cumulative.")}
    else:
        out = outputs(scenario, when, products, money, paid_away, one)

    successors = [products[name] for name in {p["successor"] for p in products.values()} - {None}]
    launch = np.minimum.reduce(
        [np.where((p["clears"] == 1) & (p["launch"] <= when.months), p["launch"], np.inf) for p in successors]
        or [np.full(n, np.inf)])
    for name in rates:
        out[f"news.{name}"], out[f"news.{name}.fy"] = items[name], items_at_year_end[name]
        if lead + 21 * when.months >= 120:
            out[f"news.{name}.120"] = early[name]
    events["successor_launch"] = np.maximum(np.ceil(launch) - 1, 0)
    events["guidance_discouraging_or_stopped"] = np.minimum(
        events["guidance_discouraging"], events["guidance_stopped"])
    return out | at_year_end, events


VIEWED = {"recovered_fy", "recovered", "gross_profit"}  # and cumulative.Q


def named_seller(scenario):
    """Whose money counts."""
    target = scenario["target_revenue"]
    return scenario.get("seller", target.get("seller", "NVIDIA") if isinstance(target, dict) else "NVIDIA")


def outputs(scenario, when, products, money, paid_away, view):
    seller = named_seller(scenario)
    books = scenario | scenario.get("sellers", {}).get(seller, {})
    tax, shares, target = (plain(books[k]) for k in ("tax_rate", "shares", "target_revenue"))
    n = len(view)
    out = {"h20_equivalents": np.zeros(n), "gross_profit": np.zeros(n)}
    revenue, cost = {}, {}
    for name, p in products.items():
        for t in range(when.months):
            booked = p["booked"].get(when.quarter(0), 0) if t == 0 else 0
            revenue[name, t] = money[name, t][0] * view + booked
            cost[name, t] = money[name, t][1] * view + booked * (1 - p["gross_margin"])
        out[f"units.{name}"] = p["shipped"] * view
        out[f"revenue.{name}"] = sum(revenue[name, t] for t in range(when.months))
        out.setdefault(f"revenue.seller.{p['seller']}", 0)
        out[f"revenue.seller.{p['seller']}"] += out[f"revenue.{name}"]
    ours = [name for name, p in products.items() if p["seller"] == seller]
    running, reached = np.zeros(n), np.full(n, np.inf)
    for t in range(when.months):
        quarter = when.quarter(t)
        equivalents = sum(money[name, t][2] for name in products) * view
        out[f"h20_equivalents.month.{t}"] = equivalents
        out["h20_equivalents"] = out["h20_equivalents"] + equivalents
        here = sum((revenue[name, t] for name in ours), np.zeros(n))
        profit = here * (1 - paid_away) - sum((cost[name, t] for name in ours), np.zeros(n))
        out["gross_profit"] = out["gross_profit"] + profit
        terms = {f"revenue.{name}.{quarter}": revenue[name, t] for name in products}
        terms |= {f"revenue.total.{quarter}": here, f"eps_uplift.{quarter}": profit * (1 - tax) / shares}
        for key, value in terms.items():
            out[key] = out.get(key, 0) + value
        running = running + here
        out[f"cumulative.{quarter}"] = running
        reached[(running >= target) & np.isinf(reached)] = t + 1
        if t == when.year_end():
            out["recovered_fy"] = running
    out["recovered"], out["net_recovered"] = running, running * (1 - paid_away)
    quarterly = "lost_revenue_a_quarter"
    lost = plain(scenario[quarterly]) * when.months / 3 if quarterly in scenario else plain(scenario["lost_revenue"])
    out["recovery_ratio"] = running / lost
    for quarter, base in books.get("base_eps", {}).items():
        if f"eps_uplift.{quarter}" in out:
            out[f"eps_uplift_ratio.{quarter}"] = out[f"eps_uplift.{quarter}"] / plain(base)
    out["months_to_target"] = reached
    return out


# ---- Comparison ----------------------------------------------------------------------------------------


class Tally:
    """Means with their errors, and counts of statements, over batches."""

    def __init__(self, scenario):
        self.scenario, self.n, self.sums, self.hits = scenario, 0, {}, {}

    def add(self, out, events, n):
        self.n += n
        when = Calendar(self.scenario["as_of"], self.scenario.get("months", 18))
        for name, values in out.items():
            if name != "months_to_target":
                total, squares = self.sums.get(name, (0.0, 0.0))
                self.sums[name] = total + values.sum(), squares + (values * values).sum()
        for key, pattern in (("thresholds", r"((in|out)side\.)?recovered_fy|recovered|cumulative\..*"),
                             ("eps_thresholds", r"eps_uplift_ratio\..*")):
            for limit in self.scenario.get(key, []):
                for name, values in out.items():
                    if re.fullmatch(pattern, name):
                        self.hit((name, float(limit)), values >= limit)
        for name, values in out.items():
            if name.startswith("news."):
                self.hit((name, 2.0), values >= 2)
        self.hit("months_to_target", np.isfinite(out["months_to_target"]))
        for name, months in events.items():
            self.hit(name, np.isfinite(months))
            self.hit(f"{name} by {when.label(when.year_end())}", months <= when.year_end())

    def hit(self, statement, where):
        self.hits[statement] = self.hits.get(statement, 0) + int(where.sum())

    def mean(self, name):
        total, squares = self.sums[name]
        mean = total / self.n
        return mean, math.sqrt(max(squares / self.n - mean * mean, 0) / self.n)


def tallied(scenario, trials, seed):
    tally = Tally(scenario)
    rng = np.random.Generator(np.random.SFC64(seed))
    while tally.n < trials:
        n = min(BATCH, trials - tally.n)
        tally.add(*simulate(scenario, n, rng), n)
    return tally


def rows_of(path):
    if not os.path.exists(path):
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def theirs(folder):
    """What the program wrote: means with errors by our names, and probabilities with their trials."""
    means, probabilities = {}, {}

    def mean(name, row):
        if row["mean"]:
            means[name] = float(row["mean"]), float(row["standard_error"])

    for row in rows_of(f"{folder}/summary.csv"):
        mean(row["output"], row)
    for row in rows_of(f"{folder}/monthly.csv"):
        mean(f"{row['output']}.month.{row['month']}", row)
    for row in rows_of(f"{folder}/quarterly.csv"):
        output = row["output"].replace("cumulative_revenue", "cumulative")
        product = f".{row['product']}" if output == "revenue" else ""
        mean(f"{output}{product}.{row['quarter']}", row)
    for row in rows_of(f"{folder}/probabilities.csv"):
        parts = re.fullmatch(r"(\S+) >= (\S+)", row["statement"])
        statement = (parts[1], float(parts[2])) if parts else row["statement"]
        probabilities[statement] = float(row["probability"]), int(row["trials"])
    return means, probabilities


def compare(path, folder, program, trials, ours, seed):
    scenario = read(path)
    refuse_unknown(scenario)
    name = os.path.splitext(os.path.basename(path))[0]
    folder = os.path.join(folder, name)
    subprocess.run([program, "run", path, "--trials", str(trials), "--design", "random", "--no-equities", "--quiet",
                    "--out", folder], check=True)
    tally = tallied(scenario, ours, seed)
    means, probabilities = theirs(folder)
    scores, unknown = [], []
    for key, (mean, error) in means.items():
        if key not in tally.sums:
            unknown.append(key)
            continue
        here, error_here = tally.mean(key)
        both = math.hypot(error, error_here)
        difference = mean - here
        # Sums of other order differ in the last digits of what does not vary.
        exact = abs(difference) <= 1e-9 * max(abs(mean), abs(here))
        scores.append((0.0 if exact else difference / both if both else math.inf, key, mean, here))
    for key, (p, n) in probabilities.items():
        if key not in tally.hits:
            unknown.append(str(key))
            continue
        q, m = tally.hits[key] / tally.n, tally.n
        pooled = (p * n + q * m) / (n + m)
        both = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        label = key if isinstance(key, str) else f"{key[0]} >= {key[1]:g}"
        scores.append(((p - q) / both if both else 0.0, f"P({label})", p, q))
    scores.sort(key=lambda s: -abs(s[0]))
    bad = [s for s in scores if not abs(s[0]) <= LIMIT]
    z, key, a, b = scores[0]
    print(f"{name}: {len(scores)} statistics, largest |z| {abs(z):.2f} ({key}: {a:.8g} and {b:.8g} here)"
          f"{'' if not bad else f', {len(bad)} FAILED'}")
    for z, key, a, b in bad[1:10]:
        print(f"  z {z:+.2f} {key}: {a:.8g} and {b:.8g} here")
    if unknown:
        print(f"  not in the model here: {', '.join(unknown)}")
    return not bad


# ---- Cases worked out by hand --------------------------------------------------------------------------


def hand_scenario(**changes):
    def product(**values):
        return {
            "order_book": 100_000, "price": 10_000, "inventory": 30_000, "launch": 0, "lead_time": 2,
            "capacity": 10_000, "ramp": 1, "written_down": 1, "gross_margin": 0.5} | values

    scenario = {
        "as_of": datetime.date(2025, 7, 15), "months": 6, "price_decline": 0.03, "domestic_substitution": 0.02,
        "uptake": 0.5, "revenue_share": 0.1, "training_share": 0.5, "target_revenue": 10e9, "lost_revenue": 10.5e9,
        "tax_rate": 0.2, "shares": 1e9, "products": {"P": product()},
        "licences": {"approval_rate": 1, "buyers": {"all": {"share": 1, "delay": 1.5}}},
        "policy": {"guidance": {"uptake_factor": 0.4}},
    }
    if changes.pop("two", False):
        scenario["products"]["R"] = product(order_book=50_000, inventory=10_000, price=8_000)
    return merged(scenario, changes)


def hand_cases():
    stopped = {"policy": {"guidance": {"starts": "stopped", "quota": 10_000}}}
    day = datetime.date
    shut = {"policy": {"export_gate": {"schedule": [
        {"date": day(2025, 10, 1), "state": "closed", "until": day(2025, 12, 1)},
        {"date": day(2025, 12, 1), "state": "open"}]}}}
    return [
        ("first edition", {}, (725113219.27, 444271374.63, 74219.446, None, 431504666.28)),
        ("stopped, quota 10,000", stopped, (485049997.59, 196979694.21, 50000, None, 336544997.84)),
        ("two products, stopped, quota 10,000", stopped | {"two": True},
         (452598106.97, 183691256.61, 33272.593, 16727.407, 364065703.10)),
        ("closed in October, open in December", shut, (722478983.51, 359542996.39, 74219.446, None, 429133854.09)),
        ("the same, supply follows orders", shut | {"supply_follows_orders": True},
         (532886118.37, 359542996.39, 54469.982, None, 357247596.17)),
        ("domestic supply, two products",
         {"two": True, "domestic_supply": {"start": 10_000, "growth": 1, "replaces": 0.5}},
         (986329286.91, 641304746.46, 69664.386, 38881.162, 573849779.10)),
        ("outside view 1, delivered 0.1", {"outside_view": {"weight": 1, "delivered": 0.1}},
         (72511321.93, 44427137.46, 7421.945, None, 43150466.63)),
    ]


def self_check():
    good = True

    def say(what, found, stated, tolerance):
        nonlocal good
        fits = abs(found - stated) <= tolerance
        good &= fits
        print(f"{what}: {found:.10g}, stated {stated:.10g}{'' if fits else '  FAILED'}")

    for case, changes, stated in hand_cases():
        out, _ = simulate(hand_scenario(**changes), 1, np.random.default_rng(1))
        names = ["recovered_fy", "revenue.total.FY2026Q3", "units.P", "units.R", "gross_profit"]
        for name, value in zip(names, stated):
            if value is not None:
                say(f"{case}, {name}", float(out[name][0]), value, 0.0006 if name.startswith("units") else 0.006)

    for x in (-6.0, -3.2, -1.0, 0.0, 0.3, 2.5, 3.4, 5.0):
        say(f"phi({x})", float(phi(np.array([x]))[0]), 0.5 * math.erfc(-x / math.sqrt(2)), 1e-12)
    for p in (1e-9, 0.001, 0.05, 0.5, 0.9, 1 - 1e-6):
        say(f"phi(quantile({p}))", float(phi(quantile(np.array([p])))[0]), p, 1e-12)

    # Hazards 0.05 and 0.15, loadings ±0.5, persistence 0.9: what is proposed keeps its hazard in every month and
    # after every lag; what closes among open gates does not, since those have had calm months.
    n, months = 400_000, 18
    rng = np.random.default_rng(7)
    z, proposals = rng.standard_normal(n), []
    closed = {b: np.zeros(n, bool) for b in (0.0, 0.5)}
    ever, moved, at_risk, occupied = ({b: [] for b in closed} for _ in range(4))
    seen = {b: np.zeros(n, bool) for b in closed}
    for t in range(months):
        if t:
            z = 0.9 * z + math.sqrt(1 - 0.81) * rng.standard_normal(n)
        u = rng.random(n)
        for b in closed:
            close, reopen = (linked(np.full(1, h), s * b, z) for h, s in ((0.05, 1), (0.15, -1)))
            if b:
                proposals.append(u < close)
            moves = np.where(closed[b], u < reopen, u < close)
            at_risk[b].append(int((~seen[b]).sum()))
            moved[b].append(int(((u < close) & ~seen[b]).sum()))
            seen[b] |= u < close
            closed[b] ^= moves
            occupied[b].append(closed[b].mean())
    error = math.sqrt(0.05 * 0.95 / n)
    for t in (0, 5, 17):
        say(f"proposals in month {t}", proposals[t].mean(), 0.05, 4 * error)
    for lag in (1, 6):
        after = proposals[lag][~proposals[0]].mean() * 0.95 + proposals[lag][proposals[0]].mean() * 0.05
        say(f"proposals {lag} months later, over both outcomes", after, 0.05, 5 * error)
    say("closings among gates never closed, month 17", moved[0.5][17] / at_risk[0.5][17], 0.037, 0.0015)
    say("ever closed within 18 months, b 0.5", seen[0.5].mean(), 0.527, 0.003)
    say("ever closed within 18 months, b 0", seen[0.0].mean(), 0.603, 0.003)

    # What relations buy: hazards 0.05 and 0.10 that tighten together.
    z, first, second = rng.standard_normal(n), np.zeros(n, bool), np.zeros(n, bool)
    for _ in range(6):
        first |= rng.random(n) < linked(np.full(1, 0.05), 0.5, z)
        second |= rng.random(n) < linked(np.full(1, 0.10), 0.5, z)
        z = 0.9 * z + math.sqrt(1 - 0.81) * rng.standard_normal(n)
    say("second gate within six months, where the first moved within six", second[first].mean(), 0.587, 0.006)
    say("the same without relations, 1 - 0.9^6", 1 - 0.9**6, 0.4686, 0.0001)
    return good


def count(text):
    factor = {"k": 1_000, "M": 1_000_000}.get(text[-1], 1)
    return int(float(text.rstrip("kM")) * factor)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", help="the chipcast program")
    parser.add_argument("folder", nargs="?", help="where its results go")
    parser.add_argument("scenarios", nargs="*", help="scenario files")
    parser.add_argument("--trials", type=count, default=1_000_000, help="trials of the program")
    parser.add_argument("--ours", type=count, default=1_000_000, help="trials here")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--self-check", action="store_true", help="the cases worked out by hand")
    options = parser.parse_args()
    if options.self_check:
        good = self_check()
    elif options.scenarios:
        good = all([compare(path, options.folder, options.program, options.trials, options.ours, options.seed)
                    for path in options.scenarios])
    else:
        parser.error("CHIPCAST FOLDER SCENARIO.toml… or --self-check")
    if not good:
        sys.exit(1)
    print("politics: all agree")


if __name__ == "__main__":
    main()
