package import SQLSyntax

extension Session {
  mutating func alterType(
    _ name: String, _ type: TypeName, _ collation: ObjectName?, _ using: Expression?, _ table: Table,
    isRecursion: Bool = false
  ) throws(CatalogError) {
    let before = catalog.tables[table.name]
    var table = table
    guard let index = table.columns.firstIndex(where: { $0.name == name }) else {
      throw .undefinedColumn(name, table.name)
    }
    let old = table.columns[index]
    let new = try resolve(type).columnType
    try requireColumnType(new, name, collation)
    if old.identity != nil { try requireIdentityType(new) }
    if !isRecursion, inherits(name, table) {
      throw CatalogError("42P16", "cannot alter inherited column \"\(name)\"")
    }
    if table.partitionKey?.columns(of: table.name).contains(name) ?? false {
      throw CatalogError(
        "42P16",
        "cannot alter column \"\(name)\" because it is part of the partition key of relation \"\(table.name.name)\"")
    }
    if let using {
      try requirePlace(using, .transform)
      try CanonicalExpression(using, resolver: resolver(base: table)).requireComplete()
    }
    try requireCasts(table.columns[index], new, using: using)
    try refuseTypeChange(name, table)
    if old.type != new || using != nil {
      if rewrites(old, to: new, using: using) { rewrite(table.name) }
    }
    table.columns[index].type = new
    table.columns[index].collation = collation?.ownName
    catalog.store(table)
    try recheck(name, old.type, new, table)
    if !rows.isEmpty, let before { try convertRows(of: name, to: new, using: using, before) }
    retype(name, old.type, new, table)
    for key in catalog.referrers(of: table.name) {
      guard case .sequence(let owned) = key, var sequence = catalog.sequences[owned], sequence.isIdentity,
        sequence.owner?.column == name
      else { continue }
      try setOptions([StorageOption("as", new.name)], of: &sequence, isNew: false)
      catalog.store(sequence)
    }
    for child in children(of: table.name) {
      guard let childTable = catalog.tables[child], childTable.column(name) != nil else { continue }
      try alterType(name, type, collation, using, childTable, isRecursion: true)
    }
  }

  /// The sequence of an identity column counts in integers (22023).
  func requireIdentityType(_ type: TypeName) throws(CatalogError) {
    guard !["smallint", "integer", "bigint"].contains(baseType(type).formatted) else { return }
    throw CatalogError("22023", "identity column type must be smallint, integer, or bigint")
  }

  /// The values and the default of a column have to become values of its new type by themselves, unless USING says how
  /// (42804).
  private func requireCasts(_ column: Column, _ new: TypeName, using: Expression?) throws(CatalogError) {
    if using == nil, castContext(from: column.type, to: new) == .explicit {
      throw CatalogError(
        "42804", "column \"\(column.name)\" cannot be cast automatically to type \(new.formatted)",
        detail: "HINT: You might need to specify \"USING \(Identifier.quoted(column.name))::\(new.formatted)\".")
    }
    if let value = column.defaultValue, castContext(from: ownType(of: value) ?? column.type, to: new) == .explicit {
      throw CatalogError(
        "42804", "default for column \"\(column.name)\" cannot be cast automatically to type \(new.formatted)")
    }
  }

  /// Foreign keys compare the column's new values, and checks and indexes may have no operators for them.
  private mutating func recheck(
    _ name: String, _ old: TypeName, _ new: TypeName, _ table: Table
  ) throws(CatalogError) {
    for constraint in table.constraints where constraint.columns.contains(name) {
      guard let key = constraint.foreignKey, let target = catalog.tables[key.target] else { continue }
      try requireComparable(constraint.columns, of: table, key.targetColumns, of: target, constraint.name)
    }
    for referrer in catalog.referrers(of: table.name) {
      guard case .table(let other) = referrer, let other = catalog.tables[other] else { continue }
      for constraint in other.constraints {
        guard let key = constraint.foreignKey, key.target == table.name, key.targetColumns.contains(name) else {
          continue
        }
        try requireComparable(constraint.columns, of: other, key.targetColumns, of: table, constraint.name)
      }
    }
    guard Casts.group(of: baseType(old)) != Casts.group(of: baseType(new)) else { return }
    try requireOperators(for: name, old, new, table)
  }

  /// Notes that the rows of a table, and of those that inherit from it, are written anew; a partitioned one has none.
  mutating func rewrite(_ name: QualifiedName) {
    if catalog.tables[name]?.partitionKey == nil, !outcome.rewrites.contains(name) { outcome.rewrites.append(name) }
    for child in children(of: name) { rewrite(child) }
  }

  /// Whether a column's values are written anew when it gets another type.
  package func rewrites(_ column: Column, to type: TypeName, using: Expression?) -> Bool {
    TypeChange.rewrites(from: stored(column.type), to: stored(type), using: using, column: column.name)
  }

  /// What values of a type are stored as: those of a domain without constraints as its base type.
  private func stored(_ type: TypeName) -> TypeName {
    guard !type.isArray, let domain = typeName(type).flatMap({ catalog.types[$0]?.domain }), !domain.isNotNull,
      domain.constraints.isEmpty
    else { return type }
    return stored(domain.type)
  }

  /// Views, policies, triggers and generated columns hold on to a column's type (0A000).
  private func refuseTypeChange(_ name: String, _ table: Table) throws(CatalogError) {
    func mentions(_ expression: CanonicalExpression?) -> Bool {
      expression?.mentions(name, of: table.name) ?? false
    }
    for key in catalog.referrers(of: table.name) {
      if case .view(let view) = key, let view = catalog.views[view], mentions(view.definition) {
        throw .typeUsedInView(view, name)
      }
      if case .table(let other) = key, let other = catalog.tables[other],
        let policy = other.policies.first(where: { mentions($0.using) || mentions($0.withCheck) })
      {
        throw .typeUsedInPolicy(policy.name, other.name, name)
      }
    }
    if let policy = table.policies.first(where: { mentions($0.using) || mentions($0.withCheck) }) {
      throw .typeUsedInPolicy(policy.name, table.name, name)
    }
    if let trigger = table.triggers.first(where: { $0.updateColumns.contains(name) || mentions($0.condition) }) {
      throw CatalogError(
        "0A000", "cannot alter type of a column used in a trigger definition",
        detail: "trigger \(trigger.name) on table \(table.name.short) depends on column \"\(name)\"")
    }
    if let generated = table.columns.first(where: { $0.name != name && mentions($0.generated) }) {
      throw CatalogError(
        "0A000", "cannot alter type of a column used by a generated column",
        detail: "Column \"\(name)\" is used by generated column \"\(generated.name)\".")
    }
  }

  /// Brings the constants of a changed column's default to the spelling of the new type, but for one that keeps its own.
  private mutating func retype(_ name: String, _ old: TypeName, _ new: TypeName, _ table: Table) {
    guard var table = catalog.tables[table.name], let index = table.columns.firstIndex(where: { $0.name == name }),
      let value = table.columns[index].defaultValue, ownType(of: value) == nil, old.isText != new.isText,
      let expression = Expression(parsing: value.text)
    else { return }
    table.columns[index].defaultValue = canonical(expression, target: new)
    catalog.store(table)
  }

  /// The type that a default has before it is cast to its column's by itself, and keeps when the column gets another;
  /// `nil` where it takes the column's.
  private func ownType(of value: CanonicalExpression) -> TypeName? {
    value.constantType ?? Expression(parsing: value.sql)?.resultType(resolver: resolver(base: nil))
  }

  // MARK: - Checks and indexes, which are read again from what the server prints

  /// The checks and indexes on a column must have operators for its new type (42883), and indexes none that depend on
  /// settings (42P17).
  mutating func requireOperators(
    for column: String, _ old: TypeName, _ new: TypeName, _ table: Table
  ) throws(CatalogError) {
    func concern(_ expression: CanonicalExpression) -> Bool { expression.columns(of: table.name).contains(column) }
    let indexes = table.indexNames.compactMap { catalog.indexes[QualifiedName(schema: table.name.schema, name: $0)] }
    let keys = indexes.flatMap { index in
      index.keys.filter { $0.column == nil }.map(\.expression) + (index.predicate.map { [$0] } ?? [])
    }
    var table = table
    var before = table
    if let place = table.columns.firstIndex(where: { $0.name == column }) { before.columns[place].type = old }
    /// As the server prints it, before it reads it again.
    func printed(_ expression: CanonicalExpression) -> Expression? {
      guard let text = Expression(parsing: expression.sql), old.isText, !new.isText else {
        return Expression(parsing: expression.sql)
      }
      return Expression(
        parsing: CanonicalExpression(keepingStringCastsOf: text, resolver: resolver(base: before)).sql)
    }
    var isKnown = true
    for expression in table.constraints.compactMap(\.check) + keys where concern(expression) {
      guard let text = printed(expression) else {
        isKnown = false
        continue
      }
      let form = CanonicalExpression(text, resolver: resolver(base: table))
      if let operation = form.missingOperator { throw .missingOperator(operation) }
      if let function = form.missingFunction { throw .undefinedFunction(function) }
      if let error = form.inputError { throw CatalogError(error) }
      if let own = old.qualifiedName, !old.isArray, new.qualifiedName != own,
        expression.casts.contains(where: { $0.type == .type(own) })
      {
        // A constant keeps the type that it has.
        throw .missingOperator("\(new.base.formatted) = \(own.short)")
      }
      isKnown = isKnown && form.hasKnownTypes
    }
    for expression in keys where concern(expression) {
      guard let text = printed(expression) else { continue }
      if CanonicalExpression(text, resolver: resolver(base: table)).dependsOnSettings {
        throw CatalogError("42P17", "functions in index expression must be marked IMMUTABLE")
      }
    }
    for place in table.constraints.indices {
      guard let check = table.constraints[place].check, concern(check), let text = printed(check) else { continue }
      table.constraints[place].kind = .check(CanonicalExpression(text, resolver: resolver(base: table)))
    }
    let changed = indexes.map { readAgain($0, table, concern, printed) }
    catalog.store(table)
    for index in changed { catalog.store(index) }
    if !isKnown {
      outcome.undecided.append(
        "whether the checks and indexes on `\(table.name.short).\(column)` work with `\(new.formatted)` isn't known")
    }
  }
}

extension Session {
  /// An index's expressions may say less of the new type: `date(day)` is the column, once that is a date.
  private func readAgain(
    _ index: Index, _ table: Table, _ concern: (CanonicalExpression) -> Bool,
    _ printed: (CanonicalExpression) -> Expression?
  ) -> Index {
    var index = index
    let resolver = resolver(base: table)
    if let predicate = index.predicate, concern(predicate), let text = printed(predicate) {
      index.predicate = CanonicalExpression(text, resolver: resolver)
    }
    for place in index.keys.indices where index.keys[place].column == nil && concern(index.keys[place].expression) {
      guard let expression = printed(index.keys[place].expression) else { continue }
      let form = CanonicalExpression(expression, resolver: resolver)
      index.keys[place].expression = form
      if case .column(let column)? = form.pieces.first, form.pieces.count == 1 {
        index.keys[place].column = column.name
      }
    }
    return index
  }
}

extension CanonicalExpression {
  /// The type of a single constant.
  fileprivate var constantType: TypeName? {
    guard pieces.count == 1, case .text(let text) = pieces[0], let cast = casts.first, cast.offset == text.utf8.count,
      cast.suffix.isEmpty, case .type(let name) = cast.type
    else { return nil }
    return TypeName(schema: name.schema, name: name.name)
  }
}

extension CatalogError {
  static func typeUsedInView(_ view: View, _ column: String) -> CatalogError {
    CatalogError(
      "0A000", "cannot alter type of a column used by a view or rule",
      detail: "rule _RETURN on \(view.kind.rawValue) \(view.name.short) depends on column \"\(column)\"")
  }

  static func typeUsedInPolicy(_ policy: String, _ table: QualifiedName, _ column: String) -> CatalogError {
    CatalogError(
      "0A000", "cannot alter type of a column used in a policy definition",
      detail: "policy \(policy) on table \(table.short) depends on column \"\(column)\"")
  }

  static func missingOperator(_ operation: String) -> CatalogError {
    CatalogError("42883", "operator does not exist: \(operation)")
  }
}
