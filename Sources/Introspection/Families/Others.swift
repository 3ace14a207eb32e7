import CatalogModel
import PostgresClient
import SQLSyntax

/// Objects of the kinds that are kept by their definition alone.
enum Others: Family {
  static func query(version: Int) -> String {
    let queries = [
      rules, statistics, collations(version), conversions, casts, operators, operatorClasses, operatorFamilies,
      publications(version), eventTriggers, languages, accessMethods, transforms,
    ]
    return (queries + TextSearch.queries + ForeignData.queries).joined(separator: "\nUNION ALL\n")
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      guard let kind = ObjectKind(rawValue: try row.string("kind")) else { continue }
      var identity = ObjectIdentity(
        kind: kind, schema: try row.optionalString("schema"), name: try row.string("name"))
      if let table = try row.optionalString("parent"), let schema = identity.schema {
        identity = ObjectIdentity(kind, identity.name, on: QualifiedName(schema: schema, name: table))
      }
      var object = OtherObject(definition: try row.string("definition"))
      object.owner = try row.optionalString("owner").flatMap { reading.ownRoles.contains($0) ? nil : $0 }
      object.comment = try row.optionalString("description")
      reading.catalog.others[identity] = object
    }
  }

  /// A query of one kind; `x` is the catalog's row, `n` its schema where it has one.
  static func select(
    _ kind: ObjectKind, _ catalog: String, name: String, definition: String, schema: String? = nil,
    parent: String = "NULL", owner: String = "NULL", joins: String = "", condition: String = "true"
  ) -> String {
    """
    SELECT '\(kind.rawValue)' AS kind, \(schema == nil ? "NULL" : "n.nspname")::text AS schema, (\(name))::text AS name,
      \(parent)::text AS parent, (\(definition))::text AS definition, \(owner)::text AS owner, d.description
    FROM \(catalog) x \(schema.map { "JOIN pg_namespace n ON n.oid = \($0)" } ?? "") \(joins)
      \(SQL.comment(catalog, "x.oid"))
    WHERE (\(condition)) AND \(SQL.outsideExtensions(catalog, "x.oid", types: "'e', 'i'"))
      \(schema == nil ? "AND x.oid >= 16384" : "AND " + SQL.userSchema)
    """
  }

  private static let rules = select(
    .rule, "pg_rewrite", name: "x.rulename",
    definition: "pg_get_ruledef(x.oid) || CASE WHEN x.ev_enabled <> 'O' THEN ' -- ' || x.ev_enabled::text ELSE '' END",
    schema: "c.relnamespace", parent: "c.relname", joins: "", condition: "x.rulename <> '_RETURN'"
  ).replacing("FROM pg_rewrite x JOIN", with: "FROM pg_rewrite x JOIN pg_class c ON c.oid = x.ev_class JOIN")

  private static let statistics = select(
    .statistics, "pg_statistic_ext", name: "x.stxname", definition: "pg_get_statisticsobjdef(x.oid)",
    schema: "x.stxnamespace", owner: "pg_get_userbyid(x.stxowner)")

  private static func collations(_ version: Int) -> String {
    let locale = version >= 170_000 ? "x.colllocale" : version >= 150_000 ? "x.colliculocale" : "NULL"
    return select(
      .collation, "pg_collation", name: "x.collname",
      definition: """
        concat_ws(', ', 'provider = ' || x.collprovider::text, 'deterministic = ' || x.collisdeterministic::text,
          'lc_collate = ' || x.collcollate, 'lc_ctype = ' || x.collctype, 'locale = ' || \(locale))
        """,
      schema: "x.collnamespace", owner: "pg_get_userbyid(x.collowner)")
  }

  private static let conversions = select(
    .conversion, "pg_conversion", name: "x.conname",
    definition: """
      format('FOR %s TO %s FROM %s%s', pg_encoding_to_char(x.conforencoding), pg_encoding_to_char(x.contoencoding),
        x.conproc, CASE WHEN x.condefault THEN ' DEFAULT' ELSE '' END)
      """,
    schema: "x.connamespace", owner: "pg_get_userbyid(x.conowner)")

  private static let casts = select(
    .cast, "pg_cast", name: "format('%s AS %s', x.castsource::regtype, x.casttarget::regtype)",
    definition: """
      format('%s %s %s', x.castmethod, x.castcontext, nullif(x.castfunc, 0)::regprocedure)
      """)

  private static let operators = select(
    .operator, "pg_operator",
    name: "format('%s(%s,%s)', x.oprname, coalesce(nullif(x.oprleft, 0)::regtype::text, 'NONE'), x.oprright::regtype)",
    definition: """
      concat_ws(', ', 'function = ' || x.oprcode::text, 'commutator = ' || nullif(x.oprcom, 0)::regoperator::text,
        'negator = ' || nullif(x.oprnegate, 0)::regoperator::text, 'restrict = ' || nullif(x.oprrest::oid, 0)::regproc::text,
        'join = ' || nullif(x.oprjoin::oid, 0)::regproc::text, 'hashes = ' || x.oprcanhash::text, 'merges = ' || x.oprcanmerge::text)
      """,
    schema: "x.oprnamespace", owner: "pg_get_userbyid(x.oprowner)", condition: "x.oprcode <> 0")

  private static let operatorClasses = select(
    .operatorClass, "pg_opclass", name: "format('%s USING %s', x.opcname, am.amname)",
    definition: """
      format('FOR TYPE %s FAMILY %I.%I%s%s', x.opcintype::regtype, fn.nspname, f.opfname,
        ' STORAGE ' || nullif(x.opckeytype, 0)::regtype::text, CASE WHEN x.opcdefault THEN ' DEFAULT' ELSE '' END)
      """,
    schema: "x.opcnamespace", owner: "pg_get_userbyid(x.opcowner)",
    joins: """
      JOIN pg_am am ON am.oid = x.opcmethod JOIN pg_opfamily f ON f.oid = x.opcfamily
      JOIN pg_namespace fn ON fn.oid = f.opfnamespace
      """)

  private static let operatorFamilies = select(
    .operatorFamily, "pg_opfamily", name: "format('%s USING %s', x.opfname, am.amname)",
    definition: "concat_ws(', ', o.items, p.items)", schema: "x.opfnamespace",
    owner: "pg_get_userbyid(x.opfowner)",
    joins: """
      JOIN pg_am am ON am.oid = x.opfmethod
      LEFT JOIN (
        SELECT amopfamily AS family, string_agg(format('OPERATOR %s %s', amopstrategy, amopopr::regoperator), ', '
          ORDER BY amoplefttype::regtype::text, amoprighttype::regtype::text, amopstrategy) AS items
        FROM pg_amop WHERE amopfamily >= 16384 GROUP BY amopfamily
      ) o ON o.family = x.oid
      LEFT JOIN (
        SELECT amprocfamily AS family, string_agg(format('FUNCTION %s %s', amprocnum, amproc::regprocedure), ', '
          ORDER BY amproclefttype::regtype::text, amprocrighttype::regtype::text, amprocnum) AS items
        FROM pg_amproc WHERE amprocfamily >= 16384 GROUP BY amprocfamily
      ) p ON p.family = x.oid
      """)

  private static let eventTriggers = select(
    .eventTrigger, "pg_event_trigger", name: "x.evtname",
    definition: """
      format('ON %s%s EXECUTE FUNCTION %s%s', x.evtevent, ' WHEN TAG IN ' || x.evttags::text, x.evtfoid::regprocedure,
        CASE WHEN x.evtenabled <> 'O' THEN ' ' || x.evtenabled::text ELSE '' END)
      """,
    owner: "pg_get_userbyid(x.evtowner)")

  private static let languages = select(
    .language, "pg_language", name: "x.lanname",
    definition: "concat_ws(' ', x.lanplcallfoid::regprocedure, CASE WHEN x.lanpltrusted THEN 'TRUSTED' END)",
    owner: "pg_get_userbyid(x.lanowner)", condition: "x.lanispl")

  private static let accessMethods = select(
    .accessMethod, "pg_am", name: "x.amname", definition: "format('TYPE %s HANDLER %s', x.amtype, x.amhandler)")

  private static let transforms = select(
    .transform, "pg_transform", name: "format('%s for %s', x.trftype::regtype, l.lanname)",
    definition: "format('%s %s', x.trffromsql, x.trftosql)", joins: "JOIN pg_language l ON l.oid = x.trflang")
}
