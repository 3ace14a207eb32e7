import SQLSyntax

/// What is set for a database as a whole, whatever it is called.
enum DatabaseSQL {
  /// The statements that make one state of a database of another.
  static func changes(from present: Database, to wanted: Database) -> [String] {
    var commands = SettingSQL.changes(from: present.settings, to: wanted.settings, isFormat: true).map {
      "ALTER DATABASE %1$I \($0)"
    }
    if present.comment != wanted.comment {
      commands.append(
        "COMMENT ON DATABASE %1$I IS "
          + (wanted.comment.map(Identifier.literal) ?? "NULL").replacing("%", with: "%%"))
    }
    commands += PrivilegesSQL.statements(wanted.privileges, on: "DATABASE %1$I", default: present.privileges)
    let extensions = (present.hasPlpgsql, wanted.hasPlpgsql)
    // The DO blocks are in PL/pgSQL.
    return (extensions == (false, true) ? ["CREATE EXTENSION plpgsql"] : [])
      + commands.map(inDatabase) + (extensions == (true, false) ? ["DROP EXTENSION plpgsql"] : [])
  }

  /// The statements that make one state of a role's settings in the database of another.
  static func changes(of role: String, from present: [String: String], to wanted: [String: String]) -> [String] {
    SettingSQL.changes(from: present, to: wanted, isFormat: true).map {
      inDatabase("ALTER ROLE \(Identifier.quoted(role).replacing("%", with: "%%")) IN DATABASE %1$I \($0)")
    }
  }

  /// A command of `format`, in which the database is `%1$I`.
  private static func inDatabase(_ command: String) -> String {
    "DO $plumb$ BEGIN EXECUTE format(\(Identifier.literal(command)), current_database()); END $plumb$"
  }
}
