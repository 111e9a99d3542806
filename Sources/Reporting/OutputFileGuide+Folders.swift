extension OutputFileGuide {
  /// Every folder of results, in the order of the commands.
  public static let folders: [Folder] = [
    run, compare, sweep, sensitivity, stress, seek,
    explain, score, valueOfInformation, eventStudy,
  ]

  private static let run = Folder(
    "run", "out/<scenario>/",
    [
      File(
        "summary.csv",
        "output",
        """
        output, unit, mean, standard_error, sd, min, p01, p05, p10, p25, p50, p75, p90, p95, \
        p99, max, quantile_error
        """),
      File(
        "quantiles.csv",
        "output and probability",
        """
        output, unit, probability, value, low, high: the quantile with its 95% interval
        """),
      File(
        "probabilities.csv",
        "statement",
        "statement, probability, low, high (95% interval), trials"),
      File(
        "quarterly.csv",
        "fiscal quarter, product and output",
        """
        quarter, product ("total" for all), output (revenue, cumulative_revenue, eps_uplift), \
        then as in summary.csv
        """),
      File(
        "monthly.csv",
        "month",
        """
        month (0 is the first), calendar_month, output (h20_equivalents), then as in summary.csv
        """),
      File(
        "recovery_curve.csv",
        "quarter and threshold",
        """
        quarter, threshold, unit, probability that cumulative revenue reaches the threshold by \
        the quarter's end, low, high, trials
        """),
      File(
        "equities.csv",
        "ticker, horizon and output",
        """
        ticker ("basket" for all domestic ones by weight), horizon (sessions), output (car, \
        total_return, drawdown), then as in summary.csv; var95, var99 with their 95% intervals \
        (_low, _high), es95, es99 with _error; p_below_5, p_below_10 (probability of less than \
        -5% and -10%) with _low, _high
        """),
      File(
        "equity_fan.csv",
        "ticker and session",
        """
        ticker, session, date, date_is_known ("no" beyond the listed holidays), car_p05 … \
        car_p95, price_p05 … price_p95, currency, trials (the first 32,768)
        """),
      File(
        "conditional.csv",
        "condition, ticker and horizon",
        """
        condition (a range of recovered_fy, a policy event within the sessions), ticker, \
        horizon, output (car), trials, share_of_trials, mean, standard_error, sd, p05, p50, p95, \
        mean_of_all
        """),
      File(
        "equity_parameters.csv",
        "parameter",
        """
        parameter, name, other, value: every number behind the paths, correlations of the \
        Gaussian copula among them
        """),
      File(
        "histogram.csv",
        "output and bin",
        """
        output (recovered_fy, recovered), unit, low, high, trials, share, share_below_high
        """),
      File(
        "report.html",
        "",
        """
        the results as one page (`--report`, or `chipcast report`); in the folders of compare, \
        sweep and event-study too
        """),
      File(
        "inputs.csv",
        "parameter",
        """
        key, distribution, unit, mean, p05, p50, p95, confidence, source, file (with line)
        """),
      File(
        "run.json",
        "",
        """
        version, scenario with its fingerprint, seed, trials, design, generator, precision, \
        machine, seconds, trials a second; with `--until-error` target, value, error, tolerance \
        and met of each
        """),
      File(
        "trials.csv",
        "trial (`--write-trials`)",
        "trial, every input, every output"),
    ])

  private static let compare = Folder(
    "compare", "out/compare-<scenarios>/",
    [
      File(
        "compare.csv",
        "scenario and output or statement",
        """
        scenario, output (or statement), kind (output or statement), unit, mean (of a statement \
        its probability), standard_error, p05, p50, p95, difference (from the first scenario), \
        difference_error (paired), low, high (95% interval of the difference), variance_ratio \
        (unpaired to paired), real (yes or no); empty for the first scenario and where a \
        difference has no mean
        """),
      File(
        "run.json",
        "",
        """
        version, names, scenarios with their fingerprints, plan, gain (median variance ratio of \
        each scenario), precision, machine, timing
        """),
    ])

  private static let sweep = Folder(
    "sweep", "out/sweep-<scenario>/",
    [
      File(
        "sweep.csv",
        "scenario, output (or statement) and statistic",
        """
        number, scenario, a column for each key that varies, output, unit, statistic (mean, p05, \
        p50, p95, probability), value, standard_error, low, high (95% interval of quantiles and \
        probabilities)
        """),
      File(
        "sweep_wide.csv",
        "scenario",
        """
        number, scenario, a column for each key, then one for each output and statistic
        """),
      File(
        "sweep.unfinished",
        "",
        "what an interrupted sweep has finished, for `--resume`"),
      File(
        "run.json",
        "",
        """
        version, scenario with its fingerprint, keys, settings, plan, machine, timing
        """),
    ])

  private static let sensitivity = Folder(
    "sensitivity", "out/sensitivity-<scenario>/",
    [
      File(
        "tornado.csv",
        "input and quantity (the output, then P of the threshold), greatest swing first",
        """
        input, p10, p90, quantity, at_p10, at_p10_error, at_p90, at_p90_error, swing, \
        swing_error, low, high (of the swing)
        """),
      File(
        "rank.csv",
        "input, strongest first",
        """
        input, spearman, spearman_low, spearman_high, partial, partial_low, partial_high, trials
        """),
      File(
        "sobol.csv",
        "factor",
        """
        factor, first, first_low, first_high, total, total_low, total_high, tells (yes or no), \
        inputs (how many it holds), trials (of each matrix)
        """),
      File(
        "delta.csv",
        "input, greatest first",
        """
        input, delta (bias taken out), low, high, plain, idle (95% point of inputs that do \
        nothing), trials
        """),
      File(
        "pawn.csv",
        "input, greatest first",
        """
        input, median, median_low, median_high, mean, mean_low, mean_high, max, max_low, \
        max_high, min, idle, trials
        """),
      File(
        "line.csv",
        "input or policy event, greatest distance first",
        """
        name, kind (input or event), mean_all, p10_all, p50_all, p90_all, then where the truth \
        holds mean, p10, p50, p90 each with _low and _high; distance, p_value, clear (yes or \
        no), successes, trials
        """),
      File(
        "design.csv (`--export-design`)",
        "trial",
        "the inputs, then the output"),
      File(
        "sobol_design.csv (`--export-design`)",
        "trial",
        """
        the output over A, over A with each factor from B, over B: row by row Saltelli's order
        """),
    ])

  private static let stress = Folder(
    "stress", "out/stress-<scenario>/",
    [
      File(
        "stress.csv",
        "output and statistic",
        """
        output, statistic (mean, p05, p25, p50, p75, p95), unit; conditional with \
        conditional_error, conditional_low, conditional_high (95%); unconditional likewise; \
        difference (conditional less unconditional), difference_error, real (yes where more than \
        3 errors from 0; empty where one is "never")
        """),
      File(
        "stress_probabilities.csv",
        "statement",
        "statement, then as above"),
      File(
        "run.json",
        "",
        """
        under condition: given, method, probability with error and interval, trials, \
        trials_left, effective_sample_size, largest_weight_share, mean_weight (1 but for \
        chance), tilted inputs, pilot_trials, pilot_trials_left
        """),
    ])

  private static let seek = Folder(
    "seek", "out/seek-<scenario>/",
    [
      File(
        "seek.csv",
        "value looked at",
        """
        value of the key, statistic, standard_error, low, high (95%); a row for each value \
        looked at, rising
        """),
      File(
        "run.json",
        "",
        """
        under seek: from, to, evaluations, and crossings with low, high (neighbouring values \
        looked at first), value, standard_error, slope, statistic
        """),
    ])

  private static let explain = Folder(
    "explain", "out/explain-<scenario>/",
    [
      File(
        "explain_draws.csv",
        "named draw",
        """
        input, value, unit, percentile_low, percentile_high (P(X < value) and P(X ≤ value) in \
        its own distribution; equal where it is continuous), fixed (yes where no other value was \
        possible), distribution
        """),
      File(
        "explain_months.csv",
        "month and product",
        """
        month (0 is the first), calendar_month, product, export_gate (open, closed), guidance \
        (neutral, discouraging), licensed_share, uptake (part of the licensed backlog that ships \
        if there is stock), units, revenue, cost (USD), stock, unshipped_book (units at the \
        month's end)
        """),
      File(
        "explain_outputs.csv",
        "output",
        """
        output, value, unit, share_below, below_low, below_high, share_at_or_below, \
        at_or_below_low, at_or_below_high (shares of the trials with 95% intervals), trials
        """),
      File(
        "explain_events.csv",
        "policy event and share",
        """
        event, session, calendar_month, ticker, date, date_is_known, reaction (log return); \
        empty without shares and beyond the last session of their paths
        """),
      File(
        "run.json",
        "",
        "as of any analysis; settings: trial, and what it was chosen by"),
    ])

  private static let score = Folder(
    "score", "out/score-<scenarios>/",
    [
      File(
        "score.csv",
        "scenario and actual",
        """
        scenario, as_of, quarter, product, output, name (of the model's output), unit, value, \
        low, high, date_reported, scored (yes or no), reason (why not), pit (middle of the next \
        two), pit_below, pit_at_or_below, pit_error, pit_range_low, pit_range_high (over low … \
        high), median, low_50, high_50, inside_50 and so on for 80, 90, 95, crps, crps_error, \
        crps_range_low, crps_range_high (over low … high), press, press_crps, skill, skill_error
        """),
      File(
        "score_statements.csv",
        "scenario and threshold",
        """
        scenario, as_of, name, threshold, probability, low, high (95% interval), happened, \
        unsure (yes where low … high leaves it open), brier, brier_error, log_score, log_error, \
        press_brier
        """),
      File(
        "calibration.csv",
        "scenario by date, then all",
        """
        as_of, scenario, actuals, mean_pit, inside_50, expected_50 and so on, mean_crps, \
        mean_crps_error (where all have one unit), statements, mean_brier, mean_log_score
        """),
      File(
        "run.json",
        "",
        """
        version, each scenario with its fingerprint and plan, settings, machine, timing
        """),
    ])

  private static let valueOfInformation = Folder(
    "value-of-information", "out/value-of-information-<scenario>/",
    [
      File(
        "decision.csv",
        "option",
        """
        decision, option, payoff, unit, mean, standard_error, probability_best, probability_low, \
        probability_high (share of trials in which no option pays more, 95% interval), best
        """),
      File(
        "value_of_information.csv",
        "everything, then each input or group by worth",
        """
        kind (total, input, group), input, evppi, standard_error, low, high (95% interval), \
        split_sample, split_sample_error, share_of_evpi, explained (share of the payoff \
        differences' variance), clear
        """),
      File(
        "run.json",
        "",
        "as of any analysis; settings: the decision and its payoffs"),
    ])

  private static let eventStudy = Folder(
    "event-study", "out/event-study/",
    [
      File(
        "abnormal_returns.csv",
        "event, equity and session",
        """
        event, equity, day (from day 0), date, return, expected, abnormal_return, \
        standard_error, flags (suspended, multi-day, limit)
        """),
      File(
        "car.csv",
        "event, equity and window",
        """
        event, equity, exchange, day0, window, car, standard_error, t, p_two_sided, alpha, beta, \
        residual_sd, estimation_length, flags, outcome; a window that is not complete has no \
        car, a pair that could not be studied one row with its outcome
        """),
      File(
        "tests.csv",
        "group, role, window and statistic",
        """
        group, kind (event or class), role (domestic or foreign), window ("whole" where events \
        have their own), statistic (caar, cross_sectional_t, patell_z, \
        boehmer_musumeci_poulsen_t, kolari_pynnonen_t, corrado_rank_z, generalised_sign_z, \
        placebo), value, p_two_sided, n
        """),
      File(
        "average_abnormal_returns.csv",
        "group, role and session",
        """
        group, kind, role, day, average_abnormal_return, cumulative, t, p_two_sided, n
        """),
      File(
        "reactions.csv",
        "equity and class",
        """
        equity, class, mean and sd of CAR[0,+1] after shrinking, events, shrinkage, spread of \
        single events, spread_source (own or pooled)
        """),
      File(
        "run.json",
        "",
        """
        version, options, files, every series with its column and dates, counts of outcomes
        """),
    ])
}
