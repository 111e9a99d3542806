/// The one reader of decimal numbers in text:
///
///     [+-] digits [. digits] [e [+-] digits]
///
/// with a digit on one side of the point at least, and commas between thousands or nowhere. No
/// hexadecimal numbers, no `inf` or `nan`, no blanks inside, nothing after a NUL byte: what the
/// standard library or C would read besides is a slip of a user.
///
/// Up to 15 significant digits without an exponent are exact in one division (Clinger, "How to read
/// floating point numbers accurately", 1990); anything else goes through the standard library, which
/// is right and slower.
public enum DecimalNumber {
  /// More bytes are no number that anybody meant.
  static let longest = 1_000

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }

  /// - Returns: nil unless the whole text is one finite number.
  public static func value(of text: some StringProtocol) -> Double? {
    value(of: Array(text.utf8)[...])
  }

  /// - Returns: nil unless the bytes are one finite number.
  public static func value(of bytes: ArraySlice<UInt8>) -> Double? {
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var hasDigit = false
    var isNegative = false
    var hasPoint = false
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        mantissa = mantissa &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
        digits += mantissa == 0 ? 0 : 1
        decimals += hasPoint ? 1 : 0
        hasDigit = true
        if digits > 15 || decimals > 22 { return slowValue(of: bytes) }
      case UInt8(ascii: "."):
        guard !hasPoint else { return nil }
        hasPoint = true
      case UInt8(ascii: "-") where offset == 0: isNegative = true
      case UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "e"), UInt8(ascii: "E"):
        return slowValue(of: bytes)
      default: return nil
      }
    }
    guard hasDigit else { return nil }
    let value = Double(mantissa) / powers[decimals]
    return isNegative ? -value : value
  }

  private static func slowValue(of bytes: ArraySlice<UInt8>) -> Double? {
    guard bytes.count <= longest else { return nil }
    var rest = bytes
    let sign = takeSign(&rest)
    guard let whole = withoutThousands(rest.prefix { isDigit($0) || $0 == UInt8(ascii: ",") })
    else {
      return nil
    }
    rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: ",") }
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst().drop(while: isDigit)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = ""
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      let sign = takeSign(&rest)
      guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return nil }
      exponent = "e" + sign + String(decoding: rest, as: UTF8.self)
      rest = []
    }
    guard rest.isEmpty else { return nil }
    let digits = [whole, fraction].map { $0.isEmpty ? "0" : String(decoding: $0, as: UTF8.self) }
    guard let value = Double(sign + digits[0] + "." + digits[1] + exponent) else { return nil }
    return value.isFinite ? value : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func takeSign(_ bytes: inout ArraySlice<UInt8>) -> String {
    switch bytes.first {
    case UInt8(ascii: "-"):
      bytes.removeFirst()
      return "-"
    case UInt8(ascii: "+"):
      bytes.removeFirst()
      return ""
    default: return ""
    }
  }

  /// "1,234,567" without its commas; nil where they do not stand between thousands.
  private static func withoutThousands(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.contains(UInt8(ascii: ",")) else { return bytes }
    let groups = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let isRegular =
      (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    return isRegular ? Array(groups.joined())[...] : nil
  }
}
