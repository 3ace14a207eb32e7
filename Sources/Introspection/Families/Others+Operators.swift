import SQLSyntax

/// Operators, their classes and families.
enum Operators {
  static let queries = [operators, classes, families]

  /// An operator as a statement names it, by its number.
  private static func reference(_ column: String) -> String {
    """
    (SELECT format('OPERATOR(%I.%s)', rn.nspname, r.oprname) FROM pg_operator r
      JOIN pg_namespace rn ON rn.oid = r.oprnamespace WHERE r.oid = \(column))
    """
  }

  private static let operators = Others.select(
    .operator, "pg_operator", name: "x.oprname",
    definition: """
      format('CREATE OPERATOR %I.%s (%s)', n.nspname, x.oprname, concat_ws(', ', 'FUNCTION = ' || x.oprcode,
        'LEFTARG = ' || format_type(nullif(x.oprleft, 0), NULL),
        'RIGHTARG = ' || format_type(nullif(x.oprright, 0), NULL), 'COMMUTATOR = ' || \(reference("x.oprcom")),
        'NEGATOR = ' || \(reference("x.oprnegate")), 'RESTRICT = ' || nullif(x.oprrest::oid, 0)::regproc,
        'JOIN = ' || nullif(x.oprjoin::oid, 0)::regproc, CASE WHEN x.oprcanhash THEN 'HASHES' END,
        CASE WHEN x.oprcanmerge THEN 'MERGES' END))
      """,
    schema: "x.oprnamespace", owner: "pg_get_userbyid(x.oprowner)", condition: "x.oprcode <> 0")

  /// The members of a class or a family, as statements have them.
  private static func items(_ condition: String) -> String {
    """
    (SELECT string_agg(item, ', ' ORDER BY item) FROM (
      SELECT format('OPERATOR %s %I.%s (%s, %s)%s', a.amopstrategy, an.nspname, o.oprname,
          format_type(o.oprleft, NULL), format_type(o.oprright, NULL),
          (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname) FROM pg_opfamily sf
            JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = a.amopsortfamily)) AS item
        FROM pg_amop a JOIN pg_operator o ON o.oid = a.amopopr JOIN pg_namespace an ON an.oid = o.oprnamespace
        WHERE a.amopfamily = \(condition.replacing("ITEM", with: "a.oid").replacing("CLASS", with: "pg_amop"))
      UNION ALL
      SELECT format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
          format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
        FROM pg_amproc a
        WHERE a.amprocfamily = \(condition.replacing("ITEM", with: "a.oid").replacing("CLASS", with: "pg_amproc"))
    ) items)
    """
  }

  private static let classes = Others.select(
    .operatorClass, "pg_opclass", name: "x.opcname",
    definition: """
      format('CREATE OPERATOR CLASS %I.%I %s FOR TYPE %s USING %I FAMILY %I.%I AS %s', n.nspname, x.opcname,
        CASE WHEN x.opcdefault THEN 'DEFAULT' END, format_type(x.opcintype, NULL), am.amname, fn.nspname, f.opfname,
        -- All members may be the family's own; the storage says something where nothing else does.
        coalesce(nullif(concat_ws(', ', 'STORAGE ' || format_type(nullif(x.opckeytype, 0), NULL), \(items(
          "x.opcfamily AND EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'CLASS'::regclass AND p.objid = ITEM "
          + "AND p.refclassid = 'pg_opclass'::regclass AND p.refobjid = x.oid)"))), ''),
          'STORAGE ' || format_type(x.opcintype, NULL)))
      """,
    schema: "x.opcnamespace", owner: "pg_get_userbyid(x.opcowner)",
    joins: """
      JOIN pg_am am ON am.oid = x.opcmethod JOIN pg_opfamily f ON f.oid = x.opcfamily
      JOIN pg_namespace fn ON fn.oid = f.opfnamespace
      """)

  private static let families = Others.select(
    .operatorFamily, "pg_opfamily", name: "x.opfname",
    definition: "format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, x.opfname, am.amname)",
    schema: "x.opfnamespace",
    extra: """
      \(items(
        "x.oid AND NOT EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'CLASS'::regclass AND p.objid = ITEM "
        + "AND p.refclassid = 'pg_opclass'::regclass)"))
      """,
    owner: "pg_get_userbyid(x.opfowner)", joins: "JOIN pg_am am ON am.oid = x.opfmethod")
}

/// Text search objects.
enum TextSearch {
  static let queries = [
    Others.select(
      .textSearchConfiguration, "pg_ts_config", name: "x.cfgname",
      definition: """
        format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, x.cfgname, pn.nspname, p.prsname)
        """,
      schema: "x.cfgnamespace",
      extra: """
        (SELECT string_agg(format('mapping of %s=%s', alias, dictionaries), E'\\n') FROM (
          SELECT t.alias, string_agg(replace(m.mapdict::regdictionary::text, 'public.', ''), ', ' ORDER BY m.mapseqno)
            AS dictionaries
          FROM pg_ts_config_map m JOIN LATERAL ts_token_type(x.cfgparser) t ON t.tokid = m.maptokentype
          WHERE m.mapcfg = x.oid GROUP BY t.alias) mapping)
        """,
      owner: "pg_get_userbyid(x.cfgowner)",
      joins: "JOIN pg_ts_parser p ON p.oid = x.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace"),
    Others.select(
      .textSearchDictionary, "pg_ts_dict", name: "x.dictname",
      definition: """
        format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, x.dictname, concat_ws(', ',
          format('TEMPLATE = %I.%I', tn.nspname, t.tmplname), x.dictinitoption))
        """,
      schema: "x.dictnamespace", owner: "pg_get_userbyid(x.dictowner)",
      joins: "JOIN pg_ts_template t ON t.oid = x.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace"),
    Others.select(
      .textSearchParser, "pg_ts_parser", name: "x.prsname",
      definition: """
        format('CREATE TEXT SEARCH PARSER %I.%I (%s)', n.nspname, x.prsname, concat_ws(', ', 'START = ' || x.prsstart,
          'GETTOKEN = ' || x.prstoken, 'END = ' || x.prsend, 'HEADLINE = ' || nullif(x.prsheadline, 0)::regproc,
          'LEXTYPES = ' || x.prslextype))
        """,
      schema: "x.prsnamespace"),
    Others.select(
      .textSearchTemplate, "pg_ts_template", name: "x.tmplname",
      definition: """
        format('CREATE TEXT SEARCH TEMPLATE %I.%I (%s)', n.nspname, x.tmplname, concat_ws(', ',
          'INIT = ' || nullif(x.tmplinit, 0)::regproc, 'LEXIZE = ' || x.tmpllexize))
        """,
      schema: "x.tmplnamespace"),
  ]
}
