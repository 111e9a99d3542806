import Analysis
import Records
import Wording

extension SensitivityText {
  fileprivate func lines(_ tornado: Tornado) -> [String] {
    let (scale, unit) = unit
    let bars = tornado.bars.filter { $0.swings[0] != nil }.prefix(Self.mostRows)
    let ends = bars.compactMap { $0.swings[0] }.flatMap { [$0.low.value, $0.high.value] }
    let picture = TornadoPicture(
      middle: tornado.base[0]?.value ?? 0, values: ends, terminal: terminal)
    let error = terminal.symbol("± se", "+- se")
    let head = ["", "at P10", "at P90", "swing", error, unit] + (hasSuccess ? ["P", error] : [])
    var lines = title(
      "Tornado",
      "each input at its P10 and P90, all others at random; "
        + "\(Rounded.counted(tornado.trials, "trial")) at each end")
    let rows = bars.map { row($0, picture) }
    // The picture tells the ends too, and needs the legend below.
    lines += table(
      head + [""], rows, of: tornado.bars.count,
      dispensable: (hasSuccess ? [[6, 7]] : []) + [[1, 2]])
    if rows.contains(where: { !$0.isClear }) {
      lines += terminal.wrapped(
        "unsure: the swing lies within \(Int(Difference.realBeyond)) standard errors of 0.")
    }
    if let base = tornado.base[0] {
      lines += terminal.wrapped(
        "With nothing held: \(Rounded.value(base.value, error: base.error ?? 0, scale: scale))"
          + (unit.isEmpty ? "" : " \(unit)") + picture.legend + "."
          + (hasSuccess
            ? " P: change of P(\(findings.truth ?? "")), in percentage points." : ""))
    }
    if !tornado.flat.isEmpty {
      lines += terminal.wrapped(
        "No bar, as P10 and P90 are the same value: \(tornado.flat.joined(separator: ", ")).")
    }
    return lines
  }

  /// Whether there is a probability beside the mean.
  private var hasSuccess: Bool { !findings.quantity.isTruth && findings.truth != nil }

  private func row(_ bar: TornadoBar, _ picture: TornadoPicture) -> Row {
    guard let swing = bar.swings[0] else { return ([], false) }
    let (size, error) = (abs(swing.difference.value), swing.difference.error ?? 0)
    let isClear = size > Difference.realBeyond * error
    let scale = unit.scale
    let levels = [swing.low, swing.high].map {
      Rounded.value($0.value, error: $0.error ?? 0, scale: scale)
    }
    var cells = [short(bar.input)] + levels + change(swing.difference, scale: scale)
    cells.append(picture.bar(swing.low.value, swing.high.value))
    if hasSuccess {
      let probability = bar.swings[1].map { change($0.difference, scale: 0.01, unit: "%") }
      cells += probability ?? ["", ""]
    }
    return (cells + [isClear ? "" : "unsure"], isClear)
  }

  /// A difference with its sign, and its error.
  private func change(
    _ level: TornadoBar.Level, scale: Double, unit: String = ""
  ) -> [String] {
    let error = level.error ?? 0
    return [
      (level.value > 0 ? "+" : "") + Rounded.value(level.value, error: error, scale: scale) + unit,
      Rounded.error(error, scale: scale),
    ]
  }
}

extension Tornado: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}
