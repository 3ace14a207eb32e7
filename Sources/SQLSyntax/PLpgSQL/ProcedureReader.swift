/// Reads a PL/pgSQL body into its statements, from its tokens.
///
/// A statement that it doesn't know is `.other`, and the rest is read all the same.
package struct ProcedureReader {
  let bytes: [UInt8]
  let tokens: [PLpgSQLToken]
  var at = 0
  private var depth = 0

  /// The block that a body is; `nil` where it isn't one.
  package static func block(_ body: String) -> ProcedureBlock? {
    var reader = ProcedureReader(body)
    return reader.wholeBody()
  }

  private init(_ body: String) {
    bytes = Array(body.utf8)
    tokens = PLpgSQLTokens(bytes, in: 0..<bytes.count).tokens
  }

  private mutating func wholeBody() -> ProcedureBlock? {
    var conflict: String?
    // `#variable_conflict`, `#print_strict_params`: options of the compiler.
    while has("#") {
      at += 1
      if has("variable_conflict") { conflict = text(1) }
      at += 2
    }
    let label = self.label()
    guard has("declare") || has("begin"), var block = block(label) else { return nil }
    take(";")
    block.nameConflict = conflict
    return at >= tokens.count ? block : nil
  }

  // MARK: - Tokens

  func has(_ word: String, _ distance: Int = 0) -> Bool {
    tokens.indices.contains(at + distance) && tokens[at + distance].is(word)
  }

  func text(_ distance: Int) -> String {
    tokens.indices.contains(at + distance) ? tokens[at + distance].text : ""
  }

  func isName(_ distance: Int) -> Bool { tokens.indices.contains(at + distance) && tokens[at + distance].isName }

  @discardableResult
  mutating func take(_ word: String) -> Bool {
    guard has(word) else { return false }
    at += 1
    return true
  }

  mutating func name() -> String? {
    guard isName(0) else { return nil }
    at += 1
    return tokens[at - 1].text
  }

  /// The index of the first of some words outside parentheses, from here on; that of a semicolon where there is none.
  func end(at words: Set<String>) -> Int {
    var depth = 0
    var index = at
    while index < tokens.count {
      let token = tokens[index]
      if token.is("(") || token.is("[") { depth += 1 }
      if token.is(")") || token.is("]") { depth -= 1 }
      if depth <= 0, token.is(";") || (token.kind != .quotedName && words.contains(token.text)) { return index }
      index += 1
    }
    return index
  }

  func fragment(_ range: Range<Int>) -> ProcedureStatement.Fragment {
    guard let first = range.first, let last = range.last, tokens.indices.contains(first), last < tokens.count else {
      let place = tokens.indices.contains(range.lowerBound) ? tokens[range.lowerBound].range.lowerBound : bytes.count
      return .init(text: "", range: place..<place)
    }
    let range = tokens[first].range.lowerBound..<tokens[last].range.upperBound
    return .init(text: String(decoding: bytes[range], as: UTF8.self), range: range)
  }

  /// What stands from here to one of some words, which is passed over.
  mutating func fragment(to words: Set<String>) -> ProcedureStatement.Fragment {
    let end = self.end(at: words)
    let result = fragment(at..<end)
    at = min(end + 1, tokens.count)
    return result
  }

  /// The fragments between commas, from here to one of some words, which isn't passed over.
  mutating func list(to words: Set<String>) -> [ProcedureStatement.Fragment] {
    var list: [ProcedureStatement.Fragment] = []
    let end = self.end(at: words)
    while at < end {
      let next = min(self.end(at: words.union([","])), end)
      list.append(fragment(at..<next))
      at = next
      take(",")
    }
    return list
  }

  // MARK: - Blocks

  /// `<<label>>`.
  mutating func label() -> String? {
    guard has("<<") else { return nil }
    at += 1
    let label = name()
    take(">>")
    return label
  }

  /// Reads a block from DECLARE or BEGIN on, to its END; not the semicolon.
  mutating func block(_ label: String?) -> ProcedureBlock? {
    var block = ProcedureBlock(label: label)
    while take("declare") {
      while at < tokens.count, !has("begin"), !has("declare") { declaration(&block) }
    }
    guard take("begin") else { return nil }
    block.body = statements(until: ["exception", "end"])
    if take("exception") {
      while take("when") {
        var conditions: [String] = []
        repeat {
          if take("sqlstate") {
            conditions.append(string(at))
            at += 1
          } else {
            conditions.append(name() ?? "")
          }
        } while take("or")
        guard take("then") else { return nil }
        block.handlers.append(.init(conditions: conditions, body: statements(until: ["when", "end"])))
      }
    }
    guard take("end") else { return nil }
    if isName(0) { at += 1 }
    return block
  }

  private mutating func declaration(_ block: inout ProcedureBlock) {
    let end = self.end(at: [])
    defer { at = min(end + 1, tokens.count) }
    guard let name = self.name(), at < end else { return }
    var variable = ProcedureBlock.Variable(name: name, type: "")
    if take("alias") {
      take("for")
      variable.alias = text(0)
      return block.variables.append(variable)
    }
    if let cursor = cursor(before: end) {
      variable.type = "refcursor"
      variable.cursor = cursor
      return block.variables.append(variable)
    }
    take("constant")
    let start = at
    while at < end, !has(":="), !has("="), !has("default"), !has("not") || !has("null", 1), !has("collate") { at += 1 }
    variable.type = fragment(start..<at).text
    while at < end, !has(":="), !has("="), !has("default") { at += 1 }
    if at < end {
      at += 1
      variable.value = fragment(at..<end)
    }
    block.variables.append(variable)
  }

  /// Reads what a cursor is bound to; `nil` where none is declared here.
  private mutating func cursor(before end: Int) -> ProcedureBlock.Cursor? {
    let start = at
    take("no")
    take("scroll")
    guard take("cursor") else {
      at = start
      return nil
    }
    var parameters: [ProcedureBlock.Variable] = []
    if has("(") {
      let close = closing(at)
      at += 1
      while at < close, let name = self.name() {
        let next = min(self.end(at: [","]), close)
        parameters.append(.init(name: name, type: fragment(at..<next).text))
        at = min(next + 1, close)
      }
      at = close + 1
    }
    guard take("for") || take("is") else { return nil }
    return .init(parameters: parameters, query: fragment(at..<end))
  }

  /// A string constant's value.
  func string(_ index: Int) -> String {
    guard tokens.indices.contains(index), tokens[index].kind == .string else { return "" }
    let text = String(decoding: bytes[tokens[index].range], as: UTF8.self)
    return Expression(parsing: text)?.constant?.text ?? ""
  }

  // MARK: - Statements

  /// The statements up to one of some words, which isn't passed over.
  mutating func statements(until words: Set<String>) -> [ProcedureStatement] {
    depth += 1
    defer { depth -= 1 }
    var statements: [ProcedureStatement] = []
    while at < tokens.count {
      if tokens[at].kind == .word, words.contains(tokens[at].text) { return statements }
      if take(";") { continue }
      let start = at
      let kind = depth > 100 ? other() : statement()
      if at == start { at += 1 }
      let end = tokens[max(start, min(at, tokens.count) - 1)].range.upperBound
      statements.append(ProcedureStatement(kind: kind, range: tokens[start].range.lowerBound..<end))
    }
    return statements
  }

  /// Passes over a statement.
  mutating func other() -> ProcedureStatement.Kind {
    let words = [text(0), text(1)].filter { $0.utf8.allSatisfy { $0 >= 97 && $0 <= 122 } && !$0.isEmpty }
    at = min(end(at: []) + 1, tokens.count)
    return .other(words.joined(separator: " ").uppercased())
  }
}
