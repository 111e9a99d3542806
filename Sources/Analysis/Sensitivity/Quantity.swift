import Expressions
import Sampling
import Scenario
import Simulation

import struct Expressions.Expression

/// What is asked about: an output, an expression over outputs, or the probability of a truth.
public struct Quantity: Sendable {
  /// As it was asked for.
  public let label: String
  public let unit: String
  /// Whether its mean is a probability.
  public let isTruth: Bool
  /// Takes whole numbers only: a probability each instead of a density.
  public let isWhole: Bool
  /// Whether it has a mean at all; see `Output.hasMean`.
  public let hasMean: Bool
  /// The level whose probability is looked at beside the mean; nil for truths.
  public let threshold: Double?
  /// The scenario's model with what is asked for among its outputs.
  public let model: ForecastModel
  /// Position of the quantity among the outputs.
  public let value: Int
  /// Position of the truth: the quantity itself, or whether it reaches the threshold.
  public let success: Int?

  /// - Parameters:
  ///   - text: a name, an expression, a truth, or P(truth).
  ///   - threshold: the scenario's target if nil and the quantity is `recovered_fy`.
  public init(
    _ text: String, threshold: Double? = nil, in forecast: Forecast
  ) throws(ExpressionProblem) {
    let plain = forecast.model
    let expression = try Self.expression(text, plain.names)
    label = text
    isTruth = expression.kind == .truth
    hasMean = isTruth || expression.columns.allSatisfy { plain.outputs[$0].hasMean }
    var added: [DerivedOutput] = []
    func position(of new: DerivedOutput) -> Int {
      added.append(new)
      return plain.outputs.count + added.count - 1
    }
    if !isTruth, plain.names.isTaken(text), let meaning = plain.names[text], !meaning.isEvent {
      value = meaning.column
      unit = plain.outputs[meaning.column].unit
      isWhole = plain.outputs[meaning.column].isWhole
    } else {
      value = position(
        of: DerivedOutput(Self.name("quantity", in: plain), expression, over: plain.outputs))
      unit = "1"
      isWhole = isTruth
    }
    if isTruth {
      success = value
      self.threshold = nil
    } else {
      let level =
        threshold
        ?? (text == "recovered_fy" ? plain.recovery.assumptions.targetRevenue : nil)
      self.threshold = level
      success = try level.map { (level) throws(ExpressionProblem) -> Int in
        let truth = try Expression(parsing: "(\(text)) >= \(level)", names: plain.names)
        return position(
          of: DerivedOutput(Self.name("success", in: plain), truth, over: plain.outputs))
      }
    }
    model = plain.adding(added)
  }

  /// A name that no output has.
  private static func name(_ name: String, in model: ForecastModel) -> String {
    var free = "sensitivity.\(name)"
    while model.names[free] != nil { free += "_" }
    return free
  }

  /// The expression, or what stands in P(…).
  private static func expression(
    _ text: String, _ names: Names
  ) throws(ExpressionProblem) -> Expression {
    guard text.hasPrefix("P("), text.hasSuffix(")") else {
      return try Expression(parsing: text, names: names)
    }
    do {
      return try Expression(
        parsing: String(text.dropFirst(2).dropLast()), names: names, as: .truth)
    } catch {
      // The carets stand under the whole text.
      let place = error.place
      throw ExpressionProblem(
        error.message, in: text, at: (place.lowerBound + 2)..<(place.upperBound + 2))
    }
  }
}
