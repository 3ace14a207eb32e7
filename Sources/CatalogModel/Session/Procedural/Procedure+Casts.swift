import SQLSyntax

extension Procedure {
  /// Casts of constants to `regclass` and its like fail where the expression is read, not where it is computed.
  mutating func check(_ expression: ValueExpression) throws(CatalogError) {
    guard case .cast(.constant(.string(let text)), let type) = expression else {
      for inner in expression.parts { try check(inner) }
      return
    }
    _ = try cast(.text(text), to: type)
  }

  mutating func cast(_ value: Datum, to type: TypeName) throws(CatalogError) -> Datum {
    if let value = moment(value, as: type) { return value }
    if value.isUnknown || value == .null || value == .databaseName || value == .runnerName { return value }
    if type.isArray {
      guard case .text(let text) = value else { return value }
      return Datum.array(text).map { .array($0) } ?? .unknown("`\(text)` isn't read as an array")
    }
    switch type.name {
    case "text", "character varying", "name", "citext", "bpchar", "\"char\"":
      if case .boolean(let truth) = value { return .text(truth ? "true" : "false") }
      return value.text(in: session).map { .text(clipped($0, type)) } ?? .unknown("its text isn't known")
    case "integer", "bigint", "smallint":
      switch value {
      case .integer: return value
      case .boolean(let truth): return .integer(truth ? 1 : 0)
      case .text(let text): return Int(text).map { .integer($0) } ?? .unknown("`\(text)` isn't an integer")
      default: return .unknown("its number isn't known")
      }
    case "boolean":
      if case .integer(let number) = value { return .boolean(number != 0) }
      return truth(value)
    case "regclass", "regtype", "regnamespace", "regrole", "regproc", "regprocedure":
      return try named(value, type.name)
    case "oid":
      if case .object(let number) = value { return .object(number.object) }
      return value
    case "information_schema.sql_identifier", "sql_identifier": return value
    default:
      if case .record(let fields) = value { return .record(try self.fields(fields, of: type)) }
      // An enum, a date, json: known by its text.
      guard case .object = value else { return value }
      return .unknown("its text isn't known")
    }
  }

  /// The fields of a row with the names and the types that a composite type or a table gives them.
  private mutating func fields(_ fields: [Datum.Field], of type: TypeName) throws(CatalogError) -> [Datum.Field] {
    guard let columns = session.resolver().rowType(type)?.columns, columns.count == fields.count else { return fields }
    var result: [Datum.Field] = []
    for (column, field) in zip(columns, fields) {
      var value = field.value
      if let type = column.type { value = try cast(value, to: type) }
      result.append(.init(name: column.name, value: value))
    }
    return result
  }

  private func clipped(_ text: String, _ type: TypeName) -> String {
    if type.name == "name" { return Identifier.truncated(text) }
    if type.name == "\"char\"" { return String(text.prefix(1)) }
    guard let length = type.modifiers.first.flatMap({ Int($0) }) else { return text }
    return String(text.prefix(length))
  }

  /// The object of a name, which must be there.
  private mutating func named(_ value: Datum, _ type: String) throws(CatalogError) -> Datum {
    guard case .text(let text) = value else {
      if case .object(let number) = value {
        return .object(
          Datum.ObjectNumber(object: number.object, isName: true, hasArguments: type == "regprocedure"))
      }
      return value
    }
    if Int(text) != nil { return .unknown("the object of the oid \(text) isn't known") }
    let name = ObjectName(parts: Identifier.parts(of: text.trimmingSpaces))
    if ["regclass", "regnamespace", "regrole", "regproc"].contains(type), !Identifier.isName(text) {
      throw .invalidName
    }
    if let found = object(text.trimmingSpaces, type) { return found }
    switch type {
    case "regclass":
      try session.requireSchema(name)
      throw .undefinedRelation(name)
    case "regtype": throw .undefinedType(name)
    case "regnamespace": throw .undefinedSchema(text)
    case "regrole": throw .undefinedObject(.role, text)
    default: throw .undefinedFunction("\"\(text)\"")
    }
  }

  /// The object that `to_regclass` and its like find; `nil` where there is none.
  func object(_ text: String, _ type: String) -> Datum? {
    let name = ObjectName(parts: Identifier.parts(of: text))
    func found(_ object: Datum.Object?) -> Datum? {
      object.map { .object(Datum.ObjectNumber(object: $0, isName: true, hasArguments: type == "regprocedure")) }
    }
    if Session.isSystemSchema(name.schema), type != "regnamespace" { return found(.builtIn) }
    switch type {
    case "regclass":
      let isBuiltIn = name.schema == nil && name.name.hasPrefix("pg_")
      return found(session.relation(name).map { .relation($0) } ?? (isBuiltIn ? .builtIn : nil))
    case "regtype":
      let parsed = Expression(parsing: "NULL::" + text)?.castType ?? TypeName(schema: name.schema, name: name.name)
      if parsed.isBuiltIn { return found(.type(parsed)) }
      return found(
        session.typeName(parsed).map { .type(TypeName(schema: $0.schema, name: $0.name, isArray: parsed.isArray)) })
    case "regnamespace":
      if Session.isSystemSchema(name.name) { return found(.schema(name.name)) }
      return found(session.catalog.schemas[name.name].map { .schema($0.name) })
    case "regrole":
      let isThere = session.catalog.roles[name.name] != nil || name.name == "postgres"
      return isThere ? found(.role(name.name)) : nil
    default:
      let bare = ObjectName(parts: Identifier.parts(of: String(text.prefix { $0 != "(" })))
      guard let qualified = session.lookUp(bare, { session.catalog.routinesByName[$0] != nil }) else {
        let resolver = session.resolver()
        let isOther = BuiltInNames.mayHave(bare.name) || (bare.schema == nil && resolver.function(bare) != nil)
        return isOther ? .unknown("whether the function `\(text)` is there isn't known") : nil
      }
      let signatures = session.catalog.routinesByName[qualified] ?? []
      if type == "regproc" {
        return signatures.count == 1
          ? found(.routine(signatures[0])) : .unknown("`\(text)` isn't the name of one function")
      }
      let types = text.drop { $0 != "(" }.dropFirst().dropLast().split(separator: ",").map { part in
        Expression(parsing: "NULL::" + part)?.castType?.base
      }
      var wanted: [String] = []
      for type in types {
        guard let type else { return .unknown("the types of `\(text)` aren't known") }
        let qualified = session.typeName(type).map { TypeName(schema: $0.schema, name: $0.name, isArray: type.isArray) }
        wanted.append((qualified ?? type).formatted)
      }
      return found(signatures.first { $0.arguments == wanted }.map { .routine($0) })
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension Expression {
  /// The type of an expression that is a cast.
  fileprivate var castType: TypeName? { castColumn?.types.last ?? constantType }

  private var constantType: TypeName? {
    if case .cast(_, let type) = ValueExpression(self) { type } else { nil }
  }
}

extension CatalogError {
  static let invalidName = CatalogError("42602", "invalid name syntax")
}
