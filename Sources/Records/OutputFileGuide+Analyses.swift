import Analysis

/// What the analyses of one scenario write.
extension OutputFileGuide {
  package static let sensitivity = Folder(
    "sensitivity", "out/sensitivity-<scenario>/",
    SensitivityFindings.files + [
      File(
        "run.json",
        "",
        """
        as of any analysis; under sensitivity: quantities (name, unit, is_probability, with a \
        tornado mean and standard_error with nothing held), truth, first_orders (their sum with its \
        95% interval)
        """),
      File(DesignTable.given(inputs: ["the inputs"], output: "the output")),
      File(DesignTable.sobol(factors: ["each factor"])),
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
      File(TrialDrawRow.table), File(TrialMonthRow.table), File(TrialOutputRow.table),
      File(TrialEventRow.table),
      File(TrialNewsRow.table),
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
        version, command, each scenario with its fingerprint and plan, settings, machine, timing
        """),
    ])

  package static let backtest = Folder(
    "backtest", "out/backtest-<scenario>/",
    [
      File(BackTestRow.table), File(CoverageRow.table), File(PastForecastRow.table),
      File(PastEstimateRow.table),
      File(
        "run.json",
        "",
        """
        as of any analysis; under test: from, until, every, calendar, shares, horizons, \
        estimation_sessions, trials of a forecast, drifts, origins
        """),
    ])

  package static let valueOfInformation = Folder(
    "value-of-information", "out/value-of-information-<scenario>/",
    [
      File(DecisionRow.table), File(InformationRow.table),
      File(
        "run.json",
        "",
        "as of any analysis; settings: the decision and its payoffs"),
    ])
}
