/// The trials of given data sorted by one input and cut into classes of about equal counts; resamples
/// are told by how often each trial counts.
///
/// An input with few distinct values has a class for each of them instead.
struct DataClasses: Sendable {
  /// Trials by rising input.
  let order: [Int32]
  let input: [Double]
  /// Where each distinct value ends in `order`, if there are at most `most` of them.
  let ends: [Int]?

  /// - Parameter most: distinct values that still get a class each.
  init(_ input: [Double], most: Int) {
    self.input = input
    order = ascending(input)
    var ends: [Int] = []
    for k in order.indices {
      let isLast = k + 1 == order.count || input[Int(order[k + 1])] != input[Int(order[k])]
      guard isLast else { continue }
      ends.append(k + 1)
      if ends.count > most { break }
    }
    self.ends = ends.count <= most ? ends : nil
  }
}
