import Analysis
import Testing

@testable import TerminalText

@Suite("text of sensitivity")
struct SensitivityTextTests {
  @Test("what every method finds has lines on the terminal")
  func everyMethod() {
    for method in SensitivityMethod.all {
      #expect(method.result is any ToldFindings.Type, "\(method.name)")
    }
  }
}
