import SQLSyntax

// What PostgreSQL refuses of a column's properties.

extension Session {
  /// A column's type must be one that values can have (42P16), and one with a collation where it gets one (42804).
  func requireColumnType(_ type: TypeName, _ name: String, _ collation: ObjectName?) throws(CatalogError) {
    try requireModifiers(type)
    if type.isPseudo { throw CatalogError("42P16", "column \"\(name)\" has pseudo-type \(type.formatted)") }
    if let collation { try requireCollation(collation, on: type) }
  }

  /// Lengths and precisions have limits (22023).
  func requireModifiers(_ type: TypeName) throws(CatalogError) {
    guard type.schema == nil, let first = type.modifiers.first.flatMap({ Int($0) }) else { return }
    let names = [
      "character varying": ("varchar", 10_485_760), "character": ("char", 10_485_760), "bit": ("bit", 83_886_080),
      "bit varying": ("varbit", 83_886_080),
    ]
    if let (name, limit) = names[type.name] {
      if first < 1 { throw CatalogError("22023", "length for type \(name) must be at least 1") }
      if first > limit { throw CatalogError("22023", "length for type \(name) cannot exceed \(limit)") }
    }
    guard type.name == "numeric" else { return }
    guard 1...1000 ~= first else {
      throw CatalogError("22023", "NUMERIC precision \(first) must be between 1 and 1000")
    }
    if let scale = type.modifiers.dropFirst().first.flatMap({ Int($0) }), !(-1000...1000 ~= scale) {
      throw CatalogError("22023", "NUMERIC scale \(scale) must be between -1000 and 1000")
    }
  }

  /// A collation must be there (42704), and is for strings only (42804).
  func requireCollation(_ collation: ObjectName, on type: TypeName) throws(CatalogError) {
    let base = baseType(type)
    let own = typeName(base).flatMap { catalog.types[$0]?.kind }
    var isCollatable = base.isArray || base.isText || !base.isBuiltIn
    if !base.isArray, case .enumeration? = own { isCollatable = false }
    if !base.isArray, case .composite? = own { isCollatable = false }
    guard isCollatable else {
      throw CatalogError("42804", "collations are not supported by type \(type.base.formatted)")
    }
  }

  /// `OPTIONS (…)` of a foreign table, or of a column of one: an option is added once (42710), and another is there (42704).
  mutating func setForeignOptions(
    _ changes: [ForeignOption], of column: String?, in table: inout Table
  ) throws(CatalogError) {
    guard table.foreignServer != nil else {
      let action = column == nil ? "OPTIONS (...)" : "ALTER COLUMN ... OPTIONS"
      throw CatalogError("42809", "ALTER action \(action) cannot be performed on relation \"\(table.name.name)\"")
    }
    let place = column.map { name in table.columns.firstIndex { $0.name == name } }
    if let column, place == .some(nil) { throw .undefinedColumn(column, table.name) }
    var options = place?.map { table.columns[$0].options } ?? table.options
    for change in changes {
      let name = change.option.name
      let isThere = options[name] != nil
      if change.verb == .add, isThere { throw CatalogError("42710", "option \"\(name)\" provided more than once") }
      if change.verb != .add, !isThere { throw CatalogError("42704", "option \"\(name)\" not found") }
      options[name] = change.verb == .drop ? nil : change.option.value ?? "true"
    }
    if let place = place.flatMap({ $0 }) { table.columns[place].options = options } else { table.options = options }
  }

  /// Values of a fixed length stay in their row (0A000).
  func requireStorage(_ storage: String, _ name: String, _ table: Table) throws(CatalogError) {
    guard ["PLAIN", "EXTERNAL", "EXTENDED", "MAIN"].contains(storage.uppercased()) else {
      throw CatalogError("22023", "invalid storage type \"\(storage)\"")
    }
    guard let column = table.column(name) else { throw .undefinedColumn(name, table.name) }
    guard storage.uppercased() != "PLAIN", !hasVariableLength(column.type) else { return }
    throw CatalogError("0A000", "column data type \(column.type.formatted) can only have storage PLAIN")
  }

  func requireCompression(_ method: String, _ column: Column?) throws(CatalogError) {
    if let column, method != "default", !hasVariableLength(column.type) {
      throw CatalogError("0A000", "column data type \(column.type.formatted) does not support compression")
    }
    guard ["default", "pglz", "lz4"].contains(method) else {
      throw CatalogError("22023", "invalid compression method \"\(method)\"")
    }
  }

  private func hasVariableLength(_ type: TypeName) -> Bool {
    let base = baseType(type)
    return !base.isBuiltIn || base.isArray || !TypeName.fixedLengthTypes.contains(base.name)
  }
}

extension TypeName {
  /// A type that no column has (manual, "Pseudo-Types").
  var isPseudo: Bool {
    guard schema == nil, !isArray else { return false }
    return isPolymorphic
      || ["record", "trigger", "event_trigger", "void", "cstring", "internal", "language_handler", "unknown"]
        .contains(name)
  }

  // SELECT format_type(oid, NULL) FROM pg_type WHERE typlen > 0 AND typtype = 'b' AND typelem = 0
  fileprivate static let fixedLengthTypes: Set<String> = [
    "\"char\"", "bigint", "boolean", "cid", "circle", "date", "double precision", "integer", "interval", "macaddr",
    "macaddr8", "money", "oid", "pg_lsn", "real", "smallint", "tid", "time with time zone", "time without time zone",
    "timestamp with time zone", "timestamp without time zone", "uuid", "xid", "xid8",
  ]
}
