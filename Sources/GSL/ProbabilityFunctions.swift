internal import CGSL

/// Cumulative probabilities, densities and quantiles of standard families.
///
/// `lower` is P(X ≤ x), `upper` is P(X > x); each keeps its relative precision where it is small.
/// Parameters are checked by the distributions in `Sampling`; GSL itself checks hardly any.
/// A call costs many times a tabulated draw, so none belongs in a loop over trials.
public enum StandardNormal {
  public static func lower(_ x: Double) -> Double { gsl_cdf_ugaussian_P(x) }
  public static func upper(_ x: Double) -> Double { gsl_cdf_ugaussian_Q(x) }
  public static func density(_ x: Double) -> Double { gsl_ran_ugaussian_pdf(x) }
  public static func quantile(_ p: Double) -> Double { gsl_cdf_ugaussian_Pinv(p) }
  public static func upperQuantile(_ q: Double) -> Double { gsl_cdf_ugaussian_Qinv(q) }
}

/// Beta on (0, 1) with shapes `a`, `b` > 0.
public enum StandardBeta {
  public static func lower(_ x: Double, _ a: Double, _ b: Double) -> Double {
    Library.ready
    return gsl_cdf_beta_P(x, a, b)
  }
  public static func upper(_ x: Double, _ a: Double, _ b: Double) -> Double {
    Library.ready
    return gsl_cdf_beta_Q(x, a, b)
  }
  /// ln B(a, b), the logarithm of the beta function.
  public static func logFunction(_ a: Double, _ b: Double) -> Double {
    Library.ready
    return gsl_sf_lnbeta(a, b)
  }
}

/// Gamma with shape `a` > 0 and scale 1.
public enum StandardGamma {
  public static func lower(_ x: Double, _ a: Double) -> Double {
    Library.ready
    return gsl_cdf_gamma_P(x, a, 1)
  }
  public static func upper(_ x: Double, _ a: Double) -> Double {
    Library.ready
    return gsl_cdf_gamma_Q(x, a, 1)
  }
  public static func density(_ x: Double, _ a: Double) -> Double {
    Library.ready
    return gsl_ran_gamma_pdf(x, a, 1)
  }
  /// Γ(x), for x > 0.
  public static func function(_ x: Double) -> Double {
    Library.ready
    return gsl_sf_gamma(x)
  }
}

/// Student's t with `nu` > 0 degrees of freedom.
public enum StandardT {
  public static func lower(_ x: Double, _ nu: Double) -> Double {
    Library.ready
    return gsl_cdf_tdist_P(x, nu)
  }
  public static func upper(_ x: Double, _ nu: Double) -> Double {
    Library.ready
    return gsl_cdf_tdist_Q(x, nu)
  }
  public static func density(_ x: Double, _ nu: Double) -> Double {
    Library.ready
    return gsl_ran_tdist_pdf(x, nu)
  }
  public static func upperQuantile(_ q: Double, _ nu: Double) -> Double {
    Library.ready
    return gsl_cdf_tdist_Qinv(q, nu)
  }
}

/// Poisson with mean `mu` > 0.
public enum PoissonCounts {
  /// P(X ≤ k).
  public static func lower(_ k: Int, _ mu: Double) -> Double {
    Library.ready
    return gsl_cdf_poisson_P(UInt32(k), mu)
  }
  /// P(X > k).
  public static func upper(_ k: Int, _ mu: Double) -> Double {
    Library.ready
    return gsl_cdf_poisson_Q(UInt32(k), mu)
  }
}
