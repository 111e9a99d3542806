/// A chart as plain values: what is drawn, before it is known how.
///
/// Everything is in the units of its axes (billions of dollars, percent, sessions). An axis of names
/// gives its k-th name the position k, so that a bar is a rectangle whatever the axes are.
package struct Chart: Sendable {
  /// Letters, digits and hyphens: the file name of its Vega-Lite specification.
  package let name: String
  /// What the data show.
  package let title: String
  /// What is drawn, for readers who cannot see it.
  package let description: String
  package let x: Axis
  package let y: Axis
  /// From back to front.
  package let marks: [Mark]
  package let legend: [LegendEntry]
  package let size: Size
  /// Whether upright rules have their labels at the foot, where curves come from below.
  package let labelsRulesBelow: Bool

  package init(
    name: String, title: String, description: String, x: Axis, y: Axis, marks: [Mark],
    legend: [LegendEntry] = [], size: Size = .standard, labelsRulesBelow: Bool = false
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.x = x
    self.y = y
    self.marks = marks
    self.legend = legend
    self.size = size
    self.labelsRulesBelow = labelsRulesBelow
  }

  /// In pixels before the page scales it.
  package struct Size: Sendable {
    package let width: Double
    package let height: Double

    package init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }

    /// Two beside each other on a wide page; still legible at the width of a telephone.
    package static let standard = Size(width: 480, height: 300)
    /// One of many.
    package static let small = Size(width: 320, height: 200)
  }

  package struct LegendEntry: Sendable {
    package let ink: Ink
    package let text: String

    package init(_ ink: Ink, _ text: String) {
      self.ink = ink
      self.text = text
    }
  }
}

/// A colour by its place in the chart; the page's style sheet knows which colour that is.
package enum Ink: String, Sendable, CaseIterable {
  case first, second, third, fourth, fifth
  /// A scale from little to much, of one hue: light to dark on light ground, dark to light on dark.
  case step1, step2, step3, step4, step5, step6, step7
  /// For what is only there to compare with.
  case quiet
  /// Not drawn: a place that answers the pointer.
  case hidden
}

/// One thing drawn.
package enum Mark: Sendable {
  /// Between two curves.
  case band([Span], Ink)
  case line([Point], Ink)
  case bar([Bar], Ink)
  case point([Point], Ink)
  case rule(Rule, Ink)

  package struct Point: Sendable {
    package let x: Double
    package let y: Double
    package let tip: String?

    package init(_ x: Double, _ y: Double, tip: String? = nil) {
      self.x = x
      self.y = y
      self.tip = tip
    }
  }

  package struct Span: Sendable {
    package let x: Double
    package let low: Double
    package let high: Double

    package init(_ x: Double, _ low: Double, _ high: Double) {
      self.x = x
      self.low = low
      self.high = high
    }
  }

  package struct Bar: Sendable {
    package let x: Extent
    package let y: Extent
    package let tip: String?
    /// Written in its middle where there is room.
    package let label: String?

    /// A rectangle between two values of each axis, in either order.
    package init(
      x: (Double, Double), y: (Double, Double), tip: String? = nil, label: String? = nil
    ) {
      self.x = Extent(x.0, x.1)
      self.y = Extent(y.0, y.1)
      self.tip = tip
      self.label = label
    }
  }

  /// A straight line across the chart at one value.
  package enum Rule: Sendable {
    case atX(Double, label: String)
    case atY(Double, label: String)
  }
}
