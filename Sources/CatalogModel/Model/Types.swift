package import SQLSyntax

/// A type that a migration made: an enum, a domain, a composite type or a range.
package struct UserType: Hashable, Sendable, ReferringObject {
  /// What sort of type it is, and what makes it up.
  package enum Kind: Hashable, Sendable {
    /// The labels, in order.
    case enumeration([String])
    case domain(Domain)
    case composite([Column])
    case range(subtype: TypeName)
    case base
    /// A name that a base type will have; it isn't a type yet.
    case shell
    /// What goes with a range type of its own accord.
    case multirange(of: QualifiedName)
  }

  package var name: QualifiedName
  package var kind: Kind
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?
  /// What makes up a range or a base type beside its kind, as a database says it.
  package var properties: [String: String] = [:]

  package init(name: QualifiedName, kind: Kind) {
    self.name = name
    self.kind = kind
    privileges.grant(["USAGE"], to: Privileges.everybody)
  }

  package var isComposite: Bool { if case .composite = kind { true } else { false } }
  var isMultirange: Bool { if case .multirange = kind { true } else { false } }
  package var domain: Domain? { if case .domain(let domain) = kind { domain } else { nil } }
  /// Whether it goes with another object, or isn't a type yet: no comparison looks at it.
  var isHidden: Bool {
    switch kind {
    case .shell, .multirange: true
    default: false
    }
  }
  /// Whether another type differs in the name of its multirange type alone.
  func isLike(_ other: UserType) -> Bool {
    let name = "multirange_type_name"
    return properties.filter { $0.key != name } == other.properties.filter { $0.key != name }
  }
  package var labels: [String]? { if case .enumeration(let labels) = kind { labels } else { nil } }

  package var references: References {
    var names = References()
    switch kind {
    case .domain(let domain):
      names.insert(domain.type)
      names.insert(domain.defaultValue)
      for constraint in domain.constraints { names.insert(constraint) }
    case .composite(let columns): for column in columns { names.insert(column) }
    case .range(let subtype): names.insert(subtype)
    case .multirange(let range): names.insert(range)
    case .enumeration, .base, .shell: break
    }
    // A domain's CHECK names the domain's own value.
    names.remove(name)
    return names
  }
}

/// A domain: a type with constraints.
package struct Domain: Hashable, Sendable {
  package var type: TypeName
  package var isNotNull = false
  package var defaultValue: CanonicalExpression?
  package var collation: String?
  /// The collation's schema, where it isn't PostgreSQL's own and a database says it.
  package var collationSchema: String?
  /// Its CHECK constraints.
  package var constraints: [Constraint] = []

  package init(type: TypeName) { self.type = type }
}

/// A schema.
package struct Schema: Hashable, Sendable {
  package var name: String
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?

  package init(name: String) { self.name = name }
}

/// An installed extension; what is in it is its own.
package struct Extension: Hashable, Sendable {
  package var name: String
  package var schema: String
  /// As a database says it.
  package var version: String?
  package var owner: String?
  /// Where it isn't the extension's own.
  package var comment: String?

  package init(name: String, schema: String) {
    self.name = name
    self.schema = schema
  }
}

extension QualifiedName {
  /// What PostgreSQL calls the multirange type that comes with a range type: `multirange` for `range`, or behind its name.
  var generatedMultirange: QualifiedName {
    var generated = name + "_multirange"
    if let place = name.firstRange(of: "range") {
      generated = name[..<place.lowerBound] + "multirange" + name[place.upperBound...]
    }
    return QualifiedName(schema: schema, name: Identifier.truncated(generated))
  }
}

/// A role; it belongs to the server, not to one database: only where both sides are databases that have it is it compared.
package struct Role: Hashable, Sendable {
  package var name: String
  package var options: [String: String] = [:]
  /// The roles that it is a member of, each with how.
  package var memberships: [String] = []
  /// `ALTER ROLE … SET`.
  package var settings: [String: String] = [:]
  /// `ALTER ROLE … IN DATABASE … SET`.
  package var databaseSettings: [String: String] = [:]
  package var comment: String?

  package init(name: String) { self.name = name }
}
