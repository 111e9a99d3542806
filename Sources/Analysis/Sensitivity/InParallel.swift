import Dispatch
import Synchronization

/// Works out `count` values side by side, in their order.
///
/// - Parameter threads: workers; no part of the answer.
func inParallel<Value: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Value
) -> [Value] {
  let next = Atomic<Int>(0)
  let values = Mutex([Value?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let value = body(index)
      values.withLock { $0[index] = value }
    }
  }
  return values.withLock { $0.compactMap { $0 } }
}
