import SQLSyntax

/// Which conversions between PostgreSQL's own types happen by themselves (`pg_cast` of PostgreSQL 15; manual, "Type
/// Conversion").
enum Casts {
  /// When a cast is used without being written, from the rarest.
  enum Context: Int, Comparable {
    /// Only where it is written.
    case explicit
    /// In an assignment, as of ALTER COLUMN TYPE and of a default.
    case assignment
    /// In any expression.
    case implicit

    static func < (left: Context, right: Context) -> Bool { left.rawValue < right.rawValue }
  }

  /// How a value of one type becomes one of the other; `nil` where nothing is known of one of them.
  static func context(from source: TypeName, to target: TypeName) -> Context? {
    if source.base == target.base { return .implicit }
    if source.isArray, target.isArray {
      return context(from: element(of: source), to: element(of: target))
    }
    if !target.isArray, strings.contains(target.name), !strings.contains(source.name) || source.isArray {
      return .assignment
    }
    guard isKnown(source), isKnown(target) else { return nil }
    if source.isArray || target.isArray { return .explicit }
    if implicit[source.name]?.contains(target.name) ?? false { return .implicit }
    return assignment[source.name]?.contains(target.name) ?? false ? .assignment : .explicit
  }

  /// Whether the index of a key's column can look for values of another type (`ATAddForeignKeyConstraint`,
  /// commands/tablecmds.c); `nil` where nothing is known of one of them.
  static func areComparable(key: TypeName, reference: TypeName) -> Bool? {
    if key.base == reference.base { return true }
    if !key.isArray, !reference.isArray,
      families.contains(where: { $0.contains(key.name) && $0.contains(reference.name) })
    {
      return true
    }
    // The index of a varchar compares texts.
    let indexed = key.name == "character varying" && !key.isArray ? TypeName(name: "text") : key
    return context(from: reference, to: indexed).map { $0 == .implicit }
  }

  /// Types of one group have the same operators, by way of implicit casts.
  static func group(of type: TypeName) -> String {
    if type.isArray { return "array" }
    if numbers.contains(type.name) { return "number" }
    return strings.contains(type.name) ? "string" : type.base.formatted
  }

  private static func element(of type: TypeName) -> TypeName { TypeName(schema: type.schema, name: type.name) }

  private static func isKnown(_ type: TypeName) -> Bool { type.schema == nil && known.contains(type.name) }

  private static let strings: Set<String> = ["text", "character varying", "character", "bpchar"]
  private static let numbers: Set<String> = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]

  /// The types whose casts are below, and others that have none but explicit ones.
  private static let known: Set<String> = strings.union(numbers).union([
    "boolean", "bytea", "date", "timestamp without time zone", "timestamp with time zone", "time without time zone",
    "time with time zone", "interval", "uuid", "json", "jsonb", "xml", "inet", "cidr", "macaddr", "money", "bit",
    "bit varying", "tsvector", "tsquery",
  ])

  /// Families of operators across types (`pg_amop` of `integer_ops`, `float_ops`, `datetime_ops`).
  private static let families: [Set<String>] = [
    ["smallint", "integer", "bigint"], ["real", "double precision"],
    ["date", "timestamp without time zone", "timestamp with time zone"],
  ]

  private static let implicit: [String: Set<String>] = [
    "smallint": ["integer", "bigint", "numeric", "real", "double precision"],
    "integer": ["bigint", "numeric", "real", "double precision"],
    "bigint": ["numeric", "real", "double precision"],
    "numeric": ["real", "double precision"],
    "real": ["double precision"],
    "text": ["character", "bpchar", "character varying"],
    "character": ["text", "character varying", "bpchar"],
    "bpchar": ["text", "character varying", "character"],
    "character varying": ["text", "character", "bpchar"],
    "date": ["timestamp without time zone", "timestamp with time zone"],
    "timestamp without time zone": ["timestamp with time zone"],
    "time without time zone": ["time with time zone", "interval"],
    "cidr": ["inet"],
    "bit": ["bit varying"],
    "bit varying": ["bit"],
  ]

  private static let assignment: [String: Set<String>] = [
    "integer": ["smallint", "money"],
    "bigint": ["smallint", "integer", "money"],
    "numeric": ["smallint", "integer", "bigint", "money"],
    "real": ["smallint", "integer", "bigint", "numeric"],
    "double precision": ["smallint", "integer", "bigint", "numeric", "real"],
    "money": ["numeric"],
    "timestamp without time zone": ["date", "time without time zone"],
    "timestamp with time zone": [
      "date", "time without time zone", "time with time zone", "timestamp without time zone",
    ],
    "time with time zone": ["time without time zone"],
    "interval": ["time without time zone"],
    "inet": ["cidr"],
    "json": ["jsonb"],
    "jsonb": ["json"],
  ]
}

extension Session {
  /// The type that a domain, or a domain of it, is made of; any other type is itself.
  func baseType(_ type: TypeName) -> TypeName {
    guard !type.isArray, let domain = typeName(type).flatMap({ catalog.types[$0]?.domain }) else { return type }
    return baseType(domain.type)
  }

  /// How a value of one type becomes one of the other, domains as what they are made of; `nil` where that isn't known.
  func castContext(from source: TypeName, to target: TypeName) -> Casts.Context? {
    let (source, target) = (baseType(source), baseType(target))
    if let context = Casts.context(from: source, to: target) { return context }
    // An enum, a composite type or a range of the migrations' own has no casts.
    let isOwn = [source, target].contains { type in typeName(type).map { catalog.types[$0] != nil } ?? false }
    return isOwn ? .explicit : nil
  }
}
