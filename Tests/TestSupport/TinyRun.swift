import Foundation

/// A folder with the files of a tiny run: 1,000 trials, two quarters, no shares.
package final class TinyRun {
  package let path: String

  package init(title: String = "A title", source: String = "somebody") throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-run-\(UUID().uuidString)")
    path = place.path
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in Self.files(title, source) {
      try text.write(
        to: place.appendingPathComponent(name), atomically: false, encoding: .utf8)
    }
  }

  /// Adds an outside view: both views have the figures of the forecast, the inside one 9% for its target.
  package func addViews() throws {
    try add("summary.csv") { rows in
      rows.filter { $0.hasPrefix("recovered_fy,") }.flatMap { ["inside.\($0)", "outside.\($0)"] }
    }
    try add("probabilities.csv") { _ in ["inside.recovered_fy >= 5e9,0.09,0.08,0.1,1000"] }
    try add("inputs.csv") { _ in
      ["weight", "delivered"].map {
        "outside_view.\($0),0.25,1,0.25,0.25,0.25,0.25,assumption,,a/b/tiny.toml:9,"
      }
    }
  }

  /// Adds lines to a file, made of those that it has.
  private func add(_ name: String, _ lines: ([String]) -> [String]) throws {
    let place = URL(fileURLWithPath: path).appendingPathComponent(name)
    let old = try String(contentsOf: place, encoding: .utf8)
    let more = lines(old.split(separator: "\n").map(String.init))
    try (old + more.map { $0 + "\n" }.joined()).write(to: place, atomically: false, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static let statistics =
    "mean,standard_error,sd,min,p01,p05,p10,p25,p50,p75,p90,p95,p99,max,quantile_error"
  private static let firstQuarter =
    "1e9,1e7,1e9,0,0,0,1e8,5e8,9e8,1.5e9,2e9,3e9,5.0009e9,7e9,1e7"
  private static let secondQuarter =
    "2e9,1e7,1e9,0,0,0,2e8,1e9,1.9e9,3e9,4e9,5e9,6e9,8e9,1e7"

  private static func files(_ title: String, _ source: String) -> [(String, String)] {
    [
      (
        "run.json",
        """
        {"version":"0.1.0","command":"run","scenario":{"name":"tiny","title":"\(title)",
        "description":"What it is for.","as_of":"2025-07-15",
        "files":["a/b/tiny.toml"],"overrides":[],"fingerprint":"0123","recovery_fingerprint":"0123",
        "months":3,"year_end":"FY2026"},"plan":{"trials":1000,
        "seed":7,"design":"random","generator":"default"},
        "precision":{"quantile_relative_error":0.0005,"table_u_error":1e-11},
        "timing":{"seconds":1,"threads":2}}
        """
      ),
      (
        "summary.csv",
        """
        output,unit,\(statistics),never,no_value
        recovered_fy,USD,\(secondQuarter),,0
        months_to_target,months,,,,1,2,3,4,5,,,,,,,0.5,0.6,0

        """
      ),
      (
        "probabilities.csv",
        """
        statement,probability,low,high,trials
        recovered_fy >= 5e9,0.05,0.04,0.06,1000

        """
      ),
      (
        "quarterly.csv",
        """
        quarter,product,output,unit,\(statistics),kind
        FY2026Q3,H20,revenue,USD,\(firstQuarter),product
        FY2026Q3,total,revenue,USD,\(firstQuarter),total
        FY2026Q3,total,cumulative_revenue,USD,\(firstQuarter),total
        FY2026Q4,H20,revenue,USD,\(firstQuarter),product
        FY2026Q4,total,revenue,USD,\(firstQuarter),total
        FY2026Q4,total,cumulative_revenue,USD,\(secondQuarter),total

        """
      ),
      (
        "recovery_curve.csv",
        """
        quarter,threshold,unit,probability,low,high,trials
        FY2026Q3,1000000000,USD,0.45,0.42,0.48,1000
        FY2026Q3,5000000000,USD,0.0101,0.005,0.02,1000
        FY2026Q4,1000000000,USD,0.75,0.72,0.78,1000
        FY2026Q4,5000000000,USD,0.05,0.04,0.06,1000

        """
      ),
      (
        "inputs.csv",
        """
        key,distribution,unit,mean,p05,p50,p95,confidence,source,file,meaning
        target_revenue,5e9,USD,5e9,5e9,5e9,5e9,assumption,"\(source)",a/b/tiny.toml:3,
        uptake,"uniform(0.2, 0.4)",1,0.3,0.21,0.3,0.39,rumour,see https://example.com/a.,a/b/tiny.toml:9,

        """
      ),
      (
        "monthly.csv",
        """
        month,calendar_month,output,unit,\(statistics)
        0,2025-08,h20_equivalents,units,\(firstQuarter)
        1,2025-09,h20_equivalents,units,\(firstQuarter)
        2,2025-10,h20_equivalents,units,\(firstQuarter)

        """
      ),
      (
        "recovery_fan.csv",
        "month,calendar_month,quarter,unit,p05,p25,p50,p75,p95,quantile_error,trials\n"
          + "0,2025-08,FY2026Q3,USD,0,5e8,9e8,1.5e9,3e9,1e7,1000\n"
      ),
      (
        "quantiles.csv",
        """
        output,unit,probability,value,low,high
        recovered_fy,USD,0.05,0,0,0
        recovered_fy,USD,0.5,1.9e9,1.8e9,2e9
        recovered_fy,USD,0.95,5e9,4.9e9,5.1e9

        """
      ),
      (
        "histogram.csv",
        """
        output,unit,low,high,trials,share,share_below_high
        recovered_fy,USD,0,0,20,0.02,0.02
        recovered_fy,USD,0,2000000000,500,0.5,0.52
        recovered_fy,USD,2000000000,4000000000,380,0.38,0.9
        recovered_fy,USD,4000000000,8000000000,100,0.1,1
        cumulative.FY2026Q3,USD,0,0,100,0.1,0.1
        cumulative.FY2026Q3,USD,0,900000000,460,0.46,0.56
        cumulative.FY2026Q3,USD,900000000,1800000000,140,0.14,0.7
        cumulative.FY2026Q3,USD,1800000000,2700000000,150,0.15,0.85
        cumulative.FY2026Q3,USD,2700000000,3600000000,80,0.08,0.93
        cumulative.FY2026Q3,USD,3600000000,4500000000,61,0.061,0.991
        cumulative.FY2026Q3,USD,4500000000,5400000000,3,0.003,0.994
        cumulative.FY2026Q3,USD,5400000000,6300000000,4,0.004,0.998
        cumulative.FY2026Q3,USD,6300000000,7200000000,2,0.002,1
        cumulative.FY2026Q4,USD,0,0,20,0.02,0.02
        cumulative.FY2026Q4,USD,0,2000000000,500,0.5,0.52
        cumulative.FY2026Q4,USD,2000000000,4000000000,380,0.38,0.9
        cumulative.FY2026Q4,USD,4000000000,8000000000,100,0.1,1

        """
      ),
    ]
  }
}
