package import SQLSyntax

/// An object of a kind that no table or query is made of: a collation, an operator, a rule, a publication.
///
/// Whatever its kind, it has named properties whose values know what they name, so that a rename and a removal reach it.
package struct OtherObject: Hashable, Sendable {
  /// One property; several may have one name.
  package struct Property: Hashable, Sendable {
    package var name: String
    package var value: CanonicalExpression

    package init(_ name: String, _ value: CanonicalExpression) {
      self.name = name
      self.value = value
    }
  }

  package var kind: ObjectKind
  /// The schema; `nil` of kinds that are in none.
  package var schema: String?
  /// The name, with what tells it from others of the name: `=== (integer,integer)`.
  package var title: CanonicalExpression
  /// The table of a rule.
  package var parent: QualifiedName?
  package var properties: [Property] = []
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?
  /// The whole statement, where a server printed it.
  package var printed = PrintedText()

  /// The privileges that an object of PostgreSQL's or of an extension had from the start, as a database says it.
  package var initialPrivileges = InitialPrivileges()

  /// Privileges that no comparison looks at.
  package struct InitialPrivileges: Hashable, Sendable {
    package var privileges: Privileges?

    package static func == (left: Self, right: Self) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
  }

  package init(kind: ObjectKind, schema: String?, title: CanonicalExpression) {
    self.kind = kind
    self.schema = schema
    self.title = title
  }

  package var identity: ObjectIdentity {
    ObjectIdentity(kind: kind, schema: parent == nil ? schema : nil, name: title.text, parent: parent)
  }

  /// As pieces of other objects name it.
  var piece: CanonicalExpression.Piece {
    .object(kind, QualifiedName(schema: schema ?? "", name: title.text))
  }

  /// Whether objects of a rare kind are in schemas.
  package static func isInSchema(_ kind: ObjectKind) -> Bool { ObjectKind.inSchemas.contains(kind) }

  /// Whether one of PostgreSQL's own objects of a kind has a name.
  package static func isBuiltIn(_ kind: ObjectKind, _ name: String) -> Bool { kind.builtInNames.contains(name) }

  /// The first property of a name, as text.
  package func text(_ name: String) -> String? { properties.first { $0.name == name }?.value.text }

  /// The relations, routines and types that it names.
  var references: References {
    var names = References()
    names.insert(title)
    for property in properties { names.insert(property.value) }
    if let parent { names.insert(parent) }
    return names
  }

  /// Whether its name or a property has a piece that `test` looks for.
  func mentions(_ test: (CanonicalExpression.Piece) -> Bool) -> Bool {
    title.mentions(test) || properties.contains { $0.value.mentions(test) }
  }

  /// The object with its pieces exchanged, as a rename does.
  func replacing(_ change: (CanonicalExpression.Piece) -> CanonicalExpression.Piece) -> OtherObject {
    var copy = self
    copy.title = title.replacing(change)
    copy.properties = properties.map { Property($0.name, $0.value.replacing(change)) }
    return copy
  }

  /// The object after a relation, a routine or a type has another name.
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> OtherObject {
    var copy = self
    copy.title = title.renaming(old, new)
    copy.properties = properties.map { Property($0.name, $0.value.renaming(old, new)) }
    if parent == old { copy.parent = new }
    return copy
  }

  /// The object after a column has another name.
  func renamingColumn(_ old: String, _ new: String, of relation: QualifiedName) -> OtherObject {
    var copy = self
    copy.properties = properties.map { Property($0.name, $0.value.renamingColumn(old, new, of: relation)) }
    return copy
  }

  /// Sets a property, in place of one of its name; without a value it is taken away.
  mutating func set(_ name: String, _ value: CanonicalExpression?) {
    properties.removeAll { $0.name == name }
    if let value { properties.append(Property(name, value)) }
  }
}

extension OtherObject: CatalogObject {
  package var attributes: [Attribute] {
    var list = AttributeList()
    for name in Set(properties.map(\.name)).sorted() {
      let values = properties.filter { $0.name == name }.map(\.value.text)
      // The actions of a rule are done in order; members have none.
      list.add(name, name == "action" ? values.joined(separator: "; ") : values.sorted().joined(separator: ", "))
    }
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }
}
