import CLibPQ

/// Where to connect and as whom: libpq's connection parameters.
///
/// What is not given comes from libpq's own variables and files (`PGHOST`, `PGSERVICE`, `~/.pgpass` …).
package struct ConnectionParameters: Hashable, Sendable {
  /// How the parameters were written, which is how they are shown.
  enum Form: Hashable, Sendable { case url, keywords }

  private(set) var values: [String: String]
  private(set) var form: Form

  /// No parameters at all: libpq's variables and defaults decide.
  package init() {
    values = [:]
    form = .keywords
  }

  /// The given values by libpq's keywords, such as `["host": "localhost", "dbname": "shop"]`.
  package init(keywords values: [String: String]) {
    self.values = values
    form = .keywords
  }

  /// Parses a URL (`postgresql://…`) or a keyword/value string (`host=… dbname=…`); empty means libpq's defaults.
  package init(_ text: String) throws(PostgresError) {
    if text.utf8.contains(0) { throw .invalidParameters("it contains a NUL byte") }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &message) else {
      let reason = message.map { String(cString: $0) } ?? "out of memory"
      PQfreemem(message)
      throw .invalidParameters(Self.explanation(of: reason, in: text))
    }
    defer { PQconninfoFree(options) }
    values = Self.values(of: options)
    form = Self.isURL(text) ? .url : .keywords
    try rejectUnencodedPassword()
  }

  /// The value of one of libpq's keywords, such as `host`, where it was given.
  package subscript(keyword: String) -> String? { values[keyword] }

  /// The same server and user with another database.
  package func with(database: String) -> ConnectionParameters {
    var copy = self
    copy.values["dbname"] = database
    return copy
  }

  /// The same connection with one keyword set to a value.
  func with(_ keyword: String, _ value: String) -> ConnectionParameters {
    var copy = self
    copy.values[keyword] = value
    return copy
  }

  /// Everything as one keyword/value string for libpq, secrets included.
  ///
  /// Through a string, not through `PQconnectdbParams`: that ignores empty values, and an empty value is how a caller
  /// keeps a variable such as `PGHOSTADDR` out.
  var conninfo: String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: " ")
  }

  /// What libpq would use for a keyword that is not given: its variables and the service file.
  static func defaultValue(of keyword: String) -> String? {
    guard let options = PQconndefaults() else { return nil }
    defer { PQconninfoFree(options) }
    return values(of: options)[keyword]
  }

  private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return values
  }

  /// Refuses what a password with an unencoded `@`, `/` or `:` turns into, before a part of it is shown as a host.
  private func rejectUnencodedPassword() throws(PostgresError) {
    guard form == .url else { return }
    let ports = (values["port"] ?? "").split(separator: ",")
    let isMisread =
      ports.contains { Int($0) == nil } || (values["host"] ?? "").contains("@")
      || (values["password"] == nil && (values["dbname"] ?? "").contains("@"))
    if isMisread {
      throw .invalidParameters(
        "host, port or database can't be told apart from the password; "
          + "in a URL write special characters of user and password percent-encoded: @ as %40, / as %2F, : as %3A")
    }
  }

  static func quoted(_ value: String) -> String {
    "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }

  static func isURL(_ text: String) -> Bool {
    text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
  }
}
