import EventStudy
import Tables

/// An equity's return in one session around an event.
package struct AbnormalReturnRow: Record {
  package var event = ""
  package var equity = ""
  package var day = 0
  package var date = ""
  package var value: Double?
  package var expected: Double?
  package var abnormal: Double?
  package var standardError: Double?
  package var flags = ""

  package init() {}

  package static let table = Table<Self>("abnormal_returns.csv", of: "event, equity and session") {
    Column("event", \.event)
    Column("equity", \.equity)
    Column("day", \.day, "from day 0", rule: nil)
    Column("date", \.date, rule: .day)
    Column("return", \.value)
    Column("expected", \.expected)
    Column("abnormal_return", \.abnormal)
    Column("standard_error", \.standardError)
    Column("flags", \.flags, "suspended, no-row, multi-day, limit, beyond-limit")
  }
}

/// An equity's abnormal returns around an event, added up over a window.
package struct CarRow: Record {
  package var event = ""
  package var equity = ""
  package var exchange = ""
  package var day0: String?
  /// nil where the outcome left nothing to sum.
  package var window: String?
  package var car: Double?
  package var standardError: Double?
  package var t: Double?
  package var pTwoSided: Double?
  package var alpha: Double?
  package var beta: Double?
  package var residualSd: Double?
  package var estimationLength: Int?
  package var flags = ""
  package var outcome = ""
  package var datedBy = ""
  package var candidates = 1
  package var overlaps = ""

  package init() {}

  package static let table = Table<Self>("car.csv", of: "event, equity and window") {
    Column("event", \.event)
    Column("equity", \.equity)
    Column("exchange", \.exchange)
    Column("day0", \.day0, rule: .day)
    Column("window", \.window, "empty, as its numbers, where the pair could not be studied")
    Column("car", \.car, "empty where the window is not complete")
    Column("standard_error", \.standardError)
    Column("t", \.t)
    Column("p_two_sided", \.pTwoSided, rule: .share)
    Column("alpha", \.alpha)
    Column("beta", \.beta)
    Column("residual_sd", \.residualSd)
    Column("estimation_length", \.estimationLength, "returns; one over a gap counts once")
    Column("flags", \.flags)
    Column("outcome", \.outcome)
    Column("dated_by", \.datedBy, "source, or the move itself")
    Column("candidates", \.candidates, "sessions that may be day 0; returns are means over them")
    Column("overlaps", \.overlaps, "other events with their first session in the window")
  }
}

/// A test that a group of equities did not move over a window, or its mean move (`caar`).
package struct TestRow: Record {
  package var group = ""
  package var kind = ""
  package var role = ""
  package var window = ""
  package var statistic = ""
  package var value = Double.nan
  package var pTwoSided = Double.nan
  package var n = 0
  package var events = 0
  package var q: Double?
  package var smallestP: Double?
  package var low: Double?
  package var high: Double?

  package init() {}

  package static let table = Table<Self>("tests.csv", of: "group, role, window and statistic") {
    Column("group", \.group)
    Column("kind", \.kind, "event or class")
    Column("role", \.role, "domestic or foreign")
    Column("window", \.window, "\"whole\" where events have their own")
    Column(
      "statistic", \.statistic,
      ([Self.meanMove] + TestResult.Statistic.allCases.map(\.rawValue)).joined(separator: ", "))
    Column("value", \.value)
    Column("p_two_sided", \.pTwoSided, rule: .share)
    Column("n", \.n, "pairs of event and equity")
    Column("events", \.events, "those of one first session as one")
    Column(
      "q", \.q, "Benjamini-Hochberg, over class, role and window within the statistic",
      rule: .share)
    Column("smallest_p", \.smallestP, "that so many events can give", rule: .share)
    Column("low", \.low, "of caar: the least without one event")
    Column("high", \.high, "of caar: the most without one event")
  }

  /// The statistic that is no test: the mean of the cumulative abnormal returns.
  package static let meanMove = "caar"
}

/// A group's mean abnormal return in one session.
package struct AverageReturnRow: Record {
  package var group = ""
  package var kind = ""
  package var role = ""
  package var day = 0
  package var mean = Double.nan
  /// The means added up from the first session on.
  package var cumulative = Double.nan
  package var t = Double.nan
  package var pTwoSided = Double.nan
  package var n = 0
  package var cumulativeError = Double.nan
  package var low = Double.nan
  package var high = Double.nan

  package init() {}

  package static let table = Table<Self>(
    "average_abnormal_returns.csv", of: "group, role and session"
  ) {
    Column("group", \.group)
    Column("kind", \.kind)
    Column("role", \.role)
    Column("day", \.day, rule: nil)
    Column("average_abnormal_return", \.mean)
    Column("cumulative", \.cumulative)
    Column("t", \.t)
    Column("p_two_sided", \.pTwoSided, rule: .share)
    Column("n", \.n)
    Column(
      "cumulative_error", \.cumulativeError, "standard error, by event", rule: .notNegative)
    Column("cumulative_low", \.low, "95% of the sum")
    Column("cumulative_high", \.high)
  }
}

/// How an equity reacts to a class of events, CAR[0,+1].
package struct ReactionRow: Record {
  package var equity = ""
  package var eventClass = ""
  package var mean: Double?
  package var standardDeviation: Double?
  package var events = 0

  package init() {}

  package static let table = Table<Self>("reactions.csv", of: "equity and class") {
    Column("equity", \.equity)
    Column("class", \.eventClass)
    Column("mean", \.mean, "of CAR[0,+1], the posterior")
    Column("sd", \.standardDeviation, rule: .notNegative)
    Column("events", \.events, "of its own")
  }
}

/// How the shares of a role react to a class of events, by variance components.
package struct ReactionClassRow: Record {
  package var eventClass = ""
  package var role = ""
  package var events = 0
  package var pairs = 0
  package var stated: Double?
  package var mean = Measured()
  package var share = Measured()
  package var event = Measured()
  package var rest = Measured()
  package var spread = Double.nan
  package var correlation = Double.nan

  package init() {}

  package static let table = Table<Self>("reaction_classes.csv", of: "class and role") {
    Column("class", \.eventClass)
    Column("role", \.role)
    Column("events", \.events, "clusters of them")
    Column("pairs", \.pairs, "of event and share")
    Column("stated", \.stated, "what the mean is drawn towards where events are few")
    Column.measured("mean", \.mean, .error, "of CAR[0,+1] over events and shares, a log return")
    Column.measured("tau_share", \.share, .error, "standard deviation between shares' means")
    Column.measured("tau_event", \.event, .error, "between events, for all shares alike")
    Column.measured("tau_rest", \.rest, .error, "of a share from event to event beyond that")
    Column("spread", \.spread, "of a share's reaction to the next event", rule: .notNegative)
    Column("correlation", \.correlation, "of two shares' reactions to the next event", rule: .share)
  }
}
