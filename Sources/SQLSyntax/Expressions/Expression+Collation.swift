extension Expression {
  /// What an expression of the form `inner COLLATE name` is made of.
  package var collated: (inner: Expression, collation: ObjectName)? {
    guard let clause = node["CollateClause"], let inner = clause["arg"] else { return nil }
    return (Expression(inner), ObjectName(parts: clause.strings("collname")))
  }
}
