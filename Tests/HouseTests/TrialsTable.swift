import Foundation
import Testing

/// Some columns of trials.csv as numbers.
///
/// The file is large and its fields are never quoted, so that the C library can look for commas.
struct TrialsTable {
  let header: [String]
  private let columns: [String: [Double]]
  private let texts: [String: [Data]]

  /// - Parameter isWanted: picks columns by name.
  init(_ data: Data, _ isWanted: (String) -> Bool) throws {
    let end = try #require(data.firstIndex(of: UInt8(ascii: "\r")))
    let header = String(decoding: data[..<end], as: UTF8.self)
      .split(separator: ",").map(String.init)
    let wanted = header.map(isWanted)
    var found = [[Double]](repeating: [], count: header.count)
    var texts = [[Data]](repeating: [], count: header.count)
    data.withUnsafeBytes { bytes in
      guard var field = bytes.baseAddress?.advanced(by: end + 2) else { return }
      let last = bytes.baseAddress! + data.count
      while field < last {
        for column in header.indices {
          let mark = Int32(UInt8(ascii: column == header.count - 1 ? "\r" : ","))
          guard let stop = memchr(field, mark, last - field) else { return }
          if wanted[column] {
            // An empty field is "never".
            found[column].append(
              field == UnsafeRawPointer(stop)
                ? .infinity : strtod(field.assumingMemoryBound(to: CChar.self), nil))
            texts[column].append(Data(bytes: field, count: UnsafeRawPointer(stop) - field))
          }
          field = UnsafeRawPointer(stop) + 1
        }
        field += 1
      }
    }
    self.header = header
    columns = Dictionary(uniqueKeysWithValues: zip(header, found).filter { !$1.isEmpty })
    self.texts = Dictionary(uniqueKeysWithValues: zip(header, texts).filter { !$1.isEmpty })
  }

  var names: [String] { header.filter { columns[$0] != nil } }

  subscript(name: String) -> [Double] {
    get throws { try #require(columns[name], "trials.csv has no \(name)") }
  }

  /// The bytes of a column.
  func bytes(_ name: String) throws -> [Data] { try #require(texts[name]) }
}

/// Mean, standard deviation and correlation, as simply as can be.
extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }

  var standardDeviation: Double {
    let mean = mean
    return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
  }

  func correlation(with other: [Double]) -> Double {
    let (a, b) = (mean, other.mean)
    let product = zip(self, other).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
    return product / Double(count - 1) / standardDeviation / other.standardDeviation
  }
}
