import Foundation

/// A file being written through a buffer; every failure of the system is noticed.
package final class OutputFile {
  private let descriptor: Int32
  private let shownPath: String
  private var buffer: [UInt8] = []
  private var isOpen = true
  private static let capacity = 1 << 18

  /// - Parameter shown: its name in messages.
  package init(_ path: String, shownAs shown: String) throws(WriteError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    shownPath = shown
    guard descriptor >= 0 else {
      throw WriteError(description: "\(shown): cannot be written: \(OutputFolder.reason())")
    }
    buffer.reserveCapacity(Self.capacity + 4096)
  }

  deinit { if isOpen { _ = Foundation.close(descriptor) } }

  package func append(_ text: String) throws(WriteError) { try append(text.utf8) }

  package func append(_ bytes: some Sequence<UInt8>) throws(WriteError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  private func flush() throws(WriteError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      guard written > 0 || errno == EINTR else {
        throw WriteError(
          description: "\(shownPath): cannot be written: \(OutputFolder.reason())")
      }
      start += max(0, written)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the rest. Disks report a lack of space here at the latest.
  ///
  /// - Parameter isDurable: waits until the disk has it.
  package func close(isDurable: Bool = false) throws(WriteError) {
    try flush()
    let isKept = !isDurable || fsync(descriptor) == 0
    isOpen = false
    guard Foundation.close(descriptor) == 0, isKept else {
      throw WriteError(
        description: "\(shownPath): cannot be written: \(OutputFolder.reason())")
    }
  }
}
