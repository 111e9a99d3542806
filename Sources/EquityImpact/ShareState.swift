import Sampling

/// A share within a trial: what the trial knows of it, and where it stands, in log returns. `chipcast_walk` knows the
/// order of these.
struct ShareState {
  /// β, σ, and a·η·λ, the log return for a displaced year of sales.
  var beta = Pack.zero
  var sigma = Pack.zero
  var slope = Pack.zero
  /// What is fading of reactions.
  var fading = Pack.zero
  /// P, and that of session 0.
  var policy = Pack.zero
  var first = Pack.zero
  /// What a price limit has carried over.
  var carry = Pack.zero
  /// Σ r.
  var total = Pack.zero
  /// CAR: Σ (r - β·m).
  var abnormal = Pack.zero
  /// Highest total so far; the price before session 0 counts.
  var peak = Pack.zero
  /// Largest fall from a peak.
  var worstFall = Pack.zero
}
