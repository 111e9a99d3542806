import Dispatch
import Synchronization

/// `make(0)`, `make(1)`, … made side by side, in order.
func concurrently<Value: Sendable>(
  _ count: Int, _ make: @escaping @Sendable (Int) -> Value
) -> [Value] {
  let values = Mutex([Value?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { k in
    let value = make(k)
    values.withLock { $0[k] = value }
  }
  return values.withLock { $0.compactMap(\.self) }
}
