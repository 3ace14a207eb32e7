package import SQLSyntax

// What PostgreSQL refuses of an expression, for where it stands, what it gives, and what it calls.

extension Session {
  /// An expression must not hold what its place doesn't allow.
  func requirePlace(_ expression: Expression, _ place: ExpressionPlace) throws(CatalogError) {
    if let error = expression.misuse(in: place, callKind) { throw CatalogError(error) }
  }

  /// A condition must be one, and must not hold what its place doesn't allow (42804).
  func requireCondition(
    _ expression: Expression, _ place: ExpressionPlace, _ word: String, _ resolver: some NameResolver
  ) throws(CatalogError) {
    try requirePlace(expression, place)
    guard let type = expression.resultType(resolver: resolver).map(baseType), type.isBuiltIn,
      type.formatted != "boolean"
    else { return }
    throw CatalogError("42804", "argument of \(word) must be type boolean, not type \(type.formatted)")
  }

  /// A default must be a value of its column's type, and can't look at the row (42804).
  func requireDefault(_ expression: Expression, of name: String, _ type: TypeName) throws(CatalogError) {
    if case .string(let text)? = expression.bareConstant {
      if let error = inputError(text, as: type) { throw CatalogError(error) }
      return
    }
    try requireFunctions(in: expression)
    try requirePlace(expression, .defaultValue)
    guard let own = expression.resultType(resolver: resolver()), castContext(from: own, to: type) == .explicit else {
      return
    }
    throw CatalogError(
      "42804",
      "column \"\(name)\" is of type \(type.formatted) but default expression is of type \(own.formatted)",
      detail: "HINT: You will need to rewrite or cast the expression.")
  }

  private func callKind(_ name: ObjectName) -> CallKind {
    guard let routine = routine(named: name) else {
      return name.schema == nil || name.schema == "pg_catalog" ? CallKind(ofBuiltIn: name.name) : .plain
    }
    if routine.kind == .aggregate { return .aggregate }
    if routine.isWindow { return .window }
    return routine.returnsSet ? .setReturning : .plain
  }

  // MARK: - Constants

  /// Why the text of a constant can't be read as a value of a type (22P02, 22007 and the like); `nil` where it can, and
  /// where that isn't certain.
  func inputError(_ text: String, as type: TypeName) -> InputError? {
    if type.isArray { return Literals.inputError(text, as: type) }
    if type.schema == nil, type.name == "regclass" { return missingRelation(named: text) }
    let base = baseType(type)
    if case .enumeration(let labels)? = typeName(base).flatMap({ catalog.types[$0]?.kind }) {
      if let name = typeName(base), newEnumValues[name]?.contains(text) ?? false {
        return InputError("55P04", "unsafe use of new value \"\(text)\" of enum type \(Identifier.quoted(base.name))")
      }
      guard !labels.contains(text) else { return nil }
      return InputError("22P02", "invalid input value for enum \(base.name): \"\(text)\"")
    }
    return base.schema == nil || base.schema == "pg_catalog" ? Literals.inputError(text, as: base) : nil
  }

  private func missingRelation(named text: String) -> InputError? {
    let name = ObjectName(parts: Identifier.parts(of: text))
    guard Int(text) == nil, !Session.isSystemSchema(name.schema), !Session.isSystemRelation(name.name),
      relation(name) == nil, catalog.extensions.values.allSatisfy({ ExtensionFacts.isKnown($0.name) })
    else { return nil }
    return InputError("42P01", "relation \"\(text)\" does not exist")
  }

  // MARK: - Casts

  /// The type that a domain, or a domain of it, is made of; any other type is itself.
  func baseType(_ type: TypeName) -> TypeName {
    guard !type.isArray, let domain = typeName(type).flatMap({ catalog.types[$0]?.domain }) else { return type }
    return baseType(domain.type)
  }

  /// A type with the schema that it is found in, where it is the migrations' own.
  private func qualified(_ type: TypeName) -> TypeName {
    guard let name = typeName(type), catalog.types[name] != nil else { return type }
    return TypeName(schema: name.schema, name: name.name, isArray: type.isArray)
  }

  /// How a value of one type becomes one of the other, domains as what they are made of; `nil` where that isn't known.
  func castContext(from source: TypeName, to target: TypeName) -> Casts.Context? {
    var (source, target) = (qualified(baseType(source)), qualified(baseType(target)))
    if source.isArray, target.isArray {
      // Elements are cast as their base types are.
      (source, target) = (qualified(baseType(source.withoutArray)), qualified(baseType(target.withoutArray)))
    }
    if let context = Casts.context(from: source, to: target) { return context }
    // An enum, a composite type or a range of the migrations' own has no casts.
    let isOwn = [source, target].contains { type in typeName(type).map { catalog.types[$0] != nil } ?? false }
    let hasCasts = catalog.others.keys.contains { $0.kind == .cast }
    return isOwn && !hasCasts ? .explicit : nil
  }

  // MARK: - Calls

  /// Whether it is certain that no function takes arguments of these types.
  func lacksFunction(_ name: ObjectName, _ arguments: [TypeName?]) -> Bool {
    let isOwn = name.schema == nil || name.schema == "pg_catalog"
    let builtIn = isOwn ? BuiltInFunctions.candidates(name.name, arguments.map { $0.map(argumentType) }) : nil
    if let builtIn, !builtIn.isEmpty { return false }
    if builtIn == nil, isOwn, BuiltInNames.isFunction(name.name) || InternalFunctionNames.contain(name.name) {
      return false
    }
    if catalog.extensions.values.contains(where: { ExtensionFacts.functions[$0.name]?.contains(name.name) ?? true }) {
      return false
    }
    let schemas = name.schema.map { [$0] } ?? searchPath
    let signatures = schemas.flatMap { catalog.routinesByName[QualifiedName(schema: $0, name: name.name)] ?? [] }
    // One argument may be a type that the call casts to, or a row whose field it is.
    guard builtIn != nil || !signatures.isEmpty, arguments.count != 1 || typeName(TypeName(name: name.name)) == nil
    else { return false }
    return !signatures.contains { catalog.routines[$0].map { takes($0, arguments) } ?? true }
  }

  /// An argument's type as PostgreSQL's own functions see it: a domain's base type, and `anyenum` of an enum.
  private func argumentType(_ type: TypeName) -> TypeName {
    let base = baseType(type)
    return isEnum(base) && !base.isArray ? TypeName(name: "anyenum") : base
  }

  /// Whether a type is an enum that nothing makes another type of.
  func isEnum(_ type: TypeName) -> Bool {
    guard !type.isArray, let name = typeName(type), case .enumeration? = catalog.types[name]?.kind else { return false }
    return !catalog.others.keys.contains { $0.kind == .cast && $0.name.contains(name.name) }
  }

  private func takes(_ routine: Routine, _ arguments: [TypeName?]) -> Bool {
    let inputs = routine.arguments.filter(\.mode.isInput)
    if inputs.contains(where: { $0.mode == .variadic }) || routine.kind == .aggregate { return true }
    let required = inputs.filter { $0.defaultValue == nil }.count
    guard required...max(required, inputs.count) ~= arguments.count else { return false }
    return zip(inputs, arguments).allSatisfy { input, argument in
      guard let argument, argument.name != "unknown", !input.type.isPolymorphic,
        typeName(argument).map({ catalog.types[$0] != nil }) ?? true
      else { return true }
      return castContext(from: argument, to: input.type).map { $0 == .implicit } ?? true
    }
  }
}

extension CatalogError {
  init(_ error: InputError) { self.init(error.sqlState, error.message) }
}

extension CanonicalExpression {
  /// A column of the table that the expression belongs to.
  package static func column(_ name: String, of table: QualifiedName) -> CanonicalExpression {
    CanonicalExpression(pieces: [.column(.init(relation: table, qualifier: .none, name: name))])
  }

  /// `(column IS NOT NULL)`.
  package static func isNotNull(_ column: String, of table: QualifiedName) -> CanonicalExpression {
    CanonicalExpression(pieces: [
      .text("("), .column(.init(relation: table, qualifier: .none, name: column)), .text(" IS NOT NULL)"),
    ])
  }

  /// The columns of a relation that it mentions, each once, in order.
  package func columns(of relation: QualifiedName) -> [String] {
    var names: [String] = []
    for case .column(let column) in pieces where column.relation == relation && !names.contains(column.name) {
      names.append(column.name)
    }
    return names
  }
}
