import CatalogModel
import Migrations
import Rehearsal
import SQLSyntax
import Simulation

/// The results of one `test:migrations`.
struct MigrationTest {
  /// What is tested, and how.
  struct Options {
    /// Whether the way from the last migration down to zero is tested as well.
    var goesDown = false
    /// The migrations that are tested; `nil` where all are.
    var scope: TestScope?
    /// What fills tables.
    var seed: Seed?
  }

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
  private(set) var chain: ChainTest?
  /// How many migrations were applied and not tested.
  private(set) var appliedCount = 0
  /// What the seed never filled.
  private(set) var refusedRows: [RefusedRows] = []
  let options: Options
  let isRehearsed: Bool
  private let rehearsal: Rehearsal?
  /// Why the server judges no further: it has no such extension.
  private var missingPart: String?
  /// Where the simulated schema differs from the server's after the last UP.
  private var schemaDisagreements: Set<CatalogDiff.Change> = []

  /// A test without a migration yet; without a server it is simulated only.
  init(_ project: Project, on server: RehearsalServer?, _ options: Options = Options()) throws {
    rehearsal = try server?.rehearsal(preset: project.surroundings, seed: options.seed)
    isRehearsed = server != nil
    self.options = options
    if options.goesDown { chain = ChainTest() }
  }

  /// Tests the migrations of a folder.
  init(
    of folder: MigrationFolder, _ project: Project, on server: RehearsalServer?, _ options: Options = Options()
  ) throws {
    var test = try MigrationTest(project, on: server, options)
    var timeline = try project.timeline()
    if server == nil, options.scope == nil {
      try timeline.append(folder.files) { try test.add($0, isCertain: false) }
    } else {
      try folder.forEachMigration { try test.add($0, &timeline) }
    }
    try test.finish(&timeline)
    self = test
  }

  /// Tests the next migration, or applies it where it isn't to be tested.
  private mutating func add(_ migration: Migration, _ timeline: inout Timeline) throws {
    guard options.scope?.contains(migration) ?? true else {
      try addUntested(timeline.apply(migration))
      return
    }
    if let rehearsal, entries.isEmpty { try rehearsing { try timeline.fill(rehearsal.fill()) } }
    let simulated = timeline.append(migration)
    let rehearsed = try add(simulated, isCertain: timeline.isCertain)
    if !timeline.isCertain, let rehearsed { timeline.settle(with: rehearsed.afterUp ?? rehearsed.before) }
    timeline.fill(rehearsed?.filled ?? [])
  }

  /// Goes on after a migration that isn't tested; where it fails, that is told all the same.
  private mutating func addUntested(_ simulated: SimulatedMigration) throws {
    let rehearsed = try rehearsing { try rehearsal?.apply(simulated.migration) }
    chain?.add(simulated, rehearsed, isTested: false)
    let entry = Entry(
      simulated: TestResult(simulated), rehearsed: rehearsed.map { TestResult($0, explainedBy: simulated) })
    if entry.result.up == .ok || entry.result.up == .undecided {
      appliedCount += 1
    } else {
      entries.append(entry)
    }
  }

  /// Takes the simulation's result, and rehearses the migration where there is a server.
  ///
  /// Where the simulation is certain of everything so far, its catalog after UP must be the server's, too.
  @discardableResult
  mutating func add(_ simulated: SimulatedMigration, isCertain: Bool) throws -> RehearsedMigration? {
    var entry = Entry(simulated: TestResult(simulated))
    let result = missingPart == nil ? try rehearsing { try rehearsal?.rehearse(simulated.migration) } : nil
    if missingPart == nil, let result {
      missingPart = try result.missingPart ?? handledExtension(simulated, result)
    }
    if let missingPart {
      entry.simulated.reasons.append("simulated only: \(missingPart)")
    } else if let result {
      var rehearsed = TestResult(result, explainedBy: simulated)
      rehearsed.isSeeded = options.seed != nil
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
    }
    entries.append(entry)
    chain?.add(simulated, result, isTested: true)
    return result
  }

  /// The extension that the server lacks, where code of the migration takes no notice of the error.
  private func handledExtension(_ simulated: SimulatedMigration, _ result: RehearsedMigration) throws -> String? {
    guard let rehearsal, simulated.up.succeeds, let afterUp = result.afterUp else { return nil }
    for name in simulated.up.after.extensions.keys.sorted() where afterUp.extensions[name] == nil {
      if try rehearsing({ try rehearsal.lacks(extension: name) }) { return "extension \"\(name)\" is not available" }
    }
    return nil
  }

  /// Goes down to zero, where that is tested, and looks what the seed could not fill.
  private mutating func finish(_ timeline: inout Timeline) throws {
    refusedRows = rehearsal?.refusedRows ?? []
    guard chain != nil else { return }
    let causes = entries.reduce(into: [:]) { $0.merge($1.result.causes) { first, _ in first } }
    try rehearsing {
      try chain?.descend(&timeline, rehearsal, causes: causes, schemaDisagreements: schemaDisagreements)
    }
  }

  /// Does something on the server, whose own failures end the command.
  private func rehearsing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as RehearsalError {
      throw CommandFailure(.impossible, error.description)
    }
  }

  /// How the command ends.
  var status: ExitStatus {
    let results = entries.map(\.result)
    let isWrong =
      entries.contains { !$0.disagreements.isEmpty } || !refusedRows.isEmpty
      || results.contains { $0.reverses != "undecided" && !$0.passes }
      || results.contains { !["ok", "undecided"].contains($0.up.word) }
    if isWrong { return .findings }
    let status: ExitStatus = results.contains { $0.reverses == "undecided" } ? .undecided : .clean
    return status.or(chain?.status ?? .clean)
  }
}

extension Timeline {
  fileprivate mutating func fill(_ statements: [Located<Statement>]) {
    for statement in statements { fill(statement.value) }
  }
}
