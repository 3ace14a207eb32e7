import SQLSyntax

/// Names that PostgreSQL 15's own objects have, as far as a migration may ask for one of them.
enum BuiltInNames {
  /// Whether one of PostgreSQL's own objects may have this name.
  static func mayHave(_ name: String) -> Bool {
    isFunction(name) || (name.hasPrefix("_") && mayHave(String(name.dropFirst())))
      || name.contains("RI_ConstraintTrigger") || types.contains(name) || relations.contains(name)
      || constraints.contains(name)
  }

  /// Whether one of PostgreSQL's own functions has this name.
  static func isFunction(_ name: String) -> Bool {
    name.hasPrefix("pg_") || functions.contains(name) || BuiltInFunctions.have(name)
  }

  /// Names of constraints in `information_schema`; those in `pg_catalog` begin with `pg_`.
  private static let constraints: Set<String> = ["cardinal_number_domain_check", "yes_or_no_check"]

  /// `SELECT relname FROM pg_class WHERE relname !~ '^_?pg_' AND relkind IN ('r', 'v', 'S')`.
  private static let relations = words(
    """
    administrable_role_authorizations applicable_roles attributes character_sets check_constraint_routine_usage
    check_constraints collation_character_set_applicability collations column_column_usage column_domain_usage
    column_options column_privileges column_udt_usage columns constraint_column_usage constraint_table_usage
    data_type_privileges domain_constraints domain_udt_usage domains element_types enabled_roles
    foreign_data_wrapper_options foreign_data_wrappers foreign_server_options foreign_servers
    foreign_table_options foreign_tables information_schema_catalog_name key_column_usage parameters
    referential_constraints role_column_grants role_routine_grants role_table_grants role_udt_grants
    role_usage_grants routine_column_usage routine_privileges routine_routine_usage routine_sequence_usage
    routine_table_usage routines schemata sequences sql_features sql_implementation_info sql_parts sql_sizing
    table_constraints table_privileges tables transforms triggered_update_columns triggers udt_privileges
    usage_privileges user_defined_types user_mapping_options user_mappings view_column_usage view_routine_usage
    view_table_usage views
    """)

  /// `SELECT typname FROM pg_type WHERE typname !~ '^_?pg_' AND typelem = 0 AND typtype <> 'c'`.
  static let types = words(
    """
    aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray
    anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit bool bpchar bytea cardinal_number
    char character_data cid cidr circle cstring date datemultirange daterange event_trigger fdw_handler float4
    float8 gtsvector index_am_handler inet int2 int4 int4multirange int4range int8 int8multirange int8range
    internal interval json jsonb jsonpath language_handler macaddr macaddr8 money numeric nummultirange numrange
    oid path polygon record refcursor regclass regcollation regconfig regdictionary regnamespace regoper
    regoperator regproc regprocedure regrole regtype sql_identifier table_am_handler text tid time time_stamp
    timestamp timestamptz timetz trigger tsm_handler tsmultirange tsquery tsrange tstzmultirange tstzrange
    tsvector txid_snapshot unknown uuid varbit varchar void xid xid8 xml yes_or_no
    """)

  /// The names in `pg_proc` that begin otherwise than `pg_`; those left out that are there for the server: functions with
  /// an argument or a result of type `internal` or `cstring`, those behind operators, casts and index access methods, and
  /// those of `BuiltInFunctions`.
  private static let functions = words(
    """
    RI_FKey_cascade_del RI_FKey_cascade_upd RI_FKey_check_ins RI_FKey_check_upd RI_FKey_noaction_del
    RI_FKey_noaction_upd RI_FKey_restrict_del RI_FKey_restrict_upd RI_FKey_setdefault_del RI_FKey_setdefault_upd
    RI_FKey_setnull_del RI_FKey_setnull_upd amvalidate anyarray_send anycompatiblearray_send array_larger
    array_send array_smaller binary_upgrade_create_empty_extension binary_upgrade_set_missing_value
    binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_attribute_versions
    binary_upgrade_set_next_heap_pg_class_oid binary_upgrade_set_next_heap_relfilenode
    binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode
    binary_upgrade_set_next_multirange_array_pg_type_oid binary_upgrade_set_next_multirange_pg_type_oid
    binary_upgrade_set_next_pg_authid_oid binary_upgrade_set_next_pg_enum_oid
    binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid
    binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode
    binary_upgrade_set_record_init_privs bit_send bittypmodin booland_statefunc boolor_statefunc boolsend box
    box_send bpchar_larger bpchar_smaller bpcharsend bpchartypmodin brin_bloom_summary_send brin_desummarize_range
    brin_minmax_multi_summary_send brin_summarize_new_values brin_summarize_range byteasend cash_send cash_words
    cashlarger cashsmaller charsend cidr_send cidsend circle circle_send currtid2 date_larger date_send
    date_smaller daterange_canonical daterange_subdiff dexp dlog1 dlog10 dround dtrunc enum_larger enum_send
    enum_smaller float4_accum float4larger float4send float4smaller float8_accum float8_avg float8_combine
    float8_corr float8_covar_pop float8_covar_samp float8_regr_accum float8_regr_avgx float8_regr_avgy
    float8_regr_combine float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx float8_regr_sxy
    float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp float8larger float8send
    float8smaller fmgr_c_validator fmgr_internal_validator fmgr_sql_validator getpgusername gin_clean_pending_list
    inet_send int2_avg_accum int2_avg_accum_inv int2_sum int2int4_sum int2larger int2send int2smaller
    int2vectorsend int4_avg_accum int4_avg_accum_inv int4_avg_combine int4_sum int4inc int4larger
    int4range_canonical int4range_subdiff int4send int4smaller int8_avg int8_sum int8dec int8dec_any int8inc
    int8inc_any int8inc_float8_float8 int8larger int8range_canonical int8range_subdiff int8send int8smaller
    interval_accum interval_accum_inv interval_avg interval_combine interval_larger interval_send interval_smaller
    intervaltypmodin json_send jsonb_send jsonpath_send like_escape line line_send lo_close lo_creat lo_create
    lo_export lo_from_bytea lo_get lo_import lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64 lo_truncate
    lo_truncate64 lo_unlink loread lowrite lseg lseg_send macaddr8_send macaddr8_set7bit macaddr_send
    multirange_intersect_agg_transfn multirange_send mxid_age nameconcatoid namesend network_larger
    network_smaller numeric_div_trunc numeric_exp numeric_inc numeric_larger numeric_ln numeric_log numeric_send
    numeric_smaller numeric_sqrt numerictypmodin numrange_subdiff oidlarger oidsend oidsmaller oidvectorsend
    oidvectortypes path_send pclose plpgsql_call_handler plpgsql_validator point point_send poly_send polygon
    popen postgresql_fdw_validator range_intersect_agg_transfn range_send record_send regclasssend
    regcollationsend regconfigsend regdictionarysend regnamespacesend regoperatorsend regopersend regproceduresend
    regprocsend regrolesend regtypesend satisfies_hash_partition similar_escape suppress_redundant_updates_trigger
    text text_larger text_smaller textlen textsend tidlarger tidsend tidsmaller time_larger time_send time_smaller
    timestamp timestamp_larger timestamp_send timestamp_smaller timestamptypmodin timestamptz timestamptz_larger
    timestamptz_send timestamptz_smaller timestamptztypmodin timetypmodin timetz_larger timetz_send timetz_smaller
    timetztypmodin tsquerysend tsrange_subdiff tstzrange_subdiff tsvector_update_trigger
    tsvector_update_trigger_column tsvectorsend txid_snapshot_send unique_key_recheck unknownsend uuid_send
    varbit_send varbittypmodin varcharsend varchartypmodin void_send xid8_larger xid8_smaller xid8send xidsend
    xml_send xmlconcat2 xmlvalidate
    """)
}

/// The words of a text, which white space separates.
func words(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
