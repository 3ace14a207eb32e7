import Migrations
import SQLSyntax

/// Other statements beside one that refuses a transaction block: the script then runs without a transaction.
struct ConcurrentlyMixed: Rule {
  func check(_ migration: MigrationContext) -> [Finding] {
    let scripts = [migration.migration.up, migration.migration.down].compactMap { $0 }
    return scripts.compactMap(finding)
  }

  private func finding(_ script: Script) -> Finding? {
    guard let first = script.statements.first(where: script.refusesTransactionBlock) else { return nil }
    let others = script.statements.filter { !$0.value.leavesNothingBehind && !script.refusesTransactionBlock($0) }
    // Between BEGIN and COMMIT it fails: `concurrently-in-transaction`.
    guard !others.isEmpty, !script.statements.contains(where: \.value.beginsTransaction) else { return nil }
    let count = others.count == 1 ? "another statement" : "\(others.count) other statements"
    return Finding(
      "`\(first.value.command)` stands beside \(count), and none of them runs in a transaction", at: first.range,
      label: "keeps the whole script out of a transaction: after a failure, half of it stays",
      help: "move the statement to a migration of its own")
  }
}

extension Statement {
  /// Whether a failure further down has nothing of it to take back.
  fileprivate var leavesNothingBehind: Bool {
    switch self {
    case .setVariable, .transaction, .select: true
    default: false
    }
  }

  fileprivate var beginsTransaction: Bool {
    guard case .transaction(let control) = self else { return false }
    return control.kind == .begin || control.kind == .start
  }
}
