import Records
import Tables
import Wording

/// What drives the output, in two sentences: what moves it most, then how much is interaction, or
/// the next best that the methods tell.
struct SensitivityAnswer {
  let report: SensitivityReport

  var sentences: [String] {
    let first = [report.ranking.sentence, sobol, line, delta, pawn, rank].lazy.compactMap { $0 }
      .first
    let second = [interaction, probability, line, clearDistances, clearRanks].lazy
      .compactMap { $0 }.first { $0 != first }
    let found = [first, second].compactMap { $0 }
    return found.isEmpty ? ["No input could be told to move \(quantity)."] : found
  }

  private var quantity: String { report.quantity }

  private func bars(_ quantity: String) -> [TornadoRow] {
    report.ranking.tornado.filter { $0.quantity == quantity && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }
  }

  /// The second quantity of the tornado.
  private var probability: String? {
    let names = report.ranking.tornado.map(\.quantity)
    guard let other = names.first(where: { $0 != names.first }), let most = bars(other).first
    else { return nil }
    let scale = report.ranking.scale(other)
    func text(_ m: Measured) -> String { Words.value(m.value, error: m.error, scale) }
    return
      "\(report.ranking.names.quantity(other)) moves most with \(Names.input(most.input)): \(text(most.atP10)) at its P10, "
      + "\(text(most.atP90)) at its P90."
  }

  private var sobol: String? {
    let rows = report.ranking.sobol.filter(\.total.value.isFinite)
    guard let most = rows.max(by: { $0.total.value < $1.total.value }) else { return nil }
    return
      "\(Names.input(most.factor)) makes \(percent(most.total)) of the variance of \(quantity), "
      + "\(percent(most.first)) of it alone."
  }

  private var interaction: String? {
    guard let sum = report.record.sensitivity.firstOrders, !report.ranking.sobol.isEmpty,
      sum.value.isFinite
    else { return nil }
    let m = Measured(sum.value, low: sum.low ?? .nan, high: sum.high ?? .nan)
    // The rest cannot be negative; estimates of the sum may lie above 1.
    let rest = Measured(
      max(0, 1 - m.value), low: max(0, 1 - m.high), high: max(0, 1 - m.low))
    // With --inputs the factors are not all there is.
    let isWhole = report.record.settings["inputs"] == nil
    return "One by one the factors make \(percent(m)) of its variance; "
      + (isWhole
        ? "interaction makes the rest, \(percent(rest))."
        : "interaction, and inputs that were not looked at, make the rest, \(percent(rest)).")
  }

  private var line: String? {
    guard let most = report.line.first else { return nothing }
    let next = report.line.dropFirst().filter(\.isClear).prefix(2).map(\.words)
    return "Where \(report.truth), \(most.words) is \(SensitivityReport.mean(most)) against "
      + "\(SensitivityReport.all(most)) in all trials"
      + (next.isEmpty ? "." : "; \(Words.list(next)) differ\(next.count == 1 ? "s" : "") next.")
  }

  /// Where the condition holds in too few trials, or in too many, for a table.
  private var nothing: String? {
    let settings = report.record.settings
    let methods = settings["method"]?.split(separator: ",") ?? []
    guard methods.contains("line"), let trials = settings["trials.line"] else { return nil }
    return
      "\(report.truth) holds in too few of the \(Rounded.grouped(trials)) trials, or in too many, "
      + "to be compared with all."
  }

  private var delta: String? { distance("delta", report.deltas) }
  private var pawn: String? { distance("PAWN's median distance", report.pawns) }

  private func distance(_ index: String, _ rows: [Distance]) -> String? {
    guard let most = rows.first else { return nil }
    return "\(Names.input(most.input)) moves the distribution of \(quantity) most: \(index) is "
      + "\(IntervalFigure.text(most.index))."
  }

  /// How many inputs can be told from those that do nothing.
  private var clearDistances: String? {
    let rows = report.deltas.isEmpty ? report.pawns : report.deltas
    guard let idle = rows.first?.idle, idle.isFinite else { return nil }
    let clear = rows.count { $0.index.low > idle }
    return "\(clear) of \(rows.count) inputs can be told from those that do nothing."
  }

  private var rank: String? {
    guard let most = report.ranks.first else { return nil }
    return "\(Names.input(most.input)) goes with \(quantity) most: its rank correlation is "
      + "\(IntervalFigure.text(most.spearman))."
  }

  private var clearRanks: String? {
    guard !report.ranks.isEmpty else { return nil }
    let clear = report.ranks.count { $0.spearman.low > 0 || $0.spearman.high < 0 }
    return "The correlations of \(clear) of \(report.ranks.count) inputs are clear of zero."
  }

  private func percent(_ m: Measured) -> String {
    guard m.low.isFinite, m.high.isFinite else { return Words.percent(m.value, error: 0.01) }
    return
      "\(Words.percent(m.value, error: m.halfWidth)) (\(Words.percent(m.low, error: m.halfWidth)) – "
      + "\(Words.percent(m.high, error: m.halfWidth)))"
  }
}
