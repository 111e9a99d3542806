import ArgumentParser
import Scenario
import Simulation
import Tables

/// A number of trials as people write it: 5000000, 5_000_000, 5M, 200k, 1e6.
struct TrialCount: ExpressibleByArgument {
  let value: Int

  init?(argument: String) {
    let digits = argument.filter { $0 != "_" }
    let factors: [Character: Double] = ["k": 1e3, "M": 1e6, "G": 1e9]
    let factor = digits.last.flatMap { factors[$0] }
    let number = DecimalNumber.value(of: factor == nil ? digits : String(digits.dropLast()))
    guard let number else { return nil }
    let product = number * (factor ?? 1)
    guard product == product.rounded(), product >= 1, product <= Double(Plan.mostTrials) else {
      return nil
    }
    value = Int(product)
  }
}

/// A number as people type it after an option: 0.5, 10e9, 10bn, 25%.
struct NumberArgument: ExpressibleByArgument {
  private let text: String

  init(argument: String) { text = argument }

  /// nil where the text is no number without a unit.
  var number: Double? {
    TypedNumber(text).flatMap { $0.unit.isEmpty ? $0.value : nil }
  }

  /// - Throws: where it is none.
  func check(_ option: String) throws {
    guard number == nil else { return }
    throw ValidationError("\(option) must be a finite number, got \(text)")
  }
}

/// `--write-trials` may stand alone, which the argument parser does not know: a count is put behind
/// it where there is none.
enum OptionalTrials {
  static let option = "--write-trials"
  /// How many trials are written when no number is given.
  static let standard = 10_000

  static func completed(_ arguments: ArraySlice<String>) -> [String] {
    var result: [String] = []
    for (index, argument) in zip(arguments.indices, arguments) {
      result.append(argument)
      guard argument == option else { continue }
      let next = arguments.index(after: index)
      let hasCount = next < arguments.endIndex && TrialCount(argument: arguments[next]) != nil
      if !hasCount { result.append(String(standard)) }
    }
    return result
  }
}
