package import SQLSyntax

extension Session {
  /// CREATE AGGREGATE: a routine whose body says what it is computed by.
  mutating func createAggregate(
    _ create: CreateFunction, _ properties: [Definition.Property]
  ) throws(CatalogError) {
    let name = try newName(create.name)
    var arguments: [Routine.Argument] = []
    for parameter in create.parameters {
      let type = try resolve(parameter.type).base
      arguments.append(.init(name: parameter.name, type: type, mode: parameter.mode, defaultValue: nil))
    }
    var definition = Definition(.aggregate, create.name)
    definition.properties = properties
    try requireTerms(of: definition)
    for required in ["stype", "sfunc"] where definition.property(required) == nil {
      throw CatalogError("42P13", "aggregate \(required) must be specified")
    }
    let signature = RoutineSignature(name: name, arguments: arguments.map(\.type.formatted))
    var routine = Routine(signature: signature, kind: .aggregate)
    routine.arguments = arguments
    routine.sqlBody = Routine.aggregateBody(properties + create.orderedKind, resolver: resolver())
    routine.properties["direct arguments"] = create.directArguments.map(String.init)
    routine.language = "internal"
    routine.volatility = "immutable"
    routine.cost = "1"
    routine.owner = role
    routine.privileges = initialPrivileges(in: name.schema)
    try setResult(of: &routine, definition)
    if case .text(let parallel)? = definition.property("parallel")?.terms.first {
      routine.parallel = parallel.lowercased()
    }
    if let old = catalog.routines[signature] {
      guard create.orReplace else {
        throw CatalogError("42723", "function \"\(name.name)\" already exists with same argument types")
      }
      guard old.kind == .aggregate else { throw CatalogError("42809", "cannot change routine kind") }
      (routine.owner, routine.privileges, routine.comment) = (old.owner, old.privileges, old.comment)
    }
    outcome.created.append(routine.identity)
    catalog.store(routine)
  }

  /// The result is what the last function gives, the state where there is none.
  private mutating func setResult(of routine: inout Routine, _ definition: Definition) throws(CatalogError) {
    guard case .type(let state)? = definition.property("stype")?.terms.first else { return }
    var type = try resolve(state)
    if case .function(let function)? = definition.property("finalfunc")?.terms.first {
      guard let result = result(of: function, for: type) else {
        outcome.undecided.append("the type that the aggregate `\(routine.signature.text)` gives isn't known")
        return
      }
      type = result
    }
    routine.result = type.base.formatted
    routine.resultType = type.qualifiedName
  }

  /// The type that a function gives for an aggregate's state; a polymorphic one as the state makes it.
  private func result(of function: ObjectName, for state: TypeName) -> TypeName? {
    guard let name = lookUp(function, { catalog.routinesByName[$0] != nil }) else { return nil }
    let candidates = (catalog.routinesByName[name] ?? []).compactMap { catalog.routines[$0] }.filter {
      guard let first = $0.arguments.first(where: { $0.mode != .output })?.type else { return false }
      return first.base == state.base || first.isPolymorphic
    }
    guard candidates.count == 1, let result = candidates[0].result.flatMap({ TypeName(parsing: $0) }) else {
      return nil
    }
    guard result.isPolymorphic, !state.isPolymorphic else { return result }
    let parameter = candidates[0].arguments.first { $0.mode != .output }?.type.name
    switch result.name {
    case parameter: return state
    case "anyelement" where parameter == "anyarray": return TypeName(schema: state.schema, name: state.name)
    default: return nil
    }
  }
}

extension CreateFunction {
  /// How an ordered-set aggregate is told from others.
  fileprivate var orderedKind: [Definition.Property] {
    guard directArguments != nil else { return [] }
    let isHypothetical = aggregate?.contains { $0.name == "hypothetical" } ?? false
    return [.init("kind", [.text(isHypothetical ? "hypothetical_set" : "ordered")])]
  }
}

extension Routine {
  /// What an aggregate is computed by, the same however it was written.
  package static func aggregateBody(
    _ properties: [Definition.Property], resolver: some DefinitionResolver
  ) -> CanonicalExpression {
    let writer = TermWriter(resolver: resolver)
    var pieces: [CanonicalExpression.Piece] = []
    for property in properties.sorted(by: { $0.name < $1.name }) where isKept(property) {
      pieces.append(.text((pieces.isEmpty ? "" : ", ") + property.name + " = "))
      pieces += writer.expression(property).pieces
    }
    return CanonicalExpression(pieces: pieces)
  }

  /// Properties that say what the default is, and sizes of states, make no difference.
  private static func isKept(_ property: Definition.Property) -> Bool {
    if ["parallel", "sspace", "msspace", "hypothetical"].contains(property.name) { return false }
    guard case .text(let text)? = property.terms.first else { return true }
    return text.lowercased() != "read_only" && text != "false"
  }
}
