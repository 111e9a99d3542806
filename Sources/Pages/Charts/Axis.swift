import Foundation
import Wording

/// One axis: the values that it spans and the ticks on it.
package struct Axis: Sendable {
  package struct Tick: Sendable, Equatable {
    package let value: Double
    package let text: String
  }

  package let title: String
  package let low: Double
  package let high: Double
  package let ticks: [Tick]
  /// Whether the ticks are names rather than numbers.
  package let isNamed: Bool

  /// An axis of numbers that spans the finite ones among `values`, from tick to tick.
  ///
  /// - Parameters:
  ///   - count: about how many steps there should be.
  ///   - includesZero: whether 0 is on it in any case.
  ///   - isTight: whether it ends with the values instead of at ticks around them.
  package static func numbers(
    _ title: String, over values: [Double], includesZero: Bool = true, count: Int = 5,
    isTight: Bool = false
  ) -> Axis {
    let known = values.filter { abs($0) < 1e200 } + (includesZero ? [0] : [])
    let least = known.min() ?? 0
    let greatest = known.max() ?? 1
    // A single value still needs a span to lie in; of one like 1e-320 a step would be 0.
    let gap = greatest - least
    let span = gap > 1e-300 ? gap : max(abs(greatest), 1)
    let step = Self.step(span: span, count: count)
    // A hair of a step, so that a value on a tick counts as reaching it.
    let (from, to) = (least / step, greatest / step)
    let first = isTight ? (from - 1e-9).rounded(.up) : (from + 1e-9).rounded(.down)
    let last = isTight ? (to + 1e-9).rounded(.down) : max((to - 1e-9).rounded(.up), first + 1)
    let ticks = stride(from: first, through: max(first, last), by: 1).map { k in
      Tick(value: k * step, text: text(k * step, step: step))
    }
    return Axis(
      title: title, low: isTight ? least : min(first * step, least),
      high: isTight ? least + span : max(last * step, greatest), ticks: ticks, isNamed: false)
  }

  /// An axis of names: the k-th at the value k, with half a step at both ends.
  package static func names(_ title: String, _ names: [String]) -> Axis {
    Axis(
      title: title, low: -0.5, high: Double(max(names.count, 1)) - 0.5,
      ticks: names.enumerated().map { Tick(value: Double($0.offset), text: $0.element) },
      isNamed: true)
  }

  /// An axis of names at some of the values 0 ... `last`, with half a step at both ends.
  static func names(_ title: String, at names: [(value: Double, text: String)], of last: Int)
    -> Axis
  {
    Axis(
      title: title, low: -0.5, high: Double(last) + 0.5,
      ticks: names.map { Tick(value: $0.value, text: $0.text) }, isNamed: true)
  }

  /// 1, 2 or 5 times a power of ten, so that `count` steps or a few more cover the span.
  static func step(span: Double, count: Int) -> Double {
    let rough = span / Double(max(count, 1))
    let power = pow(10, log10(rough).rounded(.down))
    let factor = [1, 2, 5].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
    return factor * power
  }

  /// With the decimals that the step needs; zero has no sign.
  static func text(_ value: Double, step: Double) -> String {
    let decimals = max(0, min(9, -Int((log10(step) + 1e-9).rounded(.down))))
    let isZero = abs(value) < step / 1e6
    return Rounded.grouped(String(format: "%.\(decimals)f", isZero ? 0 : value))
  }
}

/// From the values of an axis to pixels.
struct PixelScale {
  let axis: Axis
  /// Pixel of the axis's low end, then of its high end.
  let from: Double
  let to: Double

  func callAsFunction(_ value: Double) -> Double {
    let inside = min(max(value, axis.low), axis.high)
    return from + (inside - axis.low) / (axis.high - axis.low) * (to - from)
  }
}
