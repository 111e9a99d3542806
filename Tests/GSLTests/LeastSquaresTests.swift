import GSL
import Testing

@Suite("least squares and minima")
struct LeastSquaresTests {
  @Test("a straight line is found exactly")
  func line() throws {
    let fit = try LeastSquares(x: [0, 1, 2, 3], y: [1, 3, 5, 7])
    #expect(abs(fit.intercept - 1) < 1e-15 && abs(fit.slope - 2) < 1e-15)
    #expect(fit.residualSumOfSquares < 1e-28)
  }

  @Test("the coefficients are those of the closed form, b = Sxy/Sxx")
  func closedForm() throws {
    let x = (0..<50).map { Double(($0 * 37) % 50) / 7 }
    let y = (0..<50).map { Double(($0 * 29) % 50) / 3 - 0.4 * x[$0] }
    let (meanX, meanY) = (x.reduce(0, +) / 50, y.reduce(0, +) / 50)
    let sxx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let sxy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let fit = try LeastSquares(x: x, y: y)
    #expect(abs(fit.slope - sxy / sxx) < 1e-12)
    #expect(abs(fit.intercept - (meanY - sxy / sxx * meanX)) < 1e-12)
    let s = fit.residualStandardDeviation
    #expect(abs(fit.slopeError - s / sxx.squareRoot()) < 1e-12)
    #expect(abs(fit.interceptError - s * (1 / 50.0 + meanX * meanX / sxx).squareRoot()) < 1e-12)
  }

  // statsmodels 0.15.0: sm.OLS(y, sm.add_constant(x)).fit(); params, bse and ssr.
  @Test("the coefficients and errors are those of statsmodels on Longley's data")
  func longley() throws {
    let gnp = [
      234_289.0, 259_426, 258_054, 284_599, 328_975, 346_999, 365_385, 363_112, 397_469, 419_180,
      442_769, 444_546, 482_704, 502_601, 518_173, 554_894,
    ]
    let employed = [
      60_323.0, 61_122, 60_171, 61_187, 63_221, 63_639, 64_989, 63_761, 66_019, 67_857, 68_169,
      66_513, 68_655, 69_564, 69_331, 70_551,
    ]
    let fit = try LeastSquares(x: gnp, y: employed)
    #expect(abs(fit.intercept / 51843.58978188415 - 1) < 1e-12)
    #expect(abs(fit.slope / 0.03475229434762911 - 1) < 1e-12)
    #expect(abs(fit.interceptError / 681.3716363792302 - 1) < 1e-12)
    #expect(abs(fit.slopeError / 0.0017057121554843978 - 1) < 1e-12)
    #expect(abs(fit.residualSumOfSquares / 6036140.166076791 - 1) < 1e-12)
  }

  @Test(
    "what has no line is refused",
    arguments: [
      ([1, 2], [1, 2]), ([1, 2, 3], [1, 2]), ([1, 1, 1], [1, 2, 3]), ([1, 2, .nan], [1, 2, 3]),
      ([1, 2, 3], [1, .infinity, 3]),
    ] as [([Double], [Double])])
  func refused(x: [Double], y: [Double]) {
    #expect(throws: GSLError.self) { try LeastSquares(x: x, y: y) }
  }

  @Test("the minimum of a smooth function is found", arguments: [-2.9, -1.0, 0.123, 2.5])
  func smooth(center: Double) throws {
    let least = try minimum(of: { ($0 - center) * ($0 - center) * (2 + $0 * 0.1) }, in: -3...3)
    #expect(abs(least - center) < 1e-7)
  }

  @Test("the deeper of two minima is found, and an end of the range where it is least there")
  func severalMinima() throws {
    let least = try minimum(of: { x in (x * x - 1) * (x * x - 1) + 0.1 * x }, in: -2...2)
    #expect(abs(least + 1.012_273_134_716_5) < 1e-7)
    #expect(try minimum(of: { $0 }, in: 1...2) == 1)
    #expect(try minimum(of: { -$0 }, in: 1...2) == 2)
    #expect(try minimum(of: { _ in 1 }, in: 1...2) == 1)
  }

  @Test("a function without values has no minimum")
  func noValues() {
    #expect(throws: GSLError.self) { try minimum(of: { _ in .nan }, in: 0...1) }
    #expect(throws: GSLError.self) { try minimum(of: { $0 }, in: 1...1) }
  }
}

extension LeastSquaresTests {
  // statsmodels 0.15.0: sm.WLS(y, sm.add_constant(x), weights=w).fit(); params, bse and ssr.
  @Test("with weights the coefficients and errors are those of statsmodels")
  func weighted() throws {
    let (x, w) = ([1.0, 2, 4, 5, 7, 8, 11, 13], [1.0, 1, 2, 1, 3, 1, 1, 5])
    let y = [2.1, 3.9, 8.4, 9.7, 14.6, 15.2, 22.5, 26.4]
    let fit = try LeastSquares(x: x, y: y, weights: w)
    #expect(abs(fit.intercept - 0.05088742) < 1e-8 && abs(fit.slope - 2.02674949) < 1e-8)
    #expect(abs(fit.interceptError - 0.31913407) < 1e-8)
    #expect(abs(fit.slopeError - 0.03511423) < 1e-8)
    #expect(abs(fit.residualSumOfSquares - 1.945195233265721) < 1e-12)
  }

  @Test("weights of 1 give the same bits as none")
  func unitWeights() throws {
    let (x, y) = ([1.0, 2, 4, 5, 7], [2.1, 3.9, 8.4, 9.7, 14.6])
    let (plain, weighted) = (
      try LeastSquares(x: x, y: y), try LeastSquares(x: x, y: y, weights: [1, 1, 1, 1, 1])
    )
    #expect(plain.slope == weighted.slope && plain.slopeError == weighted.slopeError)
    #expect(plain.residualSumOfSquares == weighted.residualSumOfSquares)
  }
}
