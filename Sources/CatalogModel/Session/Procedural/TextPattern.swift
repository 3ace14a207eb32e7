import SQLSyntax

/// Patterns that texts are matched with.
enum TextPattern {
  /// `LIKE`: `%` stands for any text, `_` for one character, a backslash before one for itself.
  static func like(_ text: String, _ pattern: String, ignoringCase: Bool) -> Bool? {
    var tokens: [Token] = []
    var isEscaped = false
    for character in ignoringCase ? pattern.lowercased() : pattern {
      if isEscaped {
        tokens.append(.character(character))
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        tokens.append(character == "%" ? .any : character == "_" ? .one : .character(character))
      }
    }
    return matches(Array(ignoringCase ? text.lowercased() : text), tokens)
  }

  /// A regular expression of the simple kind: literal text, `.`, `.*`, digits as `\d` or `[0-9]` with `{n}` or `+`, `^` and
  /// `$`; `nil` for any other.
  static func matches(_ text: String, _ pattern: String, ignoringCase: Bool) -> Bool? {
    var characters = Array(ignoringCase ? pattern.lowercased() : pattern)
    var tokens: [Token] = []
    if characters.first == "^" { characters.removeFirst() } else { tokens.append(.any) }
    let isAnchored = characters.last == "$" && characters.dropLast().last != "\\"
    if isAnchored { characters.removeLast() }
    var at = 0
    while at < characters.count {
      let character = characters[at]
      let next = at + 1 < characters.count ? characters[at + 1] : nil
      if let (digits, end) = digits(in: characters, from: at) {
        // What comes behind any number of digits must be none itself, so that it is certain where they end.
        if digits.last == .digits, end < characters.count, !(characters[end].isLetter || "_-".contains(characters[end]))
        {
          return nil
        }
        tokens += digits
        at = end
      } else if character == ".", next == "*" || next == "+" {
        if next == "+" { tokens.append(.one) }
        tokens.append(.any)
        at += 2
      } else if character == "." {
        tokens.append(.one)
        at += 1
      } else if character == "\\", let next, !next.isLetter, !next.isNumber {
        tokens.append(.character(next))
        at += 2
      } else if "\\*+?()[]{}|^$".contains(character) || next == "*" || next == "+" || next == "?" || next == "{" {
        return nil
      } else {
        tokens.append(.character(character))
        at += 1
      }
    }
    if !isAnchored { tokens.append(.any) }
    return matches(Array(ignoringCase ? text.lowercased() : text), tokens)
  }

  /// The digits that a part of an expression stands for, and where the part ends.
  private static func digits(in characters: [Character], from start: Int) -> ([Token], end: Int)? {
    guard "\\[".contains(characters[start]) else { return nil }
    let rest = String(characters[start...])
    guard let sign = ["\\d", "[0-9]", "[[:digit:]]"].first(where: rest.hasPrefix) else { return nil }
    let behind = rest.dropFirst(sign.count)
    let end = start + sign.count
    switch behind.first {
    case "+": return ([.digit, .digits], end + 1)
    case "*", "?": return nil
    case "{":
      guard let close = behind.firstIndex(of: "}"),
        let count = Int(behind[behind.index(after: behind.startIndex)..<close]), 1...40 ~= count
      else { return nil }
      return (Array(repeating: .digit, count: count), end + behind.distance(from: behind.startIndex, to: close) + 1)
    default: return ([.digit], end)
    }
  }

  private enum Token: Equatable {
    case any, one, digit
    /// As many digits as there are.
    case digits
    case character(Character)

    func stands(for character: Character) -> Bool {
      switch self {
      case .one: true
      case .digit: isDigit(character)
      case .character(let own): own == character
      case .any, .digits: false
      }
    }
  }

  /// Goes back to the last `any` alone, which is enough.
  private static func matches(_ text: [Character], _ pattern: [Token]) -> Bool {
    var at = 0
    var token = 0
    var mark: (text: Int, token: Int)?
    while at < text.count {
      if token < pattern.count, pattern[token] == .any {
        mark = (at, token)
        token += 1
      } else if token < pattern.count, pattern[token] == .digits {
        if isDigit(text[at]) { at += 1 } else { token += 1 }
      } else if token < pattern.count, pattern[token].stands(for: text[at]) {
        at += 1
        token += 1
      } else if let last = mark {
        mark = (last.text + 1, last.token)
        at = last.text + 1
        token = last.token + 1
      } else {
        return false
      }
    }
    return pattern[token...].allSatisfy { $0 == .any || $0 == .digits }
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
