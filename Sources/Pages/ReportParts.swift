import Records
import Scenario

/// A part of the page.
struct ReportSection {
  let id: String
  let heading: String
  var paragraphs: [String] = []
  /// Paragraphs of the answer.
  var answer: [String] = []
  var figures: [ReportFigure] = []
  /// Whether the figures are many small ones.
  var isSmall = false
  var tables: [ReportTable] = []
}

/// A chart with the numbers behind it.
struct ReportFigure {
  let chart: Chart
  let table: ReportTable
}

struct ReportTable {
  struct Column {
    let title: String
    let isNumber: Bool

    static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  let caption: String
  let columns: [Column]
  var rows: [[Cell]] = []
  /// Whether it stands open or is unfolded by the reader.
  var isOpen = true

  /// Text of one cell, in runs of which some are links.
  struct Cell: ExpressibleByStringLiteral {
    struct Run {
      let text: String
      let address: String?
      /// What the address leads to, for the pointer.
      var hint: String?
    }
    let runs: [Run]
    /// Class of the style sheet.
    var style = ""
    /// Small, on lines of its own below.
    var note: String?

    init(stringLiteral text: String) { self.init(text) }

    init(_ runs: [Run]) { self.runs = runs }

    init(_ text: String, style: String = "", note: String? = nil) {
      runs = [Run(text: text, address: nil)]
      self.style = style
      self.note = note
    }

    /// A name in words with the key beside it that can be typed.
    init(_ words: String, key: String) { self.init(words, note: words == key ? nil : key) }

    /// Text whose web addresses become links, and whose ids become links to what they name.
    ///
    /// - Parameter sources: by id.
    init(linking text: String, to sources: [String: SourceRow]) {
      let plain = Cell(linking: text)
      guard !sources.isEmpty else {
        self = plain
        return
      }
      runs = plain.runs.flatMap { run in
        run.address == nil ? Self.naming(run.text, sources) : [run]
      }
    }

    /// Ids in a text apart from what stands between them.
    private static func naming(
      _ text: String, _ sources: [String: SourceRow]
    ) -> [Run] {
      var (runs, pending): ([Run], String) = ([], "")
      var rest = Substring(text)
      while let first = rest.first {
        let isId = SourceList.isPart(first)
        let part = rest.prefix { SourceList.isPart($0) == isId }
        rest = rest.dropFirst(part.count)
        if let source = sources[String(part)], let address = source.addresses.first {
          if !pending.isEmpty { runs.append(Run(text: pending, address: nil)) }
          pending = ""
          runs.append(Run(text: String(part), address: address, hint: source.title))
        } else {
          pending += part
        }
      }
      return pending.isEmpty ? runs : runs + [Run(text: pending, address: nil)]
    }

    /// Text whose web addresses become links.
    init(linking text: String) {
      var runs: [Run] = []
      for (k, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        let space = k == 0 ? "" : " "
        let isAddress = word.hasPrefix("https://") || word.hasPrefix("http://")
        if isAddress {
          if k > 0 { runs.append(Run(text: " ", address: nil)) }
          runs.append(Run(text: String(word), address: String(word)))
        } else if let last = runs.last, last.address == nil {
          runs[runs.count - 1] = Run(text: last.text + space + word, address: nil)
        } else {
          runs.append(Run(text: space + word, address: nil))
        }
      }
      self.runs = runs
    }
  }
}
