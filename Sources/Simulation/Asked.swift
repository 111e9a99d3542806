import Sampling

/// A model with all that is asked of it: what runs over some trials now, and over others later or elsewhere.
public struct Asked<M: Model>: Sendable {
  public let model: M
  public let statements: [Statement]
  public let conditionals: Conditionals
  /// Positions of the outputs that results tell; all if nil.
  public let tallied: [Int]?
  /// Whether the bands of the model are counted.
  public let hasBands: Bool

  public init(
    _ model: M, statements: [Statement] = [], conditionals: Conditionals = .none,
    tallied: [Int]? = nil, hasBands: Bool = true
  ) {
    (self.model, self.statements, self.conditionals) = (model, statements, conditionals)
    (self.tallied, self.hasBands) = (tallied, hasBands)
  }

  private func job(_ plan: Plan, _ tables: TableCache) throws -> Job<M> {
    try Job(
      model, plan, statements: statements, conditionals: conditionals, tallied: tallied,
      hasBands: hasBands, tables: tables)
  }

  /// What comes of the trials of a plan.
  ///
  /// - Parameters:
  ///   - plan: trials, seed, design and threads.
  ///   - tables: quantile tables, kept from call to call.
  ///   - monitor: counts the trials done, and can stop the run.
  /// - Throws: what `Sampler.init` throws, and `Cancelled`.
  public func results(
    _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor()
  ) throws -> Results {
    try run([try job(plan, tables)], plan, monitor).results[0]
  }

  /// What comes of no trial: into it results that were kept are read, and others are merged.
  ///
  /// - Parameters:
  ///   - plan: any with the seed, design and source of the run.
  ///   - tables: quantile tables, kept from call to call.
  /// - Throws: what `Sampler.init` throws.
  public func none(_ plan: Plan, tables: TableCache = .shared) throws -> Results {
    let job = try job(plan, tables)
    return job.results(BatchTree(), job.none)
  }
}
