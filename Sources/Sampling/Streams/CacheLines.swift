extension UnsafeMutablePointer {
  /// Room for so many values that begins on a cache line. Swift aligns packs to 16 bytes, so that each would lie across
  /// two lines. Freed by `deallocate`.
  ///
  /// - Parameters:
  ///   - capacity: 0 or more.
  ///   - value: what is there at first.
  public static func onCacheLines(_ capacity: Int, repeating value: Pointee) -> Self {
    let size = Swift.max(1, capacity)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size * MemoryLayout<Pointee>.stride, alignment: 64)
    return memory.initializeMemory(as: Pointee.self, repeating: value, count: size)
  }
}
