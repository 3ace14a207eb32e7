/// The database that a file is for, where the files of several ones are in a folder: `1_name.mysql.up.sql`.
///
/// A file that names none is for all that have no file of their own (github.com/ory/x/popx, github.com/gobuffalo/pop).
enum Dialect: Hashable {
  case postgres, other

  private static let own: Set<String> = ["postgres", "postgresql", "pg"]
  private static let others: Set<String> = [
    "cockroach", "cockroachdb", "crdb", "mysql", "mariadb", "sqlite", "sqlite3", "mssql", "sqlserver", "oracle", "h2",
  ]

  /// What stands between the name and `.up.sql` in a name that runs without a transaction.
  static let autocommit = ".autocommit"

  /// Takes the database from the end of a name; `nil` where it names none.
  init?(takenFrom name: inout String) {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let word = String(name[name.index(after: dot)...])
    guard Dialect.own.contains(word) || Dialect.others.contains(word) else { return nil }
    self = Dialect.own.contains(word) ? .postgres : .other
    name = String(name[..<dot])
  }

  /// The files of a folder that PostgreSQL is for.
  static func chosen(_ files: [(version: VersionKey, parts: NameParts)]) -> [Bool] {
    let own = files.filter { $0.parts.dialect == .postgres }
    guard !own.isEmpty else { return files.map { _ in true } }
    let versions = Dictionary(grouping: own) { $0.parts.role }.mapValues { Set($0.map(\.version)) }
    return files.map { version, parts in
      parts.dialect == .postgres || parts.dialect == nil && !(versions[parts.role]?.contains(version) ?? false)
    }
  }
}
