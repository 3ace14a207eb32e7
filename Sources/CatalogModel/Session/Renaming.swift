import SQLSyntax

// What an object looks like when something that it refers to has another name.

extension CanonicalExpression {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> CanonicalExpression {
    guard names(old) else { return self }
    return replacing { piece in
      switch piece {
      case .relation(old): return .relation(new)
      case .function(old): return .function(new)
      case .type(old): return .type(new)
      case .column(var column) where column.relation == old:
        column.relation = new
        return .column(column)
      default: return piece
      }
    }
  }

  func renamingColumn(_ old: String, _ new: String, of relation: QualifiedName) -> CanonicalExpression {
    guard mentions(old, of: relation) else { return self }
    return replacing { piece in
      guard case .column(var column) = piece, column.relation == relation, column.name == old else { return piece }
      column.name = new
      return .column(column)
    }
  }
}

extension TypeName {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> TypeName {
    guard qualifiedName == old else { return self }
    var copy = self
    copy.schema = new.schema
    copy.name = new.name
    return copy
  }
}

extension Column {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Column {
    var copy = self
    copy.type = type.renaming(old, new)
    copy.defaultValue = defaultValue?.renaming(old, new)
    copy.generated = generated?.renaming(old, new)
    return copy
  }
}

extension Constraint {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Constraint {
    var copy = self
    if let check { copy.kind = .check(check.renaming(old, new)) }
    if var key = foreignKey, key.target == old {
      key.target = new
      copy.kind = .foreignKey(key)
    }
    return copy
  }
}

extension Policy {
  func mapping(_ change: (CanonicalExpression) -> CanonicalExpression) -> Policy {
    var copy = self
    copy.using = using.map(change)
    copy.withCheck = withCheck.map(change)
    return copy
  }
}

extension Trigger {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Trigger {
    var copy = self
    if function == old { copy.function = new }
    copy.condition = condition?.renaming(old, new)
    return copy
  }
}

extension Table {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Table {
    var copy = self
    copy.parents = parents.map { $0 == old ? new : $0 }
    if ofType == old { copy.ofType = new }
    copy.columns = columns.map { $0.renaming(old, new) }
    copy.constraints = constraints.map { $0.renaming(old, new) }
    copy.policies = policies.map { $0.mapping { $0.renaming(old, new) } }
    copy.triggers = triggers.map { $0.renaming(old, new) }
    copy.partitionKey = partitionKey?.renaming(old, new)
    return copy
  }

  /// The table with another form of each of its expressions.
  func mapping(_ change: (CanonicalExpression) -> CanonicalExpression) -> Table {
    var copy = self
    for index in copy.columns.indices {
      copy.columns[index].defaultValue = columns[index].defaultValue.map(change)
      copy.columns[index].generated = columns[index].generated.map(change)
    }
    for index in copy.constraints.indices {
      if let check = copy.constraints[index].check { copy.constraints[index].kind = .check(change(check)) }
    }
    copy.policies = policies.map { $0.mapping(change) }
    for index in copy.triggers.indices { copy.triggers[index].condition = triggers[index].condition.map(change) }
    return copy
  }

  func renamingColumn(_ old: String, _ newName: String, of relation: QualifiedName) -> Table {
    var copy = self
    func change(_ expression: CanonicalExpression) -> CanonicalExpression {
      expression.renamingColumn(old, newName, of: relation)
    }
    func change(_ names: [String]) -> [String] { relation == name ? names.map { $0 == old ? newName : $0 } : names }
    for index in copy.columns.indices {
      if relation == name, copy.columns[index].name == old { copy.columns[index].name = newName }
      copy.columns[index].generated = copy.columns[index].generated.map(change)
    }
    for index in copy.constraints.indices {
      copy.constraints[index].columns = change(copy.constraints[index].columns)
      copy.constraints[index].including = change(copy.constraints[index].including)
      if let check = copy.constraints[index].check { copy.constraints[index].kind = .check(change(check)) }
      if var key = copy.constraints[index].foreignKey {
        key.onDeleteColumns = change(key.onDeleteColumns)
        if key.target == relation { key.targetColumns = key.targetColumns.map { $0 == old ? newName : $0 } }
        copy.constraints[index].kind = .foreignKey(key)
      }
    }
    copy.policies = policies.map { $0.mapping(change) }
    for index in copy.triggers.indices {
      copy.triggers[index].updateColumns = change(copy.triggers[index].updateColumns)
      copy.triggers[index].condition = copy.triggers[index].condition.map(change)
    }
    copy.partitionKey = partitionKey.map(change)
    return copy
  }
}

extension View {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> View {
    var copy = self
    copy.definition = definition.renaming(old, new)
    copy.columnTypes = columnTypes.map { $0?.renaming(old, new) }
    copy.triggers = triggers.map { $0.renaming(old, new) }
    return copy
  }
}

extension Index {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Index {
    mapping { $0.renaming(old, new) }.onTable(table == old ? new : table)
  }

  func renamingColumn(_ old: String, _ newName: String, of relation: QualifiedName) -> Index {
    var copy = mapping { $0.renamingColumn(old, newName, of: relation) }
    guard relation == table else { return copy }
    copy.including = including.map { $0 == old ? newName : $0 }
    for index in copy.keys.indices where copy.keys[index].column == old { copy.keys[index].column = newName }
    return copy
  }

  private func mapping(_ change: (CanonicalExpression) -> CanonicalExpression) -> Index {
    var copy = self
    for index in copy.keys.indices { copy.keys[index].expression = change(copy.keys[index].expression) }
    copy.predicate = predicate.map(change)
    return copy
  }

  private func onTable(_ table: QualifiedName) -> Index {
    var copy = self
    copy.table = table
    return copy
  }
}

extension UserType {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> UserType {
    var copy = self
    switch kind {
    case .domain(var domain):
      domain.type = domain.type.renaming(old, new)
      domain.defaultValue = domain.defaultValue?.renaming(old, new)
      domain.constraints = domain.constraints.map { $0.renaming(old, new) }
      copy.kind = .domain(domain)
    case .composite(let columns): copy.kind = .composite(columns.map { $0.renaming(old, new) })
    case .range(let subtype): copy.kind = .range(subtype: subtype.renaming(old, new))
    case .multirange(old): copy.kind = .multirange(of: new)
    case .enumeration, .base, .shell, .multirange: break
    }
    return copy
  }
}

extension Routine {
  func renaming(_ old: QualifiedName, _ new: QualifiedName) -> Routine {
    var copy = self
    let before = TypeName(schema: old.schema, name: old.name).formatted
    let after = TypeName(schema: new.schema, name: new.name).formatted
    for index in copy.arguments.indices {
      copy.arguments[index].type = copy.arguments[index].type.renaming(old, new)
      copy.arguments[index].defaultValue = copy.arguments[index].defaultValue?.renaming(old, new)
    }
    copy.signature.arguments = signature.arguments.map {
      $0 == before ? after : $0 == before + "[]" ? after + "[]" : $0
    }
    if resultType == old {
      copy.resultType = new
      copy.result = result.map { $0 == before ? after : $0 == "SETOF " + before ? "SETOF " + after : $0 }
    }
    copy.sqlBody = sqlBody?.renaming(old, new)
    return copy
  }
}
