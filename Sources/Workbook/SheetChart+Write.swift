#if Workbook
  internal import CXlsxWriter

  extension PlacedChart {
    func add(
      to page: UnsafeMutablePointer<lxw_worksheet>, of book: UnsafeMutablePointer<lxw_workbook>
    ) {
      guard let picture = workbook_add_chart(book, chart.kind.code) else { return }
      chart.draw(on: picture)
      chart.description.withCString { text in
        var options = lxw_chart_options()
        options.description = UnsafeMutablePointer(mutating: text)
        // Of the standard size.
        options.x_scale = chart.width / 480
        options.y_scale = chart.height / 288
        options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
        _ = worksheet_insert_chart_opt(
          page, UInt32(place.row), UInt16(place.column), picture, &options)
      }
    }
  }

  extension SheetChart.Kind {
    fileprivate var code: UInt8 {
      let type =
        switch self {
        case .stackedAreas: LXW_CHART_AREA_STACKED
        case .columns: LXW_CHART_COLUMN
        case .stackedColumns: LXW_CHART_COLUMN_STACKED
        case .bars: LXW_CHART_BAR
        case .lines: LXW_CHART_LINE
        case .scatter: LXW_CHART_SCATTER_STRAIGHT
        }
      return UInt8(type.rawValue)
    }
  }

  extension SheetChart {
    private static let line: UInt32 = 0xD9DEE3
    private static let faint: UInt32 = 0x5B6470

    fileprivate func draw(on picture: UnsafeMutablePointer<lxw_chart>) {
      for one in series { one.add(to: picture) }
      chart_title_set_name(picture, title)
      var font = lxw_chart_font()
      font.size = 12
      font.bold = 1
      font.color = 0x1B1F23
      chart_title_set_name_font(picture, &font)
      // The library calls the axis at the bottom x also where bars lie.
      let (x, y) = (picture.pointee.x_axis, picture.pointee.y_axis)
      guard let categories = kind == .bars ? y : x, let values = kind == .bars ? x : y else {
        return
      }
      across.set(categories, hasGrid: false)
      up.set(values, hasGrid: true)
      setLegend(picture)
      let low = UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue)
      switch kind {
      case .bars:
        // The first category on top, its name left of all bars.
        chart_axis_set_reverse(categories)
        chart_axis_set_crossing_max(categories)
        chart_axis_set_label_position(categories, low)
        chart_set_series_overlap(picture, 100)
        setGap(picture, 40)
      case .columns: setGap(picture, 4)
      case .stackedColumns: setGap(picture, 60)
      case .lines: chart_axis_set_label_position(categories, low)
      case .stackedAreas:
        // From edge to edge.
        chart_axis_set_position(categories, UInt8(LXW_CHART_AXIS_POSITION_ON_TICK.rawValue))
      case .scatter: break
      }
    }

    private func setGap(_ picture: UnsafeMutablePointer<lxw_chart>, _ standard: Int) {
      chart_set_series_gap(picture, UInt16(clamping: gap ?? standard))
    }

    private func setLegend(_ picture: UnsafeMutablePointer<lxw_chart>) {
      let named = series.filter(\.isInLegend)
      guard named.count > 1 else {
        chart_legend_set_position(picture, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        return
      }
      chart_legend_set_position(picture, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
      var unnamed = series.indices.filter { !series[$0].isInLegend }.map { Int16($0) } + [-1]
      if unnamed.count > 1 { _ = chart_legend_delete_series(picture, &unnamed) }
    }
  }

  extension SheetChart.Axis {
    fileprivate func set(_ axis: UnsafeMutablePointer<lxw_chart_axis>, hasGrid: Bool) {
      var font = lxw_chart_font()
      font.size = 9
      font.color = 0x5B6470
      // Names are not bold unless asked for; 0 would leave the library's choice.
      font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
      if !name.isEmpty { chart_axis_set_name(axis, name) }
      chart_axis_set_name_font(axis, &font)
      chart_axis_set_num_font(axis, &font)
      if !numberFormat.isEmpty { chart_axis_set_num_format(axis, numberFormat) }
      if let low { chart_axis_set_min(axis, low) }
      if let high { chart_axis_set_max(axis, high) }
      if let labelEvery {
        chart_axis_set_interval_unit(axis, UInt16(clamping: labelEvery))
        chart_axis_set_interval_tick(axis, UInt16(clamping: labelEvery))
      }
      var line = lxw_chart_line()
      line.color = 0xD9DEE3
      line.width = 0.75
      chart_axis_major_gridlines_set_visible(axis, hasGrid ? 1 : 0)
      if hasGrid { chart_axis_major_gridlines_set_line(axis, &line) }
    }
  }

  extension SheetChart.Series {
    fileprivate func add(to picture: UnsafeMutablePointer<lxw_chart>) {
      guard
        let series = chart_add_series(
          picture, "=\(across.name(in: sheet))", "=\(values.name(in: sheet))")
      else { return }
      chart_series_set_name(series, name.hasPrefix("=") ? " \(name)" : name)
      var (line, fill) = (lxw_chart_line(), lxw_chart_fill())
      switch ink {
      case .none:
        fill.none = 1
        line.none = 1
        chart_series_set_fill(series, &fill)
        chart_series_set_line(series, &line)
      case .fill(let colour):
        fill.color = colour.rgb
        line.none = 1
        chart_series_set_fill(series, &fill)
        chart_series_set_line(series, &line)
      case .line(let colour, let width, let isDashed):
        line.color = colour.rgb
        line.width = Float(width)
        if isDashed { line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) }
        chart_series_set_line(series, &line)
        chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_NONE.rawValue))
      case .points(let colour, let size):
        line.none = 1
        chart_series_set_line(series, &line)
        chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
        chart_series_set_marker_size(series, UInt8(clamping: size))
        fill.color = colour.rgb
        chart_series_set_marker_fill(series, &fill)
        var edge = lxw_chart_line()
        edge.color = 0xFFFFFF
        chart_series_set_marker_line(series, &edge)
      }
    }
  }
#endif
