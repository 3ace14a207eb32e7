/// A name as it stands in a statement: perhaps with its schema.
package struct ObjectName: Hashable, Sendable, CustomStringConvertible {
  /// The schema, where the statement says it.
  package var schema: String?
  package var name: String

  package init(schema: String? = nil, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// A name from its dotted parts; of three parts the first, a database, is left out.
  package init(parts: [String]) {
    name = parts.last ?? ""
    schema = parts.count > 1 ? parts[parts.count - 2] : nil
  }

  package var description: String { (schema.map { Identifier.quoted($0) + "." } ?? "") + Identifier.quoted(name) }
}

/// Identifiers as PostgreSQL writes them.
package enum Identifier {
  /// The identifier, in double quotes where PostgreSQL's `quote_ident` would put them.
  package static func quoted(_ name: String) -> String {
    let plain =
      name.utf8.first.map { $0 == 95 || ($0 >= 97 && $0 <= 122) } ?? false
      && name.utf8.allSatisfy { $0 == 95 || ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) }
      && !Keywords.quoted.contains(name)
    guard !plain else { return name }
    return "\"" + doubling("\"", in: name) + "\""
  }

  /// An identifier behind that of its schema, where one is given.
  package static func quoted(_ name: String, in schema: String?) -> String {
    (schema.map { quoted($0) + "." } ?? "") + quoted(name)
  }

  /// A text with each of a sign twice; a sign with an accent on it is the sign all the same.
  private static func doubling(_ sign: Unicode.Scalar, in text: String) -> String {
    guard text.unicodeScalars.contains(sign) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      output.append(scalar)
      if scalar == sign { output.append(scalar) }
    }
    return String(output)
  }

  /// A string constant, with its quotes doubled.
  package static func literal(_ text: String) -> String {
    "'" + doubling("'", in: text) + "'"
  }

  /// At most 63 bytes of an identifier, cut between characters, as PostgreSQL cuts it (`NAMEDATALEN` - 1).
  package static func truncated(_ name: String) -> String { truncated(name, to: 63) }

  /// At most so many bytes of an identifier, cut between characters.
  static func truncated(_ name: String, to length: Int) -> String {
    guard name.utf8.count > length else { return name }
    var bytes = Array(name.utf8.prefix(length))
    if name.utf8.dropFirst(length).first.map({ $0 & 0xC0 == 0x80 }) ?? false {
      while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// An object's name with the schema that it is in.
package struct QualifiedName: Hashable, Sendable, Comparable, CustomStringConvertible {
  private var parts: Parts

  /// Both parts and their hash, in one object: names are copied and looked up more often than they are made.
  private final class Parts: Sendable {
    let schema: String
    let name: String
    let hash: Int

    init(_ schema: String, _ name: String) {
      self.schema = schema
      self.name = name
      var hasher = Hasher()
      hasher.combine(schema)
      hasher.combine(name)
      hash = hasher.finalize()
    }
  }

  package var schema: String {
    get { parts.schema }
    set { parts = Parts(newValue, name) }
  }
  package var name: String {
    get { parts.name }
    set { parts = Parts(schema, newValue) }
  }

  package init(schema: String, name: String) { parts = Parts(schema, name) }

  package static func == (left: QualifiedName, right: QualifiedName) -> Bool {
    let (left, right) = (left.parts, right.parts)
    return left === right || (left.hash == right.hash && left.name == right.name && left.schema == right.schema)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(parts.hash) }

  package var description: String { Identifier.quoted(schema) + "." + Identifier.quoted(name) }

  /// The name without its schema where that is `public`, as people write it.
  package var short: String { schema == "public" ? Identifier.quoted(name) : description }

  /// The name as it is, with its schema where that isn't `public`: for names that are more than an identifier.
  package var unquoted: String { schema.isEmpty || schema == "public" ? name : Identifier.quoted(schema) + "." + name }

  package static func < (left: QualifiedName, right: QualifiedName) -> Bool {
    (left.schema, left.name) < (right.schema, right.name)
  }
}

extension Identifier {
  /// The parts of a dotted name in a string, folded to lower case where they aren't quoted, as `regclass` reads it.
  package static func parts(of text: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ".", !isQuoted {
        parts.append("")
      } else if isQuoted || !character.isWhitespace {
        parts[parts.count - 1] += isQuoted ? String(character) : character.lowercased()
      }
    }
    return parts
  }

  /// Whether a string is a dotted name, as `regclass` reads it (`SplitIdentifierString`, utils/adt/varlena.c).
  package static func isName(_ text: String) -> Bool {
    var rest = text[...]
    while true {
      rest = rest.drop(while: \.isWhitespace)
      if rest.first == "\"" {
        // A doubled quote is one of the name.
        repeat {
          guard let end = rest.dropFirst().firstIndex(of: "\"") else { return false }
          rest = rest[rest.index(after: end)...]
        } while rest.first == "\""
      } else {
        let end = rest.firstIndex { $0 == "." || $0.isWhitespace } ?? rest.endIndex
        guard end > rest.startIndex else { return false }
        rest = rest[end...]
      }
      rest = rest.drop(while: \.isWhitespace)
      guard let next = rest.first else { return true }
      guard next == "." else { return false }
      rest = rest.dropFirst()
    }
  }
}
