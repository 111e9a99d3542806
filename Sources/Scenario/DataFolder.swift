import EventStudy
import Foundation
import Tables

/// A folder of data, and what messages call it.
struct DataFolder {
  let path, name: String

  func has(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(file)")
  }
}

extension [DataFolder] {
  /// The rows of a file of that name in all folders that have it; a row of a later folder takes the place of one
  /// with the same id in an earlier one.
  ///
  /// - Throws: what reading throws; where no folder has the file, what the first says of that.
  func merged<Row, ID: Hashable>(
    _ file: String, by id: (Row) -> ID,
    read: (_ path: String, _ shownAs: String) throws(DataProblem) -> [Row]
  ) throws(DataProblem) -> [Row] {
    var rows: [Row] = []
    let having = filter { $0.has(file) }
    for folder in having.isEmpty ? Array(prefix(1)) : having {
      for row in try read("\(folder.path)/\(file)", "\(folder.name)/\(file)") {
        if let place = rows.firstIndex(where: { id($0) == id(row) }) {
          rows[place] = row
        } else {
          rows.append(row)
        }
      }
    }
    return rows
  }
}
