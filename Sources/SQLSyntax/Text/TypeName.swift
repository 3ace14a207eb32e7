/// A type as it stands in a statement, with its modifiers.
package struct TypeName: Hashable, Sendable {
  /// The schema, where the statement says it; `nil` for the types that the grammar itself knows.
  package var schema: String?
  /// The name: `integer`, `character varying`, `my_enum`. Built-in types have their SQL name.
  package var name: String
  /// The modifiers, `10` and `2` of `numeric(10,2)`.
  package var modifiers: [String]
  /// How many pairs of brackets; PostgreSQL keeps one at the most.
  package var isArray: Bool
  package var isSetOf: Bool

  package init(
    schema: String? = nil, name: String, modifiers: [String] = [], isArray: Bool = false, isSetOf: Bool = false
  ) {
    self.schema = schema
    self.name = name
    self.modifiers = modifiers
    self.isArray = isArray
    self.isSetOf = isSetOf
  }

  /// Whether this is a type of PostgreSQL's own, known by its name alone.
  package var isBuiltIn: Bool { schema == nil && TypeName.builtIn.contains(name) }

  /// `smallserial`, `serial` and `bigserial`: an integer type with a sequence as its default.
  package var serialBase: String? {
    guard schema == nil, !isArray else { return nil }
    return switch name {
    case "serial", "serial4": "integer"
    case "bigserial", "serial8": "bigint"
    case "smallserial", "serial2": "smallint"
    default: nil
    }
  }

  /// The type as `format_type` prints it: `character varying(10)`, `timestamp(3) with time zone`, `app.mood[]`.
  package var formatted: String {
    var text = schema.map { Identifier.quoted($0) + "." } ?? ""
    let quoted = isBuiltIn ? name : Identifier.quoted(name)
    let modifier = modifiers.isEmpty ? "" : "(" + modifiers.joined(separator: ",") + ")"
    if schema == nil, name.hasSuffix(" with time zone") || name.hasSuffix(" without time zone") {
      let split = name.firstIndex(of: " ") ?? name.endIndex
      text += name[..<split] + modifier + name[split...]
    } else if schema == nil, name == "interval", let field = modifiers.first, Int(field) == nil {
      text += name + " " + field + (modifiers.count > 1 ? "(\(modifiers[1]))" : "")
    } else {
      text += quoted + modifier
    }
    return text + (isArray ? "[]" : "")
  }

  /// The type without its modifiers, as a function's signature has it.
  package var base: TypeName { TypeName(schema: schema, name: name, isArray: isArray) }

  /// The names in `pg_catalog` that have another name in SQL (`format_type`).
  static let sqlNames: [String: String] = [
    "int2": "smallint", "int4": "integer", "int8": "bigint", "int": "integer", "float4": "real",
    "float8": "double precision", "bool": "boolean", "varchar": "character varying", "bpchar": "character",
    "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
    "timetz": "time with time zone", "time": "time without time zone", "decimal": "numeric", "varbit": "bit varying",
  ]

  /// PostgreSQL 15's own types by their SQL names.
  ///
  /// `SELECT DISTINCT format_type(oid, NULL) FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace
  /// AND typtype IN ('b','p','r','m') AND typelem = 0`, the internal ones left out.
  static let builtIn: Set<String> = [
    "smallint", "integer", "bigint", "real", "double precision", "numeric", "money", "boolean", "text",
    "character varying", "character", "bpchar", "name", "bytea", "date", "timestamp with time zone",
    "timestamp without time zone", "time with time zone", "time without time zone", "interval", "uuid", "json",
    "jsonb", "jsonpath", "xml", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying", "point", "line", "lseg",
    "box", "path", "polygon", "circle", "tsvector", "tsquery", "oid", "xid", "xid8", "cid", "tid", "regclass",
    "regproc", "regprocedure", "regoper", "regoperator", "regtype", "regrole", "regnamespace", "regconfig",
    "regdictionary", "regcollation", "pg_lsn", "txid_snapshot", "pg_snapshot", "refcursor", "int2vector", "oidvector",
    "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "int4multirange", "int8multirange",
    "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange", "record", "void", "trigger",
    "event_trigger", "any", "anyelement", "anyarray", "anynonarray", "anyenum", "anyrange", "anymultirange",
    "anycompatible", "anycompatiblearray", "anycompatiblenonarray", "anycompatiblerange", "internal", "cstring",
    "unknown", "language_handler", "fdw_handler", "index_am_handler", "table_am_handler", "tsm_handler", "aclitem",
    "gtsvector", "\"char\"",
  ]
}

extension TypeName {
  /// Reads a `TypeName` node.
  init(_ node: TreeNode) {
    let parts = node.strings("names")
    let bounds = node.list("arrayBounds")
    var name = parts.last ?? ""
    var schema = parts.count > 1 ? parts[parts.count - 2] : nil
    let mayBeArray = bounds.isEmpty && (schema == "pg_catalog" || schema == nil)
    let element = mayBeArray ? TypeName.element(of: name) : nil
    if let element { name = element }
    var modifiers = node.list("typmods").map { $0["A_Const"].map(Constant.init)?.text ?? "" }
    if schema == "pg_catalog" || schema == nil {
      if name == "char", schema == nil { name = "\"char\"" }
      let sqlName = TypeName.sqlNames[name] ?? name
      if TypeName.builtIn.contains(sqlName) || schema == "pg_catalog" {
        schema = nil
        // `bpchar` without a length is unlimited, `character` has the length 1.
        if name == "bpchar", modifiers.isEmpty { name = "bpchar" } else { name = sqlName }
      }
    }
    if name == "interval", let field = modifiers.first { modifiers = TypeName.intervalModifiers(field, modifiers) }
    if name == "numeric", modifiers.count == 1 { modifiers.append("0") }
    self.init(
      schema: schema, name: name, modifiers: modifiers, isArray: !bounds.isEmpty || element != nil,
      isSetOf: node.flag("setof"))
    if node.flag("pct_type") {
      self.name = parts.map(Identifier.quoted).joined(separator: ".") + TypeName.columnSuffix
    }
  }

  /// What stands behind the name of a column whose type is meant.
  private static let columnSuffix = "%TYPE"

  /// Of `users.id%TYPE` the names of the column and of what it is in; `nil` of another type.
  package var columnParts: [String]? {
    name.hasSuffix(TypeName.columnSuffix)
      ? Identifier.parts(of: String(name.dropLast(TypeName.columnSuffix.count))) : nil
  }

  /// The type whose arrays `pg_catalog` has under a name: `text` of `_text`.
  private static func element(of name: String) -> String? {
    guard name.hasPrefix("_") else { return nil }
    let element = String(name.dropFirst())
    if element == "char" { return "\"char\"" }
    return TypeName.builtIn.contains(TypeName.sqlNames[element] ?? element) ? element : nil
  }

  /// The fields of an interval by the mask that the grammar makes of them (`INTERVAL_MASK`, utils/timestamp.h).
  private static func intervalModifiers(_ mask: String, _ modifiers: [String]) -> [String] {
    let precision = modifiers.dropFirst()
    let names: [String: String] = [
      "4": "year", "2": "month", "8": "day", "1024": "hour", "2048": "minute", "4096": "second",
      "6": "year to month", "1032": "day to hour", "3080": "day to minute", "7176": "day to second",
      "3072": "hour to minute", "7168": "hour to second", "6144": "minute to second",
    ]
    return (names[mask].map { [$0] } ?? []) + precision
  }
}
