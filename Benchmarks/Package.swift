// swift-tools-version: 6.1

import PackageDescription

/// Measurements live in a package of their own, so that nothing they need reaches a user.
let package = Package(
  name: "chipcast-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "chipcast", path: "..")],
  targets: [
    .executableTarget(
      name: "draws",
      dependencies: [
        .product(name: "GSL", package: "chipcast"), .product(name: "Sampling", package: "chipcast"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
