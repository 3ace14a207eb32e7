import CatalogModel
import SQLSyntax

extension ProgramGenerator {
  func createTable(_ catalog: Catalog) -> String {
    let name = newName(catalog)
    let ifNotExists = random.maybe("IF NOT EXISTS", in: 4)
    if let parent = table(catalog) {
      if random.once(in: 10) {
        return "CREATE TABLE\(ifNotExists) \(name) (LIKE \(parent.name)\(random.maybe("INCLUDING ALL")))"
      }
      if random.once(in: 10) {
        return "CREATE TABLE\(ifNotExists) child\(random.below(1000)) (\(newColumn()) int) INHERITS (\(parent.name))"
      }
      if parent.partitionKey != nil, random.once(in: 2) {
        let low = random.below(5)
        return "CREATE TABLE \(name) PARTITION OF \(parent.name) FOR VALUES FROM (\(low)) TO (\(low + 1))"
      }
    }
    if random.once(in: 12) {
      return "CREATE TABLE \(name) (id int NOT NULL, v text) PARTITION BY RANGE (id)"
    }
    var columns: [String] = []
    for _ in 0...random.below(4) {
      let column = newColumn()
      // Of two errors in one statement either may come first.
      if !columns.contains(column) { columns.append(column) }
    }
    var parts = columns.map { columnDefinition($0, catalog) }
    if parts.filter({ $0.contains("PRIMARY KEY") }).count > 1 { parts.removeLast(parts.count - 1) }
    if random.once(in: 3), let column = random.pick(columns) {
      parts.append("\(constraintName())\(tableConstraint(column, catalog))")
    }
    return "CREATE TABLE\(ifNotExists) \(name) (\(parts.joined(separator: ", ")))"
  }

  private func columnDefinition(_ name: String, _ catalog: Catalog) -> String {
    if random.once(in: 8) { return "\(name) \(random.one("serial", "bigserial"))\(random.maybe("PRIMARY KEY"))" }
    let type = columnType(catalog)
    if random.once(in: 10) {
      return "\(name) int GENERATED \(random.one("ALWAYS", "BY DEFAULT")) AS IDENTITY\(random.maybe("PRIMARY KEY"))"
    }
    var text = "\(name) \(type)"
    if random.once(in: 3) { text += " DEFAULT \(defaultValue(for: type))" }
    text += random.maybe(random.one("NOT NULL", "NULL", "UNIQUE", "PRIMARY KEY"), in: 3)
    if random.once(in: 6) {
      text += " CHECK (\(condition(on: name, type)))"
    }
    if random.once(in: 8), let target = table(catalog) {
      text += " REFERENCES \(target.name)\(random.maybe("ON DELETE CASCADE", in: 3))"
    }
    return text
  }

  private func constraintName() -> String {
    random.once(in: 2) ? "CONSTRAINT \(random.one("k", "rule", "users_check", "positive")) " : ""
  }

  private func tableConstraint(_ column: String, _ catalog: Catalog) -> String {
    switch random.below(4) {
    case 0: return "UNIQUE (\(column))"
    case 1: return "CHECK (\(column) IS NOT NULL) NO INHERIT"
    case 2: return "CHECK (\(column) IS NOT NULL)"
    default:
      guard let target = table(catalog) else { return "UNIQUE (\(column))" }
      return "FOREIGN KEY (\(column)) REFERENCES \(target.name) (\(self.column(of: target)))"
    }
  }

  private func constraint(on table: Table, _ catalog: Catalog) -> String {
    let notValid = random.maybe("NOT VALID", in: 3)
    switch random.below(5) {
    case 0: return "UNIQUE (\(columns(of: table)))"
    case 1: return "PRIMARY KEY (\(columns(of: table)))"
    case 2, 3: return "CHECK (\(condition(on: table)))\(notValid)"
    default:
      guard let target = self.table(catalog) else { return "CHECK (true)" }
      return "FOREIGN KEY (\(column(of: table))) REFERENCES \(target.name)"
        + (random.once(in: 2) ? " (\(column(of: target)))" : "") + random.maybe("ON UPDATE SET NULL", in: 4) + notValid
    }
  }

  func alterTable(_ catalog: Catalog) -> String {
    guard let table = table(catalog) else { return createTable(catalog) }
    let name = "\(table.name)"
    let column = column(of: table)
    let cascade = random.maybe("CASCADE", in: 3)
    switch random.below(18) {
    case 0, 1, 2:
      return "ALTER TABLE \(name) ADD COLUMN \(columnDefinition(newColumn(), catalog))"
        + random.maybe(", ADD COLUMN more text DEFAULT ''", in: 5)
    case 3:
      return "ALTER TABLE \(name) ADD COLUMN IF NOT EXISTS \(newColumn()) text"
    case 4, 5: return "ALTER TABLE \(name) DROP COLUMN\(random.maybe("IF EXISTS", in: 3)) \(column)\(cascade)"
    case 6: return "ALTER TABLE \(name) RENAME COLUMN \(column) TO \(newColumn())"
    case 7: return "ALTER TABLE \(name) RENAME TO \(random.one("a", "b", "users", "t", "renamed", "\"Order Items\""))"
    case 8: return "ALTER TABLE \(name) ALTER COLUMN \(column) \(random.one("SET", "DROP")) NOT NULL"
    case 9:
      let type = columnType(catalog)
      return "ALTER TABLE \(name) ALTER COLUMN \(column) TYPE \(type)\(random.maybe("USING NULL::\(type)"))"
    case 10:
      guard let known = random.pick(table.columns) else { return "ALTER TABLE \(name) ADD COLUMN id int" }
      let quoted = Identifier.quoted(known.name)
      if random.once(in: 2) { return "ALTER TABLE \(name) ALTER COLUMN \(quoted) DROP DEFAULT" }
      return "ALTER TABLE \(name) ALTER COLUMN \(quoted) SET DEFAULT \(defaultValue(for: known.type.formatted))"
    case 11, 12:
      return "ALTER TABLE \(name) ADD \(constraintName())\(constraint(on: table, catalog))"
    case 13:
      guard let constraint = random.pick(table.constraints.map { Identifier.quoted($0.name) }) else {
        return "ALTER TABLE \(name) DROP CONSTRAINT\(random.maybe("IF EXISTS")) nothing"
      }
      return random.one(
        "ALTER TABLE \(name) DROP CONSTRAINT \(constraint)\(cascade)",
        "ALTER TABLE \(name) RENAME CONSTRAINT \(constraint) TO \(random.one("k", "rule", "renamed"))",
        "ALTER TABLE \(name) VALIDATE CONSTRAINT \(constraint)")
    case 14: return "ALTER TABLE \(name) \(random.one("ENABLE", "DISABLE", "FORCE", "NO FORCE")) ROW LEVEL SECURITY"
    case 15:
      return random.one(
        "ALTER TABLE \(name) SET (fillfactor = 70)", "ALTER TABLE \(name) RESET (fillfactor)",
        "ALTER TABLE \(name) SET UNLOGGED", "ALTER TABLE \(name) REPLICA IDENTITY FULL",
        "ALTER TABLE \(name) ALTER COLUMN \(column) SET STATISTICS 100",
        "ALTER TABLE \(name) ALTER COLUMN \(column) ADD GENERATED ALWAYS AS IDENTITY",
        "ALTER TABLE \(name) ALTER COLUMN \(column) DROP IDENTITY IF EXISTS")
    case 16:
      return trigger(on: table, catalog)
    default:
      guard let parent = self.table(catalog), parent.name != table.name else {
        return "ALTER TABLE IF EXISTS \(newName(catalog)) ADD COLUMN b int"
      }
      return random.one("ALTER TABLE \(name) INHERIT \(parent.name)", "ALTER TABLE \(name) NO INHERIT \(parent.name)")
    }
  }

  private func trigger(on table: Table, _ catalog: Catalog) -> String {
    if let trigger = random.pick(table.triggers.map { Identifier.quoted($0.name) }), random.once(in: 2) {
      return random.one(
        "DROP TRIGGER \(trigger) ON \(table.name)", "ALTER TRIGGER \(trigger) ON \(table.name) RENAME TO other",
        "ALTER TABLE \(table.name) DISABLE TRIGGER \(trigger)")
    }
    let functions = catalog.routines.values.filter { $0.result == "trigger" }.map(\.signature.name).sorted()
    guard let function = random.pick(functions) else {
      return "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    }
    return "CREATE TRIGGER \(random.one("touch", "audit")) \(random.one("BEFORE", "AFTER")) "
      + random.one("INSERT", "UPDATE", "INSERT OR DELETE", "UPDATE OF \(column(of: table))")
      + " ON \(table.name) FOR EACH ROW EXECUTE FUNCTION \(function)()"
  }
}
