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
  /// The roles that count as the one that runs the migrations.
  var ownRoles: Set<String> {
    get { names.ownRoles }
    nonmutating set { names.ownRoles = newValue }
  }

  /// The relations that expressions may name, with their columns.
  let names = LiveNames()
  /// The fingerprints of relations, where they are wanted.
  private var fingerprints: [QualifiedName: Fingerprint] = [:]
  /// Relations that are the same in the schema that this one is compared with, and aren't read.
  private(set) var alike: Set<Int> = []
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

  private let expressions = ExpressionCache()

  init(version: Int, keepsDefaultVersions: Bool, keepsText: Bool) {
    self.version = version
    self.keepsDefaultVersions = keepsDefaultVersions
    self.keepsText = keepsText
    catalog.isObserved = true
  }

  /// The type that `format_type` printed.
  func type(_ text: String) -> TypeName { names.type(text) }

  /// The names of a relation's columns by their numbers.
  func columnNames(_ relation: Int, _ numbers: [Int]) -> [String] {
    if numbers.isEmpty { return [] }
    let columns = names.columns(of: relation)
    return numbers.compactMap { number in columns.first { $0.number == number }?.column.name }
  }

  // MARK: - Expressions

  /// Names as they stand in expressions of a relation, whose columns stand alone.
  func resolver(base: Int? = nil, rowNames: [String] = []) -> LiveResolver {
    LiveResolver(
      names: names, base: base.flatMap { relationNames[$0] }.flatMap(names.relation), rowNames: rowNames)
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

  /// Notes which relations are the same in the schema that this one is compared with.
  mutating func compare(_ taken: Fingerprints, with known: [QualifiedName: Fingerprint]) {
    (fingerprints, alike) = taken.compared(with: known)
  }

  /// All that was read.
  func snapshot() -> Introspector.Snapshot {
    var catalog = catalog
    for var table in tables.values {
      table.constraints.sort { Reading.isBefore($0.name, $1.name) }
      table.policies.sort { Reading.isBefore($0.name, $1.name) }
      table.triggers.sort { Reading.isBefore($0.name, $1.name) }
      catalog.store(table)
    }
    for var view in views.values {
      view.triggers.sort { Reading.isBefore($0.name, $1.name) }
      catalog.store(view)
    }
    for index in indexes.values { catalog.store(index) }
    for var type in types.values {
      if case .domain(var domain) = type.kind {
        domain.constraints.sort { Reading.isBefore($0.name, $1.name) }
        type.kind = .domain(domain)
      }
      catalog.store(type)
    }
    return Introspector.Snapshot(
      catalog: catalog, unmodelled: unmodelled, unread: unread, fingerprints: fingerprints,
      alike: Set(alike.compactMap { relationNames[$0] }), serverVersion: version)
  }

  /// The order in which PostgreSQL has names, by their bytes: it costs the server more to sort whole rows.
  private static func isBefore(_ name: String, _ other: String) -> Bool {
    name.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
