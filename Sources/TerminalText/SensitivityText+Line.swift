import Analysis
import Records
import Wording

extension SensitivityText {
  fileprivate func lines(_ line: OverTheLine) -> [String] {
    let truth = findings.truth ?? ""
    let counts = "\(trials(line.successes)) of \(Rounded.counted(line.trials, "trial"))"
    guard line.successes >= OverTheLine.fewest else {
      return terminal.wrapped(
        "\(truth) holds in \(counts): too few to say what it needs (\(OverTheLine.fewest) at "
          + "least; --trials asks for more).")
    }
    let head = [
      "", "mean if so", terminal.symbol("± se", "+- se"), "of all", "P10", "P50", "P90",
      "distance", "p",
    ]
    let rows = line.rows.prefix(Self.mostRows).map {
      Row(cells: cells($0, line), isClear: line.isClear($0))
    }
    return title("Over the line", "what the trials have in which \(truth); \(counts)")
      + table(head, rows, of: line.rows.count, dispensable: [[5], [4], [6]])
      + terminal.wrapped(
        "distance: largest gap between the two cumulative distributions. p: how often chance gives "
          + "as much; in brackets where it may be chance, given \(line.rows.count) rows.")
  }

  private func cells(_ row: OverTheLine.Row, _ line: OverTheLine) -> [String] {
    let reach = ((row.mean.high ?? 0) - (row.mean.low ?? 0)) / (2 * 1.959963984540054)
    let (scale, percent) = row.isEvent ? (0.01, "%") : (1, "")
    let quantiles = row.quantiles.map { quantile in
      // An error of 0, as at the ends of a range, would show every digit.
      let error = ((quantile.high ?? 0) - (quantile.low ?? 0)) / 4
      return quantile.value == 0 && error == 0
        ? "0" : Rounded.value(quantile.value, error: max(error, abs(quantile.value) * 1e-3))
    }
    return [
      short(row.name), Rounded.value(row.mean.value, error: reach, scale: scale) + percent,
      Rounded.error(reach, scale: scale) + percent,
      Rounded.value(row.meanOfAll, error: reach, scale: scale) + percent,
    ] + (row.isEvent ? ["", "", ""] : quantiles) + [
      Rounded.value(row.distance, error: 0.5 / Double(line.successes).squareRoot()),
      Self.chance(row.pValue, isClear: line.isClear(row)),
    ]
  }

  private static func chance(_ p: Double, isClear: Bool) -> String {
    let text = p < 1e-6 ? "<1e-6" : p < 0.001 ? "<0.001" : Rounded.value(p, error: 0.001)
    return isClear ? text : "(\(text))"
  }
}

extension OverTheLine: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}
