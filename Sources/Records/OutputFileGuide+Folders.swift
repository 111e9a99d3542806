extension OutputFileGuide {
  /// Every folder of results, in the order of the commands.
  package static let folders: [Folder] = [
    run, compare, sweep, sensitivity, stress, seek,
    explain, score, valueOfInformation, eventStudy, backtest,
  ]

  private static let run = Folder(
    "run", "out/<scenario>/",
    [
      File(SummaryRow.table), File(QuantileRow.table), File(ProbabilityRow.table),
      File(QuarterRow.table), File(MonthRow.table), File(MonthlyRevenueRow.table),
      File(RecoveryFanRow.table), File(RecoveryCurveRow.table), File(EquityRow.table),
      File(PolicyEffectRow.table), File(AgainstRow.table), File(EquityFanRow.table),
      File(ReadingRow.table),
      File(ConditionRow.table), File(EquityParameterRow.table), File(BinRow.table),
      File(
        "report.html",
        "",
        """
        the results as one page (`--report`, or `chipcast report`); in the folders of compare, \
        sweep, sensitivity, event-study and backtest too
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
        version, command, scenario with its fingerprint, seed, trials, design, generator, precision, \
        machine, seconds, trials a second; with `--against` the other scenario; with `--until-error` target, value, error, tolerance, \
        met and trials_without_value of each
        """),
      File(
        "run.unfinished",
        "",
        "what a run of over a minute has done, while it runs or after it was interrupted"),
      File(TrialsFile.table(inputs: ["every input"], outputs: ["every output"])),
    ])

  private static let compare = Folder(
    "compare", "out/compare-<scenarios>/",
    [
      File(CompareRow.table),
      File(
        "run.json",
        "",
        """
        version, command, names, scenarios with their fingerprints, plan, gain (median variance ratio of \
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
        "what a sweep has finished, while it runs or after it was interrupted"),
      File(
        "run.json",
        "",
        """
        version, command, scenario with its fingerprint, keys, settings, plan, machine, timing
        """),
    ])

  private static let eventStudy = Folder(
    "event-study", "out/event-study/",
    [
      File(AbnormalReturnRow.table), File(CarRow.table), File(TestRow.table),
      File(AverageReturnRow.table), File(ReactionRow.table), File(ReactionClassRow.table),
      File(SectorRow.table), File(SectorReactionRow.table), File(PersistenceRow.table),
      File(
        "run.json",
        "",
        """
        version, command, options, files, every series with its column and dates, counts of outcomes
        """),
    ])
}
