import Analysis
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// An analysis of sensitivity for a person: a table for each method, the strongest inputs first.
public struct SensitivityText {
  private let findings: SensitivityFindings
  private let forecast: Forecast
  private let plan: Plan
  private let terminal: Terminal

  /// Rows of a table; the files have all.
  static let mostRows = 15

  public init(
    _ findings: SensitivityFindings, _ forecast: Forecast, _ plan: Plan, terminal: Terminal
  ) {
    self.findings = findings
    self.forecast = forecast
    self.plan = plan
    self.terminal = terminal
  }

  /// Lines for standard output.
  public func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    var lines = [
      terminal.bold("What drives \(findings.name)"),
      terminal.faint(
        "\(forecast.title)\(dot)as of \(forecast.asOfText)\(dot)seed \(plan.seed)\(dot)"
          + Rounded.value(seconds, error: 0.01) + " s"),
    ]
    for part in [tornado, rank, sobol, delta, pawn, line].compactMap({ $0 }) {
      lines += [""] + part
    }
    if !findings.leftOut.isEmpty {
      lines += [""]
      lines += terminal.wrapped(
        "Not looked at one by one: \(findings.leftOut.joined(separator: ", ")), draws without a "
          + "meaning of their own; --method sobol takes them as groups.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Units

  /// USD in billions, shares and probabilities in percent, all else as it is.
  private var unit: (scale: Double, name: String) {
    if findings.quantity.isTruth { return (0.01, "%") }
    switch findings.quantity.unit {
    case "USD": return (1e9, "$bn")
    case "1": return (1, "")
    default: return (1, findings.quantity.unit)
    }
  }

  private func trials(_ count: Int) -> String { Rounded.grouped(String(count)) }

  private func table(_ rows: [[String]], of count: Int) -> [String] {
    var table = TextTable()
    for row in rows { table.append(row) }
    var lines = table.lines.enumerated().map { offset, line in
      let trimmed = String(line.reversed().drop { $0 == " " }.reversed())
      return offset == 0 ? terminal.faint(trimmed) : trimmed
    }
    if count > Self.mostRows {
      lines.append(terminal.faint("and \(count - Self.mostRows) more in the file"))
    }
    return lines
  }

  /// "0.314 (0.300-0.328)", to the digits that the interval allows.
  private func shown(_ estimate: Estimate?) -> [String] {
    guard let estimate else { return ["", ""] }
    guard let low = estimate.low, let high = estimate.high else {
      return [Rounded.value(estimate.value, error: 0.01), ""]
    }
    let error = max((high - low) / 4, 1e-4)
    func digits(_ x: Double) -> String {
      let text = Rounded.value(x, error: error)
      // No "-0.00".
      return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
    }
    return [
      digits(estimate.value),
      "\(digits(low))\(terminal.symbol("…", ".."))\(digits(high))",
    ]
  }

  // MARK: Methods

  private var tornado: [String]? {
    guard let tornado = findings.tornado else { return nil }
    let (scale, unit) = unit
    let bars = tornado.bars.filter { $0.swings[0] != nil }.prefix(Self.mostRows)
    let values = bars.flatMap { bar in bar.swings[0].map { [$0.low.value, $0.high.value] } ?? [] }
    let picture = TornadoPicture(
      middle: tornado.base[0]?.value ?? 0, values: values, terminal: terminal)
    let hasTruth = !findings.quantity.isTruth && findings.truth != nil
    var head = ["", "at P10", "at P90", "swing", terminal.symbol("± se", "+- se"), unit]
    if hasTruth { head += ["P", terminal.symbol("± se", "+- se")] }
    var rows = [head]
    for bar in bars {
      guard let swing = bar.swings[0] else { continue }
      let sign = swing.difference.value > 0 ? "+" : ""
      var row = [
        short(bar.input), Rounded.value(swing.low.value, error: swing.low.error ?? 0, scale: scale),
        Rounded.value(swing.high.value, error: swing.high.error ?? 0, scale: scale),
        sign
          + Rounded.value(
            swing.difference.value, error: swing.difference.error ?? 0, scale: scale),
        Rounded.error(swing.difference.error ?? 0, scale: scale),
        picture.bar(swing.low.value, swing.high.value),
      ]
      if hasTruth {
        if let other = bar.swings[1] {
          let sign = other.difference.value > 0 ? "+" : ""
          row += [
            sign
              + Rounded.value(
                other.difference.value, error: other.difference.error ?? 0, scale: 0.01) + "%",
            Rounded.error(other.difference.error ?? 0, scale: 0.01),
          ]
        } else {
          row += ["", ""]
        }
      }
      rows.append(row)
    }
    var lines = [
      terminal.bold("Tornado") + ": each input at its P10 and P90, all others at random; "
        + "\(trials(tornado.trials)) trials at each end"
    ]
    lines += table(rows, of: tornado.bars.count)
    if let base = tornado.base[0] {
      lines += terminal.wrapped(
        "With nothing held: \(Rounded.value(base.value, error: base.error ?? 0, scale: scale))"
          + (unit.isEmpty ? "" : " \(unit)") + picture.legend + "."
          + (hasTruth ? " P: change of P(\(findings.truth ?? "")), in percentage points." : ""))
    }
    if !tornado.flat.isEmpty {
      lines += terminal.wrapped(
        "No bar, as P10 and P90 are the same value: \(tornado.flat.joined(separator: ", ")).")
    }
    return lines
  }

  private var rank: [String]? {
    guard let rank = findings.rank else { return nil }
    var rows = [["", "Spearman", "95%", "partial", "95%"]]
    for row in rank.rows.prefix(Self.mostRows) {
      rows.append([short(row.input)] + shown(row.spearman) + shown(row.partial))
    }
    return [
      terminal.bold("Rank correlation")
        + ": with the others at random, and with their effect taken out; "
        + "\(trials(rank.trials)) trials"
    ] + table(rows, of: rank.rows.count)
  }

  private var sobol: [String]? {
    guard let sobol = findings.sobol else { return nil }
    var rows = [["", "first", "95%", "total", "95%", ""]]
    let sorted = sobol.indices.enumerated().sorted {
      let (a, b) = ($0.element.total.value, $1.element.total.value)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    for index in sorted.prefix(Self.mostRows) {
      rows.append(
        [short(index.factor.name)] + shown(index.first) + shown(index.total)
          + [index.cannotTell ? "cannot tell" : ""])
    }
    var lines = [
      terminal.bold("Sobol' indices")
        + ": parts of the variance; \(trials(sobol.trials)) trials of "
        + "\(sobol.indices.count + 2) matrices"
    ]
    lines += table(rows, of: sobol.indices.count)
    let sum = shown(sobol.sumOfFirst)
    lines += terminal.wrapped(
      sobol.variance > 0
        ? "First: gone if the input were known. Total: left if all but it were known. The first "
          + "orders add up to \(sum[0]) (\(sum[1])); what is missing to 1 is interaction."
        : "The quantity is the same in every trial: nothing drives it.")
    if let needed = sobol.trialsNeeded {
      lines += terminal.wrapped(
        "\(sobol.indices.count { $0.cannotTell }) of \(sobol.indices.count) cannot tell: an interval "
          + "that holds 0 is wider than \(plain(SobolIndex.telling)). About --trials "
          + "\(trials(needed)) would be needed.")
    }
    if !findings.joined.isEmpty {
      lines += terminal.wrapped(
        "Taken as one, because correlated: \(findings.joined.joined(separator: "; ")).")
    }
    return lines
  }

  private var delta: [String]? {
    guard let delta = findings.delta else { return nil }
    var rows = [["", "delta", "95%", ""]]
    for row in delta.rows.prefix(Self.mostRows) {
      rows.append(
        [short(row.input)] + shown(row.delta) + [idling(row.delta.value, delta.idle)])
    }
    return [
      terminal.bold("Delta")
        + ": how far the distribution moves when the input is known, 0 to 1; "
        + "\(trials(delta.trials)) trials"
    ] + table(rows, of: delta.rows.count) + [idleSentence(delta.idle)]
  }

  private func idling(_ value: Double, _ idle: Double) -> String {
    value <= idle ? "as if idle" : ""
  }

  private func idleSentence(_ idle: Double) -> String {
    "An input that does nothing stays below \(Rounded.value(idle, error: 0.001)) in 95 of 100."
  }

  /// A name of at most 36 characters: of longer ones the beginning and the end.
  private func short(_ name: String) -> String {
    guard name.count > 36 else { return name }
    let dots = terminal.symbol("…", "..")
    return name.prefix(18) + dots + name.suffix(18 - dots.count)
  }

  private var pawn: [String]? {
    guard let pawn = findings.pawn else { return nil }
    var rows = [["", "median", "95%", "max", "95%", ""]]
    for row in pawn.rows.prefix(Self.mostRows) {
      rows.append(
        [short(row.input)] + shown(row.median) + shown(row.greatest)
          + [idling(row.median.value, pawn.idle)])
    }
    return [
      terminal.bold("PAWN")
        + ": Kolmogorov-Smirnov distance over \(pawn.slices) slices of the input; "
        + "\(trials(pawn.trials)) trials"
    ] + table(rows, of: pawn.rows.count) + [idleSentence(pawn.idle)]
  }

  private var line: [String]? {
    guard let line = findings.line else { return nil }
    let truth = findings.truth ?? ""
    let counts = "\(trials(line.successes)) of \(trials(line.trials)) trials"
    guard line.successes >= OverTheLine.fewest else {
      return terminal.wrapped(
        "\(truth) holds in \(counts): too few to say what it needs (\(OverTheLine.fewest) at "
          + "least; --trials asks for more).")
    }
    var rows = [
      [
        "", "mean if so", terminal.symbol("± se", "+- se"), "of all", "P10", "P50", "P90",
        "distance", "p",
      ]
    ]
    for row in line.rows.prefix(Self.mostRows) {
      let reach = ((row.mean.high ?? 0) - (row.mean.low ?? 0)) / (2 * 1.959963984540054)
      let scale = row.isEvent ? 0.01 : 1
      let percent = row.isEvent ? "%" : ""
      var cells = [
        short(row.name), Rounded.value(row.mean.value, error: reach, scale: scale) + percent,
        Rounded.error(reach, scale: scale) + percent,
        Rounded.value(row.meanOfAll, error: reach, scale: scale) + percent,
      ]
      cells +=
        row.isEvent
        ? ["", "", ""]
        : row.quantiles.map {
          Rounded.value(
            $0.value, error: max((($0.high ?? 0) - ($0.low ?? 0)) / 4, abs($0.value) * 1e-3))
        }
      cells += [
        Rounded.value(row.distance, error: 0.5 / Double(line.successes).squareRoot()),
        Self.chance(row.pValue, isClear: line.isClear(row)),
      ]
      rows.append(cells)
    }
    return [terminal.bold("Over the line") + ": what the trials have in which \(truth); \(counts)"]
      + table(rows, of: line.rows.count)
      + terminal.wrapped(
        "distance: largest gap between the two cumulative distributions. p: how often chance gives "
          + "as much; in brackets where it may be chance, given \(line.rows.count) rows.")
  }

  private static func chance(_ p: Double, isClear: Bool) -> String {
    let text = p < 1e-6 ? "<1e-6" : p < 0.001 ? "<0.001" : Rounded.value(p, error: 0.001)
    return isClear ? text : "(\(text))"
  }
}

/// Bars around a middle line, all to one scale.
struct TornadoPicture {
  private let middle: Double
  private let least: Double
  private let greatest: Double
  private let terminal: Terminal
  static let width = 21

  init(middle: Double, values: [Double], terminal: Terminal) {
    self.middle = middle
    least = min(middle, values.min() ?? middle)
    greatest = max(middle, values.max() ?? middle)
    self.terminal = terminal
  }

  /// What the signs mean.
  var legend: String {
    " (\(terminal.symbol("│", "|")); \(terminal.symbol("░", "-")) towards P10, "
      + "\(terminal.symbol("█", "#")) towards P90)"
  }

  /// The part towards the value at P10 is light, the part towards that at P90 full.
  func bar(_ low: Double, _ high: Double) -> String {
    guard greatest > least else { return "" }
    func place(_ value: Double) -> Int {
      Int(((value - least) / (greatest - least) * Double(Self.width - 1)).rounded())
    }
    let centre = place(middle)
    return (0..<Self.width).map { k in
      if k == centre { return terminal.symbol("│", "|") }
      func covers(_ value: Double) -> Bool {
        let end = place(value)
        return min(centre, end) <= k && k <= max(centre, end)
      }
      if covers(high) { return terminal.symbol("█", "#") }
      return covers(low) ? terminal.symbol("░", "-") : " "
    }.joined()
  }
}
