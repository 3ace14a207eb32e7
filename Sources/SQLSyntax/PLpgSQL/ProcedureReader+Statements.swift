extension ProcedureReader {
  typealias Kind = ProcedureStatement.Kind

  mutating func statement() -> Kind {
    let start = at
    let label = self.label()
    if isName(0), let kind = assignment() { return kind }
    switch text(0) {
    case "declare", "begin":
      guard let block = block(label) else { return reset(start) }
      take(";")
      return .block(block)
    case "if": return choice()
    case "case": return cases()
    case "loop", "while", "for", "foreach": return loop(label) ?? reset(start)
    case "exit", "continue":
      let isExit = has("exit")
      at += 1
      let label = has("when") ? nil : name()
      let condition = take("when") ? fragment(to: []) : nil
      if condition == nil { take(";") }
      return .leave(isExit: isExit, label: label, condition: condition)
    case "perform":
      at += 1
      return .perform(fragment(to: []))
    case "execute": return execute()
    case "raise": return raise()
    case "return": return returning()
    case "get": return diagnostics()
    case "null" where has(";", 1):
      at += 2
      return .null
    case "commit", "rollback":
      let isRollback = has("rollback")
      guard has(";", 1) else { return other() }
      at += 2
      return .commit(isRollback: isRollback)
    case "assert", "open", "fetch", "move", "close": return other()
    default: return sql()
    }
  }

  private mutating func reset(_ start: Int) -> Kind {
    at = start
    return other()
  }

  /// `name := value`, `name.field = value`, `name[1] := value`.
  private mutating func assignment() -> Kind? {
    let start = at
    var target: [String] = []
    var isElement = false
    while let name = self.name() {
      target.append(name)
      guard take(".") else { break }
    }
    while has("[") {
      isElement = true
      at = min(closing(at) + 1, tokens.count)
    }
    guard take(":=") || take("=") else {
      at = start
      return nil
    }
    let value = fragment(to: [])
    return .assign(target: isElement ? target + [""] : target, value: value)
  }

  /// The index of the bracket that closes one.
  func closing(_ open: Int) -> Int {
    var depth = 0
    for index in open..<tokens.count {
      if tokens[index].is("[") || tokens[index].is("(") { depth += 1 }
      if tokens[index].is("]") || tokens[index].is(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return tokens.count
  }

  private mutating func choice() -> Kind {
    var branches: [ProcedureStatement.Branch] = []
    var otherwise: [ProcedureStatement] = []
    repeat {
      at += 1
      let condition = fragment(to: ["then"])
      let body = statements(until: ["elsif", "elseif", "else", "end"])
      branches.append(.init(condition: condition, body: body))
    } while has("elsif") || has("elseif")
    if take("else") { otherwise = statements(until: ["end"]) }
    closeBlock("if")
    return .choice(branches, otherwise: otherwise)
  }

  private mutating func cases() -> Kind {
    at += 1
    let operand = has("when") ? nil : fragment(at..<end(at: ["when"]))
    at = end(at: ["when"])
    var cases: [ProcedureStatement.Case] = []
    while take("when") {
      // Without an operand a comma separates nothing.
      let values = operand == nil ? [fragment(at..<end(at: ["then"]))] : list(to: ["then"])
      at = end(at: ["then"])
      take("then")
      cases.append(.init(values: values, body: statements(until: ["when", "else", "end"])))
    }
    let otherwise = take("else") ? statements(until: ["end"]) : nil
    closeBlock("case")
    return .cases(operand: operand, cases, otherwise: otherwise)
  }

  /// `END IF;`.
  private mutating func closeBlock(_ word: String) {
    take("end")
    take(word)
    if isName(0), has(";", 1) { at += 1 }
    take(";")
  }

  private mutating func loop(_ label: String?) -> Kind? {
    var loop = ProcedureStatement.Loop(over: .forever, label: label)
    switch text(0) {
    case "while":
      at += 1
      loop.over = .condition(fragment(at..<end(at: ["loop"])))
    case "for":
      at += 1
      loop.targets = targets(until: "in")
      guard take("in"), let over = over() else { return nil }
      loop.over = over
    case "foreach":
      at += 1
      loop.targets = targets(until: "in")
      var slice = 0
      if take("slice") {
        slice = Int(text(0)) ?? 0
        at += 1
      }
      guard take("in"), take("array") else { return nil }
      loop.over = .array(fragment(at..<end(at: ["loop"])), slice: slice)
    default: break
    }
    at = end(at: ["loop"])
    guard take("loop") else { return nil }
    loop.body = statements(until: ["end"])
    closeBlock("loop")
    return .loop(loop)
  }

  /// What stands between IN and LOOP.
  private mutating func over() -> ProcedureStatement.Loop.Over? {
    let end = self.end(at: ["loop"])
    if take("execute") {
      let query = fragment(at..<self.end(at: ["using", "loop"]))
      at = self.end(at: ["using", "loop"])
      return .command(query, using: take("using") ? list(to: ["loop"]) : [])
    }
    let isReverse = take("reverse")
    var depth = 0
    for index in at..<max(at, end) {
      if tokens[index].is("(") { depth += 1 }
      if tokens[index].is(")") { depth -= 1 }
      guard depth == 0, tokens[index].is("."), index + 1 < end, tokens[index + 1].is(".") else { continue }
      let by = (index..<end).first { tokens[$0].is("by") }
      let step = by.map { fragment($0 + 1..<end) }
      return .numbers(fragment(at..<index), fragment(index + 2..<(by ?? end)), step: step, isReverse: isReverse)
    }
    return .query(fragment(at..<end))
  }

  /// Names and their fields, between commas.
  mutating func targets(until word: String) -> [[String]] {
    var targets: [[String]] = []
    while isName(0), !has(word) {
      var target = [name() ?? ""]
      while take(".") { target.append(name() ?? "") }
      while has("[") {
        at = min(closing(at) + 1, tokens.count)
        target.append("")
      }
      targets.append(target)
      guard take(",") else { break }
    }
    return targets
  }

  private mutating func into() -> ProcedureStatement.Targets {
    let isStrict = take("strict")
    return .init(names: targets(until: ""), isStrict: isStrict)
  }

  private mutating func execute() -> Kind {
    at += 1
    let words: Set<String> = ["into", "using"]
    let query = fragment(at..<end(at: words))
    at = end(at: words)
    var using: [ProcedureStatement.Fragment] = []
    var into: ProcedureStatement.Targets?
    while has("into") || has("using") {
      if take("into") { into = self.into() } else if take("using") { using = list(to: ["into"]) }
    }
    at = min(end(at: []) + 1, tokens.count)
    return .execute(query, using: using, into: into)
  }

  private mutating func returning() -> Kind {
    at += 1
    if take("query") {
      if take("execute") {
        let command = fragment(at..<end(at: ["using"]))
        at = min(end(at: []) + 1, tokens.count)
        return .returnRows(query: nil, command: command)
      }
      return .returnRows(query: fragment(to: []), command: nil)
    }
    if take("next") {
      _ = fragment(to: [])
      return .returnRows(query: nil, command: nil)
    }
    if take(";") { return .returnValue(nil) }
    return .returnValue(fragment(to: []))
  }

  private mutating func diagnostics() -> Kind {
    at += 1
    if has("current") || has("stacked") { at += 1 }
    guard take("diagnostics") else { return other() }
    var names: [String] = []
    let end = self.end(at: [])
    for index in at..<max(at, end) where tokens[index].isName && index + 1 < end {
      if tokens[index + 1].is("=") || tokens[index + 1].is(":=") { names.append(tokens[index].text) }
    }
    at = min(end + 1, tokens.count)
    return .diagnostics(names)
  }

  /// An SQL statement, with INTO taken out of it where that is PL/pgSQL's: not that of INSERT, not that of MERGE.
  private mutating func sql() -> Kind {
    let start = at
    let first = text(0)
    let end = sqlEnd()
    defer { at = min(end + 1, tokens.count) }
    guard ["select", "insert", "update", "delete", "with", "merge", "values", "table", "("].contains(first) else {
      return .sql(fragment(start..<end), into: nil)
    }
    for index in start..<max(start, end) where tokens[index].is("into") {
      if index > start, tokens[index - 1].is("insert") || tokens[index - 1].is("merge") { continue }
      at = index + 1
      let into = self.into()
      let before = fragment(start..<index)
      let after = fragment(at..<max(at, end))
      let range = before.range.lowerBound..<max(before.range.upperBound, after.range.upperBound)
      let text = [before.text, after.text].filter { !$0.isEmpty }.joined(separator: " ")
      return .sql(.init(text: text, range: range), into: into)
    }
    return .sql(fragment(start..<end), into: nil)
  }

  /// The semicolon that ends an SQL statement; those in a BEGIN ATOMIC body end none.
  private func sqlEnd() -> Int {
    var index = end(at: [])
    guard has("create"), (at..<index).contains(where: { tokens[$0].is("atomic") }) else { return index }
    while index < tokens.count, !(tokens[index].is(";") && tokens[index - 1].is("end")) { index += 1 }
    return index
  }

  private mutating func raise() -> Kind {
    at += 1
    var raise = ProcedureStatement.Raise()
    if take(";") {
      raise.isRethrow = true
      return .raise(raise)
    }
    if ["debug", "log", "info", "notice", "warning", "exception"].contains(text(0)), !has(";", 1) || isName(0) {
      raise.level = text(0)
      at += 1
    }
    if tokens.indices.contains(at), tokens[at].kind == .string {
      raise.format = string(at)
      at += 1
      if take(",") { raise.arguments = list(to: ["using"]) }
    } else if take("sqlstate") {
      raise.condition = string(at)
      at += 1
    } else if isName(0), !has("using") {
      raise.condition = name()
    }
    if take("using") {
      while let option = name() {
        guard take("=") || take(":=") else { break }
        raise.options[option] = fragment(at..<end(at: [","]))
        at = end(at: [","])
        take(",")
      }
    }
    at = min(end(at: []) + 1, tokens.count)
    return .raise(raise)
  }
}
