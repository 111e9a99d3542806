import Analysis
import ArgumentParser
import EventStudy
import Expressions
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import Wording
import Workbook

/// The run of this process; Ctrl-C stops it.
let monitor = Monitor()

/// Exit codes. 0 done; 64 wrong command line.
enum Failure {
  /// The run failed.
  static let run = ExitCode(1)
  /// Bad scenario or data, or a place that cannot be written.
  static let data = ExitCode(65)
  static let interrupted = ExitCode(130)
}

/// Ctrl-C, `kill` and a terminal that is closed ask the run to stop, so that nothing half-written stays
/// behind; a closed pipe and a file size limit become errors of the write instead of ending the process.
func prepareSignals() {
  _ = monitor
  for number in [SIGINT, SIGTERM] { signal(number) { _ in monitor.cancel() } }
  // Under nohup a closed terminal is nothing to end for; SIG_IGN is 1 everywhere.
  let isKept = unsafeBitCast(signal(SIGHUP, SIG_IGN), to: Int.self) == 1
  if !isKept { signal(SIGHUP) { _ in monitor.cancel() } }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}

/// Ends like at Ctrl-C when the process that `CHIPCAST_PARENT` names by its number is no longer the parent: a worker that
/// is killed leaves no run behind that nobody waits for.
func followParent() {
  guard let parent = ProcessInfo.processInfo.environment["CHIPCAST_PARENT"] else { return }
  Thread.detachNewThread {
    // Asked for again and again: no call that every system has tells of it.
    while String(getppid()) == parent { usleep(200_000) }
    monitor.cancel()
  }
}

/// Writes to standard error. Texts of files and of the command line may be in it, of any length and with
/// any characters: this is where both are tamed.
func say(_ text: String) {
  ProgressLine.clear()
  complain(text.legibleLines)
}

/// Writes to standard error as it stands. Where nobody can read it, results are still worth having, and
/// there is no other place to say so.
func complain(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written > 0 {
      bytes = bytes.dropFirst(written)
    } else if errno != EINTR {
      return
    }
  }
}

/// Writes data to standard output. A reader that went away is no error.
func show(_ text: String) throws {
  ProgressLine.clear()
  var bytes = Array(Terminal.tamed(text).utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if written > 0 {
      bytes = bytes.dropFirst(written)
    } else if errno == EPIPE {
      return
    } else if errno != EINTR {
      say("chipcast: standard output: \(String(cString: strerror(errno)).lowercased())\n")
      throw Failure.data
    }
  }
}

/// Reads the expression of an option; what is wrong with it is a wrong command line.
func parsing<Value>(_ option: String, _ body: () throws -> Value) throws -> Value {
  do { return try body() } catch let problem as ExpressionProblem {
    throw ValidationError("\(option): \(problem)")
  }
}

/// Asks for an answer; a question that has none is a wrong command line.
func asking<Value>(_ body: () throws -> Value) throws -> Value {
  do { return try body() } catch let problem as SensitivityProblem {
    throw ValidationError("--\(problem.subject): \(problem)")
  } catch let problem as InvalidParameter {
    throw ValidationError("--\(problem)")
  }
}

/// Runs `body`, turning what a user can get wrong into one line on standard error and an exit code.
func reporting(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as ScenarioError {
    say(error.description + "\n")
    throw Failure.data
  } catch let error as DataProblem {
    say(error.description + "\n")
    throw Failure.data
  } catch let error as WriteError {
    say("chipcast: \(error)\n")
    throw Failure.data
  } catch let error as BookError {
    say("chipcast: \(error)\n")
    throw Failure.run
  } catch is Cancelled {
    say("chipcast: interrupted; nothing was written\n")
    throw Failure.interrupted
  }
}
