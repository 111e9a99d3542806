/// A number as so many times a day and a constant, as far as parsing tells: `2 * day.x - 30`.
///
/// It serves to see which session a comparison asks for. Of several days the sum has the scale with which it
/// can lie farthest from the constant.
struct DayForm: Equatable {
  /// 0 for a constant.
  let scale: Double
  let shift: Double

  static let day = DayForm(scale: 1, shift: 0)

  static func constant(_ value: Double) -> DayForm { DayForm(scale: 0, shift: value) }

  func times(_ factor: Double) -> DayForm {
    DayForm(scale: scale * factor, shift: shift * factor)
  }

  /// Of the absolute value.
  var magnitude: DayForm {
    scale == 0 ? .constant(abs(shift)) : DayForm(scale: abs(scale), shift: 0)
  }

  private func plus(_ other: DayForm) -> DayForm {
    let isOpposite = scale * other.scale < 0
    let farther = abs(scale) > abs(other.scale) ? scale : other.scale
    return DayForm(
      scale: isOpposite ? farther : scale + other.scale, shift: shift + other.shift)
  }

  /// The session for which a comparison of both asks; nil where there is no day in it.
  func session(against other: DayForm) -> Double? {
    let difference = plus(other.times(-1))
    return difference.scale == 0 ? nil : -difference.shift / difference.scale
  }
}

extension DayForm {
  /// nil where the result is not of that form.
  init?(_ operation: Instruction.Binary, _ a: DayForm?, _ b: DayForm?) {
    guard let a, let b else { return nil }
    let areConstant = a.scale == 0 && b.scale == 0
    switch operation {
    case .add: self = a.plus(b)
    case .subtract: self = a.plus(b.times(-1))
    case .multiply where a.scale == 0: self = b.times(a.shift)
    case .multiply where b.scale == 0: self = a.times(b.shift)
    case .divide where b.scale == 0:
      self.init(scale: a.scale / b.shift, shift: a.shift / b.shift)
    case .min where areConstant: self = .constant(Swift.min(a.shift, b.shift))
    case .max where areConstant: self = .constant(Swift.max(a.shift, b.shift))
    case .min, .max: self = a.scale == 0 ? b : a
    case .multiply, .divide, .and, .or: return nil
    }
  }
}
