import Foundation

extension Workplace {
  /// The lines that chipcast shows on a terminal of so many columns, carriage returns among them.
  func shown(columns: Int, _ arguments: [String]) async throws -> (code: Int32, lines: [String]) {
    let (terminal, name) = try Self.pair()
    defer { close(terminal) }
    let screen = open(name, O_RDWR | O_NOCTTY)
    let process = Process()
    process.executableURL = PackageFiles.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: screen)
    process.standardError = FileHandle(fileDescriptor: screen)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["COLUMNS": String(columns), "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": ""]
    ) { $1 }
    let (ends, ended) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in ended.finish() }
    try process.run()
    close(screen)
    // The terminal holds little, so it is read while the program writes, to its end.
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while case let count = read(terminal, &part, part.count), count > 0 { bytes += part[..<count] }
    for await _ in ends {}
    let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    return (process.terminationStatus, text.split(separator: "\n").map(String.init))
  }

  /// The end of a new terminal that programs do not see, and the name of the one that they do.
  private static func pair() throws -> (terminal: Int32, name: String) {
    #if os(Linux)
      // posix_openpt is hidden from Swift there; these are TIOCSPTLCK and TIOCGPTN.
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (isLocked, number): (Int32, Int32) = (0, 0)
      guard terminal >= 0, ioctl(terminal, 0x4004_5431, &isLocked) == 0,
        ioctl(terminal, 0x8004_5430, &number) == 0
      else { throw POSIXError(.ENODEV) }
      return (terminal, "/dev/pts/\(number)")
    #else
      let terminal = posix_openpt(O_RDWR | O_NOCTTY)
      guard terminal >= 0, grantpt(terminal) == 0, unlockpt(terminal) == 0,
        let name = ptsname(terminal)
      else { throw POSIXError(.ENODEV) }
      return (terminal, String(cString: name))
    #endif
  }
}
