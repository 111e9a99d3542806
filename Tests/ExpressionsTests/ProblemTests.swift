import Expressions
import Testing

@Suite("what is wrong with an expression")
struct ProblemTests {
  @Test(
    "every message stands above the text with a caret under the place",
    arguments: [
      (
        "revenue.H21 / revenue.total",
        "no output or event is called revenue.H21; did you mean revenue.H20?", "^^^^^^^^^^^"
      ),
      ("1 + zzzzzzzzzz", "no output or event is called zzzzzzzzzz", "    ^^^^^^^^^^"),
      ("收入 + 收人x", "no output or event is called 收人x; did you mean 收入?", "     ^^^"),
      ("1 < 2 AND 2 < 3", "AND is not understood; write and", "      ^^^"),
      ("NOT < 2", "no output or event is called NOT; did you mean not?", "^^^"),
      ("1 + max", "max is a function and needs parentheses", "    ^^^"),
      ("1 +", "expected a number or a name, found the end", "   ^"),
      ("", "expected a number or a name, found the end", "^"),
      ("1 + * 2", "expected a number or a name, found *", "    ^"),
      ("1 and", "and needs a truth, such as x > 0, and this is a number", "^"),
      ("a + 1 and approval", "and needs a truth, such as x > 0, and this is a number", "^^^^^"),
      ("approval or a", "or needs a truth, such as x > 0, and this is a number", "            ^"),
      ("not a", "not needs a truth, such as x > 0, and this is a number", "    ^"),
      (
        "1 + (2 < 3)", "+ needs a number, and this is a truth; if(…, 1, 0) makes it one",
        "    ^^^^^^^"
      ),
      ("-(2 < 3)", "- needs a number, and this is a truth; if(…, 1, 0) makes it one", " ^^^^^^^"),
      ("(1 < 2) < 3", "< needs a number, and this is a truth; if(…, 1, 0) makes it one", "^^^^^^^"),
      (
        "abs(1 < 2)", "abs needs a number, and this is a truth; if(…, 1, 0) makes it one",
        "    ^^^^^"
      ),
      ("if(1, 2, 3)", "if needs a truth, such as x > 0, and this is a number", "   ^"),
      (
        "if(approval, 2, 2 < 3)",
        "if with a number first needs a number, and this is a truth; if(…, 1, 0) makes it one",
        "                ^^^^^"
      ),
      (
        "if(approval, 2 < 3, 2)",
        "if with a truth first needs a truth, such as x > 0, and this is a number",
        "                    ^"
      ),
      ("if(approval, 2)", "expected , and another value for if, found )", "              ^"),
      ("min(1)", "expected , and another number for min, found )", "     ^"),
      ("min(1, 2, 3)", "min takes no more values", "        ^"),
      ("abs(1, 2)", "abs takes no more values", "     ^"),
      ("mix(1, 2)", "no function is called mix; did you mean min?", "^^^"),
      (
        "integral(1)",
        "no function is called integral; there are min, max, abs, log, exp, sqrt, if", "^^^^^^^^"
      ),
      ("a (1)", "a is no function", "^"),
      ("(1 + 2", "this parenthesis is never closed", "^"),
      ("abs(1 + 2", "this parenthesis is never closed", "   ^"),
      ("1 + 2)", "this parenthesis was never opened", "     ^"),
      ("a b", "expected an operator, found b", "  ^"),
      ("(1, 2)", "expected an operator, found ,", "  ^"),
      ("1 < not approval", "expected a number or a name, found not", "    ^^^"),
      ("1 < 2 > 1", "comparisons in a chain must go one way, as in a < b <= c", "      ^"),
      ("1 != 2 != 3", "comparisons in a chain must go one way, as in a < b <= c", "       ^^"),
      ("1 < 2 = 2 > 1", "comparisons in a chain must go one way, as in a < b <= c", "          ^"),
      ("1 && 2", "&& is not understood; write and", "  ^^"),
      ("!approval", "! is not understood; write not", "^"),
      ("1 ≤ 2", "≤ is not understood; write <=", "  ^"),
      ("1 <> 2", "<> is not understood; write !=", "  ^^"),
      ("a ^ 2", "^ is not understood", "  ^"),
      ("a \u{7} 2", "U+7 is not understood", "  ^"),
      ("a %", "% may only follow a number, without a space", "  ^"),
      ("10bn", "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got 10bn", "^^^^"),
      ("1.2.3", "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got 1.2.3", "^^^^^"),
      ("5.", "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got 5.", "^^"),
      ("1e", "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got 1e", "^^"),
      ("1__0", "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got 1__0", "^^^^"),
      ("1e999", "1e999 is too large", "^^^^^"),
      ("`a", "a name is opened with ` but not closed", "^"),
    ])
  func message(text: String, message: String, carets: String) {
    let line = text.replacing("\u{7}", with: " ")
    #expect(Trial.problem(text) == "\(message)\n  \(line)\n  \(carets)")
  }

  @Test("the kind that is wanted is demanded of the whole")
  func wantedKind() {
    #expect(
      Trial.problem("a + b", as: .truth) == """
        the expression needs a truth, such as x > 0, and this is a number
          a + b
          ^^^^^
        """)
    #expect(
      Trial.problem("a < b", as: .number) == """
        the expression needs a number, and this is a truth; if(…, 1, 0) makes it one
          a < b
          ^^^^^
        """)
  }

  @Test("line ends show as spaces, so that carets stay in line")
  func lineEnds() {
    #expect(
      Trial.problem("a +\r\n\tc") == """
        no output or event is called c; did you mean a?
          a +  c
               ^
        """)
  }

  @Test("of a long text the part around the place is shown")
  func longText() {
    let text = String(repeating: "1 + ", count: 100) + "? + 2"
    let problem = Trial.problem(text).split(separator: "\n").map(String.init)
    #expect(problem.count == 3)
    #expect(problem[0] == "? is not understood")
    #expect(problem[1].hasPrefix("  …+ 1 +"))
    #expect(problem[1].hasSuffix("1 + ? + 2"))
    #expect(problem[1].count - 4 == problem[2].count)
    #expect(problem[2].hasSuffix(" ^"))
  }

  @Test(
    "what is nested 100 deep is refused politely",
    arguments: [
      String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100),
      String(repeating: "-", count: 100) + "1",
      String(repeating: "not ", count: 100) + "1 < 2",
      String(repeating: "abs(", count: 100) + "1" + String(repeating: ")", count: 100),
    ])
  func deepNesting(text: String) {
    #expect(Trial.problem(text).hasPrefix("the expression is nested more than 32 deep\n"))
  }

  @Test("what would overflow the stack is refused, whatever nests")
  func deepStack() {
    let text =
      String(repeating: "1 + 2 * (", count: 32) + "3" + String(repeating: ")", count: 32)
    #expect(Trial.problem(text).hasPrefix("the expression is nested too deeply\n"))
  }

  @Test("31 parentheses and a sum of 1,000 terms are fine")
  func longButFlat() throws {
    let nested = String(repeating: "(1 + ", count: 31) + "1" + String(repeating: ")", count: 31)
    #expect(try Trial.value(nested) == 32)
    #expect(try Trial.value(Array(repeating: "1", count: 1_000).joined(separator: "+")) == 1_000)
  }

  @Test("4,000 characters are read and no more")
  func tooLong() throws {
    #expect(try Trial.value(String(repeating: " ", count: 3_999) + "1") == 1)
    let problem = Trial.problem(String(repeating: " ", count: 4_000) + "1")
    #expect(problem.hasPrefix("an expression may have 4000 characters, this has 4001\n"))
  }
}
