"""What both peers of the equity model share: the parameter file, tables of the t, names, tallies.

The simulations themselves, equities_numpy.py and equities_numba.py, have nothing in common.
"""
import csv
import json
import math

import numpy as np

CLASSES = ("announcement", "export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted",
           "successor_launch")
OUTPUTS = ("car", "total_return", "drawdown")
LEVELS = (-0.05, -0.10)
KNOTS, REACH = 4097, 8.5
SESSIONS_A_MONTH = 21
ELASTICITY, DEMAND, DISPLACEMENT = (0.5, 1.0, 2.0), (1.2e6, 2.0e6, 3.5e6), (0.05, 0.2, 0.5)   # PERT


class Parameters:
    """The parameter file as arrays. Equities stand in the file's order, indices by equity first."""

    def __init__(self, path, fixed=False):
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = [(r["parameter"], r["name"], r["other"], r["value"]) for r in csv.DictReader(file)]
        table = {(p, name, other): value for p, name, other, value in rows if p not in ("horizon", "benchmark")}
        of = {name: other for p, name, other, _ in rows if p == "benchmark"}

        def get(parameter, name="", other="", default=None):
            text = table.get((parameter, name, other), "")
            if text == "" and default is None:
                raise SystemExit(f"{path}: no {parameter} for {name or 'all'} {other}")
            return default if text == "" else float(text)

        def copula(parameter, names):
            matrix = np.eye(len(names))
            for i, a in enumerate(names):
                for j, b in enumerate(names[:i]):
                    key = (parameter, a, b) if (parameter, a, b) in table else (parameter, b, a)
                    matrix[i, j] = matrix[j, i] = get(*key)
            return np.linalg.cholesky(matrix)

        def column(parameter, names, **default):
            return np.array([get(parameter, name, **default) for name in names])

        self.tickers = list(of)
        self.benchmarks = list(dict.fromkeys(of.values()))
        self.benchmark = np.array([self.benchmarks.index(of[t]) for t in self.tickers])
        self.drift, self.drift_error, self.volatility, self.benchmark_tail = (
            column(p, self.benchmarks) for p in ("drift", "drift_error", "volatility", "tail"))
        self.benchmark_factor = copula("benchmark_copula", self.benchmarks)
        (self.beta, self.beta_error, self.residual_volatility, self.residual_volatility_error, self.tail,
         self.exposure) = (
            column(p, self.tickers) for p in ("beta", "beta_error", "residual_volatility",
                                              "residual_volatility_error", "tail", "exposure"))
        self.residual_factor = copula("residual_copula", self.tickers)
        limit = column("price_limit", self.tickers, default=math.nan)
        self.is_limited = np.isfinite(limit)
        self.lowest = np.where(self.is_limited, np.log1p(-np.where(self.is_limited, limit, 0.0)), -np.inf)
        self.highest = np.where(self.is_limited, np.log1p(np.where(self.is_limited, limit, 0.0)), np.inf)
        self.weight = column("weight", self.tickers, default=0.0)
        self.mean, self.mean_error, self.spread = (
            np.array([[get(p, t, c) for c in CLASSES] for t in self.tickers])
            for p in ("reaction_mean", "reaction_mean_error", "reaction_spread"))
        self.reaction_correlation, self.permanent_share, self.half_life = (
            get(p) for p in ("reaction_correlation", "permanent_share", "half_life"))
        self.sessions, self.sessions_to_first_month = (
            int(get(p)) for p in ("sessions", "sessions_to_first_month"))
        self.horizons = sorted(int(float(value)) for p, _, _, value in rows if p == "horizon")
        if not self.horizons or not 1 <= self.horizons[0] or self.horizons[-1] > self.sessions:
            raise SystemExit(f"{path}: horizons must lie within the sessions")
        if fixed:
            self.beta_error = np.zeros_like(self.beta_error)
            self.mean_error = np.zeros_like(self.mean_error)
            self.drift_error = np.zeros_like(self.drift_error)
            self.residual_volatility_error = np.zeros_like(self.residual_volatility_error)

    @property
    def months(self):
        """Months of shipments that the sessions see."""
        return max(0, (self.sessions - self.sessions_to_first_month) // SESSIONS_A_MONTH + 1)


def student_tail(t, degrees):
    """P(T > t) of a Student t, t > 0: the incomplete beta function at x = v/(v + t^2) by its power series."""
    a, x = 0.5 * degrees, degrees / (degrees + t * t)
    term, total, n = 1.0, 1.0 / a, 0
    while term / (a + n) > 1e-17 * total and n < 100_000:
        n += 1
        term *= x * (n - 0.5) / n
        total += term / (a + n)
    beta = math.lgamma(a) + math.lgamma(0.5) - math.lgamma(a + 0.5)
    return 0.5 * math.exp(a * math.log(x) - beta) * total


def student_table(degrees):
    """Values at KNOTS equidistant z in [-REACH, REACH] of the unit-variance t: sqrt((v-2)/v) tinv(Phi(z)).

    F(t(z)) = Phi(z) gives dt/dz = phi(z) / f(t). Bisection finds t(REACH); Runge-Kutta goes down from there to
    t(0) = 0, the direction in which errors shrink, 8 steps a knot.
    """
    half, steps = KNOTS // 2, 8
    h = -REACH / half / steps
    constant = 0.5 * math.log(degrees / 2.0) + math.lgamma(0.5 * degrees) - math.lgamma(0.5 * (degrees + 1.0))

    def slope(z, t):
        return math.exp(constant - 0.5 * z * z + 0.5 * (degrees + 1.0) * math.log1p(t * t / degrees))

    aim = 0.5 * math.erfc(REACH / math.sqrt(2.0))
    low, high = 1.0, 2.0
    while student_tail(high, degrees) > aim:
        low, high = high, 2.0 * high
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if student_tail(middle, degrees) > aim else (low, middle)
    t, values = low, [low]
    for k in range(half):
        for step in range(steps):
            z = REACH + (k * steps + step) * h
            k1 = slope(z, t)
            k2 = slope(z + 0.5 * h, t + 0.5 * h * k1)
            k3 = slope(z + 0.5 * h, t + 0.5 * h * k2)
            k4 = slope(z + h, t + h * k3)
            t += h * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0
        values.append(t)
    assert abs(t) < 1e-6
    values[-1] = 0.0
    upper = np.array(values) * math.sqrt((degrees - 2.0) / degrees)
    return np.concatenate((-upper, upper[-2::-1]))


def names_of(parameters):
    """The rows of the tallies: equity or basket, horizon, output."""
    return [f"{output}.{ticker}.{h}" for ticker in parameters.tickers + ["basket"] for h in parameters.horizons
            for output in OUTPUTS]


def write_json(path, parameters, trials, seconds, sums, hits):
    """sums: (rows, 4) sums of powers 1 to 4; hits: (equities and basket, horizons, levels) counts of CAR below."""
    outputs, statements = {}, {}
    for name, (s1, s2, s3, s4) in zip(names_of(parameters), sums / trials):
        m2 = s2 - s1 * s1
        m4 = s4 - 4.0 * s1 * s3 + 6.0 * s1 * s1 * s2 - 3.0 * s1 ** 4
        outputs[name] = {"count": trials, "mean": float(s1), "sd": math.sqrt(max(0.0, m2 * trials / (trials - 1))),
                         "kurtosis": float(m4 / (m2 * m2)) if m2 > 0.0 else None}
    for e, ticker in enumerate(parameters.tickers + ["basket"]):
        for k, h in enumerate(parameters.horizons):
            for i, level in enumerate(LEVELS):
                statements[f"car.{ticker}.{h} < {level:g}"] = int(hits[e, k, i]) / trials
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"trials": trials, "seconds": seconds, "outputs": outputs, "statements": statements}, file,
                  indent=1, allow_nan=False)
        file.write("\n")
