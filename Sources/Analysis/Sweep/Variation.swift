import Foundation
import Sampling
import Scenario

/// A key of a scenario and the values that it is to take, as `--vary` writes them:
/// `uptake=0.2:0.7:0.1`, `revenue_share=0,0.15,0.25`, `policy.export_gate.starts=open,closed`.
public struct Variation: Sendable, Equatable {
  public let key: String
  /// Texts as `--set` takes them. Of a range without a step: its two ends.
  public let values: [String]
  /// First and last number of a range.
  public let range: ClosedRange<Double>?
  /// Whether the values follow from the range alone, which then wants points of a design.
  public let isOpen: Bool

  /// Values that one key may take.
  public static let mostValues = 100_000

  /// - Throws: `InvalidParameter` with the rule that the text breaks.
  public init(parsing text: String) throws(InvalidParameter) {
    let form = "must be written key=from:to:step or key=value,value,…"
    guard let equals = text.firstIndex(of: "=") else {
      throw InvalidParameter("vary", form, "\"\(text)\"")
    }
    key = text[..<equals].trimmingCharacters(in: .whitespaces)
    let right = text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces)
    guard !key.isEmpty, !right.isEmpty else { throw InvalidParameter("vary", form, "\"\(text)\"") }
    let parts = right.split(separator: ":", omittingEmptySubsequences: false).map {
      TypedNumber(String($0)).flatMap { $0.unit.isEmpty ? $0.value : nil }
    }
    let numbers = parts.compactMap { $0 }
    guard parts.count > 1, numbers.count == parts.count else {
      values = Self.list(right)
      (range, isOpen) = (nil, false)
      guard values.allSatisfy({ !$0.isEmpty }), values.count <= Self.mostValues else {
        throw InvalidParameter("vary", form, "\"\(text)\"")
      }
      return
    }
    guard parts.count <= 3, numbers[0] < numbers[1] else {
      throw InvalidParameter("vary", "must name a range from:to or from:to:step that rises", text)
    }
    range = numbers[0]...numbers[1]
    isOpen = numbers.count == 2
    guard numbers.count == 3 else {
      values = [Self.shown(numbers[0]), Self.shown(numbers[1])]
      return
    }
    let steps = ((numbers[1] - numbers[0]) / numbers[2] * (1 + 1e-12)).rounded(.down)
    guard numbers[2] > 0, steps < Double(Self.mostValues) else {
      throw InvalidParameter(
        "vary", "must have a step above 0 and at most \(Self.mostValues) values", text)
    }
    values = (0...Int(steps)).map { Self.shown(numbers[0] + Double($0) * numbers[2]) }
  }

  /// A number without the noise of adding steps: 12 significant digits.
  static func shown(_ value: Double) -> String {
    plain(Double(String(format: "%.12g", value)) ?? value)
  }

  /// Values between commas; commas within brackets or quotes part nothing.
  private static func list(_ text: String) -> [String] {
    var values = [""]
    var depth = 0
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "[", "{": depth += isQuoted ? 0 : 1
      case "]", "}": depth -= isQuoted ? 0 : 1
      default: break
      }
      if character == ",", depth == 0, !isQuoted {
        values.append("")
      } else {
        values[values.count - 1].append(character)
      }
    }
    return values.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
