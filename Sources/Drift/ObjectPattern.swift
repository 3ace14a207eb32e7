package import CatalogModel
package import SQLSyntax

/// Objects of one kind whose names match a pattern: `*` stands for any characters, `?` for one.
///
/// A name is written with its schema, which may be left out where that is `public`; of a column, a policy and the like
/// the table's name stands before it: `audit.*`, `profiles.nickname`, `archive.orders.orders_pkey`. What belongs to a
/// table, a view or a schema that matches, matches too.
package struct ObjectPattern: Hashable, Sendable, CustomStringConvertible {
  package var kind: ObjectKind
  package var text: String

  package init(_ kind: ObjectKind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// `table audit.*`.
  package var description: String { "\(kind.rawValue) `\(text)`" }

  /// Whether an object matches; `owner` is the table, view or domain that it belongs to.
  package func matches(_ object: ObjectIdentity, owner: QualifiedName?) -> Bool {
    if kind == .schema, let schema = object.schemaName { return matches(name: schema) }
    if object.kind == kind { return ObjectPattern.names(of: object).contains(where: matches(name:)) }
    guard let owner, ObjectPattern.wholes.contains(kind) else { return false }
    return ObjectPattern.names(of: owner).contains(where: matches(name:))
  }

  /// The kinds that others belong to.
  private static let wholes: Set<ObjectKind> = [.table, .view, .materializedView, .foreignTable, .type, .domain]

  /// Whether a table matches.
  package func matches(_ table: QualifiedName) -> Bool {
    ObjectPattern.names(of: table).contains(where: matches(name:))
  }

  /// Whether a name matches.
  package func matches(name: String) -> Bool {
    ObjectPattern.matches(Array(text.unicodeScalars)[...], Array(name.unicodeScalars)[...])
  }

  private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ name: ArraySlice<Unicode.Scalar>) -> Bool {
    var (pattern, name) = (pattern, name)
    // Where the last star was, and how much of the name it stands for.
    var retry: (pattern: ArraySlice<Unicode.Scalar>, name: ArraySlice<Unicode.Scalar>)?
    while !name.isEmpty {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if let first = pattern.first, first == "?" || first == name.first {
        pattern = pattern.dropFirst()
        name = name.dropFirst()
      } else if let last = retry {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == "*" }
  }

  /// The names under which an object may be known.
  private static func names(of object: ObjectIdentity) -> [String] {
    var own = [object.name]
    // Of a routine with its argument types and without.
    if let parenthesis = object.name.firstIndex(of: "("), object.parent == nil {
      own.append(String(object.name[..<parenthesis]))
    }
    if let parent = object.parent { return names(of: parent).flatMap { table in own.map { "\(table).\($0)" } } }
    guard let schema = object.schema else { return own }
    return own.map { "\(schema).\($0)" } + (schema == "public" ? own : [])
  }

  private static func names(of table: QualifiedName) -> [String] {
    ["\(table.schema).\(table.name)"] + (table.schema == "public" ? [table.name] : [])
  }
}

extension ObjectIdentity {
  /// The schema that an object is, or is in.
  package var schemaName: String? { kind == .schema ? name : parent?.schema ?? schema }
}
