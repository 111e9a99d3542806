import Foundation
import RevenueRecovery
import Sampling

/// A scenario file to start from: every key of the recovery with what it means, made from the list
/// that reading uses.
public enum StarterScenario {
  /// A whole scenario with two products. Values are placeholders; keys that may be left out stand in
  /// comments with what holds then.
  public static func text(title: String) -> String {
    let thresholds = Keys.top.thresholds.fallback.map { "\(plain($0 / 1e9))e9" }
      .joined(separator: ", ")
    var text = """
      # A scenario of your own. Every value is a placeholder: put in yours, with its source.
      # What a parameter may be: chipcast help distributions. All keys: chipcast help scenario-keys.

      title = \(quoted(title))
      as_of = 2025-07-15              # nothing dated later may inform the forecast
      months = \(Keys.top.months.fallback)                     # simulated, from the month after as_of
      thresholds = [\(thresholds)]   # USD: revenue levels whose probabilities are stated


      """
    text += lines(ParameterSpecs.numbers + ParameterSpecs.common)
    text += "\n[simulation]\ntrials = 200_000\nseed = \(Keys.simulation.seed.fallback)\n"
    text += "\n[products.H20]\n" + lines(ParameterSpecs.product)
    text += "# successor = \"B30\"             # another product that takes over its orders\n"
    text += "\n[licences]\n" + lines([ParameterSpecs.approvalRate, ParameterSpecs.delay])
    text += "\n[licences.buyers]              # shares of the order book, summing to 1\n"
    text += "first = { share = 0.6 }\nothers = { share = 0.4 }\n"
    for gate in PolicyGate.all where gate.isRequired {
      text +=
        "\n[\(gate.key)]\nstarts = \"\(gate.levels[0].name)\"\n"
        + lines(ParameterSpecs.gate(gate.reduced(thirdLevel: false, answers: false)))
    }
    return text
  }

  /// A scenario that changes a few keys of another.
  ///
  /// - Parameter parent: its path, as seen from the folder of the new file.
  public static func text(title: String, extending parent: String) -> String {
    """
    # Keys that are not here are those of the file that this one extends.
    # What a parameter may be: chipcast help distributions. All keys: chipcast help scenario-keys.

    title = \(quoted(title))
    extends = \(quoted(parent))

    # A parameter that names its distribution, or is a number, replaces the parent's wholly:
    # \(spec("uptake").description)
    # uptake = { \(example(spec("uptake")).joined(separator: ", ")) }

    # One that does neither amends it:
    # [products.H20.price]            # \(spec("price").description)
    # mode = 12_500

    """
  }

  /// The key of each parameter with its meaning above it.
  private static func lines(_ specs: [ParameterSpec]) -> String {
    specs.map { spec in
      let meaning = "# \(spec.description)\n"
      if let fallback = spec.fallback { return meaning + "# \(spec.key) = \(plain(fallback))\n" }
      let value =
        spec.isNumber
        ? "\(spec.key) = { value = \(values[spec.key] ?? "0"), \(provenance) }"
        : "\(spec.key) = { \(example(spec).joined(separator: ", ")) }"
      return meaning + value + "\n"
    }.joined(separator: "\n")
  }

  /// The keys of a parameter's table.
  private static func example(_ spec: ParameterSpec) -> [String] {
    [values[spec.key] ?? "value = 0", provenance]
  }

  private static func spec(_ key: String) -> ParameterSpec {
    (ParameterSpecs.common + ParameterSpecs.product).first { $0.key == key }
      ?? ParameterSpecs.delay
  }

  private static let provenance =
    "source = \"assumption: a placeholder\", confidence = \"assumption\""

  /// Placeholders of the keys that must be given. Tests read the file that they make.
  private static let values: [String: String] = [
    "target_revenue": "10e9", "lost_revenue": "10.5e9", "tax_rate": "0.17", "shares": "24.5e9",
    "price_decline": pert("0", "0.01", "0.04"),
    "domestic_substitution": pert("0", "0.02", "0.06"), "uptake": pert("0.2", "0.4", "0.7"),
    "training_share": pert("0.1", "0.25", "0.5"),
    "order_book": pert("300_000", "400_000", "600_000"),
    "price": pert("10_000", "11_800", "13_000"), "capacity": pert("20_000", "50_000", "100_000"),
    "ramp": pert("1", "2", "4"), "gross_margin": pert("0.45", "0.55", "0.65"),
    "approval_rate": "distribution = \"beta\", alpha = 8, beta = 2",
    "delay": "distribution = \"gamma\", shape = 2, scale = 1.2",
  ].merging(
    PolicyGate.all.flatMap(\.parameters).map { ($0.key, beta($0.starter)) },
    uniquingKeysWith: { first, _ in first })

  private static func pert(_ low: String, _ mode: String, _ high: String) -> String {
    "distribution = \"pert\", low = \(low), mode = \(mode), high = \(high)"
  }

  private static func beta(_ parameters: [Int]) -> String {
    "distribution = \"beta\", alpha = \(parameters[0]), beta = \(parameters[1])"
  }

  /// As a basic string of TOML.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 127:
        "\\u" + String(format: "%04x", scalar.value)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
