import Foundation

extension Comparison {
  /// Short names of scenario files: the file's name, with as many folders before it as tell it from
  /// another of the same name, and a number where the same file is given twice.
  public static func names(ofFiles paths: [String]) -> [String] {
    let parts = paths.map {
      URL(fileURLWithPath: $0).standardizedFileURL.deletingPathExtension().pathComponents
        .filter { $0 != "/" }
    }
    let names = parts.map { part in
      let rivals = parts.filter { $0.last == part.last && $0 != part }
      let depth = (1...max(1, part.count)).first { depth in
        rivals.allSatisfy { $0.suffix(depth) != part.suffix(depth) }
      }
      return part.suffix(depth ?? part.count).joined(separator: "/")
    }
    return names.indices.map { place in
      let earlier = names[..<place].count { $0 == names[place] }
      return earlier == 0 ? names[place] : "\(names[place]) (\(earlier + 1))"
    }
  }

  /// The names joined, fit for a folder's name.
  public static func folderName(_ names: [String]) -> String {
    let plain = names.map {
      $0.replacingOccurrences(of: "/", with: "-").filter { !" ()".contains($0) }
    }
    let joined = "compare-" + plain.joined(separator: "-")
    // File systems take 255 bytes.
    guard joined.utf8.count > 200 else { return joined }
    let short = String(plain[0].prefix(60))
    return "compare-\(short)-and-\(names.count - 1)-more"
  }
}
