/// What the analyses of one scenario write.
extension OutputFileGuide {
  package static let sensitivity = Folder(
    "sensitivity", "out/sensitivity-<scenario>/",
    [
      File(TornadoRow.table), File(RankRow.table), File(SobolRow.table), File(DeltaRow.table),
      File(PawnRow.table), File(LineRow.table),
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
      File(
        "run.json",
        "",
        "as of any analysis; settings: trial, and what it was chosen by"),
    ])

  package static let score = Folder(
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
