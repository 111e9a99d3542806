import EventStudy
import Tables

/// The CSV files of an event study. Columns: README, "What each file holds".
package struct StudyFiles {
  private let study: Study
  private let reactions: Reactions

  package init(_ study: Study, _ reactions: Reactions) {
    self.study = study
    self.reactions = reactions
  }

  /// File names and contents, in the order in which they are written.
  package var all: [(name: String, text: String)] {
    [
      ("abnormal_returns.csv", abnormalReturns), ("car.csv", car), ("tests.csv", tests),
      ("average_abnormal_returns.csv", averages), ("reactions.csv", reactionsByClass),
    ]
  }

  private var abnormalReturns: String {
    var csv = CSV([
      "event", "equity", "day", "date", "return", "expected", "abnormal_return", "standard_error",
      "flags",
    ])
    for response in study.responses {
      for row in response.rows {
        csv.append([
          .words(response.event.id), .words(response.equity.ticker), .count(row.day),
          .words(row.date.description), .number(row.value), .number(row.expected),
          .number(row.abnormal), .number(row.standardError), .words(row.flags.description),
        ])
      }
    }
    return csv.text
  }

  private var car: String {
    var csv = CSV([
      "event", "equity", "exchange", "day0", "window", "car", "standard_error", "t", "p_two_sided",
      "alpha", "beta", "residual_sd", "estimation_length", "flags", "outcome",
    ])
    for row in CarRow.all(of: study) {
      csv.append([
        .words(row.event), .words(row.equity), .words(row.exchange), .words(row.day0 ?? ""),
        .words(row.window ?? ""), .number(row.car), .number(row.standardError), .number(row.t),
        .number(row.pTwoSided), .number(row.alpha), .number(row.beta), .number(row.residualSd),
        row.estimationLength.map { .count($0) } ?? "", .words(row.flags), .words(row.outcome),
      ])
    }
    return csv.text
  }

  private var tests: String {
    var csv = CSV(["group", "kind", "role", "window", "statistic", "value", "p_two_sided", "n"])
    for row in TestRow.all(of: study) {
      csv.append([
        .words(row.group), .words(row.kind), .words(row.role), .words(row.window),
        .words(row.statistic), .number(row.value), .number(row.pTwoSided), .count(row.n),
      ])
    }
    return csv.text
  }

  private var averages: String {
    var csv = CSV([
      "group", "kind", "role", "day", "average_abnormal_return", "cumulative", "t", "p_two_sided",
      "n",
    ])
    for group in study.groups {
      for (day, cumulative) in zip(group.days, group.cumulative) {
        csv.append([
          .words(group.name), .words(group.kind.rawValue), .words(group.role.rawValue),
          .count(day.day), .number(day.mean), .number(cumulative), .number(day.test?.value),
          .number(day.test?.pValue), .count(day.count),
        ])
      }
    }
    return csv.text
  }

  private var reactionsByClass: String {
    var csv = CSV([
      "equity", "class", "mean", "sd", "events", "shrinkage", "spread", "spread_source",
    ])
    for entry in reactions.entries {
      csv.append([
        .words(entry.equity.ticker), .words(entry.eventClass), .number(entry.mean),
        .number(entry.standardDeviation), .count(entry.events), .number(entry.shrinkage),
        .number(entry.spread), .words(entry.spreadSource?.rawValue ?? ""),
      ])
    }
    return csv.text
  }
}

extension Group {
  /// The average abnormal returns added up from the first session on.
  package var cumulative: [Double] {
    var sum = 0.0
    return days.map { day in
      sum += day.mean
      return sum
    }
  }
}
