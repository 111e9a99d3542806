// swift-tools-version: 6.1

import PackageDescription

/// Rooms stand on floors; a room imports only what lies below it (`Tests/HouseTests/FloorTests`).
let package = Package(
  name: "chipcast",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "chipcast", targets: ["chipcast"]),
    .library(name: "GSL", targets: ["GSL"]),
    .library(name: "Tables", targets: ["Tables"]),
    .library(name: "Sampling", targets: ["Sampling"]),
    .library(name: "Expressions", targets: ["Expressions"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "RevenueRecovery", targets: ["RevenueRecovery"]),
    .library(name: "EquityImpact", targets: ["EquityImpact"]),
    .library(name: "EventStudy", targets: ["EventStudy"]),
    .library(name: "Scenario", targets: ["Scenario"]),
    .library(name: "Analysis", targets: ["Analysis"]),
  ],
  traits: [
    .trait(
      name: "Workbook",
      description:
        "Writes forecast.xlsx; needs libxlsxwriter. `make build` turns it on if it is there.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    // Headers only.
    .systemLibrary(name: "CCache"),
    .systemLibrary(name: "CShocks"),
    .systemLibrary(name: "CWalk"),
    // Without the trait the room says how to get the library; everything else is there.
    .target(
      name: "Workbook",
      dependencies: [.target(name: "CXlsxWriter", condition: .when(traits: ["Workbook"]))],
      exclude: ["README.md"]),
    .target(name: "GSL", dependencies: ["CGSL"], exclude: ["README.md"]),
    .target(name: "Tables", exclude: ["README.md"]),
    .target(name: "Sampling", dependencies: ["CShocks", "GSL"], exclude: ["README.md"]),
    .target(name: "Expressions", dependencies: ["Sampling"], exclude: ["README.md"]),
    .target(name: "Simulation", dependencies: ["CCache", "Sampling"], exclude: ["README.md"]),
    .target(
      name: "RevenueRecovery", dependencies: ["Sampling", "Simulation"], exclude: ["README.md"]),
    .target(name: "EventStudy", dependencies: ["GSL", "Tables"], exclude: ["README.md"]),
    .target(
      name: "EquityImpact", dependencies: ["CWalk", "GSL", "Sampling", "Simulation"],
      exclude: ["README.md"]),
    .target(
      name: "Scenario",
      dependencies: [
        "EquityImpact", "EventStudy", "Expressions", "GSL", "RevenueRecovery", "Sampling",
        "Simulation", "TOMLKit", "Tables",
      ],
      exclude: ["README.md"]),
    .target(
      name: "Analysis",
      dependencies: [
        "EquityImpact", "EventStudy", "Expressions", "GSL", "RevenueRecovery", "Sampling",
        "Scenario", "Simulation", "Tables",
      ],
      exclude: ["README.md"]),
    .target(
      name: "Records",
      dependencies: [
        "Analysis", "EquityImpact", "EventStudy", "Expressions", "RevenueRecovery", "Sampling",
        "Scenario", "Simulation", "Tables",
      ],
      exclude: ["README.md"]),
    .target(
      name: "Wording",
      dependencies: ["Records", "RevenueRecovery", "Scenario", "Simulation", "Tables"],
      exclude: ["README.md"]),
    // Four ways to show what Records and Wording hold; they know nothing of each other.
    .target(
      name: "TerminalText",
      dependencies: [
        "Analysis", "EquityImpact", "EventStudy", "Expressions", "Records", "RevenueRecovery",
        "Sampling", "Scenario", "Simulation", "Tables", "Wording",
      ],
      exclude: ["README.md"]),
    .target(
      name: "Pages",
      dependencies: [
        "EventStudy", "Records", "Scenario", "Simulation", "Tables", "Wording",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["README.md"]),
    .target(
      name: "Sheets",
      dependencies: ["EventStudy", "Records", "Scenario", "Tables", "Wording", "Workbook"],
      exclude: ["README.md"]),
    .target(
      name: "Help",
      dependencies: ["Expressions", "Records", "Scenario", "Tables", "Wording"],
      exclude: ["README.md"]),
    .executableTarget(
      name: "chipcast",
      dependencies: [
        "Analysis", "EventStudy", "Expressions", "Help", "Pages", "Records", "Sampling", "Scenario",
        "Sheets", "Simulation", "Tables", "TerminalText", "Wording", "Workbook",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Damaged inputs for everything that reads what people write: `make fuzz`.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Analysis", "EventStudy", "Expressions", "Pages", "Records", "Sampling", "Scenario",
        "Sheets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/Fuzz", exclude: ["README.md"]),
    // What the tests of several rooms are made with.
    .target(
      name: "TestSupport", dependencies: ["EventStudy", "RevenueRecovery"],
      path: "Tests/TestSupport"),
    .testTarget(name: "GSLTests", dependencies: ["GSL"], path: "Tests/GSLTests"),
    .testTarget(name: "TablesTests", dependencies: ["Tables"], path: "Tests/TablesTests"),
    .testTarget(name: "WorkbookTests", dependencies: ["Workbook"], path: "Tests/WorkbookTests"),
    .testTarget(
      name: "SamplingTests", dependencies: ["GSL", "Sampling"], path: "Tests/SamplingTests"),
    .testTarget(
      name: "ExpressionsTests", dependencies: ["Expressions", "Sampling"],
      path: "Tests/ExpressionsTests"),
    .testTarget(
      name: "SimulationTests", dependencies: ["Sampling", "Simulation"],
      path: "Tests/SimulationTests"),
    .testTarget(
      name: "RevenueRecoveryTests",
      dependencies: ["GSL", "RevenueRecovery", "Sampling", "Simulation", "TestSupport"],
      path: "Tests/RevenueRecoveryTests"),
    .testTarget(
      name: "EquityImpactTests", dependencies: ["EquityImpact", "GSL", "Sampling", "Simulation"],
      path: "Tests/EquityImpactTests"),
    .testTarget(
      name: "EventStudyTests", dependencies: ["EventStudy", "GSL", "Tables"],
      path: "Tests/EventStudyTests"),
    .testTarget(
      name: "ScenarioTests",
      dependencies: ["EventStudy", "Expressions", "Sampling", "Scenario"],
      path: "Tests/ScenarioTests"),
    .testTarget(
      name: "AnalysisTests",
      dependencies: [
        "Analysis", "EquityImpact", "EventStudy", "Expressions", "GSL", "RevenueRecovery",
        "Sampling", "Scenario", "Simulation", "Tables", "TestSupport",
      ],
      path: "Tests/AnalysisTests"),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["EventStudy", "Records", "Simulation", "Tables", "TestSupport"],
      path: "Tests/RecordsTests"),
    .testTarget(
      name: "WordingTests", dependencies: ["Records", "Tables", "Wording"],
      path: "Tests/WordingTests"),
    .testTarget(
      name: "TerminalTextTests",
      dependencies: [
        "Analysis", "EventStudy", "Records", "Scenario", "Simulation", "TerminalText",
        "TestSupport",
        "Wording",
      ],
      path: "Tests/TerminalTextTests"),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages", "Records", "TestSupport", "Wording"],
      path: "Tests/PagesTests"),
    .testTarget(
      name: "SheetsTests",
      dependencies: [
        "EventStudy", "Records", "Sheets", "Tables", "TestSupport", "Wording", "Workbook",
      ],
      path: "Tests/SheetsTests"),
    // Tests of the package as a whole run the program, so it is built with them.
    .testTarget(
      name: "HouseTests",
      dependencies: [
        "chipcast", "Expressions", "Help", "Records", "Scenario", "Workbook",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/HouseTests"),
  ],
  swiftLanguageModes: [.v6]
)
