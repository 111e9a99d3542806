/// The name among `known` that a misspelt one most likely means: fewest edits, at most a third of
/// its length.
public func nearest(to name: String, among known: [String]) -> String? {
  let plain = name.lowercased()
  if let same = known.first(where: { $0.lowercased() == plain }) { return same }
  let most = max(2, name.count / 3)
  // As many characters as one name has more than the other must be edited anyway.
  let near = known.filter { abs($0.count - name.count) <= most }
  let best = near.map { ($0, editDistance(name, $0)) }.min { $0.1 < $1.1 }
  guard let best, best.1 <= most else { return nil }
  return best.0
}

/// What most likely was meant by misspelt names, as the end of a message: "; did you mean A, B?", or nothing.
public func didYouMean(_ names: [String], among known: [String]) -> String {
  var meant: [String] = []
  for name in names.compactMap({ nearest(to: $0, among: known) }) where !meant.contains(name) {
    meant.append(name)
  }
  return meant.isEmpty ? "" : "; did you mean \(meant.joined(separator: ", "))?"
}

/// Levenshtein's distance: insertions, deletions and replacements of one character.
private func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
