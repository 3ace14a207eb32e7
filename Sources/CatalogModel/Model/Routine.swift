package import SQLSyntax

/// A routine's name and the types of its input arguments, which tell it from others of the name.
package struct RoutineSignature: Hashable, Sendable {
  package var name: QualifiedName
  /// As `format_type` prints them.
  package var arguments: [String]

  package init(name: QualifiedName, arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  /// `f(integer,text)`, without the schema.
  package var text: String { Identifier.quoted(name.name) + "(" + arguments.joined(separator: ",") + ")" }
}

/// A function, a procedure or an aggregate.
package struct Routine: Hashable, Sendable, ReferringObject {
  /// One parameter.
  package struct Argument: Hashable, Sendable {
    package var name: String?
    package var type: TypeName
    package var mode: RoutineParameter.Mode
    package var defaultValue: CanonicalExpression?

    package init(name: String?, type: TypeName, mode: RoutineParameter.Mode, defaultValue: CanonicalExpression?) {
      self.name = name
      self.type = type
      self.mode = mode
      self.defaultValue = defaultValue
    }
  }

  package var signature: RoutineSignature
  package var kind: ObjectKind
  package var arguments: [Argument] = []
  /// As `pg_get_function_result` prints it: `SETOF record`, `TABLE(id uuid)`; `nil` of a procedure.
  package var result: String?
  /// The result's type, where it isn't one of PostgreSQL's own.
  package var resultType: QualifiedName?
  package var language = "sql"
  package var body = ""
  /// The body of `BEGIN ATOMIC` or `RETURN`.
  package var sqlBody: CanonicalExpression?
  package var volatility = "volatile"
  package var isSecurityDefiner = false
  package var isStrict = false
  package var isLeakproof = false
  package var isWindow = false
  package var parallel = "unsafe"
  package var cost = "100"
  package var rows: String?
  package var settings: [String: String] = [:]
  /// The whole statement, where a server printed it.
  package var printed = PrintedText()
  /// Its support function, its transforms, the sizes of an aggregate's states, as a database says it.
  package var properties: [String: String] = [:]
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?

  package init(signature: RoutineSignature, kind: ObjectKind) {
    self.signature = signature
    self.kind = kind
  }

  /// The parameters as the columns of a relation, which the body may name with the routine's name before them.
  package var parameterRelation: ResolvedRelation {
    ResolvedRelation(name: signature.name, columns: arguments.map { (name: $0.name ?? "", type: $0.type) })
  }

  /// The type of the values that it returns, as it is formatted; `nil` where rows of several columns or nothing is
  /// returned.
  package var valueType: String? {
    guard let result, !result.hasPrefix("TABLE("), !result.hasSuffix("record") else { return nil }
    return result.hasPrefix("SETOF ") ? String(result.dropFirst("SETOF ".count)) : result
  }

  /// Whether it returns any number of values or rows.
  package var returnsSet: Bool { result.map { $0.hasPrefix("SETOF ") || $0.hasPrefix("TABLE(") } ?? false }

  package var references: References {
    var names = References()
    for argument in arguments {
      names.insert(argument.type)
      names.insert(argument.defaultValue)
    }
    if let resultType { names.insert(resultType) }
    names.insert(sqlBody)
    names.remove(signature.name)
    return names
  }
}
