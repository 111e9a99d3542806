import Foundation

extension Workplace {
  /// A place with the package's data as `Data`, so that messages name files as README does.
  static func withData() throws -> Workplace {
    let place = try Workplace()
    try FileManager.default.createSymbolicLink(
      at: place.folder.appendingPathComponent("Data"),
      withDestinationURL: PackageFiles.root.appendingPathComponent("Data"))
    return place
  }

  static let shipped = ["event-study", "Data/events.csv", "--closes", "Data/closes"]

  func study(_ options: String...) async throws -> Outcome {
    try await chipcast(all: Self.shipped + options)
  }

  func table(_ name: String, in folder: String = "out/event-study") throws -> CSVFile {
    try CSVFile(text("\(folder)/\(name)"))
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
  }
}

/// A user's own closes: weekdays of 2025 from 2 January on, up and down by turns.
enum OwnCloses {
  static let days: [String] = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC")!
    let start = Date(timeIntervalSince1970: 1_735_776_000)
    return (0..<240).compactMap { step in
      let day = start.addingTimeInterval(Double(step) * 86_400)
      guard !calendar.isDateInWeekend(day) else { return nil }
      let parts = calendar.dateComponents([.year, .month, .day], from: day)
      return String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
    }
  }()

  /// Day 0 of the event, with room before and after it.
  static let eventSession = 140

  /// Closes about 100 that jump by the factor on the event's session and stay there.
  static func closes(_ swing: Double, _ phase: Int, jump: Double = 1) -> [Double] {
    days.indices.map { k in
      let noise = swing * Double((k * 7 + phase) % 11 - 5)
      return (100 + noise) * (k >= eventSession ? jump : 1)
    }
  }

  static func plain(_ values: [Double]) -> String {
    "date,close\n" + zip(days, values).map { "\($0),\($1)\n" }.joined()
  }

  /// As Yahoo exports it: newest last, a raw close beside the adjusted one, "null" on a day without.
  static func yahoo(_ values: [Double]) -> String {
    "Date,Open,High,Low,Close,Adj Close,Volume\n"
      + zip(days, values).enumerated().map { k, row in
        k == 3
          ? "\(row.0),null,null,null,null,null,null\n"
          : "\(row.0),1,1,1,\(2 * row.1),\(row.1),1000\n"
      }.joined()
  }

  /// Writes events.csv, equities.csv and closes/ into the place.
  static func write(to place: Workplace) throws {
    try place.makeFolder("closes")
    try place.write("closes/INDEX.csv", plain(closes(0.3, 2)))
    try place.write("closes/PLAIN.csv", plain(closes(0.5, 5, jump: 1.1)))
    try place.write("closes/YAHOO.csv", yahoo(closes(0.4, 8, jump: 1.1)))
    try place.write(
      "equities.csv",
      "ticker,exchange,benchmark\nPLAIN,NASDAQ,INDEX\nYAHOO,NYSE,INDEX\n")
    try place.write(
      "events.csv",
      "id,date,time_zone,class\njump,\(days[eventSession]),America/New_York,news\n")
  }
}
