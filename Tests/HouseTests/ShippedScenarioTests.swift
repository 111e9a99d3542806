import Testing

/// The scenarios of the package are right and say where their figures come from.
@Suite("the shipped scenarios")
struct ShippedScenarioTests {
  static let names = PackageFiles.names(in: "Models", suffix: ".toml")

  @Test("pass check, with a source for every parameter", arguments: names)
  func passCheck(name: String) async throws {
    let path = PackageFiles.root.appendingPathComponent("Models/\(name)").path
    let place = try Workplace()
    let outcome = try await place.chipcast("check", path)
    #expect(outcome.code == 0)
    // The scenario about the payment names the report of it, which came after as_of.
    let later =
      name.contains("share-15")
      ? "\(path): warning: N-34a of ../Data/facts.csv is dated 2025-08-11, after as_of\n" : ""
    #expect(outcome.err == later)
    #expect(!outcome.out.contains("without a source"))
  }

  @Test("name the schema that editors read", arguments: names)
  func nameTheSchema(name: String) throws {
    #expect(try PackageFiles.text("Models/\(name)").hasPrefix("#:schema ./schema.json\n"))
  }
}
