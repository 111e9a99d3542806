import GSL
import Testing

@Suite("Probability functions")
struct ProbabilityFunctionTests {
  struct Known: Sendable, CustomTestStringConvertible {
    let call: String
    let value: Double
    let expected: Double

    init(_ call: String, _ value: Double, _ expected: Double) {
      (self.call, self.value, self.expected) = (call, value, expected)
    }

    var testDescription: String { call }
  }

  /// Values of SciPy 1.17 (`scipy.stats`, `scipy.special`).
  static let known = [
    Known("norm.cdf(1)", StandardNormal.lower(1), 0.8413447460685429),
    Known("norm.sf(8)", StandardNormal.upper(8), 6.22096057427174e-16),
    Known("norm.pdf(0)", StandardNormal.density(0), 0.3989422804014327),
    Known("norm.ppf(0.975)", StandardNormal.quantile(0.975), 1.959963984540054),
    Known("norm.isf(1e-15)", StandardNormal.upperQuantile(1e-15), 7.941345326170998),
    Known("beta.cdf(0.05, 2, 38)", StandardBeta.lower(0.05, 2, 38), 0.5870523500955115),
    Known("beta.sf(0.2, 2, 38)", StandardBeta.upper(0.2, 2, 38), 0.00178615011933598),
    Known("betaln(2, 38)", StandardBeta.logFunction(2, 38), -7.301147805856032),
    Known("gamma.cdf(1, 0.3)", StandardGamma.lower(1, 0.3), 0.9156741562411086),
    Known("gamma.sf(80, 50)", StandardGamma.upper(80, 50), 0.0001307839765914092),
    Known("gamma.pdf(50, 50)", StandardGamma.density(50, 50), 0.05632500632519166),
    Known("gamma(0.5)", StandardGamma.function(0.5), 1.7724538509055159),
    Known("t.cdf(-3, 2.5)", StandardT.lower(-3, 2.5), 0.036288047774515914),
    Known("t.sf(100, 1)", StandardT.upper(100, 1), 0.003182992764908255),
    Known("t.pdf(1, 5)", StandardT.density(1, 5), 0.2196797973509805),
    Known("poisson.cdf(2, 3)", PoissonCounts.lower(2, 3), 0.42319008112684364),
    Known("poisson.sf(10, 3)", PoissonCounts.upper(10, 3), 0.00029233695064733665),
  ]

  @Test("values agree with SciPy to 12 digits", arguments: known)
  func agrees(_ known: Known) {
    #expect(abs(known.value / known.expected - 1) < 1e-12)
  }

  @Test("the library tells its version")
  func version() {
    #expect(Library.version.first?.isNumber == true)
    #expect(Library.version.contains("."))
  }
}
