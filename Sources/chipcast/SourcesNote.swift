import Records
import Scenario

/// What is to be said of a scenario's sources on standard error.
enum SourcesNote {
  static func missing(_ list: SourceList) -> [String] {
    list.missing.map { "sources: \($0.name) is not there; nothing is linked to it" }
  }

  /// Rows that a forecast of that day cannot have known.
  static func later(_ list: SourceList) -> [String] {
    list.sources.filter { $0.timing == .after }.map {
      "warning: \($0.id) of \($0.file) is dated \($0.published), after as_of"
    }
  }
}
