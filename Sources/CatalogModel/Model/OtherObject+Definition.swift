package import SQLSyntax

/// What the names in a definition stand for, those of rare kinds too.
package protocol DefinitionResolver: NameResolver {
  /// The full name of an object that isn't PostgreSQL's own; one that is in no schema has an empty one.
  func object(_ kind: ObjectKind, _ name: ObjectName) -> QualifiedName?
  /// The schema of an operator that isn't PostgreSQL's own; its operands have their text.
  func operatorSchema(_ name: ObjectName, _ operands: String) -> String?
}

extension OtherObject {
  /// The object that a definition makes.
  package init(_ definition: Definition, schema: String?, parent: QualifiedName?, resolver: some DefinitionResolver) {
    self.init(
      kind: definition.kind, schema: schema,
      title: OtherObject.title(definition.name.name, definition.suffix, resolver: resolver))
    if definition.kind == .rule {
      self.schema = nil
      self.parent = parent
    }
    var writer = TermWriter(resolver: resolver, relation: parent, operands: title)
    if definition.kind == .rule { writer.rowNames = ["new", "old"] }
    properties = definition.properties.map { Property($0.name, writer.expression($0)) }
    if let parent, definition.kind == .statistics {
      properties.append(Property("table", CanonicalExpression(pieces: [.relation(parent)])))
    }
    setDefaults()
  }

  /// Adds properties beside those of their names.
  package mutating func add(_ properties: [Definition.Property], resolver: some DefinitionResolver) {
    let writer = TermWriter(resolver: resolver, relation: nil, operands: title)
    self.properties += properties.map { Property($0.name, writer.expression($0)) }
  }

  /// An object's name with what stands behind it.
  package static func title(
    _ name: String, _ suffix: [NamePart], resolver: some DefinitionResolver
  ) -> CanonicalExpression {
    var pieces: [CanonicalExpression.Piece] = name.isEmpty ? [] : [.text(Identifier.truncated(name))]
    for part in suffix {
      switch part {
      case .text(let text): pieces.append(.text(text))
      case .type(let type): pieces += TermWriter.pieces(of: type, resolver)
      case .object(let kind, let name):
        pieces.append(resolver.object(kind, name).map { .object(kind, $0) } ?? .text(name.name))
      }
    }
    return CanonicalExpression(pieces: pieces)
  }

  /// Brings what PostgreSQL keeps otherwise than it is written to the form that it keeps.
  mutating func setDefaults() {
    switch kind {
    case .collation: setCollationDefaults()
    case .publication:
      let actions = text("publish") ?? "insert, update, delete, truncate"
      let names = actions.split { $0 == "," || $0 == " " }.map { $0.lowercased() }.sorted()
      set("publish", CanonicalExpression(verbatim: names.joined(separator: ", ")))
      leaveOut("publish_via_partition_root")
    case .subscription: setSubscriptionDefaults()
    case .eventTrigger:
      if let tags = text("when tag") {
        set("when tag", CanonicalExpression(verbatim: tags.split(separator: ", ").sorted().joined(separator: ", ")))
      }
    case .statistics:
      if text("kinds") == "dependencies, mcv, ndistinct" { set("kinds", nil) }
    default: break
    }
  }

  /// What a subscription does once is left out; one that isn't connected isn't enabled.
  private mutating func setSubscriptionDefaults() {
    func isFalse(_ name: String) -> Bool { text(name).map(StorageOption.isFalse) ?? false }
    let isEnabled = !isFalse("enabled") && !(isFalse("connect") && text("enabled") == nil)
    let slot = text("slot_name") ?? title.text
    properties.removeAll { $0.name != "publications" }
    set("enabled", isEnabled ? nil : CanonicalExpression(verbatim: "no"))
    set("slot", CanonicalExpression(verbatim: slot.lowercased() == "none" ? "none" : slot))
  }

  private mutating func setCollationDefaults() {
    let provider = text("provider") ?? "libc"
    set("provider", CanonicalExpression(verbatim: provider))
    if text("deterministic") == "true" { set("deterministic", nil) }
    guard provider == "libc", let locale = text("locale") else { return }
    set("locale", nil)
    for name in ["lc_collate", "lc_ctype"] { set(name, CanonicalExpression(verbatim: locale)) }
  }

  /// Takes a boolean away where it is false, and has one spelling for true.
  private mutating func leaveOut(_ name: String) {
    guard let value = text(name) else { return }
    let isFalse = ["false", "off", "0", "no", "f", "n"].contains(value.lowercased())
    set(name, isFalse ? nil : CanonicalExpression(verbatim: "true"))
  }
}

/// Writes the terms of a definition as pieces.
struct TermWriter<Resolver: DefinitionResolver> {
  var resolver: Resolver
  /// The relation that columns are of, where the definition is about one.
  var relation: QualifiedName?
  /// The title of the operator that is defined.
  var operands = CanonicalExpression(pieces: [])
  /// Names for the rows that a rule is about.
  var rowNames: [String] = []

  func expression(_ property: Definition.Property) -> CanonicalExpression {
    var pieces: [CanonicalExpression.Piece] = []
    var relation = relation
    for term in inOrder(property.terms) {
      if case .relation(let name) = term { relation = resolver.relation(name)?.name ?? relation }
      pieces += self.pieces(term, property.name, relation)
    }
    return CanonicalExpression(pieces: pieces)
  }

  /// The columns in the order that their table has them, wherever they stand in a list.
  private func inOrder(_ terms: [Definition.Term]) -> [Definition.Term] {
    guard case .relation(let name)? = terms.first, let columns = resolver.relation(name)?.columns.names else {
      return terms
    }
    let given = terms.compactMap { term in if case .column(let name) = term { name } else { nil } }
    var sorted = given.sorted { (columns.firstIndex(of: $0) ?? 0) < (columns.firstIndex(of: $1) ?? 0) }[...]
    return terms.map { term in
      guard case .column = term, let next = sorted.popFirst() else { return term }
      return .column(next)
    }
  }

  private func pieces(
    _ term: Definition.Term, _ property: String, _ relation: QualifiedName?
  ) -> [CanonicalExpression.Piece] {
    switch term {
    case .text(let text): return [.text(text)]
    case .type(let type): return TermWriter.pieces(of: type, resolver)
    case .function(let name): return [resolver.function(name).map { .function($0) } ?? .text(name.name)]
    case .relation(let name): return [resolver.relation(name).map { .relation($0.name) } ?? .text(name.name)]
    case .column(let name):
      guard let relation else { return [.text(name)] }
      return [.column(.init(relation: relation, qualifier: .none, name: name))]
    case .object(let kind, let name):
      return [resolver.object(kind, name).map { .object(kind, $0) } ?? .text(name.name)]
    case .operator(let name, let types): return [self.operator(name, types, property)]
    case .expression(let expression):
      let base = relation.flatMap { resolver.relation(ObjectName(schema: $0.schema, $0.name)) }
      let based = BasedResolver(resolver: resolver, base: base, rowNames: rowNames)
      return CanonicalExpression(expression, resolver: based).pieces
    case .query(let query):
      let base = relation.flatMap { resolver.relation(ObjectName(schema: $0.schema, $0.name)) }
      let rows = BasedResolver(resolver: resolver, base: base, rowNames: rowNames)
      return CanonicalExpression(query, resolver: rows).pieces
    }
  }

  /// An operator with its operands: those of the operator that is defined, where it is one of its partners.
  private func `operator`(
    _ name: ObjectName, _ types: [TypeName], _ property: String
  ) -> CanonicalExpression.Piece {
    var texts = types.map { CanonicalExpression(pieces: TermWriter.pieces(of: $0, resolver)).text }
    if texts.isEmpty, let own = operands.operandTexts {
      texts = property == "commutator" ? own.reversed() : own
    }
    let operands = texts.isEmpty ? "" : "(" + texts.joined(separator: ",") + ")"
    guard let schema = resolver.operatorSchema(name, operands) else { return .text(name.name + operands) }
    return .object(.operator, QualifiedName(schema: schema, name: name.name + operands))
  }

  static func pieces(of type: TypeName, _ resolver: Resolver) -> [CanonicalExpression.Piece] {
    guard let name = resolver.type(type) else { return [.text(type.base.formatted)] }
    return [.type(name)] + (type.isArray ? [.text("[]")] : [])
  }
}

extension CanonicalExpression {
  /// The two operands in an operator's title.
  fileprivate var operandTexts: [String]? {
    guard let start = pieces.firstIndex(of: .text("(")), let comma = pieces.firstIndex(of: .text(",")), start < comma,
      pieces.last == .text(")")
    else { return nil }
    return [
      CanonicalExpression(pieces: Array(pieces[(start + 1)..<comma])).text,
      CanonicalExpression(pieces: Array(pieces[(comma + 1)...].dropLast())).text,
    ]
  }
}

/// A resolver with a relation whose columns stand alone, or under other names for its row.
package struct BasedResolver<Resolver: NameResolver>: NameResolver {
  let resolver: Resolver
  package let base: ResolvedRelation?
  package let rowNames: [String]
  package var transactionNumber: Int { resolver.transactionNumber }

  package init(resolver: Resolver, base: ResolvedRelation?, rowNames: [String] = []) {
    self.resolver = resolver
    self.base = base
    self.rowNames = rowNames
  }

  package func relation(_ name: ObjectName) -> ResolvedRelation? { resolver.relation(name) }
  package func function(_ name: ObjectName) -> QualifiedName? { resolver.function(name) }
  package func rowType(of function: ObjectName) -> RowType? { resolver.rowType(of: function) }
  package func rowType(_ type: TypeName) -> RowType? { resolver.rowType(type) }
  package func parameterTypes(of function: ObjectName) -> [TypeName]? { resolver.parameterTypes(of: function) }
  package func resultType(of function: ObjectName) -> TypeName? { resolver.resultType(of: function) }
  package func baseType(of domain: TypeName) -> TypeName? { resolver.baseType(of: domain) }
  package func type(_ name: TypeName) -> QualifiedName? { resolver.type(name) }
  package func relationInString(_ text: String) -> QualifiedName? { resolver.relationInString(text) }
  package func inputError(_ text: String, as type: TypeName) -> InputError? { resolver.inputError(text, as: type) }
  package func lacksFunction(_ name: ObjectName, _ arguments: [TypeName?]) -> Bool {
    resolver.lacksFunction(name, arguments)
  }
}
