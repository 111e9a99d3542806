import Foundation
import Testing

/// The scenario that tests start from: Tests/Fixtures/base.toml.
enum Base {
  static let text: String = {
    do { return try PackageFiles.text("Tests/Fixtures/base.toml") } catch {
      preconditionFailure("Tests/Fixtures/base.toml: \(error)")
    }
  }()

  /// The line of the base scenario that states H20's price.
  static let price = "price = { distribution = \"pert\", low = 10000, mode = 11800, high = 13000 }"

  /// The base scenario with one thing changed. What is replaced must be there.
  static func with(_ old: String, _ new: String, in text: String = text) throws -> String {
    let range = try #require(text.range(of: old), "base.toml does not hold \(old)")
    return text.replacingCharacters(in: range, with: new)
  }

  /// The base scenario with another price of H20.
  static func withPrice(_ new: String) throws -> String { try with(price, "price = \(new)") }
}

/// A change of the base scenario, and what the program says to it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let name: String
  let changes: [(old: String, new: String)]
  /// Without the "mine.toml:" that each begins with.
  let messages: [String]

  init(_ name: String, _ old: String, _ new: String, _ messages: String...) {
    self.init(name, [(old, new)], messages)
  }

  init(_ name: String, _ changes: [(String, String)], _ messages: [String]) {
    self.name = name
    self.changes = changes
    self.messages = messages
  }

  /// Another price of H20.
  static func price(_ name: String, _ new: String, _ messages: String...) -> Mistake {
    Mistake(name, [(Base.price, "price = \(new)")], messages)
  }

  var testDescription: String { name }

  /// The program refuses the file with these messages and writes nothing.
  ///
  /// - Parameter files: beside it; nil for those that are not there.
  func expectRefusal(
    of text: String = Base.text, files: [String: String?] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let text = try changes.reduce(text) { try Base.with($1.old, $1.new, in: $0) }
    let place = try Workplace(scenario: text)
    for case (let name, let text?) in files { try place.write(name, text) }
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "1000")
    #expect(
      outcome == .refused(messages.map { "mine.toml:\($0)" }), sourceLocation: sourceLocation)
    #expect(!place.hasResults, sourceLocation: sourceLocation)
  }
}
