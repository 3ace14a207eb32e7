import CatalogModel
import PostgresClient
import SQLSyntax

/// Reads access privileges in their text form, `anon=arwd*/postgres` (manual, "Privileges").
enum AccessControl {
  private static let names: [Character: String] = [
    "r": "SELECT", "w": "UPDATE", "a": "INSERT", "d": "DELETE", "D": "TRUNCATE", "x": "REFERENCES", "t": "TRIGGER",
    "X": "EXECUTE", "U": "USAGE", "C": "CREATE", "c": "CONNECT", "T": "TEMPORARY", "s": "SET", "A": "ALTER SYSTEM",
    "m": "MAINTAIN",
  ]

  /// The privileges of all but the owner, and what the owner of an object of the kind has been denied.
  static func privileges(_ items: [String], owner: String, of kind: PrivilegedKind?) -> Privileges {
    var privileges = Privileges()
    var denied = Set(kind.map { Privileges.all(for: $0) } ?? [])
    for item in items {
      let (grantee, rest) = granteeAndRest(item)
      let letters = rest.prefix { $0 != "/" }
      if grantee == owner {
        denied.subtract(letters.compactMap { names[$0] })
      } else {
        grant(letters, to: grantee.isEmpty ? Privileges.everybody : grantee, in: &privileges)
      }
    }
    privileges.ownerLimits = denied
    return privileges
  }

  /// `anon by middle` of each grantee whose grantor isn't one of some roles.
  static func grantors(_ items: [String], except roles: Set<String>) -> Set<String> {
    var grantors: Set<String> = []
    for item in items {
      let (grantee, rest) = granteeAndRest(item)
      let name = grantor(rest)
      if !roles.contains(name) { grantors.insert("\(grantee.isEmpty ? Privileges.everybody : grantee) by \(name)") }
    }
    return grantors
  }

  /// What a list says, whoever of some roles the owner and the grantors are: two lists that mean the same may be in
  /// another order.
  static func normalized(_ items: [String], owner: String, ownRoles: Set<String>) -> [UInt8] {
    let entries = items.map { item in
      let (grantee, rest) = granteeAndRest(item)
      let grantor = grantor(rest)
      // No role's name has a NUL.
      let isOwn = grantor == owner || ownRoles.contains(grantor)
      return "\(rest.prefix { $0 != "/" })=\(grantee == owner ? "\0" : grantee)/\(isOwn ? "\0" : grantor)"
    }
    return Array(entries.sorted().joined(separator: "\0\0").utf8)
  }

  /// The role behind the `/`.
  private static func grantor(_ rest: Substring) -> String {
    let name = String(rest.drop { $0 != "/" }.dropFirst())
    return Identifier.parts(of: name).last ?? name
  }

  private static func grant(_ letters: Substring, to grantee: String, in privileges: inout Privileges) {
    var granted: [(name: String, grantable: Bool)] = []
    for letter in letters {
      if letter == "*", !granted.isEmpty {
        granted[granted.count - 1].grantable = true
      } else if let name = names[letter] {
        granted.append((name, false))
      }
    }
    // PostgreSQL 17 has MAINTAIN in ALL of a table; beside all others it says nothing more than ALL.
    let all = Privileges.all(for: .table)
    if all.allSatisfy({ name in granted.contains { $0.name == name } }) { granted.removeAll { $0.name == "MAINTAIN" } }
    for (name, grantable) in granted { privileges.grant([name], to: grantee, grantable: grantable) }
  }

  /// Splits at the `=` after the grantee, which is in double quotes where it has other than letters, digits and `_`.
  private static func granteeAndRest(_ item: String) -> (String, Substring) {
    var grantee = ""
    var isQuoted = false
    var index = item.startIndex
    while index < item.endIndex {
      let character = item[index]
      let next = item.index(after: index)
      if character == "\"" {
        if isQuoted, next < item.endIndex, item[next] == "\"" {
          grantee.append("\"")
          index = item.index(after: next)
          continue
        }
        isQuoted.toggle()
      } else if character == "=", !isQuoted {
        return (grantee, item[next...])
      } else {
        grantee.append(character)
      }
      index = next
    }
    return (grantee, "")
  }
}

extension Reading {
  /// The privileges in a row's `privileges`, those of its `owner` left out; without a kind the owner has none to lose.
  func privileges(_ row: Row, of kind: PrivilegedKind?) throws(PostgresError) -> Privileges {
    try row.privileges(of: kind, ownRoles: ownRoles)
  }

  /// The owner in a row; `nil` for the role that runs the migrations.
  func owner(_ row: Row) throws(PostgresError) -> String? {
    let owner = try row.string("owner")
    return ownRoles.contains(owner) ? nil : owner
  }

  /// Options as the catalogs keep them: `{fillfactor=70}`.
  func options(_ row: Row, _ column: String) throws(PostgresError) -> [String: String] { try row.options(column) }
}

extension Row {
  /// The privileges in `privileges`, those of the `owner` left out; without a kind the owner has none to lose.
  func privileges(of kind: PrivilegedKind?, ownRoles: Set<String>) throws(PostgresError) -> Privileges {
    let (items, owner) = (try optionalStringArray("privileges") ?? [], try string("owner"))
    var privileges = AccessControl.privileges(items, owner: owner, of: kind)
    if !items.isEmpty { privileges.grantors = AccessControl.grantors(items, except: ownRoles.union([owner])) }
    return privileges
  }

  /// Options as the catalogs keep them: `{fillfactor=70}`.
  func options(_ column: String) throws(PostgresError) -> [String: String] {
    var options: [String: String] = [:]
    for item in try optionalStringArray(column) ?? [] {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      options[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return options
  }

  /// The numbers of an array or a vector, which PostgreSQL prints as `{1,2}` and `1 2`; none of a NULL.
  func numbers(_ column: String) throws(PostgresError) -> [Int] {
    (try optionalString(column) ?? "").split { !$0.isNumber && $0 != "-" }.compactMap { Int($0) }
  }
}
