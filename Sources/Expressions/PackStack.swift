import Sampling

/// The memory an expression computes in. A worker has one, for all its expressions.
///
/// Every expression fits: the parser refuses those that need more than `capacity` packs. Hence
/// nothing is checked and nothing allocated while evaluating, which is why this holds a pointer.
public struct PackStack: ~Copyable {
  static let capacity = 64
  let base: UnsafeMutablePointer<Pack>

  public init() {
    base = .onCacheLines(Self.capacity, repeating: .zero)
  }

  deinit { base.deallocate() }
}
