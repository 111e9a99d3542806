/// The line on which each key of a TOML text stands.
///
/// The TOML library checks the syntax but keeps no positions, so the text, known by then to be
/// valid TOML 1.0, is read once more for its keys alone. Goals in order: never trap and always
/// end, whatever the text; the line of every key of a valid text; brevity. Of a text that is not
/// valid some keys may be missing or misplaced.
///
/// Elements of arrays are keys too, numbered from 0. Lines are numbered from 1. A table that has
/// a header of its own stands there; otherwise it stands where its name is first written, such
/// as `products` in `[products.H20]`.
public struct KeyPositions: Sendable {
  /// The table that holds the keys at the start of the text; it stands on no line.
  static let root = 0

  private var nodes = [Node()]
  /// Why the library must not be given the text; nil where it may read it.
  private(set) var refusal: TOMLRefusal?

  /// No keys as yet, for the scanner to fill.
  init() {}

  /// Reads the keys of a text, in time proportional to its length.
  public init(_ text: String) {
    var scanner = KeyScanner(text)
    scanner.readDocument()
    self = scanner.found
    refusal = scanner.refusal
  }

  /// The line of the key at a path such as `["products", "H20", "price", "mode"]` or
  /// `["products", "H20", "order_book", "components", "1", "low"]`.
  ///
  /// - Returns: `nil` where the key is not written out, and for the empty path.
  public func line(of path: [String]) -> Int? {
    let trail = trail(along: path)
    return trail.count == path.count ? trail.last.flatMap { nodes[$0].line } : nil
  }

  /// The line of the key or, where that is not written out, of the nearest key above it.
  public func nearestLine(to path: [String]) -> Int? {
    trail(along: path).last.flatMap { nodes[$0].line }
  }

  /// The keys of a table, or the numbers of an array's elements, in the order in which they are
  /// written (the library sorts keys by name).
  public func keys(under path: [String]) -> [String] {
    let trail = trail(along: path)
    return trail.count == path.count ? nodes[trail.last ?? Self.root].names : []
  }

  /// The nodes below the root along a path, as far as they are written out.
  private func trail(along path: [String]) -> [Int] {
    var trail: [Int] = []
    for name in path {
      guard let child = nodes[trail.last ?? Self.root].children[name] else { break }
      trail.append(child)
    }
    return trail
  }
}

/// A table, an array or a value. Nodes lie flat and name each other by index: however deep the
/// tree, no call nests to walk or free it.
private struct Node {
  var line: Int?
  /// Parts of its path.
  var depth = 0
  var isDefined = false
  var isArrayOfTables = false
  var names: [String] = []
  var children: [String: Int] = [:]
}

extension KeyPositions {
  /// What is written out below a node, found without walking from the root.
  func child(_ name: String, under node: Int?) -> Int? { node.flatMap { nodes[$0].children[name] } }
  func names(under node: Int?) -> [String] { node.map { nodes[$0].names } ?? [] }
  func line(at node: Int?) -> Int? { node.flatMap { nodes[$0].line } }
  func depth(of node: Int) -> Int { nodes[node].depth }
}

extension KeyPositions {
  /// The child of that name, which stands on this line if it has not been met before.
  mutating func child(_ name: String, of parent: Int, line: Int) -> Int {
    if let child = nodes[parent].children[name] { return child }
    let child = nodes.count
    nodes[parent].names.append(name)
    nodes[parent].children[name] = child
    nodes.append(Node(line: line, depth: nodes[parent].depth + 1))
    return child
  }

  /// The last node along a dotted key; its own line outranks an earlier mention.
  ///
  /// A name that stands for an array of tables leads on to the last of them.
  mutating func define(_ path: [String], from table: Int, line: Int) -> Int {
    var node = table
    for name in path {
      if nodes[node].isArrayOfTables, let last = nodes[node].names.last {
        node = child(last, of: node, line: line)
      }
      node = child(name, of: node, line: line)
    }
    if !nodes[node].isDefined {
      nodes[node].line = line
      nodes[node].isDefined = true
    }
    return node
  }

  /// A new last element of an array of tables.
  mutating func appendTable(to array: Int, line: Int) -> Int {
    nodes[array].isArrayOfTables = true
    return child(String(nodes[array].names.count), of: array, line: line)
  }
}
