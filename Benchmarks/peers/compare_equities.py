#!/usr/bin/env python3
"""Compare chipcast's equity statistics with a peer's, or two peers with each other.

    python3 compare_equities.py equities.csv [probabilities.csv] peer.json
    python3 compare_equities.py peer_a.json peer_b.json

equities.csv has a row for each ticker, horizon and output, with mean, standard_error and sd. Every mean, standard
deviation and probability gets a z score; the table is sorted by |z|. Exit status: 0 if all |z| < 4.5, 1 if any is
not, 2 if the input cannot be used.

Standard deviations of total returns are shown but not judged: the exponential of a Student t has no moments, so
they are what the few largest draws make them. Their means are judged by the standard error of each side's own
sample, which is finite.
"""
import argparse
import csv
import math
import sys

from compare import normal_statement, number, read_peer, read_probabilities, z_of, z_of_proportions

LIMIT = 4.5


def read_equities(path):
    """Rows by the names of the peers: car.688256.SH.20 and so on."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        return {f"{row['output']}.{row['ticker']}.{row['horizon']}": row for row in csv.DictReader(file)}


def read_falls(rows, n):
    """The probabilities of falls that stand in the rows of abnormal returns, as statements of the peers."""
    return {normal_statement(f"{name} < -{size}"): (number(row[column]), n) for name, row in rows.items()
            for column, size in (("p_below_5", 0.05), ("p_below_10", 0.1))
            if name.startswith("car.") and number(row.get(column)) is not None}


def compare(first, second, n1, n2):
    """Rows (z, kind, name, value 1, value 2, whether it is judged) of what both have."""
    rows = []
    for name, a in first.items():
        b = second.get(name)
        if b is None:
            continue
        m1, s1, m2, s2 = (number(x.get(k)) for x, k in ((a, "mean"), (a, "sd"), (b, "mean"), (b, "sd")))
        if None in (m1, s1, m2, s2):
            # chipcast gives no mean where there is none: total returns without a price limit.
            if not name.startswith("total_return."):
                rows.append((math.inf, "mean", name, m1, m2, True))
            continue
        e1, e2 = (number(x.get("standard_error")) or s / math.sqrt(n) for x, s, n in ((a, s1, n1), (b, s2, n2)))
        rows.append((z_of(m1 - m2, e1 * e1 + e2 * e2, m2), "mean", name, m1, m2, True))
        kurtosis = max(number(a.get("kurtosis")) or 0.0, number(b.get("kurtosis")) or 0.0)
        spread = max(kurtosis - 1.0, 0.0) / 4.0
        z = z_of(s1 - s2, spread * (s1 * s1 / n1 + s2 * s2 / n2), s2)
        rows.append((z, "sd", name, s1, s2, not name.startswith("total_return.")))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", help="equities.csv [probabilities.csv] peer.json, or two JSON files")
    parser.add_argument("--trials", type=float, help="trials behind equities.csv, where it has no column trials")
    parser.add_argument("--top", type=int, default=20, help="print only the rows with the largest |z|; 0 for all")
    options = parser.parse_args()
    files = options.files
    if not 2 <= len(files) <= 3:
        parser.error("two or three files are needed")

    n2, second, statements2 = read_peer(files[-1])
    statements1 = {}
    if files[0].endswith(".json"):
        n1, first, statements1 = read_peer(files[0])
    else:
        first = read_equities(files[0])
        if len(files) == 3:
            statements1 = read_probabilities(files[1])
        counts = [number(row.get("trials")) for row in first.values()] + [n for _, n in statements1.values()]
        n1 = options.trials or max((n for n in counts if n), default=None)
        if n1 is None:      # mean, sd and standard error of any row give it, where draws are independent
            n1 = max(((number(r["sd"]) or 0.0) / (number(r["standard_error"]) or math.inf)) ** 2
                     for r in first.values())
        statements1.update(read_falls(first, n1))

    rows = compare(first, second, n1, n2)
    for statement, (p1, m1) in statements1.items():
        if statement in statements2:
            p2, m2 = statements2[statement]
            rows.append((z_of_proportions(p1, m1, p2, m2), "probability", statement, p1, p2, True))
    if not rows:
        print("compare_equities.py: nothing in common", file=sys.stderr)
        return 2

    judged = [row for row in rows if row[-1]]
    judged.sort(key=lambda row: -abs(row[0]))
    print(f"{'z':>8}  {'what':<11}  {'output or statement':<32}  {'first':>16}  {'second':>16}")
    for z, kind, name, v1, v2, _ in judged[:options.top or None]:
        print(f"{z:8.2f}  {kind:<11}  {name:<32}  {v1!s:>16.16}  {v2!s:>16.16}")
    finite = [row[0] for row in judged if math.isfinite(row[0])]
    bad = sum(not abs(row[0]) < LIMIT for row in judged)
    print(f"{len(judged)} comparisons of {n1:.0f} and {n2:.0f} trials: largest |z| {abs(judged[0][0]):.2f}, "
          f"root mean square {math.sqrt(sum(z * z for z in finite) / max(1, len(finite))):.2f}, "
          f"{bad} not below {LIMIT:g}")
    unjudged = sorted((row for row in rows if not row[-1]), key=lambda row: -abs(row[3] / row[4] - 1.0 if row[4] else 0))
    if unjudged:
        print("standard deviations of total returns, not judged; the most different:")
        for _, _, name, v1, v2, _ in unjudged[:3]:
            print(f"  {name}: {v1:.6g} {v2:.6g}")
    missing = [name for name in second if name not in first]
    if missing:
        print(f"outputs missing from the first ({len(missing)}): {', '.join(missing[:12])}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
