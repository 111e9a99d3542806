internal import CGSL

/// Where a function of one variable is least within a range.
///
/// 33 values across the range find the least; Brent's method then refines between its neighbours,
/// until the bracket is `tolerance` times the range wide or eight steps have not moved the minimum:
/// below about √ε of its own size the values of a function no longer tell two points apart. A function
/// with several minima narrower than the grid may lose the least of them. A minimum at an end of the
/// range is that end.
///
/// - Throws: GSL_EDOM where the range is not finite or empty or the function gives no number on the
///   grid; GSL_EMAXITER after 200 steps.
/// - Source: Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 5.
public func minimum(
  of function: (Double) -> Double, in range: ClosedRange<Double>, tolerance: Double = 1e-9
) throws(GSLError) -> Double {
  Library.ready
  let width = range.upperBound - range.lowerBound
  let steps = 32
  let grid = (0...steps).map { step in
    step == steps ? range.upperBound : range.lowerBound + width * Double(step) / Double(steps)
  }
  let values = grid.map(function)
  guard width > 0, width.isFinite, values.allSatisfy({ !$0.isNaN }) else {
    throw GSLError(routine: "gsl_min_fminimizer_set", status: Int32(GSL_EDOM))
  }
  let best = values.indices.min { values[$0] < values[$1] }!
  // Brent's method needs a point below both ends; a flat stretch or an end of the range has none.
  guard best > 0, best < steps, values[best] < values[best - 1], values[best] < values[best + 1]
  else { return grid[best] }
  return try withoutActuallyEscaping(function) { (escapable) throws(GSLError) in
    try refined(
      Boxed(escapable), grid[best - 1], grid[best], grid[best + 1], tolerance: tolerance * width)
  }
}

/// Where a function of one variable is least around a place that lies below both ends of a range.
///
/// Brent's method, until the bracket is at most `tolerance` wide, eight steps have not moved the minimum,
/// or the function is at most `enough`.
///
/// - Parameter function: nan stops the search, as a function that cannot be evaluated does.
/// - Throws: GSL_EINVAL where the place is not below both ends, GSL_EBADFUNC where the function gives no
///   finite number, GSL_EMAXITER after 200 steps.
/// - Source: as above.
public func minimum(
  of function: (Double) -> Double, from guess: Double, in range: ClosedRange<Double>,
  tolerance: Double, until enough: Double = -.infinity
) throws(GSLError) -> Double {
  Library.ready
  return try withoutActuallyEscaping(function) { (escapable) throws(GSLError) in
    try refined(
      Boxed(escapable), range.lowerBound, guess, range.upperBound, tolerance: tolerance,
      until: enough)
  }
}

/// A closure that C can carry as a pointer.
private final class Boxed {
  let function: (Double) -> Double
  init(_ function: @escaping (Double) -> Double) { self.function = function }
}

private func refined(
  _ boxed: Boxed, _ low: Double, _ guess: Double, _ high: Double, tolerance: Double,
  until enough: Double = -.infinity
) throws(GSLError) -> Double {
  guard let minimiser = gsl_min_fminimizer_alloc(chipcast_brent_minimiser()) else {
    throw GSLError(routine: "gsl_min_fminimizer_alloc", status: Int32(GSL_ENOMEM))
  }
  defer { gsl_min_fminimizer_free(minimiser) }
  var function = gsl_function()
  function.params = Unmanaged.passUnretained(boxed).toOpaque()
  function.function = { x, context in
    Unmanaged<Boxed>.fromOpaque(context!).takeUnretainedValue().function(x)
  }
  // GSL keeps the address of the function, which must therefore stay where it is.
  return try withUnsafeMutablePointer(to: &function) { (pointer) throws(GSLError) in
    try check(
      gsl_min_fminimizer_set(minimiser, pointer, guess, low, high), "gsl_min_fminimizer_set")
    var (still, place) = (0, guess)
    for _ in 0..<200 {
      try check(gsl_min_fminimizer_iterate(minimiser), "gsl_min_fminimizer_iterate")
      let next = gsl_min_fminimizer_x_minimum(minimiser)
      (still, place) = (next == place ? still + 1 : 0, next)
      let width = gsl_min_fminimizer_x_upper(minimiser) - gsl_min_fminimizer_x_lower(minimiser)
      let isEnough = gsl_min_fminimizer_f_minimum(minimiser) <= enough
      if width <= tolerance || still == 8 || isEnough { return place }
    }
    throw GSLError(routine: "gsl_min_fminimizer_iterate", status: Int32(GSL_EMAXITER))
  }
}
