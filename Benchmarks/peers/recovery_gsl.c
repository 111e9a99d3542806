/* C99, GSL and OpenMP peer of chipcast's base revenue-recovery forecast.
 *
 *   gcc -std=gnu99 -O3 -march=native -fopenmp recovery_gsl.c -o recovery_gsl -lgsl -lgslcblas -lm
 *   recovery_gsl TRIALS SEED [THREADS [FILE.json]]
 *
 * Trials are spread over threads in blocks; each thread has its own generator (taus2, own seed) and its own
 * tallies, merged at the end. Nothing is kept of a trial but its tallies: sums about a shift, minimum, maximum
 * and a log-linear histogram of 1024 bins an octave (quantiles to one part in a thousand; zero, infinity and
 * integers up to 1023 exactly). Results depend on TRIALS, SEED and THREADS only.
 */
#include <float.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>

enum { MONTHS = 18, QUARTERS = 6, BUYERS = 5, LEVELS = 5, EVENTS = 5 };

enum {                                  /* columns */
    RECOVERED_FY, RECOVERED, NET_RECOVERED, GROSS_PROFIT, RECOVERY_RATIO, MONTHS_TO_TARGET, H20_EQUIVALENTS,
    UNITS_H20, UNITS_B30, REVENUE_H20, REVENUE_B30,
    Q_REVENUE_H20,
    Q_REVENUE_B30 = Q_REVENUE_H20 + QUARTERS,
    Q_REVENUE_TOTAL = Q_REVENUE_B30 + QUARTERS,
    Q_EPS = Q_REVENUE_TOTAL + QUARTERS,
    M_EQUIVALENTS = Q_EPS + QUARTERS,
    DAY = M_EQUIVALENTS + MONTHS,
    COLUMNS = DAY + EVENTS              /* 58 */
};
enum { STATEMENTS = QUARTERS * LEVELS + EVENTS };

static const char *const quarter_names[QUARTERS] = {
    "FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2", "FY2027Q3", "FY2027Q4" };
static const char *const event_names[EVENTS] = {
    "export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted", "successor_launch" };
static const char *const level_names[LEVELS] = { "1e9", "2.5e9", "5e9", "10e9", "15e9" };
static const double levels[LEVELS] = { 1e9, 2.5e9, 5e9, 10e9, 15e9 };
static const double buyer_shares[BUYERS] = { 0.26, 0.26, 0.18, 0.12, 0.18 };

static const double LOST_REVENUE = 10.5e9, TARGET_REVENUE = 10e9, EPS_PER_USD = (1.0 - 0.17) / 24.5e9;

/* ---- tallies ------------------------------------------------------------------------------------------ */

enum { BIN_BITS = 10, LOW_EXPONENT = -24, HIGH_EXPONENT = 40 };
enum { OCTAVES = HIGH_EXPONENT - LOW_EXPONENT, BINS = (OCTAVES << BIN_BITS) + 2 };   /* 0: zero; last: infinity */

typedef struct {
    double shift[COLUMNS], s1[COLUMNS], s2[COLUMNS], low[COLUMNS], high[COLUMNS];
    uint64_t trials, statements[STATEMENTS];
    uint32_t bins[COLUMNS][BINS];
} tally_t;

/* Every output of the base forecast is >= 0; below 2^-24 counts as zero, 2^40 and above as infinity. */
static inline unsigned bin_of(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    int64_t k = (int64_t)(u >> (52 - BIN_BITS)) - ((int64_t)(1023 + LOW_EXPONENT) << BIN_BITS) + 1;
    if (k < 0 || x <= 0.0) k = 0;
    if (k > BINS - 1) k = BINS - 1;
    return (unsigned)k;
}

static double bin_edge(unsigned k)      /* lower edge of bin k >= 1 */
{
    uint64_t u = (uint64_t)(k - 1 + ((uint64_t)(1023 + LOW_EXPONENT) << BIN_BITS)) << (52 - BIN_BITS);
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}

static void add_trial(tally_t *restrict a, const double *restrict x)
{
    for (int k = 0; k < COLUMNS; ++k) {  /* infinities spoil the sums of their own columns only, which are unused */
        const double d = x[k] - a->shift[k];
        a->s1[k] += d;
        a->s2[k] += d * d;
        a->low[k] = x[k] < a->low[k] ? x[k] : a->low[k];
        a->high[k] = x[k] > a->high[k] ? x[k] : a->high[k];
    }
    for (int k = 0; k < COLUMNS; ++k) ++a->bins[k][bin_of(x[k])];
}

/* ---- model -------------------------------------------------------------------------------------------- */

static inline double pert(gsl_rng *r, double low, double mode, double high)
{
    const double width = high - low;
    return low + width * gsl_ran_beta(r, 1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width);
}

static inline double session_of(int month, double u)
{
    return 13 + 21 * month + floor(21.0 * u);
}

static void trial(gsl_rng *r, double *restrict x, uint64_t *restrict statements)
{
    /* once a trial */
    const double d_h20 = gsl_rng_uniform(r) < 0.7 ? pert(r, 300e3, 350e3, 400e3) : pert(r, 600e3, 800e3, 1e6);
    const double p_h20 = pert(r, 10000, 11800, 13000);
    const double i_h20 = pert(r, 500e3, 650e3, 1.0e6);
    const double from_h20 = pert(r, 3, 6, 9);
    const double c_h20 = pert(r, 20e3, 50e3, 100e3);
    const double decay_h20 = exp(-1.0 / pert(r, 1, 2, 4));
    const double cost_h20 = p_h20 * (1.0 - pert(r, 0.45, 0.55, 0.65));

    /* A B30 that does not clear controls has no book, hence no effect: its other draws are skipped then.
     * So is the delay of a buyer who is not approved. -DDRAW_ALL draws everything in every trial instead. */
    const int clears = gsl_rng_uniform(r) < 0.65;
#ifdef DRAW_ALL
    const int draw_b30 = 1;
#else
    const int draw_b30 = clears;
#endif
    double d_b30 = 0, p_b30 = 0, launch = INFINITY, c_b30 = 0, decay_b30 = 1, cost_b30 = 0, keep_live = 1, q_b30 = 0;
    if (draw_b30) {
        d_b30 = pert(r, 600e3, 1.0e6, 1.3e6) * clears;
        p_b30 = pert(r, 6500, 7200, 8000);
        launch = pert(r, 2, 4, 9);
        c_b30 = pert(r, 40e3, 90e3, 160e3);
        decay_b30 = exp(-1.0 / pert(r, 1, 2, 4));
        cost_b30 = p_b30 * (1.0 - pert(r, 0.40, 0.50, 0.60));
        keep_live = 1.0 - clears * gsl_ran_beta(r, 3, 4) / 12.0;
        const double w = pert(r, 0.1, 0.25, 0.5);
        q_b30 = 0.75 * w + 0.60 * (1.0 - w);
    }

    const double price_step = cbrt(1.0 - pert(r, 0, 0.01, 0.04));
    const double keep = 1.0 - pert(r, 0, 0.02, 0.06);
    const double uptake = pert(r, 0.2, 0.4, 0.7);
    const double h_close = gsl_ran_beta(r, 2, 38), h_open = gsl_ran_beta(r, 3, 17);
    const double h_discourage = gsl_ran_beta(r, 3, 27), h_lift = gsl_ran_beta(r, 2, 18);
    const double g = gsl_ran_beta(r, 2, 4);

    const double rate = gsl_ran_beta(r, 8, 2);
    double added[MONTHS + 1] = { 0 };    /* licensed share gained in each month; the last is beyond the horizon */
    for (int b = 0; b < BUYERS; ++b) {
#ifdef DRAW_ALL
        const double delay = gsl_ran_gamma(r, 2, 1.2);
        if (gsl_rng_uniform(r) < rate) {
#else
        if (gsl_rng_uniform(r) < rate) {
            const double delay = gsl_ran_gamma(r, 2, 1.2);
#endif
            int m = delay < MONTHS + 1 ? (int)ceil(delay) - 1 : MONTHS;
            if (m < 0) m = 0;
            added[m] += buyer_shares[b];
        }
    }

    /* state */
    double book_h = d_h20, stock_h = i_h20, shipped_h = 0, gap_h = 1, list_h = p_h20, revenue_h = 0;
    double book_b = d_b30, stock_b = 0, shipped_b = 0, gap_b = 1, list_b = p_b30, revenue_b = 0;
    double share = 0, cumulative = 0, equivalents = 0, profit_sum = 0, cost_before = 0, to_target = INFINITY;
    double quarter_h = 0, quarter_b = 0;
    double closed = INFINITY, reopened = INFINITY, discouraged = INFINITY, lifted = INFINITY, launched = INFINITY;
    int open = 1, discouraging = 0;

    for (int t = 0; t < MONTHS; ++t) {
        const double e = t + 1;
        /* 1 */
        const double u_export = gsl_rng_uniform(r), u_guidance = gsl_rng_uniform(r);
        if (open) {
            if (u_export < h_close) {
                open = 0;
                if (isinf(closed)) closed = session_of(t, u_export / h_close);
            }
        } else if (u_export < h_open) {
            open = 1;
            if (isinf(reopened)) reopened = session_of(t, u_export / h_open);
        }
        if (!discouraging) {
            if (u_guidance < h_discourage) {
                discouraging = 1;
                if (isinf(discouraged)) discouraged = session_of(t, u_guidance / h_discourage);
            }
        } else if (u_guidance < h_lift) {
            discouraging = 0;
            if (isinf(lifted)) lifted = session_of(t, u_guidance / h_lift);
        }
        const double take = open ? (discouraging ? uptake * g : uptake) : 0.0;
        const int live = e >= launch;
        if (clears && live && isinf(launched)) launched = session_of(t, gsl_rng_uniform(r));
        share += added[t];

        /* 2 to 6, H20 */
        if (e >= from_h20) {
            gap_h *= decay_h20;
            stock_h += c_h20 * (1.0 - gap_h);
        }
        book_h *= keep;
        if (live) book_h *= keep_live;
        double backlog = fmax(0.0, fmin(d_h20 * share - shipped_h, book_h));
        const double ship_h = fmin(take * backlog, stock_h);
        stock_h -= ship_h;
        book_h -= ship_h;
        shipped_h += ship_h;

        /* 2 to 6, B30 (no inventory, no lead time) */
        double ship_b = 0;
        book_b *= keep;
        if (live) {
            gap_b *= decay_b30;
            stock_b += c_b30 * (1.0 - gap_b);
            backlog = fmax(0.0, fmin(d_b30 * share - shipped_b, book_b));
            ship_b = fmin(take * backlog, stock_b);
            stock_b -= ship_b;
            book_b -= ship_b;
            shipped_b += ship_b;
        }

        /* 7 */
        const double month_h = ship_h * list_h, month_b = ship_b * list_b;
        list_h *= price_step;
        list_b *= price_step;
        quarter_h += month_h;
        quarter_b += month_b;
        cumulative += month_h + month_b;
        if (cumulative >= TARGET_REVENUE && isinf(to_target)) to_target = e;
        const double month_eq = ship_h + q_b30 * ship_b;
        x[M_EQUIVALENTS + t] = month_eq;
        equivalents += month_eq;

        if (t % 3 == 2) {
            const int q = t / 3;
            /* H20's starting inventory is written down in full: only units beyond it have a cost */
            const double cost = cost_h20 * fmax(0.0, shipped_h - i_h20) + cost_b30 * shipped_b;
            const double profit = quarter_h + quarter_b - (cost - cost_before);
            cost_before = cost;
            profit_sum += profit;
            revenue_h += quarter_h;
            revenue_b += quarter_b;
            x[Q_REVENUE_H20 + q] = quarter_h;
            x[Q_REVENUE_B30 + q] = quarter_b;
            x[Q_REVENUE_TOTAL + q] = quarter_h + quarter_b;
            x[Q_EPS + q] = profit * EPS_PER_USD;
            quarter_h = quarter_b = 0;
            for (int k = 0; k < LEVELS; ++k) statements[q * LEVELS + k] += cumulative >= levels[k];
            if (q == 1) x[RECOVERED_FY] = cumulative;
        }
    }

    x[RECOVERED] = cumulative;
    x[NET_RECOVERED] = cumulative;       /* revenue share 0 */
    x[GROSS_PROFIT] = profit_sum;
    x[RECOVERY_RATIO] = cumulative / LOST_REVENUE;
    x[MONTHS_TO_TARGET] = to_target;
    x[H20_EQUIVALENTS] = equivalents;
    x[UNITS_H20] = shipped_h;
    x[UNITS_B30] = shipped_b;
    x[REVENUE_H20] = revenue_h;
    x[REVENUE_B30] = revenue_b;
    x[DAY + 0] = closed;
    x[DAY + 1] = reopened;
    x[DAY + 2] = discouraged;
    x[DAY + 3] = lifted;
    x[DAY + 4] = launched;
    for (int k = 0; k < EVENTS; ++k) statements[QUARTERS * LEVELS + k] += isfinite(x[DAY + k]);
}

/* ---- report ------------------------------------------------------------------------------------------- */

static void column_name(int k, char *name, size_t size)
{
    static const char *const first[] = {
        "recovered_fy", "recovered", "net_recovered", "gross_profit", "recovery_ratio", "months_to_target",
        "h20_equivalents", "units.H20", "units.B30", "revenue.H20", "revenue.B30" };
    static const char *const product[] = { "H20", "B30", "total" };
    if (k < Q_REVENUE_H20) snprintf(name, size, "%s", first[k]);
    else if (k < Q_EPS)
        snprintf(name, size, "revenue.%s.%s", product[(k - Q_REVENUE_H20) / QUARTERS], quarter_names[(k - Q_REVENUE_H20) % QUARTERS]);
    else if (k < M_EQUIVALENTS) snprintf(name, size, "eps_uplift.%s", quarter_names[k - Q_EPS]);
    else if (k < DAY) snprintf(name, size, "h20_equivalents.month.%d", k - M_EQUIVALENTS);
    else snprintf(name, size, "day.%s", event_names[k - DAY]);
}

static void put(FILE *f, const char *key, double v)
{
    if (isnan(v)) fprintf(f, ", \"%s\": null", key);
    else if (isinf(v)) fprintf(f, ", \"%s\": \"inf\"", key);
    else fprintf(f, ", \"%s\": %.17g", key, v);
}

static double quantile(const tally_t *a, int column, double p, int whole)
{
    const double rank = p * (double)(a->trials - 1);
    double below = 0;
    for (unsigned k = 0; k < BINS; ++k) {
        const double here = a->bins[column][k];
        if (here > 0 && below + here > rank) {
            if (k == 0) return 0;
            if (k == BINS - 1) return INFINITY;
            const double edge = bin_edge(k);
            if (whole) return edge;
            const double v = edge + (bin_edge(k + 1) - edge) * (rank - below + 0.5) / here;
            return fmin(fmax(v, a->low[column]), a->high[column]);
        }
        below += here;
    }
    return a->high[column];
}

static int write_json(const char *path, const tally_t *a, double seconds, int threads)
{
    static const double ps[] = { 0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99 };
    static const char *const keys[] = { "p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99" };
    FILE *f = fopen(path, "w");
    if (!f) { perror(path); return 1; }
    const double n = (double)a->trials;
    fprintf(f, "{\"trials\": %llu, \"seconds\": %.6f, \"threads\": %d,\n\"outputs\": {\n", (unsigned long long)a->trials, seconds, threads);
    for (int k = 0; k < COLUMNS; ++k) {
        char name[64];
        column_name(k, name, sizeof name);
        const int whole = k == MONTHS_TO_TARGET || k >= DAY;
        double mean = NAN, sd = NAN;
        if (!whole) {
            const double m = a->s1[k] / n;
            mean = a->shift[k] + m;
            sd = n > 1 ? sqrt(fmax(0.0, (a->s2[k] - n * m * m) / (n - 1))) : 0.0;
        }
        fprintf(f, " \"%s\": {\"count\": %llu", name, (unsigned long long)a->trials);
        if (whole) put(f, "finite", n - a->bins[k][BINS - 1]);
        put(f, "mean", mean);
        put(f, "sd", sd);
        put(f, "min", a->low[k]);
        put(f, "max", a->high[k]);
        for (int i = 0; i < 9; ++i) put(f, keys[i], quantile(a, k, ps[i], whole));
        fprintf(f, "}%s\n", k + 1 < COLUMNS ? "," : "");
    }
    fprintf(f, "},\n\"statements\": {\n");
    for (int k = 0; k < LEVELS; ++k) fprintf(f, " \"recovered_fy >= %s\": %.17g,\n", level_names[k], a->statements[1 * LEVELS + k] / n);
    for (int k = 0; k < LEVELS; ++k) fprintf(f, " \"recovered >= %s\": %.17g,\n", level_names[k], a->statements[5 * LEVELS + k] / n);
    for (int q = 0; q < QUARTERS; ++q)
        for (int k = 0; k < LEVELS; ++k)
            fprintf(f, " \"recovered.%s >= %s\": %.17g,\n", quarter_names[q], level_names[k], a->statements[q * LEVELS + k] / n);
    for (int k = 0; k < EVENTS; ++k)
        fprintf(f, " \"%s\": %.17g%s\n", event_names[k], a->statements[QUARTERS * LEVELS + k] / n, k + 1 < EVENTS ? "," : "");
    fprintf(f, "}}\n");
    return fclose(f) != 0;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 5) {
        fprintf(stderr, "usage: %s TRIALS SEED [THREADS [FILE.json]]\n", argv[0]);
        return 2;
    }
    const long long trials = (long long)strtod(argv[1], NULL);
    const unsigned long seed = strtoul(argv[2], NULL, 10);
    const int threads = argc > 3 ? atoi(argv[3]) : omp_get_max_threads();
    if (trials < 1 || threads < 1 || trials > UINT32_MAX) {
        fprintf(stderr, "%s: TRIALS must lie in 1..%u and THREADS be positive\n", argv[0], UINT32_MAX);
        return 2;
    }

    const double start = omp_get_wtime();
    const long long block = 4096, blocks = (trials + block - 1) / block;

    /* A pilot of 64 trials gives the shifts, so that sums of squares lose nothing to cancellation. */
    double shift[COLUMNS] = { 0 };
    {
        uint64_t ignored[STATEMENTS] = { 0 };
        double x[COLUMNS];
        gsl_rng *r = gsl_rng_alloc(gsl_rng_taus2);
        gsl_rng_set(r, seed * 2654435761UL + 977);
        for (int i = 0; i < 64; ++i) {
            trial(r, x, ignored);
            for (int k = 0; k < COLUMNS; ++k) if (isfinite(x[k])) shift[k] += x[k] / 64;
        }
        gsl_rng_free(r);
    }

    tally_t *all = NULL;
    int failed = 0;
#pragma omp parallel num_threads(threads)
    {
        tally_t *mine = calloc(1, sizeof *mine);
        gsl_rng *r = gsl_rng_alloc(gsl_rng_taus2);
        if (!mine) {
#pragma omp atomic write
            failed = 1;
        } else {
            gsl_rng_set(r, seed * 2654435761UL + 40503UL * (unsigned long)(omp_get_thread_num() + 1));
            for (int k = 0; k < COLUMNS; ++k) {
                mine->shift[k] = shift[k];
                mine->low[k] = INFINITY;
                mine->high[k] = -INFINITY;
            }
        }
#pragma omp barrier
        if (!failed) {
#pragma omp for schedule(static)
            for (long long b = 0; b < blocks; ++b) {
                const long long count = b + 1 < blocks ? block : trials - b * block;
                double x[COLUMNS];
                for (long long i = 0; i < count; ++i) {
                    trial(r, x, mine->statements);
                    add_trial(mine, x);
                }
                mine->trials += (uint64_t)count;
            }
#pragma omp for ordered schedule(static, 1)
            for (int j = 0; j < omp_get_num_threads(); ++j)     /* iteration j falls to thread j */
#pragma omp ordered
            {
                if (!all) {
                    all = mine;
                } else {
                    all->trials += mine->trials;
                    for (int k = 0; k < STATEMENTS; ++k) all->statements[k] += mine->statements[k];
                    for (int k = 0; k < COLUMNS; ++k) {
                        all->s1[k] += mine->s1[k];
                        all->s2[k] += mine->s2[k];
                        all->low[k] = fmin(all->low[k], mine->low[k]);
                        all->high[k] = fmax(all->high[k], mine->high[k]);
                        for (unsigned i = 0; i < BINS; ++i) all->bins[k][i] += mine->bins[k][i];
                    }
                    free(mine);
                }
            }
        }
        gsl_rng_free(r);
    }
    if (failed) { fprintf(stderr, "%s: out of memory\n", argv[0]); return 1; }
    const double seconds = omp_get_wtime() - start;

    printf("gsl %s, %d threads: %lld trials, %.3f s, %.0f ns/trial\n", GSL_VERSION, threads, trials, seconds, 1e9 * seconds / (double)trials);
    int status = 0;
    if (argc > 4) status = write_json(argv[4], all, seconds, threads);
    free(all);
    return status;
}
