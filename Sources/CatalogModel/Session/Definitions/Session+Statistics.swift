import SQLSyntax

extension Session {
  /// `LIKE … INCLUDING STATISTICS`: copies with names of their own, `t_a_b_stat`.
  mutating func copyStatistics(of source: Table, into name: QualifiedName, withComments: Bool) {
    let originals = catalog.others.values.filter { object in
      object.kind == .statistics && object.properties.contains { $0.name == "table" && $0.value.names(source.name) }
    }
    for original in originals.sorted(by: { $0.identity < $1.identity }) {
      var copy = original
      copy.schema = name.schema
      copy.properties = original.properties.map { property in
        if property.name == "table" { return .init("table", CanonicalExpression(pieces: [.relation(name)])) }
        return .init(property.name, property.value.moved(from: source.name, to: name))
      }
      // The target is left behind.
      copy.set("target", nil)
      if !withComments { copy.comment = nil }
      copy.owner = role
      copy.title = CanonicalExpression(verbatim: chooseStatisticsName(copy, source, name))
      catalog.store(copy)
      outcome.created.append(copy.identity)
    }
  }

  private func chooseStatisticsName(_ object: OtherObject, _ source: Table, _ table: QualifiedName) -> String {
    let named = Set(object.properties.filter { $0.name == "column" }.map(\.value.text))
    let columns = source.columns.map(\.name).filter { named.contains(Identifier.quoted($0)) }
    let expressions = object.properties.filter { $0.name == "expression" }.map { _ in "expr" }
    return GeneratedNames.choose(table.name, GeneratedNames.addition(columns + expressions), "stat") { name in
      catalog.others[ObjectIdentity(kind: .statistics, schema: table.schema, name: name)] != nil
    }
  }
}
