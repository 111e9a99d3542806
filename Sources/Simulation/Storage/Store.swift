/// What may be kept on disk and taken up again, to the bit.
///
/// One function names each field once, for writing and for reading:
///
///     mutating func pass(through store: inout Store) throws(StoreError) {
///       try store.pass(&count)
///       try store.pass(&mean)
///     }
public protocol Storable {
  /// Hands every field to the store, which takes its value or gives it another.
  mutating func pass(through store: inout Store) throws(StoreError)
}

/// Bytes that are not those of what is read from them.
public struct StoreError: Error, CustomStringConvertible {
  public let description: String
}

/// Carries values to bytes, or from bytes back.
///
/// Whole numbers take as few bytes as they need (LEB128), numbers their eight, counters of which most are 0 the
/// counts and the gaps between them.
public struct Store {
  /// What was written; what is read.
  public private(set) var bytes: [UInt8]
  /// Whether values come from the bytes.
  public let isReading: Bool
  private var place = 0

  /// For writing.
  public init() {
    bytes = []
    isReading = false
  }

  public init(reading bytes: [UInt8]) {
    self.bytes = bytes
    isReading = true
  }

  /// Whether all has been read.
  public var isAtEnd: Bool { place == bytes.count }

  public mutating func pass(_ x: inout UInt64) throws(StoreError) {
    if isReading { x = try number() } else { append(x) }
  }

  /// Not negative.
  public mutating func pass(_ x: inout Int) throws(StoreError) {
    guard isReading else { return append(UInt64(x)) }
    guard let number = Int(exactly: try number()) else { throw Self.foreign }
    x = number
  }

  public mutating func pass(_ x: inout Double) throws(StoreError) {
    guard isReading else {
      withUnsafeBytes(of: x.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      return
    }
    guard bytes.count - place >= 8 else { throw Self.short }
    var bits: UInt64 = 0
    for k in 0..<8 { bits |= UInt64(bytes[place + k]) << UInt64(8 * k) }
    place += 8
    x = Double(bitPattern: bits)
  }

  /// Counters, most of them 0.
  ///
  /// - Parameters:
  ///   - counters: any number of them.
  ///   - most: how many there may be.
  public mutating func pass(counters: inout [UInt64], most: Int) throws(StoreError) {
    var count = counters.count
    try pass(&count)
    guard count <= most else { throw Self.foreign }
    guard isReading else {
      var gap: UInt64 = 0
      for x in counters {
        if x == 0 {
          gap += 1
        } else {
          append(x)
          append(gap)
          gap = 0
        }
      }
      return append(0)
    }
    counters = Array(repeating: 0, count: count)
    var next = 0
    while case let x = try number(), x > 0 {
      let gap = try number()
      guard gap < UInt64(count - next) else { throw Self.foreign }
      next += Int(gap)
      counters[next] = x
      next += 1
    }
  }

  /// As many values as there are: what is read has that number too.
  ///
  /// - Parameter values: each of which is passed.
  public mutating func pass<T: Storable>(each values: inout [T]) throws(StoreError) {
    var count = values.count
    try pass(&count)
    guard count == values.count else { throw Self.foreign }
    for k in values.indices { try values[k].pass(through: &self) }
  }

  /// Values of which there may be none or `count`.
  ///
  /// - Parameters:
  ///   - values: none of them, or all.
  ///   - count: of all.
  ///   - blank: a value to read into.
  public mutating func pass<T: Storable>(
    _ values: inout [T], noneOr count: Int, blank: T
  ) throws(StoreError) {
    var held = values.count
    try pass(&held)
    guard held == 0 || held == count else { throw Self.foreign }
    if isReading { values = Array(repeating: blank, count: held) }
    for k in values.indices { try values[k].pass(through: &self) }
  }

  /// Whole numbers, as many as there are.
  ///
  /// - Parameter values: each of which is passed.
  public mutating func pass(each values: inout [Int]) throws(StoreError) {
    var count = values.count
    try pass(&count)
    guard count == values.count else { throw Self.foreign }
    for k in values.indices { try pass(&values[k]) }
  }

  /// - Parameter holds: what must hold of what was read.
  /// - Throws: where what was read cannot have been written.
  public func require(_ holds: Bool) throws(StoreError) {
    if !holds { throw Self.foreign }
  }

  /// The sum of counters.
  ///
  /// - Throws: where it is more than a run can have.
  func total(_ counters: [UInt64]) throws(StoreError) -> Int {
    var sum: UInt64 = 0
    for x in counters {
      try require(x <= UInt64(Plan.mostTrials))
      sum &+= x
    }
    try require(sum <= UInt64(Plan.mostTrials))
    return Int(sum)
  }

  private mutating func append(_ x: UInt64) {
    var rest = x
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func number() throws(StoreError) -> UInt64 {
    var (x, shift): (UInt64, UInt64) = (0, 0)
    while true {
      guard place < bytes.count else { throw Self.short }
      let byte = bytes[place]
      place += 1
      guard shift < 63 || byte <= 1 else { throw Self.foreign }
      x |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return x }
      shift += 7
      guard shift < 64 else { throw Self.foreign }
    }
  }

  private static let short = StoreError(description: "it ends too early")
  private static let foreign = StoreError(description: "it holds results of something else")
}
