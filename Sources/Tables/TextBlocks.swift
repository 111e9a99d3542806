import Synchronization

/// Pieces of a text that are written side by side and joined in order.
final class TextBlocks: Sendable {
  private let blocks: Mutex<[String]>

  let count: Int

  init(count: Int) {
    self.count = count
    blocks = Mutex(Array(repeating: "", count: count))
  }

  func set(_ index: Int, _ text: String) { blocks.withLock { $0[index] = text } }

  var joined: String { blocks.withLock { $0.joined() } }
}
