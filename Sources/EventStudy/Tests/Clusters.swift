/// Responses that one piece of news moved together: those of an event, and of events that met one
/// exchange's zone on one first session. What tests take as independent are clusters, not shares.
extension Collection where Index == Int {
  /// - Parameter response: of an element.
  /// - Returns: the elements by cluster, in order of first appearance.
  func clusters(by response: (Element) -> Response) -> [[Element]] {
    var parent = Array(0..<count)
    func root(_ k: Int) -> Int {
      var k = k
      while parent[k] != k { k = parent[k] }
      return k
    }
    var first: [String: Int] = [:]
    for (place, element) in enumerated() {
      for name in response(element).clusterNames {
        guard let other = first[name] else {
          first[name] = place
          continue
        }
        let (a, b) = (root(place), root(other))
        parent[Swift.max(a, b)] = Swift.min(a, b)
      }
    }
    var place: [Int: Int] = [:]
    var found: [[Element]] = []
    for (k, element) in enumerated() {
      let root = root(k)
      if let known = place[root] {
        found[known].append(element)
      } else {
        place[root] = found.count
        found.append([element])
      }
    }
    return found
  }
}

extension Response {
  /// What it shares with the others of its cluster.
  fileprivate var clusterNames: [String] {
    ["event \(event.id)"]
      + (day0.map { ["\($0) \(equity.exchange.timeZoneIdentifier)"] } ?? [])
  }
}
