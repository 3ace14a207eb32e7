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
    text += column.collationClause
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
  static func isOfPlanner(_ option: String) -> Bool {
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
