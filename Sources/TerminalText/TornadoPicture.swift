import Wording

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
