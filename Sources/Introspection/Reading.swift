import CatalogModel
import PostgresClient
import SQLSyntax

/// What has been read of a database so far, by the numbers that its rows refer to.
struct Reading {
  var catalog = Catalog()
  let version: Int
  /// The roles that count as the one that runs the migrations: the database's owner and the current user.
  var ownRoles: Set<String> = []

  /// Columns by their relation's oid, extensions' relations too.
  var columns: [Int: [ColumnRow]] = [:]
  /// The relations that expressions may name.
  var names = LiveNames()
  var relationNames: [Int: QualifiedName] = [:]

  // What further rows belong to; stored in the catalog at the end.
  var tables: [Int: Table] = [:]
  var views: [Int: View] = [:]
  var indexes: [Int: Index] = [:]
  var types: [Int: UserType] = [:]
  /// The parents of tables and indexes, in order.
  var parents: [Int: [QualifiedName]] = [:]
  var unmodelled: [String: Int] = [:]

  private var typeNames: [String: TypeName] = [:]

  init(version: Int) { self.version = version }

  /// A column's row.
  struct ColumnRow {
    var number: Int
    var column: Column
    var defaultText: String?
    var isGenerated: Bool
  }

  /// The type that `format_type` printed.
  mutating func type(_ text: String) -> TypeName {
    if let known = typeNames[text] { return known }
    let type = TypeName(parsing: text) ?? TypeName(name: text)
    typeNames[text] = type
    return type
  }

  /// The names of a relation's columns by their numbers.
  func columnNames(_ relation: Int, _ numbers: [String]) -> [String] {
    let columns = columns[relation] ?? []
    return numbers.compactMap { number in columns.first { String($0.number) == number }?.column.name }
  }

  // MARK: - Expressions

  /// Names as they stand in expressions of a relation, whose columns stand alone.
  func resolver(base: Int? = nil, rowNames: [String] = []) -> LiveResolver {
    LiveResolver(
      names: names, base: base.flatMap { relationNames[$0] }.flatMap { names.relations[$0] }, rowNames: rowNames)
  }

  /// The canonical form of an expression that the server printed.
  func expression(
    _ text: String, base: Int? = nil, rowNames: [String] = [], target: TypeName? = nil, value: ResolvedRelation? = nil
  ) -> CanonicalExpression {
    guard let expression = Expression(parsing: text) else { return CanonicalExpression(verbatim: text) }
    if let value {
      return CanonicalExpression(expression, resolver: LiveResolver(names: names, base: value, rowNames: []))
    }
    return CanonicalExpression(expression, resolver: resolver(base: base, rowNames: rowNames), target: target)
  }

  // MARK: - The end

  /// The catalog of all that was read.
  func finished() -> Catalog {
    var catalog = catalog
    for table in tables.values { catalog.store(table) }
    for view in views.values { catalog.store(view) }
    for index in indexes.values { catalog.store(index) }
    for type in types.values { catalog.store(type) }
    return catalog
  }
}
