/// A statement that makes an object of a kind that no table or query is made of: a collation, an operator, a rule.
///
/// What makes the object up is a list of named properties, whatever the kind.
package struct Definition: Sendable {
  /// One property, by the name that the grammar has for it.
  package struct Property: Sendable {
    package var name: String
    package var terms: [Term]

    package init(_ name: String, _ terms: [Term]) {
      self.name = name
      self.terms = terms
    }
  }

  /// A piece of a property or of a name.
  package enum Term: Sendable {
    case text(String)
    case type(TypeName)
    case function(ObjectName)
    case relation(ObjectName)
    /// A column of the relation that the definition is about.
    case column(String)
    /// An object of a kind that is itself made by a `Definition`.
    case object(ObjectKind, ObjectName)
    case `operator`(ObjectName, [TypeName])
    case expression(Expression)
    case query(Query)
  }

  package var kind: ObjectKind
  package var name: ObjectName
  /// What tells the object from others of its name: an operator's operands, an operator class's access method.
  package var suffix: [NamePart] = []
  /// The table of a rule and of statistics.
  package var table: ObjectName?
  package var properties: [Property] = []
  package var orReplace = false
  package var ifNotExists = false
  /// The object that it is a copy of, `FROM` and `COPY`.
  package var original: ObjectName?

  package init(_ kind: ObjectKind, _ name: ObjectName) {
    self.kind = kind
    self.name = name
  }

  /// A property by its name.
  package func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  mutating func add(_ name: String, _ terms: Term...) { properties.append(Property(name, terms)) }

  mutating func add(_ name: String, text: String?) {
    if let text { properties.append(Property(name, [.text(text)])) }
  }

  mutating func add(_ name: String, if condition: Bool) {
    if condition { properties.append(Property(name, [.text("yes")])) }
  }

  /// Options as `OPTIONS (host 'h')` has them, each a property.
  mutating func add(options: TreeElements, prefix: String = "option ") {
    for option in options.map({ StorageOption($0) }) { add(prefix + option.name, text: option.value ?? "true") }
  }
}

/// A piece of a name that is more than an identifier: `(integer,text)`, `USING btree`, `integer AS text`.
package enum NamePart: Hashable, Sendable {
  case text(String)
  case type(TypeName)
  case object(ObjectKind, ObjectName)

  /// `(integer,text)` behind an operator's name; a missing operand is `NONE`.
  static func operands(_ left: TypeName?, _ right: TypeName?) -> [NamePart] {
    [.text("("), left.map { .type($0) } ?? .text("NONE"), .text(",")]
      + [right.map { .type($0) } ?? .text("NONE"), .text(")")]
  }

  /// `USING btree` behind the name of an operator class or a family.
  static func method(_ name: String) -> [NamePart] { [.text(" USING "), .object(.accessMethod, ObjectName(name))] }

  /// `integer AS text`, which is all of a cast's name.
  static func cast(_ source: TypeName, _ target: TypeName) -> [NamePart] {
    [.type(source), .text(" AS "), .type(target)]
  }

  /// `hstore for plperl`, which is all of a transform's name.
  static func transform(_ type: TypeName, _ language: String) -> [NamePart] {
    [.type(type), .text(" for "), .object(.language, ObjectName(language))]
  }
}

extension Definition.Term {
  /// A list of terms with something between them.
  static func joined(_ items: [[Definition.Term]], by separator: String = ", ") -> [Definition.Term] {
    Array(items.joined(separator: [.text(separator)]))
  }

  /// A function by the parts of its name; `nil` for none.
  static func function(parts: [String]) -> Definition.Term? {
    parts.isEmpty ? nil : .function(ObjectName(parts: parts))
  }
}

extension ObjectName {
  /// The parts of a name in a list of `String` nodes or in a `TypeName`, where the grammar reads a value as a type.
  init(value node: TreeNode) {
    let (tag, body) = node.tagged
    switch tag {
    case "TypeName": self.init(parts: body.strings("names"))
    case "List": self.init(parts: body.list("items").map(\.stringNode))
    default: self.init(StorageOption.text(node))
    }
  }
}
