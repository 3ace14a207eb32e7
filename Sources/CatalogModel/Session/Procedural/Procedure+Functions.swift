import SQLSyntax

extension Procedure {
  /// The value of a call, of PostgreSQL's own functions or of a routine that is followed.
  mutating func call(_ call: ValueExpression.Call) throws(CatalogError) -> Datum {
    if call.isWindowed { return .unknown("`\(call.name.name)` over a window isn't computed") }
    if Procedure.isAggregate(call) { return .unknown("`\(call.name.name)` isn't computed here") }
    if let value = try followed(call) { return value }
    if call.isVariadic { return .unknown("`\(call.name.name)` with `VARIADIC` isn't computed") }
    let arguments = try values(call.arguments)
    guard session.mayCall(call.name) else { throw session.undefinedFunction(call.name) }
    guard call.name.schema == nil || call.name.schema == "pg_catalog" else {
      return .unknown("what `\(call.name)` returns isn't known")
    }
    if let value = momentFunction(call.name.name, arguments) { return value }
    if let value = try volatileFunction(call.name.name, arguments) { return value }
    if let value = textFunction(call.name.name, arguments) { return value }
    if let value = try catalogFunction(call.name.name, arguments) { return value }
    return .unknown("what `\(call.name.name)` returns isn't known")
  }

  /// Functions of text and arrays (manual, "String Functions and Operators").
  private func textFunction(_ name: String, _ arguments: [Datum]) -> Datum? {
    if let value = joining(name, arguments) { return value }
    if let unknown = arguments.first(where: \.isUnknown) { return .unknown(unknown.reason ?? "") }
    let first = arguments.first ?? .null
    if name == "quote_nullable" {
      return first == .null ? .text("NULL") : text(first).map { .text(Procedure.literal($0)) }
    }
    if name == "array_append", arguments.count == 2 {
      if case .array(let elements) = first { return .array(elements + [arguments[1]]) }
      return first == .null ? .array([arguments[1]]) : nil
    }
    if arguments.contains(.null), Procedure.strictFunctions.contains(name) { return .null }
    switch (name, arguments.count) {
    case ("array_length", 2), ("cardinality", 1), ("array_upper", 2):
      guard case .array(let elements) = elementsOf(first) else { return nil }
      return elements.isEmpty && name != "cardinality" ? .null : .integer(elements.count)
    case ("string_to_array", 2):
      guard let text = self.text(first), let separator = self.text(arguments[1]), !separator.isEmpty else { return nil }
      return .array(Procedure.split(text, separator).map { .text($0) })
    case ("array_position", 2), ("array_remove", 2):
      guard case .array(let elements) = elementsOf(first), !elements.contains(where: \.isUnknown) else { return nil }
      if name == "array_remove" { return .array(elements.filter { $0 != arguments[1] }) }
      return elements.firstIndex(of: arguments[1]).map { .integer($0 + 1) } ?? .null
    default: break
    }
    // As the cast prints it, not as the type does: `true`, not `t`.
    if case .boolean(let value) = first, ["quote_literal", "quote_nullable", "text"].contains(name) {
      return .text(name == "text" ? "\(value)" : "'\(value)'")
    }
    guard let text = text(first) else { return nil }
    let texts = arguments.map { self.text($0) ?? "" }
    switch (name, arguments.count) {
    case ("lower", 1): return .text(text.lowercased())
    case ("upper", 1): return .text(text.uppercased())
    case ("quote_ident", 1): return .text(Identifier.quoted(text))
    case ("text", 1): return .text(text)
    case ("quote_literal", 1): return .text(Procedure.literal(text))
    case ("length", 1), ("char_length", 1): return .integer(text.unicodeScalars.count)
    case ("btrim", 1), ("ltrim", 1), ("rtrim", 1): return .text(Procedure.trim(name, text, " "))
    case ("btrim", 2), ("ltrim", 2), ("rtrim", 2): return .text(Procedure.trim(name, text, texts[1]))
    case ("replace", 3):
      guard !texts[1].isEmpty else { return first }
      return .text(Procedure.split(text, texts[1]).joined(separator: texts[2]))
    case ("split_part", 3):
      guard let place = integer(arguments[2]), place > 0, !texts[1].isEmpty else { return nil }
      let parts = Procedure.split(text, texts[1])
      return .text(parts.indices.contains(place - 1) ? parts[place - 1] : "")
    case ("starts_with", 2): return .boolean(text.hasPrefix(texts[1]))
    case ("strpos", 2), ("position", 2):
      guard !texts[1].isEmpty else { return .integer(1) }
      let parts = Procedure.split(text, texts[1])
      return .integer(parts.count > 1 ? parts[0].unicodeScalars.count + 1 : 0)
    case ("left", 2): return integer(arguments[1]).map { .text(String($0 < 0 ? text.dropLast(-$0) : text.prefix($0))) }
    case ("right", 2):
      return integer(arguments[1]).map { .text(String($0 < 0 ? text.dropFirst(-$0) : text.suffix($0))) }
    case ("repeat", 2):
      guard let count = integer(arguments[1]), count <= 1000 else { return nil }
      return .text(String(repeating: text, count: max(0, count)))
    case ("substr", 2), ("substr", 3), ("substring", 2), ("substring", 3):
      guard let start = integer(arguments[1]), start > 0 else { return nil }
      let rest = text.dropFirst(start - 1)
      guard arguments.count == 3 else { return .text(String(rest)) }
      return integer(arguments[2]).map { .text(String(rest.prefix(max(0, $0)))) }
    case ("lpad", 3):
      guard let length = integer(arguments[1]), texts[2].count == 1 else { return nil }
      return .text(String(repeating: texts[2], count: max(0, length - text.count)) + text.prefix(max(0, length)))
    default: return nil
    }
  }

  private static let strictFunctions: Set<String> = [
    "lower", "upper", "quote_ident", "quote_literal", "length", "char_length", "btrim", "ltrim", "rtrim", "replace",
    "split_part", "starts_with", "strpos", "position", "left", "right", "repeat", "substr", "substring", "lpad",
    "array_length", "cardinality", "array_upper", "string_to_array", "to_regclass", "to_regtype", "to_regnamespace",
    "to_regrole", "to_regproc", "to_regprocedure", "current_setting", "pg_table_is_visible", "pg_type_is_visible",
  ]

  /// `concat`, `concat_ws`, `format`, `array_to_string`: nulls are left out.
  private func joining(_ name: String, _ arguments: [Datum]) -> Datum? {
    switch name {
    case "concat", "concat_ws":
      let separator = name == "concat_ws" ? arguments.first : .text("")
      guard let separator, separator != .null else { return .null }
      let parts = (name == "concat_ws" ? Array(arguments.dropFirst()) : arguments).filter { $0 != .null }
      if let unknown = arguments.first(where: \.isUnknown) { return .unknown(unknown.reason ?? "") }
      return joined(parts, text(separator) ?? "")
    case "array_to_string":
      guard arguments.count == 2, case .array(let elements) = elementsOf(arguments[0]) else { return nil }
      if let unknown = elements.first(where: \.isUnknown) { return .unknown(unknown.reason ?? "") }
      return joined(elements.filter { $0 != .null }, text(arguments[1]) ?? "")
    case "format": return format(arguments)
    default: return nil
    }
  }

  private func joined(_ parts: [Datum], _ separator: String) -> Datum {
    var texts: [String] = []
    for part in parts {
      guard let text = text(part) else { return .unknown("the text of a part of it isn't known") }
      texts.append(text)
    }
    return .text(texts.joined(separator: separator))
  }

  /// `format` (manual, "format"): `%s`, `%I`, `%L`, with places and without; widths aren't computed.
  func format(_ arguments: [Datum]) -> Datum {
    guard let first = arguments.first, first != .null else { return .null }
    guard let template = text(first) else { return .unknown(first.reason ?? "the format isn't known") }
    var output = ""
    var next = 1
    var rest = template[...]
    while let percent = rest.firstIndex(of: "%") {
      output += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        output += "%"
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0.isNumber }
      if !digits.isEmpty {
        guard rest.dropFirst(digits.count).first == "$", let place = Int(digits) else {
          return .unknown("a width in `format` isn't computed")
        }
        next = place
        rest = rest.dropFirst(digits.count + 1)
      }
      guard let kind = rest.first, "sIL".contains(kind), arguments.indices.contains(next) else {
        return .unknown("the format '\(template)' isn't computed")
      }
      let argument = arguments[next]
      next += 1
      rest = rest.dropFirst()
      if argument == .null {
        guard kind != "I" else { return .unknown("`format` fails for a null identifier") }
        output += kind == "L" ? "NULL" : ""
        continue
      }
      guard let text = text(argument) else { return .unknown(argument.reason ?? "an argument of `format` isn't known") }
      output += kind == "I" ? Identifier.quoted(text) : kind == "L" ? Procedure.literal(text) : text
    }
    return .text(output + rest)
  }

  func text(_ value: Datum) -> String? { value.text(in: session) }

  func elementsOf(_ value: Datum) -> Datum {
    if case .text(let text) = value, let elements = Datum.array(text) { .array(elements) } else { value }
  }

  /// A string constant as `quote_literal` writes it: with `E` where there is a backslash.
  static func literal(_ text: String) -> String {
    guard text.contains("\\") else { return Identifier.literal(text) }
    return " E" + Identifier.literal(split(text, "\\").joined(separator: "\\\\"))
  }

  static func split(_ text: String, _ separator: String) -> [String] {
    let separator = Array(separator)
    var parts: [String] = []
    var current: [Character] = []
    for character in text {
      current.append(character)
      if current.count >= separator.count, Array(current.suffix(separator.count)) == separator {
        parts.append(String(current.dropLast(separator.count)))
        current = []
      }
    }
    return parts + [String(current)]
  }

  private static func trim(_ name: String, _ text: String, _ characters: String) -> String {
    var result = text[...]
    if name != "rtrim" { result = result.drop { characters.contains($0) } }
    if name != "ltrim" { while let last = result.last, characters.contains(last) { result = result.dropLast() } }
    return String(result)
  }
}
