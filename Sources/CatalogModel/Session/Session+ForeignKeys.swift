import SQLSyntax

extension Session {
  mutating func addForeignKey(
    _ clause: ForeignKeyClause, _ definition: ConstraintDefinition, _ column: String?, _ table: Table
  ) throws(CatalogError) {
    var table = table
    let columns = definition.columns.isEmpty ? column.map { [$0] } ?? [] : definition.columns
    let target = try existingTable(clause.target)
    if definition.isNotValid, table.partitionKey != nil {
      throw CatalogError(
        "42809",
        "cannot add NOT VALID foreign key on partitioned table \"\(table.name.name)\" referencing relation "
          + "\"\(target.name.name)\"")
    }
    try requirePersistence(of: table, target)
    for name in columns where table.column(name) == nil {
      throw CatalogError("42703", "column \"\(name)\" referenced in foreign key constraint does not exist")
    }
    try requireActions(clause, columns, table)
    var targetColumns = clause.targetColumns
    if targetColumns.isEmpty {
      guard let key = target.primaryKey else {
        throw CatalogError("42704", "there is no primary key for referenced table \"\(target.name.name)\"")
      }
      targetColumns = key.columns
    }
    for name in targetColumns where target.column(name) == nil {
      throw CatalogError("42703", "column \"\(name)\" referenced in foreign key constraint does not exist")
    }
    guard columns.count == targetColumns.count else {
      throw CatalogError("42830", "number of referencing and referenced columns for foreign key disagree")
    }
    let primaryKey = clause.targetColumns.isEmpty ? target.primaryKey?.name : nil
    guard let key = uniqueKey(of: target, targetColumns, named: primaryKey) else {
      throw CatalogError(
        "42830", "there is no unique constraint matching given keys for referenced table \"\(target.name.name)\"")
    }
    let name =
      definition.name.map(Identifier.truncated)
      ?? chooseConstraintName(table, GeneratedNames.addition(columns), "fkey")
    try requireComparable(columns, of: table, targetColumns, of: target, name)
    var foreignKey = ForeignKey(
      target: target.name, targetColumns: targetColumns, onUpdate: clause.onUpdate, onDelete: clause.onDelete,
      onDeleteColumns: clause.onDeleteColumns, match: clause.match)
    foreignKey.keyIndex = key.order
    var constraint = Constraint(name: name, kind: .foreignKey(foreignKey))
    constraint.columns = columns
    constraint.isValidated = !definition.isNotValid
    constraint.isDeferrable = definition.isDeferrable
    constraint.isInitiallyDeferred = definition.isInitiallyDeferred
    table.constraints.append(constraint)
    catalog.store(table)
    if target.name != table.name { outcome.lock(target.name, .shareRowExclusive) }
    outcome.created.append(ObjectIdentity(.constraint, name, on: table.name))
    for child in children(of: table.name) where table.partitionKey != nil { try adoptPartition(child, of: table.name) }
  }

  /// An action sets only columns of the key, and none that is generated (42P10, 42601).
  private func requireActions(
    _ clause: ForeignKeyClause, _ columns: [String], _ table: Table
  ) throws(CatalogError) {
    if let other = clause.onDeleteColumns.first(where: { !columns.contains($0) }) {
      throw CatalogError(
        "42P10", "column \"\(other)\" referenced in ON DELETE SET action must be part of foreign key")
    }
    guard columns.contains(where: { table.column($0)?.generated != nil }) else { return }
    if ["n", "d", "c"].contains(clause.onUpdate) { throw .actionOnGenerated("UPDATE") }
    if ["n", "d"].contains(clause.onDelete) { throw .actionOnGenerated("DELETE") }
  }

  /// The columns of a foreign key have to be of types that the key's index compares (42804).
  func requireComparable(
    _ columns: [String], of table: Table, _ targetColumns: [String], of target: Table, _ constraint: String
  ) throws(CatalogError) {
    for (name, key) in zip(columns, targetColumns) {
      guard let reference = table.column(name)?.type, let keyType = target.column(key)?.type,
        Casts.areComparable(key: baseType(keyType), reference: baseType(reference))
          ?? (castContext(from: reference, to: keyType) != .explicit) == false
      else { continue }
      throw CatalogError(
        "42804", "foreign key constraint \"\(constraint)\" cannot be implemented",
        detail: "Key columns \"\(name)\" and \"\(key)\" are of incompatible types: \(reference.formatted) and "
          + "\(keyType.formatted).")
    }
  }

  /// The oldest unique, total, immediate index of a table on exactly these columns (`transformFkeyCheckAttrs`,
  /// commands/tablecmds.c), or the one of a name.
  func uniqueKey(of table: Table, _ columns: [String], named name: String? = nil) -> Index? {
    let wanted = Set(columns)
    let names = name.map { [$0] } ?? Array(table.indexNames)
    let keys = names.compactMap { catalog.indexes[QualifiedName(schema: table.name.schema, name: $0)] }.filter {
      index in
      index.isUnique && index.predicate == nil && index.keys.count == columns.count
        && Set(index.keys.compactMap(\.column)) == wanted
        && !(table.constraint(index.name.name)?.isDeferrable ?? false)
    }
    return keys.min { $0.order < $1.order }
  }

  /// The rows that a key refers to have to last as long as its own (42P16).
  private func requirePersistence(of table: Table, _ target: Table) throws(CatalogError) {
    let (own, other) = (table.persistence, target.persistence)
    if own == other || (own == .unlogged && other == .permanent) { return }
    throw CatalogError(
      "42P16",
      "constraints on \(own) tables may reference only "
        + "\(own == .unlogged ? "permanent or unlogged" : "\(own)") tables")
  }

  /// A table becomes logged or unlogged where the tables at the other ends of its keys are so long as it is (42P16),
  /// and nobody subscribes to it (55000): `ATPrepChangePersistence`, commands/tablecmds.c.
  func requireLoggable(_ table: Table, _ persistence: Persistence) throws(CatalogError) {
    let name = table.name
    if table.persistence == .temporary {
      throw CatalogError("42P16", "cannot change logged status of table \"\(name.name)\" because it is temporary")
    }
    let publications = catalog.others.values.filter { $0.kind == .publication }
    let isPublished = publications.contains { publication in
      publication.properties.contains { $0.name == "table" && $0.value.pieces.first == .relation(name) }
    }
    if persistence == .unlogged, isPublished {
      throw CatalogError(
        "55000", "cannot change table \"\(name.name)\" to unlogged because it is part of a publication",
        detail: "Unlogged relations cannot be replicated.")
    }
    let others =
      persistence == .permanent
      ? table.constraints.compactMap(\.foreignKey?.target)
      : catalog.referrers(of: name).compactMap { key in
        guard case .table(let other) = key else { return nil }
        return catalog.tables[other]?.constraints.contains { $0.foreignKey?.target == name } ?? false ? other : nil
      }
    let refused = persistence == .permanent ? Persistence.unlogged : .permanent
    guard let other = others.first(where: { $0 != name && catalog.tables[$0]?.persistence == refused }) else { return }
    throw CatalogError(
      "42P16",
      "could not change table \"\(name.name)\" to \(persistence == .permanent ? "logged" : "unlogged") because it "
        + "references \(persistence == .permanent ? "unlogged" : "logged") table \"\(other.name)\"")
  }
}

extension CatalogError {
  fileprivate static func actionOnGenerated(_ event: String) -> CatalogError {
    CatalogError("42601", "invalid ON \(event) action for foreign key constraint containing generated column")
  }
}
