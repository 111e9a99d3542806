/// A random quantity of a model, known by name.
public struct Input: Sendable {
  /// Identifies its draws; unique in a model.
  public let name: String
  public let distribution: any Distribution
  /// Name of the stream that its draws come from: its own, unless it is redrawn.
  public let stream: String

  /// - Parameters:
  ///   - name: unique in a model.
  ///   - distribution: of a value in each trial, in the unit that the model reads.
  public init(_ name: String, _ distribution: any Distribution) {
    self.init(name, distribution, stream: name)
  }

  private init(_ name: String, _ distribution: any Distribution, stream: String) {
    self.name = name
    self.distribution = distribution
    self.stream = stream
  }

  /// The same quantity with independent draws: what a second, unrelated look at it would give.
  public var redrawn: Input { Input(name, distribution, stream: Self.redrawn(name)) }

  /// The same draws, turned into values by another distribution.
  public func distributed(_ distribution: any Distribution) -> Input {
    Input(name, distribution, stream: stream)
  }

  static func redrawn(_ name: String) -> String { name + " (redrawn)" }
}

/// Where uniforms come from.
public enum UniformSource: Sendable, Equatable, CustomStringConvertible {
  /// xoshiro256++ keyed through Philox (`UniformStream`): the fast default.
  case keyed
  /// The same, with the shocks of shares in double precision at every step (`Shocks.draw`): slower, to compare with.
  case precise
  /// One of GSL's generators, one a named input, as a slow and independent cross-check.
  case gsl(String)

  /// Whether draws are keyed by name and place, and so can be had in any order.
  public var isKeyed: Bool { self == .keyed || self == .precise }

  /// - Parameter text: "default", "precise", or "gsl:" and GSL's name of a generator.
  public init(parsing text: String) throws(InvalidParameter) {
    if let keyed = [Self.keyed, .precise].first(where: { $0.description == text }) {
      self = keyed
      return
    }
    let name = text.hasPrefix("gsl:") ? String(text.dropFirst(4)) : ""
    guard isKnownGenerator(name) else {
      throw InvalidParameter(
        "generator",
        "must be \"default\", \"precise\", or \"gsl:\" and a GSL generator such as gsl:mt19937",
        "\"\(text)\"")
    }
    self = .gsl(name)
  }

  public var description: String {
    switch self {
    case .keyed: "default"
    case .precise: "precise"
    case .gsl(let name): "gsl:\(name)"
    }
  }
}
