import SQLSyntax

extension Session {
  /// Converts the values of a column to its new type; `before` is the table with the old one.
  mutating func convertRows(
    of name: String, to new: TypeName, using: Expression?, _ before: Table
  ) throws(CatalogError) {
    let stored = rows[before.name]
    guard !stored.isEmpty, let old = before.column(name)?.type else { return }
    let expression = using.map { ValueExpression($0) } ?? .name([name])
    let casts = TotalCasts(session: self, table: before)
    let isPlain = using.map { $0.castColumn?.fields.last == name } ?? true
    // By way of text, or at once.
    let isCast =
      using?.castColumn?.types.allSatisfy { $0.isText && $0.modifiers.isEmpty || $0.base == new.base } ?? false
    let isTotal = casts.type(expression).map { casts.isTotal($0, new) } ?? false
    let labels = typeName(new).flatMap { catalog.types[$0]?.labels }
    let fits = isTotal || isPlain && facts(stored, name, old).contains { $0.allows(new, labels) }
    var isOpen = stored.areOthers && !fits
    let converted = try compute { (run) throws(CatalogError) in
      var converted = stored
      for index in stored.rows.indices {
        let value =
          isPlain && isCast
          ? stored.rows[index][name] ?? .null : try run.value(expression, stored.rows[index], of: before)
        if value.isUnknown {
          isOpen = isOpen || !fits
          converted.rows[index][name] = value
        } else {
          converted.rows[index][name] = try run.converted(value, to: new, labels, using == nil, &isOpen)
        }
      }
      if try run.value(expression, run.anyRow(of: before, stored.facts), of: before).mayBeNull {
        converted.facts.remove(.notNull(name))
      }
      return converted
    }
    guard var converted else {
      rows.forget([before.name], "it depends on the rows of `\(before.name.short)`")
      return dependsOnRows(of: before.name)
    }
    if isOpen { dependsOnRows(of: before.name) }
    let isLossless = isPlain && (casts.isLossless(old, new) || labels != nil)
    converted.facts = converted.facts.filter { isLossless || !$0.mentions(name) || $0 == .notNull(name) }
    if isLossless { converted.facts.formUnion(facts(stored, name, old)) }
    rows[before.name] = converted
    try recheckRows(of: name, isLossless, before.name)
  }

  /// What is known of the values of a column besides its type.
  private func facts(_ stored: TableRows, _ name: String, _ old: TypeName) -> Set<RowFact> {
    var result = stored.facts.filter {
      switch $0 {
      case .fits(name, _), .among(name, _): true
      default: false
      }
    }
    if let labels = typeName(old).flatMap({ catalog.types[$0]?.labels }) {
      result.insert(.among(name, labels))
    } else {
      result.insert(.fits(name, old))
    }
    return result
  }

  /// Keys and checks on the column are made anew with its new values.
  private mutating func recheckRows(of name: String, _ isLossless: Bool, _ table: QualifiedName) throws(CatalogError) {
    guard !isLossless, let table = catalog.tables[table] else { return }
    for index in uniqueIndexes(of: table) where index.keys.contains(where: { $0.column == name }) {
      try requireUnique(index, table)
    }
    for constraint in table.constraints
    where constraint.isValidated && constraint.check?.mentions(name, of: table.name) ?? false {
      try requireRows(of: constraint, table.name)
    }
  }
}

extension RowFact {
  /// Whether the values of the column become those of a type.
  fileprivate func allows(_ type: TypeName, _ labels: [String]?) -> Bool {
    switch self {
    case .fits(_, let old): old.base == type.base && (type.modifiers.isEmpty || old.modifiers == type.modifiers)
    case .among(_, let own): labels.map { Set(own).isSubset(of: $0) } ?? false
    default: false
    }
  }
}

extension Procedure {
  /// A known value as one of another type; refused where that is certain.
  fileprivate func converted(
    _ value: Datum, to type: TypeName, _ labels: [String]?, _ isAssignment: Bool, _ isOpen: inout Bool
  ) throws(CatalogError) -> Datum {
    if value == .null { return .null }
    let base = session.baseType(type)
    let shown = text(value) ?? "?"
    if let labels {
      guard labels.contains(shown) else {
        throw CatalogError("22P02", "invalid input value for enum \(base.name): \"\(shown)\"")
      }
      return value
    }
    switch base.name {
    case "smallint", "integer",
      "bigint" where !base.isArray:
      if case .text(let text) = value, Int(text.filter { $0 != " " }) == nil, !isAssignment {
        throw CatalogError("22P02", "invalid input syntax for type \(base.name): \"\(text)\"")
      }
    case "text", "character varying", "boolean", "uuid": break
    default:
      // Times, numbers with a fraction, documents: not read.
      if !TotalCasts(session: session, table: Table(name: QualifiedName(schema: "", name: ""))).isTotal(
        value.plainType, base)
      {
        isOpen = true
      }
    }
    let result = isAssignment ? try stored(value, as: type) : try stored(clipped(value, type), as: type)
    if case .something = result, ["boolean", "uuid", "smallint", "integer", "bigint"].contains(base.name) {
      isOpen = true
    }
    return result
  }

  private func clipped(_ value: Datum, _ type: TypeName) -> Datum {
    guard type.name == "character varying", let length = type.modifiers.first.flatMap({ Int($0) }),
      let text = text(value)
    else { return value }
    return .text(String(text.prefix(length)))
  }
}

extension Datum {
  /// The type of PostgreSQL's own that a value surely is of.
  fileprivate var plainType: TypeName {
    switch self {
    case .integer: TypeName(name: "bigint")
    case .boolean: TypeName(name: "boolean")
    default: TypeName(name: "unknown")
    }
  }
}
