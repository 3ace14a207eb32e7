import SQLSyntax

/// Why PostgreSQL would refuse a statement, with its SQLSTATE (manual, appendix A).
package struct CatalogError: Error, Hashable, Sendable {
  /// The five characters of the SQLSTATE.
  package var sqlState: String
  /// The message as the server words it.
  package var message: String
  /// What the server adds: the objects that depend on one that is dropped, a line each.
  package var detail: String?

  package init(_ sqlState: String, _ message: String, detail: String? = nil) {
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
  }

  static func severalDefaults(_ column: String, _ table: QualifiedName) -> CatalogError {
    CatalogError("42601", "multiple default values specified for column \"\(column)\" of table \"\(table.name)\"")
  }

  static let checkOptionOfQuery = CatalogError(
    "0A000", "WITH CHECK OPTION is supported only on automatically updatable views")

  static func conflictingNull(_ column: String, _ table: QualifiedName) -> CatalogError {
    CatalogError(
      "42601", "conflicting NULL/NOT NULL declarations for column \"\(column)\" of table \"\(table.name)\"")
  }

  static func undefinedRelation(_ name: ObjectName) -> CatalogError {
    CatalogError("42P01", "relation \"\(unquoted(name))\" does not exist")
  }

  static func undefinedColumn(_ column: String, _ table: QualifiedName) -> CatalogError {
    CatalogError("42703", "column \"\(column)\" of relation \"\(table.name)\" does not exist")
  }

  static func undefinedSchema(_ name: String) -> CatalogError {
    CatalogError("3F000", "schema \"\(name)\" does not exist")
  }

  static func undefinedType(_ name: ObjectName) -> CatalogError {
    CatalogError("42704", "type \"\(unquoted(name))\" does not exist")
  }

  static func undefinedFunction(_ text: String, _ kind: ObjectKind = .function) -> CatalogError {
    CatalogError("42883", "\(kind == .routine ? "function" : kind.rawValue) \(text) does not exist")
  }

  static func undefined(_ kind: ObjectKind, _ name: String, _ table: QualifiedName) -> CatalogError {
    let preposition = kind == .constraint ? "of relation" : "for table"
    return CatalogError("42704", "\(kind.rawValue) \"\(name)\" \(preposition) \"\(table.name)\" does not exist")
  }

  static func undefinedObject(_ kind: ObjectKind, _ name: String) -> CatalogError {
    CatalogError("42704", "\(kind.rawValue) \"\(name)\" does not exist")
  }

  static var identityOwnership: CatalogError {
    CatalogError("0A000", "cannot change ownership of identity sequence")
  }

  static let notOfChildren = CatalogError("42P16", "constraint must be added to child tables too")

  static func duplicateRelation(_ name: String) -> CatalogError {
    CatalogError("42P07", "relation \"\(name)\" already exists")
  }

  static func duplicateColumn(_ column: String, _ table: QualifiedName) -> CatalogError {
    CatalogError("42701", "column \"\(column)\" of relation \"\(table.name)\" already exists")
  }

  static func differentType(_ column: String, inChild table: QualifiedName) -> CatalogError {
    CatalogError("42804", "child table \"\(table.name)\" has different type for column \"\(column)\"")
  }

  static func duplicate(_ kind: ObjectKind, _ name: String, _ table: QualifiedName) -> CatalogError {
    let preposition = kind == .constraint || kind == .trigger ? "for relation" : "for table"
    return CatalogError("42710", "\(kind.rawValue) \"\(name)\" \(preposition) \"\(table.name)\" already exists")
  }

  static func duplicateObject(_ kind: ObjectKind, _ name: String) -> CatalogError {
    CatalogError("42710", "\(kind.rawValue) \"\(name)\" already exists")
  }

  static func multiplePrimaryKeys(_ table: QualifiedName) -> CatalogError {
    CatalogError("42P16", "multiple primary keys for table \"\(table.name)\" are not allowed")
  }

  static func wrongType(_ name: QualifiedName, _ expected: String) -> CatalogError {
    CatalogError("42809", "\"\(name.name)\" is not \(expected)")
  }

  static func dependents(_ object: String, _ details: [String]) -> CatalogError {
    CatalogError(
      "2BP01", "cannot drop \(object) because other objects depend on it", detail: details.joined(separator: "\n"))
  }

  private static func unquoted(_ name: ObjectName) -> String { (name.schema.map { $0 + "." } ?? "") + name.name }
}
