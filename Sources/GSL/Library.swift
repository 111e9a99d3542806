internal import CGSL

/// The GNU Scientific Library as this process uses it.
public enum Library {
  /// Version of the headers that the program was built with, such as "2.7.1".
  public static var version: String { String(cString: chipcast_gsl_version()) }

  /// GSL's default error handler aborts the process. Every wrapper touches this once before it
  /// calls GSL; from then on a failing routine returns its status, which the wrapper checks.
  static let ready: Void = {
    _ = gsl_set_error_handler_off()
  }()
}

/// A GSL routine reported a failure.
public struct GSLError: Error, CustomStringConvertible, Sendable {
  /// Name of the C routine.
  public let routine: String
  /// GSL's status code, as in `gsl_errno.h`.
  public let status: Int32

  public var description: String {
    "\(routine): \(String(cString: gsl_strerror(status)))"
  }
}

/// Throws when a GSL routine did not return success.
func check(_ status: Int32, _ routine: String) throws(GSLError) {
  guard status == 0 else { throw GSLError(routine: routine, status: status) }
}
