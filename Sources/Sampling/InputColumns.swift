/// Memory for the inputs of one batch, a column each, and what each column holds.
///
/// A worker has one, used again for every batch and by every model that it runs. Samplers index it by
/// the positions of their inputs, of which none has more than `count`.
public final class InputColumns {
  /// Column k begins at `base + k * Sampler.columnStride`.
  public let base: UnsafeMutablePointer<Pack>
  /// What each column holds: the key that the sampler gives it, 0 for nothing, and the batch.
  private var holding: [(key: UInt64, batch: Int)]

  /// - Parameter count: columns, as many as the largest model has inputs.
  public init(count: Int) {
    let packs = max(1, count) * Sampler.columnStride
    base = .onCacheLines(packs, repeating: .zero)
    holding = Array(repeating: (0, 0), count: max(1, count))
  }

  deinit { base.deallocate() }

  func column(_ index: Int) -> UnsafeMutablePointer<Pack> {
    base + index * Sampler.columnStride
  }

  /// Whether a column holds what a sampler wants in it.
  ///
  /// - Parameter batch: nil for what is the same in all batches.
  func holds(_ key: UInt64, batch: Int?, in index: Int) -> Bool {
    holding[index].key == key && (batch == nil || holding[index].batch == batch)
  }

  func hold(_ key: UInt64, batch: Int, in index: Int) { holding[index] = (key, batch) }
}
