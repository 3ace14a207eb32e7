import SQLSyntax

/// The canonical forms of the expressions that a server printed: tables that are much alike share theirs, and only the
/// first is parsed.
final class ExpressionCache {
  /// What an expression's form depends on, beside the columns of its table.
  struct Key: Hashable {
    var text: String
    var target: TypeName?
    var rowNames: [String]
  }

  private struct Entry {
    var form: CanonicalExpression
    /// The table in which it was read.
    var base: QualifiedName?
    /// The columns that it names, with their types.
    var columns: [(name: String, type: TypeName?)]
  }

  /// The most forms that are kept, for a schema in which no two tables are alike.
  private static let capacity = 10_000

  private var entries: [Key: Entry] = [:]

  /// The form of an expression that was read before, in a table where its columns have the same types.
  func form(_ key: Key, in base: ResolvedRelation?) -> CanonicalExpression? {
    guard let entry = entries[key] else { return nil }
    if entry.columns.isEmpty { return entry.form }
    guard let base else { return nil }
    let isSame = entry.columns.allSatisfy { base.columns.has($0.name) && base.columns.type(of: $0.name) == $0.type }
    guard isSame else { return nil }
    if base.name == entry.base { return entry.form }
    return entry.form.replacing { piece in
      guard case .column(var column) = piece else { return piece }
      column.relation = base.name
      return .column(column)
    }
  }

  /// Keeps a form for other tables, where it depends on nothing but the types of the columns that it names.
  func store(_ form: CanonicalExpression, _ key: Key, in base: ResolvedRelation?) {
    // In a query a name may be that of a column elsewhere.
    guard form.missingColumn == nil, !key.text.contains("SELECT") else { return }
    var columns: [(name: String, type: TypeName?)] = []
    for piece in form.pieces {
      switch piece {
      case .column(let column):
        guard let base, column.relation == base.name, column.qualifier != .relation,
          column.name != CanonicalExpression.Column.wholeRow
        else { return }
        columns.append((column.name, base.columns.type(of: column.name)))
      case .relation(let name): if name == base?.name { return }
      case .text, .function, .type, .object: break
      }
    }
    if entries.count >= ExpressionCache.capacity { entries.removeAll(keepingCapacity: true) }
    entries[key] = Entry(form: form, base: base?.name, columns: columns)
  }
}
