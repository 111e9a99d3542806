extension OutputFileGuide {
  /// Every folder of results, in the order of the commands.
  package static let folders: [Folder] = [
    run, compare, sweep, sensitivity, stress, seek,
    explain, score, valueOfInformation, eventStudy,
  ]

  private static let run = Folder(
    "run", "out/<scenario>/",
    [
      File(SummaryRow.table), File(QuantileRow.table), File(ProbabilityRow.table),
      File(QuarterRow.table), File(MonthRow.table), File(RecoveryFanRow.table),
      File(RecoveryCurveRow.table), File(EquityRow.table), File(EquityFanRow.table),
      File(ConditionRow.table), File(EquityParameterRow.table), File(BinRow.table),
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
      File(InputRow.table), File(SourceRow.table),
      File(
        "run.json",
        "",
        """
        version, scenario with its fingerprint, seed, trials, design, generator, precision, \
        machine, seconds, trials a second; with `--until-error` target, value, error, tolerance, \
        met and trials_without_value of each
        """),
      File(TrialRow.table(inputs: ["INPUT"], outputs: ["OUTPUT"])),
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
        difference has no mean; never, no_value (as in summary.csv)
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
        p50, p95, never, probability), value (empty where it is "never"), standard_error, low, \
        high (95% interval of quantiles and probabilities)
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

  private static let eventStudy = Folder(
    "event-study", "out/event-study/",
    [
      File(
        "abnormal_returns.csv",
        "event, equity and session",
        """
        event, equity, day (from day 0), date, return, expected, abnormal_return, \
        standard_error, flags (suspended, no-row, multi-day, limit, beyond-limit)
        """),
      File(
        "car.csv",
        "event, equity and window",
        """
        event, equity, exchange, day0, window, car, standard_error, t, p_two_sided, alpha, beta, \
        residual_sd, estimation_length (returns; one over a gap counts once), flags, outcome; a window that is not complete has no \
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
