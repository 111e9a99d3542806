import Expressions
import Testing

@Suite("parts of a condition")
struct ConjunctTests {
  @Test(
    "what stands between the outer ands",
    arguments: [
      ("a < 1", ["a < 1"]),
      ("a < 1 and b", ["a < 1", "b"]),
      ("a and (b or c) and not d", ["a", "(b or c)", "not d"]),
      ("1 < a < 2 and if(b and c, d, e) > 3", ["1 < a < 2", "if(b and c, d, e) > 3"]),
      ("sand < 1 and a.and > 2 and land-and-sea", ["sand < 1", "a.and > 2", "land-and-sea"]),
      ("`x and y` < 1 and z", ["`x and y` < 1", "z"]),
      ("(a)and(b)", ["(a)", "(b)"]),
    ])
  func parts(text: String, expected: [String]) {
    #expect(conjuncts(of: text) == expected)
  }

  @Test("an or outside parentheses binds all together", arguments: ["a and b or c", "a or b"])
  func or(text: String) {
    #expect(conjuncts(of: text) == [text])
  }

  @Test("the parts hold together where the whole does")
  func together() throws {
    let names = Names(outputs: ["a", "b", "day.c"])
    let text = "a < 2 and (b > 1 or a > 0) and not c"
    let whole = try Expression(parsing: text, names: names, as: .truth)
    let parts = try conjuncts(of: text).map {
      try Expression(parsing: $0, names: names, as: .truth)
    }
    var stack = PackStack()
    for a in [-1.0, 1, 3] {
      for b in [0.0, 2] {
        for c in [5.0, .infinity] {
          let values = [a, b, c]
          func holds(_ expression: Expression) -> Double {
            expression.evaluate(&stack) { .init(repeating: values[$0]) }[0]
          }
          #expect(holds(whole) == parts.map(holds).reduce(1, *))
        }
      }
    }
  }
}
