import Expressions
import Sampling
import Simulation

/// The factors of a model: what a command line selects and how it is grouped.
///
/// A pattern is the name of an input, of a factor, or the beginning of names up to a dot:
/// `products.H20` is every input below it. Uniforms behind gates and approvals stand together unless
/// one is named in full, and so do the shocks of all sessions ("daily moves").
public struct FactorList: Sendable {
  public static let dailyMoves = "daily moves"
  /// What `groups` leave over.
  public static let others = "others"

  /// For indices that take groups, in the order of the model.
  public let factors: [Factor]
  /// Inputs to be looked at one by one: no auxiliary draws, unless named in full.
  public let singles: [Input]
  /// Groups of draws that are not among `singles`.
  public let auxiliary: [String]
  /// Factors joined because their inputs are correlated: their variance cannot be told apart.
  public let joined: [Factor]

  /// - Parameters:
  ///   - patterns: what to look at; everything that varies when empty.
  ///   - groups: each becomes one factor; what they leave of `patterns` becomes `others`.
  ///   - isCoarse: group by the first two parts of names where no groups are given.
  public init<M: Model>(
    of model: M, patterns: [String] = [], groups: [String] = [], isCoarse: Bool = false
  ) throws(SensitivityProblem) {
    let members = Self.members(of: model)
    var chosen = Set(members.map(\.name))
    var named: Set<String> = []
    if !patterns.isEmpty {
      chosen = []
      for pattern in patterns {
        let found = try Self.matches(pattern, members, model, option: "inputs")
        chosen.formUnion(found.map(\.name))
        named.insert(pattern)
      }
    }
    singles = model.inputs.filter {
      chosen.contains($0.name) && $0.varies && (!$0.isAuxiliary || named.contains($0.name))
    }
    let alone = Set(singles.map(\.name))
    auxiliary = Self.grouped(
      members.filter { chosen.contains($0.name) && !alone.contains($0.name) }
    ) {
      $0.factorName
    }.map(\.name)
    var list: [Factor] = []
    var taken: [String: String] = [:]
    for group in groups {
      let found = try Self.matches(group, members, model, option: "group")
      for member in found {
        if let other = taken[member.name] {
          throw SensitivityProblem(
            "group", "\(member.name) is in two groups, \(other) and \(group)")
        }
        taken[member.name] = group
      }
      list.append(Self.factor(group, found))
    }
    let rest = members.filter { chosen.contains($0.name) && taken[$0.name] == nil }
    if !groups.isEmpty {
      if !rest.isEmpty, patterns.isEmpty || !chosen.isSubset(of: taken.keys) {
        list.append(Self.factor(Self.others, rest))
      }
    } else {
      list += Self.grouped(rest) { member in
        if named.contains(member.name) { return member.name }
        return isCoarse ? member.coarseName : member.factorName
      }
    }
    (factors, joined) = Self.joining(list, model.correlation)
  }

  /// An input or series that varies.
  private struct Member {
    let name: String
    let isSeries: Bool

    /// The factor that it belongs to: itself, unless it is auxiliary.
    var factorName: String {
      if isSeries {
        if name.hasSuffix(".session") { return FactorList.dailyMoves }
        return "\(FactorList.leading(name, 2)).events"
      }
      if let range = name.firstRange(of: ".month.") { return name[..<range.lowerBound] + ".months" }
      if name.hasSuffix(".approval") { return FactorList.leading(name, 1) + ".approvals" }
      return name
    }

    /// The factor that it belongs to where there are too many inputs to look at each.
    var coarseName: String {
      if isSeries, name.hasSuffix(".session") { return FactorList.dailyMoves }
      let isOne = ["licences.", "outside_view.", "relations.", "domestic_supply.", "news."]
        .contains(where: name.hasPrefix)
      return FactorList.leading(name, isOne ? 1 : 2)
    }
  }

  private static func leading(_ name: String, _ parts: Int) -> String {
    name.split(separator: ".").prefix(parts).joined(separator: ".")
  }

  private static func members<M: Model>(of model: M) -> [Member] {
    model.inputs.filter(\.varies).map { Member(name: $0.name, isSeries: false) }
      + model.series.map { Member(name: $0.name, isSeries: true) }
  }

  private static func factor(_ name: String, _ members: [Member]) -> Factor {
    Factor(
      name, inputs: Set(members.filter { !$0.isSeries }.map(\.name)),
      series: Set(members.filter(\.isSeries).map(\.name)))
  }

  private static func grouped(_ members: [Member], by name: (Member) -> String) -> [Factor] {
    var order: [String] = []
    var groups: [String: [Member]] = [:]
    for member in members {
      let key = name(member)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(member)
    }
    return order.map { factor($0, groups[$0] ?? []) }
  }

  private static func matches<M: Model>(
    _ pattern: String, _ members: [Member], _ model: M, option: String
  ) throws(SensitivityProblem) -> [Member] {
    func fits(_ name: String) -> Bool { name == pattern || name.hasPrefix(pattern + ".") }
    let found = members.filter { fits($0.name) || $0.factorName == pattern }
    guard found.isEmpty else { return found }
    if let fixed = model.inputs.first(where: { fits($0.name) }) {
      throw SensitivityProblem(
        option, "\(pattern) does not vary: it is \(fixed.distribution) in every trial")
    }
    var known = Set(members.map(\.factorName))
    for name in members.map(\.name) {
      let parts = name.split(separator: ".")
      for count in 1...max(1, parts.count) {
        known.insert(parts.prefix(count).joined(separator: "."))
      }
    }
    let hint =
      nearest(to: pattern, among: known.sorted()).map { "; did you mean \($0)?" }
      ?? "; groups are \(groups(of: members).joined(separator: ", "))"
    throw SensitivityProblem(option, "no input or group is called \(pattern)\(hint)")
  }

  /// Groups that hold two members or more: the first part of names, and the first two where many stand below
  /// one (`products.H20`).
  private static func groups(of members: [Member]) -> [String] {
    let deep = ["products", "policy", "equities"]
    let names = members.flatMap { member in
      deep.contains(leading(member.name, 1))
        ? [1, 2].map { leading(member.name, $0) }
        : [leading(member.name, 1)]
    }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: Set<String> = []
    return names.filter { counts[$0] ?? 0 > 1 && seen.insert($0).inserted }
  }

  /// Joins factors that a correlation ties together, and takes in inputs that nobody chose but that are
  /// tied to chosen ones: what they bring cannot be told apart.
  private static func joining(
    _ factors: [Factor], _ correlation: Correlation?
  ) -> (factors: [Factor], joined: [Factor]) {
    var list = factors.map { (factor: $0, isJoined: false) }
    /// Until nothing more is tied: an input that is taken in may be tied to others.
    func joinsAnother(_ pairs: [Correlation.Pair]) -> Bool {
      for pair in pairs {
        let i = list.firstIndex { $0.factor.inputs.contains(pair.first) }
        let j = list.firstIndex { $0.factor.inputs.contains(pair.second) }
        guard i != j else { continue }
        let (low, high) = (min(i ?? .max, j ?? .max), max(i ?? 0, j ?? 0))
        let a = list[low].factor
        let other = i == nil ? pair.first : pair.second
        let b = i == nil || j == nil ? Factor(other, inputs: [other]) : list[high].factor
        list[low] = (
          Factor(
            "\(a.name) + \(b.name)", inputs: a.inputs.union(b.inputs),
            series: a.series.union(b.series)), true
        )
        if i != nil, j != nil { list.remove(at: high) }
        return true
      }
      return false
    }
    // A correlation that no matrix has is refused where it is drawn.
    let pairs = (try? correlation?.tiedPairs()) ?? []
    while joinsAnother(pairs) {}
    return (list.map(\.factor), list.filter(\.isJoined).map(\.factor))
  }
}
