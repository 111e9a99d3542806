import Records
import Tables

/// Which inputs move a result, and how much: the rows of an analysis of sensitivity with what is known of
/// its quantities.
package struct InputRanking {
  /// What is known of a quantity beside its bars.
  package struct Quantity {
    package let unit: String
    package let isProbability: Bool
    /// With nothing held.
    package let mean: Double?
    /// Standard error of the mean; nan where it is not known.
    package let error: Double

    package init(unit: String, isProbability: Bool, mean: Double?, error: Double) {
      (self.unit, self.isProbability, self.mean, self.error) = (unit, isProbability, mean, error)
    }
  }

  package let tornado: [TornadoRow]
  package let sobol: [SobolRow]
  /// By the name in tornado.csv.
  package let quantities: [String: Quantity]
  package let names: Names
  /// What inputs are in words, and how sure that is, by their keys; empty where that is not known.
  private var meanings: [String: (what: String, confidence: String)] = [:]

  package init(
    tornado: [TornadoRow], sobol: [SobolRow], quantities: [String: Quantity], _ names: Names
  ) {
    self.names = names
    self.tornado = tornado
    self.sobol = sobol
    self.quantities = quantities
  }

  /// Beside the results of a run, which know the means.
  package init(_ companions: RunCompanions) {
    let (run, tornado) = (companions.run, companions.tornado)
    var known: [String: Quantity] = [:]
    for name in Set(tornado.map(\.quantity)) {
      let statement = run.statements.first { "P(\($0.statement))" == name }
      known[name] = Quantity(
        unit: run.statistics(name)?.unit ?? "", isProbability: name.hasPrefix("P("),
        mean: run.statistics(name)?.mean ?? statement?.probability.value,
        error: run.statistics(name)?.standardError ?? .nan)
    }
    self.init(tornado: tornado, sobol: companions.sobol, quantities: known, Names(run))
    for a in run.assumptions where !a.meaning.isEmpty {
      meanings[a.key] = (a.meaning, a.confidence)
    }
  }

  /// "assumption"; empty where it is not known.
  func confidence(of input: String) -> String { meanings[input]?.confidence ?? "" }

  /// "the mean of the revenue recovered by the end of FY2026 ($3.175bn)"; "the chance that …".
  private func words(_ quantity: String) -> String {
    guard let known = quantities[quantity], !known.isProbability else {
      return names.quantity(quantity)
    }
    let mean = known.mean.map { " (\(Words.figure($0, error: known.error, scale(quantity))))" }
    return "the mean of \(names.quantity(quantity))" + (mean ?? "")
  }

  /// Factors of luck that no bar can show, those of most variance first; none without bars.
  var hidden: [SobolRow] {
    let inputs = tornado.map(\.input)
    guard !inputs.isEmpty else { return [] }
    // Groups, of the program or of a reader, have no dot in their names.
    return sobol.filter { row in
      row.total.low > 0.05 && row.factor.contains(".")
        && !inputs.contains { $0 == row.factor || $0.hasPrefix(row.factor + ".") }
    }.sorted { $0.total.value > $1.total.value }
  }

  /// What part of the variance is luck; nil where that is little or not known.
  package var luck: String? {
    guard !hidden.isEmpty else { return nil }
    let parts = hidden.prefix(3).map {
      "\(Names.input($0.factor)) \(Words.percent($0.total.value, error: $0.total.halfWidth / 1.96))"
    }
    return
      "Luck within a trial, such as when a gate moves or who is licensed, has no P10 and is not among "
      + "these; its shares of the variance, interactions included: \(Words.list(parts))."
  }

  /// Inputs of the first quantity, those that move it most first.
  package var order: [String] {
    let first = tornado.first?.quantity
    return tornado.filter { $0.quantity == first && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }.map(\.input)
  }

  /// The three inputs that move the first quantity most, and by how much; nil without bars.
  package var sentence: String? {
    let first = tornado.first?.quantity ?? ""
    let bars = order.prefix(3).compactMap { input in
      tornado.first { $0.quantity == first && $0.input == input }
    }
    guard let most = bars.first else { return nil }
    let scale = scale(first)
    func text(_ m: Measured) -> String { Words.value(m.value, error: m.halfWidth / 1.96, scale) }
    func named(_ bar: TornadoRow) -> String {
      Names.input(bar.input) + (meanings[bar.input].map { " (\($0.what); \($0.confidence))" } ?? "")
    }
    let next = zip(["next", "then"], bars.dropFirst()).map { place, bar in
      "; \(place) \(named(bar)), \(text(bar.atP10)) to \(text(bar.atP90))"
    }
    return "\(named(most)) moves \(words(first)) most: "
      + "\(text(most.atP10)) at its P10 (\(Words.number(most.p10))), "
      + "\(text(most.atP90)) at its P90 (\(Words.number(most.p90))), all else as before"
      + next.joined() + "."
  }

  /// Units of the axis of a quantity.
  package func scale(_ quantity: String) -> (factor: Double, unit: String) {
    if quantities[quantity]?.isProbability ?? quantity.hasPrefix("P(") { return (0.01, "%") }
    return Words.scale(of: quantity, unit: quantities[quantity]?.unit ?? "")
  }
}
