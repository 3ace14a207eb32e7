import CatalogModel
import Diagnostics
import EphemeralPostgres
import Foundation
import Introspection
import PostgresClient
import SQLSyntax
import Testing

/// Random programs, parted into a schema and a change of it: the statements that are found for the way back lead back.
///
/// A failure names its seed; `PLUMBLINE_SEED=n PLUMBLINE_PROGRAMS=1` replays it.
@Suite struct GeneratedRepairTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["PLUMBLINE_PROGRAMS"].flatMap(Int.init) ?? 300
  private static let firstSeed = environment["PLUMBLINE_SEED"].flatMap(UInt64.init) ?? 1

  /// A program, its change, and the way back.
  private struct Run {
    var base: [String] = []
    var change: [String] = []
    var repair: Repair
    var start: Catalog
    var isFollowed = true

    var listing: String {
      let back = repair.statements.map(\.sql)
      return (base + ["-- change"] + change + ["-- back"] + back).joined(separator: ";\n")
    }

    /// Whether what is left has been said to have no inverse, or has none.
    var isExplained: Bool {
      let said = repair.notes.filter { $0.kind == .noInverse }.map(\.text).joined()
      // An identity column can't be added to a table with children (42P16).
      if repair.refused.values.contains(where: { $0.contains("cannot recursively add identity column") }) {
        return true
      }
      return repair.residue.changes.allSatisfy { change in
        change.kind == .moved || said.contains("`\(change.object.qualified)`") || said.contains("\(change.object)")
          || change.attributes.allSatisfy { $0.name == "default" && $0.before == "NULL" && $0.after == nil }
      }
    }
  }

  private func run(seed: UInt64) throws -> Run {
    let generator = ProgramGenerator(seed: seed)
    let length = 6 + generator.random.below(30)
    var session = Session()
    var run = Run(repair: Repair(from: .empty, to: .empty), start: .empty)
    var steps: [AppliedStatement] = []
    for number in 0..<length {
      if number == length / 2 { run.start = session.catalog }
      let sql = generator.statement(for: session.catalog, isInTransaction: false)
      let script = Script(SourceText(path: "program", text: sql))
      guard let statement = script.statements.first?.value else { continue }
      if case .transaction = statement { continue }
      let before = session.catalog
      let searchPath = session.searchPath
      let outcome = session.apply(statement)
      guard outcome.error == nil else { continue }
      run.isFollowed = run.isFollowed && outcome.undecided.isEmpty
      if number < length / 2 { run.base.append(sql) } else { run.change.append(sql) }
      if number >= length / 2 {
        steps.append(AppliedStatement(statement: statement, before: before, outcome: outcome, searchPath: searchPath))
      }
    }
    run.repair = Repair(from: session.catalog, to: run.start, undoing: steps)
    return run
  }

  @Test func theWayBackLeadsBack() throws {
    var failures = 0
    for number in 0..<Self.count {
      let seed = Self.firstSeed + UInt64(number)
      let run = try run(seed: seed)
      guard run.isFollowed, !run.repair.residue.isEmpty, !run.isExplained else { continue }
      failures += 1
      let rest = run.repair.residue.changes.map { change in
        "\(change.object) \(change.kind): "
          + change.attributes.map { "\($0.name) \($0.before ?? "-") → \($0.after ?? "-")" }.joined(separator: ", ")
      }
      let refused = run.repair.refused.map { "\($0.key): \($0.value)" }
      Issue.record("seed \(seed):\n\(rest.joined(separator: "\n"))\n\(refused.joined(separator: "\n"))\n\(run.listing)")
    }
    #expect(failures == 0, "of \(Self.count)")
  }

  @Test func theServerTakesTheWayBack() throws {
    for number in 0..<min(Self.count / 5, 400) {
      let seed = Self.firstSeed + UInt64(number)
      let run = try run(seed: seed)
      guard run.isFollowed else { continue }
      try TestServer.withDatabase { connection in
        let before: Catalog
        do {
          for sql in run.base { try connection.execute(sql) }
          before = try Introspector.catalog(of: connection)
          for sql in run.change { try connection.execute(sql) }
        } catch let error as PostgresError {
          if try NewerServer.explains(NewerServer.Ending(), NewerServer.Ending(error)) { return }
          throw error
        }
        try connection.execute("RESET search_path")
        for statement in run.repair.statements {
          do {
            try connection.execute(statement.sql)
          } catch {
            Issue.record("seed \(seed): \(statement.sql): \(error)\n\(run.listing)")
            return
          }
        }
        let rest = CatalogDiff(from: before, to: try Introspector.catalog(of: connection))
        #expect(rest.changes == run.repair.residue.changes, "seed \(seed)\n\(run.listing)")
      }
    }
  }
}
