/// A ticker as vendors write it: `688256.SH`, `sh.688256`, `sh688256`, `688256.SS` and `688256` are one
/// share, as are `0981.HK` and `00981`.
struct Ticker {
  private let parts: Set<String>

  private static let exchanges: Set = [
    "sh", "ss", "sz", "bj", "hk", "us", "sse", "szse", "hkex", "nasdaq", "nyse", "xshg", "xshe",
    "xhkg", "xnas", "xnys", "oq", "n", "o",
  ]

  init(_ text: String) {
    let all = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(Self.core)
    let own = all.filter { !Self.exchanges.contains($0) }
    parts = Set(own.isEmpty ? all : own)
  }

  /// Without the exchange before a number and the zeros that fill it up.
  private static func core(_ part: Substring) -> String {
    let number = exchanges.first { part.hasPrefix($0) }.map { part.dropFirst($0.count) } ?? part
    guard !number.isEmpty, number.allSatisfy({ "0"..."9" ~= $0 }) else { return String(part) }
    return String(number.drop { $0 == "0" })
  }

  /// Whether the two share a name.
  func isPerhaps(_ other: Ticker) -> Bool {
    parts.isEmpty || other.parts.isEmpty || !parts.isDisjoint(with: other.parts)
  }
}
