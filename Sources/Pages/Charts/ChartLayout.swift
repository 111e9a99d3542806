/// Where everything of a chart goes: the margins follow from the labels, so that none is cut off.
struct ChartLayout {
  struct Label {
    enum Anchor: String { case start, middle, end }
    let text: String
    let x: Double
    let y: Double
    let anchor: Anchor
    let style: String

    /// The same so far down that it meets none of `others`, where there is room for that.
    func below(_ others: [Label], above bottom: Double) -> Label {
      var y = y
      while !text.isEmpty, y < bottom,
        others.contains(where: { $0.extent.overlaps(extent) && abs($0.y - y) < Self.height })
      { y += 2 }
      return y < bottom ? Label(text: text, x: x, y: y, anchor: anchor, style: style) : self
    }
    /// Of a line of text.
    private static let height = 14.0

    /// Left and right end, by a width that no common font exceeds.
    var extent: Extent {
      let width = ChartLayout.width(of: text)
      switch anchor {
      case .start: return Extent(x, x + width)
      case .middle: return Extent(x - width / 2, x + width / 2)
      case .end: return Extent(x - width, x)
      }
    }
  }

  static let fontSize = 12.0
  /// The most that a name takes of the width.
  private static let longestName = 31

  let x: PixelScale
  let y: PixelScale
  /// Ticks with a label; every tick has its line.
  let labels: [Label]

  init(_ chart: Chart) {
    let (width, height) = (chart.size.width, chart.size.height)
    let yTexts = chart.y.ticks.map { Self.shortened($0.text) }
    // Labels of x are centred on their ticks, so half of the first and of the last need room.
    let firstTick = chart.x.ticks.first
    let startsAtTick = firstTick.map { $0.value <= chart.x.low } ?? false
    let halfFirst = startsAtTick ? Self.width(of: Self.shortened(firstTick?.text ?? "")) / 2 : 0
    let left = max(10 + (yTexts.map(Self.width).max() ?? 0), halfFirst + 2)
    let lastTick = chart.x.ticks.last
    let halfLabel = Self.width(of: Self.shortened(lastTick?.text ?? "")) / 2
    let share = lastTick.map { (chart.x.high - $0.value) / (chart.x.high - chart.x.low) } ?? 0
    let right = max(12, halfLabel + 4 - share * (width - left - 12))
    let top = 22.0
    let bottom = height - 38
    let x = PixelScale(axis: chart.x, from: left, to: width - right)
    // Names are read from the top, numbers grow upwards.
    let y =
      chart.y.isNamed
      ? PixelScale(axis: chart.y, from: top, to: bottom)
      : PixelScale(axis: chart.y, from: bottom, to: top)
    var labels = zip(chart.y.ticks, yTexts).map { tick, text in
      Label(text: text, x: left - 6, y: y(tick.value) + 4, anchor: .end, style: "t")
    }
    labels += Self.ticks(chart.x, x).map { tick in
      Label(
        text: Self.shortened(tick.text), x: x(tick.value), y: bottom + 16, anchor: .middle,
        style: "t")
    }
    labels.append(
      Label(text: chart.y.title, x: 2, y: 12, anchor: .start, style: "a"))
    labels.append(
      Label(text: chart.x.title, x: width - 4, y: height - 5, anchor: .end, style: "a"))
    var ofRules: [Label] = []
    for case .rule(let rule, _) in chart.marks {
      ofRules.append(
        Self.label(of: rule, x, y, isLow: chart.labelsRulesBelow)
          .below(ofRules, above: bottom))
    }
    labels += ofRules
    self.x = x
    self.y = y
    self.labels = labels.filter { !$0.text.isEmpty }
  }

  /// Above the right end of a level line; beside the top or foot of an upright one, on its roomier side.
  private static func label(
    of rule: Mark.Rule, _ x: PixelScale, _ y: PixelScale, isLow: Bool
  ) -> Label {
    switch rule {
    case .atY(let value, let label):
      return Label(text: label, x: x.to - 2, y: y(value) - 5, anchor: .end, style: "r")
    case .atX(let value, let label):
      let isLeft = x(value) < (x.from + x.to) / 2
      return Label(
        text: label, x: x(value) + (isLeft ? 5 : -5),
        y: isLow ? max(y.from, y.to) - 8 : min(y.from, y.to) + 12,
        anchor: isLeft ? .start : .end, style: "r")
    }
  }

  /// As many of the ticks as have room beside each other, the first always.
  private static func ticks(_ axis: Axis, _ scale: PixelScale) -> [Axis.Tick] {
    guard axis.ticks.count > 1 else { return axis.ticks }
    let widest = axis.ticks.map { width(of: shortened($0.text)) }.max() ?? 0
    let apart = abs(scale(axis.ticks[1].value) - scale(axis.ticks[0].value))
    let every = max(1, Int(((widest + 4) / max(apart, 1e-3)).rounded(.up)))
    return axis.ticks.enumerated().filter { $0.offset % every == 0 }.map(\.element)
  }

  static func shortened(_ text: String) -> String {
    text.count <= longestName ? text : text.prefix(longestName - 1) + "…"
  }

  /// 0.62 em a character, more than the mean of a wide sans serif.
  static func width(of text: String) -> Double { 0.62 * fontSize * Double(text.count) }
}
