import Simulation

/// A way to measure what drives a quantity, declared once: its name, what it answers, what it needs, and
/// how it runs. The options of the command line, their help, what is refused, and the order of text and
/// tables come from `all`.
///
/// Each stands beside its formula: `SensitivityMethod.sobol` in `SobolIndices.swift`.
public struct SensitivityMethod: Sendable {
  /// As the command line, run.json and findings name it.
  public let name: String
  /// What its figures are, in half a line.
  public let answers: String
  public let needs: Needs
  public let trials: Trials
  /// Whether its trials may be of a design other than random.
  public let takesDesign: Bool
  /// The type of what it finds.
  public let result: any Sendable.Type
  let way: Way

  /// What must be there for an answer, and what it looks at.
  public struct Needs: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Inputs with a meaning of their own, one by one: `FactorList.singles`.
    public static let inputs = Self(rawValue: 1)
    /// Factors, which may be groups: `FactorList.factors`.
    public static let factors = Self(rawValue: 2)
    /// An output that has a mean.
    public static let mean = Self(rawValue: 4)
    /// A truth, or a threshold that makes one.
    public static let truth = Self(rawValue: 8)
  }

  /// How many trials it takes.
  public struct Trials: Sendable {
    /// Where nobody says how many, so that an answer takes a few seconds; without shares and with.
    public let usual: (without: Int, withShares: Int)
    /// More than it looks at, as memory or the work of a bootstrap grow with them.
    public let most: Int

    public init(_ usual: Int, withShares: Int, most: Int = Self.mostKept) {
      self.usual = (usual, withShares)
      self.most = most
    }

    /// More than are kept in memory.
    public static let mostKept = 10_000_000
  }

  /// How a method comes to its trials.
  enum Way: Sendable {
    /// It runs models of its own, so many times the trials of its plan.
    case ofItsOwn(
      models: @Sendable (FactorList) -> Int,
      run: @Sendable (SensitivityTask) throws -> any Sendable
    )
    /// It looks at the first trials of a random sample that all such methods share.
    case shared(@Sendable (GivenData, SensitivityTask) throws -> any Sendable)
  }

  /// A method that runs models.
  ///
  /// - Parameters:
  ///   - takesDesign: false where its errors are those of independent trials.
  ///   - models: how many it runs over its plan, for the line of progress.
  public init<Result: Sendable>(
    _ name: String, _ answers: String, needs: Needs, trials: Trials, takesDesign: Bool,
    models: @escaping @Sendable (FactorList) -> Int,
    run: @escaping @Sendable (SensitivityTask) throws -> Result
  ) {
    (self.name, self.answers, self.needs, self.trials) = (name, answers, needs, trials)
    self.takesDesign = takesDesign
    result = Result.self
    way = .ofItsOwn(models: models, run: run)
  }

  /// A method that looks at random trials which it shares with others.
  public init<Result: Sendable>(
    _ name: String, _ answers: String, trials: Trials,
    ofGivenData run: @escaping @Sendable (GivenData, SensitivityTask) throws -> Result
  ) {
    (self.name, self.answers, self.needs, self.trials) = (name, answers, .inputs, trials)
    takesDesign = false
    result = Result.self
    way = .shared(run)
  }

  /// Whether it takes groups as one.
  public var takesGroups: Bool { needs.contains(.factors) }
  /// Whether every trial that it looks at is kept in memory.
  public var keepsTrials: Bool { trials.most <= Trials.mostKept }

  /// Every method, in the order in which it is shown.
  public static let all: [Self] = [.tornado, .rank, .sobol, .delta, .pawn, .line]

  /// The names of those that fit, in the order of `all`.
  public static func names(
    _ fits: (Self) -> Bool = { _ in true }, joined separator: String = ","
  ) -> String {
    all.filter(fits).map(\.name).joined(separator: separator)
  }
}

extension SensitivityMethod: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What a method is to look at.
public struct SensitivityTask: Sendable {
  public let quantity: Quantity
  public let factors: FactorList
  /// Of this method.
  public let plan: Plan
  /// Whether findings are to hold the trials behind them.
  public let keepsTrials: Bool
  public let monitor: Monitor
}
