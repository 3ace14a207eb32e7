import SQLSyntax

/// A table as SQL.
struct TableSQL {
  private let table: Table
  private let catalog: Catalog
  private let names: NameStyle

  init(_ table: Table, _ catalog: Catalog, _ names: NameStyle = .qualified) {
    self.table = table
    self.catalog = catalog
    self.names = names
  }

  /// CREATE TABLE, with the columns and the checks; keys and foreign keys come later.
  var create: String { create() }

  /// CREATE TABLE, with the columns and those of the constraints that `isIncluded` lets in.
  func create(
    ifNotExists: Bool = false, including isIncluded: (Constraint) -> Bool = { $0.check != nil }
  ) -> String {
    var kind = table.persistence == .unlogged ? "UNLOGGED TABLE" : "TABLE"
    if table.foreignServer != nil { kind = "FOREIGN TABLE" }
    var text = "CREATE \(kind) \(ifNotExists ? "IF NOT EXISTS " : "")\(names(table.name))"
    if let bound = table.partitionBound, let parent = table.parents.first {
      text += " PARTITION OF \(names(parent)) \(bound)"
    } else {
      let columns = table.columns.filter { !$0.isInherited }.map(column)
      let checks = table.constraints.filter { !$0.isInherited && isIncluded($0) }.map(clause)
      text += " (\n  " + (columns + checks).joined(separator: ",\n  ") + "\n)"
      if !table.parents.isEmpty {
        text += " INHERITS (" + table.parents.map { names($0) }.joined(separator: ", ") + ")"
      }
    }
    if let key = table.partitionKey { text += " PARTITION BY \(key.sql(names))" }
    if let server = table.foreignServer { text += " SERVER \(Identifier.quoted(server))" }
    if !table.options.isEmpty { text += " WITH (\(OptionsSQL.list(table.options)))" }
    return text
  }

  /// A column as CREATE TABLE and ADD COLUMN have it.
  func column(_ column: Column) -> String {
    var text = "\(Identifier.quoted(column.name)) \(names.type(column.type))"
    if let collation = column.collation { text += " COLLATE \(Identifier.quoted(collation))" }
    if let value = column.defaultValue { text += " DEFAULT \(value.sql(names))" }
    if let value = column.generated { text += " GENERATED ALWAYS AS \(value.enclosed(names)) STORED" }
    if let identity = column.identity {
      text += " GENERATED \(identity.rawValue) AS IDENTITY\(identityOptions(column))"
    }
    if column.isNotNull, column.identity == nil { text += " NOT NULL" }
    return text
  }

  /// What the sequence of an identity column is called and how it counts, where that isn't the usual.
  func identityOptions(_ column: Column) -> String {
    let sequence = catalog.sequences.values.first {
      $0.isIdentity && $0.owner == .init(table: table.name, column: column.name)
    }
    guard let sequence else { return "" }
    let usual = QualifiedName(schema: table.name.schema, name: "\(table.name.name)_\(column.name)_seq")
    if names == .short, sequence.name == usual, sequence.start == 1, sequence.increment == 1 { return "" }
    return " (SEQUENCE NAME \(names(sequence.name)) START \(sequence.start) INCREMENT \(sequence.increment))"
  }

  /// The properties of columns that CREATE TABLE can't set, and those of the table.
  var properties: [String] {
    let alter = "ALTER TABLE \(names(table.name)) "
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
      text += "CHECK \(check.enclosed(names))"
    } else if let key = constraint.foreignKey {
      let columns = constraint.columns.map(Identifier.quoted).joined(separator: ", ")
      text += "FOREIGN KEY (\(columns)) " + key.sql(names)
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

  /// `SET (…)` and `RESET (…)`, as ALTER has them.
  static func changes(from old: [String: String], to new: [String: String]) -> [String] {
    let changed = new.filter { old[$0.key] != $0.value }
    let gone = old.keys.filter { new[$0] == nil }.sorted()
    return (changed.isEmpty ? [] : ["SET (\(list(changed)))"])
      + (gone.isEmpty ? [] : ["RESET (\(gone.joined(separator: ", ")))"])
  }
}

/// Privileges as GRANT and REVOKE.
enum PrivilegesSQL {
  static func statements(_ privileges: Privileges, on object: String, default initial: Privileges) -> [String] {
    var result: [String] = []
    for (grantee, names) in initial.grants.sorted(by: { $0.key < $1.key }) {
      let lost = names.keys.filter { privileges.grants[grantee]?[$0] == nil }.sorted()
      if !lost.isEmpty { result.append("REVOKE \(lost.joined(separator: ", ")) ON \(object) FROM \(role(grantee))") }
      let kept = names.filter { $0.value && privileges.grants[grantee]?[$0.key] == false }.keys.sorted()
      guard !kept.isEmpty else { continue }
      result.append("REVOKE GRANT OPTION FOR \(kept.joined(separator: ", ")) ON \(object) FROM \(role(grantee))")
    }
    for (grantee, names) in privileges.grants.sorted(by: { $0.key < $1.key }) {
      for grantable in [false, true] {
        let granted = names.filter { name, value in
          let present = initial.grants[grantee]?[name]
          return value == grantable && (present == nil || (grantable && present == false))
        }.keys.sorted()
        guard !granted.isEmpty else { continue }
        result.append(
          "GRANT \(granted.joined(separator: ", ")) ON \(object) TO \(role(grantee))"
            + (grantable ? " WITH GRANT OPTION" : ""))
      }
    }
    return result
  }

  static func statements(
    _ privileges: Privileges, on table: String, default initial: Privileges = Privileges(), column: String
  ) -> [String] {
    statements(privileges, on: table, default: initial).map { sql in
      // `GRANT SELECT, UPDATE ON …` gets the column after each privilege.
      guard let on = sql.firstRange(of: " ON "), let space = sql.firstIndex(of: " ") else { return sql }
      let list = sql[sql.index(after: space)..<on.lowerBound].split(separator: ", ")
        .map { "\($0) (\(Identifier.quoted(column)))" }.joined(separator: ", ")
      return "\(sql[..<space]) \(list)\(sql[on.lowerBound...])"
    }
  }

  /// ALTER DEFAULT PRIVILEGES.
  static func statements(
    _ privileges: Privileges, for key: DefaultPrivilegesKey, default initial: Privileges
  ) -> [String] {
    let plural: [PrivilegedKind: String] = [
      .table: "TABLES", .sequence: "SEQUENCES", .routine: "ROUTINES", .type: "TYPES", .schema: "SCHEMAS",
    ]
    let role = key.role.map { " FOR ROLE \(Identifier.quoted($0))" } ?? ""
    let schema = key.schema.map { " IN SCHEMA \(Identifier.quoted($0))" } ?? ""
    return statements(privileges, on: plural[key.kind] ?? "TABLES", default: initial)
      .map { "ALTER DEFAULT PRIVILEGES\(role)\(schema) \($0)" }
  }

  private static func role(_ grantee: String) -> String {
    grantee == Privileges.everybody ? grantee : Identifier.quoted(grantee)
  }
}
