package import Diagnostics
package import SQLSyntax

/// An SQL file that fills tables, so that migrations are rehearsed with rows.
///
/// Its statements run in the order of the file, each as soon as the tables and columns that it names are there.
package struct Seed: Sendable {
  package let script: Script

  /// The statements that fill tables, in order; `BEGIN` and `COMMIT` are left out, as the filling is one transaction.
  package let statements: [Located<Statement>]

  /// Reads a seed from its text.
  package init(_ source: SourceText) throws(SeedError) {
    if let problem = Encoding.problem(source.utf8) {
      throw .unreadable(path: source.path, reason: problem.message)
    }
    let start = ByteOrderMark.length(source.utf8)
    // `pg_dump --data-only --inserts` writes commands of psql, too.
    let script = Script(source, stretches: [start..<source.utf8.count], runsInPsql: true)
    func line(_ offset: Int) -> Int { source.position(at: offset).line }
    if let statement = script.statements.first(where: { !Seed.isAllowed($0.value) }) {
      throw .noData(
        path: source.path, line: line(statement.range.lowerBound), statement: script.text(statement.range))
    }
    if let error = script.errors.first {
      throw .invalid(path: source.path, line: line(error.offset), reason: error.message)
    }
    self.script = script
    statements = script.statements.filter { if case .transaction = $0.value { false } else { true } }
  }

  /// Reads a seed from a file.
  package static func read(_ path: String) throws(SeedError) -> Seed {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    return try Seed(SourceText(path: path, utf8: bytes))
  }

  /// Whether a statement sets something for those after it, and so runs every time.
  package func setsSession(_ statement: Located<Statement>) -> Bool {
    switch statement.value {
    case .setVariable: true
    case .select: script.text(statement.range).contains("set_config")
    default: false
    }
  }

  private static func isAllowed(_ statement: Statement) -> Bool {
    switch statement {
    case .dataChange(let change): !change.isFromClient
    case .select, .call, .doBlock, .setVariable, .transaction: true
    default: false
    }
  }
}

/// Why a file can't fill tables.
package enum SeedError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case invalid(path: String, line: Int, reason: String)
  /// A statement that changes the schema, or waits for rows of COPY.
  case noData(path: String, line: Int, statement: String)

  /// What was found, and what to do.
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      return "can't read the seed `\(path)`: \(reason)\nhelp: give an SQL file that fills tables"
    case .invalid(let path, let line, let reason):
      return "can't use the seed `\(path)`: line \(line): \(reason)\nhelp: check it with `psql`"
    case .noData(let path, let line, let statement):
      let start = statement.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      return "can't use the seed `\(path)`: line \(line): `\(start)` "
        + (statement.uppercased().hasPrefix("COPY")
          ? "waits for rows that follow it\nhelp: write INSERT statements; `pg_dump --data-only --inserts` does"
          : "changes the schema\nhelp: leave only INSERT and other statements about rows; the migrations make the tables")
    }
  }
}
