import Scenario
import Testing

/// A text, a path in it and the line on which the key stands; no line where it is not written.
struct Position: Sendable, CustomTestStringConvertible {
  let text: String
  let path: [String]
  let line: Int?

  init(_ text: String, _ path: [String], _ line: Int?) {
    self.text = text
    self.path = path
    self.line = line
  }

  var testDescription: String {
    "\(path) on \(line.map { "line \($0)" } ?? "no line") of \(text.debugDescription)"
  }
}

/// A text and the keys of its root.
struct Keys: Sendable, CustomTestStringConvertible {
  let text: String
  let names: [String]

  init(_ text: String, _ names: [String]) {
    self.text = text
    self.names = names
  }

  var testDescription: String { text.debugDescription }
}

@Suite("Key positions")
struct KeyPositionsTests {
  @Test(
    "a table stands at its header, or where its name is first written",
    arguments: [
      Position("a = 1\n[t]\nb = 2", ["a"], 1),
      Position("a = 1\n[t]\nb = 2", ["t"], 2),
      Position("a = 1\n[t]\nb = 2", ["t", "b"], 3),
      Position("a = 1\n[t]\nb = 2", ["b"], nil),
      Position("[t]\n\n[u]\na = 1", ["u", "a"], 4),
      Position("\n[products.H20]\n[products.B30]", ["products"], 2),
      Position("\n[products.H20]\n[products.B30]", ["products", "B30"], 3),
      Position("[a.b]\n[a]\nc = 1", ["a"], 2),
      Position("[a.b]\n[a]\nc = 1", ["a", "c"], 3),
      Position("[a.b]\n[a]\nc = 1", ["a", "b"], 1),
      Position("  [ a . \"b\" ] # [c]\n\td = 1", ["a", "b", "d"], 2),
    ])
  func tables(_ position: Position) { expect(position) }

  @Test(
    "arrays of tables are numbered from 0 and take the tables after them",
    arguments: [
      Position("[[p]]\na = 1\n[[p]]\na = 2", ["p"], 1),
      Position("[[p]]\na = 1\n[[p]]\na = 2", ["p", "0", "a"], 2),
      Position("[[p]]\na = 1\n[[p]]\na = 2", ["p", "1"], 3),
      Position("[[p]]\na = 1\n[[p]]\na = 2", ["p", "1", "a"], 4),
      Position("[[p]]\na = 1\n[[p]]\na = 2", ["p", "2"], nil),
      Position("[[p]]\n[[p]]\n[p.x]\ny = 1", ["p", "1", "x", "y"], 4),
      Position("[[p]]\n[[p]]\n[p.x]\ny = 1", ["p", "0", "x"], nil),
      Position("[[p]]\n[p.x]\na = 1\n[[p]]\n[p.x]\na = 2", ["p", "0", "x", "a"], 3),
      Position("[[p]]\n[p.x]\na = 1\n[[p]]\n[p.x]\na = 2", ["p", "1", "x", "a"], 6),
      Position(tablesInTables, ["p", "0", "q", "1", "a"], 4),
      Position(tablesInTables, ["p", "1", "q", "0", "a"], 7),
      Position("[[ a . b ]]\n[[a.b]]\nc = 1", ["a", "b", "1", "c"], 3),
    ])
  func arraysOfTables(_ position: Position) { expect(position) }

  @Test(
    "keys may be dotted, quoted and spaced out",
    arguments: [
      Position("a.b = 1\na.c.d = 2", ["a"], 1),
      Position("a.b = 1\na.c.d = 2", ["a", "b"], 1),
      Position("a.b = 1\na.c.d = 2", ["a", "c", "d"], 2),
      Position("x = 1\n  a . b\t=2", ["a", "b"], 2),
      Position("[t]\n\"a.b\" = 1", ["t", "a.b"], 2),
      Position("[t]\n\"a.b\" = 1", ["t", "a", "b"], nil),
      Position("\n'c' = 1\n'd\\n'.\"e\" = 2", ["c"], 2),
      Position("\n'c' = 1\n'd\\n'.\"e\" = 2", ["d\\n", "e"], 3),
      Position("\n[\"]\".'#'.'\"']\n'=' = 1", ["]", "#", "\"", "="], 3),
      Position("\n\"\" = 1", [""], 2),
      Position("\n\"say \\\"no\\\" \\\\\" = 1", ["say \"no\" \\"], 2),
      Position("\n\"\\u00e9\\t\\U0001F600\" = 1", ["é\t😀"], 2),
      Position("\n\"\\uD800\" = 1", ["\u{FFFD}"], 2),
      Position("\n1.5 = 2", ["1", "5"], 2),
      Position("\n-_-=2", ["-_-"], 2),
      Position("\ntrue = false", ["true"], 2),
    ])
  func spelling(_ position: Position) { expect(position) }

  @Test(
    "keys and elements inside a value stand on lines of their own",
    arguments: [
      Position("\na = { b = 1, c = { d.e = 2 }, f = 3 }", ["a", "b"], 2),
      Position("\na = { b = 1, c = { d.e = 2 }, f = 3 }", ["a", "c", "d", "e"], 2),
      Position("\na = { b = 1, c = { d.e = 2 }, f = 3 }", ["a", "f"], 2),
      Position("a = {}\nb = [ ]\nc = 1", ["c"], 3),
      Position("a = [1, 2]\nb = [\n  3,\n  4,\n]\nc = 1", ["a", "1"], 1),
      Position("a = [1, 2]\nb = [\n  3,\n  4,\n]\nc = 1", ["b", "1"], 4),
      Position("a = [1, 2]\nb = [\n  3,\n  4,\n]\nc = 1", ["b", "2"], nil),
      Position("a = [1, 2]\nb = [\n  3,\n  4,\n]\nc = 1", ["c"], 6),
      Position(commented, ["a", "1", "y"], 3),
      Position(commented, ["a", "2", "x"], 4),
      Position("a = [[1, 2],\n [{b = [\n3]}]]\nc=1", ["a", "1", "0", "b", "0"], 3),
      Position("a = [[1, 2],\n [{b = [\n3]}]]\nc=1", ["c"], 4),
      Position("a = {b = [\n1], c = '''\n''', d = 1}", ["a", "c"], 2),
      Position("a = {b = [\n1], c = '''\n''', d = 1}", ["a", "d"], 3),
      Position("\na = [\"\"\"x\"\"\"\", { b = 1 }]", ["a", "1", "b"], 2),
      Position("\na = ['''x''''', { b = 1 }]", ["a", "1", "b"], 2),
    ])
  func nested(_ position: Position) { expect(position) }

  @Test(
    "nothing inside a value or a comment passes for a key",
    arguments: [
      Keys(##"a = "x = 1 # ] } \" \\" # b = 2"## + "\nz = 1", ["a", "z"]),
      Keys(#"a = 'x\' # '"# + "\nz = 1", ["a", "z"]),
      Keys("a = \"\" # '''\nb = '' # \"\"\"\nz = 1", ["a", "b", "z"]),
      Keys("a = \"\"\"\nx = 1\n[t]\n\"\" ' # \"\"\"\nz = 1", ["a", "z"]),
      Keys("a = \"\"\"\\\"\"\"\nx = 1\\\\\"\"\"\nz = 1", ["a", "z"]),
      Keys("a = \"\"\"x\"\"\"\"\nz = 1", ["a", "z"]),
      Keys("a = \"\"\"x\"\"\"\"\"\nz = 1", ["a", "z"]),
      Keys("a = [\"\"\"\"\"\", \"\"\"\"x\"\"\"]\nz = 1", ["a", "z"]),
      Keys("a = \"\"\"x \\\r\n  y = 1\"\"\"\nz = 1", ["a", "z"]),
      Keys("a = '''\nx = 1\n'' \" \\'''\nz = 1", ["a", "z"]),
      Keys("a = '''x''''\nb = '''x'''''\nz = 1", ["a", "b", "z"]),
      Keys("a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5-07:00\nz = 1", ["a", "b", "z"]),
      Keys("a = 07:32:00#x = 1\nb = 1_000.5e+3\nz = 1", ["a", "b", "z"]),
      Keys("a = [+inf, nan, 0xff, true, 1979-05-27 07:32:00]\nz = false", ["a", "z"]),
      Keys("# a = [\n#[t]\n  # 'b = \"\"\"\nz = 1 # {", ["z"]),
    ])
  func decoys(_ keys: Keys) {
    let positions = KeyPositions(keys.text)
    let lines = keys.text.unicodeScalars.count { $0 == "\n" } + 1
    #expect(positions.keys(under: []) == keys.names)
    #expect(positions.line(of: ["z"]) == lines)
  }

  @Test(
    "line ends, marks and scripts of every kind are read",
    arguments: [
      Position("a = 1\r\n\r\n[t]\r\nb = [\r\n1,\r\n2]\r\nc = 1\r\n", ["a"], 1),
      Position("a = 1\r\n\r\n[t]\r\nb = [\r\n1,\r\n2]\r\nc = 1\r\n", ["t", "b", "1"], 6),
      Position("a = 1\r\n\r\n[t]\r\nb = [\r\n1,\r\n2]\r\nc = 1\r\n", ["t", "c"], 7),
      Position("a = '''\r\nb = 1\r\n'''\r\nc = 1", ["c"], 4),
      Position("\u{FEFF}a = 1\nb = 2", ["a"], 1),
      Position("\u{FEFF}[t]\r\nb = 2", ["t", "b"], 2),
      Position("\n\"größe\".'芯片' = 'é'\nz = 1", ["größe", "芯片"], 2),
      Position("# 芯片 \u{2028} \u{85}\n[芯片]\nprix = '€'", ["芯片", "prix"], 3),
      Position("\n'e\u{301}' = 1 # \u{301}", ["e\u{301}"], 2),
      Position("a = '\u{301}'\n\u{FEFF} = 1\nz = 1", ["z"], 3),
      Position("a=1", ["a"], 1),
      Position("\n[t]", ["t"], 2),
      Position("", ["a"], nil),
      Position("\u{FEFF}", ["a"], nil),
      Position("\n\n# only a comment", ["a"], nil),
      Position("a = 1", [], nil),
    ])
  func texts(_ position: Position) { expect(position) }

  @Test(
    "the nearest line is that of the deepest key written out",
    arguments: [
      Position(sample, ["products", "H20", "price", "mode"], 7),
      Position(sample, ["products", "H20", "price", "middle"], 7),
      Position(sample, ["products", "H20", "colour", "deep", "down"], 6),
      Position(sample, ["products", "H20", "order_book", "components", "1", "mode"], 13),
      Position(sample, ["products", "H20", "order_book", "components", "7", "mode"], 9),
      Position(sample, ["products", "H200"], 6),
      Position(sample, ["nowhere", "products"], nil),
      Position(sample, [], nil),
    ])
  func nearest(_ position: Position) {
    #expect(KeyPositions(position.text).nearestLine(to: position.path) == position.line)
  }

  @Test("keys come in the order in which they are written")
  func order() {
    let positions = KeyPositions(sample)
    #expect(
      positions.keys(under: []) == ["title", "as_of", "products", "größe", "buyers", "notes"])
    #expect(positions.keys(under: ["products", "H20"]) == ["price", "order_book", "a.b"])
    #expect(positions.keys(under: ["products", "H20", "price"]) == ["low", "mode", "high"])
    #expect(positions.keys(under: ["products", "H20", "order_book", "components"]) == ["0", "1"])
    #expect(positions.keys(under: ["buyers"]) == ["0", "1"])
    #expect(positions.keys(under: ["buyers", "1"]) == ["name", "delay", "limits"])
    #expect(positions.keys(under: ["title"]) == [])
    #expect(positions.keys(under: ["title", "nothing"]) == [])
  }

  private func expect(_ position: Position) {
    #expect(KeyPositions(position.text).line(of: position.path) == position.line)
  }
}

private let tablesInTables = "[[p]]\n[[p.q]]\n[[p.q]]\na = 1\n[[p]]\n[[p.q]]\na = 2"

private let commented = "a = [ # ] '\n  # \"\"\" [ {\n  {x=1}, {x=2,\ty=3} # }\n  , {x=4}\n]"

/// A scenario in which every kind of key and value occurs.
let sample = #"""
  title = "a \"quoted\" [title] = 'x' # not a comment"
  as_of = 2025-07-31 # [comment] "with ''' everything

  # products.H20 = { }
  #
  [products . H20]
  price = { low = 10000, mode = 11_800.0, high = { value = 13e3, unit = '$' } }

  order_book.components = [ # two, as of July
    { weight = 0.7, low = 300e3 }, # ]
    # {
    # }
    { weight = 0.3, low = 600e3, tags = [ 'a', """
      ] } """"" ] },
  ]
  "a.b" = '\'

  [products."größe"]
  "芯片" = true

  ["größe"]
  'c d'.e = """
  x = 1 \""" \
  [t]"""""

  [[buyers]]
  name = "ByteDance"
  [[ buyers ]]
  name = 'Tencent'
  delay.shape = +inf
  delay.scale = 07:32:00
  [buyers.limits]
  "é\n" = [[1, 2], [], [3]]

  [notes]
  last = '''
  [x]
  y = '''''
  """#
