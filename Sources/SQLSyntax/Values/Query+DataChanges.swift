extension Query {
  /// Whether a statement in WITH changes rows.
  package var changesRows: Bool { !dataChanges.isEmpty }

  /// The statements in WITH that change rows.
  package var dataChanges: [DataChange] {
    let select = node["SelectStmt"] ?? node
    guard let with = select["withClause"] else { return [] }
    return with.list("ctes").compactMap { $0["CommonTableExpr"]?["ctequery"] }.compactMap { node in
      guard case .dataChange(let change) = Statement(node) else { return nil }
      return change
    }
  }
}
