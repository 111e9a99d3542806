/// A target of `--until-error`, as run.json holds it.
package struct PrecisionPart: Encodable, Sendable {
  package let target: String
  package let value: Double?
  package let error: Double?
  package let tolerance: Double?
  package let met: Bool
  package let trialsWithoutValue: Int

  package init(
    target: String, value: Double?, error: Double?, tolerance: Double?, met: Bool,
    trialsWithoutValue: Int
  ) {
    self.target = target
    self.value = value
    self.error = error
    self.tolerance = tolerance
    self.met = met
    self.trialsWithoutValue = trialsWithoutValue
  }
}
