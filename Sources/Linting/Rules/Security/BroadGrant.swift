import CatalogModel
import SQLSyntax

/// A GRANT that lets everybody, or whoever isn't signed in, change data.
struct BroadGrant: Rule {
  private static let writes: Set<String> = ["insert", "update", "delete", "truncate"]

  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard context.outcome.error == nil else { return [] }
    switch statement.value {
    case .grant(let grant):
      guard grant.isGrant, !restores(context) else { return [] }
      return finding(grant, on: place(grant), isWide: grant.isAllInSchema).map { [$0] } ?? []
    case .alterDefaultPrivileges(let alter):
      guard alter.grant.isGrant, !restores(context) else { return [] }
      let schemas = alter.schemas.map { "`\($0)`" }.joined(separator: ", ")
      let place = "every new table" + (schemas.isEmpty ? "" : " of \(schemas)")
      return finding(alter.grant, on: place, isWide: true).map { [$0] } ?? []
    default: return []
    }
  }

  private func finding(_ grant: Grant, on place: String, isWide: Bool) -> Finding? {
    if grant.withGrantOption, let role = role(grant, authenticated: true) {
      return Finding(
        "`\(role)` may hand on what it is granted on \(place)", label: "\(who(role)) decides who else may",
        help: "leave out `WITH GRANT OPTION`")
    }
    guard let privileges = broad(grant) else { return nil }
    // Who is signed in may be let at a table's rows, with row-level security; at all privileges of every table not.
    guard let role = role(grant, authenticated: isWide && privileges == "ALL") else { return nil }
    if grant.kind == .schema {
      return Finding(
        "`\(role)` may create objects in \(place)", label: "\(who(role)) can put a table or a function there",
        help: "grant `USAGE` alone")
    }
    return Finding(
      "`\(role)` is granted \(privileges) on \(place)",
      label: privileges == "ALL"
        ? "\(who(role)) may change every row, and TRUNCATE passes row-level security by"
        : "\(who(role)) may change rows",
      help: isWide ? "grant what is needed table by table" : "grant what is needed, to the role that needs it")
  }

  /// The privileges that are too many: ALL, or those that change tables; `nil` where there are none.
  private func broad(_ grant: Grant) -> String? {
    let names = grant.privileges.filter(\.columns.isEmpty).map(\.name)
    let isAll = grant.privileges.isEmpty || names.contains("all")
    switch grant.kind {
    case .table:
      let writes = names.filter(Self.writes.contains)
      return isAll ? "ALL" : writes.isEmpty ? nil : writes.map { $0.uppercased() }.joined(separator: ", ")
    case .schema: return isAll || names.contains("create") ? "CREATE" : nil
    default: return nil
    }
  }

  private func role(_ grant: Grant, authenticated: Bool) -> String? {
    for grantee in grant.grantees {
      switch grantee {
      case .public: return "PUBLIC"
      case .named(let name) where name == "anon" || (authenticated && name == "authenticated"): return name
      default: continue
      }
    }
    return nil
  }

  private func who(_ role: String) -> String {
    role == "PUBLIC" ? "every role" : role == "anon" ? "whoever isn't signed in" : "whoever is signed in"
  }

  private func place(_ grant: Grant) -> String {
    let names = grant.objects.map { "`\($0.name)`" }.joined(separator: ", ")
    if grant.isAllInSchema { return "every \(grant.kind.rawValue) of \(names)" }
    return grant.kind == .schema ? "schema \(names)" : names
  }

  /// Whether this is DOWN and grants no more than there was before the migration.
  private func restores(_ context: LintContext) -> Bool {
    guard context.direction == .down else { return false }
    let earlier = context.beforeMigration
    let tables = context.outcome.changed.compactMap(\.ownName).compactMap { context.after.tables[$0] }
    return tables.allSatisfy { table in
      earlier.tables[table.name].map { table.privileges.isSubset(of: $0.privileges) } ?? false
    }
      && context.after.defaultPrivileges.allSatisfy { key, privileges in
        privileges == context.before.defaultPrivileges[key]
          || earlier.defaultPrivileges[key].map(privileges.isSubset) ?? false
      }
  }
}

extension Privileges {
  fileprivate func isSubset(of other: Privileges) -> Bool {
    grants.allSatisfy { grantee, privileges in
      privileges.allSatisfy { name, isGrantable in
        other.grants[grantee]?[name].map { $0 || !isGrantable } ?? false
      }
    }
  }
}
