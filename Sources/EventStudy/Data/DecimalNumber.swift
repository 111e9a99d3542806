/// A decimal number in bytes.
///
/// Up to 15 significant digits with an exponent within ±22 are exact in one division or
/// multiplication (Clinger, "How to read floating point numbers accurately", 1990); anything else
/// goes through the standard library, which is right and slower.
enum DecimalNumber {
  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }

  /// - Returns: nil unless the bytes are one finite number. Commas may stand between thousands.
  static func value(of bytes: ArraySlice<UInt8>) -> Double? {
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var isNegative = false
    var hasPoint = false
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        mantissa = mantissa &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
        digits += mantissa == 0 ? 0 : 1
        decimals += hasPoint ? 1 : 0
        if digits > 15 || decimals > 22 { return slowValue(of: bytes) }
      case UInt8(ascii: "."):
        guard !hasPoint else { return nil }
        hasPoint = true
      case UInt8(ascii: "-") where offset == 0: isNegative = true
      default: return slowValue(of: bytes)
      }
    }
    guard bytes.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let value = Double(mantissa) / powers[decimals]
    return isNegative ? -value : value
  }

  private static func slowValue(of bytes: ArraySlice<UInt8>) -> Double? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let value = Double(text.contains(",") ? withoutThousands(text) : text) else { return nil }
    return value.isFinite ? value : nil
  }

  /// "1,234,567.8" without its commas; empty where they do not stand between thousands.
  private static func withoutThousands(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isRegular =
      (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    guard isRegular, parts.count == 1 || !parts[1].contains(",") else { return "" }
    return sign + groups.joined() + (parts.count == 2 ? ".\(parts[1])" : "")
  }
}
