/// Sessions relative to day 0 of an event, both ends included.
public struct SessionWindow: Hashable, Sendable, CustomStringConvertible {
  public let first: Int
  public let last: Int

  /// - Precondition: `first` ≤ `last`.
  public init(_ first: Int, _ last: Int) {
    precondition(first <= last, "a window must not end before it begins")
    self.first = first
    self.last = last
  }

  /// Reads "-1:10" and what `description` writes.
  public init?(_ text: String) {
    var text = text[...]
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "," }
    guard parts.count == 2, let first = Int(parts[0]), let last = Int(parts[1]), first <= last,
      abs(first) <= 10_000, abs(last) <= 10_000
    else { return nil }
    self.init(first, last)
  }

  /// Number of sessions.
  public var length: Int { last - first + 1 }

  /// Whether all sessions of the other lie in it.
  public func contains(_ other: SessionWindow) -> Bool {
    first <= other.first && other.last <= last
  }

  /// Whether the two have a session in common.
  public func overlaps(_ other: SessionWindow) -> Bool {
    first <= other.last && other.first <= last
  }

  /// As the literature writes it: "[-1,+10]".
  public var description: String {
    func signed(_ day: Int) -> String { day > 0 ? "+\(day)" : "\(day)" }
    return "[\(signed(first)),\(signed(last))]"
  }
}
