import CatalogModel
import Diagnostics
import Drift
import Migrations
import SQLSyntax
import Simulation

/// The schema that migrations make, without a server.
struct SimulatedSchema {
  let catalog: Catalog
  let uncertainty: Uncertainty

  /// Simulates migrations; one that PostgreSQL would refuse is an error.
  init(_ migrations: [Migration], startingWith start: Timeline) throws {
    var timeline = start
    var uncertainty = Uncertainty()
    for migration in migrations {
      if let problem = migration.problems.first(where: { migration.isHindered(by: $0) }) {
        throw CommandFailure(.findings, problem.message, diagnostics: [problem])
      }
      let up = timeline.append(migration).up
      if let step = up.failure, let error = step.outcome.error {
        throw CommandFailure(
          .findings,
          "\(Schemas.place(migration, step.statement.range)): PostgreSQL would refuse this statement "
            + "(\(error.sqlState)): \(error.message)")
      }
      uncertainty.note(up)
    }
    catalog = timeline.catalog
    self.uncertainty = uncertainty
  }
}

extension Provenance {
  /// Follows objects through migrations, under their earlier names too.
  static func of(_ objects: [ObjectIdentity], in migrations: [Migration], startingWith start: Timeline) -> Provenance {
    var wanted = Set(objects)
    // A table may have been renamed several times; nobody looks further than this.
    for round in 1...4 {
      var provenance = Provenance(of: wanted)
      var timeline = start
      for migration in migrations { provenance.note(timeline.append(migration).up) }
      let missing = provenance.earlierNames.subtracting(wanted)
      if missing.isEmpty || round == 4 { return provenance }
      wanted.formUnion(missing)
    }
    return Provenance(of: [])
  }
}

extension Migration {
  /// Whether a problem keeps UP from being read; one in DOWN says nothing of the schema.
  fileprivate func isHindered(by problem: Diagnostic) -> Bool {
    guard problem.severity == .error, problem.ruleID != "empty-migration" else { return false }
    guard problem.ruleID == "syntax-error", let location = problem.location else { return true }
    return location.source.path == path && up.range.contains(location.range.lowerBound)
  }
}
