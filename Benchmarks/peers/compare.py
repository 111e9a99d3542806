#!/usr/bin/env python3
"""Compare chipcast's statistics with a peer's, or two peers with each other.

    python3 compare.py summary.csv probabilities.csv peer.json     (the other CSV files beside summary.csv are read too)
    python3 compare.py peer_a.json peer_b.json

Every mean, standard deviation and probability gets a z score; the table is sorted by |z|. Exit status: 0 if all
|z| <= 4, 1 if any is larger (or a constant differs), 2 if the input cannot be used.
"""
import argparse
import csv
import json
import math
import os
import re
import sys
from statistics import NormalDist

LIMIT = 4.0
FEW = 50            # below this many hits (or misses) in both together, an exact test is used
QUANTILES = ("p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99")


def number(text):
    """A finite float, or None for an empty, undefined or infinite field."""
    if text is None or (isinstance(text, str) and not text.strip()):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def normal_statement(text):
    """One spelling for each statement: 'recovered_fy >= 10e9', 'recovered_fy>=1.0e10', 'P(...)' all alike."""
    s = text.strip()
    wrapped = re.fullmatch(r"P\((.*)\)", s)
    if wrapped:
        s = wrapped.group(1).strip()
    s = s.replace("\u2265", ">=").replace("\u2264", "<=")
    parts = re.fullmatch(r"(.+?)\s*(>=|<=|>|<)\s*(?:USD\s*|\$\s*)?([-+0-9.,_eE]+)\s*(bn|m)?", s)
    if not parts:
        return s.removeprefix("event.")
    name, operator, digits, unit = parts.groups()
    try:
        value = float(digits.replace("_", "").replace(",", ""))
    except ValueError:
        return s
    value *= {"bn": 1e9, "m": 1e6, None: 1.0}[unit]
    name = name.strip()
    quarter = re.search(r"FY\d{4}Q[1-4]", name)
    if quarter and ("recovered" in name or "cumulative" in name):
        name = "recovered." + quarter.group(0)
    return f"{name} {operator} {value:.10g}"


def read_summary(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return {row["output"]: row for row in csv.DictReader(file)}


def read_quarterly(path):
    rows = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            output, product, quarter = row["output"], row["product"], row["quarter"]
            if output == "revenue" or product not in ("", "total", "all"):
                rows[f"{output}.{product or 'total'}.{quarter}"] = row
            else:
                rows[f"{output}.{quarter}"] = row
    return rows


def read_monthly(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return {f"{row['output']}.month.{row['month']}": row for row in csv.DictReader(file)}


def read_curve(path):
    statements = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            statement = f"recovered.{row['quarter']} >= {row['threshold']}"
            statements[normal_statement(statement)] = (number(row["probability"]), number(row["trials"]))
    return statements


def read_probabilities(path):
    statements = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            p, n = number(row["probability"]), number(row["trials"])
            if p is not None and n:
                statements[normal_statement(row["statement"])] = (p, n)
    return statements


def read_peer(path):
    with open(path, encoding="utf-8") as file:
        peer = json.load(file)
    n = peer["trials"]
    return n, peer["outputs"], {normal_statement(k): (p, n) for k, p in peer["statements"].items()}


def z_of(difference, variance, scale):
    if variance > 0.0:
        return difference / math.sqrt(variance)
    return 0.0 if abs(difference) <= 1e-9 * abs(scale) else math.inf


def binomial_tail(k, n, p):
    """P(X >= k) for X binomial(n, p), 0 < p < 1."""
    total = 0.0
    for i in range(k, n + 1):
        total += math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1)
                          + i * math.log(p) + (n - i) * math.log1p(-p))
    return min(1.0, total)


def z_of_proportions(p1, n1, p2, n2):
    h1, h2 = round(p1 * n1), round(p2 * n2)
    flip = h1 + h2 > (n1 + n2) / 2
    if flip:
        h1, h2 = round(n1) - h1, round(n2) - h2
    hits = h1 + h2
    if hits == 0:
        return 0.0
    if hits < FEW:      # given the total, the first count is (nearly) binomial
        share = n1 / (n1 + n2)
        upper, lower = binomial_tail(h1, hits, share), binomial_tail(h2, hits, 1.0 - share)
        tail = min(0.5, upper, lower)
        z = -NormalDist().inv_cdf(max(tail, 1e-300))
        z = z if upper <= lower else -z
    else:
        pooled = hits / (n1 + n2)
        z = (h1 / n1 - h2 / n2) / math.sqrt(pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2))
    return -z if flip else z


def compare(first, second, n1, n2):
    """Rows (|z|, z, kind, name, value 1, value 2) of means and standard deviations, and the names left out."""
    rows, skipped, quantiles = [], [], []
    for name, a in first.items():
        b = second.get(name)
        if b is None:
            skipped.append(name)
            continue
        for key in QUANTILES:
            qa, qb = number(a.get(key)), number(b.get(key))
            finite = (qa is not None, qb is not None)
            if all(finite):
                scale = max(abs(qa), abs(qb))
                quantiles.append((abs(qa - qb) / scale if scale else 0.0, name, key, qa, qb))
            elif any(finite):
                quantiles.append((math.inf, name, key, a.get(key), b.get(key)))
        m1, s1, m2, s2 = (number(x.get(k)) for x, k in ((a, "mean"), (a, "sd"), (b, "mean"), (b, "sd")))
        if None in (m1, s1, m2, s2):
            continue
        e1 = number(a.get("standard_error"))
        e1 = s1 / math.sqrt(n1) if e1 is None else e1
        rows.append((z_of(m1 - m2, e1 * e1 + s2 * s2 / n2, m2), "mean", name, m1, m2))
        kurtosis = number(b.get("kurtosis")) or number(a.get("kurtosis"))
        if kurtosis is not None:
            spread = (kurtosis - 1.0) / 4.0
            rows.append((z_of(s1 - s2, spread * (s1 * s1 / n1 + s2 * s2 / n2), s2), "sd", name, s1, s2))
        elif s1 == 0.0 or s2 == 0.0:
            rows.append((z_of(s1 - s2, 0.0, s2), "sd", name, s1, s2))
    return rows, skipped, quantiles


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", help="summary.csv probabilities.csv peer.json, or two peers' JSON files")
    parser.add_argument("--top", type=int, default=0, help="print only the rows with the largest |z|")
    options = parser.parse_args()
    files = options.files

    if len(files) == 2:
        n1, first, statements1 = read_peer(files[0])
    elif len(files) == 3:
        first = read_summary(files[0])
        quarterly = os.path.join(os.path.dirname(files[0]), "quarterly.csv")
        if os.path.exists(quarterly):
            for name, row in read_quarterly(quarterly).items():
                first.setdefault(name, row)
        monthly = os.path.join(os.path.dirname(files[0]), "monthly.csv")
        if os.path.exists(monthly):
            first.update(read_monthly(monthly))
        statements1 = read_probabilities(files[1])
        curve = os.path.join(os.path.dirname(files[0]), "recovery_curve.csv")
        if os.path.exists(curve):
            statements1.update(read_curve(curve))
        if not statements1:
            print("compare.py: no usable probability", file=sys.stderr)
            return 2
        n1 = max(n for _, n in statements1.values())
    else:
        parser.error("two or three files are needed")
    n2, second, statements2 = read_peer(files[-1])

    rows, skipped, quantiles = compare(first, second, n1, n2)
    unmatched = []
    for statement, (p1, m1) in statements1.items():
        if statement not in statements2:
            unmatched.append(statement)
            continue
        p2, m2 = statements2[statement]
        rows.append((z_of_proportions(p1, m1, p2, m2), "probability", statement, p1, p2))
    if not rows:
        print("compare.py: nothing in common", file=sys.stderr)
        return 2

    rows.sort(key=lambda row: -abs(row[0]))
    print(f"{'z':>8}  {'what':<11}  {'output or statement':<32}  {'first':>16}  {'second':>16}")
    for z, kind, name, v1, v2 in rows[:options.top or None]:
        print(f"{z:8.2f}  {kind:<11}  {name:<32}  {v1:16.8g}  {v2:16.8g}")
    finite = [z for z, *_ in rows if math.isfinite(z)]
    bad = sum(not abs(z) <= LIMIT for z, *_ in rows)
    print(f"{len(rows)} comparisons of {n1:.0f} and {n2:.0f} trials: largest |z| {max(map(abs, (r[0] for r in rows))):.2f}, "
          f"root mean square {math.sqrt(sum(z * z for z in finite) / max(1, len(finite))):.2f}, {bad} beyond {LIMIT:g}")
    if quantiles:
        quantiles.sort(key=lambda row: -row[0])
        print("largest relative differences of quantiles (for information, not part of the verdict):")
        for relative, name, key, qa, qb in quantiles[:5]:
            print(f"  {relative:9.2%}  {name} {key}: {qa} {qb}")
    missing = [name for name in second if name not in first]
    for title, names in (("outputs not known to the second", skipped), ("outputs missing from the first", missing),
                         ("statements not known to the second", unmatched),
                         ("statements missing from the first", [s for s in statements2 if s not in statements1])):
        if names:
            print(f"{title} ({len(names)}): {', '.join(names[:12])}{', ...' if len(names) > 12 else ''}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
