import SQLSyntax

extension Repair {
  /// Makes the sequences, tables and columns that are missing, then what they are kept together by.
  mutating func createTables() {
    for sequence in target.sequences.values.map(\.name).sorted() { createSequence(sequence) }
    for table in target.tables.values.sorted(by: { $0.name < $1.name }) where table.persistence != .temporary {
      createTable(table.name)
      addColumns(to: table.name)
    }
    // Their names, types and defaults are free by now.
    alterTables()
    for sequence in target.sequences.values.sorted(by: { $0.name < $1.name }) {
      if sequence.isIdentity { nameIdentity(sequence) }
      change(sequence)
    }
    let tables = changedTables
    for table in tables { addConstraints(to: table) { $0.hasIndex } }
    for table in tables { addConstraints(to: table) { $0.check != nil } }
    for table in tables { setParents(of: table) }
    for table in tables { addConstraints(to: table) { $0.foreignKey != nil } }
  }

  mutating func createTable(_ name: QualifiedName) {
    guard let table = target.tables[name], catalog.tables[name] == nil else { return }
    if table.columns.contains(where: { $0.type == TypeName(name: "unknown") }) {
      return note("table `\(name.short)` doesn't come back: the types of its columns aren't known")
    }
    ensure(table.creationReferences)
    // A key that another table's partition or a foreign key needs is made with the table.
    let sql = TableSQL(table, target, names).create(ifNotExists: true) { constraint in
      constraint.foreignKey == nil && constraint.kind != .trigger
    }
    let isEmpty = table.foreignServer == nil && table.partitionKey == nil
    let note = RepairNote(.empty, "`\(name.short)` comes back without its rows")
    emit(sql, table.identity, isEmpty ? [note] : [])
  }

  // MARK: - Constraints

  private mutating func addConstraints(to name: QualifiedName, where isIncluded: (Constraint) -> Bool) {
    guard let wanted = target.tables[name] else { return }
    for constraint in wanted.constraints
    where isIncluded(constraint) && !constraint.isInherited && !isPart(constraint, of: name, in: target) {
      guard let present = catalog.tables[name]?.constraint(constraint.name) else {
        add(constraint, to: wanted)
        continue
      }
      if !present.isValidated, constraint.isValidated {
        emit(
          "\(alter(name)) VALIDATE CONSTRAINT \(Identifier.quoted(constraint.name))",
          ObjectIdentity(.constraint, constraint.name, on: name))
      }
    }
  }

  private mutating func add(_ constraint: Constraint, to table: Table) {
    var references = References(constraint)
    references.remove(table.name)
    ensure(references)
    let index = QualifiedName(schema: table.name.schema, name: constraint.name)
    // An index of the name may be left of a constraint that was made of it.
    if constraint.hasIndex, let present = catalog.indexes[index], !present.isForConstraint { remove(.index(index)) }
    var notes: [RepairNote] = []
    if constraint.isValidated {
      let what = constraint.hasIndex ? "have duplicates" : "violate it"
      notes = [RepairNote(.mayFail, "fails where rows of `\(table.name.short)` \(what)")]
    }
    emit(
      "\(alter(table.name)) ADD \(TableSQL(table, target, names).clause(constraint))",
      ObjectIdentity(.constraint, constraint.name, on: table.name), notes)
  }

  // MARK: - Parents

  private mutating func setParents(of name: QualifiedName) {
    guard let wanted = target.tables[name], let present = catalog.tables[name],
      present.parents != wanted.parents || present.partitionBound != wanted.partitionBound
    else { return }
    // Those behind the first that stands elsewhere come anew, in their order.
    let inPlace = zip(present.parents, wanted.parents).prefix { $0 == $1 }.count
    let isReordered = Set(present.parents) == Set(wanted.parents)
    for (place, parent) in present.parents.enumerated()
    where !wanted.parents.contains(parent) || present.partitionBound != wanted.partitionBound
      || (isReordered && place >= inPlace)
    {
      part(name, from: parent)
    }
    for parent in wanted.parents where catalog.tables[name]?.parents.contains(parent) == false {
      createTable(parent)
      prepare(wanted, for: parent)
      if let bound = wanted.partitionBound {
        emit("\(alter(parent)) ATTACH PARTITION \(names(name)) \(bound)", wanted.identity)
      } else {
        emit("\(alter(name)) INHERIT \(names(parent))", wanted.identity)
      }
      noteOwn(wanted)
    }
  }

  /// Gives a table the columns and checks of a parent, without which it can't inherit from it.
  private mutating func prepare(_ wanted: Table, for parent: QualifiedName) {
    guard wanted.partitionBound == nil, let parent = catalog.tables[parent] else { return }
    let table = TableSQL(wanted, target, names)
    for column in wanted.columns
    where column.isInherited && parent.column(column.name) != nil
      && catalog.tables[wanted.name]?.column(column.name) == nil
    {
      emit(
        "\(alter(wanted.name)) ADD COLUMN \(table.column(column))",
        ObjectIdentity(.column, column.name, on: wanted.name))
    }
    for constraint in wanted.constraints
    where constraint.isInherited && constraint.check != nil && parent.constraint(constraint.name) != nil
      && catalog.tables[wanted.name]?.constraint(constraint.name) == nil
    {
      add(constraint, to: wanted)
    }
  }

  /// Notes what a table keeps as its own although it had it from a parent alone, or the other way round.
  mutating func noteOwn(_ wanted: Table) {
    let name = wanted.name.short
    guard let present = catalog.tables[wanted.name] else { return }
    func note(_ what: String, _ isInherited: Bool, _ wasInherited: Bool?) {
      guard let wasInherited, isInherited != wasInherited else { return }
      self.note(isInherited ? "\(what) stays the table's own, too" : "\(what) stays inherited alone")
    }
    for column in wanted.columns {
      let what = "column `\(name).\(Identifier.quoted(column.name))`"
      note(what, column.isInherited, present.column(column.name)?.isInherited)
    }
    for constraint in wanted.constraints {
      let what = "constraint `\(constraint.name)` on `\(name)`"
      note(what, constraint.isInherited, present.constraint(constraint.name)?.isInherited)
    }
  }

  // MARK: - Sequences

  /// Gives the sequence of an identity column its name.
  private mutating func nameIdentity(_ wanted: Sequence) {
    guard catalog.sequences[wanted.name] == nil, let owner = wanted.owner,
      let present = catalog.sequences.values.first(where: { $0.isIdentity && $0.owner == owner })
    else { return }
    emit("ALTER SEQUENCE \(names(present.name)) RENAME TO \(Identifier.quoted(wanted.name.name))", wanted.identity)
  }

  mutating func setOptions(of present: Sequence, to wanted: Sequence) {
    var options = SequenceSQL(wanted, names).options(changedFrom: present)
    if options.isEmpty { return }
    var notes: [RepairNote] = []
    let (old, new) = (present.minimum...present.maximum, wanted.minimum...wanted.maximum)
    if !new.overlaps(old) {
      options += " RESTART"
      notes = [RepairNote(.rowsLost, "`\(wanted.name.short)` begins anew: none of its values is within its new bounds")]
    } else if !new.contains(old.lowerBound) || !new.contains(old.upperBound) {
      notes = [RepairNote(.mayFail, "fails where the last value of `\(wanted.name.short)` isn't within its new bounds")]
    }
    emit("ALTER SEQUENCE \(names(wanted.name))\(options)", wanted.identity, notes)
  }

  private mutating func change(_ wanted: Sequence) {
    guard let present = catalog.sequences[wanted.name], present != wanted, wanted.persistence != .temporary else {
      return
    }
    setOptions(of: present, to: wanted)
    if present.persistence != wanted.persistence {
      let words = wanted.persistence == .unlogged ? "UNLOGGED" : "LOGGED"
      emit("ALTER SEQUENCE \(names(wanted.name)) SET \(words)", wanted.identity)
    }
    guard present.owner != wanted.owner, !wanted.isIdentity else { return }
    let owner = wanted.owner.map { "\(names($0.table)).\(Identifier.quoted($0.column))" } ?? "NONE"
    emit("ALTER SEQUENCE \(names(wanted.name)) OWNED BY \(owner)", wanted.identity)
  }
}
