import Analysis
import Sampling
import Wording

extension SensitivityText {
  fileprivate func lines(_ rank: RankCorrelations) -> [String] {
    let rows = rank.rows.prefix(Self.mostRows).map { row in
      let isClear = Self.isClear(row.spearman) || Self.isClear(row.partial)
      return Row(
        [short(row.input)] + shown(row.spearman) + shown(row.partial)
          + [isClear ? "" : "unsure"], isClear)
    }
    let lines =
      title(
        "Rank correlation",
        "with the others at random, and with their effect taken out; \(Rounded.counted(rank.trials, "trial"))"
      )
      + table(
        ["", "Spearman", "95%", "partial", "95%", ""], rows, of: rank.rows.count,
        dispensable: [[3, 4]])
    guard rows.contains(where: { !$0.isClear }) else { return lines }
    return lines + terminal.wrapped("unsure: both intervals hold 0.")
  }

  /// Whether 0 lies outside the interval.
  private static func isClear(_ estimate: Estimate?) -> Bool {
    guard let low = estimate?.low, let high = estimate?.high else { return false }
    return low > 0 || high < 0
  }

  fileprivate func lines(_ sobol: SobolIndices) -> [String] {
    let sorted = sobol.indices.enumerated().sorted {
      let (a, b) = ($0.element.total.value, $1.element.total.value)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    let rows = sorted.prefix(Self.mostRows).map { index in
      Row(
        [short(index.factor.name)] + shown(index.first) + shown(index.total)
          + [index.cannotTell ? "cannot tell" : ""], !index.cannotTell && sobol.variance > 0)
    }
    var lines = title(
      "Sobol' indices",
      "parts of the variance; \(Rounded.counted(sobol.trials, "trial")) of \(sobol.indices.count + 2) matrices"
    )
    lines += table(
      ["", "first", "95%", "total", "95%", ""], rows, of: sobol.indices.count,
      dispensable: [[1, 2]])
    let sum = shown(sobol.sumOfFirst)
    lines += terminal.wrapped(
      sobol.variance > 0
        ? "First: gone if the input were known. Total: left if all but it were known. The first "
          + "orders add up to \(sum[0]) (\(sum[1])); what is missing to 1 is interaction"
          + (findings.isWhole ? "." : ", and inputs that were not looked at.")
        : "The quantity is the same in every trial: nothing drives it.")
    if let needed = sobol.trialsNeeded {
      lines += terminal.wrapped(
        "\(sobol.indices.count { $0.cannotTell }) of \(sobol.indices.count) cannot tell: an interval "
          + "that holds 0 is wider than \(plain(SobolIndex.telling)). About --trials "
          + "\(trials(needed)) would be needed.")
    }
    if !findings.joined.isEmpty {
      lines += terminal.wrapped(
        "Taken as one, because correlated: \(findings.joined.joined(separator: "; ")).")
    }
    return lines
  }

  fileprivate func lines(_ delta: DeltaIndices) -> [String] {
    let rows = delta.rows.prefix(Self.mostRows).map { row in
      Row(
        [short(row.input)] + shown(row.delta) + [idling(row.delta.value, delta.idle)],
        row.delta.value > delta.idle)
    }
    return title(
      "Delta",
      "how far the distribution moves when the input is known, 0 to 1; "
        + "\(Rounded.counted(delta.trials, "trial"))")
      + table(["", "delta", "95%", ""], rows, of: delta.rows.count, dispensable: [])
      + terminal.fitted(idleSentence(delta.idle))
  }

  private func idling(_ value: Double, _ idle: Double) -> String {
    value <= idle ? "as if idle" : ""
  }

  private func idleSentence(_ idle: Double) -> String {
    "An input that does nothing stays below \(Rounded.value(idle, error: 0.001)) in 95 of 100."
  }

  fileprivate func lines(_ pawn: PawnIndices) -> [String] {
    let rows = pawn.rows.prefix(Self.mostRows).map { row in
      Row(
        [short(row.input)] + shown(row.median) + shown(row.greatest)
          + [idling(row.median.value, pawn.idle)], row.median.value > pawn.idle)
    }
    return title(
      "PAWN",
      "Kolmogorov-Smirnov distance over \(pawn.slices) slices of the input; "
        + "\(Rounded.counted(pawn.trials, "trial"))")
      + table(
        ["", "median", "95%", "max", "95%", ""], rows, of: pawn.rows.count,
        dispensable: [[3, 4]])
      + terminal.fitted(idleSentence(pawn.idle))
  }
}

extension RankCorrelations: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}

extension SobolIndices: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}

extension DeltaIndices: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}

extension PawnIndices: ToldFindings {
  func lines(in text: SensitivityText) -> [String] { text.lines(self) }
}
