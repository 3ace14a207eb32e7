package import Migrations

/// Where each tool records which migrations a database has.
package enum AppliedVersions {
  /// A record: a query for the versions, or names, of the migrations that are applied.
  package struct Record: Hashable, Sendable {
    /// The table, with its schema.
    package var table: String
    /// The query for `version`, a text.
    package var query: String
    /// Whether the query gives the last version alone, so that all up to it are applied.
    package var isLast = false
  }

  /// The record of a layout's tool; `nil` where it has none that says it.
  package static func record(_ layout: Layout) -> Record? {
    switch layout {
    case .plumbline:
      of("public.schema_migrations", "SELECT version::text AS version FROM public.schema_migrations WHERE success")
    case .golangMigrate:
      Record(
        table: "public.schema_migrations",
        // A dirty version failed half way.
        query: "SELECT (version - dirty::integer)::text AS version FROM public.schema_migrations", isLast: true)
    case .dbmate: of("public.schema_migrations", "SELECT version::text AS version FROM public.schema_migrations")
    case .sqlx:
      of("public._sqlx_migrations", "SELECT version::text AS version FROM public._sqlx_migrations WHERE success")
    case .goose:
      // The last row of a version says whether it is applied (pressly/goose, dialect postgres).
      of(
        "public.goose_db_version",
        """
        SELECT version_id::text AS version FROM (SELECT DISTINCT ON (version_id) version_id, is_applied
          FROM public.goose_db_version ORDER BY version_id, id DESC) last WHERE is_applied
        """)
    case .diesel:
      of(
        "public.__diesel_schema_migrations",
        "SELECT version::text AS version FROM public.__diesel_schema_migrations")
    case .supabase:
      of(
        "supabase_migrations.schema_migrations",
        "SELECT version::text AS version FROM supabase_migrations.schema_migrations")
    case .flyway:
      of(
        "public.flyway_schema_history",
        "SELECT coalesce(version, script)::text AS version FROM public.flyway_schema_history WHERE success")
    case .prisma:
      of(
        "public._prisma_migrations",
        """
        SELECT migration_name::text AS version FROM public._prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
        """)
    case .tern:
      Record(
        table: "public.schema_version", query: "SELECT version::text AS version FROM public.schema_version",
        isLast: true)
    case .nodePgMigrate: of("public.pgmigrations", "SELECT name::text AS version FROM public.pgmigrations")
    case .sqlMigrate: of("public.gorp_migrations", "SELECT id::text AS version FROM public.gorp_migrations")
    case .sqitch: of("sqitch.changes", "SELECT change::text AS version FROM sqitch.changes")
    case .hasura, .drizzle, .plain: nil
    }
  }

  private static func of(_ table: String, _ query: String) -> Record { Record(table: table, query: query) }

  /// The tables that tools keep their records in.
  static let tables: Set<String> = [
    "schema_migrations", "_sqlx_migrations", "goose_db_version", "__diesel_schema_migrations",
    "flyway_schema_history", "_prisma_migrations", "schema_version", "pgmigrations", "gorp_migrations",
    "schema_lock", "ar_internal_metadata",
  ]

  /// The schemas that are a tool's own.
  static let schemas: Set<String> = ["supabase_migrations", "sqitch", "drizzle", "hdb_catalog"]
}

extension AppliedVersions.Record {
  /// The files that are applied, by what the query gave.
  package func applied(_ files: [MigrationFile], _ versions: [String]) -> [MigrationFile] {
    if isLast {
      guard let last = versions.first else { return [] }
      return files.filter { !$0.layout.isAfter($0.version, last) }
    }
    return files.filter { file in
      versions.contains { version in
        file.layout.areSame(version, file.version) || version == "\(file.version)_\(file.name)"
          || version == file.fileName || version == file.name || file.fileName.hasPrefix(version + "/")
          || file.fileName == version + ".sql"
      }
    }
  }
}
