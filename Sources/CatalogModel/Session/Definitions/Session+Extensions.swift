import SQLSyntax

extension Session {
  /// ALTER EXTENSION: a version says nothing of a schema that is known here; members are.
  mutating func alterExtension(_ alter: AlterExtension) throws(CatalogError) {
    guard catalog.extensions[alter.name] != nil || alter.name == "plpgsql" else {
      throw .undefinedObject(.extension, alter.name)
    }
    if let member = alter.member {
      notModelled("ALTER EXTENSION … \(alter.adds ? "ADD" : "DROP") \(member.kind.rawValue.uppercased())")
    }
  }

  /// An extension takes all that it brought along to another schema.
  mutating func moveExtension(_ name: String, to schema: String) throws(CatalogError) {
    guard var installed = catalog.extensions[name] else { throw .undefinedObject(.extension, name) }
    let old = installed.schema
    guard old != schema else { return }
    installed.schema = schema
    catalog.store(installed)
    outcome.changed.append(installed.identity)
    let members = (ExtensionFacts.types[name] ?? []).union(ExtensionFacts.functions[name] ?? [])
    for member in members.sorted() {
      let before = QualifiedName(schema: old, name: member)
      update(catalog.referrers(of: before), before, QualifiedName(schema: schema, name: member))
    }
    if !ExtensionFacts.isKnown(name) {
      outcome.undecided.append("whether the extension `\(name)` can be moved isn't known")
    }
  }

  /// An extension of which nothing is known and that may have what a statement misses: a schema, or a procedure. Functions
  /// and types are looked for there where they are named.
  func extensionThatMayBring(_ error: CatalogError) -> String? {
    let isProcedure = error.sqlState == "42883" && error.message.hasPrefix("procedure ")
    guard error.sqlState == "3F000" || isProcedure || isOfMissingSchema(error) else { return nil }
    return catalog.extensions.values.map(\.name).filter { !ExtensionFacts.isKnown($0) }.min()
  }

  /// Whether a relation is missed in a schema that is missing as well, `relation "a.b" does not exist`.
  private func isOfMissingSchema(_ error: CatalogError) -> Bool {
    guard error.sqlState == "42P01" else { return false }
    let name = error.message.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first ?? ""
    guard let dot = name.firstIndex(of: ".") else { return false }
    return catalog.schemas[String(name[..<dot])] == nil
  }

  /// Notes a call that changes the schema in a way that only its extension knows.
  mutating func noteExtensionCall(_ name: ObjectName) {
    guard ExtensionFacts.schemaChanges.contains(name.name), routine(named: name) == nil,
      catalog.extensions.values.contains(where: { !ExtensionFacts.isKnown($0.name) })
    else { return }
    outcome.isOpenEverywhere = true
    outcome.undecided.append("what `\(name.name)` makes isn't known")
  }
}
