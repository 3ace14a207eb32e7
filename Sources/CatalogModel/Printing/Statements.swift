package import SQLSyntax

// Objects as the statements that make them.

extension CanonicalExpression {
  /// The expression as SQL with every name qualified, and with the casts of its constants.
  package var sql: String { sql(.qualified) }

  /// The expression as SQL, with the casts of its constants.
  package func sql(_ names: NameStyle) -> String {
    if names == .qualified, let text = printed.text { return text }
    var output = ""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): output += withCasts(text, of: index, names)
      case .relation(let name) where output.hasSuffix("nextval("): output += Identifier.literal(names(name))
      case .relation(let name), .function(let name), .type(let name): output += names(name)
      case .object(_, let name):
        output += name.schema.isEmpty ? name.name : Identifier.quoted(name.schema) + "." + name.name
      case .column(let column):
        switch column.qualifier {
        case .none: break
        case .relation: output += Identifier.quoted(column.relation.name) + "."
        case .alias(let alias): output += Identifier.quoted(alias) + "."
        }
        output += column.quotedName
      }
    }
    return SpecialMoment.asSQL(CanonicalExpression.callable(output))
  }

  /// The expression in parentheses, of which there is one pair at the outside.
  func enclosed(_ names: NameStyle) -> String {
    let sql = sql(names)
    guard names == .short, sql.first == "(" else { return "(\(sql))" }
    var depth = 0
    var quote: Character?
    for (index, character) in zip(sql.indices, sql) {
      if character == quote {
        quote = nil
      } else if quote == nil {
        if "'\"".contains(character) { quote = character }
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if depth == 0 { return sql.index(after: index) == sql.endIndex ? sql : "(\(sql))" }
      }
    }
    return "(\(sql))"
  }

  /// SQL in which the functions that the grammar has a form of its own for are called like others.
  ///
  /// `EXTRACT(epoch FROM at)` is kept as `extract('epoch', at)`, which is a call only with the schema in front.
  private static func callable(_ sql: String) -> String {
    let special = ["extract(", "position(", "normalize("]
    guard special.contains(where: sql.contains) else { return sql }
    var output = ""
    var quote: Character?
    var rest = sql[...]
    while let character = rest.first {
      if quote == nil, let word = special.first(where: { rest.hasPrefix($0) }),
        !(output.last.map { $0.isLetter || $0.isNumber || "_.\"".contains($0) } ?? false)
      {
        output += "pg_catalog." + word
        rest = rest.dropFirst(word.count)
        continue
      }
      if character == quote { quote = nil } else if quote == nil, "'\"".contains(character) { quote = character }
      output.append(character)
      rest = rest.dropFirst()
    }
    return output
  }

  private func withCasts(_ text: String, of piece: Int, _ names: NameStyle) -> String {
    var output = ""
    var start = text.startIndex
    for cast in casts where cast.piece == piece && !cast.isImplied {
      let end = text.utf8.index(text.startIndex, offsetBy: cast.offset)
      output += text[start..<end] + "::" + CanonicalExpression(pieces: [cast.type]).sql(names) + cast.suffix
      start = end
    }
    return output + text[start...]
  }
}

extension ForeignKey {
  func sql(_ names: NameStyle) -> String {
    text.replacingPrefix("REFERENCES \(target.short)", with: "REFERENCES \(names(target))")
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

extension Index {
  /// CREATE INDEX.
  package var statement: String { statement(.qualified) }

  /// CREATE INDEX, with words before the name: `CONCURRENTLY IF NOT EXISTS`.
  func statement(_ names: NameStyle, _ words: String = "", isOnly: Bool = false) -> String {
    if names == .qualified, words.isEmpty, !isOnly, let text = printed.text { return text }
    let columns = keys.map { key in
      let isPlain = key.column != nil
      var text = isPlain ? key.expression.sql(names) : key.expression.enclosed(names)
      if let collation = key.collation { text += " COLLATE \(Identifier.quoted(collation, in: key.collationSchema))" }
      if let operatorClass = key.operatorClass {
        text += " " + (key.operatorClassSchema.map { Identifier.quoted($0) + "." } ?? "") + operatorClass
      }
      if key.isDescending { text += " DESC" }
      if key.nullsFirst != key.isDescending { text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST" }
      return text
    }.joined(separator: ", ")
    let method = names == .short && accessMethod == "btree" ? "" : " USING \(accessMethod)"
    return
      "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(words)\(Identifier.quoted(name.name)) "
      + "ON \(isOnly ? "ONLY " : "")\(names(table))\(method) "
      + "(\(columns))"
      + (including.isEmpty ? "" : " INCLUDE (" + including.map(Identifier.quoted).joined(separator: ", ") + ")")
      + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
      + (options.isEmpty ? "" : " WITH (\(OptionsSQL.list(options)))")
      + (predicate.map { " WHERE \($0.enclosed(names))" } ?? "")
  }
}

extension View {
  /// CREATE VIEW or CREATE MATERIALIZED VIEW.
  package var statement: String { statement(.qualified) }

  /// CREATE VIEW or CREATE MATERIALIZED VIEW, or with `OR REPLACE` between the words.
  func statement(_ names: NameStyle, create: String = "CREATE") -> String {
    let settings = options.isEmpty ? "" : " WITH (\(OptionsSQL.list(options)))"
    let method = properties["access method"].map { " USING \(Identifier.quoted($0))" } ?? ""
    let place = properties["tablespace"].map { " TABLESPACE \(Identifier.quoted($0))" } ?? ""
    return "\(create) \(kind.rawValue.uppercased()) \(names(name))\(method)\(settings)\(place) AS \(query(names))"
      + (isMaterialized && !isPopulated ? " WITH NO DATA" : "")
  }

  /// The query; that which a server printed ends with a semicolon, which is left out.
  func query(_ names: NameStyle) -> String {
    let parts = definition.sql(names).split(separator: ";", omittingEmptySubsequences: false)
    return parts.last == "" ? parts.dropLast().joined(separator: ";") : parts.joined(separator: ";")
  }
}

extension Policy {
  /// CREATE POLICY.
  package func statement(on table: QualifiedName, _ names: NameStyle = .qualified) -> String {
    let command = names == .short && command == "all" ? "" : " FOR \(command.uppercased())"
    let list = roles.map { $0 == "public" ? "PUBLIC" : Identifier.quoted($0) }.joined(separator: ", ")
    return "CREATE POLICY \(Identifier.quoted(name)) ON \(names(table))\(isPermissive ? "" : " AS RESTRICTIVE")"
      + command + (names == .short && list == "PUBLIC" ? "" : " TO \(list)")
      + (using.map { " USING \($0.enclosed(names))" } ?? "")
      + (withCheck.map { " WITH CHECK \($0.enclosed(names))" } ?? "")
  }
}

extension Trigger {
  /// CREATE TRIGGER.
  package func statement(on relation: QualifiedName, _ names: NameStyle = .qualified) -> String {
    if names == .qualified, let text = printed.text { return text }
    let updates = updateColumns.isEmpty ? "" : " OF " + updateColumns.map(Identifier.quoted).joined(separator: ", ")
    let event = events.map { $0 == "UPDATE" ? $0 + updates : $0 }.joined(separator: " OR ")
    return
      "CREATE \(isConstraint ? "CONSTRAINT " : "")TRIGGER \(Identifier.quoted(name)) \(timing) \(event)"
      + " ON \(names(relation))"
      + (isDeferrable ? " DEFERRABLE" : "") + (isInitiallyDeferred ? " INITIALLY DEFERRED" : "")
      + (transitionTables.isEmpty ? "" : " REFERENCING " + transitionTables.joined(separator: " "))
      + " FOR EACH \(isForEachRow ? "ROW" : "STATEMENT")" + (condition.map { " WHEN \($0.enclosed(names))" } ?? "")
      + " EXECUTE FUNCTION \(names(function))(" + arguments.map(Identifier.literal).joined(separator: ", ") + ")"
  }
}

extension Routine {
  /// The routine as other statements name it: `public.f(integer, text)`.
  package var reference: String {
    "\(signature.name)(" + signature.arguments.joined(separator: ", ") + ")"
  }

  /// The routine as DROP and its like name it: `f(integer, mood)`.
  func reference(_ names: NameStyle) -> String {
    let inputs = arguments.filter { $0.mode != .output && $0.mode != .table }.map { names.type($0.type) }
    let types = inputs.count == signature.arguments.count ? inputs : signature.arguments
    return "\(names(signature.name))(" + types.joined(separator: ", ") + ")"
  }

  /// The kind as statements about the routine say it: `AGGREGATE` takes the arguments of some in a form of its own.
  var kindInStatements: ObjectKind { kind == .aggregate ? .routine : kind }

  /// CREATE OR REPLACE FUNCTION, PROCEDURE or AGGREGATE.
  package var definition: String { definition(.qualified) }

  /// CREATE OR REPLACE FUNCTION, PROCEDURE or AGGREGATE.
  func definition(_ names: NameStyle) -> String {
    if kind == .aggregate { return aggregateDefinition(names) }
    let parameters = arguments.filter { $0.mode != .table }.map { argument in
      let modes: [RoutineParameter.Mode: String] = [.output: "OUT ", .inputOutput: "INOUT ", .variadic: "VARIADIC "]
      return (modes[argument.mode] ?? "") + (argument.name.map { Identifier.quoted($0) + " " } ?? "")
        + names.type(argument.type) + (argument.defaultValue.map { " DEFAULT \($0.sql(names))" } ?? "")
    }
    let list = names == .qualified ? printed.text : nil
    var lines = [
      "CREATE OR REPLACE \(kind.rawValue.uppercased()) \(names(signature.name))"
        + (list ?? "(\(parameters.joined(separator: ", ")))")
    ]
    if let result {
      let name = resultType.map { result.replacing($0.description, with: names($0)) } ?? result
      lines.append("RETURNS \(name)")
    }
    lines.append("LANGUAGE \(Identifier.quoted(language))")
    if let types = properties["transforms"] {
      let list = types.dropFirst().dropLast().split(separator: ",").map { "FOR TYPE \($0)" }
      lines.append("TRANSFORM " + list.joined(separator: ", "))
    }
    if kind == .function {
      if volatility != "volatile" { lines.append(volatility.uppercased()) }
      if isStrict { lines.append("STRICT") }
      if isLeakproof { lines.append("LEAKPROOF") }
      if isWindow { lines.append("WINDOW") }
      if parallel != "unsafe" { lines.append("PARALLEL \(parallel.uppercased())") }
      if cost != usualCost { lines.append("COST \(cost)") }
      if let rows, rows != "1000", rows != "0" { lines.append("ROWS \(rows)") }
      if let support = properties["support"] { lines.append("SUPPORT \(support)") }
    }
    if isSecurityDefiner { lines.append("SECURITY DEFINER") }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      lines.append("SET \(SettingSQL.assignment(name, value))")
    }
    if let text = names == .qualified ? sqlBody?.printed.text : nil {
      lines.append(text)
    } else {
      let body = sqlBody.map { $0.sql(names) }
      lines.append(body.map { $0.hasPrefix("RETURN ") ? $0 : "BEGIN ATOMIC \($0); END" } ?? "AS \(source)")
    }
    return lines.joined(separator: "\n")
  }

  /// What the function has where nothing is said (manual, CREATE FUNCTION, COST).
  var usualCost: String { language == "c" || language == "internal" ? "1" : "100" }

  /// The body; of a function in C the file and the symbol, which are strings of their own.
  private var source: String {
    guard language == "c", let comma = body.firstRange(of: ", ") else { return Routine.quoted(body) }
    return Identifier.literal(String(body[..<comma.lowerBound])) + ", "
      + Identifier.literal(String(body[comma.upperBound...]))
  }

  /// CREATE OR REPLACE AGGREGATE.
  private func aggregateDefinition(_ names: NameStyle) -> String {
    let list = arguments.map { argument in
      (argument.mode == .variadic ? "VARIADIC " : "") + (argument.name.map { Identifier.quoted($0) + " " } ?? "")
        + names.type(argument.type)
    }.joined(separator: ", ")
    let parameters = (names == .qualified ? printed.text : nil) ?? "(\(list.isEmpty ? "*" : list))"
    // `kind` is how an ordered-set aggregate is told from others; its arguments say the same.
    var properties = sqlBody?.sql(names) ?? ""
    properties = properties.replacing(", kind = ordered", with: "").replacing(
      ", kind = hypothetical_set", with: ", hypothetical")
    if parallel != "unsafe" { properties += ", parallel = \(parallel)" }
    for name in ["finalfunc_modify", "sspace", "msspace"] {
      if let value = self.properties[name] { properties += ", \(name) = \(value)" }
    }
    return
      "CREATE OR REPLACE AGGREGATE \(names(signature.name))\(parameters == "()" ? "(*)" : parameters) (\(properties))"
  }

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
