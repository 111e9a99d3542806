import EventStudy
import Records
import Tables
import Wording

/// The page of an analysis of sensitivity: a part for every method whose file is in the folder.
struct SensitivityReport {
  let record: ReportRecord.Sensitivity
  let ranking: InputRanking
  let ranks: [RankRow]
  let deltas: [Distance]
  let pawns: [Distance]
  let line: [LineRow]
  /// The share of the trials in which the condition holds; nil where that was not asked.
  let successes: Measured?

  init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Sensitivity.self, folder)
    var known: [String: InputRanking.Quantity] = [:]
    for quantity in record.sensitivity.quantities {
      known[quantity.name] = .init(
        unit: quantity.unit, isProbability: quantity.isProbability, mean: quantity.mean,
        error: quantity.standardError ?? .nan)
    }
    ranking = InputRanking(
      tornado: try TornadoRow.bars(folder), sobol: try SobolRow.readIfThere(folder) ?? [],
      quantities: known, Names(record.scenario))
    // Strongest first, whatever the order of the file; stable, so that ties keep it.
    ranks = Self.sorted(try RankRow.readIfThere(folder) ?? []) { abs($0.spearman.value) }
    deltas = Self.sorted((try DeltaRow.readIfThere(folder) ?? []).map(Distance.init)) {
      $0.index.value
    }
    pawns = Self.sorted((try PawnRow.readIfThere(folder) ?? []).map(Distance.init)) {
      $0.index.value
    }
    let rows = try LineRow.readIfThere(folder) ?? []
    line = Self.sorted(rows) { $0.distance }
    successes = rows.first.map { Measured($0.successes, of: $0.trials) }
  }

  private var section: SensitivitySection { SensitivitySection(ranking: ranking) }

  private static func sorted<Row>(_ rows: [Row], by size: (Row) -> Double) -> [Row] {
    rows.filter { size($0).isFinite }.enumerated().sorted {
      let (a, b) = (size($0.element), size($1.element))
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// What was asked about, in words.
  var quantity: String {
    let name = record.sensitivity.quantities.first?.name ?? record.settings["output"]
    return name.map(ranking.names.quantity) ?? "the output"
  }
  /// The condition of line.csv.
  var truth: String { record.sensitivity.truth ?? "the condition" }

  var contents: ReportContents {
    let trials = Rounded.grouped(String(record.plan.trials))
    return ReportContents(
      title: "\(record.scenario.title): what drives \(quantity)",
      about: "as of \(record.scenario.asOf) · up to \(trials) trials of each model · "
        + "seed \(record.plan.seed)",
      answer: SensitivityAnswer(report: self).sentences,
      sections: sections + [method, LedgerSection.limits])
  }

  private var sections: [ReportSection] {
    [
      part("tornado", "Each input low and high", [(SensitivitySection.aboutBars, tornado)]),
      part(
        "measures", "Variance and ranks",
        [
          (SensitivitySection.aboutIndices, [section.sobolFigure].compactMap { $0 }),
          (
            "Rank correlations are Spearman's of each input with \(quantity), and partial ones with the "
              + "other inputs taken out.", [rankFigure].compactMap { $0 }
          ),
        ]),
      part(
        "distances", "How far distributions move",
        [
          (
            "Delta is half the area between the density of \(quantity) given an input and that of all "
              + "trials, on average.", [distanceFigure("delta", "delta", deltas)].compactMap { $0 }
          ),
          (
            "PAWN is the greatest distance between the two distribution functions, the median over values "
              + "of the input.", [distanceFigure("pawn", "PAWN", pawns)].compactMap { $0 }
          ),
          (overTheLine ?? "", [lineFigure].compactMap { $0 }),
        ]),
    ].compactMap { $0 }
  }

  private var tornado: [ReportFigure] { section.tornadoFigures }

  /// A section of the methods that have something to show, each with its sentence.
  private func part(
    _ id: String, _ heading: String, _ methods: [(about: String, figures: [ReportFigure])]
  ) -> ReportSection? {
    let there = methods.filter { !$0.figures.isEmpty }
    guard !there.isEmpty else { return nil }
    return ReportSection(
      id: id, heading: heading, paragraphs: there.map(\.about), figures: there.flatMap(\.figures))
  }

  private var overTheLine: String? {
    successes.map {
      "\(truth) holds in \(Words.probability($0)) of the trials (95% interval \(Words.interval($0))); "
        + "bars are the greatest distance between distribution functions there and in all trials."
    }
  }

  // MARK: Figures

  private var rankFigure: ReportFigure? {
    guard let most = ranks.first else { return nil }
    return IntervalFigure(
      name: "rank",
      title: "\(Names.input(most.input)) goes with \(quantity) most: Spearman "
        + IntervalFigure.text(most.spearman),
      description: "Rank correlations of the inputs with \(quantity), with their 95% intervals.",
      axis: "correlation of ranks", inputs: ranks.map(\.input),
      series: [
        .init(ink: .first, text: "Spearman", values: ranks.map(\.spearman)),
        .init(ink: .second, text: "partial", values: ranks.map(\.partial)),
      ]
    ).figure
  }

  private func distanceFigure(
    _ name: String, _ index: String, _ rows: [Distance]
  ) -> ReportFigure? {
    guard let most = rows.first else { return nil }
    let hasGreatest = rows.contains { $0.greatest.isFinite }
    return IntervalFigure(
      name: name,
      title: "\(Names.input(most.input)) moves the distribution of \(quantity) most: "
        + IntervalFigure.text(most.index),
      description:
        "\(index) of the inputs with its 95% interval; the broken line is what inputs that do "
        + "nothing stay below with 95% probability.", axis: index, inputs: rows.map(\.input),
      series: [.init(ink: .first, text: index, values: rows.map(\.index))],
      level: most.idle.isFinite ? (most.idle, "does nothing") : nil,
      more: hasGreatest ? [("greatest", rows.map { Words.number($0.greatest) })] : []
    ).figure
  }

  private var lineFigure: ReportFigure? {
    guard let most = line.first else { return nil }
    let shown = Array(line.prefix(SensitivitySection.mostBars))
    func bars(_ isClear: Bool) -> [Mark.Bar] {
      shown.enumerated().filter { $0.element.isClear == isClear }.map { k, row in
        Mark.Bar(
          x: (0, row.distance), y: (Double(k) - 0.34, Double(k) + 0.34),
          tip: "\(row.words): \(Self.mean(row)) where it holds, \(Self.all(row)) in all")
      }
    }
    let hasUnclear = shown.contains { !$0.isClear }
    let chart = Chart(
      name: "line",
      title: "\(most.words) differs most where \(truth): \(Self.mean(most)) against "
        + "\(Self.all(most)) in all",
      description:
        "Distance between the distribution of each input where \(truth) and in all trials.",
      x: .numbers("distance", over: shown.map(\.distance)), y: .names("", shown.map(\.words)),
      marks: [.bar(bars(true), .first), .bar(bars(false), .quiet)],
      legend: hasUnclear ? [.init(.first, "clear"), .init(.quiet, "may be chance")] : [])
    let table = ReportTable(
      caption: "Where \(truth), with 95% intervals",
      columns: [
        .text("input or event"), .number("mean there"), .number("in all"), .number("P10"),
        .number("median"), .number("P90"), .number("distance"), .number("p"), .text(""),
      ],
      rows: line.map { row in
        [.init(row.words, key: row.name), .init(Self.mean(row)), .init(Self.all(row))]
          + row.quantiles.map { .init($0.value.isFinite ? IntervalFigure.text($0) : "") }
          + [
            .init(Words.number(row.distance)), .init(Self.p(row.pValue)),
            .init(row.isClear ? "clear" : "may be chance", style: "c"),
          ]
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  /// Of an input its mean, of an event the share of the trials in which it happens.
  static func mean(_ row: LineRow) -> String {
    row.isEvent
      ? "\(Words.probability(row.mean)) (\(Words.interval(row.mean)))"
      : IntervalFigure.text(row.mean)
  }

  static func all(_ row: LineRow) -> String {
    row.isEvent
      ? Words.percent(row.meanOfAll, error: 0.001)
      : Words.rounded(row.meanOfAll, error: row.mean.error, scale: 1)
  }

  private static func p(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value < 1e-6 ? "< 1e-6" : Words.number(value)
  }

  private var method: ReportSection {
    ReportSection.method(
      [
        ("scenario", record.scenario.files.joined(separator: ", ")),
        ("changed", record.scenario.overrides.joined(separator: "; ")),
        ("fingerprint", record.scenario.fingerprint),
      ].filter { !$0.1.isEmpty }
        + record.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        + record.plan.rows + [("version", "chipcast \(record.version)")])
  }
}

extension Measured {
  /// A share of trials with Wilson's 95% interval.
  init(_ count: Int, of trials: Int) {
    let (n, z) = (Double(max(1, trials)), 1.959963984540054)
    let p = Double(count) / n
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    self.init(p, low: max(0, middle - half), high: min(1, middle + half))
  }
}

extension LineRow {
  /// What the row is about, within a sentence.
  var words: String { isEvent ? Words.events[name] ?? name : Names.input(name) }
}
