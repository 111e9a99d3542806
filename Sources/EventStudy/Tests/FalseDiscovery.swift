/// Benjamini and Hochberg's q: the share of false finds that calling this p and all smaller ones finds
/// would have at most, on average,
///
///     q_(i) = min over j ≥ i of p_(j)·m/j,   p_(1) ≤ … ≤ p_(m)
///
/// at most 1. Holds for independent p's and for those that go together.
///
/// - Source: Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001).
func falseDiscoveryRates(_ p: [Double]) -> [Double] {
  let count = Double(p.count)
  var rates = p
  var least = 1.0
  for (place, k) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated().reversed() {
    least = min(least, p[k] * count / Double(place + 1))
    rates[k] = least
  }
  return rates
}

extension [Group] {
  /// Sets q of the tests of classes: over class, role and window, within one statistic.
  mutating func correctForNumber() {
    for statistic in TestResult.Statistic.allCases {
      var places: [(group: Int, window: Int, test: Int)] = []
      for (g, group) in enumerated() where group.kind == .eventClass {
        for (w, window) in group.windows.enumerated() {
          guard let t = window.tests.firstIndex(where: { $0.statistic == statistic }) else {
            continue
          }
          places.append((g, w, t))
        }
      }
      let rates = falseDiscoveryRates(places.map { self[$0].windows[$1].tests[$2].pValue })
      for ((g, w, t), rate) in zip(places, rates) {
        self[g].windows[w].tests[t].qValue = rate
      }
    }
  }
}
