import Foundation
import Testing

@testable import Pages

/// Charts: nothing is cut off, everything is escaped, the same values give the same bytes.
@Suite("charts")
struct ChartTests {
  static let hostile = "</title><script>alert('1')</script>&\""

  /// A chart with every mark.
  static func chart(
    names: [String] = ["FY26 Q3", "FY26 Q4", "FY27 Q1"], title: String = "A title",
    tip: String = "a tip", values: [Double] = [1, 12, 7.5], size: Chart.Size = .standard
  ) -> Chart {
    let spans = values.enumerated().map { Mark.Span(Double($0.offset), $0.element / 2, $0.element) }
    let points = values.enumerated().map { Mark.Point(Double($0.offset), $0.element, tip: tip) }
    let bars = values.enumerated().map {
      Mark.Bar(
        x: (Double($0.offset) - 0.4, Double($0.offset) + 0.4), y: (0, $0.element), tip: tip)
    }
    return Chart(
      name: "every-mark", title: title, description: "A description",
      x: .names("quarter", names), y: .numbers("$bn", over: values),
      marks: [
        .band(spans, .first), .bar(bars, .second), .line(points, .third), .point(points, .fourth),
        .rule(.atY(10, label: "a target"), .quiet), .rule(.atX(1, label: "a day"), .fifth),
        .bar(bars, .hidden),
      ], size: size)
  }

  /// A chart whose names stand at the left.
  static func lying(_ names: [String]) -> Chart {
    Chart(
      name: "lying", title: "", description: "", x: .numbers("$bn", over: [0, 123_456]),
      y: .names("", names),
      marks: [
        .bar(
          names.indices.map { .init(x: (0, 99), y: (Double($0) - 0.4, Double($0) + 0.4)) }, .first)
      ])
  }

  /// Rules close to each other, and a first label that is wider than those at its left.
  static let crowded = Chart(
    name: "crowded", title: "", description: "",
    x: .numbers("", over: [1_000_000, 1_000_400], includesZero: false), y: .numbers("", over: [1]),
    marks: [1_000_000, 1_000_010, 1_000_020, 1_000_380, 1_000_390].map {
      .rule(.atX($0, label: "an event"), .quiet)
    }, size: .small)

  /// A map of four cells.
  static func cells(_ label: String, size: Chart.Size = .small) -> Chart {
    let bars = [0.0, 1].flatMap { x in
      [0.0, 1].map { y in
        Mark.Bar(x: (x - 0.5, x + 0.5), y: (y - 0.5, y + 0.5), label: label)
      }
    }
    return Chart(
      name: "cells", title: "", description: "", x: .names("", ["a", "b"]),
      y: .names("", ["c", "d"]), marks: [.bar(bars, .step7)], size: size)
  }

  static let all = [
    crowded, cells("12.5"),
    chart(), chart(size: .small),
    chart(names: (1...40).map { "a long name \($0)" }, values: (1...40).map { Double($0) * 1e6 }),
    chart(names: [], values: []), chart(names: ["one"], values: [.nan]),
    lying(["short", String(repeating: "a.very.long.name", count: 5)]), lying([]),
  ]

  @Test("no label reaches beyond the picture, whatever its length", arguments: all.indices)
  func nothingIsCutOff(index: Int) {
    let chart = Self.all[index]
    for label in ChartLayout(chart).labels {
      #expect(label.extent.lowerBound >= 0, "\(label.text)")
      #expect(label.extent.upperBound <= chart.size.width, "\(label.text)")
      #expect((10...chart.size.height).contains(label.y), "\(label.text)")
    }
  }

  @Test("labels of the same axis do not overlap", arguments: all.indices)
  func labelsAreApart(index: Int) {
    let layout = ChartLayout(Self.all[index])
    let below = layout.labels.filter { $0.style == "t" && $0.anchor == .middle }
      .map(\.extent).sorted { $0.lowerBound < $1.lowerBound }
    for (left, right) in zip(below, below.dropFirst()) {
      #expect(left.upperBound < right.lowerBound)
    }
  }

  @Test("labels of rules do not overlap", arguments: all.indices)
  func ruleLabelsAreApart(index: Int) {
    let labels = ChartLayout(Self.all[index]).labels.filter { $0.style == "r" }
    for (k, label) in labels.enumerated() {
      for other in labels.dropFirst(k + 1) {
        #expect(!label.extent.overlaps(other.extent) || abs(label.y - other.y) >= 12)
      }
    }
  }

  @Test("a bar with an unknown end is not drawn, whichever end it is")
  func unknownBars() {
    for (x, y) in [((0, 1), (Double.nan, 1)), ((0, 1), (1, .nan)), ((.nan, .nan), (0, 1))] {
      let chart = Chart(
        name: "unknown", title: "", description: "", x: .numbers("", over: [0, 1]),
        y: .numbers("", over: [0, 1]), marks: [.bar([Mark.Bar(x: x, y: y, tip: "unseen")], .first)])
      #expect(!chart.svg.contains("unseen"))
      #expect(VegaLite(chart).text.contains("null"))
    }
  }

  @Test("a value stands in its bar where there is room, else nowhere")
  func labelsInBars() throws {
    let wide = Self.cells("12.5").svg
    #expect(wide.components(separatedBy: "<text class=\"v step7\"").count - 1 == 4)
    #expect(wide.contains(">12.5</text>"))
    #expect(!Self.cells("a value of many words").svg.contains("class=\"v "))
    #expect(!Self.cells("12.5", size: .init(width: 320, height: 80)).svg.contains("class=\"v "))
    #expect(Self.cells("<b>").svg.contains(">&lt;b&gt;</text>"))
    let text = VegaLite(Self.cells("12.5")).text
    let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let layers = try #require(whole?["layer"] as? [[String: Any]])
    let types = layers.compactMap { ($0["mark"] as? [String: Any])?["type"] as? String }
    #expect(types == ["rect", "text"])
  }

  @Test(
    "a scale of colours has at most seven steps with round ends that hold every value",
    arguments: [
      [0, 1], [2.67, 3.71], [0.005, 0.57], [-3, 12], [1e-9, 2e-9], [5, 5], [], [0, 7],
      [1e12, 3e12],
      [0.1, 0.30000000000000004],
    ])
  func scale(values: [Double]) {
    let scale = HeatMap.Scale(over: values + [.nan, .infinity])
    #expect((1...7).contains(scale.steps.count))
    #expect(Set(scale.steps.map(\.ink)).count == scale.steps.count)
    for value in values {
      let step = scale.step(value)
      #expect(step.map { $0.low <= value * (1 + 1e-9) } == true, "\(value)")
      #expect(step.map { value <= $0.high + scale.width * 1e-6 } == true, "\(value)")
    }
    #expect(scale.step(.nan) == nil)
    for (one, next) in zip(scale.steps, scale.steps.dropFirst()) {
      #expect(abs(one.high - next.low) < scale.width * 1e-9)
    }
    // Not so coarse that the colours say little.
    if let low = values.min(), let high = values.max(), high > low {
      #expect(scale.steps.count >= 4)
    }
  }

  @Test("every coordinate lies inside the picture", arguments: all.indices)
  func coordinatesLieInside(index: Int) throws {
    let chart = Self.all[index]
    let paths = chart.svg.components(separatedBy: " d=\"").dropFirst()
      .compactMap { $0.split(separator: "\"").first }
    for path in paths {
      let numbers = path.split { "MLZ ".contains($0) }.compactMap { Double($0) }
      #expect(numbers.count % 2 == 0)
      for k in stride(from: 0, to: numbers.count, by: 2) {
        #expect((0...chart.size.width).contains(numbers[k]))
        #expect((0...chart.size.height).contains(numbers[k + 1]))
      }
    }
    #expect(!chart.svg.contains("nan") && !chart.svg.contains("inf"))
  }

  @Test("text from outside stays text")
  func escaping() {
    let svg = Self.chart(names: [Self.hostile, "b", "c"], title: Self.hostile, tip: Self.hostile)
      .svg
    #expect(!svg.contains("<script") && !svg.contains("alert('1')"))
    #expect(
      svg.contains(
        "&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;</title>"))
  }

  @Test("a picture has a title and a description that it is labelled by")
  func accessible() {
    let svg = Self.chart().svg
    #expect(svg.contains("role=\"img\" aria-labelledby=\"every-mark-title every-mark-desc\""))
    #expect(svg.contains("<title id=\"every-mark-title\">A title</title>"))
    #expect(svg.contains("<desc id=\"every-mark-desc\">A description</desc>"))
  }

  @Test("the same values give the same bytes")
  func sameBytes() {
    #expect(Self.chart().svg == Self.chart().svg)
    #expect(VegaLite(Self.chart()).text == VegaLite(Self.chart()).text)
  }

  @Test("numbers are written to a tenth of a pixel, undefined ones as 0")
  func numbers() {
    let written = [12.0, 12.34, -0.04, -3.26, 1e300, .nan, .infinity].map(SVG.number)
    #expect(written == ["12", "12.3", "0", "-3.3", "1000000", "0", "0"])
  }

  @Test("a Vega-Lite specification holds the data of every mark that is seen")
  func vegaLite() throws {
    let text = VegaLite(Self.chart(title: Self.hostile)).text
    let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let layers = try #require(whole?["layer"] as? [[String: Any]])
    let types = layers.compactMap { ($0["mark"] as? [String: Any])?["type"] as? String }
    #expect(types == ["area", "rect", "line", "point", "rule", "rule"])
    let data = (layers[2]["data"] as? [String: Any])?["values"] as? [[String: Double]]
    #expect(data == [["x": 0, "y": 1], ["x": 1, "y": 12], ["x": 2, "y": 7.5]])
    #expect(whole?["title"] as? String == Self.hostile)
  }
}
