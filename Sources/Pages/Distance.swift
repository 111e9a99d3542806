import Records
import Tables

/// How far one input moves the distribution of the output, by delta or by PAWN.
struct Distance {
  let input: String
  let index: Measured
  /// What inputs that do nothing stay below with 95% probability.
  let idle: Double
  /// Of PAWN, the greatest distance over the slices; nan of delta.
  let greatest: Double

  init(_ row: DeltaRow) {
    (input, index, idle, greatest) = (row.input, row.delta, row.idle, .nan)
  }

  init(_ row: PawnRow) {
    (input, index, idle, greatest) = (row.input, row.median, row.idle, row.greatest.value)
  }
}
