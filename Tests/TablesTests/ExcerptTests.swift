import Testing

@testable import Tables

@Suite("text of a user's file in messages")
struct ExcerptTests {
  @Test(
    "short text is shown as it is, with control characters written out",
    arguments: [
      ("", "\"\""), ("1.5 €", "\"1.5 €\""), ("a\u{1B}[2Jb", "\"a\\u{1B}[2Jb\""),
      ("a\tb\nc", "\"a\\tb\\nc\""), ("\u{202E}abc", "\"\\u{202E}abc\""),
    ])
  func short(text: String, shown: String) {
    #expect(excerpt(text) == shown)
  }

  @Test("80 characters are shown, of more the first 80")
  func long() {
    let whole = String(repeating: "x", count: 80)
    #expect(excerpt(whole) == "\"\(whole)\"")
    #expect(excerpt(whole + "y") == "\"\(whole)…\"")
    #expect(excerpt(String(repeating: "x", count: 10_000_000)).count == 83)
    #expect(excerpt("e" + String(repeating: "\u{301}", count: 1_000)).utf8.count < 100)
  }

  @Test("of many columns the first 40 are named")
  func manyColumns() {
    #expect(Excerpt.list(["a", "b"]) == "a, b")
    let list = Excerpt.list((1...100_000).map { "c\($0)" })
    #expect(list.hasSuffix("c39, c40, … (100000 in all)"))
  }
}
