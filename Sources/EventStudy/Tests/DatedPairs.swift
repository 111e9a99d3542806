/// Two series brought together by date.
struct DatedPairs {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []

  /// Dates ascend in both.
  init(_ datesOfX: [Day], _ valuesOfX: [Double], _ datesOfY: [Day], _ valuesOfY: [Double]) {
    var (i, j) = (0, 0)
    while i < datesOfX.count, j < datesOfY.count {
      if datesOfX[i] == datesOfY[j] {
        x.append(valuesOfX[i])
        y.append(valuesOfY[j])
      }
      let (a, b) = (datesOfX[i], datesOfY[j])
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
  }

  /// Pearson's, in -1...1; nil for fewer than two pairs or a series that does not vary.
  var correlation: Double? {
    guard x.count > 1 else { return nil }
    let (meanX, meanY) = (Sample(x).mean, Sample(y).mean)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    guard xx > 0, yy > 0 else { return nil }
    return max(-1, min(1, xy / (xx * yy).squareRoot()))
  }
}
