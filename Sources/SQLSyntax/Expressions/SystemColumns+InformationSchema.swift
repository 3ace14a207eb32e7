extension SystemColumns {
  // As the text of `pg_catalog`, of `information_schema`; a column without a type is of its `sql_identifier`.
  static let informationSchemaText = """
    administrable_role_authorizations = grantee role_name is_grantable:yes_or_no ;
    applicable_roles = grantee role_name is_grantable:yes_or_no ;
    attributes = udt_catalog udt_schema udt_name attribute_name ordinal_position:cardinal_number
    attribute_default:character_data is_nullable:yes_or_no data_type:character_data
    character_maximum_length:cardinal_number character_octet_length:cardinal_number character_set_catalog
    character_set_schema character_set_name collation_catalog collation_schema collation_name
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    datetime_precision:cardinal_number interval_type:character_data interval_precision:cardinal_number
    attribute_udt_catalog attribute_udt_schema attribute_udt_name scope_catalog scope_schema scope_name
    maximum_cardinality:cardinal_number dtd_identifier is_derived_reference_attribute:yes_or_no ;
    character_sets = character_set_catalog character_set_schema character_set_name character_repertoire
    form_of_use default_collate_catalog default_collate_schema default_collate_name ;
    check_constraint_routine_usage = constraint_catalog constraint_schema constraint_name specific_catalog
    specific_schema specific_name ;
    check_constraints = constraint_catalog constraint_schema constraint_name check_clause:character_data ;
    collation_character_set_applicability = collation_catalog collation_schema collation_name
    character_set_catalog character_set_schema character_set_name ;
    collations = collation_catalog collation_schema collation_name pad_attribute:character_data ;
    column_column_usage = table_catalog table_schema table_name column_name dependent_column ;
    column_domain_usage = domain_catalog domain_schema domain_name table_catalog table_schema table_name
    column_name ;
    column_options = table_catalog table_schema table_name column_name option_name option_value:character_data ;
    column_privileges = grantor grantee table_catalog table_schema table_name column_name
    privilege_type:character_data is_grantable:yes_or_no ;
    column_udt_usage = udt_catalog udt_schema udt_name table_catalog table_schema table_name column_name ;
    columns = table_catalog table_schema table_name column_name ordinal_position:cardinal_number
    column_default:character_data is_nullable:yes_or_no data_type:character_data
    character_maximum_length:cardinal_number character_octet_length:cardinal_number
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    datetime_precision:cardinal_number interval_type:character_data interval_precision:cardinal_number
    character_set_catalog character_set_schema character_set_name collation_catalog collation_schema
    collation_name domain_catalog domain_schema domain_name udt_catalog udt_schema udt_name scope_catalog
    scope_schema scope_name maximum_cardinality:cardinal_number dtd_identifier is_self_referencing:yes_or_no
    is_identity:yes_or_no identity_generation:character_data identity_start:character_data
    identity_increment:character_data identity_maximum:character_data identity_minimum:character_data
    identity_cycle:yes_or_no is_generated:character_data generation_expression:character_data
    is_updatable:yes_or_no ;
    constraint_column_usage = table_catalog table_schema table_name column_name constraint_catalog
    constraint_schema constraint_name ;
    constraint_table_usage = table_catalog table_schema table_name constraint_catalog constraint_schema
    constraint_name ;
    data_type_privileges = object_catalog object_schema object_name object_type:character_data dtd_identifier ;
    domain_constraints = constraint_catalog constraint_schema constraint_name domain_catalog domain_schema
    domain_name is_deferrable:yes_or_no initially_deferred:yes_or_no ;
    domain_udt_usage = udt_catalog udt_schema udt_name domain_catalog domain_schema domain_name ;
    domains = domain_catalog domain_schema domain_name data_type:character_data
    character_maximum_length:cardinal_number character_octet_length:cardinal_number character_set_catalog
    character_set_schema character_set_name collation_catalog collation_schema collation_name
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    datetime_precision:cardinal_number interval_type:character_data interval_precision:cardinal_number
    domain_default:character_data udt_catalog udt_schema udt_name scope_catalog scope_schema scope_name
    maximum_cardinality:cardinal_number dtd_identifier ;
    element_types = object_catalog object_schema object_name object_type:character_data collection_type_identifier
    data_type:character_data character_maximum_length:cardinal_number character_octet_length:cardinal_number
    character_set_catalog character_set_schema character_set_name collation_catalog collation_schema
    collation_name numeric_precision:cardinal_number numeric_precision_radix:cardinal_number
    numeric_scale:cardinal_number datetime_precision:cardinal_number interval_type:character_data
    interval_precision:cardinal_number domain_default:character_data udt_catalog udt_schema udt_name scope_catalog
    scope_schema scope_name maximum_cardinality:cardinal_number dtd_identifier ;
    enabled_roles = role_name ;
    foreign_data_wrapper_options = foreign_data_wrapper_catalog foreign_data_wrapper_name option_name
    option_value:character_data ;
    foreign_data_wrappers = foreign_data_wrapper_catalog foreign_data_wrapper_name authorization_identifier
    library_name:character_data foreign_data_wrapper_language:character_data ;
    foreign_server_options = foreign_server_catalog foreign_server_name option_name option_value:character_data ;
    foreign_servers = foreign_server_catalog foreign_server_name foreign_data_wrapper_catalog
    foreign_data_wrapper_name foreign_server_type:character_data foreign_server_version:character_data
    authorization_identifier ;
    foreign_table_options = foreign_table_catalog foreign_table_schema foreign_table_name option_name
    option_value:character_data ;
    foreign_tables = foreign_table_catalog foreign_table_schema foreign_table_name foreign_server_catalog
    foreign_server_name ;
    information_schema_catalog_name = catalog_name ;
    key_column_usage = constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name
    column_name ordinal_position:cardinal_number position_in_unique_constraint:cardinal_number ;
    parameters = specific_catalog specific_schema specific_name ordinal_position:cardinal_number
    parameter_mode:character_data is_result:yes_or_no as_locator:yes_or_no parameter_name data_type:character_data
    character_maximum_length:cardinal_number character_octet_length:cardinal_number character_set_catalog
    character_set_schema character_set_name collation_catalog collation_schema collation_name
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    datetime_precision:cardinal_number interval_type:character_data interval_precision:cardinal_number udt_catalog
    udt_schema udt_name scope_catalog scope_schema scope_name maximum_cardinality:cardinal_number dtd_identifier
    parameter_default:character_data ;
    referential_constraints = constraint_catalog constraint_schema constraint_name unique_constraint_catalog
    unique_constraint_schema unique_constraint_name match_option:character_data update_rule:character_data
    delete_rule:character_data ;
    role_column_grants = grantor grantee table_catalog table_schema table_name column_name
    privilege_type:character_data is_grantable:yes_or_no ;
    role_routine_grants = grantor grantee specific_catalog specific_schema specific_name routine_catalog
    routine_schema routine_name privilege_type:character_data is_grantable:yes_or_no ;
    role_table_grants = grantor grantee table_catalog table_schema table_name privilege_type:character_data
    is_grantable:yes_or_no with_hierarchy:yes_or_no ;
    role_udt_grants = grantor grantee udt_catalog udt_schema udt_name privilege_type:character_data
    is_grantable:yes_or_no ;
    role_usage_grants = grantor grantee object_catalog object_schema object_name object_type:character_data
    privilege_type:character_data is_grantable:yes_or_no ;
    routine_column_usage = specific_catalog specific_schema specific_name routine_catalog routine_schema
    routine_name table_catalog table_schema table_name column_name ;
    routine_privileges = grantor grantee specific_catalog specific_schema specific_name routine_catalog
    routine_schema routine_name privilege_type:character_data is_grantable:yes_or_no ;
    routine_routine_usage = specific_catalog specific_schema specific_name routine_catalog routine_schema
    routine_name ;
    routine_sequence_usage = specific_catalog specific_schema specific_name routine_catalog routine_schema
    routine_name sequence_catalog sequence_schema sequence_name ;
    routine_table_usage = specific_catalog specific_schema specific_name routine_catalog routine_schema
    routine_name table_catalog table_schema table_name ;
    routines = specific_catalog specific_schema specific_name routine_catalog routine_schema routine_name
    routine_type:character_data module_catalog module_schema module_name udt_catalog udt_schema udt_name
    data_type:character_data character_maximum_length:cardinal_number character_octet_length:cardinal_number
    character_set_catalog character_set_schema character_set_name collation_catalog collation_schema
    collation_name numeric_precision:cardinal_number numeric_precision_radix:cardinal_number
    numeric_scale:cardinal_number datetime_precision:cardinal_number interval_type:character_data
    interval_precision:cardinal_number type_udt_catalog type_udt_schema type_udt_name scope_catalog scope_schema
    scope_name maximum_cardinality:cardinal_number dtd_identifier routine_body:character_data
    routine_definition:character_data external_name:character_data external_language:character_data
    parameter_style:character_data is_deterministic:yes_or_no sql_data_access:character_data
    is_null_call:yes_or_no sql_path:character_data schema_level_routine:yes_or_no
    max_dynamic_result_sets:cardinal_number is_user_defined_cast:yes_or_no is_implicitly_invocable:yes_or_no
    security_type:character_data to_sql_specific_catalog to_sql_specific_schema to_sql_specific_name
    as_locator:yes_or_no created:time_stamp last_altered:time_stamp new_savepoint_level:yes_or_no
    is_udt_dependent:yes_or_no result_cast_from_data_type:character_data result_cast_as_locator:yes_or_no
    result_cast_char_max_length:cardinal_number result_cast_char_octet_length:cardinal_number
    result_cast_char_set_catalog result_cast_char_set_schema result_cast_char_set_name
    result_cast_collation_catalog result_cast_collation_schema result_cast_collation_name
    result_cast_numeric_precision:cardinal_number result_cast_numeric_precision_radix:cardinal_number
    result_cast_numeric_scale:cardinal_number result_cast_datetime_precision:cardinal_number
    result_cast_interval_type:character_data result_cast_interval_precision:cardinal_number
    result_cast_type_udt_catalog result_cast_type_udt_schema result_cast_type_udt_name result_cast_scope_catalog
    result_cast_scope_schema result_cast_scope_name result_cast_maximum_cardinality:cardinal_number
    result_cast_dtd_identifier ;
    schemata = catalog_name schema_name schema_owner default_character_set_catalog default_character_set_schema
    default_character_set_name sql_path:character_data ;
    sequences = sequence_catalog sequence_schema sequence_name data_type:character_data
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    start_value:character_data minimum_value:character_data maximum_value:character_data increment:character_data
    cycle_option:yes_or_no ;
    sql_features = feature_id:character_data feature_name:character_data sub_feature_id:character_data
    sub_feature_name:character_data is_supported:yes_or_no is_verified_by:character_data comments:character_data ;
    sql_implementation_info = implementation_info_id:character_data implementation_info_name:character_data
    integer_value:cardinal_number character_value:character_data comments:character_data ;
    sql_parts = feature_id:character_data feature_name:character_data is_supported:yes_or_no
    is_verified_by:character_data comments:character_data ;
    sql_sizing = sizing_id:cardinal_number sizing_name:character_data supported_value:cardinal_number
    comments:character_data ;
    table_constraints = constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name
    constraint_type:character_data is_deferrable:yes_or_no initially_deferred:yes_or_no enforced:yes_or_no
    nulls_distinct:yes_or_no ;
    table_privileges = grantor grantee table_catalog table_schema table_name privilege_type:character_data
    is_grantable:yes_or_no with_hierarchy:yes_or_no ;
    tables = table_catalog table_schema table_name table_type:character_data self_referencing_column_name
    reference_generation:character_data user_defined_type_catalog user_defined_type_schema user_defined_type_name
    is_insertable_into:yes_or_no is_typed:yes_or_no commit_action:character_data ;
    transforms = udt_catalog udt_schema udt_name specific_catalog specific_schema specific_name group_name
    transform_type:character_data ;
    triggered_update_columns = trigger_catalog trigger_schema trigger_name event_object_catalog
    event_object_schema event_object_table event_object_column ;
    triggers = trigger_catalog trigger_schema trigger_name event_manipulation:character_data event_object_catalog
    event_object_schema event_object_table action_order:cardinal_number action_condition:character_data
    action_statement:character_data action_orientation:character_data action_timing:character_data
    action_reference_old_table action_reference_new_table action_reference_old_row action_reference_new_row
    created:time_stamp ;
    udt_privileges = grantor grantee udt_catalog udt_schema udt_name privilege_type:character_data
    is_grantable:yes_or_no ;
    usage_privileges = grantor grantee object_catalog object_schema object_name object_type:character_data
    privilege_type:character_data is_grantable:yes_or_no ;
    user_defined_types = user_defined_type_catalog user_defined_type_schema user_defined_type_name
    user_defined_type_category:character_data is_instantiable:yes_or_no is_final:yes_or_no
    ordering_form:character_data ordering_category:character_data ordering_routine_catalog ordering_routine_schema
    ordering_routine_name reference_type:character_data data_type:character_data
    character_maximum_length:cardinal_number character_octet_length:cardinal_number character_set_catalog
    character_set_schema character_set_name collation_catalog collation_schema collation_name
    numeric_precision:cardinal_number numeric_precision_radix:cardinal_number numeric_scale:cardinal_number
    datetime_precision:cardinal_number interval_type:character_data interval_precision:cardinal_number
    source_dtd_identifier ref_dtd_identifier ;
    user_mapping_options = authorization_identifier foreign_server_catalog foreign_server_name option_name
    option_value:character_data ;
    user_mappings = authorization_identifier foreign_server_catalog foreign_server_name ;
    view_column_usage = view_catalog view_schema view_name table_catalog table_schema table_name column_name ;
    view_routine_usage = table_catalog table_schema table_name specific_catalog specific_schema specific_name ;
    view_table_usage = view_catalog view_schema view_name table_catalog table_schema table_name ;
    views = table_catalog table_schema table_name view_definition:character_data check_option:character_data
    is_updatable:yes_or_no is_insertable_into:yes_or_no is_trigger_updatable:yes_or_no
    is_trigger_deletable:yes_or_no is_trigger_insertable_into:yes_or_no ;
    """
}
