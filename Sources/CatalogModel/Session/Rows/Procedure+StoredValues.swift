import SQLSyntax

extension Procedure {
  /// A value as a column of a type holds it: what isn't compared by its text is only known not to be null.
  func stored(_ value: Datum, as type: TypeName) throws(CatalogError) -> Datum {
    guard !value.mayBeNull else { return value }
    if case .fresh = value { return value }
    if value == .runnerName { return .something("which role runs the migrations isn't known") }
    if value.isUnknown { return .something(value.reason ?? "") }
    let base = session.baseType(type)
    let nothing = Datum.something("its value isn't computed")
    guard !base.isArray else { return nothing }
    switch base.name {
    case "smallint", "integer", "bigint":
      if case .integer = value { return value }
      guard case .text(let text) = value, let number = Int(text) else { return nothing }
      return .integer(number)
    case "boolean":
      let truth = truth(value)
      return truth.isUnknown ? nothing : truth
    case "text": return text(value).map { .text($0) } ?? nothing
    case "character varying":
      guard let text = text(value) else { return nothing }
      if let length = base.modifiers.first.flatMap({ Int($0) }), text.unicodeScalars.count > length {
        // Spaces at the end are cut off.
        guard text.unicodeScalars.dropFirst(length).allSatisfy({ $0 == " " }) else {
          throw CatalogError("22001", "value too long for type character varying(\(length))")
        }
        return .text(String(text.prefix(length)))
      }
      return .text(text)
    case "uuid":
      guard let text = text(value), text.utf8.count == 36 else { return nothing }
      return .text(text.lowercased())
    default:
      guard session.typeName(base).flatMap({ session.catalog.types[$0]?.labels }) != nil else { return nothing }
      return text(value).map { .text($0) } ?? nothing
    }
  }

  /// What a column gets that no value is given for.
  mutating func defaultValue(_ column: Column, of table: QualifiedName) throws(CatalogError) -> Datum {
    if column.identity != nil {
      let owner = Sequence.OwningColumn(table: table, column: column.name)
      for case .sequence(let name) in session.catalog.referrers(of: table)
      where session.catalog.sequences[name]?.owner == owner {
        return session.nextValue(of: name)
      }
      return .something("its number isn't known")
    }
    if let pieces = column.defaultValue?.pieces, pieces.count == 3, pieces[0] == .text("nextval("),
      case .relation(let sequence) = pieces[1]
    {
      return session.nextValue(of: sequence)
    }
    guard let text = column.defaultValue?.text else {
      guard let domain = session.typeName(column.type).flatMap({ session.catalog.types[$0]?.domain }) else {
        return .null
      }
      return domain.defaultValue == nil ? .null : .unknown("the default of a domain isn't computed")
    }
    guard let expression = Expression(parsing: text) else { return .unknown("the default `\(text)` isn't read") }
    let outer = rows
    rows = []
    defer { rows = outer }
    return try stored(value(ValueExpression(expression)), as: column.type)
  }

  /// A row's values as a query sees them.
  func binding(_ row: TableRows.Row, of table: Table, as alias: String) -> Binding {
    Binding(
      alias: alias,
      fields: table.columns.map { .init(name: $0.name, value: row[$0.name] ?? .unknown("`\($0.name)` isn't known")) })
  }

  /// A row of which nothing is known but what holds for all rows.
  func anyRow(of table: Table, _ facts: Set<RowFact>) -> TableRows.Row {
    var row: TableRows.Row = [:]
    let reason = "it depends on the rows of `\(table.name.short)`"
    for column in table.columns {
      if facts.contains(.isNull(column.name)) {
        row[column.name] = .null
      } else {
        row[column.name] =
          column.isNotNull || facts.contains(.notNull(column.name)) ? .something(reason) : .unknown(reason)
      }
    }
    return row
  }

  /// The value of an expression of the table's own for one of its rows.
  mutating func value(
    _ expression: CanonicalExpression, _ row: TableRows.Row, of table: Table
  ) throws(CatalogError) -> Datum {
    guard let read = Expression(parsing: expression.text) else { return .unknown("`\(expression.text)` isn't read") }
    return try value(ValueExpression(read), row, of: table)
  }

  mutating func value(
    _ expression: ValueExpression, _ row: TableRows.Row, of table: Table
  ) throws(CatalogError) -> Datum {
    rows.append([binding(row, of: table, as: table.name.name)])
    defer { rows.removeLast() }
    return try value(expression)
  }

  /// Functions whose value differs from call to call, and is never null.
  mutating func volatileFunction(_ name: String, _ arguments: [Datum]) throws(CatalogError) -> Datum? {
    let reason = "what `\(name)` returns isn't known"
    switch name {
    case "gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuid_generate_v1mc":
      return arguments.isEmpty ? session.rows.fresh() : nil
    case "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp":
      return .time(day: session.today, isMidnight: false)
    case "timeofday", "random", "txid_current", "pg_backend_pid":
      return .something(reason)
    case "set_config":
      guard arguments.count == 3, let setting = text(arguments[0])?.lowercased() else { return .unknown(reason) }
      if setting.contains(".") {
        let value = arguments[1] == .null ? .text("") : arguments[1]
        session.setCustom(setting, value, isLocal: arguments[2] != .boolean(false))
      } else if setting == "search_path", let path = text(arguments[1]) {
        session.searchPath = Session.schemas(ofSetting: path)
      }
      return arguments[1]
    case "nextval", "setval", "currval":
      guard let first = arguments.first, case .object(let number) = try cast(first, to: TypeName(name: "regclass")),
        case .relation(let sequence) = number.object
      else {
        if name != "currval" { session.forgetNumbers() }
        return .something(reason)
      }
      if name == "currval" { return session.currentValue(of: sequence).map { .integer($0) } ?? .something(reason) }
      guard name == "setval", arguments.count > 1 else { return session.nextValue(of: sequence) }
      return setValue(of: sequence, Array(arguments.dropFirst()))
    default:
      // Strict functions that have a value for every one.
      guard Procedure.total.contains(name), !arguments.isEmpty, !arguments.contains(where: \.mayBeNull) else {
        return nil
      }
      return arguments.contains(where: \.isUnknown) ? .something(reason) : nil
    }
  }

  private mutating func setValue(of name: QualifiedName, _ arguments: [Datum]) -> Datum {
    session.rows.nextValues[name] = .some(nil)
    if arguments.contains(.null) { return .null }
    if case .integer(let last) = arguments[0], let sequence = session.catalog.sequences[name] {
      let wasCalled = arguments.count < 2 || arguments[1] == .boolean(true)
      session.rows.nextValues[name] = wasCalled ? last &+ sequence.increment : last
    }
    return arguments[0]
  }

  private static let total: Set<String> = [
    "lower", "upper", "btrim", "ltrim", "rtrim", "md5", "timezone", "date_trunc", "encode", "decode", "sha256",
    "to_jsonb", "to_json", "jsonb_build_object", "json_build_object", "jsonb_build_array", "json_build_array", "concat",
    "length", "char_length", "replace", "substring", "substr", "left", "right", "abs", "round", "floor", "ceil",
    "ceiling", "to_timestamp", "digest", "format", "quote_ident", "quote_literal", "split_part", "cardinality", "age",
  ]
}

extension Session {
  /// The number that a sequence gave last, in this session or another.
  func currentValue(of name: QualifiedName) -> Int? {
    guard let sequence = catalog.sequences[name], let next = rows.nextValues[name] ?? nil else { return nil }
    return next &- sequence.increment
  }

  /// What a sequence's `last_value` is: its start where it gave no number yet.
  func lastValue(of name: QualifiedName) -> Int? {
    rows.nextValues[name] == nil ? catalog.sequences[name]?.start : currentValue(of: name)
  }

  /// The next number of a sequence.
  mutating func nextValue(of name: QualifiedName) -> Datum {
    guard let sequence = catalog.sequences[name], let next = rows.nextValues[name] ?? sequence.start else {
      return .something("its number isn't known")
    }
    rows.nextValues[name] = .some(next &+ sequence.increment)
    return .integer(next)
  }
}
