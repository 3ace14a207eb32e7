import Diagnostics

/// What migrations find in the database before the first of them runs: roles, schemas, functions.
///
/// The SQL above a line `-- plumb:database` runs once per server, the SQL below it once per database. Without such a line
/// all of it runs once per database.
package struct Preset: Hashable, Sendable {
  package var name: String
  package var sql: String

  package init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }

  /// What runs once per server: roles.
  package var serverSQL: String { parts.server }

  /// What runs once per database: schemas, tables, functions.
  package var databaseSQL: String { parts.database }

  private var parts: (server: String, database: String) {
    var lineStart = sql.utf8.startIndex
    while lineStart < sql.utf8.endIndex {
      let lineEnd = sql.utf8[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? sql.utf8.endIndex
      if String(sql[lineStart..<lineEnd]).trimmed == "-- plumb:database" {
        return (String(sql[..<lineStart]), String(sql[lineEnd...]))
      }
      lineStart = lineEnd == sql.utf8.endIndex ? lineEnd : sql.utf8.index(after: lineEnd)
    }
    return ("", sql)
  }
}

extension Preset {
  /// The built-in preset of that name, or a team's own where the name is a path that ends in `.sql`.
  package static func named(_ name: String) throws(PresetError) -> Preset {
    if name.hasSuffix(".sql") { return try read(name) }
    if let preset = builtIn.first(where: { $0.name == name }) { return preset }
    let names = builtIn.map(\.name)
    throw .unknown(name, nearest: nearest(to: name, in: names), known: names)
  }

  private static func read(_ path: String) throws(PresetError) -> Preset {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    if let problem = Encoding.problem(bytes) { throw .unreadable(path: path, reason: problem.message) }
    let text = String(decoding: bytes.dropFirst(ByteOrderMark.length(bytes)), as: UTF8.self)
    let fileName = path.split(separator: "/").last ?? ""
    return Preset(name: String(fileName.dropLast(4)), sql: text)
  }
}

/// Why there is no such preset.
package enum PresetError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknown(String, nearest: String?, known: [String])
  case unreadable(path: String, reason: String)
  /// A comment for plumb that says nothing that it knows.
  case malformed(preset: String, line: Int, String, nearest: String?, known: [String])

  /// What was asked for, what there is, and what to do.
  package var description: String {
    switch self {
    case .unknown(let name, let nearest, let known):
      "there is no preset `\(name)`"
        + (nearest.map { "\nhelp: did you mean `\($0)`?" }
          ?? "\nhelp: there are \(known.map { "`\($0)`" }.joined(separator: ", ")), or give the path of an SQL file")
    case .malformed(let preset, let line, let what, let nearest, let known):
      "the preset `\(preset)`, line \(line): \(what)"
        + (nearest.map { "\nhelp: did you mean `\($0)`?" }
          ?? "\nhelp: write `-- plumb:owns schema NAME…`, for example"
          + (known.isEmpty ? "" : "; there may stand \(known.map { "`\($0)`" }.joined(separator: ", "))"))
    case .unreadable(let path, let reason):
      "can't read the preset `\(path)`: \(reason)\nhelp: check the path; it is relative to the configuration's folder"
    }
  }
}
