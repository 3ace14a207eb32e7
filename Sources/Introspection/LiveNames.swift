import CatalogModel
import PostgresClient
import SQLSyntax

/// The relations of a live database with their columns, those of extensions too, and its functions.
///
/// Columns are read when somebody asks for them: of the relations of a large database that are as expected nobody does.
final class LiveNames {
  /// A column with what stands beside it in its row.
  struct Column {
    var number: Int
    var column: CatalogModel.Column
    var defaultText: String?
    var isGenerated: Bool
  }

  /// What a function returns.
  enum Function {
    case values(TypeName)
    /// Nothing, or rows with the columns that its declaration gives them.
    case rows(declaration: String)

    var type: TypeName? { if case .values(let type) = self { type } else { nil } }
  }

  /// The functions that have a name.
  var functions: [QualifiedName: [Function]] = [:]
  /// What each domain is made of.
  var domains: [QualifiedName: TypeName] = [:]
  /// The sequences, which queries may read like tables.
  var sequences: Set<QualifiedName> = []
  /// The roles that count as the one that runs the migrations: the database's owner and the current user.
  var ownRoles: Set<String> = []
  /// The first column that could not be read.
  private(set) var failure: PostgresError?

  private var columnRows = Rows()
  /// Where in the rows the columns of a relation are.
  private var places: [Int: [Int]] = [:]
  private var columns: [Int: [Column]] = [:]
  private var numbers: [QualifiedName: Int] = [:]
  private var relations: [QualifiedName: ResolvedRelation] = [:]
  private var types: [String: TypeName] = [:]

  /// Notes the rows of all columns.
  func register(columns rows: Rows) throws(PostgresError) {
    columnRows = rows
    for row in rows { places[try row.int("relation"), default: []].append(row.number) }
  }

  /// Notes a relation that expressions may name.
  func register(_ name: QualifiedName, number: Int) { numbers[name] = number }

  /// A relation's columns in order.
  func columns(of relation: Int) -> [Column] {
    if let known = columns[relation] { return known }
    var found: [Column] = []
    do {
      for place in places[relation] ?? [] { found.append(try Columns.column(columnRows[place], self)) }
    } catch {
      failure = failure ?? error
    }
    found.sort { $0.number < $1.number }
    columns[relation] = found
    return found
  }

  /// The relation of a name with its columns.
  func relation(_ name: QualifiedName) -> ResolvedRelation? {
    if let known = relations[name] { return known }
    guard let number = numbers[name] else { return sequences.contains(name) ? .sequence(name) : nil }
    let relation = ResolvedRelation(
      name: name, columns: columns(of: number).map { ($0.column.name, $0.column.type) })
    relations[name] = relation
    return relation
  }

  /// The type that `format_type` printed.
  func type(_ text: String) -> TypeName {
    if let known = types[text] { return known }
    let type = TypeName(parsing: text) ?? TypeName(name: text)
    types[text] = type
    return type
  }
}

/// Names in the text that a server prints under an empty search path: all are qualified but PostgreSQL's own.
struct LiveResolver: DefinitionResolver {
  let names: LiveNames
  let base: ResolvedRelation?
  let rowNames: [String]

  func relation(_ name: ObjectName) -> ResolvedRelation? {
    LiveResolver.qualified(name.schema, name.name).flatMap(names.relation)
  }

  func function(_ name: ObjectName) -> QualifiedName? { LiveResolver.qualified(name.schema, name.name) }

  func rowType(of function: ObjectName) -> RowType? {
    guard let named = self.function(function).flatMap({ names.functions[$0] }), named.count == 1 else { return nil }
    switch named[0] {
    case .values(let type): return rowType(type) ?? RowType()
    case .rows(let declaration):
      guard case .createFunction(let create)? = Statement(parsing: declaration) else { return nil }
      return RowType(outputs: create.parameters.filter(\.mode.isOutput).map { ($0.name, $0.type) })
    }
  }

  func rowType(_ type: TypeName) -> RowType? {
    guard !type.isArray, let name = self.type(type), let relation = names.relation(name) else { return nil }
    return RowType(relation)
  }

  func resultType(of function: ObjectName) -> TypeName? {
    let types = Set(self.function(function).flatMap { names.functions[$0] }?.map(\.type) ?? [])
    return types.count == 1 ? types.first.flatMap { $0 } : nil
  }

  func baseType(of domain: TypeName) -> TypeName? {
    guard !domain.isArray, let base = type(domain).flatMap({ names.domains[$0] }) else { return nil }
    return baseType(of: base) ?? base
  }

  func type(_ name: TypeName) -> QualifiedName? { LiveResolver.qualified(name.schema, name.name) }

  func relationInString(_ text: String) -> QualifiedName? {
    // A dotted name reads like a column.
    var parts: [String] = []
    Expression(parsing: text)?.visit { part in
      if case .column(let fields) = part.kind { parts = fields }
      return false
    }
    return parts.count == 2 ? LiveResolver.qualified(parts[0], parts[1]) : nil
  }

  func object(_ kind: ObjectKind, _ name: ObjectName) -> QualifiedName? {
    // What is in no schema is PostgreSQL's own or not by its name alone.
    guard OtherObject.isInSchema(kind) else {
      return OtherObject.isBuiltIn(kind, name.name) ? nil : QualifiedName(schema: "", name: name.name)
    }
    return LiveResolver.qualified(name.schema, name.name)
  }

  func operatorSchema(_ name: ObjectName, _ operands: String) -> String? {
    LiveResolver.qualified(name.schema, name.name)?.schema
  }

  private static func qualified(_ schema: String?, _ name: String) -> QualifiedName? {
    guard let schema, schema != "pg_catalog" else { return nil }
    return QualifiedName(schema: schema, name: name)
  }
}
