/// An expression or a query in one spelling, with the objects that it names resolved.
///
/// PostgreSQL prints a stored expression otherwise than it was written: `status IN ('a', 'b')` comes back as
/// `((status)::text = ANY ((ARRAY['a'::character varying, …])::text[]))`. Both are brought to the same pieces, so that
/// two expressions are the same when their pieces are.
package struct CanonicalExpression: Hashable, Sendable {
  package internal(set) var pieces: [Piece] = [] {
    didSet { if printed.text != nil { printed = PrintedText() } }
  }
  var remarksBox: RemarksBox?

  /// Literal text, or a name that follows its object when that is renamed.
  package enum Piece: Hashable, Sendable {
    case text(String)
    case column(Column)
    case relation(QualifiedName)
    case function(QualifiedName)
    case type(QualifiedName)
    /// An object of another kind; what is in no schema has an empty one.
    case object(ObjectKind, QualifiedName)
  }

  /// A column of a known relation, and how it is qualified where it stands.
  package struct Column: Hashable, Sendable {
    /// What stands before the column's name.
    package enum Qualifier: Hashable, Sendable {
      case none
      /// The relation's own name.
      case relation
      case alias(String)
    }

    package var relation: QualifiedName
    package var qualifier: Qualifier
    package var name: String

    /// The name of a row as a whole: `a.*`.
    package static let wholeRow = "*"

    /// The name as SQL has it.
    package var quotedName: String { name == Column.wholeRow ? name : Identifier.quoted(name) }

    package init(relation: QualifiedName, qualifier: Qualifier, name: String) {
      self.relation = relation
      self.qualifier = qualifier
      self.name = name
    }
  }

  /// The type of a constant, and the end of the constant in the pieces.
  package struct Cast: Sendable {
    package var piece: Int
    /// How many bytes of the piece's text are before it.
    package var offset: Int
    /// A name of PostgreSQL's own as it is formatted, any other as a piece that follows a rename.
    package var type: Piece
    package var suffix: String
    /// Whether the constant takes the type from its place, so that SQL needs no cast.
    package var isImplied = false
  }

  package init(pieces: [Piece]) { self.pieces = pieces }

  package init(_ expression: Expression, resolver: some NameResolver, target: TypeName? = nil) {
    self.init(expression.node, resolver: resolver, target: target)
  }

  /// The expression with the casts to `text` that PostgreSQL gives to its constants and operands. It reads it again so
  /// where a column of strings gets another type.
  package init(keepingStringCastsOf expression: Expression, resolver: some NameResolver) {
    var writer = CanonicalWriter(resolver: resolver, keepsStringCasts: true)
    writer.expression(expression.node)
    pieces = writer.pieces
    casts = writer.casts
  }

  /// A query's canonical form; `columns` are the names that a view's own list gives to the first of its columns.
  package init(_ query: Query, resolver: some NameResolver, columns: [String] = []) {
    var writer = CanonicalWriter(resolver: resolver)
    writer.query(query.node, names: true, renaming: columns)
    pieces = writer.pieces
    var remarks = writer.remarks
    remarks.columns = writer.outputColumns
    remarks.outputPlaces = writer.outputPlaces
    remarks.outputTypes = writer.outputTypes
    self.remarks = remarks
  }

  init(_ node: TreeNode, resolver: some NameResolver, target: TypeName? = nil) {
    var writer = CanonicalWriter(resolver: resolver)
    writer.expression(node, target: target)
    pieces = writer.pieces
    var remarks = writer.remarks
    remarks.dependsOnSettings = writer.dependsOnSettings
    remarks.hasKnownTypes = writer.hasKnownTypes
    self.remarks = remarks
  }

  /// What each of the result's columns is computed by, as text; `nil` where the pieces don't say it.
  package var outputTexts: [String]? {
    guard let columns, columns.count == outputPlaces.count else { return nil }
    var texts: [String] = []
    var from = (piece: 0, offset: 0)
    for place in outputPlaces {
      guard place.piece < pieces.count else { return nil }
      var part = CanonicalExpression(pieces: Array(pieces[from.piece...place.piece]))
      if case .text(let last) = pieces[place.piece] {
        let start = place.piece == from.piece ? from.offset : 0
        let utf8 = Array(last.utf8)[start..<max(start, place.offset)]
        part.pieces[part.pieces.count - 1] = .text(String(decoding: utf8, as: UTF8.self))
      }
      if place.piece != from.piece, case .text(let first) = pieces[from.piece] {
        part.pieces[0] = .text(String(decoding: Array(first.utf8).dropFirst(from.offset), as: UTF8.self))
      }
      texts.append(part.text)
      from = (place.piece, place.offset + place.length)
    }
    return texts
  }

  /// A name's place: the piece, and the bytes of its text.
  struct OutputPlace: Hashable, Sendable {
    var piece: Int
    var offset: Int
    var length: Int
  }

  /// Two expressions are the same when their pieces are.
  package static func == (left: Self, right: Self) -> Bool { left.pieces == right.pieces }

  package func hash(into hasher: inout Hasher) { hasher.combine(pieces) }

  /// The expression as SQL, for people.
  package var text: String {
    var output = ""
    for piece in pieces {
      switch piece {
      case .text(let text): output += text
      case .relation(let name), .function(let name), .type(let name): output += name.short
      case .object(_, let name): output += name.unquoted
      case .column(let column):
        switch column.qualifier {
        case .none: break
        case .relation: output += Identifier.quoted(column.relation.name) + "."
        case .alias(let alias): output += Identifier.quoted(alias) + "."
        }
        output += column.quotedName
      }
    }
    return output
  }

  /// The pieces with some of them exchanged, as a rename of what they name does.
  package func replacing(_ change: (Piece) -> Piece) -> CanonicalExpression {
    var copy = self
    copy.pieces = pieces.map(change)
    for index in copy.casts.indices { copy.casts[index].type = change(copy.casts[index].type) }
    if !rowColumns.isEmpty {
      copy.remarks.rowColumns = rowColumns.map { column in
        guard case .column(let changed) = change(.column(column)) else { return column }
        return changed
      }
    }
    return copy
  }

  /// The expression with another value in the place of a type's own: `ALTER TYPE … RENAME VALUE`.
  package func renamingValue(_ old: String, _ new: String, of type: QualifiedName) -> CanonicalExpression {
    let (old, new) = (Identifier.literal(old), Identifier.literal(new))
    var copy = self
    for index in copy.casts.indices where copy.casts[index].type == .type(type) && copy.casts[index].suffix.isEmpty {
      let (piece, offset) = (copy.casts[index].piece, copy.casts[index].offset)
      guard case .text(let text) = copy.pieces[piece] else { continue }
      let bytes = Array(text.utf8)
      guard bytes.prefix(offset).suffix(old.utf8.count).elementsEqual(old.utf8) else { continue }
      let changed = bytes[..<(offset - old.utf8.count)] + Array(new.utf8) + bytes[offset...]
      copy.pieces[piece] = .text(String(decoding: changed, as: UTF8.self))
      for other in copy.casts.indices where copy.casts[other].piece == piece && copy.casts[other].offset >= offset {
        copy.casts[other].offset += new.utf8.count - old.utf8.count
      }
      for place in copy.outputPlaces.indices
      where copy.outputPlaces[place].piece == piece && copy.outputPlaces[place].offset >= offset {
        copy.outputPlaces[place].offset += new.utf8.count - old.utf8.count
      }
    }
    return copy
  }

  /// Gives one of the result's columns another name; `false` where the pieces don't say where it is.
  package mutating func renameOutput(_ index: Int, to name: String) -> Bool {
    guard outputPlaces.indices.contains(index), outputPlaces.count == columns?.count else { return false }
    let place = outputPlaces[index]
    guard case .text(let text) = pieces[place.piece] else { return false }
    let start = text.utf8.index(text.startIndex, offsetBy: place.offset)
    let end = text.utf8.index(start, offsetBy: place.length)
    let quoted = Identifier.quoted(name)
    pieces[place.piece] = .text(text[..<start] + quoted + text[end...])
    let shift = quoted.utf8.count - place.length
    outputPlaces[index].length += shift
    for other in outputPlaces.indices where outputPlaces[other].piece == place.piece {
      if outputPlaces[other].offset > place.offset { outputPlaces[other].offset += shift }
    }
    for cast in casts.indices where casts[cast].piece == place.piece && casts[cast].offset > place.offset {
      casts[cast].offset += shift
    }
    columns?[index] = name
    return true
  }

  /// Whether any piece names what `test` looks for.
  package func mentions(_ test: (Piece) -> Bool) -> Bool { pieces.contains(where: test) }
}

/// What names in expressions stand for, as the catalog and the search path have it.
package protocol NameResolver {
  /// A table's or a view's full name and its columns in order; `nil` where it isn't known.
  func relation(_ name: ObjectName) -> ResolvedRelation?
  /// The full name of a function that isn't PostgreSQL's own; `nil` for those and for unknown ones.
  func function(_ name: ObjectName) -> QualifiedName?
  /// The type of the rows that such a function returns; `nil` where that isn't known.
  func rowType(of function: ObjectName) -> RowType?
  /// The types of such a function's parameters, where only one has the name; `nil` where they don't matter: a server
  /// prints the casts that its calls need.
  func parameterTypes(of function: ObjectName) -> [TypeName]?
  /// The type of the values that such a function returns; `nil` where that isn't known.
  func resultType(of function: ObjectName) -> TypeName?
  /// The type that a domain is made of; `nil` of any other type.
  func baseType(of domain: TypeName) -> TypeName?
  /// What a composite type's values or a table's rows consist of; `nil` of any other type.
  func rowType(_ type: TypeName) -> RowType?
  /// The full name of a type that isn't PostgreSQL's own.
  func type(_ name: TypeName) -> QualifiedName?
  /// A sequence or another relation that a string names, as `'s'::regclass` does.
  func relationInString(_ text: String) -> QualifiedName?
  /// Why the text of a constant can't be read as a value of a type; `nil` where it can, and where that isn't certain.
  func inputError(_ text: String, as type: TypeName) -> InputError?
  /// Whether it is certain that no function of a name takes arguments of these types; `nil` are those that aren't known.
  func lacksFunction(_ name: ObjectName, _ arguments: [TypeName?]) -> Bool
  /// Whether a type is an enum that nothing makes another type of.
  func isEnum(_ type: TypeName) -> Bool
  /// The relation whose columns stand alone in the expression.
  var base: ResolvedRelation? { get }
  /// Names for rows that stand beside it: `new` and `old` in a trigger's condition.
  var rowNames: [String] { get }
  /// The number of the transaction whose time the constant `'now'` is.
  var transactionNumber: Int { get }
}

extension NameResolver {
  package func parameterTypes(of function: ObjectName) -> [TypeName]? { nil }
  /// Of what a server prints, where `'now'` is a constant no longer.
  package var transactionNumber: Int { 0 }

  /// Of what a server prints, which it has read.
  package func inputError(_ text: String, as type: TypeName) -> InputError? { nil }
  package func lacksFunction(_ name: ObjectName, _ arguments: [TypeName?]) -> Bool { false }
  package func isEnum(_ type: TypeName) -> Bool { false }
}

/// A type whose values are rows, or that of the rows which a function returns.
package struct RowType: Sendable {
  /// The composite type or the table; `nil` where the columns are a function's own.
  package var name: QualifiedName?
  /// None where a function returns single values.
  package var columns: [(name: String, type: TypeName?)]

  package init(name: QualifiedName? = nil, columns: [(name: String, type: TypeName?)] = []) {
    self.name = name
    self.columns = columns
  }

  /// The rows of a table, a view or a composite type.
  package init(_ relation: ResolvedRelation) {
    let columns = relation.columns
    self.init(name: relation.name, columns: columns.names.map { ($0, columns.type(of: $0)) })
  }

  /// The rows that a function's parameters for its results make up; PostgreSQL numbers those without a name.
  package init(outputs: [(name: String?, type: TypeName)]) {
    self.init(columns: outputs.enumerated().map { ($1.name ?? "column\($0 + 1)", $1.type) })
  }
}

/// A relation with its columns.
package struct ResolvedRelation: Hashable, Sendable {
  package var name: QualifiedName
  package var columns: any ResolvedColumns

  package init(name: QualifiedName, columns: any ResolvedColumns) {
    self.name = name
    self.columns = columns
  }

  package init(name: QualifiedName, columns: [(name: String, type: TypeName?)]) {
    self.init(name: name, columns: ListedColumns(columns: columns))
  }

  private struct ListedColumns: ResolvedColumns {
    var columns: [(name: String, type: TypeName?)]
    var names: [String] { columns.map(\.name) }
    func has(_ name: String) -> Bool { columns.contains { $0.name == name } }
    func type(of name: String) -> TypeName? { columns.first { $0.name == name }?.type }
  }

  /// A sequence as a relation of one row (manual, "Sequence Manipulation Functions").
  package static func sequence(_ name: QualifiedName) -> ResolvedRelation {
    let types = [("last_value", "bigint"), ("log_cnt", "bigint"), ("is_called", "boolean")]
    return ResolvedRelation(name: name, columns: types.map { (name: $0, type: TypeName(name: $1)) })
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The columns of a relation.
package protocol ResolvedColumns: Sendable {
  /// The names, in order.
  var names: [String] { get }
  /// Whether one has this name.
  func has(_ name: String) -> Bool
  /// The type of the column of this name; `nil` where it isn't known.
  func type(of name: String) -> TypeName?
}

/// Resolves nothing: for expressions that name no objects.
package struct NoNames: NameResolver {
  package init() {}
  package func relation(_ name: ObjectName) -> ResolvedRelation? { nil }
  package func function(_ name: ObjectName) -> QualifiedName? { nil }
  package func rowType(of function: ObjectName) -> RowType? { nil }
  package func rowType(_ type: TypeName) -> RowType? { nil }
  package func resultType(of function: ObjectName) -> TypeName? { nil }
  package func baseType(of domain: TypeName) -> TypeName? { nil }
  package func type(_ name: TypeName) -> QualifiedName? { nil }
  package func relationInString(_ text: String) -> QualifiedName? { nil }
  package var base: ResolvedRelation? { nil }
  package var rowNames: [String] { [] }
}
