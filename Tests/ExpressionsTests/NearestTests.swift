import Expressions
import Testing

@Suite("nearest names")
struct NearestTests {
  static let known = ["months", "price", "price_decline", "target_revenue", "lost_revenue"]

  @Test(
    "a misspelt name finds the one it resembles",
    arguments: [
      ("monhts", "months"), ("month", "months"), ("prices", "price"), ("Price", "price"),
      ("price_declines", "price_decline"), ("revenue_target", nil), ("zzzzzzzz", nil),
      ("lost_revenu", "lost_revenue"), ("price", "price"), ("PRICE_DECLINE", "price_decline"),
    ])
  func nearestName(name: String, expected: String?) {
    #expect(nearest(to: name, among: Self.known) == expected)
  }

  @Test("several misspelt names end a message together, each that is meant once")
  func several() {
    #expect(
      didYouMean(["monhts", "zzzzzzzz", "prices", "Price"], among: Self.known)
        == "; did you mean months, price?")
    #expect(didYouMean(["zzzzzzzz"], among: Self.known) == "")
  }

  @Test("nothing resembles a name where nothing is known")
  func nothingKnown() {
    #expect(nearest(to: "months", among: []) == nil)
  }
}
