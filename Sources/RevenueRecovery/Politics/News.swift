import Sampling

/// A kind of policy news that a scenario may let come as a stream.
public struct NewsClass: Sendable, Equatable {
  /// The class of Data/events.csv, and the table below [news] that states it.
  public let name: String
  /// Its items within a sentence: "Chinese rejections".
  public let words: String
  /// Of its column where a trial is told month by month.
  public let heading: String

  init(_ name: String, _ words: String, heading: String) {
    self.name = name
    self.words = words
    self.heading = heading
  }

  /// Its table in a scenario, with which the names of its draws and outputs begin.
  public var key: String { "news.\(name)" }

  /// In the order of their draws, outputs and columns. New classes come last.
  public static let all = [
    NewsClass("chinese_rejection", "Chinese rejections", heading: "rejected"),
    NewsClass("controls_tightened", "tightenings of controls", heading: "tightened"),
    NewsClass("announcement", "announcements of easing", heading: "announced"),
    licenceIssued,
    NewsClass("rumour_easing", "rumours of easing", heading: "rumoured"),
  ]

  /// Whether the first licence in force is an item of it.
  public var isOfLicences: Bool { self == Self.licenceIssued }
  static let licenceIssued = NewsClass("licence_issued", "licences issued", heading: "issued")
}

/// What a scenario assumes of the news of a class.
///
/// Items of a month are Poisson with the rate of guidance's level in it, at most `most`, on distinct sessions;
/// those before month 0 with `rate · sessions / 21` at the level there. A gate that moves in a month is one.
public struct NewsAssumptions: Sendable {
  public let newsClass: NewsClass
  /// λ: items a month, 0 or more, at levels that have no rate of their own; nil where each has one.
  public var rate: (any Distribution)?
  /// The same by the name of a level of guidance.
  public var levelRates: [String: any Distribution]

  /// Items of a class in a month, however many there would be.
  public static let most = 4
  /// Sessions of the count by then, from session 0 on.
  public static let earlySessions = 120

  public init(
    _ newsClass: NewsClass, rate: (any Distribution)? = nil,
    levelRates: [String: any Distribution] = [:]
  ) {
    self.newsClass = newsClass
    self.rate = rate
    self.levelRates = levelRates
  }
}

/// News of a class as the loop over packs reads it: plain numbers.
struct NewsPath: Sendable {
  /// Positions of λ by guidance's level; that of the second again where there is no third.
  let rates: SIMD4<Int>
  /// Whether all levels have the same.
  let isLevel: Bool
  /// Positions of the uniform before month 0 and of the first monthly one.
  let before, months: Int
  /// Positions of the outputs; nil where the horizon ends before its sessions do.
  let count, countByFiscalYearEnd: Int
  let early: Int?
  /// Whether an answer to an easing, and the first licence in force, are items.
  let hasAnswers, hasLicence: Bool

  init(
    _ assumed: NewsAssumptions, _ slots: RecoveryInputs.News, _ outputs: RecoveryOutputs.News,
    guidance: PolicyGate
  ) {
    var rates = SIMD4<Int>(repeating: slots.rates[slots.rates.count - 1])
    for (level, position) in slots.rates.enumerated() { rates[level] = position }
    self.rates = rates
    isLevel = Set(slots.rates).count == 1
    before = slots.before
    months = slots.months
    count = outputs.count
    countByFiscalYearEnd = outputs.byFiscalYearEnd
    early = outputs.early
    hasAnswers =
      guidance.answer != nil && guidance.moves[0].event.pastClass == assumed.newsClass.name
    hasLicence = assumed.newsClass.isOfLicences
  }

  /// By the number of a gate's move 1 where it is an item of the class, else 0.
  static func moves(_ gate: PolicyGate, of newsClass: NewsClass) -> SIMD4<Double> {
    var isItem = SIMD4<Double>.zero
    for (k, event) in gate.events.enumerated() where event.pastClass == newsClass.name {
      isItem[k] = 1
    }
    return isItem
  }
}

/// F(0) … F(3) of a Poisson number.
struct PoissonBounds {
  private let f0, f1, f2, f3: Pack

  /// - Parameters:
  ///   - rate: λ.
  ///   - none: exp(-λ).
  @inline(__always)
  init(_ rate: Pack, none: Pack) {
    let one = none * rate
    let two = one * rate * 0.5
    let three = two * rate * (1.0 / 3)
    f0 = none
    f1 = none + one
    f2 = none + one + two
    f3 = none + one + two + three
  }

  /// P(0).
  var none: Pack { f0 }

  /// E[min(N, most)], `NewsAssumptions.most` unless there is room for fewer: Σ P(N > n).
  @inline(__always)
  func mean(most: Int) -> Pack {
    var sum = Pack.zero
    if most > 0 { sum += 1 - f0 }
    if most > 1 { sum += 1 - f1 }
    if most > 2 { sum += 1 - f2 }
    if most > 3 { sum += 1 - f3 }
    return sum
  }
  var mean: Pack { mean(most: NewsAssumptions.most) }

  /// The smallest n with u < F(n), at most `NewsAssumptions.most`.
  @inline(__always)
  func count(_ u: Pack) -> Pack {
    indicator(u .>= f0) + indicator(u .>= f1) + indicator(u .>= f2) + indicator(u .>= f3)
  }

  /// Where u lies between F(n - 1) and F(n), 0 to 1, for n above 0: uniform again, so that sessions need no
  /// further draw.
  @inline(__always)
  func rest(_ u: Pack, _ count: Pack) -> Pack {
    let one = Pack(repeating: 1)
    let low = select(
      count .> 3.5, f3, select(count .> 2.5, f2, select(count .> 1.5, f1, f0)))
    let high = select(
      count .> 3.5, one, select(count .> 2.5, f3, select(count .> 1.5, f2, f1)))
    let width = larger(high - low, Pack(repeating: 0x1p-1000))
    return smaller(larger((u - low) / width, .zero), Pack(repeating: 1 - 0x1p-53))
  }
}

/// Sessions of a class's items within a window, 0 ..< length, all distinct; infinite where there is none.
struct NewsSessions {
  let first, second, third, fourth: Pack

  /// Floyd's sample: item i of n is one of the first length - n + i + 1 sessions, or the last of these where
  /// that is taken. Each set of sessions is as likely as any other.
  ///
  /// - Parameters:
  ///   - rest: uniform, its digits are used up one by one.
  ///   - count: 0 ... 4.
  ///   - own: session of what the trial itself makes an item; infinite where nothing does.
  ///   - length: sessions of the window, at least `count`.
  @inline(__always)
  init(_ rest: Pack, count: Pack, own: Pack, length: Double) {
    let never = Pack(repeating: .infinity)
    let hasOwn = indicator(own .< never)
    let drawn = count - hasOwn
    // The last session that item 0 may take; the own one is left out and stepped over afterwards.
    let last = Pack(repeating: length) - hasOwn - drawn
    var digits = rest
    @inline(__always)
    func next(_ item: Double) -> (last: Pack, session: Pack) {
      let last = last + item
      let scaled = digits * (last + 1)
      let session = smaller(floored(scaled), last)
      digits = scaled - session
      return (last, session)
    }
    let a = next(0).session
    var (end, b) = next(1)
    b = select(b .== a, end, b)
    var c: Pack
    (end, c) = next(2)
    c = select(indicator(c .== a) + indicator(c .== b) .> 0.5, end, c)
    var d: Pack
    (end, d) = next(3)
    d = select(indicator(d .== a) + indicator(d .== b) + indicator(d .== c) .> 0.5, end, d)
    @inline(__always)
    func placed(_ session: Pack, _ item: Double) -> Pack {
      select(drawn .> item, session + indicator(session .>= own), never)
    }
    first = placed(a, 0)
    second = placed(b, 1)
    third = placed(c, 2)
    // With an own item no more than three are drawn.
    fourth = select(hasOwn .> 0.5, own, placed(d, 3))
  }

  /// How many lie before a session.
  @inline(__always)
  func count(before session: Double) -> Pack {
    indicator(first .< session) + indicator(second .< session) + indicator(third .< session)
      + indicator(fourth .< session)
  }
}
