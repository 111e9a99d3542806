import Foundation
import Testing

@testable import Analysis

@Suite("seeking")
struct SeekTests {
  private struct Refused: Error, Equatable { let value: Double }

  /// A statistic without noise that claims an error.
  private func seek(
    _ target: Double, in range: ClosedRange<Double> = 0...8, error: Double = 1e-3,
    _ function: @escaping (Double) -> Double
  ) throws -> Seek {
    try Seek(target, in: range) { StatisticEstimate(function($0), error: error) }
  }

  @Test("a line is met at its root, with the error of the statistic over the slope")
  func line() throws {
    let seek = try seek(5) { 2 * $0 - 3.01 }
    let crossing = try #require(seek.crossings.first)
    #expect(seek.crossings.count == 1 && crossing.bracket == 4...5)
    #expect(abs(crossing.root - 4.005) <= 0.05 * 1e-3 / 2)
    #expect(abs(try #require(crossing.slope) - 2) < 1e-9)
    #expect(abs(try #require(crossing.standardError) - 5e-4) < 1e-9)
    // Nine across the range, and few to close in and for the slope.
    #expect(seek.evaluations.count <= 14)
    let places = seek.evaluations.map(\.value)
    #expect(places == places.sorted() && places.first == 0 && places.last == 8)
  }

  @Test("a curve is met within a twentieth of its error", arguments: [0.1, 1.0, 30])
  func curve(target: Double) throws {
    let seek = try seek(target, in: 0...4) { $0 * $0 * $0 / 2 }
    let crossing = try #require(seek.crossings.first)
    let value = try #require(crossing.statistic.value)
    #expect(abs(value - target) <= 0.05 * 1e-3)
  }

  @Test("all crossings that nine values tell apart are found")
  func several() throws {
    let seek = try seek(0.5, in: 0...8) { ($0 - 2) * ($0 - 2) * 0.25 }
    #expect(seek.crossings.count == 2)
    let root = 2.0.squareRoot()
    for (crossing, expected) in zip(seek.crossings, [2 - root, 2 + root]) {
      #expect(abs(crossing.root - expected) < 1e-3)
    }
    #expect(seek.crossings.map(\.rises) == [false, true])
    #expect(seek.crossings.map { ($0.slope ?? 0) > 0 } == [false, true])
  }

  @Test("what is never reached has no crossing, and the nearest is known: it is closed in on")
  func never() throws {
    let seek = try seek(10) { 8 - ($0 - 3.3) * ($0 - 3.3) }
    #expect(seek.crossings.isEmpty && seek.evaluations.count < 30)
    #expect(abs(seek.nearest.value - 3.3) < 0.04)
    #expect(abs(try #require(seek.nearest.statistic.value) - 8) < 0.002)
    // Beyond the ends of a line there is nothing to close in on.
    let line = try self.seek(10) { $0 }
    #expect(line.crossings.isEmpty && line.evaluations.count == 9)
  }

  /// As the share of trials between two levels rises and falls when buyers take more.
  private static func peak(_ x: Double) -> Double { x * x / (x * x + 0.001) * exp(-9 * x) }

  @Test("a peak between the values looked at first is found, with both its crossings")
  func hidden() throws {
    let seek = try seek(0.35, in: 0...1, error: 1e-4) { Self.peak($0) }
    let grid = (0...8).map { Self.peak(Double($0) / 8) }
    #expect(grid.allSatisfy { $0 < 0.35 })
    #expect(seek.crossings.count == 2)
    for crossing in seek.crossings { #expect(abs(Self.peak(crossing.root) - 0.35) < 1e-5) }
    #expect(seek.crossings.map(\.rises) == [true, false])
    #expect(seek.crossings.map { ($0.slope ?? 0) > 0 } == [true, false])
    #expect(seek.crossings[0].root < 0.05 && seek.crossings[1].root > 0.1)
  }

  @Test("a trough that dips below is found as a peak is, at either end of the range too")
  func troughs() throws {
    #expect(try seek(0.25) { ($0 - 3.5) * ($0 - 3.5) + 0.1 }.crossings.count == 2)
    #expect(try seek(-0.2) { ($0 - 0.5) * ($0 - 0.5) - 0.25 }.crossings.count == 2)
    #expect(try seek(-0.2) { ($0 - 7.5) * ($0 - 7.5) - 0.25 }.crossings.count == 2)
    #expect(try seek(-0.01) { x in -0.02 + pow(x - 7.9, 4) / 100 }.crossings.count >= 1)
  }

  @Test("which way a crossing goes is told by the values around it, not by the noise at the root")
  func direction() throws {
    // Falls from each whole number to the next, and rises half way between.
    let seek = try seek(-3.5, error: 0.01) { -$0 - 1.5 * sin(2 * .pi * $0) }
    let crossing = try #require(seek.crossings.first)
    #expect(seek.crossings.count == 1 && crossing.rises == false)
    #expect(abs(crossing.root - 3.5) < 1e-3 && crossing.slope == nil)
    #expect(crossing.standardError == nil)
    // 0 is within the closeness; both sides lie above.
    #expect(Seek.rises([1, 0, 1], 1, 1) == nil)
    #expect(Seek.rises([-1, 0, 0, 1], 1, 2) == true && Seek.rises([1, 0, -1], 1, 1) == false)
    #expect(Seek.rises([0, 1], 0, 0) == true && Seek.rises([1, 0], 1, 1) == false)
    #expect(Seek.rises([2, -1], 0, 1) == false && Seek.rises([0, 0], 0, 1) == nil)
  }

  @Test("a peak that all but touches is told from one that does")
  func tangents() throws {
    func crossings(_ target: Double) throws -> Int {
      try seek(target, error: 1e-6) { 1 - ($0 - 3.4) * ($0 - 3.4) }.crossings.count
    }
    #expect(try crossings(0.9999) == 2)
    #expect(try crossings(1.0001) == 0)
  }

  @Test("the target met on both sides of a peak is met twice")
  func symmetric() throws {
    let seek = try seek(0.75) { 1 - ($0 - 3.5) * ($0 - 3.5) }
    #expect(seek.crossings.map(\.root) == [3, 4])
  }

  @Test("noise that bends is not looked at more closely")
  func noise() throws {
    let noisy = try seek(0.5, error: 0.1) { 0.01 * (Int($0) % 2 == 0 ? 1 : -1) }
    #expect(noisy.evaluations.count == 9)
  }

  @Test("a straight line costs no more than its crossing")
  func straight() throws {
    #expect(try seek(5) { 2 * $0 }.evaluations.count <= 14)
    #expect(try seek(99) { 2 * $0 }.evaluations.count == 9)
    #expect(try seek(99) { exp($0 / 2) }.evaluations.count == 9)
  }

  @Test("the value wanted at an end or all over is a crossing where it begins")
  func ends() throws {
    #expect(try seek(0) { $0 }.crossings.map(\.root) == [0])
    #expect(try seek(8) { $0 }.crossings.map(\.root) == [8])
    let flat = try seek(2) { _ in 2 }
    #expect(flat.crossings.map(\.bracket) == [0...8])
    #expect(flat.crossings[0].standardError == nil)
  }

  @Test("a jump is found, infinite values have a side")
  func jump() throws {
    let seek = try seek(0, in: 0...1) { $0 < 0.3 ? -1 : .infinity }
    #expect(abs(try #require(seek.crossings.first).root - 0.3) < 1e-6)
  }

  @Test("an error of the model comes through, a statistic without value is told with its place")
  func errors() throws {
    #expect(throws: Refused(value: 0)) { try Seek(1, in: 0...8) { throw Refused(value: $0) } }
    // Not on the grid: met while closing in.
    #expect(throws: Refused.self) {
      try Seek(0.3, in: 0...8) { x in
        if x > 0, x < 1 { throw Refused(value: x) }
        return StatisticEstimate(x, error: 1e-6)
      }
    }
    let undefined = try #require(throws: Seek.Undefined.self) {
      try Seek(1, in: 0...8) { StatisticEstimate($0 < 5 ? 0 : nil, error: nil) }
    }
    #expect(undefined.place == 5)
  }
}
