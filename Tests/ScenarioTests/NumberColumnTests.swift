import Testing

@testable import Scenario

@Suite("columns of numbers")
struct NumberColumnTests {
  private static func column(_ text: String, _ name: String) throws -> [Double] {
    let path = try TemporaryFolder()
    return try NumberColumn(
      path: path.write("data.csv", text), shownAs: "data.csv", column: name
    ).values
  }

  @Test(
    "a column is found behind quotes, spaces, line ends and byte order marks",
    arguments: [
      "x,price\n1,2\n3,4\n", "x,price\r\n1,2\r\n3,4\r\n", "x,\"price\"\n\"1\",\"2\"\n3,4",
      "x , price\n1 , 2\n3,4\n\n", "\u{FEFF}price,x\n2,1\n4,3\n", "\"a, b\",price\n\"1,5\",2\n,4\n",
      "\"say \"\"x\"\"\",price\n\"\"\"\"\"\",2\n\"\",4\n",
    ])
  func columnIsFound(text: String) throws {
    #expect(try Self.column(text, "price") == [2, 4])
  }

  @Test("quotes inside a name are doubled in the file")
  func doubledQuotes() throws {
    #expect(try Self.column("\"the \"\"net\"\" price\"\n1\n", "the \"net\" price") == [1])
  }

  @Test("what is no finite number is refused with its line", arguments: ["x", "", "nan", "inf"])
  func noNumber(field: String) {
    #expect(throws: CSVProblem.self) { try Self.column("a,price\n1,2\n3,\(field)\n", "price") }
  }
}
