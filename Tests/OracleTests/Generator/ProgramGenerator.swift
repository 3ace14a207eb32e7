import CatalogModel
import SQLSyntax

/// Writes DDL statements, each for the schema that those before it have made, so that most of them are valid.
///
/// Names come from a small pool, so that some of them collide, are missing or have dependents: errors are to agree, too.
final class ProgramGenerator {
  let random: SeededGenerator
  private var savepoints = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The next statement, for a schema.
  func statement(for catalog: Catalog, isInTransaction: Bool) -> String {
    let tables = catalog.tables.values.map(\.name).sorted()
    if tables.isEmpty || random.once(in: 7) { return createTable(catalog) }
    if random.once(in: isInTransaction ? 4 : 30) { return transaction(isInTransaction) }
    switch random.below(20) {
    case 0...6: return alterTable(catalog)
    case 7, 8: return index(catalog)
    case 9, 10: return view(catalog)
    case 11: return type(catalog)
    case 12: return routine(catalog)
    case 13: return policy(catalog)
    case 14: return sequence(catalog)
    case 15: return comment(catalog)
    case 16: return grant(catalog)
    case 17: return schema(catalog)
    default: return drop(catalog)
    }
  }

  // MARK: - Names

  /// A name for a new relation, in one of the schemas.
  func newName(_ catalog: Catalog) -> String {
    let name = random.one(
      "a", "b", "users", "\"Order Items\"", "t", "ünï", "a_very_long_name_that_fills_nearly_all_of_the_room")
    guard random.once(in: 6), let schema = random.pick(schemas(catalog)) else { return name }
    return "\(Identifier.quoted(schema)).\(name)"
  }

  func newColumn() -> String {
    random.one("id", "a", "b", "c", "name", "\"Mixed\"", "a_long_column_name_that_takes_a_lot_of_room", "at")
  }

  func schemas(_ catalog: Catalog) -> [String] { catalog.schemas.keys.sorted() }

  func table(_ catalog: Catalog) -> Table? { random.pick(catalog.tables.values.sorted { $0.name < $1.name }) }

  func column(of table: Table) -> String {
    if random.once(in: 15) { return newColumn() }
    return random.pick(table.columns.map { Identifier.quoted($0.name) }) ?? newColumn()
  }

  /// Some columns of a table.
  func columns(of table: Table) -> String {
    var names = [column(of: table)]
    if random.once(in: 3) {
      let other = column(of: table)
      if !names.contains(other) { names.append(other) }
    }
    return names.joined(separator: ", ")
  }

  func columnType(_ catalog: Catalog) -> String {
    let types = catalog.types.values.filter { !$0.isComposite }.map(\.name).sorted()
    if random.once(in: 6), let type = random.pick(types) { return "\(type)" }
    return random.one(
      "integer", "bigint", "text", "character varying(20)", "numeric(10,2)", "boolean", "timestamp with time zone",
      "jsonb", "uuid", "integer[]", "date", "character(3)")
  }

  /// A condition on a column of a type that is true for some rows.
  func condition(on name: String, _ type: String) -> String {
    switch type {
    case "integer", "bigint", "numeric(10,2)":
      random.one(
        "\(name) > 0", "\(name) BETWEEN 1 AND 10", "\(name) IN (1, 2, 3)", "\(name) IS NOT NULL AND \(name) < 5 * 2",
        "coalesce(\(name), 0) <> 7", "\(name) % 2 = 0 OR NOT \(name) = 4")
    case "text", "character varying(20)", "character(3)":
      random.one(
        "\(name) <> ''", "\(name) IN ('x', 'y')", "length(\(name)) < 100", "\(name) LIKE 'a%'",
        "lower(\(name)) = \(name)", "\(name) ~ '^[a-z]+$'", "\(name) || 'x' <> 'yx'")
    case "boolean": random.one(name, "NOT \(name)", "\(name) IS TRUE", "\(name) = true")
    case "timestamp with time zone": random.one("\(name) > now()", "\(name) IS NULL")
    default: "\(name) IS NOT NULL"
    }
  }

  func condition(on table: Table) -> String {
    guard let column = random.pick(table.columns) else { return "true" }
    return condition(on: Identifier.quoted(column.name), column.type.formatted)
  }

  func defaultValue(for type: String) -> String {
    switch type {
    case "integer", "bigint", "numeric(10,2)": random.one("0", "-1", "1 + 2", "NULL")
    case "text", "character varying(20)", "character(3)": random.one("''", "'x'", "'a''b'", "NULL", "'a'::text")
    case "boolean": random.one("false", "true", "(NOT true)")
    case "timestamp with time zone": random.one("now()", "CURRENT_TIMESTAMP", "'2020-01-01'")
    case "jsonb": random.one("'{}'", "'[]'::jsonb", "jsonb_build_object('a', 1)")
    case "uuid": "gen_random_uuid()"
    case "integer[]": random.one("'{}'", "ARRAY[1, 2]")
    case "date": random.one("CURRENT_DATE", "'2020-01-01'")
    default: "NULL"
    }
  }

  // MARK: - Transactions

  private func transaction(_ isOpen: Bool) -> String {
    guard isOpen else { return "BEGIN" }
    switch random.below(5) {
    case 0: return "ROLLBACK"
    case 1:
      savepoints += 1
      return "SAVEPOINT s\(savepoints)"
    case 2 where savepoints > 0: return random.one("ROLLBACK TO s\(savepoints)", "RELEASE s\(savepoints)")
    default: return "COMMIT"
    }
  }
}
