import Tables
import Testing

@Suite("counts with their nouns")
struct CountedTests {
  @Test("one is singular, none and more are plural")
  func counts() {
    #expect([0, 1, 2].map { counted($0, "trial") } == ["0 trials", "1 trial", "2 trials"])
    #expect(counted(1_000, "trial", shown: "1,000") == "1,000 trials")
  }
}
