import SQLSyntax

/// What is set for a database as a whole, whatever it is called.
enum DatabaseSQL {
  /// What stands for the database in a command: no text of PostgreSQL has a NUL.
  private static let place = "\0"

  /// The statements that make one state of a database of another.
  static func changes(from present: Database, to wanted: Database) -> [String] {
    var commands = SettingSQL.changes(from: present.settings, to: wanted.settings).map {
      "ALTER DATABASE \(place) \($0)"
    }
    if present.comment != wanted.comment {
      commands.append("COMMENT ON DATABASE \(place) IS \(wanted.comment.map(Identifier.literal) ?? "NULL")")
    }
    commands += PrivilegesSQL.statements(wanted.privileges, on: "DATABASE \(place)", default: present.privileges)
    let extensions = (present.hasPlpgsql, wanted.hasPlpgsql)
    // The DO blocks are in PL/pgSQL.
    return (extensions == (false, true) ? ["CREATE EXTENSION plpgsql"] : [])
      + commands.map(inDatabase) + (extensions == (true, false) ? ["DROP EXTENSION plpgsql"] : [])
  }

  /// The statements that make one state of a role's settings in the database of another.
  static func changes(of role: String, from present: [String: String], to wanted: [String: String]) -> [String] {
    SettingSQL.changes(from: present, to: wanted).map {
      inDatabase("ALTER ROLE \(Identifier.quoted(role)) IN DATABASE \(place) \($0)")
    }
  }

  /// A command about the database in which it runs.
  private static func inDatabase(_ command: String) -> String {
    let format = command.replacing("%", with: "%%").replacing(place, with: "%1$I")
    return "DO $plumb$ BEGIN EXECUTE format(\(Identifier.literal(format)), current_database()); END $plumb$"
  }
}
