import Foundation
import Synchronization
import Testing

/// What a run of the program left behind.
struct Outcome: Equatable {
  var code: Int32
  var out: String
  var err: String

  /// Refused: nothing on standard output, lines on standard error.
  static func refused(_ lines: [String], code: Int32 = 65) -> Outcome {
    Outcome(code: code, out: "", err: lines.map { $0 + "\n" }.joined())
  }
}

/// A folder of one test, with the base scenario as `mine.toml`; removed at the end.
///
/// Tests run side by side, so each has its own. Output goes to files rather than pipes: no reader
/// has to keep up and no pipe can be held open by another test's child.
final class Workplace {
  private let root: URL
  /// The working directory of the program.
  let folder: URL

  init(scenario: String? = nil) throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-tests-\(UUID().uuidString)")
    folder = root.appendingPathComponent("work")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("mine.toml", scenario ?? Base.text)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let place = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: place)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
  }

  /// The number of the line of the scenario that begins so.
  func line(of start: String) throws -> Int {
    let lines = try text("mine.toml").split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.hasPrefix(start) }) + 1
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Whether the program has made its folder for results.
  var hasResults: Bool { has("out") }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// All files below a folder with their contents, hidden ones too.
  func contents(of name: String) throws -> [String: Data] {
    let place = folder.appendingPathComponent(name)
    var found: [String: Data] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: place.path) {
      found[file] = try Data(contentsOf: place.appendingPathComponent(file))
    }
    return found
  }

  /// Runs chipcast.
  func chipcast(
    _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await chipcast(all: arguments, environment: environment)
  }

  func chipcast(
    all arguments: [String], environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run(PackageFiles.program, arguments, environment)
  }

  /// Runs a line of shell in which `$CHIPCAST` is the program.
  ///
  /// - Parameter limit: after which it is killed.
  func shell(_ line: String, within limit: Duration = .seconds(60)) async throws -> Outcome {
    try await run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], ["CHIPCAST": PackageFiles.program.path],
      within: limit)
  }

  /// Runs chipcast and sends it Ctrl-C, or another signal, after a while.
  ///
  /// - Returns: what it left, and how long it took from then on.
  func interrupted(
    after delay: Duration, all arguments: [String], by number: Int32 = SIGINT
  ) async throws -> (outcome: Outcome, took: Duration) {
    let clock = ContinuousClock()
    var sent = clock.now
    let outcome = try await run(PackageFiles.program, arguments, [:]) { process in
      try await Task.sleep(for: delay)
      sent = clock.now
      kill(process.processIdentifier, number)
    }
    return (outcome, clock.now - sent)
  }

  /// Runs chipcast and sends it Ctrl-C as soon as a file is another one than before.
  func interrupted(
    all arguments: [String], onceChanged name: String
  ) async throws -> Outcome {
    let path = folder.appendingPathComponent(name).path
    /// Which file it is, and how long.
    func state() -> [Int64] {
      var status = stat()
      return stat(path, &status) == 0 ? [Int64(status.st_ino), Int64(status.st_size)] : []
    }
    let before = state()
    return try await run(PackageFiles.program, arguments, [:]) { process in
      while process.isRunning, state() == before { usleep(20) }
      process.interrupt()
    }
  }

  private func run(
    _ program: URL, _ arguments: [String], _ environment: [String: String],
    within limit: Duration = .seconds(60),
    meanwhile: (Process) async throws -> Void = { _ in }
  ) async throws -> Outcome {
    await Turnstile.shared.enter()
    do {
      let finished = try await Finished(
        running: program, arguments, environment, in: folder, root, within: limit, meanwhile)
      await Turnstile.shared.leave()
      return finished.outcome
    } catch {
      await Turnstile.shared.leave()
      throw error
    }
  }
}

/// One finished process.
private struct Finished {
  let outcome: Outcome

  init(
    running program: URL, _ arguments: [String], _ environment: [String: String], in folder: URL,
    _ root: URL, within limit: Duration, _ meanwhile: (Process) async throws -> Void
  ) async throws {
    let name = UUID().uuidString
    let paths = ["out", "err"].map { root.appendingPathComponent("\(name).\($0)") }
    for path in paths { try Data().write(to: path) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let handles = try paths.map { try FileHandle(forWritingTo: $0) }
    (process.standardOutput, process.standardError) = (handles[0], handles[1])
    var variables = ProcessInfo.processInfo.environment
    variables["NO_COLOR"] = nil
    variables["COLUMNS"] = "80"
    variables["LC_ALL"] = "C.UTF-8"
    // What would print the stack of a crash keeps the end of the process from being seen.
    variables["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = variables.merging(environment) { $1 }
    let (ends, ended) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in ended.finish() }
    try Self.start(process)
    // The child has them. Left to the process object they stay open, and where more than a thousand files are, Foundation
    // reads beyond the buffer in which it lists them when it starts the next.
    for handle in handles { try handle.close() }
    let watch = Task {
      try await Task.sleep(for: limit)
      kill(process.processIdentifier, SIGKILL)
    }
    defer { watch.cancel() }
    try await meanwhile(process)
    for await _ in ends {}
    let texts = try paths.map { try String(contentsOf: $0, encoding: .utf8) }
    let signalled = process.terminationReason == .uncaughtSignal
    outcome = Outcome(
      code: signalled ? -process.terminationStatus : process.terminationStatus, out: texts[0],
      err: texts[1])
  }

  /// Starts a process that hears signals: a child inherits the mask of the thread that starts it,
  /// and the threads that tests run on hear none.
  private static func start(_ process: Process) throws {
    var (none, former) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    // One at a time: a file that another thread opens meanwhile would be the child's too.
    try starting.withLock { _ in try process.run() }
  }

  private static let starting = Mutex(())
}

/// Lets as many programs run at once as there are cores, so that none starves.
private actor Turnstile {
  static let shared = Turnstile()
  private var free = max(2, ProcessInfo.processInfo.activeProcessorCount)
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
