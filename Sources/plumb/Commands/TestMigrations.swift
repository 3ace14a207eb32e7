import ArgumentParser
import CatalogModel
import Diagnostics
import Migrations
import Rehearsal
import Reporting
import Simulation

/// `plumb test:migrations`.
struct TestMigrations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test:migrations", abstract: "Prove that every DOWN reverses its UP: UP, DOWN, UP of each migration.",
    discussion: """
      Each migration is simulated and, on an embedded PostgreSQL server, rehearsed; where the two disagree, that is an \
      error. With --simulate no server is needed.
      """)

  @Flag(name: .long, help: "Simulate only, without a server.")
  var simulate = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let project = try Project(self.project)
    let folder = try project.readableFolder()
    let server = simulate ? nil : try RehearsalServer()
    defer { server?.server.stop() }
    let run = try MigrationTest(of: folder, project, on: server)
    Output.write(format.format == .json ? run.json.text + "\n" : run.text(.forStandardOutput()))
    try run.status.end()
  }
}

/// The results of one `test:migrations`.
struct MigrationTest {
  /// One migration's result by each judge.
  struct Entry {
    var simulated: TestResult
    var rehearsed: TestResult?
    var disagreements: [String] = []
    /// Whether the schema after UP was compared with the server's.
    var isCompared = false

    /// The server's word where there is one.
    var result: TestResult { rehearsed ?? simulated }
  }

  private(set) var entries: [Entry] = []
  /// Where the simulated schema differs from the server's after the last UP.
  private var schemaDisagreements: Set<CatalogDiff.Change> = []
  private let rehearsal: Rehearsal?

  /// A test without a migration yet; without a server it is simulated only.
  init(_ project: Project, on server: RehearsalServer?) throws {
    rehearsal = try server?.rehearsal(preset: project.preset)
  }

  /// Tests every migration of a folder.
  init(of folder: MigrationFolder, _ project: Project, on server: RehearsalServer?) throws {
    var test = try MigrationTest(project, on: server)
    var timeline = try project.timeline()
    var failure: (any Error)?
    folder.forEachMigration { migration in
      guard failure == nil else { return }
      do { try test.add(timeline.append(migration), isCertain: timeline.isCertain) } catch { failure = error }
    }
    if let failure { throw failure }
    self = test
  }

  /// Takes the simulation's result, and rehearses the migration where there is a server.
  ///
  /// Where the simulation is certain of everything so far, its catalog after UP must be the server's, too.
  mutating func add(_ simulated: SimulatedMigration, isCertain: Bool) throws {
    var entry = Entry(simulated: TestResult(simulated))
    if let rehearsal {
      do {
        let result = try rehearsal.rehearse(simulated.migration)
        let rehearsed = TestResult(result)
        entry.disagreements = entry.simulated.disagreements(with: rehearsed)
        entry.rehearsed = rehearsed
        if isCertain, simulated.up.succeeds, let afterUp = result.afterUp {
          entry.isCompared = true
          let changes = CatalogDiff(from: simulated.up.after, to: afterUp).changes
          // What differed after the last migration has been told.
          for change in changes where !schemaDisagreements.contains(change) {
            let what = "schema after UP: \(change.object) differs (\(change.kind.rawValue) on the server)"
            entry.disagreements += [what] + change.details
          }
          schemaDisagreements = Set(changes)
        }
      } catch {
        throw CommandFailure(.impossible, error.description)
      }
    }
    entries.append(entry)
  }

  /// How the command ends.
  var status: ExitStatus {
    if entries.contains(where: { !$0.disagreements.isEmpty }) { return .findings }
    if entries.contains(where: { $0.result.reverses != "undecided" && !$0.result.passes }) { return .findings }
    if entries.contains(where: { !["ok", "undecided"].contains($0.result.up.word) }) { return .findings }
    return entries.contains { $0.result.reverses == "undecided" } ? .undecided : .clean
  }

  // MARK: - Output

  var json: JSONValue {
    [
      "version": 1, "mode": JSONValue(rehearsal == nil ? "simulation" : "rehearsal"),
      "migrations": JSONValue(entries) { entry in
        var value = entry.result.json
        value["disagreements"] = JSONValue(entry.disagreements)
        if entry.rehearsed != nil {
          value["simulation"] = [
            "reverses": JSONValue(entry.simulated.reverses), "reasons": JSONValue(entry.simulated.reasons),
            "compared": JSONValue(entry.isCompared),
          ]
        }
        return value
      },
      "summary": .object(counts.map { .init($0.name, JSONValue($0.count)) }),
    ]
  }

  private var counts: [(name: String, count: Int)] {
    ["yes", "column-order", "no", "irreversible", "undecided"].map { name in
      (name, entries.count { $0.result.reverses == name })
    }
  }

  func text(_ style: TextStyle) -> String {
    let how = rehearsal == nil ? "simulated" : "simulated, and rehearsed on an embedded PostgreSQL server"
    var lines = [
      "Testing \(entries.count) \(entries.count == 1 ? "migration" : "migrations"): UP, DOWN, UP (\(how))", "",
    ]
    let width = entries.map { $0.result.name.count }.max() ?? 0
    for entry in entries { lines += MigrationTest.lines(entry, width) }
    let summary = counts.filter { $0.count > 0 }.map { "\($0.count) \(MigrationTest.phrases[$0.name] ?? $0.name)" }
    return (lines + ["", summary.joined(separator: ", ")]).joined(separator: "\n") + "\n"
  }

  private static let phrases = [
    "yes": "reversed by DOWN", "column-order": "reversed but for the order of columns", "no": "not reversed",
    "irreversible": "irreversible", "undecided": "undecided",
  ]

  private static func lines(_ entry: Entry, _ width: Int) -> [String] {
    let result = entry.result
    let isWrong =
      !entry.disagreements.isEmpty || result.up.word != "ok" || (!result.passes && result.reverses != "undecided")
    let sign = isWrong ? "❌" : result.reverses == "undecided" ? "❔" : "✅"
    let scripts = [("up", result.up), ("down", result.down), ("up", result.redo)].map { "\($0) \($1.word)" }
    var lines = [
      "  \(sign) \(result.version) \(result.name.padding(to: width))  \(scripts.joined(separator: " · "))  → "
        + (phrases[result.reverses] ?? result.reverses)
    ]
    for case .failed(let sqlState, let message, let line) in [result.up, result.down, result.redo] {
      let message = TerminalText.lines(message)
      lines.append("       \(sqlState): \(message[0]) (line \(line))")
      lines += message.dropFirst().map { "         \($0)" }
    }
    for change in result.residue + result.redoResidue {
      lines.append("       \(change.summary)")
      lines += change.details.map { "         \($0)" }
    }
    lines += result.reasons.map { "       \($0)" }
    lines += entry.disagreements.map { "       disagreement: \($0)" }
    return lines.flatMap { TerminalText.lines($0) }
  }
}
