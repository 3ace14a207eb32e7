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

  /// CREATE TABLE, with the columns and those of the constraints that `isIncluded` lets in; `isApart` from its parents
  /// it has also what it will have of them.
  func create(
    ifNotExists: Bool = false, isApart: Bool = false,
    including isIncluded: (Constraint) -> Bool = { $0.check != nil }
  ) -> String {
    var kind = table.persistence == .unlogged ? "UNLOGGED TABLE" : "TABLE"
    if table.foreignServer != nil { kind = "FOREIGN TABLE" }
    var text = "CREATE \(kind) \(ifNotExists ? "IF NOT EXISTS " : "")\(names(table.name))"
    if let bound = table.partitionBound, let parent = table.parents.first, !isApart {
      text += " PARTITION OF \(names(parent))\(ownChecks(isIncluded)) \(bound)"
    } else {
      let columns = table.columns.filter { isApart || !$0.isInherited }.map(column)
      let checks = table.constraints.filter { (isApart || !$0.isInherited) && isIncluded($0) }.map(clause)
      text += " (\n  " + (columns + checks).joined(separator: ",\n  ") + "\n)"
      if !table.parents.isEmpty, !isApart {
        text += " INHERITS (" + table.parents.map { names($0) }.joined(separator: ", ") + ")"
      }
    }
    if let key = table.partitionKey { text += " PARTITION BY \(key.sql(names))" }
    if let method = table.accessMethod { text += " USING \(Identifier.quoted(method))" }
    if let server = table.foreignServer {
      text += " SERVER \(Identifier.quoted(server))"
      if !table.options.isEmpty { text += " \(OptionsSQL.foreign(table.options))" }
    } else if !table.options.isEmpty {
      text += " WITH (\(OptionsSQL.list(table.options)))"
    }
    // A partition goes where its parent is, unless it says otherwise.
    let inherited = table.partitionBound == nil ? nil : table.parents.first.flatMap { catalog.tables[$0]?.tablespace }
    if let place = table.tablespace ?? inherited.map({ _ in "pg_default" }) {
      text += " TABLESPACE \(Identifier.quoted(place))"
    }
    return text
  }

  /// A partition's own checks, in parentheses.
  private func ownChecks(_ isIncluded: (Constraint) -> Bool) -> String {
    let checks = table.constraints.filter { !$0.isInherited && isIncluded($0) }.map(clause)
    return checks.isEmpty ? "" : " (" + checks.joined(separator: ", ") + ")"
  }

  /// The statements that make the table as it is, beside its parents.
  var definition: [String] {
    let isIncluded: (Constraint) -> Bool = { $0.check != nil && $0.isValidated }
    let isApart = isMadeApart
    var result = [create(isApart: isApart, including: isIncluded)]
    if isApart {
      for parent in table.parents {
        result.append(
          table.partitionBound.map { "ALTER TABLE ONLY \(parent) ATTACH PARTITION \(table.name) \($0)" }
            ?? "ALTER TABLE \(table.name) INHERIT \(parent)")
      }
    } else if !table.parents.isEmpty {
      result += table.columns.filter(\.isInherited).flatMap(overrides)
    }
    if let type = table.ofType { result.append("ALTER TABLE \(table.name) OF \(type)") }
    return result
  }

  /// Whether the table was there before it had its parents: a partition whose columns stand in another order, a heir all
  /// of whose columns are its own.
  private var isMadeApart: Bool {
    guard let parent = table.parents.first.flatMap({ catalog.tables[$0] }) else { return false }
    if table.partitionBound != nil { return table.columns.map(\.name) != parent.columns.map(\.name) }
    return table.columns.allSatisfy { !$0.isInherited }
  }

  /// What a column that comes from a parent has otherwise than there.
  private func overrides(_ column: Column) -> [String] {
    let inherited = table.parents.compactMap { catalog.tables[$0]?.column(column.name) }
    let alter = "ALTER TABLE ONLY \(table.name) ALTER COLUMN \(Identifier.quoted(column.name)) "
    var result: [String] = []
    if column.isNotNull, !inherited.contains(where: \.isNotNull) { result.append(alter + "SET NOT NULL") }
    if column.generated == nil, inherited.last?.defaultValue != column.defaultValue {
      result.append(alter + (column.defaultValue.map { "SET DEFAULT \($0.sql)" } ?? "DROP DEFAULT"))
    }
    return result
  }

  /// A column as CREATE TABLE and ADD COLUMN have it.
  func column(_ column: Column) -> String {
    var text = "\(Identifier.quoted(column.name)) \(names.type(column.type))"
    if let collation = column.collation {
      text += " COLLATE \(Identifier.quoted(collation, in: column.collationSchema))"
    }
    if let value = column.defaultValue { text += " DEFAULT \(value.sql(names))" }
    if let value = column.generated {
      text += " GENERATED ALWAYS AS \(value.enclosed(names)) \(column.isVirtual ? "VIRTUAL" : "STORED")"
    }
    if let identity = column.identity {
      text += " GENERATED \(identity.rawValue) AS IDENTITY\(identityOptions(column))"
    }
    if let constraint = column.notNullConstraint {
      text += " " + constraint.replacing(" NOT VALID", with: "")
    } else if column.isNotNull, column.identity == nil {
      text += " NOT NULL"
    }
    guard table.foreignServer != nil else { return text }
    let options = column.options.filter { !TableSQL.isOfPlanner($0.key) }
    guard !options.isEmpty else { return text }
    // The options stand behind the type and before the constraints, which may also follow.
    let type = "\(Identifier.quoted(column.name)) \(names.type(column.type))"
    return type + " \(OptionsSQL.foreign(options))" + text.dropFirst(type.count)
  }

  /// What the sequence of an identity column is called and how it counts, where that isn't the usual.
  func identityOptions(_ column: Column) -> String {
    let sequence = catalog.sequences.values.first {
      $0.isIdentity && $0.owner == .init(table: table.name, column: column.name)
    }
    guard let sequence else { return "" }
    let usual = QualifiedName(schema: table.name.schema, name: "\(table.name.name)_\(column.name)_seq")
    if names == .short, sequence.name == usual, sequence.start == 1, sequence.increment == 1 { return "" }
    if names == .short {
      return " (SEQUENCE NAME \(names(sequence.name)) START \(sequence.start) INCREMENT \(sequence.increment))"
    }
    return " (SEQUENCE NAME \(sequence.name)\(SequenceSQL(sequence).counting))"
  }

  /// Whether an option of a column is the planner's, and not a foreign-data wrapper's.
  private static func isOfPlanner(_ option: String) -> Bool {
    option == "n_distinct" || option == "n_distinct_inherited"
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
      let options = column.options.filter { table.foreignServer == nil || TableSQL.isOfPlanner($0.key) }
      if !options.isEmpty { result.append(alter + "ALTER COLUMN \(name) SET (\(OptionsSQL.list(options)))") }
    }
    return result
  }

  /// A constraint as CREATE TABLE and ADD have it.
  func clause(_ constraint: Constraint) -> String {
    var text = "CONSTRAINT \(Identifier.quoted(constraint.name)) "
    // What a server printed has everything to its end.
    if names == .qualified, let printed = constraint.printed.text { return text + printed }
    if let check = constraint.check {
      text += "CHECK \(check.enclosed(names))"
    } else if let key = constraint.foreignKey {
      text += "FOREIGN KEY (\(key.list(constraint.columns))) " + key.sql(names)
    } else {
      text += constraint.definition(in: catalog, table.name)
    }
    if constraint.isNoInherit { text += " NO INHERIT" }
    if constraint.isDeferrable { text += " DEFERRABLE" }
    if constraint.isInitiallyDeferred { text += " INITIALLY DEFERRED" }
    if !constraint.isEnforced { text += " NOT ENFORCED" }
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

/// Settings as SQL.
enum SettingSQL {
  /// The settings that are lists of names, which stay apart only where they aren't in quotes as a whole
  /// (`GUC_LIST_QUOTE` in the server's `guc.c`).
  private static let lists: Set<String> = [
    "search_path", "temp_tablespaces", "session_preload_libraries", "shared_preload_libraries",
    "local_preload_libraries", "unix_socket_directories",
  ]

  /// `search_path TO app, public`, as SET has it.
  static func assignment(_ name: String, _ value: String) -> String {
    let key = name.split(separator: ".").map { Identifier.quoted(String($0)) }.joined(separator: ".")
    guard lists.contains(name.lowercased()) else { return "\(key) TO \(Identifier.literal(value))" }
    return "\(key) TO \(value == "\"\"" || value.isEmpty ? "''" : value)"
  }
}

/// Options as SQL.
enum OptionsSQL {
  /// `fillfactor=70, autovacuum_enabled=false`.
  static func list(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { "\(name($0.key))=\(value($0.value))" }.joined(separator: ", ")
  }

  /// `OPTIONS (host 'h')` of foreign data.
  static func foreign(_ options: [String: String]) -> String {
    "OPTIONS ("
      + options.sorted { $0.key < $1.key }.map { "\(Identifier.quoted($0.key)) \(Identifier.literal($0.value))" }
      .joined(separator: ", ") + ")"
  }

  /// `toast.autovacuum_enabled`: a name space and a name.
  private static func name(_ text: String) -> String {
    text.split(separator: ".").map { Identifier.quoted(String($0)) }.joined(separator: ".")
  }

  /// A word or a number as it is, anything else in quotes.
  private static func value(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    return isPlain && !text.hasPrefix("-") ? text : Identifier.literal(text)
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
  /// `owner` is who has fewer privileges than owners have.
  static func statements(
    _ privileges: Privileges, on object: String, default initial: Privileges, owner: String = "CURRENT_USER"
  ) -> [String] {
    var result: [String] = []
    var initial = initial
    for (grantee, names) in initial.grants.sorted(by: { $0.key < $1.key }) {
      let lost = names.keys.filter { privileges.grants[grantee]?[$0] == nil }.sorted()
      // All of a table's privileges have MAINTAIN among them from PostgreSQL 17 on, which only ALL takes back.
      if !lost.isEmpty, Privileges.all(for: .table).allSatisfy({ names[$0] != nil }) {
        result.append("REVOKE ALL ON \(object) FROM \(role(grantee))")
        initial.forget(grantee)
        continue
      }
      if !lost.isEmpty { result.append("REVOKE \(lost.joined(separator: ", ")) ON \(object) FROM \(role(grantee))") }
      let kept = names.filter { $0.value && privileges.grants[grantee]?[$0.key] == false }.keys.sorted()
      guard !kept.isEmpty else { continue }
      result.append("REVOKE GRANT OPTION FOR \(kept.joined(separator: ", ")) ON \(object) FROM \(role(grantee))")
    }
    for privilege in privileges.ownerLimits.subtracting(initial.ownerLimits).sorted() {
      result.append("REVOKE \(privilege) ON \(object) FROM \(owner)")
    }
    for privilege in initial.ownerLimits.subtracting(privileges.ownerLimits).sorted() {
      result.append("GRANT \(privilege) ON \(object) TO \(owner)")
    }
    for (grantee, names) in privileges.grants.sorted(by: { $0.key < $1.key }) {
      for grantable in [false, true] {
        let granted = names.filter { name, value in
          let present = initial.grants[grantee]?[name]
          return value == grantable && (present == nil || (grantable && present == false))
        }.keys.sorted()
        guard !granted.isEmpty else { continue }
        result.append(
          "GRANT \(list(granted)) ON \(object) TO \(role(grantee))"
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
    let owner = key.role.map(Identifier.quoted) ?? "CURRENT_USER"
    return statements(privileges, on: plural[key.kind] ?? "TABLES", default: initial, owner: owner)
      .map { "ALTER DEFAULT PRIVILEGES\(role)\(schema) \($0)" }
  }

  /// Sorted privileges; all of a table's as `ALL`.
  private static func list(_ privileges: [String]) -> String {
    privileges == Privileges.all(for: .table).sorted() ? "ALL" : privileges.joined(separator: ", ")
  }

  private static func role(_ grantee: String) -> String {
    grantee == Privileges.everybody ? grantee : Identifier.quoted(grantee)
  }
}
