import Sampling
import Simulation

/// Chips made in China that take the place of those waited for.
///
///     R_t = replaces·start·(1 + growth)^(t/12)           units a month
///     every book times 1 - min(1, R_t / ΣB)              ΣB: all books together
public struct DomesticSupply: Sendable {
  /// Units a month in month 0.
  public var start: any Distribution
  /// Fraction a year, above -1.
  public var growth: any Distribution
  /// Orders that a unit replaces, 0 or more.
  public var replaces: any Distribution

  public init(
    start: any Distribution, growth: any Distribution, replaces: any Distribution
  ) {
    self.start = start
    self.growth = growth
    self.replaces = replaces
  }

  /// Of eight trials from month to month.
  struct State {
    private var replaced: Pack
    /// (1 + growth)^(1/12).
    private let monthlyGrowth: Pack

    @inline(__always)
    init(_ positions: RecoveryInputs.DomesticSupply, _ batch: Batch, _ p: Int) {
      replaced = batch[positions.replaces, p] * batch[positions.start, p]
      let growth = larger(1 + batch[positions.growth, p], Pack(repeating: 0x1p-1000))
      monthlyGrowth = exponential(logarithm(growth) * (1.0 / 12))
    }

    /// What is left of every book after a month.
    ///
    /// - Parameter books: ΣB before it.
    @inline(__always)
    mutating func step(books: Pack) -> Pack {
      let taken = replaced / larger(books, Pack(repeating: .leastNormalMagnitude))
      replaced *= monthlyGrowth
      return 1 - smaller(taken, Pack(repeating: 1))
    }
  }
}
