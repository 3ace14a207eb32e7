/// Writes an expression's canonical form: names resolved, one spelling for what PostgreSQL spells its own way.
///
/// What it doesn't know is written as the tree has it, field by field, so that nothing is lost from a comparison.
struct CanonicalWriter<Resolver: NameResolver> {
  let resolver: Resolver
  /// Whether the casts to `text` that PostgreSQL gives to constants and operands are written, as it prints them.
  let keepsStringCasts: Bool
  private(set) var pieces: [CanonicalExpression.Piece] = []
  private(set) var casts: [CanonicalExpression.Cast] = []
  var outputColumns: [String]?
  /// Their types, as far as they are known.
  var outputTypes: [TypeName?] = []
  /// Where their names stand.
  var outputPlaces: [CanonicalExpression.OutputPlace] = []
  /// Whether the types of all operands so far are known, and no function is called.
  var hasKnownTypes = true
  /// The first name of rows that nothing in sight has.
  private(set) var missingRelation: String?
  /// The first comparison of types that nothing compares.
  var missingOperator: String?
  /// The first call that no function takes.
  var missingFunction: String?
  /// What is wrong with the first constant that can't be read.
  var inputError: InputError?
  /// Whether a cast or an operator depends on settings.
  var dependsOnSettings = false
  /// The columns of the types of rows that functions return.
  var rowColumns: [CanonicalExpression.Column] = []
  /// The first column that nothing in sight has.
  private(set) var missingColumn: String?
  /// Whether a table is missing; columns that come later aren't looked for then.
  var missesTable = false
  /// The relations in sight, the innermost query's last. The outermost is the resolver's base.
  var scopes: [[ScopeEntry]] = []
  /// The types that the columns of a set operation have, which its next query's constants take.
  var unionTypes: [TypeName?] = []
  /// The aliases of the joins that are being written, in which their parts have their own names.
  var openJoins: Set<String> = []
  /// The columns that `*` stands for in the innermost query; `nil` where they aren't known.
  var allColumns: [(name: String, entry: ScopeEntry)]?
  /// The windows that WINDOW names, the innermost query's last.
  var windows: [[String: TreeNode]] = []
  /// The columns that the sides of each NATURAL JOIN have in common, by its place in the tree.
  var naturalColumns: [Int: [String]] = [:]
  /// The names that the FROM clauses of the open queries print, the innermost query's last.
  var printedNames: [[String]] = []
  /// The `WITH` queries in sight, and their columns where they are known.
  var commonNames: [CommonName] = []
  let outputs = Outputs()

  /// The columns of a query's result and their types, as far as they are known.
  typealias Output = (columns: [String]?, types: [TypeName?])

  /// The output of the sub-selects seen so far, by their place in the tree. Copies of a writer share it: asking anew at
  /// each level of a query would take a time that doubles with each.
  final class Outputs {
    var byPlace: [Int: Output] = [:]
  }

  /// A `WITH` query as FROM sees it.
  struct CommonName {
    var name: String
    var columns: [String]?
    var types: [TypeName?] = []
  }

  /// A name for rows that is in sight, and the columns that it has where they are known.
  struct ScopeEntry {
    var alias: String
    var isAliased: Bool
    var relation: ResolvedRelation?
    /// The columns of a sub-select or a function in FROM, where they are known.
    var columnNames: [String]?
    /// Their types, as far as they are known.
    var columnTypes: [TypeName?]
    /// The rows of a function in FROM that isn't PostgreSQL's own.
    var rows: RowType?
    /// The alias under which PostgreSQL prints it: another one where the alias has a meaning further out.
    var printedAlias: String
    /// The alias of the join that it is in: outside the join it has no other name.
    var joinAlias: String?
    /// Whether the rows are single values, which the alias alone stands for.
    var isScalar = false
    /// Whether other versions of PostgreSQL have columns there that aren't known.
    var mayHaveMore = false

    init(
      alias: String, isAliased: Bool, relation: ResolvedRelation? = nil, columnNames: [String]? = nil,
      columnTypes: [TypeName?] = []
    ) {
      self.alias = alias
      self.isAliased = isAliased
      self.relation = relation
      self.columnNames = columnNames
      self.columnTypes = columnTypes
      printedAlias = alias
    }

    /// The names of its columns, as far as they are known.
    var names: [String] { relation?.columns.names ?? columnNames ?? [] }

    /// Whether all of its columns are known.
    var isKnown: Bool { relation != nil || (columnNames != nil && !mayHaveMore) }

    /// Whether the columns are known, and none has this name; single values may be rows of a composite type.
    func lacks(_ name: String) -> Bool {
      if isScalar || mayHaveMore { return false }
      if let relation { return !relation.columns.has(name) }
      return columnNames.map { !$0.contains(name) } ?? false
    }

    /// A column's type, where it is known.
    func type(of name: String) -> TypeName? {
      if let relation { return relation.columns.type(of: name) }
      guard let place = columnNames?.firstIndex(of: name), columnTypes.indices.contains(place) else { return nil }
      return columnTypes[place]
    }
  }

  init(resolver: Resolver, keepsStringCasts: Bool = false) {
    self.resolver = resolver
    self.keepsStringCasts = keepsStringCasts
    guard let base = resolver.base else { return }
    let rows = resolver.rowNames.map { ScopeEntry(alias: $0, isAliased: true, relation: base) }
    printedNames = [rows.isEmpty ? [base.name.name] : resolver.rowNames]
    scopes = [rows.isEmpty ? [ScopeEntry(alias: base.name.name, isAliased: false, relation: base)] : rows]
  }

  mutating func text(_ text: String) {
    guard case .text(var last)? = pieces.last else { return pieces.append(.text(text)) }
    // Out of the array it isn't shared, and grows where it is.
    pieces.removeLast()
    last += text
    pieces.append(.text(last))
  }

  mutating func piece(_ piece: CanonicalExpression.Piece) { pieces.append(piece) }

  /// Remembers that the constant just written has a cast, which is left out, or takes its type from its place.
  mutating func leaveOutCast(to type: TypeName, isImplied: Bool = false) {
    guard case .text(let text)? = pieces.last else { return }
    let own = resolver.type(type)
    let modifiers = own == nil || type.modifiers.isEmpty ? "" : "(" + type.modifiers.joined(separator: ",") + ")"
    casts.append(
      .init(
        piece: pieces.count - 1, offset: text.utf8.count, type: own.map { .type($0) } ?? .text(type.formatted),
        suffix: own == nil ? "" : modifiers + (type.isArray ? "[]" : ""), isImplied: isImplied))
  }

  /// The constant just written has the cast that its place implies.
  mutating func writeOutCast() {
    if !casts.isEmpty { casts[casts.count - 1].isImplied = false }
  }

  mutating func list(_ nodes: some Collection<TreeNode>, separator: String = ", ", target: TypeName? = nil) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { text(separator) }
      expression(node, target: target)
    }
  }

  /// Writes a node; `target` is the type that a constant in its place takes.
  mutating func expression(_ node: TreeNode, target: TypeName? = nil) {
    let (tag, body) = node.tagged
    switch tag {
    case "A_Const": constant(Constant(body), target: target)
    case "ColumnRef": column(body)
    case "TypeCast": cast(body, target: target)
    case "A_Expr": operation(body)
    case "BoolExpr": logic(body)
    case "FuncCall": call(body)
    case "SubLink": subquery(body)
    case "SQLValueFunction": valueFunction(body)
    case "A_ArrayExpr":
      text("ARRAY[")
      list(body.list("elements"), target: target.map { TypeName(schema: $0.schema, name: $0.name) })
      text("]")
    case "CoalesceExpr", "MinMaxExpr":
      let word = tag == "CoalesceExpr" ? "COALESCE" : body.word("op") == "IS_LEAST" ? "LEAST" : "GREATEST"
      let arguments = Array(body.list("args"))
      text(word + "(")
      operands(arguments, target: target ?? commonTarget(arguments, word))
      text(")")
    case "NullTest":
      text("(")
      if let argument = body["arg"] { expression(argument) }
      text(body.word("nulltesttype") == "IS_NOT_NULL" ? " IS NOT NULL)" : " IS NULL)")
    case "BooleanTest":
      text("(")
      if let argument = body["arg"] { expression(argument) }
      text(" " + (body.string("booltesttype") ?? "").split(separator: "_").joined(separator: " ") + ")")
    case "CaseExpr": caseExpression(body, target: target)
    case "RowExpr": row(body)
    case "A_Indirection": indirection(body)
    case "CollateClause":
      text("(")
      if let argument = body["arg"] { expression(argument) }
      text(" COLLATE \(Identifier.quoted(body.strings("collname").last ?? "")))")
    case "List": list(body.list("items"), target: target)
    case "SelectStmt": query(body, names: false)
    case "XmlExpr": xml(body)
    default: if !dataChange(tag, body) { verbatim(tag, body) }
    }
  }

  /// `XMLELEMENT(…)` and its like; attributes and elements have the names that PostgreSQL gives them.
  private mutating func xml(_ node: TreeNode) {
    text("(" + (node.string("op") ?? "") + " " + (node.string("name").map(Identifier.quoted) ?? "") + "(")
    for (index, item) in node.list("named_args").compactMap({ $0["ResTarget"] }).enumerated() {
      guard let value = item["val"] else { continue }
      if index > 0 { text(", ") }
      expression(value)
      text(" AS " + Identifier.quoted(item.string("name") ?? CanonicalNames.column(for: value)))
    }
    text(") ")
    list(node.list("args"))
    text(" \(node.string("xmloption") ?? ""))")
  }

  /// Any other node, field by field.
  mutating func verbatim(_ tag: TreeWord, _ node: TreeNode) {
    text(tag.text + "{")
    for (key, value) in node.fields where key != "location" {
      if value.isArray {
        text(key.text + ":[")
        for element in value.elements { expression(element) }
        text("]")
      } else if value.isObject {
        text(key.text + ":")
        if value.tagged.tag.isCapitalized { expression(value) } else { verbatim(.none, value) }
      } else {
        text("\(key.text):\(value.text) ")
      }
    }
    text("}")
  }

  // MARK: - Names

  private mutating func column(_ node: TreeNode) {
    let fields = node.strings("fields")
    guard let name = fields.last, name != "*" else {
      if fields.count > 1, row(of: fields[fields.count - 2]) { return }
      return text(fields.map { $0 == "*" ? $0 : Identifier.quoted($0) }.joined(separator: "."))
    }
    let qualifier = fields.count > 1 ? fields[fields.count - 2] : nil
    guard let (entry, depth) = entry(of: name, qualifier) else {
      if qualifier == nil, isMissing(name) { miss(column: name) }
      if let qualifier, fields.count == 2, isMissingRow(qualifier) { missingRelation = missingRelation ?? qualifier }
      if qualifier == nil, row(of: name) { return }
      return text(fields.map(Identifier.quoted).joined(separator: "."))
    }
    if entry.lacks(name), !CanonicalWriter.isSystemColumn(name), resolver.function(ObjectName(name)) == nil {
      miss(column: fields.joined(separator: "."))
    }
    write(column: name, of: entry, depth: depth)
  }

  /// Notes a column that isn't there.
  mutating func miss(column name: String) {
    if !missesTable { missingColumn = missingColumn ?? name }
  }

  /// The rows of single values that a name stands for as a whole.
  func scalar(of alias: String) -> ScopeEntry? {
    scopes.joined().last { $0.alias == alias }.flatMap { $0.isScalar ? $0 : nil }
  }

  /// Writes a row as a whole, where the name is a relation's in sight.
  private mutating func row(of alias: String) -> Bool {
    guard let entry = scopes.joined().last(where: { $0.alias == alias }) else { return false }
    if let entry = scalar(of: alias), let name = entry.columnNames?.first {
      write(column: name, of: entry, depth: scopes.count - 1)
      return true
    }
    guard let relation = entry.relation else {
      text(Identifier.quoted(entry.printedAlias) + ".*")
      return true
    }
    piece(
      .column(
        .init(
          relation: relation.name, qualifier: entry.isAliased ? .alias(entry.printedAlias) : .relation,
          name: CanonicalExpression.Column.wholeRow)))
    return true
  }

  /// Writes a column of an entry. A column of the base stands alone outside sub-selects, as PostgreSQL prints it.
  mutating func write(column name: String, of entry: ScopeEntry, depth: Int) {
    let isBase = depth == 0 && resolver.base != nil
    let standsAlone = isBase && scopes.count == 1 && !entry.isAliased
    let join = entry.joinAlias.flatMap { openJoins.contains($0) ? nil : $0 }
    guard let relation = entry.relation else {
      if let rows = entry.rows, let type = rows.name, let place = entry.columnNames?.firstIndex(of: name),
        rows.columns.indices.contains(place)
      {
        rowColumns.append(.init(relation: type, qualifier: .none, name: rows.columns[place].name))
      }
      return text(Identifier.quoted(join ?? entry.printedAlias) + "." + Identifier.quoted(name))
    }
    let alias = join ?? (entry.isAliased ? entry.printedAlias : nil)
    piece(
      .column(
        .init(
          relation: relation.name, qualifier: standsAlone ? .none : alias.map { .alias($0) } ?? .relation, name: name)))
  }

  /// The entry that a column's name stands for, and how far out it is. `nil` where an unknown relation may have it.
  func entry(of column: String, _ qualifier: String?) -> (entry: ScopeEntry, depth: Int)? {
    for depth in scopes.indices.reversed() {
      for entry in scopes[depth] {
        if let qualifier {
          if entry.alias == qualifier { return (entry, depth) }
          if entry.joinAlias == qualifier, !entry.lacks(column) { return (entry, depth) }
        } else if let relation = entry.relation {
          if relation.columns.has(column) { return (entry, depth) }
        } else if entry.columnNames?.contains(column) ?? false {
          return (entry, depth)
        }
      }
      if qualifier == nil, !scopes[depth].allSatisfy(\.isKnown) { return nil }
    }
    return nil
  }

  /// Whether all that is in sight is known, and none has such a column.
  ///
  /// Names of rows as a whole and what every table has are none that are missing.
  private func isMissing(_ column: String) -> Bool {
    guard !scopes.isEmpty else { return false }
    return scopes.joined().allSatisfy { entry in
      entry.alias != column && entry.isKnown
    } && !CanonicalWriter.isSystemColumn(column) && column != "value"
  }

  /// Whether nothing in sight is called so: no rows, and no column, of a row's type as it would be.
  private func isMissingRow(_ name: String) -> Bool {
    !scopes.isEmpty && scopes.joined().allSatisfy { $0.alias != name && $0.joinAlias != name && $0.lacks(name) }
  }

  private static func isSystemColumn(_ name: String) -> Bool {
    ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"].contains(name)
  }

  mutating func name(of type: TypeName) {
    guard let name = resolver.type(type) else { return text(type.formatted) }
    piece(.type(name))
    if !type.modifiers.isEmpty { text("(" + type.modifiers.joined(separator: ",") + ")") }
    if type.isArray { text("[]") }
  }

  /// Writes parts of an array's or a row's value: `a[1]`, `(a).b`; `field` in the place of a `*` at the end.
  mutating func indirection(_ node: TreeNode, field: String? = nil) {
    text("(")
    if let argument = node["arg"] { expression(argument) }
    text(")")
    for (place, step) in node.list("indirection").enumerated() {
      guard let indices = step["A_Indices"] else {
        text(".")
        self.field(step["A_Star"] == nil ? step.stringNode : field ?? "*", of: node, at: place)
        continue
      }
      text("[")
      if let lower = indices["lidx"] { expression(lower) }
      if indices.flag("is_slice") { text(":") }
      if let upper = indices["uidx"] { expression(upper) }
      text("]")
    }
  }

  /// Writes a field of the row that the steps before it come to.
  private mutating func field(_ name: String, of node: TreeNode, at place: Int) {
    guard let row = partType(node, steps: place).flatMap({ resolver.rowType($0) }), let relation = row.name else {
      return text(name == "*" ? name : Identifier.quoted(name))
    }
    let column = CanonicalExpression.Column(relation: relation, qualifier: .none, name: name)
    // The type of a column is known wherever the expression is read.
    if node["arg"]?["ColumnRef"] != nil { return piece(.column(column)) }
    rowColumns.append(column)
    text(Identifier.quoted(name))
  }
}
