import Records
import Tables
import Wording

/// A sweep over two or three keys of which every combination was run, as heat maps.
extension SweepReport {
  /// What is drawn over the grid: a mean or a probability.
  struct Outcome {
    /// File name of the chart.
    let name: String
    /// In a title.
    let words: String
    let scale: (factor: Double, unit: String)
    let value: (Scenario) -> Measured?
  }

  /// The mean of the output, and its probability of reaching the target where there is one.
  var outcomes: [Outcome] {
    var found = [
      Outcome(name: "mean", words: "the mean of \(quantity)", scale: scale) { figure($0, "mean") }
    ]
    if let statement = results.statement {
      found.append(
        Outcome(name: "probability", words: "P(\(statement))", scale: (0.01, "%")) {
          results.probability($0, of: statement)
        })
    }
    return found
  }

  /// Two keys make a map, a third with few values one for each. More would leave the reader to add
  /// up panels: their scenarios stay points over every key.
  var heatMaps: [ReportFigure] {
    guard let grid = SweepGrid(results) else { return [] }
    return outcomes.flatMap { outcome in
      grid.panels.enumerated().map { map(outcome, grid, $0.element, number: $0.offset) }
    }
  }

  /// One map; all of an outcome have the same scale of colours.
  private func map(
    _ outcome: Outcome, _ grid: SweepGrid, _ panel: SweepGrid.Panel, number: Int
  ) -> ReportFigure {
    let (factor, unit) = outcome.scale
    func text(_ m: Measured) -> String {
      unit == "%" && outcome.name == "probability"
        ? "\(Words.probability(m)) (\(Words.interval(m)))"
        : Words.value(m.value, error: m.standardError, outcome.scale)
    }
    let (x, y, part) = (grid.x, grid.y, panel.scenarios)
    let (columns, rows) = (grid.columns, Array(grid.rows.reversed()))
    let all = scenarios.compactMap { outcome.value($0).map { $0.value / factor } }
    let colours = HeatMap.Scale(over: all)
    let cells = part.compactMap { scenario -> HeatMap.Cell? in
      guard let m = outcome.value(scenario),
        let column = columns.firstIndex(of: scenario.values[x]),
        let row = rows.firstIndex(of: scenario.values[y])
      else { return nil }
      return HeatMap.Cell(
        x: column, y: row, value: m.value / factor,
        // As many digits in all cells; the tip and the table have those that the error allows.
        label: Words.rounded(m.value / factor, error: colours.width / 5, scale: 1),
        tip: "\(label(scenario)): \(text(m))")
    }
    let place = panel.text.map { "\($0): " } ?? ""
    let map = HeatMap(
      name: "map-\(outcome.name)" + (panel.text == nil ? "" : "-\(number)"),
      title: place + effects(outcome, part, x, y),
      description: "\(outcome.words) over the values of \(record.keys[x]) and \(record.keys[y])"
        + (panel.text.map { ", with \($0)" } ?? "") + ".",
      x: (record.keys[x], columns), y: (record.keys[y], rows), cells: cells,
      scale: colours, unit: unit,
      size: panel.text == nil
        ? Chart.Size(width: 480, height: min(520, max(200, 90 + 34 * Double(rows.count))))
        : Chart.Size(width: 320, height: min(360, max(150, 90 + 24 * Double(rows.count)))))
    let table = ReportTable(
      caption: "\(place)\(outcome.words), \(unit), by \(record.keys[y]) and \(record.keys[x])",
      columns: [.text(record.keys[y])] + columns.map { .number($0) },
      rows: rows.map { row in
        [.init(row)]
          + columns.map { column in
            let one = grid.scenario(panel, column: column, row: row)
            return .init(one.flatMap { outcome.value($0) }.map(text) ?? "–")
          }
      }, isOpen: false)
    return ReportFigure(chart: map.chart, table: table)
  }

  /// By how much each of two keys moves an outcome at most, the other held.
  private func effects(_ outcome: Outcome, _ part: [Scenario], _ x: Int, _ y: Int) -> String {
    func greatest(_ key: Int, heldBy other: Int) -> String {
      // In the order of the file: of equal spreads always the same one is told.
      let held = part.map { $0.values[other] }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      let groups = held.map { value in
        part.filter { $0.values[other] == value }.compactMap { outcome.value($0) }
      }
      let spreads = groups.compactMap { group -> (Double, Double)? in
        guard let low = group.min(by: { $0.value < $1.value }),
          let high = group.max(by: { $0.value < $1.value })
        else { return nil }
        // As if unpaired: at least the error of the paired difference, the draws being the same.
        let error =
          (low.halfWidth * low.halfWidth + high.halfWidth * high.halfWidth).squareRoot() / 1.96
        return (high.value - low.value, error)
      }
      guard let most = spreads.max(by: { $0.0 < $1.0 }) else { return "–" }
      return outcome.scale.unit == "%"
        ? Words.rounded(most.0, error: most.1, scale: 0.01) + " ± "
          + Rounded.error(most.1, scale: 0.01) + " points"
        : Words.value(most.0, error: most.1, outcome.scale)
    }
    return "\(record.keys[x]) moves \(outcome.words) by up to \(greatest(x, heldBy: y)), "
      + "\(record.keys[y]) by up to \(greatest(y, heldBy: x))"
  }
}
