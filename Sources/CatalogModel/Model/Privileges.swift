/// Who may do what with an object, its owner left out: the owner may do everything.
package struct Privileges: Hashable, Sendable {
  /// PUBLIC, as a grantee.
  package static let everybody = "PUBLIC"

  /// By grantee: each privilege, and whether it may be granted on.
  package private(set) var grants: [String: [String: Bool]] = [:]
  /// What the owner has been denied, as a database says it.
  package var ownerLimits: Set<String> = []

  /// Who has been granted something by another than the owner, as a database says it: `anon by middle`.
  package var grantors: Set<String> = []

  package init() {}

  /// Whether nobody but the owner has any.
  package var isEmpty: Bool { grants.isEmpty }

  /// Gives privileges to a grantee.
  package mutating func grant(_ privileges: [String], to grantee: String, grantable: Bool = false) {
    for privilege in privileges {
      grants[grantee, default: [:]][privilege] = grantable || grants[grantee]?[privilege] ?? false
    }
  }

  /// Takes privileges, or their grant options alone, from a grantee.
  package mutating func revoke(_ privileges: [String], from grantee: String, grantOptionOnly: Bool = false) {
    for privilege in privileges where grants[grantee]?[privilege] != nil {
      grants[grantee]?[privilege] = grantOptionOnly ? false : nil
    }
    if grants[grantee]?.isEmpty ?? false { grants[grantee] = nil }
  }

  /// Leaves out a grantee: the owner's own privileges aren't kept.
  package mutating func forget(_ grantee: String) { grants[grantee] = nil }

  /// Adds the privileges of another list.
  package mutating func formUnion(_ other: Privileges) {
    for (grantee, privileges) in other.grants {
      for (privilege, grantable) in privileges { grant([privilege], to: grantee, grantable: grantable) }
    }
  }

  /// Whether a grantee has a privilege, by itself or through PUBLIC.
  package func has(_ privilege: String, _ grantee: String) -> Bool {
    grants[grantee]?[privilege] != nil || grants[Privileges.everybody]?[privilege] != nil
  }

  /// Gives a grantee another name.
  package mutating func rename(_ role: String, to newName: String) {
    if let privileges = grants.removeValue(forKey: role) { grants[newName] = privileges }
  }

  /// `anon: INSERT, SELECT`, a grantee each; `*` marks a privilege with grant option.
  package var descriptions: [String] {
    grants.sorted { $0.key < $1.key }.map { grantee, privileges in
      let names = privileges.sorted { $0.key < $1.key }.map { $0.key + ($0.value ? "*" : "") }
      return "\(grantee) " + names.joined(separator: "+")
    }
  }

  /// What `ALL` means for a kind of object (manual, "Privileges", table "ACL Privilege Abbreviations").
  package static func all(for kind: PrivilegedKind) -> [String] {
    switch kind {
    case .table: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    case .column: ["SELECT", "INSERT", "UPDATE", "REFERENCES"]
    case .sequence: ["USAGE", "SELECT", "UPDATE"]
    case .routine: ["EXECUTE"]
    case .schema: ["CREATE", "USAGE"]
    case .type, .language, .foreignDataWrapper, .server: ["USAGE"]
    }
  }
}

/// The kinds of objects that have privileges of their own.
package enum PrivilegedKind: String, Hashable, Sendable {
  case table, column, sequence, routine, schema, type, language, server
  case foreignDataWrapper = "foreign-data wrapper"
}

/// What ALTER DEFAULT PRIVILEGES is about.
package struct DefaultPrivilegesKey: Hashable, Sendable {
  /// The role that makes the objects; `nil` for the one that runs the migrations.
  package var role: String?
  /// `nil` for every schema.
  package var schema: String?
  package var kind: PrivilegedKind

  package init(role: String?, schema: String?, kind: PrivilegedKind) {
    self.role = role
    self.schema = schema
    self.kind = kind
  }

  /// What everybody may do without being granted it: with routines and types, in every schema.
  package var builtInDefault: Privileges {
    var privileges = Privileges()
    if schema == nil, kind == .routine || kind == .type {
      privileges.grant(Privileges.all(for: kind), to: Privileges.everybody)
    }
    return privileges
  }
}
