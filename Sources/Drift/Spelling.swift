package import CatalogModel
package import SQLSyntax

/// Text that a server prints of what it has parsed: expressions and queries, of which one meaning has many spellings.
package enum Spelling {
  /// Whether a property is such text, which differs between major versions of PostgreSQL.
  package static func isPrinted(_ difference: CatalogDiff.Difference, of kind: ObjectKind) -> Bool {
    switch difference.name {
    case "default", "generated", "using", "with check", "partition key", "action", "column defaults": return true
    case "definition":
      guard kind == .constraint || kind == .trigger || kind == .domainConstraint else { return true }
      let text = (difference.before ?? "") + (difference.after ?? "")
      return ["CHECK (", "EXCLUDE ", " WHEN ("].contains { text.contains($0) }
    default: return false
    }
  }

  /// Whether two texts are the same but for casts, parentheses, the names of tables before those of columns, and constants
  /// that a type may read in another form, such as times: what a simulation may not have derived as the server does.
  package static func mayMeanTheSame(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return false }
    return bones(left) == bones(right)
  }

  /// The words and signs of a text without what may be spelled in several ways.
  private static func bones(_ text: String) -> [String] {
    let tokens = tokens(text)
    var bones: [String] = []
    var at = 0
    while at < tokens.count {
      let token = tokens[at]
      at += 1
      if token == "(" || token == ")" || token == "[" || token == "]" { continue }
      if at < tokens.count, tokens[at] == ".", isWord(token) {
        at += 1
      } else if token == "::" {
        // The type's words: `character varying`, `timestamp with time zone`, `public.mood`.
        while at < tokens.count, isWord(tokens[at]) || tokens[at] == "." { at += 1 }
      } else {
        bones.append(isWord(token) ? token.lowercased() : isReadByType(token) ? "'…'" : token)
      }
    }
    return bones
  }

  private static func isWord(_ token: String) -> Bool {
    token.first.map { $0.isLetter || $0 == "_" || $0 == "\"" } ?? false
  }

  /// Whether a constant may be a time, a number or a value with parts: `'1970-01-01 UTC'` is `'1970-01-01 00:00:00+00'`.
  private static func isReadByType(_ token: String) -> Bool {
    token.hasPrefix("'") && (token.dropFirst().first.map { $0.isNumber || "+-{[(".contains($0) } ?? false)
  }

  private static func tokens(_ text: String) -> [String] {
    text.matches(of: /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|[0-9.]+|::|[^\s]/).map { String($0.output) }
  }
}
