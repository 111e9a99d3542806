/// Sums of some trials, to which those of others can be added.
public protocol Mergeable: Sendable {
  /// Adds what `other` has seen, as if it came after this.
  mutating func merge(_ other: Self)
}

/// Tallies of batches, joined along one fixed binary tree.
///
/// Floating-point sums depend on their order. Here batch 2k is always joined with batch 2k + 1,
/// that pair with its neighbouring pair, and so on, whichever worker or shard delivered them and
/// when: the sums are those of the tree over batch numbers. What is kept are the parts whose
/// neighbour has not arrived, about log2(batches) of them, and rounding errors grow as slowly.
struct TallyTree<Tally: Mergeable>: Sendable {
  private struct Place: Hashable {
    var level: Int
    var index: Int
  }
  private var parts: [Place: Tally] = [:]

  init() {}

  mutating func insert(_ tally: Tally, batch: Int) {
    insert(tally, at: Place(level: 0, index: batch))
  }

  private mutating func insert(_ tally: Tally, at place: Place) {
    let neighbour = Place(level: place.level, index: place.index ^ 1)
    guard let other = parts.removeValue(forKey: neighbour) else {
      parts[place] = tally
      return
    }
    var joined = place.index & 1 == 0 ? tally : other
    joined.merge(place.index & 1 == 0 ? other : tally)
    insert(joined, at: Place(level: place.level + 1, index: place.index / 2))
  }

  /// Adds the batches of another tree. No batch may be in both.
  mutating func merge(_ other: TallyTree) {
    for (place, tally) in other.parts.sorted(by: { $0.key.level < $1.key.level }) {
      insert(tally, at: place)
    }
  }

  /// Everything so far, joined from the left.
  var total: Tally? {
    let rising = parts.sorted { $0.key.index << $0.key.level < $1.key.index << $1.key.level }
    guard var sum = rising.first?.value else { return nil }
    for (_, tally) in rising.dropFirst() { sum.merge(tally) }
    return sum
  }
}

extension TallyTree where Tally: Storable {
  /// - Parameter blank: a tally to read into.
  mutating func pass(through store: inout Store, blank: Tally) throws(StoreError) {
    var places = parts.keys.sorted { ($0.level, $0.index) < ($1.level, $1.index) }
    var count = places.count
    try store.pass(&count)
    // A stretch of batches has two parts a level at most.
    try store.require(count <= 1 << 20)
    if store.isReading {
      parts = [:]
      places = Array(repeating: Place(level: 0, index: 0), count: count)
    }
    for var place in places {
      try store.pass(&place.level)
      try store.pass(&place.index)
      try store.require(place.level < 48 && place.index <= Plan.mostTrials)
      var tally = parts[place] ?? blank
      try tally.pass(through: &store)
      if store.isReading { parts[place] = tally }
    }
  }
}
