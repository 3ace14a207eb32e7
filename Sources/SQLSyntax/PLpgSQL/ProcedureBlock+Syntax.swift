extension ProcedureBlock {
  /// What is wrong with the first SQL statement or expression that can't be read; `nil` where all can be.
  package var syntaxError: String? {
    statements.lazy.compactMap(ProcedureBlock.syntaxError(in:)).first
  }

  /// All statements of the block, those within others after them.
  package var statements: [ProcedureStatement] {
    ProcedureBlock.all(body) + handlers.flatMap { ProcedureBlock.all($0.body) }
  }

  /// The variables of the block and of those within it.
  package var allVariables: [Variable] {
    var found = variables
    for case .block(let block) in statements.map(\.kind) { found += block.variables }
    return found
  }

  private static func all(_ statements: [ProcedureStatement]) -> [ProcedureStatement] {
    statements.flatMap { statement in [statement] + inner(statement.kind).flatMap(all) }
  }

  /// The lists of statements within a statement.
  private static func inner(_ statement: ProcedureStatement.Kind) -> [[ProcedureStatement]] {
    switch statement {
    case .block(let block): [block.body] + block.handlers.map(\.body)
    case .choice(let branches, let otherwise): branches.map(\.body) + [otherwise]
    case .cases(_, let cases, let otherwise): cases.map(\.body) + [otherwise ?? []]
    case .loop(let loop): [loop.body]
    default: []
    }
  }

  private static func syntaxError(in statement: ProcedureStatement) -> String? {
    switch statement.kind {
    case .sql(let sql, _):
      // The error of an empty statement would be another.
      return sql.text.isEmpty ? nil : Parser.error(in: sql.text)
    case .assign(_, let value): return syntaxError(inExpression: value)
    case .perform(let value), .returnValue(let value?): return syntaxError(inExpression: value)
    case .choice(let branches, _): return branches.lazy.compactMap { syntaxError(inExpression: $0.condition) }.first
    default: return nil
    }
  }

  private static func syntaxError(inExpression fragment: ProcedureStatement.Fragment) -> String? {
    fragment.text.isEmpty ? nil : Parser.error(in: "SELECT " + fragment.text)
  }
}
