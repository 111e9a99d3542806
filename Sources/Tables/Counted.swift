/// A count with its noun: "1 trial", "2 trials".
///
/// - Parameters:
///   - noun: one that takes an s where there are more.
///   - shown: the count as it is written, such as with commas; its digits where nil.
public func counted(_ count: Int, _ noun: String, shown: String? = nil) -> String {
  "\(shown ?? String(count)) \(noun)\(count == 1 ? "" : "s")"
}
