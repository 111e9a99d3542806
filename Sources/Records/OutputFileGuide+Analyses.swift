/// What the analyses of one scenario write.
extension OutputFileGuide {
  package static let sensitivity = Folder(
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
        "run.json",
        "",
        """
        as of any analysis; under sensitivity: quantities (name, unit, is_probability, with a \
        tornado mean and standard_error with nothing held), truth, first_orders (their sum with its \
        95% interval)
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

  package static let stress = Folder(
    "stress", "out/stress-<scenario>/",
    [
      File(StressRow.table), File(StressProbabilityRow.table),
      File(
        "run.json",
        "",
        """
        under condition: given, method, probability with error and interval, trials, \
        trials_left, effective_sample_size, largest_weight_share, mean_weight (1 but for \
        chance), tilted inputs, pilot_trials, pilot_trials_left
        """),
    ])

  package static let seek = Folder(
    "seek", "out/seek-<scenario>/",
    [
      File(SeekRow.table), File(CrossingRow.table),
      File(
        "run.json",
        "",
        """
        under seek: from, to, evaluations, and crossings with low, high (neighbouring values \
        looked at first), value, standard_error, slope, statistic
        """),
    ])

  package static let explain = Folder(
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
        at_or_below_low, at_or_below_high (shares of the trials with 95% intervals), \
        trials, never (yes or no)
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

  package static let score = Folder(
    "score", "out/score-<scenarios>/",
    [
      File(ScoreRow.table), File(ScoreStatementRow.table), File(CalibrationTableRow.table),
      File(
        "run.json",
        "",
        """
        version, each scenario with its fingerprint and plan, settings, machine, timing
        """),
    ])

  package static let valueOfInformation = Folder(
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
}
