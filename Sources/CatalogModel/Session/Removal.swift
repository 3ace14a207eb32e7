package import SQLSyntax

/// A thing that a statement takes away, by itself or along with another.
enum Removal: Hashable {
  case table(QualifiedName)
  case view(QualifiedName)
  case index(QualifiedName)
  case sequence(QualifiedName)
  case type(QualifiedName)
  case routine(RoutineSignature)
  case column(QualifiedName, String)
  case columnDefault(QualifiedName, String)
  case constraint(QualifiedName, String)
  case policy(QualifiedName, String)
  case trigger(QualifiedName, String)
  case domainConstraint(QualifiedName, String)
  case other(ObjectIdentity)
  /// The properties of a rare object that name something: a publication's table.
  case member(ObjectIdentity, CanonicalExpression)

  /// As the server names it in `DETAIL`.
  var description: String {
    switch self {
    case .table(let name): "table \(name.short)"
    case .view(let name): "view \(name.short)"
    case .index(let name): "index \(name.short)"
    case .sequence(let name): "sequence \(name.short)"
    case .type(let name): "type \(name.short)"
    case .routine(let signature): "function \(signature.text)"
    case .column(let table, let name): "column \(name) of table \(table.short)"
    case .columnDefault(let table, let name): "default value for column \(name) of table \(table.short)"
    case .constraint(let table, let name): "constraint \(name) on table \(table.short)"
    case .policy(let table, let name): "policy \(name) on table \(table.short)"
    case .trigger(let table, let name): "trigger \(name) on table \(table.short)"
    case .domainConstraint(let domain, let name): "constraint \(name) of domain \(domain.short)"
    case .other(let identity): "\(identity.kind.rawValue) \(identity.qualified)"
    case .member(let identity, let value): "publication of table \(value.text) in publication \(identity.name)"
    }
  }

  /// The column whose default it is.
  var column: Removal? {
    if case .columnDefault(let table, let name) = self { return .column(table, name) }
    return nil
  }

  /// The table or view that it belongs to, or that it is.
  var relation: QualifiedName? {
    switch self {
    case .table(let name), .view(let name), .index(let name), .sequence(let name): name
    case .column(let table, _), .columnDefault(let table, _), .constraint(let table, _), .policy(let table, _),
      .trigger(let table, _):
      table
    case .other(let identity): identity.parent
    case .type, .routine, .domainConstraint, .member: nil
    }
  }
}

/// What goes when something else goes.
struct Dependent {
  var removal: Removal
  /// Goes along without CASCADE: `DEPENDENCY_AUTO` and `INTERNAL` (manual, "pg_depend").
  var isAutomatic: Bool
}

extension Session {
  /// Takes things away with all that goes along; RESTRICT refuses where something else depends on one (2BP01).
  mutating func remove(
    _ targets: [Removal], _ behavior: DropBehavior, concurrently: Bool = false
  ) throws(CatalogError) {
    var all: [Removal] = []
    var seen: Set<Removal> = []
    var refused: [(Removal, on: Removal)] = []
    var queue = targets
    var next = 0
    while next < queue.count {
      let removal = queue[next]
      next += 1
      guard seen.insert(removal).inserted else { continue }
      all.append(removal)
      for dependent in dependents(of: removal) where !seen.contains(dependent.removal) {
        if dependent.isAutomatic || behavior == .cascade {
          queue.append(dependent.removal)
        } else if !refused.contains(where: { $0.0 == dependent.removal }) {
          refused.append((dependent.removal, removal))
        }
      }
    }
    // What is dropped by the same statement, or goes with its table, stands in nobody's way.
    refused.removeAll { dependent, _ in
      seen.contains(dependent) || dependent.column.map { seen.contains($0) } ?? false
        || dependent.relation.map { seen.contains(.table($0)) || seen.contains(.view($0)) } ?? false
    }
    if let first = refused.first {
      let details = refused.map { "\($0.description) depends on \($1.description)" }
      throw .dependents(targets.count == 1 ? targets[0].description : first.on.description, details.sorted())
    }
    for removal in all { lock(for: removal, concurrently) }
    for removal in all { take(removal) }
  }

  /// What belongs to a table is taken away under its lock, and a foreign key under that of the table it refers to, too.
  private mutating func lock(for removal: Removal, _ concurrently: Bool) {
    switch removal {
    case .index(let name):
      guard let table = catalog.indexes[name]?.table else { return }
      outcome.lock(table, concurrently ? .shareUpdateExclusive : .accessExclusive)
      for part in parts(of: name, on: table) { lock(for: .index(part), concurrently) }
    case .sequence, .type, .routine, .domainConstraint, .member: break
    case .other(let identity):
      // A rule belongs to its table.
      if let relation = identity.parent { outcome.lock(relation, .accessExclusive) }
    case .table(let name), .view(let name):
      outcome.lock(name, .accessExclusive)
      if let table = catalog.tables[name], table.partitionBound != nil {
        for parent in table.parents { outcome.lock(parent, .accessExclusive) }
      }
      for constraint in catalog.tables[name]?.constraints ?? [] {
        if let target = constraint.foreignKey?.target { outcome.lock(target, .accessExclusive) }
      }
    case .constraint(let name, let constraint):
      outcome.lock(name, .accessExclusive)
      if let target = catalog.tables[name]?.constraint(constraint)?.foreignKey?.target {
        outcome.lock(target, .accessExclusive)
      }
    case .column(let name, _), .columnDefault(let name, _), .policy(let name, _), .trigger(let name, _):
      outcome.lock(name, .accessExclusive)
    }
  }

  /// The indexes of the partitions of an index's table that belong to it.
  func parts(of index: QualifiedName, on table: QualifiedName) -> [QualifiedName] {
    children(of: table).flatMap { child in
      (catalog.tables[child]?.indexNames ?? []).map { QualifiedName(schema: child.schema, name: $0) }
    }.filter { catalog.indexes[$0]?.parent == index }
  }

  // MARK: - What depends on what

  func dependents(of removal: Removal) -> [Dependent] {
    switch removal {
    case .table(let name), .view(let name): relationDependents(name)
    case .column(let table, let column): columnDependents(table, column)
    case .sequence(let name): mentions(of: name)
    case .routine(let signature):
      // Calls don't say which of several routines of a name they mean.
      (catalog.routinesByName[signature.name]?.count ?? 0) > 1 ? [] : mentions(of: signature.name, asFunction: true)
    case .type(let name):
      mentions(of: name).map { dependent in
        // A range and its multirange go together.
        guard case .type(let other) = dependent.removal, catalog.types[other]?.kind == .multirange(of: name) else {
          return dependent
        }
        return Dependent(removal: .type(other), isAutomatic: true)
      }
    case .constraint(let table, let name): constraintDependents(table, name)
    case .index(let name): indexDependents(name)
    case .other(let identity): otherDependents(identity)
    case .columnDefault, .policy, .trigger, .domainConstraint, .member: []
    }
  }

  private func relationDependents(_ name: QualifiedName) -> [Dependent] {
    var result: [Dependent] = []
    for key in catalog.referrers(of: name) {
      switch key {
      case .index(let index) where catalog.indexes[index]?.table == name:
        result.append(Dependent(removal: .index(index), isAutomatic: true))
      case .sequence(let sequence): result.append(Dependent(removal: .sequence(sequence), isAutomatic: true))
      case .table(let other):
        guard let table = catalog.tables[other] else { continue }
        if table.parents.contains(name) {
          result.append(Dependent(removal: .table(other), isAutomatic: table.partitionBound != nil))
        }
        result += foreignKeys(of: table, to: name)
      default: break
      }
    }
    for ancestor in partitionedAncestors(of: name) {
      for case .table(let other) in catalog.referrers(of: ancestor) + [.table(ancestor)] {
        if let table = catalog.tables[other] { result += foreignKeys(of: table, to: ancestor) }
      }
    }
    return result + mentions(of: name)
  }

  private func foreignKeys(of table: Table, to target: QualifiedName) -> [Dependent] {
    table.constraints.filter { $0.foreignKey?.target == target }.map {
      Dependent(removal: .constraint(table.name, $0.name), isAutomatic: false)
    }
  }

  /// The tables whose rows a table's rows are, too: a foreign key to one of them depends on the partition.
  private func partitionedAncestors(of name: QualifiedName) -> [QualifiedName] {
    guard let table = catalog.tables[name], table.partitionBound != nil, let parent = table.parents.first else {
      return []
    }
    return [parent] + partitionedAncestors(of: parent)
  }

  /// Everything whose expressions, types or triggers name this relation, routine or type.
  private func mentions(of name: QualifiedName, asFunction: Bool = false) -> [Dependent] {
    // A relation or a type may have the name of a function.
    let isAmbiguous =
      catalog.routinesByName[name] != nil && (catalog.hasRelation(name) || catalog.types[name] != nil)
    let sense: CanonicalExpression.Sense? = isAmbiguous ? asFunction ? .function : .other : nil
    var result: [Dependent] = []
    func add(_ removal: Removal) { result.append(Dependent(removal: removal, isAutomatic: false)) }
    for key in catalog.referrers(of: name) {
      switch key {
      case .view(let view):
        if sense == nil || catalog.views[view]?.definition.names(name, sense) ?? false { add(.view(view)) }
      case .routine(let signature):
        if sense == nil || catalog.routines[signature]?.names(name, sense) ?? false { add(.routine(signature)) }
      case .other(let identity): result += dependents(in: identity, of: name)
      case .table(let other): if let table = catalog.tables[other] { tableMentions(of: name, sense, table, add) }
      case .index(let index):
        if let index = catalog.indexes[index], index.table != name, !index.isForConstraint { add(.index(index.name)) }
      case .type(let other):
        // A domain's own check names it, and goes with it.
        guard other != name, let type = catalog.types[other] else { continue }
        if let domain = type.domain {
          if domain.type.qualifiedName == name || domain.defaultValue?.names(name) ?? false { add(.type(other)) }
          for constraint in domain.constraints where constraint.check?.names(name) ?? false {
            add(.domainConstraint(other, constraint.name))
          }
        } else {
          add(.type(other))
        }
      case .sequence: break
      }
    }
    return result
  }

  private func tableMentions(
    of name: QualifiedName, _ sense: CanonicalExpression.Sense?, _ table: Table, _ add: (Removal) -> Void
  ) {
    func names(_ expression: CanonicalExpression?) -> Bool { expression?.names(name, sense) ?? false }
    if table.ofType == name { return add(.table(table.name)) }
    for column in table.columns {
      if sense != .function && column.type.qualifiedName == name || names(column.generated) {
        add(.column(table.name, column.name))
      } else if names(column.defaultValue) {
        add(.columnDefault(table.name, column.name))
      }
    }
    for constraint in table.constraints where names(constraint.check) { add(.constraint(table.name, constraint.name)) }
    for policy in table.policies where names(policy.using) || names(policy.withCheck) {
      add(.policy(table.name, policy.name))
    }
    for trigger in table.triggers where sense != .other && trigger.function == name || names(trigger.condition) {
      add(.trigger(table.name, trigger.name))
    }
  }

  private func constraintDependents(_ name: QualifiedName, _ constraint: String) -> [Dependent] {
    guard catalog.tables[name]?.constraint(constraint)?.hasIndex ?? false else { return [] }
    return [Dependent(removal: .index(QualifiedName(schema: name.schema, name: constraint)), isAutomatic: true)]
  }

  /// The foreign keys that an index serves, those of its own table, too.
  private func indexDependents(_ name: QualifiedName) -> [Dependent] {
    guard let index = catalog.indexes[name], index.isUnique, let table = catalog.tables[index.table] else { return [] }
    var result: [Dependent] = []
    for case .table(let other) in catalog.referrers(of: table.name) + [.table(table.name)] {
      for constraint in catalog.tables[other]?.constraints ?? [] {
        guard let key = constraint.foreignKey, key.target == table.name else { continue }
        let order = key.keyIndex == 0 ? uniqueKey(of: table, key.targetColumns)?.order : key.keyIndex
        guard order == index.order else { continue }
        result.append(Dependent(removal: .constraint(other, constraint.name), isAutomatic: false))
      }
    }
    return result
  }

  private func columnDependents(_ name: QualifiedName, _ column: String) -> [Dependent] {
    var result: [Dependent] = []
    func add(_ removal: Removal, automatic: Bool) {
      result.append(Dependent(removal: removal, isAutomatic: automatic))
    }
    if let table = catalog.tables[name] { ownDependents(table, column, add) }
    for key in catalog.referrers(of: name) + [.table(name)] {
      switch key {
      case .sequence(let sequence) where catalog.sequences[sequence]?.owner == .init(table: name, column: column):
        add(.sequence(sequence), automatic: true)
      case .view(let view) where catalog.views[view]?.definition.mentions(column, of: name) ?? false:
        add(.view(view), automatic: false)
      case .table(let other): policyDependents(other, name, column) { add($0, automatic: false) }
      case .other(let identity): result += columnDependents(in: identity, column, of: name)
      case .routine(let signature) where catalog.routines[signature]?.sqlBody?.mentions(column, of: name) ?? false:
        add(.routine(signature), automatic: false)
      default: break
      }
    }
    return result
  }

  /// What of a table depends on one of its columns.
  private func ownDependents(_ table: Table, _ column: String, _ add: (Removal, Bool) -> Void) {
    let name = table.name
    for constraint in table.constraints
    where constraint.columns.contains(column) || constraint.including.contains(column)
      || constraint.check?.mentions(column, of: name) ?? false
    {
      add(.constraint(name, constraint.name), true)
    }
    for indexName in table.indexNames {
      let qualified = QualifiedName(schema: name.schema, name: indexName)
      guard let index = catalog.indexes[qualified] else { continue }
      let uses =
        index.keys.contains { $0.expression.mentions(column, of: name) } || index.including.contains(column)
        || index.predicate?.mentions(column, of: name) ?? false
      if uses { add(index.isForConstraint ? .constraint(name, indexName) : .index(qualified), true) }
    }
    for other in table.columns where other.name != column && other.generated?.mentions(column, of: name) ?? false {
      add(.column(name, other.name), false)
    }
    for trigger in table.triggers
    where trigger.updateColumns.contains(column) || trigger.condition?.mentions(column, of: name) ?? false {
      add(.trigger(name, trigger.name), false)
    }
  }

  private func policyDependents(
    _ other: QualifiedName, _ name: QualifiedName, _ column: String, _ add: (Removal) -> Void
  ) {
    for policy in catalog.tables[other]?.policies ?? []
    where policy.using?.mentions(column, of: name) ?? false || policy.withCheck?.mentions(column, of: name) ?? false {
      add(.policy(other, policy.name))
    }
  }
}

extension CanonicalExpression {
  /// What a name that more than one thing has stands for.
  enum Sense {
    case function
    /// A relation or a type.
    case other
  }

  /// Whether it names a relation, a routine or a type, be it that of a constant; only in one sense where it is given.
  func names(_ name: QualifiedName, _ sense: Sense? = nil) -> Bool {
    if sense != .function,
      casts.contains(where: { $0.type == .type(name) }) || rowColumns.contains(where: { $0.relation == name })
    {
      return true
    }
    return mentions { piece in
      switch piece {
      case .function(name): sense != .other
      case .relation(name), .type(name): sense != .function
      case .column(let column): sense != .function && column.relation == name
      default: false
      }
    }
  }

  /// Whether it mentions a column of a relation, or reads it from the rows of a function.
  package func mentions(_ column: String, of relation: QualifiedName) -> Bool {
    rowColumns.contains { $0.relation == relation && $0.name == column }
      || mentions { piece in
        if case .column(let mentioned) = piece { return mentioned.relation == relation && mentioned.name == column }
        return false
      }
  }
}

extension Routine {
  /// Whether its body, its parameters or its result name a relation, a routine or a type.
  fileprivate func names(_ name: QualifiedName, _ sense: CanonicalExpression.Sense?) -> Bool {
    let isOfType = arguments.contains { $0.type.qualifiedName == name } || resultType == name
    return sense != .function && isOfType
      || ([sqlBody] + arguments.map(\.defaultValue)).contains { $0?.names(name, sense) ?? false }
  }
}
