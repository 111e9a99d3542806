extension OutputFileGuide {
  /// Every folder of results, in the order of the commands.
  package static let folders: [Folder] = [
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
        p99, max, quantile_error, never (share of the trials in which it never comes about; empty \
        where that cannot be), no_value (share of the trials without a value, left out of the \
        others)
        """),
      File(
        "quantiles.csv",
        "output and probability",
        """
        output, unit, probability, value, low, high: the quantile with its 95% interval; empty \
        where it is "never"
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
        "recovery_fan.csv",
        "month",
        """
        month (0 is the first), calendar_month, quarter (of the month), unit, p05, p25, p50, p75, p95 \
        of the cumulative revenue by the month's end, quantile_error, trials (the first 32,768)
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
        -5% and -10%) with _low, _high; name
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
        condition (a range of recovered_fy, a policy event by the last session of \
        the shares), ticker, \
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
        output (recovered_fy, recovered, cumulative.QUARTER), unit, low, high (both 0 for the trials \
        at exactly 0), trials, share, share_below_high
        """),
      File(
        "report.html",
        "",
        """
        the results as one page (`--report`, or `chipcast report`); in the folders of compare, \
        sweep, sensitivity and event-study too
        """),
      File(
        "forecast.xlsx",
        "",
        """
        the results as a workbook (`--workbook`, or `chipcast workbook`); in the folders of compare \
        and sweep too
        """),
      File(
        "inputs.csv",
        "parameter",
        """
        key, distribution, unit, mean, p05, p50, p95, confidence, source, file (with line), meaning
        """),
      File(
        "sources.csv",
        "row that a source names",
        """
        id, statement, source_title, url, published, confidence, after_as_of (no, yes, unsure where \
        only month or year are known), file; only where the scenario has `sources`
        """),
      File(
        "run.json",
        "",
        """
        version, scenario with its fingerprint, seed, trials, design, generator, precision, \
        machine, seconds, trials a second; with `--until-error` target, value, error, tolerance, \
        met and trials_without_value of each
        """),
      File(
        "trials.csv",
        "trial (`--write-trials`)",
        "trial, every input, every output (empty where it never comes about or has no value)"),
    ])

  private static let compare = Folder(
    "compare", "out/compare-<scenarios>/",
    [
      File(CompareRow.table),
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
      File(SweepRow.table(["<key>"])),
      File(SweepWideRow.table(["<key>"], ["<output> <statistic>"])),
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

  private static let eventStudy = Folder(
    "event-study", "out/event-study/",
    [
      File(AbnormalReturnRow.table), File(CarRow.table), File(TestRow.table),
      File(AverageReturnRow.table), File(ReactionRow.table),
      File(
        "run.json",
        "",
        """
        version, options, files, every series with its column and dates, counts of outcomes
        """),
    ])
}
