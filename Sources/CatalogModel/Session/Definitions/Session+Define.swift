import SQLSyntax

extension Session {
  /// Makes an object of a rare kind.
  mutating func define(_ definition: Definition) throws(CatalogError) {
    var definition = definition
    var parent: QualifiedName?
    if let table = definition.table {
      parent = try existingRelation(table)
      guard catalog.tables[parent ?? QualifiedName(schema: "", name: "")] != nil || definition.kind == .rule else {
        throw .wrongType(parent ?? QualifiedName(schema: "", name: table.name), "a table")
      }
    }
    let schema = ObjectKind.inSchemas.contains(definition.kind) ? try newName(definition.name).schema : nil
    try complete(&definition, parent)
    try requireTerms(of: definition)
    var object = OtherObject(definition, schema: schema, parent: parent, resolver: resolver())
    object.owner = ObjectKind.withoutOwner.contains(object.kind) ? nil : role
    if try isTaken(object, definition) { return }
    if let original = definition.original { try copy(original, into: &object) }
    try check(&object, definition)
    if let kind = PrivilegedKind(object.kind), let initial = kind.builtInDefault { object.privileges = initial }
    catalog.store(object)
    outcome.created.append(object.identity)
  }

  /// Whether an object of the identity is there already, and the statement is content with it.
  private mutating func isTaken(_ object: OtherObject, _ definition: Definition) throws(CatalogError) -> Bool {
    guard let old = catalog.others[object.identity] else {
      // One of PostgreSQL's own, which everybody finds before.
      if object.schema == nil, object.kind.builtInNames.contains(definition.name.name), object.parent == nil {
        throw .duplicateObject(object.kind, definition.name.name)
      }
      return false
    }
    if definition.ifNotExists {
      outcome.isNoOp = true
      return true
    }
    guard definition.orReplace else { throw .duplicate(object) }
    var replacement = object
    replacement.owner = old.owner
    replacement.privileges = old.privileges
    replacement.comment = old.comment
    catalog.store(replacement)
    outcome.uses.insert(QualifiedName(schema: object.schema ?? "", name: object.title.text))
    outcome.changed.append(object.identity)
    return true
  }

  /// Puts what a statement leaves to the session in its place: the role, the schema.
  private mutating func complete(_ definition: inout Definition, _ parent: QualifiedName?) throws(CatalogError) {
    definition.suffix = try completed(definition.suffix)
    try completeSchemas(of: &definition)
    guard definition.kind == .operatorClass else { return }
    try completeFamily(&definition)
  }

  /// Puts the schema of `TABLES IN SCHEMA CURRENT_SCHEMA` in its place; each has to be there.
  func completeSchemas(of definition: inout Definition) throws(CatalogError) {
    for index in definition.properties.indices where definition.properties[index].name == "schema" {
      guard case .text(let name)? = definition.properties[index].terms.first else { continue }
      let schema = name == Definition.currentSchema ? searchPath.first ?? "public" : name
      if catalog.schemas[schema] == nil { throw .undefinedSchema(schema) }
      definition.properties[index].terms = [.text(schema)]
    }
  }

  /// A name with the role that runs the statement in its place.
  func completed(_ suffix: [NamePart]) throws(CatalogError) -> [NamePart] {
    var result: [NamePart] = []
    for part in suffix {
      guard case .text(let text) = part, text.hasPrefix("for ") else {
        result.append(part)
        continue
      }
      let name = text.dropFirst("for ".count).dropLast(" on server ".count)
      if name == Definition.currentUser {
        result.append(.text("for \(role ?? Definition.currentUser) on server "))
      } else {
        if name != "public" { try requireRole(String(name)) }
        result.append(part)
      }
    }
    return result
  }

  /// An operator class without a family gets one of its own name, which is made where it isn't there.
  private mutating func completeFamily(_ definition: inout Definition) throws(CatalogError) {
    var reference = ObjectReference(kind: .operatorFamily, name: definition.name)
    reference.suffix = definition.suffix
    if case .object(_, let name)? = definition.property("family")?.terms.first {
      let suffix = OtherObject.title("", definition.suffix, resolver: resolver()).text
      reference.name = ObjectName(schema: name.schema, String(name.name.dropLast(suffix.count)))
      let family = try existingOther(reference)
      definition.set("family", .object(.operatorFamily, ObjectName(schema: family.schema, family.title.text)))
      return
    }
    let schema = try newName(definition.name).schema
    let title = OtherObject.title(definition.name.name, definition.suffix, resolver: resolver())
    var family = OtherObject(kind: .operatorFamily, schema: schema, title: title)
    if catalog.others[family.identity] == nil {
      family.owner = role
      catalog.store(family)
      outcome.created.append(family.identity)
    }
    definition.set("family", .object(.operatorFamily, ObjectName(schema: schema, title.text)))
  }

  // MARK: - Copies

  /// `COLLATION … FROM` and `TEXT SEARCH CONFIGURATION (COPY = …)`: the properties of another object.
  private mutating func copy(_ original: ObjectName, into object: inout OtherObject) throws(CatalogError) {
    if let name = resolver().object(object.kind, original) {
      let identity = ObjectIdentity(kind: object.kind, schema: name.schema, name: name.name)
      object.properties = catalog.others[identity]?.properties ?? []
      outcome.uses.insert(name)
      return
    }
    if object.kind == .textSearchConfiguration, let mapping = TextSearchFacts.mapping(of: original.name) {
      object.set("parser", CanonicalExpression(verbatim: "default"))
      for (token, dictionary) in mapping {
        object.set("mapping of " + token, CanonicalExpression(verbatim: dictionary))
      }
    } else if object.kind == .collation, ["C", "POSIX"].contains(original.name) {
      for name in ["lc_collate", "lc_ctype"] { object.set(name, CanonicalExpression(verbatim: original.name)) }
    } else if object.kind == .collation {
      outcome.undecided.append("what the server's collation `\(original.name)` is isn't known")
    } else {
      throw .undefinedObject(object.kind, original.name)
    }
  }
}

extension Definition {
  /// Sets a property to one term, in place of one of its name.
  mutating func set(_ name: String, _ term: Term) {
    properties.removeAll { $0.name == name }
    properties.append(Property(name, [term]))
  }
}

extension ObjectKind {
  /// The kinds of rare objects that are in schemas.
  static let inSchemas: Set<ObjectKind> = [
    .collation, .conversion, .operator, .operatorClass, .operatorFamily, .statistics, .textSearchConfiguration,
    .textSearchDictionary, .textSearchParser, .textSearchTemplate,
  ]

  /// The kinds of rare objects that nobody owns.
  static let withoutOwner: Set<ObjectKind> = [
    .cast, .transform, .accessMethod, .userMapping, .rule, .textSearchParser, .textSearchTemplate,
  ]

  /// The names of PostgreSQL's own objects of a kind.
  var builtInNames: Set<String> {
    switch self {
    case .accessMethod: ["heap", "btree", "hash", "gist", "gin", "spgist", "brin"]
    case .operatorFamily: OperatorClasses.sortedFamilies
    case .language: ["internal", "c", "sql", "plpgsql"]
    case .textSearchParser: ["default"]
    case .textSearchTemplate: ["simple", "synonym", "ispell", "thesaurus", "snowball"]
    case .textSearchDictionary: TextSearchFacts.dictionaries
    case .textSearchConfiguration: TextSearchFacts.languages.union(["simple"])
    default: []
    }
  }
}

extension CatalogError {
  /// An object that is there already; what names a text search object has is told by an index alone (23505).
  static func duplicate(_ object: OtherObject) -> CatalogError {
    let name = object.title.text
    switch object.kind {
    case .operator: return CatalogError("42723", "operator \(name) already exists")
    case .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate:
      return CatalogError("23505", "duplicate key value violates unique constraint")
    case .rule: return .duplicate(.rule, name, object.parent ?? QualifiedName(schema: "", name: ""))
    default: return .duplicateObject(object.kind, name)
    }
  }
}
