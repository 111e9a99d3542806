import EventStudy
import Tables

extension FieldRule {
  /// "2025-08-15".
  static let day = FieldRule("must be a date written yyyy-mm-dd") { Day($0.text) != nil }
}
