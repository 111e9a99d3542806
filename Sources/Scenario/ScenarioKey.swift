import RevenueRecovery
import Sampling

/// What a scenario states at one of its keys, as far as a number can vary there.
public struct ScenarioKey: Sendable {
  /// The number that stands there now, or the mean of the distribution; nil where there is none.
  public let present: Double?
  /// Where values make sense; nil where nothing tells: the key states no number, or 0 of what has no
  /// upper end.
  public let range: ClosedRange<Double>?

  /// Values of a distribution, which lie where those of its parameter may. Others, such as `alpha`, are
  /// numbers of another kind.
  private static let places = ["value", "low", "mode", "high", "mean", "lower", "upper"]

  /// - Parameters:
  ///   - key: as for `--set`.
  ///   - forecast: what was read from the file.
  /// - Throws: `ScenarioError` where the file cannot be read.
  public init(
    _ key: String, in forecast: Forecast, path: String
  ) throws(ScenarioError) {
    let file = try ScenarioFile(path: path, overrides: forecast.overrides)
    let parts = key.split(separator: ".").map { String($0.filter { $0 != "\"" }) }
    let node = file.table.node(at: parts[...])
    let above = parts.dropLast()
    let name = parts.last ?? ""
    if case .table(let table)? = file.table.node(at: above)?.value,
      table[Keys.distribution.family.key] != nil
    {
      present = node?.number
      range = Self.range(
        ofParameter: name, present, in: table, ParameterSpecs.domain(above.last ?? ""))
      return
    }
    let entry = forecast.ledger.first { $0.key == key }
    let mean = entry.map(\.distribution.mean)
    present = node?.number ?? mean
    range = Self.range(around: present, ParameterSpecs.domain(name))
  }

  /// A fraction varies over all of 0 to 1; else a number from a quarter to four times itself.
  private static func range(
    around present: Double?, _ domain: ParameterSpec.Domain?
  ) -> ClosedRange<Double>? {
    if domain == .fraction { return 0...1 }
    guard let present, present.isFinite, present != 0 else { return nil }
    return min(present / 4, present * 4)...max(present / 4, present * 4)
  }

  /// A mode between the ends of its distribution, the ends up to the mode or each other.
  private static func range(
    ofParameter name: String, _ present: Double?, in table: RawTable,
    _ domain: ParameterSpec.Domain?
  ) -> ClosedRange<Double>? {
    if name == "probability" { return 0...1 }
    let (low, mode, high) = (table["low"]?.number, table["mode"]?.number, table["high"]?.number)
    if name == "mode", let low, let high, low < high { return low...high }
    guard let wide = range(around: present, places.contains(name) ? domain : nil) else {
      return nil
    }
    var (from, to) = (wide.lowerBound, wide.upperBound)
    if name == "low", let most = mode ?? high { to = min(to, most) }
    if name == "high", let least = mode ?? low { from = max(from, least) }
    return from < to ? from...to : nil
  }
}

extension RawTable {
  /// The node at a dotted key.
  fileprivate func node(at parts: ArraySlice<String>) -> RawNode? {
    guard !parts.isEmpty else { return nil }
    let length = length(ofKeyIn: parts)
    let node = self[parts.prefix(length).joined(separator: ".")]
    return length == parts.count ? node : node?.value.node(at: parts.dropFirst(length))
  }
}

extension RawValue {
  fileprivate func node(at parts: ArraySlice<String>) -> RawNode? {
    switch self {
    case .table(let table): return table.node(at: parts)
    case .array(let elements):
      guard let index = parts.first.flatMap({ Int($0) }), elements.indices.contains(index) else {
        return nil
      }
      return parts.count == 1 ? elements[index] : elements[index].value.node(at: parts.dropFirst())
    default: return nil
    }
  }
}

extension RawNode {
  /// The number that it is, or that its table states as `value`.
  fileprivate var number: Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .string(let text): TypedNumber(text)?.value
    case .table(let table): table["value"]?.number
    default: nil
    }
  }
}

extension ParameterSpecs {
  /// Where the values of the parameter with this last part of its key lie; nil for what is none.
  fileprivate static func domain(_ name: String) -> ParameterSpec.Domain? {
    let all =
      numbers + common + product + compute
      + [
        approvalRate, delay, cap, buyerShare, outsideWeight, delivered, serverEfficiency, bandwidth,
        bandwidthLimit, followsCapex, capexFactor, lostRevenueAQuarter, persistence, tension,
        newsRate,
      ]
      + PolicyGate.all.flatMap(gate) + domesticSupply
    return all.first { $0.key == name }?.domain
  }
}
