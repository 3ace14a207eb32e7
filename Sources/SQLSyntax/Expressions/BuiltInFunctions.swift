/// PostgreSQL 15's own functions that migrations call, by what they take and give.
///
/// A call is resolved as the manual says ("Functions" in "Type Conversion"), as far as the arguments' types are known.
package enum BuiltInFunctions {
  /// A function with the types of its parameters.
  package struct Signature: Hashable {
    package var parameters: [TypeName]
    /// How many of the last parameters have a default.
    package var defaults: Int
    package var isVariadic: Bool
    package var result: TypeName

    /// The type of a parameter; the last of a variadic function stands for all that follow.
    func parameter(_ index: Int) -> TypeName? {
      if isVariadic, index >= parameters.count - 1 { return parameters.last }
      return parameters.indices.contains(index) ? parameters[index] : nil
    }

    /// The type that a call gives to `anyelement` or `anycompatible`, by the first argument that says it.
    func element(_ arguments: [TypeName?]) -> TypeName? {
      for (index, argument) in arguments.enumerated() {
        guard let argument, argument.name != "unknown", let parameter = parameter(index) else { continue }
        if parameter.isElement { return argument.base }
        if parameter.isArrayOfElements, argument.isArray { return argument.base.withoutArray }
        if parameter.isRange, let bound = argument.rangeBound { return bound }
      }
      return nil
    }

    /// The type that a call gives; `nil` of rows, and where the arguments don't say it.
    func result(for arguments: [TypeName?]) -> TypeName? {
      guard result.schema == nil, result.name.hasPrefix("any") else { return result.name == "record" ? nil : result }
      if !result.isElement, !result.isArrayOfElements {
        guard let range = arguments.indices.first(where: { parameter($0)?.isRange ?? false }),
          let type = arguments[range]?.base, type.rangeBound != nil
        else { return nil }
        let name = type.name.replacing("multirange", with: "range")
        return TypeName(name: result.name == "anyrange" ? name : name.replacing("range", with: "multirange"))
      }
      let isText = arguments.indices.contains { parameter($0)?.isElement ?? false && arguments[$0]?.name == "unknown" }
      let element = element(arguments) ?? (isText ? TypeName(name: "text") : nil)
      return result.isElement ? element : element?.array
    }

    fileprivate func takes(_ arguments: [TypeName?]) -> Bool {
      let least = parameters.count - (isVariadic ? 1 : defaults)
      guard arguments.count >= least, isVariadic || arguments.count <= parameters.count else { return false }
      return arguments.enumerated().allSatisfy { index, argument in
        guard let argument, let parameter = parameter(index) else { return true }
        return BuiltInFunctions.takes(argument, as: parameter)
      }
    }

    fileprivate func count(_ arguments: [TypeName?], where test: (TypeName, TypeName) -> Bool) -> Int {
      arguments.enumerated().count { index, argument in
        guard let argument, argument.name != "unknown", let parameter = parameter(index) else { return false }
        return test(argument.base, parameter)
      }
    }
  }

  /// The functions of a name that may be meant by a call with these arguments; `nil` where nothing is known of the
  /// name. A constant in quotes is `unknown`; an argument's type may be unknown altogether.
  package static func candidates(_ name: String, _ arguments: [TypeName?]) -> [Signature]? {
    guard let all = signatures[name] else { return nil }
    var left = all.filter { $0.takes(arguments) }
    if left.count > 1 {
      // Nobody knows what a type that isn't PostgreSQL's own becomes; hardly an array.
      let likely = left.filter { signature in
        arguments.indices.allSatisfy {
          !(signature.parameter($0)?.isArrayOfElements ?? false) || arguments[$0]?.isArray ?? true
            || arguments[$0]?.name == "unknown"
        }
      }
      if !likely.isEmpty { left = likely }
    }
    guard left.count > 1, arguments.allSatisfy({ $0?.isBuiltIn ?? false }) else { return left }
    left = most(left) { $0.count(arguments) { $0 == $1 } }
    left = most(left) { $0.count(arguments) { $0 == $1 || preferred.contains($1.formatted) } }
    for (index, argument) in arguments.enumerated() where argument?.name == "unknown" && left.count > 1 {
      let strings = left.filter { $0.parameter(index)?.isText ?? false }
      let texts = strings.filter { $0.parameter(index)?.name == "text" }
      if !strings.isEmpty { left = texts.isEmpty ? strings : texts }
    }
    return left
  }

  /// Whether functions of this name are known.
  package static func have(_ name: String) -> Bool { signatures[name] != nil }

  private static func most(_ signatures: [Signature], _ count: (Signature) -> Int) -> [Signature] {
    let counts = signatures.map(count)
    let most = counts.max() ?? 0
    return zip(signatures, counts).filter { $0.1 == most }.map(\.0)
  }

  /// The preferred types of the categories (`pg_type.typispreferred`).
  private static let preferred: Set<String> = [
    "boolean", "double precision", "oid", "text", "timestamp with time zone", "interval", "inet", "bit varying",
  ]

  /// Whether a value becomes one of a parameter's type by itself. A type that isn't PostgreSQL's own may have any cast.
  private static func takes(_ type: TypeName, as parameter: TypeName) -> Bool {
    if type.name == "unknown" || !type.isBuiltIn { return true }
    if parameter.schema == nil, !parameter.isArray, parameter.name.hasPrefix("any") {
      switch parameter.name {
      case "anyarray", "anycompatiblearray": return type.isArray || type.name.hasSuffix("vector")
      case "anyrange", "anycompatiblerange":
        return !type.isArray && type.name.hasSuffix("range") && !type.name.hasSuffix("multirange")
      case "anymultirange": return !type.isArray && type.name.hasSuffix("multirange")
      case "anyenum": return type.name == "anyenum"
      case "anynonarray": return !type.isArray
      default: return true
      }
    }
    return type.base == parameter || Casts.context(from: type, to: parameter).map { $0 == .implicit } ?? true
  }

  /// By their names.
  private static let signatures: [String: [Signature]] = {
    var signatures: [String: [Signature]] = [:]
    var name = ""
    for word in table.split(whereSeparator: \.isWhitespace) {
      guard word.first == "(", let end = word.firstIndex(of: ")") else {
        name = String(word)
        continue
      }
      signatures[name, default: []].append(signature(word[..<end].dropFirst(), word[end...].dropFirst()))
    }
    return signatures
  }()

  private static func signature(_ parameters: Substring, _ result: Substring) -> Signature {
    let parts = parameters.split(separator: "-")
    let words = parts.first?.split(separator: ",") ?? []
    return Signature(
      parameters: words.map { type($0.drop { $0 == "*" }) }, defaults: parts.count > 1 ? Int(parts[1]) ?? 0 : 0,
      isVariadic: words.last?.hasPrefix("*") ?? false, result: type(result))
  }

  /// A type by its name in `pg_type`, where an array's begins with `_`.
  private static func type(_ name: Substring) -> TypeName {
    let element = String(name.drop { $0 == "_" })
    let type = element == "char" ? "\"char\"" : TypeName.sqlNames[element] ?? element
    return TypeName(name: type, isArray: name.hasPrefix("_"))
  }

  /// Each name is followed by its signatures; `*` stands before a variadic parameter, and `-n` after the parameters says
  /// that the last n have defaults.
  ///
  /// `pg_proc` of PostgreSQL 15, without the functions of operators, types, aggregates and indexes, and those whose name
  /// is a type's, which is a cast, too.
  private static let table = """
    abbrev (cidr)text (inet)text abs (float4)float4 (float8)float8 (int2)int2 (int4)int4 (int8)int8 (numeric)numeric
    acldefault (char,oid)_aclitem aclexplode (_aclitem)record acos (float8)float8 acosd (float8)float8 acosh
    (float8)float8 age (timestamp)interval (timestamp,timestamp)interval (timestamptz)interval
    (timestamptz,timestamptz)interval (xid)int4 area (box)float8 (circle)float8 (path)float8 array_agg
    (anyarray)anyarray (anynonarray)anyarray array_append (anycompatiblearray,anycompatible)anycompatiblearray
    array_dims (anyarray)text array_fill (anyelement,_int4)anyarray (anyelement,_int4,_int4)anyarray array_length
    (anyarray,int4)int4 array_lower (anyarray,int4)int4 array_ndims (anyarray)int4 array_position
    (anycompatiblearray,anycompatible)int4 (anycompatiblearray,anycompatible,int4)int4 array_positions
    (anycompatiblearray,anycompatible)_int4 array_prepend (anycompatible,anycompatiblearray)anycompatiblearray
    array_remove (anycompatiblearray,anycompatible)anycompatiblearray array_replace
    (anycompatiblearray,anycompatible,anycompatible)anycompatiblearray array_to_json (anyarray)json
    (anyarray,bool)json array_to_string (anyarray,text)text (anyarray,text,text)text array_to_tsvector (_text)tsvector
    array_upper (anyarray,int4)int4 ascii (text)int4 asin (float8)float8 asind (float8)float8 asinh (float8)float8
    atan (float8)float8 atan2 (float8,float8)float8 atan2d (float8,float8)float8 atand (float8)float8 atanh
    (float8)float8 avg (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (interval)interval
    (numeric)numeric bit_and (bit)bit (int2)int2 (int4)int4 (int8)int8 bit_count (bit)int8 (bytea)int8 bit_length
    (bit)int4 (bytea)int4 (text)int4 bit_or (bit)bit (int2)int2 (int4)int4 (int8)int8 bit_xor (bit)bit (int2)int2
    (int4)int4 (int8)int8 bool_and (bool)bool bool_or (bool)bool broadcast (inet)inet btrim (bytea,bytea)bytea
    (text)text (text,text)text cardinality (anyarray)int4 cbrt (float8)float8 ceil (float8)float8 (numeric)numeric
    ceiling (float8)float8 (numeric)numeric center (box)point (circle)point char_length (bpchar)int4 (text)int4
    character_length (bpchar)int4 (text)int4 chr (int4)text clock_timestamp ()timestamptz col_description
    (oid,int4)text concat (*any)text concat_ws (text,*any)text convert (bytea,name,name)bytea convert_from
    (bytea,name)text convert_to (text,name)bytea corr (float8,float8)float8 cos (float8)float8 cosd (float8)float8
    cosh (float8)float8 cot (float8)float8 cotd (float8)float8 count ()int8 (any)int8 covar_pop (float8,float8)float8
    covar_samp (float8,float8)float8 cume_dist ()float8 (*any)float8 current_database ()name current_query ()text
    current_schema ()name current_schemas (bool)_name current_setting (text)text (text,bool)text current_user ()name
    currval (regclass)int8 cursor_to_xml (refcursor,int4,bool,bool,text)xml cursor_to_xmlschema
    (refcursor,bool,bool,text)xml database_to_xml (bool,bool,text)xml database_to_xml_and_xmlschema
    (bool,bool,text)xml database_to_xmlschema (bool,bool,text)xml date_bin (interval,timestamp,timestamp)timestamp
    (interval,timestamptz,timestamptz)timestamptz date_part (text,date)float8 (text,interval)float8 (text,time)float8
    (text,timestamp)float8 (text,timestamptz)float8 (text,timetz)float8 date_trunc (text,interval)interval
    (text,timestamp)timestamp (text,timestamptz)timestamptz (text,timestamptz,text)timestamptz datemultirange
    ()datemultirange (*_daterange)datemultirange (daterange)datemultirange daterange (date,date)daterange
    (date,date,text)daterange decode (text,text)bytea degrees (float8)float8 dense_rank ()int8 (*any)int8 diagonal
    (box)lseg diameter (circle)float8 div (numeric,numeric)numeric encode (bytea,text)text enum_first (anyenum)anyenum
    enum_last (anyenum)anyenum enum_range (anyenum)anyarray (anyenum,anyenum)anyarray every (bool)bool exp
    (float8)float8 (numeric)numeric extract (text,date)numeric (text,interval)numeric (text,time)numeric
    (text,timestamp)numeric (text,timestamptz)numeric (text,timetz)numeric factorial (int8)numeric family (inet)int4
    first_value (anyelement)anyelement floor (float8)float8 (numeric)numeric format (text)text (text,*any)text
    format_type (oid,int4)text gcd (int4,int4)int4 (int8,int8)int8 (numeric,numeric)numeric gen_random_uuid ()uuid
    generate_series (int4,int4)int4 (int4,int4,int4)int4 (int8,int8)int8 (int8,int8,int8)int8 (numeric,numeric)numeric
    (numeric,numeric,numeric)numeric (timestamp,timestamp,interval)timestamp
    (timestamptz,timestamptz,interval)timestamptz generate_subscripts (anyarray,int4)int4 (anyarray,int4,bool)int4
    get_bit (bit,int4)int4 (bytea,int8)int4 get_byte (bytea,int4)int4 get_current_ts_config ()regconfig
    getdatabaseencoding ()name has_any_column_privilege (name,oid,text)bool (name,text,text)bool (oid,oid,text)bool
    (oid,text)bool (oid,text,text)bool (text,text)bool has_column_privilege (name,oid,int2,text)bool
    (name,oid,text,text)bool (name,text,int2,text)bool (name,text,text,text)bool (oid,int2,text)bool
    (oid,oid,int2,text)bool (oid,oid,text,text)bool (oid,text,int2,text)bool (oid,text,text)bool
    (oid,text,text,text)bool (text,int2,text)bool (text,text,text)bool has_database_privilege (name,oid,text)bool
    (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool
    has_foreign_data_wrapper_privilege (name,oid,text)bool (name,text,text)bool (oid,oid,text)bool (oid,text)bool
    (oid,text,text)bool (text,text)bool has_function_privilege (name,oid,text)bool (name,text,text)bool
    (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool has_language_privilege (name,oid,text)bool
    (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool has_parameter_privilege
    (name,text,text)bool (oid,text,text)bool (text,text)bool has_schema_privilege (name,oid,text)bool
    (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool has_sequence_privilege
    (name,oid,text)bool (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool
    has_server_privilege (name,oid,text)bool (name,text,text)bool (oid,oid,text)bool (oid,text)bool
    (oid,text,text)bool (text,text)bool has_table_privilege (name,oid,text)bool (name,text,text)bool
    (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool has_tablespace_privilege (name,oid,text)bool
    (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool has_type_privilege
    (name,oid,text)bool (name,text,text)bool (oid,oid,text)bool (oid,text)bool (oid,text,text)bool (text,text)bool
    height (box)float8 host (inet)text hostmask (inet)inet inet_client_addr ()inet inet_client_port ()int4
    inet_server_addr ()inet inet_server_port ()int4 initcap (text)text int4multirange ()int4multirange
    (*_int4range)int4multirange (int4range)int4multirange int4range (int4,int4)int4range (int4,int4,text)int4range
    int8multirange ()int8multirange (*_int8range)int8multirange (int8range)int8multirange int8range
    (int8,int8)int8range (int8,int8,text)int8range is_normalized (text,text-1)bool isclosed (path)bool isempty
    (anyrange)bool (anymultirange)bool isfinite (date)bool (interval)bool (timestamp)bool (timestamptz)bool
    ishorizontal (line)bool (lseg)bool (point,point)bool isopen (path)bool isparallel (line,line)bool (lseg,lseg)bool
    isperp (line,line)bool (lseg,lseg)bool isvertical (line)bool (lseg)bool (point,point)bool json_agg
    (anyelement)json json_array_elements (json)json json_array_elements_text (json)text json_array_length (json)int4
    json_build_array ()json (*any)json json_build_object ()json (*any)json json_each (json)record json_each_text
    (json)record json_object (_text)json (_text,_text)json json_object_agg (any,any)json json_object_keys (json)text
    json_populate_record (anyelement,json,bool-1)anyelement json_populate_recordset (anyelement,json,bool-1)anyelement
    json_strip_nulls (json)json json_to_record (json)record json_to_recordset (json)record json_to_tsvector
    (json,jsonb)tsvector (regconfig,json,jsonb)tsvector json_typeof (json)text jsonb_agg (anyelement)jsonb
    jsonb_array_elements (jsonb)jsonb jsonb_array_elements_text (jsonb)text jsonb_array_length (jsonb)int4
    jsonb_build_array ()jsonb (*any)jsonb jsonb_build_object ()jsonb (*any)jsonb jsonb_each (jsonb)record
    jsonb_each_text (jsonb)record jsonb_insert (jsonb,_text,jsonb,bool-1)jsonb jsonb_object (_text)jsonb
    (_text,_text)jsonb jsonb_object_agg (any,any)jsonb jsonb_object_keys (jsonb)text jsonb_path_exists
    (jsonb,jsonpath,jsonb,bool-2)bool jsonb_path_exists_tz (jsonb,jsonpath,jsonb,bool-2)bool jsonb_path_match
    (jsonb,jsonpath,jsonb,bool-2)bool jsonb_path_match_tz (jsonb,jsonpath,jsonb,bool-2)bool jsonb_path_query
    (jsonb,jsonpath,jsonb,bool-2)jsonb jsonb_path_query_array (jsonb,jsonpath,jsonb,bool-2)jsonb
    jsonb_path_query_array_tz (jsonb,jsonpath,jsonb,bool-2)jsonb jsonb_path_query_first
    (jsonb,jsonpath,jsonb,bool-2)jsonb jsonb_path_query_first_tz (jsonb,jsonpath,jsonb,bool-2)jsonb
    jsonb_path_query_tz (jsonb,jsonpath,jsonb,bool-2)jsonb jsonb_populate_record (anyelement,jsonb)anyelement
    jsonb_populate_recordset (anyelement,jsonb)anyelement jsonb_pretty (jsonb)text jsonb_set
    (jsonb,_text,jsonb,bool-1)jsonb jsonb_set_lax (jsonb,_text,jsonb,bool,text-2)jsonb jsonb_strip_nulls (jsonb)jsonb
    jsonb_to_record (jsonb)record jsonb_to_recordset (jsonb)record jsonb_to_tsvector (jsonb,jsonb)tsvector
    (regconfig,jsonb,jsonb)tsvector jsonb_typeof (jsonb)text justify_days (interval)interval justify_hours
    (interval)interval justify_interval (interval)interval lag (anycompatible,int4,anycompatible)anycompatible
    (anyelement)anyelement (anyelement,int4)anyelement last_value (anyelement)anyelement lastval ()int8 lcm
    (int4,int4)int4 (int8,int8)int8 (numeric,numeric)numeric lead (anycompatible,int4,anycompatible)anycompatible
    (anyelement)anyelement (anyelement,int4)anyelement left (text,int4)text length (bit)int4 (bpchar)int4 (bytea)int4
    (bytea,name)int4 (lseg)float8 (path)float8 (text)int4 (tsvector)int4 like (bytea,bytea)bool (name,text)bool
    (text,text)bool ln (float8)float8 (numeric)numeric log (float8)float8 (numeric)numeric (numeric,numeric)numeric
    log10 (float8)float8 (numeric)numeric lower (anymultirange)anyelement (anyrange)anyelement (text)text lower_inc
    (anymultirange)bool (anyrange)bool lower_inf (anymultirange)bool (anyrange)bool lpad (text,int4)text
    (text,int4,text)text ltrim (bytea,bytea)bytea (text)text (text,text)text make_date (int4,int4,int4)date
    make_interval (int4,int4,int4,int4,int4,int4,float8-7)interval make_time (int4,int4,float8)time make_timestamp
    (int4,int4,int4,int4,int4,float8)timestamp make_timestamptz (int4,int4,int4,int4,int4,float8)timestamptz
    (int4,int4,int4,int4,int4,float8,text)timestamptz makeaclitem (oid,oid,text,bool)aclitem masklen (inet)int4 max
    (anyarray)anyarray (anyenum)anyenum (bpchar)bpchar (date)date (float4)float4 (float8)float8 (inet)inet (int2)int2
    (int4)int4 (int8)int8 (interval)interval (money)money (numeric)numeric (oid)oid (pg_lsn)pg_lsn (text)text (tid)tid
    (time)time (timestamp)timestamp (timestamptz)timestamptz (timetz)timetz (xid8)xid8 md5 (bytea)text (text)text min
    (anyarray)anyarray (anyenum)anyenum (bpchar)bpchar (date)date (float4)float4 (float8)float8 (inet)inet (int2)int2
    (int4)int4 (int8)int8 (interval)interval (money)money (numeric)numeric (oid)oid (pg_lsn)pg_lsn (text)text (tid)tid
    (time)time (timestamp)timestamp (timestamptz)timestamptz (timetz)timetz (xid8)xid8 min_scale (numeric)int4 mod
    (int2,int2)int2 (int4,int4)int4 (int8,int8)int8 (numeric,numeric)numeric mode (anyelement)anyelement multirange
    (anyrange)anymultirange netmask (inet)inet network (inet)cidr nextval (regclass)int8 normalize (text,text-1)text
    notlike (bytea,bytea)bool (name,text)bool (text,text)bool now ()timestamptz npoints (path)int4 (polygon)int4
    nth_value (anyelement,int4)anyelement ntile (int4)int4 num_nonnulls (*any)int4 num_nulls (*any)int4 nummultirange
    ()nummultirange (*_numrange)nummultirange (numrange)nummultirange numnode (tsquery)int4 numrange
    (numeric,numeric)numrange (numeric,numeric,text)numrange obj_description (oid)text (oid,name)text octet_length
    (bit)int4 (bpchar)int4 (bytea)int4 (text)int4 overlaps (time,interval,time,interval)bool
    (time,interval,time,time)bool (time,time,time,interval)bool (time,time,time,time)bool
    (timestamp,interval,timestamp,interval)bool (timestamp,interval,timestamp,timestamp)bool
    (timestamp,timestamp,timestamp,interval)bool (timestamp,timestamp,timestamp,timestamp)bool
    (timestamptz,interval,timestamptz,interval)bool (timestamptz,interval,timestamptz,timestamptz)bool
    (timestamptz,timestamptz,timestamptz,interval)bool (timestamptz,timestamptz,timestamptz,timestamptz)bool
    (timetz,timetz,timetz,timetz)bool overlay (bit,bit,int4)bit (bit,bit,int4,int4)bit (bytea,bytea,int4)bytea
    (bytea,bytea,int4,int4)bytea (text,text,int4)text (text,text,int4,int4)text parse_ident (text,bool-1)_text
    percent_rank ()float8 (*any)float8 percentile_cont (_float8,float8)_float8 (_float8,interval)_interval
    (float8,float8)float8 (float8,interval)interval percentile_disc (_float8,anyelement)anyarray
    (float8,anyelement)anyelement phraseto_tsquery (regconfig,text)tsquery (text)tsquery pi ()float8 plainto_tsquery
    (regconfig,text)tsquery (text)tsquery position (bit,bit)int4 (bytea,bytea)int4 (text,text)int4 pow
    (float8,float8)float8 (numeric,numeric)numeric power (float8,float8)float8 (numeric,numeric)numeric query_to_xml
    (text,bool,bool,text)xml query_to_xml_and_xmlschema (text,bool,bool,text)xml query_to_xmlschema
    (text,bool,bool,text)xml querytree (tsquery)text quote_ident (text)text quote_literal (anyelement)text (text)text
    quote_nullable (anyelement)text (text)text radians (float8)float8 radius (circle)float8 random ()float8 range_agg
    (anymultirange)anymultirange (anyrange)anymultirange range_intersect_agg (anymultirange)anymultirange
    (anyrange)anyrange range_merge (anyrange,anyrange)anyrange (anymultirange)anyrange rank ()int8 (*any)int8
    regexp_count (text,text)int4 (text,text,int4)int4 (text,text,int4,text)int4 regexp_instr (text,text)int4
    (text,text,int4)int4 (text,text,int4,int4)int4 (text,text,int4,int4,int4)int4 (text,text,int4,int4,int4,text)int4
    (text,text,int4,int4,int4,text,int4)int4 regexp_like (text,text)bool (text,text,text)bool regexp_match
    (text,text)_text (text,text,text)_text regexp_matches (text,text)_text (text,text,text)_text regexp_replace
    (text,text,text)text (text,text,text,int4)text (text,text,text,int4,int4)text (text,text,text,int4,int4,text)text
    (text,text,text,text)text regexp_split_to_array (text,text)_text (text,text,text)_text regexp_split_to_table
    (text,text)text (text,text,text)text regexp_substr (text,text)text (text,text,int4)text (text,text,int4,int4)text
    (text,text,int4,int4,text)text (text,text,int4,int4,text,int4)text regr_avgx (float8,float8)float8 regr_avgy
    (float8,float8)float8 regr_count (float8,float8)int8 regr_intercept (float8,float8)float8 regr_r2
    (float8,float8)float8 regr_slope (float8,float8)float8 regr_sxx (float8,float8)float8 regr_sxy
    (float8,float8)float8 regr_syy (float8,float8)float8 repeat (text,int4)text replace (text,text,text)text reverse
    (text)text right (text,int4)text round (float8)float8 (numeric)numeric (numeric,int4)numeric row_number ()int8
    row_security_active (oid)bool (text)bool row_to_json (record)json (record,bool)json rpad (text,int4)text
    (text,int4,text)text rtrim (bytea,bytea)bytea (text)text (text,text)text scale (numeric)int4 schema_to_xml
    (name,bool,bool,text)xml schema_to_xml_and_xmlschema (name,bool,bool,text)xml schema_to_xmlschema
    (name,bool,bool,text)xml session_user ()name set_bit (bit,int4,int4)bit (bytea,int8,int4)bytea set_byte
    (bytea,int4,int4)bytea set_config (text,text,bool)text set_masklen (cidr,int4)cidr (inet,int4)inet setseed
    (float8)void setval (regclass,int8)int8 (regclass,int8,bool)int8 setweight (tsvector,char)tsvector
    (tsvector,char,_text)tsvector sha224 (bytea)bytea sha256 (bytea)bytea sha384 (bytea)bytea sha512 (bytea)bytea
    shobj_description (oid,name)text sign (float8)float8 (numeric)numeric similar_to_escape (text)text (text,text)text
    sin (float8)float8 sind (float8)float8 sinh (float8)float8 slope (point,point)float8 split_part
    (text,text,int4)text sqrt (float8)float8 (numeric)numeric starts_with (text,text)bool statement_timestamp
    ()timestamptz stddev (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric
    stddev_pop (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric stddev_samp
    (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric string_agg
    (bytea,bytea)bytea (text,text)text string_to_array (text,text)_text (text,text,text)_text string_to_table
    (text,text)text (text,text,text)text strip (tsvector)tsvector strpos (text,text)int4 substr (bytea,int4)bytea
    (bytea,int4,int4)bytea (text,int4)text (text,int4,int4)text substring (bit,int4)bit (bit,int4,int4)bit
    (bytea,int4)bytea (bytea,int4,int4)bytea (text,int4)text (text,int4,int4)text (text,text)text (text,text,text)text
    sum (float4)float4 (float8)float8 (int2)int8 (int4)int8 (int8)numeric (interval)interval (money)money
    (numeric)numeric table_to_xml (regclass,bool,bool,text)xml table_to_xml_and_xmlschema (regclass,bool,bool,text)xml
    table_to_xmlschema (regclass,bool,bool,text)xml tan (float8)float8 tand (float8)float8 tanh (float8)float8
    timeofday ()text timezone (interval,timestamp)timestamptz (interval,timestamptz)timestamp (interval,timetz)timetz
    (text,timestamp)timestamptz (text,timestamptz)timestamp (text,timetz)timetz to_ascii (text)text (text,int4)text
    (text,name)text to_char (float4,text)text (float8,text)text (int4,text)text (int8,text)text (interval,text)text
    (numeric,text)text (timestamp,text)text (timestamptz,text)text to_date (text,text)date to_hex (int4)text
    (int8)text to_json (anyelement)json to_jsonb (anyelement)jsonb to_number (text,text)numeric to_regclass
    (text)regclass to_regcollation (text)regcollation to_regnamespace (text)regnamespace to_regoper (text)regoper
    to_regoperator (text)regoperator to_regproc (text)regproc to_regprocedure (text)regprocedure to_regrole
    (text)regrole to_regtype (text)regtype to_timestamp (float8)timestamptz (text,text)timestamptz to_tsquery
    (regconfig,text)tsquery (text)tsquery to_tsvector (json)tsvector (jsonb)tsvector (regconfig,json)tsvector
    (regconfig,jsonb)tsvector (regconfig,text)tsvector (text)tsvector transaction_timestamp ()timestamptz translate
    (text,text,text)text trim_array (anyarray,int4)anyarray trim_scale (numeric)numeric trunc (float8)float8
    (macaddr)macaddr (macaddr8)macaddr8 (numeric)numeric (numeric,int4)numeric ts_debug (regconfig,text)record
    (text)record ts_delete (tsvector,_text)tsvector (tsvector,text)tsvector ts_filter (tsvector,_char)tsvector
    ts_headline (json,tsquery)json (json,tsquery,text)json (jsonb,tsquery)jsonb (jsonb,tsquery,text)jsonb
    (regconfig,json,tsquery)json (regconfig,json,tsquery,text)json (regconfig,jsonb,tsquery)jsonb
    (regconfig,jsonb,tsquery,text)jsonb (regconfig,text,tsquery)text (regconfig,text,tsquery,text)text
    (text,tsquery)text (text,tsquery,text)text ts_lexize (regdictionary,text)_text ts_parse (oid,text)record
    (text,text)record ts_rank (_float4,tsvector,tsquery)float4 (_float4,tsvector,tsquery,int4)float4
    (tsvector,tsquery)float4 (tsvector,tsquery,int4)float4 ts_rank_cd (_float4,tsvector,tsquery)float4
    (_float4,tsvector,tsquery,int4)float4 (tsvector,tsquery)float4 (tsvector,tsquery,int4)float4 ts_rewrite
    (tsquery,text)tsquery (tsquery,tsquery,tsquery)tsquery ts_stat (text)record (text,text)record ts_token_type
    (oid)record (text)record tsmultirange ()tsmultirange (*_tsrange)tsmultirange (tsrange)tsmultirange tsquery_phrase
    (tsquery,tsquery)tsquery (tsquery,tsquery,int4)tsquery tsrange (timestamp,timestamp)tsrange
    (timestamp,timestamp,text)tsrange tstzmultirange ()tstzmultirange (*_tstzrange)tstzmultirange
    (tstzrange)tstzmultirange tstzrange (timestamptz,timestamptz)tstzrange (timestamptz,timestamptz,text)tstzrange
    tsvector_to_array (tsvector)_text txid_current ()int8 txid_current_if_assigned ()int8 txid_current_snapshot
    ()txid_snapshot txid_snapshot_xip (txid_snapshot)int8 txid_snapshot_xmax (txid_snapshot)int8 txid_snapshot_xmin
    (txid_snapshot)int8 txid_status (int8)text txid_visible_in_snapshot (int8,txid_snapshot)bool unistr (text)text
    unnest (anyarray)anyelement (anymultirange)anyrange (tsvector)record upper (anymultirange)anyelement
    (anyrange)anyelement (text)text upper_inc (anymultirange)bool (anyrange)bool upper_inf (anymultirange)bool
    (anyrange)bool var_pop (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric
    var_samp (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric variance
    (float4)float8 (float8)float8 (int2)numeric (int4)numeric (int8)numeric (numeric)numeric version ()text
    websearch_to_tsquery (regconfig,text)tsquery (text)tsquery width (box)float8 width_bucket
    (anycompatible,anycompatiblearray)int4 (float8,float8,float8,int4)int4 (numeric,numeric,numeric,int4)int4
    xml_is_well_formed (text)bool xml_is_well_formed_content (text)bool xml_is_well_formed_document (text)bool xmlagg
    (xml)xml xmlcomment (text)xml xmlexists (text,xml)bool xpath (text,xml)_xml (text,xml,_text)_xml xpath_exists
    (text,xml)bool (text,xml,_text)bool
    """
}

extension TypeName {
  /// Whether it stands for any type, the same in all places (manual, "Polymorphic Types").
  var isElement: Bool { schema == nil && ["anyelement", "anycompatible", "anynonarray"].contains(name) }

  /// Whether it stands for a range, or for several.
  var isRange: Bool { schema == nil && !isArray && ["anyrange", "anymultirange"].contains(name) }

  /// What the bounds of one of PostgreSQL's own ranges are.
  var rangeBound: TypeName? {
    guard schema == nil, !isArray else { return nil }
    let bounds = [
      "int4": "integer", "int8": "bigint", "num": "numeric", "date": "date", "ts": "timestamp without time zone",
      "tstz": "timestamp with time zone",
    ]
    for suffix in ["multirange", "range"] where name.hasSuffix(suffix) {
      return bounds[String(name.dropLast(suffix.count))].map { TypeName(name: $0) }
    }
    return nil
  }

  /// Whether it stands for an array of those.
  var isArrayOfElements: Bool { schema == nil && ["anyarray", "anycompatiblearray"].contains(name) }
}
