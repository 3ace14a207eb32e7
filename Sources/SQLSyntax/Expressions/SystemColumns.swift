/// The columns of PostgreSQL 15's own relations, with their types.
enum SystemColumns {
  /// The columns of a relation; `nil` where PostgreSQL has no such one.
  static func columns(of name: ObjectName) -> [(name: String, type: TypeName)]? {
    name.schema == "information_schema" ? informationSchema[name.name] : catalog(name)
  }

  private static func catalog(_ name: ObjectName) -> [(name: String, type: TypeName)]? {
    name.schema ?? "pg_catalog" == "pg_catalog" ? catalog[name.name] : nil
  }

  private static let catalog = read(catalogText) { $0 == "char" ? TypeName(name: "\"char\"") : builtIn($0 ?? "oid") }

  private static let informationSchema = read(informationSchemaText) {
    TypeName(schema: "information_schema", name: $0 ?? "sql_identifier")
  }

  private static func builtIn(_ name: String) -> TypeName { TypeName(name: TypeName.sqlNames[name] ?? name) }

  private static func read(
    _ text: String, _ type: (String?) -> TypeName
  ) -> [String: [(name: String, type: TypeName)]] {
    var relations: [String: [(name: String, type: TypeName)]] = [:]
    for relation in text.split(separator: ";") {
      let words = relation.split(whereSeparator: \.isWhitespace)
      guard let name = words.first else { continue }
      relations[String(name)] = words.dropFirst(2).map { word in
        let parts = word.split(separator: ":")
        let name = parts.count > 1 ? parts[1] : nil
        var columnType = type(name.map { String($0.prefix { $0 != "[" }) })
        columnType.isArray = name?.hasSuffix("[]") ?? false
        return (String(parts[0]), columnType)
      }
    }
    return relations
  }

  // SELECT relname, string_agg(attname || ':' || format_type(atttypid, atttypmod), ' ' ORDER BY attnum)
  // FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relkind IN ('r', 'v') AND attnum > 0
  // AND relname NOT LIKE '\_%' AND relnamespace = 'pg_catalog'::regnamespace GROUP BY relname;
  // a column without a type is of `oid`.
  private static let catalogText = """
    pg_aggregate = aggfnoid:regproc aggkind:char aggnumdirectargs:int2 aggtransfn:regproc aggfinalfn:regproc
    aggcombinefn:regproc aggserialfn:regproc aggdeserialfn:regproc aggmtransfn:regproc aggminvtransfn:regproc
    aggmfinalfn:regproc aggfinalextra:bool aggmfinalextra:bool aggfinalmodify:char aggmfinalmodify:char aggsortop
    aggtranstype aggtransspace:int4 aggmtranstype aggmtransspace:int4 agginitval:text aggminitval:text ;
    pg_am = oid amname:name amhandler:regproc amtype:char ;
    pg_amop = oid amopfamily amoplefttype amoprighttype amopstrategy:int2 amoppurpose:char amopopr amopmethod
    amopsortfamily ;
    pg_amproc = oid amprocfamily amproclefttype amprocrighttype amprocnum:int2 amproc:regproc ;
    pg_attrdef = oid adrelid adnum:int2 adbin:pg_node_tree ;
    pg_attribute = attrelid attname:name atttypid attstattarget:int4 attlen:int2 attnum:int2 attndims:int4
    attcacheoff:int4 atttypmod:int4 attbyval:bool attalign:char attstorage:char attcompression:char
    attnotnull:bool atthasdef:bool atthasmissing:bool attidentity:char attgenerated:char attisdropped:bool
    attislocal:bool attinhcount:int4 attcollation attacl:aclitem[] attoptions:text[] attfdwoptions:text[]
    attmissingval:anyarray ;
    pg_auth_members = roleid member grantor admin_option:bool ;
    pg_authid = oid rolname:name rolsuper:bool rolinherit:bool rolcreaterole:bool rolcreatedb:bool
    rolcanlogin:bool rolreplication:bool rolbypassrls:bool rolconnlimit:int4 rolpassword:text
    rolvaliduntil:timestamptz ;
    pg_available_extension_versions = name:name version:text installed:bool superuser:bool trusted:bool
    relocatable:bool schema:name requires:name[] comment:text ;
    pg_available_extensions = name:name default_version:text installed_version:text comment:text ;
    pg_backend_memory_contexts = name:text ident:text parent:text level:int4 total_bytes:int8 total_nblocks:int8
    free_bytes:int8 free_chunks:int8 used_bytes:int8 ;
    pg_cast = oid castsource casttarget castfunc castcontext:char castmethod:char ;
    pg_class = oid relname:name relnamespace reltype reloftype relowner relam relfilenode reltablespace
    relpages:int4 reltuples:float4 relallvisible:int4 reltoastrelid relhasindex:bool relisshared:bool
    relpersistence:char relkind:char relnatts:int2 relchecks:int2 relhasrules:bool relhastriggers:bool
    relhassubclass:bool relrowsecurity:bool relforcerowsecurity:bool relispopulated:bool relreplident:char
    relispartition:bool relrewrite relfrozenxid:xid relminmxid:xid relacl:aclitem[] reloptions:text[]
    relpartbound:pg_node_tree ;
    pg_collation = oid collname:name collnamespace collowner collprovider:char collisdeterministic:bool
    collencoding:int4 collcollate:text collctype:text colliculocale:text collversion:text ;
    pg_config = name:text setting:text ;
    pg_constraint = oid conname:name connamespace contype:char condeferrable:bool condeferred:bool
    convalidated:bool conrelid contypid conindid conparentid confrelid confupdtype:char confdeltype:char
    confmatchtype:char conislocal:bool coninhcount:int4 connoinherit:bool conkey:int2[] confkey:int2[]
    conpfeqop:oid[] conppeqop:oid[] conffeqop:oid[] confdelsetcols:int2[] conexclop:oid[] conbin:pg_node_tree ;
    pg_conversion = oid conname:name connamespace conowner conforencoding:int4 contoencoding:int4 conproc:regproc
    condefault:bool ;
    pg_cursors = name:text statement:text is_holdable:bool is_binary:bool is_scrollable:bool
    creation_time:timestamptz ;
    pg_database = oid datname:name datdba encoding:int4 datlocprovider:char datistemplate:bool datallowconn:bool
    datconnlimit:int4 datfrozenxid:xid datminmxid:xid dattablespace datcollate:text datctype:text
    daticulocale:text datcollversion:text datacl:aclitem[] ;
    pg_db_role_setting = setdatabase setrole setconfig:text[] ;
    pg_default_acl = oid defaclrole defaclnamespace defaclobjtype:char defaclacl:aclitem[] ;
    pg_depend = classid objid objsubid:int4 refclassid refobjid refobjsubid:int4 deptype:char ;
    pg_description = objoid classoid objsubid:int4 description:text ;
    pg_enum = oid enumtypid enumsortorder:float4 enumlabel:name ;
    pg_event_trigger = oid evtname:name evtevent:name evtowner evtfoid evtenabled:char evttags:text[] ;
    pg_extension = oid extname:name extowner extnamespace extrelocatable:bool extversion:text extconfig:oid[]
    extcondition:text[] ;
    pg_file_settings = sourcefile:text sourceline:int4 seqno:int4 name:text setting:text applied:bool error:text ;
    pg_foreign_data_wrapper = oid fdwname:name fdwowner fdwhandler fdwvalidator fdwacl:aclitem[] fdwoptions:text[]
    ;
    pg_foreign_server = oid srvname:name srvowner srvfdw srvtype:text srvversion:text srvacl:aclitem[]
    srvoptions:text[] ;
    pg_foreign_table = ftrelid ftserver ftoptions:text[] ;
    pg_group = groname:name grosysid grolist:oid[] ;
    pg_hba_file_rules = line_number:int4 type:text database:text[] user_name:text[] address:text netmask:text
    auth_method:text options:text[] error:text ;
    pg_ident_file_mappings = line_number:int4 map_name:text sys_name:text pg_username:text error:text ;
    pg_index = indexrelid indrelid indnatts:int2 indnkeyatts:int2 indisunique:bool indnullsnotdistinct:bool
    indisprimary:bool indisexclusion:bool indimmediate:bool indisclustered:bool indisvalid:bool indcheckxmin:bool
    indisready:bool indislive:bool indisreplident:bool indkey:int2vector indcollation:oidvector indclass:oidvector
    indoption:int2vector indexprs:pg_node_tree indpred:pg_node_tree ;
    pg_indexes = schemaname:name tablename:name indexname:name tablespace:name indexdef:text ;
    pg_inherits = inhrelid inhparent inhseqno:int4 inhdetachpending:bool ;
    pg_init_privs = objoid classoid objsubid:int4 privtype:char initprivs:aclitem[] ;
    pg_language = oid lanname:name lanowner lanispl:bool lanpltrusted:bool lanplcallfoid laninline lanvalidator
    lanacl:aclitem[] ;
    pg_largeobject = loid pageno:int4 data:bytea ;
    pg_largeobject_metadata = oid lomowner lomacl:aclitem[] ;
    pg_locks = locktype:text database relation page:int4 tuple:int2 virtualxid:text transactionid:xid classid
    objid objsubid:int2 virtualtransaction:text pid:int4 mode:text granted:bool fastpath:bool
    waitstart:timestamptz ;
    pg_matviews = schemaname:name matviewname:name matviewowner:name tablespace:name hasindexes:bool
    ispopulated:bool definition:text ;
    pg_namespace = oid nspname:name nspowner nspacl:aclitem[] ;
    pg_opclass = oid opcmethod opcname:name opcnamespace opcowner opcfamily opcintype opcdefault:bool opckeytype ;
    pg_operator = oid oprname:name oprnamespace oprowner oprkind:char oprcanmerge:bool oprcanhash:bool oprleft
    oprright oprresult oprcom oprnegate oprcode:regproc oprrest:regproc oprjoin:regproc ;
    pg_opfamily = oid opfmethod opfname:name opfnamespace opfowner ;
    pg_parameter_acl = oid parname:text paracl:aclitem[] ;
    pg_partitioned_table = partrelid partstrat:char partnatts:int2 partdefid partattrs:int2vector
    partclass:oidvector partcollation:oidvector partexprs:pg_node_tree ;
    pg_policies = schemaname:name tablename:name policyname:name permissive:text roles:name[] cmd:text qual:text
    with_check:text ;
    pg_policy = oid polname:name polrelid polcmd:char polpermissive:bool polroles:oid[] polqual:pg_node_tree
    polwithcheck:pg_node_tree ;
    pg_prepared_statements = name:text statement:text prepare_time:timestamptz parameter_types:regtype[]
    from_sql:bool generic_plans:int8 custom_plans:int8 ;
    pg_prepared_xacts = transaction:xid gid:text prepared:timestamptz owner:name database:name ;
    pg_proc = oid proname:name pronamespace proowner prolang procost:float4 prorows:float4 provariadic
    prosupport:regproc prokind:char prosecdef:bool proleakproof:bool proisstrict:bool proretset:bool
    provolatile:char proparallel:char pronargs:int2 pronargdefaults:int2 prorettype proargtypes:oidvector
    proallargtypes:oid[] proargmodes:char[] proargnames:text[] proargdefaults:pg_node_tree protrftypes:oid[]
    prosrc:text probin:text prosqlbody:pg_node_tree proconfig:text[] proacl:aclitem[] ;
    pg_publication = oid pubname:name pubowner puballtables:bool pubinsert:bool pubupdate:bool pubdelete:bool
    pubtruncate:bool pubviaroot:bool ;
    pg_publication_namespace = oid pnpubid pnnspid ;
    pg_publication_rel = oid prpubid prrelid prqual:pg_node_tree prattrs:int2vector ;
    pg_publication_tables = pubname:name schemaname:name tablename:name attnames:name[] rowfilter:text ;
    pg_range = rngtypid rngsubtype rngmultitypid rngcollation rngsubopc rngcanonical:regproc rngsubdiff:regproc ;
    pg_replication_origin = roident roname:text ;
    pg_replication_origin_status = local_id external_id:text remote_lsn:pg_lsn local_lsn:pg_lsn ;
    pg_replication_slots = slot_name:name plugin:name slot_type:text datoid database:name temporary:bool
    active:bool active_pid:int4 xmin:xid catalog_xmin:xid restart_lsn:pg_lsn confirmed_flush_lsn:pg_lsn
    wal_status:text safe_wal_size:int8 two_phase:bool ;
    pg_rewrite = oid rulename:name ev_class ev_type:char ev_enabled:char is_instead:bool ev_qual:pg_node_tree
    ev_action:pg_node_tree ;
    pg_roles = rolname:name rolsuper:bool rolinherit:bool rolcreaterole:bool rolcreatedb:bool rolcanlogin:bool
    rolreplication:bool rolconnlimit:int4 rolpassword:text rolvaliduntil:timestamptz rolbypassrls:bool
    rolconfig:text[] oid ;
    pg_rules = schemaname:name tablename:name rulename:name definition:text ;
    pg_seclabel = objoid classoid objsubid:int4 provider:text label:text ;
    pg_seclabels = objoid classoid objsubid:int4 objtype:text objnamespace objname:text provider:text label:text ;
    pg_sequence = seqrelid seqtypid seqstart:int8 seqincrement:int8 seqmax:int8 seqmin:int8 seqcache:int8
    seqcycle:bool ;
    pg_sequences = schemaname:name sequencename:name sequenceowner:name data_type:regtype start_value:int8
    min_value:int8 max_value:int8 increment_by:int8 cycle:bool cache_size:int8 last_value:int8 ;
    pg_settings = name:text setting:text unit:text category:text short_desc:text extra_desc:text context:text
    vartype:text source:text min_val:text max_val:text enumvals:text[] boot_val:text reset_val:text
    sourcefile:text sourceline:int4 pending_restart:bool ;
    pg_shadow = usename:name usesysid usecreatedb:bool usesuper:bool userepl:bool usebypassrls:bool passwd:text
    valuntil:timestamptz useconfig:text[] ;
    pg_shdepend = dbid classid objid objsubid:int4 refclassid refobjid deptype:char ;
    pg_shdescription = objoid classoid description:text ;
    pg_shmem_allocations = name:text off:int8 size:int8 allocated_size:int8 ;
    pg_shseclabel = objoid classoid provider:text label:text ;
    pg_stat_activity = datid datname:name pid:int4 leader_pid:int4 usesysid usename:name application_name:text
    client_addr:inet client_hostname:text client_port:int4 backend_start:timestamptz xact_start:timestamptz
    query_start:timestamptz state_change:timestamptz wait_event_type:text wait_event:text state:text
    backend_xid:xid backend_xmin:xid query_id:int8 query:text backend_type:text ;
    pg_stat_all_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_scan:int8
    idx_tup_read:int8 idx_tup_fetch:int8 ;
    pg_stat_all_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 n_live_tup:int8
    n_dead_tup:int8 n_mod_since_analyze:int8 n_ins_since_vacuum:int8 last_vacuum:timestamptz
    last_autovacuum:timestamptz last_analyze:timestamptz last_autoanalyze:timestamptz vacuum_count:int8
    autovacuum_count:int8 analyze_count:int8 autoanalyze_count:int8 ;
    pg_stat_archiver = archived_count:int8 last_archived_wal:text last_archived_time:timestamptz failed_count:int8
    last_failed_wal:text last_failed_time:timestamptz stats_reset:timestamptz ;
    pg_stat_bgwriter = checkpoints_timed:int8 checkpoints_req:int8 checkpoint_write_time:float8
    checkpoint_sync_time:float8 buffers_checkpoint:int8 buffers_clean:int8 maxwritten_clean:int8
    buffers_backend:int8 buffers_backend_fsync:int8 buffers_alloc:int8 stats_reset:timestamptz ;
    pg_stat_database = datid datname:name numbackends:int4 xact_commit:int8 xact_rollback:int8 blks_read:int8
    blks_hit:int8 tup_returned:int8 tup_fetched:int8 tup_inserted:int8 tup_updated:int8 tup_deleted:int8
    conflicts:int8 temp_files:int8 temp_bytes:int8 deadlocks:int8 checksum_failures:int8
    checksum_last_failure:timestamptz blk_read_time:float8 blk_write_time:float8 session_time:float8
    active_time:float8 idle_in_transaction_time:float8 sessions:int8 sessions_abandoned:int8 sessions_fatal:int8
    sessions_killed:int8 stats_reset:timestamptz ;
    pg_stat_database_conflicts = datid datname:name confl_tablespace:int8 confl_lock:int8 confl_snapshot:int8
    confl_bufferpin:int8 confl_deadlock:int8 ;
    pg_stat_gssapi = pid:int4 gss_authenticated:bool principal:text encrypted:bool ;
    pg_stat_progress_analyze = pid:int4 datid datname:name relid phase:text sample_blks_total:int8
    sample_blks_scanned:int8 ext_stats_total:int8 ext_stats_computed:int8 child_tables_total:int8
    child_tables_done:int8 current_child_table_relid ;
    pg_stat_progress_basebackup = pid:int4 phase:text backup_total:int8 backup_streamed:int8
    tablespaces_total:int8 tablespaces_streamed:int8 ;
    pg_stat_progress_cluster = pid:int4 datid datname:name relid command:text phase:text cluster_index_relid
    heap_tuples_scanned:int8 heap_tuples_written:int8 heap_blks_total:int8 heap_blks_scanned:int8
    index_rebuild_count:int8 ;
    pg_stat_progress_copy = pid:int4 datid datname:name relid command:text type:text bytes_processed:int8
    bytes_total:int8 tuples_processed:int8 tuples_excluded:int8 ;
    pg_stat_progress_create_index = pid:int4 datid datname:name relid index_relid command:text phase:text
    lockers_total:int8 lockers_done:int8 current_locker_pid:int8 blocks_total:int8 blocks_done:int8
    tuples_total:int8 tuples_done:int8 partitions_total:int8 partitions_done:int8 ;
    pg_stat_progress_vacuum = pid:int4 datid datname:name relid phase:text heap_blks_total:int8
    heap_blks_scanned:int8 heap_blks_vacuumed:int8 index_vacuum_count:int8 max_dead_tuples:int8
    num_dead_tuples:int8 ;
    pg_stat_recovery_prefetch = stats_reset:timestamptz prefetch:int8 hit:int8 skip_init:int8 skip_new:int8
    skip_fpw:int8 skip_rep:int8 wal_distance:int4 block_distance:int4 io_depth:int4 ;
    pg_stat_replication = pid:int4 usesysid usename:name application_name:text client_addr:inet
    client_hostname:text client_port:int4 backend_start:timestamptz backend_xmin:xid state:text sent_lsn:pg_lsn
    write_lsn:pg_lsn flush_lsn:pg_lsn replay_lsn:pg_lsn write_lag:interval flush_lag:interval replay_lag:interval
    sync_priority:int4 sync_state:text reply_time:timestamptz ;
    pg_stat_replication_slots = slot_name:text spill_txns:int8 spill_count:int8 spill_bytes:int8 stream_txns:int8
    stream_count:int8 stream_bytes:int8 total_txns:int8 total_bytes:int8 stats_reset:timestamptz ;
    pg_stat_slru = name:text blks_zeroed:int8 blks_hit:int8 blks_read:int8 blks_written:int8 blks_exists:int8
    flushes:int8 truncates:int8 stats_reset:timestamptz ;
    pg_stat_ssl = pid:int4 ssl:bool version:text cipher:text bits:int4 client_dn:text client_serial:numeric
    issuer_dn:text ;
    pg_stat_subscription = subid subname:name pid:int4 relid received_lsn:pg_lsn last_msg_send_time:timestamptz
    last_msg_receipt_time:timestamptz latest_end_lsn:pg_lsn latest_end_time:timestamptz ;
    pg_stat_subscription_stats = subid subname:name apply_error_count:int8 sync_error_count:int8
    stats_reset:timestamptz ;
    pg_stat_sys_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_scan:int8
    idx_tup_read:int8 idx_tup_fetch:int8 ;
    pg_stat_sys_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 n_live_tup:int8
    n_dead_tup:int8 n_mod_since_analyze:int8 n_ins_since_vacuum:int8 last_vacuum:timestamptz
    last_autovacuum:timestamptz last_analyze:timestamptz last_autoanalyze:timestamptz vacuum_count:int8
    autovacuum_count:int8 analyze_count:int8 autoanalyze_count:int8 ;
    pg_stat_user_functions = funcid schemaname:name funcname:name calls:int8 total_time:float8 self_time:float8 ;
    pg_stat_user_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_scan:int8
    idx_tup_read:int8 idx_tup_fetch:int8 ;
    pg_stat_user_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 n_live_tup:int8
    n_dead_tup:int8 n_mod_since_analyze:int8 n_ins_since_vacuum:int8 last_vacuum:timestamptz
    last_autovacuum:timestamptz last_analyze:timestamptz last_autoanalyze:timestamptz vacuum_count:int8
    autovacuum_count:int8 analyze_count:int8 autoanalyze_count:int8 ;
    pg_stat_wal = wal_records:int8 wal_fpi:int8 wal_bytes:numeric wal_buffers_full:int8 wal_write:int8
    wal_sync:int8 wal_write_time:float8 wal_sync_time:float8 stats_reset:timestamptz ;
    pg_stat_wal_receiver = pid:int4 status:text receive_start_lsn:pg_lsn receive_start_tli:int4 written_lsn:pg_lsn
    flushed_lsn:pg_lsn received_tli:int4 last_msg_send_time:timestamptz last_msg_receipt_time:timestamptz
    latest_end_lsn:pg_lsn latest_end_time:timestamptz slot_name:text sender_host:text sender_port:int4
    conninfo:text ;
    pg_stat_xact_all_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 ;
    pg_stat_xact_sys_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 ;
    pg_stat_xact_user_functions = funcid schemaname:name funcname:name calls:int8 total_time:float8
    self_time:float8 ;
    pg_stat_xact_user_tables = relid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
    idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 ;
    pg_statio_all_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_blks_read:int8
    idx_blks_hit:int8 ;
    pg_statio_all_sequences = relid schemaname:name relname:name blks_read:int8 blks_hit:int8 ;
    pg_statio_all_tables = relid schemaname:name relname:name heap_blks_read:int8 heap_blks_hit:int8
    idx_blks_read:int8 idx_blks_hit:int8 toast_blks_read:int8 toast_blks_hit:int8 tidx_blks_read:int8
    tidx_blks_hit:int8 ;
    pg_statio_sys_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_blks_read:int8
    idx_blks_hit:int8 ;
    pg_statio_sys_sequences = relid schemaname:name relname:name blks_read:int8 blks_hit:int8 ;
    pg_statio_sys_tables = relid schemaname:name relname:name heap_blks_read:int8 heap_blks_hit:int8
    idx_blks_read:int8 idx_blks_hit:int8 toast_blks_read:int8 toast_blks_hit:int8 tidx_blks_read:int8
    tidx_blks_hit:int8 ;
    pg_statio_user_indexes = relid indexrelid schemaname:name relname:name indexrelname:name idx_blks_read:int8
    idx_blks_hit:int8 ;
    pg_statio_user_sequences = relid schemaname:name relname:name blks_read:int8 blks_hit:int8 ;
    pg_statio_user_tables = relid schemaname:name relname:name heap_blks_read:int8 heap_blks_hit:int8
    idx_blks_read:int8 idx_blks_hit:int8 toast_blks_read:int8 toast_blks_hit:int8 tidx_blks_read:int8
    tidx_blks_hit:int8 ;
    pg_statistic = starelid staattnum:int2 stainherit:bool stanullfrac:float4 stawidth:int4 stadistinct:float4
    stakind1:int2 stakind2:int2 stakind3:int2 stakind4:int2 stakind5:int2 staop1 staop2 staop3 staop4 staop5
    stacoll1 stacoll2 stacoll3 stacoll4 stacoll5 stanumbers1:float4[] stanumbers2:float4[] stanumbers3:float4[]
    stanumbers4:float4[] stanumbers5:float4[] stavalues1:anyarray stavalues2:anyarray stavalues3:anyarray
    stavalues4:anyarray stavalues5:anyarray ;
    pg_statistic_ext = oid stxrelid stxname:name stxnamespace stxowner stxstattarget:int4 stxkeys:int2vector
    stxkind:char[] stxexprs:pg_node_tree ;
    pg_statistic_ext_data = stxoid stxdinherit:bool stxdndistinct:pg_ndistinct stxddependencies:pg_dependencies
    stxdmcv:pg_mcv_list stxdexpr:pg_statistic[] ;
    pg_stats = schemaname:name tablename:name attname:name inherited:bool null_frac:float4 avg_width:int4
    n_distinct:float4 most_common_vals:anyarray most_common_freqs:float4[] histogram_bounds:anyarray
    correlation:float4 most_common_elems:anyarray most_common_elem_freqs:float4[] elem_count_histogram:float4[] ;
    pg_stats_ext = schemaname:name tablename:name statistics_schemaname:name statistics_name:name
    statistics_owner:name attnames:name[] exprs:text[] kinds:char[] inherited:bool n_distinct:pg_ndistinct
    dependencies:pg_dependencies most_common_vals:text[] most_common_val_nulls:bool[] most_common_freqs:float8[]
    most_common_base_freqs:float8[] ;
    pg_stats_ext_exprs = schemaname:name tablename:name statistics_schemaname:name statistics_name:name
    statistics_owner:name expr:text inherited:bool null_frac:float4 avg_width:int4 n_distinct:float4
    most_common_vals:anyarray most_common_freqs:float4[] histogram_bounds:anyarray correlation:float4
    most_common_elems:anyarray most_common_elem_freqs:float4[] elem_count_histogram:float4[] ;
    pg_subscription = oid subdbid subskiplsn:pg_lsn subname:name subowner subenabled:bool subbinary:bool
    substream:bool subtwophasestate:char subdisableonerr:bool subconninfo:text subslotname:name subsynccommit:text
    subpublications:text[] ;
    pg_subscription_rel = srsubid srrelid srsubstate:char srsublsn:pg_lsn ;
    pg_tables = schemaname:name tablename:name tableowner:name tablespace:name hasindexes:bool hasrules:bool
    hastriggers:bool rowsecurity:bool ;
    pg_tablespace = oid spcname:name spcowner spcacl:aclitem[] spcoptions:text[] ;
    pg_timezone_abbrevs = abbrev:text utc_offset:interval is_dst:bool ;
    pg_timezone_names = name:text abbrev:text utc_offset:interval is_dst:bool ;
    pg_transform = oid trftype trflang trffromsql:regproc trftosql:regproc ;
    pg_trigger = oid tgrelid tgparentid tgname:name tgfoid tgtype:int2 tgenabled:char tgisinternal:bool
    tgconstrrelid tgconstrindid tgconstraint tgdeferrable:bool tginitdeferred:bool tgnargs:int2 tgattr:int2vector
    tgargs:bytea tgqual:pg_node_tree tgoldtable:name tgnewtable:name ;
    pg_ts_config = oid cfgname:name cfgnamespace cfgowner cfgparser ;
    pg_ts_config_map = mapcfg maptokentype:int4 mapseqno:int4 mapdict ;
    pg_ts_dict = oid dictname:name dictnamespace dictowner dicttemplate dictinitoption:text ;
    pg_ts_parser = oid prsname:name prsnamespace prsstart:regproc prstoken:regproc prsend:regproc
    prsheadline:regproc prslextype:regproc ;
    pg_ts_template = oid tmplname:name tmplnamespace tmplinit:regproc tmpllexize:regproc ;
    pg_type = oid typname:name typnamespace typowner typlen:int2 typbyval:bool typtype:char typcategory:char
    typispreferred:bool typisdefined:bool typdelim:char typrelid typsubscript:regproc typelem typarray
    typinput:regproc typoutput:regproc typreceive:regproc typsend:regproc typmodin:regproc typmodout:regproc
    typanalyze:regproc typalign:char typstorage:char typnotnull:bool typbasetype typtypmod:int4 typndims:int4
    typcollation typdefaultbin:pg_node_tree typdefault:text typacl:aclitem[] ;
    pg_user = usename:name usesysid usecreatedb:bool usesuper:bool userepl:bool usebypassrls:bool passwd:text
    valuntil:timestamptz useconfig:text[] ;
    pg_user_mapping = oid umuser umserver umoptions:text[] ;
    pg_user_mappings = umid srvid srvname:name umuser usename:name umoptions:text[] ;
    pg_views = schemaname:name viewname:name viewowner:name definition:text ;
    """
}
