import Foundation
import Tables

/// A chart as a Vega-Lite specification with its data inside, for who wants to restyle it.
package struct VegaLite {
  private let chart: Chart

  package init(_ chart: Chart) { self.chart = chart }

  /// JSON, the same bytes for the same chart.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(specification) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private var specification: JSON {
    [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
      "title": .text(chart.title), "description": .text(chart.description),
      "width": .number(chart.size.width), "height": .number(chart.size.height),
      "layer": .list(chart.marks.compactMap(layer) + chart.marks.compactMap(labels)),
    ]
  }

  /// Okabe and Ito's colours, which survive colour blindness.
  static func colour(_ ink: Ink) -> String {
    switch ink {
    case .first: "#0072B2"
    case .second: "#D55E00"
    case .third: "#009E73"
    case .fourth: "#E69F00"
    case .fifth: "#CC79A7"
    case .step1: "#EEF4FA"
    case .step2: "#D3E3F1"
    case .step3: "#A9CBE5"
    case .step4: "#74ADD5"
    case .step5: "#2F7AB5"
    case .step6: "#155A94"
    case .step7: "#083B6B"
    case .quiet, .hidden: "#777777"
    }
  }

  /// What is written in bars.
  private func labels(_ mark: Mark) -> JSON? {
    guard case .bar(let bars, let ink) = mark, bars.contains(where: { $0.label != nil }) else {
      return nil
    }
    let isDark = [.step5, .step6, .step7].contains(ink)
    let rows: [JSON] = bars.compactMap { bar in
      bar.label.map { label in
        [
          "x": .number((bar.x.lowerBound + bar.x.upperBound) / 2),
          "y": .number((bar.y.lowerBound + bar.y.upperBound) / 2), "text": .text(label),
        ]
      }
    }
    return [
      "mark": ["type": "text", "color": .text(isDark ? "#FFFFFF" : "#10161C")],
      "data": ["values": .list(rows)],
      "encoding": [
        "x": channel("x", chart.x), "y": channel("y", chart.y),
        "text": ["field": "text", "type": "nominal"],
      ],
    ]
  }

  private func layer(_ mark: Mark) -> JSON? {
    switch mark {
    case .bar(_, .hidden): return nil
    case .band(let spans, let ink):
      return layer(
        "area", ink, ["opacity": 0.25],
        data: spans.map { ["x": .number($0.x), "y": .number($0.low), "y2": .number($0.high)] },
        ["y2": ["field": "y2"]])
    case .line(let points, let ink): return layer("line", ink, [:], data: points.map(row))
    case .point(let points, let ink):
      return layer("point", ink, ["filled": true], data: points.map(row))
    case .bar(let bars, let ink):
      let rows: [JSON] = bars.map {
        [
          "x": .number($0.x.lowerBound), "x2": .number($0.x.upperBound),
          "y": .number($0.y.lowerBound), "y2": .number($0.y.upperBound),
        ]
      }
      return layer(
        "rect", ink, [:], data: rows, ["x2": ["field": "x2"], "y2": ["field": "y2"]])
    case .rule(.atX(let value, _), let ink):
      return layer("rule", ink, [:], data: [["x": .number(value)]], ["y": nil])
    case .rule(.atY(let value, _), let ink):
      return layer("rule", ink, [:], data: [["y": .number(value)]], ["x": nil])
    }
  }

  private func row(_ point: Mark.Point) -> JSON { ["x": .number(point.x), "y": .number(point.y)] }

  /// - Parameter more: channels to add, or to leave out where nil.
  private func layer(
    _ type: String, _ ink: Ink, _ look: [String: JSON], data: [JSON],
    _ more: [String: JSON?] = [:]
  ) -> JSON {
    var mark: [String: JSON] = ["type": .text(type), "color": .text(Self.colour(ink))]
    mark.merge(look) { $1 }
    var channels: [String: JSON] = ["x": channel("x", chart.x), "y": channel("y", chart.y)]
    for (name, channel) in more { channels[name] = channel }
    return [
      "mark": .object(mark), "data": ["values": .list(data)], "encoding": .object(channels),
    ]
  }

  private func channel(_ field: String, _ axis: Axis) -> JSON {
    var look: [String: JSON] = ["values": .list(axis.ticks.map { .number($0.value) })]
    if axis.isNamed {
      let names = axis.ticks.map { (CSV.number($0.value), JSON.text($0.text)) }
      // An expression of Vega; a name in it is a JSON string.
      look["labelExpr"] = .text(
        "\(JSON.object(Dictionary(names) { $1 }).line)[datum.value]")
      look["grid"] = false
    }
    return [
      "field": .text(field), "type": "quantitative", "title": .text(axis.title),
      "scale": [
        // Names are read from the top.
        "domain": .list(
          (axis.isNamed && field == "y" ? [axis.high, axis.low] : [axis.low, axis.high])
            .map { .number($0) }),
        "nice": false, "zero": false,
      ], "axis": .object(look),
    ]
  }
}

/// A JSON document.
enum JSON: Encodable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByDictionaryLiteral
{
  case text(String)
  case number(Double)
  case truth(Bool)
  case list([JSON])
  case object([String: JSON])

  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .truth(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }

  /// JSON has no infinite and no undefined numbers.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let value) where value.isFinite: try container.encode(value)
    case .number: try container.encodeNil()
    case .truth(let truth): try container.encode(truth)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }

  /// On one line.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
