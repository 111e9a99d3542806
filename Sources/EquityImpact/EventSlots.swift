import Sampling

/// Numbers of the events that a trial may hold: the announcement, the successor's launch, and for each
/// month a change of each gate. A number is also the place of the event's reactions in their series.
///
/// News that shares react to has four numbers a month and four before month 0, after all gates', and a series a class.
///
/// Gates that take turns share a series with announcement and launch, two numbers a month whether both
/// are there or not; every other gate has numbers and a series of its own after these. So no gate moves a
/// draw of another.
struct EventSlots: Sendable {
  static let announcement = 0
  static let launch = 1

  let months: Int
  /// By gate.
  let gates: [Gate]
  let news: [News]
  /// Names of the gates and classes of news with a series of their own, and its length.
  private let separate: [(name: String, length: Int)]
  /// The slots with which each series begins.
  private let places: [Int]
  let count: Int

  /// Where the events of a gate are.
  struct Gate: Sendable {
    /// Number of its event in month 0, and from month to month.
    let first, step: Int
    /// Place of the class of its first move among all.
    let kind: Int
  }

  /// Where the items of a class of news are.
  struct News: Sendable {
    /// Number of its first item in month 0; before month 0 is month `months`.
    let first: Int
    /// Place of the class among all.
    let kind: Int
    /// In `NewsColumns`.
    let place: Int
    let hasLicence: Bool
  }

  static let items = 4

  init(_ a: EquityAssumptions) {
    months = a.reactingMonths
    let shared = Self.shared(months)
    var (gates, separate) = ([Gate](), [(name: String, length: Int)]())
    var kind = 1
    for gate in a.gates {
      if let turn = gate.turn {
        precondition((0..<2).contains(turn), "two gates take turns")
        gates.append(Gate(first: 2 + turn, step: 2, kind: kind))
      } else {
        gates.append(Gate(first: shared + separate.count * months, step: 1, kind: kind))
        separate.append((gate.name, months))
      }
      kind += gate.events.count
    }
    self.gates = gates
    if months == 0 { separate = [] }
    var first = shared + separate.count * months
    let classes = a.classes
    news = a.news.map { news in
      let length = Self.items * (a.reactingMonths + 1)
      defer { first += length }
      separate.append(("news.\(news.event.rawValue)", length))
      return News(
        first: first, kind: classes.firstIndex(of: news.event) ?? 0, place: news.place,
        hasLicence: news.hasLicence)
    }
    self.separate = separate
    var places = [0]
    for length in [shared] + separate.map(\.length) {
      places.append(places[places.count - 1] + length)
    }
    count = places.removeLast()
    self.places = places
  }

  private static func shared(_ months: Int) -> Int { 2 + 2 * months }

  var seriesCount: Int { places.count }

  /// The series of reactions whose names begin so.
  func series(_ name: String) -> [Series] {
    [Series("\(name).event", length: Self.shared(months))]
      + separate.map { Series("\(name).event.\($0.name)", length: $0.length) }
  }

  /// The series of a slot, and its place in that.
  func place(_ slot: Int) -> (series: Int, place: Int) {
    var series = places.count - 1
    while places[series] > slot { series -= 1 }
    return (series, slot - places[series])
  }
}
