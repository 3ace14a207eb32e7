import CatalogModel
import Diagnostics
import EphemeralPostgres
import Foundation
import Introspection
import PostgresClient
import Rehearsal
import SQLSyntax
import Testing

/// Random programs of 5 to 40 statements, simulated and run on the server: after every statement the two have the same
/// schema, or refuse it with the same SQLSTATE.
///
/// `make oracle` runs 2,000 of them. A failure names its seed; `PLUMBLINE_SEED=n PLUMBLINE_PROGRAMS=1` replays it.
@Suite struct GeneratedProgramTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["PLUMBLINE_PROGRAMS"].flatMap(Int.init) ?? 60
  private static let firstSeed = environment["PLUMBLINE_SEED"].flatMap(UInt64.init) ?? 1
  /// As many at once as a small machine has cores.
  private static let lanes = 2

  @Test(arguments: 0..<lanes)
  func simulatedIsIntrospected(_ lane: Int) throws {
    for number in stride(from: lane, to: Self.count, by: Self.lanes) {
      try check(seed: Self.firstSeed + UInt64(number))
    }
  }

  private func check(seed: UInt64) throws {
    let generator = ProgramGenerator(seed: seed)
    try TestServer.withDatabase { connection in
      var session = Session()
      var program: [String] = []
      for _ in 0..<(5 + generator.random.below(36)) {
        let sql = generator.statement(for: session.catalog, isInTransaction: session.isInTransaction)
        program.append(sql + ";")
        let script = Script(SourceText(path: "program", text: sql))
        let statement = try #require(script.statements.first, "seed \(seed): \(sql): \(script.errors)")
        let before = session.catalog
        let outcome = session.apply(statement.value)
        if outcome.error == nil, outcome.undecided.isEmpty, connection.transactionStatus == .idle,
          let difference = try lockDifference(outcome, sql, before, on: connection)
        {
          Issue.record("seed \(seed): \(difference):\n\(listing(program))")
        }
        let refused = sqlState(of: sql, on: connection)
        let mine = outcome.error.map { "\($0.sqlState) \($0.message)" } ?? "ok"
        // What the simulation leaves open it has said, and an internal error is the server's own.
        if !outcome.undecided.isEmpty || refused?.sqlState == "XX000" { return }
        let simulated = NewerServer.Ending(sqlState: outcome.error?.sqlState, message: outcome.error?.message ?? "")
        let server = NewerServer.Ending(sqlState: refused?.sqlState, message: refused?.message ?? "")
        guard simulated.sqlState == server.sqlState else {
          if try NewerServer.explains(simulated, server) { return }
          Issue.record("seed \(seed): simulated \(mine), the server \(refused?.message ?? "ok"):\n\(listing(program))")
          return
        }
        if connection.transactionStatus == .failed {
          try connection.execute("ROLLBACK")
          session.rollback()
        }
        let live = try Introspector(keepsStatements: true).snapshot(of: connection).catalog
        let diff = CatalogDiff(from: session.catalog, to: live)
        guard diff.isEmpty else {
          let details = diff.changes.map { change in
            "\(change.object) \(change.kind): "
              + change.attributes.map { "\($0.name) \($0.before ?? "-") → \($0.after ?? "-")" }.joined(separator: ", ")
          }
          Issue.record("seed \(seed): \(details.joined(separator: "\n"))\n\(listing(program))")
          return
        }
      }
    }
  }

  /// Where the tables that were there before the statement are locked or rewritten otherwise than the simulation claims.
  private func lockDifference(
    _ outcome: Outcome, _ sql: String, _ before: Catalog, on connection: Connection
  ) throws -> String? {
    let observation: LockObservation
    do {
      observation = try LockObservation(of: sql, on: connection)
    } catch {
      // It runs outside of a transaction only, or is refused, which is compared below.
      return nil
    }
    var observed: [QualifiedName: LockMode] = [:]
    for lock in observation.locks where before.tables.contains(lock.relation) && !lock.isNew {
      guard let mode = LockMode.named[lock.mode], mode > .rowShare else { continue }
      observed[lock.relation] = max(observed[lock.relation] ?? mode, mode)
    }
    var claimed: [QualifiedName: LockMode] = [:]
    for lock in outcome.locks where before.tables.contains(lock.relation) && lock.mode > .rowShare {
      claimed[lock.relation] = lock.mode
    }
    let tables = Set(observed.keys).union(claimed.keys).filter { observed[$0] != claimed[$0] }
    var differences = tables.sorted().map { table in
      "lock on \(table): simulated \(claimed[table]?.description ?? "none"), the server "
        + (observed[table]?.description ?? "none")
    }
    let rewritten = observation.rewritten.filter { before.tables.contains($0) }
    let rewrites = Set(outcome.rewrites).filter { before.tables.contains($0) }
    for table in rewritten.symmetricDifference(rewrites).sorted() {
      differences.append("rewrite of \(table): " + (rewritten.contains(table) ? "only the server" : "only simulated"))
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  private func listing(_ program: [String]) -> String { program.joined(separator: "\n") }

  private func sqlState(of sql: String, on connection: Connection) -> (sqlState: String, message: String)? {
    do {
      try connection.execute(sql)
      return nil
    } catch {
      let server = error.serverError
      return (server?.sqlState ?? "\(error)", "\(server?.sqlState ?? "") \(server?.message ?? "\(error)")")
    }
  }
}

extension LockMode {
  /// The modes by the names in `pg_locks`.
  fileprivate static let named: [String: LockMode] = [
    "AccessShareLock": .accessShare, "RowShareLock": .rowShare, "RowExclusiveLock": .rowExclusive,
    "ShareUpdateExclusiveLock": .shareUpdateExclusive, "ShareLock": .share,
    "ShareRowExclusiveLock": .shareRowExclusive, "ExclusiveLock": .exclusive, "AccessExclusiveLock": .accessExclusive,
  ]
}
