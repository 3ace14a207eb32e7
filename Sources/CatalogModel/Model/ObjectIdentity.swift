package import SQLSyntax

/// What an object is called, among all objects of a catalog: its kind and its name, never a number.
package struct ObjectIdentity: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var kind: ObjectKind
  /// The schema; `nil` for what is in none.
  package var schema: String?
  /// The object's own name; of a routine with its argument types: `f(integer,text)`.
  package var name: String
  /// The table, view or domain that the object belongs to.
  package var parent: QualifiedName?

  package init(kind: ObjectKind, schema: String? = nil, name: String, parent: QualifiedName? = nil) {
    self.kind = kind
    self.schema = schema
    self.name = name
    self.parent = parent
  }

  package init(_ kind: ObjectKind, _ name: QualifiedName) {
    self.init(kind: kind, schema: name.schema, name: name.name)
  }

  package init(_ kind: ObjectKind, _ name: String, on parent: QualifiedName) {
    self.init(kind: kind, name: name, parent: parent)
  }

  /// The object as a sentence names it: ``column `resumes.title` ``, ``policy `Own rows` on `resumes` ``.
  package var description: String {
    guard let parent else {
      if kind == .database { return "the database" }
      return kind == .other ? "`\(qualified)`" : "\(kind.rawValue) `\(qualified)`"
    }
    switch kind {
    case .column: return "column `\(parent.short).\(Identifier.quoted(name))`"
    case .attribute: return "attribute `\(parent.short).\(Identifier.quoted(name))`"
    default: return "\(kind.rawValue) `\(name)` on `\(parent.short)`"
    }
  }

  /// The name with its schema, where that isn't `public`.
  package var qualified: String {
    let text = ObjectIdentity.kindsWithLongNames.contains(kind) ? name : Identifier.quoted(name)
    return (schema.map { $0 == "public" ? "" : Identifier.quoted($0) + "." } ?? "") + text
  }

  /// The kinds whose names are more than an identifier.
  private static let kindsWithLongNames: Set<ObjectKind> = [
    .function, .procedure, .aggregate, .operator, .operatorClass, .operatorFamily, .cast, .transform, .userMapping,
    .other,
  ]

  package static func < (left: ObjectIdentity, right: ObjectIdentity) -> Bool {
    left.sortKey.lexicographicallyPrecedes(right.sortKey)
  }

  private var sortKey: [String] {
    let owner = parent ?? schema.map { QualifiedName(schema: $0, name: name) }
    return [owner?.schema ?? "", owner?.name ?? "", parent == nil ? "" : "1", kind.rawValue, name]
  }
}

extension ObjectIdentity {
  /// The name by which other objects refer to a relation, a routine or a type; that of a schema is empty in the schema.
  package var ownName: QualifiedName? {
    if kind == .schema { return QualifiedName(schema: name, name: "") }
    guard parent == nil, let schema else { return nil }
    let hasArguments = ObjectIdentity.kindsWithLongNames.contains(kind)
    return QualifiedName(schema: schema, name: hasArguments ? String(name.prefix { $0 != "(" }) : name)
  }
}

/// An object that can say all that a comparison looks at.
package protocol CatalogObject {
  var identity: ObjectIdentity { get }
  /// Every property by its name, in a stable order; a property that has its default is left out.
  var attributes: [Attribute] { get }
}

/// A property of an object, as text.
package struct Attribute: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Collects an object's properties, those that have their default left out.
struct AttributeList {
  private(set) var attributes: [Attribute] = []

  mutating func add(_ name: String, _ value: String?) {
    if let value { attributes.append(Attribute(name, value)) }
  }

  mutating func add(_ name: String, if condition: Bool) {
    if condition { attributes.append(Attribute(name, "yes")) }
  }

  mutating func add(_ name: String, _ values: [String]) {
    if !values.isEmpty { attributes.append(Attribute(name, values.joined(separator: ", "))) }
  }

  mutating func add(_ name: String, _ options: [String: String]) {
    add(name, options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
  }

  /// What nearly every object has.
  mutating func add(owner: String?, privileges: Privileges, comment: String?) {
    add("owner", owner)
    add("privileges", privileges.descriptions)
    add(Observed.ownerLimits, privileges.ownerLimits.sorted())
    add("granted by others", privileges.grantors.sorted())
    add("comment", comment)
  }
}
