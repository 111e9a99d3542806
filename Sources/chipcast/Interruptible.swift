import Dispatch
import Simulation
import Synchronization

/// Runs work that cannot be asked to stop, away from the main thread.
///
/// - Throws: `Cancelled` at Ctrl-C; the work is left behind then and ends with the process.
func interruptible<Value: Sendable>(_ work: @escaping @Sendable () -> Value) throws -> Value {
  let place = Place<Value>()
  DispatchQueue.global().async {
    let value = work()
    place.value.withLock { $0 = value }
    place.isFilled.signal()
  }
  while place.isFilled.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
    if monitor.isCancelled { throw Cancelled() }
  }
  return place.value.withLock { $0! }
}

private final class Place<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
  let isFilled = DispatchSemaphore(value: 0)
}
