extension Array {
  /// The elements in their order, apart wherever what they are told by changes.
  package func chunked(on key: KeyPath<Element, some Equatable>) -> [[Element]] {
    reduce(into: []) { chunks, element in
      if let last = chunks.last?.last, last[keyPath: key] == element[keyPath: key] {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
  }
}
