/// One spelling for the values of constants, and which casts PostgreSQL adds by itself.
package enum Literals {
  /// What PostgreSQL reads as a boolean: words may be cut short, as long as they are told from the others
  /// (`parse_bool_with_len`, utils/adt/bool.c).
  package static func boolean(_ text: String) -> Bool? {
    let word = text.lowercased()
    switch word {
    case "": return nil
    case "on", "1": return true
    case "of", "off", "0": return false
    default: break
    }
    if ["true", "yes"].contains(where: { $0.hasPrefix(word) }) { return true }
    return ["false", "no"].contains { $0.hasPrefix(word) } ? false : nil
  }

  /// A value as PostgreSQL prints it where it is of a type of its own; as it was written where it can't be read.
  package static func printed(_ value: String, as type: TypeName) -> String {
    if type.isArray { return array(value, of: type.withoutArray) ?? value }
    guard type.schema == nil else { return value }
    switch type.name {
    case "boolean": return boolean(value).map { $0 ? "true" : "false" } ?? value
    case "json": return compactJSON(value)
    case "jsonpath": return jsonPath(value)
    case "jsonb": return JSONBReader.compact(value) ?? compactJSON(value)
    case "uuid": return uuid(value) ?? value
    case "bytea": return bytes(value) ?? value
    case "smallint", "integer", "bigint": return Int(value.trimmingBlanks).map(String.init) ?? value
    case "numeric": return numeric(value.trimmingBlanks) ?? value
    case "money": return money(value) ?? value
    case "real": return float(value, as: Float.self, digits: 6) ?? value
    case "double precision": return float(value, as: Double.self, digits: 15) ?? value
    case "interval":
      let field = type.modifiers.first.flatMap { Int($0) == nil ? $0.split(separator: " ").last : nil }
      return interval(value, field: field.map(String.init))
    case "time without time zone", "timestamp without time zone", "timestamp with time zone", "date":
      return moment(value, type: type.name)
    default: return value
    }
  }

  /// The types whose constants stand without quotes.
  static let standBare: Set<String> = [
    "smallint", "integer", "bigint", "numeric", "real", "double precision", "boolean",
  ]

  /// The bits of a bit string as the tree has it, with a letter before its digits: `xA` is `1010`.
  static func bits(_ text: String) -> String {
    guard text.hasPrefix("x") else { return String(text.dropFirst()) }
    return text.dropFirst().compactMap(\.hexDigitValue).map { digit in
      let bits = String(digit, radix: 2)
      return String(repeating: "0", count: 4 - bits.count) + bits
    }.joined()
  }

  /// An amount as it is printed where `lc_monetary` is `C` or `en_US`: `$1,234.50` (manual, "Monetary Types").
  private static func money(_ text: String) -> String? {
    let plain = text.filter { $0 != "$" && $0 != "," && $0 != " " }
    let isNegative = plain.hasPrefix("-")
    let parts = plain.drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let whole = Int(parts[0].isEmpty ? "0" : parts[0]), whole < 90_000_000_000_000
    else { return nil }
    let digits = (parts.count > 1 ? parts[1] : "").compactMap(\.wholeNumberValue) + [0, 0, 0]
    let cents = whole * 100 + digits[0] * 10 + digits[1] + (digits[2] >= 5 ? 1 : 0)
    var groups = String(cents / 100)
    var place = groups.count - 3
    while place > 0 {
      groups.insert(",", at: groups.index(groups.startIndex, offsetBy: place))
      place -= 3
    }
    let rest = String(cents % 100)
    return (isNegative && cents > 0 ? "-$" : "$") + groups + "." + (rest.count < 2 ? "0" : "") + rest
  }

  /// Bytes in the hexadecimal form (manual, "Binary Data Types").
  private static func bytes(_ text: String) -> String? {
    if text.hasPrefix("\\x") {
      let digits = text.dropFirst(2).filter { !$0.isWhitespace }
      return digits.count % 2 == 0 && digits.allSatisfy(\.isHexDigit) ? "\\x" + digits.lowercased() : nil
    }
    var output = "\\x"
    var rest = Array(text.utf8)[...]
    while var byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        if rest.first == byte {
          rest.removeFirst()
        } else {
          guard let octal = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) else { return nil }
          byte = octal
          rest = rest.dropFirst(3)
        }
      }
      output += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return output
  }

  /// A UUID in lower case, with its hyphens.
  static func uuid(_ text: String) -> String? {
    let digits = text.lowercased().filter { !"{}-".contains($0) }
    guard digits.count == 32, digits.allSatisfy(\.isHexDigit) else { return nil }
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }

  /// A number without an exponent: `1e3` is 1000, `1e-3` is 0.001.
  static func number(_ text: String) -> String {
    let parts = text.lowercased().split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]), exponent.magnitude < 40 else { return text }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    let mantissa = parts[0].drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    var digits = String(mantissa[0]) + fraction
    let shift = exponent - fraction.count
    guard shift < 0 else { return sign + digits + String(repeating: "0", count: shift) }
    digits = String(repeating: "0", count: max(0, 1 - shift - digits.count)) + digits
    return sign + digits.dropLast(-shift) + "." + digits.suffix(-shift)
  }

  /// JSON without the white space between its tokens.
  static func compactJSON(_ text: String) -> String {
    var output = ""
    var inString = false
    var escaped = false
    for character in text.unicodeScalars {
      if inString {
        output.unicodeScalars.append(character)
        if escaped {
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else if character == "\"" {
          inString = false
        }
      } else if !character.properties.isWhitespace {
        output.unicodeScalars.append(character)
        if character == "\"" { inString = true }
      }
    }
    return output
  }

  /// A JSON path without white space and without the quotes around keys that need none.
  static func jsonPath(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    while let character = rest.first {
      if character == "\"" {
        let end = rest.dropFirst().firstIndex(of: "\"").map { rest.index(after: $0) } ?? rest.endIndex
        let string = rest[..<end]
        let isKey = output.hasSuffix(".") && string.wholeMatch(of: /"[A-Za-z_][A-Za-z_0-9]*"/) != nil
        output += isKey ? string.dropFirst().dropLast() : string
        rest = rest[end...]
      } else {
        if !character.isWhitespace { output.append(character) }
        rest = rest.dropFirst()
      }
    }
    return output
  }

  /// Whether the node is a number with a minus sign.
  static func isNegativeNumber(_ node: TreeNode) -> Bool {
    guard let expression = node["A_Expr"], expression["lexpr"] == nil, expression.strings("name") == ["-"] else {
      return false
    }
    if case .number? = expression["rexpr"]?["A_Const"].map({ Constant($0) }) { return true }
    return false
  }

  /// Whether this is a type that values of several types are brought to.
  static func isCommon(_ type: TypeName) -> Bool {
    let types = ["integer", "bigint", "numeric", "double precision", "text", "timestamp with time zone"]
    return type.schema == nil && !type.isArray && type.modifiers.isEmpty && types.contains(type.name)
  }

  /// The word for the time or the day of the transaction, where a constant of the type is one.
  static func specialMoment(_ text: String, as type: TypeName) -> String? {
    let types = ["date", "timestamp without time zone", "timestamp with time zone", "time without time zone"]
    guard type.schema == nil, !type.isArray, types.contains(type.name) else { return nil }
    let word = text.lowercased().filter { !" ()".contains($0) }
    return ["now", "today", "tomorrow", "yesterday"].contains(word) ? word : nil
  }

  /// Whether PostgreSQL makes this cast by itself of an operand or an argument: an implicit one, and from the domains of
  /// `information_schema`.
  static func isOperands(from source: TypeName, to target: TypeName) -> Bool {
    guard target.schema == nil, source.isArray == target.isArray, target.modifiers.isEmpty else { return false }
    if source.schema == "information_schema" { return target.isText || target.name == "integer" }
    if source.name == "citext", target.isText { return true }
    return Casts.context(from: source, to: target) == .implicit
  }

  /// Whether PostgreSQL makes this cast by itself: between strings, and from a number to a wider one.
  static func isImplicit(from source: TypeName, to target: TypeName) -> Bool {
    if source.isText, target.isText { return target.modifiers.isEmpty }
    if source.isArray, target.isArray, source.base.withoutArray.isText { return target.base.withoutArray.isText }
    let moments = ["date", "timestamp without time zone", "timestamp with time zone"]
    if let from = moments.firstIndex(of: source.name), let to = moments.firstIndex(of: target.name), !source.isArray {
      return from < to && !target.isArray
    }
    let ranks = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
    guard let from = ranks.firstIndex(of: source.name), let to = ranks.firstIndex(of: target.name) else { return false }
    return from < to && !source.isArray && !target.isArray && target.modifiers.isEmpty
  }
}

extension TypeName {
  /// The type of an array's elements.
  package var withoutArray: TypeName { TypeName(schema: schema, name: name, modifiers: modifiers) }
}
