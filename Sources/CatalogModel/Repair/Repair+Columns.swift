import SQLSyntax

extension Repair {
  /// Gives the columns of tables that stay their other properties.
  mutating func alterTables() {
    for table in changedTables {
      guard let wanted = target.tables[table] else { continue }
      for column in wanted.columns { alterColumn(table, column) }
    }
  }

  /// Changes a column that is there to what is wanted.
  mutating func alterColumn(_ table: QualifiedName, _ wanted: Column) {
    guard let present = catalog.tables[table]?.column(wanted.name), present != wanted else { return }
    let isSameType =
      present.type == wanted.type && present.collation == wanted.collation
      && present.collationSchema == wanted.collationSchema
    if !wanted.isInherited, !isSameType {
      changeType(of: present, to: wanted, in: table)
    }
    setValues(table, wanted)
    setStorage(table, wanted)
  }

  private func identity(_ column: Column, _ table: QualifiedName) -> ObjectIdentity {
    ObjectIdentity(.column, column.name, on: table)
  }

  @discardableResult
  private mutating func alter(
    _ column: Column, of table: QualifiedName, _ action: String, _ notes: [RepairNote] = [], isObserved: Bool = false
  ) -> Bool {
    emit(
      "\(alter(table)) ALTER COLUMN \(Identifier.quoted(column.name)) \(action)", identity(column, table), notes,
      isObserved: isObserved)
  }

  // MARK: - Types

  private mutating func changeType(of present: Column, to wanted: Column, in table: QualifiedName) {
    ensure(References(wanted))
    let removal = Removal.column(table, wanted.name)
    // Views, policies, triggers and generated columns hold on to a column's type (0A000).
    for dependent in session.dependents(of: removal) where !dependent.isAutomatic { remove(dependent.removal) }
    if present.type.base != wanted.type.base { removeComparisons(with: wanted, in: table) }
    let cast = session.castContext(from: present.type, to: wanted.type)
    let isSilent = cast == .implicit || cast == .assignment
    // The default of a type that a migration made holds on to that type.
    let isHeld = present.type.schema != nil && present.type.base != wanted.type.base
    if present.defaultValue != nil, !isSilent || isHeld || present.defaultValue != wanted.defaultValue {
      alter(wanted, of: table, "DROP DEFAULT")
    }
    let column = Identifier.quoted(wanted.name)
    let type = names.type(wanted.type)
    var text = "TYPE \(type)" + wanted.collationClause
    var notes: [RepairNote] = []
    if !isSilent {
      text += " USING \(column)\(isDirect(present.type, wanted.type) ? "" : "::text")::\(type)"
    }
    if !isSilent || isNarrower(wanted.type, than: present.type) {
      notes = [RepairNote(.mayFail, "fails where a value of `\(table.short).\(column)` doesn't fit `\(type)`")]
    }
    narrowIdentity(of: wanted, in: table)
    alter(wanted, of: table, text, notes, isObserved: true)
  }

  /// The sequence of an identity column takes the column's type, of which its bounds have to be (22023).
  private mutating func narrowIdentity(of wanted: Column, in table: QualifiedName) {
    let limits = Session.limits(wanted.type.formatted)
    for present in catalog.sequences.values
    where present.isIdentity && present.owner == .init(table: table, column: wanted.name) {
      guard let sequence = target.sequences[present.name], present.type != sequence.type else { continue }
      if limits.contains(present.minimum) && limits.contains(present.maximum) { continue }
      var bounds = sequence
      bounds.type = present.type
      setOptions(of: present, to: bounds)
    }
  }

  /// Whether there is a cast between two types, other than by way of their text.
  private func isDirect(_ old: TypeName, _ new: TypeName) -> Bool {
    if Casts.group(of: session.baseType(old)) == "string" || Casts.group(of: session.baseType(new)) == "string" {
      return true
    }
    let pair = Set([old.formatted, new.formatted])
    return pair == ["boolean", "integer"]
      || (old.formatted == "jsonb" && ["boolean", "number"].contains(Casts.group(of: new)))
  }

  private func isNarrower(_ new: TypeName, than old: TypeName) -> Bool {
    if new.base == old.base { return TypeChange.rewrites(from: old, to: new, using: nil, column: "") }
    let widths = ["smallint": 1, "integer": 2, "bigint": 3]
    if let before = widths[old.formatted], let after = widths[new.formatted] { return after < before }
    return new.base != TypeName(name: "text")
  }

  /// Drops the checks, indexes and foreign keys that compare a column with something of its type.
  private mutating func removeComparisons(with column: Column, in table: QualifiedName) {
    for key in catalog.referrers(of: table) + [.table(table)] {
      guard case .table(let other) = key, let constraints = catalog.tables[other]?.constraints else { continue }
      for constraint in constraints where !constraint.isInherited {
        let mentions = constraint.check?.mentions(column.name, of: table) ?? false
        let compares = other == table && constraint.foreignKey != nil && constraint.columns.contains(column.name)
        let isTarget =
          constraint.foreignKey.map { $0.target == table && $0.targetColumns.contains(column.name) } ?? false
        if mentions || compares || isTarget { remove(.constraint(other, constraint.name)) }
      }
    }
    for name in catalog.tables[table]?.indexNames.sorted() ?? [] {
      let qualified = QualifiedName(schema: table.schema, name: name)
      guard let index = catalog.indexes[qualified], !index.isForConstraint, index.parent == nil else { continue }
      let expressions = index.keys.filter { $0.column == nil }.map(\.expression) + [index.predicate].compactMap(\.self)
      let hasClass = index.keys.contains { $0.column == column.name && $0.operatorClass != nil }
      if hasClass || expressions.contains(where: { $0.mentions(column.name, of: table) }) { remove(.index(qualified)) }
    }
  }

  // MARK: - Values

  /// Default, identity, generation and NOT NULL.
  private mutating func setValues(_ table: QualifiedName, _ wanted: Column) {
    guard let present = catalog.tables[table]?.column(wanted.name) else { return }
    if present.generated != nil, wanted.generated == nil { alter(wanted, of: table, "DROP EXPRESSION IF EXISTS") }
    if present.identity != nil, wanted.identity == nil { alter(wanted, of: table, "DROP IDENTITY IF EXISTS") }
    if present.defaultValue != nil, wanted.defaultValue == nil { alter(wanted, of: table, "DROP DEFAULT") }
    if !present.isNotNull, wanted.isNotNull {
      let column = "\(table.short).\(Identifier.quoted(wanted.name))"
      alter(wanted, of: table, "SET NOT NULL", [RepairNote(.mayFail, "fails where `\(column)` is null")])
    } else if present.isNotNull, !wanted.isNotNull {
      alter(wanted, of: table, "DROP NOT NULL")
    }
    if let identity = wanted.identity, present.identity != identity {
      if present.identity == nil { removeSerial(of: wanted, in: table) }
      let options = target.tables[table].map { TableSQL($0, target, names).identityOptions(wanted) } ?? ""
      alter(
        wanted, of: table,
        present.identity == nil
          ? "ADD GENERATED \(identity.rawValue) AS IDENTITY\(options)" : "SET GENERATED \(identity.rawValue)")
    }
    if let value = wanted.defaultValue, catalog.tables[table]?.column(wanted.name)?.defaultValue != value {
      var references = References(value)
      references.remove(table)
      ensure(references)
      alter(wanted, of: table, "SET DEFAULT \(value.sql(names))")
    }
  }

  /// Drops the sequence that a column was numbered by, whose name that of its identity may have.
  private mutating func removeSerial(of column: Column, in table: QualifiedName) {
    for sequence in catalog.sequences.values
    where sequence.owner == .init(table: table, column: column.name)
      && target.sequences[sequence.name]?.isIdentity ?? true
    {
      remove(.sequence(sequence.name))
    }
  }

  private mutating func setStorage(_ table: QualifiedName, _ wanted: Column) {
    guard let present = catalog.tables[table]?.column(wanted.name) else { return }
    if present.storage != wanted.storage {
      alter(wanted, of: table, "SET STORAGE \(wanted.storage ?? wanted.type.defaultStorage)")
    }
    if present.compression != wanted.compression {
      alter(wanted, of: table, "SET COMPRESSION \(wanted.compression ?? "default")")
    }
    if present.statistics != wanted.statistics {
      alter(wanted, of: table, "SET STATISTICS \(wanted.statistics ?? -1)")
    }
    func options(_ column: Column, ofPlanner: Bool) -> [String: String] {
      let isForeign = catalog.tables[table]?.foreignServer != nil
      return column.options.filter { (!isForeign || TableSQL.isOfPlanner($0.key)) == ofPlanner }
    }
    let foreign = OptionsSQL.foreignChanges(
      from: options(present, ofPlanner: false), to: options(wanted, ofPlanner: false))
    let actions = OptionsSQL.changes(from: options(present, ofPlanner: true), to: options(wanted, ofPlanner: true))
    for action in actions + foreign { alter(wanted, of: table, action) }
  }

  // MARK: - New columns

  /// Adds the columns that a table lacks, in their order.
  mutating func addColumns(to table: QualifiedName) {
    guard let wanted = target.tables[table], wanted.partitionBound == nil, catalog.tables[table] != nil else { return }
    for column in wanted.columns where catalog.tables[table]?.column(column.name) == nil && !column.isInherited {
      var references = References(column)
      references.remove(table)
      ensure(references)
      emit(
        "\(alter(table)) ADD COLUMN IF NOT EXISTS \(TableSQL(wanted, target, names).column(column))",
        identity(column, table), notes(onAdding: column, to: wanted))
      setStorage(table, column)
    }
  }

  private func notes(onAdding column: Column, to wanted: Table) -> [RepairNote] {
    let name = "\(wanted.name.short).\(Identifier.quoted(column.name))"
    var notes: [RepairNote] = []
    if column.generated == nil, column.identity == nil {
      notes.append(
        RepairNote(
          .empty, column.defaultValue == nil ? "`\(name)` comes back empty" : "`\(name)` comes back with its default"))
    }
    if column.isNotNull, column.defaultValue == nil, column.identity == nil, column.generated == nil {
      notes.append(RepairNote(.mayFail, "fails where `\(wanted.name.short)` has rows: the column has no default"))
    }
    let rest = wanted.columns.drop { $0.name != column.name }.dropFirst().map(\.name)
    if catalog.tables[wanted.name]?.columns.contains(where: { rest.contains($0.name) }) ?? false {
      notes.append(RepairNote(.columnOrder, "`\(name)` comes back as the last column"))
    }
    return notes
  }
}
