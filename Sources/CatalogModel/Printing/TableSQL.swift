import SQLSyntax

/// A table as SQL.
struct TableSQL {
  private let table: Table
  private let catalog: Catalog

  init(_ table: Table, _ catalog: Catalog) {
    self.table = table
    self.catalog = catalog
  }

  /// CREATE TABLE, with the columns and the checks; keys and foreign keys come later.
  var create: String {
    var kind = table.persistence == .unlogged ? "UNLOGGED TABLE" : "TABLE"
    if table.foreignServer != nil { kind = "FOREIGN TABLE" }
    var text = "CREATE \(kind) \(table.name)"
    if let bound = table.partitionBound, let parent = table.parents.first {
      text += " PARTITION OF \(parent) \(bound)"
    } else {
      let columns = table.columns.filter { !$0.isInherited }.map(column)
      let checks = table.constraints.filter { $0.check != nil && !$0.isInherited }.map(clause)
      text += " (\n  " + (columns + checks).joined(separator: ",\n  ") + "\n)"
      if !table.parents.isEmpty {
        text += " INHERITS (" + table.parents.map(\.description).joined(separator: ", ") + ")"
      }
    }
    if let key = table.partitionKey { text += " PARTITION BY \(key.sql)" }
    if let server = table.foreignServer { text += " SERVER \(Identifier.quoted(server))" }
    if !table.options.isEmpty { text += " WITH (\(OptionsSQL.list(table.options)))" }
    return text
  }

  private func column(_ column: Column) -> String {
    var text = "\(Identifier.quoted(column.name)) \(column.type.formatted)"
    if let collation = column.collation { text += " COLLATE \(Identifier.quoted(collation))" }
    if let value = column.defaultValue { text += " DEFAULT \(value.sql)" }
    if let value = column.generated { text += " GENERATED ALWAYS AS (\(value.sql)) STORED" }
    if let identity = column.identity {
      text += " GENERATED \(identity.rawValue) AS IDENTITY\(identityOptions(column))"
    }
    if column.isNotNull, column.identity == nil { text += " NOT NULL" }
    return text
  }

  private func identityOptions(_ column: Column) -> String {
    let sequence = catalog.sequences.values.first {
      $0.isIdentity && $0.owner == .init(table: table.name, column: column.name)
    }
    guard let sequence else { return "" }
    return " (SEQUENCE NAME \(sequence.name) START \(sequence.start) INCREMENT \(sequence.increment))"
  }

  /// The properties of columns that CREATE TABLE can't set, and those of the table.
  var properties: [String] {
    let alter = "ALTER TABLE \(table.name) "
    var result: [String] = []
    for column in table.columns {
      let name = Identifier.quoted(column.name)
      if let storage = column.storage { result.append(alter + "ALTER COLUMN \(name) SET STORAGE \(storage)") }
      if let method = column.compression { result.append(alter + "ALTER COLUMN \(name) SET COMPRESSION \(method)") }
      if let target = column.statistics { result.append(alter + "ALTER COLUMN \(name) SET STATISTICS \(target)") }
      if !column.options.isEmpty {
        result.append(alter + "ALTER COLUMN \(name) SET (\(OptionsSQL.list(column.options)))")
      }
    }
    return result
  }

  /// A constraint as CREATE TABLE and ADD have it.
  func clause(_ constraint: Constraint) -> String {
    var text = "CONSTRAINT \(Identifier.quoted(constraint.name)) "
    if let check = constraint.check {
      text += "CHECK (\(check.sql))"
    } else if let key = constraint.foreignKey {
      let columns = constraint.columns.map(Identifier.quoted).joined(separator: ", ")
      text += "FOREIGN KEY (\(columns)) " + key.sql
    } else {
      text += constraint.definition(in: catalog, table.name)
    }
    if constraint.isNoInherit { text += " NO INHERIT" }
    if constraint.isDeferrable { text += " DEFERRABLE" }
    if constraint.isInitiallyDeferred { text += " INITIALLY DEFERRED" }
    return text + (constraint.isValidated ? "" : " NOT VALID")
  }

  /// What COMMENT ON calls each part, with its comment.
  var comments: [(String, String?)] {
    let kind = table.foreignServer == nil ? "TABLE" : "FOREIGN TABLE"
    return [("\(kind) \(table.name)", table.comment)]
      + table.columns.map { ("COLUMN \(table.name).\(Identifier.quoted($0.name))", $0.comment) }
      + table.constraints.map { ("CONSTRAINT \(Identifier.quoted($0.name)) ON \(table.name)", $0.comment) }
      + table.policies.map { ("POLICY \(Identifier.quoted($0.name)) ON \(table.name)", $0.comment) }
      + table.triggers.map { ("TRIGGER \(Identifier.quoted($0.name)) ON \(table.name)", $0.comment) }
  }
}

/// Options as SQL.
enum OptionsSQL {
  /// `fillfactor=70, autovacuum_enabled=false`.
  static func list(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  }
}

/// Privileges as GRANT and REVOKE.
enum PrivilegesSQL {
  static func statements(_ privileges: Privileges, on object: String, default initial: Privileges) -> [String] {
    var result: [String] = []
    for (grantee, names) in initial.grants.sorted(by: { $0.key < $1.key }) {
      let lost = names.keys.filter { privileges.grants[grantee]?[$0] == nil }.sorted()
      if !lost.isEmpty { result.append("REVOKE \(lost.joined(separator: ", ")) ON \(object) FROM \(role(grantee))") }
    }
    for (grantee, names) in privileges.grants.sorted(by: { $0.key < $1.key }) {
      for grantable in [false, true] {
        let granted = names.filter { $0.value == grantable && initial.grants[grantee]?[$0.key] != grantable }.keys
          .sorted()
        guard !granted.isEmpty else { continue }
        result.append(
          "GRANT \(granted.joined(separator: ", ")) ON \(object) TO \(role(grantee))"
            + (grantable ? " WITH GRANT OPTION" : ""))
      }
    }
    return result
  }

  static func statements(_ privileges: Privileges, on table: String, column: String) -> [String] {
    privileges.grants.sorted { $0.key < $1.key }.map { grantee, names in
      let list = names.keys.sorted().map { "\($0) (\(Identifier.quoted(column)))" }.joined(separator: ", ")
      return "GRANT \(list) ON \(table) TO \(role(grantee))"
    }
  }

  private static func role(_ grantee: String) -> String {
    grantee == Privileges.everybody ? grantee : Identifier.quoted(grantee)
  }
}
