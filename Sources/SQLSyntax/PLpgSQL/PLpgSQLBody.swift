package import Diagnostics

/// A PL/pgSQL body, as far as rules ask: the statements that run SQL from a string, and where the strings come from.
///
/// Read from its tokens, not with `pg_query_parse_plpgsql`: that gives up on fields of row variables, on RETURN NEXT in
/// a function that RETURNS TABLE, on `ALIAS FOR $1` and on cursors with parameters.
package struct PLpgSQLBody: Sendable {
  /// `EXECUTE`, also that of RETURN QUERY, of FOR … IN and of OPEN … FOR.
  package struct DynamicStatement: Sendable {
    /// From `EXECUTE` to the end of the string expression, within the file.
    package var range: Range<Int>
    package var query: Expression
  }

  /// A value that a variable gets.
  struct Assignment: Sendable {
    var value: Expression
    var range: Range<Int>
  }

  package private(set) var dynamicStatements: [DynamicStatement] = []
  /// By the variables' names.
  private(set) var assignments: [String: [Assignment]] = [:]
  /// Variables and parameters whose type can't carry SQL: numbers, times, `regclass`.
  private(set) var harmless: Set<String> = []
  /// Variables that get values of unknown form: from a query, in a loop.
  private(set) var otherTargets: Set<String> = []

  private let tokens: [PLpgSQLToken]
  private let bytes: [UInt8]
  private let place: BodyPlace

  /// Reads a body; `nil` where it has no EXECUTE. `statement` is the range of the statement that it stands in.
  package init?(_ body: String, in statement: Range<Int>, of source: SourceText, parameters: [RoutineParameter] = []) {
    guard body.lowercased().contains("execute") else { return nil }
    bytes = Array(body.utf8)
    tokens = PLpgSQLTokens(bytes, in: 0..<bytes.count).tokens
    place = BodyPlace(of: bytes, in: statement, of: source)
    for parameter in parameters where parameter.type.cannotCarrySQL {
      if let name = parameter.name { harmless.insert(name) }
    }
    read()
  }

  // MARK: - Statements

  private mutating func read() {
    var declares = false
    for index in tokens.indices {
      let token = tokens[index]
      if startsStatement(index) {
        if token.is("declare") { declares = true }
        if token.is("begin") { declares = false }
        if token.is("for") || token.is("foreach") { loop(index) }
        if token.is("select") { select(index) }
        if declares { declaration(index) } else { assignment(index) }
      }
      if token.is("into") { targets(after: index) }
      if token.is("execute"), isDynamic(index) { dynamicStatement(index) }
    }
  }

  private func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

  private func startsStatement(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let previous = tokens[index - 1]
    return previous.kind != .quotedName && Self.starters.contains(previous.text)
  }

  private static let starters: Set<String> = [";", "begin", "then", "else", "loop", ">>", "declare"]

  /// Whether this EXECUTE is PL/pgSQL's: not the privilege of GRANT, not `EXECUTE FUNCTION` of CREATE TRIGGER.
  private func isDynamic(_ index: Int) -> Bool {
    if startsStatement(index) { return true }
    let previous = text(index - 1)
    return previous == "in" || previous == "for" || (previous == "query" && text(index - 2) == "return")
  }

  private mutating func dynamicStatement(_ index: Int) {
    let end = self.end(from: index + 1, at: ["into", "using", "loop"])
    guard let query = expression(index + 1..<end) else { return }
    let range = tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound
    dynamicStatements.append(DynamicStatement(range: place.range(range), query: query))
  }

  /// The index of the semicolon, or of one of the words, that ends what begins at an index; parentheses are passed over.
  private func end(from start: Int, at words: Set<String> = []) -> Int {
    var depth = 0
    var index = start
    while index < tokens.count {
      let token = tokens[index]
      if token.is("(") || token.is("[") { depth += 1 }
      if token.is(")") || token.is("]") { depth -= 1 }
      if depth <= 0, token.is(";") || (token.kind == .word && words.contains(token.text)) { return index }
      index += 1
    }
    return index
  }

  private func expression(_ range: Range<Int>) -> Expression? {
    guard let first = range.first, let last = range.last else { return nil }
    let utf8 = bytes[tokens[first].range.lowerBound..<tokens[last].range.upperBound]
    return Expression(parsing: String(decoding: utf8, as: UTF8.self))
  }

  // MARK: - Variables

  private mutating func assign(_ name: String, _ range: Range<Int>) {
    guard let value = expression(range), let first = range.first, let last = range.last else {
      otherTargets.insert(name)
      return
    }
    let bytes = tokens[first].range.lowerBound..<tokens[last].range.upperBound
    assignments[name, default: []].append(Assignment(value: value, range: place.range(bytes)))
  }

  /// `name := value`.
  private mutating func assignment(_ index: Int) {
    guard tokens[index].isName, text(index + 1) == ":=" || text(index + 1) == "=" else { return }
    assign(tokens[index].text, index + 2..<max(end(from: index + 2), index + 2))
  }

  /// `name type := value`.
  private mutating func declaration(_ index: Int) {
    let end = self.end(from: index)
    guard tokens[index].isName, index + 1 < end else { return }
    let name = tokens[index].text
    let type = (index + 1..<end).first { tokens[$0].isName && !tokens[$0].is("constant") }
    if let type, TypeName.harmlessWords.contains(tokens[type].text) { harmless.insert(name) }
    if let mark = (index + 1..<end).first(where: { [":=", "=", "default"].contains(tokens[$0].text) }) {
      assign(name, mark + 1..<max(end, mark + 1))
    }
  }

  /// `FOR name IN …`: a number in `FOR i IN 1..10`, anything in the others.
  private mutating func loop(_ index: Int) {
    let start = self.end(from: index, at: ["in"])
    let names = tokens[index + 1..<max(start, index + 1)].filter(\.isName).map(\.text)
    let end = self.end(from: start, at: ["loop"])
    let isNumeric = (start..<max(start, end - 1)).contains { text($0) == "." && text($0 + 1) == "." }
    if isNumeric { harmless.formUnion(names) } else { otherTargets.formUnion(names) }
  }

  /// `SELECT value INTO name`.
  private mutating func select(_ index: Int) {
    let into = end(from: index, at: ["into"])
    guard text(into) == "into" else { return }
    let end = self.end(from: index, at: ["into", "from"])
    let target = text(into + 1) == "strict" ? into + 2 : into + 1
    guard tokens.indices.contains(target), text(target + 1) != ",", text(target + 1) != "." else { return }
    assign(tokens[target].text, index + 1..<max(end, index + 1))
  }

  private mutating func targets(after index: Int) {
    var next = text(index + 1) == "strict" ? index + 2 : index + 1
    let isSelected = tokens.indices.contains(next) && assignments[tokens[next].text] != nil && text(next + 1) != ","
    guard !isSelected else { return }
    while tokens.indices.contains(next), tokens[next].isName {
      otherTargets.insert(tokens[next].text)
      guard text(next + 1) == "," else { return }
      next += 2
    }
  }
}

extension TypeName {
  /// Whether no text of this type is SQL: numbers, times, identifiers that PostgreSQL itself quotes.
  var cannotCarrySQL: Bool {
    guard schema == nil, let word = name.split(separator: " ").first else { return false }
    return Self.harmlessWords.contains(String(word))
  }

  /// The first words of those types' names.
  static let harmlessWords: Set<String> = [
    "smallint", "int", "int2", "int4", "int8", "integer", "bigint", "numeric", "decimal", "real", "double", "float",
    "float4", "float8", "boolean", "bool", "date", "time", "timetz", "timestamp", "timestamptz", "interval", "uuid",
    "oid", "regclass", "regproc", "regprocedure", "regtype", "regnamespace", "regrole",
  ]
}
