import SQLSyntax

/// PL/pgSQL that runs a string which is put together from parts that aren't quoted.
struct DynamicSqlConcatenation: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard let body = body(statement, context) else { return [] }
    return body.dynamicStatements.compactMap { dynamic in
      guard let part = body.unquotedPart(of: dynamic) else { return nil }
      let what = part.name.map { "`\($0)`" } ?? "a value"
      let source = context.run.script.source
      return Finding(
        "dynamic SQL is put together from \(what), which isn't quoted", at: dynamic.range,
        label: "runs whatever SQL is in \(what)",
        notes: part.builtAt.map(\.lowerBound).map { offset in
          ["the string is put together in line \(source.position(at: offset).line)"]
        } ?? [],
        help: "write it with `format()`: `%I` for a name, `%L` for a value; or pass values with `USING`")
    }
  }

  private func body(_ statement: Located<Statement>, _ context: LintContext) -> PLpgSQLBody? {
    switch statement.value {
    case .createFunction(let create):
      guard create.attributes.language == "plpgsql", let text = create.attributes.body?.first else { return nil }
      return PLpgSQLBody(text, in: statement.range, of: context.run.script.source, parameters: create.parameters)
    case .doBlock(let block) where block.language == "plpgsql":
      return PLpgSQLBody(block.body, in: statement.range, of: context.run.script.source)
    default: return nil
    }
  }
}
