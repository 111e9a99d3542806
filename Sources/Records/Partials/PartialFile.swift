import Foundation
import Sampling
import Simulation
import Tables

/// Results of a part of the whole, as a file: what `chipcast merge` joins, and what a long run goes on from.
///
/// A title with the number of the format, a line of JSON (`PartialHeader`), the values of each stretch as `Store` has
/// them, and a last line with the hash of all bytes before it. Whatever was cut off or altered has another hash.
package struct PartialFile: Sendable {
  package let path: String
  package let header: PartialHeader
  private let body: [UInt8]

  /// - Throws: `DataProblem` where the file is not whole or of another kind.
  package init(_ path: String) throws(DataProblem) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataProblem(path, "there is no such file, or it cannot be read")
    }
    try self.init(path, [UInt8](data))
  }

  init(_ path: String, _ bytes: [UInt8]) throws(DataProblem) {
    self.path = path
    func fail(_ message: String) -> DataProblem { DataProblem(path, message) }
    let newline = UInt8(ascii: "\n")
    guard let titleEnd = bytes.prefix(64).firstIndex(of: newline),
      case let words = String(decoding: bytes[..<titleEnd], as: UTF8.self).split(separator: " "),
      words.dropLast().joined(separator: " ") == PartialHeader.title
    else { throw fail("is no file of partial results") }
    guard words.last == "\(PartialHeader.format)" else {
      throw fail(
        "has format \(words.last ?? ""), and this chipcast reads \(PartialHeader.format)")
    }
    let sealSize = 17
    guard let headerEnd = bytes[(titleEnd + 1)...].firstIndex(of: newline),
      headerEnd + sealSize < bytes.count, bytes.last == newline
    else { throw fail(Self.broken) }
    let sealStart = bytes.count - sealSize
    let seal = String(decoding: bytes[sealStart..<(bytes.count - 1)], as: UTF8.self)
    guard Digest(of: bytes[..<sealStart]).hexadecimal == seal else { throw fail(Self.broken) }
    do {
      header = try JSONDecoder().decode(
        PartialHeader.self, from: Data(bytes[(titleEnd + 1)..<headerEnd]))
    } catch {
      throw fail("has a header that this chipcast does not know")
    }
    body = Array(bytes[(headerEnd + 1)..<sealStart])
    guard header.stretches.allSatisfy({ $0.first >= 0 && $0.first < $0.end }) else {
      throw fail("has a header that this chipcast does not know")
    }
  }

  /// Whether a whole file of these results is there.
  package static func isThere(
    _ path: String, _ identity: PartialIdentity, whole: Int?, _ stretches: [PartialHeader.Stretch]
  ) -> Bool {
    guard let header = try? PartialFile(path).header else { return false }
    return header.identity == identity && header.whole == whole && header.stretches == stretches
  }

  private static let broken = "was cut off or altered: its last line is not the hash of the others"

  /// Hands each stretch with its values to `body`.
  ///
  /// - Parameter blank: values of nothing, to read into.
  /// - Throws: `DataProblem` where these are of something else.
  package func forEach<Values: Storable>(
    into blank: Values, _ take: (PartialHeader.Stretch, Values) throws -> Void
  ) throws {
    var store = Store(reading: body)
    for stretch in header.stretches {
      var values = blank
      do { try values.pass(through: &store) } catch { throw DataProblem(path, "\(error)") }
      try take(stretch, values)
    }
    if !store.isAtEnd { throw DataProblem(path, "holds more than its header says") }
  }

  /// The bytes of such a file.
  ///
  /// - Parameter values: one for each stretch of the header.
  static func bytes(_ header: PartialHeader, _ values: [some Storable]) throws(WriteError)
    -> [UInt8]
  {
    precondition(values.count == header.stretches.count, "one for each stretch")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var store = Store()
    guard let line = try? encoder.encode(header) else {
      throw WriteError(description: "the header of partial results cannot be written")
    }
    for var one in values {
      do { try one.pass(through: &store) } catch {
        throw WriteError(description: "partial results cannot be written: \(error)")
      }
    }
    var bytes = Array("\(PartialHeader.title) \(PartialHeader.format)\n".utf8)
    bytes += line
    bytes.append(UInt8(ascii: "\n"))
    bytes += store.bytes
    bytes += Array((Digest(of: bytes).hexadecimal + "\n").utf8)
    return bytes
  }

  /// Writes such a file: whole, or not at all.
  package static func write(
    _ path: String, _ header: PartialHeader, _ values: [some Storable]
  ) throws(WriteError) {
    try DurableFile(path).write(bytes(header, values))
  }
}
