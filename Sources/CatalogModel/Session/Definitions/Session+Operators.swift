import SQLSyntax

extension Session {
  /// An operator's function takes its operands; a partner that is there gets to know of it.
  mutating func checkOperator(_ object: inout OtherObject, _ definition: Definition) throws(CatalogError) {
    guard case .function(let name)? = definition.property("function")?.terms.first else {
      throw CatalogError("42P13", "operator function must be specified")
    }
    let operands = definition.suffixTypes
    if operands.isEmpty { throw CatalogError("42P13", "operator argument types must be specified") }
    try requireRoutine(name, operands)
    for partner in ["commutator", "negator"] {
      guard let value = object.properties.first(where: { $0.name == partner })?.value, value != object.asValue else {
        continue
      }
      try link(&object, partner, value)
    }
  }

  /// Sets the other side of a commutator or a negator.
  private mutating func link(
    _ object: inout OtherObject, _ partner: String, _ value: CanonicalExpression
  ) throws(CatalogError) {
    if case .object(_, let name)? = value.pieces.first {
      let identity = ObjectIdentity(kind: .operator, schema: name.schema, name: name.name)
      if var other = catalog.others[identity] {
        if other.text(partner) == nil {
          other.set(partner, object.asValue)
          catalog.store(other)
        }
        return
      }
    }
    if value.text == object.asValue.text || value.text == object.title.text {
      if partner == "negator" { throw CatalogError("42P13", "operator cannot be its own negator") }
      return object.set(partner, object.asValue)
    }
    outcome.undecided.append("the \(partner) `\(value.text)`, which isn't there yet, isn't followed")
  }

  /// A routine with these argument types; which one PostgreSQL takes where they differ isn't known.
  mutating func requireRoutine(_ name: ObjectName, _ types: [TypeName]) throws(CatalogError) {
    guard let found = lookUp(name, { catalog.routinesByName[$0] != nil }),
      let candidates = catalog.routinesByName[found]
    else { return }
    var wanted: [String] = []
    for type in types { wanted.append(try resolve(type).base.formatted) }
    if candidates.contains(where: { $0.arguments == wanted }) { return }
    let mayFit = candidates.contains {
      $0.arguments.count == wanted.count && $0.arguments.contains { $0.hasPrefix("any") }
    }
    guard mayFit else { throw .undefinedFunction("\(name)(\(wanted.joined(separator: ", ")))") }
    outcome.undecided.append("whether `\(name)` takes \(wanted.joined(separator: ", ")) isn't known")
  }

  /// A cast needs two types, and one of them from a migration where it isn't a superuser's.
  mutating func checkCast(_ object: OtherObject, _ definition: Definition) throws(CatalogError) {
    let types = definition.suffixTypes
    guard types.count == 2 else { return }
    if types[0].base == types[1].base, object.text("function") == "WITHOUT FUNCTION" {
      throw CatalogError("42P17", "source data type and target data type are the same")
    }
    if types.allSatisfy(\.isBuiltIn) {
      outcome.undecided.append(
        "whether PostgreSQL has a cast from \(types[0].formatted) to \(types[1].formatted) already isn't known")
    }
    guard case .function(let name)? = definition.property("function")?.terms.first,
      let found = lookUp(name, { catalog.routinesByName[$0] != nil }),
      !(catalog.routinesByName[found]?.contains { $0.arguments.first == (try? TypeName.formatted(types[0], self)) }
        ?? false)
    else { return }
    throw CatalogError("42P17", "argument of cast function must match or be binary-coercible from source data type")
  }

  /// ALTER TABLE … ENABLE RULE and its like.
  mutating func setRule(_ name: String, _ mode: String, _ table: Table) throws(CatalogError) {
    guard var rule = catalog.others[ObjectIdentity(.rule, name, on: table.name)] else {
      throw CatalogError("42704", "rule \"\(name)\" for relation \"\(table.name.name)\" does not exist")
    }
    let states = ["D": "disabled", "R": "replica", "A": "always"]
    rule.set("enabled", states[mode].map { CanonicalExpression(verbatim: $0) })
    catalog.store(rule)
    outcome.changed.append(rule.identity)
  }

  /// Whatever a rule does beside nothing is kept as it is written.
  mutating func checkRule(_ object: OtherObject, _ definition: Definition) {
    guard object.text("event") != "select" else {
      outcome.undecided.append("a rule ON SELECT makes a view of its table, which isn't followed")
      return
    }
    if object.properties.contains(where: { $0.name == "action" && !$0.value.isFollowed }) {
      outcome.undecided.append("what the rule `\(object.title.text)` does isn't followed")
    }
  }
}

extension Definition {
  /// The types behind its name: an operator's operands, what a cast is from and to.
  fileprivate var suffixTypes: [TypeName] {
    suffix.compactMap { part in if case .type(let type) = part { type } else { nil } }
  }
}

extension TypeName {
  /// The type's full name as signatures have it.
  fileprivate static func formatted(_ type: TypeName, _ session: Session) throws(CatalogError) -> String {
    var session = session
    return try session.resolve(type).base.formatted
  }
}

extension CanonicalExpression {
  /// Whether it is a query that PostgreSQL prints like it is written here.
  var isFollowed: Bool {
    guard case .text(let text)? = pieces.first else { return false }
    return ["SELECT", "WITH", "NotifyStmt", "INSERT", "UPDATE", "DELETE"].contains { text.hasPrefix($0) }
  }
}

extension OtherObject {
  /// The object as other properties name it.
  var asValue: CanonicalExpression { CanonicalExpression(pieces: [piece]) }
}
