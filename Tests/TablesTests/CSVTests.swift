import Testing

@testable import Tables

@Suite("CSV text")
struct CSVTests {
  private static func line(_ fields: CSV.Field...) -> String {
    var csv = CSV(["h"])
    csv.append(fields)
    return String(csv.text.dropFirst("h".count + 1))
  }

  @Test("every line ends with CRLF")
  func lineEnds() {
    var csv = CSV(["a", "b"])
    csv.append(["x", .count(3)])
    #expect(csv.text == "a,b\r\nx,3\r\n")
  }

  @Test(
    "words are quoted where commas, quotes or line ends ask for it",
    arguments: [
      ("plain words", "plain words"), ("", ""), ("a, b", "\"a, b\""),
      ("say \"x\"", "\"say \"\"x\"\"\""),
      ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""),
      ("\"\u{301}", "\"\"\"\u{301}\""), (",\u{301}", "\",\u{301}\""),
    ])
  func quoting(words: String, expected: String) {
    #expect(CSV.Field.words(words).text == expected)
  }

  @Test(
    "words that a spreadsheet would run get an apostrophe in front",
    arguments: [
      ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-0.5", "-0.5"), ("-x", "'-x"), ("@sum", "'@sum"),
      ("a=b", "a=b"),
      ("=a,b", "\"'=a,b\""), ("--set k=1", "'--set k=1"),
    ])
  func neutralising(words: String, expected: String) {
    #expect(CSV.Field.words(words).text == expected)
  }

  @Test("negative numbers stay numbers, in words too")
  func negativeNumbers() {
    #expect(Self.line(.number(-1.5), .count(-2)) == "-1.5,-2\r\n")
    #expect(Self.line("-0.04", "-1e-05", "-1-1") == "-0.04,-1e-05,'-1-1\r\n")
  }

  @Test(
    "numbers have all their digits and no more",
    arguments: [
      (0, "0"), (-0.0, "-0"), (3, "3"), (1e9, "1000000000"), (0.1, "0.1"),
      (1.0 / 3, "0.3333333333333333"),
      (1e22, "1e+22"), (.leastNonzeroMagnitude, "5e-324"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(CSV.Field.number(value).text == expected)
  }

  @Test("an undefined number is an empty field, as is \"never\"")
  func undefinedNumbers() {
    #expect(Self.line(.number(nil), .number(.nan), "x") == ",,x\r\n")
    #expect(Self.line(.number(.infinity), .number(-.infinity), "x") == ",,x\r\n")
  }

  @Test("every double reads back to itself")
  func roundTrip() {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(Double(CSV.number(value))?.bitPattern == value.bitPattern)
    }
  }
}
