package import SQLSyntax

extension Session {
  mutating func alterTable(_ alter: AlterTable) throws(CatalogError) {
    guard let name = relation(alter.name) else {
      if alter.kind == .type { throw missingType(alter.name) }
      if alter.ifExists {
        outcome.isNoOp = true
        return
      }
      throw missingRelation(alter.name)
    }
    outcome.uses.insert(name)
    if alter.kind == .sequence, catalog.sequences[name] == nil { throw .wrongType(name, "a sequence") }
    if let table = catalog.tables[name] {
      var pending: [(ConstraintDefinition, column: String)] = []
      // The types are looked for before anything is done (`ATPrepCmd`, commands/tablecmds.c).
      for case .alterType(_, let type, _, _) in alter.actions { _ = try resolve(type) }
      for action in alter.actionsInOrder {
        if case .addColumn = action {} else { try addPending(&pending, to: name) }
        let before = catalog.tables[name]
        try apply(action, to: name, only: alter.only, &pending)
        if let before { try alterRows(action, before) }
      }
      try addPending(&pending, to: name)
      outcome.changed.append(table.identity)
    } else if let view = catalog.views[name] {
      try alterView(view, alter.actions)
    } else if let index = catalog.indexes[name] {
      try alterIndex(index, alter.actions)
    } else if let sequence = catalog.sequences[name] {
      try alterSequence(sequence, alter.actions)
    } else if let type = catalog.types[name] {
      try alterComposite(type, alter.actions)
    }
  }

  private mutating func apply(
    _ action: AlterTable.Action, to name: QualifiedName, only: Bool,
    _ pending: inout [(ConstraintDefinition, column: String)]
  ) throws(CatalogError) {
    guard let table = catalog.tables[name] else { return }
    outcome.lock(name, action.lock)
    if recurses(action, table), !only { lockDescendants(of: name, action.lock) }
    if table.ofType != nil { try requireUntyped(action) }
    switch action {
    case .addColumn(let definition, let ifNotExists):
      try addColumn(definition, ifNotExists, table, only: only, &pending)
    case .dropColumn(let column, let ifExists, let behavior): try dropColumn(column, ifExists, behavior, table)
    case .alterType(let column, let type, let collation, let using):
      try alterType(column, type, collation, using, table)
    case .addConstraint(let definition):
      try addConstraint(definition, column: nil, to: name, only: only)
      if definition.indexName == nil, !definition.isNotValid { outcome.scans.append(name) }
    case .dropConstraint(let constraint, let ifExists, let behavior):
      try dropConstraint(constraint, ifExists, behavior, table)
    case .validateConstraint(let constraint): try validate(constraint, table)
    case .alterConstraint(let definition): try alterConstraint(definition, table)
    case .attachPartition(let child, let bound): try attach(child, bound, to: table)
    case .detachPartition(let child, let concurrently): try detach(child, concurrently, from: table)
    case .inherit(let parent): try inherit(parent, table)
    case .noInherit(let parent): try stopInheriting(parent, table)
    case .setType(let type): try setType(type, of: table)
    case .other(let subtype): notModelled("ALTER TABLE … \(subtype)")
    case .setRowSecurity, .forceRowSecurity, .changeOwner, .setOptions, .resetOptions, .clusterOn, .replicaIdentity,
      .setPersistence, .setTablespace, .setAccessMethod, .setTrigger, .setRule, .setForeignOptions:
      try setProperty(action, table)
    default: try alterColumn(action, table)
    }
  }

  /// Whether the tables that inherit from the table are locked, too (`ATPrepCmd`, commands/tablecmds.c).
  private func recurses(_ action: AlterTable.Action, _ table: Table) -> Bool {
    switch action {
    case .dropColumn(let column, _, _): return table.column(column) != nil
    case .dropConstraint: return table.partitionKey != nil
    case .alterType, .setDefault, .dropDefault, .dropNotNull, .dropExpression, .setStatistics, .setStorage:
      return true
    case .setNotNull(let column): return table.partitionKey == nil || table.column(column)?.isNotNull == false
    case .validateConstraint(let name):
      return table.constraint(name).map { $0.check != nil && !$0.isValidated } ?? false
    case .addConstraint(let definition):
      switch definition.kind {
      case .check: return !definition.isNoInherit
      // SET NOT NULL of the key's columns goes along (`transformIndexConstraint`, parser/parse_utilcmd.c).
      case .primaryKey:
        return table.partitionKey == nil || definition.columns.contains { table.column($0)?.isNotNull == false }
      default: return false
      }
    default: return false
    }
  }

  /// Locks the partitions of a table, or the tables that inherit from it, and theirs.
  mutating func lockDescendants(of name: QualifiedName, _ mode: LockMode) {
    for child in children(of: name) {
      outcome.lock(child, mode)
      lockDescendants(of: child, mode)
    }
  }

  // MARK: - Columns

  /// Adds a column; its constraints that aren't properties of the column are left for later.
  private mutating func addColumn(
    _ definition: ColumnDefinition, _ ifNotExists: Bool, _ table: Table, only: Bool,
    _ pending: inout [(ConstraintDefinition, column: String)]
  ) throws(CatalogError) {
    if table.partitionBound != nil { throw CatalogError("42809", "cannot add column to a partition") }
    if table.column(Identifier.truncated(definition.name)) != nil {
      guard ifNotExists else { throw .duplicateColumn(definition.name, table.name) }
      outcome.isNoOp = true
      return
    }
    if definition.isIdentity, !children(of: table.name).isEmpty {
      throw CatalogError("42P16", "cannot recursively add identity column to table that has child tables")
    }
    if only, !children(of: table.name).isEmpty {
      throw CatalogError("42P16", "column must be added to child tables too")
    }
    var table = table
    var constraints: [(ConstraintDefinition, column: String?)] = []
    try add(definition, to: &table, &constraints)
    try requireGeneration(of: definition, in: table)
    if let column = table.column(Identifier.truncated(definition.name)) {
      if !only { lockDescendants(of: table.name, .accessExclusive) }
      outcome.created.append(ObjectIdentity(.column, column.name, on: table.name))
      let rewrites = rewrites(definition)
      if rewrites, table.partitionKey == nil { outcome.rewrites.append(table.name) }
      for child in children(of: table.name) { try addInherited(column, to: child, from: table.name, rewrites) }
    }
    for (constraint, column) in constraints {
      guard let column else { continue }
      pending.append((constraint, column))
      if case .foreignKey = constraint.kind, !definition.hasDefault { continue }
      outcome.scans.append(table.name)
    }
  }

  private mutating func addPending(
    _ pending: inout [(ConstraintDefinition, column: String)], to name: QualifiedName
  ) throws(CatalogError) {
    for (constraint, column) in pending { try addConstraint(constraint, column: column, to: name) }
    pending = []
  }

  private mutating func addInherited(
    _ column: Column, to child: QualifiedName, from parent: QualifiedName, _ rewrites: Bool
  ) throws(CatalogError) {
    guard var table = catalog.tables[child] else { return }
    if let existing = table.column(column.name) {
      guard existing.type == column.type else { throw .differentType(column.name, inChild: child) }
      return
    }
    var copy = column
    copy.isInherited = true
    copy.comment = nil
    copy.identity = nil
    copy.privileges = Privileges()
    copy.generated = copy.generated?.moved(from: parent, to: child)
    table.columns.append(copy)
    catalog.store(table)
    if rewrites, table.partitionKey == nil { outcome.rewrites.append(child) }
    for grandchild in children(of: child) { try addInherited(copy, to: grandchild, from: child, rewrites) }
  }

  /// Whether ADD COLUMN writes every row anew (manual, ALTER TABLE, "Notes"): a volatile default, a serial, an identity
  /// or a generated column, or a domain with constraints.
  private func rewrites(_ definition: ColumnDefinition) -> Bool {
    if definition.type.serialBase != nil { return true }
    if let domain = typeName(definition.type).flatMap({ catalog.types[$0]?.domain }),
      domain.isNotNull || !domain.constraints.isEmpty
    {
      return true
    }
    return definition.constraints.contains { constraint in
      switch constraint.kind {
      case .identity, .generated: true
      case .defaultValue(let expression): isVolatile(expression)
      default: false
      }
    }
  }

  private mutating func dropColumn(
    _ column: String, _ ifExists: Bool, _ behavior: DropBehavior, _ table: Table
  ) throws(CatalogError) {
    guard table.column(column) != nil else {
      if Session.systemColumns.contains(column) {
        throw CatalogError("0A000", "cannot drop system column \"\(column)\"")
      }
      guard ifExists else { throw .undefinedColumn(column, table.name) }
      outcome.isNoOp = true
      return
    }
    if inherits(column, table) { throw CatalogError("42P16", "cannot drop inherited column \"\(column)\"") }
    if table.partitionKey?.columns(of: table.name).contains(column) ?? false {
      throw CatalogError(
        "42P16",
        "cannot drop column \"\(column)\" because it is part of the partition key of relation "
          + "\"\(table.name.name)\"")
    }
    try remove([.column(table.name, column)] + inheritedCopies(of: column, table.name), behavior)
  }

  /// The column in the tables that have it from this one alone.
  private func inheritedCopies(of column: String, _ table: QualifiedName) -> [Removal] {
    children(of: table).filter { catalog.tables[$0]?.column(column)?.isInherited ?? false }.flatMap {
      [.column($0, column)] + inheritedCopies(of: column, $0)
    }
  }

  private mutating func alterColumn(_ action: AlterTable.Action, _ table: Table) throws(CatalogError) {
    switch action {
    case .setDefault(let name, let expression):
      try requirePlain(name, table)
      if let column = table.column(name) { try requireDefault(expression, of: name, column.type) }
      try change(name, table) { (session, column) in
        column.defaultValue = session.defaultValue(expression, column.type)
      }
      try catalog.tables[table.name]?.column(name)?.defaultValue?.requireComplete()
    case .dropDefault(let name):
      try requirePlain(name, table)
      try change(name, table) { _, column in column.defaultValue = nil }
    case .setNotNull(let name):
      let isNew = table.column(name)?.isNotNull == false
      try change(name, table) { _, column in column.isNotNull = true }
      if isNew, !isProvedNotNull(name, table) { outcome.scans.append(table.name) }
    case .dropNotNull(let name):
      if table.column(name)?.identity != nil {
        throw CatalogError("42601", "column \"\(name)\" of relation \"\(table.name.name)\" is an identity column")
      }
      if table.primaryKey?.columns.contains(name) ?? false {
        throw CatalogError("42P16", "column \"\(name)\" is in a primary key")
      }
      if table.partitionBound != nil,
        table.parents.contains(where: { catalog.tables[$0]?.column(name)?.isNotNull ?? false })
      {
        throw CatalogError("42P16", "column \"\(name)\" is marked NOT NULL in parent table")
      }
      try change(name, table) { _, column in column.isNotNull = false }
    case .dropExpression(let name, let ifExists):
      guard table.column(name)?.generated != nil || ifExists else {
        throw CatalogError(
          "55000", "column \"\(name)\" of relation \"\(table.name.name)\" is not a stored generated column")
      }
      try change(name, table) { _, column in column.generated = nil }
    case .addIdentity(let name, let always, let options):
      guard let column = table.column(name) else { throw .undefinedColumn(name, table.name) }
      try requireIdentityType(column.type)
      guard column.identity == nil else {
        throw CatalogError(
          "55000", "column \"\(name)\" of relation \"\(table.name.name)\" is already an identity column")
      }
      guard column.defaultValue == nil else {
        throw CatalogError(
          "55000", "column \"\(name)\" of relation \"\(table.name.name)\" already has a default value")
      }
      guard column.isNotNull else {
        throw CatalogError(
          "55000",
          "column \"\(name)\" of relation \"\(table.name.name)\" must be declared NOT NULL before identity "
            + "can be added")
      }
      _ = try createOwnedSequence(table, name, type: column.type.name, options: options, isIdentity: true)
      try change(name, table) { _, column in column.identity = always ? .always : .byDefault }
    case .setIdentity(let name, let options): try setIdentity(name, options, table)
    case .dropIdentity(let name, let ifExists): try dropIdentity(name, ifExists, table)
    case .setStatistics(let name, let target):
      guard target >= -1 else { throw CatalogError("22023", "statistics target \(target) is too low") }
      try change(name, table) { _, column in column.statistics = target < 0 ? nil : target }
    case .setStorage(let name, let storage):
      try requireStorage(storage, name, table)
      try change(name, table) { _, column in
        column.storage = storage.uppercased() == column.type.defaultStorage ? nil : storage.uppercased()
      }
    case .setCompression(let name, let method):
      try requireCompression(method, table.column(name))
      try change(name, table) { _, column in column.compression = method == "default" ? nil : method }
    case .setColumnOptions(let name, let options):
      let options = try StorageParameters.read(options, of: .column)
      try change(name, table) { _, column in column.options.merge(options) { _, new in new } }
    case .resetColumnOptions(let name, let options):
      try change(name, table) { _, column in for option in options { column.options[option.name] = nil } }
    default: break
    }
  }

  /// An identity or a generated column has no default to change (42601).
  private func requirePlain(_ name: String, _ table: Table) throws(CatalogError) {
    guard let column = table.column(name), column.identity != nil || column.generated != nil else { return }
    let kind = column.identity == nil ? "a generated" : "an identity"
    throw CatalogError("42601", "column \"\(name)\" of relation \"\(table.name.name)\" is \(kind) column")
  }

  /// Changes a column of a table, and those that its children inherit from it.
  private mutating func change(
    _ name: String, _ table: Table, _ body: (inout Session, inout Column) -> Void
  ) throws(CatalogError) {
    guard var table = catalog.tables[table.name], let index = table.columns.firstIndex(where: { $0.name == name })
    else {
      throw .undefinedColumn(name, table.name)
    }
    body(&self, &table.columns[index])
    catalog.store(table)
    for child in children(of: table.name) {
      guard let childTable = catalog.tables[child], childTable.column(name) != nil else { continue }
      try change(name, childTable, body)
    }
  }

  /// Whether a validated CHECK says that the column isn't null, so that SET NOT NULL needs no scan.
  ///
  /// PostgreSQL looks for it among what the CHECK joins with AND; `column > 0` proves nothing, as it may be null.
  package func isProvedNotNull(_ column: String, _ table: Table) -> Bool {
    let proof = CanonicalExpression.isNotNull(column, of: table.name)
    return table.constraints.contains { constraint in
      guard constraint.isValidated, let check = constraint.check else { return false }
      return check == proof || Expression(parsing: check.text)?.requiresNotNull(column) ?? false
    }
  }

  private mutating func setIdentity(
    _ name: String, _ options: [StorageOption], _ table: Table
  ) throws(CatalogError) {
    guard table.column(name)?.identity != nil else {
      throw CatalogError("55000", "column \"\(name)\" of relation \"\(table.name.name)\" is not an identity column")
    }
    if let generated = options.first(where: { $0.name == "generated" })?.value {
      // The grammar gives the letter's code: 97 is `a`, ALWAYS.
      try change(name, table) { _, column in
        column.identity = generated == "a" || generated == "97" ? .always : .byDefault
      }
    }
    for key in catalog.referrers(of: table.name) {
      guard case .sequence(let sequence) = key, var sequence = catalog.sequences[sequence],
        sequence.owner == .init(table: table.name, column: name)
      else { continue }
      try setOptions(options, of: &sequence, isNew: false)
      catalog.store(sequence)
    }
  }

  private mutating func dropIdentity(_ name: String, _ ifExists: Bool, _ table: Table) throws(CatalogError) {
    guard let column = table.column(name) else { throw .undefinedColumn(name, table.name) }
    guard column.identity != nil else {
      if ifExists { return }
      throw CatalogError("55000", "column \"\(name)\" of relation \"\(table.name.name)\" is not an identity column")
    }
    try change(name, table) { _, column in column.identity = nil }
    for key in catalog.referrers(of: table.name) {
      if case .sequence(let sequence) = key,
        catalog.sequences[sequence]?.owner == .init(table: table.name, column: name)
      {
        catalog.removeSequence(sequence)
      }
    }
  }
}

extension ColumnDefinition {
  /// Whether new rows get a value without being given one.
  package var hasDefault: Bool {
    type.serialBase != nil
      || constraints.contains { constraint in
        switch constraint.kind {
        case .defaultValue(let expression): expression.constant != .null
        case .identity, .generated: true
        default: false
        }
      }
  }

  fileprivate var isIdentity: Bool { constraints.contains { if case .identity = $0.kind { true } else { false } } }

  /// Whether it says NOT NULL or PRIMARY KEY.
  package var isNotNull: Bool {
    constraints.contains { constraint in
      switch constraint.kind {
      case .notNull, .primaryKey: true
      default: false
      }
    }
  }
}

extension TypeName {
  /// How values of the type are stored without being told (`pg_type.typstorage`).
  var defaultStorage: String {
    if isArray { return "EXTENDED" }
    switch name {
    case "text", "character varying", "character", "bpchar", "bytea", "json", "jsonb", "xml", "tsvector", "tsquery",
      "jsonpath", "path", "polygon", "bit", "bit varying":
      return "EXTENDED"
    case "numeric", "inet", "cidr": return "MAIN"
    default: return "PLAIN"
    }
  }
}
