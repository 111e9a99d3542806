import Testing

@testable import Sampling

@Suite("Philox4x32-10")
struct PhiloxTests {
  struct KnownAnswer: Sendable {
    let counter: [UInt64]
    let key: UInt64
    let output: [UInt64]
  }

  /// From the known-answer file of Random123, the authors' own library.
  static let knownAnswers = [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: 0,
      output: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      counter: [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], key: 0xffff_ffff_ffff_ffff,
      output: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    KnownAnswer(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: 0x299f_31d0_a409_3822,
      output: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  @Test("the published answers come out in every lane", arguments: knownAnswers)
  func known(_ answer: KnownAnswer) {
    let c = answer.counter.map { Philox.Word(repeating: $0) }
    let (x0, x1, x2, x3) = Philox.block(c[0], c[1], c[2], c[3], key: answer.key)
    #expect([x0, x1, x2, x3] == answer.output.map { Philox.Word(repeating: $0) })
  }

  @Test("lanes with different counters do not touch each other")
  func lanes() {
    let zero = Philox.Word.zero
    let lane = Philox.Word(0, 1, 2, 3, 4, 5, 6, 7)
    let together = Philox.block(lane, zero, zero, lane, key: 42)
    for k in 0..<8 {
      let one = Philox.Word(repeating: UInt64(k))
      let alone = Philox.block(one, zero, zero, one, key: 42)
      #expect(together.0[k] == alone.0[0])
      #expect(together.3[k] == alone.3[0])
    }
  }
}
