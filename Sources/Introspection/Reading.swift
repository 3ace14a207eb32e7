import CatalogModel
import PostgresClient
import SQLSyntax

/// What has been read of a database so far, by the numbers that its rows refer to.
struct Reading {
  var catalog = Catalog()
  let version: Int
  /// Whether the version of an extension that is the server's default is kept.
  let keepsDefaultVersions: Bool
  /// Whether what the server prints is kept, word for word, so that it can be written down again.
  let keepsText: Bool
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
  /// What the catalogs of a newer server have that isn't known here.
  var unread: [String] = []

  private var typeNames: [String: TypeName] = [:]
  private let expressions = ExpressionCache()

  init(version: Int, keepsDefaultVersions: Bool, keepsText: Bool) {
    self.version = version
    self.keepsDefaultVersions = keepsDefaultVersions
    self.keepsText = keepsText
    catalog.isObserved = true
  }

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
    guard let columns = columns[relation] else { return [] }
    return numbers.compactMap(Int.init).compactMap { number in columns.first { $0.number == number }?.column.name }
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
    let resolver =
      value.map { LiveResolver(names: names, base: $0, rowNames: []) } ?? resolver(base: base, rowNames: rowNames)
    let key = ExpressionCache.Key(text: text, target: value == nil ? target : nil, rowNames: rowNames)
    if let known = expressions.form(key, in: resolver.base) { return known }
    guard let expression = Expression(parsing: text) else { return CanonicalExpression(verbatim: text) }
    let form = kept(text, CanonicalExpression(expression, resolver: resolver, target: key.target))
    expressions.store(form, key, in: resolver.base)
    return form
  }

  /// The expression with the text that the server printed, where that is wanted.
  func kept(_ text: String, _ expression: CanonicalExpression) -> CanonicalExpression {
    guard keepsText else { return expression }
    var expression = expression
    expression.printed = PrintedText(text)
    return expression
  }

  /// A text that the server printed, where that is wanted.
  func kept(_ text: String?) -> PrintedText { PrintedText(keepsText ? text : nil) }

  // MARK: - The end

  /// All that was read.
  func snapshot() -> Introspector.Snapshot {
    var catalog = catalog
    for table in tables.values { catalog.store(table) }
    for view in views.values { catalog.store(view) }
    for index in indexes.values { catalog.store(index) }
    for type in types.values { catalog.store(type) }
    return Introspector.Snapshot(catalog: catalog, unmodelled: unmodelled, unread: unread, serverVersion: version)
  }
}
