import CatalogModel
import PostgresClient
import SQLSyntax

/// Functions, procedures and aggregates; the constructors of ranges left out.
enum Routines: Family {
  static func query(version: Int) -> String {
    """
    SELECT n.nspname AS schema, p.proname AS name, p.prokind AS kind, l.lanname AS language, p.prosrc AS body,
      p.probin AS library, p.provolatile AS volatility, p.prosecdef AS security_definer, p.proisstrict AS strict,
      p.proleakproof AS leakproof, p.proparallel AS parallel, p.procost AS cost, p.prorows AS rows,
      p.proconfig::text[] AS settings, p.proargtypes::oid[]::regtype[]::text[] AS signature,
      pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
      format_type(p.prorettype, NULL) AS result_type,
      array_remove(ARRAY[
        'support=' || nullif(p.prosupport::oid, 0)::regproc,
        'transforms=' || nullif(p.protrftypes, '{}')::oid[]::regtype[]::text,
        'direct arguments=' || CASE WHEN ag.aggkind <> 'n' THEN ag.aggnumdirectargs END,
        'finalfunc_modify=' || CASE WHEN ag.aggkind <> 'n' AND ag.aggfinalmodify = 'r' THEN 'read_only' END,
        'sspace=' || nullif(ag.aggtransspace, 0), 'msspace=' || nullif(ag.aggmtransspace, 0)], NULL) AS properties,
      \(version >= 140_000 ? "pg_get_function_sqlbody(p.oid)" : "NULL") AS sql_body,
      \(Aggregates.columns), \(SQL.owner("p.proowner")), \(SQL.privileges("p.proacl", "f", "p.proowner")), d.description
    FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_language l ON l.oid = p.prolang
      LEFT JOIN pg_aggregate ag ON ag.aggfnoid = p.oid
      \(SQL.comment("pg_proc", "p.oid"))
    WHERE \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_proc", "p.oid", types: "'e', 'i'"))
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      var routine = Routine(signature: RoutineSignature(name: name, arguments: []), kind: .function)
      routine.result = try row.optionalString("result")
      let function: LiveNames.Function
      if let type = routine.valueType {
        function = .values(reading.type(type))
      } else {
        let (arguments, result) = (try row.string("arguments"), routine.result ?? "void")
        function = .rows(declaration: "CREATE FUNCTION f(\(arguments)) RETURNS \(result) LANGUAGE sql")
      }
      reading.names.functions[name, default: []].append(function)
    }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows { reading.catalog.store(try routine(row, &reading)) }
  }

  private static func routine(_ row: Row, _ reading: inout Reading) throws(PostgresError) -> Routine {
    let kinds: [String: ObjectKind] = ["p": .procedure, "a": .aggregate]
    let kind = try row.string("kind")
    let signature = RoutineSignature(
      name: QualifiedName(schema: try row.string("schema"), name: try row.string("name")),
      arguments: try row.stringArray("signature"))
    var routine = Routine(signature: signature, kind: kinds[kind] ?? .function)
    routine.isWindow = kind == "w"
    routine.language = try row.string("language")
    routine.body = try kind == "a" ? "" : body(row)
    routine.volatility = ["i": "immutable", "s": "stable"][try row.string("volatility")] ?? "volatile"
    routine.isSecurityDefiner = try row.bool("security_definer")
    routine.isStrict = try row.bool("strict")
    routine.isLeakproof = try row.bool("leakproof")
    routine.parallel = ["s": "safe", "r": "restricted"][try row.string("parallel")] ?? "unsafe"
    routine.cost = try row.string("cost")
    routine.rows = try row.string("rows") == "0" ? nil : try row.string("rows")
    routine.settings = try reading.options(row, "settings")
    routine.properties = try reading.options(row, "properties")
    routine.owner = try reading.owner(row)
    routine.privileges = try reading.privileges(row, of: .routine)
    routine.comment = try row.optionalString("description")
    if kind != "p" {
      routine.result = try row.optionalString("result")
      let type = reading.type(try row.string("result_type"))
      routine.resultType = type.schema.map { QualifiedName(schema: $0, name: type.name) }
    }
    try readDeclaration(row, &routine, &reading)
    if kind == "a" { try Aggregates.read(row, &routine, reading) }
    return routine
  }

  /// The body's text; of a function in C the library and the symbol.
  private static func body(_ row: Row) throws(PostgresError) -> String {
    [try row.optionalString("library"), try row.optionalString("body")].compactMap { $0 }.joined(separator: ", ")
  }

  /// Reads the arguments and an SQL body by reading the declaration again.
  private static func readDeclaration(
    _ row: Row, _ routine: inout Routine, _ reading: inout Reading
  ) throws(PostgresError) {
    let arguments = try row.string("arguments")
    routine.printed = reading.kept("(\(arguments))")
    let result = routine.result.map { " RETURNS " + $0 } ?? ""
    let body = try row.optionalString("sql_body") ?? ""
    let text =
      switch routine.kind {
      case .aggregate: "CREATE AGGREGATE f(\(arguments.isEmpty ? "*" : arguments)) (sfunc = f, stype = int)"
      case .procedure: "CREATE PROCEDURE f(\(arguments)) LANGUAGE sql \(body)"
      default: "CREATE FUNCTION f(\(arguments))\(result) LANGUAGE sql \(body)"
      }
    guard case .createFunction(let create)? = Statement(parsing: text) else {
      // What a newer server prints.
      routine.arguments = routine.signature.arguments.map {
        Routine.Argument(name: nil, type: reading.type($0), mode: .input, defaultValue: nil)
      }
      if !body.isEmpty { routine.sqlBody = CanonicalExpression(verbatim: body) }
      return
    }
    let resolver = reading.resolver()
    routine.arguments = create.parameters.map { parameter in
      // A type that is printed without a length may be read with one: `bit` as `bit(1)`.
      Routine.Argument(
        name: parameter.name, type: parameter.type.base, mode: parameter.mode,
        defaultValue: parameter.defaultValue.map {
          CanonicalExpression($0, resolver: resolver, target: parameter.type)
        })
    }
    let parameters = routine.parameterRelation
    let inBody = BasedResolver(resolver: resolver, base: parameters, rowNames: [parameters.name.name])
    routine.sqlBody = create.attributes.sqlBody.map { reading.kept(body, CanonicalExpression($0, resolver: inBody)) }
  }
}

/// What an aggregate is computed by.
enum Aggregates {
  private static let properties: [(name: String, expression: String)] = [
    ("sfunc", "ag.aggtransfn::regproc::text"), ("stype", "format_type(ag.aggtranstype, NULL)"),
    ("mstype", "format_type(nullif(ag.aggmtranstype, 0), NULL)"),
    ("initcond", "quote_literal(ag.agginitval)"), ("finalfunc", "nullif(ag.aggfinalfn, 0)::regproc::text"),
    (
      "finalfunc_modify",
      "CASE WHEN ag.aggfinalmodify = 's' THEN 'shareable' WHEN ag.aggfinalmodify = 'w' AND ag.aggkind = 'n' "
        + "THEN 'read_write' END"
    ),
    ("finalfunc_extra", "nullif(ag.aggfinalextra, false)::text"),
    (
      "mfinalfunc_modify",
      "CASE WHEN ag.aggmfinalmodify = 's' THEN 'shareable' WHEN ag.aggmfinalmodify = 'w' AND ag.aggkind = 'n' "
        + "THEN 'read_write' END"
    ),
    ("mfinalfunc_extra", "nullif(ag.aggmfinalextra, false)::text"),
    ("combinefunc", "nullif(ag.aggcombinefn, 0)::regproc::text"),
    ("serialfunc", "nullif(ag.aggserialfn, 0)::regproc::text"),
    ("deserialfunc", "nullif(ag.aggdeserialfn, 0)::regproc::text"),
    ("msfunc", "nullif(ag.aggmtransfn, 0)::regproc::text"), ("minvfunc", "nullif(ag.aggminvtransfn, 0)::regproc::text"),
    ("mfinalfunc", "nullif(ag.aggmfinalfn, 0)::regproc::text"), ("minitcond", "quote_literal(ag.aggminitval)"),
    (
      "sortop",
      """
      (SELECT format('OPERATOR(%I.%s)', sn.nspname, so.oprname) FROM pg_operator so
        JOIN pg_namespace sn ON sn.oid = so.oprnamespace WHERE so.oid = ag.aggsortop)
      """
    ),
    ("kind", "CASE ag.aggkind WHEN 'o' THEN 'ordered' WHEN 'h' THEN 'hypothetical_set' END"),
  ]

  static var columns: String {
    properties.map { "\($0.expression) AS agg_\($0.name)" }.joined(separator: ", ")
  }

  /// What the aggregate is computed by, read from the statement that would make it.
  static func read(_ row: Row, _ routine: inout Routine, _ reading: Reading) throws(PostgresError) {
    var parts: [String] = []
    for property in properties {
      if let value = try row.optionalString("agg_" + property.name) { parts.append("\(property.name) = \(value)") }
    }
    let text = parts.joined(separator: ", ")
    routine.printed = reading.kept("(\(try row.string("arguments")))")
    guard case .createFunction(let create)? = Statement(parsing: "CREATE AGGREGATE f(*) (\(text))"),
      let properties = create.aggregate
    else {
      routine.sqlBody = CanonicalExpression(verbatim: text)
      return
    }
    routine.sqlBody = reading.kept(text, Routine.aggregateBody(properties, resolver: reading.resolver()))
  }
}
