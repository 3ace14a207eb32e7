import SQLSyntax

extension Session {
  // MARK: - Views

  mutating func createView(_ create: CreateView) throws(CatalogError) {
    let definition = try self.definition(create.query, columns: create.columns)
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    let old = catalog.views[name]
    if old == nil, catalog.hasRelation(name) {
      if create.orReplace { throw .wrongType(name, "a view") }
      throw .duplicateRelation(name.name)
    }
    if let old, create.orReplace, old.kind != .view { throw .wrongType(name, "a view") }
    if old != nil, !create.orReplace { throw .duplicateRelation(name.name) }
    var view = View(name: name, definition: definition)
    view.columns = definition.columns
    view.columnTypes = definition.outputTypes
    view.options = try StorageParameters.read(create.options, of: .view)
    if let check = create.checkOption { view.options["check_option"] = check }
    if view.options["check_option"] != nil, !create.query.isUpdatable { throw .checkOptionOfQuery }
    view.owner = role
    view.privileges = defaultPrivileges(.table, in: name.schema)
    if let old {
      try requireSameColumns(old, view)
      view.owner = old.owner
      view.privileges = old.privileges
      view.comment = old.comment
      view.columnComments = old.columnComments
      view.columnDefaults = old.columnDefaults
      view.columnPrivileges = old.columnPrivileges
      view.triggers = old.triggers
      outcome.lock(name, .accessExclusive)
      outcome.uses.insert(name)
    }
    catalog.store(view)
    if old == nil { outcome.created.append(view.identity) } else { outcome.changed.append(view.identity) }
  }

  /// A query as a view keeps it; the relations that it reads must be there.
  private mutating func definition(_ query: Query, columns: [String]) throws(CatalogError) -> CanonicalExpression {
    try requireNames(in: query)
    let variables = Procedure(self).variables
    let resolver = BasedResolver(
      resolver: resolver(), base: variables, rowNames: variables.map { [$0.name.name] } ?? [])
    let definition = CanonicalExpression(query, resolver: resolver, columns: columns)
    definition.forEachReference { outcome.uses.insert($0) }
    try definition.requireComplete()
    if let names = definition.columns {
      if columns.count > names.count {
        throw CatalogError("42601", "CREATE VIEW specifies more column names than columns")
      }
      if let repeated = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
        throw CatalogError("42701", "column \"\(repeated)\" specified more than once")
      }
      for (name, type) in zip(names, definition.outputTypes) {
        // What a polymorphic function gives isn't always known.
        if let type, type.isPseudo, !type.isPolymorphic { try requireColumnType(type, name, nil) }
      }
    }
    return definition
  }

  /// Names that are found in `pg_catalog` without a schema.
  static func isSystemRelation(_ name: String) -> Bool { name.hasPrefix("pg_") }

  /// CREATE OR REPLACE VIEW may add columns at the end, and nothing else (42P16).
  private mutating func requireSameColumns(_ old: View, _ new: View) throws(CatalogError) {
    guard let before = old.columns, let after = new.columns else { return }
    if after.count < before.count { throw CatalogError("42P16", "cannot drop columns from view") }
    for (left, right) in zip(before, after) where left != right {
      throw CatalogError("42P16", "cannot change name of view column \"\(left)\" to \"\(right)\"")
    }
    let (oldTexts, newTexts) = (old.definition.outputTexts, new.definition.outputTexts)
    for (place, column) in before.enumerated() {
      let types = [old, new].map { $0.columnTypes.indices.contains(place) ? $0.columnTypes[place] : nil }
      if let type = types[0], let other = types[1] {
        guard type != other else { continue }
        throw CatalogError(
          "42P16",
          "cannot change data type of view column \"\(column)\" from \(type.formatted) to \(other.formatted)")
      }
      // What is computed alike has one type, whichever it is.
      if let oldTexts, let newTexts, oldTexts[place] == newTexts[place] { continue }
      outcome.undecided.append("whether the type of column `\(column)` of view `\(new.name.short)` stays isn't known")
    }
  }

  mutating func createTableAs(_ create: CreateTableAs) throws(CatalogError) {
    guard let query = create.query else { return notModelled("CREATE TABLE AS EXECUTE") }
    let definition = try self.definition(query, columns: create.columns)
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    let exists = catalog.hasRelation(name)
    if exists, create.ifNotExists {
      outcome.isNoOp = true
      return
    }
    if exists { throw .duplicateRelation(name.name) }
    if create.isMaterializedView {
      var view = View(name: name, definition: definition)
      view.isMaterialized = true
      view.columns = definition.columns
      view.columnTypes = definition.outputTypes
      view.options = try StorageParameters.read(create.options, of: .table)
      view.isPopulated = create.withData
      view.owner = role
      view.privileges = defaultPrivileges(.table, in: name.schema)
      catalog.store(view)
      outcome.created.append(view.identity)
      return
    }
    var table = Table(name: name)
    table.persistence = create.persistence
    table.owner = role
    table.privileges = defaultPrivileges(.table, in: name.schema)
    let types = definition.outputTypes
    let areKnown = definition.columns?.count == types.count && types.allSatisfy { $0 != nil }
    table.columns = (definition.columns ?? []).enumerated().map { place, name in
      Column(name: name, type: (types.indices.contains(place) ? types[place] : nil) ?? TypeName(name: "unknown"))
    }
    catalog.store(table)
    outcome.created.append(table.identity)
    outcome.dataChanges.append(name)
    if create.withData { try fill(table, with: query) }
    if create.persistence != .temporary, !areKnown || readsCollated(query) {
      outcome.undecided.append("the column types of `CREATE TABLE \(name.short) AS` aren't followed")
    }
  }

  /// Whether a query reads a column with a collation of its own, which the result's column takes along.
  private func readsCollated(_ query: Query) -> Bool {
    query.relations.contains { name in
      relation(name).flatMap { catalog.tables[$0] }?.columns.contains { $0.collation != nil } ?? false
    }
  }

  // MARK: - Sequences

  mutating func createSequence(_ create: CreateSequence) throws(CatalogError) {
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    if catalog.hasRelation(name) {
      guard create.ifNotExists else { throw .duplicateRelation(name.name) }
      outcome.isNoOp = true
      return
    }
    var sequence = Sequence(name: name)
    sequence.persistence = create.persistence
    sequence.role = role
    sequence.privileges = defaultPrivileges(.sequence, in: name.schema)
    try setOptions(create.options, of: &sequence, isNew: true)
    catalog.store(sequence)
    outcome.created.append(sequence.identity)
  }

  mutating func alterSequence(_ alter: AlterSequence) throws(CatalogError) {
    guard let name = relation(alter.name) else {
      if alter.ifExists {
        outcome.isNoOp = true
        return
      }
      throw missingRelation(alter.name)
    }
    outcome.uses.insert(name)
    guard var sequence = catalog.sequences[name] else { throw .wrongType(name, "a sequence") }
    try setOptions(alter.options, of: &sequence, isNew: false)
    rows.nextValues[name] = .some(nil)
    catalog.store(sequence)
    outcome.lock(name, .shareRowExclusive)
    outcome.changed.append(sequence.identity)
  }

  /// ALTER SEQUENCE as ALTER TABLE has it: the owner, and whether it is logged.
  mutating func alterSequence(_ sequence: Sequence, _ actions: [AlterTable.Action]) throws(CatalogError) {
    var sequence = sequence
    for action in actions {
      switch action {
      case .changeOwner(let owner):
        let role = try newOwner(owner)
        if role != sequence.role, let table = sequence.owner?.table {
          throw CatalogError(
            "0A000", "cannot change owner of sequence \"\(sequence.name.name)\"",
            detail: "Sequence \"\(sequence.name.name)\" is linked to table \"\(table.name)\".")
        }
        sequence.role = role
      case .setPersistence(let persistence):
        if sequence.persistence == .temporary {
          throw CatalogError(
            "42P16", "cannot change logged status of table \"\(sequence.name.name)\" because it is temporary")
        }
        sequence.persistence = persistence
      default: notModelled("ALTER SEQUENCE")
      }
    }
    catalog.store(sequence)
    outcome.changed.append(sequence.identity)
  }

  /// Sets what options say, the rest by the type and the direction (manual, CREATE SEQUENCE).
  mutating func setOptions(
    _ options: [StorageOption], of sequence: inout Sequence, isNew: Bool
  ) throws(CatalogError) {
    let oldType = sequence.type
    func value(_ name: String) -> Int?? {
      options.last { $0.name == name }.map { $0.value.flatMap { Int($0) } }
    }
    if let type = options.last(where: { $0.name == "as" })?.value {
      guard ["smallint", "integer", "bigint"].contains(type) else {
        let kind = sequence.isIdentity ? "identity column" : "sequence"
        throw CatalogError("22023", "\(kind) type must be smallint, integer, or bigint")
      }
      sequence.type = type
    }
    if let increment = value("increment") { sequence.increment = increment ?? 1 }
    if sequence.increment == 0 { throw CatalogError("22023", "INCREMENT must not be zero") }
    let limits = Session.limits(sequence.type)
    let oldLimits = Session.limits(oldType)
    let ascends = sequence.increment > 0
    if let minimum = value("minvalue") {
      sequence.minimum = minimum ?? (ascends ? 1 : limits.lowerBound)
    } else if isNew || (oldType != sequence.type && sequence.minimum == oldLimits.lowerBound) {
      sequence.minimum = ascends ? 1 : limits.lowerBound
    }
    if let maximum = value("maxvalue") {
      sequence.maximum = maximum ?? (ascends ? limits.upperBound : -1)
    } else if isNew || (oldType != sequence.type && sequence.maximum == oldLimits.upperBound) {
      sequence.maximum = ascends ? limits.upperBound : -1
    }
    if let start = value("start") {
      sequence.start = start ?? sequence.start
    } else if isNew {
      sequence.start = ascends ? sequence.minimum : sequence.maximum
    }
    if let restart = value("restart") {
      let next = restart ?? sequence.start
      guard next <= sequence.maximum else {
        throw CatalogError("22023", "RESTART value (\(next)) cannot be greater than MAXVALUE (\(sequence.maximum))")
      }
      guard next >= sequence.minimum else {
        throw CatalogError("22023", "RESTART value (\(next)) cannot be less than MINVALUE (\(sequence.minimum))")
      }
    }
    if let cache = value("cache") { sequence.cache = cache ?? 1 }
    try requireLimits(sequence)
    if let cycle = options.last(where: { $0.name == "cycle" }) { sequence.cycles = cycle.value != "false" }
    if let owner = options.last(where: { $0.name == "owned_by" })?.value { try setOwner(owner, of: &sequence) }
  }

  /// A sequence's numbers are of its type, and it starts with one of them (`init_params`, commands/sequence.c).
  private func requireLimits(_ sequence: Sequence) throws(CatalogError) {
    let limits = Session.limits(sequence.type)
    func refused(_ message: String) -> CatalogError { CatalogError("22023", message) }
    for (name, value) in [("MAXVALUE", sequence.maximum), ("MINVALUE", sequence.minimum)]
    where !limits.contains(value) {
      throw refused("\(name) (\(value)) is out of range for sequence data type \(sequence.type)")
    }
    if sequence.minimum >= sequence.maximum {
      throw refused("MINVALUE (\(sequence.minimum)) must be less than MAXVALUE (\(sequence.maximum))")
    }
    if sequence.start < sequence.minimum {
      throw refused("START value (\(sequence.start)) cannot be less than MINVALUE (\(sequence.minimum))")
    }
    if sequence.start > sequence.maximum {
      throw refused("START value (\(sequence.start)) cannot be greater than MAXVALUE (\(sequence.maximum))")
    }
    if sequence.cache <= 0 { throw refused("CACHE (\(sequence.cache)) must be greater than zero") }
  }

  private mutating func setOwner(_ owner: String, of sequence: inout Sequence) throws(CatalogError) {
    if owner == "none", !sequence.isIdentity {
      sequence.owner = nil
      return
    }
    if owner == "none" { throw CatalogError.identityOwnership }
    let parts = owner.split(separator: ".").map(String.init)
    guard parts.count > 1 else {
      throw CatalogError(
        "42601", "invalid OWNED BY option", detail: "HINT: Specify OWNED BY table.column or OWNED BY NONE.")
    }
    let table = try existingTable(ObjectName(parts: Array(parts.dropLast())))
    guard table.name.schema == sequence.name.schema else {
      throw CatalogError("55000", "sequence must be in same schema as table it is linked to")
    }
    guard let column = parts.last, table.column(column) != nil else {
      throw CatalogError.undefinedColumn(parts.last ?? "", table.name)
    }
    if sequence.isIdentity { throw CatalogError.identityOwnership }
    sequence.owner = .init(table: table.name, column: column)
  }

  static func limits(_ type: String) -> ClosedRange<Int> {
    switch type {
    case "smallint": Int(Int16.min)...Int(Int16.max)
    case "integer": Int(Int32.min)...Int(Int32.max)
    default: Int.min...Int.max
    }
  }
}
