import Expressions
import Sampling
import Testing

/// A tree of an expression, worked out one trial at a time in the plainest way.
private indirect enum Tree {
  case number(Double)
  case column(Int)
  case unary(String, Tree)
  case binary(String, Tree, Tree)
  case between(Tree, String, Tree, String, Tree)
  case choose(Tree, Tree, Tree)

  static func number(_ depth: Int, _ random: inout SplitMix) -> Tree {
    switch depth == 0
      ? Int.random(in: 0..<2, using: &random) : Int.random(in: 0..<9, using: &random)
    {
    case 0: .number(Double(Int.random(in: 0...4, using: &random)))
    case 1: .column(Int.random(in: 0..<4, using: &random))
    case 2: .unary(["-", "abs", "sqrt"].randomElement(using: &random)!, number(depth - 1, &random))
    case 3:
      .choose(truth(depth - 1, &random), number(depth - 1, &random), number(depth - 1, &random))
    default:
      .binary(
        ["+", "-", "*", "/", "min", "max"].randomElement(using: &random)!,
        number(depth - 1, &random), number(depth - 1, &random))
    }
  }

  static func truth(_ depth: Int, _ random: inout SplitMix) -> Tree {
    let comparison = ["<", "<=", ">", ">=", "=", "!="].randomElement(using: &random)!
    let below = max(0, depth - 1)
    switch depth == 0 ? 0 : Int.random(in: 0..<6, using: &random) {
    case 1: return .unary("not", truth(below, &random))
    case 2: return .binary("and", truth(below, &random), truth(below, &random))
    case 3: return .binary("or", truth(below, &random), truth(below, &random))
    case 4:
      return .between(
        number(below, &random), "<=", number(below, &random), "<", number(below, &random))
    default: return .binary(comparison, number(below, &random), number(below, &random))
    }
  }

  /// With parentheses around everything, or around every second operand.
  var text: String {
    switch self {
    case .number(let x): "\(Int(x))"
    case .column(let c): "x\(c)"
    case .unary(let name, let x): "\(name)(\(x.text))"
    case .binary(let name, let a, let b) where name.hasPrefix("m"): "\(name)(\(a.text), \(b.text))"
    case .binary(let name, let a, let b): "(\(a.text)) \(name) (\(b.text))"
    case .between(let a, let first, let b, let second, let c):
      "(\(a.text)) \(first) (\(b.text)) \(second) (\(c.text))"
    case .choose(let c, let a, let b): "if(\(c.text), \(a.text), \(b.text))"
    }
  }

  func value(_ x: [Double]) -> Double {
    switch self {
    case .number(let number): return number
    case .column(let c): return x[c]
    case .unary("-", let a): return -a.value(x)
    case .unary("abs", let a): return Swift.abs(a.value(x))
    case .unary("sqrt", let a): return a.value(x).squareRoot()
    case .unary(_, let a): return a.isKnownFalse(x) ? 1 : 0
    case .choose(let c, let a, let b): return c.value(x) == 1 ? a.value(x) : b.value(x)
    case .between(let a, let first, let b, let second, let c):
      return Tree.binary(first, a, b).value(x) * Tree.binary(second, b, c).value(x)
    case .binary(let name, let left, let right):
      let (a, b) = (left.value(x), right.value(x))
      switch name {
      case "+": return a + b
      case "-": return a - b
      case "*": return a * b
      case "/": return a / b
      case "min": return a.isNaN || b.isNaN ? .nan : Swift.min(a, b)
      case "max": return a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
      case "<": return a < b ? 1 : 0
      case "<=": return a <= b ? 1 : 0
      case ">": return a > b ? 1 : 0
      case ">=": return a >= b ? 1 : 0
      case "=": return a == b ? 1 : 0
      case "!=": return a < b || a > b ? 1 : 0
      case "and": return a == 1 && b == 1 ? 1 : 0
      default: return a == 1 || b == 1 ? 1 : 0
      }
    }
  }
}

extension Tree {
  /// Whether a truth does not hold whatever stands for what has no value, as in Kleene's logic.
  fileprivate func isKnownFalse(_ x: [Double]) -> Bool {
    switch self {
    case .unary("not", let a): return a.value(x) == 1
    case .choose(let c, let a, let b):
      return c.value(x) == 1 ? a.isKnownFalse(x) : b.isKnownFalse(x)
    case .between(let a, let first, let b, let second, let c):
      return Tree.binary(first, a, b).isKnownFalse(x) || Tree.binary(second, b, c).isKnownFalse(x)
    case .binary("and", let a, let b): return a.isKnownFalse(x) || b.isKnownFalse(x)
    case .binary("or", let a, let b): return a.isKnownFalse(x) && b.isKnownFalse(x)
    case .binary(_, let a, let b):
      return !a.value(x).isNaN && !b.value(x).isNaN && value(x) == 0
    default: return false
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("random expressions")
struct RandomTests {
  @Test("compiled expressions equal their trees on columns with infinities")
  func equalTrees() throws {
    var random = SplitMix(state: 7)
    let names = Names(outputs: ["x0", "x1", "x2", "x3"])
    let (stride, packs) = (5, 4)
    var columns = [Pack](repeating: .zero, count: 4 * stride)
    for k in columns.indices {
      for lane in 0..<Pack.lanes {
        let whole = Double(Int.random(in: -3...3, using: &random))
        columns[k][lane] = Int.random(in: 0..<9, using: &random) == 0 ? .infinity : whole
      }
    }
    var stack = PackStack()
    var values = [Pack](repeating: .zero, count: packs)
    for k in 0..<600 {
      let tree = k % 2 == 0 ? Tree.number(4, &random) : Tree.truth(4, &random)
      let expression = try Expression(parsing: tree.text, names: names)
      expression.evaluate(&stack, columns: columns, stride: stride, packs: packs, into: &values)
      for trial in 0..<packs * Pack.lanes {
        let (p, lane) = (trial / Pack.lanes, trial % Pack.lanes)
        let expected = tree.value((0..<4).map { columns[$0 * stride + p][lane] })
        let value = values[p][lane]
        guard value == expected || (value.isNaN && expected.isNaN) else {
          Issue.record("\(tree.text) is \(expected), got \(value)")
          return
        }
      }
    }
  }

  @Test("whatever bytes or words come, they are read or refused, within 2 seconds")
  func anything() throws {
    var random = SplitMix(state: 11)
    let words = [
      "a", "a-b", "approval", "min", "if", "(", ")", ",", "+", "-", "*", "/", "<", "<=", "=", "!=",
      "and", "or", "not", "1", "5%", ".5", "1e9", ":", "P", "p95", "`", " ", "收入", "e\u{301}", ".",
    ]
    var accepted = 0
    let time = ContinuousClock().measure {
      for k in 0..<4_000 {
        let length = Int.random(in: 0..<24, using: &random)
        var text = ""
        if k % 2 == 0 {
          let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
          text = String(decoding: bytes, as: UTF8.self)
        } else {
          for _ in 0..<length { text += words.randomElement(using: &random)! }
        }
        let problem = Trial.problem(text)
        if problem.isEmpty { accepted += 1 }
        #expect(problem.isEmpty || problem.split(separator: "\n").count == 3)
        _ = try? StatisticStatement(parsing: text, names: Trial.names)
        _ = try? PrecisionTarget(parsing: text, names: Trial.names)
      }
    }
    #expect(accepted > 20)
    #expect(time < .seconds(2))
  }
}
