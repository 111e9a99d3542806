import GSL

@testable import RevenueRecovery

/// Relations and gates, number by number.
extension ScalarRecovery {
  /// z_t.
  func tension() -> [Double] {
    guard let relations = assumptions.relations else { return months.map { _ in 0 } }
    let rho = relations.persistence
    var z = draw("relations.starts")
    return months.map { t in
      if t > 0 { z = rho * z + (1.0 - rho * rho).squareRoot() * draw("relations.month.\(t)") }
      return z
    }
  }

  /// Φ( Φ⁻¹(h)·√(1 + b²) + b·z ).
  ///
  /// - Parameter loading: the key that states b; the name itself where nil.
  func linked(_ name: String, _ z: Double, loading: String? = nil) -> Double {
    let h = draw(name)
    guard let b = assumptions.relations?.loadings[loading ?? name], b != 0, h > 0, h < 1
    else { return h }
    return StandardNormal.lower(
      StandardNormal.quantile(h) * (1 + b * b).squareRoot() + b * z)
  }

  /// A gate's level after each month, and the session of the first of each of its moves.
  struct Course {
    var levels: [Int] = []
    /// Sessions of changes by month.
    var changes: [Double?] = []
    /// Sessions of answers by month, those that lead to no further level among them.
    var answers: [Double?] = []
    /// The level before month 0.
    var start = 0
    var first: [String: Double] = [:]
  }

  /// The session of month t that a share of it has brought.
  func session(_ t: Int, _ share: Double) -> Double {
    Double(assumptions.sessionsToFirstMonth) + 21 * Double(t) + min(20, (share * 21).rounded(.down))
  }

  /// - Parameter answerable: whether an easing may be answered in a month.
  func course(
    _ assumed: GateAssumptions, _ z: [Double], answerable: (Int) -> Bool
  ) -> Course {
    let gate = assumed.gate
    var course = Course()
    var level = assumed.start ?? 0
    if assumed.start == nil {
      let u = draw("\(gate.key).month.before")
      level = u < assumed.starts[0] ? 0 : u < assumed.starts[0] + assumed.starts[1] ? 1 : 2
    }
    course.start = level
    for t in months {
      course.answers.append(nil)
      let before = level
      var share: Double?
      func tries(_ u: Double, _ probability: Double, _ target: Int) {
        guard share == nil, u < probability else { return }
        share = u / probability
        level = target
      }
      func hazard(_ k: Int) -> Double { linked("\(gate.key).\(gate.moves[k].hazard.key)", z[t]) }
      let entry = assumed.schedule.first { $0.month <= t && t < $0.end }
      if let entry {
        level = entry.level
        if level != before { share = (Double(entry.session) + 0.5) / 21 }
      } else {
        if gate.levels.count == 3 {
          let u = draw("\(gate.key).stop.month.\(t)")
          before == 2 ? tries(u, hazard(3), 1) : tries(u, hazard(2), 2)
        }
        // The two months of an answer share its probability.
        var answer = (u: 1.0, probability: 0.0)
        if gate.answer != nil, answerable(t) {
          answer = (
            draw("\(gate.key).answers.month.\(t)"),
            1 - (1 - draw("\(gate.key).answers")).squareRoot()
          )
        }
        if answer.u < answer.probability {
          course.answers[t] = session(t, answer.u / answer.probability)
        }
        if before == 1, assumed.escalates { tries(answer.u, answer.probability, 2) }
        let own = draw("\(gate.key).month.\(t)")
        if before == 0 { tries(own, hazard(0), 1) }
        if before == 1 { tries(own, hazard(1), 0) }
        if before == 0 { tries(answer.u, answer.probability, 1) }
      }
      course.levels.append(level)
      let day = share.map { session(t, $0) }
      course.changes.append(day)
      if let day {
        let names = gate.events.map(\.name)
        let name =
          level == 2 ? names[2] : level == 0 ? names[1] : before == 2 ? names[3] : names[0]
        course.first[name] = course.first[name] ?? day
        let isRise = [0, 2].contains(names.firstIndex(of: name))
        if isRise, let rise = gate.eitherRise?.name {
          course.first[rise] = course.first[rise] ?? day
        }
      }
    }
    return course
  }
}
