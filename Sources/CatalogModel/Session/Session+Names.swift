import SQLSyntax

extension Session {
  /// Schemas of PostgreSQL itself, whose objects no migration makes.
  static func isSystemSchema(_ name: String?) -> Bool {
    guard let name else { return false }
    return name == "information_schema" || name.hasPrefix("pg_")
  }

  /// Where an object that is created goes.
  mutating func newName(_ name: ObjectName, isTemporary: Bool = false) throws(CatalogError) -> QualifiedName {
    let schema: String
    if isTemporary || name.schema == "pg_temp" {
      if let schema = name.schema, !schema.hasPrefix("pg_temp") {
        throw CatalogError("42P16", "cannot create temporary relation in non-temporary schema")
      }
      schema = "pg_temp"
      hasTemporaryObjects = true
    } else if let given = name.schema {
      guard catalog.schemas[given] != nil else { throw .undefinedSchema(given) }
      schema = given
      outcome.uses.insert(QualifiedName(schema: given, name: ""))
    } else {
      guard let first = searchPath.first(where: { catalog.schemas[$0] != nil }) else {
        throw CatalogError("3F000", "no schema has been selected to create in")
      }
      schema = first
    }
    return QualifiedName(schema: schema, name: Identifier.truncated(name.name))
  }

  /// The first object of a name along the search path for which `exists` holds.
  func lookUp(_ name: ObjectName, _ exists: (QualifiedName) -> Bool) -> QualifiedName? {
    let local = Identifier.truncated(name.name)
    if let schema = name.schema {
      let qualified = QualifiedName(schema: schema, name: local)
      return exists(qualified) ? qualified : nil
    }
    if catalog.hasTemporaryObjects {
      let temporary = QualifiedName(schema: "pg_temp", name: local)
      if exists(temporary) { return temporary }
    }
    for schema in searchPath {
      let qualified = QualifiedName(schema: schema, name: local)
      if exists(qualified) { return qualified }
    }
    return nil
  }

  /// Any relation of a name: a table, a view, an index, a sequence.
  func relation(_ name: ObjectName) -> QualifiedName? { lookUp(name, catalog.hasRelation) }

  /// A relation that must be there; it counts as used.
  mutating func existingRelation(_ name: ObjectName) throws(CatalogError) -> QualifiedName {
    guard let relation = relation(name) else { throw missingRelation(name) }
    outcome.uses.insert(relation)
    return relation
  }

  /// That a type isn't there; a schema that isn't there comes before it.
  func missingType(_ name: ObjectName) -> CatalogError { missingSchema(name) ?? .undefinedType(name) }

  /// That a relation isn't there; a schema that isn't there comes before it, but in queries.
  func missingRelation(_ name: ObjectName) -> CatalogError { missingSchema(name) ?? .undefinedRelation(name) }

  private func missingSchema(_ name: ObjectName) -> CatalogError? {
    do {
      try requireSchema(name)
      return nil
    } catch {
      return error
    }
  }

  /// A schema that a name says must be there (3F000).
  func requireSchema(_ name: ObjectName) throws(CatalogError) {
    guard let schema = name.schema, catalog.schemas[schema] == nil, !Session.isSystemSchema(schema) else { return }
    throw .undefinedSchema(schema)
  }

  /// A table that must be there; it counts as used.
  mutating func existingTable(_ name: ObjectName) throws(CatalogError) -> Table {
    let relation = try existingRelation(name)
    guard let table = catalog.tables[relation] else { throw .wrongType(relation, "a table") }
    return table
  }

  /// The routine that a call means, where only one has the name.
  func routine(named name: ObjectName) -> Routine? {
    guard let qualified = lookUp(name, { catalog.routinesByName[$0] != nil }),
      let signature = catalog.routinesByName[qualified]?.first
    else { return nil }
    return catalog.routines[signature]
  }

  // MARK: - Types

  /// A type with its schema found; it counts as used where a migration made it.
  mutating func resolve(_ type: TypeName) throws(CatalogError) -> TypeName {
    if let parts = type.columnParts { return try resolve(typeOfColumn: parts, type) }
    if type.isBuiltIn || type.schema == "pg_catalog" { return type }
    if type.schema == "information_schema", Session.informationDomains.contains(type.name) { return type }
    let known = typeName(type)
    if known == nil, let element = element(of: type) { return try resolve(element).array }
    guard let name = known ?? typeName(ofUnknownExtension: type) else {
      throw missingType(ObjectName(schema: type.schema, type.name))
    }
    outcome.uses.insert(name)
    var resolved = type
    resolved.schema = name.schema
    return resolved
  }

  /// The type whose arrays have a name of their own, `_mood` of `mood` (manual, CREATE TYPE, "Array Types").
  func element(of type: TypeName) -> TypeName? {
    guard type.name.hasPrefix("_"), !type.isArray else { return nil }
    let element = TypeName(schema: type.schema, name: String(type.name.dropFirst()))
    return typeName(element) == nil ? nil : element
  }

  /// The type that `users.id%TYPE` has at this moment.
  private mutating func resolve(typeOfColumn parts: [String], _ type: TypeName) throws(CatalogError) -> TypeName {
    guard parts.count > 1, let column = parts.last else {
      throw CatalogError("42601", "improper %TYPE reference (too few dotted names): \(parts.joined(separator: "."))")
    }
    let name = ObjectName(parts: parts.dropLast())
    guard let relation = resolver().relation(name) else {
      if Session.isSystemSchema(name.schema) || Session.isSystemRelation(name.name) {
        outcome.undecided.append("the type of `\(parts.joined(separator: "."))` isn't known")
        return type
      }
      throw missingRelation(name)
    }
    outcome.uses.insert(relation.name)
    guard relation.columns.has(column) else {
      throw CatalogError("42703", "column \"\(column)\" of relation \"\(relation.name.name)\" does not exist")
    }
    guard var found = relation.columns.type(of: column) else {
      outcome.undecided.append("the type of `\(parts.joined(separator: "."))` isn't known")
      return type
    }
    found.isSetOf = type.isSetOf
    return found
  }

  // SELECT typname FROM pg_type WHERE typnamespace = 'information_schema'::regnamespace AND typtype = 'd';
  private static let informationDomains: Set<String> = [
    "cardinal_number", "character_data", "sql_identifier", "time_stamp", "yes_or_no",
  ]

  /// The function that an extension brought; `nil` where a migration made one of the name.
  func memberOfExtension(_ name: ObjectName) -> QualifiedName? {
    guard routine(named: name) == nil else { return nil }
    let home = catalog.extensions.values.first { installed in
      (name.schema.map { $0 == installed.schema } ?? isSearched(installed.schema))
        && ExtensionFacts.functions[installed.name]?.contains(name.name) ?? false
    }
    return home.map { QualifiedName(schema: $0.schema, name: name.name) }
  }

  /// Whether names without a schema are looked for in this one.
  func isSearched(_ schema: String) -> Bool { schema == "pg_catalog" || searchPath.contains(schema) }

  /// The full name of a type that isn't PostgreSQL's own.
  func typeName(_ type: TypeName) -> QualifiedName? {
    if type.isBuiltIn || type.schema == "pg_catalog" { return nil }
    let name = ObjectName(schema: type.schema, type.name)
    if let found = lookUp(
      name, { catalog.types.contains($0) || catalog.tables.contains($0) || catalog.views.contains($0) })
    {
      return found
    }
    for installed in catalog.extensions.values where ExtensionFacts.types[installed.name]?.contains(type.name) ?? false
    {
      if type.schema == nil || type.schema == installed.schema {
        return QualifiedName(schema: installed.schema, name: type.name)
      }
    }
    return nil
  }

  /// The name of a type that an extension may have brought of which nothing is known.
  private mutating func typeName(ofUnknownExtension type: TypeName) -> QualifiedName? {
    let unknown = catalog.extensions.values.filter {
      !ExtensionFacts.isKnown($0.name) && (type.schema.map { [$0] } ?? searchPath).contains($0.schema)
    }
    guard let installed = unknown.min(by: { $0.name < $1.name }) else { return nil }
    let reason = "whether the extension `\(installed.name)` brings the type `\(type.name)` isn't known"
    if !outcome.undecided.contains(reason) { outcome.undecided.append(reason) }
    return QualifiedName(schema: installed.schema, name: type.name)
  }

  // MARK: - Expressions

  /// What names in an expression stand for here; `base` is the table whose columns stand alone.
  func resolver(base: Table? = nil, rowNames: [String] = []) -> SessionResolver {
    SessionResolver(session: self, base: base.map(SessionResolver.relation), rowNames: rowNames)
  }

  /// An expression's canonical form; what it names counts as used.
  mutating func canonical(
    _ expression: Expression, base: Table? = nil, target: TypeName? = nil, rowNames: [String] = []
  ) -> CanonicalExpression {
    let canonical = CanonicalExpression(expression, resolver: resolver(base: base, rowNames: rowNames), target: target)
    use(canonical, of: base)
    return canonical
  }

  /// What an expression names counts as used, but for the table that it is of.
  mutating func use(_ canonical: CanonicalExpression, of base: Table?) {
    canonical.forEachReference { outcome.uses.insert($0) }
    if let base { outcome.uses.remove(base.name) }
  }
}

/// Names as a session's catalog and search path have them.
struct SessionResolver: NameResolver {
  var session: Session
  var base: ResolvedRelation?
  var rowNames: [String]
  var transactionNumber: Int { session.transactionNumber }

  static func relation(_ table: Table) -> ResolvedRelation {
    ResolvedRelation(name: table.name, columns: TableColumns(columns: table.columns))
  }

  /// A table's columns, looked up where they are.
  private struct TableColumns: ResolvedColumns {
    var columns: [Column]
    var names: [String] { columns.map(\.name) }
    func has(_ name: String) -> Bool { columns.contains { $0.name == name } }
    func type(of name: String) -> TypeName? {
      // The types of a materialized view's columns aren't always known.
      columns.first { $0.name == name }.flatMap { $0.type.name.isEmpty ? nil : $0.type }
    }
  }

  func relation(_ name: ObjectName) -> ResolvedRelation? {
    guard let qualified = session.relation(name) else { return nil }
    if let table = session.catalog.tables[qualified] { return SessionResolver.relation(table) }
    if let view = session.catalog.views[qualified], let columns = view.columns {
      let types = view.columnTypes.count == columns.count ? view.columnTypes : columns.map { _ in nil }
      return ResolvedRelation(name: qualified, columns: zip(columns, types).map { (name: $0, type: $1) })
    }
    return session.catalog.sequences[qualified].map { .sequence($0.name) }
  }

  func function(_ name: ObjectName) -> QualifiedName? {
    if name.schema == "pg_catalog" { return nil }
    if let found = session.lookUp(name, { session.catalog.routinesByName[$0] != nil }) { return found }
    if let schema = name.schema { return QualifiedName(schema: schema, name: name.name) }
    for installed in session.catalog.extensions.values
    where ExtensionFacts.functions[installed.name]?.contains(name.name) ?? false {
      if session.searchPath.contains(installed.schema) {
        return QualifiedName(schema: installed.schema, name: name.name)
      }
    }
    return nil
  }

  func rowType(of function: ObjectName) -> RowType? {
    guard let routine = session.routine(named: function), let name = self.function(function),
      session.catalog.routinesByName[name]?.count == 1
    else { return nil }
    let outputs = routine.arguments.filter(\.mode.isOutput)
    if outputs.count > 1 || outputs.contains(where: { $0.mode == .table }) {
      return RowType(outputs: outputs.map { ($0.name, $0.type) })
    }
    return routine.resultType.flatMap(rowType(named:)) ?? RowType()
  }

  func parameterTypes(of function: ObjectName) -> [TypeName]? {
    guard let routine = session.routine(named: function),
      session.catalog.routinesByName[routine.signature.name]?.count == 1
    else { return nil }
    let inputs = routine.arguments.filter(\.mode.isInput)
    return inputs.contains { $0.mode == .variadic } ? nil : inputs.map(\.type)
  }

  func rowType(_ type: TypeName) -> RowType? {
    type.isArray ? nil : session.typeName(type).flatMap(rowType(named:))
  }

  private func rowType(named name: QualifiedName) -> RowType? {
    if case .composite(let columns)? = session.catalog.types[name]?.kind {
      return RowType(name: name, columns: columns.map { ($0.name, $0.type) })
    }
    return relation(ObjectName(schema: name.schema, name.name)).map { RowType($0) }
  }

  func resultType(of function: ObjectName) -> TypeName? {
    guard let name = self.function(function), let signatures = session.catalog.routinesByName[name] else { return nil }
    let types = Set(signatures.map { session.catalog.routines[$0]?.valueType })
    let type = types.count == 1 ? types.first.flatMap { $0 }.flatMap { TypeName(parsing: $0) } : nil
    // What it gives is said by the arguments.
    return type?.isPolymorphic == true ? nil : type
  }

  func baseType(of domain: TypeName) -> TypeName? {
    let base = session.baseType(domain)
    return base == domain ? nil : base
  }

  func type(_ name: TypeName) -> QualifiedName? {
    session.typeName(name) ?? (name.schema.map { QualifiedName(schema: $0, name: name.name) })
  }

  func relationInString(_ text: String) -> QualifiedName? {
    session.relation(ObjectName(parts: Identifier.parts(of: text)))
  }

  func inputError(_ text: String, as type: TypeName) -> InputError? { session.inputError(text, as: type) }

  func lacksFunction(_ name: ObjectName, _ arguments: [TypeName?]) -> Bool { session.lacksFunction(name, arguments) }
  func isEnum(_ type: TypeName) -> Bool { session.isEnum(type) }
}

extension SessionResolver: DefinitionResolver {
  func object(_ kind: ObjectKind, _ name: ObjectName) -> QualifiedName? {
    guard ObjectKind.inSchemas.contains(kind) else {
      let identity = ObjectIdentity(kind: kind, name: name.name)
      return session.catalog.others[identity] == nil ? nil : QualifiedName(schema: "", name: name.name)
    }
    return session.lookUp(name) {
      session.catalog.others[ObjectIdentity(kind: kind, schema: $0.schema, name: $0.name)] != nil
    }
  }

  func operatorSchema(_ name: ObjectName, _ operands: String) -> String? {
    object(.operator, ObjectName(schema: name.schema, name.name + operands))?.schema
  }
}

extension Query {
  /// The schemas of `SELECT set_config('search_path', …)`.
  var searchPathSetting: [String]? {
    var strings: [String] = []
    visit { part in
      if case .constant(.string(let text)) = part.kind { strings.append(text) }
      return true
    }
    guard let index = strings.firstIndex(of: "search_path"), strings.indices.contains(index + 1) else { return nil }
    return strings[index + 1].split(separator: ",").map { $0.filter { $0 != " " && $0 != "\"" } }
      .filter { $0 != "$user" }.map { String($0) }
  }
}
