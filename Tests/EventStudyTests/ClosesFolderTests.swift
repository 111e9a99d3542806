import Foundation
import Tables
import Testing

@testable import EventStudy

@Suite("closes from several folders, in one currency")
struct ClosesFolderTests {
  private static func closes(_ ticker: String, _ rows: [(String, Double)]) throws -> Closes {
    try Closes(
      ticker: ticker, days: rows.map { try #require(Day($0.0)) }, values: rows.map(\.1))
  }

  @Test("a close is worth the last rate on or before its day")
  func converted() throws {
    let share = try Self.closes("X", [("2025-01-02", 10), ("2025-01-03", 11), ("2025-01-06", 12)])
    let rate = try Self.closes("R", [("2025-01-01", 2), ("2025-01-03", 3), ("2025-01-07", 9)])
    let both = try share.converted(by: rate)
    #expect(both.values == [20, 33, 36] && both.days == share.days)
  }

  @Test("a day without a rate in the ten days before it is refused", arguments: [10, 11])
  func oldRate(days: Int) throws {
    let day = try #require(Day("2025-03-20"))
    let share = try Closes(ticker: "X", days: [day], values: [10])
    let rate = try Closes(ticker: "R", days: [day.advanced(by: -days)], values: [2])
    if days == 10 {
      #expect(try share.converted(by: rate).values == [20])
    } else {
      let problem = #expect(throws: DataProblem.self) { _ = try share.converted(by: rate) }
      #expect(
        problem.map { "\($0)" }
          == "R: has no rate of the 10 days up to 2025-03-20, on which X has a close")
    }
  }

  @Test("the file of the last folder that has one is read, and all that is missing is told at once")
  func folders() throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chipcast-closes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    func write(_ folder: String, _ ticker: String, _ close: Int) throws {
      let there = place.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
      try "date,close\n2025-01-02,\(close)\n".write(
        to: there.appendingPathComponent("\(ticker).csv"), atomically: false, encoding: .utf8)
    }
    try write("a", "X", 1)
    try write("a", "I", 5)
    try write("b", "X", 2)
    let folders = ["a", "b"].map { ClosesFolder(path: place.path + "/" + $0, name: $0) }
    let share = Equity(ticker: "X", exchange: .shanghai, currency: "CNY", benchmark: "I")
    let market = try MarketData(equities: [share], folders: folders)
    #expect(market.closes["X"]?.values == [2] && market.closes["I"]?.values == [5])
    let others = ["Y", "Z"].map {
      Equity(ticker: $0, exchange: .shanghai, currency: "HKD", benchmark: "I")
    }
    let problem = #expect(throws: DataProblem.self) {
      _ = try MarketData(equities: [share] + others, folders: folders)
    }
    #expect(problem.map { "\($0)" } == "a, b: have no Y.csv, Z.csv")
    let conversion = CurrencyConversion(currency: "CNY", rates: ["HKD": "X"])
    try write("b", "Y", 3)
    let mixed = #expect(throws: DataProblem.self) {
      _ = try MarketData(
        equities: [share, others[0]], folders: folders, conversion: conversion)
    }
    #expect(
      mixed.map { "\($0)" }
        == "I: cannot be turned into CNY: it is the benchmark of shares in CNY and in HKD")
  }
}
