import CatalogModel
import SQLSyntax

/// The relations of a live database with their columns, and its functions.
struct LiveNames {
  var relations: [QualifiedName: ResolvedRelation] = [:]
  /// The types of the functions' values, those of all that have a name.
  var results: [QualifiedName: Set<TypeName?>] = [:]
  /// What each domain is made of.
  var domains: [QualifiedName: TypeName] = [:]
}

/// Names in the text that a server prints under an empty search path: all are qualified but PostgreSQL's own.
struct LiveResolver: DefinitionResolver {
  let names: LiveNames
  let base: ResolvedRelation?
  let rowNames: [String]

  func relation(_ name: ObjectName) -> ResolvedRelation? {
    LiveResolver.qualified(name.schema, name.name).flatMap { names.relations[$0] }
  }

  func function(_ name: ObjectName) -> QualifiedName? { LiveResolver.qualified(name.schema, name.name) }

  func rowColumns(of function: ObjectName) -> [String]? { nil }

  func resultType(of function: ObjectName) -> TypeName? {
    let types = self.function(function).flatMap { names.results[$0] } ?? []
    return types.count == 1 ? types.first.flatMap { $0 } : nil
  }

  func baseType(of domain: TypeName) -> TypeName? {
    guard !domain.isArray, let base = type(domain).flatMap({ names.domains[$0] }) else { return nil }
    return baseType(of: base) ?? base
  }

  func type(_ name: TypeName) -> QualifiedName? { LiveResolver.qualified(name.schema, name.name) }

  func relationInString(_ text: String) -> QualifiedName? {
    // A dotted name reads like a column.
    var parts: [String] = []
    Expression(parsing: text)?.visit { part in
      if case .column(let fields) = part.kind { parts = fields }
      return false
    }
    return parts.count == 2 ? LiveResolver.qualified(parts[0], parts[1]) : nil
  }

  func object(_ kind: ObjectKind, _ name: ObjectName) -> QualifiedName? {
    // What is in no schema is PostgreSQL's own or not by its name alone.
    guard OtherObject.isInSchema(kind) else {
      return OtherObject.isBuiltIn(kind, name.name) ? nil : QualifiedName(schema: "", name: name.name)
    }
    return LiveResolver.qualified(name.schema, name.name)
  }

  func operatorSchema(_ name: ObjectName, _ operands: String) -> String? {
    LiveResolver.qualified(name.schema, name.name)?.schema
  }

  private static func qualified(_ schema: String?, _ name: String) -> QualifiedName? {
    guard let schema, schema != "pg_catalog" else { return nil }
    return QualifiedName(schema: schema, name: name)
  }
}
