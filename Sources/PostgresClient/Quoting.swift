extension Connection {
  /// A name as a quoted identifier: `my "table"` becomes `"my ""table"""`.
  package static func quoted(identifier: String) -> String {
    "\"" + doubling("\"", in: identifier) + "\""
  }

  /// A text as a string constant that means the same under every `standard_conforming_strings`.
  package static func quoted(literal: String) -> String {
    let doubled = doubling("'", in: literal)
    return doubled.unicodeScalars.contains("\\") ? " E'" + doubling("\\", in: doubled) + "'" : "'" + doubled + "'"
  }

  /// A text with each of a sign twice; a sign with an accent on it, which is one `Character`, is the sign all the same.
  private static func doubling(_ sign: Unicode.Scalar, in text: String) -> String {
    guard text.unicodeScalars.contains(sign) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      output.append(scalar)
      if scalar == sign { output.append(scalar) }
    }
    return String(output)
  }
}
