import Testing

/// Keys and words that a scenario file may get wrong. Every message is tested whole: file, line,
/// key, rule, value.
@Suite("bad keys and words")
struct BadKeyTests {
  static let families =
    "must be one of \"constant\", \"uniform\", \"triangular\", \"pert\", \"normal\", "
    + "\"lognormal\", \"beta\", \"gamma\", \"weibull\", \"student_t\", \"pareto\", "
    + "\"bernoulli\", \"poisson\", \"quantiles\", \"discrete\", \"empirical\", \"mixture\""

  static let keys = [
    Mistake(
      "unknown key", "months = 18", "monhts = 18",
      "4: monhts: is not a known key; did you mean months?"),
    Mistake(
      "unknown key that resembles none", "months = 18", "zzzzzzzzzz = 18",
      "4: zzzzzzzzzz: is not a known key"),
    Mistake(
      "unknown key in a product", "written_down", "writen_down",
      "26: products.H20.writen_down: is not a known key; did you mean written_down?"),
    Mistake(
      "unknown key in a distribution", "mode = 11800", "mdoe = 11800",
      "19: products.H20.price.mdoe: is not a known key; did you mean mode?"),
    Mistake(
      "misspelt distribution", "{ distribution = \"pert\", low = 10000",
      "{ distribtion = \"pert\", low = 10000",
      "19: products.H20.price.distribtion: is not a known key; did you mean distribution?"),
    Mistake(
      "misspelt gate", "[policy.export_gate]", "[policy.exprt_gate]",
      "57: policy.exprt_gate: is not a known key; did you mean export_gate?"),
    Mistake(
      "a key of another family", "scale = 1.2 }", "scale = 1.2, mean = 4.8 }",
      "50: licences.delay.mean: is not a known key; licences.delay is gamma, which takes shape, scale "
        + "(mean shape·scale; shape 1 is exponential), and times = 2 for twice as much"),
    Mistake(
      "a key of a component", "confidence = \"analyst estimate\"",
      "confidence = \"analyst estimate\"\nmode = 5e5",
      "37: products.H20.order_book.mode: is not a known key; products.H20.order_book is a mixture of 2 "
        + "components, numbered from 0: say which one, as in "
        + "products.H20.order_book.components.0.…, with --set, or state components anew"),
    Mistake(
      "a key of a product at the top", "months = 18", "price = 11000",
      "4: price: is not a known key; did you mean products.H20.price, products.B30.price?"),
    Mistake(
      "unknown table", "[policy.guidance]", "[policy.guidence]",
      "61: policy.guidence: is not a known key; did you mean guidance?"),
    Mistake("missing key", "tax_rate = 0.17\n", "", " tax_rate: is missing"),
    Mistake(
      "missing key in a product", Base.price, "", "18: products.H20.price: is missing"),
    Mistake(
      "missing key in a distribution", ", high = 13000", "",
      "19: products.H20.price.high: is missing"),
    .price(
      "a parameter without a value", "{ source = \"x\" }",
      "19: products.H20.price.value: is missing"),
    .price(
      "a parameter without its distribution", "{ low = 1, mode = 2, high = 3, source = \"x\" }",
      "19: products.H20.price.distribution: is missing; low, mode, high describe \"triangular\" or "
        + "\"pert\""),
    .price(
      "a bounded one", "{ mean = 1, sd = 2, lower = 0 }",
      "19: products.H20.price.distribution: is missing; mean, sd, lower describe \"normal\" or "
        + "\"lognormal\""),
    .price(
      "one of values", "{ values = [1, 2], weights = [1, 1] }",
      "19: products.H20.price.distribution: is missing; values, weights describe \"discrete\""),
    .price(
      "one of one key", "{ mean = 3 }",
      "19: products.H20.price.distribution: is missing; mean describes \"poisson\""),
    .price(
      "one that fits none", "{ low = 1, mode = 2 }",
      "19: products.H20.price.distribution: is missing"),
    .price(
      "one that is misspelt besides", "{ low = 1, mod = 2, high = 3 }",
      "19: products.H20.price.distribution: is missing",
      "19: products.H20.price.mod: is not a known key; did you mean mode?"),
    .price(
      "one of a component",
      "{ distribution = \"mixture\", components = [{ weight = 1, low = 1, high = 2 }] }",
      "19: products.H20.price.components.0.distribution: is missing; low, high describe \"uniform\""
    ),
    Mistake(
      "a product that differs by case", "[policy.guidance]",
      "[products.h20]\nprice = 3\n[policy.guidance]",
      "61: products.h20: differs from products.H20 by case alone; did you mean products.H20.price?"),
    Mistake(
      "missing delay of buyers", "delay = { distribution = \"gamma\", shape = 2, scale = 1.2 }", "",
      "53: licences.buyers.North.delay: is missing",
      "54: licences.buyers.South.delay: is missing",
      "55: licences.buyers.others.delay: is missing"),
    Mistake("no date", "as_of = 2025-07-15\n", "", " as_of: is missing"),
  ]

  @Test("a key that is unknown or missing is named with its line", arguments: keys)
  func refusesKeys(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  static let words = [
    Mistake(
      "unknown confidence", "\"reported\"", "\"sure\"",
      "8: shares.confidence: must be one of \"reported\", \"analyst estimate\", \"rumour\", "
        + "\"computed\", \"assumption\", got \"sure\""),
    Mistake(
      "unknown family", "\"mixture\"", "\"mixed\"",
      "30: products.H20.order_book.distribution: \(families), got \"mixed\""),
    .price(
      "unknown family in one line", "{ distribution = \"gama\", shape = 2, scale = 1 }",
      "19: products.H20.price.distribution: \(families), got \"gama\""),
    Mistake(
      "unknown start", "[policy.guidance]", "[policy.guidance]\nstarts = \"bad\"",
      "62: policy.guidance.starts: must be one of \"neutral\", \"discouraging\", \"stopped\", got \"bad\""
    ),
    Mistake(
      "unknown design", "seed = 7", "seed = 7\ndesign = \"halton\"",
      "17: simulation.design: must be one of \"random\", \"antithetic\", \"latin-hypercube\", "
        + "\"sobol\", got \"halton\""),
    Mistake(
      "unknown generator", "seed = 7", "seed = 7\ngenerator = \"gsl:nope\"",
      "17: simulation.generator: must be \"default\", \"precise\", or \"gsl:\" and a GSL generator "
        + "such as gsl:mt19937, got \"gsl:nope\""),
    Mistake(
      "a design that the generator lacks", "seed = 7",
      "seed = 7\ngenerator = \"gsl:mt19937\"\ndesign = \"antithetic\"",
      "18: simulation.design: must be \"random\" with a generator of GSL, got \"antithetic\""),
    Mistake(
      "unknown successor", "\"B30\"", "\"B40\"",
      "25: products.H20.successor: must name another product (B30), got \"B40\""),
    Mistake(
      "itself as successor", "\"B30\"", "\"H20\"",
      "25: products.H20.successor: must name another product (B30), got \"H20\""),
    Mistake(
      "a product named total",
      [("successor = \"B30\"", ""), ("[products.B30]", "[products.total]")],
      [
        "38: products.total: the name must be made of letters, digits, - and _, and not be "
          + "\"total\"; got \"total\""
      ]),
    Mistake(
      "date in quotes", "2025-07-15", "\"2025-07-15\"",
      "3: as_of: must be a date such as 2025-07-15, without quotes, got \"2025-07-15\""),
    Mistake(
      "year as date", "2025-07-15", "2025",
      "3: as_of: must be a date such as 2025-07-15, without quotes, got 2025"),
    Mistake(
      "a year before the first", "2025-07-15", "0000-01-01",
      "3: as_of: must be a date in the years 1900 to 2200, got 0000-01-01"),
    Mistake(
      "a year after the last", "2025-07-15", "9999-12-31",
      "3: as_of: must be a date in the years 1900 to 2200, got 9999-12-31"),
    Mistake(
      "a day that is none", "2025-07-15", "2025-02-30",
      "3: Error while parsing date: expected day between 1 and 28 (inclusive), saw 30"),
    Mistake(
      "number as title", "\"A scenario for tests\"", "3", "2: title: must be text, got 3"),
  ]

  @Test("a word that is none of those known is shown beside them", arguments: words)
  func refusesWords(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  @Test("all problems of a file are told at once, a line each, in the order of the file")
  func allProblemsAtOnce() async throws {
    let mistake = Mistake(
      "several",
      [
        ("months = 18", "monhts = 18"), ("tax_rate = 0.17", "tax_rate = 17"),
        ("\"reported\"", "\"sure\""), ("low = 10000", "low = 20000"),
        ("lift = {", "lft = {"),
      ],
      [
        "4: monhts: is not a known key; did you mean months?",
        "7: tax_rate: must lie between 0 and 1, got 17",
        "8: shares.confidence: must be one of \"reported\", \"analyst estimate\", \"rumour\", "
          + "\"computed\", \"assumption\", got \"sure\"",
        "19: products.H20.price: low must be below high (13000), got 20000",
        "63: policy.guidance.lft: is not a known key; did you mean lift?",
      ])
    try await mistake.expectRefusal()
  }
}
