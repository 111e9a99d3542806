import Testing

@testable import Scenario

@Suite("numbers as people type them")
struct TypedNumberTests {
  @Test(
    "a number with a word has its value",
    arguments: [
      ("800k", 800e3), ("33.3%", 0.333), ("0.7k", 700), ("5e-1%", 0.005), ("1.5bn", 1.5e9),
      ("25%", 0.25), ("-2.5 M", -2.5e6), ("3 billion", 3e9),
      ("1_000", 1000), ("1e3", 1000), ("2e3k", 2e6), ("+5", 5), (".5", 0.5), ("11800 USD", 11800),
      ("20k units/month", 20e3), ("0.1 /month", 0.1), ("4.8 months", 4.8),
    ])
  func values(text: String, value: Double) {
    #expect(TypedNumber(text)?.value == value)
  }

  @Test(
    "what is no number is none",
    arguments: [
      "", "k", "%", "800 kk 2", "1,000", "$5", "0x10", "1e400", "inf", "nan", "1-2", "_1", "1_",
      "--1",
      "1.2.3", "12:00", "2025-07-15",
    ])
  func nothing(text: String) {
    #expect(TypedNumber(text).map { $0.isIn("USD/unit") } != true)
  }

  @Test(
    "a unit must be that of the key",
    arguments: [
      ("11800 USD", "USD/unit", true), ("11800 USD/unit", "USD/unit", true),
      ("11800 EUR", "USD/unit", false), ("4 months", "months", true), ("4 weeks", "months", false),
      ("25%", "1/month", true), ("25%", "USD/unit", false), ("25%/month", "1/month", true),
      ("5 units", "units", true), ("800k", "units", true), ("2%", "log return", true),
    ])
  func units(text: String, unit: String, isFine: Bool) {
    #expect(TypedNumber(text)?.isIn(unit) == isFine)
  }

  @Test(
    "a number with commas or a currency is told what to write",
    arguments: [
      ("11,800", "write 11800, without a comma"), ("1,234,567", "write 1234567, without a comma"),
      ("$11,000", "write 11000, without currency and comma"), ("$5", "write 5, without a currency"),
      ("€ 1.5bn", "write \"1.5bn\", without a currency"),
      ("0,500", "write 0.500, with a decimal point"), ("0,5", "write 0.5, with a decimal point"),
    ])
  func advice(text: String, advice: String) {
    #expect(TypedNumber.advice(on: text) == advice)
  }

  @Test("others are not", arguments: ["a lot", "1,2,3", "", ",", "$", "many, many"])
  func noAdvice(text: String) {
    #expect(TypedNumber.advice(on: text) == nil)
  }
}
