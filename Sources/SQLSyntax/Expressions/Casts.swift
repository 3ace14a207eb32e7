/// Which conversions between PostgreSQL's own types happen by themselves (`pg_cast` of PostgreSQL 15; manual, "Type
/// Conversion").
package enum Casts {
  /// When a cast is used without being written, from the rarest.
  package enum Context: Int, Comparable {
    /// Only where it is written.
    case explicit
    /// In an assignment, as of ALTER COLUMN TYPE and of a default.
    case assignment
    /// In any expression.
    case implicit

    package static func < (left: Context, right: Context) -> Bool { left.rawValue < right.rawValue }
  }

  /// How a value of one type becomes one of the other; `nil` where nothing is known of one of them.
  package static func context(from source: TypeName, to target: TypeName) -> Context? {
    if source.base == target.base { return .implicit }
    if source.isArray, target.isArray {
      return context(from: element(of: source), to: element(of: target))
    }
    if !source.isArray, !target.isArray, source.schema == nil, target.schema == nil {
      if implicit[source.name]?.contains(target.name) ?? false { return .implicit }
      if assignment[source.name]?.contains(target.name) ?? false { return .assignment }
    }
    // CREATE CAST of the extension (citext--1.4.sql).
    if source.name == "citext", target.name == "text" { return .implicit }
    if target.name == "citext", strings.contains(source.name) { return .assignment }
    if !target.isArray, strings.contains(target.name), !strings.contains(source.name) || source.isArray {
      return .assignment
    }
    return isKnown(source) && isKnown(target) ? .explicit : nil
  }

  /// Whether the index of a key's column can look for values of another type (`ATAddForeignKeyConstraint`,
  /// commands/tablecmds.c); `nil` where nothing is known of one of them.
  package static func areComparable(key: TypeName, reference: TypeName) -> Bool? {
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
  package static func group(of type: TypeName) -> String {
    if type.isArray { return "array" }
    if numbers.contains(type.name) { return "number" }
    return strings.contains(type.name) ? "string" : type.base.formatted
  }

  private static func element(of type: TypeName) -> TypeName { TypeName(schema: type.schema, name: type.name) }

  /// Whether the casts of a type are below, or it has none but explicit ones.
  private static func isKnown(_ type: TypeName) -> Bool { type.isBuiltIn && !pseudoTypes.contains(type.name) }

  /// The types that columns can't have, whose values may become anything or nothing.
  private static let pseudoTypes = TypeName.builtIn.filter {
    $0.hasPrefix("any") && $0 != "anyenum" || $0.hasSuffix("_handler") || $0.hasSuffix("trigger")
  }.union(["internal", "cstring", "unknown", "record", "void"])

  private static let strings: Set<String> = ["text", "character varying", "character", "bpchar"]
  private static let numbers: Set<String> = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]

  /// Families of operators across types (`pg_amop` of `integer_ops`, `float_ops`, `datetime_ops`).
  private static let families: [Set<String>] = [
    ["smallint", "integer", "bigint"], ["real", "double precision"],
    ["date", "timestamp without time zone", "timestamp with time zone"],
  ]

  /// The types that show an object's number as its name.
  private static let references: Set<String> = [
    "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc",
    "regprocedure", "regrole", "regtype",
  ]

  /// `SELECT castsource::regtype, casttarget::regtype FROM pg_cast WHERE castcontext = 'i'`.
  private static let implicit: [String: Set<String>] = {
    var casts: [String: Set<String>] = [
      "smallint": references.union(["integer", "bigint", "numeric", "real", "double precision", "oid"]),
      "integer": references.union(["bigint", "numeric", "real", "double precision", "oid"]),
      "bigint": references.union(["numeric", "real", "double precision", "oid"]),
      "numeric": ["real", "double precision"],
      "real": ["double precision"],
      "text": ["character", "bpchar", "character varying", "name", "regclass"],
      "character": ["text", "character varying", "bpchar", "name"],
      "bpchar": ["text", "character varying", "character", "name"],
      "character varying": ["text", "character", "bpchar", "name", "regclass"],
      "name": ["text"],
      "\"char\"": ["text"],
      "date": ["timestamp without time zone", "timestamp with time zone"],
      "timestamp without time zone": ["timestamp with time zone"],
      "time without time zone": ["time with time zone", "interval"],
      "cidr": ["inet"],
      "macaddr": ["macaddr8"],
      "macaddr8": ["macaddr"],
      "bit": ["bit varying"],
      "bit varying": ["bit"],
      "oid": references,
    ]
    for reference in references { casts[reference] = ["oid"] }
    for (one, other) in [("regoper", "regoperator"), ("regproc", "regprocedure")] {
      casts[one]?.insert(other)
      casts[other]?.insert(one)
    }
    return casts
  }()

  /// Those of `castcontext = 'a'`, but for the ones to strings, which any type has.
  private static let assignment: [String: Set<String>] = {
    var casts: [String: Set<String>] = [
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
      "box": ["polygon"],
      "path": ["polygon"],
      "point": ["box"],
      "polygon": ["path"],
      "oid": ["bigint", "integer"],
    ]
    for reference in references { casts[reference] = ["bigint", "integer"] }
    for string in ["text", "character", "character varying"] { casts[string] = ["\"char\""] }
    return casts
  }()
}
