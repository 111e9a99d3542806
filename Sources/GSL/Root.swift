internal import CGSL

/// Where a function of one variable crosses zero, between two places where its signs differ.
///
/// Brent's method: inverse quadratic interpolation where that converges, bisection where it does not.
/// It ends as soon as the bracket is at most `tolerance` wide or the function at most `residual` from
/// 0, whichever comes first. An end of the range where the function is 0 is the answer.
///
/// - Parameter function: nan stops the search, as a function that cannot be evaluated does.
/// - Throws: GSL_EINVAL where the range is empty or not finite or both ends have the same sign, GSL_EBADFUNC
///   where the function gives no finite number, GSL_EMAXITER after 200 steps.
/// - Source: Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4.
public func root(
  of function: (Double) -> Double, in range: ClosedRange<Double>, tolerance: Double,
  residual: Double = 0
) throws(GSLError) -> Double {
  Library.ready
  let (low, high) = (range.lowerBound, range.upperBound)
  guard high > low, (high - low).isFinite else {
    throw GSLError(routine: "gsl_root_fsolver_set", status: Int32(GSL_EINVAL))
  }
  let ends = (function(low), function(high))
  guard ends.0.isFinite, ends.1.isFinite else {
    throw GSLError(routine: "gsl_root_fsolver_set", status: Int32(GSL_EBADFUNC))
  }
  if abs(ends.0) <= residual { return low }
  if abs(ends.1) <= residual { return high }
  return try withoutActuallyEscaping(function) { (escapable) throws(GSLError) in
    try solved(Watched(escapable), low, high, tolerance: tolerance, residual: residual)
  }
}

/// A closure that C can carry as a pointer, with the value nearest to 0 that it has given.
private final class Watched {
  let function: (Double) -> Double
  private(set) var nearest = (place: Double.nan, value: Double.infinity)

  init(_ function: @escaping (Double) -> Double) { self.function = function }

  func callAsFunction(_ x: Double) -> Double {
    let value = function(x)
    if abs(value) < nearest.value { nearest = (x, abs(value)) }
    return value
  }
}

private func solved(
  _ watched: Watched, _ low: Double, _ high: Double, tolerance: Double, residual: Double
) throws(GSLError) -> Double {
  guard let solver = gsl_root_fsolver_alloc(chipcast_brent_solver()) else {
    throw GSLError(routine: "gsl_root_fsolver_alloc", status: Int32(GSL_ENOMEM))
  }
  defer { gsl_root_fsolver_free(solver) }
  var function = gsl_function()
  function.params = Unmanaged.passUnretained(watched).toOpaque()
  function.function = { x, context in
    Unmanaged<Watched>.fromOpaque(context!).takeUnretainedValue()(x)
  }
  // GSL keeps the address of the function, which must therefore stay where it is.
  return try withUnsafeMutablePointer(to: &function) { (pointer) throws(GSLError) in
    try check(gsl_root_fsolver_set(solver, pointer, low, high), "gsl_root_fsolver_set")
    for _ in 0..<200 {
      if watched.nearest.value <= residual { return watched.nearest.place }
      let width = gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver)
      if width <= tolerance { return gsl_root_fsolver_root(solver) }
      try check(gsl_root_fsolver_iterate(solver), "gsl_root_fsolver_iterate")
    }
    throw GSLError(routine: "gsl_root_fsolver_iterate", status: Int32(GSL_EMAXITER))
  }
}
