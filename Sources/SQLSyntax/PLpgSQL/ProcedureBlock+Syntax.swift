extension ProcedureBlock {
  /// What is wrong with the first SQL statement that can't be read; `nil` where all can be.
  package var syntaxError: String? {
    ProcedureBlock.syntaxError(in: body) ?? handlers.lazy.compactMap { ProcedureBlock.syntaxError(in: $0.body) }.first
  }

  private static func syntaxError(in statements: [ProcedureStatement]) -> String? {
    statements.lazy.compactMap { syntaxError(in: $0.kind) }.first
  }

  private static func syntaxError(in statement: ProcedureStatement.Kind) -> String? {
    switch statement {
    case .sql(let sql, _):
      // The error of an empty statement would be another.
      return sql.text.isEmpty ? nil : Parser.error(in: sql.text)
    case .block(let block): return block.syntaxError
    case .choice(let branches, let otherwise):
      return (branches.map(\.body) + [otherwise]).lazy.compactMap(syntaxError(in:)).first
    case .cases(_, let cases, let otherwise):
      return (cases.map(\.body) + [otherwise ?? []]).lazy.compactMap(syntaxError(in:)).first
    case .loop(let loop): return syntaxError(in: loop.body)
    default: return nil
    }
  }
}
