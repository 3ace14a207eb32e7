import SQLSyntax

/// The operator classes of PostgreSQL 15 and of its contrib extensions.
enum OperatorClasses {
  /// The access methods that every server has.
  static var accessMethods: some Collection<String> { builtIn.keys }

  /// The families of B-trees, by which an ordering operator's values may be sorted.
  static let sortedFamilies = Set(
    """
    array bit bool bpchar bpchar_pattern bytea char datetime enum float integer interval jsonb macaddr8 macaddr money
    multirange network numeric oid oidvector pg_lsn range record_image record text text_pattern tid time timetz tsquery
    tsvector uuid varbit xid8
    """.split { $0 == " " || $0 == "\n" }.map { "\($0)_ops USING btree" })

  /// Whether PostgreSQL itself has a class for an access method.
  static func has(_ name: String, for accessMethod: String) -> Bool {
    builtIn[accessMethod]?.contains(name) ?? false
  }

  /// Whether an extension brings a class for an access method.
  static func has(_ name: String, for accessMethod: String, from installed: String) -> Bool {
    extensions[installed + "/" + accessMethod]?.contains(name) ?? false
  }

  /// Whether an extension brings an access method.
  static func has(accessMethod: String, from installed: String) -> Bool {
    extensions[installed + "/" + accessMethod] != nil
  }

  /// Whether an extension brings a class that an index takes for one of PostgreSQL's own types.
  static func hasDefault(for type: TypeName, _ accessMethod: String, from installed: String) -> Bool {
    if type.isArray { return installed == "intarray" && accessMethod == "gist" && type.name == "integer" }
    return installed == "btree_" + accessMethod && !["json", "jsonb", "xml"].contains(type.name)
  }

  /// Whether PostgreSQL itself has a class that an index takes for a type of its own without being told.
  static func hasDefault(for type: TypeName, _ accessMethod: String) -> Bool {
    let name = type.name
    let family =
      type.isArray
      ? "anyarray" : name.hasSuffix("multirange") ? "anymultirange" : name.hasSuffix("range") ? "anyrange" : name
    // What the types of strings and of addresses have in common with one that has a class.
    let others = ["character varying": "text", "bpchar": "character", "cidr": "inet"]
    return defaults[accessMethod]?.contains(family) ?? false
      || others[family].map { defaults[accessMethod]?.contains($0) ?? false } ?? false
  }

  /// Whether an operator class may be one for a type: no class of strings takes numbers.
  static func mayTake(_ type: TypeName, _ name: String) -> Bool {
    guard type.isBuiltIn, let own = type.defaultOperatorClass("btree") else { return true }
    if type.isText { return !ofOthers.contains(name) }
    return !ofStrings.contains(name) && (!ofOthers.contains(name) || name == own)
  }

  private static let ofStrings: Set<String> = [
    "text_ops", "varchar_ops", "text_pattern_ops", "varchar_pattern_ops", "bpchar_ops", "bpchar_pattern_ops",
    "gin_trgm_ops", "gist_trgm_ops",
  ]
  private static let ofOthers = Set(defaultClasses.values).subtracting(ofStrings)

  // SELECT amname, string_agg(format_type(opcintype, NULL), ', ') FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
  // WHERE opcdefault GROUP BY amname; btree's are hash's and more
  private static let defaults: [String: Set<String>] = [
    "brin": [
      "\"char\"", "anyrange", "bigint", "bit", "bit varying", "box", "bytea", "character", "date", "double precision",
      "inet", "integer", "interval", "macaddr", "macaddr8", "name", "numeric", "oid", "pg_lsn", "real", "smallint",
      "text", "tid", "time with time zone", "time without time zone", "timestamp with time zone",
      "timestamp without time zone", "uuid",
    ],
    "btree": hashed.subtracting(["aclitem", "cid", "xid"]).union([
      "bit", "bit varying", "money", "tsquery", "tsvector",
    ]),
    "gin": ["anyarray", "jsonb", "tsvector"],
    "gist": ["anymultirange", "anyrange", "box", "circle", "point", "polygon", "tsquery", "tsvector"],
    "hash": hashed,
    "spgist": ["anyrange", "box", "inet", "point", "polygon", "text"],
  ]

  /// The class that btree, hash and GIN take for a type without being told.
  static let defaultClasses: [String: String] = [
    "text": "text_ops", "character varying": "text_ops", "character": "bpchar_ops", "integer": "int4_ops",
    "bigint": "int8_ops", "smallint": "int2_ops",
    "uuid": "uuid_ops", "boolean": "bool_ops", "date": "date_ops", "jsonb": "jsonb_ops", "bytea": "bytea_ops",
    "timestamp with time zone": "timestamptz_ops", "timestamp without time zone": "timestamp_ops",
    "time without time zone": "time_ops", "interval": "interval_ops", "real": "float4_ops",
    "double precision": "float8_ops", "numeric": "numeric_ops", "inet": "inet_ops", "tsvector": "tsvector_ops",
  ]

  private static let hashed: Set<String> = [
    "\"char\"", "aclitem", "anyarray", "anymultirange", "anyrange", "bigint", "boolean", "bytea", "character", "cid",
    "date", "double precision", "inet", "integer", "interval", "jsonb", "macaddr", "macaddr8", "name", "numeric", "oid",
    "oidvector", "pg_lsn", "real", "record", "smallint", "text", "tid", "time with time zone",
    "time without time zone", "timestamp with time zone", "timestamp without time zone", "uuid", "xid", "xid8",
  ]

  private static let builtIn = read(builtInText)
  private static let extensions = read(extensionsText)

  private static func read(_ text: String) -> [String: Set<String>] {
    var classes: [String: Set<String>] = [:]
    for entry in text.split(separator: ";") {
      let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
      if let name = words.first { classes[name] = Set(words.dropFirst(2)) }
    }
    return classes
  }

  // SELECT amname, string_agg(DISTINCT opcname, ' ') FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
  // WHERE opcnamespace = 'pg_catalog'::regnamespace GROUP BY amname
  private static let builtInText = """
    brin = bit_minmax_ops box_inclusion_ops bpchar_bloom_ops bpchar_minmax_ops bytea_bloom_ops bytea_minmax_ops
      char_bloom_ops char_minmax_ops date_bloom_ops date_minmax_multi_ops date_minmax_ops float4_bloom_ops
      float4_minmax_multi_ops float4_minmax_ops float8_bloom_ops float8_minmax_multi_ops float8_minmax_ops
      inet_bloom_ops inet_inclusion_ops inet_minmax_multi_ops inet_minmax_ops int2_bloom_ops
      int2_minmax_multi_ops int2_minmax_ops int4_bloom_ops int4_minmax_multi_ops int4_minmax_ops int8_bloom_ops
      int8_minmax_multi_ops int8_minmax_ops interval_bloom_ops interval_minmax_multi_ops interval_minmax_ops
      macaddr8_bloom_ops macaddr8_minmax_multi_ops macaddr8_minmax_ops macaddr_bloom_ops
      macaddr_minmax_multi_ops macaddr_minmax_ops name_bloom_ops name_minmax_ops numeric_bloom_ops
      numeric_minmax_multi_ops numeric_minmax_ops oid_bloom_ops oid_minmax_multi_ops oid_minmax_ops
      pg_lsn_bloom_ops pg_lsn_minmax_multi_ops pg_lsn_minmax_ops range_inclusion_ops text_bloom_ops
      text_minmax_ops tid_bloom_ops tid_minmax_multi_ops tid_minmax_ops time_bloom_ops time_minmax_multi_ops
      time_minmax_ops timestamp_bloom_ops timestamp_minmax_multi_ops timestamp_minmax_ops timestamptz_bloom_ops
      timestamptz_minmax_multi_ops timestamptz_minmax_ops timetz_bloom_ops timetz_minmax_multi_ops
      timetz_minmax_ops uuid_bloom_ops uuid_minmax_multi_ops uuid_minmax_ops varbit_minmax_ops ;
    btree = array_ops bit_ops bool_ops bpchar_ops bpchar_pattern_ops bytea_ops char_ops cidr_ops date_ops
      enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops
      macaddr_ops money_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops pg_lsn_ops range_ops
      record_image_ops record_ops text_ops text_pattern_ops tid_ops time_ops timestamp_ops timestamptz_ops
      timetz_ops tsquery_ops tsvector_ops uuid_ops varbit_ops varchar_ops varchar_pattern_ops xid8_ops ;
    gin = array_ops jsonb_ops jsonb_path_ops tsvector_ops ;
    gist = box_ops circle_ops inet_ops multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops ;
    hash = aclitem_ops array_ops bool_ops bpchar_ops bpchar_pattern_ops bytea_ops char_ops cid_ops cidr_ops
      date_ops enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops
      macaddr8_ops macaddr_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops pg_lsn_ops range_ops
      record_ops text_ops text_pattern_ops tid_ops time_ops timestamp_ops timestamptz_ops timetz_ops uuid_ops
      varchar_ops varchar_pattern_ops xid8_ops xid_ops ;
    spgist = box_ops inet_ops kd_point_ops poly_ops quad_point_ops range_ops text_ops ;
    """

  // SELECT extname || '/' || amname, string_agg(DISTINCT opcname, ' ') FROM pg_opclass
  // JOIN pg_am ON pg_am.oid = opcmethod JOIN pg_depend ON objid = pg_opclass.oid AND deptype = 'e'
  // JOIN pg_extension ON pg_extension.oid = refobjid GROUP BY 1, with all of contrib created
  private static let extensionsText = """
    bloom/bloom = int4_ops text_ops ;
    btree_gin/gin = bit_ops bool_ops bpchar_ops bytea_ops char_ops cidr_ops date_ops enum_ops float4_ops
      float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops macaddr8_ops macaddr_ops money_ops name_ops
      numeric_ops oid_ops text_ops time_ops timestamp_ops timestamptz_ops timetz_ops uuid_ops varbit_ops
      varchar_ops ;
    btree_gist/gist = gist_bit_ops gist_bool_ops gist_bpchar_ops gist_bytea_ops gist_cash_ops gist_cidr_ops
      gist_date_ops gist_enum_ops gist_float4_ops gist_float8_ops gist_inet_ops gist_int2_ops gist_int4_ops
      gist_int8_ops gist_interval_ops gist_macaddr8_ops gist_macaddr_ops gist_numeric_ops gist_oid_ops
      gist_text_ops gist_time_ops gist_timestamp_ops gist_timestamptz_ops gist_timetz_ops gist_uuid_ops
      gist_vbit_ops ;
    citext/btree = citext_ops citext_pattern_ops ;
    citext/hash = citext_ops ;
    cube/btree = cube_ops ;
    cube/gist = gist_cube_ops ;
    hstore/btree = btree_hstore_ops ;
    hstore/gin = gin_hstore_ops ;
    hstore/gist = gist_hstore_ops ;
    hstore/hash = hash_hstore_ops ;
    intarray/gin = gin__int_ops ;
    intarray/gist = gist__int_ops gist__intbig_ops ;
    isn/btree = ean13_ops isbn13_ops isbn_ops ismn13_ops ismn_ops issn13_ops issn_ops upc_ops ;
    isn/hash = ean13_ops isbn13_ops isbn_ops ismn13_ops ismn_ops issn13_ops issn_ops upc_ops ;
    ltree/btree = ltree_ops ;
    ltree/gist = gist__ltree_ops gist_ltree_ops ;
    pg_trgm/gin = gin_trgm_ops ;
    pg_trgm/gist = gist_trgm_ops ;
    seg/btree = seg_ops ;
    seg/gist = gist_seg_ops ;
    vector/hnsw = bit_hamming_ops bit_jaccard_ops halfvec_cosine_ops halfvec_ip_ops halfvec_l1_ops halfvec_l2_ops
      sparsevec_cosine_ops sparsevec_ip_ops sparsevec_l1_ops sparsevec_l2_ops vector_cosine_ops vector_ip_ops
      vector_l1_ops vector_l2_ops ;
    vector/ivfflat = bit_hamming_ops halfvec_cosine_ops halfvec_ip_ops halfvec_l2_ops vector_cosine_ops vector_ip_ops
      vector_l2_ops ;
    vector/btree = halfvec_ops sparsevec_ops vector_ops ;
    """
}

extension TypeName {
  /// The operator class that an index takes for the type without being told.
  ///
  /// `SELECT opcintype::regtype, amname, opcname FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod WHERE opcdefault`,
  /// those that have another name than their btree one left out.
  func defaultOperatorClass(_ accessMethod: String) -> String? {
    guard schema == nil else { return nil }
    if isArray { return ["btree", "hash", "gin"].contains(accessMethod) ? "array_ops" : nil }
    let own = OperatorClasses.defaultClasses[name]
    switch accessMethod {
    case "btree", "hash", "gin": return own
    case "brin": return own.map { $0.dropLast("_ops".count) + "_minmax_ops" }
    case "gist" where name.hasSuffix("range"): return name.hasSuffix("multirange") ? "multirange_ops" : "range_ops"
    case "gist" where ["tsvector", "tsquery"].contains(name): return own
    default: return nil
    }
  }
}
