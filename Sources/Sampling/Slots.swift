import Synchronization

/// Places for results that parallel work delivers in any order: one lock a delivery.
final class Slots<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  init(count: Int) { values = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, _ value: Value) { values.withLock { $0[index] = value } }

  func value(_ index: Int) -> Value {
    guard let value = values.withLock({ $0[index] }) else {
      preconditionFailure("slot \(index) was read before it was filled")
    }
    return value
  }
}
