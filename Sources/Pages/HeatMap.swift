import Foundation
import Records

/// Values over two keys as rectangles on a scale of one hue, each with its value where there is room.
struct HeatMap {
  /// Ends of a step of the scale, and its colour.
  struct Step: Equatable {
    let low: Double
    let high: Double
    let ink: Ink
  }

  /// A scale of at most seven steps with round ends.
  struct Scale {
    let steps: [Step]
    /// Between the ends of neighbouring steps.
    let width: Double

    private static let inks: [Ink] = [
      .step1, .step2, .step3, .step4, .step5, .step6, .step7,
    ]

    init(over values: [Double]) {
      let known = values.filter { abs($0) < 1e200 }
      let (least, greatest) = (known.min() ?? 0, known.max() ?? 0)
      guard greatest > least else {
        steps = [Step(low: least, high: greatest, ink: .step4)]
        width = max(abs(least), 1)
        return
      }
      // The finest round width that needs no more than seven steps.
      let power = pow(10, (log10((greatest - least) / 7)).rounded(.down))
      let widths = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20].map { $0 * power }
      func bounds(_ width: Double) -> (from: Double, to: Double) {
        let from = (least / width + 1e-9).rounded(.down)
        return (from, max((greatest / width - 1e-9).rounded(.up), from + 1))
      }
      let width = widths.first { bounds($0).to - bounds($0).from <= 7 } ?? 20 * power
      let (from, to) = bounds(width)
      let count = Int(min(7, max(1, to - from)))
      self.width = width
      steps = (0..<count).map { k in
        // Fewer than seven are spread over the whole range of colours.
        let place = count == 1 ? 3 : Int((Double(k) * 6 / Double(count - 1)).rounded())
        return Step(
          low: (from + Double(k)) * width, high: (from + Double(k) + 1) * width,
          ink: Self.inks[place])
      }
    }

    func step(_ value: Double) -> Step? {
      guard value.isFinite else { return nil }
      return steps.last { $0.low <= value } ?? steps.first
    }
  }

  struct Cell {
    let x: Int
    let y: Int
    let value: Double
    let label: String
    let tip: String
  }

  let name: String
  let title: String
  let description: String
  let x: (title: String, names: [String])
  let y: (title: String, names: [String])
  let cells: [Cell]
  let scale: Scale
  let unit: String
  var size = Chart.Size.standard

  var chart: Chart {
    let marks: [Mark] = scale.steps.map { step in
      .bar(
        cells.filter { scale.step($0.value) == step }.map { cell in
          Mark.Bar(
            x: (Double(cell.x) - 0.48, Double(cell.x) + 0.48),
            y: (Double(cell.y) - 0.46, Double(cell.y) + 0.46), tip: cell.tip, label: cell.label)
        }, step.ink)
    }
    return Chart(
      name: name, title: title, description: description, x: .names(x.title, x.names),
      y: .names(y.title, y.names), marks: marks,
      legend: scale.steps.map { step in
        .init(
          step.ink,
          "\(Axis.text(step.low, step: decimals))–\(Axis.text(step.high, step: decimals)) \(unit)")
      }, size: size)
  }

  /// A step whose digits the ends of the scale need: 2.5 has one more than its power of ten tells.
  private var decimals: Double {
    let isHalf =
      abs(scale.width / pow(10, log10(scale.width).rounded(.down)) - 2.5) < 1e-6
      || abs(scale.width / pow(10, log10(scale.width).rounded(.down)) - 1.5) < 1e-6
    return isHalf ? scale.width / 10 : scale.width
  }
}
