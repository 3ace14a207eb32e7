import SQLSyntax

extension Session {
  /// What makes up a range type.
  mutating func range(_ options: [StorageOption]) throws(CatalogError) -> UserType.Kind {
    guard let text = options.first(where: { $0.name == "subtype" })?.value, let subtype = TypeName(parsing: text) else {
      throw CatalogError("42601", "type attribute \"subtype\" is required")
    }
    for name in ["canonical", "subtype_diff"] {
      guard let function = options.first(where: { $0.name == name })?.value else { continue }
      try requireFunction(ObjectName(parts: Identifier.parts(of: function)))
    }
    return .range(subtype: try resolve(subtype))
  }

  /// A range type brings a multirange type; its name has `multirange` for `range`, or `_multirange` behind it.
  mutating func createMultirange(of range: UserType, _ options: [StorageOption]) throws(CatalogError) {
    let chosen = options.first { $0.name == "multirange_type_name" }?.value.map { Identifier.parts(of: $0) }
    var name = range.name.generatedMultirange
    if let chosen { name = try newName(ObjectName(parts: chosen)) }
    if catalog.types[name] != nil || catalog.tables[name] != nil {
      throw .duplicateObject(.type, name.name)
    }
    var multirange = UserType(name: name, kind: .multirange(of: range.name))
    multirange.owner = role
    catalog.store(multirange)
    var range = range
    range.properties["multirange_type_name"] = name.description
    catalog.store(range)
  }

  /// A base type: a shell first, its functions, then the type with them.
  mutating func base(
    _ options: [StorageOption], _ name: QualifiedName, isShell: Bool
  ) throws(CatalogError) -> UserType.Kind {
    if options.isEmpty {
      if isShell { throw .duplicateObject(.type, name.name) }
      return .shell
    }
    guard isShell else { throw CatalogError("42710", "type \"\(name.name)\" does not exist") }
    for required in ["input", "output"] {
      guard let function = options.first(where: { $0.name == required })?.value else {
        throw CatalogError("42P17", "type \(required) function must be specified")
      }
      let found = lookUp(ObjectName(parts: Identifier.parts(of: function))) { catalog.routinesByName[$0] != nil }
      if found == nil {
        outcome.undecided.append("whether the function `\(function)` fits the type `\(name.short)` isn't known")
      }
    }
    return .base
  }

  /// A function in C or of the server's own makes the type that it gives, where that isn't there, as a shell.
  mutating func makeShell(_ type: TypeName, _ create: CreateFunction) throws(CatalogError) {
    guard ["c", "internal"].contains(create.attributes.language ?? ""), !type.isBuiltIn, typeName(type) == nil else {
      return
    }
    let name = try newName(ObjectName(schema: type.schema, type.name))
    var shell = UserType(name: name, kind: .shell)
    shell.owner = role
    catalog.store(shell)
  }

  /// ALTER TYPE … SET: what a base type is computed by isn't kept.
  mutating func alterType(_ alter: AlterType) throws(CatalogError) {
    let type = try existingType(alter.name)
    guard type.kind == .base else { throw CatalogError("42809", "\(type.name.name) is not a base type") }
    outcome.changed.append(type.identity)
  }
}
