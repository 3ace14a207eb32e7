import SQLSyntax

extension Procedure {
  /// Functions that ask the catalog or the session (manual, "System Information Functions").
  func catalogFunction(_ name: String, _ arguments: [Datum]) throws(CatalogError) -> Datum? {
    let first = arguments.first ?? .null
    if let unknown = arguments.first(where: \.isUnknown) { return .unknown(unknown.reason ?? "") }
    switch name {
    case "to_regclass", "to_regtype", "to_regnamespace", "to_regrole", "to_regproc", "to_regprocedure":
      guard let text = text(first) else { return first == .null ? .null : nil }
      if !["to_regtype", "to_regprocedure"].contains(name), !Identifier.isName(text) { throw .invalidName }
      return object(text, String(name.dropFirst("to_".count))) ?? .null
    case "pg_get_expr":
      // An expression is its text here.
      if case .text = first { return first }
      return first == .null ? .null : nil
    case "current_database": return .databaseName
    case "current_schema": return .text(session.searchPath.first { session.catalog.schemas[$0] != nil })
    case "current_schemas":
      let own = session.searchPath.filter { session.catalog.schemas[$0] != nil }.map { Datum.text($0) }
      return .array((first == .boolean(true) ? [.text("pg_catalog")] : []) + own)
    case "current_setting": return setting(arguments)
    case "pg_table_is_visible":
      guard case .object(let number) = first, case .relation(let name) = number.object else { return nil }
      return .boolean(session.relation(ObjectName(name.name)) == name)
    case "pg_type_is_visible":
      guard case .object(let number) = first, case .type(let type) = number.object else { return nil }
      guard let name = type.qualifiedName else { return .boolean(true) }
      return .boolean(session.typeName(TypeName(name: name.name)) == name)
    case "pg_function_is_visible":
      guard case .object(let number) = first, case .routine(let signature) = number.object else { return nil }
      let name = ObjectName(signature.name.name)
      return .boolean(session.lookUp(name) { session.catalog.routinesByName[$0] != nil } == signature.name)
    case "pg_get_function_identity_arguments", "pg_get_function_arguments":
      guard case .object(let number) = first, case .routine(let signature) = number.object,
        let routine = session.catalog.routines[signature], name.hasPrefix("pg_get_function_identity")
      else { return nil }
      let inputs = routine.arguments.filter { $0.mode != .table && $0.mode != .output }
      guard inputs.allSatisfy({ $0.mode == .input }) else { return nil }
      let texts = inputs.map { ($0.name.map { Identifier.quoted($0) + " " } ?? "") + $0.type.formatted }
      return .text(texts.joined(separator: ", "))
    case "format_type":
      guard case .object(let number) = first, case .type(var type) = number.object else { return nil }
      switch arguments.count > 1 ? arguments[1] : .null {
      case .null: break
      case .integer(let modifier):
        guard let modifiers = type.modifiers(numbered: modifier) else { return nil }
        type.modifiers = modifiers
      default: return nil
      }
      return .text(type.formatted)
    case "pg_get_serial_sequence": return try serialSequence(arguments)
    case "pg_get_indexdef":
      guard case .object(let number) = first, case .relation(let name) = number.object, arguments.count == 1 else {
        return nil
      }
      return session.catalog.indexes[name].map { SystemRelations.definition(of: $0, in: session.catalog) } ?? .null
    case "pg_get_viewdef":
      var object = first
      if case .text(let text) = first { object = self.object(text, "regclass") ?? .null }
      guard case .object(let number) = object, case .relation(let name) = number.object else { return nil }
      // The layout is the server's own; as a query it says the same.
      return session.catalog.views[name].map { .text($0.query(.qualified) + ";") } ?? .null
    case "obj_description":
      guard case .object(let number) = first, case .relation(let name) = number.object else { return nil }
      return .text(session.catalog.tables[name]?.comment)
    default: return nil
    }
  }

  /// The sequence of a column, in the form that `nextval` reads.
  private func serialSequence(_ arguments: [Datum]) throws(CatalogError) -> Datum? {
    guard arguments.count == 2, let text = text(arguments[0]), let column = self.text(arguments[1]) else {
      return arguments.contains(.null) ? .null : nil
    }
    let name = ObjectName(parts: Identifier.parts(of: text))
    guard Identifier.isName(text) else { throw .invalidName }
    guard let relation = session.relation(name) else { throw session.missingRelation(name) }
    guard session.catalog.tables[relation]?.column(column) != nil else { throw .undefinedColumn(column, relation) }
    let owner = Sequence.OwningColumn(table: relation, column: column)
    return .text(session.catalog.sequences.values.first { $0.owner == owner }?.name.description)
  }

  /// A setting that a project gives itself isn't set by anybody in a new session; the server's own aren't known.
  private func setting(_ arguments: [Datum]) -> Datum? {
    guard let first = arguments.first, let name = text(first) else { return nil }
    if name == "search_path" {
      return .unknown("what `search_path` is when a migration starts isn't known")
    }
    guard name.contains("."), arguments.count == 2, arguments[1] == .boolean(true) else { return nil }
    return session.customSettings[name.lowercased()] ?? .null
  }
}

extension TypeName {
  /// The number that `pg_attribute.atttypmod` has for the modifiers; `nil` where that isn't known.
  var modifierNumber: Int? {
    let numbers = modifiers.compactMap { Int($0) }
    guard !numbers.isEmpty, numbers.count == modifiers.count else { return modifiers.isEmpty ? -1 : nil }
    switch name {
    case "character varying", "character": return numbers[0] + 4
    case "numeric": return (numbers[0] << 16 | (numbers.count > 1 ? numbers[1] & 0x7ff : 0)) + 4
    case "bit", "bit varying": return numbers[0]
    default: return name.hasPrefix("time") ? numbers[0] : nil
    }
  }

  /// The modifiers that such a number stands for.
  func modifiers(numbered number: Int) -> [String]? {
    guard number >= 0 else { return [] }
    switch name {
    case "character varying", "character": return [String(number - 4)]
    case "numeric": return [String((number - 4) >> 16), String((number - 4) & 0x7ff)]
    case "bit", "bit varying": return [String(number)]
    default: return name.hasPrefix("time") ? [String(number)] : nil
    }
  }
}
