import SQLSyntax

extension Session {
  /// The name that stands for the database's, which the migrations don't tell.
  static let databaseName = "current_database"
  /// The name that stands for that of the role that runs the migrations.
  static let runnerName = "postgres"

  /// For whom a setting is the one to start with; a later case goes before an earlier one (`process_settings`).
  enum StartPathScope: Int, Hashable, Sendable {
    case everything, database, role, roleInDatabase
  }

  /// A parameter that is set must be one of the server's (42704).
  mutating func requireParameter(_ name: String) throws(CatalogError) {
    switch ParameterNames.contain(name) {
    case true?: break
    case nil: outcome.undecided.append("whether the server has the configuration parameter `\(name)` isn't known")
    case false?: throw CatalogError("42704", "unrecognized configuration parameter \"\(name)\"")
    }
  }

  /// ALTER DATABASE and ALTER ROLE … SET: new sessions start with it, and names mean what `search_path` says there.
  mutating func alterSettings(_ alter: AlterSettings) throws(CatalogError) {
    if case .named(let name)? = alter.role { try requireRole(name) }
    if let name = alter.setting.name, alter.setting.values != nil { try requireParameter(name) }
    if let database = alter.database, database != Session.databaseName {
      // 3D000 where it isn't; which of the two, the migrations don't tell.
      return outcome.rowDependent.append("whether the database is called `\(database)` isn't known")
    }
    guard alter.role.map({ owner($0) == nil }) ?? true else { return }
    let scope: StartPathScope =
      alter.role == nil
      ? alter.database == nil ? .everything : .database : alter.database == nil ? .role : .roleInDatabase
    switch alter.setting.name {
    case nil: startPaths[scope] = nil
    case "search_path": startPaths[scope] = alter.setting.isCurrent ? searchPath : alter.setting.values
    default: break
    }
  }

  /// Begins another session, as the same role in the same database.
  package mutating func startAgain(as role: String?) {
    endSession()
    self.role = role
    let values = startPaths.max { $0.key.rawValue < $1.key.rawValue }?.value
    if let values { set(SetVariable("search_path", values)) } else { searchPath = usualPath }
  }
}
