extension ConnectionParameters: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The parameters as they were written, URL or keywords, with every password masked.
  package var description: String {
    if values.isEmpty { return "libpq's defaults (PGHOST, PGDATABASE, PGSERVICE …)" }
    return form == .url ? maskedURL : Self.keywordText(masked)
  }

  /// The same as `description`: a dump must not show a password either.
  package var debugDescription: String { description }

  /// No children, for the same reason.
  package var customMirror: Mirror { Mirror(self, children: []) }

  private static let mask = "***"

  /// The values with secrets replaced, and without those that only keep a variable out.
  private var masked: [String: String] {
    var shown = values.filter { !$0.value.isEmpty }
    for keyword in shown.keys where Self.isSecret(keyword) { shown[keyword] = Self.mask }
    return shown
  }

  private static func isSecret(_ keyword: some StringProtocol) -> Bool {
    let keyword = keyword.lowercased()
    return keyword.contains("password") || keyword.contains("secret") || keyword.hasPrefix("scram_")
  }

  private static func keywordText(_ values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }
      .map { key, value in
        let isPlain = !value.contains { $0.isWhitespace || $0 == "'" || $0 == "\\" }
        return "\(key)=\(isPlain ? value : quoted(value))"
      }
      .joined(separator: " ")
  }

  private var maskedURL: String {
    var rest = masked
    var authority = ""
    if let user = rest.removeValue(forKey: "user") { authority += Self.percentEncoded(user) }
    if let password = rest.removeValue(forKey: "password") { authority += ":\(password)" }
    if !authority.isEmpty { authority += "@" }
    // A socket's folder and a list of hosts are clearer as parameters.
    if let host = rest["host"], !host.contains("/"), !host.contains(",") {
      rest["host"] = nil
      authority += host.contains(":") ? "[\(host)]" : Self.percentEncoded(host)
      if let port = rest.removeValue(forKey: "port") { authority += ":\(port)" }
    }
    let path = rest.removeValue(forKey: "dbname").map { "/" + Self.percentEncoded($0) } ?? ""
    let query = rest.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.percentEncoded($0.value, keeping: "/*,"))" }
    return "postgresql://\(authority)\(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// The text with everything but letters, digits and `-._~` as `%XX`.
  package static func percentEncoded(_ text: String, keeping others: String = "") -> String {
    var result = ""
    for byte in text.utf8 {
      let character = Character(UnicodeScalar(byte))
      let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
      if isPlain || (byte < 0x80 && others.contains(character)) {
        result.append(character)
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}

extension ConnectionParameters {
  /// libpq's reason for refusing a connection string, masked, with an example of a good one.
  static func explanation(of reason: String, in text: String) -> String {
    let secrets = secrets(in: text)
    var shown = reason.replacing(text, with: maskedText(text))
    for secret in secrets where secret.count > 2 { shown = shown.replacing(secret, with: mask) }
    // libpq quotes a piece of the text in its messages: show it only if it is no piece of a secret.
    let pieces = shown.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .map { index, piece in
        index % 2 == 1 && piece != "=" && secrets.contains { $0.contains(piece) } ? mask : String(piece)
      }
    let message = pieces.joined(separator: "\"").trimmed
    let example = "postgresql://user@host:5432/database` or `host=… user=… dbname=…"
    return "\(message)\nhelp: write it as `\(example)`"
  }

  /// A connection string that could not be parsed, cut or masked wherever a password may be.
  static func maskedText(_ text: String) -> String {
    var shown = text
    for secret in secrets(in: text).sorted(by: { $0.count > $1.count }) { shown = shown.replacing(secret, with: mask) }
    return shown
  }

  /// The parts of an unparsed connection string that are, or may be, a password.
  private static func secrets(in text: String) -> [String] {
    var secrets: [String] = []
    if isURL(text), let scheme = text.firstRange(of: "://") {
      let rest = text[scheme.upperBound...]
      // Up to the last @, since an unencoded password may contain one.
      if let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") {
        secrets.append(String(rest[rest.index(after: colon)..<at]))
      }
      for parameter in rest.split(whereSeparator: { $0 == "?" || $0 == "&" }) {
        guard let equals = parameter.firstIndex(of: "="), isSecret(parameter[..<equals]) else { continue }
        secrets.append(String(parameter[parameter.index(after: equals)...]))
      }
    } else if let keyword = text.firstRange(of: /(?i)password\s*=?\s*/) {
      secrets.append(String(text[keyword.upperBound...]))
    }
    return secrets.filter { !$0.isEmpty }
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }
}
