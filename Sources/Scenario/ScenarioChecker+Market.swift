import EquityImpact
import GSL
import Sampling

/// Benchmarks, and what moves together: benchmarks with each other, residuals of shares with each other.
extension ScenarioChecker {
  // MARK: Correlations

  func residualCorrelation(
    _ table: TableReader, _ data: EquityData, _ estimates: EquityEstimates?
  ) -> SymmetricMatrix? {
    let names = data.chosen.map(\.ticker)
    return matrix(table, EquitySpecs.residualCorrelation, names) {
      estimates?.residualCorrelation($0, $1)
    }
  }

  func benchmarkCorrelation(
    _ market: TableReader, _ data: EquityData, _ estimates: EquityEstimates?
  ) -> SymmetricMatrix? {
    matrix(market, EquitySpecs.marketCorrelation, data.benchmarks) {
      estimates?.benchmarkCorrelation($0, $1)
    }
  }

  private func matrix(
    _ table: TableReader, _ spec: ParameterSpec, _ names: [String],
    estimate: (String, String) -> Double?
  ) -> SymmetricMatrix? {
    var matrix = SymmetricMatrix(order: names.count)
    guard names.count > 1 else {
      _ = table.node(spec.key)
      return matrix
    }
    let stated = table.node(spec.key) == nil ? nil : table.value(spec, ledger)
    for i in names.indices {
      for j in 0..<i {
        guard let value = stated ?? estimate(names[i], names[j]) else {
          if table.node(spec.key) == nil {
            _ = missing(table, spec, "\(names[i]), \(names[j])")
          }
          return nil
        }
        matrix[i, j] = value
      }
    }
    return matrix
  }

  // MARK: Benchmarks

  /// What a benchmark earns where the scenario does not say: last year's mean is no forecast, so a premium
  /// is assumed and its error drawn.
  private func premium(
    _ market: TableReader, _ name: String, _ estimate: EquityEstimates.Market?, isUncertain: Bool
  ) -> (any Distribution)? {
    guard estimate != nil else { return missing(market, EquitySpecs.drift, name) }
    let premium: (any Distribution)? =
      isUncertain ? try? EquitySpecs.premium() : try? Constant(EquitySpecs.premiumMean)
    guard let premium else { return nil }
    ledger.add(
      LedgerEntry(
        key: "market.drift.\(name)", meaning: EquitySpecs.drift.meaning, distribution: premium,
        unit: EquitySpecs.drift.unit, confidence: .assumption,
        source: "assumption: log return of 5% with a standard error of 5% in 250 sessions",
        origin: market.origin))
    return premium
  }

  func benchmarks(
    _ market: TableReader, _ data: EquityData, _ estimates: EquityEstimates?, isUncertain: Bool
  ) -> [Benchmark]? {
    let known = Set(data.known.map(\.benchmark)).sorted()
    func column(_ spec: ParameterSpec) -> [String: any Distribution] {
      byName(market, spec, names: data.benchmarks, known: known)
    }
    let drifts = column(EquitySpecs.drift)
    let volatilities = column(EquitySpecs.marketVolatility)
    let tails = column(EquitySpecs.marketTail)
    let found = data.benchmarks.compactMap { name -> Benchmark? in
      let estimate = estimates?.market(name)
      func value(
        _ stated: [String: any Distribution], _ spec: ParameterSpec, _ estimated: Double?
      ) -> Double? {
        if let known = stated[name] { return number(known, or: 0) }
        guard let estimate, let estimated else {
          _ = missing(market, spec, name)
          return nil
        }
        _ = computed(
          spec, "market.\(spec.key).\(name)", try? Constant(estimated), estimate.source,
          estimate.origin)
        return estimated
      }
      guard let drift = drifts[name] ?? premium(market, name, estimate, isUncertain: isUncertain),
        let volatility = value(
          volatilities, EquitySpecs.marketVolatility, estimate?.volatility),
        let degrees = value(tails, EquitySpecs.marketTail, estimate?.degrees)
      else { return nil }
      return Benchmark(name: name, drift: drift, volatility: volatility, degrees: degrees)
    }
    return found.count == data.benchmarks.count ? found : nil
  }
}
