#if Workbook
  internal import CXlsxWriter

  /// The formats of a workbook, each made once.
  struct Formats {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var known: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]

    init(_ book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

    /// Text stands at the top of its cell in every style, so that rows of several lines are read
    /// along their first.
    mutating func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
      if let format = known[style] { return format }
      guard let format = workbook_add_format(book) else { return nil }
      if !style.numberFormat.isEmpty { format_set_num_format(format, style.numberFormat) }
      if style.isBold { format_set_bold(format) }
      if style.isItalic { format_set_italic(format) }
      if style.size > 0 { format_set_font_size(format, style.size) }
      if let ink = style.ink { format_set_font_color(format, ink.rgb) }
      if let ground = style.ground { format_set_bg_color(format, ground.rgb) }
      switch style.alignment {
      case .standard: break
      case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
      case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
      case .centre: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      }
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      if style.indent > 0 { format_set_indent(format, UInt8(clamping: style.indent)) }
      if style.wraps { format_set_text_wrap(format) }
      if style.hasBorder {
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_border_color(format, 0x8B949E)
      }
      if style.hasLineBelow {
        format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bottom_color(format, 0x8B949E)
      }
      known[style] = format
      return format
    }
  }
#endif
