#!/usr/bin/env python3
"""Numba peer of chipcast's equity forecast: abnormal returns, total returns, drawdowns of shares and a basket.

    python3 equities_numba.py --parameters FILE --trials N --seed S [--threads T] [--fixed] [--json FILE]

Compiled loops over blocks of LANES trials. Within a block a session's arithmetic runs along the lanes, in the
processor's vectors; what happens once a trial or seldom (policy, shipments, events) is scalar. The random numbers
are xoshiro256++ (Blackman and Vigna 2019), one stream a task, with ziggurat normals (Marsaglia and Tsang 2000) and
gammas (Marsaglia and Tsang 2000). Tasks run in parallel; results do not depend on how many threads share them.
--fixed takes beta, sigma and mean reactions at their estimates.
"""
import argparse
import math
import time

import numpy as np
from numba import get_num_threads, njit, prange, set_num_threads

from equity_peer import (CLASSES, DEMAND, DISPLACEMENT, ELASTICITY, KNOTS, LEVELS, REACH, SESSIONS_A_MONTH,
                         Parameters, student_table, write_json)

LANES = 128
TASK = 2048                     # trials, a multiple of LANES
ANNOUNCEMENT, CLOSED, REOPENED, DISCOURAGING, LIFTED, LAUNCH = range(len(CLASSES))
LEVEL_1, LEVEL_2 = LEVELS
ELASTICITY_LOW, ELASTICITY_MODE, ELASTICITY_HIGH = ELASTICITY
DEMAND_LOW, DEMAND_MODE, DEMAND_HIGH = DEMAND
DISPLACEMENT_LOW, DISPLACEMENT_MODE, DISPLACEMENT_HIGH = DISPLACEMENT
PER_KNOT = (KNOTS - 1) / (2.0 * REACH)
MIDDLE = (KNOTS - 1) // 2
SHARES_OF_ORDERS = np.array([0.26, 0.26, 0.18, 0.12, 0.18])
NEVER = 1 << 30

FASTMATH = {"contract", "reassoc", "nsz", "arcp"}      # infinities stay infinite
fast = njit(fastmath=FASTMATH, error_model="numpy")


# ---- random numbers ------------------------------------------------------------------------------------

def ziggurat():
    """Edges, acceptance ratios and densities of 256 layers of exp(-x^2/2)."""
    r, area = 3.6541528853610088, 0.00492867323399
    edge, density = np.empty(257), np.empty(257)
    edge[0], edge[1] = area / math.exp(-0.5 * r * r), r
    for i in range(2, 256):
        edge[i] = math.sqrt(-2.0 * math.log(area / edge[i - 1] + math.exp(-0.5 * edge[i - 1] ** 2)))
    edge[256] = 0.0
    density[:] = np.exp(-0.5 * edge ** 2)
    return edge, np.append(edge[1:] / edge[:-1], 0.0), density


EDGE, RATIO, DENSITY = ziggurat()


@fast
def next_bits(s):
    total = s[0] + s[3]
    result = ((total << np.uint64(23)) | (total >> np.uint64(41))) + s[0]
    t = s[1] << np.uint64(17)
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = (s[3] << np.uint64(45)) | (s[3] >> np.uint64(19))
    return result


@fast
def seed_stream(s, seed, task):
    """splitmix64 from the seed and the task."""
    x = np.uint64(seed) * np.uint64(0xD1342543DE82EF95) + np.uint64(task)
    for i in range(4):
        x += np.uint64(0x9E3779B97F4A7C15)
        z = x
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        s[i] = z ^ (z >> np.uint64(31))


@fast
def uniform(s):
    """In (0, 1)."""
    return (np.float64(next_bits(s) >> np.uint64(12)) + 0.5) * 2.0 ** -52


@fast
def normal_outside(s, layer, u):
    """The rest of the ziggurat: layer 0's tail and the wedges."""
    while True:
        x = u * EDGE[layer]
        if layer == 0:
            if abs(u) < RATIO[0]:
                return x
            while True:
                a = -math.log(uniform(s)) / EDGE[1]
                if -2.0 * math.log(uniform(s)) > a * a:
                    return EDGE[1] + a if u > 0.0 else -EDGE[1] - a
        if abs(u) < RATIO[layer]:
            return x
        if DENSITY[layer] + uniform(s) * (DENSITY[layer + 1] - DENSITY[layer]) < math.exp(-0.5 * x * x):
            return x
        bits = next_bits(s)
        layer = np.uint32(bits & np.uint64(255))
        u = np.float64(np.int64(bits) >> np.int64(11)) * 2.0 ** -52


@fast
def normal(s):
    bits = next_bits(s)
    layer = np.uint32(bits & np.uint64(255))
    u = np.float64(np.int64(bits) >> np.int64(11)) * 2.0 ** -52
    if abs(u) < RATIO[layer]:
        return u * EDGE[layer]
    return normal_outside(s, layer, u)


@fast
def gamma(s, shape):
    """shape >= 1."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(s)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        u = uniform(s)
        if u < 1.0 - 0.0331 * x * x * x * x or math.log(u) < 0.5 * x * x + d * (1.0 - v + math.log(v)):
            return d * v


@fast
def beta(s, a, b):
    x = gamma(s, a)
    return x / (x + gamma(s, b))


@fast
def pert(s, low, mode, high):
    width = high - low
    return low + width * beta(s, 1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width)


# ---- policy and shipments: one trial -------------------------------------------------------------------

@fast
def revenue_path(s, months, before, shipped, event_class, event_day):
    """H20 equivalents shipped by the end of each month into shipped[1:], events of the gates and the launch into
    the event arrays. Returns the number of events."""
    if uniform(s) < 0.3:
        order_h20 = pert(s, 600e3, 800e3, 1e6)
    else:
        order_h20 = pert(s, 300e3, 350e3, 400e3)
    clears = uniform(s) < 0.65
    order_b30 = pert(s, 600e3, 1e6, 1.3e6) if clears else 0.0
    stock_h20, stock_b30 = pert(s, 500e3, 650e3, 1e6), 0.0
    launch = pert(s, 2.0, 4.0, 9.0)
    lead = pert(s, 3.0, 6.0, 9.0)
    capacity_h20, capacity_b30 = pert(s, 20e3, 50e3, 100e3), pert(s, 40e3, 90e3, 160e3)
    gain_h20 = 1.0 - math.exp(-1.0 / pert(s, 1.0, 2.0, 4.0))
    gain_b30 = 1.0 - math.exp(-1.0 / pert(s, 1.0, 2.0, 4.0))
    keep_live = 1.0 - beta(s, 3.0, 4.0) / 12.0
    compute_b30 = 0.60 + 0.15 * pert(s, 0.1, 0.25, 0.5)
    keep = 1.0 - pert(s, 0.0, 0.02, 0.06)
    uptake = pert(s, 0.2, 0.4, 0.7)
    factor = beta(s, 2.0, 4.0)
    close, reopen = beta(s, 2.0, 38.0), beta(s, 3.0, 17.0)
    discourage, lift = beta(s, 3.0, 27.0), beta(s, 2.0, 18.0)
    rate = beta(s, 8.0, 2.0)
    licensed_by = np.empty(5)
    for b in range(5):
        licensed_by[b] = -1.2 * math.log(uniform(s) * uniform(s)) if uniform(s) < rate else math.inf

    book_h20, book_b30 = order_h20, order_b30
    shipped_h20, shipped_b30 = 0.0, 0.0
    level_h20, level_b30 = 0.0, 0.0
    is_open, is_neutral = True, True
    events = 0
    shipped[0] = 0.0
    for t in range(months):
        e = t + 1.0
        day = before + SESSIONS_A_MONTH * t
        if uniform(s) < (close if is_open else reopen):
            event_class[events] = CLOSED if is_open else REOPENED
            event_day[events] = day + int(SESSIONS_A_MONTH * uniform(s))
            events += 1
            is_open = not is_open
        if uniform(s) < (discourage if is_neutral else lift):
            event_class[events] = DISCOURAGING if is_neutral else LIFTED
            event_day[events] = day + int(SESSIONS_A_MONTH * uniform(s))
            events += 1
            is_neutral = not is_neutral
        if e >= lead:
            level_h20 += (1.0 - level_h20) * gain_h20
            stock_h20 += capacity_h20 * level_h20
        if e >= launch:
            level_b30 += (1.0 - level_b30) * gain_b30
            stock_b30 += capacity_b30 * level_b30
        book_h20 *= keep
        book_b30 *= keep
        if clears and e >= launch:
            book_h20 *= keep_live
        share = 0.0
        for b in range(5):
            if licensed_by[b] <= e:
                share += SHARES_OF_ORDERS[b]
        ship_h20, ship_b30 = 0.0, 0.0
        if is_open:
            pace = uptake if is_neutral else uptake * factor
            ship_h20 = min(pace * max(0.0, min(order_h20 * share - shipped_h20, book_h20)), stock_h20)
            if e >= launch:
                ship_b30 = min(pace * max(0.0, min(order_b30 * share - shipped_b30, book_b30)), stock_b30)
        stock_h20 -= ship_h20
        stock_b30 -= ship_b30
        book_h20 -= ship_h20
        book_b30 -= ship_b30
        shipped_h20 += ship_h20
        shipped_b30 += ship_b30
        shipped[t + 1] = shipped_h20 + compute_b30 * shipped_b30
    if clears:
        event_class[events] = LAUNCH
        event_day[events] = (before + SESSIONS_A_MONTH * (int(math.ceil(launch)) - 1)
                             + int(SESSIONS_A_MONTH * uniform(s)))
        events += 1
    return events


# ---- one session along the lanes -----------------------------------------------------------------------

@fast
def exponential(x):
    """exp(x) as the 16th power of a polynomial at x/16: full precision for |x| < 3, relative 1e-9 at 8."""
    y = x * 0.0625
    p = 1.0 / 39916800.0
    p = p * y + 1.0 / 3628800.0
    p = p * y + 1.0 / 362880.0
    p = p * y + 1.0 / 40320.0
    p = p * y + 1.0 / 5040.0
    p = p * y + 1.0 / 720.0
    p = p * y + 1.0 / 120.0
    p = p * y + 1.0 / 24.0
    p = p * y + 1.0 / 6.0
    p = p * y + 0.5
    p = p * y + 1.0
    p = p * y + 1.0
    p *= p
    p *= p
    p *= p
    return p * p


@fast
def fill_normals(s, streams, normals, rows, layers, spans):
    """A normal for every row and lane. Each lane has a stream of its own, so that most of the ziggurat runs
    along the lanes; the 1 in 80 outside is made good from the stream s."""
    for i in range(rows):
        rejected = 0
        for j in range(LANES):
            s0, s1, s2, s3 = streams[0, j], streams[1, j], streams[2, j], streams[3, j]
            total = s0 + s3
            bits = ((total << np.uint64(23)) | (total >> np.uint64(41))) + s0
            s2 ^= s0
            s3 ^= s1
            streams[0, j] = s0 ^ s3
            streams[2, j] = s2 ^ (s1 << np.uint64(17))
            streams[1, j] = s1 ^ s2
            streams[3, j] = (s3 << np.uint64(45)) | (s3 >> np.uint64(19))
            layer = bits & np.uint64(255)
            u = np.float64(np.int64(bits) >> np.int64(11)) * 2.0 ** -52
            layers[j] = layer
            spans[j] = u
            normals[i, j] = u * EDGE[layer]
            rejected += abs(u) >= RATIO[layer]
        if rejected != 0:
            for j in range(LANES):
                if abs(spans[j]) >= RATIO[layers[j]]:
                    normals[i, j] = normal_outside(s, layers[j], spans[j])


@fast
def correlate(factor, normals, z):
    """z = factor times normals; the factor is lower triangular, four columns are taken at a time."""
    for i in range(len(z)):
        for j in range(LANES):
            z[i, j] = 0.0
        for k in range(0, i + 1, 4):
            f0, f1, f2, f3 = factor[i, k], factor[i, k + 1], factor[i, k + 2], factor[i, k + 3]
            if f0 != 0.0 or f1 != 0.0 or f2 != 0.0 or f3 != 0.0:
                for j in range(LANES):
                    z[i, j] += (f0 * normals[k, j] + f1 * normals[k + 1, j]
                                + (f2 * normals[k + 2, j] + f3 * normals[k + 3, j]))


@fast
def through_tables(z, start, slope):
    """t's for normals counted in knots, by linear interpolation in each row's own table; in place."""
    for i in range(len(z)):
        middle = MIDDLE + i * KNOTS
        for j in range(LANES):
            k = np.uint32(np.int32(z[i, j] + middle))
            z[i, j] = start[k] + slope[k] * z[i, j]


@fast
def add_returns(want, beta_now, sigma, z, drift, market_sum, benchmark):
    markets = len(market_sum)
    for b in range(markets):
        for j in range(LANES):
            z[b, j] += drift[b, j]
            market_sum[b, j] += z[b, j]
    for i in range(len(want)):
        b = benchmark[i]
        for j in range(LANES):
            want[i, j] += beta_now[i, j] * z[b, j] + sigma[i, j] * z[markets + i, j]


@fast
def set_aims(aim, want, passing, fade, impact, displaced):
    for i in range(len(aim)):
        for j in range(LANES):
            passing[i, j] *= fade
            aim[i, j] = want[i, j] + passing[i, j] - impact[i, j] * displaced[j]


@fast
def move(price, aim, peak, fall, lowest, highest):
    """Prices run after what is wanted within their limits; drawdowns follow."""
    for i in range(len(price)):
        lower, upper = lowest[i], highest[i]
        for j in range(LANES):
            low = price[i, j] + lower
            high = price[i, j] + upper
            a = aim[i, j]
            a = a if a > low else low
            price[i, j] = a if a < high else high
        for j in range(LANES):
            top = peak[i, j]
            top = price[i, j] if price[i, j] > top else top
            peak[i, j] = top
            gap = top - price[i, j]
            fall[i, j] = gap if gap > fall[i, j] else fall[i, j]


@fast
def move_basket(value, top, fall, weight, price):
    for j in range(LANES):
        value[j] = 0.0
    for i in range(len(price)):
        w = weight[i]
        if w != 0.0:
            for j in range(LANES):
                value[j] += w * exponential(price[i, j])
    for j in range(LANES):
        v = value[j]
        t = top[j]
        t = v if v > t else t
        top[j] = t
        gap = 1.0 - v / t
        fall[j] = gap if gap > fall[j] else fall[j]


@fast
def tally(x, sums):
    s1 = s2 = s3 = s4 = 0.0
    for j in range(LANES):
        v = x[j]
        w = v * v
        s1 += v
        s2 += w
        s3 += v * w
        s4 += w * w
    sums[0] += s1
    sums[1] += s2
    sums[2] += s3
    sums[3] += s4


@fast
def count_below(x, hits):
    first = second = 0
    for j in range(LANES):
        first += x[j] < LEVEL_1
        second += x[j] < LEVEL_2
    hits[0] += first
    hits[1] += second


# ---- blocks and tasks ----------------------------------------------------------------------------------

@fast
def run_task(s, blocks, sessions, before, months, horizons, benchmark, factor, start, slope, beta_mean, beta_error,
             sigma_mean, sigma_error, exposure, lowest, highest, weight, mean, mean_error, spread, common, own, lasts,
             fade, drift_error, sums, hits):
    shares = len(benchmark)
    markets = len(factor) - shares
    size = markets + shares
    streams = np.empty((4, LANES), dtype=np.uint64)
    for j in range(LANES):
        for i in range(4):
            streams[i, j] = next_bits(s)
    layers, spans = np.empty(LANES, dtype=np.uint64), np.empty(LANES)
    normals, z = np.zeros((factor.shape[1], LANES)), np.empty((size, LANES))
    beta_now, sigma, impact = np.empty((shares, LANES)), np.empty((shares, LANES)), np.empty((shares, LANES))
    want, passing, price, aim = (np.empty((shares, LANES)), np.empty((shares, LANES)), np.empty((shares, LANES)),
                                 np.empty((shares, LANES)))
    peak, fall = np.empty((shares, LANES)), np.empty((shares, LANES))
    market_sum, drift = np.empty((markets, LANES)), np.empty((markets, LANES))   # drift: around its mean
    value, top, basket_fall, displaced = np.empty(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
    car, total = np.empty(LANES), np.empty(LANES)
    basket_car, basket_total = np.empty(LANES), np.empty(LANES)
    shipped = np.empty((LANES, months + 1))
    reaction = np.empty((len(CLASSES), shares))
    known = np.empty(len(CLASSES), dtype=np.bool_)
    event_class, event_day = np.empty(2 * months + 1, dtype=np.int64), np.empty(2 * months + 1, dtype=np.int64)
    # events of the block, a linked list for each session
    head = np.empty(sessions + 1, dtype=np.int64)
    link = np.empty(LANES * (2 * months + 1), dtype=np.int64)
    event_lane = np.empty(LANES * (2 * months + 1), dtype=np.int64)
    event_reaction = np.empty((LANES * (2 * months + 1), shares))
    basket_start = weight.sum()

    for block in range(blocks):
        # --- once a trial ---
        listed = 0
        head[:] = -1
        for j in range(LANES):
            events = revenue_path(s, months, before, shipped[j], event_class, event_day)
            scale = (pert(s, DISPLACEMENT_LOW, DISPLACEMENT_MODE, DISPLACEMENT_HIGH)
                     / pert(s, DEMAND_LOW, DEMAND_MODE, DEMAND_HIGH))
            for t in range(months + 1):
                shipped[j, t] *= scale
            for i in range(shares):
                beta_now[i, j] = beta_mean[i] + beta_error[i] * normal(s)
                sigma[i, j] = sigma_mean[i] * math.exp(sigma_error[i] * normal(s))
                impact[i, j] = 0.0
                if exposure[i] != 0.0:
                    impact[i, j] = exposure[i] * pert(s, ELASTICITY_LOW, ELASTICITY_MODE, ELASTICITY_HIGH)
            for b in range(markets):
                drift[b, j] = drift_error[b] * normal(s)
            known[:] = False
            for e in range(-1, events):
                c = ANNOUNCEMENT if e < 0 else event_class[e]
                if e >= 0 and event_day[e] > sessions:
                    continue
                if not known[c]:             # mean reactions, one draw a trial for each class that happens
                    known[c] = True
                    for i in range(shares):
                        reaction[c, i] = mean[i, c] + mean_error[i, c] * normal(s)
                shared = common * normal(s)
                if e < 0:
                    for i in range(shares):
                        r = reaction[c, i] + spread[i, c] * (shared + own * normal(s))
                        want[i, j] = lasts * r
                        passing[i, j] = (1.0 - lasts) * r
                        price[i, j] = min(max(r, lowest[i]), highest[i])
                else:
                    for i in range(shares):
                        event_reaction[listed, i] = reaction[c, i] + spread[i, c] * (shared + own * normal(s))
                    event_lane[listed] = j
                    link[listed] = head[event_day[e]]
                    head[event_day[e]] = listed
                    listed += 1
        # --- session 0: the announcement ---
        market_sum[:] = 0.0
        top[:] = basket_start
        basket_fall[:] = 0.0
        displaced[:] = 0.0
        for i in range(shares):
            for j in range(LANES):
                peak[i, j] = max(0.0, price[i, j])
                fall[i, j] = peak[i, j] - price[i, j]
        move_basket(value, top, basket_fall, weight, price)
        # --- the sessions ---
        k = 0
        for d in range(1, sessions + 1):
            fill_normals(s, streams, normals, size, layers, spans)
            correlate(factor, normals, z)
            through_tables(z, start, slope)
            add_returns(want, beta_now, sigma, z, drift, market_sum, benchmark)
            since = d - before
            if since >= 0:
                t = since // SESSIONS_A_MONTH
                within = (since % SESSIONS_A_MONTH + 1.0) / SESSIONS_A_MONTH
                for j in range(LANES):
                    displaced[j] = min(1.0, shipped[j, t] + (shipped[j, t + 1] - shipped[j, t]) * within)
            set_aims(aim, want, passing, fade, impact, displaced)
            e = head[d]
            while e >= 0:
                j = event_lane[e]
                for i in range(shares):
                    want[i, j] += lasts * event_reaction[e, i]
                    passing[i, j] += (1.0 - lasts) * event_reaction[e, i]
                    aim[i, j] += event_reaction[e, i]
                e = link[e]
            move(price, aim, peak, fall, lowest, highest)
            move_basket(value, top, basket_fall, weight, price)

            if k < len(horizons) and d == horizons[k]:
                basket_car[:] = 0.0
                basket_total[:] = 0.0
                for i in range(shares):
                    for j in range(LANES):
                        car[j] = price[i, j] - beta_now[i, j] * market_sum[benchmark[i], j]
                        total[j] = exponential(price[i, j]) - 1.0
                        basket_car[j] += weight[i] * car[j]
                        basket_total[j] += weight[i] * total[j]
                    tally(car, sums[i, k, 0])
                    count_below(car, hits[i, k])
                    tally(total, sums[i, k, 1])
                    for j in range(LANES):
                        total[j] = 1.0 - exponential(-fall[i, j])
                    tally(total, sums[i, k, 2])
                tally(basket_car, sums[shares, k, 0])
                count_below(basket_car, hits[shares, k])
                tally(basket_total, sums[shares, k, 1])
                tally(basket_fall, sums[shares, k, 2])
                k += 1


@njit(parallel=True, fastmath=FASTMATH, error_model="numpy")
def run(seed, trials, sessions, before, months, horizons, benchmark, factor, start, slope, beta_mean, beta_error,
        sigma_mean, sigma_error, exposure, lowest, highest, weight, mean, mean_error, spread, common, own, lasts, fade,
        drift_error):
    tasks = (trials + TASK - 1) // TASK
    shares = len(benchmark)
    sums = np.zeros((tasks, shares + 1, len(horizons), 3, 4))
    hits = np.zeros((tasks, shares + 1, len(horizons), 2), dtype=np.int64)
    for task in prange(tasks):
        s = np.empty(4, dtype=np.uint64)
        seed_stream(s, seed, task)
        blocks = (min(TASK, trials - task * TASK) + LANES - 1) // LANES
        run_task(s, blocks, sessions, before, months, horizons, benchmark, factor, start, slope, beta_mean,
                 beta_error, sigma_mean, sigma_error, exposure, lowest, highest, weight, mean, mean_error, spread,
                 common, own, lasts, fade, drift_error, sums[task], hits[task])
    return sums, hits


def arguments(p):
    """What run takes after seed and trials."""
    markets, size = len(p.benchmarks), len(p.benchmarks) + len(p.tickers)
    factor = np.zeros((size, -(-size // 4) * 4))
    factor[:markets, :markets] = p.benchmark_factor
    factor[markets:, markets:size] = p.residual_factor
    factor *= PER_KNOT                      # normals come out counted in knots
    values = [student_table(v) * s + m for v, s, m in zip(p.benchmark_tail, p.volatility, p.drift)]
    values = np.array(values + [student_table(v) for v in p.tail])
    slope = np.diff(values, append=2.0 * values[:, -1:] - values[:, -2:-1])
    start = (values - slope * (np.arange(KNOTS) - MIDDLE)).ravel()
    slope = slope.ravel()
    return (p.sessions, p.sessions_to_first_month, p.months, np.array(p.horizons), p.benchmark, factor, start, slope,
            p.beta, p.beta_error, p.residual_volatility, p.residual_volatility_error, p.exposure, p.lowest,
            p.highest, p.weight, p.mean, p.mean_error, p.spread, math.sqrt(p.reaction_correlation),
            math.sqrt(1.0 - p.reaction_correlation), p.permanent_share, 0.5 ** (1.0 / p.half_life),
            p.drift_error)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parameters", required=True)
    parser.add_argument("--trials", type=int, default=1_000_000, help=f"rounded up to a multiple of {LANES}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=get_num_threads())
    parser.add_argument("--fixed", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    if min(options.trials, options.threads) < 1:
        parser.error("trials and threads must be positive")
    p = Parameters(options.parameters, options.fixed)
    trials = -(-options.trials // LANES) * LANES
    set_num_threads(options.threads)
    rest = arguments(p)
    start = time.perf_counter()
    run(0, LANES, *rest)                    # compiles
    compiled = time.perf_counter()
    sums, hits = run(options.seed, trials, *rest)
    seconds = time.perf_counter() - compiled
    print(f"numba: {trials} trials, {options.threads} threads, {seconds:.3f} s, "
          f"{1e6 * seconds / trials:.2f} s per million trials (compiled in {compiled - start:.0f} s)")
    if options.json:
        write_json(options.json, p, trials, seconds, sums.sum(axis=0).reshape(-1, 4), hits.sum(axis=0))


if __name__ == "__main__":
    main()
