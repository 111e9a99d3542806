import Foundation

#if Workbook
  internal import CXlsxWriter
#endif

extension Book {
  /// Whether this program was built with libxlsxwriter.
  public static var isAvailable: Bool {
    #if Workbook
      true
    #else
      false
    #endif
  }

  #if Workbook
    /// The bytes of the .xlsx file.
    ///
    /// The library writes files only, so it works in a temporary folder that is removed again. It
    /// does not look whether its temporary files could be written, so the room that they take at
    /// most is tried first.
    ///
    /// - Throws: `BookError` where the temporary folder has no room, or the library fails.
    public func encoded() throws(BookError) -> [UInt8] {
      let folder = try WorkFolder(room: roomNeeded)
      let path = "\(folder.path)/book.xlsx"
      try write(to: path, in: folder.path)
      guard let data = FileManager.default.contents(atPath: path) else {
        throw BookError("\(path): the workbook cannot be read back")
      }
      return [UInt8](data)
    }

    /// Bytes that the sheets take at most before they are compressed.
    private var roomNeeded: Int {
      sheets.reduce(1 << 20) { sum, sheet in
        sheet.cells.reduce(sum + (1 << 14)) { sum, placed in
          switch placed.cell.content {
          case .text(let text), .link(let text, _), .jump(let text, _):
            sum + 200 + 2 * text.utf8.count
          case .formula(let text, _): sum + 200 + 2 * text.utf8.count
          case .blank, .number: sum + 100
          }
        }
      }
    }

    private func write(to path: String, in temporary: String) throws(BookError) {
      let status = temporary.withCString { folder in
        var options = lxw_workbook_options()
        options.tmpdir = UnsafeMutablePointer(mutating: folder)
        return path.withCString { name -> lxw_error in
          guard let book = workbook_new_opt(name, &options) else {
            return LXW_ERROR_MEMORY_MALLOC_FAILED
          }
          setProperties(book)
          var formats = Formats(book)
          var written: [String: UnsafeMutablePointer<lxw_worksheet>] = [:]
          for sheet in sheets {
            guard let page = workbook_add_worksheet(book, sheet.name) else {
              _ = workbook_close(book)
              return LXW_ERROR_INVALID_SHEETNAME_CHARACTER
            }
            written[sheet.name] = page
          }
          for sheet in sheets {
            guard let page = written[sheet.name] else { continue }
            sheet.write(to: page, &formats, footer: title)
            for placed in sheet.charts { placed.add(to: page, of: book) }
          }
          return workbook_close(book)
        }
      }
      guard status == LXW_NO_ERROR else {
        throw BookError("libxlsxwriter: \(String(cString: lxw_strerror(status)))")
      }
    }

    private func setProperties(_ book: UnsafeMutablePointer<lxw_workbook>) {
      title.withCString { title in
        subject.withCString { subject in
          comments.withCString { comments in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            properties.subject = UnsafeMutablePointer(mutating: subject)
            properties.comments = UnsafeMutablePointer(mutating: comments)
            properties.created = time_t(created.secondsSince1970)
            _ = workbook_set_properties(book, &properties)
          }
        }
      }
    }
  #else
    /// - Throws: how to get the library.
    public func encoded() throws(BookError) -> [UInt8] { throw .noLibrary }
  #endif
}
