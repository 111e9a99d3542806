/// Something in a file of data that a user must mend.
///
/// The message says what was found, what was expected and what to do about it.
public struct DataProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file as the user knows it.
  public let file: String
  /// The line, from 1; nil where the file as a whole is concerned.
  public let line: Int?
  public let message: String

  public init(_ file: String, line: Int? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`.
  public var description: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
