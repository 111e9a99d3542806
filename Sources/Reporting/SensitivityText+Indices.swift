import Analysis
import Sampling

extension SensitivityText {
  var rank: [String]? {
    guard let rank = findings.rank else { return nil }
    var rows = [["", "Spearman", "95%", "partial", "95%"]]
    for row in rank.rows.prefix(Self.mostRows) {
      rows.append([short(row.input)] + shown(row.spearman) + shown(row.partial))
    }
    return [
      terminal.bold("Rank correlation")
        + ": with the others at random, and with their effect taken out; "
        + "\(trials(rank.trials)) trials"
    ] + table(rows, of: rank.rows.count)
  }

  var sobol: [String]? {
    guard let sobol = findings.sobol else { return nil }
    var rows = [["", "first", "95%", "total", "95%", ""]]
    let sorted = sobol.indices.enumerated().sorted {
      let (a, b) = ($0.element.total.value, $1.element.total.value)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    for index in sorted.prefix(Self.mostRows) {
      rows.append(
        [short(index.factor.name)] + shown(index.first) + shown(index.total)
          + [index.cannotTell ? "cannot tell" : ""])
    }
    var lines = [
      terminal.bold("Sobol' indices")
        + ": parts of the variance; \(trials(sobol.trials)) trials of "
        + "\(sobol.indices.count + 2) matrices"
    ]
    lines += table(rows, of: sobol.indices.count)
    let sum = shown(sobol.sumOfFirst)
    lines += terminal.wrapped(
      sobol.variance > 0
        ? "First: gone if the input were known. Total: left if all but it were known. The first "
          + "orders add up to \(sum[0]) (\(sum[1])); what is missing to 1 is interaction."
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

  var delta: [String]? {
    guard let delta = findings.delta else { return nil }
    var rows = [["", "delta", "95%", ""]]
    for row in delta.rows.prefix(Self.mostRows) {
      rows.append(
        [short(row.input)] + shown(row.delta) + [idling(row.delta.value, delta.idle)])
    }
    return [
      terminal.bold("Delta")
        + ": how far the distribution moves when the input is known, 0 to 1; "
        + "\(trials(delta.trials)) trials"
    ] + table(rows, of: delta.rows.count) + [idleSentence(delta.idle)]
  }

  private func idling(_ value: Double, _ idle: Double) -> String {
    value <= idle ? "as if idle" : ""
  }

  private func idleSentence(_ idle: Double) -> String {
    "An input that does nothing stays below \(Rounded.value(idle, error: 0.001)) in 95 of 100."
  }

  var pawn: [String]? {
    guard let pawn = findings.pawn else { return nil }
    var rows = [["", "median", "95%", "max", "95%", ""]]
    for row in pawn.rows.prefix(Self.mostRows) {
      rows.append(
        [short(row.input)] + shown(row.median) + shown(row.greatest)
          + [idling(row.median.value, pawn.idle)])
    }
    return [
      terminal.bold("PAWN")
        + ": Kolmogorov-Smirnov distance over \(pawn.slices) slices of the input; "
        + "\(trials(pawn.trials)) trials"
    ] + table(rows, of: pawn.rows.count) + [idleSentence(pawn.idle)]
  }
}
