package import SQLSyntax

// Objects as the statements that make them.

extension CanonicalExpression {
  /// The expression as SQL with every name qualified, and with the casts of its constants.
  package var sql: String {
    var output = ""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): output += withCasts(text, of: index)
      case .relation(let name) where output.hasSuffix("nextval("): output += Identifier.literal(name.description)
      case .relation(let name), .function(let name), .type(let name): output += name.description
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

  private func withCasts(_ text: String, of piece: Int) -> String {
    var output = ""
    var start = text.startIndex
    for cast in casts where cast.piece == piece {
      let end = text.utf8.index(text.startIndex, offsetBy: cast.offset)
      output += text[start..<end] + "::" + CanonicalExpression(pieces: [cast.type]).sql + cast.suffix
      start = end
    }
    return output + text[start...]
  }
}

extension ForeignKey {
  var sql: String { text.replacingPrefix("REFERENCES \(target.short)", with: "REFERENCES \(target)") }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

extension Index {
  /// CREATE INDEX.
  package var statement: String {
    let columns = keys.map { key in
      let isPlain = key.column != nil
      var text = isPlain ? key.expression.sql : "(\(key.expression.sql))"
      if let collation = key.collation { text += " COLLATE \(Identifier.quoted(collation))" }
      if let operatorClass = key.operatorClass { text += " \(operatorClass)" }
      if key.isDescending { text += " DESC" }
      if key.nullsFirst != key.isDescending { text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST" }
      return text
    }.joined(separator: ", ")
    return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(Identifier.quoted(name.name)) ON \(table) USING \(accessMethod) "
      + "(\(columns))"
      + (including.isEmpty ? "" : " INCLUDE (" + including.map(Identifier.quoted).joined(separator: ", ") + ")")
      + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
      + (options.isEmpty ? "" : " WITH (\(OptionsSQL.list(options)))")
      + (predicate.map { " WHERE \($0.sql)" } ?? "")
  }
}

extension View {
  /// CREATE VIEW or CREATE MATERIALIZED VIEW.
  package var statement: String {
    let settings = options.isEmpty ? "" : " WITH (\(OptionsSQL.list(options)))"
    return "CREATE \(kind.rawValue.uppercased()) \(name)\(settings) AS \(definition.sql)"
      + (isMaterialized && !isPopulated ? " WITH NO DATA" : "")
  }
}

extension Policy {
  /// CREATE POLICY.
  package func statement(on table: QualifiedName) -> String {
    "CREATE POLICY \(Identifier.quoted(name)) ON \(table)\(isPermissive ? "" : " AS RESTRICTIVE")"
      + " FOR \(command.uppercased())"
      + " TO \(roles.map { $0 == "public" ? "PUBLIC" : Identifier.quoted($0) }.joined(separator: ", "))"
      + (using.map { " USING (\($0.sql))" } ?? "") + (withCheck.map { " WITH CHECK (\($0.sql))" } ?? "")
  }
}

extension Trigger {
  /// CREATE TRIGGER.
  package func statement(on relation: QualifiedName) -> String {
    let updates = updateColumns.isEmpty ? "" : " OF " + updateColumns.map(Identifier.quoted).joined(separator: ", ")
    let event = events.map { $0 == "UPDATE" ? $0 + updates : $0 }.joined(separator: " OR ")
    return
      "CREATE \(isConstraint ? "CONSTRAINT " : "")TRIGGER \(Identifier.quoted(name)) \(timing) \(event) ON \(relation)"
      + (isDeferrable ? " DEFERRABLE" : "") + (isInitiallyDeferred ? " INITIALLY DEFERRED" : "")
      + (transitionTables.isEmpty ? "" : " REFERENCING " + transitionTables.joined(separator: " "))
      + " FOR EACH \(isForEachRow ? "ROW" : "STATEMENT")" + (condition.map { " WHEN (\($0.sql))" } ?? "")
      + " EXECUTE FUNCTION \(function)(" + arguments.map(Identifier.literal).joined(separator: ", ") + ")"
  }
}

extension Routine {
  /// The routine as other statements name it: `public.f(integer, text)`.
  package var reference: String {
    "\(signature.name)(" + signature.arguments.joined(separator: ", ") + ")"
  }

  /// CREATE OR REPLACE FUNCTION or PROCEDURE.
  package var definition: String {
    let parameters = arguments.filter { $0.mode != .table }.map { argument in
      let modes: [RoutineParameter.Mode: String] = [.output: "OUT ", .inputOutput: "INOUT ", .variadic: "VARIADIC "]
      return (modes[argument.mode] ?? "") + (argument.name.map { Identifier.quoted($0) + " " } ?? "")
        + argument.type.formatted + (argument.defaultValue.map { " DEFAULT \($0.sql)" } ?? "")
    }
    var lines = [
      "CREATE OR REPLACE \(kind.rawValue.uppercased()) \(signature.name)(\(parameters.joined(separator: ", ")))"
    ]
    if let result { lines.append("RETURNS \(result)") }
    lines.append("LANGUAGE \(language)")
    if kind == .function {
      if volatility != "volatile" { lines.append(volatility.uppercased()) }
      if isStrict { lines.append("STRICT") }
      if isLeakproof { lines.append("LEAKPROOF") }
      if isWindow { lines.append("WINDOW") }
      if parallel != "unsafe" { lines.append("PARALLEL \(parallel.uppercased())") }
      if cost != "100", language != "c", language != "internal" { lines.append("COST \(cost)") }
      if let rows, rows != "1000", rows != "0" { lines.append("ROWS \(rows)") }
    }
    if isSecurityDefiner { lines.append("SECURITY DEFINER") }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      lines.append("SET \(name) = \(Routine.setting(value))")
    }
    lines.append(sqlBody.map { "BEGIN ATOMIC \($0.sql); END" } ?? "AS \(Routine.quoted(body))")
    return lines.joined(separator: "\n")
  }

  /// A setting's value as SET takes it: an empty list is a string.
  private static func setting(_ value: String) -> String { value == "\"\"" || value.isEmpty ? "''" : value }

  /// The body in dollar quotes with a tag that isn't in it.
  private static func quoted(_ body: String) -> String {
    var tag = "$$"
    var number = 0
    while body.contains(tag) {
      number += 1
      tag = "$body\(number)$"
    }
    return tag + body + tag
  }
}
