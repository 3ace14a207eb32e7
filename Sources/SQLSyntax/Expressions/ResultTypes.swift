/// Facts of PostgreSQL 15 about the types of results.
enum ResultTypes {
  /// The types of numbers, from the narrowest.
  static let numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
  private static let moments = ["date", "timestamp without time zone", "timestamp with time zone"]

  /// A constant's type: whole numbers are as small as they can be.
  static func type(of constant: Constant) -> TypeName? {
    switch constant {
    case .number(let text):
      return TypeName(name: Int32(text) != nil ? "integer" : Int64(text) != nil ? "bigint" : "numeric")
    case .string: return TypeName(name: "unknown")
    case .boolean: return TypeName(name: "boolean")
    case .null: return TypeName(name: "unknown")
    default: return nil
    }
  }

  /// The type that two types have in common (manual, "UNION, CASE, and Related Constructs").
  static func common(_ left: TypeName, _ right: TypeName) -> TypeName? {
    if left == right { return left }
    if left.base == right.base { return left.base }
    if left.isText, right.isText { return TypeName(name: "text") }
    return wider(left, right, in: numbers) ?? wider(left, right, in: moments)
  }

  /// The type of a column that two queries make together; `text` may come of a constant without a type.
  static func union(_ left: TypeName?, _ right: TypeName?) -> TypeName? {
    guard let left, let right, left.isText == right.isText else { return nil }
    return common(left, right)
  }

  private static func wider(_ left: TypeName, _ right: TypeName, in order: [String]) -> TypeName? {
    guard let one = order.firstIndex(of: left.base.formatted), let other = order.firstIndex(of: right.base.formatted)
    else { return nil }
    return TypeName(name: order[max(one, other)])
  }

  // MARK: - Operators

  private static let comparisons: Set<String> = [
    "=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*", "@>", "<@", "&&", "?",
    "?|", "?&", "@@", "@?", "-|-", "&<", "&>", "^@",
  ]

  /// Whether values of two types can be compared: of PostgreSQL's own types, those of one group.
  static func mayCompare(_ name: String, _ left: TypeName, _ right: TypeName) -> Bool {
    guard left.schema == nil, right.schema == nil, left.name != "unknown" || right.name != "unknown" else {
      return true
    }
    if ["~~", "~~*", "!~~", "!~~*", "~", "~*", "!~", "!~*"].contains(name) {
      return [left, right].allSatisfy { !$0.isArray && ["text", "bytea", nil].contains(group(of: $0)) }
    }
    if ["+", "-", "*", "/", "%"].contains(name) { return mayCalculate(name, left, right) }
    if name == "||" { return mayConcatenate(left, right) }
    guard ["=", "<>", "<", ">", "<=", ">="].contains(name) else { return true }
    if [left, right].contains(where: { $0.name == "unknown" }) { return true }
    if left.isArray || right.isArray { return left.isArray == right.isArray }
    guard let one = group(of: left), let other = group(of: right) else { return true }
    return one == other
  }

  /// Whether a comparison brings both of its operands to one type.
  static func areOfOneType(_ name: String) -> Bool {
    ["=", "<>", "!=", "<", ">", "<=", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"].contains(name)
  }

  /// Whether two values can be calculated with: texts, booleans and UUIDs can't, and no number is added to a time.
  private static func mayCalculate(_ name: String, _ left: TypeName, _ right: TypeName) -> Bool {
    if left.isArray || right.isArray { return true }
    guard let one = group(of: left), let other = group(of: right) else { return true }
    if one == "jsonb" { return name == "-" }
    let none = ["text", "boolean", "uuid", "bytea"]
    if none.contains(one) || none.contains(other) { return false }
    let isDay = [left, right].contains { $0.name == "date" }
    return Set([one, other]) != ["number", "moment"] || isDay && ["+", "-"].contains(name)
  }

  /// Whether `||` is there for two values: one of them is a text, or an array or a document.
  private static func mayConcatenate(_ left: TypeName, _ right: TypeName) -> Bool {
    let none: Set<String> = ["number", "moment", "boolean", "uuid", "interval"]
    return ![left, right].allSatisfy { !$0.isArray && group(of: $0).map(none.contains) ?? false }
  }

  private static func group(of type: TypeName) -> String? {
    if type.isText { return "text" }
    if numbers.contains(type.name) { return "number" }
    if moments.contains(type.name) { return "moment" }
    return ["boolean", "uuid", "jsonb", "bytea", "interval"].contains(type.name) ? type.name : nil
  }

  /// The type of an operation on two values; a constant without a type takes that of the other.
  static func operation(_ name: String, _ left: TypeName?, _ right: TypeName?) -> TypeName? {
    if comparisons.contains(name) { return TypeName(name: "boolean") }
    switch name {
    case "->>", "#>>": return TypeName(name: "text")
    case "->", "#>", "#-": return ["json", "jsonb"].contains(left?.base.formatted) ? left?.base : nil
    case "||": return concatenation(left, right)
    default: break
    }
    guard let left = left?.base, let right = right?.base else { return nil }
    if left.name == "unknown" { return right.isText ? nil : arithmetic(name, right, right) }
    if right.name == "unknown" {
      if let moment = moments.firstIndex(of: left.formatted), name == "+" || name == "-" {
        // `timestamp - '1 day'` is read as an interval only where it says so.
        return moment == 0 ? nil : TypeName(name: name == "-" ? "interval" : left.name)
      }
      return arithmetic(name, left, left)
    }
    return arithmetic(name, left, right)
  }

  private static func concatenation(_ left: TypeName?, _ right: TypeName?) -> TypeName? {
    guard let left = left?.base, let right = right?.base else { return nil }
    if left.isArray || right.isArray { return left.isArray ? left : right }
    let known = [left, right].filter { $0.name != "unknown" }
    guard let first = known.first, !known.contains(where: \.isText) else { return TypeName(name: "text") }
    let hasOwnOperator = ["jsonb", "bytea", "tsvector", "tsquery", "bit varying", "bit"].contains(first.formatted)
    if known.count == 1 { return hasOwnOperator ? first : first.schema == nil ? TypeName(name: "text") : nil }
    return known.allSatisfy { $0 == first } ? first : nil
  }

  private static func arithmetic(_ name: String, _ left: TypeName, _ right: TypeName) -> TypeName? {
    let (one, other) = (left.formatted, right.formatted)
    if let first = numbers.firstIndex(of: one), let second = numbers.firstIndex(of: other) {
      switch name {
      case "+", "-", "*", "/", "%":
        // `real` has operators with itself and with `double precision` alone.
        if first != second, max(first, second) >= 4 { return TypeName(name: "double precision") }
        return TypeName(name: numbers[max(first, second)])
      case "^": return TypeName(name: one == "numeric" || other == "numeric" ? "numeric" : "double precision")
      case "&", "|", "#", "<<", ">>": return TypeName(name: name.count == 2 ? one : numbers[max(first, second)])
      default: return nil
      }
    }
    if one == "jsonb", name == "-" { return left }
    return times["\(one) \(name) \(other)"].map { TypeName(name: $0) }
  }

  /// `SELECT format('%s %s %s', oprleft::regtype, oprname, oprright::regtype), oprresult::regtype FROM pg_operator`,
  /// of dates and times.
  private static let times: [String: String] = {
    var results: [String: String] = [
      "date - date": "integer", "date + integer": "date", "date - integer": "date", "integer + date": "date",
      "date + interval": "timestamp without time zone", "date - interval": "timestamp without time zone",
      "interval + date": "timestamp without time zone", "date + time without time zone": "timestamp without time zone",
      "time without time zone - time without time zone": "interval", "interval + interval": "interval",
      "interval - interval": "interval", "interval / double precision": "interval",
      "interval + time without time zone": "time without time zone",
      "time without time zone + interval": "time without time zone",
      "time without time zone - interval": "time without time zone",
    ]
    for number in numbers {
      for operation in ["interval * \(number)", "\(number) * interval", "interval / \(number)"] {
        results[operation] = "interval"
      }
    }
    for moment in moments.dropFirst() {
      results["\(moment) + interval"] = moment
      results["\(moment) - interval"] = moment
      results["interval + \(moment)"] = moment
      results["\(moment) - \(moment)"] = "interval"
    }
    for (left, right) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
      results["\(moments[left]) - \(moments[right])"] = "interval"
    }
    return results
  }()

  // MARK: - Functions

  /// The type that a function of PostgreSQL's own gives for arguments of these types.
  static func function(_ name: String, _ arguments: [TypeName?]) -> TypeName? {
    if let type = fixed[name] { return type }
    guard let given = arguments.first else { return nil }
    let first = given?.base
    switch name {
    case "lag", "lead", "first_value", "last_value", "nth_value", "mode", "any_value":
      return first.map { $0.name == "unknown" ? TypeName(name: "text") : $0 }
    case "array_agg": return first.flatMap { $0.isArray ? $0 : $0.array }
    case "array_append", "array_remove", "array_replace", "trim_array": return first
    case "array_prepend": return arguments.count > 1 ? arguments[1]?.base : nil
    case "array_cat": return first ?? (arguments.count > 1 ? arguments[1]?.base : nil)
    case "unnest": return first.flatMap { $0.isArray ? $0.withoutArray : nil }
    case "generate_series": return series(arguments)
    case "date_trunc": return arguments.count > 1 ? truncated(arguments[1]) : nil
    case "timezone": return arguments.count == 2 ? moved(arguments[1]) : nil
    case "mod": return arguments.count == 2 ? operation("%", first, arguments[1]) : nil
    case "age": return first.flatMap { moments.contains($0.formatted) ? TypeName(name: "interval") : nil }
    default: break
    }
    guard let first, !first.isArray else { return nil }
    if strings.contains(name) {
      return first.name == "bytea" ? first : first.isText || first.name == "unknown" ? TypeName(name: "text") : nil
    }
    return ofNumber(name, first, arguments.dropFirst())
  }

  private static func ofNumber(_ name: String, _ first: TypeName, _ others: ArraySlice<TypeName?>) -> TypeName? {
    let type = first.formatted
    let isNumber = numbers.contains(type)
    switch name {
    case "min", "max": return first.name == "character varying" ? TypeName(name: "text") : first
    case "abs": return isNumber ? first : nil
    case "ceil", "ceiling", "floor", "round", "trunc", "sign", "sqrt", "exp", "ln", "log", "power", "pow", "stddev",
      "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp":
      guard isNumber else { return nil }
      if name.hasPrefix("stddev") || name.hasPrefix("var") {
        return TypeName(name: ["real", "double precision"].contains(type) ? "double precision" : "numeric")
      }
      let isNumeric = type == "numeric" || others.contains { $0?.name == "numeric" }
      let isRounded = !others.isEmpty && ["round", "trunc"].contains(name)
      return TypeName(name: isNumeric || isRounded ? "numeric" : "double precision")
    case "sum", "avg": return totals[name]?[type].map { TypeName(name: $0) }
    default: return nil
    }
  }

  private static func series(_ arguments: [TypeName?]) -> TypeName? {
    guard arguments.count > 1, let start = arguments[0]?.base, let end = arguments[1]?.base else { return nil }
    guard let type = common(start, end) else { return nil }
    return type.name == "date" ? TypeName(name: "timestamp with time zone") : type
  }

  private static func truncated(_ type: TypeName?) -> TypeName? {
    switch type?.base.formatted {
    case "date", "timestamp with time zone": TypeName(name: "timestamp with time zone")
    case "timestamp without time zone", "interval": type?.base
    default: nil
    }
  }

  /// The type of `AT TIME ZONE`.
  private static func moved(_ type: TypeName?) -> TypeName? {
    switch type?.base.formatted {
    case "timestamp without time zone", "date": TypeName(name: "timestamp with time zone")
    case "timestamp with time zone": TypeName(name: "timestamp without time zone")
    case "time with time zone", "time without time zone": TypeName(name: "time with time zone")
    default: nil
    }
  }

  private static let strings: Set<String> = [
    "lower", "upper", "substring", "substr", "btrim", "ltrim", "rtrim", "overlay", "string_agg",
  ]

  private static let totals: [String: [String: String]] = [
    "sum": [
      "smallint": "bigint", "integer": "bigint", "bigint": "numeric", "numeric": "numeric", "real": "real",
      "double precision": "double precision", "interval": "interval", "money": "money",
    ],
    "avg": [
      "smallint": "numeric", "integer": "numeric", "bigint": "numeric", "numeric": "numeric",
      "real": "double precision", "double precision": "double precision", "interval": "interval",
    ],
  ]

  /// Functions that give one type, whatever they take.
  ///
  /// `SELECT prorettype::regtype, proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname
  /// HAVING count(DISTINCT prorettype) = 1`, those left out that no migration calls.
  private static let fixed: [String: TypeName] = {
    let lists: [(type: TypeName, names: String)] = [
      (
        TypeName(name: "bigint"),
        "bit_count count currval dense_rank lastval nextval rank regr_count row_number setval txid_current"
      ),
      (
        TypeName(name: "boolean"),
        """
        bool_and bool_or every has_column_privilege has_schema_privilege has_table_privilege isempty isfinite \
        jsonb_path_exists jsonb_path_match lower_inc lower_inf overlaps regexp_like row_security_active starts_with \
        upper_inc upper_inf xmlexists xpath_exists pg_has_role
        """
      ),
      (TypeName(name: "bytea"), "convert convert_to decode sha224 sha256 sha384 sha512"),
      (TypeName(name: "date"), "make_date to_date"),
      (
        TypeName(name: "double precision"),
        """
        acos asin atan atan2 cbrt corr cos cot covar_pop covar_samp cume_dist date_part degrees percent_rank pi radians \
        random regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sin tan
        """
      ),
      (
        TypeName(name: "integer"),
        """
        array_length array_lower array_ndims array_position array_upper ascii bit_length cardinality char_length \
        character_length generate_subscripts get_bit get_byte json_array_length jsonb_array_length length masklen \
        ntile num_nonnulls num_nulls octet_length position regexp_count regexp_instr scale strpos width_bucket
        """
      ),
      (TypeName(name: "interval"), "justify_days justify_hours justify_interval make_interval"),
      (
        TypeName(name: "json"),
        "array_to_json json_agg json_build_array json_build_object json_object json_object_agg json_strip_nulls "
          + "row_to_json to_json json_array_elements"
      ),
      (
        TypeName(name: "jsonb"),
        """
        jsonb_agg jsonb_array_elements jsonb_build_array jsonb_build_object jsonb_insert jsonb_object jsonb_object_agg \
        jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_set jsonb_set_lax jsonb_strip_nulls \
        to_jsonb
        """
      ),
      (TypeName(name: "name"), "current_database current_schema"),
      (TypeName(name: "numeric"), "div extract factorial to_number trim_scale"),
      (TypeName(name: "real"), "ts_rank ts_rank_cd"),
      (
        TypeName(name: "text"),
        """
        array_dims array_to_string chr col_description concat concat_ws convert_from current_setting encode format \
        format_type initcap json_array_elements_text json_object_keys json_typeof jsonb_array_elements_text \
        jsonb_object_keys jsonb_pretty jsonb_typeof left lpad md5 normalize obj_description quote_ident quote_literal \
        quote_nullable regexp_replace regexp_split_to_table regexp_substr repeat replace reverse right rpad \
        set_config split_part string_to_table to_ascii to_char to_hex translate unistr version
        """
      ),
      (
        TypeName(name: "text", isArray: true),
        "regexp_match regexp_matches regexp_split_to_array string_to_array ts_lexize tsvector_to_array"
      ),
      (TypeName(name: "time without time zone"), "make_time"),
      (
        TypeName(name: "timestamp with time zone"),
        "clock_timestamp make_timestamptz now statement_timestamp to_timestamp transaction_timestamp"
      ),
      (TypeName(name: "timestamp without time zone"), "make_timestamp"),
      (TypeName(name: "tsquery"), "phraseto_tsquery plainto_tsquery to_tsquery websearch_to_tsquery"),
      (TypeName(name: "tsvector"), "array_to_tsvector setweight strip to_tsvector"),
      (TypeName(name: "uuid"), "gen_random_uuid"),
    ]
    return Dictionary(
      lists.flatMap { list in list.names.split { $0 == " " || $0 == "\n" }.map { (String($0), list.type) } },
      uniquingKeysWith: { first, _ in first })
  }()
}

extension TypeName {
  /// The type of arrays of it.
  fileprivate var array: TypeName { TypeName(schema: schema, name: name, isArray: true) }
}
