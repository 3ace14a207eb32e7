extension Connection {
  /// A name as a quoted identifier: `my "table"` becomes `"my ""table"""`.
  package static func quoted(identifier: String) -> String {
    "\"" + identifier.replacing("\"", with: "\"\"") + "\""
  }

  /// A text as a string constant that means the same under every `standard_conforming_strings`.
  package static func quoted(literal: String) -> String {
    let doubled = literal.replacing("'", with: "''")
    return doubled.contains("\\") ? " E'" + doubled.replacing("\\", with: "\\\\") + "'" : "'" + doubled + "'"
  }
}
