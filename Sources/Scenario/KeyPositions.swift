public struct KeyPositions: Sendable {
  public init(_ text: String) {}
  public func line(of path: [String]) -> Int? { nil }
  public func nearestLine(to path: [String]) -> Int? { nil }
  public func keys(under path: [String]) -> [String] { [] }
}
