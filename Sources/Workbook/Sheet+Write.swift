#if Workbook
  internal import CXlsxWriter

  extension Sheet {
    /// - Parameter footer: stands left below every printed page.
    func write(
      to page: UnsafeMutablePointer<lxw_worksheet>, _ formats: inout Formats, footer: String
    ) {
      // Before the cells, whose text would be overwritten.
      for range in merged {
        let style = cell(range.first.row, range.first.column)?.style ?? CellStyle()
        _ = worksheet_merge_range(
          page, UInt32(range.first.row), UInt16(range.first.column), UInt32(range.last.row),
          UInt16(range.last.column), "", formats.format(style))
      }
      for placed in cells { placed.write(to: page, &formats) }
      for (column, width) in widths.sorted(by: { $0.key < $1.key }) {
        _ = worksheet_set_column(page, UInt16(column), UInt16(column), width, nil)
      }
      for (row, height) in heights.sorted(by: { $0.key < $1.key }) {
        _ = worksheet_set_row(page, UInt32(row), height, nil)
      }
      if let frozen { worksheet_freeze_panes(page, UInt32(frozen.row), UInt16(frozen.column)) }
      if let filter {
        _ = worksheet_autofilter(
          page, UInt32(filter.first.row), UInt16(filter.first.column), UInt32(filter.last.row),
          UInt16(filter.last.column))
      }
      for choice in choices { choice.add(to: page) }
      for shade in shades { shade.add(to: page) }
      if !showsGrid { worksheet_gridlines(page, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }
      setPrint(page, footer)
    }

    /// A4, pages numbered.
    private func setPrint(_ page: UnsafeMutablePointer<lxw_worksheet>, _ footer: String) {
      if isUpright { worksheet_set_portrait(page) } else { worksheet_set_landscape(page) }
      worksheet_set_paper(page, 9)
      switch pages {
      case .one: worksheet_fit_to_pages(page, 1, 1)
      case .asWideAsOne: worksheet_fit_to_pages(page, 1, 0)
      }
      if let printed {
        _ = worksheet_print_area(
          page, UInt32(printed.first.row), UInt16(printed.first.column), UInt32(printed.last.row),
          UInt16(printed.last.column))
      }
      worksheet_set_margins(page, 0.5, 0.5, 0.6, 0.7)
      if let repeatedRows {
        _ = worksheet_repeat_rows(
          page, UInt32(repeatedRows.lowerBound), UInt32(repeatedRows.upperBound))
      }
      // 255 characters are allowed; "&" begins a code.
      let text = String(footer.prefix(100)).split(separator: "&", omittingEmptySubsequences: false)
      _ = worksheet_set_footer(page, "&L&8\(text.joined(separator: "&&"))&R&8&A, &P of &N")
    }
  }

  extension Sheet.Placed {
    /// Longer text is cut: a cell holds 32,767 characters.
    private static func fitting(_ text: String) -> String {
      text.utf16.count <= 32_767 ? text : String(text.prefix(16_000)) + "…"
    }

    fileprivate func write(
      to page: UnsafeMutablePointer<lxw_worksheet>, _ formats: inout Formats
    ) {
      let (row, column) = (UInt32(place.row), UInt16(place.column))
      let format = formats.format(cell.style)
      switch cell.content {
      case .blank:
        if let format { _ = worksheet_write_blank(page, row, column, format) }
      case .text(let text):
        _ = worksheet_write_string(page, row, column, Self.fitting(text), format)
      case .number(let number):
        _ = worksheet_write_number(page, row, column, number, format)
      case .formula(let formula, let value):
        _ = worksheet_write_formula_num(page, row, column, formula, format, value)
      case .link(let text, let address):
        let status = worksheet_write_url_opt(page, row, column, address, format, text, nil)
        if status != LXW_NO_ERROR {
          _ = worksheet_write_string(page, row, column, Self.fitting(text), format)
        }
      case .jump(let text, let sheet):
        let address = "internal:\(CellRange.quoted(sheet))!A1"
        _ = worksheet_write_url_opt(page, row, column, address, format, text, nil)
      }
    }
  }

  extension Sheet.Shade {
    fileprivate func add(to page: UnsafeMutablePointer<lxw_worksheet>) {
      var format = lxw_conditional_format()
      format.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
      format.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      format.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      (format.min_value, format.max_value) = (low, high)
      (format.min_color, format.max_color) = (lowColour.rgb, highColour.rgb)
      _ = worksheet_conditional_format_range(
        page, UInt32(range.first.row), UInt16(range.first.column), UInt32(range.last.row),
        UInt16(range.last.column), &format)
    }
  }

  extension Sheet.Choice {
    fileprivate func add(to page: UnsafeMutablePointer<lxw_worksheet>) {
      message.withCString { text in
        var check = lxw_data_validation()
        check.error_message = UnsafeMutablePointer(mutating: text)
        switch rule {
        case .oneOf(let sheet, let range):
          check.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
          "=\(range.name(in: sheet))".withCString { formula in
            check.value_formula = UnsafeMutablePointer(mutating: formula)
            _ = worksheet_data_validation_cell(
              page, UInt32(place.row), UInt16(place.column), &check)
          }
        case .atLeast(let least):
          check.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
          check.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
          check.value_number = least
          _ = worksheet_data_validation_cell(
            page, UInt32(place.row), UInt16(place.column), &check)
        }
      }
    }
  }
#endif
