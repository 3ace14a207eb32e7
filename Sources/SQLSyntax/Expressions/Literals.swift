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

  /// A number without an exponent: `1e3` is 1000.
  static func number(_ text: String) -> String {
    let parts = text.lowercased().split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]), exponent >= 0, exponent < 40 else { return text }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    let digits = String(mantissa[0]) + fraction
    let shift = exponent - fraction.count
    guard shift < 0 else { return digits + String(repeating: "0", count: shift) }
    return digits.dropLast(-shift) + "." + digits.suffix(-shift)
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
    var words = text.lowercased().split(separator: " ")
    var months = 0
    var days = 0
    var seconds = 0
    if words.count % 2 == 1, let last = words.last {
      let parts = last.split(separator: ":").compactMap { Int($0) }
      guard parts.count >= 2, parts.count == last.split(separator: ":").count else { return text }
      seconds = parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0)
      words.removeLast()
    }
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

  /// A date, a time or a timestamp as PostgreSQL prints it: with seconds, and a timestamp with a time; as it was written
  /// where it has another form.
  ///
  /// One with a time zone is printed in UTC, which is the zone that a text without one has in a server's own setting.
  static func moment(_ text: String, type: String) -> String {
    let isTimestamp = type.hasPrefix("timestamp")
    // Without a time zone of its own, the type drops that of the text (manual, "Time Stamps").
    let text = type == "timestamp without time zone" ? withoutZone(text) : text
    let zone = type == "timestamp with time zone" ? "+00" : ""
    if text == "epoch", isTimestamp { return "1970-01-01 00:00:00" + zone }
    let parts = text.split { $0 == " " || $0 == "T" }.map(String.init)
    func isDate(_ part: String) -> Bool {
      let numbers = part.split(separator: "-")
      return numbers.count == 3 && numbers[0].count == 4 && numbers.allSatisfy { Int($0) != nil }
    }
    func date(_ part: String) -> String {
      part.split(separator: "-").map { $0.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-")
    }
    func time(_ part: String) -> String? {
      let numbers = part.split(separator: ":")
      guard numbers.count == 2 || numbers.count == 3, numbers.allSatisfy({ Double($0) != nil }) else {
        return nil
      }
      let padded = numbers.map { $0.count == 1 ? "0" + $0 : String($0) }
      return (padded + (padded.count == 2 ? ["00"] : [])).joined(separator: ":")
    }
    switch parts.count {
    case 1 where isDate(parts[0]): return date(parts[0]) + (isTimestamp ? " 00:00:00" + zone : "")
    case 1: return time(parts[0]) ?? text
    case 2 where isDate(parts[0]): return time(parts[1]).map { date(parts[0]) + " " + $0 + zone } ?? text
    default: return text
    }
  }

  private static func withoutZone(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":") else { return text }
    let end = text[colon...].firstIndex { $0 == "+" || $0 == "-" || $0 == "Z" || $0 == "z" } ?? text.endIndex
    let zone = text[end...].dropFirst()
    guard zone.allSatisfy({ $0.isNumber || $0 == ":" }) else { return text }
    let moment = text[..<end]
    return String(moment.last == " " ? moment.dropLast() : moment)
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
