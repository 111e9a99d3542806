extension Chart {
  /// Inline SVG for a page whose style sheet colours its classes.
  package var svg: String {
    let layout = ChartLayout(self)
    var svg = SVG()
    let box = "0 0 \(SVG.number(size.width)) \(SVG.number(size.height))"
    svg.open(
      "svg",
      [("viewBox", box), ("role", "img"), ("aria-labelledby", "\(name)-title \(name)-desc")])
    svg.add("title", [("id", "\(name)-title")], title)
    svg.add("desc", [("id", "\(name)-desc")], description)
    drawGrid(layout, into: &svg)
    for mark in marks { draw(mark, layout, into: &svg) }
    for label in layout.labels {
      svg.add(
        "text",
        [
          ("class", label.style), ("x", SVG.number(label.x)), ("y", SVG.number(label.y)),
          ("text-anchor", label.anchor.rawValue),
        ], label.text)
    }
    svg.close("svg")
    return svg.text
  }

  /// Fine lines at the ticks of numbers, a stronger one at zero.
  private func drawGrid(_ layout: ChartLayout, into svg: inout SVG) {
    func line(_ style: String, _ from: (Double, Double), _ to: (Double, Double)) {
      svg.add(
        "path",
        [
          ("class", style),
          (
            "d",
            "M\(SVG.number(from.0)) \(SVG.number(from.1))L\(SVG.number(to.0)) \(SVG.number(to.1))"
          ),
        ])
    }
    let (x, y) = (layout.x, layout.y)
    if !self.y.isNamed {
      for tick in self.y.ticks {
        let level = y(tick.value)
        line(abs(tick.value) < 1e-12 ? "z" : "g", (x.from, level), (x.to, level))
      }
    }
    if !self.x.isNamed {
      for tick in self.x.ticks {
        let place = x(tick.value)
        line(abs(tick.value) < 1e-12 ? "z" : "g", (place, y.from), (place, y.to))
      }
    }
  }

  private func draw(_ mark: Mark, _ layout: ChartLayout, into svg: inout SVG) {
    let (x, y) = (layout.x, layout.y)
    func place(_ px: Double, _ py: Double) -> String {
      "\(SVG.number(x(px))) \(SVG.number(y(py)))"
    }
    switch mark {
    case .band(let spans, let ink):
      let known = spans.filter { $0.low.isFinite && $0.high.isFinite }
      guard known.count > 1 else { return }
      let upper = known.map { place($0.x, $0.high) }
      let lower = known.reversed().map { place($0.x, $0.low) }
      svg.add(
        "path",
        [("class", "b \(ink.rawValue)"), ("d", "M" + (upper + lower).joined(separator: "L") + "Z")])
    case .line(let points, let ink):
      let known = points.filter(\.y.isFinite)
      guard known.count > 1 else { return }
      let path = known.map { place($0.x, $0.y) }.joined(separator: "L")
      svg.add("path", [("class", "l \(ink.rawValue)"), ("d", "M" + path)])
    case .bar(let bars, let ink):
      for bar in bars { draw(bar, ink, layout, into: &svg) }
    case .point(let points, let ink):
      for point in points where point.x.isFinite && point.y.isFinite {
        svg.add(
          "circle",
          [
            ("class", "p \(ink.rawValue)"), ("cx", SVG.number(x(point.x))),
            ("cy", SVG.number(y(point.y))), ("r", "4"),
          ] + tip(point.tip))
      }
    case .rule(.atX(let value, _), let ink):
      svg.add(
        "path",
        [
          ("class", "u \(ink.rawValue)"),
          ("d", "M\(place(value, self.y.low))L\(place(value, self.y.high))"),
        ])
    case .rule(.atY(let value, _), let ink):
      svg.add(
        "path",
        [
          ("class", "u \(ink.rawValue)"),
          ("d", "M\(place(self.x.low, value))L\(place(self.x.high, value))"),
        ])
    }
  }

  private func draw(_ bar: Mark.Bar, _ ink: Ink, _ layout: ChartLayout, into svg: inout SVG) {
    let ends = [bar.x.lowerBound, bar.x.upperBound, bar.y.lowerBound, bar.y.upperBound]
    guard ends.allSatisfy(\.isFinite) else { return }
    let (x0, x1) = (layout.x(bar.x.lowerBound), layout.x(bar.x.upperBound))
    let (y0, y1) = (layout.y(bar.y.lowerBound), layout.y(bar.y.upperBound))
    let style = ink == .hidden ? "h" : "f \(ink.rawValue)"
    svg.add(
      "rect",
      [
        ("class", style), ("x", SVG.number(min(x0, x1))), ("y", SVG.number(min(y0, y1))),
        ("width", SVG.number(abs(x1 - x0))), ("height", SVG.number(abs(y1 - y0))),
      ] + tip(bar.tip))
    guard let label = bar.label, abs(x1 - x0) >= ChartLayout.width(of: label) + 4,
      abs(y1 - y0) >= ChartLayout.fontSize + 4
    else { return }
    svg.add(
      "text",
      [
        ("class", "v \(ink.rawValue)"), ("x", SVG.number((x0 + x1) / 2)),
        ("y", SVG.number((y0 + y1) / 2 + 4)), ("text-anchor", "middle"),
      ], label)
  }

  private func tip(_ text: String?) -> [(String, String)] {
    text.map { [("data-tip", $0)] } ?? []
  }
}
