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
}
