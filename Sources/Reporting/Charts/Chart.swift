/// A chart as plain values: what is drawn, before it is known how.
///
/// Everything is in the units of its axes (billions of dollars, percent, sessions). An axis of names
/// gives its k-th name the position k, so that a bar is a rectangle whatever the axes are.
public struct Chart: Sendable {
  /// Letters, digits and hyphens: the file name of its Vega-Lite specification.
  public let name: String
  /// What the data show.
  public let title: String
  /// What is drawn, for readers who cannot see it.
  public let description: String
  public let x: Axis
  public let y: Axis
  /// From back to front.
  public let marks: [Mark]
  public let legend: [LegendEntry]
  public let size: Size
  /// Whether upright rules have their labels at the foot, where curves come from below.
  public let labelsRulesBelow: Bool

  public init(
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
  public struct Size: Sendable {
    public let width: Double
    public let height: Double

    public init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }

    /// Two beside each other on a wide page; still legible at the width of a telephone.
    public static let standard = Size(width: 480, height: 300)
    /// One of many.
    public static let small = Size(width: 320, height: 200)
  }

  public struct LegendEntry: Sendable {
    public let ink: Ink
    public let text: String

    public init(_ ink: Ink, _ text: String) {
      self.ink = ink
      self.text = text
    }
  }
}

/// A colour by its place in the chart; the page's style sheet knows which colour that is.
public enum Ink: String, Sendable, CaseIterable {
  case first, second, third, fourth, fifth
  /// A scale from little to much, of one hue: light to dark on light ground, dark to light on dark.
  case step1, step2, step3, step4, step5, step6, step7
  /// For what is only there to compare with.
  case quiet
  /// Not drawn: a place that answers the pointer.
  case hidden
}

/// One thing drawn.
public enum Mark: Sendable {
  /// Between two curves.
  case band([Span], Ink)
  case line([Point], Ink)
  case bar([Bar], Ink)
  case point([Point], Ink)
  case rule(Rule, Ink)

  public struct Point: Sendable {
    public let x: Double
    public let y: Double
    public let tip: String?

    public init(_ x: Double, _ y: Double, tip: String? = nil) {
      self.x = x
      self.y = y
      self.tip = tip
    }
  }

  public struct Span: Sendable {
    public let x: Double
    public let low: Double
    public let high: Double

    public init(_ x: Double, _ low: Double, _ high: Double) {
      self.x = x
      self.low = low
      self.high = high
    }
  }

  public struct Bar: Sendable {
    public let x: Extent
    public let y: Extent
    public let tip: String?
    /// Written in its middle where there is room.
    public let label: String?

    /// A rectangle between two values of each axis, in either order.
    public init(
      x: (Double, Double), y: (Double, Double), tip: String? = nil, label: String? = nil
    ) {
      self.x = Extent(x.0, x.1)
      self.y = Extent(y.0, y.1)
      self.tip = tip
      self.label = label
    }
  }

  /// A straight line across the chart at one value.
  public enum Rule: Sendable {
    case atX(Double, label: String)
    case atY(Double, label: String)
  }
}
