import Expressions

import struct Expressions.Expression

/// A choice to be made before the forecast comes true, each option with its payoff in every trial.
///
/// No assumption about what will happen, so it is no part of the fingerprint of a forecast and changes
/// no result but that of what knowing more would be worth.
public struct Decision: Sendable {
  public struct Option: Sendable {
    public let name: String
    /// A number over the outputs of the model.
    public let payoff: Expression
    /// Where the payoff was written.
    public let origin: Origin
    /// Its key; nil where it was given on the command line.
    public let key: String?

    public init(_ name: String, _ payoff: Expression, origin: Origin, key: String? = nil) {
      self.name = name
      self.payoff = payoff
      self.origin = origin
      self.key = key
    }
  }

  public let name: String
  public let description: String
  /// Of the payoffs.
  public let unit: String
  /// Two or more, in the order of the file.
  public let options: [Option]
  /// Who says what the payoffs are.
  public let source: String
  public let confidence: Confidence

  public init(
    _ name: String, description: String = "", unit: String = "1", options: [Option],
    source: String = "", confidence: Confidence = .assumption
  ) {
    precondition(options.count >= 2, "a decision has two options or more")
    self.name = name
    self.description = description
    self.unit = unit
    self.options = options
    self.source = source
    self.confidence = confidence
  }
}
