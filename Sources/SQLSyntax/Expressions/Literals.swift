/// One spelling for the values of constants, and which casts PostgreSQL adds by itself.
enum Literals {
  /// What PostgreSQL reads as a boolean (manual, "Boolean Type").
  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "t", "true", "yes", "y", "on", "1": true
    case "f", "false", "no", "n", "off", "0": false
    default: nil
    }
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

  /// An interval as PostgreSQL prints it: `30 days`, `1 mon`, `02:00:00`; as it was written where it has another form.
  static func interval(_ text: String) -> String {
    let words = text.lowercased().split(separator: " ")
    guard words.count % 2 == 0, !words.isEmpty else { return text }
    var months = 0
    var days = 0
    var seconds = 0
    for pair in stride(from: 0, to: words.count, by: 2) {
      guard let value = Int(words[pair]) else { return text }
      switch words[pair + 1] {
      case "year", "years", "yr", "yrs", "y": months += value * 12
      case "month", "months", "mon", "mons": months += value
      case "week", "weeks", "w": days += value * 7
      case "day", "days", "d": days += value
      case "hour", "hours", "h", "hr", "hrs": seconds += value * 3600
      case "minute", "minutes", "m", "min", "mins": seconds += value * 60
      case "second", "seconds", "s", "sec", "secs": seconds += value
      default: return text
      }
    }
    guard months >= 0, days >= 0, seconds >= 0 else { return text }
    func unit(_ count: Int, _ name: String) -> String? {
      count == 0 ? nil : "\(count) \(name)" + (count == 1 ? "" : "s")
    }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    let parts = [unit(months / 12, "year"), unit(months % 12, "mon"), unit(days, "day"), seconds > 0 ? clock : nil]
    let output = parts.compactMap { $0 }.joined(separator: " ")
    return output.isEmpty ? "00:00:00" : output
  }

  /// Whether the node is a number with a minus sign.
  static func isNegativeNumber(_ node: TreeNode) -> Bool {
    guard let expression = node["A_Expr"], expression["lexpr"] == nil, expression.strings("name") == ["-"] else {
      return false
    }
    if case .number? = expression["rexpr"]?["A_Const"].map({ Constant($0) }) { return true }
    return false
  }

  /// Whether PostgreSQL makes this cast by itself: between strings, and from a number to a wider one.
  static func isImplicit(from source: TypeName, to target: TypeName) -> Bool {
    if source.isText, target.isText { return target.modifiers.isEmpty }
    if source.isArray, target.isArray, source.base.withoutArray.isText { return target.base.withoutArray.isText }
    let ranks = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
    guard let from = ranks.firstIndex(of: source.name), let to = ranks.firstIndex(of: target.name) else { return false }
    return from < to && !source.isArray && !target.isArray && target.modifiers.isEmpty
  }
}

extension TypeName {
  /// The type of an array's elements.
  package var withoutArray: TypeName { TypeName(schema: schema, name: name, modifiers: modifiers) }
}
