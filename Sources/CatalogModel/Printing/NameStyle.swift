package import SQLSyntax

/// How statements that are printed write the names of objects.
package enum NameStyle: Hashable, Sendable {
  /// With the schema, so that no search path matters.
  case qualified
  /// Without the schema where that is `public`, as people write them.
  case short

  /// A name of an object.
  package func callAsFunction(_ name: QualifiedName) -> String {
    switch self {
    case .qualified: name.description
    case .short: name.short
    }
  }

  /// A type, with its modifiers.
  func type(_ type: TypeName) -> String {
    guard self == .short, type.schema == "public", !TypeName(name: type.name).isBuiltIn else { return type.formatted }
    var short = type
    short.schema = nil
    return short.formatted
  }
}
