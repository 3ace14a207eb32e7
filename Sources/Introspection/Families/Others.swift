import CatalogModel
import PostgresClient
import SQLSyntax

/// Objects of the kinds that no table or query is made of: each as the statement that makes it, which is read again.
enum Others: Family {
  static func query(version: Int) -> String {
    let queries = [
      Operators.queries, TextSearch.queries, ForeignData.queries, Replication.queries(version),
      [
        rules, statistics, collations(version), conversions, casts, eventTriggers, languages, accessMethods, transforms,
      ],
    ]
    return queries.joined().joined(separator: "\nUNION ALL\n")
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      guard let kind = ObjectKind(rawValue: try row.string("kind")) else { continue }
      var object = try object(kind, row, reading)
      if let extra = try row.optionalString("extra") { add(extra, to: &object, reading) }
      object.owner = try row.optionalString("owner").flatMap { reading.ownRoles.contains($0) ? nil : $0 }
      if let privileges = try row.optionalStringArray("privileges") {
        object.privileges = AccessControl.privileges(
          privileges, owner: try row.optionalString("owner") ?? "", of: PrivilegedKind(rawValue: kind.rawValue))
        for role in reading.ownRoles { object.privileges.forget(role) }
      }
      object.comment = try row.optionalString("description")
      reading.catalog.store(object)
    }
  }

  /// The object that the printed statement makes; one that a newer server prints is kept as it is.
  private static func object(
    _ kind: ObjectKind, _ row: Row, _ reading: Reading
  ) throws(PostgresError) -> OtherObject {
    let text = try row.string("definition")
    let schema = try row.optionalString("schema")
    guard case .define(let definition)? = Statement(parsing: text) else {
      var object = OtherObject(kind: kind, schema: schema, title: CanonicalExpression(verbatim: try row.string("name")))
      object.properties = [.init("definition", CanonicalExpression(verbatim: text))]
      return object
    }
    let resolver = reading.resolver()
    let parent = definition.table.flatMap { resolver.relation($0)?.name }
    var object = OtherObject(definition, schema: schema, parent: parent, resolver: resolver)
    object.printed = reading.kept(text)
    if kind == .userMapping { object.title = mapping(try row.string("name"), object.title, reading) }
    return object
  }

  /// Adds what no CREATE says: a line `name=value` each, of a family the members as ALTER has them.
  private static func add(_ extra: String, to object: inout OtherObject, _ reading: Reading) {
    if object.kind == .operatorFamily {
      guard case .alterDefinition(let alter)? = Statement(parsing: "ALTER OPERATOR FAMILY f USING btree ADD " + extra)
      else { return object.properties.append(.init("members", CanonicalExpression(verbatim: extra))) }
      if let create = object.printed.text {
        object.printed.text =
          create + ";\n" + create.replacing("CREATE", with: "ALTER", maxReplacements: 1) + " ADD " + extra
      }
      return object.add(alter.set, resolver: reading.resolver())
    }
    for line in extra.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { object.properties.append(.init(parts[0], CanonicalExpression(verbatim: parts[1]))) }
    }
  }

  /// A mapping of the role that runs the migrations is called like that of `CURRENT_USER`.
  private static func mapping(
    _ role: String, _ title: CanonicalExpression, _ reading: Reading
  ) -> CanonicalExpression {
    guard reading.ownRoles.contains(role) else { return title }
    return CanonicalExpression(pieces: [.text("for \(Definition.currentUser) on server ")] + title.pieces.dropFirst())
  }

  /// A query of one kind; `x` is the catalog's row, `n` its schema where it has one.
  ///
  /// `definition` is the statement; `extra` has a line `name=value` for what no such statement says.
  static func select(
    _ kind: ObjectKind, _ catalog: String, name: String, definition: String, schema: String? = nil,
    extra: String = "NULL", owner: String = "NULL", privileges: String = "NULL", joins: String = "",
    isShared: Bool = false, condition: String = "true"
  ) -> String {
    // The comments on what the whole server has may be in a catalog of their own.
    let comment = SQL.comment(catalog, "x.oid")
    let sharedComment = """
      LEFT JOIN (
        SELECT classoid, objoid, description FROM pg_description WHERE objsubid = 0
        UNION ALL SELECT classoid, objoid, description FROM pg_shdescription
      ) d ON d.classoid = '\(catalog)'::regclass AND d.objoid = x.oid
      """
    return """
      SELECT '\(kind.rawValue)' AS kind, \(schema == nil ? "NULL" : "n.nspname")::text AS schema, (\(name))::text AS name,
        (\(definition))::text AS definition, (\(extra))::text AS extra, \(owner)::text AS owner,
        \(privileges)::text[] AS privileges, d.description
      FROM \(catalog) x \(schema.map { "JOIN pg_namespace n ON n.oid = \($0)" } ?? "") \(joins)
        \(isShared ? sharedComment : comment)
      WHERE (\(condition)) AND \(SQL.outsideExtensions(catalog, "x.oid", types: "'e', 'i'"))
        \(schema == nil ? "AND x.oid >= 16384" : "AND " + SQL.userSchema)
      """
  }

  /// `enabled=…` of a rule or an event trigger that isn't enabled as most are.
  private static func enabled(_ column: String) -> String {
    "CASE \(column) WHEN 'D' THEN 'enabled=disabled' WHEN 'R' THEN 'enabled=replica' WHEN 'A' THEN 'enabled=always' END"
  }

  private static let rules = select(
    .rule, "pg_rewrite", name: "x.rulename", definition: "pg_get_ruledef(x.oid)", schema: "c.relnamespace",
    extra: enabled("x.ev_enabled"), condition: "x.rulename <> '_RETURN'"
  ).replacing("FROM pg_rewrite x JOIN", with: "FROM pg_rewrite x JOIN pg_class c ON c.oid = x.ev_class JOIN")

  private static let statistics = select(
    .statistics, "pg_statistic_ext", name: "x.stxname", definition: "pg_get_statisticsobjdef(x.oid)",
    schema: "x.stxnamespace", extra: "'target=' || nullif(x.stxstattarget, -1)",
    owner: "pg_get_userbyid(x.stxowner)")

  private static func collations(_ version: Int) -> String {
    let locale = version >= 170_000 ? "x.colllocale" : version >= 150_000 ? "x.colliculocale" : "NULL"
    return select(
      .collation, "pg_collation", name: "x.collname",
      definition: """
        format('CREATE COLLATION %I.%I (%s)', n.nspname, x.collname, concat_ws(', ',
          'provider = ' || CASE x.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' ELSE x.collprovider::text END,
          CASE WHEN NOT x.collisdeterministic THEN 'deterministic = false' END,
          'lc_collate = ' || quote_literal(x.collcollate), 'lc_ctype = ' || quote_literal(x.collctype),
          'locale = ' || quote_literal(\(locale))))
        """,
      schema: "x.collnamespace", owner: "pg_get_userbyid(x.collowner)")
  }

  private static let conversions = select(
    .conversion, "pg_conversion", name: "x.conname",
    definition: """
      format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN x.condefault THEN 'DEFAULT ' END, n.nspname,
        x.conname, pg_encoding_to_char(x.conforencoding), pg_encoding_to_char(x.contoencoding), x.conproc)
      """,
    schema: "x.connamespace", owner: "pg_get_userbyid(x.conowner)")

  private static let casts = select(
    .cast, "pg_cast", name: "x.oid",
    definition: """
      format('CREATE CAST (%s AS %s) %s %s', format_type(x.castsource, NULL), format_type(x.casttarget, NULL),
        CASE x.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || x.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
          ELSE 'WITHOUT FUNCTION' END,
        CASE x.castcontext WHEN 'i' THEN 'AS IMPLICIT' WHEN 'a' THEN 'AS ASSIGNMENT' END)
      """)

  private static let eventTriggers = select(
    .eventTrigger, "pg_event_trigger", name: "x.evtname",
    definition: """
      format('CREATE EVENT TRIGGER %I ON %I %s EXECUTE FUNCTION %s()', x.evtname, x.evtevent,
        'WHEN tag IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY tag) FROM unnest(x.evttags) tag) || ')',
        x.evtfoid::regproc)
      """,
    extra: enabled("x.evtenabled"), owner: "pg_get_userbyid(x.evtowner)")

  private static let languages = select(
    .language, "pg_language", name: "x.lanname",
    definition: """
      format('CREATE %sLANGUAGE %I %s %s %s', CASE WHEN x.lanpltrusted THEN 'TRUSTED ' END, x.lanname,
        'HANDLER ' || nullif(x.lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(x.laninline, 0)::regproc,
        'VALIDATOR ' || nullif(x.lanvalidator, 0)::regproc)
      """,
    owner: "pg_get_userbyid(x.lanowner)", privileges: "coalesce(x.lanacl, acldefault('l', x.lanowner))",
    condition: "x.lanispl")

  private static let accessMethods = select(
    .accessMethod, "pg_am", name: "x.amname",
    definition: """
      format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', x.amname,
        CASE x.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, x.amhandler)
      """)

  private static let transforms = select(
    .transform, "pg_transform", name: "x.oid",
    definition: """
      format('CREATE TRANSFORM FOR %s LANGUAGE %I (%s)', format_type(x.trftype, NULL), l.lanname, concat_ws(', ',
        'FROM SQL WITH FUNCTION ' || nullif(x.trffromsql, 0)::regproc || '(internal)',
        'TO SQL WITH FUNCTION ' || nullif(x.trftosql, 0)::regproc || '(internal)'))
      """,
    joins: "JOIN pg_language l ON l.oid = x.trflang")
}
