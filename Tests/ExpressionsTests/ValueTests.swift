import Expressions
import Foundation
import Sampling
import Testing

import struct Expressions.Expression

@Suite("values of expressions")
struct ValueTests {
  @Test(
    "arithmetic binds as everywhere",
    arguments: [
      ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("8 - 3 - 2", 3), ("8 / 4 / 2", 1),
      ("2 * 3 - 4 / 2", 4), ("-2 * 3", -6), ("2 - -3", 5), ("- - 2", 2), ("+2", 2),
      ("-(1 + 2)", -3),
      ("2*-3", -6), ("8 - (3 - 2)", 7), ("min(3, 2) + max(3, 2)", 5), ("abs(-2) - abs(2)", 0),
      ("sqrt(16)", 4), ("log(1)", 0), ("exp(0)", 1), ("if(1 < 2, 3, 4)", 3), ("if(1 > 2, 3, 4)", 4),
      ("revenue.H20 / revenue.total", 0.25), ("1+1", 2),
    ])
  func arithmetic(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test(
    "logic: not before and before or, comparisons before all",
    arguments: [
      ("1 < 2 and 2 < 1", 0.0), ("1 < 2 or 2 < 1", 1), ("not 1 < 2", 0), ("not not 1 < 2", 1),
      ("1 < 2 or 1 < 2 and 2 < 1", 1), ("(1 < 2 or 1 < 2) and 2 < 1", 0),
      ("not 2 < 1 and 2 < 1", 0), ("not (2 < 1 and 2 < 1)", 1), ("not 1 < 2 or 1 < 2", 1),
      ("1 + 1 < 1 * 3", 1), ("2 <= 2", 1), ("2 >= 2", 1), ("2 > 2", 0), ("2 = 2", 1), ("2 == 2", 1),
      ("2 != 2", 0), ("2 != 3", 1), ("if(2 > 1, 1 < 2, 2 < 1)", 1),
    ])
  func logic(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
    #expect(try Expression(parsing: text, names: Trial.names).kind == .truth)
  }

  @Test(
    "comparisons chain one way",
    arguments: [
      ("5e9 <= recovered_fy < 10e9", 1.0), ("8e9 <= recovered_fy < 10e9", 1),
      ("5e9 <= recovered_fy < 8e9", 0), ("9e9 <= recovered_fy < 10e9", 0), ("1 < 2 < 3 < 4", 1),
      ("1 < 2 < 3 < 3", 0), ("1 < 3 < 2 < 4", 0), ("2 < 1 < 3 < 4", 0), ("3 > 2 > 1", 1),
      ("3 > 2 > 2", 0), ("1 < 2 = 2 <= 2", 1), ("1 = 1 = 1", 1), ("3 = 3 < 2", 0),
      ("not 1 < 2 < 3", 0),
    ])
  func chains(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test(
    "numbers",
    arguments: [
      ("10e9", 10e9), ("200e3", 200e3), ("1_000_000", 1e6), ("5%", 0.05), ("2.5e9", 2.5e9),
      (".5", 0.5), ("0.1%", 0.001), ("1E-3", 1e-3), ("1e+3", 1e3), ("007", 7), ("12.5%*8", 1),
    ])
  func numbers(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test(
    "names have dots, digits, letters of any script, and dashes where the whole is known",
    arguments: [
      ("car.688256.SH.20", -0.04), ("car.0981.HK.5", 0.06), ("revenue.total.FY2026Q3", 2e9),
      ("car.BRK-B.5", 0.5), ("car.BRK-B.5-a", -6.5), ("a-b", 100), ("a - b", 5), ("b-a", -5),
      ("a-b-b", 98), ("b-a-b", -98), ("a-3", 4), ("a-1e0", 6), ("a--b", 9), ("收入*2", 10),
      ("`two words` - `a`", 2), ("min", 11), ("min + min(min, 3)", 14), ("car.0981.HK.5-a", -6.94),
    ])
  func names(text: String, value: Double) throws {
    #expect(abs(try Trial.value(text) - value) <= 1e-12 * abs(value))
  }

  @Test(
    "an event happens as a truth and has its day as a number",
    arguments: [
      ("approval", 1.0), ("guidance", 0), ("approval and not guidance", 1), ("not guidance", 1),
      ("approval <= 30", 1), ("approval + 1", 31), ("approval < guidance", 1), ("day.approval", 30),
      ("if(approval, approval, 5)", 30), ("if(guidance, 1, approval)", 30),
      ("if(approval, guidance, 1 < 2)", 0), ("if(guidance, 1 < 2, approval)", 1),
      ("if(approval, approval, guidance)", 1), ("if(approval, approval, guidance) + 0", 30),
      ("guidance = guidance", 1), ("min(approval, guidance)", 30), ("(approval) * 2", 60),
    ])
  func events(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test("an event alone is its day where a number is wanted")
  func eventAsNumber() throws {
    #expect(try Trial.value("approval", as: .number) == 30)
    #expect(try Trial.value("if(approval, approval, guidance)", as: .number) == 30)
    #expect(try Trial.value("approval", as: .truth) == 1)
  }

  @Test(
    "infinity is never, and what has no value compares false",
    arguments: [
      ("months_to_target < 12", 0.0), ("months_to_target > 12", 1),
      ("months_to_target = months_to_target", 1), ("12 <= months_to_target", 1),
      ("months_to_target - months_to_target = 0", 0),
      ("months_to_target - months_to_target != 0", 0),
      ("not months_to_target - months_to_target > 0", 0), ("0 / 0 <= 0", 0), ("1 / 0 > 1e300", 1),
      ("min(0 / 0, 1) < 2", 0), ("min(1, 0 / 0) < 2", 0), ("max(0 / 0, 1) > 0", 0),
      ("max(1, 0 / 0) > 0", 0), ("log(0) < -1e300", 1), ("log(-1) < 0", 0), ("sqrt(-1) < 0", 0),
      ("exp(1e9) > 1e300", 1), ("exp(-1e9) = 0", 1), ("exp(0 / 0) > 0", 0),
      ("log(months_to_target) > 1e300", 1), ("log(0 / 0) != 0", 0), ("1 < 0 / 0 < 2", 0),
      ("if(0 / 0 > 1, 1, 2)", 2), ("0 * if(1 < 2, 3, 0 / 0)", 0), ("abs(0 / 0) >= 0", 0),
      ("1 / abs(-0) > 0", 1),
    ])
  func extremes(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test(
    "what has no value meets no condition, nor its opposite; never is a value",
    arguments: [
      "0 / 0 > 0", "0 / 0 = 0", "0 / 0 != 0", "0 / 0 > 0 and 1 < 2", "0 / 0 > 0 or 2 < 1",
      "1 < 0 / 0 < 2", "1 < 2 < 0 / 0 < 3", "if(1 < 2, 0 / 0 > 0, 1 < 2)", "not 0 / 0 > 0",
      "not (0 / 0 > 0 and not 0 / 0 > 1)",
    ])
  func noValue(text: String) throws {
    #expect(try Trial.value(text) == 0)
    #expect(try Trial.value("not (\(text))") == 0)
  }

  @Test(
    "not takes a truth with what decides it, whatever has no value beside it",
    arguments: [
      ("not (0 / 0 > 0 and 2 < 1)", 1.0), ("not (0 / 0 > 0 or 1 < 2)", 0),
      ("not (2 < 1 < 0 / 0)", 1), ("not (0 / 0 < 2 < 1)", 1), ("not 3 < 2 < 4 < 5", 1),
      ("not 1 < 3 < 2 < 4", 1), ("not 1 < 2 < 4 < 3", 1), ("not 1 < 2 < 3 < 4", 0),
      ("not not 1 < 2 < 3 < 4", 1), ("not not 1 < 2 < 3 < 3", 0),
      ("not if(2 < 1, 1 < 2, 2 < 1)", 1),
      ("not (guidance or approval)", 0), ("not (guidance and approval)", 1), ("not approval", 0),
      ("not (not guidance or not approval)", 0), ("not guidance = guidance", 0),
      ("not months_to_target < 12", 1), ("not if(approval, guidance, approval)", 1),
    ])
  func opposites(text: String, value: Double) throws {
    #expect(try Trial.value(text) == value)
  }

  @Test(
    "logarithm and exponential within 1e-15",
    arguments: [0x1p-1074, 0x1.8p-1030, 1e-300, 0.5, 3, 700, 708.5, 709.5, 1e300])
  func logarithms(x: Double) throws {
    let names = Names(outputs: ["x"])
    var stack = PackStack()
    let log = try Expression(parsing: "log(x)", names: names)
    let exp = try Expression(parsing: "exp(x)", names: names)
    let logarithm = log.evaluate(&stack) { _ in Pack(repeating: x) }[3]
    #expect(abs(logarithm - Foundation.log(x)) <= 1e-15 * abs(Foundation.log(x)))
    let exponential = exp.evaluate(&stack) { _ in Pack(repeating: x) }[3]
    let expected = Foundation.exp(x)
    #expect(exponential == expected || abs(exponential - expected) <= 2e-15 * expected)
  }

  @Test("every lane has its own trial")
  func lanes() throws {
    let x = Pack(0, 1, 2, 3, 4, 5, 6, 7)
    let expression: Expression = try Expression(
      parsing: "if(2 <= x < 5, x * x, -x)", names: Names(outputs: ["x"]))
    var stack = PackStack()
    #expect(expression.evaluate(&stack) { _ in x } == Pack(0, -1, 4, 9, 16, -5, -6, -7))
  }

  @Test("an expression knows its text and the columns it reads")
  func columns() throws {
    let expression = try Expression(
      parsing: " b + revenue.H20 * b", names: Trial.names)
    #expect(expression.columns == [1, 9])
    #expect(expression.text == "b + revenue.H20 * b")
    #expect(try Expression(parsing: "1", names: Trial.names).columns == [])
  }
}
