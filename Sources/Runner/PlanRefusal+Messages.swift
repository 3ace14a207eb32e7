import Diagnostics
import Migrations
import SQLSyntax

/// The words of each reason.
extension PlanRefusal.Reason {
  var message: String {
    switch self {
    case .edited(let migration, _): "`\(migration.fileName)` was edited after it was applied"
    case .missing(let row): "migration \(row.version) (`\(row.name)`) is applied, and its file is missing"
    case .outOfOrder(let migration, let applied):
      "`\(migration.fileName)` is pending, but the later migration \(applied) is applied"
    case .unknownVersion(let version, _, _): "there is no migration `\(version)`"
    case .duplicateVersion(let version, let first, let second):
      "`\(first)` and `\(second)` have the same version \(version)"
    case .irreversible(let migration, .declared(let reason)):
      "`\(migration.fileName)` declares itself irreversible" + (reason.isEmpty ? "" : ": \(reason)")
    case .irreversible(let migration, .noMarker): "`\(migration.fileName)` can't be rolled back: it has no `-- DOWN`"
    case .irreversible(let migration, .noStatement):
      "`\(migration.fileName)` can't be rolled back: there is no statement after `-- DOWN`"
    case .unmetDependency(let migration, let dependency, _, let known):
      known == nil
        ? "`\(migration.fileName)` depends on `\(dependency)`, and there is no such migration"
        : "`\(migration.fileName)` depends on `\(dependency)`, which isn't applied before it"
    case .unfinished(let row, _):
      row.state == .running
        ? "migration \(row.version) (`\(row.name)`) was started outside a transaction and did not finish"
        : "migration \(row.version) (`\(row.name)`) failed outside a transaction; a part of it may be done"
    case .unusable(let migration, _): "`\(migration.fileName)` can't be run as it is written"
    }
  }

  var location: Diagnostic.Location? {
    switch self {
    case .edited(let migration, _), .outOfOrder(let migration, _), .unusable(let migration, _):
      .init(source: migration.source, range: 0..<0)
    case .irreversible(let migration, .declared):
      .init(source: migration.source, range: migration.header.irreversible?.range ?? 0..<0)
    case .irreversible(let migration, _): .init(source: migration.source, range: migration.downMarker ?? 0..<0)
    case .unmetDependency(let migration, _, let range, _): .init(source: migration.source, range: range)
    case .missing, .unknownVersion, .duplicateVersion, .unfinished: nil
    }
  }

  var label: String {
    if case .unmetDependency = self { return "has to be applied first" }
    return ""
  }

  var notes: [String] {
    switch self {
    case .edited(let migration, let row):
      ["applied with checksum \(row.checksum ?? ""), the file's is \(migration.checksum)"]
    case .unfinished(let row, _) where row.state == .partlyDone: [row.errorMessage ?? ""]
    default: []
    }
  }

  var help: String {
    switch self {
    case .edited(let migration, let row):
      "restore the file (`git log -p -- \(migration.path)`) and write a new migration; where the edit changes nothing "
        + "in the database: `\(HistoryTable.accept(row.version, checksum: migration.checksum))`"
    case .missing(let row):
      "restore the file, or take the branch that has it; where it is gone for good: `\(HistoryTable.forget(row.version))`"
    case .outOfOrder: "give it a number after the last applied migration, in its name and its header"
    case .unknownVersion(_, let nearest?, let isLast):
      isLast ? "the last migration is \(nearest)" : "did you mean `\(nearest)`?"
    case .unknownVersion: "`plumb migrate:status` shows them all"
    case .duplicateVersion: "give the one that was applied nowhere yet the next free number"
    case .irreversible: "restore a backup, or write a new migration that goes forward"
    case .unmetDependency(_, _, _, let known):
      known == nil ? "correct `-- Depends:`" : "apply it first, or number this migration after it"
    case .unfinished(let row, let migration): unfinishedHelp(row, migration)
    case .unusable: "correct the file"
    }
  }

  private func unfinishedHelp(_ row: MigrationHistory.Row, _ migration: Migration?) -> String {
    let indexes = (migration?.up.statements ?? []).compactMap { statement -> String? in
      guard case .createIndex(let index) = statement.value, let name = index.name else { return nil }
      return "DROP INDEX CONCURRENTLY IF EXISTS \(ObjectName(schema: index.table.schema, name));"
    }
    let undo = indexes.isEmpty ? "undo what it did" : "`\(indexes.joined(separator: " "))`"
    return "look at what is done; then either \(undo) and `\(HistoryTable.forget(row.version))` to run it again, or "
      + "finish it by hand and `\(HistoryTable.markApplied(row.version, checksum: migration?.checksum))`"
  }
}

extension Migration {
  /// The file's name in its folder.
  var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
