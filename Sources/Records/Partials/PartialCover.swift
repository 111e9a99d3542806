import Tables

/// Which stretches of many files make up the whole: each number once, none left out.
package struct PartialCover {
  /// Where to find a stretch.
  package struct Piece: Equatable {
    package let file: Int
    package let stretch: PartialHeader.Stretch

    package init(file: Int, stretch: PartialHeader.Stretch) {
      (self.file, self.stretch) = (file, stretch)
    }
  }

  /// In rising order.
  package let pieces: [Piece]
  /// The first number that is not in it.
  package let end: Int

  /// - Parameters:
  ///   - files: of one whole.
  ///   - unit: what is numbered: "trials".
  ///   - isWhole: false where gaps are no fault.
  /// - Throws: `DataProblem` naming the files of an overlap, or what is missing.
  package init(
    _ files: [PartialFile], of unit: String, isWhole: Bool = true
  ) throws(DataProblem) {
    let all = files.indices.flatMap { file in
      files[file].header.stretches.map { Piece(file: file, stretch: $0) }
    }.sorted { ($0.stretch.first, $0.stretch.end) < ($1.stretch.first, $1.stretch.end) }
    let furthest = all.map(\.stretch.end).max() ?? 0
    // A part of a batch gives way to the whole batch of the file that follows.
    let pieces = all.filter { !$0.stretch.isLast || $0.stretch.end == furthest }
    let whole = files.compactMap(\.header.whole).max()
    var end = 0
    var last: Piece?
    for piece in pieces {
      let (path, stretch) = (files[piece.file].path, piece.stretch)
      if let last, stretch.first < end {
        let common = Self.words(stretch.first..<min(end, stretch.end))
        throw DataProblem(path, "holds \(unit) \(common), as does \(files[last.file].path)")
      }
      if isWhole, stretch.first > end {
        throw DataProblem(
          path, "the \(unit) \(Self.words(end..<stretch.first)) before it are in no file")
      }
      (end, last) = (stretch.end, piece)
    }
    if isWhole, let whole, end < whole {
      let path = last.map { files[$0.file].path } ?? ""
      throw DataProblem(path, "the \(unit) \(Self.words(end..<whole)) behind it are in no file")
    }
    (self.pieces, self.end) = (pieces, end)
  }

  /// The pieces that follow each other, as one stretch each. Part of a batch stays alone.
  package var groups: [(stretch: PartialHeader.Stretch, pieces: [Piece])] {
    var groups: [(stretch: PartialHeader.Stretch, pieces: [Piece])] = []
    for piece in pieces {
      let stretch = piece.stretch
      if let last = groups.last, !stretch.isLast, last.stretch.end == stretch.first {
        groups[groups.count - 1] = (
          PartialHeader.Stretch(last.stretch.first..<stretch.end), last.pieces + [piece]
        )
      } else {
        groups.append((stretch, [piece]))
      }
    }
    return groups
  }

  /// "0 to 49999871".
  package static func words(_ numbers: Range<Int>) -> String {
    numbers.count == 1
      ? "\(numbers.lowerBound)" : "\(numbers.lowerBound) to \(numbers.upperBound - 1)"
  }
}
