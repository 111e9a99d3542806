import GSL

/// How much of a class's first move is left at the end of the event window: the ratio of two means over the
/// same pairs,
///
///     π = CAAR[0,last] / CAAR[0,+1]
///
/// with Fieller's interval, which holds every ratio that the two means, their errors and their covariance do
/// not reject. Errors are by cluster of events with C - 1 degrees of freedom. Where CAAR[0,+1] may be 0 the
/// interval has no end, and the ratio cannot be estimated. Nothing is made of π: it is told.
///
/// - Source: Fieller (1954).
public struct Persistence: Sendable {
  /// 95% of a ratio.
  public enum Interval: Sendable, Equatable {
    case between(Double, Double)
    /// All but what lies between the two: both signs and no end.
    case outside(Double, Double)
    case everything
  }

  /// The class.
  public let name: String
  public let role: Equity.Role
  /// Pairs of event and equity with both windows, and the clusters of their events.
  public let pairs: Int
  public let events: Int
  /// From day 0 to the last session of the study's event window.
  public let window: SessionWindow
  /// CAAR[0,+1] and CAAR over `window`, log returns. Errors are nil with fewer than three clusters.
  public let early: (mean: Double, error: Double?)
  public let late: (mean: Double, error: Double?)
  /// Nil with fewer than three clusters.
  public let interval: Interval?

  /// π.
  public var ratio: Double { late.mean / early.mean }

  init?(_ name: String, _ role: Equity.Role, _ responses: [Response], options: Study.Options) {
    let window = SessionWindow(0, options.eventWindow.last)
    guard window.last > Reactions.window.last, options.eventWindow.first <= 0 else { return nil }
    let both = responses.compactMap { response -> (Response, [Double])? in
      guard response.eventWindow.contains(window),
        let early = Member(response, over: Reactions.window)?.cumulative.value,
        let late = response.cumulative(over: window)?.value
      else { return nil }
      return (response, [early, late])
    }
    guard !both.isEmpty else { return nil }
    let means = ClusteredMeans(both.map(\.1), by: both.map(\.0))
    self.name = name
    self.role = role
    self.window = window
    (pairs, events) = (both.count, means.clusters)
    early = (means.means[0], means.error(0))
    late = (means.means[1], means.error(1))
    interval = means.covariances.map {
      Interval(
        means.means[1], over: means.means[0], variance: $0[1][1], below: $0[0][0],
        covariance: $0[0][1],
        reach: StandardT.upperQuantile(0.025, Double(means.clusters - 1)))
    }
  }
}

extension Persistence.Interval {
  /// The ratios θ with (n - θ·d)² ≤ t²·(v_n - 2θ·v_nd + θ²·v_d), of a numerator n and a denominator d.
  init(
    _ n: Double, over d: Double, variance: Double, below: Double, covariance: Double,
    reach t: Double
  ) {
    // a·θ² - 2b·θ + c ≤ 0.
    let a = d * d - t * t * below
    let b = n * d - t * t * covariance
    let c = n * n - t * t * variance
    let discriminant = b * b - a * c
    guard a != 0, discriminant > 0 else {
      self = .everything
      return
    }
    let root = discriminant.squareRoot()
    let ends = [(b - root) / a, (b + root) / a].sorted()
    self = a > 0 ? .between(ends[0], ends[1]) : .outside(ends[0], ends[1])
  }

  /// Whether the ratio can be told at all.
  public var isBounded: Bool {
    if case .between = self { true } else { false }
  }
}

extension Study {
  /// How long the moves of each class lasted, domestic equities before foreign ones; none where the event
  /// window ends with the first two sessions.
  public var persistence: [Persistence] {
    let counted = responses.counted(withMoves: options.includesMoves)
    return events.classes.flatMap { name in
      Equity.Role.allCases.compactMap { role in
        Persistence(
          name, role,
          counted.filter { $0.event.eventClass == name && $0.equity.role == role },
          options: options)
      }
    }
  }
}
